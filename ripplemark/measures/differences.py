"""Groups compared: how much longer items stayed up, how many more were gone by an hour, and whether chance explains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ripplemark import estimate, schema
from ripplemark.estimate.difference import (
    common_horizon,
    mean_difference,
    share_difference,
    watched_from,
)
from ripplemark.estimate.logrank import crossing, log_rank
from ripplemark.estimate.outcome import Answer, hours_in_words
from ripplemark.measures.base import Measure, Parameter, Request, positive
from ripplemark.measures.clustered import Hours, of_clusters
from ripplemark.measures.contrasts import Contrast, contrasts
from ripplemark.measures.fate_words import fate_words
from ripplemark.measures.lags import (
    CLOCK,
    COHORT,
    GONE,
    LAG_COLUMNS,
    LagGroup,
    clock_of,
    lines_of,
    remarks,
)
from ripplemark.measures.looks import curves_of
from ripplemark.measures.moderation import CAVEATS, NO_CLOCK, no_estimate
from ripplemark.measures.period import moment
from ripplemark.measures.restricted import TAU
from ripplemark.result import Estimate

LARGE = 100_000
"""Items above which a test says only that there are many."""
_NOT_CAUSE = "This is a difference between two periods, not the effect of what happened between them: other things changed too."


def _differences(request: Request) -> list[Estimate]:
    clock = clock_of(request)
    if clock is None:
        return [no_estimate(request, NO_CLOCK)]
    found = contrasts(request, clock)
    if not found.contrasts:
        return [no_estimate(request, found.reason, clock=clock)]
    estimates: list[Estimate] = []
    for each in found.contrasts:
        estimates += _compared(request, clock, each, found.told)
    return estimates


def _compared(request: Request, clock: str, pair: Contrast, told: str) -> list[Estimate]:
    curves = [
        curves_of(pair.one_of, clock, pair.one),
        curves_of(pair.other_of, clock, pair.other),
    ]
    tau = request.settings["tau"] or common_horizon([_plainly(group) for group in pair.all])
    by: dict[str, Any] = {"quantity": "restricted-mean-difference"}
    about = (told, _NOT_CAUSE if "period" in pair.by else "")
    if tau is None:
        few = next(
            c.middle.too_few()
            for c in curves
            if c.middle.few or c.middle.sparse or not c.middle.follow_up
        )
        return [_row(request, pair, few, by, about)]
    by["tau"] = tau
    since = watched_from(curves[0], curves[1])
    mean = mean_difference(curves[0], curves[1], tau)
    if mean.estimable:
        chosen = "" if request.settings["tau"] else ", the longest follow-up that all groups share"
        mean = mean.noting(
            f"Positive: up for longer than '{pair.by['against']}'. Each item counts for no more than {hours_in_words(tau)}{chosen}."
        )
    hours = request.settings["hours"]
    share = None if hours is None else _share_difference(pair, curves, hours)
    cluster = request.settings["cluster"] or ("day" if _items(pair) > LARGE else None)
    if cluster is not None:
        mean, share = of_clusters(pair, clock, cluster, Hours(tau, hours, since), mean, share)
    crossed = crossing(curves[0].middle, curves[1].middle, tau)
    warning = "" if crossed is None else _crossed(crossed)
    rows = [_row(request, pair, mean, by, (warning, *about))]
    if share is not None:
        rows.append(
            _row(request, pair, share, {"quantity": "share-difference", "hours": hours}, about)
        )
    return rows + _tests(request, pair, cluster, curves, (warning, *about))


def _plainly(group: LagGroup) -> estimate.LagCurves:
    """The curves of a group for its follow-up, which does not hang on how its ends are known."""
    return estimate.lag_curves(group.low, group.high, group.gone, group.weight, group.entry)


def _items(pair: Contrast) -> int:
    return pair.one.n + pair.other.n


def _crossed(hours: float) -> str:
    return (
        f"The two curves cross, clearly so by {hours_in_words(hours)}: which group is slower depends on the hours that count, "
        "and the log-rank test can miss such a difference."
    )


def _share_difference(pair: Contrast, curves: Sequence[estimate.LagCurves], hours: float) -> Answer:
    one, other = (estimate.share_gone(each, hours) for each in curves)
    answer = share_difference(one, other)
    if not answer.estimable:
        return answer
    return answer.noting(
        f"Positive: more were gone within {hours_in_words(hours)} than of '{pair.by['against']}'."
    )


def _tests(
    request: Request,
    pair: Contrast,
    cluster: str | None,
    curves: Sequence[estimate.LagCurves],
    about: Sequence[str],
) -> list[Estimate]:
    """Chi squared and p where items are independent and few enough for chance to be the question; nothing otherwise."""
    if cluster is not None or any(each.middle.few or each.middle.sparse for each in curves):
        return []
    sides = [((g.low + g.high) / 2, g.gone, g.weight, g.entry) for g in (pair.one, pair.other)]
    test = log_rank(sides[0], sides[1])
    if test is None:
        return []
    counts = curves[0].middle, curves[1].middle
    n, ended = sum(each.n for each in counts), sum(each.ended for each in counts)
    answer = Answer(None, None, None, "ok", round(n), round(ended), round(n - ended))
    note = "Log-rank test with one degree of freedom, over all hours; it takes items as independent of each other."
    return [
        _row(request, pair, replace(answer, value=value), {"quantity": name}, (note, *about))
        for name, value in (("log-rank-chi-squared", test.chi_squared), ("log-rank-p", test.p))
    ]


def _row(
    request: Request, pair: Contrast, answer: Answer, by: dict[str, Any], about: Sequence[str]
) -> Estimate:
    fate = fate_words(request.settings["gone"])
    note = " ".join(
        part
        for part in (fate.told(answer.note), *about, *remarks((pair.one, pair.other), fate))
        if part
    )
    lines = None if request.scope == "platform" else lines_of((pair.one.lines, pair.other.lines))
    return Estimate(
        {**pair.by, **by},
        answer.value,
        answer.low,
        answer.high,
        answer.n,
        answer.events,
        answer.censored,
        answer.status,
        note,
        answer.resolution,
        lines,
    )


LAG_DIFFERENCE = Measure(
    "lag-difference",
    "Difference in time to removal",
    "dRMST(tau)",
    "h; share; chi squared; probability",
    "How many hours longer the items of a group stay up on average than those of the group they are compared with, each item "
    "counted for at most tau hours, items still up included; with 'hours' also how much larger a share was gone by then. The "
    "interval is the difference and 1.96 times the root of both squared standard errors, or by leaving out each day or "
    "uploader in turn with 'cluster' (jackknife). The log-rank test over all hours is added for up to 100,000 items; above, "
    "the effect and an interval over days. 'split' and 'event' compare the items whose clock started after a moment with "
    "those before.",
    "Royston & Parmar (2013); Newcombe (1998); Mantel (1966); clusters after Efron & Stein (1981) and Satterthwaite (1946)",
    "moderation/lags_by_group",
    LAG_COLUMNS,
    _differences,
    (
        CLOCK,
        GONE,
        TAU,
        Parameter("against", "the group that the others are compared with; by default the first"),
        Parameter(
            "hours",
            "also the difference between the shares gone within so many hours",
            None,
            positive,
        ),
        Parameter(
            "cluster",
            "what is left out in turn for the interval: the items of an uploader, or those whose clock started on one day; by "
            "default single items, above 100,000 of them days",
            choices=("uploader", "day"),
        ),
        Parameter(
            "split",
            "a date (its midnight in the incident's home zone) or a moment: items whose clock started then or later are "
            "compared with those before",
            None,
            moment,
        ),
        Parameter(
            "event",
            "a kind of event: the first of this kind on record for the incident splits the items",
            choices=schema.EVENTS.field("kind").choices,
        ),
        *COHORT,
    ),
    (
        *CAVEATS,
        "A difference between groups is not a cause: their items, clocks and reports may differ in other ways.",
        "Groups whose clocks or denominators differ must not be compared, least of all platforms that report each in its way.",
    ),
    method_version=3,
    in_hours=("restricted-mean-difference",),
)
