"""Across incidents: the middle of their times with those not over yet counted, a middle band of their curves, a rank."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.series import Bools, Floats
from ripplemark.estimate.survival import kaplan_meier

LEAST = 5
"""Incidents from which a median, quartiles or a band are made; fewer are told one by one."""
BAND = (10.0, 25.0, 50.0, 75.0, 90.0)
"""[per cent] The levels of a band, its middle included."""


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle of n numbers and of each half: of times, those by which a quarter, half and three quarters were over.

    Each is None where it was not reached, or where fewer than ``LEAST`` are known. ``over`` of the n were over; the others
    were still going on when watching ended.
    """

    lower: float | None
    median: float | None
    upper: float | None
    n: int
    over: int


def times_spread(duration: Floats, over: Bools) -> Spread:
    """Quartiles of times of which some were not over when watching ended.

    Args:
        duration: shape (n,), >= 0; the time, or how long was watched.
        over: shape (n,), False where it was not over by then.

    Returns:
        By Kaplan-Meier: each quartile is the first time at which the share not over is down to it. A mean would need
        every time to be over; the median does not.

    Source:
        Kaplan & Meier (1958), JASA 53:457-481; SCIENCE.md, B.3 and G.1 (5).
    """
    n, ended = int(duration.size), int(over.sum())
    if n < LEAST:
        return Spread(None, None, None, n, ended)
    curve = kaplan_meier(duration, over, np.ones(n))
    found = []
    for left in (0.75, 0.5, 0.25):
        down = np.flatnonzero(curve.survival <= left + 1e-9)
        found.append(float(curve.time[down[0]]) if down.size else None)
    return Spread(found[0], found[1], found[2], n, ended)


def numbers_spread(value: Floats) -> Spread:
    """Quartiles of numbers that are all known, such as shares; shape (n,), interpolated between neighbours."""
    n = int(value.size)
    if n < LEAST:
        return Spread(None, None, None, n, n)
    lower, median, upper = (float(each) for each in np.percentile(value, (25, 50, 75)))
    return Spread(lower, median, upper, n, n)


@dataclass(frozen=True, slots=True)
class Rank:
    """How many took longer than one did, of how many with which it can be compared."""

    slower: int
    of: int


def rank(value: float, duration: Floats, over: Bools) -> Rank:
    """One time beside those of others, none of which is its own.

    Another one is slower where its time, or the time for which it was watched without being over, is longer. One that was
    watched for less long and was not over cannot be compared, and is not counted.
    """
    known = over | (duration >= value)
    slower = np.where(over, duration > value, duration >= value)
    return Rank(int((known & slower).sum()), int(known.sum()))


def band(curves: Floats) -> Floats:
    """Percentiles across curves at each moment.

    Args:
        curves: shape (n, k), one curve a row on a common grid of k moments; NaN where nothing is known.

    Returns:
        Shape (len(BAND), k); NaN at moments at which fewer than ``LEAST`` curves are known.
    """
    found = np.full((len(BAND), curves.shape[1]), np.nan)
    enough = np.isfinite(curves).sum(axis=0) >= LEAST
    if enough.any():
        found[:, enough] = np.nanpercentile(curves[:, enough], BAND, axis=0)
    return found


def on_grid(at: Floats, value: Floats, width: Floats, grid: Floats) -> Floats:
    """A series at the moments of a grid: on the line between the centres of known bins beside one another.

    Args:
        at, value, width: shape (m,), centres in order, values (NaN where nothing is known), widths of bins; one unit of time.
        grid: shape (k,), in order.

    Returns:
        Shape (k,); NaN outside the series, and where a bin beside the moment is not known.
    """
    if at.size == 0:
        return np.full(grid.shape, np.nan)
    right = np.clip(np.searchsorted(at, grid), 1, max(at.size - 1, 1))
    if at.size == 1:
        return np.where(np.abs(grid - at[0]) <= width[0] / 2, value[0], np.nan)
    left = right - 1
    share = (grid - at[left]) / (at[right] - at[left])
    inside = (grid >= at[0] - width[0] / 2) & (grid <= at[-1] + width[-1] / 2)
    share = np.clip(share, 0.0, 1.0)
    line = np.where(
        share == 0.0,
        value[left],
        np.where(share == 1.0, value[right], (1 - share) * value[left] + share * value[right]),
    )
    return np.where(inside, line, np.nan)
