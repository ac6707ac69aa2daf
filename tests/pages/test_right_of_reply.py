"""The right-of-reply sheet on the moderation page: on request, with the page's own choices, on the owner's screen only."""

from __future__ import annotations

import pytest
from real_path import Storing
from seen import Opening

from ripplemark.archive import Archive
from tests.pages.seen import words

HEADER = "platform,item,notice_at,down_at,outcome,observed_until"
ROW = "Chirp,i{0},2025-03-01T00:00Z,2025-03-01T{0:02d}:30Z,removed,2025-03-20T00:00Z"


@pytest.fixture
def stored(archive: Archive, storing: Storing) -> None:
    archive.ensure_incident("LANTERN", "rumour", "UTC")
    storing(HEADER, *(ROW.format(k) for k in range(1, 13)))


@pytest.mark.usefixtures("stored")
def test_it_stands_there_on_request_with_the_pages_deadline(opening: Opening) -> None:
    page = opening("moderation", incident="LANTERN", hours="7")
    assert "To Chirp" not in words(page)
    page.toggle(key="asked-reply").set_value(True).run()
    sheet = page.code[-1].value
    assert sheet.startswith("To Chirp: before we publish")
    assert "Of 12 reported items on Chirp, 6 (50 %) were gone within 7 h of the notice" in sheet
    assert [each.label for each in page.get("download_button")][-1] == "Save the sheet as text"


@pytest.mark.usefixtures("stored")
def test_it_is_not_offered_where_other_machines_reach_the_page(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ripplemark.paths.vault_is_open", lambda: False)
    page = opening("moderation", incident="LANTERN", reply="yes")
    assert "Right of reply" not in words(page)
