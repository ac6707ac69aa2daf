"""Planted channels, checks and laboratory processes: how often the intervals about them hold the truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from benchmarks.coverage_episodes import WAVES, Wave
from benchmarks.coverage_table import Case, Floats
from ripplemark import estimate
from ripplemark.estimate.checking import Watched, check_lag, check_lags
from ripplemark.estimate.concentration import concentration
from ripplemark.estimate.correlation import cross_correlation
from ripplemark.estimate.fitted import fit_law
from ripplemark.estimate.hawkes import reproduction
from ripplemark.estimate.laws import STRETCHED, half_of, power
from ripplemark.estimate.memory import Memory, collective_memory
from ripplemark.estimate.onset import find_onset
from ripplemark.estimate.order import onset_lead
from ripplemark.estimate.outcome import Answer
from ripplemark.estimate.relaxation import relaxation_class
from ripplemark.estimate.tail import Tail, tail_after
from ripplemark.estimate.unverified import unverified_share
from ripplemark.estimate.width import fwhm

OF_CHANNELS = {
    "order of onsets": "lead-lag",
    "share before the check": "unverified-share",
    "share of the excess before the check": "unverified-share",
    "time to the check": "check-lag",
    "width at half maximum": "fwhm",
}
OF_CHANGES = {"lag of changes": "lead-lag"}
OF_CHECKED = {"checked by 24 h": "check-lag", "median time to the check": "check-lag"}
OF_UNEVEN = {"concentration": "concentration"}
OF_RELAXED = {"relaxation exponent": "relaxation-class"}
OF_MEMORIES = {
    "communicative loss p": "collective-memory",
    "cultural loss q": "collective-memory",
    "transfer r": "collective-memory",
    "equal rates": "collective-memory",
    "equal terms": "collective-memory",
    "equal memories": "collective-memory",
}
OF_BRED = {"branching ratio": "branching-ratio"}
OF_STRETCHED = {"half-life, stretched": "decay-laws"}

CHANNELS = tuple(
    wave
    for wave in WAVES
    if wave.name in ("daily, fast, medium", "daily, slow, noisy", "hourly, a day")
)
"""The leading channel; another one follows it by ``BEHIND`` bins and is checked ``CHECKED`` bins after its own onset."""
BEHIND, CHECKED = 4, 5.3
CHANGED = (("hour", 700, 5), ("day", 200, 2))
"""Bins, how many, and the lag in them."""
WATCHED = (40, 200)
"""Incidents with a check after an exponential time, some never checked while they were watched."""
UNEVEN = (150,)
RELAXED = ((1.4, 3000.0, 0), (0.6, 800.0, 0), (1.4, 3000.0, 4))
"""Exponent, height, and days in which the peak was climbed."""
BRED = ((5.0, 0.5, 600), (20.0, 0.8, 500))
MEMORY = Memory(0.8 / 24, 0.02 / 24, 0.1 / 24)
STRETCHED_DAYS = 3.0
FULL = 200
"""Draws of the full run; a fit with more than one shape takes up to seconds, and a small run makes a quarter of them."""


def channel_cases(wave: Wave, runs: int, copies: int) -> Iterator[dict[str, Case]]:
    """Two channels of one incident, the second some bins behind the first, and a check after that."""
    random = np.random.default_rng(7)
    later = replace(wave, onset=wave.onset + BEHIND, bins=wave.bins + BEHIND)
    hours = float(wave.draw(random).width[0])
    moment = (later.onset + CHECKED) * hours
    whole = _before(later.mean(), later, moment / hours)
    excess = _before(later.mean() - later.usual(), later, moment / hours)
    for _ in range(runs):
        one, other = wave.draw(random), later.draw(random)
        start = find_onset(other)
        onsets = estimate.onset(one), start.answer
        at = (moment, moment)
        yield {
            # Its rise is the same one, so whatever is seen late is seen late in both.
            "order of onsets": (onset_lead(*onsets), BEHIND * hours),
            "share before the check": (unverified_share(other, at, start=start), whole),
            "share of the excess before the check": (
                unverified_share(other, at, excess=True, start=start),
                excess,
            ),
            "time to the check": (check_lag(Watched(onsets[1], at, 1e4)), CHECKED * hours),
            "width at half maximum": (fwhm(other, start=start, copies=copies), _width(later)),
        }


def _before(mean: Floats, wave: Wave, bins: float) -> float:
    """The true share from the onset on that lies before a moment, its bin split in proportion."""
    part = np.clip(bins - np.arange(mean.size), 0.0, 1.0)
    after = slice(wave.onset, None)
    return float((mean * part)[after].sum() / mean[after].sum())


def _width(wave: Wave) -> float:
    """The true width at half maximum: between the crossings of the noise-free excess, hours."""
    over = wave.mean() - wave.usual()
    top = int(over.argmax())
    half = over[top] / 2
    up = next(k for k in range(top, 0, -1) if over[k - 1] < half)
    down = next(k for k in range(top, over.size) if over[k] <= half)
    rose = up - (over[up] - half) / (over[up] - over[up - 1])
    fell = down - (half - over[down]) / (over[down - 1] - over[down])
    return float(fell - rose) * (1.0 if wave.nominal == "hour" else 24.0)


def change_cases(
    nominal: str, bins: int, lag: int, runs: int, copies: int
) -> Iterator[dict[str, Case]]:
    """Two channels that follow the same shocks, the second some bins behind."""
    random, width = np.random.default_rng(8), 1.0 if nominal == "hour" else 24.0
    for _ in range(runs):
        shocks = random.normal(0, 0.4, bins + 100)
        common = np.convolve(shocks, np.exp(-np.arange(10) / 2))[: bins + 100]
        parts = common[50 : 50 + bins], common[50 - lag : 50 - lag + bins]
        first, second = (random.poisson(30 * np.exp(part)).astype(np.float64) for part in parts)
        first[random.random(bins) < 0.02] = np.nan
        found = cross_correlation(first, second, width, nominal, copies=copies)
        yield {"lag of changes": (found.answer, lag * width)}


def checked_cases(incidents: int, runs: int) -> Iterator[dict[str, Case]]:
    """Incidents with exponential lags of 40 hours on average after the first one, watched for 30 to 150 hours."""
    random = np.random.default_rng(9)
    onset = Answer(100.0, 99.0, 101.0, "ok", 50, resolution=1.0)
    for _ in range(runs):
        lags, seen = random.exponential(40, incidents) + 1, random.uniform(30, 150, incidents)
        told = check_lags(
            [
                Watched(onset, (100 + lag, 100 + lag) if lag <= until else None, 100 + until)
                for lag, until in zip(lags, seen, strict=True)
            ]
        )
        yield {
            "checked by 24 h": (told.share_by(24.0), float(1 - np.exp(-23 / 40))),
            "median time to the check": (told.median(), 1 + 40 * float(np.log(2))),
        }


def uneven_cases(bins: int, runs: int, copies: int) -> Iterator[dict[str, Case]]:
    """Exponential amounts, whose coefficient is one half."""
    random = np.random.default_rng(10)
    for _ in range(runs):
        yield {"concentration": (concentration(random.exponential(3, bins), copies=copies), 0.5)}


def relaxed_cases(
    exponent: float, height: float, rise: int, runs: int
) -> Iterator[dict[str, Case]]:
    """A daily power law with an offset of one day from its peak on, reached in even steps."""
    random, left = np.random.default_rng(11), np.arange(239.0)
    down = power(left, left + 1, half_of(exponent, 1.0), 1.0)
    up = height * np.arange(1, rise + 2) / (rise + 1)
    mean = 5.0 + np.concatenate([np.zeros(60 - rise), up, height * down])
    for _ in range(runs):
        rate = mean * random.gamma(50, 0.02, mean.size)
        series = estimate.regular(random.poisson(rate).astype(np.float64))
        yield {"relaxation exponent": (relaxation_class(series, copies=19).exponent, exponent)}


def memory_cases(runs: int, copies: int) -> Iterator[dict[str, Case]]:
    """Two memories over 300 days."""
    random = np.random.default_rng(12)
    fine = (np.arange(300)[:, None] + (np.arange(40) + 0.5) / 40) * 24
    mean = np.full(360, 5.0)
    mean[60:] += 5000 * MEMORY.at(fine).mean(axis=1)
    mean[59] += 6000
    for _ in range(_slowly(runs)):
        rate = mean * random.gamma(50, 0.02, mean.size)
        series = estimate.regular(random.poisson(rate).astype(np.float64))
        found = collective_memory(series, copies=copies // 10)
        yield {
            "communicative loss p": (found.p, MEMORY.p),
            "cultural loss q": (found.q, MEMORY.q),
            "transfer r": (found.r, MEMORY.r),
            "equal rates": (found.crossing_rates, MEMORY.crossing_rates),
            "equal terms": (found.crossing_terms, MEMORY.crossing_terms),
            "equal memories": (found.crossing_memories, MEMORY.crossing_memories),
        }


def bred_cases(rate: float, ratio: float, bins: int, runs: int) -> Iterator[dict[str, Case]]:
    """Hourly counts, each of which draws ``ratio`` after it with a generation of 4 hours."""
    random = np.random.default_rng(13)
    for _ in range(runs):
        value, excited = np.zeros(bins), rate / (1 - ratio)
        for k in range(bins):
            value[k] = random.poisson(rate + ratio * excited)
            excited += (value[k] - excited) / 4
        yield {"branching ratio": (reproduction(estimate.regular(value, "hour"), 4.0), ratio)}


def stretched_cases(half: float, runs: int) -> Iterator[dict[str, Case]]:
    """A daily stretched exponential with a shape of one half and this half-life in days."""
    random, left = np.random.default_rng(14), np.arange(120.0)
    down = 2000 * STRETCHED.between(left, left + 1, half, 0.5)
    mean = np.concatenate([np.full(40, 5.0), [2500.0], 5.0 + down])
    for _ in range(_slowly(runs)):
        series = estimate.regular(random.poisson(mean).astype(np.float64))
        tail = tail_after(series, find_onset(series))
        yield {"half-life, stretched": (_stretched(tail), half * 24)}


def _slowly(runs: int) -> int:
    return runs if runs >= FULL else max(runs // 4, 1)


def _stretched(tail: Tail | Answer) -> Answer:
    if isinstance(tail, Answer):
        return tail
    fit = fit_law(tail, STRETCHED)
    return Answer(fit.half, fit.low or 0.0, fit.high, "ok", tail.observed)
