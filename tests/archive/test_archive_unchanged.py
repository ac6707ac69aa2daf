"""What readers keep of an archive at rest, and that no change escapes them."""

from __future__ import annotations

import os
import shutil
from itertools import count
from pathlib import Path

import pytest
from storing import Adding

from ripplemark.archive import Archive, shelf, unchanged

LONG_AGO = count(1_600_000_000)


def at_rest(archive: Archive) -> None:
    """Let the archive's folders look as if nothing had changed for years, later than the last time."""
    at = next(LONG_AGO)
    for name in ("datasets", "trash", "decisions"):
        os.utime(archive.root / name, (at, at))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders of datasets that were listed, one entry for each time."""
    found: list[Path] = []
    listed = shelf._read

    def noted(folder: Path, names: tuple[str, ...]) -> shelf.Shelf:
        found.append(folder)
        return listed(folder, names)

    monkeypatch.setattr(shelf, "_read", noted)
    return found


def test_an_archive_at_rest_is_read_once(
    archive: Archive, adding: Adding, read: list[Path]
) -> None:
    adding("a" * 64)
    at_rest(archive)
    read.clear()
    told = [(archive.datasets(), archive.incidents(), archive.fingerprint()) for _ in range(3)]
    assert told == [told[0]] * 3
    assert len(told[0][0]) == 1
    first = len(read)
    assert Archive(archive.root).datasets() == told[0][0]
    assert first == len(read) == 3


def test_what_was_added_a_moment_ago_is_not_kept_as_another_may_follow_within_the_same_tick(
    archive: Archive, adding: Adding, read: list[Path]
) -> None:
    adding("a" * 64)
    before = os.stat(archive.root / "datasets")
    archive.datasets()
    adding("b" * 64)
    os.utime(archive.root / "datasets", ns=(before.st_atime_ns, before.st_mtime_ns))
    read.clear()
    assert len(archive.datasets()) == 2
    assert read


def test_every_change_is_seen_at_once(archive: Archive, adding: Adding) -> None:
    first = adding("a" * 64)
    at_rest(archive)
    states = [archive.fingerprint()]
    assert [each.dataset_id for each in archive.datasets()] == [first]

    second = adding("b" * 64)
    assert len(archive.datasets()) == 2
    at_rest(archive)
    states.append(archive.fingerprint())

    archive.remove(second)
    assert [each.dataset_id for each in archive.datasets()] == [first]
    at_rest(archive)
    assert archive.fingerprint() == states[0]

    code = archive.new_incident(zone="UTC")
    assert code in archive.incidents()
    at_rest(archive)
    states.append(archive.fingerprint())

    archive.decide(code, "kind", "rumour")
    assert archive.decision(code, "kind") == "rumour"
    at_rest(archive)
    states.append(archive.fingerprint())

    archive.erase(first)
    assert not archive.datasets()
    assert len({*states, archive.fingerprint()}) == len(states) + 1


def test_what_another_program_takes_away_is_gone(archive: Archive, adding: Adding) -> None:
    first = adding("a" * 64)
    at_rest(archive)
    assert archive.datasets()
    shutil.rmtree(archive.root / "datasets" / first)
    assert not archive.datasets()
    assert not Archive(archive.root).snapshot().datasets()


def test_only_so_many_archives_are_kept(tmp_path: Path) -> None:
    for number in range(unchanged.MOST + 3):
        archive = Archive(tmp_path / f"archive {number}")
        archive.ensure_incident("LANTERN", zone="UTC")
        at_rest(archive)
        assert archive.incidents() == ("LANTERN",)
    assert len(unchanged._KEPT) == unchanged.MOST
