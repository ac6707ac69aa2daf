"""The words of the long tail: how late interest fades, in words that need no exponent, and what a line on such axes does not bear."""

from __future__ import annotations

from collections.abc import Sequence

from ripplemark.estimate.anniversary import YEAR
from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.profiled import times, times_interval, which
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
)
from ripplemark.figures.series import Choice
from ripplemark.figures.series_clock import Clock
from ripplemark.measures import Measurement
from ripplemark.result import Estimate
from ripplemark.wording import said

_BETTER = "A power law fits these days better"
_WORSE = "An exponential decay fits these days better"


def law_words(found: Estimate) -> tuple[str, ...]:
    """Wordings of the fitted law in the key, from the longest to the shortest."""
    value = number(found.value)
    if value is None:
        return ("",)
    low, high = number(found.low), number(found.high)
    ends = f" ({low or 0.0:.1f} to {high:.1f})" if high is not None else ""
    return (
        f"dashed: power law fitted by likelihood, exponent {value:.1f}{ends}, with the level before",
        f"dashed: power law, exponent {value:.1f}{ends}",
        "dashed: power law",
    )


def year_words(day: float, found: Estimate) -> tuple[str, ...]:
    """Wordings at an anniversary, from the longest to the shortest."""
    year = (
        f"{day / YEAR:.0f} year{'s' if day > YEAR else ''}" if day % YEAR == 0 else f"day {day:g}"
    )
    value = number(found.value)
    if value is None:
        return (f"{year} after the peak", year)
    return (
        f"{year} after the peak: {times(value)} the weeks around it",
        f"{year}: {times(value)}",
        year,
    )


def words(asked: Asked, choice: Choice, answers: Sequence[Measurement]) -> Words:
    """Headline, subtitle, claims, caveats and alternative text; ``answers`` of exponent, late share and anniversaries."""
    exponent, mass = answers[0].estimates[0], which(answers[1], quantity="mass")
    head = _headline(asked, choice, exponent)
    years = [each for each in answers[2].estimates if each.value is not None]
    return Words(
        head,
        f"By days after the peak; on both axes equal steps are equal ratios. {measured_as(asked, choice)}",
        _alt(head, choice, exponent, years),
        _claims(asked, choice, exponent, mass, years),
        sentences(
            exponent.note if exponent.value is not None else "", *(each.note for each in years)
        ),
        (bins_counted(choice),),
    )


def halving(exponent: float) -> float:
    """What is left of the height above the usual level each time that the time since the peak doubles; between 0 and 1."""
    return float(2.0**-exponent)


def _headline(asked: Asked, choice: Choice, found: Estimate) -> str:
    what, value = subject(asked, choice), number(found.value)
    if value is None:
        return f"How {what.mid} faded in the long run cannot be said: {because(found)}"
    if _WORSE in found.note:
        return f"From a week after its peak {what.mid} faded faster than a power law would: an exponential decay fits better"
    left = said(Estimate({}, halving(value), None, None, 0), "share").value
    return f"From day 7 to 365, each doubling of the days since the peak left about {left} of the extra {what.mid}"


def _alt(head: str, choice: Choice, found: Estimate, years: Sequence[Estimate]) -> str:
    parts = [f"{head}. Dots of {choice.unit} by days after the peak, both axes logarithmic."]
    if found.value is not None:
        parts.append(f"{law_words(found)[1].removeprefix('dashed: ').capitalize()}.")
    parts += [f"{year_words(float(str(each.by.get('day', YEAR))), each)[0]}." for each in years]
    return " ".join(parts)


def _claims(
    asked: Asked, choice: Choice, exponent: Estimate, mass: Estimate, years: Sequence[Estimate]
) -> Claims:
    what, until = subject(asked, choice), f"observed to {Clock.of(asked, choice).end()}"
    borne, unborne = [], []
    if exponent.value is not None and _WORSE not in exponent.note:
        borne.append(_fading(what.mid, exponent, until))
    if mass.value is not None:
        told = said(mass, "share")
        borne.append(
            f"Of all {what.mid} above the usual level, {told.value} came later than a week after the peak ({in_brackets(told)}; {until})."
        )
    borne += [
        f"{_on_the_year(what.mid, each)} ({times_interval(each)}; {until})." for each in years
    ]
    if exponent.value is None:
        why, needed = f"It cannot be said: {because(exponent)}.", next_step(exponent)
        unborne.append(Unborne("Late interest fades by a power law.", why, needed))
    elif _BETTER not in exponent.note:
        why = "An exponential decay fits the same days as well or better."
        unborne.append(
            Unborne("Late interest follows a power law.", why, "A longer and larger series.")
        )
    return Claims(tuple(borne), (*unborne, _goes_on(), *index_unborne(choice)))


def _on_the_year(what: str, found: Estimate) -> str:
    day = float(str(found.by.get("day", YEAR)))
    return f"{year_words(day, found)[-1].capitalize()} after the peak, {what} stood at {times(number(found.value) or 0.0)} the level of the weeks around it"


def _fading(what: str, found: Estimate, until: str) -> str:
    value, low, high = (number(each) for each in (found.value, found.low, found.high))
    ends = [
        said(Estimate({}, halving(each), None, None, 0), "share").value
        for each in (high, value, low)
        if each is not None
    ]
    interval = (
        f"95 % interval {ends[0].removesuffix(' %')} to {ends[-1]}; " if len(ends) == 3 else ""
    )
    return (
        f"By a power law fitted to days 7 to 365, each doubling of the time since the peak left {ends[-2]} of what {what} had above "
        f"the usual level ({interval}{until})."
    )


def _goes_on() -> Unborne:
    return Unborne(
        "It will still be looked up in ten years.",
        "The fitted line ends where the data end; nothing says that it goes on.",
        "The series of those years.",
    )
