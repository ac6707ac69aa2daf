"""A stretch of time that somebody selected: its share of the attention, growth, channels and events inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa

from ripplemark.charts.stretch import Share, Stretch, stretch
from ripplemark.estimate.growth import growth
from ripplemark.estimate.outcome import Answer, refuse
from ripplemark.estimate.shares import Attention
from ripplemark.figure import Claims, Figure, Unborne
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import CHANNEL, in_period, none_at_all, used
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.events import Happening, happenings
from ripplemark.figures.saying_series import bins_counted, mid, subject
from ripplemark.figures.series import Choice
from ripplemark.figures.series_clock import Clock
from ripplemark.figures.telling import date_words
from ripplemark.figures.thresholds import settings_for
from ripplemark.measures import named
from ripplemark.measures.base import Parameter, Request
from ripplemark.measures.lifecycle import One
from ripplemark.measures.period import PERIOD, Period, moment
from ripplemark.measures.thresholds import ONSET_RULE
from ripplemark.result import Column
from ripplemark.wording import count, duration

SINCE = Parameter(
    "since", "where the stretch begins: a date or a moment, as for 'from'", None, moment
)
UNTIL = Parameter(
    "until", "where the stretch ends, itself not included: a date or a moment", None, moment
)
COLUMNS = (
    Column("series", "VARCHAR", "", "the series, by alias"),
    Column("channel", "VARCHAR", "", "the kind of place"),
    Column("since", "VARCHAR", "", "where the stretch begins, UTC"),
    Column("until", "VARCHAR", "", "where it ends, itself not included, UTC"),
    Column("share", "DOUBLE", "", "share of all that was counted from the onset on"),
    Column("share_low", "DOUBLE", "", "lower end of its 95 % interval"),
    Column("share_high", "DOUBLE", "", "upper end"),
    Column("growth", "DOUBLE", "1/h", "rate of growth in the stretch, e-folds per hour"),
    Column("growth_low", "DOUBLE", "1/h", "lower end of its 95 % interval"),
    Column("growth_high", "DOUBLE", "1/h", "upper end"),
    Column("reason", "VARCHAR", "", "why a number is missing"),
)


_CAVEAT = (
    "The stretch is a choice. A share is of all that was counted from the onset on, what is usual included; shares of "
    "different series are of different wholes and do not add up."
)


@dataclass(frozen=True, slots=True)
class Part:
    """One series with its two answers about the stretch from ``low`` to ``high`` (seconds since 1970)."""

    choice: Choice
    low: float
    high: float
    share: Answer
    growth: Answer


def make(asked: Asked) -> Figure:
    """Every series of the incident or channel over the stretch; from the first onset to the first peak where none is given."""
    found, inside = in_period(asked)
    if not inside:
        return empty(asked, *none_at_all(asked, found), used(asked, found))
    ones = [(each, _one(asked, each)) for each in inside]
    low, high = _ends(asked, ones)
    if low is None or high is None:
        return empty(
            asked,
            "No stretch is selected",
            "Choose its first day and the day after its last, or select it in the picture of attention.",
            used(asked, inside),
        )
    parts = [_part(choice, one, low, high) for choice, one in ones]
    events = [
        each for each in happenings(asked) if _second(each.low) < high and _second(each.high) >= low
    ]
    drawn = Stretch(
        tuple(_row(each) for each in parts), tuple(_event(asked, each) for each in events)
    )
    return compose(
        asked,
        _words(asked, parts, events),
        Drawn(lambda canvas: stretch(drawn, canvas), _rows(parts), COLUMNS),
        used(asked, [each.choice for each in parts]),
        (),
        ("lifecycle/bins_by_series",),
    )


def _one(asked: Asked, choice: Choice) -> One:
    settings = named("onset").settings(settings_for(asked, "onset"))
    request = Request(asked.serving, asked.incident, asked.scope, (), choice.where, settings)
    return One(request, choice.binned)


def _ends(asked: Asked, ones: Sequence[tuple[Choice, One]]) -> tuple[float | None, float | None]:
    """The stretch in seconds since 1970; an open side is that of the first onset, or the highest bin after it."""
    given = Period.of({"from": asked.settings["since"], "to": asked.settings["until"]})
    low, high = given.instants(asked.zone)
    begun = [(choice, one.start.bin) for choice, one in ones if one.start.bin is not None]
    if (low is None or high is None) and begun:
        choice, k = begun[0]
        series, first = choice.binned.series, choice.binned.first.timestamp()
        top = int(np.nanargmax(series.value))
        low = first + 3600 * float(series.start[k or 0]) if low is None else low
        high = first + 3600 * float(series.start[top] + series.width[top]) if high is None else high
    return (low, high) if low is None or high is None or low < high else (None, None)


def _part(choice: Choice, one: One, low: float, high: float) -> Part:
    series, first = choice.binned.series, choice.binned.first.timestamp()
    ends = (low - first) / 3600, (high - first) / 3600
    start = one.start
    if start.bin is None:
        share = refuse(start.answer.status, start.answer.note, start.answer.n)
    else:
        share = Attention.of(series, start, one.days).gross(*ends)
    return Part(choice, low, high, share, growth(series, *ends))


def share_words(of: Answer) -> str:
    """'34 % (31 to 37 %)', or why there is none."""
    if of.value is None:
        return f"no share: {mid(of.note.split(': ')[0].rstrip('.'))}"
    low, high = (min(max(each or 0.0, 0.0), 1.0) for each in (of.low, of.high))
    return f"{of.value:.0%} (95 % interval {low:.0%} to {high:.0%})".replace("%", " %").replace(
        "  ", " "
    )


def growth_words(of: Answer) -> str:
    """'doubled every 5 hours (4 to 7 hours)', 'neither clearly growing nor falling', or why nothing can be said."""
    if of.value is None:
        return f"no growth rate: {mid(of.note.split(': ')[0].rstrip('.'))}"
    if of.low is None or of.high is None or of.low <= 0 <= of.high:
        return "neither clearly growing nor falling"
    verb = "doubled" if of.value > 0 else "halved"
    near, middle, far = (
        duration(float(np.log(2.0)) / abs(each))
        for each in sorted((of.low, of.value, of.high), key=abs, reverse=True)
    )
    return f"{verb} every {middle} (95 % interval {near} to {far})"


def _row(part: Part) -> Share:
    answer = part.share
    told = f"{share_words(answer)}; {growth_words(part.growth)}"
    return Share(
        part.choice.named, part.choice.channel, answer.value, answer.low, answer.high, told
    )


def _second(at: datetime) -> float:
    return at.timestamp()


def _event(asked: Asked, event: Happening) -> str:
    return f"{event.words}, {date_words(asked.gate.time(event.low, event.high - event.low))}"


def _between(asked: Asked, part: Part) -> str:
    """The stretch as a sentence has it, in the clock of a series."""
    return Clock.of(asked, part.choice).between(part.low, part.high)


def _words(asked: Asked, parts: Sequence[Part], events: Sequence[Happening]) -> Words:
    when = _between(asked, parts[0])
    known = [each for each in parts if each.share.value is not None]
    claims = tuple(_claim(asked, each) for each in parts)
    if not known:
        head = f"What share came in the stretch of {when} cannot be said"
    elif len(parts) == 1:
        what = subject(asked, known[0].choice)
        head = f"{known[0].share.value:.0%} of all {what.mid} from the onset on came in the stretch of {when}"
    else:
        ends = sorted({f"{each.share.value:.0%}" for each in known}, key=lambda t: float(t[:-1]))
        told = ends[0] if len(ends) == 1 else f"{ends[0][:-1]} to {ends[-1]}"
        series = count(len(known), "series", "series")
        head = f"{told} of the attention of {series} came in the stretch of {when}"
    head = head.replace("%", " %")
    inside = "; ".join(_event(asked, each) for each in events) if events else "no event on record"
    unborne = Unborne(
        "What happened in this stretch caused the growth, or the fall.",
        "The stretch was selected by looking at the series, and the series shows when, not why.",
        "A stretch that was named before looking, and comparable incidents.",
    )
    return Words(
        head,
        f"Share of all that was counted from the onset to the end of each series; inside: {inside}",
        f"A bar for each of {count(len(parts), 'series', 'series')}. {' '.join(claims)}",
        Claims(claims, (unborne,)),
        (_CAVEAT,),
        (
            bins_counted(parts[0].choice)
            if len(parts) == 1
            else count(len(parts), "series", "series"),
        ),
    )


def _claim(asked: Asked, part: Part) -> str:
    what, clock = subject(asked, part.choice), Clock.of(asked, part.choice)
    until, when = f"observed to {clock.end()}", _between(asked, part)
    if part.share.value is None:
        return f"{what}, {when}: {share_words(part.share)}; {growth_words(part.growth)} ({until})."
    told = f"Of all {what.mid} from the onset on, {share_words(part.share)} came in the stretch of {when}"
    if part.growth.value is None:
        return f"{told} ({until})."
    rate = growth_words(part.growth)
    verb = "" if "every" in rate else f"{what.were} "
    return f"{told}; in it {what.they} {verb}{rate} ({until})."


def _rows(parts: Sequence[Part]) -> pa.Table:
    listed = [
        {
            "series": each.choice.label,
            "channel": each.choice.channel,
            "since": _iso(each.low),
            "until": _iso(each.high),
            "share": each.share.value,
            "share_low": each.share.low,
            "share_high": each.share.high,
            "growth": each.growth.value,
            "growth_low": each.growth.low,
            "growth_high": each.growth.high,
            "reason": " ".join(
                answer.note for answer in (each.share, each.growth) if answer.value is None
            ),
        }
        for each in parts
    ]
    kinds = {"VARCHAR": pa.string(), "DOUBLE": pa.float64()}
    return pa.Table.from_pylist(
        listed, schema=pa.schema([(each.name, kinds[each.type]) for each in COLUMNS])
    )


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="minutes").replace("+00:00", "Z")


STRETCH = FigureKind(
    "stretch",
    "A stretch of time",
    "The share of each series' attention that came in a selected stretch, its growth there, and the events inside.",
    "attention",
    ("onset",),
    make,
    (SINCE, UNTIL, CHANNEL, *ONSET_RULE, *PERIOD),
)
