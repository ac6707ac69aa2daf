"""Whether and how an incident is published: asked in closed choices, kept as decisions, obeyed by public exports only."""

from __future__ import annotations

from pathlib import Path

import pytest

from ripplemark import publication
from ripplemark.archive import Archive
from ripplemark.errors import UnknownName
from ripplemark.gate import leaks
from ripplemark.ingest.incidents import KEYS, decide_value
from ripplemark.publication import Facts, NotToBePublished


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = Archive(tmp_path / "archive")
    archive.ensure_incident("LANTERN", "rumour")
    archive.ensure_incident("PEBBLE", "intimate_image")
    return archive


def test_more_is_asked_where_a_person_was_hurt() -> None:
    plain = publication.questions(Facts("LANTERN", "rumour", "sensitive"))
    for delicate in (Facts("A", "intimate_image"), Facts("A", "rumour", "highly_sensitive")):
        assert len(publication.questions(delicate)) > len(plain) >= 4
    assert plain[-1].key == "publication.decision"


def test_nothing_is_refused_because_nobody_answered(archive: Archive) -> None:
    assert publication.answers_of(archive, "LANTERN") is None
    assert publication.ensure_publishable(archive, "LANTERN", "public") is None
    assert publication.ensure_publishable(archive, None, "public") is None
    told = publication.reminder(publication.facts_of(archive, "LANTERN"), None)
    assert told is not None
    assert "decide LANTERN publication.interest=" in told
    assert "Nobody has answered" in publication.statement(None)


def test_an_answer_is_a_decision_that_changes_the_fingerprint_and_can_be_undone(
    archive: Archive,
) -> None:
    before = archive.fingerprint()
    answers = publication.record(archive, "LANTERN", {"publication.decision": "do_not_publish"})
    assert answers is not None
    assert archive.fingerprint() != before
    with pytest.raises(NotToBePublished) as refused:
        publication.ensure_publishable(archive, "LANTERN", "public")
    assert "--private" in str(refused.value)
    assert "decide LANTERN publication.decision=" in str(refused.value)
    archive.undo(archive.decisions()[-1].decision_id)
    assert publication.ensure_publishable(archive, "LANTERN", "public") is None


def test_the_same_answer_twice_is_one_decision(archive: Archive) -> None:
    publication.record(archive, "LANTERN", {"publication.consent": "agreed"})
    after = archive.fingerprint()
    publication.record(archive, "LANTERN", {"publication.consent": "agreed"})
    assert archive.fingerprint() == after


@pytest.mark.parametrize("audience", ["owner", "private"])
def test_the_owners_own_use_is_never_refused(archive: Archive, audience: str) -> None:
    given = publication.record(archive, "LANTERN", {"publication.decision": "do_not_publish"})
    assert publication.ensure_publishable(archive, "LANTERN", audience) == given  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "value"),
    [("publication.consent", "refused"), ("publication.advice", "against")],
)
def test_a_no_of_the_person_affected_stops_a_delicate_incident(
    archive: Archive, key: str, value: str
) -> None:
    publication.record(archive, "LANTERN", {key: value})
    publication.record(archive, "PEBBLE", {key: value})
    publication.ensure_publishable(archive, "LANTERN", "public")
    with pytest.raises(NotToBePublished, match=key):
        publication.ensure_publishable(archive, "PEBBLE", "public")


def test_dates_that_must_not_be_recognised_stop_only_what_shows_dates(archive: Archive) -> None:
    publication.record(archive, "LANTERN", {"publication.recognisable": "must_not"})
    publication.ensure_publishable(archive, "LANTERN", "public", dated=False)
    with pytest.raises(NotToBePublished, match="dates"):
        publication.ensure_publishable(archive, "LANTERN", "public")


def test_only_the_choices_are_stored_and_a_wrong_one_stores_nothing(archive: Archive) -> None:
    before = archive.fingerprint()
    for wrong in (
        {"publication.consent": "agreed", "publication.checked": "my colleague Jane"},
        {"publication.consent": "agreed", "publication.note": "see the letter"},
    ):
        with pytest.raises(UnknownName):
            publication.record(archive, "LANTERN", wrong)
    with pytest.raises(UnknownName):
        publication.record(archive, "NOBODY", {"publication.consent": "agreed"})
    assert archive.fingerprint() == before


def test_the_command_line_decides_each_of_them(archive: Archive) -> None:
    for key, choices in publication.CHOICES.items():
        assert key in KEYS
        for choice in choices:
            assert decide_value(archive, "LANTERN", key, choice) == choice
        with pytest.raises(UnknownName):
            decide_value(archive, "LANTERN", key, "something else")


def test_the_statement_tells_every_answer_and_how_many_are_missing(archive: Archive) -> None:
    answers = publication.record(
        archive, "LANTERN", {"publication.consent": "agreed", "publication.interest": "yes"}
    )
    told = publication.statement(answers)
    assert "public interest outweighs renewed attention: yes; the person affected: agreed" in told
    assert "Not answered: 3." in told
    facts = publication.facts_of(archive, "LANTERN")
    everything = {each.key: next(iter(each.choices)) for each in publication.questions(facts)}
    answers = publication.record(archive, "LANTERN", everything)
    assert "Not answered" not in publication.statement(answers)
    assert publication.reminder(facts, answers) is None
    assert publication.document(answers) == everything


def test_the_words_of_the_form_may_leave_with_the_export() -> None:
    for each in publication.QUESTIONS:
        for text in (each.question, each.told, *each.choices.values(), *each.choices):
            assert leaks.looks_like(text) is None
