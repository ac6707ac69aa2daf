"""What ended the items, and by when: cumulative incidence of causes that compete, items still up counted (Aalen-Johansen)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from ripplemark.estimate.lag import NARROW
from ripplemark.estimate.outcome import NARROWLY, SMALL, Answer, beyond_bounds, spanning
from ripplemark.estimate.proportion import check_ends
from ripplemark.estimate.series import Floats
from ripplemark.estimate.survival import (
    LEAST_EVENTS,
    SurvivalCurve,
    Z,
    enough_watched,
    kaplan_meier,
)

LEAST_ITEMS = 20  # SCIENCE.md, G.19; and 5 that ended by the cause
CERTAIN = 1 - 1e-12  # of an incidence, so that one reached by a sum counts as reached
UP = 0  # the cause of items that nothing has ended
Causes = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CauseCurves:
    """For each cause the probability of having been ended by it, at each time at which anything ended.

    Attributes:
        overall: the curve of items still up, whatever ends them; with row k its survival, 1 = survival + sum of incidence.
        incidence: shape (causes, k), in [0, 1]; row c - 1 is cause c, just after each of ``overall.time``.
        variance: shape (causes, k), after Marubini & Valsecchi.
        low, high: shape (causes, k), log-log 95 % limits.
        ended: shape (causes,), weighted items that each cause ended.
    """

    overall: SurvivalCurve
    incidence: Floats
    variance: Floats
    low: Floats
    high: Floats
    ended: Floats

    @property
    def standard_error(self) -> Floats:
        """Shape (causes, k): square root of the variance."""
        return np.sqrt(self.variance)

    def few(self, cause: int) -> bool:
        """True below 20 items, or 5 that the cause ended (any cause, for UP)."""
        ended = self.overall.ended if cause == UP else self.ended[cause - 1]
        return bool(self.overall.n < LEAST_ITEMS or ended < LEAST_EVENTS or self.overall.sparse)

    def at(self, cause: int, hours: float) -> Answer:
        """The probability of having been ended by ``cause`` within ``hours``; of being still up then, for UP.

        ``events`` counts what the cause ended (everything that ended, for UP), ``censored`` what was still up when last
        seen. Before the cause's first event 0, and the upper limit is 1 - 0.025 to the power 1/n (exact binomial, n at
        risk). NE_FEW below 20 items or 5 events of the cause, NE_RIGHT beyond the longest follow-up, NE_LEFT before the
        curve begins (delayed entry).

        Raises:
            ValueError: ``hours`` negative.
        """
        if self.few(cause):
            return self.too_few(cause)
        still = self.overall.at(hours)
        if cause == UP or not still.estimable:
            return self._counting(still, cause)
        step = int(np.searchsorted(self.overall.time, hours, side="right")) - 1
        value, low, high = 0.0, 0.0, 1.0
        if step >= 0 and self.incidence[cause - 1, step] > 0:
            limits = (self.incidence, self.low, self.high)
            value, low, high = (float(each[cause - 1, step]) for each in limits)
        else:
            watched = self.overall.at_risk[step] if step >= 0 else self.overall.begun
            high = 1 - float(0.025 ** (1 / watched))
        return self._counting(replace(still, value=value, low=low, high=high), cause)

    def too_few(self, cause: int) -> Answer:
        """NE_FEW with the counts in its note."""
        if self.overall.sparse:
            return self._counting(self.overall.too_few(), cause)
        ended = self.overall.ended if cause == UP else float(self.ended[cause - 1])
        what = "ended" if cause == UP else "ended in this way"
        note = (
            f"{ended:.0f} of {self.overall.n:.0f} items {what}; a share by time needs {LEAST_ITEMS} items and "
            f"{LEAST_EVENTS} that {what}: read the counts, or add items."
        )
        return self._counting(self.overall.answer(None, None, None, "NE_FEW", note), cause)

    def _counting(self, answer: Answer, cause: int) -> Answer:
        return (
            answer if cause == UP else replace(answer, events=round(float(self.ended[cause - 1])))
        )


def aalen_johansen(
    duration: Floats,
    cause: Causes,
    weight: Floats,
    causes: int,
    entry: Floats | None = None,
    least_at_risk: float = 0.0,
) -> CauseCurves:
    """Cumulative incidence of each cause where what one cause ends can no longer be ended by another.

    F_k(t) = sum over t_j <= t of S(t_j -) d_kj / n_j, with S the share still up whatever ends it. One minus Kaplan-Meier with
    the other causes censored is not that: it answers what would be if they did not exist, and is too high.

    Args:
        duration: shape (n,), hours from the clock's start to the end or to the last observation; >= 0. Ties are exact.
        cause: shape (n,), 0 where the item was still up, else the number 1 ... ``causes`` of what ended it; a cause that
            nobody knows is a cause of its own.
        weight, entry, least_at_risk: as ``kaplan_meier``.

    Raises:
        ValueError: as ``kaplan_meier``, or a cause out of range.

    Source:
        Aalen & Johansen (1978), Scandinavian Journal of Statistics 5:141-150; variance after Marubini & Valsecchi (1995),
        section 10.2, as in SCIENCE.md, B.3; limits F^exp(+-z se / (F |ln F|)).
    """
    if np.any((cause < 0) | (cause > causes)) or cause.shape != duration.shape:
        raise ValueError("each item needs a cause from 0 to the number of causes")
    overall = kaplan_meier(duration, cause > 0, weight, entry, least_at_risk)
    ended = np.bincount(cause, weight, causes + 1)[1:].astype(np.float64)
    before = np.concatenate([[1.0], overall.survival[:-1]])[: overall.time.size]
    events = _events(overall.time, duration, cause, weight, causes)
    rows = [_incidence(overall, before, its) for its in events]
    shape = (causes, 4, overall.time.size)
    incidence, variance, low, high = np.array(rows).reshape(shape).swapaxes(0, 1)
    return CauseCurves(overall, incidence, variance, low, high, ended)


def _events(time: Floats, duration: Floats, cause: Causes, weight: Floats, causes: int) -> Floats:
    """Shape (causes, k): the weight that each cause ended at each of ``time``; what lies before these is left out."""
    kept = (cause > 0) & (duration >= time[0]) if time.size else np.zeros(cause.shape, np.bool_)
    place = (cause[kept] - 1) * time.size + np.searchsorted(time, duration[kept])
    found = np.bincount(place, weight[kept], causes * time.size).astype(np.float64)
    return found.reshape(causes, time.size)


def _incidence(
    overall: SurvivalCurve, before: Floats, events: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Incidence, variance and limits of one cause, from its events and the share still up before each time."""
    risk, every = overall.at_risk, overall.events
    share = np.cumsum(before * events / risk)
    share = np.where(share < CERTAIN, share, 1.0)
    left = np.where(overall.survival > 0, risk - every, 1.0)
    a = np.where(overall.survival > 0, every / (risk * left), 0.0)  # after the last nothing changes
    b = before**2 * (risk - events) * events / risk**3
    c = before * events / risk**2
    # The sums of (F(t) - F(t_i))^2 a_i + b_i - 2 (F(t) - F(t_i)) c_i over t_i <= t, multiplied out.
    squares = share**2 * np.cumsum(a) - 2 * share * np.cumsum(share * a) + np.cumsum(share**2 * a)
    mixed = share * np.cumsum(c) - np.cumsum(share * c)
    variance = np.maximum(squares + np.cumsum(b) - 2 * mixed, 0.0)
    variance = np.where(share < 1, variance, 0.0)
    return share, variance, *_limits(share, variance)


def _limits(share: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Log-log limits, within [0, 1]; where everything ended by this cause the lower one stays as it was."""
    inside = (share > 0) & (share < 1)
    safe = np.where(inside, share, 0.5)
    theta = Z * np.sqrt(np.where(inside, variance, 0.0)) / (safe * np.abs(np.log(safe)))
    low = np.where(inside, safe ** np.exp(theta), 0.0)
    high = np.where(inside, safe ** np.exp(-theta), np.where(share > 0, 1.0, 0.0))
    last = int(np.searchsorted(share, 1.0)) - 1
    return np.where(share < 1, low, low[last] if last >= 0 else 0.0), high


@dataclass(frozen=True, slots=True)
class CauseBounds:
    """Cumulative incidence of lags that may be known only to within an interval.

    ``middle`` has every lag at its midpoint; ``low``, ``high``, ``cause``, ``weight`` and ``entry`` are what
    ``cause_curves`` was given. ``kept`` holds curves that are made at the first need.
    """

    middle: CauseCurves
    low: Floats
    high: Floats
    cause: Causes
    weight: Floats
    entry: Floats | None
    kept: list[CauseCurves] = field(default_factory=list, repr=False, compare=False)

    @property
    def times(self) -> Floats:
        """Hours at which the middle curves have a step."""
        return self.middle.overall.time

    def along(self, cause: int, hours: Floats) -> list[Answer]:
        """The probability of having been ended by ``cause`` (still up, for UP) at each of ``hours``.

        From the middle curve where times are exact. Else the extreme readings count: every lag at its low or high end (which an
        interval does not hold at the low side), and those of the cause at one end with all others at the other. Where these
        differ by less than a quarter of the half width of the interval (all of it where every interval that begins by then is
        narrow against the time), the middle with an interval that holds for all; otherwise 'bounds', without sampling error, which the note adds. Codes as ``CauseCurves.at``.
        """
        answers = [self.middle.at(cause, float(at)) for at in hours]
        widest = self._widest(hours)
        wide = (widest > 0) & np.array([answer.estimable for answer in answers], np.bool_)
        readings = self._readings(cause, float(hours[wide].max())) if np.any(wide) else []
        small = np.where(widest > NARROW * hours, SMALL, NARROWLY)
        told = [
            _over(answer, [each.at(cause, float(at)) for each in readings], much)
            if unclear
            else answer
            for answer, at, unclear, much in zip(answers, hours, wide, small.tolist(), strict=True)
        ]
        return [
            replace(answer, resolution=float(width) or None)
            for answer, width in zip(told, widest, strict=True)
        ]

    def _widest(self, hours: Floats) -> Floats:
        """The widest interval that begins by each of ``hours``."""
        if np.array_equal(self.low, self.high):
            return np.zeros_like(hours)
        order = np.argsort(self.low)
        widths = np.concatenate([[0.0], np.maximum.accumulate((self.high - self.low)[order])])
        return np.asarray(widths[np.searchsorted(self.low[order], hours, side="right")])

    def _readings(self, cause: int, until: float) -> list[CauseCurves]:
        """The extreme readings that can differ by ``until`` hours.

        Where all are watched until then, a share is a count, and those of a cause at one end and all others at the other
        tell nothing new.
        """
        low, high, its = self._soonest, self.high, self.cause == cause
        lost = bool(np.any(low[self.cause == UP] < until)) or self._late
        mixed = [(low, high), (high, low)] if cause != UP and lost else []
        return [*self._ends(), *(self._read(np.where(its, one, other)) for one, other in mixed)]

    def _ends(self) -> tuple[CauseCurves, CauseCurves]:
        """Every lag at its low end, and at its high end; made once."""
        if not self.kept:
            self.kept.extend((self._read(self._soonest), self._read(self.high)))
        return self.kept[0], self.kept[1]

    @property
    def _soonest(self) -> Floats:
        """Low ends; of intervals, just above them."""
        return np.where(self.low < self.high, np.nextafter(self.low, np.inf), self.low)

    @property
    def _late(self) -> bool:
        return self.entry is not None and bool(np.any(self.entry > 0))

    def _read(self, duration: Floats) -> CauseCurves:
        return _curves(duration, self.cause, self.weight, self.middle.ended.size, self.entry)


def cause_curves(
    duration_low: Floats,
    duration_high: Floats,
    cause: Causes,
    weight: Floats,
    causes: int,
    entry: Floats | None = None,
) -> CauseBounds:
    """Aalen-Johansen for lags of which each lies between two ends; with delayed entry once ten items are watched.

    Args:
        duration_low, duration_high: shape (n,), hours; the true lag lies between them (equal where exact); >= 0.
        cause, weight, causes, entry: as ``aalen_johansen``.

    Raises:
        ValueError: as ``aalen_johansen``, or a low end above its high end.

    Source:
        SCIENCE.md, B.2 and B.3.
    """
    check_ends(duration_low, duration_high)
    middle = _curves((duration_low + duration_high) / 2, cause, weight, causes, entry)
    return CauseBounds(middle, duration_low, duration_high, cause, weight, entry)


def _curves(
    duration: Floats, cause: Causes, weight: Floats, causes: int, entry: Floats | None
) -> CauseCurves:
    return aalen_johansen(duration, cause, weight, causes, entry, enough_watched(entry))


def _over(middle: Answer, readings: list[Answer], small: float) -> Answer:
    """The middle where the readings agree or nearly do, their extremes as bounds where they do not."""
    found = [each for each in readings if each.value is not None]
    order = sorted((middle, *found), key=lambda each: each.value or 0.0)
    least, most = order[0], order[-1]
    if least.value == most.value:
        return middle
    near = spanning(middle, least, most, small=small)
    if near is not None:
        return near
    note = (
        "Some times are known only to within a wide interval, so the share of these items lies between these two. "
        f"{beyond_bounds(least, most)} Finer times would narrow it."
    )
    bounds = replace(middle, value=None, low=least.value, high=most.value, status="bounds")
    return bounds.noting(note)
