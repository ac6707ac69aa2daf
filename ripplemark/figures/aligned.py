"""Attention of several incidents on one clock: from the peak, the onset or the first published check on, or by the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ripplemark.archive import Package
from ripplemark.charts.aligned import Aligned, Band, Cell, aligned
from ripplemark.estimate.across import band, on_grid
from ripplemark.estimate.series import Floats
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import CHANNEL
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.episode import Episode
from ripplemark.figures.events import first, happenings
from ripplemark.figures.incident_set import (
    INCIDENTS,
    LeftOut,
    Member,
    common_channel,
    of_incidents,
)
from ripplemark.figures.saying_aligned import Placed, Said, notes, words
from ripplemark.figures.saying_aligned_moved import also_by_default
from ripplemark.figures.saying_moved import questioned
from ripplemark.figures.saying_series import because, number
from ripplemark.figures.together import at_once
from ripplemark.measures.base import Parameter, whole
from ripplemark.measures.lifecycle import RULE
from ripplemark.measures.thresholds import FALL_RULE
from ripplemark.result import Column
from ripplemark.schema import RELATIVE_METRICS

ALIGN = Parameter(
    "align",
    "which moment of each incident stands at 0: its 'peak', its 'onset', its first published 'check', or none: 'calendar'",
    "peak",
    str,
    ("peak", "onset", "check", "calendar"),
)
HEIGHTS = Parameter(
    "heights",
    "what is drawn: 'peak' as a share of each incident's own peak, 'absolute' as it was counted, 'excess' above its usual level",
    "peak",
    str,
    ("peak", "absolute", "excess"),
)
AXIS = Parameter("axis", "the axis of heights: 'linear' or 'log'", "linear", str, ("linear", "log"))
DAYS = Parameter("days", "how many days after the common moment are drawn", None, whole)
CHECKS = ("fact_check",)
"""Events that are a published check; an official denial is none."""
COLUMNS = (
    Column("incident", "VARCHAR", "", "code word of the incident"),
    Column(
        "hours", "DOUBLE", "h", "centre of the bin, from the common moment; on a calendar empty"
    ),
    Column(
        "bin_start", "TIMESTAMP WITH TIME ZONE", "", "when the bin begins, UTC; on a calendar only"
    ),
    Column("bin_hours", "DOUBLE", "h", "length of the bin"),
    Column("value", "DOUBLE", "", "height that is drawn; empty where nothing is known"),
    Column("unit", "VARCHAR", "", "what the value is"),
)
_TO_ADD = (
    "Add a page-view download, a Media Cloud download or a CSV of counts to an incident; where several series are offered, "
    "choose the main one on its Viral lifecycle page."
)
_POINTS = 241
_LEAST_BINS = 14


def make(asked: Asked) -> Figure:
    """The incidents that have the common moment in a channel; says who is left out, and why."""
    return of_incidents(asked, _of_incidents)


def _of_incidents(asked: Asked, members: list[Member], left: LeftOut) -> Figure:
    channel = asked.settings["channel"] or common_channel(members)
    at_once(lambda one: _episode(one, channel), members)
    placed = [each for one in members if (each := _placed(asked, one, channel, left)) is not None]
    if not placed:
        return empty(asked, *_nothing(asked, channel, left), _used(placed))
    return _composed(asked, placed, _usual(asked, members, channel), channel or "", left)


def _usual(asked: Asked, members: Sequence[Member], channel: str | None) -> list[Placed] | None:
    """The same with every threshold at its default; None where no threshold is changed."""
    if not questioned(asked):
        return None
    usual, left = [each.by_default() for each in members], LeftOut()
    at_once(lambda one: _episode(one, channel), usual)
    return [each for one in usual if (each := _placed(asked, one, channel, left)) is not None]


def _episode(one: Member, channel: str | None) -> Episode | None:
    """Measured once, and remembered."""
    choice = one.mains.get(channel or "")
    return None if choice is None else Episode.of(one.asked, choice)


def _nothing(asked: Asked, channel: str | None, left: LeftOut) -> tuple[str, str]:
    if channel is None:
        return (
            "No incident has a series of attention to compare",
            _TO_ADD,
        )
    said = Said(asked.settings["align"], asked.settings["heights"], channel)
    return f"No incident can be put on this clock: {said.moment or 'the calendar'}", " ".join(
        (*left.sentences(), "Choose another moment, another channel, or other incidents.")
    )


def _placed(asked: Asked, one: Member, channel: str | None, left: LeftOut) -> Placed | None:
    """One incident with its moment and its heights; None, with the reason, where it lacks either."""
    choice = one.mains.get(channel or "")
    if choice is None:
        left.add(one.code, one.without(channel) if channel else "no series of attention")
        return None
    episode = Episode.of(one.asked, choice)
    at, reason = _moment(asked, one, episode)
    if at is None:
        left.add(one.code, reason)
        return None
    heights, unit, reason = _heights(asked.settings["heights"], episode)
    if heights is None:
        left.add(one.code, reason)
        return None
    return Placed(one, episode, at, heights, unit)


def _moment(asked: Asked, one: Member, episode: Episode) -> tuple[float | None, str]:
    """Seconds since 1970 of what stands at 0, or why there is none."""
    align = asked.settings["align"]
    if align == "calendar":
        return 0.0, ""
    if align == "peak":
        top = episode.top
        return (top.at, "") if top else (None, f"no peak: {because(episode.about('time'))}")
    if align == "onset":
        began = episode.began
        told = because(episode.onset.estimates[0])
        return (began.at, "") if began else (None, f"no onset can be told: {told}")
    check = first(happenings(one.asked), CHECKS)
    if check is None:
        return None, "no published check on record"
    low = check.low.timestamp()
    return (low if check.ongoing else (low + check.high.timestamp()) / 2), ""


def _heights(wanted: str, episode: Episode) -> tuple[Floats | None, str, str]:
    """What is drawn of a series, its unit, or why there is nothing."""
    curve = episode.choice.curve()
    if wanted == "absolute":
        return curve.line, episode.choice.unit, ""
    if wanted == "excess":
        usual = episode.usual()
        if usual is None:
            return None, "", f"no usual level known: {because(episode.onset.estimates[0])}"
        return curve.line - usual, f"{episode.choice.unit} above the usual level", ""
    level = number(episode.about("level").value)
    if not level:
        return None, "", f"no peak: {because(episode.about('level'))}"
    return 100 * curve.line / level, "% of its own peak", ""


@dataclass(frozen=True, slots=True)
class _Window:
    """From ``low`` to ``high`` seconds about the common moment."""

    low: float
    high: float


def _composed(
    asked: Asked,
    placed: list[Placed],
    usual: list[Placed] | None,
    channel: str,
    left: LeftOut,
) -> Figure:
    align, heights = asked.settings["align"], asked.settings["heights"]
    window = _window(placed, align, asked.settings["days"])
    units = dict.fromkeys(each.unit for each in placed)
    shared = heights == "peak" or (len(units) == 1 and not _relative(placed))
    banded = shared and align != "calendar"
    middle = _band(placed, window) if banded else None
    said = Said(align, heights, channel)
    cells = tuple(
        Cell(
            each.code,
            notes(asked, each, placed, said),
            each.centre,
            each.heights,
            channel,
            each.peak,
        )
        for each in placed
    )
    drawn = Aligned(
        cells,
        window.low,
        window.high,
        said.moment,
        "%" if heights == "peak" else "",
        shared,
        asked.settings["axis"] == "log",
        middle,
    )
    told = words(asked, said, placed, (window.low, window.high), middle, left, shared=shared)
    if usual is not None:
        then = _band(usual, window) if banded and usual else None
        told = also_by_default(asked, said, told, placed, usual, (window.low, window.high), then)
    documents = [answer for each in placed for answer in each.episode.documents]
    return compose(
        asked,
        told,
        Drawn(lambda canvas: aligned(drawn, canvas), _rows(placed, window, align), COLUMNS),
        _used(placed),
        documents,
    )


def _relative(placed: Sequence[Placed]) -> bool:
    """True where heights are of an index or a share: each file has its own maximum, so they compare within it alone."""
    return any(each.episode.choice.binned.by.get("metric") in RELATIVE_METRICS for each in placed)


def _window(placed: Sequence[Placed], align: str, days: int | None) -> _Window:
    """What shows the middle incident's episode; on a calendar every episode."""
    step = float(np.median([each.step for each in placed]))
    starts = [each.starts - each.at for each in placed]
    ends = [each.fades - each.at for each in placed]
    if align == "calendar":
        low, high = min(starts), max(ends)
        return _Window(low - 0.04 * (high - low), high + 0.04 * (high - low))
    after = max(1.25 * max(float(np.median(ends)), 0.0), _LEAST_BINS * step)
    if days is not None:
        after = days * 86_400.0
    before = max(1.3 * max(-float(np.median(starts)), 0.0), after / 5, 2 * step)
    return _Window(-min(before, 2 * after), after)


def _band(placed: Sequence[Placed], window: _Window) -> Band | None:
    """The middle band of all incidents in the picture; None where they are too few."""
    at = np.linspace(window.low, window.high, _POINTS)
    curves = np.array([on_grid(each.centre, each.heights, each.width, at) for each in placed])
    found = band(curves)
    return Band(at, *found) if np.isfinite(found).any() else None


def _rows(placed: Sequence[Placed], window: _Window, align: str) -> pa.Table:
    """The bins that are drawn, incident after incident."""
    parts: list[pa.Table] = []
    for each in placed:
        inside = (each.centre >= window.low) & (each.centre <= window.high)
        size = int(inside.sum())
        centre = each.centre[inside]
        starts = ((centre - each.width[inside] / 2) * 1e6).astype(np.int64)
        calendar = align == "calendar"
        parts.append(
            pa.table(
                {
                    "incident": pa.array([each.code] * size, pa.string()),
                    "hours": pa.array([None] * size if calendar else centre / 3600, pa.float64()),
                    "bin_start": pa.array(
                        starts if calendar else [None] * size, pa.timestamp("us", tz="UTC")
                    ),
                    "bin_hours": pa.array(each.width[inside] / 3600, pa.float64()),
                    "value": pa.array(each.heights[inside], pa.float64(), from_pandas=True),
                    "unit": pa.array([each.unit] * size, pa.string()),
                }
            )
        )
    return pa.concat_tables(parts)


def _used(placed: Sequence[Placed]) -> list[Package]:
    """The datasets of the series that are drawn."""
    found: dict[str, Package] = {}
    for each in placed:
        wanted = str(each.episode.choice.binned.by["dataset"])
        found |= {of.dataset_id: of for of in each.member.asked.packages if of.dataset_id == wanted}
    return list(found.values())


ALIGNED = FigureKind(
    "aligned",
    "Incidents on one clock",
    "Attention of several incidents from the same moment on, each over the middle band of all.",
    "attention",
    ("onset", "peak", "half-life"),
    make,
    (INCIDENTS, CHANNEL, ALIGN, HEIGHTS, AXIS, DAYS, RULE, *FALL_RULE),
    of_incident=False,
)
"""See ``make``."""
