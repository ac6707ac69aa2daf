"""Planted views, copies, notes and decisions: how often the intervals about what platforms publish hold the truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from benchmarks.coverage_table import Case, Floats
from ripplemark import estimate
from ripplemark.estimate.acted import (
    ActedLags,
    acted_lags,
    mean_acted,
    quantile_acted,
    recent_lags,
    share_acted,
)
from ripplemark.estimate.days import shares_of_days
from ripplemark.estimate.exposure import weighted_lag
from ripplemark.estimate.recurrence import mean_cumulative, per_removal
from ripplemark.estimate.series import DAY, Ints

OF_VIEWS = {"lag weighted by views": "exposure-before-removal"}
OF_COPIES = {
    "copies per removal within 168 h": "reupload-ratio",
    "copies per content by 240 h": "reupload-ratio",
}
OF_DECISIONS = {
    "mean lag of what was acted on": "actioned-lag",
    "mean lag of recent cohorts": "actioned-lag",
    "acted on within 48 h (bounds)": "actioned-lag",
    "median lag of what was acted on (bounds)": "actioned-lag",
}
OF_MINUTES = {
    "acted on within 48 h": "actioned-lag",
    "median lag of what was acted on": "actioned-lag",
}
OF_MIX = {"found by notice": "detection-mix", "found by trusted flaggers": "detection-mix"}
OF_NOTES = {"note shown by 24 h": "notes-shown", "note shown at some time": "notes-shown"}
OF_LOST = {"note shown by 24 h (bounds)": "notes-shown"}
"""What is measured, and the metric that it is."""

VIEWED = ((60, 1.0), (400, 1.0), (60, 1.5), (400, 1.5))
"""Items of the logs with views, and the standard deviation of the logarithm of views."""


def view_cases(items: int, skew: float, runs: int, seed: int = 1) -> Iterator[dict[str, Case]]:
    """Lags weighted by views; a few items have most of them, and those stay up longer."""
    random = np.random.default_rng(seed)
    spread, middle, along = 0.9, 20.0, 0.3
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


ARCHIVES = ((60, 10.0), (20, 2.0))
"""Days of an archive of what was acted on, and the mean days from posting to decision (exponential)."""
BUSY = 30
"""Posts a day on average that are decided some day; a day's own number varies by half of that."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What one archive of decisions holds: days of posting and of decision, and exact lags in hours."""

    posted: Ints
    day: Ints
    lag: Floats


def decisions(days: int, after: float, random: np.random.Generator) -> Decisions:
    """An archive whose days differ in how much was posted; posting began long before it."""
    early = round(15 * after)
    posts = np.repeat(
        np.arange(-early, days), random.poisson(BUSY * random.gamma(4, 1 / 4, early + days))
    )
    lag = random.exponential(after, posts.size)
    decided = posts + random.random(posts.size) + lag
    seen = (decided >= 0) & (decided < days)
    return Decisions(posts[seen], np.floor(decided[seen]).astype(np.int64), lag[seen] * DAY)


def decision_cases(days: int, after: float, runs: int, seed: int = 1) -> Iterator[dict[str, Case]]:
    """Archives known by the day: the mean lag of all, and of content posted since the archive began; bounds."""
    random = np.random.default_rng(seed)
    for _ in range(runs):
        drawn = decisions(days, after, random)
        apart, weight = drawn.day - drawn.posted, np.ones(drawn.day.size)
        low, high = np.maximum(apart - 1, 0) * DAY, (apart + 1) * DAY
        every = acted_lags(low, high, apart * DAY, weight, drawn.day)
        new = drawn.posted >= 0
        since = recent_lags(
            apart[new], days - 1 - drawn.posted[new], weight[new], drawn.posted[new]
        )
        yield {
            "mean lag of what was acted on": (mean_acted(every), after * DAY),
            "mean lag of recent cohorts": (mean_acted(since), _cut(after, since)),
            "acted on within 48 h (bounds)": (
                share_acted(every, 48.0),
                float(np.mean(drawn.lag <= 48)),
            ),
            "median lag of what was acted on (bounds)": (
                quantile_acted(every, 0.5),
                float(np.quantile(drawn.lag, 0.5, method="inverted_cdf")),
            ),
        }


def _cut(after: float, lags: ActedLags) -> float:
    """True mean in hours of the differences of dates that are below the horizon."""
    days = np.arange(round((lags.horizon or 0.0) / DAY))
    within = 1 - after * np.exp(-(days + 1) / after) * np.expm1(1 / after)
    return float(np.diff(within, prepend=0.0) @ days / within[-1] * DAY)


def minute_cases(days: int, after: float, runs: int, seed: int = 1) -> Iterator[dict[str, Case]]:
    """The same archives with exact times: a share and a median with their intervals."""
    random = np.random.default_rng(seed)
    for _ in range(runs):
        drawn = decisions(days, after, random)
        exact = acted_lags(drawn.lag, drawn.lag, drawn.lag, np.ones(drawn.lag.size), drawn.day)
        yield {
            "acted on within 48 h": (share_acted(exact, 48.0), 1 - float(np.exp(-2 / after))),
            "median lag of what was acted on": (
                quantile_acted(exact, 0.5),
                after * DAY * float(np.log(2)),
            ),
        }


def mix_cases(days: int, runs: int, seed: int = 1) -> Iterator[dict[str, Case]]:
    """Who found it: each day has a share of its own."""
    random, usual, rare = np.random.default_rng(seed), 0.3, 0.02
    for _ in range(runs):
        every = random.poisson(200 * random.gamma(4, 1 / 4, days))
        notice = random.binomial(every, random.beta(6, 14, days))
        flagged = random.binomial(every - notice, rare / (1 - usual))
        counts = np.column_stack([notice, flagged, every - notice - flagged])
        found = shares_of_days(counts.astype(np.float64))
        yield {
            "found by notice": (found[0], usual),
            "found by trusted flaggers": (found[1], rare),
        }


def note_cases(posts: int, unknown: float, runs: int, seed: int = 1) -> Iterator[dict[str, Case]]:
    """Posts that somebody wrote a note about: shown on some, hours after the post, a few at a moment nobody knows."""
    random, shown, middle, spread, look = np.random.default_rng(seed), 0.2, 16.0, 0.8, 2000.0
    by = shown * float(ndtr(np.log(24 / middle) / spread))
    for _ in range(runs):
        lag = np.where(
            random.random(posts) < shown, middle * np.exp(spread * random.normal(size=posts)), look
        )
        had = lag < look
        lost = had & (random.random(posts) < unknown)
        low, high = np.where(lost, 0.0, lag), np.where(lost, look, lag)
        answer = estimate.share_within(low, high, had, np.ones(posts), 24.0)
        if unknown:
            yield {"note shown by 24 h (bounds)": (answer, float(np.mean(lag <= 24)))}
            continue
        low_, high_ = estimate.binomial_interval(float(had.sum()), posts)
        ever = estimate.Answer(float(had.mean()), low_, high_, "ok", posts)
        yield {"note shown by 24 h": (answer, by), "note shown at some time": (ever, shown)}
