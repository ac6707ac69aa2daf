"""How much pages of results change: rank-biased overlap and links in common, beside what two requests at once differ by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

import numpy as np

from ripplemark.estimate.rank_overlap import rank_overlap
from ripplemark.measures.base import Measure, Request
from ripplemark.measures.pages import (
    PAGE_COLUMNS,
    QUERY,
    RANKS,
    SEARCHED,
    Page,
    by_search,
    moment,
    pages_of,
    without_page,
)
from ripplemark.measures.serp import PATIENCE
from ripplemark.result import Estimate

AT_ONCE = timedelta(hours=1)
"""Two pages of one search captured within it are a pair that measures noise."""
FEWEST_PAIRS = 20
_ONE_PAGE = "This search was captured once: capture it again, the same way, to see what changed."


def _overlaps(request: Request) -> list[Estimate]:
    searches = by_search(pages_of(request))
    if not searches:
        return without_page(request)
    found = [each for pages in searches for each in _of_search(request, pages)]
    return [*found, _floor(request, searches)]


def _of_search(request: Request, pages: Sequence[Page]) -> list[Estimate]:
    by = {name: pages[0].of[name] for name in ("incident", *SEARCHED)}
    if len(pages) == 1:
        named = {**by, "quantity": "with-first"}
        return [Estimate(named, None, None, None, 1, status="NE_FEW", note=_ONE_PAGE, lines=())]
    pairs = [("with-first", pages[0], page) for page in pages[1:]]
    pairs += [("with-previous", one, other) for one, other in pairwise(pages)]
    return [
        estimate
        for quantity, one, other in pairs
        for estimate in _of_pair(request, by, quantity, one, other)
    ]


def _of_pair(
    request: Request, by: dict[str, Any], quantity: str, one: Page, other: Page
) -> list[Estimate]:
    named = {**by, "from": moment(one.captured_lo), "to": moment(other.captured_lo)}
    found = rank_overlap(one.links, other.links, request.settings["p"])
    shared, together = set(one.links) & set(other.links), set(one.links) | set(other.links)
    if found is None:
        return []
    return [
        Estimate(
            {**named, "quantity": quantity},
            found.value,
            found.low,
            found.high,
            len(together),
            len(shared),
            note="Low and high are what the results further down could make of it, not a sampling error.",
            lines=(),
        ),
        Estimate(
            {**named, "quantity": f"{quantity}-in-common"},
            len(shared) / len(together),
            None,
            None,
            len(together),
            len(shared),
            note=f"{len(shared)} of {len(together)} different links stand on both pages.",
            lines=(),
        ),
    ]


def _floor(request: Request, searches: Sequence[Sequence[Page]]) -> Estimate:
    """The 5th percentile of what two pages of one search within an hour have in common: a lower overlap is a change."""
    by = {"incident": request.incident} if request.incident else {}
    named = {**by, "quantity": "noise-floor"}
    found = [
        overlap.value
        for pages in searches
        for one, other in pairwise(pages)
        if other.captured_lo - one.captured_lo <= AT_ONCE
        for overlap in (rank_overlap(one.links, other.links, request.settings["p"]),)
        if overlap is not None
    ]
    if len(found) < FEWEST_PAIRS:
        lowest = f" The lowest of them is {min(found):.2f}." if found else ""
        note = (
            f"{len(found)} pairs of one search within an hour, and {FEWEST_PAIRS} are needed to say what two requests differ "
            f"by without any change: capture every page twice.{lowest}"
        )
        return Estimate(named, None, None, None, len(found), status="NE_FEW", note=note, lines=())
    note = (
        "The 5th percentile of pairs captured within an hour: only an overlap below it is a change."
    )
    return Estimate(
        named, float(np.quantile(found, 0.05)), None, None, len(found), note=note, lines=()
    )


RANK_OVERLAP = Measure(
    name="rank-overlap",
    title="How alike two first pages are",
    symbol="RBO(p)",
    unit="share",
    definition=(
        "Rank-biased overlap of the first k results of two pages of one search, extrapolated, with its least and greatest "
        "value whatever stands further down: of every page with the first one, and with the one before. In common: links on both of "
        "all different links. The noise floor is the 5th percentile of pairs captured within an hour."
    ),
    source="Webber, Moffat & Zobel (2010), ACM TOIS 28(4):20; SCIENCE.md, C.8.",
    query=QUERY,
    columns=PAGE_COLUMNS,
    estimate=_overlaps,
    parameters=(RANKS, PATIENCE),
    caveats=(
        "Pages of results change all the time: only an overlap below the noise floor is a change.",
        "Links are compared, not what they say: the same story under another address counts as another link.",
    ),
)
