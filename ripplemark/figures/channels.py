"""Who had it first: what each channel shows first, the order of onsets with its ties, and by how much each came before each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from ripplemark.charts.firsts import Firsts, Lane, firsts
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import in_period, none_at_all, used
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.episode import Span, exact, span
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_channels import Begun, cell, standing, words
from ripplemark.figures.saying_series import number, seconds
from ripplemark.figures.series import Choice, decided
from ripplemark.figures.series_clock import Clock
from ripplemark.figures.thresholds import settings_for
from ripplemark.measures.period import PERIOD
from ripplemark.measures.thresholds import ONSET_RULE
from ripplemark.result import Column, Estimate

_METRIC = "lead-lag"
_AROUND = 0.06
"""Of the stretch that holds every onset: how much is drawn on either side."""
_DAY = 86_400.0
COLUMNS = (
    Column("series", "VARCHAR", "", "the series, by alias"),
    Column("channel", "VARCHAR", "", "the kind of place"),
    Column(
        "first_seen",
        "TIMESTAMP WITH TIME ZONE",
        "",
        "start of the first bin with a record in these data, UTC; empty where records go back to the first bin",
    ),
    Column("onset", "TIMESTAMP WITH TIME ZONE", "", "start of the first bin of the onset, UTC"),
    Column("onset_low", "TIMESTAMP WITH TIME ZONE", "", "lower end of its interval, UTC"),
    Column("onset_high", "TIMESTAMP WITH TIME ZONE", "", "upper end of its interval, UTC"),
    Column("after_hours", "DOUBLE", "h", "how long after the first onset"),
    Column("after_low", "DOUBLE", "h", "lower end; below 0 the two are tied at resolution"),
    Column("after_high", "DOUBLE", "h", "upper end"),
    Column("status", "VARCHAR", "", "'ok', or the code that says why there is no onset"),
)


def make(asked: Asked) -> Figure:
    """Every channel by its main series; every series of a channel without one."""
    found, inside = in_period(asked)
    if not inside:
        return empty(asked, *none_at_all(asked, found), used(asked, found))
    taken = mains(asked, inside)
    settings = settings_for(asked, _METRIC) | {"series": ",".join(each.key for each in taken)}
    answer = measured(asked, _METRIC, (), settings)
    begun = _begun(asked, taken, exact(asked, _METRIC, (), settings).estimates)
    known = [each for each in begun if each.onset is not None]
    if len(taken) < 2 or not known:
        return empty(asked, *_too_few(asked, taken), used(asked, taken))
    orders = [each for each in answer.estimates if each.by.get("quantity") == "order"]
    begun = _compared(begun, orders)
    low, high = _window(known)
    drawn = Firsts(
        tuple(
            Lane(each.name, standing(each), each.choice.channel, _ends(each.onset), _seen(each))
            for each in begun
        ),
        low,
        high,
        ZoneInfo(asked.zone),
        _cells(begun, orders),
    )
    return compose(
        asked,
        words(asked, begun),
        Drawn(lambda canvas: firsts(drawn, canvas), _rows(begun), COLUMNS),
        used(asked, taken),
        (answer,),
    )


def mains(asked: Asked, found: Sequence[Choice]) -> list[Choice]:
    """The main series of each channel, or all of a channel's where nobody said which; in order of their keys."""
    taken: list[Choice] = []
    for channel in dict.fromkeys(each.channel for each in found):
        of = [each for each in found if each.channel == channel]
        main = decided(of, asked.archive.decision(asked.incident, f"main.{channel}"))
        taken += of if main is None else [main]
    return sorted(taken, key=lambda each: each.key)


def _begun(asked: Asked, taken: Sequence[Choice], found: Sequence[Estimate]) -> list[Begun]:
    """Each series with its onset and what it shows first, in order of onset; those without one last."""
    by = {(each.by.get("key"), each.by.get("quantity")): each for each in found}
    begun = []
    for choice in taken:
        onset, seen = by[choice.key, "onset"], by[choice.key, "first-seen"]
        begun.append(Begun(choice, Clock.of(asked, choice), onset, span(onset), span(seen)))
    return sorted(
        begun, key=lambda each: (each.onset is None, each.onset.at if each.onset else 0.0)
    )


def _compared(begun: list[Begun], orders: Sequence[Estimate]) -> list[Begun]:
    """Each with how long after the first it began."""
    first = begun[0]
    return [each.after(_order(first, each, orders)) for each in begun]


def _order(
    one: Begun, other: Begun, orders: Sequence[Estimate]
) -> tuple[float, float, float] | None:
    """By how much one came before another, with its ends; None where that is not known."""
    for each in orders:
        pair = each.by.get("first"), each.by.get("second")
        value, low, high = (number(at) for at in (each.value, each.low, each.high))
        if value is None or low is None or high is None:
            continue
        if pair == (one.choice.key, other.choice.key):
            return value, low, high
        if pair == (other.choice.key, one.choice.key):
            return -value, -high, -low
    return None


def _cells(
    begun: list[Begun], orders: Sequence[Estimate]
) -> dict[tuple[int, int], tuple[str, bool]]:
    cells = {}
    for row in range(len(begun)):
        for column in range(row + 1, len(begun)):
            order = _order(begun[row], begun[column], orders)
            if order is not None:
                cells[row, column] = cell(order)
    return cells


def _window(known: Sequence[Begun]) -> tuple[float, float]:
    """The stretch that holds every onset with its interval."""
    ends = [end for each in known for end in _ends(each.onset) or ()]
    room = max(_AROUND * (max(ends) - min(ends)), _DAY / 12)
    return min(ends) - room, max(ends) + room


def _ends(onset: Span | None) -> tuple[float, float, float] | None:
    if onset is None:
        return None
    low, high = (onset.at if end is None else end for end in (onset.low, onset.high))
    return onset.at, low, high


def _seen(each: Begun) -> tuple[float, float] | None:
    seen = each.seen
    return None if seen is None else (seen.at, seen.high or seen.at)


def _too_few(asked: Asked, taken: Sequence[Choice]) -> tuple[str, str]:
    if len(taken) < 2:
        return (
            f"Only one series of {asked.incident} is stored, so there is no order to tell",
            "Add the same incident on another channel: posts, news, page views or search interest.",
        )
    return (
        f"None of {len(taken)} series of {asked.incident} shows a clear start",
        "Add a longer stretch of each, with at least two quiet weeks before the incident.",
    )


def _rows(begun: Sequence[Begun]) -> pa.Table:
    listed: list[Mapping[str, Any]] = []
    for each in begun:
        ends = _ends(each.onset) or (None, None, None)
        after = each.behind or (None, None, None)
        seen = seconds(None) if each.seen is None else each.seen.at
        listed.append(
            {
                "series": each.choice.label,
                "channel": each.choice.channel,
                "first_seen": seen,
                **dict(zip(("onset", "onset_low", "onset_high"), ends, strict=True)),
                **dict(zip(("after_hours", "after_low", "after_high"), after, strict=True)),
                "status": each.estimate.status,
            }
        )
    return pa.table({column.name: _column(column, listed) for column in COLUMNS})


def _column(column: Column, listed: Sequence[Mapping[str, Any]]) -> pa.Array:
    values = [row[column.name] for row in listed]
    if column.type == "DOUBLE":
        return pa.array(values, pa.float64())
    if column.type == "VARCHAR":
        return pa.array(values, pa.string())
    micro = [None if at is None else round(at * 1e6) for at in values]
    return pa.array(micro, pa.timestamp("us", "UTC"))


CHANNELS_FIRST = FigureKind(
    "channels",
    "Who had it first",
    "The main series of each channel in order of onset, with ties at the resolution of the bins, what each shows first in these "
    "data, and by how much each came before each.",
    "attention",
    (_METRIC,),
    make,
    (*ONSET_RULE, *PERIOD),
)
