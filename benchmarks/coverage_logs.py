"""Planted logs of takedowns: how often the intervals about lags, causes and groups hold the truth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.stats import norm

from benchmarks.coverage_table import Case, Floats
from ripplemark import estimate
from ripplemark.estimate.difference import Cells, by_cluster, mean_difference, share_difference

OF_LOGS = {
    "still up at 24 h": "removal-survival",
    "median lag": "median-lag",
    "mean lag up to 100 h": "restricted-mean-lag",
    "share within 48 h": "within-deadline",
}
OF_CAUSES = {
    "removed within 48 h": "cause-incidence",
    "taken down by uploaders within 48 h": "cause-incidence",
}
OF_GROUPS = {
    "difference of mean lags up to 100 h": "lag-difference",
    "difference of shares within 48 h": "lag-difference",
}
OF_LOOKS = {
    "median lag between looks": "median-lag",
    "still up at 6 h, between looks": "removal-survival",
}
OF_DAYS = {
    "median lag (bounds)": "median-lag",
    "share within 48 h (bounds)": "within-deadline",
    "mean lag up to 100 h (bounds)": "restricted-mean-lag",
}
OF_UPLOADERS = {
    "difference of mean lags, by uploader": "lag-difference",
    "difference of shares, by uploader": "lag-difference",
}
"""What is measured on a log, and the metric that it is."""


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
GRID = 0.2
"""Hours to which lags are rounded up where they are counted by uploader."""
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
        curves = estimate.lag_curves(low, high, observed, weight, entry)
        own = _own(duration, observed, entry)
        cases = {
            "still up at 24 h": _held(curves.at(24.0), 1 - desk.probability(24.0), own.at(24.0)),
            "median lag": _held(
                estimate.median_lag(low, high, observed, weight, entry),
                desk.true_median(),
                estimate.median_survival(own),
            ),
            "mean lag up to 100 h": _held(
                estimate.restricted_mean_lag(curves, HORIZON),
                desk.true_mean(HORIZON, curves.middle.since),
                estimate.restricted_mean(own, HORIZON),
            ),
            "share within 48 h": _held(
                estimate.share_within(low, high, observed, weight, DEADLINE, entry),
                desk.probability(DEADLINE),
                _less(own.at(DEADLINE)),
            ),
        }
        if desk.coarse:
            del cases["still up at 24 h"]  # two bounds without sampling error
        yield cases


def _own(
    duration: Floats, observed: npt.NDArray[np.bool_], entry: Floats
) -> estimate.SurvivalCurve:
    """The drawn log's own curve, from exact times."""
    late = 10.0 if bool(np.any(entry > 0)) else 0.0
    return estimate.kaplan_meier(duration, observed, np.ones(duration.size), entry, late)


def _less(answer: estimate.Answer) -> estimate.Answer:
    return answer if answer.value is None else replace(answer, value=1 - answer.value)


def _held(answer: estimate.Answer, planted: float, own: estimate.Answer) -> Case:
    """The truth of an answer: what was planted; of bounds, which hold no sampling error, the log's own exact value."""
    if answer.status != "bounds":
        return answer, planted
    return answer, float("nan") if own.value is None else own.value


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
        own = estimate.aalen_johansen(duration[kept], cause, np.ones(cause.size), 2, entry[kept])
        yield {
            name: _held(
                curves.along(which, np.array([DEADLINE]))[0],
                truth[which - 1],
                own.at(which, DEADLINE),
            )
            for which, name in enumerate(OF_CAUSES, 1)
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
            "mean lag up to 100 h (bounds)": (
                estimate.restricted_mean_lag(
                    estimate.lag_curves(low, high, every, weight), HORIZON
                ),
                float(np.minimum(lag, HORIZON).mean()),
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
UPLOADERS = (40, 15)
"""Uploaders of each group, of whom some put up many items and most few."""


def uploader_cases(uploaders: int, runs: int, seed: int = 1) -> Iterator[dict[str, Case]]:
    """Two groups whose items resemble those of the same uploader; whole uploaders are drawn again."""
    random, alike, apart = np.random.default_rng(seed), 0.6, 0.8
    desks = [Desk("", 0, median, float(np.hypot(alike, apart))) for median in (45.0, 30.0)]
    longer = desks[0].true_mean(HORIZON) - desks[1].true_mean(HORIZON)
    more = desks[0].probability(DEADLINE) - desks[1].probability(DEADLINE)
    for _ in range(runs):
        owner = [
            np.repeat(np.arange(uploaders), 1 + random.poisson(random.gamma(1, 8, uploaders)))
            for _ in desks
        ]
        lag = [
            desk.median
            * np.exp(
                alike * random.normal(size=uploaders)[own] + apart * random.normal(size=own.size)
            )
            for desk, own in zip(desks, owner, strict=True)
        ]
        sides = [(each, each, np.ones(each.size, np.bool_), np.ones(each.size)) for each in lag]
        curves = [estimate.lag_curves(*side) for side in sides]
        mean = mean_difference(curves[0], curves[1], HORIZON)
        share = share_difference(*(estimate.share_within(*side, DEADLINE) for side in sides))
        both = np.concatenate(lag)
        cells = Cells(
            np.repeat([True, False], [each.size for each in lag]),
            np.concatenate([owner[0], owner[1] + uploaders]),
            np.minimum(np.ceil(both / GRID) * GRID, HORIZON),
            both < HORIZON,
            np.zeros(both.size),
            np.ones(both.size),
        )
        found = by_cluster(cells, HORIZON, DEADLINE, mean.value or 0.0, share.value)
        yield {
            "difference of mean lags, by uploader": (_between(mean, found.mean), longer),
            "difference of shares, by uploader": (_between(share, found.share), more),
        }


def _between(answer: estimate.Answer, ends: tuple[float, float] | None) -> estimate.Answer:
    low, high = ends or (None, None)
    return replace(answer, low=low, high=high)


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
        own = _own(np.minimum(lag, until), lag <= until, np.zeros(desk.items))
        yield {
            "median lag between looks": _held(
                median, desk.true_median(), estimate.median_survival(own)
            ),
            "still up at 6 h, between looks": _held(
                curves.at(6.0), 1 - desk.probability(6.0), own.at(6.0)
            ),
        }
