"""Persistence across incidents: by when searches were back, by when a first page showed a correction, and persistence against size and kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
from ripplemark.figures.saying_moved import Moved, differs, questioned, sentence, unmoved
from ripplemark.figures.saying_persistence_across import UPWARD, placed_words, stayed_said
from ripplemark.figures.saying_series import because, number
from ripplemark.figures.thresholds import settings_for
from ripplemark.figures.times_across import of_time
from ripplemark.measures import Measurement, named
from ripplemark.measures.base import Parameter
from ripplemark.measures.thresholds import AROUND, RETURN_RULE
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
    Column(
        "default_stayed",
        "DOUBLE",
        "",
        "persistence with the default thresholds; empty where none is changed, or where it has none then",
    ),
)


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """One incident with its size and its persistence."""

    member: Member
    unit: str
    point: Point
    answers: tuple[Measurement, Measurement]

    @property
    def stayed(self) -> Estimate:
        """How long it stayed, or what was left of it."""
        return self.answers[1].estimates[0]


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
    placed = _all_placed(asked, members, channel, left)
    if not placed:
        head = f"No incident has a size and a persistence in {CHANNELS[channel]}"
        told = " ".join(
            (*left.sentences(), "Add counts per day to more incidents, or choose another channel.")
        )
        return empty(asked, head, told, _used(placed))
    usual = _usual(asked, members, channel)
    return _composed(asked, placed, usual, channel, left)


def _all_placed(
    asked: Asked, members: Sequence[Member], channel: str, left: LeftOut
) -> list[Placed]:
    """Those with a size and a persistence whose series count what most do."""
    found = [each for one in members if (each := _placed(asked, one, channel, left)) is not None]
    return _alike(found, left)


def _usual(asked: Asked, members: Sequence[Member], channel: str) -> dict[str, Placed] | None:
    """The same by code with every threshold at its default; None where none is changed."""
    if not questioned(asked):
        return None
    found = _all_placed(asked, [each.by_default() for each in members], channel, LeftOut())
    return {each.point.name: each for each in found}


def _moved(asked: Asked, placed: Sequence[Placed], usual: dict[str, Placed]) -> str:
    """Whose persistence the changed thresholds move."""
    name = asked.settings["stayed"]
    now = {each.point.name: each for each in placed}
    found = [
        Moved(
            code,
            *(stayed_said(of[code].point if code in of else None, name) for of in (now, usual)),
        )
        for code in sorted({*now, *usual})
        if differs(*(of[code].stayed if code in of else None for of in (now, usual)))
    ]
    return sentence(named(name).title, found) or unmoved()


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
    day = {"day": _DAY} if name == "residual-interest" else {}
    return measured(one.asked, name, where, {**settings_for(one.asked, name), **day})


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


def _composed(
    asked: Asked,
    placed: list[Placed],
    usual: dict[str, Placed] | None,
    channel: str,
    left: LeftOut,
) -> Figure:
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
    words = placed_words(asked, [each.point for each in placed], name, (channel, unit), ends, left)
    if usual is not None:
        words = replace(words, caveats=(_moved(asked, placed, usual), *words.caveats))
    return compose(
        asked,
        words,
        Drawn(lambda canvas: scatter(drawn, "search", canvas), _rows(placed, usual), COLUMNS),
        used,
        [found for each in placed for found in each.answers],
    )


def _rows(placed: Sequence[Placed], usual: dict[str, Placed] | None) -> pa.Table:
    before = {code: each.point.y for code, each in (usual or {}).items()}
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
            "default_stayed": pa.array([before.get(each.name) for each in points], pa.float64()),
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
    (INCIDENTS, *RETURN_RULE),
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
    (INCIDENTS, CHANNEL, STAYED, *RETURN_RULE, AROUND),
    of_incident=False,
)
ACROSS = (BACK_ACROSS, CORRECTED_ACROSS, PERSISTENCE_ACROSS)
"""In the order of the page."""
