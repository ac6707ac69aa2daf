"""A collection on the Data page and on the Platforms page: one row that opens."""

from __future__ import annotations

from pathlib import Path

import pytest
from seen import Opening
from streamlit.testing.v1 import AppTest

from ripplemark import paths
from ripplemark.archive import Archive
from ripplemark.ingest import Options, add
from ripplemark.ui import gathered
from ripplemark.vault import Vault
from tests.dumps import dump, posts
from tests.pages.seen import words

OPTIONS = Options(incident="LANTERN", zone="Europe/Berlin", append="posts-daily")


def stored(archive: Archive, tmp_path: Path) -> None:
    vault = Vault(paths.vault_root())
    for day in ("2025-03-01", "2025-03-02", "2025-03-05"):
        add(archive, vault, posts(tmp_path, f"{day}.csv", day), OPTIONS)
    more = "\nposts,social,posts,2025-03-05,P1D,7\n"
    add(archive, vault, posts(tmp_path, "again.csv", more=more), OPTIONS)


def opened(page: AppTest, key: str) -> AppTest:
    page.session_state[key] = True
    return page.run()


def buttons(page: AppTest, word: str) -> list[str]:
    return [each.label for each in page.button if each.label.startswith(word)]


def test_it_is_one_row_with_what_is_missing_and_double_and_no_word_of_the_command_line(
    archive: Archive, opening: Opening, tmp_path: Path
) -> None:
    stored(archive, tmp_path)
    page = opening("data", incident="LANTERN")
    said = words(page)
    assert "posts-daily" in said
    assert "4 datasets, 4 rows stored." in said
    assert "No dataset covers: from 3 March 2025 to 4 March 2025." in said
    assert "Two datasets hold the same" in said
    assert "--" not in said
    assert buttons(page, "Remove") == []


def test_opened_it_shows_its_datasets_each_with_its_button(
    archive: Archive, opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(archive, tmp_path)
    page = opened(opening("data", incident="LANTERN"), "collection-here-posts-daily")
    assert len(buttons(page, "Remove")) == 4
    newest = next(each for each in page.button if each.label.startswith("Remove"))
    assert "again.csv" in newest.label
    newest.click().run()
    assert len(archive.collection("posts-daily").members) == 3
    assert "Two datasets hold the same" not in words(page)
    monkeypatch.setattr(gathered, "MOST", 2)
    shown = opened(opening("data", incident="LANTERN"), "collection-here-posts-daily")
    assert len(buttons(shown, "Remove")) == 2
    assert "And 1 older dataset" in words(shown)


def test_dumps_are_one_row_among_the_norms(
    archive: Archive, opening: Opening, tmp_path: Path
) -> None:
    vault = Vault(paths.vault_root())
    for day in ("2025-09-01", "2025-09-03"):
        add(archive, vault, dump(tmp_path, day), Options(append="dsa-daily"))
    said = words(opening("platforms"))
    assert "2 datasets, 28 rows stored." in said
    assert "No dataset covers: on 2 September 2025." in said
