"""Planted episodes: how often the intervals about an onset, a peak and a decay hold the truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.stats import nbinom, poisson

from benchmarks.coverage_table import Case, Floats
from ripplemark import estimate
from ripplemark.estimate.crossing import crossings
from ripplemark.estimate.series import Nominal

OF_EPISODES = {
    "onset": "onset",
    "peak time": "peak",
    "peak level": "peak",
    "peak share": "peak",
    "time to peak": "time-to-peak",
    "half-life": "half-life",
    "time to a tenth": "time-to-tenth",
    "residual interest, day 30": "residual-interest",
    "return to baseline": "return-to-baseline",
}
"""What is measured on an episode, and the metric that it is."""


@dataclass(frozen=True, slots=True)
class Wave:
    """One planted episode: a linear rise from ``onset``, then a decay with a known half-life, over a flat baseline.

    ``rhythm`` lets the baseline swing by that share of itself, over a day in hourly bins, over a week in daily ones.
    """

    name: str
    nominal: Nominal
    bins: int
    onset: int
    rise: int
    half: float
    height: float
    base: float
    law: str = "exponential"
    dispersion: float = 0.02
    missing: float = 0.0
    index: bool = False
    rhythm: float = 0.0

    def usual(self) -> Floats:
        """Shape (bins,): the true baseline of each bin."""
        t = np.arange(self.bins, dtype=np.float64)
        return self.base * (
            1 + self.rhythm * np.sin(2 * np.pi * t / (24 if self.nominal == "hour" else 7))
        )

    def mean(self) -> Floats:
        """Shape (bins,): the true mean of each bin."""
        t = np.arange(self.bins, dtype=np.float64)
        top = self.onset + self.rise
        up = self.height * (t - self.onset + 1) / (self.rise + 1)
        after = np.maximum(t - top, 0.0)
        if self.law == "exponential":
            down = self.height * 0.5 ** (after / self.half)
        else:  # power: (1 + t / c) ^ -1.2
            down = self.height * (1 + after * (2 ** (1 / 1.2) - 1) / self.half) ** -1.2
        return self.usual() + np.where(t < self.onset, 0.0, np.where(t <= top, up, down))

    def draw(self, random: np.random.Generator) -> estimate.Series:
        """One noisy series, some of its bins missing at random."""
        rate = self.mean()
        if self.dispersion:
            rate = rate * random.gamma(1 / self.dispersion, self.dispersion, rate.size)
        value = random.poisson(rate).astype(np.float64)
        if self.index:
            value = np.round(100 * value / value.max())
        value[random.random(value.size) < self.missing] = np.nan
        return estimate.regular(value, self.nominal, index=self.index)


WAVES = (
    Wave("daily, fast, medium", "day", 120, 40, 1, 2.0, 300, 5),
    Wave("daily, power law, high", "day", 160, 40, 2, 4.0, 2000, 20, law="power"),
    Wave("daily, slow, noisy", "day", 200, 40, 3, 12.0, 500, 20, dispersion=0.05),
    Wave("daily, faint", "day", 120, 40, 2, 3.0, 80, 3),
    Wave("daily, a tenth missing", "day", 160, 40, 2, 4.0, 600, 10, missing=0.1),
    Wave("hourly, a day", "hour", 1500, 800, 3, 24.0, 200, 5),
    Wave("hourly, slow, noisy", "hour", 1600, 800, 12, 60.0, 300, 5, dispersion=0.05),
    Wave("hourly, Poisson, few", "hour", 1300, 800, 4, 8.0, 60, 1, dispersion=0.0),
    Wave("hourly, daily rhythm", "hour", 1800, 800, 3, 24.0, 200, 20, rhythm=0.6),
    Wave("hourly, faint rhythm", "hour", 1800, 800, 3, 8.0, 60, 1.5, dispersion=0.0, rhythm=0.6),
    Wave("daily, weekly rhythm", "day", 160, 60, 2, 4.0, 600, 60, rhythm=0.4),
    Wave("weekly index", "week", 150, 60, 0, 3.0, 4000, 300, index=True),
)


def series_cases(wave: Wave, runs: int, copies: int, seed: int = 1) -> Iterator[dict[str, Case]]:
    """The answers about each drawn series, beside the same quantities of its true mean."""
    random = np.random.default_rng(seed)
    truth = _wave_truth(wave)
    for _ in range(runs):
        series = wave.draw(random)
        peak = estimate.peak(series, copies=copies)
        cases = {
            "onset": (estimate.onset(series), truth["onset"]),
            "peak time": (peak.time, truth["peak time"]),
            "peak share": (peak.share, truth["peak share"]),
            "time to peak": (
                estimate.time_to_peak(series, copies=copies),
                truth["peak time"] - truth["began"],
            ),
            "half-life": (estimate.half_life(series, copies=copies), truth["half-life"]),
            "time to a tenth": (estimate.time_to_tenth(series, copies=copies), truth["tenth"]),
        }
        if not wave.index:  # an index's level is no quantity of its own
            cases["peak level"] = (peak.level, truth["peak level"])
        if wave.nominal != "hour" or wave.rhythm:
            cases["residual interest, day 30"] = (
                estimate.residual_interest(series, 30, copies=copies),
                truth["residual"],
            )
        if wave.nominal != "hour" and not wave.rhythm and np.isfinite(truth["return"]):
            cases["return to baseline"] = (
                estimate.return_to_baseline(series, copies=copies),
                truth["return"],
            )
        yield cases


def _wave_truth(wave: Wave) -> dict[str, float]:
    mean, flat = wave.mean(), estimate.regular(wave.mean(), wave.nominal)
    usual, top = wave.usual(), int(mean.argmax())
    falls = {f: float(crossings(mean[None], usual[None], flat.centre, f)[2][0]) for f in (0.5, 0.1)}
    began = _detectable(wave, mean)
    hours = float(flat.width[0])
    near = flat.centre[top] + (30 - 3.5) * 24, flat.centre[top] + (30 + 3.5) * 24
    inside = np.clip(
        np.minimum(flat.start + hours, near[1]) - np.maximum(flat.start, near[0]), 0, None
    )
    reached = inside.sum() > 0
    later = float(np.average(mean - usual, weights=inside)) if reached else float("nan")
    return {
        "onset": float(flat.start[began]),
        "began": float(flat.centre[began]),
        "peak time": float(flat.centre[top]),
        "peak level": float(mean[top]),
        "peak share": float(mean[top] / mean[began:].sum()),
        "half-life": falls[0.5],
        "tenth": falls[0.1],
        "residual": later / float(mean[top] - wave.base),
        "return": _return(wave, mean),
    }


def _return(wave: Wave, mean: Floats) -> float:
    """Days from the peak to the first quiet day (week) of the true mean under the true baseline; NaN for never."""
    top, scale = wave.onset + wave.rise, 100 / mean.max() if wave.index else 1.0
    spread = np.sqrt(wave.base * (1 + wave.dispersion * wave.base))
    limit = wave.base + 2 * max(spread, np.sqrt(wave.base * scale) / scale)
    weekly = wave.nominal == "week"
    around = 0 if weekly else 3
    quiet = [
        bool(np.median(mean[k - around : k + around + 1]) <= limit)
        for k in range(top + 1, wave.bins - around)
    ]
    stay = 2 if weekly else 7
    weeks = (k for k in range(len(quiet) - stay + 1) if all(quiet[k : k + stay]))
    first = next(weeks, np.nan)
    return float((first + 1) * (7 if weekly else 1))


def _detectable(wave: Wave, mean: Floats) -> int:
    """The first bin whose mean is above the threshold of SCIENCE.md A.1 under the true baseline."""
    level, spread = wave.usual(), np.sqrt(wave.base * (1 + wave.dispersion * wave.base))
    chance = 1 - 0.05 / wave.bins
    if wave.dispersion:
        size = 1 / wave.dispersion
        rare = nbinom.ppf(chance, size, size / (size + level))
    else:
        rare = poisson.ppf(chance, level)
    scale = 100 / mean.max() if wave.index else 1.0
    if wave.index:
        rare = np.zeros(wave.bins)
    above = (mean > np.maximum(level + 3 * spread, rare)) & (mean * scale > 5)
    return int(np.argmax(above))
