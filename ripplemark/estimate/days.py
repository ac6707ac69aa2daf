"""Intervals of what is summed over whole days, each of which resembles its neighbours."""

from __future__ import annotations

from math import ceil

import numpy as np

from ripplemark.estimate.cluster import LEAST_CLUSTERS
from ripplemark.estimate.outcome import Answer
from ripplemark.estimate.proportion import binomial_interval
from ripplemark.estimate.series import Floats

SPAN = 0.1
"""Share of the days over which neighbours may resemble each other."""
EDGE = 1e-9
"""A share this near to 0 or 1 is taken as 0 or 1."""
_CRITICAL = (1.96, 2.9694, 0.4160, -0.5324)
"""Kiefer & Vogelsang (2005), table 1, Bartlett kernel, 97.5 %: a polynomial in the share of days that the kernel spans."""


def serial_reach(scores: Floats) -> float:
    """Half the width of the 95 % interval of a sum over days, each of which resembles the days before and after it.

    Args:
        scores: shape (n,), each day's part of an estimate's deviation, in the order of days; they sum to about 0. n >= 1.

    Returns:
        The root of the long-run variance (Bartlett kernel over a tenth of the days) times the critical value that allows
        for its own error with so few days: 2.26 at a tenth. Never less than for days that do not resemble each other.
        0 where all days are alike.

    Source:
        Newey & West (1987), Econometrica 55:703-708; Kiefer & Vogelsang (2005), Econometric Theory 21:1130-1164.
    """
    n = scores.size
    span = ceil(SPAN * n)
    alone = float(scores @ scores)
    beside = sum(
        2 * (1 - apart / span) * float(scores[apart:] @ scores[:-apart]) for apart in range(1, span)
    )
    critical = sum(each * (span / n) ** power for power, each in enumerate(_CRITICAL))
    return critical * float(np.sqrt(alone + max(beside, 0.0)))


def share_interval(
    share: float, reach: float | None, n: float
) -> tuple[float | None, float | None]:
    """The interval of a share of ``n`` on the logit scale; at 0 and 1 that of a binomial share. None without a ``reach``."""
    if reach is None:
        return None, None
    if not EDGE < share < 1 - EDGE:
        return binomial_interval(round(share) * n, n)
    odds, factor = share / (1 - share), float(np.exp(reach / (share * (1 - share))))
    return odds / (odds + factor), odds / (odds + 1 / factor)


def shares_of_days(counts: Floats) -> list[Answer]:
    """What share of the whole each class has, with an interval from how days differ.

    Args:
        counts: shape (days, classes), frequency-weighted, in the order of days; at least one is above 0.

    Returns:
        One answer for each class; without an interval below ten days. A class that never occurs, or alone does, has the
        interval of a binomial share, as days that do not differ tell nothing.
    """
    whole = float(counts.sum())
    found = []
    for column in counts.T:
        share = float(column.sum()) / whole
        reach = serial_reach((column - share * counts.sum(axis=1)) / whole)
        low, high = share_interval(share, reach if len(counts) >= LEAST_CLUSTERS else None, whole)
        found.append(Answer(share, low, high, "ok", round(whole), round(float(column.sum()))))
    return found
