"""How much longer do the items of one group stay up than those of another: differences of means and of shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ripplemark.estimate.cluster import LEAST_CLUSTERS, jackknife_reach
from ripplemark.estimate.lag import NARROW, LagCurves
from ripplemark.estimate.outcome import Answer, hours_in_words
from ripplemark.estimate.restricted_mean import area, restricted_mean, restricted_mean_lag
from ripplemark.estimate.series import Bools, Floats, Ints
from ripplemark.estimate.survival import SurvivalCurve, Z

MOST_CLUSTERS = 2000
"""More clusters than this are put together by lot, each whole, so that leaving out each stays quick."""
_DRAW = 2000
"""The seed of that lot."""


def common_horizon(curves: Sequence[LagCurves]) -> float | None:
    """Hours of the longest follow-up that every group with enough items shares; None where none has enough."""
    reaches = [
        each.middle.follow_up
        for each in curves
        if not each.middle.few and not each.middle.sparse and each.middle.follow_up > 0
    ]
    return min(reaches, default=None)


def watched_from(one: LagCurves, other: LagCurves) -> float:
    """Hours from which both groups were watched: where the later of their two curves begins; 0 mostly."""
    return max(one.middle.since, other.middle.since)


def mean_difference(one: LagCurves, other: LagCurves, horizon: float) -> Answer:
    """The restricted mean of ``one`` minus that of ``other``; hours.

    Args:
        one, other: from ``lag_curves``.
        horizon: hours up to which each item counts, the same for both; > 0.

    Returns:
        The difference of the areas under the midpoint curves, with the interval difference +- 1.96 sqrt(se^2 + se^2). With
        delayed entry both are of items still up when the later of the two curves begins (``watched_from``). Where intervals are wide, the
        interval also holds for both groups at their earliest and both at their latest, and the note tells the difference
        if one group were at its earliest and the other at its latest. Codes of the group that has no restricted mean.

    Source:
        Royston & Parmar (2013), BMC Medical Research Methodology 13:152; SCIENCE.md, B.3.
    """
    for each in (one, other):
        alone = restricted_mean(each.middle, horizon)
        if alone.value is None:
            return _of_both(alone, one.middle, other.middle)
    since = watched_from(one, other)
    if since >= horizon:
        note = (
            f"Watched together only from {hours_in_words(since)} on: ask for a later horizon (tau)."
        )
        return _of_both(Answer(None, None, None, "NE_LEFT", 0, note=note), one.middle, other.middle)
    if not since and (one.between is not None or other.between is not None):
        return _between_looks(one, other, horizon)
    value, low, high = _apart(one.middle, other.middle, horizon, since)
    note = f"Of items that were still up after {hours_in_words(since)}." if since else ""
    widest = max(_widest(each, horizon) for each in (one, other))
    if widest > NARROW * min(area(each.middle, horizon)[0] for each in (one, other)):
        ends = [
            _apart(a, b, horizon, since)
            for a, b in ((one.early, other.early), (one.late, other.late))
        ]
        low, high = min(low, *(each[1] for each in ends)), max(high, *(each[2] for each in ends))
        least = _apart(one.early, other.late, horizon, since)[0]
        most = _apart(one.late, other.early, horizon, since)[0]
        note = (
            f"{note} Some times are known only to within a wide interval and count with its middle, which is right on average "
            f"where times of day are alike in both groups; at worst the difference is {_signed(least)} to {_signed(most)}."
        ).strip()
    both = _of_both(Answer(value, low, high, "ok", 0, note=note), one.middle, other.middle)
    return replace(both, resolution=widest or None)


def _between_looks(one: LagCurves, other: LagCurves, horizon: float) -> Answer:
    """The difference of the two means as they are told by themselves, where the ends of one or both lie between two looks."""
    first, second = (restricted_mean_lag(each, horizon) for each in (one, other))
    note = "Ends lie between two looks: the difference of the two means that Turnbull's estimate gives."
    answer = share_difference(first, second)
    return _of_both(answer.noting(note) if answer.estimable else answer, one.middle, other.middle)


def _apart(
    one: SurvivalCurve, other: SurvivalCurve, horizon: float, since: float
) -> tuple[float, float, float]:
    """Difference of the areas, and its interval."""
    (mean, error), (mean_other, error_other) = (
        area(_since(each, since), horizon) for each in (one, other)
    )
    half = Z * float(np.hypot(error, error_other))
    value = mean - mean_other
    return value, value - half, value + half


def _since(curve: SurvivalCurve, hours: float) -> SurvivalCurve:
    """The curve of those still up after ``hours``, which is 1 until then; of all where that is 0, zero lags included."""
    later = (curve.time > hours) | (hours <= 0)
    if later.all():
        return curve
    level = float(curve.survival[~later][-1])
    kept = curve.survival[later] / level if level > 0 else curve.survival[later]
    return replace(
        curve,
        time=curve.time[later],
        survival=kept,
        at_risk=curve.at_risk[later],
        events=curve.events[later],
    )


def _widest(curves: LagCurves, horizon: float) -> float:
    widths = (curves.high - curves.low)[curves.low <= horizon]
    return float(widths.max()) if widths.size else 0.0


def _signed(hours: float) -> str:
    return f"{'-' if hours < 0 else '+'}{hours_in_words(abs(hours))}"


def _of_both(answer: Answer, one: SurvivalCurve, other: SurvivalCurve) -> Answer:
    """The answer with the counts of both groups."""
    n, ended = one.n + other.n, one.ended + other.ended
    return replace(answer, n=round(n), events=round(ended), censored=round(n - ended))


def share_difference(one: Answer, other: Answer) -> Answer:
    """The share (or another number) of ``one`` minus that of ``other``, from their own intervals.

    Args:
        one, other: numbers with their 95 % intervals, or bounds.

    Returns:
        The difference with the interval by the method of variance estimates recovery; 'bounds' where either is bounds,
        without sampling error; otherwise the code of the one without a number.

    Source:
        Newcombe (1998), Statistics in Medicine 17:873-890, method 10; for any interval Zou & Donner (2008), 27:1693-1702.
    """
    n = one.n + other.n
    events, censored = (
        (getattr(one, name) or 0) + (getattr(other, name) or 0) for name in ("events", "censored")
    )
    for each in (one, other):
        if each.status not in ("ok", "bounds") or each.low is None or each.high is None:
            return replace(each, low=None, high=None, n=n, events=events, censored=censored)
    (low, high), (low_other, high_other) = (
        (each.low or 0.0, each.high or 0.0) for each in (one, other)
    )
    if one.value is None or other.value is None:
        note = (
            "Some times are known only to within an interval: the difference lies between these two, "
            "and sampling error comes on top. Finer times would narrow it."
        )
        return Answer(None, low - high_other, high - low_other, "bounds", n, events, censored, note)
    value = one.value - other.value
    down = float(np.hypot(one.value - low, high_other - other.value))
    up = float(np.hypot(high - one.value, other.value - low_other))
    return Answer(value, value - down, value + up, "ok", n, events, censored)


@dataclass(frozen=True, slots=True)
class Cells:
    """Counts of two groups' items by cluster and lag, one row per different cell; arrays of one length.

    ``one`` is True for the first group, ``cluster`` its label, ``lag`` hours on a grid, at most the horizon, ``gone``
    True where it ended then, ``entry`` the hours at which it came under observation, ``weight`` how many.
    """

    one: Bools
    cluster: Ints
    lag: Floats
    gone: Bools
    entry: Floats
    weight: Floats


@dataclass(frozen=True, slots=True)
class ClusterIntervals:
    """Intervals of the difference of means and of shares ended, by leaving out each of ``clusters`` clusters; None: no interval."""

    clusters: int
    mean: tuple[float, float] | None
    share: tuple[float, float] | None


def by_cluster(
    cells: Cells,
    horizon: float,
    hours: float | None,
    mean: float,
    share: float | None,
    since: float = 0.0,
) -> ClusterIntervals:
    """Intervals from leaving out each whole cluster in turn, of both groups together, about the estimates.

    Args:
        horizon: hours up to which each item counts.
        hours: hours of the share ended; None for no share.
        mean, share: the estimates on exact times, about which the draws are placed.
        since: hours; the mean is of items still up then (``mean_difference``).

    Returns:
        None for both below ten clusters in either group.

    Source: the jackknife over clusters, ``jackknife_reach``.
    """
    groups = [np.unique(cells.cluster[cells.one == one]).size for one in (True, False)]
    found = int(np.unique(cells.cluster).size)
    if min(groups) < LEAST_CLUSTERS:
        return ClusterIntervals(min(groups), None, None)
    rows = np.column_stack([cells.one, cells.lag, cells.gone, cells.entry])
    kinds, cell = np.unique(rows, axis=0, return_inverse=True)
    labels = _together(cells, cell.ravel())
    counts = np.zeros((int(labels.max()) + 1, len(kinds)))
    np.add.at(counts, (labels, cell.ravel()), cells.weight)

    def statistic(sums: Floats) -> Floats:
        first, second = (
            _mean_and_share(
                sums[:, kinds[:, 0] == one], kinds[kinds[:, 0] == one], horizon, hours, since
            )
            for one in (1, 0)
        )
        return first - second

    left_out = statistic(counts.sum(axis=0)[None, :] - counts)
    far, more = (jackknife_reach(left_out[:, k]) for k in (0, 1))
    return ClusterIntervals(
        found,
        (max(mean - far, -horizon), min(mean + far, horizon)),
        None if share is None else (max(share - more, -1.0), min(share + more, 1.0)),
    )


def _together(cells: Cells, kind: Ints) -> Ints:
    """The cluster of each row, at most ``MOST_CLUSTERS``: where there are more, put together by lot.

    The lot is drawn in an order that what the clusters hold decides: ``kind`` is which of all different cells a row is.
    Labels are hashes with a key of the vault's, and the same data are to give the same interval whatever the key.
    """
    names, place = np.unique(cells.cluster, return_inverse=True)
    place = place.ravel()
    if names.size <= MOST_CLUSTERS:
        return np.asarray(place, dtype=np.int64)
    lot = np.random.default_rng(_DRAW)
    held = np.bincount(place, cells.weight * lot.random(int(kind.max()) + 1)[kind], names.size)
    drawn = np.empty(names.size, dtype=np.int64)
    drawn[np.argsort(held, kind="stable")] = lot.permutation(names.size)
    return drawn[place] % MOST_CLUSTERS


def _mean_and_share(
    sums: Floats, kinds: Floats, horizon: float, hours: float | None, since: float
) -> Floats:
    """For each row of counts (r, cells): restricted mean, and share ended by ``hours``; shape (r, 2)."""
    lag, gone, entry = kinds[:, 1], kinds[:, 2] > 0, kinds[:, 3]
    times = np.unique(lag[gone & (lag < horizon)])
    if not times.size:
        return np.tile([horizon, 0.0], (len(sums), 1))
    ended = sums @ (gone[:, None] & (lag[:, None] == times)).astype(np.float64)
    watched = (lag[:, None] >= times) & ((entry[:, None] == 0) | (entry[:, None] < times))
    risk = sums @ watched.astype(np.float64)
    level = np.cumprod(1 - np.where(risk > 0, ended / np.where(risk > 0, risk, 1.0), 0.0), axis=1)
    later = (times > since) | (since <= 0)
    known = int(np.argmax(later)) if later.any() else times.size
    start = level[:, known - 1 : known] if known else np.ones((len(sums), 1))
    kept = level[:, known:] / np.where(start > 0, start, 1.0)
    ends = np.append(times[known:], horizon)
    mean = ends[0] + kept @ np.diff(ends)
    step = 0 if hours is None else int(np.searchsorted(times, hours, side="right"))
    share = 1 - level[:, step - 1] if step else np.zeros(len(sums))
    return np.column_stack([mean, share])
