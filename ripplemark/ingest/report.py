"""What happened to one file: what it is, what would be or was stored, what is asked, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ripplemark.readers.base import Caution, Question
from ripplemark.schema import Table

LINES = 200
"""At most so many source lines are listed with a warning or an estimate."""

_FIX = {
    "missing": "fill the cell in, or leave the row out",
    "unreadable": "write it as 2025-10-24, 2025-10-24T10:15, or with an offset such as 2025-10-24T10:15+02:00",
    "impossible": "there is no such date or time; correct the day, month or hour",
    "gap": "clocks skipped this time when summer time began; correct it, or give the zone it was noted in with --tz",
    "negative": "a count cannot be negative; correct it, or leave the cell empty where it is not known",
    "not-a-number": "write digits only, with a point for decimals; leave the cell empty where it is not known",
    "not-a-count": "write a whole number; leave the cell empty where it is not known",
    "not-yes-or-no": "write yes or no; leave the cell empty where it is not known",
    "not-a-code": "write a code word in capitals, for example LANTERN",
    "not-a-word": "this column holds a short word such as a platform's name; links, handles and sentences are not read",
    "not-a-zone": "write a time zone's name, for example Europe/Berlin",
    "no-clock": "a row needs at least one time at which its clock starts: posted_at, notice_at or label_at",
    "too-few-cells": "the row has fewer cells than the header; add the missing delimiters",
    "too-many-cells": "the row has more cells than the header; quote cells that contain the delimiter",
    "broken-quotes": 'a quoted cell is not closed, or text follows its end; write "" for a quote inside a quoted cell',
    "unreadable-record": "the record cannot be split into cells; look at its quotes and delimiters",
}


REASONS = {
    "MISSING COLUMNS": "too-few-cells",
    "TOO MANY COLUMNS": "too-many-cells",
    "UNQUOTED VALUE": "broken-quotes",
}
"""What the engine's words for malformed records are called here."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that cannot be stored: physical line (0 for rows that were rolled up), column, reason.

    ``value`` is for the owner's screen only.
    """

    line: int
    column: str
    reason: str
    fix: str
    value: str = field(default="", repr=False)

    def document(self) -> dict[str, Any]:
        """The reject as it stands in JSON: without the value."""
        return {"line": self.line, "column": self.column, "reason": self.reason, "fix": self.fix}


def reject(table: Table, line: int, column: str, reason: str, value: str = "") -> Reject:
    """A reject with the way to mend it; accepted words are listed for a choice."""
    if reason == "not-accepted":
        return Reject(
            line, column, reason, "write one of: " + ", ".join(table.field(column).choices), value
        )
    return Reject(line, column, reason, _FIX[reason], value)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the answer that holds, None where it is still open."""

    question: Question
    answer: str | None

    @property
    def open(self) -> bool:
        """True where a person must still answer."""
        return self.answer is None

    @property
    def told(self) -> str | None:
        """The answer as it may be told: of a private one only that it was given."""
        return "given" if self.question.private and self.answer is not None else self.answer

    def document(self) -> dict[str, Any]:
        """The question as it stands in JSON."""
        return {
            "name": self.question.name,
            "question": self.question.question,
            "choices": list(self.question.choices),
            "answer": self.told,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """One file's report; page and command line show the same. ``file`` is its position among the files given."""

    file: str
    format: str | None = None
    confidence: float | None = None
    why: str = ""
    scope: str | None = None
    table: str | None = None
    rows_read: int = 0
    filters: tuple[str, ...] = ()
    rows_passed: int | None = None
    rows_stored: int = 0
    weight_stored: int = 0
    questions: tuple[Asked, ...] = ()
    rejects: tuple[Reject, ...] = ()
    rejected: int = 0
    warnings: tuple[Caution, ...] = ()
    first_time: str | None = None
    last_time: str | None = None
    series: int | None = None
    dataset_id: str | None = None
    zone: str | None = None
    shown: Mapping[str, Any] = field(default_factory=dict)
    collection: Mapping[str, Any] | None = None
    error: Mapping[str, str] | None = None

    @property
    def open_questions(self) -> tuple[Asked, ...]:
        """The questions that keep the file from being stored."""
        return tuple(asked for asked in self.questions if asked.open)

    def document(self) -> dict[str, Any]:
        """The report as it stands in ``check --json`` and ``add --json``: no value, no name, no path."""
        platform = self.scope == "platform"
        return {
            "file": self.file,
            "format": self.format,
            "confidence": self.confidence,
            "why": self.why,
            "scope": self.scope,
            "table": self.table,
            "rows_read": self.rows_read,
            "filters": list(self.filters),
            "rows_passed": self.rows_passed,
            "rows_stored": self.rows_stored,
            "weight_stored": self.weight_stored,
            "rows_rejected": self.rejected,
            "questions": [asked.document() for asked in self.questions],
            "rejects": [each.document() for each in self.rejects[:LINES]],
            "warnings": [
                {
                    "code": each.code,
                    "message": each.message,
                    "lines": None if platform else list(each.lines[:LINES]),
                }
                for each in self.warnings
            ],
            "first_time": self.first_time,
            "last_time": self.last_time,
            "zone": self.zone,
            "series": self.series,
            "dataset_id": self.dataset_id,
            "collection": dict(self.collection) if self.collection else None,
            "error": dict(self.error) if self.error else None,
        }
