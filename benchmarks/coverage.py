"""How often do the 95 % intervals hold the truth? Series and lags with a planted truth, many times over.

`make coverage` runs this file: 200 series a scenario with 1000 bootstrap copies each, and writes COVERAGE.md beside it.
The tests run the same scenarios smaller.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.stats import nbinom, norm, poisson

from ripplemark import estimate
from ripplemark.estimate.acted import acted_lags, mean_acted, recent_lags
from ripplemark.estimate.crossing import crossings
from ripplemark.estimate.difference import mean_difference, share_difference
from ripplemark.estimate.exposure import weighted_lag
from ripplemark.estimate.recurrence import mean_cumulative, per_removal
from ripplemark.estimate.series import Nominal

Floats = npt.NDArray[np.float64]
Case = tuple[estimate.Answer, float]  # an answer and the truth that it should hold
TARGET = Path(__file__).with_name("COVERAGE.md")
EXPLAINED = Path(__file__).with_name("coverage-explained.md")


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
            "half-life": (estimate.half_life(series, copies=copies), truth["half-life"]),
            "time to a tenth": (estimate.time_to_tenth(series, copies=copies), truth["tenth"]),
        }
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
        "peak time": float(flat.centre[top]),
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


@dataclass(frozen=True, slots=True)
class Desk:
    """A log of takedowns: log-normal lags, a share that never ends, and a last look after a uniform time."""

    name: str
    items: int
    median: float = 30.0
    spread: float = 1.2
    never: float = 0.0
    look: tuple[float, float] = (1000.0, 1000.0)
    wide: float = 0.0
    entry: float = 0.0
    coarse: float = 0.0
    """Share of items whose end is known to the day only."""

    def probability(self, hours: float) -> float:
        """True probability of having ended within ``hours``."""
        return float((1 - self.never) * norm.cdf(np.log(hours / self.median) / self.spread))

    def true_mean(self, horizon: float, since: float = 0.0) -> float:
        """Mean hours up, each item counted for at most ``horizon``; of items still up after ``since``."""
        hours = np.linspace(since, horizon, 4001)[1:] - (horizon - since) / 8000
        up = 1 - (1 - self.never) * norm.cdf(np.log(hours / self.median) / self.spread)
        left = 1 - self.probability(since) if since else 1.0
        return since + float(up.mean() / left) * (horizon - since)

    def true_incidence(self, hours: float, since: float = 0.0) -> tuple[float, float]:
        """Probability of having been ended by ``hours`` by the desk, and by the rival; of items still up after ``since``."""
        at = np.linspace(1e-9, hours, 20001)
        removed = 1 - (1 - self.never) * norm.cdf(np.log(at / self.median) / self.spread)
        rival = np.exp(-at / RIVAL)
        first = np.cumsum(-np.diff(removed) * (rival[1:] + rival[:-1]) / 2)
        other = np.cumsum(-np.diff(rival) * (removed[1:] + removed[:-1]) / 2)
        begun = int(np.searchsorted(at[1:], since))
        left = float(removed[begun] * rival[begun]) if since else 1.0
        before = (first[begun], other[begun]) if since else (0.0, 0.0)
        return float(first[-1] - before[0]) / left, float(other[-1] - before[1]) / left

    def true_median(self) -> float:
        """Hours by which half have ended."""
        return float(self.median * np.exp(self.spread * norm.ppf(0.5 / (1 - self.never))))

    def lags(self, random: np.random.Generator) -> tuple[Floats, Floats]:
        """True lags (infinite where never) and the times of the last look."""
        lag = self.median * np.exp(self.spread * random.normal(size=self.items))
        lag[random.random(self.items) < self.never] = np.inf
        return lag, random.uniform(*self.look, size=self.items)


DESKS = (
    Desk("30 items, all followed", 30),
    Desk("200 items, all followed", 200),
    Desk("60 items, censored early", 60, look=(12.0, 200.0)),
    Desk("200 items, a third never", 200, never=0.3, look=(40.0, 400.0)),
    Desk("120 items, narrow intervals", 120, look=(300.0, 600.0), wide=5.0),
    Desk("150 items, delayed entry", 150, look=(100.0, 300.0), entry=12.0),
    Desk("400 items, all found late", 400, look=(100.0, 300.0), entry=48.0),
    Desk("400 items, quarters of an hour", 400, look=(300.0, 600.0), wide=0.25),
    Desk("60 items, one in twenty to the day", 60, look=(300.0, 600.0), coarse=0.05),
)
DAYS = Desk("200 items, whole days", 200)
DEADLINE = 48.0
HORIZON = 100.0
"""Hours up to which the restricted mean counts."""
RIVAL = 80.0
"""Mean hours after which the uploaders take an item down, where that competes with the desk."""


def desk_cases(desk: Desk, runs: int, seed: int = 1) -> Iterator[dict[str, Case]]:
    """The answers about each drawn log, beside the truth of the population."""
    random = np.random.default_rng(seed)
    for _ in range(runs):
        lag, look = desk.lags(random)
        entry = random.uniform(0, desk.entry, desk.items) if desk.entry else np.zeros(desk.items)
        kept = np.minimum(lag, look) > entry
        lag, look, entry = lag[kept], look[kept], entry[kept]
        observed, duration = lag <= look, np.minimum(lag, look)
        wide = np.full(lag.size, desk.wide)
        if desk.coarse:
            wide[random.random(lag.size) < desk.coarse] = 24.0
        low = np.where(observed, np.maximum(duration - random.random(lag.size) * wide, 0), duration)
        high = np.where(observed, low + wide, duration)
        weight = np.ones(lag.size)
        curve = estimate.kaplan_meier((low + high) / 2, observed, weight, entry)
        cases = {"still up at 24 h": (curve.at(24.0), 1 - desk.probability(24.0))}
        median = estimate.median_lag(low, high, observed, weight, entry)
        share = estimate.share_within(low, high, observed, weight, DEADLINE, entry)
        exact = float(np.mean(lag <= DEADLINE)) if share.status == "bounds" else None
        cases["median lag"] = (median, desk.true_median())
        curves = estimate.lag_curves(low, high, observed, weight, entry)
        mean = estimate.restricted_mean_lag(curves, HORIZON)
        cases["mean lag up to 100 h"] = (mean, desk.true_mean(HORIZON, curves.middle.since))
        cases["share within 48 h"] = (share, desk.probability(DEADLINE) if exact is None else exact)
        if desk.coarse:
            del cases["still up at 24 h"]  # two bounds without sampling error
        yield cases


def rival_cases(desk: Desk, runs: int, seed: int = 1) -> Iterator[dict[str, Case]]:
    """What ended the items of each drawn log, where uploaders take items down as well."""
    random = np.random.default_rng(seed)
    for _ in range(runs):
        lag, look = desk.lags(random)
        rival = random.exponential(RIVAL, desk.items)
        entry = random.uniform(0, desk.entry, desk.items) if desk.entry else np.zeros(desk.items)
        end = np.minimum(lag, rival)
        duration = np.minimum(end, look)
        kept = duration > entry
        cause = np.where(end > look, 0, np.where(lag < rival, 1, 2))[kept]
        low = np.maximum(duration[kept] - random.random(cause.size) * desk.wide, entry[kept])
        low = np.where(cause > 0, np.nextafter(low, np.inf), duration[kept])
        high = np.where(cause > 0, low + desk.wide, low)
        curves = estimate.cause_curves(low, high, cause, np.ones(cause.size), 2, entry[kept])
        truth = desk.true_incidence(DEADLINE, curves.middle.overall.since)
        at = np.array([DEADLINE])
        yield {
            "removed within 48 h": (curves.along(1, at)[0], truth[0]),
            "taken down by uploaders within 48 h": (curves.along(2, at)[0], truth[1]),
        }


def day_cases(desk: Desk, runs: int, seed: int = 1) -> Iterator[dict[str, Case]]:
    """Lags known by the day only; bounds carry no sampling error, so the truth is the drawn log's own."""
    random = np.random.default_rng(seed)
    for _ in range(runs):
        lag, _ = desk.lags(random)
        posted = random.uniform(0, 24, desk.items)
        days = np.floor((posted + lag) / 24)
        low, high = np.maximum(days - 1, 0) * 24, (days + 1) * 24
        every, weight = np.ones(desk.items, dtype=np.bool_), np.ones(desk.items)
        yield {
            "median lag (bounds)": (
                estimate.median_lag(low, high, every, weight),
                float(np.sort(lag)[(desk.items - 1) // 2]),
            ),
            "share within 48 h (bounds)": (
                estimate.share_within(low, high, every, weight, DEADLINE),
                float(np.mean(lag <= DEADLINE)),
            ),
        }


def difference_cases(one: Desk, other: Desk, runs: int, seed: int = 1) -> Iterator[dict[str, Case]]:
    """Two drawn logs compared: how much longer items stay up, and how many more are gone in time."""
    random = np.random.default_rng(seed)
    for _ in range(runs):
        curves, shares = [], []
        for desk in (one, other):
            lag, look = desk.lags(random)
            observed, duration, weight = lag <= look, np.minimum(lag, look), np.ones(lag.size)
            curves.append(estimate.lag_curves(duration, duration, observed, weight))
            shares.append(estimate.share_within(duration, duration, observed, weight, DEADLINE))
        longer = one.true_mean(HORIZON) - other.true_mean(HORIZON)
        more = one.probability(DEADLINE) - other.probability(DEADLINE)
        yield {
            "difference of mean lags up to 100 h": (mean_difference(*curves, HORIZON), longer),
            "difference of shares within 48 h": (share_difference(*shares), more),
        }


COMPARED = (
    (DESKS[3], DESKS[1]),
    (Desk("40 items, slow", 40, median=60.0, look=(150.0, 300.0)), DESKS[0]),
)
POLLED = Desk("120 items, looked at every 6 h", 120, median=4.0, look=(24.0, 96.0))
BETWEEN_LOOKS = 6.0


def look_cases(desk: Desk, runs: int, seed: int = 1) -> Iterator[dict[str, Case]]:
    """Ends between two looks, wide against the median: Turnbull's estimate with its bootstrap."""
    random = np.random.default_rng(seed)
    for _ in range(runs):
        lag, until = desk.lags(random)
        phase = random.uniform(0, BETWEEN_LOOKS, desk.items)
        last = phase + np.floor((until - phase) / BETWEEN_LOOKS) * BETWEEN_LOOKS
        after = phase + np.ceil((lag - phase) / BETWEEN_LOOKS) * BETWEEN_LOOKS
        ended = after <= last
        low = np.where(ended, np.maximum(after - BETWEEN_LOOKS, 0.0), last)
        high, weight = np.where(ended, after, last), np.ones(desk.items)
        median = estimate.median_lag(low, high, ended, weight, looks=0.0)
        curves = estimate.lag_curves(low, high, ended, weight, looks=0.0)
        yield {
            "median lag between looks": (median, desk.true_median()),
            "still up at 6 h, between looks": (curves.at(6.0), 1 - desk.probability(6.0)),
        }


VIEWED = (60, 400)
"""Items of the logs with views."""


def view_cases(items: int, runs: int, seed: int = 1) -> Iterator[dict[str, Case]]:
    """Lags weighted by views; a few items have most of them, and those stay up longer."""
    random = np.random.default_rng(seed)
    skew, spread, middle, along = 1.0, 0.9, 20.0, 0.3
    truth = middle * float(np.exp(spread**2 / 2 + along * skew * spread))
    for _ in range(runs):
        seen, other = random.normal(size=(2, items))
        views = np.floor(np.exp(6 + skew * seen))
        lag = middle * np.exp(spread * (along * seen + np.sqrt(1 - along**2) * other))
        answer = weighted_lag(views, views * lag, views * lag, items)
        yield {"lag weighted by views": (answer, truth)}


CONTENTS = (60, 400)
"""Contents of the logs with copies."""


def copy_cases(contents: int, runs: int, seed: int = 1) -> Iterator[dict[str, Case]]:
    """Copies after removals: some contents are copied much more often than others, none is followed for as long."""
    random = np.random.default_rng(seed)
    average, sooner = 0.8, 36.0
    for _ in range(runs):
        followed = random.uniform(100, 800, contents)
        times = random.poisson(random.gamma(1.0, average, contents))
        unit = np.repeat(np.arange(contents), times).astype(np.int64)
        when = random.exponential(sooner, unit.size)
        whole = followed >= 168
        soon = np.bincount(unit[when <= 168], minlength=contents)
        curve = mean_cumulative(followed, np.ones(contents), when, unit)
        yield {
            "copies per removal within 168 h": (
                per_removal(soon * whole, whole.astype(np.int64), np.ones(contents, np.int64)),
                average * float(1 - np.exp(-168 / sooner)),
            ),
            "copies per content by 240 h": (
                curve.at(240),
                average * float(1 - np.exp(-240 / sooner)),
            ),
        }


DECISION_DAYS = 60
"""Days of decisions in an archive of what was acted on; how much is decided differs from day to day."""
ACTED_AFTER = 10.0
"""Mean days from posting to decision, exponential."""


def decision_cases(runs: int, seed: int = 1) -> Iterator[dict[str, Case]]:
    """Archives of decisions, known by the day: the mean lag of all, and of content posted since the archive began."""
    random = np.random.default_rng(seed)
    end, mean = float(DECISION_DAYS), ACTED_AFTER
    recent = (mean - (end + mean) * np.exp(-end / mean)) / (1 - np.exp(-end / mean))
    for _ in range(runs):
        early = 150  # so many days of posting before the archive, after which decisions come as they always will
        busy = random.poisson(30 * random.gamma(4, 1 / 4, early + DECISION_DAYS))
        posted = np.repeat(np.arange(-early, DECISION_DAYS), busy)
        decided = posted + random.random(posted.size) + random.exponential(mean, posted.size)
        day = np.floor(decided).astype(np.int64)
        seen = (day >= 0) & (day < DECISION_DAYS)
        day, posted = day[seen], posted[seen]
        lag, weight = day - posted, np.ones(day.size)
        low, high = np.maximum(lag - 1, 0) * 24.0, (lag + 1) * 24.0
        new = posted >= 0
        since = recent_lags(lag[new], DECISION_DAYS - 1 - posted[new], weight[new], posted[new])
        yield {
            "mean lag of what was acted on": (
                mean_acted(acted_lags(low, high, lag * 24.0, weight, day)),
                mean * 24,
            ),
            "mean lag of recent cohorts": (mean_acted(since), recent * 24),
        }


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    measure: str
    scenario: str
    series: int
    covered: float
    missing: float
    width: float
    below: float
    above: float


def rows(scenario: str, cases: Iterator[dict[str, Case]]) -> list[Row]:
    """Coverage per measure: among the answers that give a range, how many hold the truth."""
    gathered: dict[str, list[Case]] = {}
    for case in cases:
        for measure, pair in case.items():
            gathered.setdefault(measure, []).append(pair)
    return [_row(measure, scenario, pairs) for measure, pairs in gathered.items()]


def _row(measure: str, scenario: str, pairs: list[Case]) -> Row:
    ranges = [
        (answer.low, np.inf if answer.high is None else answer.high, truth)
        for answer, truth in pairs
        if answer.low is not None and answer.status in ("ok", "bounds", "NE_GRANULARITY")
    ]
    if not ranges:
        nothing = float("nan")
        return Row(measure, scenario, len(pairs), nothing, 1.0, nothing, nothing, nothing)
    low, high, truth = (np.array(column) for column in zip(*ranges, strict=True))
    slack = 1e-9 * (1 + np.abs(truth))
    return Row(
        measure,
        scenario,
        len(pairs),
        float(np.mean((low <= truth + slack) & (truth - slack <= high))),
        1 - len(ranges) / len(pairs),
        float(np.median(high - low)),
        float(np.mean(truth + slack < low)),
        float(np.mean(truth - slack > high)),
    )


def everything(runs: int, copies: int, done: Callable[[str], object]) -> list[Row]:
    """All scenarios; ``done`` hears the name of each when it is finished."""
    table = []
    for wave in WAVES:
        table += rows(wave.name, series_cases(wave, runs, copies))
        done(wave.name)
    for desk in DESKS:
        table += rows(desk.name, desk_cases(desk, runs))
        table += rows(desk.name, rival_cases(desk, runs))
        done(desk.name)
    for one, other in COMPARED:
        table += rows(f"{one.name}; {other.name}", difference_cases(one, other, runs))
        done(f"{one.name}; {other.name}")
    table += rows(POLLED.name, look_cases(POLLED, runs))
    done(POLLED.name)
    for items in VIEWED:
        table += rows(f"{items} items with views", view_cases(items, runs))
    for contents in CONTENTS:
        table += rows(f"{contents} contents with copies", copy_cases(contents, runs))
    done("views and copies")
    table += rows(f"{DECISION_DAYS} days of decisions", decision_cases(runs))
    return table + rows(DAYS.name, day_cases(DAYS, runs))


def page(table: list[Row], runs: int, copies: int, seconds: float) -> str:
    """The Markdown that stands in COVERAGE.md."""
    lines = [
        "# Do the intervals cover?",
        "",
        f"Written by `make coverage` ({runs} draws a scenario, {copies} bootstrap copies, {seconds:.0f} s).",
        "Fixed seeds: the table comes out the same on the same versions of the libraries.",
        "",
        EXPLAINED.read_text(encoding="utf-8").rstrip(),
        "",
        "| measure | scenario | draws | covered | truth below | truth above | no interval | median width |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
    ]
    order = {name: k for k, name in enumerate(dict.fromkeys(r.measure for r in table))}
    for r in sorted(table, key=lambda r: order[r.measure]):
        lines.append(
            f"| {r.measure} | {r.scenario} | {r.series} | {r.covered:.1%} | {r.below:.1%} | "
            f"{r.above:.1%} | {r.missing:.1%} | {r.width:.3g} |"
        )
    drawn = [r for r in table if r.measure != "onset" and "bounds" not in r.measure]
    lines += ["", "## Below 90 %: too narrow", "", *_listed(drawn, -1.0, 0.90)]
    lines += ["", "## Above 99 %: wider than need be", "", *_listed(drawn, 0.99, 1.1)]
    return "\n".join(lines) + "\n"


def _listed(table: list[Row], above: float, below: float) -> list[str]:
    """A line for each row whose coverage lies between the two; 'None.' without one."""
    found = [r for r in table if above < r.covered < below]
    return [f"- {r.measure}, {r.scenario}: {r.covered:.1%}" for r in found] or ["None."]


def main() -> None:
    """Run everything and write COVERAGE.md."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--series", type=int, default=200)
    options.add_argument("--copies", type=int, default=1000)
    options.add_argument("--output", type=Path, default=TARGET)
    chosen = options.parse_args()
    began = time.monotonic()

    def done(name: str) -> None:
        sys.stderr.write(f"{time.monotonic() - began:6.0f} s  {name}\n")

    table = everything(chosen.series, chosen.copies, done)
    seconds = time.monotonic() - began
    chosen.output.write_text(page(table, chosen.series, chosen.copies, seconds), encoding="utf-8")


if __name__ == "__main__":
    main()
