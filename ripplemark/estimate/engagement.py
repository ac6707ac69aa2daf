"""When had half of all attention come: the engagement half-life, which depends on the horizon that it is asked for."""

from __future__ import annotations

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.bootstrap import COPIES, SEED, Model, fit, interval
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, hours_in_words, refuse
from ripplemark.estimate.series import Floats, Series
from ripplemark.estimate.top import find_top
from ripplemark.estimate.usual import Usual, usual_mean

HALF = 0.5
OBSERVED = 0.9  # of the horizon's bins
LEAST_TOTAL = 20.0
REACH = 10


def engagement_half_life(
    series: Series,
    horizon: float | None = None,
    *,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    copies: int = COPIES,
    seed: int = SEED,
    start: Start | None = None,
) -> Answer:
    """Hours from the start until half of all that came up to the horizon had come.

    The start is the start of the onset bin (of a new object, a post say: of its first record). What came is what lies above
    the usual level; inside a bin it comes evenly, and a missing bin counts as the mean of its neighbours. It grows with the horizon: for (1 + t/1 h)^-1.2 it is 2.9 h up to a day
    and 8.8 h up to 30 days, so it is never told without one, and never compared with a half-life of the intensity.

    Args:
        series: increments per bin (a counter's differences), not a running total.
        horizon: hours from the start; None sums up to the end of what was observed.
        run, baseline_days: as for ``onset``.
        copies, seed: of the bootstrap.
        start: what ``find_onset`` gave for the same run and baseline_days, where it was asked already.

    Returns:
        Hours; the interval is a parametric bootstrap with the baseline's error. NE_RIGHT: the horizon is not over. NE_FEW:
        less than 90 % of its bins observed, or fewer than 20 above the usual level. NE_GRANULARITY: within the first bin.
        Without onset: its code.

    Raises:
        ValueError: a horizon that is not positive.

    Source:
        SCIENCE.md, A.4 (H_sigma), oracle F.8: 2.7985 days from the start of bin 7; Pfeffer, Matter & Sargsyan (2023).
    """
    if horizon is not None and not horizon > 0:
        raise ValueError("a horizon is positive")
    start = start or find_onset(series, run, baseline_days)
    if start.bin is None:
        return start.answer
    places, edges, until = summed(series, start.bin, horizon)
    usual = usual_mean(series, start, baseline_days)
    value = series.value[series.observed]
    refused = _refusal(series, start.bin, places, until, usual.excess(value))
    if refused is not None:
        return refused
    part = slice(int(places[0]), int(places[-1]) + 1)
    left, right, share = stretched(edges, until)
    hours = float(half_accrued((usual.excess(value)[part] * share)[None], left, right)[0])
    model = _model(series, start, usual, part)
    low, high = _interval(model, usual, part, (left, right, share), hours, copies, seed)
    told = _told(until, horizon)
    width, n = float(series.width[start.bin]), int(places.size)
    if hours < width:
        at_most = None if high is None else max(high, width)
        note = f"{told} Half had come within the first bin ({hours_in_words(width)}): narrower bins would tell."
        return refuse("NE_GRANULARITY", note, n, low=0.0, high=at_most, resolution=width)
    return Answer(hours, low, high, "ok", n, note=told, resolution=width).noting(start.answer.note)


def summed(
    series: Series, first: int, horizon: float | None
) -> tuple[np.ndarray, tuple[Floats, Floats], float]:
    """Places among the observed bins from bin ``first`` to the horizon, their edges in hours from it, and the horizon.

    Without one: the end of the last observed bin.
    """
    seen = series.observed
    begins = series.start[seen] - series.start[first]
    ends = begins + series.width[seen]
    until = float(ends[-1]) if horizon is None else horizon
    places = np.flatnonzero((begins >= 0) & (begins < until))
    return places, (begins[places], ends[places]), until


def stretched(edges: tuple[Floats, Floats], until: float) -> tuple[Floats, Floats, Floats]:
    """Edges of the observed bins, stretched over missing neighbours, cut at the horizon; and how often each counts."""
    ends = np.concatenate([(edges[1][:-1] + edges[0][1:]) / 2, edges[1][-1:]])
    begins = np.concatenate([edges[0][:1], ends[:-1]])
    ends = np.concatenate([ends[:-1], [until]])
    return begins, ends, (ends - begins) / (edges[1] - edges[0])


def half_accrued(amount: Floats, left: Floats, right: Floats) -> Floats:
    """Per row: when half of the row's sum had come.

    Args:
        amount: shape (rows, m), per bin; may be negative by noise, as long as the sum is positive.
        left, right: shape (m,), edges of the bins.

    Returns:
        Shape (rows,), linear inside the bin in which the running sum first reaches half; infinite where the sum is not
        positive.
    """
    running = np.cumsum(amount, axis=1)
    half = HALF * running[:, -1]
    first = np.argmax(running >= half[:, None], axis=1)
    rows = np.arange(len(amount))
    inside = amount[rows, first]
    before = running[rows, first] - inside
    step = np.divide(half - before, inside, out=np.ones(len(rows)), where=inside > 0)
    at = left[first] + np.clip(step, 0.0, 1.0) * (right[first] - left[first])
    return np.where(running[:, -1] > 0, at, np.inf)


def _refusal(
    series: Series,
    first: int,
    places: np.ndarray,
    until: float,
    excess: Floats,
) -> Answer | None:
    n, width = int(places.size), series.bin_hours
    observed = float((series.start + series.width)[series.observed[-1]] - series.start[first])
    if observed < until * (1 - 1e-9):
        note = (
            f"Seen for {hours_in_words(observed)} after the start, less than the horizon of "
            f"{hours_in_words(until)}: come back later, or ask for a shorter horizon."
        )
        return refuse("NE_RIGHT", note, n, low=0.0, resolution=width)
    if n < OBSERVED * until / width - 1:
        note = "Less than 90 % of the bins up to the horizon hold data: fill the gaps, or ask for a shorter horizon."
        return refuse("NE_FEW", note, n, resolution=width)
    total = float(excess[places].sum())
    if total < LEAST_TOTAL:
        note = f"Only {max(total, 0):.0f} came above the usual level and {LEAST_TOTAL:.0f} are needed: use a wider selection."
        return refuse("NE_FEW", note, n, resolution=width)
    return None


def _model(series: Series, start: Start, usual: Usual, part: slice) -> Model:
    top = find_top(series)
    peak = min(max(top.first, part.start), part.stop - 1)
    reach = max(REACH, 2 * (peak - part.start))
    fitted = fit(series, part.start, peak, reach, start.baseline)
    return Model(fitted.mean, usual.mean, usual.error, fitted.noise, fitted.links)


def _interval(
    model: Model,
    usual: Usual,
    part: slice,
    bins: tuple[Floats, Floats, Floats],
    hours: float,
    copies: int,
    seed: int,
) -> tuple[float, float | None]:
    left, right, share = bins
    fitted = (model.mean - model.usual)[part] * share
    drawn = []
    for values, level in model.draws(part, copies, seed):
        above = values - level
        above = above if usual.corrected else np.maximum(above, 0.0)
        drawn.append(half_accrued(above * share, left, right))
    at = float(half_accrued(fitted[None], left, right)[0])
    return interval(np.concatenate(drawn), at, hours)


def _told(until: float, horizon: float | None) -> str:
    end = "the end of what was observed" if horizon is None else "the horizon"
    return (
        f"Half of what came within {hours_in_words(until)} of the start, {end}; a longer horizon gives a longer time. "
        "Not the half-life of the decay."
    )
