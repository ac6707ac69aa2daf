"""Planted late interest: a share that comes late, an exponent, a new usual level, a last return, an anniversary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.coverage_fades import Fade
from benchmarks.coverage_table import Case, Floats
from ripplemark import estimate
from ripplemark.estimate.anniversary import anniversary
from ripplemark.estimate.last_return import time_since_return
from ripplemark.estimate.laws import POWER, half_of
from ripplemark.estimate.new_level import level_lately, new_level
from ripplemark.estimate.tail_exponent import tail_exponent
from ripplemark.estimate.tail_mass import tail_mass

OF_TAILS = {"late share": "tail-mass", "half of the late part": "tail-mass"}
OF_EXPONENTS = {"exponent of the tail": "tail-exponent"}
OF_LEVELS = {
    "new usual level, ratio": "new-baseline",
    "new usual level, difference": "new-baseline",
    "interest now, ratio": "interest-now",
}
OF_RETURNS = {"time since the last return": "time-since-return"}
OF_YEARS = {"an anniversary": "anniversaries"}
TAILS = (
    Fade("daily", "day", 300, 60, 3, 4, 800, 40),
    Fade("daily, slow", "day", 400, 60, 2, 3, 900, 30, law=POWER),
    Fade("weekly index", "week", 150, 60, 0, 3.0, 4000, 300, index=True),
)
EXPONENTS = ((0.8, "day"), (1.2, "day"), (1.2, "week"))


def tail_cases(fade: Fade, runs: int, copies: int) -> Iterator[dict[str, Case]]:
    """The late share and its half of each drawn series."""
    random, (share, day) = np.random.default_rng(5), late_truth(fade)
    for _ in range(runs):
        mass, half = tail_mass(fade.draw(random), copies=copies)
        yield {"late share": (mass, share), "half of the late part": (half, day)}


def late_truth(fade: Fade, after: float = 7) -> tuple[float, float]:
    """The planted share after so many days past the peak's centre, and the day by which half of it has come."""
    excess, width = fade.excess(), fade.hours / 24
    centre = (np.arange(fade.bins) - fade.top) * width
    late = excess * np.clip((centre + width / 2 - after) / width, 0, 1)
    running = np.cumsum(late)
    edges = np.concatenate([[centre[0] - width / 2], centre + width / 2])
    half = float(np.interp(running[-1] / 2, np.concatenate([[0], running]), edges))
    return float(late.sum() / excess.sum()), half


def exponent_cases(exponent: float, nominal: str, runs: int) -> Iterator[dict[str, Case]]:
    """The exponent of each drawn power law with an offset of one day."""
    random, days = np.random.default_rng(9), 7 if nominal == "week" else 1
    fade = Fade(
        "power",
        "week" if nominal == "week" else "day",
        560 // days,
        140 // days,
        1,
        half_of(exponent, 1 / days),
        4000 * days,
        20 * days,
        POWER,
        1 / days,
    )
    for _ in range(runs):
        yield {"exponent of the tail": (tail_exponent(fade.draw(random)).answer, exponent)}


def bounded_cases(exponent: float, runs: int) -> Iterator[dict[str, Case]]:
    """As ``exponent_cases``, of a daily search index: a Poisson sample of five searches to a point, rounded, '<1' below a half and
    0 for fewer than three searches; most of its tail is one or the other.
    """
    random, days = np.random.default_rng(17), np.arange(1.0, 270.0)
    late = (days ** (1 - exponent) - (days + 1) ** (1 - exponent)) / (exponent - 1)
    mean = 0.05 + np.r_[np.zeros(60), 100.0, 100 * late]
    for _ in range(runs):
        sample = random.poisson(5 * mean)
        share = 100 * sample / sample.max()
        little = (share < 0.5) | (sample < 3)
        value = np.where(sample < 3, 0.0, np.where(share < 0.5, 0.5, np.round(share)))
        series = estimate.regular(value, index=True)
        series = replace(series, upper=np.where(little, 1.0, np.nan), step=1.0)
        yield {"exponent of the tail": (tail_exponent(series).answer, exponent)}


@dataclass(frozen=True, slots=True)
class Shift:
    """A daily wave over a level of ``base`` that is so many times as high from day 100 after the peak on; it drifts by ``drift``."""

    name: str
    base: float
    times: float
    drift: float = 0.0
    index: bool = False

    def draw(self, random: np.random.Generator) -> estimate.Series:
        """One noisy series of 500 days, its peak on day 60."""
        mean: Floats = np.full(500, float(self.base))
        mean[60:] += 40 * self.base * 0.8 ** np.arange(440)
        mean[160:] *= self.times
        drifted = np.zeros(500)
        for k in range(1, 500):
            drifted[k] = 0.6 * drifted[k - 1] + random.normal(0, self.drift) if self.drift else 0.0
        value = random.poisson(mean * np.exp(drifted)).astype(np.float64)
        if self.index:
            value = np.round(100 * value / value.max())
        return estimate.regular(value, index=self.index)


SHIFTS = (
    Shift("stays as before", 20, 1.0),
    Shift("grows by half", 20, 1.5),
    Shift("drifts", 200, 1.3, drift=0.12),
    Shift("doubles, of an index of small values", 20, 2.0, index=True),
)


def level_cases(shift: Shift, runs: int) -> Iterator[dict[str, Case]]:
    """The new usual level, and that of the last weeks; an index's difference has no truth of its own."""
    random = np.random.default_rng(11)
    for _ in range(runs):
        series = shift.draw(random)
        late, now = new_level(series), level_lately(series)
        cases = {
            "new usual level, ratio": (late.ratio, shift.times),
            "interest now, ratio": (now.ratio, shift.times),
        }
        if not shift.index:
            gap = shift.base * (shift.times - 1)
            cases["new usual level, difference"] = (late.difference, gap)
        yield cases


RETURNING = (
    Fade("daily, comes back", "day", 220, 60, 1, 4.0, 400, 20, again=(50, 0.6)),
    Fade("daily, once", "day", 160, 60, 1, 4.0, 400, 20, dispersion=0.0),
)


def since_cases(fade: Fade, runs: int, copies: int) -> Iterator[dict[str, Case]]:
    """The time since the last return of each drawn series."""
    random, truth = np.random.default_rng(13), since_truth(fade)
    for _ in range(runs):
        answer = time_since_return(fade.draw(random), copies=copies)
        yield {"time since the last return": (answer, truth)}


def since_truth(fade: Fade) -> float:
    """Days from the last bin of the true mean above the usual range to the end, under the true usual level."""
    spread = np.sqrt(fade.base * (1 + fade.dispersion * fade.base))
    loud = np.flatnonzero(fade.excess() > 2 * spread)
    return float(fade.bins - loud[-1] - 1.5)


def year_cases(times: float, runs: int) -> Iterator[dict[str, Case]]:
    """Interest that drifts and has weekends, and so many times as much of it around day 465, 365 days after day 100."""
    random = np.random.default_rng(17)
    for _ in range(runs):
        drift = np.zeros(900)
        for k in range(1, 900):
            drift[k] = 0.6 * drift[k - 1] + random.normal(0, 0.12)
        mean: Floats = 200 * np.exp(drift) * (1 + 0.1 * np.sin(2 * np.pi * np.arange(900) / 7))
        mean[462:469] *= times
        series = estimate.regular(random.poisson(mean).astype(np.float64))
        yield {"an anniversary": (anniversary(series, 100.5 * 24), times)}
