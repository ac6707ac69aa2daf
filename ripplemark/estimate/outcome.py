"""What an estimator answers: a number with its interval, bounds, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Status = Literal[
    "ok",
    "bounds",
    "NE_FEW",
    "NE_LEFT",
    "NE_RIGHT",
    "NE_NOBASE",
    "NE_PLATEAU",
    "NE_GRANULARITY",
]


@dataclass(frozen=True, slots=True)
class Answer:
    """One estimate, or why it cannot be made.

    Attributes:
        value: the estimate; None unless status is 'ok'.
        low, high: the 95 % interval ('ok'), the two bounds ('bounds'), or what is known all the same: NE_RIGHT carries
            ``low``, the time observed so far ("more than low"); NE_GRANULARITY carries both. None is an open end.
        status: 'ok', 'bounds' or a not-estimable code of SCIENCE.md, section 0.
        n: bins used (lifecycle, interest) or items (moderation).
        events, censored: items that ended and items still up; None where the idea does not apply.
        note: plain words; for anything but 'ok' it ends with what to do next. May be empty when status is 'ok'.
        resolution: hours; nothing finer than this can be seen. None where times are exact.
    """

    value: float | None
    low: float | None
    high: float | None
    status: Status
    n: int
    events: int | None = None
    censored: int | None = None
    note: str = ""
    resolution: float | None = None

    @property
    def estimable(self) -> bool:
        """True when there is a number."""
        return self.status == "ok"

    def noting(self, *sentences: str) -> Answer:
        """The same answer with sentences added to its note; empty ones are left out."""
        return replace(self, note=" ".join(s for s in (self.note, *sentences) if s))


SMALL = 0.25
"""Of the sampling interval's half width: up to this much undecided, a number can stand, with an interval for both ends."""
NARROWLY = 1.0
"""The same where times are narrow against what is asked: middles are then right on average, while sampling leaves more open."""

FOR_BOTH = "Some times are known only to within an interval; the 95 % interval holds for their earliest and their latest."


def spanning(middle: Answer, least: Answer, most: Answer, *, small: float = SMALL) -> Answer | None:
    """``middle`` with an interval that holds for both of two extreme readings of the data; None where they differ by more.

    Args:
        middle, least, most: the estimate with undecided times in the middle and at either end; all with a value and limits.
        small: of the half width of the middle's interval.

    Returns:
        None when the two values differ by ``small`` of that half width or more: then sampling is not what leaves the number
        open, and the two are bounds.
    """
    given = [each for each in (middle, least, most) if each.value is not None]
    lows = [each.low for each in given if each.low is not None]
    highs = [each.high for each in given if each.high is not None]
    if middle.value is None or len(lows) + len(highs) < 6:
        return None
    values = [each.value for each in given if each.value is not None]
    if max(values) - min(values) >= small * (highs[0] - lows[0]) / 2:
        return None
    return replace(middle, low=min(lows), high=max(highs)).noting(FOR_BOTH)


def beyond_bounds(least: Answer, most: Answer) -> str:
    """The sentence that bounds owe their reader: how far they reach once sampling error is added; empty without limits."""
    lows = [each.low for each in (least, most) if each.low is not None]
    highs = [each.high for each in (least, most) if each.high is not None]
    return beyond(lows, highs)


def beyond(lows: Sequence[float], highs: Sequence[float]) -> str:
    """The same sentence, from the lower and the upper limits of all readings of the data."""
    if not lows or not highs:
        return "Sampling error comes on top."
    return f"Sampling error comes on top: with it, {min(lows):.0%} to {max(highs):.0%}."


def refuse(
    status: Status,
    note: str,
    n: int,
    *,
    low: float | None = None,
    high: float | None = None,
    resolution: float | None = None,
) -> Answer:
    """An answer without a number: its code, the reason in plain words and the next step."""
    return Answer(None, low, high, status, n, note=note, resolution=resolution)


def hours_in_words(hours: float) -> str:
    """A duration as people say it: '35 h', '90 min', '12 days'; rounded, never more precise than two digits."""
    if hours < 1:
        return f"{round(hours * 60)} min"
    if hours < 72:
        return f"{hours:.3g} h" if hours < 10 else f"{round(hours)} h"
    return f"{hours / 24:.2g} days" if hours < 240 else f"{round(hours / 24)} days"


def with_data(bins: int) -> str:
    """How few bins hold a value: 'No bin has data', 'Only one bin has data', 'Only 3 bins have data'."""
    if bins < 2:
        return "Only one bin has data" if bins else "No bin has data"
    return f"Only {bins} bins have data"


def counted(number: float, thing: str) -> str:
    """A number with its noun: '1 bin', '3 bins'; the plural is an s."""
    return f"{number:.0f} {thing}" if round(number) == 1 else f"{number:.0f} {thing}s"
