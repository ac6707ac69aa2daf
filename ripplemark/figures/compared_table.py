"""A comparison as rows and columns: each incident's answers, the same with the default thresholds, and each number in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from ripplemark.estimate.across import Spread, numbers_spread
from ripplemark.figures.across_times import Time, spread_of, time_of
from ripplemark.figures.comparing import Answer, Quantity
from ripplemark.figures.incident_set import Member
from ripplemark.figures.saying_moved import Moved, differs
from ripplemark.figures.saying_series import because, number
from ripplemark.result import Estimate
from ripplemark.wording import amount, said

FORMS = {"h": "time", "days": "time", "share": "share", "ratio": "ratio", "probability": "share"}
_SHORT = {
    "too fast to time with these bins": "less than a bin",
    "two bounds, not one number": "two bounds",
    "no more can be said": "",
    "no interval could be made": "no interval",
}
"""What stands under a number that has no interval, where there is room for few words."""
NONE = "no number"


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One incident and its answers by measure."""

    member: Member
    answers: Mapping[str, Answer]

    def estimate(self, of: Quantity) -> Estimate | None:
        """One of its numbers; None where it has no such one."""
        return self.answers[of.measure].estimates.get(of)

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """All of its numbers."""
        return tuple(each for one in self.answers.values() for each in one.estimates.values())


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The columns and the lines of a comparison, in order.

    ``usual`` are the lines by code with every threshold at its default; none where no threshold is changed.
    """

    heads: tuple[Quantity, ...]
    lines: tuple[Line, ...]
    usual: Mapping[str, Line] = field(default_factory=dict)

    def by_default(self) -> Table:
        """The same with every threshold at its default."""
        return Table(self.heads, tuple(self.usual[line.member.code] for line in self.lines))

    def before(self, line: Line, of: Quantity) -> Line | None:
        """The line with the default thresholds, where this number of it reads otherwise then."""
        usual = self.usual.get(line.member.code)
        if usual is None or not differs(line.estimate(of), usual.estimate(of)):
            return None
        return usual if said_cell(usual, of)[0] != said_cell(line, of)[0] else None

    def moved(self, of: Quantity) -> list[Moved]:
        """Whose number of a column changed thresholds move."""
        return [
            Moved(
                line.member.code, said_cell(line, of)[0] or NONE, said_cell(before, of)[0] or NONE
            )
            for line in self.lines
            if (before := self.before(line, of)) is not None
        ]

    def known(self, of: Quantity) -> list[tuple[Line, Estimate]]:
        """Every line that has this number, with it."""
        return [(line, found) for line in self.lines if (found := line.estimate(of)) is not None]

    def times(self, of: Quantity) -> list[Time]:
        """The times of a column, those not over included."""
        found = [time_of(estimate, of.unit) for _, estimate in self.known(of)]
        return [each for each in found if each is not None]

    def alike(self, of: Quantity) -> bool:
        """True where the column's numbers can stand for one thing: one unit counted, or one clock."""
        name = "clock" if of.of_items else "metric"
        return len({estimate.by.get(name) for _, estimate in self.known(of)}) < 2

    def spread(self, of: Quantity) -> Spread | None:
        """The middle of a column; None where there is none, and where units would be pooled.

        Of measures of items there is none either: an incident of which hardly an item was removed has no number, and the
        middle of the others would tell of the fast ones.
        """
        if of.of_items or not self.alike(of):
            return None
        if of.per_hour is not None:
            return spread_of(self.times(of))
        if of.unit not in ("share", "ratio"):
            return None
        values = [number(estimate.value) for _, estimate in self.known(of)]
        return numbers_spread(np.array([each for each in values if each is not None]))


def said_cell(line: Line, of: Quantity) -> tuple[str, str]:
    """One number in words, and its interval; nothing and the reason where there is none."""
    found = line.estimate(of)
    if found is None:
        return "", line.answers[of.measure].missing or "no such number"
    if isinstance(found.value, str):
        return _day(found.value), ""
    if of.unit in FORMS:
        told = said(found, "share" if of.unit == "probability" else of.unit)
        if told.value != "not known":
            return told.value, _SHORT.get(
                told.interval, told.interval.removeprefix("95 % interval: ")
            )
        if found.status == "NE_RIGHT":
            return "not reached", ""
        return "", because(found)
    value = number(found.value)
    if value is None:
        return "", because(found)
    low, high = number(found.low), number(found.high)
    ends = f"{amount(low)} to {amount(high)}" if low is not None and high is not None else ""
    return amount(value), ends


def in_words(line: Line, of: Quantity) -> str:
    """The number with its interval in one phrase, or why there is none: '12 hours (7 to 21 hours)'."""
    value, under = said_cell(line, of)
    return f"{value} ({under})" if value and under else value or under


def _day(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{at.day} {at:%b %Y}"
