"""The rows that a timeline shows: bins of attention and search, items at the edges of bins, events."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from ripplemark.charts.lanes import Lanes
from ripplemark.figures.knowing import Known
from ripplemark.figures.series import Choice
from ripplemark.figures.standing import STATES, Standing
from ripplemark.figures.walltime import instant, wall
from ripplemark.result import Column

COLUMNS = (
    Column("lane", "VARCHAR", "", "attention, moderation, search or events"),
    Column("what", "VARCHAR", "", "channel, what had become of the items, or the event"),
    Column("from", "TIMESTAMPTZ", "", "when the bin or the event begins"),
    Column("until", "TIMESTAMPTZ", "", "when it ends; items are counted at this moment"),
    Column("value", "DOUBLE", "", "attention in the bin, or items; empty where nothing is known"),
    Column("unit", "VARCHAR", "", "what the value counts"),
)
_TIME = pa.timestamp("us", tz="UTC")
_SCHEMA = pa.schema(
    [
        ("lane", pa.string()),
        ("what", pa.string()),
        ("from", _TIME),
        ("until", _TIME),
        ("value", pa.float64()),
        ("unit", pa.string()),
    ]
)


def rows(of: Known, shown: Lanes) -> pa.Table:
    """Everything in the stretch that is shown, in the order of the lanes; times are UTC."""
    low, high = (instant(each, of.zone).timestamp() for each in (shown.low, shown.high))
    tables = [_bins("attention", name, each, low, high) for name, each in of.mains.items()]
    if of.standing is not None:
        tables.append(_items(of, of.standing, shown))
    if of.search is not None:
        tables.append(_bins("search", "search", of.search.choice, low, high))
    told = [
        each
        for each in of.events
        if wall(each.high, of.zone) >= shown.low and wall(each.low, of.zone) <= shown.high
    ]
    tables.append(
        _table(
            "events",
            [each.words for each in told],
            pa.array([each.low for each in told], _TIME),
            pa.array([each.high for each in told], _TIME),
            pa.nulls(len(told), pa.float64()),
            "",
        )
    )
    return pa.concat_tables(tables).combine_chunks()


def _bins(lane: str, name: str, choice: Choice, low: float, high: float) -> pa.Table:
    curve = choice.curve()
    kept = (curve.start + curve.width > low) & (curve.start < high)
    start, end = curve.start[kept], (curve.start + curve.width)[kept]
    value = curve.value[kept]
    return _table(
        lane,
        [name] * int(kept.sum()),
        _times(start),
        _times(end),
        pa.array(value, pa.float64(), mask=np.isnan(value)),
        choice.unit,
    )


def _items(of: Known, stood: Standing, shown: Lanes) -> pa.Table:
    at = stood.at[(stood.at >= shown.low) & (stood.at <= shown.high)]
    moments = pa.array([instant(float(each), of.zone) for each in at], _TIME)
    parts = [
        _table(
            "moderation",
            [of.fate.removed if state == "removed" else state] * at.size,
            pa.nulls(at.size, _TIME),
            moments,
            pa.array(stood.counts[state][(stood.at >= shown.low) & (stood.at <= shown.high)]),
            "items",
        )
        for state in STATES
        if stood.counts[state].max() > 0
    ]
    return pa.concat_tables(parts)


def _table(
    lane: str, what: list[str], start: pa.Array, end: pa.Array, value: pa.Array, unit: str
) -> pa.Table:
    size = len(what)
    columns = [pa.array([lane] * size, pa.string()), pa.array(what, pa.string()), start, end, value]
    return pa.Table.from_arrays([*columns, pa.array([unit] * size, pa.string())], schema=_SCHEMA)


def _times(seconds: object) -> pa.Array:
    return pa.array(np.round(np.asarray(seconds) * 1e6).astype("datetime64[us]"), _TIME)
