"""Which bin is the peak."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.onset import Start
from ripplemark.estimate.outcome import Answer, refuse
from ripplemark.estimate.series import Floats, Series

FAINT = 10.0  # hourly peaks below this are found on a 3-bin median
ALIKE = 1.645  # of the normal, one-sided 95 %: one of the two is known to be the higher
NEAR_PEAK = 0.3  # of the highest mean; bins below this never become the peak in practice


@dataclass(frozen=True, slots=True)
class Top:
    """Where the peak is: first and last position among the observed bins (they differ on a plateau), time and level."""

    first: int
    last: int
    time: float
    level: float


def find_top(series: Series) -> Top:
    """The highest observed bin; the first of ties; the middle of two and more equal bins in a row.

    Hourly and finer series below 10 counts per bin are first smoothed by a 3-bin median, unless nothing is left
    of them then. Needs an observed bin.
    """
    seen = series.observed
    value = series.value[seen]
    if series.bin_hours <= 1 and value.max() < FAINT and value.size >= 3 and not series.index:
        padded = np.pad(value, 1, mode="edge")
        smooth = np.median(np.lib.stride_tricks.sliding_window_view(padded, 3), axis=1)
        value = smooth if smooth.max() > 0 else value
    first = last = int(value.argmax())
    while (
        last + 1 < value.size
        and value[last + 1] == value[first]
        and seen[last + 1] == seen[last] + 1
    ):
        last += 1
    middle = (series.centre[seen[first]] + series.centre[seen[last]]) / 2
    return Top(first, last, float(middle), float(value[first]))


def as_high(value: Floats, variance: Floats, top: Top, began: int) -> list[int]:
    """Places of the bins before and after the peak, from the onset on, that only noise may have kept from being the highest.

    In a row beside the peak, each lower than it by no more than ``ALIKE`` standard deviations of their difference.

    Args:
        value, variance: shape (observed,).
        began: place of the onset.
    """
    near = value + ALIKE * np.sqrt(variance + variance[top.first]) >= top.level
    found = []
    for step, place in ((-1, top.first - 1), (1, top.last + 1)):
        while began <= place < value.size and near[place]:
            found.append(place)
            place += step
    return found


def before_onset(series: Series, start: Start, top: Top) -> Answer | None:
    """NE_FEW when the peak lies before the onset found, so that the two belong to different episodes; None otherwise."""
    if start.bin is None or series.observed[top.last] >= start.bin:
        return None
    note = (
        "The highest bin lies before the first sustained rise, so they are not one episode: "
        "choose a period that begins with this one."
    )
    n = int(series.observed.size)
    return refuse("NE_FEW", note, n, resolution=series.bin_hours)
