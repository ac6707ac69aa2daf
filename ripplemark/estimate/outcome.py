"""What an estimator answers: a number with its interval, bounds, or the reason why there is none."""

from __future__ import annotations

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


def counted(number: float, thing: str) -> str:
    """A number with its noun: '1 bin', '3 bins'; the plural is an s."""
    return f"{number:.0f} {thing}" if round(number) == 1 else f"{number:.0f} {thing}s"
