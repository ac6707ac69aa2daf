"""How much attention came before anyone checked: the unverified share."""

from __future__ import annotations

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.engagement import stretched, summed
from ripplemark.estimate.mean_curve import Noise, mean_curve, noise_of
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, hours_in_words, refuse, spanning
from ripplemark.estimate.series import Floats, Series
from ripplemark.estimate.survival import Z
from ripplemark.estimate.top import find_top
from ripplemark.estimate.usual import usual_mean

OBSERVED = 0.8  # of the bins up to the horizon
LEAST_TOTAL = 20.0
MUCH = 0.1  # of all attention, in the bin that holds the check
REACH = 10


def unverified_share(
    series: Series,
    check: tuple[float, float] | None,
    *,
    horizon: float | None = None,
    excess: bool = False,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    start: Start | None = None,
) -> Answer:
    """Share of the attention from the onset on that came before the first published check.

    sum of a(t) before the check / sum of a(t) up to the horizon; the bin that holds the check is split in proportion, a
    missing bin counts as the mean of its neighbours.

    Args:
        series: increments per bin.
        check: earliest and latest time of the check, hours from the start of the first bin; equal where exact; None where
            none was published by the end of observation.
        horizon: hours from the onset; None is the end of what was observed.
        excess: count what lies above the usual level only; False counts all attention.
        run, baseline_days: as for ``onset``.
        start: what ``find_onset`` gave for the same run and baseline_days, where it was asked already.

    Returns:
        A share. For an exact check its interval is that of counting (delta method on the log-odds). For one that is an
        interval: 'bounds', the shares at both its ends, unless they differ by less than the counting matters
        (``outcome.spanning``). No check: 1 with ``censored`` 1. NE_RIGHT: the horizon is not over. NE_FEW: less than 80 % of
        the bins observed, or fewer than 20 counts. Without onset: its code.

    Raises:
        ValueError: a check whose latest time is before its earliest, or a horizon that is not positive.

    Source:
        SCIENCE.md, A.12; oracle F.8: 0.507 of all, 0.564 of the excess, for a check at bin 10.25.
    """
    if check is not None and check[1] < check[0]:
        raise ValueError("a check is not later at its earliest than at its latest")
    if horizon is not None and not horizon > 0:
        raise ValueError("a horizon is positive")
    start = start or find_onset(series, run, baseline_days)
    if start.bin is None:
        return start.answer
    places, edges, until = summed(series, start.bin, horizon)
    amount = series.value[series.observed]
    usual = usual_mean(series, start, baseline_days)
    counted = usual.excess(amount) if excess else amount
    observed = float((series.start + series.width)[series.observed[-1]] - series.start[start.bin])
    refused = _refusal(series, places, observed, until, float(counted[places].sum()))
    if refused is not None:
        return refused
    width = series.bin_hours
    if check is None:
        note = "No check was published by the end of what was observed, so all attention so far came before one."
        return Answer(1.0, None, None, "ok", int(places.size), 0, 1, note, width)
    begins = float(series.start[start.bin])
    noise, mean = _model(series, start)
    error = usual.error if excess else 0.0
    split = _Split(counted[places], mean[places], edges, until, noise, error, width)
    ends = [split.at(each - begins) for each in check]
    answer = ends[0] if check[0] == check[1] else _of_interval(split, check, begins, ends)
    return answer.noting(_told(until, excess), start.answer.note)


class _Split:
    """Attention on either side of a moment."""

    def __init__(
        self,
        amount: Floats,
        mean: Floats,
        edges: tuple[Floats, Floats],
        until: float,
        noise: Noise,
        error: float,
        width: float,
    ) -> None:
        # A missing bin counts as the mean of its neighbours: each stands for the time that it is nearest to.
        left, right, times = stretched(edges, until)
        self._amount, self._edges, self._width = amount * times, (left, right), width
        self._error = error
        self._inside = np.ones(left.size)
        self._variance = noise.variance(mean) * times**2
        self._gaps = _gap_variance(amount, edges, width)
        self._total = float(self._amount.sum())

    def _overlap(self, until: float) -> Floats:
        """Which part of each bin lies before a moment."""
        left, right = self._edges
        return np.clip((until - left) / (right - left), 0.0, 1.0)

    def at(self, moment: float) -> Answer:
        """The share before a moment, hours from the onset, with the interval of counting."""
        before = np.minimum(self._overlap(moment), self._inside)
        share = float(self._amount @ before) / self._total
        inside = min(max(share, 0.0), 1.0)
        low, high = self._interval(inside, before)
        held = float((self._amount * np.where((before > 0) & (before < self._inside), 1, 0)).sum())
        note = ""
        if held > MUCH * self._total:
            note = (
                f"The bin that holds the check holds {held / self._total:.0%} of the attention and was split in "
                "proportion: narrower bins would tell better."
            )
        n = int(self._amount.size)
        return Answer(inside, low, high, "ok", n, 1, 0, note, self._width)

    def _interval(self, share: float, before: Floats) -> tuple[float, float]:
        """On the log-odds, so that it stays within 0 and 1; (share, share) at 0 and at 1."""
        if not 0 < share < 1:
            return share, share
        pull = before - share * self._inside
        variance = float((pull**2 * self._variance).sum())
        around = (pull[1:] + pull[:-1]) / 2
        variance += float((around**2 * self._gaps).sum())
        variance += (self._error * float(pull.sum())) ** 2
        error = float(np.sqrt(variance)) / self._total / (share * (1 - share))
        odds = float(np.log(share / (1 - share)))
        low, high = (1 / (1 + np.exp(-(odds + sign * Z * error))) for sign in (-1, 1))
        return float(low), float(high)


def _gap_variance(amount: Floats, edges: tuple[Floats, Floats], width: float) -> Floats:
    """Shape (n - 1,): of what may have come in the missing bins between two observed ones; 0 where none is missing.

    Their standard deviation is taken to be the difference of the two neighbours, or half their mean where that is more: a
    missing peak is higher than both.
    """
    missing = np.round((edges[0][1:] - edges[1][:-1]) / width)
    unlike = np.abs(np.diff(amount))
    half = np.abs(amount[1:] + amount[:-1]) / 4
    return np.asarray((missing * np.maximum(unlike, half)) ** 2, dtype=np.float64)


def _of_interval(
    split: _Split, check: tuple[float, float], begins: float, ends: list[Answer]
) -> Answer:
    middle = split.at(sum(check) / 2 - begins)
    near = spanning(middle, *ends)
    if near is not None:
        return near
    low, high = sorted((ends[0].value or 0.0, ends[1].value or 0.0))
    note = (
        f"When the check came is known only to within {hours_in_words(check[1] - check[0])}; the share lies between these "
        "two. Its exact time would settle it."
    )
    return Answer(None, low, high, "bounds", middle.n, 1, 0, note, middle.resolution)


def _model(series: Series, start: Start) -> tuple[Noise, Floats]:
    """Scatter and smooth mean of the observed bins."""
    value, top = series.value[series.observed], find_top(series)
    began = int(np.searchsorted(series.observed, start.bin or 0))
    sharp = (began,) if began == top.first else (began, top.first)
    noise = noise_of(value, sharp, counts=not series.index)
    reach = max(REACH, 2 * abs(top.first - began))
    return noise, mean_curve(value, sharp, top.first, reach, noise)


def _refusal(
    series: Series, places: np.ndarray, observed: float, until: float, total: float
) -> Answer | None:
    n, width = int(places.size), series.bin_hours
    if observed < until * (1 - 1e-9):
        note = (
            f"Seen for {hours_in_words(observed)} after the onset, less than the horizon of {hours_in_words(until)}: "
            "come back later, or ask for a shorter horizon."
        )
        return refuse("NE_RIGHT", note, n, resolution=width)
    if n < OBSERVED * until / width - 1:
        note = "Less than 80 % of the bins from the onset to the horizon hold data: fill the gaps."
        return refuse("NE_FEW", note, n, resolution=width)
    if total < LEAST_TOTAL:
        note = f"Only {max(total, 0):.0f} came from the onset on and {LEAST_TOTAL:.0f} are needed: use a wider selection."
        return refuse("NE_FEW", note, n, resolution=width)
    return None


def _told(until: float, excess: bool) -> str:
    what = "attention above the usual level" if excess else "attention"
    return f"Of the {what} within {hours_in_words(until)} of the onset."
