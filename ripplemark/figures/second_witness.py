"""Page views as a second witness of searches: both shown in their own units, never pooled, and whether they agree."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from ripplemark.charts.witnesses import Moment, Witness, Witnesses, witnesses
from ripplemark.figure import Claims, Figure, Unborne
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import SERIES, to_choose, used
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.episode import Span, span
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_series import Subject, because, bins_counted, mid, number, subject
from ripplemark.figures.search import search_series
from ripplemark.figures.series import Choice, choices, decided
from ripplemark.figures.series_clock import Clock
from ripplemark.measures import Measurement
from ripplemark.measures.period import PERIOD, Period
from ripplemark.result import Column, Estimate

_DAY = 86_400.0
_BEFORE = 42 * _DAY
COLUMNS = (
    Column("witness", "VARCHAR", "", "which of the two: searches or page views"),
    Column("at", "TIMESTAMPTZ", "", "when the bin begins"),
    Column("value", "DOUBLE", "", "the bin's value, in the unit of its own series"),
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What one source saw: its series, when it peaked, when it was back; ends in seconds since 1970, None where open or unknown."""

    choice: Choice
    clock: Clock
    top: Span | None
    back: Estimate
    answers: tuple[Measurement, ...]

    @property
    def past_peak(self) -> bool:
        """True where at least a week was seen after the peak: before that it may still rise."""
        return self.top is not None and self.clock.last - self.top.at >= 7 * _DAY

    @property
    def returned(self) -> Span | None:
        """When it was back in its usual range; where it was not, ``at`` is infinite and ``low`` the last day that rules it out."""
        if self.top is None:
            return None
        at, low, high = (
            None if each is None else self.top.at + each * _DAY
            for each in map(number, (self.back.value, self.back.low, self.back.high))
        )
        if at is not None:
            return Span(at, low, high)
        return Span(float("inf"), low, None) if self.back.status == "NE_RIGHT" else None


def make(asked: Asked) -> Figure:
    """Searches and page views on one clock; without one of them, what to add."""
    first = search_series(asked)
    if isinstance(first, Figure):
        return first
    found = [each for each in choices(asked, "encyclopedia") if each.binned.series.value.size]
    second = decided(found, asked.archive.decision(asked.incident, "main.encyclopedia"))
    if second is None:
        if found:
            head = f"{len(found)} series of page views, and none is chosen as the main one"
            return empty(asked, head, f"Choose one: {to_choose(asked, found)}.", used(asked, found))
        head = "There is no second witness of the searches"
        more = (
            "Add the page views of the article about it (pageviews.wmcloud.org, 'user' as agent, by the day, from two months before the "
            "story on): they are counts, and nobody scales them."
        )
        return empty(asked, head, more, used(asked, [first]))
    both = (_seen(asked, first), _seen(asked, second))
    drawn = _drawn(asked, both)
    return compose(
        asked,
        _words(asked, both),
        Drawn(lambda canvas: witnesses(drawn, canvas), _rows(both), COLUMNS),
        used(asked, [first, second]),
        [answer for each in both for answer in each.answers],
    )


def _seen(asked: Asked, choice: Choice) -> Seen:
    settings = Period.of(asked.settings).settings()
    peak = measured(asked, "peak", choice.where, settings)
    back = measured(asked, "return-to-baseline", choice.where, settings)
    time = next(
        (each for each in peak.estimates if each.by.get("quantity") == "time"), peak.estimates[0]
    )
    return Seen(choice, Clock.of(asked, choice), span(time), back.estimates[0], (peak, back))


def agree(one: Span | None, other: Span | None) -> bool | None:
    """Whether two intervals have an instant in common; None where one is not known, or has no end: that agrees with nearly anything."""
    if one is None or other is None or np.isinf(min(one.at, other.at)):
        return None
    ends = [
        (each.low if each.low is not None else min(each.at, 4e12), each.high)
        for each in (one, other)
    ]
    low, high = max(ends[0][0], ends[1][0]), [end for _, end in ends if end is not None]
    if high and low > min(high):
        return False
    return True if len(high) == len(ends) else None


def _words(asked: Asked, both: tuple[Seen, Seen]) -> Words:
    peaks = agree(both[0].top, both[1].top) if all(each.past_peak for each in both) else None
    backs = agree(both[0].returned, both[1].returned)
    subjects = [subject(asked, each.choice) for each in both]
    head = _headline(both, peaks, backs)
    told = [_told(each, what) for each, what in zip(both, subjects, strict=True)]
    alt = f"{head}. Two line charts on one clock. " + " ".join(told)
    return Words(
        head,
        "Searches above, page views below, each in its own unit; shaded: 95 % intervals of the peak and of the return to the usual range.",
        alt,
        Claims(
            tuple(
                each
                for each in (
                    *told,
                    _verdict("peak", peaks),
                    _verdict("return to the usual range", backs),
                )
                if each
            ),
            (
                Unborne(
                    "Both sources together prove how many people looked.",
                    "One is a share of all searches in a place, the other counts page views in a language; they are never added up.",
                    "Nothing adds them up; tell them one after the other.",
                ),
            ),
        ),
        (
            "Two sources that agree may share what drives them, such as one programme on television; two that differ may both be right.",
            "Page views follow a language, searches a place.",
        ),
        tuple(bins_counted(each.choice) for each in both),
    )


def _headline(both: tuple[Seen, Seen], peaks: bool | None, backs: bool | None) -> str:
    if peaks and backs:
        return "Searches and page views agree on the peak and on when they were back in their usual range"
    if peaks is False:
        one, two = (each.clock.short(each.top.at) for each in both if each.top is not None)
        return (
            f"Searches and page views disagree on the peak: {one} in searches, {two} in page views"
        )
    if backs is False:
        one, two = (_when(each) for each in both)
        return f"Searches and page views disagree on the return to the usual range: {one} in searches, {two} in page views"
    if peaks:
        return "Searches and page views agree on the peak; whether they agree on the return to the usual range cannot be said"
    return "Whether searches and page views agree cannot be said"


def _when(each: Seen) -> str:
    back = each.returned
    if back is None or np.isinf(back.at):
        return f"not by {each.clock.end()}"
    return each.clock.day(back.at)


def _verdict(what: str, same: bool | None) -> str:
    if same is None:
        return ""
    told = "agree" if same else "do not agree"
    return f"On the {what}, searches and page views {told} within their 95 % intervals."


def _told(each: Seen, what: Subject) -> str:
    name = mid(what.text)
    if each.top is None:
        return f"Of {name}, no peak is known."
    back = each.returned
    peak = f"{name[:1].upper()}{name[1:]} peaked {each.clock.found(each.top.at)}"
    if back is None:
        return f"{peak}; when {what.they} {what.were} back in {what.their} usual range cannot be said: {because(each.back)}."
    if np.isinf(back.at):
        return f"{peak} and had not settled in the usual range by {each.clock.end()}."
    told = "no interval could be made"
    if back.low is not None:
        told = f"95 % interval {each.clock.days_or_later(back.low, back.high)}"
    return f"{peak} and {what.were} back in the usual range {each.clock.found(back.at)} ({told})."


def _drawn(asked: Asked, both: tuple[Seen, Seen]) -> Witnesses:
    curves = [each.choice.curve() for each in both]
    low, high = min(float(each.start[0]) for each in curves), max(each.end for each in curves)
    tops = [each.top.at for each in both if each.top is not None]
    low = max(low, min(tops) - _BEFORE) if tops else low
    ends = [each.returned for each in both]
    last = [end.high or end.at for end in ends if end is not None and np.isfinite(end.at)]
    if len(last) == len(both):
        high = min(high, max(last) + _BEFORE)
    return Witnesses(tuple(_witness(each) for each in both), low, high, ZoneInfo(asked.zone))


def _witness(each: Seen) -> Witness:
    peak = back = None
    if each.top is not None:
        when = each.clock.short(each.top.at)
        peak = Moment(each.top.at, each.top.low, each.top.high, (f"peak {when}",))
    found = each.returned
    if found is not None and np.isfinite(found.at):
        when = each.clock.short(found.at)
        back = Moment(found.at, found.low, found.high, (f"usual range again {when}",))
    name = each.choice.unit
    return Witness((name, name.split(",")[0]), each.choice.channel, each.choice.curve(), peak, back)


def _rows(both: tuple[Seen, Seen]) -> pa.Table:
    names, at, value = [], [], []
    for each, name in zip(both, ("searches", "page views"), strict=True):
        curve = each.choice.curve()
        names += [name] * curve.start.size
        at.append(curve.start)
        value.append(curve.line)
    micro = (np.concatenate(at) * 1e6).astype(np.int64)
    return pa.table(
        {
            "witness": pa.array(names),
            "at": pa.array(micro).cast(pa.timestamp("us", "UTC")),
            "value": pa.array(np.concatenate(value), from_pandas=True),
        }
    )


SECOND_WITNESS = FigureKind(
    "second-witness",
    "A second witness",
    "Searches and the page views of an encyclopedia on one clock, each in its own unit, and whether they agree on the peak and on the "
    "return to the usual range within their intervals.",
    "search",
    ("peak", "return-to-baseline"),
    make,
    (SERIES, *PERIOD),
)
"""See ``make``."""
