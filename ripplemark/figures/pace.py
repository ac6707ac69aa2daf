"""Backlog: how many items were up over time, and what came on record against what went, in bars."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from ripplemark.charts import pace as chart
from ripplemark.charts.pace import Bars, Levels, Pace
from ripplemark.errors import UnknownName
from ripplemark.estimate.series import Floats
from ripplemark.figure import Claims, Figure
from ripplemark.figures import saying_pace as saying
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.remembering import remembered
from ripplemark.figures.standing import Bin, Standing, standing
from ripplemark.figures.walltime import instant, seconds
from ripplemark.figures.watching import requesting, shared, used
from ripplemark.measures.fate_words import FateWords, fate_words
from ripplemark.measures.lags import clock_of
from ripplemark.result import Column

MOST = 60
"""No more bars than this stand beside one another."""
_WIDTHS: dict[Bin, float] = {"hour": 3600.0, "day": 86_400.0, "week": 604_800.0}
_UP_TO = {"hour": (MOST - 1) * 3600.0, "day": 180 * 86_400.0, "week": math.inf}
"""Seconds up to which an incident is counted in each unit."""
_TIME = pa.timestamp("us", tz="UTC")
_COLUMNS = (
    Column(
        "lane", "VARCHAR", "", "'items' counts those that are there, 'changes' what came or went"
    ),
    Column("what", "VARCHAR", "", "how the items stood, or what happened to them"),
    Column("from", "TIMESTAMPTZ", "", "when the stretch or the bar begins"),
    Column("until", "TIMESTAMPTZ", "", "when it ends; items are counted at this moment"),
    Column("value", "DOUBLE", "items", "items at the end of the stretch, or in the bar"),
)


@dataclass(frozen=True, slots=True)
class Flow:
    """What came and went, by bar: ``start`` and ``end`` are seconds of wall time, shape (m,).

    ``moved`` holds items per bar: 'new', 'back', 'removed', 'otherwise'. A bar is ``number`` units wide.
    """

    unit: Bin
    number: int
    start: Floats
    end: Floats
    moved: Mapping[str, Floats]

    @property
    def came(self) -> Floats:
        """Items that came on record in each bar."""
        return self.moved["new"]

    @property
    def went(self) -> Floats:
        """Items that went in each bar, in any way, for certain."""
        return self.moved["removed"] + self.moved["otherwise"]


def flow(fine: Standing, coarse: Standing, unit: Bin) -> Flow:
    """The bars from ``coarse``, counted in bins of ``unit``; as many units to a bar as leave no more than ``MOST``."""
    step = _WIDTHS[unit]
    first, last = float(coarse.starts[0]), max(float(coarse.at[-1]), float(fine.at[-1]))
    units = max(math.ceil((last - first) / step - 1e-9), 1)
    number = math.ceil(units / MOST)
    size = math.ceil(units / number)
    place = ((coarse.starts - first) // (number * step)).astype(np.int64)
    start = np.asarray(first + number * step * np.arange(size), dtype=np.float64)
    moved = {
        kind: np.asarray(np.bincount(place, weights=counts, minlength=size), dtype=np.float64)
        for kind, counts in coarse.moved.items()
    }
    return Flow(unit, number, start, start + number * step, moved)


def unit_of(fine: Standing) -> Bin:
    """What bars are counted in: hours up to sixty, days up to half a year, then weeks; never finer than the bins of items."""
    span = float(fine.at[-1] - fine.at[0])
    widths = [unit for unit in _WIDTHS if _WIDTHS[unit] >= _WIDTHS.get(fine.bin, 0.0)]
    return next((unit for unit in widths if span <= _UP_TO[unit]), "week")


def coarser(fine: Standing, unit: Bin) -> Standing | None:
    """The same items in wider bins, without asking again; None where it is not known of some whether they had gone.

    What is known to a day only is unsure by the hour, and sure by the day: then the width of the bins decides.
    """
    if fine.counts["unsure"].any():
        return None
    step, monday = _WIDTHS[unit], -3 * _WIDTHS["day"] if unit == "week" else 0.0

    def begin(at: Floats) -> Floats:
        return np.asarray(np.floor((at - monday) / step) * step + monday, dtype=np.float64)

    starts, place = np.unique(begin(fine.starts), return_inverse=True)
    looked = [begin(np.array([seconds(fine.looked)]))] if fine.looked else []
    last = np.concatenate([starts[-1:], *looked]).max() + step
    at = np.unique([*starts, *(starts + step), last])
    return replace(
        fine,
        bin=unit,
        at=at,
        counts={state: np.interp(at, fine.at, counts) for state, counts in fine.counts.items()},
        starts=starts,
        moved={
            kind: np.asarray(np.bincount(place, counts, starts.size), dtype=np.float64)
            for kind, counts in fine.moved.items()
        },
    )


def make(asked: Asked) -> Figure:
    """The figure ``backlog``."""
    if asked.where:
        raise UnknownName(f"selection of '{asked.kind.name}'", asked.where[0][0], ())
    clock, gone = clock_of(requesting(asked)), tuple(asked.settings["gone"])
    fine = _standing(asked, clock, gone)
    if fine is None:
        return empty(
            asked,
            f"{asked.incident} has no items with a place in time",
            "Add a takedown log with the time at which each item was posted or reported.",
            used(asked),
        )
    unit = unit_of(fine)
    coarse = fine if unit == fine.bin else coarser(fine, unit)
    coarse = coarse or _standing(asked, clock, gone, unit) or fine
    fate, bars = fate_words(gone), flow(fine, coarse, unit)
    median = asked.measured("median-lag", **shared(asked))
    of = saying.Kept(asked, fine, bars.unit, bars.number, bars.start, bars.came, bars.went, fate)
    drawn = _pace(of, bars)
    words = Words(
        saying.headline(of),
        saying.subtitle(of),
        saying.alt(of),
        Claims(saying.borne(of, median.estimates), saying.unborne(of)),
        saying.caveats(of),
        saying.counted(of),
    )
    lines = {
        name: fine.lines[state] for state, name in _states(fate).items() if state in fine.lines
    }
    return compose(
        asked,
        words,
        Drawn(lambda canvas: chart.pace(drawn, canvas), _rows(of, bars), _COLUMNS),
        used(asked),
        (median,),
        ("moderation/items_over_time",),
        lines,
    )


def _standing(
    asked: Asked, clock: str | None, gone: tuple[str, ...], least: Bin | None = None
) -> Standing | None:
    """The items over time, counted once for this figure and the timeline."""
    key = ("standing", asked.gate.audience, clock, gone, *([least] if least else []))
    return remembered(asked, key, lambda: standing(asked, clock, gone, least or "minute"))


def _states(fate: FateWords) -> dict[str, str]:
    """What items are called that stand so, or that went so."""
    return {
        "up": fate.still_up,
        "unsure": f"{fate.gone} or not: not known",
        "removed": fate.removed,
        "otherwise": fate.otherwise,
    }


def _moves(fate: FateWords) -> dict[str, str]:
    """What happened to items, by part of a bar."""
    return {
        "new": "new on record",
        "back": fate.came_back,
        "removed": fate.removed,
        "otherwise": fate.otherwise,
    }


def _pace(of: saying.Kept, bars: Flow) -> Pace:
    stood, moves = of.stood, _moves(of.fate)
    start, end, up, unsure = saying.stretches(stood)
    present = {part: counts for part, counts in bars.moved.items() if counts.any()}
    levels = Levels(start, end, up, unsure, saying.levels(of))
    key: tuple[tuple[str, str], ...] = (("up", of.fate.up),)
    if unsure.any():
        key += (("unsure", _states(of.fate)["unsure"]),)
    return Pace(
        saying.above(of),
        key,
        levels,
        saying.told(of),
        saying.below(of),
        tuple((part, moves[part]) for part in present),
        Bars(
            bars.start,
            bars.end,
            tuple((part, present[part]) for part in ("new", "back") if part in present),
            tuple((part, present[part]) for part in ("removed", "otherwise") if part in present),
            saying.bars(of, [(moves[part], counts) for part, counts in present.items()]),
        ),
    )


def _rows(of: saying.Kept, bars: Flow) -> pa.Table:
    """Both panels: items at the end of each stretch, and each bar by part; times are UTC."""
    start, end, up, unsure = saying.stretches(of.stood)
    states, moves = _states(of.fate), _moves(of.fate)
    parts = [("items", of.fate.up, start, end, up)]
    if unsure.any():
        parts.append(("items", states["unsure"], start, end, unsure))
    parts += [
        ("changes", moves[part], bars.start, bars.end, counts)
        for part, counts in bars.moved.items()
        if counts.any()
    ]
    return pa.concat_tables([_part(of, *each) for each in parts]).combine_chunks()


def _part(
    of: saying.Kept, lane: str, what: str, start: Floats, end: Floats, value: Floats
) -> pa.Table:
    moments = [
        pa.array([instant(float(at), of.zone) for at in edge], _TIME) for edge in (start, end)
    ]
    names = [pa.array([name] * start.size, pa.string()) for name in (lane, what)]
    return pa.Table.from_arrays(
        [*names, *moments, pa.array(value, pa.float64())], [each.name for each in _COLUMNS]
    )
