"""What somebody who searches comes across first: the place of the first result that tells the story, and of the first that corrects it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np

from ripplemark.measures.base import Measure, Parameter, Request
from ripplemark.measures.pages import (
    CODERS,
    PAGE_COLUMNS,
    QUERY,
    RANKS,
    Page,
    by_group,
    moment,
    not_coded,
)
from ripplemark.measures.serp import PAGES_DIFFER, together
from ripplemark.result import Estimate

STANCES = ("incident", "correction")
_DOES = {"incident": "tells the story", "correction": "corrects it"}
_AT = Parameter(
    "at",
    "which pages of each search: the last ones or the first ones",
    "last",
    choices=("last", "first"),
)


def _first(request: Request) -> list[Estimate]:
    def of_group(by: dict[str, Any], group: list[Page]) -> list[Estimate]:
        pages = together(group, last=request.settings["at"] == "last")
        captured = {**by, "captured": moment(min(page.captured_lo for page in pages))}
        if not any(page.coded.any() for page in pages):
            return not_coded({**captured, "quantity": STANCES[0]}, len(pages))
        k = request.settings["k"]
        return [_place({**captured, "quantity": each}, pages, each, k) for each in STANCES]

    return by_group(request, of_group)


def _place(by: dict[str, Any], pages: Sequence[Page], stance: str, k: int) -> Estimate:
    """The middle place over searches; a search without such a result stands beyond all that were looked at."""
    found = [np.flatnonzero(page.telling(stance)) for page in pages]
    places = [int(each[0]) + 1 if each.size else None for each in found]
    n, with_one = len(places), sum(each is not None for each in places)
    lines = tuple(line for page in pages for line in page.lines_telling(stance))[:200]
    note = _note(pages, places, stance)
    ordered = sorted(np.inf if each is None else each for each in places)
    middle = float(np.median(ordered))
    if not np.isfinite(middle):
        told = f"Most of these pages have no result among the first {k} that {_DOES[stance]}: look at more ranks, or at later pages."
        return Estimate(
            by,
            None,
            float(k),
            None,
            n,
            with_one,
            n - with_one,
            "NE_RIGHT",
            f"{told} {note}".strip(),
            lines=lines,
        )
    high = None if not np.isfinite(ordered[-1]) else float(ordered[-1])
    return Estimate(
        by, middle, float(ordered[0]), high, n, with_one, n - with_one, "ok", note, lines=lines
    )


def _note(pages: Sequence[Page], places: Sequence[int | None], stance: str) -> str:
    """That a result which nobody coded may stand higher, where one does."""
    ahead = [
        page
        for page, place in zip(pages, places, strict=True)
        if not page.coded[: (place or len(page.links)) - 1].all()
    ]
    if not ahead:
        return ""
    return f"A result above it that nobody coded may be one that {_DOES[stance]}."


def captured_on(estimate: Estimate) -> datetime | None:
    """When the pages of an estimate were captured; None where it has none."""
    told = estimate.by.get("captured")
    return datetime.fromisoformat(told) if isinstance(told, str) else None


SERP_FIRST_PLACE = Measure(
    name="serp-first-place",
    title="First place of a result that tells or corrects the story",
    symbol="r_1",
    unit="place",
    definition=(
        "The place, from the top, of the first result that tells the story ('incident') and of the first that corrects it "
        "('correction'): of one search itself, of several the middle one, with the best and the worst place of them as its range; a search "
        "without such a result among the first k stands beyond them."
    ),
    source="SCIENCE.md, C.8 (displacement rank).",
    query=QUERY,
    columns=PAGE_COLUMNS,
    estimate=_first,
    parameters=(RANKS, _AT, CODERS),
    caveats=(
        "The range is that of the searches that were looked at, not an interval for others.",
        PAGES_DIFFER,
    ),
)
