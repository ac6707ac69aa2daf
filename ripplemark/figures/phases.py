"""Phases: one series cut into quiet, onset, growth, peak, decay, tail, resurgence; or the main series of every channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from ripplemark.charts.attention_parts import Attention
from ripplemark.charts.phase_strips import Strip, Strips, phase_strips
from ripplemark.charts.phases import Stretch, phases
from ripplemark.estimate import baseline_before
from ripplemark.estimate.series import Floats
from ripplemark.figure import Figure
from ripplemark.figures import saying_spread
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import (
    CHANNEL,
    SERIES,
    VIEW,
    chosen,
    in_period,
    none_at_all,
    used,
)
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.events import first, happenings
from ripplemark.figures.phase_course import (
    Course,
    Leader,
    course_of,
    leader,
    settings_of,
    spread,
    window,
)
from ripplemark.figures.saying_phases import lasted, phase_words, words
from ripplemark.figures.saying_series import because, next_step, subject
from ripplemark.figures.series import Choice, decided
from ripplemark.measures import Measurement
from ripplemark.measures.period import PERIOD
from ripplemark.measures.phases import PHASE_RULE, QUANTITIES
from ripplemark.measures.phases import PHASES as MEASURE
from ripplemark.measures.thresholds import ONSET_RULE
from ripplemark.result import Column, Estimate
from ripplemark.schema import CHANNELS

JUDGEMENT = next(each for each in MEASURE.parameters if each.name == "judgement")
COLUMNS = (
    Column("series", "VARCHAR", "", "the series, by alias"),
    Column("channel", "VARCHAR", "", "kind of place"),
    Column("phase", "VARCHAR", "", "the phase; quiet-before is the one in which the data begin"),
    Column(
        "begins",
        "TIMESTAMP WITH TIME ZONE",
        "",
        "when it begins, UTC; empty where the data begin in it",
    ),
    Column("begins_low", "TIMESTAMP WITH TIME ZONE", "", "lower end of the interval of that"),
    Column("begins_high", "TIMESTAMP WITH TIME ZONE", "", "upper end of it; empty where open"),
    Column("set_by", "VARCHAR", "", "'estimate', 'judgement' (a person set the start), or empty"),
    Column("note", "VARCHAR", "", "why a person set the start there, in their words"),
    Column("hours", "DOUBLE", "h", "how long it lasted; empty where it was cut off by the data"),
    Column(
        "hours_low",
        "DOUBLE",
        "h",
        "the least that the intervals of both ends allow, or how long was seen",
    ),
    Column("hours_high", "DOUBLE", "h", "the most; empty where open"),
    Column(
        "status", "VARCHAR", "", "'ok', NE_LEFT: the data begin in it, NE_RIGHT: they end in it"
    ),
    Column(
        "share",
        "DOUBLE",
        "share",
        "of the excess over the usual level from the first boundary on, signed",
    ),
    Column("share_low", "DOUBLE", "share", "lower end of its 95 % interval, for these boundaries"),
    Column("share_high", "DOUBLE", "share", "upper end of it"),
    Column(
        "gross_share", "DOUBLE", "share", "of all attention from there on, what is usual included"
    ),
    Column(
        "leading_channel",
        "VARCHAR",
        "",
        "the channel that spent the largest share of its own attention in it; several where they tie; empty where fewer "
        "than two can be compared",
    ),
    Column("leading_share", "DOUBLE", "share", "that share"),
)


def make(asked: Asked) -> Figure:
    """One series; where several channels have a main series and none was asked for, all of them."""
    found, inside = in_period(asked)
    if not inside:
        return empty(asked, *none_at_all(asked, found), used(asked, found))
    of = selected(asked, inside)
    if not any(each.stages for each in of.courses):
        return _without(asked, of)
    return _of_one(asked, of) if len(of.courses) == 1 else _of_several(asked, of)


@dataclass(frozen=True, slots=True)
class Selected:
    """The series that are told, in order of their first rise, and those whose channels are compared in each phase.

    ``chosen`` is False where several are told because nobody said which is the main one.
    """

    courses: tuple[Course, ...]
    compared: tuple[Course, ...]
    chosen: bool


def selected(asked: Asked, inside: Sequence[Choice]) -> Selected:
    """The series asked for, or the only one; else the main series of every channel; else all of them."""
    mains = _mains(asked, inside)
    one = chosen(asked, inside, CHANNELS)
    told = [one] if one is not None else mains if len(mains) > 1 else list(inside)
    courses = sorted((course_of(asked, each) for each in told), key=_place)
    known = {each.choice.key: each for each in courses}
    compared = tuple(known.get(each.key) or course_of(asked, each) for each in mains)
    return Selected(tuple(courses), compared, one is not None or len(mains) > 1)


def _mains(asked: Asked, found: Sequence[Choice]) -> list[Choice]:
    """The main series of each channel that has one, in the order of channels."""
    mains = []
    for channel in CHANNELS:
        of = [each for each in found if each.channel == channel]
        main = (
            decided(of, asked.archive.decision(asked.incident, f"main.{channel}")) if of else None
        )
        if main is not None:
            mains.append(main)
    return mains


def _without(asked: Asked, of: Selected) -> Figure:
    """Why there are no phases, and what to add."""
    choices = [each.choice for each in of.courses]
    why = _measured(asked, _where(asked, of)).estimates[0]
    what = subject(asked, choices[0]).mid if len(choices) == 1 else f"none of {len(choices)} series"
    told = f"Phases of {what} {'cannot' if len(choices) == 1 else 'can'} be told: {because(why)}"
    return empty(asked, told, next_step(why), used(asked, choices))


def _where(asked: Asked, of: Selected) -> tuple[tuple[str, str], ...]:
    if len(of.courses) == 1:
        return of.courses[0].choice.where
    channel = asked.settings.get("channel")
    return (("channel", channel),) if channel else ()


def _of_one(asked: Asked, of: Selected) -> Figure:
    (course,) = of.courses
    choice = course.choice
    told = _measured(asked, _where(asked, of))
    low, high = _window(asked, of.courses)
    drawn = Attention(
        choice.curve(), _usual(asked, course), low, high, ZoneInfo(asked.zone), choice.channel
    )
    parts = _parts(course)
    return compose(
        asked,
        words(asked, course, low, high),
        Drawn(lambda canvas: phases(drawn, parts, canvas), _rows(of, told.estimates), COLUMNS),
        used(asked, [choice]),
        [told],
    )


def _of_several(asked: Asked, of: Selected) -> Figure:
    courses = of.courses
    told = _measured(asked, _where(asked, of))
    low, high = _window(asked, courses)
    drawn = Strips(tuple(_strip(each) for each in courses), low, high, ZoneInfo(asked.zone))
    trace = first(happenings(asked), ("first_seen",)) if of.chosen else None
    said = saying_spread.words(asked, courses, spread(courses), trace, choosing=not of.chosen)
    return compose(
        asked,
        said,
        Drawn(lambda canvas: phase_strips(drawn, canvas), _rows(of, told.estimates), COLUMNS),
        used(asked, [each.choice for each in courses]),
        [told],
        ("archive/events_of_incident",) if trace is not None else (),
    )


def _measured(asked: Asked, where: tuple[tuple[str, str], ...]) -> Measurement:
    settings: dict[str, Any] = settings_of(asked)
    return asked.measured(MEASURE.name, where=where, **settings)


def _place(course: Course) -> tuple[float, str]:
    begun = course.first
    return (begun.start if begun is not None else float("inf")), course.choice.key


def _window(asked: Asked, courses: Sequence[Course]) -> tuple[float, float]:
    if asked.settings["view"] == "episode":
        return window(courses)
    curves = [each.choice.curve() for each in courses]
    return min(float(each.start[0]) for each in curves), max(each.end for each in curves)


def _usual(asked: Asked, course: Course) -> Floats | None:
    """The usual level of each bin, as the phases took it."""
    begun, binned = course.began, course.choice.binned
    if begun is None:
        return None
    days = float(asked.settings["baseline"])
    base = baseline_before(binned.series, begun, days)
    return base.at(binned.series.value.size) * binned.unit if base.usable else None


def _parts(course: Course) -> tuple[Stretch, ...]:
    found = []
    for stage in course.stages:
        name, long = phase_words(stage), lasted(stage)
        judged = stage.note is not None
        marked = f"{name}, judged" if judged else name
        wordings: tuple[str, ...] = (marked,)
        if long:
            wordings = (f"{marked}\n{long}", f"{marked} {long}", marked)
        found.append(
            Stretch(
                stage.kind,
                stage.start,
                stage.end,
                wordings if not judged else (*wordings, name),
                stage.low if stage.bounded else stage.start,
                stage.high if stage.bounded else stage.start,
                stage.bounded,
                judged,
            )
        )
    return tuple(found)


def _strip(course: Course) -> Strip:
    choice, curve = course.choice, course.choice.curve()
    names = (choice.named, ", ".join(choice.parts[1:]), *choice.parts[1:2])
    return Strip(
        tuple(dict.fromkeys(each for each in names if each)),
        choice.channel,
        _parts(course),
        float(curve.start[0]),
        curve.end,
        saying_spread.said_at_the_side(course),
    )


def _rows(of: Selected, told: Sequence[Estimate]) -> pa.Table:
    """One row per phase, in order of time, series after series; numbers are those of the gated estimates."""
    by_series: dict[frozenset[Any], dict[str, dict[str, Estimate]]] = {}
    for each in told:
        own = frozenset(
            (name, value)
            for name, value in each.by.items()
            if name not in ("phase", "boundary", "quantity", "platform")
        )
        phase = str(each.by.get("phase"))
        by_series.setdefault(own, {}).setdefault(phase, {})[str(each.by.get("quantity"))] = each
    rows = []
    for course in of.courses:
        own = frozenset(
            (name, value) for name, value in course.choice.binned.by.items() if name != "platform"
        )
        answers = by_series.get(own, {})
        for stage in course.stages:
            if set(found := answers.get(stage.key, {})) >= set(QUANTITIES):
                lead = leader(of.compared, stage)
                note = stage.note.text if stage.note is not None else None
                rows.append(_row(course, found, note, lead))
    types = {each.name: _TYPES[each.type] for each in COLUMNS}
    return pa.Table.from_pylist(rows, schema=pa.schema(list(types.items())))


_TYPES = {
    "VARCHAR": pa.string(),
    "DOUBLE": pa.float64(),
    "TIMESTAMP WITH TIME ZONE": pa.timestamp("us", tz="UTC"),
}


def _row(
    course: Course, of: dict[str, Estimate], note: str | None, lead: Leader | None
) -> dict[str, Any]:
    start, lasted_, share, gross = (of[name] for name in QUANTITIES)
    by = {"estimated": "estimate", "judged": "judgement"}
    return {
        "series": course.choice.label,
        "channel": course.choice.channel,
        "phase": start.by["phase"],
        "begins": _time(start.value),
        "begins_low": _time(start.low),
        "begins_high": _time(start.high) if start.value is not None else None,
        "set_by": by.get(str(start.by["boundary"])),
        "note": note,
        "hours": lasted_.value,
        "hours_low": lasted_.low,
        "hours_high": lasted_.high,
        "status": lasted_.status,
        "share": share.value,
        "share_low": share.low,
        "share_high": share.high,
        "gross_share": gross.value,
        "leading_channel": ", ".join(lead.channels) if lead is not None else None,
        "leading_share": lead.share if lead is not None else None,
    }


def _time(value: float | str | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None


PHASES = FigureKind(
    "phases",
    "Phases",
    "One series cut into phases, each boundary with its interval; or the main series of every channel, in the order in which "
    "they rose.",
    "attention",
    ("phases",),
    make,
    (SERIES, CHANNEL, VIEW, *ONSET_RULE, *PHASE_RULE, JUDGEMENT, *PERIOD),
)
