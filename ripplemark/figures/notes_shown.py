"""Community Notes: on how many posts a note was shown, by hours since the post, as far as moments are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from ripplemark.archive import Package
from ripplemark.charts.bands import Band, Bands, bands
from ripplemark.figure import Figure
from ripplemark.figures import saying_notes_shown as saying
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.saying_notes_shown import Notes
from ripplemark.result import Column, Estimate

HOURS = (6, 12, 24, 36, 48, 72, 120, 168, 336, 720)
"""Hours since the post for which shares are asked."""
MOST = 12
"""Datasets that get a panel; the rows hold all."""
_METRIC = "notes-shown"
_TOPS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
_COLUMNS = (
    Column("dataset", "VARCHAR", "", "the snapshot of notes that it is of"),
    Column(
        "what", "VARCHAR", "", "a count, a share of those counted, or the share shown by some hours"
    ),
    Column("hours", "DOUBLE", "h", "hours since the post; empty where it is of all time"),
    Column("value", "DOUBLE", "", "count, or share from 0 to 1; empty where only bounds are known"),
    Column("low", "DOUBLE", "", "least that the share can be, or lower end of the 95 % interval"),
    Column("high", "DOUBLE", "", "most that the share can be, or upper end of the 95 % interval"),
    Column(
        "posts",
        "BIGINT",
        "posts",
        "posts that somebody wrote a note about, or notes where the file does not say the posts",
    ),
)


def make(asked: Asked) -> Figure:
    """The figure ``notes-shown``: of one's own snapshots of Community Notes that belong to no incident."""
    asked = replace(asked, gate=asked.gate.of_norms(), scope="platform", incident=None)
    hours = ",".join(map(str, HOURS))
    answer = asked.measured(_METRIC, by=("dataset",), hours=hours)
    found = _by_dataset(asked, answer.estimates)
    if not found:
        return empty(asked, *saying.NOTHING)
    shown = found[:MOST]
    drawn = Bands(
        tuple(_band(each) for each in shown),
        float(HOURS[0]),
        float(HOURS[-1]),
        saying.axis(shown),
        "with a note within",
        _top(shown),
    )
    return compose(
        asked,
        saying.words(found, shown),
        Drawn(lambda canvas: bands(drawn, canvas), _rows(found), _COLUMNS),
        [each.package for each in found],
        (answer,),
    )


def _by_dataset(asked: Asked, estimates: Sequence[Estimate]) -> tuple[Notes, ...]:
    """What the measure answered of each snapshot, the one with the most posts first; other datasets hold no notes."""
    packages = {each.dataset_id: each for each in asked.packages}
    names = [
        str(each.by["dataset"])
        for each in estimates
        if each.by.get("quantity") == "items" and each.by.get("dataset") in packages
    ]
    found = [_notes(packages[name], estimates) for name in names]
    return tuple(sorted(found, key=lambda each: (-each.count("items"), each.package.dataset_id)))


def _notes(package: Package, estimates: Sequence[Estimate]) -> Notes:
    own = [each for each in estimates if each.by.get("dataset") == package.dataset_id]
    counts = {str(each.by["quantity"]): each for each in own if "hours" not in each.by}
    by_hours = tuple(each for each in own if "hours" in each.by)
    return Notes(package, counts, by_hours)


def _band(of: Notes) -> Band:
    return Band(
        of.name,
        saying.below(of),
        tuple(float(each.by["hours"]) for each in of.by_hours),
        tuple(saying.least(each) for each in of.by_hours),
        tuple(saying.most(each) for each in of.by_hours),
    )


def _top(shown: Sequence[Notes]) -> float:
    """Where the axis of shares ends, per cent: round, and above all that is drawn."""
    highest = max((100 * saying.most(each) for of in shown for each in of.by_hours), default=0.0)
    return next((top for top in _TOPS if top >= 1.05 * highest), 100.0)


def _rows(found: Sequence[Notes]) -> pa.Table:
    rows: list[tuple[Any, ...]] = [
        (of.package.dataset_id, what, each.by.get("hours"), each.value, each.low, each.high, each.n)
        for of in found
        for what, each in (
            *of.counts.items(),
            *(("share-by", each) for each in of.by_hours),
        )
    ]
    types = {"DOUBLE": pa.float64(), "BIGINT": pa.int64(), "VARCHAR": pa.string()}
    return pa.table(
        {
            column.name: pa.array([row[k] for row in rows], types[column.type])
            for k, column in enumerate(_COLUMNS)
        }
    )


NOTES_SHOWN = FigureKind(
    "notes-shown",
    "Posts with a note shown, in your own norms",
    "Of posts that somebody wrote a Community Note about, on how many one was shown by hours since the post, and withdrawn.",
    "moderation",
    (_METRIC,),
    make,
    of_incident=False,
)
