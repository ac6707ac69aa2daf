"""Squares: of so many items, how many were gone by when, and how many were still up. Nobody has to subtract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ripplemark.charts import squares as chart
from ripplemark.charts.lapse import span
from ripplemark.figure import Claims, Figure
from ripplemark.figures import lag_words as words
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Drawn, Words, compose
from ripplemark.figures.watching import By, Watched, fates, lines, shared, used, watched
from ripplemark.result import Column
from ripplemark.wording import count

COLUMNS = (
    Column(
        "fate",
        "VARCHAR",
        "",
        "what became of the items: gone within so long, undecided, ended otherwise, or still up",
    ),
    Column(
        "hours", "DOUBLE", "h", "the deadline by which they were gone; empty where there is none"
    ),
    Column("items", "BIGINT", "items", "how many; the rows add up to all items"),
    Column("by_then", "BIGINT", "items", "how many were gone by then, those gone sooner included"),
    Column(
        "by_then_at_most",
        "BIGINT",
        "items",
        "the same, if every undecided time was the earliest it can have been",
    ),
)


@dataclass(frozen=True, slots=True)
class Sorted:
    """Every item in exactly one place: gone within each deadline (and not the one before), later, undecided, otherwise, up."""

    at: tuple[float, ...]
    within: tuple[int, ...]
    later: int
    undecided: int
    otherwise: int
    up: int

    @property
    def items(self) -> int:
        """All of them."""
        return sum(self.within) + self.later + self.undecided + self.otherwise + self.up


def sort(of: Watched, at: Sequence[float]) -> Sorted:
    """Put each item in its place; a lag whose bounds hold any of the deadlines is undecided, once."""
    within = [0] * len(at)
    later = undecided = 0
    for group in of.groups:
        unclear = np.zeros_like(group.gone)
        for hours in at:
            unclear |= fates(group, hours)[1]
        place = np.searchsorted(np.asarray(at), group.high, side="left")
        clear = group.gone & ~unclear
        for k in range(len(at)):
            within[k] += int(group.weight[clear & (place == k)].sum())
        later += int(group.weight[clear & (place == len(at))].sum())
        undecided += int(group.weight[unclear].sum())
    return Sorted(tuple(at), tuple(within), later, undecided, of.otherwise, of.up)


def make(asked: Asked) -> Figure:
    """The figure ``squares``."""
    of = watched(asked)
    if not of.items:
        return words.nothing(of)
    at = tuple(dict.fromkeys(asked.gate.lag(each) for each in asked.settings["at"]))
    bys = [of.by(each) for each in at]
    found = sort(of, at)
    told = shared(asked)
    measured = [asked.measured("within-deadline", **told, hours=f"{each:g}") for each in at]
    median = asked.measured("median-lag", **told)
    per = chart.per_square(found.items)
    each = "" if per == 1 else f", {per:,} items to a square (rounded; the numbers are exact)"
    order = f"one square per item, in the order in which they were gone{each}"
    if per > 1:
        order = f"in the order in which they were gone{each}"
    drawn = picture(found, bys)
    return compose(
        asked,
        Words(
            f"{words.gone_by(of, words.headline_by(bys))}; {words.still_up(of)}",
            words.subtitle(of, order),
            _alt(of, found, drawn),
            Claims(words.borne(of, bys, median.estimates[0]), words.unborne(of, bys)),
            words.caveats(of, bys),
            words.counted(of),
        ),
        Drawn(lambda canvas: chart.squares(drawn, canvas), _rows(found, bys), COLUMNS),
        used(asked),
        (*measured, median),
        lines=_behind(of, at),
    )


def picture(found: Sorted, bys: Sequence[By]) -> chart.Squares:
    """Blocks that hold anything, and the brackets below them."""
    blocks: list[chart.Block] = []
    brackets: list[chart.Bracket] = []
    for k, (items, by) in enumerate(zip(found.within, bys, strict=True)):
        if items:
            blocks.append(chart.Block("gone", items, k))
        if by.sure:
            text = f"{words.short(by)} within {span(by.hours)}"
            brackets.append(chart.Bracket(text, 0, len(blocks) - 1))
    tail = (
        ("gone", found.later, f"{found.later:,} later"),
        ("undecided", found.undecided, f"{found.undecided:,} undecided: times too coarse"),
        ("otherwise", found.otherwise, f"{found.otherwise:,} ended otherwise"),
        ("up", found.up, f"{found.up:,} still up"),
    )
    for kind, items, text in tail:
        if items:
            blocks.append(chart.Block(kind, items, len(bys)))  # type: ignore[arg-type]
            brackets.append(chart.Bracket(text, len(blocks) - 1, len(blocks) - 1, kind))  # type: ignore[arg-type]
    return chart.Squares(tuple(blocks), tuple(brackets))


def _alt(of: Watched, found: Sorted, drawn: chart.Squares) -> str:
    told = "; ".join(bracket.text for bracket in drawn.brackets)
    return f"{count(found.items, 'item')} as squares, counted from {words.clock(of)}: {told}."


def _rows(found: Sorted, bys: Sequence[By]) -> pa.Table:
    within = [
        (f"gone within {span(by.hours)}", by.hours, items, by.sure, by.sure + by.perhaps)
        for items, by in zip(found.within, bys, strict=True)
    ]
    rest = [
        (name, None, items, None, None)
        for name, items in (
            ("gone later", found.later),
            ("gone, undecided by when", found.undecided),
            ("ended otherwise", found.otherwise),
            ("still up", found.up),
        )
    ]
    kinds = (pa.string(), pa.float64(), pa.int64(), pa.int64(), pa.int64())
    cells = zip(*(*within, *rest), strict=True)
    return pa.table(
        {
            column.name: pa.array(list(values), kind)
            for column, values, kind in zip(COLUMNS, cells, kinds, strict=True)
        }
    )


def _behind(of: Watched, at: Sequence[float]) -> dict[str, tuple[int, ...]]:
    """Source lines behind each count; empty where several groups have no lines of one file."""
    if len(of.groups) != 1:
        return {}
    (group,) = of.groups
    found = {f"gone within {span(each)}": lines(group, fates(group, each)[0]) for each in at}
    unclear = np.zeros_like(group.gone)
    for each in at:
        unclear |= fates(group, each)[1]
    found["undecided"] = lines(group, unclear)
    found["ended otherwise"] = lines(group, group.ended)
    found["still up"] = lines(group, ~group.gone & ~group.ended)
    return {name: each for name, each in found.items() if each}
