"""Does one channel move before another: cross-correlation of changes, with a block bootstrap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.bootstrap import COPIES, SEED, quantiles
from ripplemark.estimate.outcome import Answer, refuse
from ripplemark.estimate.series import DAY, Floats

LEAST_COMMON = 50  # pairs of changes, SCIENCE.md G.12
BLOCK = {"hour": 24, "day": 7}
OTHER_BLOCK = 7
REACH = {"hour": 48, "day": 14}
OTHER_REACH = 8
LEAST_SHARE = 0.5  # of the pairs at lag 0 that a lag must keep
LEVEL = 0.05
MEMORY = 5  # lags of each series' own correlation that widen the guide


@dataclass(frozen=True, slots=True)
class CrossCorrelation:
    """Correlation at each lag.

    Attributes:
        lag: shape (k,), hours; positive: the first series leads.
        value: shape (k,), in [-1, 1]; NaN where too few pairs are common.
        pairs: shape (k,), pairs of changes behind each.
        answer: the lag of the highest correlation, with its interval.
        height: that correlation.
        guide: what the highest of all lags stays below in 95 % of unrelated series: the quantile of a correlation, wider
            where both series have a memory (Bartlett), with the level divided by the number of lags. The 1.96 over the root
            of the pairs that is often drawn holds for one lag named beforehand.
    """

    lag: Floats
    value: Floats
    pairs: Floats
    answer: Answer
    height: float
    guide: float


def cross_correlation(
    first: Floats,
    second: Floats,
    bin_hours: float,
    nominal: str = "day",
    *,
    copies: int = COPIES,
    seed: int = SEED,
) -> CrossCorrelation:
    """The lag at which changes of the second series resemble earlier changes of the first most.

    rho(l) = corr(u_k, v_(k+l)) of the first differences of log(1 + y); lags up to 48 hourly, 14 daily, or 8 other bins.

    Args:
        first, second: shape (n,), the same bins of both; NaN is missing, and a change next to it is missing too.
        bin_hours: width of a bin.
        nominal: ``hour`` or ``day``; sets the block (24 or 7 bins, otherwise 7) and the reach.
        copies, seed: of the moving-block bootstrap, in which a bin is drawn together with all its lags.

    Returns:
        The lag, hours; positive: the first leads. The interval spans at least one bin either way. NE_FEW: fewer than 50
        common changes. NE_PLATEAU: one of them does not change, or nothing stands above the guide.

    Raises:
        ValueError: shapes differ.

    Source:
        SCIENCE.md, A.9; Kunsch (1989), Annals of Statistics 17:1217-1241 (blocks of m-tuples). A shock that all channels
        share looks like lag 0; different sampling or time zones fake a lead.
    """
    if first.shape != second.shape or first.ndim != 1:
        raise ValueError("both series need the same bins")
    u, v = (np.diff(np.log1p(each)) for each in (first, second))
    common = int(np.sum(~np.isnan(u) & ~np.isnan(v)))
    if common < LEAST_COMMON:
        note = f"{common} changes are common to both and {LEAST_COMMON} are needed: load longer or finer series."
        return _none(refuse("NE_FEW", note, common, resolution=bin_hours))
    reach = min(REACH.get(nominal, OTHER_REACH), u.size // 4)
    steps = np.arange(-reach, reach + 1)
    sums = _products(u, v, steps)
    total = sums.sum(axis=0)
    value = _correlation(total[None], common)[0]
    if np.all(np.isnan(value)):
        note = "One of the two does not change, so nothing can resemble it: look at the order of onsets."
        return _none(refuse("NE_PLATEAU", note, common, resolution=bin_hours))
    block = min(BLOCK.get(nominal, OTHER_BLOCK), u.size)
    places = _drawn(sums, block, common, copies, seed)
    best = int(np.nanargmax(value))
    guide = _guide(u, v, int(np.sum(~np.isnan(value)))) / float(np.sqrt(total[best, 0]))
    answer = _answer(steps, value, best, places, guide, (common, bin_hours))
    hours = np.asarray(steps * bin_hours, dtype=np.float64)
    return CrossCorrelation(hours, value, total[:, 0], answer, float(value[best]), guide)


def _guide(u: Floats, v: Floats, lags: int) -> float:
    """Times one over the root of the pairs. Source: Bartlett (1946), JRSS Supplement 8:27-41; Bonferroni over the lags."""
    from scipy.special import ndtri  # here, so that the command line starts without it

    memory = sum(_memory(u, step) * _memory(v, step) for step in range(1, MEMORY + 1))
    return float(ndtri(1 - LEVEL / (2 * lags))) * float(np.sqrt(max(1 + 2 * memory, 1.0)))


def _memory(change: Floats, step: int) -> float:
    """Autocorrelation of the changes; 0 where it cannot be told."""
    pairs = change[:-step], change[step:]
    there = ~np.isnan(pairs[0]) & ~np.isnan(pairs[1])
    a, b = pairs[0][there], pairs[1][there]
    if a.size < LEAST_COMMON or a.std() == 0 or b.std() == 0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def _none(answer: Answer) -> CrossCorrelation:
    empty = np.empty(0)
    return CrossCorrelation(empty, empty, empty, answer, float("nan"), float("nan"))


def _products(u: Floats, v: Floats, steps: np.ndarray) -> Floats:
    """Shape (n, lags, 6): for each bin k and lag l: is the pair there, u, v, u^2, v^2, u v."""
    reach = int(steps[-1])
    padded = np.concatenate([np.full(reach, np.nan), v, np.full(reach, np.nan)])
    later = np.lib.stride_tricks.sliding_window_view(padded, steps.size)
    there = ~np.isnan(u)[:, None] & ~np.isnan(later)
    a = np.where(there, u[:, None], 0.0)
    b = np.where(there, later, 0.0)
    return np.stack([there.astype(np.float64), a, b, a * a, b * b, a * b], axis=2)


def _correlation(total: Floats, common: int) -> Floats:
    """Shape (rows, lags) from sums of shape (rows, lags, 6); NaN where pairs are few or nothing varies."""
    n = np.maximum(total[..., 0], 1.0)
    mean_a, mean_b = total[..., 1] / n, total[..., 2] / n
    spread = (total[..., 3] / n - mean_a**2) * (total[..., 4] / n - mean_b**2)
    known = (total[..., 0] >= LEAST_SHARE * common) & (spread > 1e-18)
    together = total[..., 5] / n - mean_a * mean_b
    return np.where(known, together / np.sqrt(np.where(known, spread, 1.0)), np.nan)


def _drawn(sums: Floats, block: int, common: int, copies: int, seed: int) -> Floats:
    """Shape (copies,): place of the highest correlation among the lags, on moving blocks drawn with replacement."""
    running = np.concatenate([np.zeros((1, *sums.shape[1:])), np.cumsum(sums, axis=0)])
    blocks = running[block:] - running[:-block]
    random = np.random.default_rng(seed)
    needed = -(-len(sums) // block)
    found = np.empty(copies)
    for j in range(copies):
        total = blocks[random.integers(len(blocks), size=needed)].sum(axis=0)
        value = _correlation(total[None], common)[0]
        found[j] = np.nan if np.all(np.isnan(value)) else np.nanargmax(value)
    return found[~np.isnan(found)]


def _answer(
    steps: np.ndarray,
    value: Floats,
    best: int,
    places: Floats,
    guide: float,
    of: tuple[int, float],
) -> Answer:
    common, bin_hours = of
    low, _, high = quantiles(places) if places.size else (0.0, 0.0, float(steps.size - 1))
    ends = min(steps[int(low)], steps[best] - 1), max(steps[int(high)], steps[best] + 1)
    if value[best] < guide:
        note = (
            f"The highest correlation, {value[best]:.2f}, is no more than chance among so many lags would give ({guide:.2f}): "
            "look at the order of onsets."
        )
        return refuse("NE_PLATEAU", note, common, resolution=bin_hours)
    note = f"Highest correlation of changes: {value[best]:.2f}."
    if bin_hours >= DAY:
        note += " Daily bins cannot see a lead of less than a day."
    return Answer(
        float(steps[best] * bin_hours),
        float(ends[0] * bin_hours),
        float(ends[1] * bin_hours),
        "ok",
        common,
        note=note,
        resolution=bin_hours,
    )
