"""Every series of an incident or a channel on one clock: which rose first, and when each peaked."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from ripplemark.charts.attention import Mark
from ripplemark.charts.curve import Curve
from ripplemark.charts.multiples import Cell, Multiples, multiples
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked
from ripplemark.figures.choosing_series import used
from ripplemark.figures.composing import Drawn, compose
from ripplemark.figures.drawn_bins import rows
from ripplemark.figures.episode import Span, bin_of, exact, window
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_multiples import One, words
from ripplemark.figures.saying_series import level
from ripplemark.figures.series import Choice, choices
from ripplemark.figures.series_clock import Clock
from ripplemark.figures.thresholds import settings_for
from ripplemark.measures import Measurement
from ripplemark.measures.base import Parameter
from ripplemark.result import Column
from ripplemark.wording import amount

SCALE = Parameter(
    "scale",
    "how high a cell is: 'own' from 0 to the series' own highest value, 'peak' as a share of its own peak",
    "own",
    str,
    ("own", "peak"),
)
COLUMNS = (
    Column("series", "VARCHAR", "", "the series, by alias"),
    Column("bin_start", "TIMESTAMP WITH TIME ZONE", "", "when the bin begins, UTC"),
    Column("bin_hours", "DOUBLE", "h", "length of the bin"),
    Column("value", "DOUBLE", "", "attention in the bin; empty where nothing is known"),
    Column("bound", "VARCHAR", "", "'<' the value is an upper bound, '~' the bin is partial"),
    Column("unit", "VARCHAR", "", "what a value is, per bin"),
)


def several(asked: Asked, *, choosing: bool = False) -> Figure:
    """The figure of all series of the asked channel with a bin in the asked period; ``choosing`` says that one is to be chosen."""
    channel = asked.settings.get("channel")
    where = (("channel", channel),) if channel else ()
    names_ = ("onset", "peak")
    answers = [measured(asked, name, where, settings_for(asked, name)) for name in names_]
    known = [exact(asked, name, where, settings_for(asked, name)) for name in names_]
    ones = _ordered(_ones(asked, choices(asked, channel), *known))
    curves = {each.choice.key: each.choice.curve() for each in ones}
    low, high = _window(asked, ones, curves)
    scale = asked.settings["scale"]
    names = _names(ones)
    clocks = {each.choice.key: each.clock.within_window(low, high) for each in ones}
    cells = tuple(
        _cell(each, clocks[key], curves[key], names[key])
        for each in ones
        for key in (each.choice.key,)
    )
    drawn = Multiples(cells, low, high, ZoneInfo(asked.zone), scale)
    return compose(
        asked,
        words(asked, ones, low, high, choosing=choosing),
        Drawn(lambda canvas: multiples(drawn, canvas), _rows(ones, curves, low, high), COLUMNS),
        used(asked, [each.choice for each in ones]),
        answers,
    )


def _ones(
    asked: Asked, found: Sequence[Choice], onset: Measurement, peak: Measurement
) -> list[One]:
    """Each series with its answers; those without a bin, and those that are not offered, are left out."""
    of_series = {frozenset(each.binned.by.items()): each for each in found}
    ones = []
    for k, began in enumerate(onset.estimates):
        choice = of_series.get(frozenset(began.by.items()))
        if choice is not None and choice.binned.series.value.size:
            time, high, _ = peak.estimates[3 * k : 3 * k + 3]
            ones.append(One(choice, Clock.of(asked, choice), began, time, high))
    return ones


def _ordered(ones: list[One]) -> list[One]:
    """By onset, then those without one by their peak, then the rest by their key."""

    def place(one: One) -> tuple[int, float, str]:
        began, peaked = one.began, one.peaked
        if began is not None:
            return 0, began.at, one.choice.key
        return (1, peaked.at, one.choice.key) if peaked is not None else (2, 0.0, one.choice.key)

    return sorted(ones, key=place)


def _window(asked: Asked, ones: list[One], curves: dict[str, Curve]) -> tuple[float, float]:
    """The stretch that shows every episode; all bins where asked, and where the episodes lie far apart."""
    first = min(float(each.start[0]) for each in curves.values())
    last = max(each.end for each in curves.values())
    if asked.settings["view"] == "all":
        return first, last
    spans = [
        (
            window(curves[one.choice.key], one.began, one.peaked, None)[0],
            _faded(curves[one.choice.key], one.peaked, one.height),
        )
        for one in ones
        if one.peaked is not None
    ]
    if not spans:
        return first, last
    low, high = min(each[0] for each in spans), max(each[1] for each in spans)
    return (first, last) if high - low > 0.8 * (last - first) else (low, high)


def _faded(curve: Curve, top: Span, height: float) -> float:
    """When a series first stood at a sixth of its peak, and a third of that time more; its end where it never did."""
    after = np.flatnonzero((curve.centre > top.at) & (curve.line <= height / 6))
    if not after.size:
        return curve.end
    step = float(np.median(curve.width))
    return min(top.at + max(1.33 * (float(curve.centre[after[0]]) - top.at), 14 * step), curve.end)


def _names(ones: list[One]) -> dict[str, tuple[str, ...]]:
    """What each series may be called in its cell, longest first: only what no other series is called in the same way."""
    shared = (
        set.intersection(*(set(each.choice.parts) for each in ones)) if len(ones) > 1 else set()
    )
    ways = [
        [one.choice.named for one in ones],
        [
            _said_parts(one, [part for part in one.choice.parts if part not in shared])
            for one in ones
        ],
        [_said_parts(one, one.choice.parts[1:]) for one in ones],
        [_said_parts(one, one.choice.parts[:1] + one.choice.parts[2:]) for one in ones],
        [_said_parts(one, one.choice.parts[2:]) for one in ones],
        [_said_parts(one, one.choice.parts[1:2]) for one in ones],
    ]
    named = {}
    for k, one in enumerate(ones):
        own = [way[k] for way in ways if way[k] and way.count(way[k]) == 1]
        named[one.choice.key] = tuple(sorted(dict.fromkeys(own), key=len, reverse=True)) or (
            one.choice.named,
        )
    return named


def _said_parts(one: One, parts: Sequence[str]) -> str:
    """Parts of a label in one text, the alias by the name that the audience may read."""
    alias = one.choice.named.split(", ")[0]
    return ", ".join(alias if part == one.choice.alias else part for part in parts)


def _cell(one: One, clock: Clock, curve: Curve, names: tuple[str, ...]) -> Cell:
    began, peaked = one.began, one.peaked
    onset = Mark(began.at, began.low, began.high, ()) if began is not None else None
    peak = None
    if peaked is not None:
        k = bin_of(curve, peaked.at)
        when, high = clock.short(float(curve.start[k])), amount(one.height)
        words = (
            f"{one.top_word} {level(one.choice, one.height)}, {when}",
            f"{one.top_word} {high}, {when}",
            f"{one.top_word} {high}",
        )
        peak = Mark(peaked.at, peaked.low, peaked.high, words, one.height)
    return Cell(names, curve, one.choice.channel, onset, peak)


def _rows(ones: list[One], curves: dict[str, Curve], low: float, high: float) -> pa.Table:
    """The bins that are drawn, series after series."""
    tables = []
    for one in ones:
        table = rows(curves[one.choice.key], None, low, high).drop_columns(["usual"])
        size = table.num_rows
        table = table.add_column(0, "series", pa.array([one.choice.label] * size, pa.string()))
        tables.append(table.append_column("unit", pa.array([one.choice.unit] * size, pa.string())))
    return pa.concat_tables(tables)
