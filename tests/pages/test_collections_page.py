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
    assert "4 datasets, 4 rows stored. Times from 1 March 2025 to 5 March 2025." in said
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


def test_a_whole_collection_goes_to_the_trash_once_its_size_is_confirmed_and_comes_back(
    archive: Archive, opening: Opening, tmp_path: Path
) -> None:
    stored(archive, tmp_path)
    page = opening("data", incident="LANTERN")
    assert "4 datasets, 4 rows. Removed, they count nowhere" in words(page)
    (yes,) = [each for each in page.button if each.label.startswith("Yes, remove 4 datasets")]
    page = yes.click().run()
    assert archive.datasets() == ()
    assert len(archive.trash()) == 4
    (undo,) = [each for each in page.button if each.label.startswith("Undo all 4 datasets")]
    page = undo.click().run()
    assert len(archive.collection("posts-daily").members) == 4
    assert archive.trash() == ()
    assert not buttons(page, "Undo")


def test_files_join_a_collection_whose_name_is_said_once_above_them(
    archive: Archive, opening: Opening, tmp_path: Path
) -> None:
    archive.ensure_incident("LANTERN", "rumour", "Europe/Berlin")
    page = opening("data", incident="LANTERN")
    page.text_input(key="collection-of-LANTERN").set_value("posts-daily").run()
    for day in ("2025-03-01", "2025-03-03"):
        page.file_uploader[0].upload(f"{day}.csv", posts(tmp_path, f"{day}.csv", day).read_bytes())
        page.run()
        (store,) = [each for each in page.button if each.label.startswith("Store")]
        page = store.click().run()
    assert [len(each.members) for each in archive.collections()] == [2]
    assert archive.collection("posts-daily").like.incident == "LANTERN"


def test_a_name_that_no_collection_can_have_is_refused_and_nothing_is_stored(
    archive: Archive, opening: Opening, tmp_path: Path
) -> None:
    archive.ensure_incident("LANTERN", "rumour", "Europe/Berlin")
    page = opening("data", incident="LANTERN")
    page.text_input(key="collection-of-LANTERN").set_value("My Posts.csv").run()
    day = "2025-03-01"
    page.file_uploader[0].upload(f"{day}.csv", posts(tmp_path, f"{day}.csv", day).read_bytes())
    page.run()
    assert any("This is not a collection's name" in each.value for each in page.error)
    assert not [each for each in page.button if each.label.startswith("Store")]
