"""Persistence across incidents: by when searches were back, by when a first page showed a correction, and persistence against size and kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from ripplemark.archive import Package
from ripplemark.charts.scatter import Point, Scatter, scatter
from ripplemark.figure import Figure
from ripplemark.figures.across_times import time_of
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import CHANNEL
from ripplemark.figures.comparing import Quantity, answer
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.incident_set import INCIDENTS, LeftOut, Member, of_incidents
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_persistence_across import UPWARD, placed_words
from ripplemark.figures.saying_series import because, number
from ripplemark.figures.times_across import of_time
from ripplemark.measures import Measurement
from ripplemark.measures.base import Parameter
from ripplemark.result import Column, Estimate
from ripplemark.schema import RELATIVE_METRICS
from ripplemark.wording import CHANNELS, KINDS

STAYED = Parameter(
    "stayed",
    "what persistence is: days until it was back in its usual range, or what was left of the peak around day 90",
    "return-to-baseline",
    str,
    ("return-to-baseline", "residual-interest"),
)
_DAY = "90"
COLUMNS = (
    Column("incident", "VARCHAR", "", "code word of the incident"),
    Column("kind", "VARCHAR", "", "kind of the incident"),
    Column("peak", "DOUBLE", "", "highest bin, in what the series counts"),
    Column("peak_low", "DOUBLE", "", "lower end of its 95 % interval"),
    Column("peak_high", "DOUBLE", "", "upper end"),
    Column(
        "stayed",
        "DOUBLE",
        "",
        "persistence: days, or a share of the peak; where it was not reached, how long was watched",
    ),
    Column("low", "DOUBLE", "", "lower end of its 95 % interval"),
    Column("high", "DOUBLE", "", "upper end; empty where it is open"),
    Column("reached", "BOOLEAN", "", "false where it was not back when observation ended"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """One incident with its size and its persistence."""

    member: Member
    unit: str
    point: Point
    answers: tuple[Measurement, Measurement]


def make_back(asked: Asked) -> Figure:
    """By when searches were back in their usual range."""
    return of_time(asked, "return-to-baseline")


def make_corrected(asked: Asked) -> Figure:
    """By when a first page of results showed a correction."""
    return of_time(asked, "time-to-correction")


def make(asked: Asked) -> Figure:
    """Persistence against the height of the peak, of incidents whose series count the same thing."""
    return of_incidents(asked, _of_incidents)


def _of_incidents(asked: Asked, members: list[Member], left: LeftOut) -> Figure:
    channel = asked.settings["channel"] or _counted_channel(members)
    if channel is None:
        head = "No incident has a series that counts anything"
        told = "A peak of an index is always 100, in every file: it has no size. Add counts, such as page views of an encyclopedia."
        return empty(asked, head, told)
    placed = [each for one in members if (each := _placed(asked, one, channel, left)) is not None]
    placed = _alike(placed, left)
    if not placed:
        head = f"No incident has a size and a persistence in {CHANNELS[channel]}"
        told = " ".join(
            (*left.sentences(), "Add counts per day to more incidents, or choose another channel.")
        )
        return empty(asked, head, told, _used(placed))
    return _composed(asked, placed, channel, left)


def _counted_channel(members: Sequence[Member]) -> str | None:
    """The channel in which most incidents have main series that count one thing in bins of one width; the encyclopedia first."""
    counts = Counter(
        (channel, choice.unit)
        for one in members
        for channel, choice in one.mains.items()
        if choice.binned.by.get("metric") not in RELATIVE_METRICS
    )
    if not counts:
        return None
    order = ("encyclopedia", *CHANNELS)
    return max(counts, key=lambda of: (counts[of], -order.index(of[0]), of[1]))[0]


def _placed(asked: Asked, one: Member, channel: str, left: LeftOut) -> Placed | None:
    choice = one.mains.get(channel)
    if choice is None:
        left.add(one.code, one.without(channel))
        return None
    metric = str(choice.binned.by.get("metric"))
    if metric in RELATIVE_METRICS:
        left.add(
            one.code, "its series is an index, whose peak is 100 in every file: it has no size"
        )
        return None
    name = asked.settings["stayed"]
    size, stayed = answer(one, "peak", channel), _stayed(one, name, channel)
    level = size.estimates.get(Quantity("peak", "level", "units of the series")) or _level(
        size.measurement
    )
    if level is None or number(level.value) is None or stayed is None or size.measurement is None:
        left.add(one.code, because(level) if level is not None else "it has no peak")
        return None
    kind = str(one.asked.archive.decision(one.code, "kind") or "other")
    point = _point(one.code, KINDS.get(kind, kind), level, stayed.estimates[0], name)
    if point is None:
        left.add(one.code, because(stayed.estimates[0]))
        return None
    return Placed(one, choice.unit, point, (size.measurement, stayed))


def _level(found: Measurement | None) -> Estimate | None:
    of = found.estimates if found is not None else ()
    return next((each for each in of if each.by.get("quantity") == "level"), None)


def _stayed(one: Member, name: str, channel: str) -> Measurement | None:
    where = one.mains[channel].where
    settings = {"day": _DAY} if name == "residual-interest" else {}
    return measured(one.asked, name, where, settings)


def _point(code: str, kind: str, level: Estimate, stayed: Estimate, name: str) -> Point | None:
    """Where an incident stands; None where its persistence is not known."""
    x = number(level.value) or 0.0
    ends = (number(level.low) or x, number(level.high) or x)
    if x <= 0:
        return None
    if name == "residual-interest":
        value, low, high = (number(each) for each in (stayed.value, stayed.low, stayed.high))
        if value is None:
            return None
        high = value if high is None else high
        return Point(code, kind, x, ends, 100 * value, (100 * (low or 0.0), 100 * high))
    time = time_of(stayed, "days")
    if time is None:
        return None
    days = time.hours / 24
    if not time.over:
        return Point(code, kind, x, ends, days, (days, None), open=True)
    low, high = number(stayed.low), number(stayed.high)
    return Point(code, kind, x, ends, days, (days if low is None else low, high))


def _alike(placed: list[Placed], left: LeftOut) -> list[Placed]:
    """Those whose series count what most do, in bins of one width: a peak hour and a peak day have no common scale."""
    units = [each.unit for each in placed]
    if len(set(units)) < 2:
        return placed
    most = max(sorted(set(units)), key=units.count)
    for each in placed:
        if each.unit != most:
            left.add(each.member.code, f"counted in {each.unit}: units are never pooled")
    return [each for each in placed if each.unit == most]


def _composed(asked: Asked, placed: list[Placed], channel: str, left: LeftOut) -> Figure:
    name = asked.settings["stayed"]
    unit = placed[0].unit
    drawn = Scatter(
        tuple(each.point for each in placed),
        f"peak, {unit}",
        UPWARD[name],
        "%" if name == "residual-interest" else "",
    )
    used = _used(placed)
    ends = [each.member.mains[channel].binned.known_to for each in placed]
    return compose(
        asked,
        placed_words(asked, [each.point for each in placed], name, (channel, unit), ends, left),
        Drawn(lambda canvas: scatter(drawn, "search", canvas), _rows(placed), COLUMNS),
        used,
        [found for each in placed for found in each.answers],
    )


def _rows(placed: Sequence[Placed]) -> pa.Table:
    points = [each.point for each in placed]
    return pa.table(
        {
            "incident": pa.array([each.name for each in points], pa.string()),
            "kind": pa.array([each.group for each in points], pa.string()),
            "peak": pa.array([each.x for each in points], pa.float64()),
            "peak_low": pa.array([each.x_ends[0] for each in points], pa.float64()),
            "peak_high": pa.array([each.x_ends[1] for each in points], pa.float64()),
            "stayed": pa.array([each.y for each in points], pa.float64()),
            "low": pa.array([each.y_ends[0] for each in points], pa.float64()),
            "high": pa.array([each.y_ends[1] for each in points], pa.float64()),
            "reached": pa.array([not each.open for each in points], pa.bool_()),
        }
    )


def _used(placed: Sequence[Placed]) -> list[Package]:
    ids = {str(found.estimates[0].by.get("dataset")) for each in placed for found in each.answers}
    return list(
        {
            package.dataset_id: package
            for each in placed
            for package in each.member.asked.packages
            if package.dataset_id in ids
        }.values()
    )


BACK_ACROSS = FigureKind(
    "back-across",
    "Searches back in their usual range, across incidents",
    "The share of incidents whose searches were back in their usual range by each time after the peak; those not back when watching "
    "ended count as long as they were watched.",
    "all",
    ("return-to-baseline",),
    make_back,
    (INCIDENTS,),
    of_incident=False,
)
CORRECTED_ACROSS = FigureKind(
    "corrected-across",
    "Corrected on a first page, across incidents",
    "The share of incidents of which a first page of results showed a correction by each time after the first published check; those "
    "without one when watching ended count as long as they were watched.",
    "all",
    ("time-to-correction",),
    make_corrected,
    (INCIDENTS,),
    of_incident=False,
)
PERSISTENCE_ACROSS = FigureKind(
    "persistence-across",
    "Persistence against the size of the peak",
    "How long interest stayed, or what was left of it, against the height of the peak in counts, by kind of incident, each with its interval.",
    "all",
    ("peak", "return-to-baseline", "residual-interest"),
    make,
    (INCIDENTS, CHANNEL, STAYED),
    of_incident=False,
)
ACROSS = (BACK_ACROSS, CORRECTED_ACROSS, PERSISTENCE_ACROSS)
"""In the order of the page."""
