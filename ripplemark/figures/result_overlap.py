"""How much the first page changes: each look's overlap with the one before and with the first, beside what two requests at once differ by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from ripplemark.charts.result_lines import Course, Shares, result_lines
from ripplemark.figure import Claims, Figure, Unborne
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.captured import (
    COLLECT,
    PAGES,
    Captured,
    Search,
    captured,
    nothing,
    settings_of,
    used,
    where_of,
)
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_series import number
from ripplemark.figures.sourcing import day
from ripplemark.measures.pages import SEARCHED
from ripplemark.measures.serp import PATIENCE
from ripplemark.measures.serp_overlap import AT_ONCE
from ripplemark.result import Column, Estimate
from ripplemark.wording import count

_WITH = (
    ("with-previous", "with that of the look before", "solid"),
    ("with-first", "with that of the first look", "dash"),
)
COLUMNS = (
    Column("search", "VARCHAR", "", "engine, search, language and device, as far as they differ"),
    Column("from", "VARCHAR", "", "day of the page that it is compared with"),
    Column("to", "VARCHAR", "", "day of the page"),
    Column("compared", "VARCHAR", "", "with the page of the look before, or of the first look"),
    Column("overlap", "DOUBLE", "", "rank-biased overlap, from 0 (nothing shared) to 1 (the same)"),
    Column("low", "DOUBLE", "", "if the results further down shared nothing more"),
    Column("high", "DOUBLE", "", "if they shared as much as they could"),
    Column("links", "BIGINT", "links", "different links on the two pages together"),
    Column("shared", "BIGINT", "links", "links on both"),
)


def make(asked: Asked) -> Figure:
    """The overlaps of every search that was captured twice at least."""
    found = captured(asked)
    if not found.searches:
        return nothing(asked)
    answer = measured(asked, "rank-overlap", where_of(asked), settings_of(asked, "k", "p"))
    floor = next((e for e in answer.estimates if e.by.get("quantity") == "noise-floor"), None)
    pairs = {each: _pairs(answer.estimates, search) for each, search in enumerate(found.searches)}
    if not any(pairs.values()):
        head = f"How much the first page for {asked.incident} changes is not known: each search was captured once"
        return empty(asked, head, COLLECT, used(asked))
    panels = [
        _panel(search, pairs[k], floor) for k, search in enumerate(found.searches) if pairs[k]
    ]
    zone = ZoneInfo(asked.zone)
    return compose(
        asked,
        _words(asked, found, pairs, floor),
        Drawn(
            lambda canvas: result_lines(panels, zone, canvas), _rows(asked, found, pairs), COLUMNS
        ),
        used(asked),
        (answer,),
    )


def _pairs(estimates: Sequence[Estimate], of: Search) -> list[Estimate]:
    """The overlaps of one search; of two looks within the hour only the noise floor tells."""
    return [
        each
        for each in estimates
        if each.by.get("quantity") in [name for name, _, _ in _WITH]
        and "to" in each.by
        and all(each.by.get(name) == of.of[name] for name in SEARCHED)
        and _at(each, "to") - _at(each, "from") > AT_ONCE
    ]


def _at(each: Estimate, end: str) -> datetime:
    return datetime.fromisoformat(each.by[end])


def _panel(of: Search, pairs: Sequence[Estimate], floor: Estimate | None) -> Shares:
    courses = [
        _course([each for each in pairs if each.by["quantity"] == name], text, dash)
        for name, text, dash in _WITH
    ]
    level = number(floor.value) if floor is not None else None
    told = None if level is None else (level, "noise floor: two requests at once differ so far")
    return Shares(of.named, tuple(courses), told)


def _course(of: Sequence[Estimate], text: str, dash: str) -> Course:
    at = np.array([_at(each, "to").timestamp() for each in of])
    share = np.array([number(each.value) for each in of], dtype=np.float64)
    low, high = (
        np.array([number(getattr(each, end)) for each in of], dtype=np.float64)
        if dash == "solid"
        else np.full(len(of), np.nan)
        for end in ("low", "high")
    )
    return Course(text, at, share, low, high, "alike", dash)


def _rows(asked: Asked, found: Captured, pairs: dict[int, list[Estimate]]) -> pa.Table:
    words = {name: text for name, text, _ in _WITH}
    listed = [
        {
            "search": search.named or found.common,
            "from": day(_at(each, "from"), asked.zone),
            "to": day(_at(each, "to"), asked.zone),
            "compared": words[each.by["quantity"]],
            "overlap": number(each.value),
            "low": number(each.low),
            "high": number(each.high),
            "links": each.n,
            "shared": each.events,
        }
        for k, search in enumerate(found.searches)
        for each in pairs[k]
    ]
    types = {"VARCHAR": pa.string(), "DOUBLE": pa.float64(), "BIGINT": pa.int64()}
    return pa.Table.from_pylist(
        listed, schema=pa.schema([(each.name, types[each.type]) for each in COLUMNS])
    )


def _words(
    asked: Asked, found: Captured, pairs: dict[int, list[Estimate]], floor: Estimate | None
) -> Words:
    level = number(floor.value) if floor is not None else None
    told = [_told(asked, search, pairs[k]) for k, search in enumerate(found.searches) if pairs[k]]
    borne = [*told]
    if level is not None:
        borne += [
            _changed(search, pairs[k], level) for k, search in enumerate(found.searches) if pairs[k]
        ]
    head = told[0].removesuffix(".")
    unborne = [
        Unborne(
            "The results are about something else now.",
            "Links are compared, not what they say: the same story under another address counts as another link.",
            "The stances of the results, above.",
        )
    ]
    if level is None:
        note = floor.note if floor is not None else ""
        unborne.insert(
            0,
            Unborne(
                "The first page changed.",
                f"Pages of results differ from one request to the next. {note}",
                "Every page captured twice within the hour.",
            ),
        )
    return Words(
        head,
        f"Rank-biased overlap (p = {asked.settings['p']:g}) of the first {asked.settings['k']} results, 100 % is the same page; thin bars: "
        "what the results further down could make of it.",
        f"{head}. Lines over time of the overlap with the page of the look before and with that of the first look. {' '.join(borne[1:])}",
        Claims(tuple(borne), tuple(unborne)),
        (*found.left_out, *((floor.note,) if floor is not None and level is None else ())),
    )


def _told(asked: Asked, of: Search, pairs: Sequence[Estimate]) -> str:
    """What the last page shares with the first one."""
    last = [each for each in pairs if each.by["quantity"] == "with-first"][-1]
    return (
        f"The first page{of.on} on {day(_at(last, 'to'), asked.zone)} shared {last.events} of {count(last.n, 'different link')} with that of "
        f"{day(_at(last, 'from'), asked.zone)}."
    )


def _changed(of: Search, pairs: Sequence[Estimate], level: float) -> str:
    steps = [number(each.value) for each in pairs if each.by["quantity"] == "with-previous"]
    below = sum(1 for each in steps if each is not None and each < level)
    return (
        f"{below} of {count(len(steps), 'step')} from one page to the next{of.on} changed more than two requests at once differ by "
        f"(overlap below {100 * level:.0f} %)."
    )


RESULT_OVERLAP = FigureKind(
    "result-overlap",
    "How much the first page changes",
    "The overlap of each first page with the one before and with the first one, beside what two requests at once differ by.",
    "search",
    ("rank-overlap",),
    make,
    (*PAGES[:5], PATIENCE),
)
"""See ``make``."""
