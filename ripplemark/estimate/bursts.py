"""Two other readings of when it started, to set beside the threshold: Kleinberg's bursts and the cumulative sum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, counted, refuse
from ripplemark.estimate.series import Bools, Floats, Series
from ripplemark.estimate.usual import usual_mean

JUMP = 2.0  # s: a burst's rate over the usual one
COST = 1.0  # gamma: what entering a burst costs, times ln K
ALLOWED = 0.5  # kappa, in sigmas: drift that the sum forgives
ALARM = 5.0  # h, in sigmas
LEAST_RATE = 0.1  # per bin; below, twice the usual rate is nothing


@dataclass(frozen=True, slots=True)
class Burst:
    """A stretch in the higher state: first and last position, and by how much cheaper it was told as one."""

    first: int
    last: int
    weight: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The onset three ways; hours from the start of the first bin.

    Attributes:
        threshold: the onset that all other measures rest on.
        kleinberg, cumulative: the other two; NE_FEW where they see no rise that belongs to it.
        differ: True where one of them is off by more than a bin; then both are to be shown.
    """

    threshold: Answer
    kleinberg: Answer
    cumulative: Answer
    differ: bool


def onset_sensitivity(
    series: Series,
    *,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    start: Start | None = None,
) -> Sensitivity:
    """The threshold's onset beside Kleinberg's and the cumulative sum's.

    Kleinberg: the start of the burst that holds the onset bin, or of the next one up to the peak. Cumulative sum: the bin
    after the sum was last 0 before it held the onset bin, or before its next alarm up to the peak. Both use the usual level
    before the onset.

    Args:
        series: the bins; missing ones are skipped.
        run, baseline_days: as for ``onset``.
        start: what ``find_onset`` gave for the same run and baseline_days, where it was asked already.

    Returns:
        Each with one bin either way, as the threshold's own. Without onset: its code, three times.

    Source:
        SCIENCE.md, A.1; Kleinberg (2003), Data Mining and Knowledge Discovery 7:373-397; Page (1954), Biometrika
        41:100-115.
    """
    start = start or find_onset(series, run, baseline_days)
    if start.bin is None:
        return Sensitivity(start.answer, start.answer, start.answer, False)
    value = series.value[series.observed]
    usual = usual_mean(series, start, baseline_days)
    began = int(np.searchsorted(series.observed, start.bin))
    peak = began + int(np.argmax(value[began:]))
    sigma = max(start.baseline.sigma, 1.0)
    burst = kleinberg_bursts(value, np.maximum(usual.mean, LEAST_RATE))
    excursions = cusum_excursions((value - usual.mean) / sigma)
    first = _belonging([(each.first, each.first, each.last) for each in burst], began, peak)
    alarm = _belonging(excursions, began, peak)
    kleinberg = _answer(series, first, "No burst of Kleinberg's holds this rise")
    cumulative = _answer(series, alarm, "The cumulative sum gives no alarm on this rise")
    width = float(series.width[start.bin])
    away = [
        each.value is None or abs(each.value - (start.answer.value or 0.0)) > width * 1.001
        for each in (kleinberg, cumulative)
    ]
    return Sensitivity(start.answer, kleinberg, cumulative, any(away))


def _belonging(spans: list[tuple[int, int, int]], began: int, peak: int) -> int | None:
    """Start of the first (start, alarm, last) that ends at or after the onset and whose alarm is not after the peak."""
    found = [start for start, alarm, last in spans if last >= began and alarm <= peak]
    return found[0] if found else None


def _answer(series: Series, place: int | None, without: str) -> Answer:
    n, width = int(series.observed.size), series.bin_hours
    if place is None:
        note = f"{without}: look at the threshold's onset, and at the bins themselves."
        return refuse("NE_FEW", note, n, resolution=width)
    seen = series.observed
    at = float(series.start[seen[place]])
    low = float(series.start[seen[place - 1]]) if place else at - width
    high = at + float(series.width[seen[place]])
    gap = int(seen[place] - seen[place - 1] - 1) if place else 0
    note = f"Just before it {counted(gap, 'bin')} without data." if gap else ""
    return Answer(at, low, high, "ok", n, note=note, resolution=width)


def kleinberg_bursts(
    value: Floats, usual: Floats, jump: float = JUMP, cost: float = COST
) -> list[Burst]:
    """Stretches in which counts are told better by ``jump`` times the usual rate; Poisson in both states.

    Args:
        value: shape (n,), counts; >= 0, none missing.
        usual: shape (n,), the usual rate of each; > 0.
        jump: s > 1; higher asks for a stricter jump.
        cost: gamma >= 0; entering costs gamma ln n, leaving nothing. Higher asks for a longer burst.

    Source:
        Kleinberg (2003), section 2, with the Poisson emission of SCIENCE.md, A.1; oracle F.8: bins 7 to 21.
    """
    quiet = usual - value * np.log(usual)
    high = jump * usual - value * np.log(jump * usual)
    return _bursts(quiet, high, cost)


def kleinberg_batches(
    relevant: Floats, total: Floats, jump: float = JUMP, cost: float = COST
) -> list[Burst]:
    """The original form: ``relevant`` of ``total`` documents per batch, binomial in both states.

    The usual share is that of all batches; the burst's is ``jump`` times it, at most 1 - 1e-9.

    Raises:
        ValueError: more relevant documents than there are, or none at all.

    Source:
        Kleinberg (2003), section 4; oracle SCIENCE.md, F.9: 0000111000.
    """
    if np.any(relevant > total) or not 0 < relevant.sum() < total.sum():
        raise ValueError(
            "of each batch some documents may be relevant, and of all neither none nor all"
        )
    share = float(relevant.sum() / total.sum())
    shares = share, min(jump * share, 1 - 1e-9)
    quiet, high = (-(relevant * np.log(p) + (total - relevant) * np.log1p(-p)) for p in shares)
    return _bursts(quiet, high, cost)


def _bursts(quiet: Floats, high: Floats, cost: float) -> list[Burst]:
    """Runs of the cheaper path through two states."""
    state = _cheapest(quiet, high, cost * float(np.log(max(quiet.size, 1))))
    edges = np.diff(np.concatenate([[0], state.astype(np.int64), [0]]))
    firsts, lasts = np.flatnonzero(edges > 0), np.flatnonzero(edges < 0) - 1
    saved = quiet - high
    return [
        Burst(int(first), int(last), float(saved[first : last + 1].sum()))
        for first, last in zip(firsts, lasts, strict=True)
    ]


def _cheapest(quiet: Floats, high: Floats, entering: float) -> Bools:
    """Viterbi's path: True where the high state is; begins in the quiet one."""
    low_cost, high_cost = 0.0, entering
    came_from: list[tuple[bool, bool]] = []  # was the state before high, if now quiet, if now high
    for k, (calm, burst) in enumerate(zip(quiet.tolist(), high.tolist(), strict=True)):
        stay, enter = high_cost, low_cost + (entering if k else np.inf)
        came_from.append((high_cost < low_cost, stay <= enter))
        low_cost, high_cost = min(low_cost, high_cost) + calm, min(stay, enter) + burst
    state = np.zeros(quiet.size, dtype=np.bool_)
    now = high_cost < low_cost
    for k in range(quiet.size - 1, -1, -1):
        state[k] = now
        now = came_from[k][1] if now else came_from[k][0]
    return state


def cumulative_sum(standard: Floats, allowed: float = ALLOWED) -> Floats:
    """S_k = max(0, S_(k-1) + z_k - kappa), shape of ``standard``.

    Args:
        standard: shape (n,), values less their usual level, over sigma.
        allowed: kappa.

    Source: Page (1954); oracle SCIENCE.md, F.8: 36.5 in bin 7 with sigma 1.
    """
    walk = np.concatenate([[0.0], np.cumsum(standard - allowed)])
    return np.asarray((walk - np.minimum.accumulate(walk))[1:], dtype=np.float64)


def cusum_excursions(
    standard: Floats, allowed: float = ALLOWED, alarm: float = ALARM
) -> list[tuple[int, int, int]]:
    """Each stretch above 0 that passes ``alarm``: its first position, the alarm's, and its last."""
    total = cumulative_sum(standard, allowed)
    edges = np.diff(np.concatenate([[0], (total > 0).astype(np.int64), [0]]))
    found = []
    for first, end in zip(np.flatnonzero(edges > 0), np.flatnonzero(edges < 0), strict=True):
        over = np.flatnonzero(total[first:end] > alarm)
        if over.size:
            found.append((int(first), int(first + over[0]), int(end - 1)))
    return found
