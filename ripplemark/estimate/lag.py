"""Curves of lags and their median; where lags are known only to within an interval, midpoints if that is harmless, Turnbull's
estimate where the interval lies between two looks, and bounds otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ripplemark.estimate.looks import (
    MANY,
    between_looks,
    median_between_looks,
    share_between_looks,
)
from ripplemark.estimate.outcome import FOR_BOTH, NARROWLY, SMALL, Answer, beyond, hours_in_words
from ripplemark.estimate.proportion import check_ends
from ripplemark.estimate.series import Bools, Floats
from ripplemark.estimate.survival import SurvivalCurve, enough_watched, kaplan_meier
from ripplemark.estimate.turnbull import TurnbullCurve

HALF = 0.5
ROUNDING = 1e-12  # of survival, so that one half reached by a product counts as reached
NARROW = 0.25  # of the quantity of interest, SCIENCE.md B.2
CLOSE = 0.05
"""Looks no farther apart than this share of the quantity of interest: their middles or bounds say all that there is to say."""


@dataclass(frozen=True, slots=True)
class LagCurves:
    """The survival curves that interval-known lags allow: everything that is said of these lags is read from them.

    Attributes:
        early, late: with every lag at its low end, and at its high end; the true curve lies between them.
        middle: with every lag at its midpoint.
        soonest: as ``early``, with lags that are intervals just above their low end, which they do not hold: what had ended by
            some hours at the earliest.
        low, high, observed, weight, entry: shape (n,), what ``lag_curves`` was given.
        narrow: True when the intervals are narrow against the middle curve's median (its follow-up where the median is not
            reached): then the median may be read from ``middle``, otherwise only from the two others.
        widest: hours, the widest interval that begins by the median.
        between: Turnbull's estimate where ends lie between two looks that are not close together; None otherwise.
    """

    early: SurvivalCurve
    late: SurvivalCurve
    middle: SurvivalCurve
    soonest: SurvivalCurve
    low: Floats
    high: Floats
    observed: Bools
    weight: Floats
    entry: Floats
    narrow: bool
    widest: float
    between: TurnbullCurve | None = None

    def at(self, hours: float) -> Answer:
        """The probability still up at ``hours``.

        Where ends lie between two looks, Turnbull's estimate at all hours, so that the curve never rises. Otherwise the middle
        curve, with an interval that holds for the earliest and the latest times, unless times too coarse leave more open than
        sampling does (``undecided``): then 'bounds'. Bounds have no sampling error in them; the note adds it. Codes and errors as
        ``SurvivalCurve.at``.
        """
        middle = self.middle.at(hours)
        if middle.estimable and self.between is not None:
            told = share_between_looks(self.between, self.middle, hours, self.ends(hours))
        elif middle.estimable:
            told = self._read(middle, hours)
        else:
            told = middle
        return _with_resolution(told, self.widest)

    def _read(self, middle: Answer, hours: float) -> Answer:
        extremes = [read for curve in self._extremes if (read := curve.reading(hours)) is not None]
        lows = [low for _, low, _ in extremes if low is not None]
        highs = [high for *_, high in extremes if high is not None]
        open_ends = self.undecided(hours)
        if open_ends is not None:
            note = (
                "Some times are known only to within a wide interval, so the share of these items lies between these two. "
                f"{beyond(lows, highs)} Finer times would narrow it."
            )
            return self.middle.answer(None, *open_ends, "bounds", note)
        if len({value for value, *_ in extremes} | {middle.value}) == 1:
            return middle
        low, high = min([middle.low or 0.0, *lows]), max([middle.high or 0.0, *highs])
        return replace(middle, low=low, high=high).noting(FOR_BOTH)

    @property
    def _extremes(self) -> tuple[SurvivalCurve, SurvivalCurve]:
        return self.soonest, self.late

    def ends(self, hours: float) -> tuple[float, float]:
        """The least and the greatest share still up at ``hours`` with all lags at their low or high ends, or in the middle."""
        curves = (*self._extremes, self.middle)
        found = [read[0] for curve in curves if (read := curve.reading(hours)) is not None]
        return min(found, default=0.0), max(found, default=1.0)

    def undecided(self, hours: float) -> tuple[float, float] | None:
        """The two ends of the share still up at ``hours``, where they differ by more than what sampling covers; else None.

        That is a quarter of the half width of the middle curve's interval, or all of it where no interval that begins by then
        is wider than a quarter of ``hours``.
        """
        middle = self.middle.reading(hours)
        least, most = self.ends(hours)
        if middle is None or most == least:
            return None
        small = NARROWLY if narrow(self.low, self.high, hours) else SMALL
        if most - least < small * (middle[2] - middle[1]) / 2:
            return None
        return least, most


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

    With delayed entry the curves begin once ten items are under observation (SCIENCE.md, B.3); Turnbull's estimate is made
    only where they begin at 0. Looks that are close together need none where midpoints leave nothing open.

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
    low, high = duration_low, duration_high
    late_entry = np.zeros_like(low) if entry is None else entry
    after = np.where(low < high, np.nextafter(low, np.inf), low)
    readings = (low,) if np.array_equal(low, high) else (low, high, (low + high) / 2, after)
    curves = [
        kaplan_meier(duration, observed, weight, late_entry, enough_watched(late_entry))
        for duration in readings
    ]
    early, late, middle, soonest = curves if len(curves) > 1 else curves * 4
    median = median_survival(middle).value
    reference = middle.follow_up if median is None else median
    widest = _widest(low, high, reference)
    clear = widest <= NARROW * reference
    found = LagCurves(
        early, late, middle, soonest, low, high, observed, weight, late_entry, clear, widest
    )
    if looks is None or looks > NARROW * reference or not _begins(middle):
        return found
    if clear and (widest <= CLOSE * reference or not _anywhere_undecided(found)):
        return found
    return replace(found, between=between_looks(low, high, observed, weight, late_entry, reference))


def _anywhere_undecided(curves: LagCurves) -> bool:
    """True where at some hours coarse times leave more open than sampling does."""
    steps = np.unique(np.concatenate([curves.soonest.time, curves.late.time]))
    if steps.size > MANY:
        steps = np.quantile(steps, np.linspace(0, 1, MANY), method="higher")
    return any(curves.undecided(float(at)) is not None for at in steps)


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
        Where ends lie between two looks, Turnbull's estimate (``median_between_looks``), if it reaches one half. With narrow
        intervals the median of the midpoint curve (``median_survival``). With some wider ones that move the median by no more
        than a quarter, the same value, and an interval from the early curve's lower to the late curve's upper limit.
        Otherwise 'bounds': the medians of the early and the late curve, without sampling error; ``high`` is
        None where the late one is not reached. NE_RIGHT when neither is reached; NE_FEW below 10 items or 5 events.

    Source:
        SCIENCE.md, B.2 and B.3.
    """
    return median_of(lag_curves(duration_low, duration_high, observed, weight, entry, looks))


def median_of(curves: LagCurves) -> Answer:
    """The median of lags whose curves are made already; as ``median_lag``."""
    answer = median_survival(curves.middle)
    if curves.middle.few or curves.middle.sparse:
        return _with_resolution(answer, curves.widest)
    early, late = median_survival(curves.early), median_survival(curves.late)
    if curves.between is not None and early.value is not None:
        told = median_between_looks(
            curves.between, curves.middle, (early.value, late.value), NARROW
        )
        if told is not None:
            return _with_resolution(told, curves.widest)
    if curves.narrow:
        return _with_resolution(answer, curves.widest)
    if early.value is None:
        return _with_resolution(early, curves.widest)
    if answer.value and late.value and late.value - early.value <= NARROW * answer.value:
        note = (
            "Some times are known only to within a wide interval; the 95 % interval holds for their earliest and their "
            "latest."
        )
        both = curves.middle.answer(answer.value, early.low, late.high, "ok", note)
        return _with_resolution(both, curves.widest)
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
