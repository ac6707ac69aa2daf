"""What the words of a takedown sheet's cells mean, resolved once for all rows."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from ripplemark.readers.base import Match
from ripplemark.readers.takedown_words import outcomes, parties
from ripplemark.readers.takedown_words.meaning import Meaning, among, outcome_of
from ripplemark.readers.takedown_words.text import fold
from ripplemark.schema import ENDS, MODERATION, REQUESTS, Table


@dataclass(frozen=True, slots=True)
class Said:
    """One distinct text of the outcome's column: its meaning (None: unknown), how many rows, which lines."""

    meaning: Meaning | None
    n: int
    dated: tuple[int, ...]
    undated: tuple[int, ...]

    @property
    def outcome(self) -> str:
        """The outcome or 'came back'; '' where the cell says nothing; 'unknown' where no word is known."""
        value = self.meaning.value if self.meaning else "unknown"
        return "" if value == "blank" else value


@dataclass(frozen=True, slots=True)
class Sayings:
    """Everything that was said: the table, the relation ``words``, per distinct text what it means, open rows."""

    table: Table
    relation: pa.Table
    said: tuple[Said, ...]
    open: tuple[int, ...]
    n_open: int

    @property
    def entries(self) -> tuple[tuple[str, str, int], ...]:
        """Known entries of the vocabulary with their outcome and number of rows, most frequent first."""
        counts: dict[tuple[str, str], int] = {}
        for each in self.said:
            if each.meaning and each.meaning.entry:
                key = (each.meaning.entry, each.meaning.value)
                counts[key] = counts.get(key, 0) + each.n
        return tuple((*key, n) for key, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])))

    @property
    def unknown(self) -> int:
        """How many rows have a word that is not known."""
        return sum(each.n for each in self.said if each.meaning is None)

    def lines(self, *outcome: str, dated: bool | None = None) -> tuple[int, ...]:
        """Lines of rows with one of these outcomes, at most 200; with or without a time of the end if asked."""
        found = (
            line
            for each in self.said
            if each.outcome in outcome
            for part, lines in ((True, each.dated), (False, each.undated))
            if dated in (None, part)
            for line in lines
        )
        return tuple(sorted(found)[:200])

    def unknown_lines(self) -> tuple[int, ...]:
        """Lines of rows whose word is not known, at most 200."""
        found = (x for each in self.said if each.meaning is None for x in each.dated + each.undated)
        return tuple(sorted(found)[:200])


def meaning_of(text: str | None, match: Match) -> Meaning | None:
    """What an outcome's cell means in this file: by the person's own mapping, else by the vocabulary."""
    if text is None:
        return Meaning("blank", "")
    own = match.notes["words"].get(fold(text) or text)
    if own is not None:
        return Meaning(own, "(own mapping)")
    found = outcome_of(text)
    if found is None or found.value not in (outcomes.YES, outcomes.NO):
        return found
    yes, no = match.notes["yes"]
    return Meaning(yes if found.value == outcomes.YES else no, found.value)


def sayings(match: Match, facts: Mapping[str, Any]) -> Sayings:
    """Resolve every distinct text that the facts list; texts beyond the list stay unknown."""
    found = json.loads(facts["outcomes"] or "[]")
    said = tuple(
        Said(
            meaning_of(each["text"], match),
            each["n"],
            tuple(each["dated"] or ()),
            tuple(each["undated"] or ()),
        )
        for each in found
    )
    table = REQUESTS if facts["rounds"] or facts["several"] else MODERATION
    latest = [x for x in json.loads(facts["latest"] or "[]") if _is_open(x, match)]
    return Sayings(
        table,
        _relation(match, [each["text"] for each in found], facts),
        said,
        tuple(sorted(line for each in latest for line in each["lines"])[:200]),
        sum(each["n"] for each in latest),
    )


def _is_open(latest: Mapping[str, Any], match: Match) -> bool:
    """Whether the last word on an item leaves it up, with no look after it."""
    found = meaning_of(latest["text"], match)
    value = found.value if found else "unknown"
    if value == "blank":
        value = blank_with_end(match) if latest["dated"] else "up"
    if latest["dated"] and match.notes["down"] == "status" and value not in ENDS:
        return False
    return bool(latest["again"] or latest["back"]) or value not in ENDS


def blank_with_end(match: Match) -> str:
    """What a row is that has a time of the end and says nothing else: as its header promises."""
    return "removed" if match.notes["down"] == "removed" else "unknown"


def _relation(match: Match, texts: list[str | None], facts: Mapping[str, Any]) -> pa.Table:
    rows = [*_outcomes(match, texts), *_parties(facts)]
    return pa.table(
        {
            name: pa.array([row[at] for row in rows], pa.string())
            for at, name in enumerate(("role", "word", "value"))
        }
    )


def _outcomes(match: Match, texts: list[str | None]) -> Iterator[tuple[str, str, str]]:
    for text in texts:
        found = meaning_of(text, match)
        if text is not None and found is not None:
            yield "outcome", text, found.value


def _parties(facts: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for role, texts, known in (
        ("by", "bys", parties.SENDERS),
        ("route", "routes", parties.ROUTES),
        ("answer", "answers", parties.ANSWERS),
    ):
        for text in facts[texts] or ():
            if fold(text):
                yield role, text, among(text, known) or "other"
