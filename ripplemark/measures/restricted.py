"""The mean time to removal up to a horizon: comparable between groups, and to be had where no median is reached."""

from __future__ import annotations

from collections.abc import Sequence

from ripplemark import estimate
from ripplemark.estimate.outcome import hours_in_words
from ripplemark.measures.base import Measure, Parameter, Request, positive
from ripplemark.measures.fate_words import fate_words
from ripplemark.measures.lags import CLOCK, COHORT, GONE, LAG_COLUMNS, clock_of, groups
from ripplemark.measures.looks import curves_of
from ripplemark.measures.moderation import CAVEATS, NO_CLOCK, NO_ITEM, no_estimate, of_group
from ripplemark.result import Estimate

TAU = Parameter(
    "tau",
    "the hours up to which time counts; by default the longest follow-up that every group with enough items shares",
    None,
    positive,
)


def _means(request: Request) -> list[Estimate]:
    clock = clock_of(request)
    if clock is None:
        return [no_estimate(request, NO_CLOCK)]
    found, fate = groups(request, clock), fate_words(request.settings["gone"])
    curves = [curves_of(request, clock, group) for group in found]
    asked = request.settings["tau"]
    tau = asked or _shared(curves)
    whose = "that all groups share" if len(found) > 1 else "of any item"
    told = "" if asked else f", the longest follow-up {whose}"
    estimates = []
    for group, each in zip(found, curves, strict=True):
        answer = each.middle.too_few() if tau is None else _answer(each, tau, told)
        by = {} if tau is None else {"tau": tau}
        estimates.append(
            of_group(group, answer, request.scope, group.remarks(fate), fate, **by),
        )
    return estimates or [no_estimate(request, NO_ITEM, clock=clock)]


def _shared(curves: Sequence[estimate.LagCurves]) -> float | None:
    """The longest follow-up of that group which has the shortest, of those with enough items; None where none has."""
    return min(
        (
            each.middle.follow_up
            for each in curves
            if not each.middle.few and not each.middle.sparse and each.middle.follow_up > 0
        ),
        default=None,
    )


def _answer(curves: estimate.LagCurves, tau: float, chosen: str) -> estimate.Answer:
    """The mean up to ``tau`` hours, which ``chosen`` explains where nobody asked for them."""
    answer = estimate.restricted_mean_lag(curves, tau)
    if answer.status not in ("ok", "bounds"):
        return answer
    return answer.noting(f"Each item counts for no more than {hours_in_words(tau)}{chosen}.")


RESTRICTED_MEAN_LAG = Measure(
    "restricted-mean-lag",
    "Mean time to removal, up to a horizon",
    "RMST(tau)",
    "h",
    "Mean hours from the clock's start to removal, each item counted for at most tau hours, items still up included: the area "
    "under the curve of those still up, with a 95 % interval from its standard error. Where ends lie between two looks that "
    "are not close together, the area under Turnbull's estimate, with an interval from samples of the items. Where times are "
    "otherwise too coarse for their middles to stand for them, two numbers, without sampling error.",
    "Irwin (1949); Royston & Parmar (2013); variance after Greenwood; Turnbull (1976) between looks",
    "moderation/lags_by_group",
    LAG_COLUMNS,
    _means,
    (CLOCK, GONE, TAU, *COHORT),
    (
        *CAVEATS,
        "What happens after the horizon is not in this mean: compare groups at one horizon only.",
    ),
    method_version=3,
)
