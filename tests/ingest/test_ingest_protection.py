"""Names become aliases, identities keyed hashes; the archive alone leads to no one."""

from __future__ import annotations

from pathlib import Path

from adding import MODERATION, TRENDS, every_byte, rows, write

from ripplemark.archive import Archive
from ripplemark.ingest import Options, add
from ripplemark.vault import Vault

LANTERN = Options(incident="LANTERN")


def test_the_same_term_in_two_files_has_the_same_alias(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    add(archive, vault, write(tmp_path, TRENDS), LANTERN)
    other = TRENDS.replace("2025-03", "2025-05").replace("café lantern", "harbour")
    add(archive, vault, write(tmp_path, other), LANTERN)
    aliases = {row["series"] for row in rows(archive, "attention")}
    assert {vault.name(alias) for alias in aliases} == {"lantern", "café lantern", "harbour"}
    assert len(aliases) == 3
    assert b"lantern" not in every_byte(archive.root)


def test_a_series_that_is_only_a_schema_word_keeps_it(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    text = "series,channel,metric,bin_start,value\nposts,social,posts,2025-01-01,1\nposts about it,social,posts,2025-01-01,1\n"
    add(archive, vault, write(tmp_path, text), LANTERN)
    assert {row["series"] for row in rows(archive, "attention")} == {"posts", "term A"}


def test_an_item_is_the_vaults_hash_of_its_link_and_without_one_of_its_own_row(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    text = (
        MODERATION
        + "Platform A,,,2025-10-24,removed,2025-10-25,,\nPlatform A,,,2025-10-24,removed,2025-10-25,,\n"
    )
    add(archive, vault, write(tmp_path, text), LANTERN)
    items = {row["source_line"]: row["item"] for row in rows(archive, "moderation")}
    assert items[2] == vault.item_hash("https://clips.example.org/1")
    assert items[4] == vault.item_hash("three")
    assert len(set(items.values())) == 5
    assert all(len(item) == 32 for item in items.values())


def test_a_log_and_a_table_give_the_same_item_the_same_hash(vault: Vault, tmp_path: Path) -> None:
    log = "Link,Platform,Reported on,Status,Removed on\nhttps://clips.example.org/1,Platform A,2025-10-24T10:00,removed,2025-10-25\n"
    table = "platform,item,notice_at,down_at\nPlatform A,https://clips.example.org/1,2025-10-24T10:00,2025-10-25\n"
    found = set()
    for text in (log, table):
        other = Archive(tmp_path / str(len(text)))
        add(other, vault, write(tmp_path, text), LANTERN)
        found.add(rows(other, "moderation")[0]["item"])
    assert len(found) == 1


def test_an_uploader_is_stored_only_when_asked_for_and_then_hashed(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    text = "platform,item,uploader,notice_at,down_at\nPlatform A,1,someone,2025-10-24,2025-10-25\n"
    first = add(archive, vault, write(tmp_path, text), LANTERN).dataset_id
    assert rows(archive, "moderation")[0]["uploader"] is None
    kept = Options(incident="LANTERN", keep=("uploader",), replaces=first)
    add(archive, vault, write(tmp_path, text), kept)
    assert rows(archive, "moderation")[0]["uploader"] == vault.item_hash("someone")


def test_a_title_is_an_alias_in_the_package_and_a_name_in_the_vault(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    add(
        archive,
        vault,
        write(tmp_path, MODERATION),
        Options(incident="LANTERN", title="My own title"),
    )
    (package,) = archive.datasets()
    assert package.title == "dataset A"
    assert vault.name("dataset A") == "My own title"
    assert b"My own title" not in every_byte(archive.root)
