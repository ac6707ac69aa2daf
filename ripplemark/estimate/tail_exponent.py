"""How late interest fades: the exponent of a power law fitted to the weeks and months after a peak. Never a line through logs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.fitted import APART, DECADES, POWER_COUNT, Fit, fit_law
from ripplemark.estimate.laws import EXPONENTIAL, LN2, POWER, Law
from ripplemark.estimate.likelihood import Counts
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, hours_in_words, refuse
from ripplemark.estimate.series import DAY, Series, to_days
from ripplemark.estimate.tail import Tail, tail_after

FIRST, LAST = 7.0, 365.0
"""Days after the peak between which the law is fitted (SCIENCE.md, C.4)."""
LEAST_BINS = 8
COARSEST = 8 * DAY


@dataclass(frozen=True, slots=True)
class TailFit:
    """The exponent, and the law as it was fitted; no fit where the answer has no number.

    Attributes:
        answer: alpha, with its profile-likelihood interval.
        fit: the power law; ``tail`` the blocks of bins that it was fitted to.
    """

    answer: Answer
    fit: Fit | None = None
    tail: Tail | None = None


def tail_exponent(
    series: Series,
    first: float = FIRST,
    *,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    start: Start | None = None,
) -> TailFit:
    """alpha of (1 + t / 1 day)^-alpha, t from the end of the peak bin, on the bins from day ``first`` to day 365.

    By maximum likelihood on means over bins, zeros kept, missing bins skipped: Poisson, or negative binomial where bins scatter
    more. The usual level may move by its standard error. A later peak ends the fit at the trough before it.

    Args:
        series: bins of up to a week; finer ones than a day are summed to days.
        first: days after the peak bin; > 0.
        run, baseline_days, start: as for ``fitted_half_life``; ``start`` is of no use for bins finer than a day.

    Returns:
        NE_RIGHT: one and a half decades of time are not observed yet. NE_FEW: a later peak came before that, fewer than 8 bins, or
        fewer than 100 above the usual level. NE_GRANULARITY: bins wider than a week. Without onset: its code. The note says
        where an exponential decay fits the same days as well or better: there is no power law then.

    Raises:
        ValueError: ``first`` not positive.

    Source:
        SCIENCE.md, C.4 and A.5.
    """
    if not first > 0:
        raise ValueError("a tail begins after the peak")
    n = int(series.observed.size)
    if n and series.bin_hours > COARSEST:
        note = "Bins wider than a week hide how late interest fades: load weekly or daily data."
        return TailFit(refuse("NE_GRANULARITY", note, n, resolution=series.bin_hours))
    days = to_days(series)
    if start is None or days is not series:
        start = find_onset(days, run, baseline_days)
    whole = tail_after(days, start, baseline_days)
    if isinstance(whole, Answer):
        return TailFit(whole)
    tail = late(whole, first)
    refused = _refusal(whole, tail, first)
    if refused is not None:
        return TailFit(refused)
    return _fitted(tail, first, start)


def late(tail: Tail, first: float, last: float = LAST) -> Tail:
    """The blocks of a tail that begin between two days after the end of the peak bin."""
    part = (tail.left >= first * DAY - 1e-6) & (tail.left < last * DAY)
    upper = tail.counts.upper
    counts = Counts(
        tail.counts.value[part],
        tail.counts.bins[part],
        upper=None if upper is None else upper[part],
        rounding=tail.counts.rounding,
    )
    return replace(
        tail,
        left=tail.left[part],
        right=tail.right[part],
        counts=counts,
        known=tail.known[part],
        observed=round(float(counts.bins.sum())),
    )


def law_of(tail: Tail) -> Law:
    """The power law with an offset of one day, whatever the width of a bin."""
    day = DAY / tail.bin_hours
    return replace(POWER, extra=(day, day), fixed=day)


def _refusal(whole: Tail, tail: Tail, first: float) -> Answer | None:
    needed = first * 10**DECADES
    width = tail.bin_hours
    if tail.span < needed * DAY:
        seen = f"Seen for {hours_in_words(whole.span)} after the peak"
        if whole.cut:
            note = (
                f"{seen} before the next peak, and the exponent needs the days {first:g} to {needed:.0f} of one fade: "
                "look at the later peaks instead."
            )
            return refuse("NE_FEW", note, tail.observed, resolution=width)
        note = (
            f"{seen}, and the exponent needs the days {first:g} to {needed:.0f}: come back later."
        )
        return refuse("NE_RIGHT", note, tail.observed, resolution=width)
    if tail.observed < LEAST_BINS or tail.excess < POWER_COUNT:
        note = (
            f"Only {max(tail.excess, 0):.0f} came above the usual level in {tail.observed} bins from day {first:g} on; "
            f"{POWER_COUNT:.0f} in {LEAST_BINS} are needed: use a wider selection."
        )
        return refuse("NE_FEW", note, tail.observed, resolution=width)
    return None


def _fitted(tail: Tail, first: float, start: Start) -> TailFit:
    fit = fit_law(tail, law_of(tail))
    other = fit_law(tail, EXPONENTIAL)
    # A longer half-life is a smaller exponent.
    value, high, low = (
        None if each is None else _alpha(each) for each in (fit.half, fit.low, fit.high)
    )
    answer = Answer(
        value,
        0.0 if low is None else low,
        high,
        "ok",
        tail.observed,
        note=f"Fitted to days {first:g} to {min(tail.span / DAY, LAST):.0f} after the peak.",
        resolution=tail.bin_hours,
    )
    return TailFit(answer.noting(_beside(fit, other), tail.note, start.answer.note), fit, tail)


def _alpha(half: float) -> float:
    return LN2 / float(np.log1p(half / DAY))


def _beside(fit: Fit, other: Fit) -> str:
    """What an exponential decay says of the same days."""
    scale = min(fit.counts.scale, other.counts.scale)
    ahead = other.at_scale(scale).criterion - fit.at_scale(scale).criterion
    if ahead >= APART:
        return "A power law fits these days better than an exponential decay."
    if ahead > -APART:
        return "An exponential decay fits these days as well: do not call it a power law."
    return "An exponential decay fits these days better: it is no power law, and the exponent describes it badly."
