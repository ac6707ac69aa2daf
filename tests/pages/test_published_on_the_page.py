"""Published figures on the moderation page: off until switched on, the denominator for all to see, reasons beside it."""

from __future__ import annotations

import pytest
from real_path import Storing
from seen import Opening
from streamlit.testing.v1 import AppTest

from ripplemark.archive import Archive
from tests.pages.seen import address, headlines, words

HEADER = "platform,item,notice_at,down_at,outcome,observed_until"


def _item(name: str, hours: int, platform: str) -> str:
    day, hour = divmod(hours, 24)
    down = f"2025-03-{1 + day:02d}T{hour:02d}:00Z"
    return f"{platform},{name},2025-03-01T00:00Z,{down},removed,2025-03-20T00:00Z"


@pytest.fixture
def stored(archive: Archive, storing: Storing) -> None:
    """Fifteen items of an intimate image: twelve on X, gone after 1 ... 12 hours, three on TikTok."""
    archive.ensure_incident("LANTERN", "intimate_image", "UTC")
    rows = [_item(f"x{k}", k, "X") for k in range(1, 13)]
    storing(HEADER, *rows, *(_item(f"t{k}", 20 + k, "TikTok") for k in range(3)))


def _told(page: AppTest) -> str:
    return " ".join(headlines(page)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.usefixtures("stored")
def test_published_figures_are_off_until_they_are_switched_on(opening: Opening) -> None:
    page = opening("moderation", incident="LANTERN")
    assert "published" not in _told(page)
    page.toggle(key="asked-beside").set_value(True).run()
    assert address(page)["beside"] == "yes"
    assert "No published figure of X kept here goes by the same clock" in _told(page)
    told = " ".join(each.value for block in page.expander for each in block.markdown)
    assert "of notices from rights holders; the items here are not only theirs" in told
    assert not page.exception


@pytest.mark.usefixtures("stored")
def test_both_denominators_stand_there_and_the_choice_is_in_the_address(opening: Opening) -> None:
    page = opening("moderation", incident="LANTERN", beside="yes")
    switch = page.radio(key="control-denominator")
    assert switch.options == ["of all requests", "of those acted on only"]
    switch.set_value("acted").run()
    assert address(page)["denominator"] == "acted"
    assert "of 12 reported items on X that were acted on, 7 (58 %) were gone within 7.03 h" in (
        _told(page).replace("Of", "of")
    )
    assert "of all 12, 7 (58 %)" in _told(page)
    again = opening("moderation", incident="LANTERN", beside="yes", denominator="acted")
    assert again.radio(key="control-denominator").value == "acted"
    assert _told(again) == _told(page)


@pytest.mark.usefixtures("stored")
def test_what_is_not_drawn_is_listed_with_its_reason_and_its_source(opening: Opening) -> None:
    page = opening("moderation", incident="LANTERN", beside="yes")
    (listed,) = [each for each in page.expander if each.label.startswith("Not drawn")]
    told = " ".join(each.value for each in listed.markdown).replace("\\", "")
    assert "It is of what was acted on only; here of all requests." in told
    assert "January to June 2026, intimate images: median time to action on notices, 7.03 h" in told
    assert "X, DSA transparency report" in told


@pytest.mark.usefixtures("stored")
def test_a_platform_is_set_beside_its_own_figures_only(opening: Opening) -> None:
    page = opening("moderation", incident="LANTERN", beside="yes")
    choice = page.selectbox(key="control-norm")
    assert choice.options == ["X", "TikTok"]
    choice.set_value("TikTok").run()
    assert address(page)["norm"] == "TikTok"
    assert "No published figure of TikTok kept here goes by the same clock" in _told(page)
    offered = page.multiselect(key="control-published").options
    assert offered
    assert not [each for each in offered if each.startswith("X,")]


@pytest.mark.usefixtures("stored")
def test_what_an_address_asks_for_in_vain_is_said(opening: Opening) -> None:
    page = opening("moderation", incident="LANTERN", beside="yes", norm="Chirp", published="x")
    told = words(page).replace("\\", "")
    assert "'norm' takes X, TikTok" in told
    assert "'published' takes" in told
    assert not page.exception
