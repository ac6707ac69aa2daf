"""The table of phases in words: when each began, how long it lasted, what share of attention it holds, which channel leads."""

from __future__ import annotations

from dataclasses import dataclass

from ripplemark.figures.base import Asked
from ripplemark.figures.choosing_series import in_period
from ripplemark.figures.phase_course import Course, Leader, Stage, leader
from ripplemark.figures.phases import selected
from ripplemark.figures.saying_phases import (
    JUDGEMENT,
    interval,
    lasted,
    next_download,
    phase_words,
    share_words,
)
from ripplemark.figures.series import Choice
from ripplemark.wording import CHANNELS


@dataclass(frozen=True, slots=True)
class Row:
    """One phase in words. ``why`` is the note of the person who set its start; '' where it is estimated."""

    phase: str
    begins: str
    known: str
    lasted: str
    interval: str
    share: str
    leads: str
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    """One series: itself, its rows (none where it has no phases), why it has none, and what to fetch next ('' if nothing)."""

    choice: Choice
    rows: tuple[Row, ...]
    why_not: str
    fetch: str


def told(asked: Asked) -> tuple[Told, ...]:
    """The tables of the series that the figure shows, in its order; none without a series."""
    _, inside = in_period(asked)
    if not inside:
        return ()
    of = selected(asked, inside)
    return tuple(_told(each, of.compared) for each in of.courses)


def _told(course: Course, compared: tuple[Course, ...]) -> Told:
    rows = tuple(_row(course, each, leader(compared, each)) for each in course.stages)
    why = "" if rows else course.answer.note
    return Told(course.choice, rows, why, next_download(course))


def _row(course: Course, stage: Stage, lead: Leader | None) -> Row:
    name = phase_words(stage)
    if not stage.bounded:
        return Row(f"{name} before", "the data begin in it", "", "", "", "", "", "")
    note = stage.note
    known = course.between(stage.low, stage.high)
    return Row(
        name,
        course.moment(stage.start),
        f"{JUDGEMENT}, not estimated" if note is not None else known,
        lasted(stage),
        interval(stage.lasted) if stage.lasted.value is not None else "",
        share_words(stage.share),
        _leads(lead),
        note.text if note is not None else "",
    )


def _leads(lead: Leader | None) -> str:
    """'niche forums, 62 % of their own', 'news and video (tied)'; '' where fewer than two channels can be compared."""
    if lead is None:
        return ""
    named = [CHANNELS.get(each, each) for each in lead.channels]
    if len(named) > 1:
        return f"{', '.join(named[:-1])} and {named[-1]} (tied)"
    return f"{named[0]}, {100 * lead.share:.0f} % of its own"
