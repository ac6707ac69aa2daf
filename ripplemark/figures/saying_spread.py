"""The words of several series in phases: how long from the first clear rise to one everywhere, in which order, what that bears."""

from __future__ import annotations

from collections.abc import Sequence

from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.events import Happening
from ripplemark.figures.phase_course import Course, Spread
from ripplemark.figures.saying_phases import (
    JUDGEMENT,
    between,
    judgements,
    lasted,
    next_download,
    phase_words,
)
from ripplemark.figures.saying_series import mid, sentences, share_missing
from ripplemark.figures.series import empty_bins
from ripplemark.figures.telling import date_words
from ripplemark.wording import CHANNELS, count, duration

_MOST = 4
"""Steps of an order that a sentence tells one by one."""


def words(
    asked: Asked,
    courses: Sequence[Course],
    of: Spread | None,
    trace: Happening | None,
    *,
    choosing: bool,
) -> Words:
    """Headline, subtitle, claims, caveats and alt; ``trace`` is the event that was seen first, where one is on record."""
    noun = Noun(courses)
    return Words(
        _headline(courses, of, noun),
        _subtitle(courses, of, noun, choosing=choosing),
        _alt(courses),
        Claims(_borne(asked, courses, of, trace, noun), _unborne(courses, of, noun)),
        _caveats(courses),
        (_counted(courses),),
    )


class Noun:
    """What the strips are: channels, each with its main series, or series."""

    def __init__(self, courses: Sequence[Course]) -> None:
        named = [each.choice.channel for each in courses]
        self.channels = None not in named and len(set(named)) == len(named)
        self.many = "channels" if self.channels else "series"
        self.ordered = self.channels or len(courses) <= _MOST

    def of(self, course: Course) -> str:
        """'niche forums', or the series by its name."""
        return CHANNELS[str(course.choice.channel)] if self.channels else course.choice.named

    def any_of(self, group: Sequence[Course]) -> str:
        """'niche forums', 'news or video', 'one of 7 series'."""
        if len(group) > _MOST - 1:
            return f"one of {len(group)} {self.many}"
        named = [self.of(each) for each in group]
        return f"{', '.join(named[:-1])} or {named[-1]}" if len(named) > 1 else named[0]

    def tied(self, group: Sequence[Course]) -> str:
        """'niche forums', 'news and video (tied)', '7 series (tied)'."""
        if len(group) > _MOST:
            return f"{len(group)} {self.many} (tied)"
        named = [self.of(each) for each in group]
        return f"{', '.join(named[:-1])} and {named[-1]} (tied)" if len(named) > 1 else named[0]

    def all_of(self, number: int) -> str:
        """'both channels', 'all 7 channels'."""
        return f"{'both' if number == 2 else f'all {number}'} {self.many}"


def _headline(courses: Sequence[Course], of: Spread | None, noun: Noun) -> str:
    if of is None:
        risen = [each for each in courses if each.first is not None]
        if not risen:
            return f"None of {len(courses)} {noun.many} shows a clear rise whose phases can be told"
        first = risen[0].first
        assert first is not None
        when = risen[0].moment(first.start)
        return (
            f"Of {len(courses)} {noun.many}, only {noun.of(risen[0])} shows a clear rise, on {when}"
        )
    where = _where(courses, of, noun)
    if len(of.first) == len(of.risen):
        return f"A clear rise came to {where} within {duration(of.most)}: which was first cannot be told"
    return f"From the first clear rise, in {noun.any_of(of.first)}, to one in {where}: {_lag(of)}"


def _where(courses: Sequence[Course], of: Spread, noun: Noun) -> str:
    if of.still:
        return f"{len(of.risen)} of {len(courses)} {noun.many}"
    return noun.all_of(len(courses))


def _lag(of: Spread) -> str:
    if of.most < 4 * max(of.least, 1e-9):
        return duration(of.lag)
    return between(of.least, of.most) if of.least else f"up to {duration(of.most)}"


def order(of: Spread, noun: Noun) -> str:
    """'niche forums, then messaging, then news'; in the middle of a long order the steps are counted."""
    steps = [noun.tied(each) for each in of.steps]
    if len(steps) > 2 * _MOST:
        steps = [*steps[:_MOST], f"{len(steps) - _MOST - 1} more", steps[-1]]
    return ", then ".join(steps)


def _beside(of: Spread, noun: Noun) -> str:
    """'; the place of web searches and video in it cannot be told'; '' where all are in the order."""
    if not of.tied:
        return ""
    if len(of.tied) > _MOST:
        return f"; the place of {len(of.tied)} others in it cannot be told"
    named = [noun.of(each) for each in of.tied]
    told = f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0]
    return f"; the place of {told} in it cannot be told"


def _subtitle(courses: Sequence[Course], of: Spread | None, noun: Noun, *, choosing: bool) -> str:
    told = []
    if of is not None and len(of.steps) > 1 and noun.ordered:
        told.append(f"Order in these data: {order(of, noun)}{_beside(of, noun)}")
    what = "each channel's main series" if noun.channels else "each series"
    told.append(f"Phases of {what} by shares of its own peak; lines below: 95 % intervals")
    if any(each.judged for each in courses):
        told.append(f"Diamonds and dashes: {JUDGEMENT}")
    if choosing:
        told.append("No main series is chosen: choose one below")
    return ". ".join(told)


def _borne(
    asked: Asked,
    courses: Sequence[Course],
    of: Spread | None,
    trace: Happening | None,
    noun: Noun,
) -> tuple[str, ...]:
    if of is None:
        return ()
    found = []
    until = f"observed to {_end(courses)}"
    reach = between(of.least, of.most) if of.least else f"at most {duration(of.most)}"
    where = f"a clear rise in {_where(courses, of, noun)}"
    if len(of.first) < len(of.risen):
        found.append(
            f"In these data, {duration(of.lag)} lay between the first clear rise, in {noun.any_of(of.first)} "
            f"({_rise(of.risen[0])}), and {where}, the last in {noun.of(of.last)} ({_rise(of.last)}; {reach} as the bins allow; "
            f"{until}; times in {asked.zone})."
        )
    else:
        found.append(
            f"{where[:1].upper()}{where[1:]} came within {duration(of.most)}, too close together to tell which was first "
            f"({until})."
        )
    if len(of.steps) > 1 and noun.ordered:
        found.append(
            f"The first clear rise came in {order(of, noun)}{_beside(of, noun)}; the intervals of those in this order do not "
            f"overlap ({until})."
        )
    if trace is not None:
        found.append(_from_trace(trace, of.last, where))
    return tuple(each for each in found if each)


def _from_trace(trace: Happening, last: Course, where: str) -> str:
    """From the event that was seen first, as its publisher recorded it, to the last rise."""
    stage = last.first
    if stage is None:
        return ""
    low, high = trace.low.timestamp(), trace.high.timestamp()
    least = (stage.low if stage.low is not None else stage.start) - high
    most = (stage.high if stage.high is not None else stage.start) - low
    if least <= 0:
        return ""
    day = date_words(trace.low.astimezone(last.clock.home))
    return (
        f"From the first trace on record (an event recorded by the publisher, {day}) to {where}, "
        f"{between(least / 3600, most / 3600)} passed (observed to {last.clock.end()})."
    )


def _rise(course: Course) -> str:
    stage = course.first
    if stage is None:
        return ""
    by = f", {JUDGEMENT}" if stage.note is not None else ""
    return f"{course.moment(stage.start)}{by}"


def _end(courses: Sequence[Course]) -> str:
    return max((each.clock for each in courses), key=lambda clock: clock.last).end()


def _unborne(courses: Sequence[Course], of: Spread | None, noun: Noun) -> tuple[Unborne, ...]:
    found = []
    if of is not None and len(of.steps) > 1 and noun.ordered:
        one, two = (noun.of(each[0]) for each in of.steps[:2])
        found.append(
            Unborne(
                f"It spread from {one} to {two}.",
                "An earlier rise is not a cause: a source outside can reach both, and what was not collected is not here.",
                "Links or shares that lead from the one to the other.",
            )
        )
    if of is not None and len(of.first) == 1:
        found.append(
            Unborne(
                f"It began in {noun.of(of.first[0])}.",
                "That is the first clear rise in these data; an earlier trace may lie where nobody collected.",
                "The first trace as an event with its source, and series of the channels that are missing.",
            )
        )
    if of is not None and len(of.first) > 1 and noun.channels:
        found.append(
            Unborne(
                f"It began in {noun.of(of.first[0])}.",
                f"It may have been {noun.any_of(of.first)}: their first rises lie closer together than their bins tell.",
                "The same series in narrower bins: hours where these are days.",
            )
        )
    for course in courses:
        needed = next_download(course)
        if needed and course.stages[-1].kind == "peak":
            found.append(
                Unborne(
                    f"{noun.of(course)[:1].upper()}{noun.of(course)[1:]} had peaked.",
                    "The highest value lies close to the end of the data; a higher one may have followed.",
                    needed,
                )
            )
            break
    return tuple(found)


def _caveats(courses: Sequence[Course]) -> tuple[str, ...]:
    still = [each for each in courses if each.first is None]
    told = [f"{each.choice.label}: no phases. {each.answer.note}" for each in still[:_MOST]]
    if len(still) > _MOST:
        told.append(f"{count(len(still) - _MOST, 'more series', 'more series')} without phases.")
    return (
        *judgements(list(courses)),
        *told,
        *sentences(*(e.answer.note for e in courses if e.stages)),
    )


def _counted(courses: Sequence[Course]) -> str:
    size = sum(each.choice.binned.series.value.size for each in courses)
    missing = sum(empty_bins(each.choice.binned) for each in courses)
    told = share_missing(missing / size if size else 0.0)
    return f"{count(len(courses), 'series', 'series')}, {count(size, 'bin')}, {told} missing"


def _alt(courses: Sequence[Course]) -> str:
    told = ["Strips of phases on one clock, a row for each series."]
    for course in courses[:8]:
        parts = [
            f"{phase_words(each)} from {course.moment(each.start)}"
            + (f", {JUDGEMENT}" if each.note is not None else "")
            for each in course.stages
            if each.bounded
        ]
        told.append(f"{course.choice.label}: {'; '.join(parts) or 'no phases'}.")
    if len(courses) > 8:
        told.append(f"And {len(courses) - 8} more.")
    return " ".join(told)


def said_at_the_side(course: Course) -> tuple[str, ...]:
    """What stands beside a series' name: its last phase and for how long, or why it has none."""
    if not course.stages:
        reason = mid(course.answer.note.split(". ")[0].split(": ")[0].rstrip("."))
        return (f"no phases: {reason}", "no phases")
    last = course.stages[-1]
    if not last.bounded:
        return ("no clear rise",)
    name = "quiet" if last.kind == "quiet" else f"in the {phase_words(last)}"
    name = "at the peak" if last.kind == "peak" else name
    return (f"at the end {name}, {lasted(last)}", f"{name}, {lasted(last)}", name)
