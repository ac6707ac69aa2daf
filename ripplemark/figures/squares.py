"""Squares: of so many items, how many were gone by when, and how many were still up. Nobody has to subtract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ripplemark.charts import squares as chart
from ripplemark.charts.lapse import span
from ripplemark.figure import Claims, Figure
from ripplemark.figures import lag_claims as claims
from ripplemark.figures import lag_words as words
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Drawn, Words, compose
from ripplemark.figures.watching import By, Watched, fates, lines, shared, used, watched
from ripplemark.measures.fate_words import GONE, FateWords
from ripplemark.result import Column

_AT_MOST = "the same, if every undecided time was the earliest it can have been"
_KINDS = (pa.string(), pa.float64(), pa.int64(), pa.int64(), pa.int64())


def _columns(fate: FateWords) -> tuple[Column, ...]:
    return (
        Column(
            "fate",
            "VARCHAR",
            "",
            f"what became of the items: {fate.gone} for certain within so long, ended otherwise, or {fate.still_up}",
        ),
        Column(
            "hours",
            "DOUBLE",
            "h",
            f"the deadline by which they were {fate.gone}; empty where there is none",
        ),
        Column("items", "BIGINT", "items", "how many; the rows add up to all items"),
        Column(
            "by_then",
            "BIGINT",
            "items",
            f"how many were {fate.gone} by then for certain, those {fate.gone} sooner included",
        ),
        Column("by_then_at_most", "BIGINT", "items", _AT_MOST),
    )


@dataclass(frozen=True, slots=True)
class Step:
    """Items that were gone for certain by a deadline, and not for certain by the one before; ``hours`` None: later.

    ``sooner`` of them may have been gone by the deadline before.
    """

    hours: float | None
    items: int
    sooner: int


@dataclass(frozen=True, slots=True)
class Sorted:
    """Every item in exactly one place: gone for certain within each deadline, gone later, ended otherwise, or up."""

    steps: tuple[Step, ...]
    otherwise: int
    up: int

    @property
    def items(self) -> int:
        """All of them."""
        return sum(step.items for step in self.steps) + self.otherwise + self.up

    @property
    def sooner(self) -> int:
        """Items that may have been gone a deadline sooner than where they stand."""
        return sum(step.sooner for step in self.steps)


def sort(of: Watched, at: Sequence[float]) -> Sorted:
    """Put each item where it is for certain; what may have been gone by the deadline before is counted as such."""
    items, sooner = [0] * (len(at) + 1), [0] * (len(at) + 1)
    for group in of.groups:
        place = np.searchsorted(np.asarray(at), group.high, side="left")
        for k in range(len(at) + 1):
            here = group.gone & (place == k)
            items[k] += int(group.weight[here].sum())
            if k:
                sooner[k] += int(group.weight[here & fates(group, at[k - 1])[1]].sum())
    steps = tuple(map(Step, (*at, None), items, sooner))
    return Sorted(steps, of.otherwise, of.up)


def make(asked: Asked) -> Figure:
    """The figure ``squares``."""
    of = watched(asked)
    if not of.items:
        return claims.nothing(of)
    at = tuple(dict.fromkeys(asked.gate.lag(each) for each in asked.settings["at"]))
    bys = [of.by(each) for each in at]
    found = sort(of, at)
    told = shared(asked)
    measured = [asked.measured("within-deadline", **told, hours=f"{each:g}") for each in at]
    median = asked.measured("median-lag", **told)
    per = chart.per_square(found.items)
    each = "" if per == 1 else f", {per:,} to a square (the numbers are exact)"
    order = _order(of, per) + each
    if found.sooner:
        order += "; hatched: perhaps a step sooner, their times are too coarse to say"
    drawn = picture(found, bys, of.fate)
    return compose(
        asked,
        Words(
            f"{words.gone_by(of, claims.headline_by(bys))}; {words.still_up(of)}",
            words.subtitle(of, order, reckoned=True),
            _alt(of, found, drawn),
            Claims(claims.borne(of, bys, median.estimates[0]), claims.unborne(of, bys)),
            claims.caveats(of, bys, [each.estimates[0] for each in measured]),
            claims.counted(of),
        ),
        Drawn(
            lambda canvas: chart.squares(drawn, canvas),
            _rows(found, bys, of.fate),
            _columns(of.fate),
        ),
        used(asked),
        (*measured, median),
        lines=_behind(of, at),
    )


def _order(of: Watched, per: int) -> str:
    """What a square is, and in which order they stand; none where nothing was gone."""
    one = f"one square per {'appearance' if of.again else 'item'}" if per == 1 else ""
    if not of.gone:
        return one or "squares that stand for several items"
    order = f"in the order in which they were {of.fate.gone}"
    return f"{one}, {order}" if one else order


def picture(found: Sorted, bys: Sequence[By], fate: FateWords = GONE) -> chart.Squares:
    """Blocks that hold anything, and the brackets below them."""
    blocks: list[chart.Block] = []
    brackets: list[chart.Bracket] = []
    for k, (step, by) in enumerate(zip(found.steps, (*bys, None), strict=True)):
        if step.items:
            blocks.append(chart.Block("gone", step.items, k, step.sooner))
        if by and by.sure:
            text = f"{words.short(by)} within {span(by.hours)}"
            brackets.append(chart.Bracket(text, 0, len(blocks) - 1))
        elif not by and step.items:
            text = f"{step.items:,} later"
            brackets.append(chart.Bracket(text, len(blocks) - 1, len(blocks) - 1))
    tail: tuple[tuple[chart.Kind, int, str], ...] = (
        ("otherwise", found.otherwise, f"{found.otherwise:,} ended otherwise"),
        ("up", found.up, f"{found.up:,} {fate.still_up}"),
    )
    for kind, items, text in tail:
        if items:
            blocks.append(chart.Block(kind, items, len(bys)))
            brackets.append(chart.Bracket(text, len(blocks) - 1, len(blocks) - 1, kind))
    return chart.Squares(tuple(blocks), tuple(brackets))


def _alt(of: Watched, found: Sorted, drawn: chart.Squares) -> str:
    told = "; ".join(bracket.text for bracket in drawn.brackets)
    told += (
        f"; {found.sooner:,} of them hatched, perhaps {of.fate.gone} a step sooner"
        if found.sooner
        else ""
    )
    return f"{words.things(of)} as squares, counted from {words.clock(of)}: {told}."


def _rows(found: Sorted, bys: Sequence[By], fate: FateWords) -> pa.Table:
    within = [
        (
            f"{fate.gone} within {span(by.hours)}",
            by.hours,
            step.items,
            by.sure,
            by.sure + by.perhaps,
        )
        for step, by in zip(found.steps, bys, strict=False)
    ]
    rest = [
        (name, None, items, None, None)
        for name, items in (
            (f"{fate.gone} later", found.steps[-1].items),
            ("ended otherwise", found.otherwise),
            (fate.still_up, found.up),
        )
    ]
    cells = zip(*(*within, *rest), strict=True)
    return pa.table(
        {
            column.name: pa.array(list(values), kind)
            for column, values, kind in zip(_columns(fate), cells, _KINDS, strict=True)
        }
    )


def _behind(of: Watched, at: Sequence[float]) -> dict[str, tuple[int, ...]]:
    """Source lines behind each count; empty where several groups have no lines of one file."""
    if len(of.groups) != 1:
        return {}
    (group,) = of.groups
    found = {
        f"{of.fate.gone} within {span(each)}": lines(group, fates(group, each)[0]) for each in at
    }
    found["ended otherwise"] = lines(group, group.ended)
    found[of.fate.still_up] = lines(group, ~group.gone & ~group.ended)
    return {name: each for name, each in found.items() if each}
