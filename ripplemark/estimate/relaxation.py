"""How did attention relax after its peak: exponent and class after Crane and Sornette. For the Laboratory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.bootstrap import COPIES, SEED
from ripplemark.estimate.fitted import Fit, bears_power_law, fit_law
from ripplemark.estimate.laws import LN2, POWER
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, hours_in_words, refuse
from ripplemark.estimate.peak import peak
from ripplemark.estimate.series import DAY, Series
from ripplemark.estimate.tail import Tail, tail_after
from ripplemark.estimate.top import as_high, find_top

Class = Literal["exogenous sub-critical", "exogenous critical", "endogenous critical"]
LEAST_BINS = 20
LEAST_HORIZON = 60 * DAY
BY_EXPONENT: tuple[tuple[Class, float, float], ...] = (
    ("exogenous sub-critical", 1.0, float("inf")),
    ("exogenous critical", 0.4, 1.0),
    ("endogenous critical", 0.0, 0.4),
)
BY_SHARE: tuple[tuple[Class, float, float], ...] = (
    ("exogenous sub-critical", 0.8, 1.0),
    ("exogenous critical", 0.2, 0.8),
    ("endogenous critical", 0.0, 0.2),
)


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Exponent, peak share and class.

    Attributes:
        exponent: alpha of a power law with c of one bin, with its profile-likelihood interval, which spans those after bins
            beside the peak that may have been it but for noise.
        peak_share: the peak's share of all from the onset on.
        name: the class that the whole interval of the exponent and the peak share agree on; None is unclassified.
        why: why it has that class, or none.
    """

    exponent: Answer
    peak_share: Answer
    name: Class | None
    why: str


def relaxation_class(
    series: Series,
    *,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    copies: int = COPIES,
    seed: int = SEED,
    start: Start | None = None,
) -> Relaxation:
    """The class of a daily series seen for 60 days or more from its onset on.

    Exponent above 1 and four fifths of all in the peak: exogenous sub-critical; 0.4 to 1 and a fifth to four fifths:
    exogenous critical; below 0.4 and up to a fifth: endogenous critical. The cut-offs of the peak share, and the exponents'
    boundaries around theta = 0.4, are quoted from memory in SCIENCE.md and not checked against the paper.

    Args: as for ``half_life``.

    Returns:
        NE_GRANULARITY: bins that are not days (both numbers change with the bin). NE_RIGHT: fewer than 60 days from the
        onset on. NE_FEW: fewer than 20 bins after the peak, or one and a half decades of time or 100 counts not reached.
        Without onset: its code. Where the exponent or its interval is not to be had, there is no class.

    Source:
        Crane & Sornette (2008), PNAS 105:15649-15653; SCIENCE.md, A.6 and G.10.
    """
    start = start or find_onset(series, run, baseline_days)
    refused = _refusal(series, start)
    if refused is not None:
        return Relaxation(refused, refused, None, "Unclassified: " + refused.note)
    share = peak(series, copies=copies, seed=seed, start=start).share
    tail = tail_after(series, start, baseline_days)
    if isinstance(tail, Answer):
        return Relaxation(tail, share, None, "Unclassified: " + tail.note)
    few = _thin(tail)
    if few is not None:
        return Relaxation(few, share, None, "Unclassified: " + few.note)
    exponent = _over_peaks(series, start, baseline_days, tail)
    return Relaxation(exponent, share, *_class(exponent, share))


def _over_peaks(series: Series, start: Start, baseline_days: float, tail: Tail) -> Answer:
    """The exponent after the highest bin; its interval spans those after bins beside it that were as high but for noise."""
    fit, answer = _with_offset(tail), exponent_of_tail(tail)
    value, top = series.value[series.observed], find_top(series)
    began = int(np.searchsorted(series.observed, start.bin or 0))
    variance = fit.counts.scale * value + fit.counts.dispersion * value**2
    places = as_high(value, variance, top, began)
    others = [tail_after(series, start, baseline_days, place=place) for place in places]
    each = [exponent_of_tail(other) for other in others if isinstance(other, Tail)]
    lows = [answer.low, *(other.low for other in each)]
    highs = [answer.high, *(other.high for other in each)]
    return replace(
        answer,
        low=min(low or 0.0 for low in lows),
        high=None if None in highs else max(high for high in highs if high is not None),
    )


def exponent_of_tail(tail: Tail) -> Answer:
    """alpha of the power law with c held at one bin, with the profile-likelihood interval."""
    fit = _with_offset(tail)
    c = tail.bin_hours
    # A longer half-life is a smaller exponent.
    value, high, low = (
        None if each is None else LN2 / float(np.log1p(each / c))
        for each in (fit.half, fit.low, fit.high)
    )
    return Answer(
        value,
        0.0 if low is None else low,
        high,
        "ok",
        tail.observed,
        note="With c of one bin.",
        resolution=tail.bin_hours,
    ).noting(tail.note)


def _with_offset(tail: Tail) -> Fit:
    """The power law with c held at one bin."""
    return fit_law(tail, replace(POWER, extra=(1.0, 1.0)))


def _class(exponent: Answer, share: Answer) -> tuple[Class | None, str]:
    if exponent.low is None or exponent.high is None or share.value is None:
        return None, "Unclassified: the exponent or the peak's share is not known well enough."
    by_exponent = [
        name for name, low, high in BY_EXPONENT if low < exponent.low and exponent.high < high
    ]
    by_share = next(name for name, low, _ in BY_SHARE if share.value >= low)
    if not by_exponent:
        return None, "Unclassified: the interval of the exponent spans more than one class."
    if by_exponent[0] != by_share:
        return (
            None,
            f"Unclassified: the exponent says {by_exponent[0]}, the peak's share {by_share}.",
        )
    return by_share, "The whole interval of the exponent and the peak's share agree."


def _refusal(series: Series, start: Start) -> Answer | None:
    if start.bin is None:
        return start.answer
    n, width = int(series.observed.size), series.bin_hours
    if abs(width - DAY) > 2:
        note = (
            f"Exponent and peak share change with the bin and are defined for days; these bins are {hours_in_words(width)}: "
            "load or sum daily data."
        )
        return refuse("NE_GRANULARITY", note, n, resolution=width)
    seen = float((series.start + series.width)[series.observed[-1]] - series.start[start.bin])
    if seen < LEAST_HORIZON:
        note = f"Seen for {hours_in_words(seen)} from the onset on and 60 days are needed: come back later."
        return refuse("NE_RIGHT", note, n, resolution=width)
    return None


def _thin(tail: Tail) -> Answer | None:
    if tail.observed >= LEAST_BINS and bears_power_law(tail):
        return None
    note = (
        f"An exponent needs {LEAST_BINS} bins, one and a half decades of time and 100 counts after the peak: use a longer or "
        "a larger series."
    )
    return refuse("NE_FEW", note, tail.observed, resolution=tail.bin_hours)
