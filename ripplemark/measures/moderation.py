"""Moderation measures: how long items stayed up, by which clock, and how many were gone within a deadline."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ripplemark import estimate
from ripplemark.errors import InputError
from ripplemark.estimate.outcome import Answer
from ripplemark.measures.base import Measure, Parameter, Request, numbers, positive
from ripplemark.measures.fate_words import GONE as REMOVAL
from ripplemark.measures.fate_words import FateWords, fate_words
from ripplemark.measures.lags import CLOCK, COHORT, GONE, LAG_COLUMNS, LagGroup, clock_of, groups
from ripplemark.measures.looks import curves_of
from ripplemark.measures.ruled import QUERY as RULED
from ripplemark.measures.ruled import within_rule
from ripplemark.result import Estimate

_QUERY = "moderation/lags_by_group"
NO_CLOCK = (
    "No item has a time at which its clock could start (a notice, a request or a posting). Add a takedown log, or name "
    "a clock that your data has."
)
NO_ITEM = "No item meets the selection. Widen it, or leave --where out."
CAVEATS = (
    "An item still up counts for as long as it was watched.",
    "Which outcomes count as gone is a choice; by default only removal by the platform.",
    "An item found late counts from then on only: what was gone before anybody looked is in no log.",
    "Where fewer than ten items were watched at first, a number is about those still up later; the note beside it names the time from which it holds.",
)


class NoDeadline(InputError):
    """within-deadline without hours and without a rule."""

    title = "Which deadline?"

    def __init__(self) -> None:
        super().__init__(
            "Say how many hours count as in time with --set hours=48, or name a deadline with --set instrument=NAME."
        )


def of_group(
    group: LagGroup,
    answer: Answer,
    scope: str,
    remarks: Sequence[str],
    fate: FateWords = REMOVAL,
    **by: Any,
) -> Estimate:
    """An estimator's answer as an estimate of this group; its note is in the words of ``fate`` and ends with ``remarks``."""
    lines = None if scope == "platform" else group.lines
    return Estimate(
        {**group.by, **by},
        answer.value,
        answer.low,
        answer.high,
        answer.n,
        answer.events,
        answer.censored,
        answer.status,
        " ".join(part for part in (fate.told(answer.note), *remarks) if part),
        answer.resolution,
        lines,
    )


def _per_group(
    answers: Callable[[estimate.LagCurves, Mapping[str, Any]], list[tuple[Answer, dict[str, Any]]]],
) -> Callable[[Request], list[Estimate]]:
    def estimates(request: Request) -> list[Estimate]:
        clock = clock_of(request)
        if clock is None:
            return [no_estimate(request, NO_CLOCK)]
        found: list[Estimate] = []
        fate = fate_words(request.settings["gone"])
        for group in groups(request, clock):
            remarks = group.remarks(fate)
            acted = request.settings.get("denominator") == "acted"
            curves = curves_of(request, clock, group, acted=acted)
            found += (
                of_group(group, answer, request.scope, remarks, fate, **by)
                for answer, by in answers(curves, request.settings)
            )
        return found or [no_estimate(request, NO_ITEM, clock=clock)]

    return estimates


def no_estimate(request: Request, note: str, **by: str) -> Estimate:
    """NE_FEW for a request that no item meets, or whose clock nothing starts; ``note`` says what to do."""
    by = ({"incident": request.incident} if request.incident else {}) | by
    lines = None if request.scope == "platform" else ()
    return Estimate(by, None, None, None, 0, 0, 0, "NE_FEW", note, None, lines)


def _survival(
    curves: estimate.LagCurves, settings: Mapping[str, Any]
) -> list[tuple[Answer, dict[str, Any]]]:
    times = settings["at"]
    if curves.middle.few or curves.middle.sparse:
        few = estimate.median_survival(curves.middle)
        return [(few, {"at": float(at)}) for at in times or ()] or [(few, {})]
    since = [curves.middle.since] if curves.middle.since > 0 else []  # where a late curve begins
    steps = [*since, *curves.middle.time] if times is None else times
    return [(curves.at(float(at)), {"at": float(at)}) for at in steps]


def _median(
    curves: estimate.LagCurves, _: Mapping[str, Any]
) -> list[tuple[Answer, dict[str, Any]]]:
    return [(estimate.median_of(curves), {})]


def _within(
    curves: estimate.LagCurves, settings: Mapping[str, Any]
) -> list[tuple[Answer, dict[str, Any]]]:
    hours = settings["hours"]
    if hours is None:
        raise NoDeadline
    rule = (
        "Of items that were acted on only; items never acted on are not in this share."
        if settings["denominator"] == "acted"
        else "Of all items, those never acted on included."
    )
    by = {"hours": hours, "denominator": settings["denominator"]}
    return [(estimate.share_gone(curves, hours).noting(rule), by)]


def _within_deadline(request: Request) -> list[Estimate]:
    """By hours after a clock, or by the deadline of a rule (``instrument``)."""
    if request.settings["instrument"] is not None:
        return within_rule(request)
    return _per_group(_within)(request)


REMOVAL_SURVIVAL = Measure(
    "removal-survival",
    "Share still up",
    "S(t)",
    "probability",
    "Probability that an item is still up so many hours after its clock started: Kaplan-Meier with late entries, and a "
    "log-log interval. Where times too coarse to decide move it by less than a quarter of the interval's half width, a "
    "number whose interval holds for their earliest and latest; otherwise two numbers, without sampling error. Where ends "
    "lie between two looks that are not close together, Turnbull's estimate for half-open intervals, with an interval from "
    "samples of the items.",
    "Kaplan & Meier (1958), with delayed entry; interval after Kalbfleisch & Prentice (2002); Turnbull (1976)",
    _QUERY,
    LAG_COLUMNS,
    _per_group(_survival),
    (
        CLOCK,
        GONE,
        Parameter("at", "hours at which to read the curve, separated by commas", None, numbers),
        *COHORT,
    ),
    CAVEATS,
    method_version=6,
)
MEDIAN_LAG = Measure(
    "median-lag",
    "Median time to removal",
    "L_50",
    "h",
    "Hours after which half of the items were gone, items still up included; interval after Brookmeyer & Crowley. Where ends "
    "lie between two looks that are not close together, Turnbull's estimate for half-open intervals, with an interval from "
    "samples of the items.",
    "Brookmeyer & Crowley (1982); Turnbull (1976)",
    _QUERY,
    LAG_COLUMNS,
    _per_group(_median),
    (CLOCK, GONE, *COHORT),
    CAVEATS,
    method_version=5,
)
WITHIN_DEADLINE = Measure(
    "within-deadline",
    "Share gone within a deadline",
    "P(L<=D)",
    "share",
    "Share of items that were gone within so many hours of the clock's start: 1 less the share still up (removal-survival), "
    "so hits over items, Kaplan-Meier where items were found late or last seen up before the deadline, and Turnbull's estimate "
    "where ends lie between two looks. Of hits over items the interval is Wilson's or Clopper and Pearson's, else that of the "
    "curve. Where times too coarse to decide move it by less than a quarter of the interval's half width, a number whose "
    "interval holds for their earliest and latest; otherwise two numbers, without sampling error. With 'instrument' of the items that a law's deadline covers: the clock starts with the first request "
    "of a kind that starts its time, made while it applied; one more row for each count of items in time, past it, and not "
    "covered. That is a reference line, not a finding.",
    "Wilson (1927); Clopper & Pearson (1934) below 40 items; Kaplan & Meier (1958) where items were not watched throughout; "
    "Turnbull (1976) between looks",
    _QUERY,
    LAG_COLUMNS,
    _within_deadline,
    (
        CLOCK,
        GONE,
        Parameter("hours", "the deadline in hours", None, positive),
        Parameter(
            "instrument",
            "in place of hours and clock: the name of a deadline in data/reference/deadlines.csv, or one of your own "
            "(docs/deadlines.md)",
        ),
        Parameter(
            "denominator",
            "whose share: of all items, or of those acted on",
            "all",
            choices=("all", "acted"),
        ),
        *COHORT,
    ),
    (*CAVEATS, "A deadline in hours is not a finding that a law was broken."),
    method_version=4,
    instead=("instrument", RULED),
)
