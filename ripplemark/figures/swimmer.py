"""The swimmer plot: one bar per item; beyond eighty items, one bar for so many that stand next to each other in order."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import numpy as np
import pyarrow as pa

from ripplemark.charts import swimmer as chart
from ripplemark.charts.lapse import span
from ripplemark.charts.swimmer import End, Stretch, Swim
from ripplemark.figure import Claims, Figure
from ripplemark.figures import lag_claims as claims
from ripplemark.figures import lag_words as words
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Drawn, Words, compose
from ripplemark.figures.watching import Watched, requesting, shared, used, watched
from ripplemark.gate import Gate
from ripplemark.gate.coarse import coarse_moment
from ripplemark.measures.fate_words import FateWords
from ripplemark.measures.lags import selection
from ripplemark.result import Column
from ripplemark.wording import count, duration

MOST = 80
"""Items that get a bar each."""
_FEW = 40
_ENDS: dict[str, End] = {"gone": "gone", "other": "otherwise", "up": "up"}
_KINDS = (
    *(pa.int64(), pa.int64(), pa.string(), pa.int64()),
    *(pa.float64(), pa.float64(), pa.float64(), pa.string()),
    *(pa.int64(), pa.int64()),
)


def _columns(fate: FateWords) -> tuple[Column, ...]:
    return (
        Column("bar", "BIGINT", "", "which bar, from the top"),
        Column("items", "BIGINT", "items", "how many items the bar stands for"),
        Column(
            "platform", "VARCHAR", "", "where the item was; empty where a bar stands for several"
        ),
        Column(
            "time_up", "BIGINT", "", f"1 for the first time {fate.up}, 2 after it {fate.came_back}"
        ),
        Column(
            "begins", "DOUBLE", "h", f"when this time {fate.up} begins, after the clock's start"
        ),
        Column(
            "ends_at_least", "DOUBLE", "h", "the earliest that it can have ended, or the last look"
        ),
        Column(
            "ends_at_most", "DOUBLE", "h", "the latest that it can have ended, or the last look"
        ),
        Column(
            "fate", "VARCHAR", "", f"{fate.gone}, otherwise (something else ended it), or {fate.up}"
        ),
        Column("requests", "BIGINT", "requests", "requests about the item that are drawn as ticks"),
        Column("source_line", "BIGINT", "", "line of the user's own file"),
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with what is told about it: how many items, on which platform, from which source line."""

    swim: Swim
    items: int
    platform: str | None
    line: int | None


def make(asked: Asked) -> Figure:
    """The figure ``swimmer``."""
    of = watched(asked)
    if not of.items:
        return claims.nothing(of)
    bars = _ordered(_single(of)) if of.items <= MOST + of.again else []
    one_each = bool(bars) and all(bar.items == 1 for bar in bars) and len(bars) <= MOST
    if not one_each:
        bars = blocks(of)
    told = shared(asked)
    median = asked.measured("median-lag", **told)
    bys = [of.by(asked.gate.lag(each)) for each in asked.settings["at"]]
    marks = (claims.headline_by(bys).hours,)
    drawn = chart.Swimmer(
        tuple(bar.swim for bar in bars),
        words.clock(of),
        marks=marks,
        gone=of.fate.gone,
        still_up=of.fate.still_up,
        up=of.fate.up,
    )
    back = sum(len(bar.swim.stretches) > 1 for bar in bars) if one_each else 0
    return compose(
        asked,
        Words(
            _headline(of, bars),
            words.subtitle(of, _what(of, bars, one_each)),
            _alt(of, drawn, back, one_each),
            Claims(claims.borne(of, bys, median.estimates[0]), claims.unborne(of, bys)),
            (*claims.caveats(of, bys), *_remarks(drawn, back, one_each, of.fate)),
            claims.counted(of),
        ),
        Drawn(lambda canvas: chart.swimmer(drawn, canvas), _rows(bars, of.fate), _columns(of.fate)),
        used(asked),
        (median,),
        ("moderation/items_one_by_one",) if one_each else (),
        _behind(bars, of.fate),
    )


def _single(of: Watched) -> list[Bar]:
    """A bar for each item; the owner's carry their source line, public ones lags no finer than in words."""
    request = requesting(of.asked)
    rows = of.asked.serving.run(
        "moderation/items_one_by_one",
        incident=request.incident,
        scope=request.scope,
        clock=of.clock,
        gone=list(request.settings["gone"]),
        **selection(request),
    ).records()
    gate = of.asked.gate
    return [
        _bar(list(group), gate, of.fate) for _, group in groupby(rows, key=lambda row: row["place"])
    ]


def _bar(rows: list[dict[str, Any]], gate: Gate, fate: FateWords) -> Bar:
    first = rows[0]
    line = None if gate.leaves else first["line"]
    stretches = tuple(
        Stretch(gate.lag(r["begin_at"]), *_ends(r, gate), _ENDS[r["fate"]]) for r in rows
    )
    asked = tuple(gate.lag(at) for at in first["asked"])
    label = f"line {line}" if line is not None else ""
    swim = Swim(stretches, asked, label, _told(stretches, label, fate))
    return Bar(swim, first["n"], first["platform"], line)


def _ends(row: dict[str, Any], gate: Gate) -> tuple[float, float]:
    high = gate.moment(row["end_hi"])
    return (high if row["end_lo"] == row["end_hi"] else min(gate.lag(row["end_lo"]), high)), high


def _told(stretches: Sequence[Stretch], label: str, fate: FateWords) -> str:
    """What is read out beside the pointer."""
    last = stretches[-1]
    if last.end == "up":
        words_ = f"{fate.still_up} after {duration(last.high)}"
    elif last.low == last.high:
        words_ = f"{fate.gone} after {duration(last.high)}"
    elif duration(last.low) == duration(last.high):
        words_ = f"{fate.gone} after about {duration(last.high)}"
    elif last.low <= 0:
        words_ = f"{fate.gone} within {duration(last.high)}"
    else:
        words_ = f"{fate.gone} between {duration(last.low)} and {duration(last.high)}"
    back = (
        f", after it had {'lost the label' if fate.only_labels else 'come back'} {count(len(stretches) - 1, 'time')}"
        if len(stretches) > 1
        else ""
    )
    return ": ".join(part for part in (label, f"{words_}{back}") if part)


def _ordered(bars: list[Bar]) -> list[Bar]:
    """The soonest gone first, then what ended otherwise, then what is still up; at the top what never came back."""
    rank = {"gone": 0, "otherwise": 1, "up": 2}

    def key(bar: Bar) -> tuple[int, float, float]:
        first, last = bar.swim.stretches[0], bar.swim.stretches[-1]
        return (rank[last.end], first.high if last.end != "up" else last.high, first.low)

    return sorted(bars, key=key)


def blocks(of: Watched) -> list[Bar]:
    """Bars for so many items each, in order of their latest end; no bar holds items of two fates."""
    found = []
    per = math.ceil(of.items / _FEW)
    for end in ("gone", "otherwise", "up"):
        low, high, weight = _of(of, end)
        if not weight.size:
            continue
        total = float(weight.sum())
        bars = max(round(total / per), 1)
        edges = np.linspace(0, total, bars + 1)
        upto = np.cumsum(weight)
        for a, b in pairwise(edges):
            within = (upto > a + 1e-9) & (upto - weight < b - 1e-9)
            stretch = _block(low[within], high[within], end, of.asked.gate)
            items = round(b) - round(a)
            told = f"{count(items, 'item')}: {_told([stretch], '', of.fate)}"
            found.append(Bar(Swim((stretch,), told=told), items, None, None))
    return found


def _block(low: Any, high: Any, end: str, gate: Gate) -> Stretch:
    """From the earliest to the latest end of the items in it; of those still up, the longest look of all but half."""
    if end == "up":
        middle = gate.moment(float(np.median(high)))
        return Stretch(0.0, middle, middle, "up")
    last = gate.moment(float(high.max()))
    return Stretch(
        0.0,
        min(gate.lag(float(low.min())), last),
        last,
        _ENDS["other" if end == "otherwise" else end],
    )


def _of(of: Watched, end: str) -> tuple[Any, Any, Any]:
    """Low ends, high ends and weights of the items of one fate, in order of their high ends."""
    parts = [
        (g.low[which], g.high[which], g.weight[which])
        for g in of.groups
        for which in (
            g.gone if end == "gone" else g.ended if end == "otherwise" else ~g.gone & ~g.ended,
        )
    ]
    low, high, weight = (np.concatenate([part[k] for part in parts]) for k in range(3))
    order = np.lexsort((low, high))
    return low[order], high[order], weight[order]


def _headline(of: Watched, bars: Sequence[Bar]) -> str:
    """When the first item was gone and when the last one, which is where the bars begin and end to be read."""
    at, start = words.on(of), words.clock(of)
    if of.items == 1:
        stretch = bars[0].swim.stretches[-1]
        kind = words.things(of).partition(" ")[2]
        return f"The one {kind}{at} was {_told([stretch], '', of.fate)}, counted from {start}; last look on {words.ended(of)}"
    if not of.gone:
        return f"None of {words.things(of)}{at} was {of.fate.gone}; {words.still_up(of)}"
    high = _of(of, "gone")[1]
    first, last = (duration(coarse_moment(float(high[k]))) for k in (0, -1))
    told = f"{_number_gone(of)} {of.fate.gone} within {last} of {start}"
    if first != last:
        every = "" if of.gone == of.items else f" of {of.gone:,}"
        told = (
            f"the first was {of.fate.gone} within {first} of {start}, the last{every} within {last}"
        )
    return f"Of {words.things(of)}{at}, {told}; {words.still_up(of)}"


def _number_gone(of: Watched) -> str:
    """'36 were', 'all 40 were'."""
    told = words.every(of.gone) if of.gone == of.items else f"{of.gone:,}"
    return f"{told} {words.were(of.gone)}"


def _what(of: Watched, bars: Sequence[Bar], one_each: bool) -> str:
    if one_each:
        return "one bar per item"
    return (
        f"too many for a bar each, so a bar stands for about {round(of.items / len(bars)):,} {'appearances' if of.again else 'items'} that follow one another "
        "in order, hatched from the first to the last of their ends"
    )


def _alt(of: Watched, drawn: chart.Swimmer, back: int, one_each: bool) -> str:
    kind = "one bar per item" if one_each else f"{len(drawn.bars)} bars for {words.things(of)}"
    told = [
        f"{of.gone:,} {of.fate.gone}" if of.fate.only_labels else f"{of.gone:,} end",
        f"{of.otherwise:,} ended otherwise" if of.otherwise else "",
        f"{of.up:,} are {of.fate.still_up}",
        f"{back:,} {of.fate.came_back}" if back else "",
    ]
    axis = "powers" if chart.by_powers(drawn.bars) else "equal steps"
    return (
        f"Swimmer plot, {kind}, from {words.clock(of)} to the end, on an axis of {axis}: {', '.join(part for part in told if part)}. "
        f"A line marks {span(drawn.marks[0])}."
    )


def _remarks(drawn: chart.Swimmer, back: int, one_each: bool, fate: FateWords) -> tuple[str, ...]:
    told = []
    if chart.by_powers(drawn.bars):
        told.append(
            "The lags differ so much that the axis is drawn by powers: equal steps are equal ratios, and lengths of bars "
            "must not be compared as times."
        )
    if back:
        told.append(
            f"{count(back, 'item')} {fate.came_back}: a second bar in the same row is its next time {fate.up}, counted from the first clock's start."
        )
    if not one_each:
        told.append("Requests and returns are not drawn where a bar stands for several items.")
    return tuple(told)


def _rows(bars: Sequence[Bar], fate: FateWords) -> pa.Table:
    ends = {"gone": fate.gone, "otherwise": "otherwise", "up": fate.up}
    cells = [
        (
            *(k + 1, bar.items, bar.platform, turn + 1),
            *(stretch.begin, stretch.low, stretch.high, ends[stretch.end]),
            *(len(bar.swim.asked) if turn == 0 else 0, bar.line),
        )
        for k, bar in enumerate(bars)
        for turn, stretch in enumerate(bar.swim.stretches)
    ]
    return pa.table(
        {
            column.name: pa.array([cell[k] for cell in cells], kind)
            for k, (column, kind) in enumerate(zip(_columns(fate), _KINDS, strict=True))
        }
    )


def _behind(bars: Sequence[Bar], fate: FateWords) -> dict[str, tuple[int, ...]]:
    names = {"gone": fate.gone, "otherwise": "ended otherwise", "up": fate.still_up}
    found: dict[str, list[int]] = {}
    for bar in bars:
        if bar.line is not None:
            found.setdefault(names[bar.swim.stretches[-1].end], []).append(bar.line)
            if len(bar.swim.stretches) > 1:
                found.setdefault(fate.came_back, []).append(bar.line)
    return {name: tuple(sorted(each)) for name, each in found.items()}
