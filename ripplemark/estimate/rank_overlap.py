"""How alike are two first pages: rank-biased overlap, with what the unseen rest could still change."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.series import Floats

PATIENCE = 0.9
"""p: how likely a reader goes on to the next rank; at 0.9 the first ten ranks have 86 % of the weight."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Rank-biased overlap of two lists, from 0 (nothing shared) to 1 (the same).

    Attributes:
        value: the extrapolated overlap: what it would be if the rest agreed as much as what is seen.
        low: if the lists shared nothing more further down.
        high: if they shared as much as they could further down.
    """

    value: float
    low: float
    high: float


def rank_overlap(
    one: Sequence[Hashable], other: Sequence[Hashable], p: float = PATIENCE
) -> Overlap | None:
    """Rank-biased overlap of two rankings, best first, of the same or of different lengths.

    Args:
        one, other: what stands at each rank, without ties and without anything twice.
        p: between 0 and 1; higher looks further down.

    Returns:
        None where one of them is empty: nothing is seen of it, and any overlap is possible.

    Raises:
        ValueError: p out of range, or something stands twice in a list.

    Source:
        Webber, Moffat & Zobel (2010), ACM Transactions on Information Systems 28(4):20, equations 11, 30 and 32; oracles
        SCIENCE.md, F.9.
    """
    _check(one, other, p)
    short, long = sorted((one, other), key=len)
    s, l = len(short), len(long)  # noqa: E741
    if not s:
        return None
    shared = _shared(short, long)
    depth = np.arange(1, l + 1)
    powers = p**depth
    weight = (1 - p) / p
    at_short, at_end = float(shared[s - 1]), float(shared[-1])
    beyond = depth[s:]
    value = weight * (
        float(np.sum(shared / depth * powers))
        + float(np.sum(at_short * (beyond - s) / (s * beyond) * powers[s:]))
    ) + ((at_end - at_short) / l + at_short / s) * float(powers[-1])
    low = weight * (
        float(np.sum((shared - at_end) / depth * powers)) - at_end * float(np.log1p(-p))
    )
    return Overlap(value, low, min(low + _residual(s, l, at_end, p), 1.0))


def weight_of_top(ranks: int, p: float = PATIENCE) -> float:
    """Share of the whole weight that the first ``ranks`` ranks have, 0 to 1.

    Source: Webber, Moffat & Zobel (2010), equation 21; oracle SCIENCE.md, C.8: W(.9, 10) = .856.
    """
    if not 0 < p < 1 or ranks < 1:
        raise ValueError("p lies between 0 and 1, and at least one rank is looked at")
    depth = np.arange(1, ranks)
    rest = float(-np.log1p(-p) - np.sum(p**depth / depth))
    return float(1 - p ** (ranks - 1) + (1 - p) / p * ranks * rest)


def _check(one: Sequence[Hashable], other: Sequence[Hashable], p: float) -> None:
    if not 0 < p < 1:
        raise ValueError("p lies between 0 and 1")
    if len(set(one)) < len(one) or len(set(other)) < len(other):
        raise ValueError("something stands twice in one list: keep its best rank only")


def _shared(short: Sequence[Hashable], long: Sequence[Hashable]) -> Floats:
    """Shape (length of the longer,): how many are in both down to each rank."""
    rank = {each: k for k, each in enumerate(short)}
    found = np.zeros(len(long))
    for k, each in enumerate(long):
        if each in rank:
            found[max(k, rank[each])] += 1
    return np.asarray(np.cumsum(found), dtype=np.float64)


def _residual(s: int, l: int, shared: float, p: float) -> float:  # noqa: E741
    """What the unseen rest could add at most."""
    deepest = int(s + l - shared)
    depth = np.arange(1, deepest + 1)
    terms = p**depth / depth
    rest = (
        s * float(terms[s:].sum())
        + l * float(terms[l:].sum())
        + shared * float(-np.log1p(-p) - terms.sum())
    )
    return float(p**s + p**l - p**deepest - (1 - p) / p * rest)
