"""Lags of what was acted on: for each platform the least and the most that was gone within so many days, and the mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from ripplemark.charts.bands import Band, Bands, axis_ends, bands
from ripplemark.figure import Figure
from ripplemark.figures import saying_actioned as saying
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.decided import sent_wrongly
from ripplemark.figures.found import used
from ripplemark.figures.saying_actioned import Lag
from ripplemark.measures.base import Parameter
from ripplemark.measures.intimate import CONTENT
from ripplemark.result import Column, Estimate

MOST = 12
"""Platforms that get a panel, those with the most items; the rows hold all."""
DAYS = (*range(1, 8), 10, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365)
"""Days within which shares are asked for."""
_ALL_BUT = 0.99
"""Where the least of every platform is this much, the axis ends."""
_METRIC = "actioned-lag"
_COLUMNS = (
    Column("platform", "VARCHAR", "", "where the items were"),
    Column("days", "BIGINT", "days", "days since the posting; empty in the rows of means"),
    Column("what", "VARCHAR", "", "share within so many days, or the mean lag in days"),
    Column("value", "DOUBLE", "", "share in % or mean in days; empty where only bounds are known"),
    Column("low", "DOUBLE", "", "least that it can be, or lower end of the 95 % interval"),
    Column("high", "DOUBLE", "", "most that it can be, or upper end of the 95 % interval"),
    Column("items", "BIGINT", "items", "items acted on whose lag is known"),
)
PARAMETERS: tuple[Parameter, ...] = (CONTENT,)


def make(asked: Asked) -> Figure:
    """The figure ``actioned-lag``: of one's own item-level datasets of platform scope; empty where none has a thousand items."""
    asked = replace(asked, gate=asked.gate.of_norms(), scope="platform", incident=None)
    settings: dict[str, Any] = {"content": asked.settings["content"]}
    means = asked.measured(_METRIC, **settings)
    hours = ",".join(str(24 * day) for day in DAYS)
    shares = asked.measured(_METRIC, statistic="share", hours=hours, **settings)
    lags = _by_platform(means.estimates, shares.estimates)
    if not any(each.shares for each in lags):
        return empty(asked, *saying.nothing(lags))
    shown = sorted(lags, key=lambda each: (-each.items, each.platform))[:MOST]
    told = saying.Told(tuple(lags), tuple(shown), _defects(asked, lags), asked.settings["content"])
    drawn = _drawn(told)
    return compose(
        asked,
        saying.words(told),
        Drawn(lambda canvas: bands(drawn, canvas), _rows(lags), _COLUMNS),
        used(asked),
        (shares, means),
    )


def _by_platform(means: Sequence[Estimate], shares: Sequence[Estimate]) -> list[Lag]:
    """The mean and the shares of each platform, in the measure's order."""
    return [
        Lag(
            saying.named(mean.by["platform"]),
            mean,
            tuple(
                each
                for each in shares
                if each.by.get("platform") == mean.by["platform"] and "hours" in each.by
            ),
        )
        for mean in means
        if "platform" in mean.by
    ]


def _defects(asked: Asked, lags: Sequence[Lag]) -> dict[str, tuple[Any, ...]]:
    """The known defects of lags that touch each platform on the days of its decisions, by platform."""
    packages, figures = used(asked), frozenset({"lag"})
    return {
        each.platform: sent_wrongly(asked, packages, (each.platform,), figures) for each in lags
    }


def _drawn(told: saying.Told) -> Bands:
    """The panels; the axis ends where nearly all is surely gone on every platform, else after a year."""
    last = max(_end(each) for each in told.shown)
    groups = tuple(_band(told, each, last) for each in told.shown)
    first, _ = axis_ends(groups, 24.0)
    return Bands(groups, first, last, saying.AXIS, "acted on within")


def _band(told: saying.Told, of: Lag, last: float) -> Band:
    """A platform's panel; its words alone where it has no shares, or its dates tell no lag."""
    shares = [] if of.silent else [each for each in of.shares if each.by["hours"] <= last]
    return Band(
        of.platform,
        saying.below(told, of),
        tuple(float(each.by["hours"]) for each in shares),
        tuple(saying.least(each) for each in shares),
        tuple(saying.most(each) for each in shares),
    )


def _end(of: Lag) -> float:
    """The first time (hours) by which nearly all was surely acted on; a week at least."""
    ends = (float(each.by["hours"]) for each in of.shares if saying.least(each) >= _ALL_BUT)
    return max(next(ends, 24.0 * DAYS[-1]), 168.0) if of.shares else 168.0


def _rows(lags: Sequence[Lag]) -> pa.Table:
    told = [row for each in lags for row in _told(each)]
    types = {"DOUBLE": pa.float64(), "BIGINT": pa.int64(), "VARCHAR": pa.string()}
    return pa.table(
        {
            column.name: pa.array([row[k] for row in told], types[column.type])
            for k, column in enumerate(_COLUMNS)
        }
    )


def _told(of: Lag) -> list[tuple[Any, ...]]:
    mean = of.mean
    rows: list[tuple[Any, ...]] = [
        (of.platform, None, "mean", mean.value, mean.low, mean.high, mean.n)
    ]
    for each in of.shares:
        ends = (
            None if end is None else 100 * float(end) for end in (each.value, each.low, each.high)
        )
        rows.append((of.platform, round(float(each.by["hours"]) / 24), "share", *ends, each.n))
    return rows


ACTIONED = FigureKind(
    "actioned-lag",
    "Lag of what was acted on, in your own norms",
    "For each platform how much of what it acted on was gone within so many days, at least and at most, and the mean lag.",
    "moderation",
    (_METRIC,),
    make,
    PARAMETERS,
    of_incident=False,
)
