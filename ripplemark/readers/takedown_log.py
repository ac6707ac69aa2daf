"""The hand-kept takedown log of a lawyer or a newsroom: one row per item, or one per request."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from ripplemark import schema
from ripplemark.readers.base import Caution, Head, Match, Question, Reader, Reading
from ripplemark.readers.takedown_asking import asked, cautions
from ripplemark.readers.takedown_mapping import mapped
from ripplemark.readers.takedown_saying import Sayings, blank_with_end, sayings
from ripplemark.readers.takedown_words.columns import NEEDS, Columns, columns

_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]|\d[. ]+[^\W\d]{3,}|^\d{8}\b")
_SEARCHED = 15
"""Records among which the header is looked for: titles and dates may stand above it."""

_SHARE = 0.35
"""Of the columns that have a header, how many must be known: the dumps of databases have far fewer."""


class TakedownLog(Reader):
    """A sheet with the columns of a takedown log, in English, German, French or Spanish, in any order."""

    name: ClassVar[str] = "takedown_log"
    title: ClassVar[str] = "Takedown log (hand-kept sheet of items or requests)"
    tables: ClassVar[tuple[schema.Table, ...]] = (schema.MODERATION, schema.REQUESTS)
    leaves_out: ClassVar[str] = (
        "Notes and every other free text, uploaders, and the words of a cell whose meaning is known; "
        "a word that is not known is counted, never stored."
    )
    spec: ClassVar[str] = "a sheet kept by hand; its template shows the columns"
    source: ClassVar[str] = "readers/takedown_moments"
    prepares: ClassVar[tuple[str, ...]] = ("readers/takedown_moments", "readers/takedown_rows")
    facts: ClassVar[str | None] = "readers/takedown_facts"
    filters_by: ClassVar[tuple[str, ...]] = ("item",)

    @classmethod
    def recognise(cls, head: Head) -> Match | None:
        """Claim a file whose best row of headers says which item, since when, and what became of it."""
        at, found = _best(head)
        if at is None or found.missing or found.share < _SHARE or not _dated(head, at, found):
            return None
        known = sum(role is not None for role in found.roles)
        return Match(
            confidence=round(0.3 + 0.6 * found.share, 2),
            why=f"{known} of {len(found.roles)} columns are those of a takedown log",
            header=at,
            columns=found.roles,
            notes={"down": found.down, "yes": found.yes, "words": {}},
            warnings=_noticed(found, head.lines[at]),
        )

    @classmethod
    def near_miss(cls, head: Head) -> str | None:
        """What is missing from a sheet that says two of the three things it must; None for anything else."""
        at, found = _best(head)
        if at is None or len(found.missing) != 1 or found.share < _SHARE:
            return None
        return (
            f"This looks like a takedown log whose header is in line {head.lines[at]}, but no column says "
            f"{found.missing[0]}. Name the column so, or say which it is with --mapping."
        )

    @classmethod
    def apply_mapping(cls, match: Match | None, head: Head, mapping: Mapping[str, Any]) -> Match:
        """Let a person's own reading of headers and words overrule this one's.

        Args:
            match: what was recognised; None where nothing was.
            head: the file's head.
            mapping: ``{"columns": {header or 1-based number: role}, "outcomes": {cell text: outcome}}``; a role
                of None or "" leaves the column unread. The comparison ignores case, accents and punctuation.

        Raises:
            UnknownName: a role or an outcome that does not exist.
            InputError: a column that the file does not have, or a sheet that still lacks what it must say.
        """
        at = match.header if match and match.header is not None else _best(head)[0] or 0
        return mapped(match, at, head, mapping)

    @classmethod
    def questions(cls, match: Match, facts: Mapping[str, Any]) -> tuple[Question, ...]:
        """Midnight, the end, the last look and the clock: each only where the sheet leaves it open."""
        return asked(match, facts, sayings(match, facts))

    @classmethod
    def reading(cls, match: Match, facts: Mapping[str, Any], answers: Mapping[str, str]) -> Reading:
        """Requests where rounds are numbered or an item was asked about again, else items."""
        said = sayings(match, facts)
        requests = said.table is schema.REQUESTS
        return Reading(
            table=said.table,
            query="readers/takedown_requests" if requests else "readers/takedown_items",
            parameters={
                "dated": blank_with_end(match),
                "status": match.notes["down"] == "status",
                "down": answers.get("down") or "seen",
                "last_look": answers.get("last-look") or None,
            },
            relations={"words": said.relation},
            warnings=cautions(match, facts, said, answers),
            midnight=answers.get("midnight") or "midnight",
            shown=_shown(match, said, answers),
        )


def _best(head: Head) -> tuple[int | None, Columns]:
    """The record that reads best as a header, and its columns; None where no record has two known headers."""
    best: tuple[int | None, Columns] = (None, Columns(()))
    score = (-len(NEEDS), 1)
    for at, row in enumerate(head.rows[:_SEARCHED]):
        found = columns(row, head.rows[at + 1 :])
        this = (-len(found.missing), sum(role is not None for role in found.roles))
        if this > score:
            best, score = (at, found), this
    return best


def _dated(head: Head, at: int, found: Columns) -> bool:
    """Whether a column that should hold dates does, as far as the head goes; a sheet without rows may pass."""
    places = [place for place, role in enumerate(found.roles) if role in ("posted", "sent")]
    cells = [
        row[place]
        for row in head.rows[at + 1 :]
        for place in places
        if place < len(row) and row[place].strip()
    ]
    return not cells or any(_DATE.search(cell) for cell in cells)


def _noticed(found: Columns, line: int) -> tuple[Caution, ...]:
    """What the headers alone make worth saying."""
    said = {
        "date": (
            "date-assumed",
            "A column is only called 'date'; it was read as the date of the notice.",
        ),
        "sent": (
            "several-sent",
            "Several columns date a notice; only the plainest was read. One row per request keeps all.",
        ),
        "uploader": (
            "uploader-left-out",
            "A column names who put the item up; it was not read.",
        ),
    }
    return tuple(
        Caution(*said[each], (line,)) for each in (*found.assumed, *found.unread) if each in said
    )


def _shown(match: Match, said: Sayings, answers: Mapping[str, str]) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "columns": {role: at + 1 for at, role in enumerate(match.columns) if role},
        "outcomes": {entry: {"outcome": value, "rows": n} for entry, value, n in said.entries},
        "unknown_outcomes": said.unknown,
    }
    return {**shown, "clock": answers["clock"]} if answers.get("clock") else shown
