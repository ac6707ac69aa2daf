"""The words of search interest: when searches were back in their usual range, and what that does not say."""

from __future__ import annotations

from collections.abc import Sequence

from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.episode import Span, bin_of
from ripplemark.figures.saying_series import (
    Subject,
    because,
    bins_counted,
    in_brackets,
    level,
    measured_as,
    next_step,
    number,
    sentences,
    subject,
    width,
)
from ripplemark.figures.saying_thresholds import moved
from ripplemark.figures.series import Choice
from ripplemark.figures.series_clock import Clock
from ripplemark.result import Estimate
from ripplemark.wording import amount, said

_DAY = 86_400.0
_NOT_BACK = "Not back yet"
"""How the note of ``return-to-baseline`` begins where the last bins are above the usual range."""
_LEFT = ("left it again", "left its usual range again")
"""What the note of ``time-since-return`` says of a series that did."""


def interest_words(
    asked: Asked,
    choice: Choice,
    top: Span | None,
    height: float,
    back: Estimate,
    since: Estimate,
    notes: Sequence[str],
) -> Words:
    """All words of the search-interest figure; ``since`` is the time from the last return to the end."""
    clock, curve = Clock.of(asked, choice), choice.curve()
    changed = clock.changes(float(curve.start[0]), curve.end)
    return Words(
        interest_headline(asked, choice, back) + _again(clock, since),
        "Usual range: up to two standard deviations above the level before the rise. "
        + measured_as(asked, choice)
        + moved(asked, choice, "return-to-baseline", "days"),
        _interest_alt(asked, choice, clock, top, height, back),
        _interest_claims(asked, choice, clock, top, height, back),
        (*changed, *sentences(back.note, *notes)),
        (bins_counted(choice),),
    )


def interest_headline(asked: Asked, choice: Choice, back: Estimate) -> str:
    """When searches were back at their usual level, or why that cannot be said."""
    what, told, clock = subject(asked, choice), said(back, "days"), Clock.of(asked, choice)
    if back.value is not None:
        open_end = " or later" if back.low is not None and back.high is None else ""
        return f"{what} {what.were} back in {what.their} usual range {told.value} after the peak{open_end}"
    low = number(back.low)
    if back.status == "NE_RIGHT" and low:
        return f"{what} had not settled in {what.their} usual range by the end of observation on {clock.end()}"
    if back.status == "NE_RIGHT" and back.note.startswith(_NOT_BACK):
        return f"{what} {what.were} above {what.their} usual range when observation ended on {clock.end()}"
    if back.status == "NE_RIGHT":
        return f"Whether {what.mid} came back to {what.their} usual range cannot be said: the series ends on {clock.end()}"
    return (
        f"How long {what.mid} stayed above {what.their} usual range cannot be said: {because(back)}"
    )


def _again(clock: Clock, since: Estimate) -> str:
    """What came after the first return: that it left its usual range again, and when it was back."""
    if not any(each in since.note for each in _LEFT):
        return ""
    value = number(since.value)
    if value is None:
        return "; it left that range again and had not come back by the end of observation"
    return f"; it left that range again and was last back {clock.found(clock.last - value * _DAY)}"


def back_words(clock: Clock, end: str, top: float, back: Estimate) -> tuple[str, ...]:
    """Wordings of the mark, from the longest to the shortest; ``end`` is the last day that was observed."""
    value, low, high = number(back.value), number(back.low), number(back.high)
    if value is None:
        return (
            f"not in the usual range\nby {end}",
            "not back yet",
        )
    middle = top + value * _DAY
    when = clock.short(middle).split(", ")[0]
    if 150 < clock.hours < 600:
        when = f"week of {clock.short(middle - clock.hours * 1800)}"
    if low is None:
        return (f"usual range again\n{when}", "usual range again", when)
    ends = [clock.short(top + low * _DAY).split(", ")[0]]
    if high is not None:
        ends.append(clock.short(top + high * _DAY - 1).split(", ")[0])
    interval = f"({_once(*ends)})" if len(ends) == 2 else f"({ends[0]} or later)"
    return (
        f"usual range again\n{when} {interval}",
        f"usual range again\n{when}",
        "usual range again",
        when,
    )


def _once(low: str, high: str) -> str:
    """Two dates with their year, or all of them, once where they share it: '18 May to 19 May 2025', '18 May'."""
    year = high[-5:]
    return (
        high
        if low == high
        else f"{low.removesuffix(year)} to {high}"
        if year.strip().isdigit()
        else f"{low} to {high}"
    )


def _interest_alt(
    asked: Asked, choice: Choice, clock: Clock, top: Span | None, height: float, back: Estimate
) -> str:
    told = [f"Area chart of {choice.unit}, {clock.span()}: {subject(asked, choice).mid}."]
    if top is not None:
        told.append(f"Peak of {amount(height)} {_peak_bin(choice, clock, top)}.")
        if back.value is not None:
            days = said(back, "days")
            told.append(f"Back in the usual range {days.value} after it, {in_brackets(days)}.")
        elif back.status == "NE_RIGHT":
            told.append("Not back in the usual range when the series ends.")
    return " ".join(told)


def _interest_claims(
    asked: Asked, choice: Choice, clock: Clock, top: Span | None, height: float, back: Estimate
) -> Claims:
    what, told, until = subject(asked, choice), said(back, "days"), f"observed to {clock.end()}"
    borne = []
    if back.value is not None:
        borne.append(
            f"{what} {what.were} back in {what.their} usual range {told.value} after the peak "
            f"({in_brackets(told)}; bins of {width(choice)}, {until})."
        )
        if top is not None:
            day = clock.found(top.at + (number(back.value) or 0.0) * _DAY).removeprefix("on ")
            borne.append(
                f"From {day} on, the seven-day median of {what.mid} stayed for a week within two standard deviations of the usual level before the rise ({until})."
                if not _weekly(choice)
                else f"From {day.removeprefix('in ')} on, {what.mid} stayed for two weeks within two standard deviations of the usual level before the rise ({until})."
            )
    elif back.status == "NE_RIGHT" and number(back.low):
        borne.append(
            f"{what} had not come back to {what.their} usual range {said(Estimate({}, number(back.low), None, None, 0), 'days').value} "
            f"after the peak ({until})."
        )
    if top is not None:
        borne.append(
            f"{what} peaked {_peak_bin(choice, clock, top)} at {level(choice, height)} ({until})."
        )
    return Claims(tuple(borne), _interest_unborne(choice, what, back))


def _peak_bin(choice: Choice, clock: Clock, top: Span) -> str:
    """'on 30 April 2024', 'in the week from 26 February 2023'."""
    curve = choice.curve()
    k = bin_of(curve, top.at)
    return clock.within(float(curve.start[k]), float(curve.start[k] + curve.width[k]))


def _weekly(choice: Choice) -> bool:
    return choice.binned.series.coarse


def _interest_unborne(choice: Choice, what: Subject, back: Estimate) -> tuple[Unborne, ...]:
    found = []
    if back.value is None:
        found.append(
            Unborne(
                f"{what} {what.were} back to normal.",
                f"That cannot be said: {because(back)}."
                if back.status != "NE_RIGHT"
                else "The series ends before a quiet week was seen.",
                next_step(back),
            )
        )
    found.append(
        Unborne(
            "The story was forgotten.",
            "A usual range of search interest says nothing of what people remember, nor of results that stay on record.",
            "Result pages of the same query over time, and later peaks.",
        )
    )
    return (*found, *index_unborne(choice))


def index_unborne(choice: Choice) -> tuple[Unborne, ...]:
    """That an index counts nobody, where it is one."""
    if choice.binned.by.get("metric") != "search_index":
        return ()
    return (
        Unborne(
            "So many people searched for it.",
            "The index is relative: each file is scaled to its own maximum of 100, so it counts neither people nor searches.",
            "Absolute search volumes from another source.",
        ),
    )
