"""Before and after on the moderation page: a switch only where there is something to split by, and a figure behind it."""

from __future__ import annotations

import pytest
from real_path import Storing
from seen import Opening
from streamlit.testing.v1 import AppTest

from ripplemark.archive import Archive
from tests.pages.seen import address, headlines

HEADER = "platform,item,notice_at,down_at,outcome,observed_until"
SWITCH = "asked-change"


@pytest.fixture
def stored(archive: Archive, storing: Storing) -> None:
    """Forty items, reported on twenty days, each gone after some hours."""
    archive.ensure_incident("LANTERN", "intimate_image", "UTC")
    rows = [
        f"Chirp,item {k},2025-03-{1 + k % 20:02d}T00:00Z,2025-03-{1 + k % 20:02d}T{1 + k % 23:02d}:00Z,removed,2025-04-20T00:00Z"
        for k in range(40)
    ]
    storing(HEADER, *rows)


def _switches(page: AppTest) -> list[str | None]:
    return [each.key for each in page.toggle]


def _told(page: AppTest) -> str:
    return " ".join(headlines(page)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.usefixtures("stored")
def test_without_an_event_or_a_chosen_day_there_is_no_switch(opening: Opening) -> None:
    assert SWITCH not in _switches(opening("moderation", incident="LANTERN"))
    chosen = opening("moderation", incident="LANTERN", split="2025-03-10")
    assert SWITCH in _switches(chosen)


@pytest.mark.usefixtures("stored")
def test_an_event_brings_the_switch_and_the_switch_the_figure(
    opening: Opening, storing: Storing
) -> None:
    storing("time,kind,label", "2025-03-10,court,Case", "2025-03-12,first_seen,Post")
    page = opening("moderation", incident="LANTERN")
    assert "court decision" not in _told(page)
    page.toggle(key=SWITCH).set_value(True).run()
    assert address(page)["change"] == "yes"
    assert "came after the court decision of 10 March 2025" in _told(page)
    assert not page.exception


@pytest.mark.usefixtures("stored")
def test_a_day_of_ones_own_comes_back_from_a_link(opening: Opening) -> None:
    page = opening("moderation", incident="LANTERN", change="yes", split="2025-03-08")
    assert "came from 8 March 2025 on" in _told(page)
    assert not page.exception
    assert not any("cannot be shown" in each.value for each in page.warning)
