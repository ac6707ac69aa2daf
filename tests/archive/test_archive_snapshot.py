"""A snapshot answers as the archive did when it was taken, and reads no file."""

from __future__ import annotations

import shutil

from storing import Adding

from ripplemark.archive import Archive, Snapshot


def _answers(of: Archive | Snapshot) -> tuple[object, ...]:
    codes = of.incidents()
    chosen = [of.decision(code, key) for code in codes for key in ("kind", "home_zone", "verdict")]
    about = of.decision("LANTERN", "exclude", subject="item a")
    missing = of.decision("NOWHERE", "kind", "none")
    return of.root, of.datasets(), of.decisions(), codes, chosen, about, missing


def _filled(archive: Archive, adding: Adding) -> Archive:
    archive.ensure_incident("LANTERN", kind="deepfake", zone="Europe/Berlin")
    archive.ensure_incident("OTHER")
    archive.decide("LANTERN", "verdict", "fabricated")
    taken_back = archive.decide("LANTERN", "home_zone", "Asia/Tokyo")
    archive.undo(taken_back.decision_id)
    archive.undo(
        archive.undo(archive.decide("LANTERN", "main.social", "a").decision_id).decision_id
    )
    archive.decide("LANTERN", "exclude", True, subject="item a")
    adding("1" * 64)
    archive.remove(adding("2" * 64))
    return archive


def test_a_snapshot_answers_every_question_as_its_archive_does(
    archive: Archive, adding: Adding
) -> None:
    _filled(archive, adding)
    snapshot = archive.snapshot()
    assert _answers(snapshot) == _answers(archive)
    assert snapshot.decision("LANTERN", "home_zone") == "Europe/Berlin"
    assert snapshot.decision("LANTERN", "main.social") == "a"


def test_a_snapshot_stands_still_while_the_archive_changes_and_even_when_it_is_gone(
    archive: Archive, adding: Adding
) -> None:
    snapshot = _filled(archive, adding).snapshot()
    before = _answers(snapshot)
    adding("3" * 64)
    archive.decide("LANTERN", "home_zone", "UTC")
    assert _answers(archive) != before
    shutil.rmtree(archive.root)
    assert _answers(snapshot) == before
    assert snapshot.snapshot() is snapshot


def test_the_snapshot_of_an_archive_that_does_not_exist_yet_is_empty(archive: Archive) -> None:
    snapshot = archive.snapshot()
    assert snapshot.datasets() == snapshot.decisions() == snapshot.incidents() == ()
    assert snapshot.decision(None, "anything", "default") == "default"
