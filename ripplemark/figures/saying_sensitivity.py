"""The words of the sensitivity strips: whether a number depends on its thresholds, and on which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.saying_series import (
    because,
    bins_counted,
    in_brackets,
    measured_as,
    mid,
    number,
    seconds,
    sentences,
    subject,
)
from ripplemark.figures.series import Choice
from ripplemark.figures.series_clock import Clock
from ripplemark.figures.thresholds import value_words
from ripplemark.measures import Measure
from ripplemark.measures.base import Parameter
from ripplemark.result import Estimate
from ripplemark.wording import count, duration, said


@dataclass(frozen=True, slots=True)
class Tried:
    """The answer for one value of one threshold, and whether that is the default, or the one that was asked for."""

    parameter: Parameter
    value: float | None
    estimate: Estimate
    default: bool
    chosen: bool


_MUCH = 1.25
"""A number that is so many times another one is not nearly the same."""
Strips = Mapping[Parameter, Sequence[Tried]]


def reason(estimate: Estimate) -> str:
    """Why there is no number, as a phrase."""
    return because(estimate)


def step_words(asked: Asked, choice: Choice, measure: Measure, estimate: Estimate) -> str:
    """A number as it stands in its row, or why there is none."""
    at = seconds(estimate.value)
    if at is not None:
        return Clock.of(asked, choice).short(at)
    if number(estimate.value) is not None:
        return said(estimate, measure.unit).value
    told = said(estimate, measure.unit).value
    known = "" if told == "not known" else f"{told}; "
    return f"no number: {known}{reason(estimate)}"


def words(asked: Asked, choice: Choice, measure: Measure, here: Estimate, strips: Strips) -> Words:
    """Headline, subtitle, claims and alt of one series."""
    verdict = _Verdict.of(measure, here, strips)
    what = f"{mid(measure.title)} of {subject(asked, choice).mid}"
    told = verdict.headline(asked, choice, what)
    caveat = (
        "Each threshold is varied alone, the others stay as chosen: two that are changed together can move it further. A "
        "range of plausible values is a judgement; it stands with each threshold in the methods."
    )
    return Words(
        told,
        f"Each threshold varied alone over its plausible range. {measured_as(asked, choice)}",
        _alt(verdict, told, strips),
        Claims(_borne(asked, choice, verdict, what), _unborne(verdict, what)),
        (caveat, *sentences(here.note)),
        (bins_counted(choice), f"{count(verdict.tried, 'estimate')}"),
    )


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What came of trying: the lowest and the highest number, on which thresholds it depends, where there was none.

    ``moving`` are thresholds with a value whose number lies outside of the interval of the chosen one; ``silent`` those
    with a value that gives no number, while the chosen one gives one.
    """

    measure: Measure
    here: Estimate
    least: Estimate | None
    most: Estimate | None
    moving: tuple[Parameter, ...]
    silent: tuple[Parameter, ...]
    numbers: int
    tried: int

    @classmethod
    def of(cls, measure: Measure, here: Estimate, strips: Strips) -> _Verdict:
        every = [one for several in strips.values() for one in several]
        given = [one.estimate for one in every if one.estimate.value is not None]
        ordered = sorted(given, key=lambda each: _place(each.value) or 0.0)
        moving = tuple(
            each
            for each, several in strips.items()
            if any(_outside(one.estimate, here) for one in several)
        )
        silent = tuple(
            each
            for each, several in strips.items()
            if here.value is not None and any(one.estimate.value is None for one in several)
        )
        least, most = (ordered[0], ordered[-1]) if ordered else (None, None)
        return cls(measure, here, least, most, moving, silent, len(given), len(every))

    @property
    def same(self) -> bool:
        """True where every value gives the same number."""
        return (
            not self.silent
            and self.least is not None
            and self.most is not None
            and said_of(self.least, self.measure) == said_of(self.most, self.measure)
        )

    @property
    def wide(self) -> bool:
        """True where the highest number is more than a quarter above the lowest; a time, more than a bin after it."""
        low, high = (_place(each.value) if each else None for each in (self.least, self.most))
        if low is None or high is None:
            return False
        if self.measure.unit == "time":
            return high - low > 3600 * (self.here.resolution or 0.0)
        return high > _MUCH * low

    def range(self, asked: Asked, choice: Choice) -> str:
        """'29 to 33 hours', '4 to 6 March 2025', 'about 31 hours'."""
        if self.least is None or self.most is None:
            return "no number"
        if self.measure.unit == "time":
            clock = Clock.of(asked, choice)
            begins, ends_at = (
                clock.moment(_place(each.value) or 0.0) for each in (self.least, self.most)
            )
            return begins if begins == ends_at else f"{begins} to {ends_at}"
        low, high = (number(each.value) for each in (self.least, self.most))
        if self.same or not low or low == high:
            ends = dict.fromkeys(said_of(each, self.measure) for each in (self.least, self.most))
            return " to ".join(ends)
        both = replace(self.least, value=None, low=low, high=high)
        return said(both, self.measure.unit).value

    def headline(self, asked: Asked, choice: Choice, what: str) -> str:
        """Whether it depends on a choice, as a finding."""
        name = f"The {what}"
        if self.here.value is None:
            others = (
                f"; {self.numbers} of {self.tried} choices give a number" if self.numbers else ""
            )
            return f"{name} cannot be said with these thresholds: {because(self.here)}{others}"
        told = self.range(asked, choice)
        if self.same:
            return f"{name} does not depend on the thresholds: {told} whatever is chosen"
        named = listed([*self.moving, *(each for each in self.silent if each not in self.moving)])
        if self.moving:
            return f"{name} depends on the {named}: {told}"
        if self.silent:
            return f"{name} stays within its interval, {told}, but some choices of the {named} give no number"
        if self.wide:
            return f"{name} moves with the thresholds, within its interval: {told}"
        return f"{name} hardly depends on the thresholds: {told}, all within its interval"


def said_of(estimate: Estimate, measure: Measure) -> str:
    """A number in words; a time as its own text."""
    if isinstance(estimate.value, str):
        return estimate.value
    return said(estimate, measure.unit).value


def listed(parameters: Sequence[Parameter]) -> str:
    """Thresholds in one phrase: 'length of the baseline and least value of a bin'."""
    names = [mid(each.plausible.called) for each in parameters if each.plausible]
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"


def _place(value: object) -> float | None:
    return seconds(value) if isinstance(value, str) else number(value)


def _outside(one: Estimate, here: Estimate) -> bool:
    """True where a number lies outside of the interval of the chosen one; open ends hold everything."""
    at, low, high = _place(one.value), _place(here.low), _place(here.high)
    if at is None or here.value is None:
        return False
    return (low is not None and at < low) or (high is not None and at > high)


def _borne(asked: Asked, choice: Choice, verdict: _Verdict, what: str) -> tuple[str, ...]:
    clock, here = Clock.of(asked, choice), verdict.here
    until = f"observed to {clock.end()}"
    if verdict.least is None or here.value is None:
        gives = f"{verdict.numbers or 'none'} of {verdict.tried} choices of them {_give(verdict.numbers)} a number"
        why = because(here)
        return (
            f"With the thresholds chosen here the {what} cannot be said: {why}; {gives} ({until}).",
        )
    at = seconds(here.value)
    if at is not None:
        chosen = clock.moment(at)
    else:
        number_here = said(here, verdict.measure.unit)
        chosen, until = number_here.value, f"{in_brackets(number_here)}; {until}"
    gives = (
        ""
        if verdict.numbers == verdict.tried
        else f"; {verdict.tried - verdict.numbers} of {verdict.tried} choices give no number"
    )
    told = verdict.range(asked, choice)
    sentence = (
        f"With each threshold varied alone over its plausible range, the {what} is {told}; with the thresholds chosen here "
        f"it is {chosen}{gives} ({until})."
    )
    return (sentence,)


def _give(number_: int) -> str:
    return "gives" if number_ < 2 else "give"


def _unborne(verdict: _Verdict, what: str) -> tuple[Unborne, ...]:
    found = [
        Unborne(
            f"The {what} is the same by any method.",
            "The thresholds of one definition were varied, not the definition.",
            "Another definition beside it, such as a fitted half-life, or a burst detector for the onset.",
        )
    ]
    if verdict.moving and verdict.here.value is not None:
        found.append(
            Unborne(
                f"The {what} is {said_of(verdict.here, verdict.measure)}, without more."
                if verdict.measure.unit != "time"
                else f"The {what} is known to the bin.",
                f"It depends on the {listed(verdict.moving)}.",
                "The threshold named beside the number, and chosen before looking: an analysis plan does that.",
            )
        )
    return tuple(found)


def _alt(verdict: _Verdict, headline: str, strips: Strips) -> str:
    told = [
        f"Dots with bars, a row for each value of {count(len(strips), 'threshold')}. {headline}."
    ]
    for each, several in strips.items():
        if each in verdict.moving and each.plausible:
            ends = [one for one in (several[0], several[-1]) if one.estimate.value is not None]
            rows = ", ".join(
                f"{value_words(each, one.value)}: {_short(one.estimate, verdict.measure)}"
                for one in ends
            )
            told.append(f"{each.plausible.called}: {rows}.")
    return " ".join(told)


def _short(estimate: Estimate, measure: Measure) -> str:
    value = number(estimate.value)
    return (
        duration(value) if measure.unit == "h" and value is not None else said_of(estimate, measure)
    )
