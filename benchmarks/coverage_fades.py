"""Planted growth, decays and second waves: how often the intervals about them hold the truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.coverage_table import Case, Floats
from ripplemark import estimate
from ripplemark.estimate.doubling import doubling_time
from ripplemark.estimate.engagement import engagement_half_life, half_accrued
from ripplemark.estimate.fitted import fitted_half_life
from ripplemark.estimate.laws import EXPONENTIAL, POWER, Law, exponent_of, half_of
from ripplemark.estimate.onset import find_onset
from ripplemark.estimate.outcome import Answer, refuse
from ripplemark.estimate.resurgence import resurgences
from ripplemark.estimate.series import Nominal

OF_FADES = {
    "fitted half-life": "fitted-half-life",
    "engagement half-life": "engagement-half-life",
}
OF_GROWTH = {"doubling time": "doubling-time"}
OF_RETURNS = {"lag of a resurgence": "resurgences", "height of a resurgence": "resurgences"}
HOURS = {"hour": 1.0, "day": 24.0, "week": 168.0}
HORIZON = {"hour": 480.0, "day": 80 * 24.0, "week": 80 * 168.0}
"""Up to which attention is summed, by the width of a bin."""
_MISSED = "It was not found: look at the bins."


@dataclass(frozen=True, slots=True)
class Fade:
    """A linear rise from ``onset``, then a law with a half-life (bins) from the end of the last rising bin on.

    ``again``: a second peak so many bins after the first, of that share of its height.
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
        up = (k >= self.onset) & (k <= self.top)
        mean = np.where(up, self.height * (k - self.onset + 1) / (self.rise + 1), 0.0)
        mean += self.height * self._down(self.top)
        if self.again is not None:
            second = self.top + self.again[0]
            height = self.height * self.again[1]
            mean += height * self._down(second)
            mean[second] += height
        return np.asarray(mean, dtype=np.float64)

    def _down(self, top: int) -> Floats:
        mean = np.zeros(self.bins)
        left = np.arange(self.bins - top - 1, dtype=np.float64) * self.hours
        parts = self.law.between(
            left, left + self.hours, self.half * self.hours, self.offset * self.hours
        )
        mean[top + 1 :] = parts / self.hours
        return mean

    def draw(self, random: np.random.Generator) -> estimate.Series:
        """One noisy series, some of its bins missing at random."""
        value = _noisy(self.base + self.excess(), self.dispersion, random)
        if self.index:
            value = np.round(100 * value / value.max())
        value[random.random(value.size) < self.missing] = np.nan
        return estimate.regular(value, self.nominal, index=self.index)

    def truth(self, series: estimate.Series) -> float:
        """The half-life of the law seen from the end of the highest bin: of a power law it grows with time."""
        if self.law is not POWER:
            return self.half * self.hours
        late = max(int(np.nanargmax(series.value)) - self.top, 0)
        return half_of(exponent_of(self.half, self.offset), self.offset + late) * self.hours


FADES = (
    Fade("daily, exponential, fast", "day", 120, 40, 1, 2.0, 300, 5),
    Fade("daily, exponential, slow", "day", 200, 40, 3, 12.0, 500, 20, dispersion=0.05),
    Fade("daily, a tenth missing", "day", 160, 40, 2, 4.0, 600, 10, missing=0.1),
    Fade("daily, power law", "day", 160, 40, 2, 2.0, 2000, 20, POWER, 1.5),
    Fade("hourly, exponential", "hour", 1500, 800, 3, 24.0, 200, 5),
    Fade("hourly, few counts", "hour", 1300, 800, 4, 8.0, 60, 1, dispersion=0.0),
    Fade("weekly index", "week", 150, 60, 0, 3.0, 4000, 300, index=True),
)
AGAIN = (
    Fade("daily, comes back", "day", 160, 40, 1, 4.0, 400, 5, again=(30, 0.5)),
    Fade("daily, noisy, comes back", "day", 200, 40, 2, 6.0, 800, 20, dispersion=0.05, again=(40, 0.6)),
    Fade("hourly, comes back", "hour", 1700, 800, 2, 48.0, 200, 3, again=(400, 0.5)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Growth:
    """Exponential growth over ``rise`` bins with a doubling time in bins, on a flat usual level; then a fast decay."""

    name: str
    nominal: Nominal
    onset: int
    rise: int
    doubling: float
    height: float
    base: float
    dispersion: float

    def mean(self) -> Floats:
        """Shape (bins,): the true means."""
        k, top = np.arange(self.onset + self.rise + 60), self.onset + self.rise
        up = np.where((k >= self.onset) & (k <= top), 2.0 ** ((k - top) / self.doubling), 0.0)
        down = np.where(k > top, 0.5 ** (np.maximum(k - top, 0) / 3), 0.0)
        return np.asarray(self.base + self.height * (up + down), dtype=np.float64)

    def truth(self) -> float:
        """Hours: the definition's own slope, the Poisson fit to the true means from the onset to the peak."""
        mean = self.mean()[self.onset : self.onset + self.rise + 1]
        time, rates = np.arange(-self.rise, 1.0), np.linspace(0.01, 1.5, 20_000)
        shape = np.exp(rates[:, None] * time)
        level = mean.sum() / shape.sum(axis=1)
        slope = (mean * time).sum() - level * (time * shape).sum(axis=1)
        return float(np.log(2) / rates[np.argmin(np.abs(slope))]) * HOURS[self.nominal]


GROWTHS = (
    Growth("daily, doubling in two days", "day", 60, 10, 2.0, 800, 5, 0.02),
    Growth("daily, doubling in a day", "day", 60, 6, 1.0, 500, 5, 0.02),
    Growth("hourly, doubling in six hours", "hour", 700, 30, 6.0, 300, 3, 0.05),
    Growth("hourly, doubling in three, few", "hour", 700, 12, 3.0, 80, 1, 0.0),
)


def _noisy(rate: Floats, dispersion: float, random: np.random.Generator) -> Floats:
    if dispersion:
        rate = rate * random.gamma(1 / dispersion, dispersion, rate.size)
    return random.poisson(rate).astype(np.float64)


def fade_cases(fade: Fade, runs: int, copies: int) -> Iterator[dict[str, Case]]:
    """The fitted and the engagement half-life of each drawn series."""
    random, excess, horizon = np.random.default_rng(7), fade.excess(), HORIZON[fade.nominal]
    for _ in range(runs):
        series = fade.draw(random)
        start = find_onset(series)
        cases = {
            "fitted half-life": (fitted_half_life(series, start=start).answer, fade.truth(series))
        }
        if not fade.missing:  # nearly every run lacks a tenth of its bins, and sums are refused
            engaged = engagement_half_life(series, horizon, copies=copies, start=start)
            cases["engagement half-life"] = (engaged, _half_of(fade, excess, start.bin, horizon))
        yield cases


def _half_of(fade: Fade, excess: Floats, first: int | None, horizon: float) -> float:
    """Hours from the onset that was found until half of the true excess up to the horizon had come."""
    amount = excess[first or 0 :]
    left = np.arange(amount.size, dtype=np.float64) * fade.hours
    part = left < horizon
    return float(half_accrued(amount[None, part], left[part], left[part] + fade.hours)[0])


def growth_cases(growth: Growth, runs: int) -> Iterator[dict[str, Case]]:
    """The doubling time of each drawn series."""
    random, mean, truth = np.random.default_rng(3), growth.mean(), growth.truth()
    for _ in range(runs):
        value = _noisy(mean, growth.dispersion, random)
        yield {"doubling time": (doubling_time(estimate.regular(value, growth.nominal)), truth)}


def return_cases(fade: Fade, runs: int, copies: int) -> Iterator[dict[str, Case]]:
    """Lag and height of the one second wave; no interval where not just one was found."""
    random, (after, _) = np.random.default_rng(4), fade.again or (0, 0.0)
    over = 24 if fade.nominal == "hour" else 1
    smooth = np.convolve(fade.excess(), np.full(over, 1 / over), mode="same")
    height = float(smooth[fade.top + after // 2 :].max() / smooth.max())
    for _ in range(runs):
        found = resurgences(fade.draw(random), copies=copies).each
        lag, high = (found[0].lag, found[0].height) if len(found) == 1 else (_none(), _none())
        yield {
            "lag of a resurgence": (lag, after * fade.hours),
            "height of a resurgence": (high, height),
        }


def _none() -> Answer:
    return refuse("NE_FEW", _MISSED, 0)
