"""What the first page of results shows, look by look, and the three plain numbers of the last one."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from ripplemark.charts.result_strip import Does, Look, Strip, result_strips
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.captured import (
    PAGES,
    Captured,
    Search,
    captured,
    in_zone,
    looks,
    nothing,
    on_day,
    settings_of,
    used,
    where_of,
)
from ripplemark.figures.composing import Drawn, compose
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_result_pages import counted_last, strip_words
from ripplemark.measures.pages import QUERY, Page
from ripplemark.result import Column

_DOES: dict[str | None, Does] = {
    "incident": "tells",
    "correction": "corrects",
    "neutral": "neither",
    "other": "neither",
    None: "uncoded",
}
COLUMNS = (
    Column("search", "VARCHAR", "", "engine, search, language and device, as far as they differ"),
    Column(
        "look",
        "BIGINT",
        "",
        "number of the look, from the first; a second one within the hour is left out",
    ),
    Column("day", "VARCHAR", "", "day of the look, in the incident's home zone"),
    Column("rank", "BIGINT", "", "place of the result, 1 is the first"),
    Column(
        "stance",
        "VARCHAR",
        "",
        "what it does with the story: incident, correction, neutral or other; empty where nobody coded it",
    ),
)


def make(asked: Asked) -> Figure:
    """The strip of each search with its numbers; what to collect where nothing is stored."""
    found = captured(asked)
    if not found.searches:
        return nothing(asked)
    drawn = [_strip(asked, each) for each in found.searches]
    texts = settings_of(asked, "k", "coders")
    answers = [
        measured(asked, name, where_of(asked), {**texts, "weighting": "uniform"})
        for name in ("serp-incident-share", "serp-correction-share")
    ]
    return compose(
        asked,
        strip_words(asked, found),
        Drawn(lambda canvas: result_strips(drawn, canvas), rows(asked, found), COLUMNS),
        used(asked),
        answers,
        (QUERY,),
        _lines(found),
    )


def _strip(asked: Asked, of: Search) -> Strip:
    kept = looks(of.pages)
    seen = tuple(
        Look(
            on_day(asked, each),
            f"{in_zone(asked, each):%b}",
            tuple(_DOES[stance] for stance in each.stances),
        )
        for each in kept
    )
    places = max((len(each.does) for each in seen), default=1)
    return Strip(of.named, seen, max(places, 1), counted_last(asked, of.last))


def _lines(found: Captured) -> dict[str, tuple[int, ...]]:
    """Source lines of what the last looks count."""
    told: dict[str, tuple[int, ...]] = {}
    for name, stance in (("tell the story", "incident"), ("correct it", "correction")):
        lines = [line for each in found.searches for line in each.last.lines_telling(stance)]
        if lines:
            told[f"{name}, last look"] = tuple(lines[:200])
    return told


def rows(asked: Asked, found: Captured) -> pa.Table:
    """One row for each place of each look that is drawn; no link."""
    listed: list[dict[str, Any]] = [
        {
            "search": each.named or found.common,
            "look": k,
            "day": on_day(asked, page),
            "rank": rank,
            "stance": stance,
        }
        for each in found.searches
        for k, page in enumerate(looks(each.pages), start=1)
        for rank, stance in enumerate(_stances(page), start=1)
    ]
    types = {"VARCHAR": pa.string(), "BIGINT": pa.int64()}
    return pa.Table.from_pylist(
        listed, schema=pa.schema([(each.name, types[each.type]) for each in COLUMNS])
    )


def _stances(page: Page) -> tuple[str | None, ...]:
    return page.stances


RESULT_PAGES = FigureKind(
    "result-pages",
    "What the first page of results shows",
    "The first page of results look by look: which places tell the story, which correct it, and how many of them at the last look.",
    "search",
    ("serp-incident-share", "serp-correction-share"),
    make,
    PAGES,
)
"""See ``make``."""
