"""The clocks that can be chosen are those that the incident's items have."""

from __future__ import annotations

from conftest import Opening
from real_path import Storing

from tests.pages.seen import words

HEADER = "platform,item,posted_at,notice_at,down_at,outcome,observed_until"
BOTH = "Chirp,one,2025-03-01T08:00Z,2025-03-01T10:00Z,2025-03-02T10:00Z,removed,2025-03-05T10:00Z"
NOTICE = "Chirp,one,,2025-03-01T10:00Z,2025-03-02T10:00Z,removed,2025-03-05T10:00Z"


def test_only_clocks_that_the_data_have_are_offered_and_the_others_are_named(
    opening: Opening, storing: Storing
) -> None:
    storing(HEADER, BOTH)
    control = opening("moderation", incident="LANTERN").selectbox(key="control-clock")
    assert control.options == ["posting", "the notice"]
    assert (
        "No item here has a time for the first request, the last request, the label" in control.help
    )


def test_where_there_is_one_clock_there_is_nothing_to_choose(
    opening: Opening, storing: Storing
) -> None:
    storing(HEADER, NOTICE)
    page = opening("moderation", incident="LANTERN")
    assert "control-clock" not in [each.key for each in page.selectbox]


def test_a_clock_in_the_address_that_no_item_has_is_said_and_left_out(
    opening: Opening, storing: Storing
) -> None:
    storing(HEADER, NOTICE)
    page = opening("moderation", incident="LANTERN", clock="label")
    assert "'clock' takes notice" in words(page)
    assert page.get("plotly_chart")
