"""Does a written 00:00 mean midnight, or that only the day is known? Asked only where chance does not explain it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ripplemark.readers.base import Question

LEVEL = 0.05
"""A question is put where chance gives so many midnights in fewer than one sheet of twenty."""

RHYTHM = 2.0
"""How much busier the hour of midnight may be than the other hours of the day: people who post in the evening."""

_HOURS = 23
"""Full hours of a day beside midnight."""

_MINUTES = 1440
"""Minutes of a day."""

NAME = "midnight"


def expected(clocked: int, full_hours: int) -> float:
    """How many times of exactly 00:00 a sheet would hold if each of them were midnight.

    Args:
        clocked: times written with a time of day.
        full_hours: those of them at exactly 01:00, 02:00 ... 23:00.

    Returns:
        As many as stand at the average other full hour, which follows however the sheet rounds its times; at least
        what is due to one minute of the day. Twice that, as midnight may be a busy hour. 0 for a sheet without times.
    """
    return RHYTHM * max(full_hours / _HOURS, clocked / _MINUTES)


def by_chance(clocked: int, full_hours: int, midnights: int) -> bool:
    """True where so many midnights, or more, come about in at least LEVEL of such sheets without any meaning 'no time'.

    The number of real midnights is taken as Poisson with the mean that ``expected`` gives. The rule errs to the side
    of asking only for small sheets whose other times are to the minute: there one 00:00 is most likely a day without
    a time. The opposite error, taking a few cells of a large sheet as midnights, moves each by less than a day.
    """
    if not midnights:
        return True
    return _at_least(midnights, expected(clocked, full_hours)) >= LEVEL


def midnight(facts: Mapping[str, Any]) -> Question | None:
    """The question with its counts: open where there are more midnights than chance gives, else answered by default.

    Where every time is a midnight the default is that only the day is known; where they are few it is midnight, and
    the question says so. None where nothing is written as 00:00.
    """
    clocked, found = facts["clocked"], facts["midnights"]
    if not found:
        return None
    times = "1 time" if clocked == 1 else f"{clocked:,} times"
    written = (
        f"Of {times} of day, {found:,} {'is' if found == 1 else 'are'} written as exactly 00:00"
    )
    if found == clocked:
        return _question(f"{written}.", "no-time")
    if by_chance(clocked, facts["full_hours"], found):
        told = "no more than chance gives: taken as midnight unless you say otherwise."
        return _question(f"{written}, {told}", "midnight")
    return _question(f"{written}.", None)


def _question(told: str, default: str | None) -> Question:
    asked = f"{told} Is that midnight, or is only the day known?"
    return Question(NAME, asked, ("no-time", "midnight"), default)


def _at_least(number: int, mean: float) -> float:
    """The probability that a Poisson count is at least ``number`` (1 or more); 0 for a mean of 0."""
    if mean <= 0:
        return 0.0
    below = math.fsum(
        math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) for k in range(number)
    )
    return max(0.0, 1.0 - below)
