"""The interval of a share of items, each of which is a hit or none."""

from __future__ import annotations

import numpy as np

from ripplemark.estimate.series import Floats
from ripplemark.estimate.survival import Z

EXACT_BELOW = 40  # items; Clopper-Pearson below, Wilson from here on
TAIL = 0.025


def binomial_interval(hits: float, n: float) -> tuple[float, float]:
    """95 % interval of a share: Wilson from 40 items on, Clopper-Pearson below; (0, 1) for no item.

    Source:
        Wilson (1927), JASA 22:209-212; Clopper & Pearson (1934), Biometrika 26:404-413; the rule is SCIENCE.md, B.5.
    """
    if n <= 0:
        return 0.0, 1.0
    return _wilson(hits, n) if n >= EXACT_BELOW else _clopper_pearson(hits, n)


def check_ends(low: Floats, high: Floats) -> None:
    """ValueError unless 0 <= low <= high throughout."""
    if low.shape != high.shape or np.any(low > high) or np.any(low < 0):
        raise ValueError("each duration needs 0 <= low <= high")


def _wilson(hits: float, n: float) -> tuple[float, float]:
    share, pull = hits / n, Z**2 / n
    middle = (share + pull / 2) / (1 + pull)
    half = Z * float(np.sqrt(share * (1 - share) / n + pull / (4 * n))) / (1 + pull)
    return (0.0 if hits <= 0 else middle - half), (1.0 if hits >= n else middle + half)


def _clopper_pearson(hits: float, n: float) -> tuple[float, float]:
    from scipy.special import betaincinv  # here, so that a page without a share does not load it

    low = 0.0 if hits <= 0 else float(betaincinv(hits, n - hits + 1, TAIL))
    high = 1.0 if hits >= n else float(betaincinv(hits + 1, n - hits, 1 - TAIL))
    return low, high
