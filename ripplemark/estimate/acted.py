"""How long platforms took, over what they acted on: a distribution of lags known to a day or better, with its resamples.

Nothing here is about content that was never acted on; that is what ``survival`` and ``proportion`` are for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.cluster import cluster_bootstrap, percentile_interval, tabulate
from ripplemark.estimate.outcome import Answer, Status, hours_in_words
from ripplemark.estimate.reverse_time import reverse_time
from ripplemark.estimate.series import DAY, Floats, Ints
from ripplemark.estimate.survival import LEAST_ITEMS

ROUNDING = 1e-9
WIDE = 2 * DAY
"""Hours; the true lag between two dates lies within so much. Anything wider is not a date."""
_DRAWN = "whole days drawn again"


@dataclass(frozen=True, slots=True)
class ActedLags:
    """Lags of n items as shares of a whole, on cells; hours.

    Attributes:
        low, high, middle: shape (k,), hours; a cell's true lags lie between the first two, and are ``middle`` on average.
        share: shape (k,), adds up to 1.
        counts: shape (clusters, m), what is summed over the days that are drawn again.
        shares: from sums of shape (rows, m) to shares of shape (rows, k); NaN where a resample is empty.
        n: items.
        horizon: hours within which items must have been acted on to count; None where any lag counts.
    """

    low: Floats
    high: Floats
    middle: Floats
    share: Floats
    counts: Floats
    shares: Callable[[Floats], Floats]
    n: float
    horizon: float | None = None

    @property
    def clusters(self) -> int:
        """Days that can be drawn again."""
        return len(self.counts)

    def drawn(self) -> Floats:
        """The shares of resamples, shape (draws, k)."""
        return cluster_bootstrap(self.counts, self.shares)

    def drawn_mean(self, of: Floats) -> Floats:
        """The mean of ``of``, shape (k,), in each resample; shape (draws,)."""
        if self.shares is not _shares:
            return self.drawn() @ of
        sums = np.column_stack([self.counts @ of, self.counts.sum(axis=1)])
        return cluster_bootstrap(sums, lambda total: total[:, 0] / total[:, 1])

    @property
    def widest(self) -> float:
        """Hours; the widest cell."""
        return float(np.max(self.high - self.low))


def acted_lags(low: Floats, high: Floats, middle: Floats, weight: Floats, day: Ints) -> ActedLags:
    """The lags of everything that was acted on, as they are.

    Args:
        low, high: shape (n,), hours; the true lags of a row lie between them.
        middle: shape (n,), hours, a row's lag on average.
        weight: shape (n,), frequency weights; n >= 1.
        day: shape (n,), day of the decision: whole days are drawn again.
    """
    order = np.lexsort((day, high, low))
    low, high, middle, weight = low[order], high[order], middle[order], weight[order]
    first = np.concatenate([[True], (np.diff(low) > 0) | (np.diff(high) > 0)])
    cell = np.cumsum(first) - 1
    cells = int(cell[-1]) + 1
    counts = tabulate(day[order], cell, weight, cells)
    total = counts.sum(axis=0)
    mean = np.bincount(cell, middle * weight, cells) / total
    n = float(total.sum())
    return ActedLags(low[first], high[first], mean, total / n, counts, _shares, n)


def recent_lags(lag: Ints, reach: Ints, weight: Floats, posted: Ints) -> ActedLags:
    """The lags of recent cohorts, given action within the longest reach: Kaplan-Meier in reverse time.

    Args: as ``reverse_time``, in whole days; a lag of d days is a true lag between d - 1 and d + 1 days. Drawn again are
        whole days of ``posted``, not of decisions: late decisions alone can show long lags, so days of decisions are not
        alike, and drawing them makes the interval twice as wide as it need be.
    """
    found = reverse_time(lag, reach, weight, posted, LEAST_ITEMS)

    def masses(totals: Floats) -> Floats:
        mass: Floats = np.diff(found.share_by(totals), axis=1, prepend=0.0)
        return mass

    days = found.time.astype(np.float64)
    (share,) = masses(found.counts.sum(axis=0)[None, :])
    used = float(found.counts[:, : days.size].sum())
    low, high = np.maximum(days - 1, 0) * DAY, (days + 1) * DAY
    horizon = (found.horizon + 1) * DAY
    return ActedLags(low, high, days * DAY, share, found.counts, masses, used, horizon)


def _shares(totals: Floats) -> Floats:
    """Sums over clusters as shares of their whole."""
    shares: Floats = totals / totals.sum(axis=1, keepdims=True)
    return shares


def mean_acted(lags: ActedLags) -> Answer:
    """Mean lag in hours, with an interval by days drawn again.

    Of lags known by whole days it is unbiased where content is posted and removed at all hours alike: the mean of the
    differences of two dates is the mean lag. With cells wider than that it is 'bounds', as their middle is nobody's guess.

    Source: SCIENCE.md, B.4.
    """
    wide = lags.high - lags.low > WIDE
    least, most = np.where(wide, lags.low, lags.middle), np.where(wide, lags.high, lags.middle)
    low, _ = percentile_interval(lags.drawn_mean(least), lags.clusters)
    _, high = percentile_interval(lags.drawn_mean(most), lags.clusters)
    if not np.any(lags.share[wide] > 0):
        return _answer(lags, "ok", float(lags.share @ lags.middle), low, high)
    note = (
        "Some times are known only to within more than two days, so the mean lies between these two. Finer times would narrow "
        f"it. {_in_hours(low, high)}"
    )
    return _answer(
        lags, "bounds", None, float(lags.share @ least), float(lags.share @ most), note.strip()
    )


def share_acted(lags: ActedLags, hours: float) -> Answer:
    """The share of what was acted on that was acted on within ``hours``.

    Returns:
        A number with its interval where no cell holds ``hours``. Otherwise 'bounds', the least and the most it can be,
        with sampling error in the note; NE_GRANULARITY where the least is 0 and the cells are wider than ``hours``.

    Raises:
        ValueError: hours not positive.

    Source: SCIENCE.md, B.4: P(d <= m - 1) <= P(L <= 24 m h) <= P(d <= m).
    """
    if not hours > 0:
        raise ValueError("a time must be positive")
    surely = lags.high <= hours + ROUNDING
    perhaps = surely | (lags.low < hours - ROUNDING)
    least, most = _bounded(float(lags.share @ surely)), _bounded(float(lags.share @ perhaps))
    low, _ = percentile_interval(lags.drawn_mean(surely.astype(np.float64)), lags.clusters)
    _, high = percentile_interval(lags.drawn_mean(perhaps.astype(np.float64)), lags.clusters)
    inside = perhaps & ~surely & (lags.share > 0)
    if not inside.any():
        return _answer(lags, "ok", least, low, high)
    narrowest = float(np.min((lags.high - lags.low)[inside]))
    if least == 0 and narrowest > hours:
        note = (
            f"The times are known only to within {hours_in_words(narrowest)} or more, wider than {hours_in_words(hours)}: "
            f"the share may be anything up to {most:.0%}. Finer times are needed."
        )
        return _answer(lags, "NE_GRANULARITY", None, least, most, note)
    note = (
        "The times are known only to the day or so, so the share lies between these two. Finer times would narrow it. "
        f"{_with_sampling(low, high)}"
    )
    return _answer(lags, "bounds", None, least, most, note)


def quantile_acted(lags: ActedLags, at: float) -> Answer:
    """The lag in hours by which the share ``at`` of what was acted on had been acted on; 0 < at < 1.

    Returns:
        A number with its interval where the cells are points or narrow there; otherwise 'bounds', the earliest and the
        latest that it can be, with sampling error in the note.

    Source: SCIENCE.md, B.4 (bounds, not a curve through days).
    """
    drawn = lags.drawn()
    early, late = _ordered(lags, drawn, lags.low, at), _ordered(lags, drawn, lags.high, at)
    low, _ = percentile_interval(early[1], lags.clusters)
    _, high = percentile_interval(late[1], lags.clusters)
    if late[0] - early[0] <= ROUNDING:
        return _answer(lags, "ok", late[0], low, high)
    note = (
        "The times are known only to within an interval, so this lies between these two. "
        f"{_in_hours(low, high)}"
    )
    return _answer(lags, "bounds", None, early[0], late[0], note.strip())


def _ordered(lags: ActedLags, drawn: Floats, ends: Floats, at: float) -> tuple[float, Floats]:
    """The quantile of one end of the cells, in the sample and in each resample; NaN where that is empty."""
    order = np.argsort(ends, kind="stable")
    value = ends[order]

    def of(share: Floats) -> Floats:
        reached = np.cumsum(share[:, order], axis=1) >= at - ROUNDING
        found: Floats = value[np.argmax(reached, axis=1)].astype(np.float64)
        found[np.isnan(share[:, 0])] = np.nan
        return found

    return float(of(lags.share[None, :])[0]), of(drawn)


def _in_hours(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return f"Sampling error comes on top: with it, {hours_in_words(low)} to {hours_in_words(high)} ({_DRAWN})."


def _with_sampling(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return f"Sampling error comes on top: with it, {_bounded(low):.0%} to {_bounded(high):.0%} ({_DRAWN})."


def _bounded(share: float) -> float:
    return float(min(max(share, 0.0), 1.0))


def _answer(
    lags: ActedLags,
    status: Status,
    value: float | None,
    low: float | None,
    high: float | None,
    note: str = "",
) -> Answer:
    n = round(lags.n)
    return Answer(value, low, high, status, n, n, None, note, lags.widest or None)
