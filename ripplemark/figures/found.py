"""Who found it, and who decided: bars of 100 % for each platform, of an incident's items or of one's own norms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from ripplemark.archive import Package
from ripplemark.charts.mix import Bar, Block, Part, mixes
from ripplemark.figure import Figure
from ripplemark.figures import saying_found as saying
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.decided import sent_wrongly
from ripplemark.figures.saying_found import FAMILIES, Found
from ripplemark.measures.intimate import CONTENT
from ripplemark.measures.lags import lines_of
from ripplemark.measures.period import PERIOD
from ripplemark.readers import READERS
from ripplemark.result import Column, Estimate

MOST = 24
"""Platforms that get a bar, those with the most items; the rows hold all."""
METRIC = "detection-mix"
_COLUMNS = (
    Column("platform", "VARCHAR", "", "where the items are"),
    Column("of", "VARCHAR", "", "what the shares are of: detection, or automation"),
    Column("part", "VARCHAR", "", "what led to it, or the part that machines had"),
    Column("share", "DOUBLE", "%", "share of the platform's items; empty where there are too few"),
    Column("low", "DOUBLE", "%", "lower end of the 95 % interval; empty where there is none"),
    Column("high", "DOUBLE", "%", "upper end of the 95 % interval"),
    Column("part_items", "BIGINT", "items", "how many items are in the part"),
    Column("items", "BIGINT", "items", "how many of the platform the shares are of"),
)


def of_incident(asked: Asked) -> Figure:
    """The figure ``who-found-it``: of an incident's items."""
    return _made(asked)


def of_norms(asked: Asked) -> Figure:
    """The figure ``who-found-norms``: of one's own datasets of platform scope, none of an incident."""
    return _made(replace(asked, gate=asked.gate.of_norms(), scope="platform", incident=None))


def _made(asked: Asked) -> Figure:
    answer = asked.measured(METRIC, **_settings(asked))
    found = _by_platform(answer.estimates)
    if not found:
        return empty(asked, *saying.NOTHING)
    drawn = sorted(found, key=lambda each: -each.items)[:MOST]
    shown = tuple(each for each in found if each in drawn)
    told = saying.Told(
        asked, found, shown, _defects(asked, found), asked.settings, _declared(asked)
    )
    return compose(
        asked,
        saying.words(told),
        Drawn(lambda canvas: mixes(_blocks(told), canvas), _rows(found), _COLUMNS),
        used(asked),
        (answer,),
        lines=_lines(found),
    )


def _settings(asked: Asked) -> dict[str, Any]:
    """The settings that the measure shares with the figure, as texts."""
    return {name: text for name, text in asked.texts.items() if name in ("content", *_PERIOD)}


_PERIOD = tuple(each.name for each in PERIOD)
_FIELDS = frozenset({"detection", "decision", "source"})
"""What the known defects must touch."""


def used(asked: Asked) -> tuple[Package, ...]:
    """The datasets of decisions that are asked about: the incident's, or those of platform scope."""
    labels = {each.name for each in READERS if each.watches == ("label",)}
    return tuple(
        each
        for each in asked.packages
        if each.table == "moderation" and each.scope == asked.scope and each.format not in labels
    )


def _declared(asked: Asked) -> bool:
    """True where every dataset is of statements that platforms made, so that what it says is their own word."""
    return all(each.format.startswith("dsa") for each in used(asked))


def _by_platform(estimates: Sequence[Estimate]) -> tuple[Found, ...]:
    """What the measure answered, platform by platform, in its order."""
    names = dict.fromkeys(each.by["platform"] for each in estimates if "platform" in each.by)
    return tuple(
        Found(
            "platform not said" if name is None else str(name),
            tuple(each for each in estimates if each.by.get("platform", ...) == name),
        )
        for name in names
    )


def _defects(asked: Asked, found: Sequence[Found]) -> tuple[str, ...]:
    """The known defects of what platforms sent, where these rows are of the EU's database, in their whole words."""
    names = tuple(each.platform for each in found)
    return tuple(each.said for each in sent_wrongly(asked, used(asked), names, _FIELDS))


def _blocks(told: saying.Told) -> list[Block]:
    """One block for each family of shares; of the key only what occurs."""
    blocks = []
    for family, about in FAMILIES.items():
        bars = tuple(_bar(each, family) for each in told.shown)
        occurring = {part.key for bar in bars for part in bar.parts}
        key = tuple((about.words[name], about.shades[name]) for name in about.words)
        blocks.append(
            Block(
                saying.heading(family, told),
                tuple(each for each in key if each[0] in occurring),
                bars,
            )
        )
    return blocks


def _bar(of: Found, family: str) -> Bar:
    about, shares = FAMILIES[family], of.named(family)
    parts = tuple(
        Part(about.words[name], share, saying.hover(of.platform, about.words[name], each))
        for name in about.words
        if (each := shares.get(name)) is not None and (share := float(each.value or 0.0)) > 0
    )
    return Bar(of.platform, saying.items(of), parts, () if parts else saying.instead(of))


def _rows(found: Sequence[Found]) -> pa.Table:
    rows = [row for of in found for row in _told(of)]
    types = {"DOUBLE": pa.float64(), "BIGINT": pa.int64(), "VARCHAR": pa.string()}
    return pa.table(
        {c.name: pa.array([row[c.name] for row in rows], types[c.type]) for c in _COLUMNS}
    )


def _told(of: Found) -> list[Mapping[str, Any]]:
    """Each share of a platform as a row; one row with the counts in words where there are too few for shares."""
    if not of.any_shares:
        few = {"of": "", "part": of.counts, "share": None, "low": None, "high": None}
        return [{"platform": of.platform, **few, "part_items": None, "items": of.items}]
    return [
        {
            "platform": of.platform,
            "of": family,
            "part": about.words[name],
            "share": _per_cent(each.value),
            "low": _per_cent(each.low),
            "high": _per_cent(each.high),
            "part_items": each.events,
            "items": each.n,
        }
        for family, about in FAMILIES.items()
        for name, each in of.named(family).items()
    ]


def _per_cent(value: float | str | None) -> float | None:
    return None if value is None else 100 * float(value)


def _lines(found: Sequence[Found]) -> dict[str, tuple[int, ...]]:
    """The source lines behind each way in which items were found."""
    about = FAMILIES["detection"]
    behind = {
        about.words[name]: lines_of(
            each.lines or () for of in found if (each := of.named("detection").get(name))
        )
        for name in about.words
    }
    return {name: each for name, each in behind.items() if each}


WHO_FOUND_IT = FigureKind(
    "who-found-it",
    "Who found it, and who decided",
    "For each platform one bar of what led to its decisions, and one of the part that machines had, what is not said included.",
    "moderation",
    (METRIC,),
    of_incident,
)
WHO_FOUND_NORMS = FigureKind(
    "who-found-norms",
    "Who found it, in your own norms",
    "The same bars for one's own datasets of platform scope, such as statements of the EU's database: never pooled.",
    "moderation",
    (METRIC,),
    of_norms,
    (CONTENT, *PERIOD),
    of_incident=False,
)
