"""When a correction reached the first page of those who search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from ripplemark import estimate
from ripplemark.measures.base import Measure, Parameter, Request
from ripplemark.measures.checking import KINDS, checks_of
from ripplemark.measures.pages import (
    CODERS,
    PAGE_COLUMNS,
    QUERY,
    RANKS,
    SEARCHED,
    Page,
    by_group,
    by_search,
    moment,
    not_coded,
    told,
)
from ripplemark.result import Estimate

Ends = tuple[float, float]
_DAY = 24.0
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
    begin = _check(request) if request.settings["from"] == "check" else None

    def of_group(by: dict[str, Any], group: list[Page]) -> list[Estimate]:
        if not any(page.coded.any() for page in group):
            return not_coded(by)
        if begin is None and request.settings["from"] == "check":
            return [Estimate(by, None, None, None, 0, status="NE_LEFT", note=_NO_CHECK, lines=())]
        return _of_group(by, group, begin)

    return by_group(request, of_group)


def _check(request: Request) -> Ends | None:
    """The first published check, between two moments in hours since 1970."""
    told_of = checks_of(request).get(request.incident or "")
    return None if told_of is None else told_of.first


def _of_group(by: dict[str, Any], group: Sequence[Page], begin: Ends | None) -> list[Estimate]:
    firsts = [_first(pages, begin) for pages in by_search(group)]
    each = [_of_search(by, first) for first in firsts]
    if len(firsts) < 2:
        return each
    low, high, came = (
        np.array([getattr(first, name) for first in firsts]) for name in ("low", "high", "came")
    )
    curves = estimate.lag_curves(low, high, came.astype(np.bool_), np.ones(low.size), looks=0.0)
    median = estimate.median_of(curves)
    return [told({**by, "quantity": "median"}, median, scale=1 / _DAY), *each]


def _first(pages: Sequence[Page], begin: Ends | None) -> _First:
    look = _hours(pages[0].captured_lo)
    earliest, latest = begin or (look, look)
    before = None
    for page in pages:
        found = np.flatnonzero(page.telling("correction"))
        if found.size:
            low = 0.0 if before is None else max(_hours(before.captured_lo) - latest, 0.0)
            high = max(_hours(page.captured_hi) - earliest, low)
            return _First(low, high, True, int(found[0]) + 1, page)
        before = page
    watched = max(_hours(pages[-1].captured_lo) - latest, 0.0)
    return _First(watched, watched, False, None, pages[-1])


def _hours(at: datetime) -> float:
    return at.timestamp() / 3600


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
    parameters=(RANKS, _FROM, KINDS, CODERS),
    caveats=(
        "What a result does with the story was coded by people; a correction that nobody coded was not found.",
        "A correction that stood there already at the first look came some time before it.",
    ),
)
