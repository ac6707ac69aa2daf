"""Median lags; where lags are known only to within an interval, midpoints if that is harmless, Turnbull's estimate where
the interval lies between two looks, and bounds otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ripplemark.estimate.looks import between_looks, median_between_looks, share_between_looks
from ripplemark.estimate.outcome import Answer, beyond_bounds, hours_in_words, spanning
from ripplemark.estimate.proportion import check_ends
from ripplemark.estimate.series import Bools, Floats
from ripplemark.estimate.survival import SurvivalCurve, enough_watched, kaplan_meier
from ripplemark.estimate.turnbull import TurnbullCurve

HALF = 0.5
ROUNDING = 1e-12  # of survival, so that one half reached by a product counts as reached
NARROW = 0.25  # of the quantity of interest, SCIENCE.md B.2


@dataclass(frozen=True, slots=True)
class LagCurves:
    """The survival curves that interval-known lags allow.

    Attributes:
        early, late: with every lag at its low end, and at its high end; the true curve lies between them.
        middle: with every lag at its midpoint.
        low, high: shape (n,), hours; the intervals.
        narrow: True when the intervals are narrow against the middle curve's median (its follow-up where the median is not
            reached): then the median may be read from ``middle``, otherwise only from the two others.
        widest: hours, the widest interval that begins by the median.
        between: Turnbull's estimate where intervals are wide and lie between two looks; None otherwise.
    """

    early: SurvivalCurve
    late: SurvivalCurve
    middle: SurvivalCurve
    low: Floats
    high: Floats
    narrow: bool
    widest: float
    between: TurnbullCurve | None = None

    def at(self, hours: float) -> Answer:
        """The probability still up at ``hours``: from the middle curve where intervals are narrow against that, else bounds.

        Where the early and the late curve differ there by less than a quarter of the half width of the interval, the middle
        and an interval that holds for both. Where ends lie between two looks, Turnbull's estimate at all hours, so that the
        curve never rises.
        Bounds have no sampling error in them; the note adds it. Codes and errors as ``SurvivalCurve.at``.
        """
        middle = self.middle.at(hours)
        if self.between is not None and middle.estimable:
            return _with_resolution(self._estimated(self.between, hours, middle), self.widest)
        clear = narrow(self.low, self.high, hours)
        if clear or not middle.estimable:
            return _with_resolution(middle, self.widest)
        early, late = self.early.at(hours), self.late.at(hours)
        least = middle.value if early.value is None else early.value
        most = middle.value if late.value is None else late.value
        if least == most:
            return _with_resolution(middle, self.widest)
        near = spanning(middle, early, late)
        if near is not None:
            return _with_resolution(near, self.widest)
        note = (
            "Some times are known only to within a wide interval, so the share of these items lies between these two. "
            f"{beyond_bounds(early, late)} Finer times would narrow it."
        )
        bounds = self.middle.answer(None, least, most, "bounds", note)
        return _with_resolution(bounds, self.widest)

    def _estimated(self, between: TurnbullCurve, hours: float, middle: Answer) -> Answer:
        ends = self.early.at(hours).value, self.late.at(hours).value
        least, most = (middle.value if each is None else each for each in ends)
        return share_between_looks(between, self.middle, hours, (least or 0.0, most or 0.0))


def narrow(low: Floats, high: Floats, reference: float) -> bool:
    """True when no interval that begins by ``reference`` (hours) is wider than a quarter of it; True for no interval.

    An interval that lies wholly beyond the reference cannot move it, however wide: an item still up, last looked at on
    some day, says nothing about a median of hours.

    Source: SCIENCE.md, B.2 (the midpoint rule).
    """
    return _widest(low, high, reference) <= NARROW * reference


def _widest(low: Floats, high: Floats, reference: float) -> float:
    widths = (high - low)[low <= reference]
    return float(widths.max()) if widths.size else 0.0


def lag_curves(
    duration_low: Floats,
    duration_high: Floats,
    observed: Bools,
    weight: Floats,
    entry: Floats | None = None,
    looks: float | None = None,
) -> LagCurves:
    """Kaplan-Meier at the low ends, the high ends and the midpoints; Turnbull's estimate where looks make intervals wide.

    With delayed entry the curves begin once ten items are under observation (SCIENCE.md, B.2); Turnbull's estimate is made
    only where they begin at 0.

    Args:
        duration_low, duration_high: shape (n,), hours; the true lag lies between them (equal where exact); >= 0.
        observed: shape (n,), True where the item ended.
        weight: shape (n,), frequency weights.
        entry: shape (n,), hours, the lag at which each came under observation (delayed entry); None: 0 for all.
        looks: where ends lie between two looks, hours to within which their starts are known: these must be narrow against
            the median. None where intervals have other reasons, such as dates: of dates at both ends Turnbull's estimate
            is not unique (SCIENCE.md, B.4).

    Raises:
        ValueError: as ``kaplan_meier``, or a low end above its high end.
    """
    check_ends(duration_low, duration_high)
    early, late, middle = (
        kaplan_meier(duration, observed, weight, entry, enough_watched(entry))
        for duration in (duration_low, duration_high, (duration_low + duration_high) / 2)
    )
    median = median_survival(middle).value
    reference = middle.follow_up if median is None else median
    low, high = duration_low, duration_high
    widest = _widest(low, high, reference)
    clear = widest <= NARROW * reference
    between = None
    if looks is not None and looks <= NARROW * reference and not clear and _begins(middle):
        between = between_looks(low, high, observed, weight, entry, reference)
    return LagCurves(early, late, middle, low, high, clear, widest, between)


def _begins(curve: SurvivalCurve) -> bool:
    """True for a curve with enough items that begins at 0."""
    return not (curve.few or curve.sparse or curve.since > 0)


def median_lag(
    duration_low: Floats,
    duration_high: Floats,
    observed: Bools,
    weight: Floats,
    entry: Floats | None = None,
    looks: float | None = None,
) -> Answer:
    """The time by which half of the items had ended; hours.

    Args: as ``lag_curves``.

    Returns:
        With narrow intervals the median of the midpoint curve (``median_survival``). With some wider ones that move the
        median by no more than a quarter, the same value, and an interval from the early curve's lower to the late curve's
        upper limit. Where ends lie between two looks, Turnbull's estimate (``median_between_looks``), if it reaches one
        half. Otherwise 'bounds': the medians of the early and the late curve, without sampling error; ``high`` is
        None where the late one is not reached. NE_RIGHT when neither is reached; NE_FEW below 10 items or 5 events.

    Source:
        SCIENCE.md, B.2 and B.3.
    """
    curves = lag_curves(duration_low, duration_high, observed, weight, entry, looks)
    answer = median_survival(curves.middle)
    if curves.narrow or curves.middle.few or curves.middle.sparse:
        return _with_resolution(answer, curves.widest)
    early, late = median_survival(curves.early), median_survival(curves.late)
    if early.value is None:
        return _with_resolution(early, curves.widest)
    if answer.value and late.value and late.value - early.value <= NARROW * answer.value:
        note = (
            "Some times are known only to within a wide interval; the 95 % interval holds for their earliest and their "
            "latest."
        )
        both = curves.middle.answer(answer.value, early.low, late.high, "ok", note)
        return _with_resolution(both, curves.widest)
    if curves.between is not None:
        ends = early.value, late.value
        told = median_between_looks(curves.between, curves.middle, ends, NARROW)
        if told is not None:
            return _with_resolution(told, curves.widest)
    note = (
        "Some times are known only to within an interval too wide for its middle to stand for it, so the median lies "
        "between these two (without sampling error). Finer times would narrow it."
    )
    bounds = curves.middle.answer(None, early.value, late.value, "bounds", note)
    return _with_resolution(bounds, curves.widest)


def _with_resolution(answer: Answer, widest: float) -> Answer:
    return replace(answer, resolution=widest or None)


def median_survival(curve: SurvivalCurve) -> Answer:
    """The first time at which at most half are still up; hours.

    Returns:
        The interval holds the times where the log-log limits span one half (Brookmeyer-Crowley); an upper end that is not
        reached is None. NE_RIGHT when more than half are still up at the end: ``low`` is then the interval's lower end, or
        the longest follow-up where even that was not reached. NE_FEW below 10 items or 5 events.

    Source:
        Brookmeyer & Crowley (1982), Biometrics 38:29-41.
    """
    if curve.few or curve.sparse:
        return curve.too_few()
    value, low = (
        _first(curve.time, curve.survival <= HALF + ROUNDING),
        _first(curve.time, curve.low <= HALF + ROUNDING),
    )
    high = _first(curve.time, curve.high < HALF - ROUNDING)
    if value is None:
        left = float(curve.survival[-1])
        note = (
            f"Not reached: {left:.0%} are still up after {hours_in_words(curve.follow_up)}. "
            "Come back when more items have ended."
        )
        return curve.answer(None, curve.follow_up if low is None else low, None, "NE_RIGHT", note)
    note = "" if high is not None else "The upper end of the interval is not reached yet."
    return curve.answer(value, low, high, note=note)


def _first(time: Floats, where: Bools) -> float | None:
    return float(time[np.argmax(where)]) if where.any() else None
