"""What people who search are told: the share of a first page that tells the story, and the share that corrects it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from ripplemark.estimate.rank_share import Weighting, mean_share, page_share
from ripplemark.measures.base import Measure, Parameter, Request, share
from ripplemark.measures.pages import (
    CODERS,
    PAGE_COLUMNS,
    QUERY,
    RANKS,
    Page,
    by_group,
    by_search,
    moment,
    not_coded,
    told,
)
from ripplemark.result import Estimate

WEIGHTINGS: tuple[Weighting, ...] = ("uniform", "patience", "logarithmic", "reciprocal")
SHORT = "The shortest page has"
"""How the note of a share begins whose pages hold fewer places than were asked for."""
WITHIN = timedelta(days=1)
"""Pages of several searches that stand for one time."""
_AT = Parameter(
    "at",
    "which pages of each search: the last ones, the first ones, or every day",
    "last",
    choices=("last", "first", "each"),
)
_WEIGHTING = Parameter(
    "weighting",
    "how ranks count: uniform (all alike), patience (p to the power of rank - 1), logarithmic (1 / log2(rank + 1)) or reciprocal "
    "(1 / rank); by default the first two, each named",
    ("uniform", "patience"),
    lambda text: tuple(text.split(",")),
    WEIGHTINGS,
)
PATIENCE = Parameter(
    "p", "patience: how likely a reader goes on to the next rank, above 0 and below 1", 0.9, share
)


def _share(stance: str) -> Callable[[Request], list[Estimate]]:
    def shares(request: Request) -> list[Estimate]:
        def of_group(by: dict[str, Any], group: list[Page]) -> list[Estimate]:
            return [
                each
                for at, pages in _moments(group, request.settings["at"])
                for each in _of_pages(request, stance, by, at, pages)
            ]

        return by_group(request, of_group)

    return shares


def _moments(group: Sequence[Page], at: str) -> list[tuple[tuple[datetime, datetime], list[Page]]]:
    """The pages that stand for a time, one of each search, with the first and the last moment they were captured."""
    if at == "each":
        days = sorted({page.captured_lo.date() for page in group})
        chosen = [[page for page in group if page.captured_lo.date() == day] for day in days]
        several = [[pages[-1] for pages in by_search(day)] for day in chosen]
    else:
        several = [together(group, last=at == "last")]
    return [
        ((min(page.captured_lo for page in pages), max(page.captured_hi for page in pages)), pages)
        for pages in several
    ]


def together(group: Sequence[Page], *, last: bool) -> list[Page]:
    """The last page of each search (or the first), of those captured within a day of the very last (first) one."""
    times = [page.captured_lo for page in group]
    edge = max(times) if last else min(times)
    near = [page for page in group if abs(page.captured_lo - edge) <= WITHIN]
    return [pages[-1 if last else 0] for pages in by_search(near)]


def _of_pages(
    request: Request,
    stance: str,
    by: dict[str, Any],
    at: tuple[datetime, datetime],
    pages: Sequence[Page],
) -> list[Estimate]:
    by = {**by, "captured": moment(at[0])}
    lines = tuple(line for page in pages for line in page.lines_telling(stance))
    if not any(page.coded.any() for page in pages):
        return not_coded({**by, "quantity": request.settings["weighting"][0]}, len(pages))
    return [
        _estimate({**by, "quantity": weighting}, pages, stance, weighting, request, lines)
        for weighting in request.settings["weighting"]
    ]


def _estimate(
    by: dict[str, Any],
    pages: Sequence[Page],
    stance: str,
    weighting: Weighting,
    request: Request,
    lines: tuple[int, ...],
) -> Estimate:
    p = request.settings["p"]
    shares = [page_share(page.telling(stance), page.coded, weighting, p) for page in pages]
    answer = mean_share([share for share in shares if share is not None])
    shallow = min(len(page.links) for page in pages)
    short = shallow < request.settings["k"]
    hits = sum(int(page.telling(stance).sum()) for page in pages)
    remark = f"{SHORT} {shallow} results." if short else ""
    return told(by, replace(answer, events=hits), remark, lines=lines)


PAGES_DIFFER = (
    "A page of results differs by place, language, device and moment, and from one request to the next: it is what these "
    "searches were shown, not what everybody is shown."
)
_CAVEATS = (
    PAGES_DIFFER,
    "How ranks are weighted changes a share several-fold; the weighting is part of its name.",
    "What a result does with the story was coded by people.",
)
_SOURCE = "SCIENCE.md, C.8 and G.28; the weighting by patience follows Moffat & Zobel (2008)."


def _measure(name: str, title: str, symbol: str, stance: str, does: str) -> Measure:
    return Measure(
        name=name,
        title=title,
        symbol=symbol,
        unit="share",
        definition=(
            f"Of the first k results of a page, the share that {does}: plain, and with each rank weighted by p^(rank - 1); mean over "
            "searches captured within a day of each other, with Student's interval from three searches on. Results that nobody "
            "coded make two bounds: none of them does, all of them do."
        ),
        source=_SOURCE,
        query=QUERY,
        columns=PAGE_COLUMNS,
        estimate=_share(stance),
        parameters=(RANKS, _AT, _WEIGHTING, PATIENCE, CODERS),
        caveats=_CAVEATS,
    )


SERP_INCIDENT_SHARE = _measure(
    "serp-incident-share",
    "Share of the first page that tells the story",
    "I@k",
    "incident",
    "tells the story",
)
SERP_CORRECTION_SHARE = _measure(
    "serp-correction-share",
    "Share of the first page that corrects it",
    "C@k",
    "correction",
    "corrects the story",
)
