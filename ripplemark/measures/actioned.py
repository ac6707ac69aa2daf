"""How long platforms took over what they acted on, from sources that hold nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ripplemark.estimate.acted import (
    ActedLags,
    acted_lags,
    mean_acted,
    quantile_acted,
    recent_lags,
    share_acted,
)
from ripplemark.estimate.cluster import LEAST_CLUSTERS
from ripplemark.estimate.outcome import Answer, counted
from ripplemark.estimate.series import DAY, Floats, Ints
from ripplemark.measures.base import Measure, Parameter, Request, positives
from ripplemark.measures.cells import array, behind, day_of, keys_of, parts, totals
from ripplemark.measures.intimate import CONTENT, selected_of, selecting
from ripplemark.measures.kept import kept
from ripplemark.measures.lags import COHORT, GONE, LAG_COLUMNS, selection
from ripplemark.result import Estimate

_QUERY = "moderation/actioned_lags"
LEAST = 1000
"""Items below which no distribution is given (SCIENCE.md, G.21)."""
HOURS = (24.0, 48.0, 168.0)
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)
_NONE = (
    "Nothing that was acted on is on record here. Add a database of decisions, such as a daily dump of the EU's DSA "
    "Transparency Database, or widen the selection."
)
_ACTED_ONLY = "Of what was acted on only: nothing here is about content that was never acted on."
_LEFT_OUT = (
    (
        "account",
        "about accounts: left out, as their content date may be the day on which the account was registered",
    ),
    ("negative", "decided before the posting: an error in the data, left out, not set to zero"),
    (
        "sentinel",
        "with a date of posting that stands for 'unknown' (up to 1 January 2000, or more than 20 years earlier): left out",
    ),
    (
        "no-start",
        "without a date of posting, or with one that was read as standing for 'unknown': left out",
    ),
    ("no-end", "without a date of the decision: left out"),
    ("other", "with another outcome, or none: left out"),
    ("up", "not acted on when last looked at: left out here, and counted by within-deadline"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Acted:
    """One group: its lags in cells of one length, and how many items are in no lag, by reason.

    ``day`` of the decision and ``first`` and ``last`` of the archive are days since 1970; ``days`` from posting to decision;
    ``low``, ``high`` and ``middle`` hours. ``about`` counts by what the selection of content knows of an item.
    """

    by: Mapping[str, Any]
    day: Ints
    days: Ints
    low: Floats
    high: Floats
    middle: Floats
    weight: Floats
    first: Ints
    last: Ints
    states: Mapping[str, int]
    about: Mapping[str | None, int]
    lines: tuple[int, ...] | None

    def recent(self) -> Acted:
        """Only what was posted since the archive begins and decided before it ends: cohorts seen from their first day on."""
        kept_ones = (self.day - self.days >= self.first) & (self.day <= self.last)
        columns = ("day", "days", "low", "high", "middle", "weight", "first", "last")
        return replace(self, **{name: getattr(self, name)[kept_ones] for name in columns})

    @property
    def n(self) -> int:
        """Items whose lag is known."""
        return int(self.weight.sum())

    def between(self, posted: bool = False) -> tuple[date, date] | tuple[None, None]:
        """The first and the last day of the decisions, or of the postings."""
        if not self.day.size:
            return None, None
        days = self.day - self.days if posted else self.day
        return day_of(days.min()), day_of(days.max())


def acted_on(request: Request, *, recent: bool = False) -> list[Acted]:
    """The lags of every group, always split by platform (moderation/actioned_lags); nobody may change them."""
    asked = {
        "incident": request.incident,
        "scope": request.scope,
        "gone": list(request.settings["gone"]),
        "recent": recent,
        "keys": keys_of(request),
        **selection(request),
        **selecting(request.settings),
    }

    def read() -> list[Acted]:
        rows = request.serving.run(_QUERY, **asked).rows
        return [_acted(by, part, request.scope) for by, part in parts(rows, asked["keys"])]

    return kept(request.serving, ("acted", repr(asked)), read, most=2)


def _acted(by: dict[str, Any], rows: pa.Table, scope: str) -> Acted:
    meant = rows.filter(rows["meant"])
    timed = meant.filter(pc.equal(meant["state"], "timed"))
    weight = array(timed, "n").astype(np.float64)
    return Acted(
        by,
        array(timed, "day").astype(np.int64),
        array(timed, "days").astype(np.int64),
        array(timed, "lag_lo"),
        array(timed, "lag_hi"),
        array(timed, "hours") / weight,
        weight,
        array(timed, "first").astype(np.int64),
        array(timed, "last").astype(np.int64),
        totals(meant, "state"),
        totals(rows, "about"),
        behind(timed, scope),
    )


def _estimates(request: Request) -> list[Estimate]:
    asked = (request.incident, request.scope, request.by, request.where, request.merged)
    key = ("actioned", repr((*asked, request.merged_as, sorted(request.settings.items(), key=str))))
    return kept(request.serving, key, lambda: _worked_out(request))


def _worked_out(request: Request) -> list[Estimate]:
    recent = request.settings["cohort"] == "reverse-time"
    found = [
        each
        for group in acted_on(request, recent=recent)
        for each in _group(group.recent() if recent else group, request)
    ]
    by = {"incident": request.incident} if request.incident else {}
    lines = None if request.scope == "platform" else ()
    return found or [Estimate(by, None, None, None, 0, 0, None, "NE_FEW", _NONE, lines=lines)]


def _group(group: Acted, request: Request) -> list[Estimate]:
    by = {**group.by, "statistic": request.settings["statistic"]}
    remarks = _remarks(group, request.settings)
    if group.n < LEAST:
        return [_told(by, _few(group), remarks, group.lines)]
    reverse = request.settings["cohort"] == "reverse-time"
    lags = (
        _recent_lags(group)
        if reverse
        else acted_lags(group.low, group.high, group.middle, group.weight, group.day)
    )
    about = [_of_cohort(lags, group), *_of_days(lags), *remarks]
    return [
        _told({**by, **at}, each, about, group.lines)
        for each, at in _answers(lags, request.settings)
    ]


def _recent_lags(group: Acted) -> ActedLags:
    posted = group.day - group.days
    return recent_lags(group.days, group.last - posted, group.weight, posted)


def _answers(lags: ActedLags, settings: Mapping[str, Any]) -> list[tuple[Answer, dict[str, float]]]:
    """The statistic asked for, durations in days."""
    if settings["statistic"] == "share":
        times = settings["hours"] or HOURS
        return [(share_acted(lags, hours), {"hours": hours}) for hours in times]
    if settings["statistic"] == "quantiles":
        return [(_in_days(quantile_acted(lags, at)), {"quantile": at}) for at in QUANTILES]
    one = mean_acted(lags) if settings["statistic"] == "mean" else quantile_acted(lags, 0.5)
    return [(_in_days(one), {})]


def _in_days(answer: Answer) -> Answer:
    value, low, high = (
        None if each is None else each / DAY for each in (answer.value, answer.low, answer.high)
    )
    return replace(answer, value=value, low=low, high=high)


def _told(
    by: Mapping[str, Any], answer: Answer, remarks: list[str], lines: tuple[int, ...] | None
) -> Estimate:
    note = " ".join(part for part in (answer.note, _ACTED_ONLY, *remarks) if part)
    return Estimate(
        by,
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


def _few(group: Acted) -> Answer:
    mean = f", {_mean_days(group)} days after it was posted on average" if group.n else ""
    note = (
        f"Only {counted(group.n, 'item')} can be used{mean}; a distribution needs {LEAST:,}. Add more days, or widen the "
        "selection."
    )
    return Answer(None, None, None, "NE_FEW", group.n, group.n, None, note)


def _mean_days(group: Acted) -> str:
    return f"{float(np.average(group.middle, weights=group.weight)) / DAY:.2f}"


def _of_cohort(lags: ActedLags, group: Acted) -> str:
    first, last = group.between(posted=lags.horizon is not None)
    if first is None or last is None:
        return ""
    span = f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"
    if lags.horizon is None:
        return f"Decisions of {span}, whenever the content was posted."
    return (
        f"Content posted {span}, of what was acted on within {lags.horizon / DAY:.0f} days: what had too little time to show a "
        "long lag is allowed for."
    )


def _of_days(lags: ActedLags) -> list[str]:
    told = []
    if lags.clusters < LEAST_CLUSTERS:
        told.append(
            f"{'Decisions' if lags.horizon is None else 'Posts'} of {counted(lags.clusters, 'day')} only: an interval needs "
            f"{LEAST_CLUSTERS}, as one day's resemble each other."
        )
    if not np.any(lags.share[lags.middle > 0]):
        told.append(
            "Every decision is dated on the day of its posting: such dates tell no lag, and may have been filled in alike."
        )
    return told


def _remarks(group: Acted, settings: Mapping[str, Any]) -> list[str]:
    """What was left out and what the selection misses, in sentences."""
    left_out = [
        f"{number:,} {'item' if number == 1 else 'items'} {why}."
        for state, why in _LEFT_OUT
        if (number := group.states.get(state, 0))
    ]
    return [*selected_of(settings["content"], group.about, *group.between()), *left_out]


ACTIONED_LAG = Measure(
    "actioned-lag",
    "Lag of what was acted on",
    "L_act",
    "days; share",
    "Days from posting to the decision, over what a platform acted on, by platform: the mean, the median or other quantiles, or "
    "the share within so many hours. From dates alone the mean is unbiased where content is posted and removed at all hours "
    "alike; a share or a quantile is two numbers. Intervals from how whole days of decisions differ, each alike to its "
    "neighbours, since what is posted on one day is decided over several. With cohort=reverse-time, of content posted since "
    "the archive begins, Kaplan-Meier in reverse time allows for lags that cannot have been seen yet, and the interval leaves "
    "out each day of posting in turn (jackknife).",
    "Lagakos, Barraj & De Gruttola (1988) for recent cohorts; Kiefer & Vogelsang (2005) for neighbouring days; bounds from "
    "dates: SCIENCE.md, B.2, B.4 and G.21",
    _QUERY,
    LAG_COLUMNS,
    _estimates,
    (
        Parameter(
            "statistic",
            "what of the distribution: its mean, its median, the share within so many hours, or quantiles",
            "mean",
            choices=("mean", "median", "share", "quantiles"),
        ),
        Parameter(
            "hours",
            "with statistic=share, the hours, separated by commas; by default 24, 48 and 168",
            None,
            positives,
        ),
        Parameter(
            "cohort",
            "all: every decision, whenever the content was posted; reverse-time: content posted since the archive begins, "
            "with lags that cannot have been seen yet allowed for",
            "all",
            choices=("all", "reverse-time"),
        ),
        GONE,
        CONTENT,
        *COHORT,
    ),
    (
        "Conditional on action: it says nothing of content that was never acted on, and is no share of what was posted.",
        "Decisions about accounts are in no lag, and neither are decisions other than those that count as gone.",
        "Dates are the platform's own; where a day is all that is known, no hour can be read from it.",
        "Platforms differ in what they count as one decision and as the date of content, so they are never ranked or pooled.",
    ),
    method_version=2,
)
