"""How unevenly is attention spread over time, and how bursty are events."""

from __future__ import annotations

import numpy as np

from ripplemark.estimate.bootstrap import COPIES, SEED, quantiles
from ripplemark.estimate.outcome import Answer, counted, refuse
from ripplemark.estimate.series import Floats

LEAST = 20
BLOCK_ROOT = 1 / 3  # a block holds the cube root of the bins


def gini(amount: Floats) -> float:
    """0 for equal amounts, (n - 1) / n where all is in one; NaN without a positive sum.

    Source: SCIENCE.md, A.11; oracle F.8: 0.620487.
    """
    n, total = amount.size, float(amount.sum())
    if not n or total <= 0:
        return float("nan")
    ordered = np.sort(amount)
    return float(2 * (np.arange(1, n + 1) @ ordered) / (n * total) - (n + 1) / n)


def concentration(amount: Floats, *, copies: int = COPIES, seed: int = SEED) -> Answer:
    """Gini coefficient of attention over bins, or over accounts.

    Args:
        amount: shape (n,); >= 0; NaN is missing and left out. Neighbours in time resemble each other, so the interval is a
            moving-block bootstrap with blocks of the cube root of n.

    Returns:
        0 to 1. It grows with the number of quiet bins, so the period belongs to it, and two series are compared over the
        same one only. NE_FEW below 20 bins or without any attention.

    Raises:
        ValueError: a negative amount.

    Source:
        SCIENCE.md, A.11 and G.16.
    """
    known = amount[~np.isnan(amount)]
    if np.any(known < 0):
        raise ValueError("amounts are not negative")
    if known.size < LEAST or known.sum() <= 0:
        note = f"{counted(known.size, 'bin')} with data and {LEAST} are needed, some above 0: choose a longer period."
        return refuse("NE_FEW", note, int(known.size))
    value, drawn = gini(known), _on_blocks(known, copies, seed)
    low, _, high = quantiles(drawn[~np.isnan(drawn)])
    note = f"Over {counted(known.size, 'bin')}; a longer quiet period raises it."
    return Answer(value, min(low, value), max(high, value), "ok", int(known.size), note=note)


def _on_blocks(amount: Floats, copies: int, seed: int) -> Floats:
    """Shape (copies,): the coefficient of moving blocks drawn with replacement; no draw is sorted anew."""
    n, random = amount.size, np.random.default_rng(seed)
    block = max(round(n**BLOCK_ROOT), 1)
    order = np.argsort(amount, kind="stable")
    ordered, found = amount[order], np.empty(copies)
    for j in range(copies):
        begins = random.integers(n - block + 1, size=-(-n // block))
        steps = np.bincount(begins, minlength=n + 1) - np.bincount(begins + block, minlength=n + 1)
        times = np.cumsum(steps)[:n][order].astype(np.float64)
        size, total = float(times.sum()), float(times @ ordered)
        # The rank of a value that comes w times after C others: C + 1 to C + w.
        ranks = times @ ((np.cumsum(times) - (times - 1) / 2) * ordered)
        found[j] = 2 * ranks / (size * total) - (size + 1) / size if total else np.nan
    return found


def top_share(amount: Floats, part: float = 0.01) -> float:
    """Share of the whole that the highest ``part`` of the bins (at least one) hold; NaN without any attention."""
    known = np.sort(amount[~np.isnan(amount)])
    total = float(known.sum())
    if not known.size or total <= 0:
        return float("nan")
    kept = max(round(part * known.size), 1)
    return float(known[-kept:].sum()) / total


def burstiness_of(gap: Floats) -> tuple[float, float]:
    """Goh and Barabasi's B and its finite-size version B_n, of the times between events.

    Returns:
        -1 regular, 0 Poisson, 1 bursty. B is biased for few gaps; B_n is not. NaN where all gaps are 0 or there are none.

    Source:
        Goh & Barabasi (2008), EPL 81:48002; Kim & Jo (2016), Physical Review E 94:032311; oracle SCIENCE.md, F.9:
        0.161651 and 0.663542 of 1, 1, 1, 17.
    """
    n = gap.size
    if not n or gap.mean() <= 0:
        return float("nan"), float("nan")
    r = float(gap.std(ddof=0) / gap.mean())
    plain = (r - 1) / (r + 1)
    top = np.sqrt(n + 1) * r - np.sqrt(n - 1)
    below = (np.sqrt(n + 1) - 2) * r + np.sqrt(n - 1)
    return plain, float(top / below) if below > 0 else float("nan")


def burstiness(event: Floats, *, copies: int = COPIES, seed: int = SEED) -> Answer:
    """B_n of the times between events.

    Args:
        event: shape (n,), times in hours, in any order.

    Returns:
        -1 to 1, with a bootstrap over gaps. NE_FEW below 20 gaps; NE_GRANULARITY where a tenth of the gaps or more are 0:
        times that are known to the minute or the day only tie, which looks bursty.

    Source:
        SCIENCE.md, A.11 and G.16.
    """
    gap = np.diff(np.sort(event))
    n = int(gap.size)
    if n < LEAST:
        note = (
            f"{counted(n, 'time')} between events and {LEAST} are needed: choose a longer period."
        )
        return refuse("NE_FEW", note, n)
    ties = float(np.mean(gap <= 0))
    if ties >= 0.1:
        note = (
            f"{ties:.0%} of the events share their time with another one: finer times are needed."
        )
        return refuse("NE_GRANULARITY", note, n)
    value = burstiness_of(gap)[1]
    random = np.random.default_rng(seed)
    drawn = np.array([burstiness_of(gap[random.integers(n, size=n)])[1] for _ in range(copies)])
    low, _, high = quantiles(drawn[~np.isnan(drawn)])
    return Answer(value, min(low, value), max(high, value), "ok", n)
