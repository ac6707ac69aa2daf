"""Which share of the first page tells the story and which corrects it, look by look, each weighting by its name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from ripplemark.charts.result_lines import Course, Shares, Tone, result_lines
from ripplemark.figure import Claims, Figure, Unborne
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.captured import (
    MOST,
    PAGES,
    captured,
    nothing,
    settings_of,
    used,
    where_of,
)
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_pages_left import NOT_CODED
from ripplemark.figures.saying_result_pages import CODED_BY
from ripplemark.figures.saying_series import number
from ripplemark.figures.sourcing import day
from ripplemark.measures.base import Parameter, words
from ripplemark.measures.pages import ALONE
from ripplemark.measures.serp import PATIENCE, WEIGHTINGS
from ripplemark.result import Column, Estimate
from ripplemark.wording import count, said

WEIGHTED = {
    "uniform": "all places alike",
    "patience": "first places count more (each next one {p:g} times the one before)",
    "logarithmic": "first places count more (1 / log2 of place + 1)",
    "reciprocal": "first places count most (1 / place)",
}
WEIGHTING = Parameter(
    "weighting", "how places count in a share", ("uniform", "patience"), words, WEIGHTINGS
)
_DASH = {"uniform": "solid", "patience": "dash", "logarithmic": "dot", "reciprocal": "dashdot"}
_OF: tuple[tuple[str, Tone, str], ...] = (
    ("serp-incident-share", "tells", "tells the story"),
    ("serp-correction-share", "corrects", "corrects it"),
)
COLUMNS = (
    Column("pages", "VARCHAR", "", "engine, language and device, as far as they differ"),
    Column("day", "VARCHAR", "", "day of the look, in the incident's home zone"),
    Column("does", "VARCHAR", "", "what the results do: tell the story or correct it"),
    Column("weighting", "VARCHAR", "", "how places count"),
    Column(
        "share", "DOUBLE", "", "share of the first page; empty where some results were not coded"
    ),
    Column("low", "DOUBLE", "", "lower end: of its interval, or if no uncoded result does"),
    Column("high", "DOUBLE", "", "upper end: of its interval, or if every uncoded result does"),
    Column("searches", "BIGINT", "searches", "different searches that it is the mean of"),
)
Key = tuple[str, ...]


def make(asked: Asked) -> Figure:
    """The shares of every group of pages over time."""
    found = captured(asked)
    if not found.searches:
        return nothing(asked)
    texts = settings_of(asked, "k", "coders", "p")
    texts |= {"at": "each", "weighting": ",".join(asked.settings["weighting"])}
    answers = [measured(asked, name, where_of(asked), texts) for name, _, _ in _OF]
    told = [
        (does, tone, said_, each)
        for (does, tone, said_), answer in zip(_OF, answers, strict=True)
        for each in answer.estimates
        if each.status in ("ok", "bounds")
    ]
    if not told:
        head = f"Which share of the first page tells or corrects the story of {asked.incident} is not known"
        return empty(asked, head, NOT_CODED, used(asked))
    keys = list(dict.fromkeys(_key(each) for *_, each in told))
    apart = [k for k in range(len(ALONE)) if len({key[k] for key in keys}) > 1]
    names = {key: ", ".join(key[k] for k in apart if key[k]) for key in keys}
    panels = [_panel(asked, told, key, names[key]) for key in keys[:MOST]]
    zone = ZoneInfo(asked.zone)
    left = len(keys) - MOST
    return compose(
        asked,
        _words(asked, told, keys[0], names, left),
        Drawn(
            lambda canvas: result_lines(panels, zone, canvas),
            _rows(asked, told, names),
            COLUMNS,
        ),
        used(asked),
        answers,
    )


Told = tuple[str, Tone, str, Estimate]


def _key(each: Estimate) -> Key:
    return tuple(str(each.by.get(name) or "") for name in ALONE)


def _panel(asked: Asked, told: Sequence[Told], key: Key, named: str) -> Shares:
    return Shares(
        named,
        tuple(
            _course(
                [each for of, _, _, each in told if of == does and _is(each, key, weighting)],
                f"{text}, {_weighted(asked, weighting)}",
                tone,
                _DASH[weighting],
            )
            for does, tone, text in _OF
            for weighting in asked.settings["weighting"]
        ),
    )


def _is(each: Estimate, key: Key, weighting: str) -> bool:
    return _key(each) == key and each.by["quantity"] == weighting


def _weighted(asked: Asked, weighting: str) -> str:
    return WEIGHTED[weighting].format(p=asked.settings["p"])


def _course(of: Sequence[Estimate], text: str, tone: Tone, dash: str) -> Course:
    at = np.array([datetime.fromisoformat(each.by["captured"]).timestamp() for each in of])
    share, low, high = (
        np.array([np.nan if (v := number(getattr(each, name))) is None else v for each in of])
        for name in ("value", "low", "high")
    )
    return Course(text, at, share, low, high, tone, dash)


def _day(asked: Asked, each: Estimate) -> str:
    return day(datetime.fromisoformat(each.by["captured"]), asked.zone)


def _rows(asked: Asked, told: Sequence[Told], names: dict[Key, str]) -> pa.Table:
    listed = [
        {
            "pages": names[_key(each)],
            "day": _day(asked, each),
            "does": text,
            "weighting": each.by["quantity"],
            "share": number(each.value),
            "low": number(each.low),
            "high": number(each.high),
            "searches": each.n,
        }
        for _, _, text, each in told
    ]
    types = {"VARCHAR": pa.string(), "DOUBLE": pa.float64(), "BIGINT": pa.int64()}
    return pa.Table.from_pylist(
        listed, schema=pa.schema([(each.name, types[each.type]) for each in COLUMNS])
    )


def _words(asked: Asked, told: Sequence[Told], key: Key, names: dict[Key, str], left: int) -> Words:
    last = {
        (name, weighting): _last(told, name, each, weighting)
        for each in list(names)[:1]
        for name, _, _ in _OF
        for weighting in asked.settings["weighting"]
    }
    on = f" on {names[key]}" if names[key] else ""
    borne = []
    for weighting in asked.settings["weighting"]:
        tells, corrects = (last[name, weighting] for name, _, _ in _OF)
        if tells is None or corrects is None:
            continue
        borne.append(
            f"On {_day(asked, tells)}, {said(tells, 'share').value} of the first {asked.settings['k']} results{on} told the story and "
            f"{said(corrects, 'share').value} corrected it, {_weighted(asked, weighting)} ({count(tells.n, 'search', 'searches')})."
        )
    head = borne[0].removesuffix(".").rpartition(" (")[0]
    alt = f"{head}. Lines over time of the share that tells the story and of the share that corrects it. {' '.join(borne[1:])}"
    return Words(
        head,
        f"Share of the first {asked.settings['k']} results of each look, with the weighting by its name. {CODED_BY[asked.settings['coders']]}",
        alt,
        Claims(
            tuple(borne),
            (
                Unborne(
                    "So much of what people read about it is a correction.",
                    "A share of places is no share of reading: nobody knows here who opened what.",
                    "Clicks by place, which search engines do not publish.",
                ),
                Unborne(
                    "The share rose because of what somebody did.",
                    "Pages of results change from request to request, and by themselves.",
                    "The noise floor of two requests at once, and other searches to compare with.",
                ),
            ),
        ),
        (f"{count(left, 'group')} of pages are not in this picture.",) if left > 0 else (),
    )


def _last(told: Sequence[Told], name: str, key: Key, weighting: str) -> Estimate | None:
    found = [each for of, _, _, each in told if of == name and _is(each, key, weighting)]
    return found[-1] if found else None


RESULT_SHARES = FigureKind(
    "result-shares",
    "Shares of the first page over time",
    "The share of the first results that tells the story and the share that corrects it, look by look, by weighting of places.",
    "search",
    ("serp-incident-share", "serp-correction-share"),
    make,
    (*PAGES, WEIGHTING, PATIENCE),
)
"""See ``make``."""
