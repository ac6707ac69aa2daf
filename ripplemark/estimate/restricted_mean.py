"""The mean time that items stayed up, counted up to a horizon: it needs no median to be reached, and no guess beyond the last look."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ripplemark.estimate.lag import NARROW, LagCurves
from ripplemark.estimate.looks import mean_between_looks
from ripplemark.estimate.outcome import Answer, hours_in_words
from ripplemark.estimate.survival import SurvivalCurve, Z


def restricted_mean(curve: SurvivalCurve, horizon: float) -> Answer:
    """The mean of the time up, each item counted for no more than ``horizon`` hours: the area under the curve up to there.

    Args:
        curve: from ``kaplan_meier``.
        horizon: hours; > 0.

    Returns:
        Hours, with the interval value +- 1.96 standard errors, kept within 0 and the horizon. NE_RIGHT where some are still
        up at the end of a follow-up shorter than the horizon; NE_LEFT where the curve begins only at the horizon or later
        (delayed entry: before its beginning the items are taken as up, and the note says of whom the number holds); NE_FEW
        below 10 items or 5 events.

    Raises:
        ValueError: ``horizon`` not positive.

    Source:
        Irwin (1949), Journal of Hygiene 47:188-189; the variance after Greenwood, SCIENCE.md, B.3. It is the squared standard
        error of the mean, not the variance of the single times.
    """
    if not horizon > 0:
        raise ValueError("a horizon must be positive")
    if curve.few or curve.sparse:
        return curve.too_few()
    if horizon <= curve.since:
        return curve.too_late()
    if horizon > curve.follow_up and curve.survival[-1] > 0:
        return _not_followed(curve, horizon)
    value, error = area(curve, horizon)
    return curve.answer(value, max(value - Z * error, 0.0), min(value + Z * error, horizon))


def area(curve: SurvivalCurve, horizon: float) -> tuple[float, float]:
    """The area under the curve from 0 to ``horizon``, and its standard error; hours.

    Var = sum over event times t_j of [area from t_j to the horizon]^2 d_j / (n_j (n_j - d_j)).
    """
    before = curve.time < horizon
    time, level = curve.time[before], curve.survival[before]
    pieces = level * np.diff(np.append(time, horizon))
    ahead = np.cumsum(pieces[::-1])[::-1]  # from each event time to the horizon
    first = float(time[0]) if time.size else horizon
    risk, events = curve.at_risk[before], curve.events[before]
    left = np.where(level > 0, risk - events, 1.0)
    hazard = np.where(level > 0, events / (risk * left), 0.0)  # at 0 nothing lies ahead
    return first + float(pieces.sum()), float(np.sqrt(np.sum(ahead**2 * hazard)))


def _not_followed(curve: SurvivalCurve, horizon: float) -> Answer:
    note = (
        f"No item was followed for {hours_in_words(horizon)}, the longest for {hours_in_words(curve.follow_up)}: ask for a "
        f"horizon (tau) of {curve.follow_up:.4g} h or less, or come back later."
    )
    return curve.answer(None, None, None, "NE_RIGHT", note)


def restricted_mean_lag(curves: LagCurves, horizon: float) -> Answer:
    """The restricted mean of lags that may be known only to within an interval; hours.

    Args:
        curves: from ``lag_curves``.
        horizon: hours; > 0.

    Returns:
        Where ends lie between two looks, the area under Turnbull's estimate (``mean_between_looks``). Where no interval that
        begins by the horizon is wider than a quarter of the mean: that of the midpoint curve. Where
        the early and the late curve give means that differ by no more than a quarter: the same value, and an interval from
        the lower limit of the one to the upper limit of the other. Otherwise 'bounds': the two means, without sampling
        error, which the note adds. Codes as ``restricted_mean``; whether the items were followed is asked of the midpoints.

    Source:
        SCIENCE.md, B.2 and B.3.
    """
    middle = restricted_mean(curves.middle, horizon)
    if middle.value is None:
        return middle
    widths = (curves.high - curves.low)[curves.low <= horizon]
    widest = float(widths.max()) if widths.size else 0.0
    if curves.between is not None:
        ends = area(curves.early, horizon)[0], area(curves.late, horizon)[0]
        middle = mean_between_looks(curves.between, curves.middle, horizon, ends, NARROW)
    elif widest > NARROW * (middle.value or 0.0):
        middle = _of_wide(curves, middle, horizon)
    return replace(middle, resolution=widest or None)


def _of_wide(curves: LagCurves, middle: Answer, horizon: float) -> Answer:
    ends = []
    for curve in (curves.early, curves.late):
        value, error = area(curve, horizon)
        ends.append((value, max(value - Z * error, 0.0), min(value + Z * error, horizon)))
    (least, low, _), (most, _, high) = ends
    if middle.value and most - least <= NARROW * middle.value:
        note = (
            "Some times are known only to within a wide interval; the 95 % interval holds for their earliest and their "
            "latest."
        )
        return curves.middle.answer(middle.value, low, high, note=note)
    note = (
        "Some times are known only to within an interval too wide for its middle to stand for it, so the mean of these items "
        f"lies between these two. Sampling error comes on top: with it, {hours_in_words(low)} to {hours_in_words(high)}. "
        "Finer times would narrow it."
    )
    return curves.middle.answer(None, least, most, "bounds", note)
