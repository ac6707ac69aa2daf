"""Series with a planted decay, and how often intervals hold its truth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.laws import EXPONENTIAL, POWER, Law
from ripplemark.estimate.outcome import Answer
from ripplemark.estimate.series import Floats, Nominal, Series, regular

HOURS = {"hour": 1.0, "day": 24.0, "week": 168.0}
DRAWS = 60
LEAST = 0.85


@dataclass(frozen=True, slots=True)
class Fade:
    """A linear rise from ``onset``, then a law with a half-life (bins) from the end of the last rising bin on.

    ``again`` plants a second peak of that share of the first, so many bins after it, with the same decay.
    """

    name: str
    nominal: Nominal
    bins: int
    onset: int
    rise: int
    half: float
    height: float
    base: float
    law: Law = EXPONENTIAL
    offset: float = 1.0
    dispersion: float = 0.02
    missing: float = 0.0
    index: bool = False
    again: tuple[int, float] | None = None

    @property
    def hours(self) -> float:
        """Width of a bin."""
        return HOURS[self.nominal]

    @property
    def top(self) -> int:
        """The last rising bin."""
        return self.onset + self.rise

    def excess(self) -> Floats:
        """Shape (bins,): true mean above the usual level."""
        k = np.arange(self.bins)
        mean = np.zeros(self.bins)
        up = (k >= self.onset) & (k <= self.top)
        mean[up] = self.height * (k[up] - self.onset + 1) / (self.rise + 1)
        mean += self._down(self.top) * self.height
        if self.again is not None:
            second = self.top + self.again[0]
            mean += self._down(second) * self.height * self.again[1]
            mean[second] += self.height * self.again[1]
        return mean

    def _down(self, top: int) -> Floats:
        mean = np.zeros(self.bins)
        left = np.arange(self.bins - top - 1) * self.hours
        whole = self.law.between(
            left, left + self.hours, self.half * self.hours, self.offset * self.hours
        )
        mean[top + 1 :] = whole / self.hours
        return mean

    def draw(self, random: np.random.Generator) -> Series:
        """One noisy series."""
        rate = self.base + self.excess()
        if self.dispersion:
            rate = rate * random.gamma(1 / self.dispersion, self.dispersion, rate.size)
        value = random.poisson(rate).astype(np.float64)
        if self.index:
            value = np.round(100 * value / value.max())
        value[random.random(value.size) < self.missing] = np.nan
        return regular(value, self.nominal, index=self.index)


FADES = (
    Fade("daily, exponential, fast", "day", 120, 40, 1, 2.0, 300, 5),
    Fade("daily, exponential, slow", "day", 200, 40, 3, 12.0, 500, 20, dispersion=0.05),
    Fade("daily, a tenth missing", "day", 160, 40, 2, 4.0, 600, 10, missing=0.1),
    Fade("daily, power law", "day", 160, 40, 2, 2.0, 2000, 20, POWER, 1.5),
    Fade("hourly, exponential", "hour", 1500, 800, 3, 24.0, 200, 5),
    Fade("weekly index", "week", 150, 60, 0, 3.0, 4000, 300, index=True),
)


def holds(answer: Answer, truth: float) -> bool:
    """True when the interval or range that is told holds the truth; an open end is infinite."""
    low = -np.inf if answer.low is None else answer.low
    high = np.inf if answer.high is None else answer.high
    return bool(low <= truth <= high)


def share_held(cases: Iterable[tuple[Answer, float]]) -> tuple[float, float]:
    """Share of the answers with a number or a range that hold their truth, and share of those without."""
    cases = list(cases)
    told = [(a, t) for a, t in cases if a.status in ("ok", "bounds", "NE_GRANULARITY")]
    held = float(np.mean([holds(a, t) for a, t in told])) if told else 0.0
    return held, 1 - len(told) / len(cases)
