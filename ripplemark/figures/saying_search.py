"""The words of the search figures: how long searches stayed above their usual level, and what was left of the peak."""

from __future__ import annotations

from collections.abc import Sequence

from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.episode import Span, bin_of
from ripplemark.figures.saying_series import (
    Clock,
    because,
    bins_counted,
    level,
    measured_as,
    mid,
    next_step,
    number,
    sentences,
    subject,
    width,
)
from ripplemark.figures.series import Choice
from ripplemark.result import Estimate
from ripplemark.wording import amount, said

_DAY = 86_400.0


def interest_words(
    asked: Asked,
    choice: Choice,
    top: Span | None,
    height: float,
    back: Estimate,
    notes: Sequence[str],
) -> Words:
    """All words of the search-interest figure."""
    clock = Clock.of(asked, choice)
    return Words(
        interest_headline(asked, choice, back),
        measured_as(asked, choice),
        _interest_alt(choice, clock, top, height, back),
        _interest_claims(asked, choice, clock, top, height, back),
        sentences(back.note, *notes),
        (bins_counted(choice),),
    )


def interest_headline(asked: Asked, choice: Choice, back: Estimate) -> str:
    """When searches were back at their usual level, or why that cannot be said."""
    what, told, clock = subject(asked, choice), said(back, "days"), Clock.of(asked, choice)
    if back.value is not None:
        return f"{what} were back at their usual level {told.value} after the peak"
    low = number(back.low)
    if back.status == "NE_RIGHT" and low:
        return f"{what} had not settled at their usual level by the end of observation on {clock.end()}"
    if back.status == "NE_RIGHT":
        return f"Whether {mid(what)} came back to their usual level cannot be said: the series ends on {clock.end()}"
    return f"How long {mid(what)} stayed above their usual level cannot be said: {because(back)}"


def back_words(clock: Clock, top: float, back: Estimate) -> tuple[str, ...]:
    """Wordings of the mark, from the longest to the shortest."""
    value, low, high = number(back.value), number(back.low), number(back.high)
    if value is None:
        return (
            f"not settled at the usual level\nby {clock.end()}",
            "not settled yet",
        )
    when = clock.short(top + value * _DAY).split(", ")[0]
    if low is None:
        return (f"usual level again\n{when}", "usual level again", when)
    ends = [
        clock.short(top + each * _DAY).split(", ")[0] for each in (low, high) if each is not None
    ]
    interval = f"({ends[0]} to {ends[1]})" if len(ends) == 2 else f"({ends[0]} or later)"
    return (
        f"usual level again\n{when} {interval}",
        f"usual level again\n{when}",
        "usual level again",
        when,
    )


def _interest_alt(
    choice: Choice, clock: Clock, top: Span | None, height: float, back: Estimate
) -> str:
    told = [f"Area chart of {choice.unit}, {clock.span()}."]
    if top is not None:
        told.append(f"Peak of {amount(height)} {_peak_bin(choice, clock, top)}.")
        if back.value is not None:
            told.append(f"Back at the usual level {said(back, 'days').value} after it.")
        elif back.status == "NE_RIGHT":
            told.append("Not back at the usual level when the series ends.")
    return " ".join(told)


def _interest_claims(
    asked: Asked, choice: Choice, clock: Clock, top: Span | None, height: float, back: Estimate
) -> Claims:
    what, told, until = subject(asked, choice), said(back, "days"), f"observed to {clock.end()}"
    borne = []
    if back.value is not None:
        interval = told.interval.replace("95 % interval: ", "95 % interval ")
        borne.append(
            f"{what} were back at their usual level {told.value} after the peak ({interval}; bins of {width(choice)}, {until})."
        )
        if top is not None:
            day = clock.day(top.at + (number(back.value) or 0.0) * _DAY)
            borne.append(
                f"From {day} on the seven-day median of {mid(what)} stayed at what had been usual before the rise for a week ({until})."
                if not _weekly(choice)
                else f"From {day} on {mid(what)} stayed at what had been usual before the rise for two weeks ({until})."
            )
    elif back.status == "NE_RIGHT" and number(back.low):
        borne.append(
            f"{what} had not come back to their usual level {said(Estimate({}, number(back.low), None, None, 0), 'days').value} "
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


def _interest_unborne(choice: Choice, what: str, back: Estimate) -> tuple[Unborne, ...]:
    found = []
    if back.value is None:
        found.append(
            Unborne(
                f"{what} were back to normal.",
                f"That cannot be said: {because(back)}."
                if back.status != "NE_RIGHT"
                else "The series ends before a quiet week was seen.",
                next_step(back),
            )
        )
    found.append(
        Unborne(
            "The story was forgotten.",
            "A usual level of searches says nothing of what people remember, nor of results that stay on record.",
            "Result pages of the same query over time, and later peaks.",
        )
    )
    if choice.binned.by.get("metric") == "search_index":
        found.append(
            Unborne(
                "So many people searched for it.",
                "The index is relative: each file is scaled to its own maximum of 100.",
                "Absolute search volumes from another source.",
            )
        )
    return tuple(found)


def residual_words(
    asked: Asked,
    choice: Choice,
    answers: Sequence[tuple[float, Estimate]],
    end: float,
    notes: Sequence[str],
) -> Words:
    """All words of the residual-interest figure; ``answers`` by day, ``end`` the days observed after the peak."""
    clock = Clock.of(asked, choice)
    return Words(
        residual_headline(asked, choice, answers, end),
        "Excess over the usual level as a share of the peak's, by days after the peak. "
        + measured_as(asked, choice),
        _residual_alt(choice, answers, end),
        _residual_claims(asked, choice, clock, answers, end),
        sentences(*(each.note for _, each in answers), *notes),
        (bins_counted(choice),),
    )


def residual_headline(
    asked: Asked, choice: Choice, answers: Sequence[tuple[float, Estimate]], end: float
) -> str:
    """What was left after the first day that is asked for and known; why nothing can be said where there is none."""
    what = subject(asked, choice)
    for day, answer in answers:
        if answer.value is None:
            continue
        share = said(answer, "ratio").value
        if nothing_left(answer):
            return (
                f"{day:g} days after the peak, {mid(what)} could not be told from their usual level"
            )
        return f"{day:g} days after the peak, {share} of the peak in {mid(what)} was left"
    day, answer = answers[0]
    if answer.status == "NE_RIGHT" and end > 0:
        lasting = said(Estimate({}, end, None, None, 0), "days").value
        return f"What is left of {mid(what)} {day:g} days after the peak cannot be said: the series ends {lasting} after it"
    return f"What is left of the peak in {mid(what)} cannot be said: {because(answer)}"


def nothing_left(answer: Estimate) -> bool:
    """True where the interval holds nought."""
    low, high = number(answer.low), number(answer.high)
    return low is not None and high is not None and low <= 0 <= high


def left_words(day: float, answer: Estimate) -> tuple[str, ...]:
    """Wordings of a mark, from the longest to the shortest."""
    told = said(answer, "ratio")
    interval = told.interval.removeprefix("95 % interval: ")
    return (
        f"{told.value} after {day:g} days\n({interval})",
        f"{told.value} after {day:g} days",
        f"{told.value}",
    )


def end_words(end: float) -> tuple[str, ...]:
    """Wordings of where the series ends."""
    lasting = said(Estimate({}, end, None, None, 0), "days").value
    return (f"the series ends {lasting}\nafter the peak", "the series ends")


def _residual_alt(choice: Choice, answers: Sequence[tuple[float, Estimate]], end: float) -> str:
    told = [
        f"Line chart of what is left of the peak, {choice.unit}, up to {end:.0f} days after it."
    ]
    for day, answer in answers:
        if answer.value is not None:
            words = said(answer, "ratio")
            told.append(f"After {day:g} days {words.value}, {words.interval}.")
        else:
            told.append(f"After {day:g} days: not known.")
    return " ".join(told)


def _residual_claims(
    asked: Asked,
    choice: Choice,
    clock: Clock,
    answers: Sequence[tuple[float, Estimate]],
    end: float,
) -> Claims:
    what, until = subject(asked, choice), f"observed to {clock.end()}"
    borne, unborne = [], []
    for day, answer in answers:
        told = said(answer, "ratio")
        if answer.value is None:
            unborne.append(
                Unborne(
                    f"So much of the peak was left after {day:g} days.",
                    f"{_ended(end)}."
                    if answer.status == "NE_RIGHT"
                    else f"It cannot be said: {because(answer)}.",
                    next_step(answer),
                )
            )
            continue
        interval = told.interval.replace("95 % interval: ", "95 % interval ")
        if nothing_left(answer):
            borne.append(
                f"{day:g} days after the peak, {mid(what)} could not be told from their usual level: {told.value} of the peak's "
                f"excess over it was left ({interval}; {until})."
            )
        else:
            borne.append(
                f"{day:g} days after the peak, {told.value} of the peak's excess over the usual level was left in {mid(what)} "
                f"({interval}; {until})."
            )
    unborne.append(
        Unborne(
            f"Fewer people know of it than {answers[0][0]:g} days after the peak.",
            "Searches show who looks it up, not who knows of it.",
            "A survey.",
        )
    )
    return Claims(tuple(borne), tuple(unborne))


def _ended(end: float) -> str:
    return f"The series ends {said(Estimate({}, max(end, 0.0), None, None, 0), 'days').value} after the peak"
