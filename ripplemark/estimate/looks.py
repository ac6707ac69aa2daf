"""Answers from ends that lie between two looks: Turnbull's estimate where it has one value, its two ends where not."""

from __future__ import annotations

import numpy as np

from ripplemark.estimate.bootstrap import quantiles
from ripplemark.estimate.outcome import SMALL, Answer, hours_in_words
from ripplemark.estimate.series import Bools, Floats
from ripplemark.estimate.survival import SurvivalCurve
from ripplemark.estimate.turnbull import COPIES, TurnbullCurve, turnbull

MANY = 500
"""From so many different intervals on, their ends are put on a grid."""
GRID = 0.01
"""Its step, as a share of the quantity of interest."""
_HOW = f"Ends lie between two looks: Turnbull's estimate, its interval from {COPIES} samples of the items."


def between_looks(
    low: Floats,
    high: Floats,
    observed: Bools,
    weight: Floats,
    entry: Floats | None,
    reference: float,
) -> TurnbullCurve:
    """Turnbull's estimate with its bootstrap, fast for any number of items.

    Args: as ``turnbull``; ``reference``: hours, > 0, the quantity of interest. Of more than 500 different intervals the
        ends are put on a grid of a hundredth of it, outwards, so that each interval still holds its end.
    """
    late = np.zeros_like(low) if entry is None else entry
    if len(np.unique(np.column_stack([low, high]), axis=0)) > MANY:
        step = GRID * reference
        low, high = np.floor(low / step) * step, np.ceil(high / step) * step
        late = np.minimum(late, low)
    return turnbull(low, high, observed, weight, late, COPIES)


def share_between_looks(
    curve: TurnbullCurve,
    middle: SurvivalCurve,
    hours: float,
    certain: tuple[float, float],
    *,
    gone: bool = False,
) -> Answer:
    """The share still up at ``hours``, or ``gone`` by then.

    Args:
        middle: the curve of the midpoints, for its counts.
        certain: the least and the greatest share still up with all ends at their earliest and latest, told beside the estimate.

    Returns:
        A value where the estimate has one, or two that differ by less than a quarter of the interval's half width;
        otherwise 'bounds', whose note adds the sampling error.
    """
    least, most = curve.still_up(hours)
    lows, highs = curve.still_up_copies(hours)
    low, high = min(quantiles(lows)[0], least), max(quantiles(highs)[2], most)
    if low >= 1:
        low = float(0.025 ** (1 / middle.n))  # exact binomial, as where no curve has begun to fall
    if high <= 0:
        high = 1 - float(0.025 ** (1 / middle.n))
    if gone:
        least, most, low, high = 1 - most, 1 - least, 1 - high, 1 - low
        certain = 1 - certain[1], 1 - certain[0]
    if most - least <= SMALL * (high - low) / 2:
        beside = f"Of these items, whenever between their looks they ended, it is {certain[0]:.0%} to {certain[1]:.0%}."
        return middle.answer((least + most) / 2, low, high, note=f"{_HOW} {beside}")
    note = (
        "Ends lie between two looks, and when between them the data do not say: the share lies between these two (Turnbull's "
        f"estimate). Sampling error comes on top: with it, {low:.0%} to {high:.0%}. Looks closer together would narrow it."
    )
    return middle.answer(None, least, most, "bounds", note)


def median_between_looks(
    curve: TurnbullCurve, middle: SurvivalCurve, certain: tuple[float, float | None], narrow: float
) -> Answer | None:
    """The hours by which half had ended; None where the estimate does not reach one half.

    Args:
        certain: the medians with all ends at their earliest and latest, None where not reached; told beside the estimate.
        narrow: the share of the median up to which its two ends count as one value.

    Returns:
        A value with the bootstrap's interval, open where a copy does not reach one half; otherwise 'bounds', whose note
        adds the sampling error.
    """
    least, most = curve.half()
    if not np.isfinite(most):
        return None
    lows, highs = curve.half_copies()
    low, upper = min(quantiles(lows)[0], least), max(quantiles(highs)[2], most)
    high = upper if np.isfinite(upper) else None
    open_end = "" if high is not None else " The upper end of the interval is not reached yet."
    if most - least <= narrow * (least + most) / 2:
        latest = "later than the last look" if certain[1] is None else hours_in_words(certain[1])
        beside = (
            "Of these items, whenever between their looks they ended, it is "
            f"{hours_in_words(certain[0])} to {latest}."
        )
        return middle.answer((least + most) / 2, low, high, note=f"{_HOW} {beside}{open_end}")
    told = "no upper end" if high is None else hours_in_words(high)
    note = (
        "Ends lie between two looks, and when between them the data do not say: the median lies between these two "
        f"(Turnbull's estimate). Sampling error comes on top: with it, {hours_in_words(low)} to {told}. Looks closer together "
        "would narrow it."
    )
    return middle.answer(None, least, most, "bounds", note)


def mean_between_looks(
    curve: TurnbullCurve,
    middle: SurvivalCurve,
    horizon: float,
    certain: tuple[float, float],
    narrow: float,
) -> Answer:
    """The mean of the time up, each item counted for no more than ``horizon`` hours: the area under the estimate.

    Args: as ``median_between_looks``; ``certain`` are the means with all ends at their earliest and latest.

    Returns:
        A value with the bootstrap's interval where the two ends of the area differ by no more than ``narrow`` of it; otherwise
        'bounds', whose note adds the sampling error.
    """
    least, most = curve.areas(horizon)
    lows, highs = curve.area_copies(horizon)
    low, high = min(quantiles(lows)[0], least), max(quantiles(highs)[2], most)
    if most - least <= narrow * (least + most) / 2:
        beside = (
            "Of these items, whenever between their looks they ended, it is "
            f"{hours_in_words(certain[0])} to {hours_in_words(certain[1])}."
        )
        return middle.answer((least + most) / 2, low, high, note=f"{_HOW} {beside}")
    note = (
        "Ends lie between two looks, and when between them the data do not say: the mean lies between these two (Turnbull's "
        f"estimate). Sampling error comes on top: with it, {hours_in_words(low)} to {hours_in_words(high)}. Looks closer "
        "together would narrow it."
    )
    return middle.answer(None, least, most, "bounds", note)
