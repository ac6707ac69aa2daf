"""Times across incidents: over or still going on, those known within bounds only, and their middle; never a mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.across import Spread, times_spread
from ripplemark.figures.comparing import IN_HOURS
from ripplemark.figures.saying_series import number
from ripplemark.result import Estimate


@dataclass(frozen=True, slots=True)
class Time:
    """How long something took, hours; ``over`` is False where it was watched for so long and not over.

    ``bounded`` is True where it is known within bounds only, and ``hours`` is the upper one.
    """

    hours: float
    over: bool
    bounded: bool = False


def time_of(estimate: Estimate, unit: str) -> Time | None:
    """An estimate as a time that is over or not; None where nothing is known of it, and where it is below 0."""
    per = IN_HOURS[unit]
    value, low, high = (number(each) for each in (estimate.value, estimate.low, estimate.high))
    if value is not None:
        return Time(value * per, True) if value >= 0 else None
    if estimate.status == "NE_RIGHT" and low is not None:
        return Time(low * per, False)
    if estimate.status != "NE_RIGHT" and high is not None and high >= 0:
        return Time(high * per, True, bounded=True)
    return None


def spread_of(times: Iterable[Time]) -> Spread:
    """The middle time and the middle half, those not over counted as long as they were watched."""
    found = list(times)
    return times_spread(
        np.array([each.hours for each in found], dtype=np.float64),
        np.array([each.over for each in found], dtype=np.bool_),
    )
