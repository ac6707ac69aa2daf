"""What share of a first page tells one thing: plain or weighted by rank, with bounds where results are not coded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ripplemark.estimate.outcome import Answer, counted, refuse
from ripplemark.estimate.rank_overlap import PATIENCE
from ripplemark.estimate.series import Bools, Floats

Weighting = Literal["uniform", "patience", "logarithmic", "reciprocal"]
"""How much a rank counts: all the same; p^(r-1); 1 / log2(r+1), as in DCG; 1/r."""
FEWEST_QUERIES = 3


@dataclass(frozen=True, slots=True)
class PageShare:
    """The share of one page, and its two ends where some results were not coded.

    Attributes:
        low, high: with no uncoded result, and with every one, counted as such; equal where all were coded.
        results: how many ranks were looked at.
        uncoded: how many of them nobody coded.
    """

    low: float
    high: float
    results: int
    uncoded: int


def rank_weights(ranks: int, weighting: Weighting, p: float = PATIENCE) -> Floats:
    """Shape (ranks,), the weight of each rank from the first on; > 0, not adding up to 1.

    Raises:
        ValueError: an unknown weighting, or p not between 0 and 1.
    """
    rank = np.arange(1, ranks + 1, dtype=np.float64)
    if not 0 < p < 1:
        raise ValueError("p lies between 0 and 1")
    if weighting == "uniform":
        return np.ones(ranks)
    if weighting == "patience":
        return np.asarray(p ** (rank - 1), dtype=np.float64)
    if weighting == "logarithmic":
        return np.asarray(1 / np.log2(rank + 1), dtype=np.float64)
    if weighting == "reciprocal":
        return np.asarray(1 / rank, dtype=np.float64)
    raise ValueError(f"no weighting is called {weighting!r}")


def page_share(
    told: Bools, coded: Bools, weighting: Weighting = "uniform", p: float = PATIENCE
) -> PageShare | None:
    """The share of a page's results, best first, that tell what is asked.

    Args:
        told: shape (k,), True where a result does.
        coded: shape (k,), False where nobody said what a result tells; ``told`` counts for nothing there.
        weighting, p: as ``rank_weights``.

    Returns:
        None for a page without results.

    Source:
        SCIENCE.md, C.8, with its oracle: one page gives .20, .254, .305 and .410 by these weightings.
    """
    if not told.size:
        return None
    weight = rank_weights(told.size, weighting, p)
    least = float(weight[told & coded].sum() / weight.sum())
    open_ = float(weight[~coded].sum() / weight.sum())
    return PageShare(least, least + open_, int(told.size), int((~coded).sum()))


def mean_share(pages: Sequence[PageShare]) -> Answer:
    """The mean over queries, a page each; the interval says what other queries of the kind might have given.

    Args:
        pages: one of each query, taken at the same time on the same engine.

    Returns:
        'ok' with Student's interval from 3 queries on, without one below ("one query is no sample"); 'bounds' where results
        were not coded; NE_FEW without a page. ``n`` is the number of pages.

    Source:
        SCIENCE.md, G.28 (queries are the clusters).
    """
    n = len(pages)
    if not n:
        return refuse("NE_FEW", "No page of results was collected: add snapshots.", 0)
    low, high = (np.array([getattr(each, end) for each in pages]) for end in ("low", "high"))
    uncoded = sum(each.uncoded for each in pages)
    if uncoded:
        results = sum(each.results for each in pages)
        note = (
            f"{uncoded} of {counted(results, 'result')} were not coded: code them for one number."
        )
        return Answer(None, float(low.mean()), float(high.mean()), "bounds", n, note=note)
    value = float(low.mean())
    if n < FEWEST_QUERIES:
        note = (
            f"Of {n} {'query' if n == 1 else 'queries'}: no sample from which others could be told."
        )
        return Answer(value, None, None, "ok", n, note=note)
    reach = _reach(low)
    return Answer(value, max(value - reach, 0.0), min(value + reach, 1.0), "ok", n)


def _reach(values: Floats) -> float:
    """Half the width of Student's 95 % interval of the mean."""
    from scipy.special import stdtrit  # here, so that a page without a share does not load it

    return float(stdtrit(values.size - 1, 0.975) * np.std(values, ddof=1) / np.sqrt(values.size))
