"""When a peak was climbed and left: times at which the excess crosses a share of it, either side, with their intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.bootstrap import TAIL, Model, quantiles
from ripplemark.estimate.crossing import crossings, first_stay
from ripplemark.estimate.series import Floats


@dataclass(frozen=True, slots=True)
class Crossed:
    """A time in hours from the start of the first bin; value NaN where it is not crossed; high infinite where open."""

    value: float
    low: float
    high: float


def climbed(value: Floats, usual: Floats, centre: Floats, share: float) -> Floats:
    """Shape (rows,): when the excess rose past ``share`` of its peak for good, read backwards from the peak.

    The mirror image of ``crossings``: the last moment before the peak after which no two bins in a row lie below. Minus
    infinite where it was above from the first column on.
    """
    turned = -centre[::-1]
    peak, _, hours = crossings(value[:, ::-1], usual[:, ::-1], turned, share)
    return np.asarray(-(turned[peak] + hours), dtype=np.float64)


def left(value: Floats, usual: Floats, centre: Floats, share: float) -> Floats:
    """Shape (rows,): when the excess fell to ``share`` of its peak for 2 bins; infinite where it did not."""
    peak, _, hours = crossings(value, usual, centre, share)
    return np.asarray(centre[peak] + hours, dtype=np.float64)


def quieted(value: Floats, limit: Floats, begins: Floats, stay: int) -> Floats:
    """Shape (rows,): start of the first of ``stay`` bins in a row, after the peak, none of which is above its limit.

    Args:
        limit, begins: shape (m,), threshold and start of each bin.
    """
    first = first_stay(value <= limit, value.argmax(axis=1), stay)
    return np.where(first < 0, np.inf, begins[np.maximum(first, 0)])


def between(
    drawn: Floats,
    fitted: float,
    value: float,
    resolution: float,
    origin: float | None = None,
    tail: float = TAIL,
) -> Crossed:
    """The value with the percentiles of its draws, moved so that their median lies on the fitted mean's own value.

    Moved by a difference and, where ``origin`` is given, by the ratio of the times from there as well (a decay that noise
    reads as half as long has a percentile that is half as long too): the interval spans both. Never narrower than half a
    bin either way: where inside a bin it crossed is not seen.
    """
    low, middle, high = quantiles(drawn, tail)
    ends = [value - resolution / 2, value + resolution / 2]
    if not (np.isfinite(fitted) and np.isfinite(middle)):
        return Crossed(value, min(*ends, low), max(*ends, high))
    move = fitted - middle
    ends += [low + move, high + move]
    if origin is not None and (middle - origin) * (fitted - origin) > 0:
        scale = (fitted - origin) / (middle - origin)
        ends += [origin + (low - origin) * scale, origin + (high - origin) * scale]
    return Crossed(value, min(ends), max(ends))


def draws_of(model: Model, part: slice, copies: int, seed: int) -> tuple[Floats, Floats]:
    """All draws of the bins in ``part`` at once: values and usual level, each of shape (copies, m)."""
    pairs = list(model.draws(part, copies, seed))
    usual = [np.broadcast_to(level, values.shape) for values, level in pairs]
    return np.concatenate([values for values, _ in pairs]), np.concatenate(usual)
