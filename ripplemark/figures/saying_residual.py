"""The words of residual interest: what was left of a peak in searches, so many days after it."""

from __future__ import annotations

from collections.abc import Sequence

from ripplemark.estimate.residual import HOLDS_ANNIVERSARY, WINDOWS
from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.saying_search import index_unborne
from ripplemark.figures.saying_series import (
    because,
    bins_counted,
    in_brackets,
    measured_as,
    next_step,
    number,
    sentences,
    subject,
    wide,
    width,
)
from ripplemark.figures.saying_thresholds import moved
from ripplemark.figures.series import Choice
from ripplemark.figures.series_clock import Clock
from ripplemark.result import Estimate
from ripplemark.wording import said

_NOUGHT = 0.0005
"""A share below this is written as 0 %."""


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
        "Height above the usual level, as a share of the peak's. "
        + measured_as(asked, choice)
        + moved(asked, choice, "residual-interest", "ratio", "30 days after the peak"),
        _residual_alt(asked, choice, answers, end),
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
        if nothing_left(answer):
            return f"{day:g} days after the peak, {what.mid} could not be told from {what.their} usual level"
        return f"{day:g} days after the peak, {_share(answer)} of its extra {what.mid} {what.were} left"
    day, answer = answers[0]
    if answer.status == "NE_RIGHT" and end > 0:
        return f"What was left of {what.mid} {day:g} days after the peak cannot be said: the series ends {_days(end)} after it"
    return f"What was left of the peak in {what.mid} cannot be said: {because(answer)}"


def _share(answer: Estimate) -> str:
    """The share; both ends of its interval where that is too wide for one number."""
    if not wide(answer) or answer.high is None:
        return said(answer, "ratio").value
    ends = said(answer, "ratio").interval.removeprefix("95 % interval: ")
    return f"between {ends.replace(' to ', ' and ')}" if " to " in ends else ends


def _days(days: float) -> str:
    return said(Estimate({}, max(days, 0.0), None, None, 0), "days").value


def nothing_left(answer: Estimate) -> bool:
    """True where the interval holds nought, or ends so near to it that it is written as nought."""
    low, high = number(answer.low), number(answer.high)
    return low is not None and high is not None and low < _NOUGHT <= high + _NOUGHT


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
    return (f"the series ends {_days(end)}\nafter the peak", "the series ends")


def _residual_alt(
    asked: Asked, choice: Choice, answers: Sequence[tuple[float, Estimate]], end: float
) -> str:
    told = [
        f"Line chart of what was left of the peak in {subject(asked, choice).mid}, {choice.unit}, up to {end:.0f} days after it."
    ]
    for day, answer in answers:
        if answer.value is not None:
            words = said(answer, "ratio")
            told.append(f"After {day:g} days {words.value}, {in_brackets(words)}.")
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
                    f"The series ends {_days(end)} after the peak."
                    if answer.status == "NE_RIGHT"
                    else f"It cannot be said: {because(answer)}.",
                    f"The series up to {day + around(day):.0f} days after the peak."
                    if answer.status == "NE_RIGHT"
                    else next_step(answer),
                )
            )
            continue
        yearly = "; these days hold an anniversary of the peak" * (HOLDS_ANNIVERSARY in answer.note)
        brackets = f"({in_brackets(told)}; bins of {width(choice)}, {until}{yearly})"
        if nothing_left(answer):
            borne.append(
                f"{day:g} days after the peak, {what.mid} could not be told from {what.their} usual level: {what.they} differed "
                f"by {told.value} of the peak's height above that level {brackets}."
            )
        else:
            borne.append(
                f"{day:g} days after the peak, {what.mid} stood above {what.their} usual level by {told.value} of the peak's "
                f"height above it {brackets}."
            )
    unborne += index_unborne(choice)
    unborne.append(
        Unborne(
            f"{answers[0][0]:g} days after the peak, fewer people knew of it.",
            "Searches show who looks it up, not who knows of it.",
            "A survey.",
        )
    )
    return Claims(tuple(borne), tuple(unborne))


def around(day: float) -> float:
    """Days either side of a day from which its share is the mean."""
    return next(width_ for until, width_ in WINDOWS if day <= until) + 0.5
