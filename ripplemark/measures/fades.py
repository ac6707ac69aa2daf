"""More measures of one series: how fast it doubled, three half-lives told apart, and whether it came back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ripplemark.estimate.doubling import doubling_time
from ripplemark.estimate.engagement import engagement_half_life
from ripplemark.estimate.fitted import APART, FittedDecay, fitted_half_life
from ripplemark.estimate.laws import LAWS
from ripplemark.estimate.outcome import Answer, hours_in_words
from ripplemark.estimate.resurgence import Resurgences, resurgences
from ripplemark.measures import bins
from ripplemark.measures.base import Measure, Parameter, Request, positive
from ripplemark.measures.kept import kept
from ripplemark.measures.lifecycle import (
    QUERY,
    SERIES_COLUMNS,
    One,
    nothing,
    of_series,
    outside,
    per_series,
)
from ripplemark.measures.period import PERIOD
from ripplemark.measures.thresholds import ONSET_RULE
from ripplemark.result import Estimate

_KEPT = 256
WHICH = "Three half-lives circulate and differ several-fold; this is the "
MODEL = Parameter(
    "model",
    "the law that is fitted: 'exponential' or 'power'; of both the one with the lower AICc where nothing is said",
    None,
    str,
    tuple(law.name for law in LAWS),
)
HORIZON = Parameter(
    "horizon",
    "hours after the onset up to which attention is summed",
    168.0,
    positive,
)

Row = tuple[dict[str, str], Answer]
"""What one answer is about beside the series' own columns, and the answer."""


def found_once(one: One, kind: str, make: Callable[[], Any], *more: Any) -> Any:
    """Made once for the series, its period, its onset, its baseline and ``more``."""
    return kept(
        one.request.serving, (kind, *one.which, one.start.bin, one.days, *more), make, most=_KEPT
    )


def in_rows(
    rows: Callable[[One], Iterator[Row]], *without: dict[str, str]
) -> Callable[[Request], list[Estimate]]:
    """As ``per_series``, for rows that say more than their series; ``without``: of a series that has no bin in the period."""

    def estimates(request: Request) -> list[Estimate]:
        found: list[Estimate] = []
        for binned in bins.read(request):
            if not binned.series.value.size:
                found += [outside(binned, **by) for by in without]
                continue
            told = rows(One(request, binned))
            found += [of_series(binned, answer, time=False, **by) for by, answer in told]
        return found or [nothing(request)]

    return estimates


def doubling(one: One) -> Answer:
    """The doubling time of one series."""
    return one.once("doubling", lambda start: doubling_time(one.series, start=start))


def decay(one: One) -> FittedDecay:
    """The laws fitted to one series."""
    model = one.request.settings.get("model")
    found: FittedDecay = found_once(
        one,
        "decay",
        lambda: fitted_half_life(one.series, model=model, baseline_days=one.days, start=one.start),
        model,
    )
    return found


def _fitted(one: One) -> Iterator[Row]:
    found = decay(one)
    law = found.best.law.name if found.best is not None else ""
    yield {"law": law}, found.answer.noting(_compared(found))


def _compared(found: FittedDecay) -> str:
    """What the other law gives where it is told apart; where it is not, the answer says so itself."""
    if not found.answer.estimable or not found.told_apart:
        return ""
    other = found.fits[1]
    behind = other.criterion - found.fits[0].criterion
    told = f"{behind:.0f}" if behind < 1000 else "more than 1000"
    return (
        f"By {other.law.title} it would be {hours_in_words(other.half)}, which fits worse "
        f"(AICc higher by {told}; {APART:.0f} or more tells two laws apart)."
    )


def _engaged(one: One) -> Iterator[Row]:
    hours = float(one.request.settings["horizon"])
    answer = one.once(
        "engagement",
        lambda start: engagement_half_life(one.series, hours, baseline_days=one.days, start=start),
        hours,
    )
    yield {"horizon": f"{hours:g} h"}, answer


def returns(one: One) -> Resurgences:
    """The later peaks of one series."""
    found: Resurgences = found_once(
        one,
        "returns",
        lambda: resurgences(one.series, baseline_days=one.days, start=one.start),
    )
    return found


def _returns(one: One) -> Iterator[Row]:
    found = returns(one)
    yield {"quantity": "count"}, found.count
    for number, each in enumerate(found.each, start=1):
        about = {"return": str(number), "episode": "new" if each.episode else "same"}
        for quantity, answer in (("lag", each.lag), ("height", each.height), ("mass", each.mass)):
            yield {"quantity": quantity, **about}, answer


DOUBLING_TIME = Measure(
    "doubling-time",
    "Doubling time of the growth",
    "T_d",
    "h",
    "Time in which attention doubled between its onset and its peak: ln 2 / r of log E[y] = a + r t over these bins, by "
    "maximum likelihood (Poisson, or negative binomial where bins scatter more; '<1' and 0 of a search index are upper bounds). "
    "Two or three bins give the two-point value.",
    "McCullagh & Nelder (1989), Generalized Linear Models; interval by profile likelihood of r, inverted",
    QUERY,
    SERIES_COLUMNS,
    per_series(doubling),
    (*ONSET_RULE, *PERIOD),
    (
        "It tells of all attention up to the peak, the usual level included.",
        "A quota, a sampled collection or saturation makes growth look slow.",
        "It is how fast attention grew, not how long its growth took: see the time to the peak.",
    ),
    method_version=3,
)
FITTED_HALF_LIFE = Measure(
    "fitted-half-life",
    "Fitted half-life of the decay",
    "H_lambda",
    "h",
    "Half-life of the law of decay that fits the bins after the peak best, counted from the end of the peak bin: an exponential "
    "(ln 2 / lambda) or a shifted power law (c (2^(1/alpha) - 1)), by maximum likelihood on means over bins, zeros kept "
    "(Poisson, or negative binomial where bins scatter more; '<1' and 0 of a search index are upper bounds, and its rounding adds "
    "to the scatter); the law ('law') has the lower AICc. A later peak ends the fit. "
    "Never a straight line through logarithms.",
    "Burnham & Anderson (2002), Model Selection and Multimodel Inference; Vuong (1989), Econometrica 57:307-333; interval by "
    "profile likelihood",
    QUERY,
    SERIES_COLUMNS,
    in_rows(_fitted, {}),
    (MODEL, *ONSET_RULE, *PERIOD),
    (
        f"{WHICH}fitted half-life, and it is that of a model.",
        "Where two laws fit alike (AICc within 4) the interval spans both; the better one need not be the true one.",
        "It is counted from the end of the peak bin: the half-life of intensity is read off the bins, from the middle of the peak.",
    ),
    method_version=2,
)
ENGAGEMENT_HALF_LIFE = Measure(
    "engagement-half-life",
    "Engagement half-life",
    "H_Sigma(H)",
    "h",
    "Time from the onset until half of all attention above the usual level had come that came up to a horizon ('horizon', hours "
    "after the onset). It grows with the horizon and is never told without it.",
    "Pfeffer, Matter & Sargsyan (2023); interval by parametric bootstrap, Efron & Tibshirani (1993)",
    QUERY,
    SERIES_COLUMNS,
    in_rows(_engaged, {}),
    (HORIZON, *ONSET_RULE, *PERIOD),
    (
        f"{WHICH}engagement half-life, and it depends on its horizon.",
        "A longer horizon gives a longer time: two of them are compared with one horizon only.",
        "It counts from the onset in this source, not from a publication.",
        "Views that a platform purged, or posts that were deleted, are missing from the sum.",
    ),
    method_version=2,
)
RESURGENCES = Measure(
    "resurgences",
    "Resurgences",
    "n_res, rho",
    "count; h; ratio",
    "Later peaks ('count'): local maxima that stand out by 5 robust standard deviations of the usual level, by 4 of a bin half-way "
    "up and by a tenth of the main peak's excess, after a trough of at most half of the smaller excess; hourly and finer bins "
    "are judged on their mean over 24 hours. Of each in order ('return'): hours from the main peak ('lag'), its excess over "
    "that of the main peak ('height'), the excess from its trough on over that of the first wave ('mass'), and whether attention "
    "had been below the threshold for 48 hours (hourly) or 14 days before it ('episode': new or same). The range of the count "
    "is what twice and half the least height would count.",
    "Ripplemark's own definition; prominence as find_peaks of SciPy; ratios by Fieller's moments",
    QUERY,
    SERIES_COLUMNS,
    in_rows(_returns, {"quantity": "count"}),
    (*ONSET_RULE, *PERIOD),
    (
        "The range of the count is that of a looser and a stricter rule, not of chance.",
        "An anniversary, a new and unrelated event under the same words, or accounts that start again look alike.",
    ),
    in_hours=("lag",),
    method_version=2,
)
FADES = (DOUBLING_TIME, FITTED_HALF_LIFE, ENGAGEMENT_HALF_LIFE, RESURGENCES)
