"""The clocks that can be chosen are those that the incident's items have."""

from __future__ import annotations

from real_path import Storing
from seen import Opening

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


SPLITTING = "platform,item,notice_at,down_at,outcome,observed_until,category,language,region"


def test_a_split_is_offered_only_by_what_parts_the_items_into_groups(
    opening: Opening, storing: Storing
) -> None:
    times = "2025-03-01T10:00Z,2025-03-02T10:00Z,removed,2025-03-05T10:00Z"
    storing(SPLITTING, f"Chirp,one,{times},fraud,en,", f"Wire,two,{times},fraud,,")
    split = opening("moderation", incident="LANTERN").selectbox(key="control-by")
    assert split.options == ["platform", "language"]  # one item has no language: a group of its own


def test_where_nothing_parts_the_items_there_is_no_split_to_choose(
    opening: Opening, storing: Storing
) -> None:
    storing(HEADER, NOTICE)
    page = opening("moderation", incident="LANTERN")
    assert "control-by" not in [each.key for each in page.selectbox]
    page = opening("moderation", incident="LANTERN", by="category")  # a link from before
    assert page.selectbox(key="control-by").value == "category"
    assert "The address asks for" not in words(page)
    assert "'by' takes" in words(opening("moderation", incident="LANTERN", by="sideways"))
