"""What share ended within a deadline: a binomial share, a point of the survival curve, or bounds; never another number than it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ripplemark.estimate.lag import LagCurves, lag_curves
from ripplemark.estimate.looks import share_between_looks
from ripplemark.estimate.outcome import FOR_BOTH, Answer, Status, beyond, hours_in_words
from ripplemark.estimate.proportion import binomial_interval
from ripplemark.estimate.series import Bools, Floats
from ripplemark.estimate.survival import LEAST_ITEMS, SurvivalCurve


def share_within(
    duration_low: Floats,
    duration_high: Floats,
    observed: Bools,
    weight: Floats,
    deadline: float,
    entry: Floats | None = None,
    looks: float | None = None,
) -> Answer:
    """The share of items that ended within ``deadline`` hours.

    Args:
        duration_low, duration_high: shape (n,), hours; the true duration is above the one and up to the other (equal where
            exact); >= 0.
        observed: shape (n,), True where the item ended, False where it was still up at that duration.
        weight: shape (n,), frequency weights.
        deadline: hours; > 0.
        entry: shape (n,), hours at which an item came under observation (delayed entry), below its duration; None or 0 is
            from the start.
        looks: as ``lag_curves`` takes it.

    Returns:
        1 - S(deadline) of ``LagCurves.at``, whatever that is: a number of Kaplan-Meier's, Turnbull's estimate, or bounds.
        Where nothing was censored before the deadline and nothing entered late, that is hits over items, and the interval is
        Wilson's or Clopper and Pearson's in place of the curve's. Items are at risk only from their entry on: what was gone
        before anybody looked is in no log, and hits over items would be too low for it. With late entries the curve begins once
        ten items are under observation, and the note says so (NE_LEFT where that is after the deadline). Bounds are the shares
        with all durations at their high and at their low ends, without sampling error, which the note adds. NE_GRANULARITY
        when the lower bound is 0 and the intervals are wider than the deadline; ``high`` stays. NE_FEW below 10 items, or
        below 10 at one time with late entries; NE_RIGHT when nobody was followed to the deadline.

    Raises:
        ValueError: shapes differ, a low end above its high end, a negative duration, or a deadline not positive.

    Source:
        SCIENCE.md, B.2, B.4 and B.5.
    """
    curves = lag_curves(duration_low, duration_high, observed, weight, entry, looks)
    return share_gone(curves, deadline)


def share_gone(curves: LagCurves, deadline: float) -> Answer:
    """The share that ended within ``deadline`` hours, of lags whose curves are made already; as ``share_within``."""
    if not deadline > 0:
        raise ValueError("a deadline must be positive")
    if curves.middle.n < LEAST_ITEMS:
        return _few(curves, deadline)
    middle = _share(curves, curves.middle, (curves.low + curves.high) / 2, deadline)
    if not middle.estimable:
        return middle
    if curves.between is not None:
        return share_between_looks(
            curves.between, curves.middle, deadline, curves.ends(deadline), gone=True
        )
    after = np.where(curves.low < curves.high, np.nextafter(curves.low, np.inf), curves.low)
    extremes = [
        each
        for curve, duration in ((curves.late, curves.high), (curves.soonest, after))
        if (each := _share(curves, curve, duration, deadline)).estimable
    ]
    lows = [each.low for each in extremes if each.low is not None]
    highs = [each.high for each in extremes if each.high is not None]
    open_ends = curves.undecided(deadline)
    if open_ends is not None:
        ends = 1 - open_ends[1], 1 - open_ends[0]
        return _bounds(curves, ends, beyond(lows, highs), deadline)
    if all(each.value == middle.value for each in extremes):
        return middle
    low, high = min([middle.low or 0.0, *lows]), max([middle.high or 0.0, *highs])
    return replace(middle, low=low, high=high).noting(FOR_BOTH)


def _share(curves: LagCurves, curve: SurvivalCurve, duration: Floats, deadline: float) -> Answer:
    """The share of a curve made of exact durations."""
    if np.any(curves.entry > 0):
        return _of_late(curves, curve, duration, deadline)
    if not np.any(~curves.observed & (duration < deadline)):
        hits = float(curves.weight[curves.observed & (duration <= deadline)].sum())
        return curve.answer(hits / curve.n, *binomial_interval(hits, curve.n))
    note = "Some items were last seen up before the deadline; the share allows for them (Kaplan-Meier)."
    return _from_curve(curve, float(curves.weight[duration >= deadline].sum()), deadline, note)


def _of_late(curves: LagCurves, curve: SurvivalCurve, duration: Floats, deadline: float) -> Answer:
    """The share where some items came under observation late."""
    if curve.sparse:
        return curve.too_few()
    if curve.since > deadline:
        return curve.too_late()
    note = "Some items were found late; the share counts each only from then on (Kaplan-Meier)."
    followed = float(curves.weight[(duration >= deadline) & (curves.entry < deadline)].sum())
    return _from_curve(curve, followed, deadline, note)


def _from_curve(curve: SurvivalCurve, followed: float, deadline: float, note: str) -> Answer:
    """1 - S(deadline); without an event by then, the exact interval of 0 among those followed to the deadline."""
    read = curve.reading(deadline)
    if read is None:
        told = (
            f"No item was followed for {hours_in_words(deadline)}, the longest for "
            f"{hours_in_words(curve.follow_up)}: come back when they have been."
        )
        return curve.answer(None, None, None, "NE_RIGHT", told)
    value, low, high = read
    if value >= 1:
        return curve.answer(0.0, 0.0, binomial_interval(0.0, followed)[1], note=note)
    return curve.answer(1 - value, 1 - high, 1 - low, note=note)


def _bounds(curves: LagCurves, ends: tuple[float, float], sampling: str, deadline: float) -> Answer:
    """The two ends of what coarse times leave open, or no number where they leave open whether any ended."""
    low, high = ends
    holding = (curves.low < deadline) & (deadline < curves.high)
    widths = (curves.high - curves.low)[holding & curves.observed]
    status: Status = "bounds"
    note = (
        "Some times are known only to within an interval that holds the deadline, so the share of these items lies "
        f"between these two. {sampling} Finer times would narrow it."
    )
    if low == 0 and widths.size and float(np.min(widths)) > deadline:
        status = "NE_GRANULARITY"
        note = (
            f"The times are known only to within {hours_in_words(float(np.min(widths)))} or more, wider than the deadline "
            f"of {hours_in_words(deadline)}: the share may be anything up to {high:.0%}. Finer times are needed."
        )
    told = curves.middle.answer(None, low, high, status, note)
    return replace(told, resolution=float(np.max(widths)) if widths.size else curves.widest)


def _few(curves: LagCurves, deadline: float) -> Answer:
    low, high, weight = curves.low, curves.high, curves.weight
    n, hits = curves.middle.n, float(weight[curves.observed & (high <= deadline)].sum())
    perhaps = float(weight[curves.observed & (low < deadline) & (deadline < high)].sum())
    unclear = f", perhaps {hits + perhaps:.0f}" if perhaps else ""
    note = (
        f"{hits:.0f}{unclear} of {n:.0f} were gone within {hours_in_words(deadline)}; too few for a share, which needs "
        f"{LEAST_ITEMS}: read the counts, or add items."
    )
    ended = curves.middle.ended
    return Answer(None, None, None, "NE_FEW", round(n), round(ended), round(n - ended), note)
