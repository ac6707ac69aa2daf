"""The words of a takedown log: what cells and headers mean in four languages, and what a denial is never taken for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ripplemark import schema
from ripplemark.readers.takedown_words import outcomes
from ripplemark.readers.takedown_words.headers import PHRASES
from ripplemark.readers.takedown_words.meaning import outcome_of
from ripplemark.readers.takedown_words.naming import down_kind, named


def test_every_phrase_of_the_vocabulary_means_what_it_is_listed_under() -> None:
    for phrase, outcome in outcomes.PHRASES:
        found = outcome_of(phrase)
        expected = "removed" if outcome == outcomes.REMOVAL else outcome
        assert found is not None, phrase
        assert (phrase, found.value) == (phrase, expected)


def test_every_outcome_of_the_schema_can_be_said() -> None:
    said = {outcome for _, outcome in outcomes.PHRASES}
    assert said - {outcomes.CAME_BACK, outcomes.REMOVAL, "yes", "no"} == set(schema.OUTCOMES)


_REMOVED = [p for p, o in outcomes.PHRASES if o in ("removed", outcomes.REMOVAL)]


_NEGATIONS = (
    "not {}",
    "Not yet {}",
    "never {}",
    "was not {}",
    "hasn't been {}",
    "isn’t {}",
    "will be {}",
    "nicht {}",
    "noch NICHT {}",
    "wurde nicht {}",
    "keine {}",
    "{}: nein",
    "{} - nein",
    "muss {} werden",
    "non {}",
    "n'a pas été {}",
    "pas encore {}",
    "jamais {}",
    "no {}",
    "no ha sido {}",
    "todavía no {}",
    "sin {}",
)


@given(st.sampled_from(_REMOVED), st.sampled_from(_NEGATIONS), st.booleans())
@settings(deadline=None, max_examples=400)
def test_a_denied_removal_is_never_a_removal(phrase: str, frame: str, loud: bool) -> None:
    text = frame.format(phrase)
    found = outcome_of(text.upper() if loud else text)
    assert found is not None
    assert found.value not in schema.ENDS or found.value == "unknown"


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=300)
def test_any_text_can_be_asked_for_its_meaning_and_no_text_leaks(text: str) -> None:
    found = outcome_of(text)
    known = {phrase for phrase, _ in outcomes.PHRASES}
    if found is not None:
        entry = found.entry.removeprefix("not: ").removesuffix(", in one country")
        assert entry in known | {"", "?"}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("teilweise entfernt", "partial"),
        ("nur DE gesperrt", "geo"),
        ("gesperrt in DE", "geo"),
        ("online, nur DE gesperrt", "geo"),
        ("bloqué en France", "geo"),
        ("gesperrt (nur DE)", "geo"),
        ("gesperrt (DE)", "geo"),
        ("DE gesperrt", "geo"),
        ("nicht in DE gesperrt", "up"),
        ("removed only in Germany", "geo"),
        ("vom Nutzer gelöscht", "uploader"),
        ("GELOESCHT", "removed"),
        ("nicht entfernt, nur gekennzeichnet", "label"),
        ("gelöscht (nicht mehr abrufbar)", "removed"),
        ("removed, not by the uploader", "removed"),
        ("abgelehnt, noch online", "refused"),
        ("abgelehnt, dann doch entfernt", "removed"),
        ("Löschung abgelehnt", "refused"),
        ("Löschung beantragt", "up"),
        ("Löschung offen", "up"),
        ("removed from search results", "delisted"),
        ("nicht online", "unknown"),
        ("offline", "unknown"),
        ("gelöscht, jetzt wieder da", outcomes.CAME_BACK),
        ("n/a", "blank"),
        ("–", "blank"),
        ("??", "unknown"),
    ],
)
def test_cells_that_say_several_things_are_read_for_what_qualifies_them(
    text: str, outcome: str
) -> None:
    found = outcome_of(text)
    assert found is not None
    assert found.value == outcome


def test_every_header_phrase_names_its_own_role_and_no_phrase_two() -> None:
    listed = [(phrase.strip(), role) for role, line in PHRASES for phrase in line.split(";")]
    assert len({phrase for phrase, _ in listed}) == len(listed)
    for phrase, role in listed:
        assert (phrase, named(phrase).role) == (phrase, role)


@pytest.mark.parametrize(
    ("header", "role", "time"),
    [
        ("URL of the post", "item", False),
        ("Zeitpunkt der Meldung", "sent", False),
        ("Heure du signalement", "sent", True),
        ("Datum der Veröffentlichung", "posted", False),
        ("Request #", "round", False),
        ("Removed at (UTC)", "down", False),
        ("Notes on removal", "notes", False),
        ("Datum der Antwort", "answered", False),
        ("Number of items removed", None, False),
        ("reported_at", "sent", False),
        ("last_checked_at", "last_checked", False),
        ("removed_at", "down", False),
        ("Meldezeit", "sent", True),
        ("Gemeldet (Berlin time)", "sent", True),
    ],
)
def test_longer_headers_are_understood_by_the_phrase_within(
    header: str, role: str | None, time: bool
) -> None:
    found = named(header)
    assert (found.role, found.time) == (role, time)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Entfernt am", "removed"),
        ("Removed on", "removed"),
        ("Offline seit", "offline"),
        ("hors ligne depuis", "offline"),
        ("Stand vom", "status"),
    ],
)
def test_the_header_of_the_end_tells_what_it_promises(header: str, kind: str) -> None:
    assert down_kind(header) == kind
