"""Requests needed: how many it took before an item was first gone, what came back, and how long it took by three clocks."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from ripplemark import estimate
from ripplemark.charts import rounds as chart
from ripplemark.charts.dumbbell import Between, Dumbbells, Row
from ripplemark.charts.lapse import span
from ripplemark.charts.rounds import Round, Rounds
from ripplemark.figure import Claims, Figure
from ripplemark.figures import lag_claims as claims
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.lag_groups import median_of, share_of
from ripplemark.figures.saying_requests import (
    Item,
    alt,
    answered,
    borne,
    headline,
    remarks,
    requests_sent,
    subtitle,
    unborne,
    unit,
)
from ripplemark.figures.watching import Watched, requesting, shared, used, watched
from ripplemark.measures.fate_words import FateWords, fate_words
from ripplemark.measures.lags import EVERY_REQUEST, lines_of
from ripplemark.measures.looks import curves_of
from ripplemark.measures.moderation import of_group
from ripplemark.measures.requests import items_of
from ripplemark.result import Column
from ripplemark.wording import count

_MOST = 6
"""Rows by number of requests; the last holds so many or more."""
_CLOCKS = (
    ("first-request", "From the first request"),
    ("last-request", "From the last request"),
    (EVERY_REQUEST, "From each request"),
)


def _columns(fate: FateWords) -> tuple[Column, ...]:
    gone, up = (each.replace(" ", "_") for each in (fate.gone, fate.still_up))
    sent = f"sent before the item was first {fate.gone}, or so far"
    never = f"items never {fate.gone}, {fate.up} when last looked at"
    other = "items that ended in a way that does not count"
    return (
        Column("requests", "BIGINT", "requests", sent),
        Column("or_more", "BOOLEAN", "", "true for the last row: so many or more"),
        Column(gone, "BIGINT", "items", f"items that were first {fate.gone} after so many"),
        Column("ended_otherwise", "BIGINT", "items", other),
        Column(up, "BIGINT", "items", never),
    )


def make(asked: Asked) -> Figure:
    """The figure ``requests``."""
    if claims.hidden(asked):
        return claims.nothing(watched(asked, (), "first-request"))
    items, fate = items_of(requesting(asked)), fate_words(asked.settings["gone"])
    if not items:
        return empty(
            asked,
            f"No request is on record for {asked.incident or 'this selection'}",
            f"Add a takedown log with one row per request: the item, when it was asked about, what was answered, when it was {fate.gone}.",
            used(asked),
        )
    clocks = [(name, watched(asked, (), clock)) for clock, name in _CLOCKS]
    hours = asked.gate.lag(asked.settings["hours"])
    rows = [_row(name, of, hours) for name, of in clocks if of.items]
    counted = _counted(items)
    drawn = Rounds(
        f"Items, by requests sent before they were first {fate.gone}, or so far",
        tuple(_round(*each, fate) for each in counted),
        "How long it took, by three clocks",
        Dumbbells(
            tuple(rows),
            "the request named in the row",
            f"within {span(hours)}",
            max(asked.gate.moment(of.longest) for _, of in clocks),
            fate.gone,
        ),
    )
    first = clocks[0][1]
    told = shared(asked)
    needed = asked.measured("requests-needed", **told)
    measured = [
        each
        for clock in ("first-request", "last-request")
        for each in (
            asked.measured("median-lag", **told, clock=clock),
            asked.measured("within-deadline", **told, clock=clock, hours=f"{hours:g}"),
        )
    ]
    return compose(
        asked,
        Words(
            headline(first, items),
            subtitle(first),
            alt(drawn, items),
            Claims(borne(first, items, clocks, hours), unborne(items, fate)),
            (answered(asked), *remarks(items, first)),
            (
                f"{count(len(items), 'item')}, {count(requests_sent(items), 'request')}",
                f"{count(sum(each['up'] for each in items), 'item')} {fate.up} when last looked at",
            ),
        ),
        Drawn(lambda canvas: chart.rounds(drawn, canvas), _rows(counted, fate), _columns(fate)),
        used(asked),
        (needed, *measured),
        ("moderation/answers_of_requests",),
        _behind(items, fate),
    )


def _counted(items: Sequence[Item]) -> list[tuple[int, int, int, int]]:
    """For each number of requests: items first gone after so many, ended otherwise, still up; empty ends left away."""
    table = [[0, 0, 0] for _ in range(_MOST + 1)]
    for each in items:
        gone = each["needed"] is not None
        place = min(each["needed"] if gone else each["requests"], _MOST)
        table[place][0 if gone else 2 if each["up"] else 1] += 1
    last = max(k for k, row in enumerate(table) if any(row))
    first = 0 if any(table[0]) else 1
    return [(k, *table[k]) for k in range(first, last + 1)]  # type: ignore[misc]


def _round(sent: int, gone: int, otherwise: int, up: int, fate: FateWords) -> Round:
    name = count(sent, "request") if sent else "before any"
    parts = (
        ("removed", gone, f"{gone:,} {fate.gone}"),
        ("uploader", otherwise, f"{otherwise:,} ended otherwise"),
        ("up", up, f"{up:,} {fate.still_up}"),
    )
    return Round(
        f"{sent} or more" if sent == _MOST else name, tuple(each for each in parts if each[1])
    )


def _row(name: str, of: Watched, hours: float) -> Row:
    """A clock's median and share; every request counts by itself, so these have no interval."""
    scope, counted = of.asked.scope, unit(of)
    items = f"{count(of.items, counted)}, {of.up:,} {'without an end' if counted == 'request' else of.fate.still_up}"
    (group,) = of.groups
    curves = curves_of(requesting(of.asked), of.clock or "", group)
    answers = estimate.median_of(curves), estimate.share_gone(curves, hours)
    remarked = group.remarks(of.fate)
    found = [of_group(group, answer, scope, remarked, of.fate) for answer in answers]
    (median,) = of.asked.gate.estimates((found[0],), "h")
    (share,) = of.asked.gate.estimates((found[1],))
    drawn = median_of(of, median), share_of(of, share, of.by(hours))
    if counted != "request":
        return Row(name, items, *drawn)
    return Row(name, items, *(_bare(each) for each in drawn))


def _bare(of: Between) -> Between:
    """Without its interval: requests about one item are not independent of each other."""
    return of if of.value is None else Between(of.value, of.value, of.value, of.words)


def _rows(counted: Sequence[tuple[int, int, int, int]], fate: FateWords) -> pa.Table:
    cells = [(sent, sent == _MOST, *fates) for sent, *fates in counted]
    kinds = (pa.int64(), pa.bool_(), pa.int64(), pa.int64(), pa.int64())
    return pa.table(
        {
            column.name: pa.array([cell[k] for cell in cells], kind)
            for k, (column, kind) in enumerate(zip(_columns(fate), kinds, strict=True))
        }
    )


def _behind(items: Sequence[Item], fate: FateWords) -> dict[str, tuple[int, ...]]:
    """Source lines of the requests behind each count."""
    chosen = {
        f"{fate.gone} after one request": [each for each in items if each["needed"] in (0, 1)],
        f"{fate.gone} after more than one": [each for each in items if (each["needed"] or 0) > 1],
        fate.came_back: [each for each in items if each["came_back"]],
        fate.still_up: [each for each in items if each["up"]],
    }
    return {name: lines_of(each["lines"] for each in some) for name, some in chosen.items() if some}
