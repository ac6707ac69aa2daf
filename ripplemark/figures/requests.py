"""Requests needed: how many it took before an item was first gone, what came back, and how long it took by three clocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from ripplemark import estimate
from ripplemark.charts import rounds as chart
from ripplemark.charts.dumbbell import Between, Dumbbells, Row
from ripplemark.charts.lapse import span
from ripplemark.charts.rounds import Round, Rounds
from ripplemark.figure import Claims, Figure, Unborne
from ripplemark.figures import lag_claims as claims
from ripplemark.figures import lag_words as words
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.lag_groups import median_of, share_of
from ripplemark.figures.watching import Watched, requesting, shared, used, watched
from ripplemark.measures.lags import EVERY_REQUEST, lines_of
from ripplemark.measures.moderation import of_group
from ripplemark.measures.requests import answers_of, items_of
from ripplemark.result import Column
from ripplemark.wording import count

_MOST = 6
"""Rows by number of requests; the last holds so many or more."""
_ANSWERS = {
    "accepted": "accepted",
    "partly": "accepted in part",
    "refused": "refused",
    "received": "confirmed as received",
    "other": "answered in another way",
}
_CLOCKS = (
    ("first-request", "From the first request"),
    ("last-request", "From the last request"),
    (EVERY_REQUEST, "From each request"),
)
COLUMNS = (
    Column("requests", "BIGINT", "requests", "sent before the item was first gone, or so far"),
    Column("or_more", "BOOLEAN", "", "true for the last row: so many or more"),
    Column("gone", "BIGINT", "items", "items that were first gone after so many"),
    Column("ended_otherwise", "BIGINT", "items", "items that ended in a way that does not count"),
    Column("still_up", "BIGINT", "items", "items never gone, up when last looked at"),
)
_Item = dict[str, Any]


def make(asked: Asked) -> Figure:
    """The figure ``requests``."""
    if claims.hidden(asked):
        return claims.nothing(watched(asked, (), "first-request"))
    items = items_of(requesting(asked))
    if not items:
        return empty(
            asked,
            f"No request is on record for {asked.incident or 'this selection'}",
            "Add a takedown log with one row per request: the item, when it was asked about, what was answered, when it was gone.",
            used(asked),
        )
    clocks = [(name, watched(asked, (), clock)) for clock, name in _CLOCKS]
    hours = asked.gate.lag(asked.settings["hours"])
    rows = [_row(name, of, hours) for name, of in clocks if of.items]
    counted = _counted(items)
    drawn = Rounds(
        "Items, by requests sent before they were first gone, or so far",
        tuple(_round(*each) for each in counted),
        "How long it took, by three clocks",
        Dumbbells(
            tuple(rows),
            "the request named in the row",
            f"within {span(hours)}",
            max(asked.gate.moment(of.longest) for _, of in clocks),
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
            _headline(first, items),
            _subtitle(first),
            _alt(drawn, items),
            Claims(_borne(first, items, clocks, hours), _unborne(items)),
            (_answered(asked), *_remarks(items, first)),
            (
                f"{count(len(items), 'item')}, {count(_requests(items), 'request')}",
                f"{count(sum(each['up'] for each in items), 'item')} up when last looked at",
            ),
        ),
        Drawn(lambda canvas: chart.rounds(drawn, canvas), _rows(counted), COLUMNS),
        used(asked),
        (needed, *measured),
        ("moderation/answers_of_requests",),
        _behind(items),
    )


def _requests(items: Sequence[_Item]) -> int:
    return sum(each["requests"] for each in items)


def _counted(items: Sequence[_Item]) -> list[tuple[int, int, int, int]]:
    """For each number of requests: items first gone after so many, ended otherwise, still up; empty ends left away."""
    table = [[0, 0, 0] for _ in range(_MOST + 1)]
    for each in items:
        gone = each["needed"] is not None
        place = min(each["needed"] if gone else each["requests"], _MOST)
        table[place][0 if gone else 2 if each["up"] else 1] += 1
    last = max(k for k, row in enumerate(table) if any(row))
    first = 0 if any(table[0]) else 1
    return [(k, *table[k]) for k in range(first, last + 1)]  # type: ignore[misc]


def _round(sent: int, gone: int, otherwise: int, up: int) -> Round:
    name = count(sent, "request") if sent else "before any"
    parts = (
        ("removed", gone, f"{gone:,} gone"),
        ("uploader", otherwise, f"{otherwise:,} ended otherwise"),
        ("up", up, f"{up:,} still up"),
    )
    return Round(
        f"{sent} or more" if sent == _MOST else name, tuple(each for each in parts if each[1])
    )


def _row(name: str, of: Watched, hours: float) -> Row:
    """A clock's median and share; every request counts by itself, so these have no interval."""
    scope, unit = of.asked.scope, _unit(of)
    items = f"{count(of.items, unit)}, {of.up:,} {'without an end' if unit == 'request' else 'still up'}"
    (group,) = of.groups
    times = (group.low, group.high, group.gone, group.weight)
    answers = (
        estimate.median_lag(*times, group.entry),
        estimate.share_within(*times, hours, group.entry),
    )
    (median,) = of.asked.gate.estimates((of_group(group, answers[0], scope),), "h")
    (share,) = of.asked.gate.estimates((of_group(group, answers[1], scope),))
    drawn = median_of(of, median), share_of(of, share, of.by(hours))
    if unit != "request":
        return Row(name, items, *drawn)
    return Row(name, items, *(_bare(each) for each in drawn))


def _unit(of: Watched) -> str:
    if of.clock == EVERY_REQUEST:
        return "request"
    return "appearance" if of.again else "item"


def _bare(of: Between) -> Between:
    """Without its interval: requests about one item are not independent of each other."""
    return of if of.value is None else Between(of.value, of.value, of.value, of.words)


def _after(items: Sequence[_Item]) -> tuple[int, int, int]:
    """How many were first gone after one request, after more, and never."""
    one = sum(each["needed"] in (0, 1) for each in items)
    more = sum((each["needed"] or 0) > 1 for each in items)
    return one, more, len(items) - one - more


def _found(items: Sequence[_Item]) -> str:
    """'Of 12 items that were asked about in 28 requests, 6 were gone after one request and 4 after more'."""
    one, more, never = _after(items)
    asked = f"asked about in {count(_requests(items), 'request')}"
    if len(items) == 1:
        fate = (
            f"first gone after {count(items[0]['needed'], 'request')}"
            if not never
            else "never gone"
        )
        return f"The one item {asked} was {fate}"
    if never == len(items):
        return f"Of {len(items):,} items {asked}, none was gone"
    ones = f"{one:,} {words.were(one)}" if one else "none was"
    return f"Of {len(items):,} items {asked}, {ones} first gone after one request and {more:,} after more than one"


def _end(of: Watched, items: Sequence[_Item]) -> str:
    up, back = (sum(each[name] for each in items) for name in ("up", "came_back"))
    came = f"{back:,} came back, and " if back else ""
    told = words.every(up) if up == len(items) > 1 else f"{up:,}" if up else "none"
    return f"{came}{told} {words.were(up or 1)} up when last looked at, by {words.ended(of)}"


def _headline(of: Watched, items: Sequence[_Item]) -> str:
    return f"{_found(items)}; {_end(of, items)}"


def _subtitle(of: Watched) -> str:
    asked = of.asked
    incident = f"{asked.incident}: " if asked.incident else ""
    return (
        f"{incident}requests needed for each item{words.on(of)}, and the time from the first, the last and each request. "
        f"Gone means {words.gone_means(asked)}{words.cohort(asked)}; last look on {words.ended(of)}."
    )


def _borne(
    of: Watched, items: Sequence[_Item], clocks: Sequence[tuple[str, Watched]], hours: float
) -> tuple[str, ...]:
    """How many requests, how many came back, and the three clocks side by side."""
    until = f"as observed until {words.ended(of)}"
    told = [
        f"{words.number(each.by(hours))} of {each.items:,} {_unit(each)}s counted {name[0].lower()}{name[1:]}"
        for name, each in clocks
        if each.items
    ]
    found = [
        f"{_found(items)}, {until}",
        f"Of {count(len(items), 'item')} asked about, {_end(of, items)}",
    ]
    if told:
        found.append(f"Within {span(hours)} were gone {words.listed(told)}, {until}")
    return tuple(claims.claim(of, each) for each in found)


def _unborne(items: Sequence[_Item]) -> tuple[Unborne, ...]:
    return (
        Unborne(
            "The platform needs so many requests before it acts.",
            f"{'This is' if len(items) == 1 else 'These are'} {count(len(items), 'item')} that somebody asked about; items gone before a "
            "second request would have been sent are among them.",
            "The same number of requests about every item, sent at the same times.",
        ),
        Unborne(
            "The last request was the one that worked.",
            "An item may have been taken down for an earlier request, or for another reason.",
            "The platform's answer that names the request.",
        ),
        Unborne(
            "The platform took only as long as it did from the last request.",
            "From the first request, the last and each of them the same items give three different times.",
            "Say which request the clock starts at, and give the first one as well.",
        ),
    )


def _answered(asked: Asked) -> str:
    """How the requests were answered, in one sentence."""
    answers = answers_of(requesting(asked))
    total = sum(answers.values())
    told = [
        f"{answers[name]:,} {words.were(answers[name])} {what}"
        for name, what in _ANSWERS.items()
        if answers.get(name)
    ]
    silent = answers.get("none", 0)
    told += [f"{silent:,} had no answer"] if silent else []
    unknown = answers.get(None, 0)
    told += [f"of {unknown:,} no answer is on record"] if unknown else []
    return f"Of {count(total, 'request')}, {words.listed(told)}."


def _remarks(items: Sequence[_Item], of: Watched) -> list[str]:
    told = [
        "From the last request times are shortest, from the first longest; which one is meant must be said.",
        "From each request: each counts by itself until the item was next gone; without an interval, for they are related.",
    ]
    if any(each["needed"] == 0 for each in items):
        told.append(
            "Items gone before any request was sent are counted with those after one request in the headline."
        )
    return [*told, *of.remarks()]


def _alt(drawn: Rounds, items: Sequence[_Item]) -> str:
    rows = "; ".join(
        f"{each.name}: {', '.join(what for *_, what in each.parts) or 'none'}"
        for each in drawn.rounds
    )
    clocks = "; ".join(
        f"{row.name}, {row.items}: half gone {row.median.words}, {row.share.words} gone {drawn.clocks.deadline}"
        for row in drawn.clocks.rows
    )
    return f"{count(len(items), 'item')} in rows by number of requests. {rows}. {clocks}."


def _rows(counted: Sequence[tuple[int, int, int, int]]) -> pa.Table:
    cells = [(sent, sent == _MOST, *fates) for sent, *fates in counted]
    kinds = (pa.int64(), pa.bool_(), pa.int64(), pa.int64(), pa.int64())
    return pa.table(
        {
            column.name: pa.array([cell[k] for cell in cells], kind)
            for k, (column, kind) in enumerate(zip(COLUMNS, kinds, strict=True))
        }
    )


def _behind(items: Sequence[_Item]) -> dict[str, tuple[int, ...]]:
    """Source lines of the requests behind each count."""
    chosen = {
        "gone after one request": [each for each in items if each["needed"] in (0, 1)],
        "gone after more than one": [each for each in items if (each["needed"] or 0) > 1],
        "came back": [each for each in items if each["came_back"]],
        "still up": [each for each in items if each["up"]],
    }
    return {name: lines_of(each["lines"] for each in some) for name, some in chosen.items() if some}
