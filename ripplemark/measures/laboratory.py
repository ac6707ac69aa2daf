"""Measures for the Laboratory: each needs a lot and misleads easily. On the command line and one page; in no headline."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.beside import laws_beside
from ripplemark.estimate.concentration import concentration
from ripplemark.estimate.hawkes import reproduction
from ripplemark.estimate.memory import CollectiveMemory, collective_memory
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, hours_in_words, refuse
from ripplemark.estimate.relaxation import relaxation_class
from ripplemark.estimate.series import Series, to_days
from ripplemark.estimate.width import fwhm
from ripplemark.measures import bins
from ripplemark.measures.base import Measure, Parameter, Request, positives
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
from ripplemark.measures.thresholds import ONSET_RULE, threshold
from ripplemark.result import Estimate
from ripplemark.schema import RELATIVE_METRICS

LABORATORY_CAVEAT = (
    "For the Laboratory: it needs more than most incidents have, and belongs in no headline."
)
CROSSINGS = {
    "crossing_rates": "equal-rates",
    "crossing_terms": "equal-terms",
    "crossing_memories": "equal-memories",
}
"""The three crossing times that circulate under one name, and what each is called here."""
_RELATIVE = "Points of an index and shares of coverage count nothing, so nothing can be said to set off another: add counts (posts, mentions)."


@dataclass(frozen=True, slots=True)
class _Told:
    """An answer with what it is about, beside the series' own columns."""

    answer: Answer
    by: dict[str, str]


def _several(answers: Callable[[One], Iterator[_Told]]) -> Callable[[Request], list[Estimate]]:
    """As ``per_series``, for measures with several answers a series."""

    def estimates(request: Request) -> list[Estimate]:
        found: list[Estimate] = []
        for binned in bins.read(request):
            if not binned.series.value.size:
                found.append(outside(binned))
                continue
            told = answers(One(request, binned))
            found += [of_series(binned, each.answer, time=False, **each.by) for each in told]
        return found or [nothing(request)]

    return estimates


def _days(one: One) -> float:
    return float(one.request.settings.get("baseline", WINDOW_DAYS))


def _daily(one: One) -> tuple[Series, Start]:
    """The series in days: bins finer than a day are summed, and days have an onset of their own."""
    days = to_days(one.series)
    if days is one.series:
        return days, one.start
    settings = one.request.settings
    return days, find_onset(days, settings.get("run"), _days(one), threshold(settings))


def _width(one: One) -> Answer:
    return fwhm(one.series, baseline_days=_days(one), start=one.start)


def _memories(one: One) -> Iterator[_Told]:
    days, start = _daily(one)
    found = collective_memory(days, baseline_days=_days(one), start=start)
    for each in fields(CollectiveMemory):
        answer = getattr(found, each.name)
        if isinstance(answer, Answer):
            yield _Told(answer, {"quantity": CROSSINGS.get(each.name, each.name)})


def _class(one: One) -> Iterator[_Told]:
    days, start = _daily(one)
    found = relaxation_class(days, baseline_days=_days(one), start=start)
    name = found.name or "unclassified"
    for quantity, answer in (("exponent", found.exponent), ("peak-share", found.peak_share)):
        why = "" if answer.note and answer.note in found.why else found.why
        yield _Told(answer.noting(why), {"quantity": quantity, "class": name})


def _ratios(one: One) -> Iterator[_Told]:
    for hours in one.request.settings["generation"]:
        by = {"generation": f"{hours:g}"}
        if one.binned.by.get("metric") in RELATIVE_METRICS:
            refused = refuse("NE_FEW", _RELATIVE, 0, resolution=one.series.bin_hours)
            yield _Told(refused, by)
            continue
        answer = reproduction(one.series, hours)
        assumed = (
            f"With a generation of {hours_in_words(hours)}, which is assumed and not estimated."
        )
        yield _Told(answer.noting(assumed if answer.estimable else ""), by)


def _laws(one: One) -> Iterator[_Told]:
    for each in laws_beside(one.series, baseline_days=_days(one), start=one.start):
        shape = "" if each.shape is None else f"Its second parameter is {each.shape:.2f}."
        yield _Told(each.half.noting(shape), {"quantity": "half-life", "law": each.law})
        behind = replace(each.half, value=None, low=None, high=None)
        if each.behind is not None:
            n, width = each.half.n, each.half.resolution
            behind = Answer(each.behind, None, None, "ok", n, resolution=width)
        yield _Told(behind, {"quantity": "aicc-behind", "law": each.law})


FWHM = Measure(
    "fwhm",
    "Width at half maximum",
    "FWHM",
    "h",
    "Time from when the excess over the baseline rose past half its peak until it fell to half and stayed there for two bins; "
    "interpolated between bin centres. Half of the excess, not half of a prominence.",
    "Ripplemark's own definition; interval by parametric bootstrap, Efron & Tibshirani (1993)",
    QUERY,
    SERIES_COLUMNS,
    per_series(_width),
    (*ONSET_RULE, *PERIOD),
    (
        LABORATORY_CAVEAT,
        "It mixes the rise with the fall: a slow rise and a slow fall give the same width.",
        "It is not a half-life, and not the prominence width of signal-processing libraries.",
    ),
    method_version=2,
)
CONCENTRATION = Measure(
    "concentration",
    "Concentration of attention",
    "G",
    "ratio",
    "Gini coefficient of attention over the bins of the period: 0 where every bin has as much, near 1 where one has all. "
    "Missing bins are left out.",
    "Gini (1912); interval by moving-block bootstrap, Kunsch (1989), Annals of Statistics 17:1217-1241",
    QUERY,
    SERIES_COLUMNS,
    per_series(lambda one: concentration(one.series.value)),
    PERIOD,
    (
        LABORATORY_CAVEAT,
        "It grows with every quiet bin: two series are compared over one period and one width of bin only.",
        "Chance alone makes small counts uneven: a faint series looks concentrated.",
    ),
)
RELAXATION_CLASS = Measure(
    "relaxation-class",
    "Relaxation exponent and class",
    "alpha, F",
    "1; share",
    "Exponent of a power law with an offset of one bin, fitted to the days after the peak by maximum likelihood, and the peak "
    "day's share of all from the onset on. The class ('class') is one of exogenous sub-critical, exogenous critical and "
    "endogenous critical where the exponent's whole interval and the share agree on it, and otherwise 'unclassified'. Bins "
    "finer than a day are summed to days first.",
    "Crane & Sornette (2008), PNAS 105:15649-15653; the cut-offs of the share (0.2, 0.8) and of the exponent (0.4, 1) are "
    "quoted from memory and not checked against the paper",
    QUERY,
    SERIES_COLUMNS,
    _several(_class),
    (*ONSET_RULE, *PERIOD),
    (
        LABORATORY_CAVEAT,
        "Needs 60 days from the onset on, 20 days and one and a half decades of time after the peak, and 100 counts.",
        "A class is a statement about a model of how attention spreads, not about who started it or whether it was organised.",
        "Both numbers change with the width of a bin and with how long was observed.",
    ),
    method_version=3,
)
COLLECTIVE_MEMORY = Measure(
    "collective-memory",
    "Communicative and cultural memory",
    "p, q, r",
    "1/h; h",
    "Two exponential decays fitted to the days after the peak by maximum likelihood on means over bins: p is the rate at which "
    "communicative memory is lost, r the rate at which it passes into cultural memory, q the rate at which that is lost. Three "
    "times circulate as 'the' crossing time, and all three are given: when both terms of the curve fall equally fast "
    "('equal-rates', what the authors' code calls critical time), when both terms are equally large ('equal-terms'), and when "
    "both memories hold as much ('equal-memories'). 'half' is when the sum of both has fallen to half.",
    "Candia, Jara-Figueroa, Rodriguez-Sickert, Barabasi & Hidalgo (2019), Nature Human Behaviour 3:82-91; interval by "
    "parametric bootstrap, Efron & Tibshirani (1993)",
    QUERY,
    SERIES_COLUMNS,
    _several(_memories),
    (*ONSET_RULE, *PERIOD),
    (
        LABORATORY_CAVEAT,
        "Needs 12 days after the peak and a view of ten time constants of the fast decay, and two rates that differ at least twofold.",
        "The published numbers are per year, of songs and biographies: the form is the same, the numbers are never compared.",
        "Two exponentials fit many a curve that has no two memories, a power law for one.",
    ),
    in_hours=("equal-rates", "equal-terms", "equal-memories", "half"),
    method_version=2,
)
BRANCHING_RATIO = Measure(
    "branching-ratio",
    "Branching ratio",
    "R",
    "ratio",
    "How many further posts one post draws after it directly, on average: each bin's mean is a rate from outside plus R times "
    "earlier bins, weighted by a geometric generation time whose mean is assumed ('generation') and not estimated. Hourly bins "
    "of a week and more let the rate from outside follow the hour of the day.",
    "Cori et al. (2013), American Journal of Epidemiology 178:1505-1512 (renewal equation); interval by profile likelihood",
    QUERY,
    SERIES_COLUMNS,
    _several(_ratios),
    (
        Parameter(
            "generation",
            "mean hours from a post to those that it sets off, separated by commas; each is an assumption",
            (1.0, 6.0, 24.0),
            positives,
        ),
        *PERIOD,
    ),
    (
        LABORATORY_CAVEAT,
        "The generation time is assumed, and the ratio moves with it: look at all of them, never at one.",
        "News from outside, bots, a campaign, or a rhythm that is not modelled all raise it.",
        "It says that attention follows attention, not that anybody passed anything on.",
    ),
)
DECAY_LAWS = Measure(
    "decay-laws",
    "Laws of decay beside each other",
    "H_law, AICc",
    "h; AICc",
    "Exponential, power law, stretched exponential and two exponentials, each fitted by maximum likelihood to the bins after "
    "the peak: the half-life by each law from the end of the peak bin ('half-life'), and by how much its AICc lies above the "
    "best law's ('aicc-behind'); below 4 two laws cannot be told apart.",
    "Burnham & Anderson (2002), Model Selection and Multimodel Inference; intervals by profile likelihood, of two "
    "exponentials by parametric bootstrap",
    QUERY,
    SERIES_COLUMNS,
    _several(_laws),
    (*ONSET_RULE, *PERIOD),
    (
        LABORATORY_CAVEAT,
        "The best of four laws need not be a good one, and a law that fits is not the mechanism.",
        "A stretched exponential or two exponentials have one parameter more or two: with few bins they fit noise.",
        "Half-lives of different laws are not to be averaged.",
    ),
    in_hours=("half-life",),
    method_version=2,
)
LABORATORY = (
    FWHM,
    CONCENTRATION,
    RELAXATION_CLASS,
    COLLECTIVE_MEMORY,
    BRANCHING_RATIO,
    DECAY_LAWS,
)
"""In no figure and no headline."""
