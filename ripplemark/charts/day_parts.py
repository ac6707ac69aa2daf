"""What panels of daily figures are drawn from: days, changes, known defects; and the words of their numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from ripplemark.charts import ticks
from ripplemark.charts.curve import Floats

_WORDS = ((1e9, 1e9, "billion"), (1e6, 1e6, "million"), (1e4, 1e3, "thousand"))
"""From which value on, by what an axis is divided, and in which word."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A day (seconds since 1970) on which something changed for every panel; its wordings, longest first.

    ``lasting`` is True where figures before and after it are not the same thing: its line is stronger, and it is named first.
    """

    at: float
    words: tuple[str, ...]
    lasting: bool = True


@dataclass(frozen=True, slots=True)
class Stretch:
    """A known defect of one panel, from ``low`` to ``high`` (seconds since 1970); its wordings, longest first."""

    low: float
    high: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class DayPanel:
    """One panel: its heading (wordings, longest first), the number beside it, and its days.

    ``start``, ``value`` and ``smooth`` have shape (n,): seconds since 1970 of every day without a gap, its figure (NaN where
    there is none) and the mean of the week around it. ``share`` is True for per cent, whose axis ends at 100.
    """

    names: tuple[str, ...]
    told: str
    start: Floats
    value: Floats
    smooth: Floats
    share: bool = False
    defects: tuple[Stretch, ...] = ()

    @property
    def top(self) -> float:
        """The highest day; 1 where all are nought or none is known."""
        if self.share:
            return 100.0
        return float(np.nanmax(self.value, initial=0.0)) or 1.0


@dataclass(frozen=True, slots=True, eq=False)
class DayPanels:
    """All panels, from ``low`` to ``high`` (seconds since 1970), and what changed for each of them."""

    panels: tuple[DayPanel, ...]
    low: float
    high: float
    moments: tuple[Moment, ...] = ()


def levels(each: DayPanel) -> list[float]:
    """Round values at which a panel has faint lines."""
    return [0.0, 50.0, 100.0] if each.share else ticks.numbers(each.top, 3)


def numbers(each: DayPanel) -> list[tuple[float, str]]:
    """Each round value with its words; the highest says in which unit all of them are."""
    values = levels(each)
    if each.share:
        return [(value, ticks.number(value, "%")) for value in values]
    divisor, word = next((each[1:] for each in _WORDS if values[-1] >= each[0]), (1.0, ""))
    told = [(value, ticks.number(value / divisor)) for value in values]
    return [*told[:-1], (told[-1][0], f"{told[-1][1]} {word}".strip())]


def read_out(at: float, value: float, share: bool, of: str = "") -> str:
    """A day and its figure, as they are read out beside the pointer."""
    if math.isnan(value):
        return ""
    day = datetime.fromtimestamp(at, UTC)
    number = f"{value:,.1f} %" if share else f"{value:,.1f}".removesuffix(".0")
    return f"{number}{of}<br>{day.day} {day:%b %Y}"
