"""When a correction reached the first page of those who search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from ripplemark import estimate
from ripplemark.estimate.outcome import Answer
from ripplemark.measures.base import Measure, Parameter, Request
from ripplemark.measures.pages import (
    NOT_CODED,
    PAGE_COLUMNS,
    QUERY,
    RANKS,
    SEARCHED,
    Page,
    by_search,
    keys,
    moment,
    pages_of,
    split,
    without_page,
)
from ripplemark.result import Estimate

_EVENTS = "archive/events_of_incident"
CHECK = "fact_check"
_HOUR, _DAY = 3600.0, 24.0
_FROM = Parameter(
    "from",
    "where the time begins: the first published check, or the first look at the page",
    "check",
    choices=("check", "look"),
)
_NO_CHECK = "No published check is on record: add it as an event, or begin at the first look with from=look."


@dataclass(frozen=True, slots=True)
class _First:
    """When a correction first stood on one search's page.

    Attributes:
        low, high: hours from the beginning; it came after ``low`` and by ``high``; both the time watched where it never did.
        came: True where it did.
        rank: the rank it had then.
        page: the page it was first seen on, else the last one.
    """

    low: float
    high: float
    came: bool
    rank: int | None
    page: Page


def _times(request: Request) -> list[Estimate]:
    pages = pages_of(request)
    if not pages:
        return without_page(request)
    if not any(page.coded.any() for page in pages):
        by = {"incident": request.incident} if request.incident else {}
        return [Estimate(by, None, None, None, 0, status="NE_FEW", note=NOT_CODED, lines=())]
    begin = _check(request) if request.settings["from"] == "check" else None
    if begin is None and request.settings["from"] == "check":
        by = {"incident": request.incident} if request.incident else {}
        return [Estimate(by, None, None, None, 0, status="NE_LEFT", note=_NO_CHECK, lines=())]
    names = keys(request)
    return [
        each
        for key, group in split(request, pages).items()
        for each in _of_group(dict(zip(names, key, strict=True)), group, begin)
    ]


def _check(request: Request) -> tuple[datetime, datetime] | None:
    """The first published check, as an interval; an official denial is none."""
    if request.incident is None:
        return None
    rows = request.serving.run(_EVENTS, incident=request.incident).records()
    found = [(row["time_lo"], row["time_hi"]) for row in rows if row["kind"] == CHECK]
    return min(found) if found else None


def _of_group(
    by: dict[str, Any], group: Sequence[Page], begin: tuple[datetime, datetime] | None
) -> list[Estimate]:
    firsts = [_first(pages, begin) for pages in by_search(group)]
    each = [_of_search(by, first) for first in firsts]
    if len(firsts) < 2:
        return each
    low, high, came = (
        np.array([getattr(first, name) for first in firsts]) for name in ("low", "high", "came")
    )
    curves = estimate.lag_curves(low, high, came.astype(np.bool_), np.ones(low.size), looks=0.0)
    return [_median(by, estimate.median_of(curves)), *each]


def _first(pages: Sequence[Page], begin: tuple[datetime, datetime] | None) -> _First:
    earliest, latest = begin or (pages[0].captured_lo, pages[0].captured_lo)
    before = None
    for page in pages:
        found = np.flatnonzero(page.telling("correction"))
        if found.size:
            low = 0.0 if before is None else _hours(latest, before.captured_lo)
            high = _hours(earliest, page.captured_hi)
            return _First(low, max(high, low), True, int(found[0]) + 1, page)
        before = page
    watched = _hours(latest, pages[-1].captured_lo)
    return _First(watched, watched, False, None, pages[-1])


def _hours(begin: datetime, end: datetime) -> float:
    return max((end - begin).total_seconds() / _HOUR, 0.0)


def _of_search(by: dict[str, Any], first: _First) -> Estimate:
    named = {**by, **{name: first.page.of[name] for name in SEARCHED}, "quantity": "first-seen"}
    if not first.came:
        note = f"No correction among the first results up to {moment(first.page.captured_lo)}: come back with later pages."
        low = first.low / _DAY
        return Estimate(named, None, low, None, 1, 0, 1, "NE_RIGHT", note, lines=())
    note = f"First seen at rank {first.rank}; it came between two looks."
    lines = first.page.lines_telling("correction")
    return Estimate(
        named, None, first.low / _DAY, first.high / _DAY, 1, 1, 0, "bounds", note, lines=lines
    )


def _median(by: dict[str, Any], answer: Answer) -> Estimate:
    value, low, high = (
        None if end is None else end / _DAY for end in (answer.value, answer.low, answer.high)
    )
    return Estimate(
        {**by, "quantity": "median"},
        value,
        low,
        high,
        answer.n,
        answer.events,
        answer.censored,
        answer.status,
        answer.note,
        None,
        (),
    )


TIME_TO_CORRECTION = Measure(
    name="time-to-correction",
    title="When a correction reached the first page",
    symbol="T_corr",
    unit="days",
    definition=(
        "Days from the first published check (or from the first look at the page) to the first look at which a result that corrects "
        "the story stands among the first k: of each search after the look before and by that look, and of several searches the median, "
        "those without one counted for as long as they were watched."
    ),
    source="SCIENCE.md, C.8.",
    query=QUERY,
    columns=PAGE_COLUMNS,
    estimate=_times,
    parameters=(RANKS, _FROM),
    caveats=(
        "What a result does with the story was coded by people; a correction that nobody coded was not found.",
        "A correction that stood there already at the first look came some time before it.",
    ),
)
