"""Ratios of sums over items that are drawn again: lags weighted by views, copies per removal."""

from __future__ import annotations

import numpy as np

from ripplemark.estimate.bootstrap import TAIL, quantiles
from ripplemark.estimate.lag import NARROW
from ripplemark.estimate.outcome import Answer
from ripplemark.estimate.series import Floats

COPIES = 2000
SEED = 20230815
CELLS = 2_000_000  # drawn at a time, so that memory stays small
LEAST_ITEMS, LEAST_ENDED = 10, 5
EVEN = 0.5
"""Of all items: with views so unequal that fewer would have them evenly, the usual percentiles give too narrow an interval."""
FAR = 0.5
"""[percent] The percentile taken instead; see ``weighted_lag``."""
KNOWN = 0.7
"""Share of items with a number of views below which views are not added up (SCIENCE.md, G.22)."""


def ratio_interval(
    above: Floats,
    below: Floats,
    copies: int = COPIES,
    seed: int = SEED,
    tail: float = TAIL,
) -> tuple[float, float] | None:
    """95 % interval of sum(above) / sum(below), by drawing units again: bootstrap-t of the ratio's logarithm.

    Args:
        above, below: shape (n,), one entry per independent unit (an item, or a block of items); >= 0. Their order, which may
            be that of salted hashes, does not matter.
        copies: draws.
        tail: percent of the draws' pivots beyond either end.

    Returns:
        Lower and upper end, > 0. None for fewer than two units, or where either sum is 0 in too many draws to tell.

    Source:
        Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 12; the standard error of a ratio is that of
        Cochran (1977), Sampling Techniques, eq. 2.46.
    """
    if above.size < 2 or above.sum() <= 0 or below.sum() <= 0:
        return None
    order = np.lexsort((above, below))
    above, below = above[order], below[order]
    random = np.random.default_rng(seed)
    n, found = above.size, []
    powers = np.stack([above, below, above**2, above * below, below**2], axis=1)
    whole = powers.sum(axis=0)[None]
    step = max(CELLS // n, 1)
    for done in range(0, copies, step):
        rows = min(step, copies - done)
        drawn = random.multinomial(n, np.full(n, 1 / n), size=rows)
        found.append(_logarithm(drawn.astype(np.float64) @ powers, n))
    value, error = np.concatenate(found, axis=1)
    middle, scale = (float(each[0]) for each in _logarithm(whole, n))
    with np.errstate(divide="ignore", invalid="ignore"):
        pivot = (value - middle) / error
    pivot = pivot[np.isfinite(pivot)]
    if pivot.size < 0.95 * copies or not np.isfinite(scale) or scale <= 0:
        return None
    low, _, high = quantiles(pivot, tail)
    return float(np.exp(middle - high * scale)), float(np.exp(middle - low * scale))


def _logarithm(sums: Floats, n: int) -> Floats:
    """Shape (2, rows): the logarithm of the ratio and its standard error, from sums of powers of shape (rows, 5)."""
    above, below, squares, products, squares_below = sums.T
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = above / below
        spread = squares - 2 * ratio * products + ratio**2 * squares_below
        error = np.sqrt(np.maximum(spread, 0.0) * n / max(n - 1, 1)) / above
        return np.stack([np.log(ratio), error])


def weighted_lag(views: Floats, low: Floats, high: Floats, items: int) -> Answer:
    """How long an item had been up when it ended, each item counted once per view; hours.

    Args:
        views: shape (n,), views of each unit (an item, or a block of items); >= 0.
        low, high: shape (n,), sum of views times lag of each unit, lags at their low and at their high ends; views hours.
        items: how many items the units are.

    Returns:
        The weighted mean with lags at their middles, and an interval by drawing units again, from the lowest of the low
        ends' to the highest of the high ends'. 'bounds' where the two ends differ by more than a quarter of the middle,
        without sampling error. NE_FEW below 10 items, below 5 with any view, or where nobody viewed them.

        The more unequal views are, the less often such an interval holds the truth, and mostly it fails by ending too low: a
        few items that decide are easily missed, and no resampling brings them back. Where fewer than half as many items with
        even views would vary as much (Kish's effective number), the 0.5 and 99.5 percentiles are taken for the 2.5 and 97.5,
        and the note tells it: where the logarithm of views is normal with a standard deviation of 1.0 or 1.5, the usual ones
        held the truth in 83 to 92 of 100 draws of 60 and 400 items, these in 92 to 96 (benchmarks/COVERAGE.md).

    Source:
        SCIENCE.md, B.6: sum(E L) / sum(E); effective number of items: Kish (1965), Survey Sampling, section 11.7.
    """
    seen = int(np.count_nonzero(views))
    if items < LEAST_ITEMS or seen < LEAST_ENDED:
        note = (
            f"Only {items} items have views and a lag, and this needs {LEAST_ITEMS}. "
            if items < LEAST_ITEMS
            else "Hardly any of the items was viewed at all. "
        )
        return Answer(None, None, None, "NE_FEW", items, note=f"{note}Add items with views.")
    whole = float(views.sum())
    least, most = float(low.sum()) / whole, float(high.sum()) / whole
    middle = (least + most) / 2
    if most - least > NARROW * middle:
        note = "Times are known too coarsely for one number: it lies between these two, without sampling error."
        return Answer(None, least, most, "bounds", items, note=note)
    tail = TAIL if _evenness(views) >= EVEN else FAR
    ends = [
        ratio_interval(each, views, tail=tail) for each in ((low, high) if most > least else (low,))
    ]
    known = [each for each in ends if each is not None]
    if len(known) < len(ends):
        note = "All are alike, or very few items have nearly all views: no interval can be given."
        return Answer(middle, None, None, "ok", items, note=note)
    lowest, highest = min(each[0] for each in known), max(each[1] for each in known)
    note = _unequal(views)
    return Answer(middle, min(lowest, middle), max(highest, middle), "ok", items, note=note)


def _unequal(views: Floats) -> str:
    """A warning where few units have most of the views; empty where not."""
    if _evenness(views) >= EVEN:
        return ""
    top = np.sort(views)[::-1]
    share = float(top[: max(views.size // 10, 1)].sum() / views.sum())
    return f"A tenth of the items has {100 * share:.0f} % or more of the views: few items decide, and the interval is made wider for it."


def _evenness(views: Floats) -> float:
    """Kish's effective number of units, as a share of their number: 1 where all have as many views."""
    return float(views.sum() ** 2 / (views @ views)) / views.size
