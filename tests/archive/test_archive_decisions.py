"""Decisions, undoing, incidents, fingerprint and states."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from storing import Adding, ids

from ripplemark import schema
from ripplemark.archive import Archive, BadCode, Damaged, notation
from ripplemark.archive.decisions import Decision, standing
from ripplemark.archive.states import state_of
from ripplemark.archive.words import WORDS
from ripplemark.errors import UnknownName


def test_the_latest_decision_counts_and_undoing_it_brings_back_the_one_before(
    archive: Archive,
) -> None:
    archive.ensure_incident("LANTERN", zone="Europe/Berlin")
    assert archive.decision("LANTERN", "home_zone") == "Europe/Berlin"
    archive.decide("LANTERN", "home_zone", "UTC")
    latest = archive.decide("LANTERN", "home_zone", "Asia/Tokyo")
    assert archive.decision("LANTERN", "home_zone") == "Asia/Tokyo"
    undoing = archive.undo(latest.decision_id)
    assert archive.decision("LANTERN", "home_zone") == "UTC"
    archive.undo(undoing.decision_id)
    assert archive.decision("LANTERN", "home_zone") == "Asia/Tokyo"
    assert len(archive.decisions()) == 5


def test_a_decision_is_about_its_own_incident_and_subject(archive: Archive) -> None:
    archive.ensure_incident("LANTERN")
    archive.decide("LANTERN", "title", {"en": "Searches"}, subject="figure lifecycle")
    archive.decide(None, "public", True)
    assert archive.decision("LANTERN", "title", subject="figure lifecycle") == {"en": "Searches"}
    assert archive.decision("LANTERN", "title") is None
    assert archive.decision("LANTERN", "public", "unknown") == "unknown"
    assert archive.decision(None, "public") is True


def test_a_decision_about_an_unknown_incident_or_with_an_unknown_choice_is_refused(
    archive: Archive,
) -> None:
    archive.ensure_incident("LANTERN")
    with pytest.raises(UnknownName, match="LANTERN"):
        archive.decide("LANTERNS", "verdict", "fabricated")
    with pytest.raises(UnknownName, match="not_stated"):
        archive.decide("LANTERN", "verdict", "guilty")
    with pytest.raises(UnknownName, match="rumour"):
        archive.new_incident("scandal")
    with pytest.raises(UnknownName):
        archive.undo("20250101T000000000000-00000000")
    assert len(archive.decisions()) == 1


def test_decisions_keep_their_order_when_the_clock_is_set_back(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.ensure_incident("LANTERN")
    archive.decide("LANTERN", "note", "first")

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # noqa: ARG003
            return datetime(2001, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(notation, "datetime", Earlier)
    archive.decide("LANTERN", "note", "second")
    assert archive.decision("LANTERN", "note") == "second"
    times = [decision.made_at for decision in archive.decisions()]
    assert times == sorted(set(times))


@settings(deadline=None, max_examples=200)
@given(st.lists(st.integers(min_value=-1, max_value=11), max_size=12))
def test_what_stands_is_what_no_standing_decision_undoes(targets: list[int]) -> None:
    made = []
    for number, target in enumerate(targets):
        undoes = f"{target:02}" if 0 <= target < number else None
        at = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
        made.append(Decision(f"{number:02}", None, None, "key", number, at, undoes))

    def stands(one: Decision) -> bool:
        return not any(other.undoes == one.decision_id and stands(other) for other in made)

    assert standing(made) == tuple(one for one in made if stands(one) and one.undoes is None)


def test_a_new_incident_is_one_decision_under_a_word_that_was_never_used(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ripplemark.archive.incidents.WORDS", ("LANTERN", "HARBOUR"))
    drawn = [archive.new_incident("deepfake", "Europe/Paris") for _ in range(5)]
    assert sorted(drawn[:2]) == ["HARBOUR", "LANTERN"]
    assert sorted(drawn[2:4]) == ["HARBOUR-2", "LANTERN-2"]
    assert drawn[4] in ("HARBOUR-3", "LANTERN-3")
    assert archive.incidents() == tuple(sorted(drawn))
    assert len(archive.decisions()) == 5
    assert archive.decision(drawn[0], "kind") == "deepfake"
    assert archive.decision(drawn[0], "home_zone") == "Europe/Paris"
    assert archive.decision(drawn[0], "verdict", "not_stated") == "not_stated"


def test_an_undone_incident_is_gone_and_its_word_is_not_drawn_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ripplemark.archive.incidents.WORDS", ("LANTERN",))
    archive.new_incident()
    archive.undo(archive.decisions()[0].decision_id)
    assert archive.incidents() == ()
    assert archive.new_incident() == "LANTERN-2"


def test_a_given_code_is_created_once_and_must_be_a_code(archive: Archive) -> None:
    assert archive.ensure_incident("STORY-7")
    assert not archive.ensure_incident("STORY-7")
    for bad in ("story", "7UP", "A NAME", "", "X" * 17, "LANTERN\n"):
        with pytest.raises(BadCode):
            archive.ensure_incident(bad)
    assert archive.incidents() == ("STORY-7",)


def test_the_code_words_are_many_different_and_leave_room_for_a_number() -> None:
    assert len(WORDS) >= 150
    assert tuple(sorted(set(WORDS))) == WORDS
    for word in WORDS:
        assert re.fullmatch(schema.CODE_PATTERN, f"{word}-999"), word


def test_every_change_has_its_state_and_an_earlier_one_can_still_be_read(
    archive: Archive, adding: Adding
) -> None:
    empty = archive.fingerprint()
    first = adding("a" * 64)
    one = archive.fingerprint()
    archive.remove(first)
    second = adding("b" * 64)
    two = archive.fingerprint()
    archive.ensure_incident("HARBOUR")
    assert len({empty, one, two, archive.fingerprint()}) == 4
    assert archive.state(empty).datasets == ()
    assert archive.state(one).datasets == (first,)
    assert archive.state(two).datasets == (second,)
    assert archive.state().decisions == tuple(d.decision_id for d in archive.decisions())
    assert [path.parent.name for path in archive.files("attention", one)] == [first]
    assert [path.parent.name for path in archive.files("attention")] == [second] == ids(archive)
    archive.erase(first)
    assert archive.files("attention", one) == []
    with pytest.raises(UnknownName, match=two):
        archive.state("0" * 12)
    with pytest.raises(UnknownName):
        archive.state("../datasets")


def test_a_state_that_is_missing_is_written_by_the_next_change(
    archive: Archive, adding: Adding
) -> None:
    adding("a" * 64)
    before = archive.state()
    (archive.root / "states" / f"{before.fingerprint}.json").unlink()
    adding("b" * 64)
    assert archive.state(before.fingerprint) == before


def test_a_state_that_was_altered_is_named(archive: Archive, adding: Adding) -> None:
    adding("a" * 64)
    before = archive.state()
    adding("b" * 64)
    path = archive.root / "states" / f"{before.fingerprint}.json"
    path.write_text(path.read_text().replace(before.datasets[0], "google-trends-00000000"))
    with pytest.raises(Damaged):
        archive.state(before.fingerprint)
    assert [finding.file for finding in archive.verify()] == [path.name]


@given(st.lists(st.text("abc", min_size=1)), st.lists(st.text("abc", min_size=1)))
def test_a_fingerprint_depends_on_the_ids_and_not_on_their_order(
    datasets: list[str], decided: list[str]
) -> None:
    state = state_of(datasets, decided)
    assert state == state_of(reversed(datasets), reversed(decided))
    assert state.fingerprint != state_of([*datasets, "d"], decided).fingerprint
    assert state.fingerprint != state_of(datasets, [*decided, "d"]).fingerprint


def test_a_damaged_decision_is_named_and_the_others_count(archive: Archive) -> None:
    archive.ensure_incident("LANTERN")
    broken = archive.decide("LANTERN", "note", "first")
    archive.decide("LANTERN", "kind", "rumour")
    path = archive.root / "decisions" / f"{broken.decision_id}.json"
    path.write_bytes(path.read_bytes()[:40])
    assert archive.decision("LANTERN", "note") is None
    assert archive.decision("LANTERN", "kind") == "rumour"
    assert {finding.subject for finding in archive.verify()} == {broken.decision_id}
    assert {finding.subject for finding in archive.quarantined()} == {broken.decision_id}
