"""Items by what became of them, over time: still up, removed, gone otherwise, and what nobody knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

import numpy as np

from ripplemark.estimate.series import Floats
from ripplemark.figures.base import Asked
from ripplemark.figures.walltime import seconds
from ripplemark.measures.behind import FIRST, LINES

Bin = Literal["minute", "hour", "day", "week"]
STATES = ("up", "unsure", "removed", "otherwise")
"""What an item can be: still up; gone or not, nobody knows; gone as asked; gone in another way."""

_FINE = timedelta(days=4)
_LOOKS = ("looked", "up-first", "up-last")
_LONG = timedelta(days=120)
_SECONDS: dict[Bin, float] = {"minute": 60.0, "hour": 3600.0, "day": 86_400.0, "week": 604_800.0}


@dataclass(frozen=True, slots=True)
class Standing:
    """How many items stood how, at the edges of bins of wall time.

    ``at`` has shape (k,), seconds of wall time, rising; ``counts`` an array of shape (k,) per state, with straight
    lines between. ``last`` are the counts at the end. ``posted`` and ``clocked`` say how many items come on record with
    their posting, and how many with the clock; ``again`` how many came back; ``left_out`` how many have no place in
    time. ``looked`` is the last look at any item, to the bin; ``up_looked`` the earliest and the latest last look at those
    that are still up. ``lines`` are source lines by state. ``starts``, shape (n,), are the bins in which anything changed, ``moved``
    how many items changed in each: 'new' on record, 'back' after they had gone, 'removed', 'otherwise'.
    """

    bin: Bin
    clock: str | None
    at: Floats
    counts: Mapping[str, Floats]
    last: Mapping[str, int]
    posted: int
    clocked: int
    again: int
    left_out: int
    looked: datetime | None
    up_looked: tuple[datetime, datetime] | None = None
    lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    starts: Floats = field(default_factory=lambda: np.zeros(0))
    moved: Mapping[str, Floats] = field(default_factory=dict)

    @property
    def items(self) -> int:
        """Items on record, each once."""
        return self.posted + self.clocked

    @property
    def total(self) -> Floats:
        """Items on record so far, at each edge."""
        return np.asarray(sum(self.counts[state] for state in STATES), dtype=np.float64)

    def half_gone(self, *, any_way: bool = True) -> tuple[float, float] | None:
        """Between which wall times half of all items were gone, in any way or as asked; None where it never came to that."""
        gone = self.counts["removed"] + (self.counts["otherwise"] if any_way else 0.0)
        reached = np.flatnonzero(2 * gone >= self.items)
        if not self.items or not reached.size:
            return None
        k = int(reached[0])
        return float(self.at[max(k - 1, 0)]), float(self.at[k])


def bin_of(span: timedelta, least: int | None) -> Bin:
    """The width of bins for items that lie so far apart; ``least`` is the gate's least width in hours, where it has one."""
    if least is not None:
        return "hour" if least <= 1 else "day" if least <= 24 else "week"
    if span <= _FINE:
        return "minute"
    return "hour" if span <= _LONG else "day"


def standing(
    asked: Asked, clock: str | None, gone: tuple[str, ...], least: Bin = "minute"
) -> Standing | None:
    """The incident's items over time, in bins no narrower than ``least``; None where none has a place in time."""
    span = _span(asked)
    width = max(bin_of(span, asked.gate.time_bin(span)), least, key=list(_SECONDS).index)

    def ask(upto: int | None) -> list[dict[str, Any]]:
        return asked.serving.run(
            "moderation/items_over_time",
            incident=asked.incident,
            clock=clock or "notice",
            gone=list(gone),
            zone=asked.zone,
            bin=width,
            upto=upto,
        ).records()

    rows = ask(FIRST)
    if not _enough_lines(rows):
        rows = ask(None)
    timed = [row for row in rows if row["bin"] is not None and row["change"] not in _LOOKS]
    seen = {row["change"]: row["bin"] for row in rows if row["change"] in _LOOKS and row["bin"]}
    looks = [seen["looked"]] if "looked" in seen else []
    if not timed:
        return None
    at, counts = _curves(timed, width, looks)
    return Standing(
        width,
        clock,
        at,
        counts,
        {state: round(float(counts[state][-1])) for state in STATES},
        _number(rows, "posted"),
        _number(rows, "clocked"),
        _number(rows, "again"),
        _number(rows, "no-start", "negative"),
        seen.get("looked"),
        (seen["up-first"], seen["up-last"]) if "up-first" in seen else None,
        _lines(timed),
        *_moved(timed),
    )


def _span(asked: Asked) -> timedelta:
    """From the first to the last time in the incident's files of items; no zooming makes it shorter."""
    held = [
        each
        for each in asked.packages
        if each.table in ("moderation", "requests") and each.scope == "incident"
    ]
    first = [each.first_time for each in held if each.first_time]
    last = [each.last_time for each in held if each.last_time]
    return max(last) - min(first) if first and last else timedelta()


def _curves(
    rows: list[dict[str, Any]], width: Bin, looks: list[datetime]
) -> tuple[Floats, dict[str, Floats]]:
    """Edges of the bins in which anything changed, and what stood there; flat from the last change to the last look."""
    step = _SECONDS[width]
    starts = np.array([seconds(row["bin"]) for row in rows])
    bins, place = np.unique(starts, return_inverse=True)
    change = {state: np.zeros(bins.size) for state in STATES}
    for row, k in zip(rows, place, strict=True):
        if row["change"] not in ("posted", "clocked"):
            change[row["was"]][k] -= row["n"]
        change[_became(row["change"])][k] += row["n"]
    last = max([bins[-1], *(seconds(look) for look in looks)]) + step
    at = np.concatenate([np.column_stack([bins, bins + step]).ravel(), [last]])
    keep = np.concatenate([[True], np.diff(at) > 0])
    stood = {}
    for state in STATES:
        after = np.cumsum(change[state])
        before = np.concatenate([[0.0], after[:-1]])
        edges = np.column_stack([before, after]).ravel()
        stood[state] = np.concatenate([edges, [after[-1]]])[keep]
    return at[keep], stood


def _moved(rows: list[dict[str, Any]]) -> tuple[Floats, dict[str, Floats]]:
    """The bins in which anything changed, and how many items were new, came back or went in each."""
    bins, place = np.unique([seconds(row["bin"]) for row in rows], return_inverse=True)
    moved = {kind: np.zeros(bins.size) for kind in ("new", "back", "removed", "otherwise")}
    for row, k in zip(rows, place, strict=True):
        kind = {"posted": "new", "clocked": "new", "again": "back"}.get(
            row["change"], row["change"]
        )
        if kind in moved and (kind != "back" or row["was"] in ("removed", "otherwise")):
            moved[kind][k] += row["n"]
    return bins, moved


def _became(change: str) -> str:
    return change if change in STATES else "up"


def _number(rows: list[dict[str, Any]], *changes: str) -> int:
    return sum(row["n"] for row in rows if row["change"] in changes)


def _enough_lines(rows: list[dict[str, Any]]) -> bool:
    """Whether each state has its first 200 source lines, or all that are known."""
    found: dict[str, list[int]] = {}
    for row in rows:
        if row["lined"] and row["bin"] is not None:
            found.setdefault(_became(row["change"]), []).append(row["lined"] - len(row["lines"]))
    given = _lines([row for row in rows if row["bin"] is not None])
    return all(len(given.get(state, ())) == LINES or not sum(left) for state, left in found.items())


def _lines(rows: list[dict[str, Any]]) -> dict[str, tuple[int, ...]]:
    """The source lines of the items that stand so at the end, at most 200 of each state."""
    found: dict[str, set[int]] = {}
    for row in rows:
        if row["lines"]:
            found.setdefault(_became(row["change"]), set()).update(row["lines"])
    return {state: tuple(sorted(lines)[:LINES]) for state, lines in found.items()}
