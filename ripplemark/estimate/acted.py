"""How long platforms took, over what they acted on: a distribution of lags known to a day or better, with intervals by whole days.

Nothing here is about content that was never acted on; that is what ``survival`` and ``proportion`` are for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.cluster import LEAST_CLUSTERS, jackknife_reach, tabulate
from ripplemark.estimate.days import serial_reach, share_interval
from ripplemark.estimate.outcome import Answer, Status, hours_in_words
from ripplemark.estimate.reverse_time import reverse_time
from ripplemark.estimate.series import DAY, Bools, Floats, Ints
from ripplemark.estimate.survival import LEAST_ITEMS

ROUNDING = 1e-9
WIDE = 2 * DAY
"""Hours; the true lag between two dates lies within so much. Anything wider is not a date."""
_HOW = "from how whole days differ"


@dataclass(frozen=True, slots=True)
class ActedLags:
    """Lags of n items as shares of a whole, on cells; hours.

    Attributes:
        low, high, middle: shape (k,), hours; a cell's true lags lie between the first two, and are ``middle`` on average.
        share: shape (k,), adds up to 1.
        counts: shape (clusters, m), what is summed over days, in the order of days.
        shares: from sums of shape (rows, m) to shares of shape (rows, k); NaN where a sum is empty.
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
        """Days that there are."""
        return len(self.counts)

    def reach(self, of: Floats) -> float | None:
        """Half the width of the 95 % interval of the mean of ``of``, shape (k,); None below ten days.

        Days of decisions resemble their neighbours, as what is posted on one day is decided over several. Cohorts do not,
        but only the earliest can show long lags, so few of them may decide.
        """
        if self.clusters < LEAST_CLUSTERS:
            return None
        if self.shares is _shares:
            return serial_reach(self.counts @ (of - float(self.share @ of)) / self.n)
        without = self.counts.sum(axis=0)[None, :] - self.counts
        return jackknife_reach(self.shares(without) @ of)

    def mean(self, of: Floats) -> tuple[float, float | None, float | None]:
        """The mean of lags ``of`` >= 0 with its interval on the scale of its logarithm, so that it stays above 0."""
        value, reach = float(self.share @ of), self.reach(of)
        if reach is None or value <= 0:
            return value, None if reach is None else value, None if reach is None else value
        factor = float(np.exp(reach / value))
        return value, value / factor, value * factor

    def part(self, of: Bools) -> tuple[float, float | None, float | None]:
        """The share of the cells ``of`` with its interval on the logit scale; at 0 and 1 that of a binomial share."""
        value, reach = _bounded(float(self.share @ of)), self.reach(of.astype(np.float64))
        return value, *share_interval(value, reach, self.n)

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
        day: shape (n,), day of the decision.
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

    Args: as ``reverse_time``, in whole days; a lag of d days is a true lag between d - 1 and d + 1 days. Left out in
        turn are whole days of ``posted``, not of decisions: late decisions alone can show long lags, so days of decisions
        are not alike.
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
    """Mean lag in hours, with an interval from how days differ.

    Of lags known by whole days it is unbiased where content is posted and removed at all hours alike: the mean of the
    differences of two dates is the mean lag. With cells wider than that it is 'bounds', as their middle is nobody's guess.

    Source: SCIENCE.md, B.4.
    """
    wide = lags.high - lags.low > WIDE
    least, low, _ = lags.mean(np.where(wide, lags.low, lags.middle))
    most, _, high = lags.mean(np.where(wide, lags.high, lags.middle))
    if not np.any(lags.share[wide] > 0):
        return _answer(lags, "ok", least, low, high)
    note = (
        "Some times are known only to within more than two days, so the mean lies between these two. Finer times would narrow "
        f"it. {_in_hours(low, high)}"
    )
    return _answer(lags, "bounds", None, least, most, note.strip())


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
    (least, low, _), (most, _, high) = lags.part(surely), lags.part(perhaps)
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
        A number with its interval where the cells are points there; otherwise 'bounds', the earliest and the
        latest that it can be, with sampling error in the note.

    Source: SCIENCE.md, B.4 (bounds, not a curve through days).
    """
    early, late = _ordered(lags, lags.low, at), _ordered(lags, lags.high, at)
    low, high = early[1], late[2]
    if late[0] - early[0] <= ROUNDING:
        return _answer(lags, "ok", late[0], low, high)
    note = (
        "The times are known only to within an interval, so this lies between these two. "
        f"{_in_hours(low, high)}"
    )
    return _answer(lags, "bounds", None, early[0], late[0], note.strip())


def _ordered(lags: ActedLags, ends: Floats, at: float) -> tuple[float, float | None, float | None]:
    """The quantile of one end of the cells, and the quantiles at the limits of the share that lies up to it.

    Source: Woodruff (1952), JASA 47:635-646.
    """
    order = np.argsort(ends, kind="stable")
    value, reached = ends[order], np.cumsum(lags.share[order])

    def quantile(share: float) -> float:
        return float(value[min(int(np.searchsorted(reached, share - ROUNDING)), value.size - 1)])

    middle = quantile(at)
    reach = lags.reach((ends <= middle).astype(np.float64))
    if reach is None:
        return middle, None, None
    return middle, quantile(max(at - reach, 0.0)), quantile(at + reach)


def _in_hours(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return f"Sampling error comes on top: with it, {hours_in_words(low)} to {hours_in_words(high)} ({_HOW})."


def _with_sampling(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return f"Sampling error comes on top: with it, {_bounded(low):.0%} to {_bounded(high):.0%} ({_HOW})."


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
