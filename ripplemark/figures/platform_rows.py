"""The rows of the figures of platforms: each day as it is drawn, with the known defects that touch it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa

from ripplemark.figures.defects import Defect
from ripplemark.figures.reported_days import DAY, Shown
from ripplemark.measures.reported import Floats, Reported
from ripplemark.result import Column

_PLATFORM = Column("platform", "VARCHAR", "", "whose figure")
_DATE = Column("day", "VARCHAR", "", "day of the database's daily file, in UTC")
_ALL = Column(
    "decisions",
    "BIGINT",
    "decisions",
    "all that the platform reported for that day: the denominator",
)
_LAG = (
    Column("shortest", "DOUBLE", "days", "lowest lag of that day"),
    Column("longest", "DOUBLE", "days", "highest lag of that day"),
    Column("timed", "BIGINT", "decisions", "decisions in that mean"),
    Column(
        "negative", "BIGINT", "decisions", "dated before their content, and left out of that mean"
    ),
)
_DEFECTS = Column(
    "defects",
    "VARCHAR",
    "",
    "known defects that touch the figure on that day, by their short names; the caveats say all of them",
)

Rows = tuple[pa.Table, tuple[Column, ...]]


def of_all(known: Sequence[Reported], figure: Shown, defects: Sequence[Defect]) -> Rows:
    """One row per platform and day of one figure."""
    more = (
        *([_ALL] if figure.part != "decisions" else []),
        *(_LAG if figure.form == "mean" else ()),
    )
    table = {
        "platform": [each.platform for each in known for _ in each.start],
        "day": [day for each in known for day in dates(each.start)],
        "value": _cells(figure.column, [figure.values(each) for each in known]),
        **{column.name: _cells(column, [each[column.name] for each in known]) for column in more},
        "defects": pa.concat_arrays(
            [_on_each_day(each, frozenset({figure.name}), defects) for each in known]
        ),
    }
    return pa.table(table), (_PLATFORM, _DATE, figure.column, *more, _DEFECTS)


def of_one(of: Reported, figures: Sequence[Shown], defects: Sequence[Defect]) -> Rows:
    """One row per day of every figure of one platform."""
    lag = _LAG if any(each.form == "mean" for each in figures) else ()
    values = [replace(each.column, name=each.name) for each in figures]
    table = {
        "platform": [of.platform for _ in of.start],
        "day": dates(of.start),
        **{each.name: _cells(each.column, [each.values(of)]) for each in figures},
        **{column.name: _cells(column, [of[column.name]]) for column in lag},
        "defects": _on_each_day(of, frozenset(each.name for each in figures), defects),
    }
    return pa.table(table), (_PLATFORM, _DATE, *values, *lag, _DEFECTS)


def dates(start: Floats) -> list[str]:
    """Days as they are written in files: 2025-07-01."""
    return [f"{datetime.fromtimestamp(float(at), UTC):%Y-%m-%d}" for at in start]


def _cells(column: Column, parts: list[Floats]) -> pa.Array:
    """The cells of a column, NULL where nothing is known; counts are whole numbers."""
    whole, values = column.type == "BIGINT", np.concatenate(parts)
    cells = pa.array(np.round(values) if whole else values, from_pandas=True)
    return cells.cast(pa.int64()) if whole else cells


def _on_each_day(of: Reported, measures: frozenset[str], defects: Sequence[Defect]) -> pa.Array:
    """The short names of the dated defects that touch each day; NULL where none does."""
    found: list[list[str]] = [[] for _ in of.start]
    for each in defects:
        if each.short and each.platform in ("", of.platform) and each.measures & measures:
            for k in np.flatnonzero((of.start + DAY > each.low) & (of.start < each.high)):
                found[k].append(each.short)
    return pa.array(["; ".join(words) or None for words in found], pa.string())
