"""How long did items stay up, counting those still up: Kaplan-Meier with weights, ties at zero and delayed entry."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.outcome import Answer, Status, hours_in_words
from ripplemark.estimate.series import Bools, Floats

Z = 1.959963984540054
LEAST_ITEMS = 10
LEAST_EVENTS = 5
ROUNDING = 1e-12  # of the total weight, so that a risk set that sums of weights leave is empty


@dataclass(frozen=True, slots=True)
class SurvivalCurve:
    """A step function that starts at 1 and falls at each event time: S(t), or S(t | still up at ``since``).

    Attributes:
        time: shape (k,), hours; the distinct event times, increasing; empty when nothing ended.
        survival: shape (k,), in [0, 1]; the probability still up just after each time.
        at_risk: shape (k,), weighted items up and under observation just before each time.
        events: shape (k,), weighted items that ended at each time.
        variance: shape (k,), Greenwood's; 0 where survival is 0.
        low, high: shape (k,), log-log 95 % limits; where survival is 0 the last upper limit before stays.
        n, ended, censored: weighted totals.
        follow_up: hours of the longest duration; 0 for no item.
        since: hours; the curve begins here, above 0 where nobody, or too few, were watched before (delayed entry): it then
            holds for items that were still up then, and says nothing of the time before.
        begun: weighted items at risk where the curve begins; 0 where it never does.
    """

    time: Floats
    survival: Floats
    at_risk: Floats
    events: Floats
    variance: Floats
    low: Floats
    high: Floats
    n: float
    ended: float
    censored: float
    follow_up: float
    since: float
    begun: float

    @property
    def standard_error(self) -> Floats:
        """Shape (k,): square root of Greenwood's variance."""
        return np.sqrt(self.variance)

    def at(self, hours: float) -> Answer:
        """The probability still up at ``hours``, with its log-log interval.

        Before the first event it is 1 and the lower limit is 0.025 to the power 1/n (exact binomial, n at risk where the
        curve begins). Beyond the longest follow-up NE_RIGHT, before ``since`` NE_LEFT, and NE_FEW below 10 items or 5 events.

        Raises:
            ValueError: ``hours`` negative.
        """
        if hours < 0:
            raise ValueError("a duration is not negative")
        if self.few or self.sparse:
            return self.too_few()
        if hours < self.since:
            return self.too_late()
        read = self.reading(hours)
        if read is None:
            note = (
                f"No item was followed for {hours_in_words(hours)}, the longest for {hours_in_words(self.follow_up)}: "
                "ask for an earlier time or come back later."
            )
            return self.answer(None, None, None, "NE_RIGHT", note)
        return self.answer(*read)

    def reading(self, hours: float) -> tuple[float, float, float] | None:
        """The probability still up at ``hours`` with its limits, as ``at`` tells it, of however few items.

        None beyond the longest follow-up, before ``since``, and where there is no curve.
        """
        step = int(np.searchsorted(self.time, hours, side="right")) - 1
        ended = step >= 0 and self.survival[step] <= 0
        if hours < self.since or (hours > self.follow_up and not ended) or not self.begun:
            return None
        if step < 0:
            return 1.0, float(0.025 ** (1 / self.begun)), 1.0
        return float(self.survival[step]), float(self.low[step]), float(self.high[step])

    @property
    def few(self) -> bool:
        """True below 10 items or 5 events: too few to read a curve (SCIENCE.md, G.17)."""
        return self.n < LEAST_ITEMS or self.ended < LEAST_EVENTS

    @property
    def sparse(self) -> bool:
        """True when items ended, but none while enough of them were at risk or after: there is no curve to read."""
        return self.ended > 0 and not self.time.size

    def too_late(self) -> Answer:
        """NE_LEFT: the time asked for lies before the curve's start."""
        note = f"Observed only from {hours_in_words(self.since)} on: ask for a later time."
        return self.answer(None, None, None, "NE_LEFT", note)

    def too_few(self) -> Answer:
        """NE_FEW with the counts in its note."""
        if not self.few:
            return self.answer(None, None, None, "NE_FEW", self._never())
        note = (
            f"{self.ended:.0f} of {self.n:.0f} items ended; a curve needs {LEAST_ITEMS} items and {LEAST_EVENTS} that "
            "ended: read the counts, or add items."
        )
        return self.answer(None, None, None, "NE_FEW", note)

    def _never(self) -> str:
        if not self.begun:
            return f"Items were found late, and never {LEAST_ITEMS} of them were watched at one time: add items."
        since = hours_in_words(self.since)
        return f"Items were found late, and none ended after {since}, when enough of them were first watched: add items."

    def answer(
        self,
        value: float | None,
        low: float | None,
        high: float | None,
        status: Status = "ok",
        note: str = "",
    ) -> Answer:
        """An answer that carries this curve's counts and, for a number, since when it holds."""
        if self.since > 0 and status == "ok":
            since = f"Of items that were still up after {hours_in_words(self.since)}: before, too few were watched."
            note = f"{note} {since}".strip()
        counts = (round(self.n), round(self.ended), round(self.censored))
        return Answer(value, low, high, status, *counts, note=note)


def kaplan_meier(
    duration: Floats,
    observed: Bools,
    weight: Floats,
    entry: Floats | None = None,
    least_at_risk: float = 0.0,
) -> SurvivalCurve:
    """Product-limit estimate of the probability that an item is still up.

    Args:
        duration: shape (n,), hours from the clock's start to the end or to the last observation; >= 0. Zeros count: they
            are at risk at 0.
        observed: shape (n,), True where the item ended, False where it was still up.
        weight: shape (n,), frequency weights, > 0; a row of weight w equals w copies. Not for inverse-probability weights.
        entry: shape (n,), hours at which an item came under observation (delayed entry); at risk only after it. None or 0
            is from the start.
        least_at_risk: the curve begins where this many are first at risk (``enough_watched``), and never before anybody is.

    Returns:
        Steps at the k distinct event times from the curve's beginning on, which ``since`` holds. No event at all gives an
        empty curve that stays at 1.

    Raises:
        ValueError: a negative duration or a weight that is not positive; an item that ends before it enters; shapes
            differ. The caller reports those as data errors and never clips them.

    Source:
        Kaplan & Meier (1958), JASA 53:457-481; log-log limits after Kalbfleisch & Prentice (2002), section 1.4; where the
        curve begins: SCIENCE.md, B.3.
    """
    duration, observed, weight, entry = _checked(duration, observed, weight, entry)
    since, begun = _beginning(duration, weight, entry, least_at_risk)
    time, events = _totals(duration[observed], weight[observed])
    kept = (time > since) | (since <= 0) if begun else np.zeros(time.shape, np.bool_)
    time, events = time[kept], events[kept]
    risk = _at_least(duration, weight, time) - _at_least(entry, weight * (entry > 0), time)
    left = np.where(np.isclose(risk, events), 0.0, risk - events)
    survival: Floats = np.cumprod(left / risk, dtype=np.float64)
    hazard = np.cumsum(np.where(left > 0, events / (risk * np.where(left > 0, left, 1.0)), np.inf))
    low, high = _log_log(survival, hazard)
    total, ended = float(weight.sum()), float(weight[observed].sum())
    return SurvivalCurve(
        time=time,
        survival=survival,
        at_risk=risk,
        events=events,
        variance=np.where(survival > 0, survival**2 * np.where(survival > 0, hazard, 0.0), 0.0),
        low=low,
        high=high,
        n=total,
        ended=ended,
        censored=total - ended,
        follow_up=float(duration.max()) if duration.size else 0.0,
        since=since,
        begun=begun,
    )


def enough_watched(entry: Floats | None) -> float:
    """How many must be at risk before a curve begins: ten where items entered late, anybody otherwise (SCIENCE.md, B.3)."""
    return LEAST_ITEMS if entry is not None and bool(np.any(entry > 0)) else 0.0


def _beginning(
    duration: Floats, weight: Floats, entry: Floats, least: float
) -> tuple[float, float]:
    """The first time, and the weight at risk then, with at least ``least`` and anybody at risk; (0, 0) where there is none.

    At 0 these are all that were watched from the start, zero lags included; later those that entered by then and end after.
    """
    at_start = float(weight[entry <= 0].sum())
    if at_start > 0 and at_start >= least:
        return 0.0, at_start
    times = np.unique(entry[entry > 0])
    risk = _until(entry, weight, times) - _until(duration, weight, times)
    enough = (risk > ROUNDING * weight.sum()) & (risk >= least)
    first = int(np.argmax(enough)) if enough.any() else -1
    return (float(times[first]), float(risk[first])) if first >= 0 else (0.0, 0.0)


def _checked(
    duration: Floats, observed: Bools, weight: Floats, entry: Floats | None
) -> tuple[Floats, Bools, Floats, Floats]:
    late = np.zeros_like(duration) if entry is None else entry
    if not duration.shape == observed.shape == weight.shape == late.shape or duration.ndim != 1:
        raise ValueError(
            "duration, observed, weight and entry must be one-dimensional and of one length"
        )
    if not np.all(duration >= 0) or not np.all(np.isfinite(duration)):
        raise ValueError("durations must be finite and not negative")
    if not np.all(weight > 0):
        raise ValueError("weights must be positive")
    if np.any((late > 0) & (late >= duration)):
        raise ValueError("an item cannot end before it is under observation")
    return duration, observed.astype(np.bool_), weight, late


def _totals(time: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """The distinct times, increasing, and the weight at each."""
    distinct, place = np.unique(time, return_inverse=True)
    return distinct, np.bincount(place, weight, distinct.size).astype(np.float64)


def _until(time: Floats, weight: Floats, at: Floats) -> Floats:
    """For each of ``at``: the weight whose time is at most that."""
    order = np.argsort(time, kind="stable")
    before = np.concatenate([[0.0], np.cumsum(weight[order])])
    return np.asarray(before[np.searchsorted(time[order], at, side="right")])


def _at_least(time: Floats, weight: Floats, at: Floats) -> Floats:
    """For each of ``at``: the weight whose time is at least that."""
    order = np.argsort(time, kind="stable")
    before = np.concatenate([[0.0], np.cumsum(weight[order])])
    return np.asarray(before[-1] - before[np.searchsorted(time[order], at, side="left")])


def _log_log(survival: Floats, hazard: Floats) -> tuple[Floats, Floats]:
    """Limits S^exp(+-z theta), theta = sqrt(hazard) / |ln S|; at S = 0 the lower is 0 and the upper stays as it was."""
    inside = (survival > 0) & (survival < 1)
    safe = np.where(inside, survival, 0.5)
    theta = np.sqrt(np.where(inside, hazard, 0.0)) / np.abs(np.log(safe))
    low = np.where(inside, safe ** np.exp(Z * theta), survival)
    high = np.where(inside, safe ** np.exp(-Z * theta), 1.0)
    gone = survival <= 0
    if gone.any():
        before = int(np.argmax(gone)) - 1
        high = np.where(gone, high[before] if before >= 0 else 1.0, high)
    return low, high
