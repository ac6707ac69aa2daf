"""Words of the numbers of an episode: which half-life is which, what each is counted from, and what none of them bears."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.saying_series import (
    because,
    bins_counted,
    hours,
    measured_as,
    next_step,
    sentences,
    subject,
)
from ripplemark.figures.series import Choice
from ripplemark.figures.series_clock import Clock
from ripplemark.measures import Measurement
from ripplemark.result import Estimate
from ripplemark.wording import count, duration, said

AXIS = "each number's own start (bars: 95 % intervals; hollow dot: of a fitted law)"
HALVES = ("half-life", "fitted-half-life", "engagement-half-life")
NAMES = {
    "time-to-peak": "Time to the peak",
    "doubling-time": "Doubling time of the growth",
    "half-life": "Half-life of intensity",
    "fitted-half-life": "Fitted half-life",
    "time-to-tenth": "Time to a tenth",
}
ABOUT = {
    "time-to-peak": "from the onset to the highest bin",
    "doubling-time": "in which attention doubled between onset and peak",
    "half-life": "from the peak until the height above the usual level stays below half, read off the bins",
    "time-to-tenth": "from the peak until it stays below a tenth, read off the bins",
}
LAWS = {"exponential": "an exponential decay", "power": "a power law"}
_KINDS = {
    "half-life": "of intensity",
    "fitted-half-life": "fitted",
    "engagement-half-life": "of engagement",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One number: its metric, its name, what it is in a few words; ``unit`` is 'h', or 'count' for how often it came back."""

    metric: str
    name: str
    about: str
    estimate: Estimate
    unit: str = "h"
    modelled: bool = False

    @property
    def words(self) -> str:
        """The number in words: '33 hours', 'not known'."""
        return said(self.estimate, "h").value

    @property
    def known(self) -> bool:
        """True where there is a number, or an end of one."""
        return self.words != "not known"


def told_of(answer: Measurement) -> list[Told]:
    """The numbers of one answer, in the order in which they are told."""
    name, found = answer.measure.name, answer.estimates
    if name == "resurgences":
        return _returned(found)
    if name == "engagement-half-life":
        until = duration(float(str(answer.parameters["horizon"])))
        about = f"from the onset until half had come of all that came within {until}"
        return [Told(name, f"Engagement half-life ({until})", about, found[0])]
    if name == "fitted-half-life":
        law = LAWS.get(str(found[0].by.get("law")), "a law")
        about = f"from the end of the peak bin, by {law} fitted to the bins after it"
        return [Told(name, NAMES[name], about, found[0], modelled=True)]
    return [Told(name, NAMES[name], ABOUT[name], found[0])]


def _returned(found: Iterable[Estimate]) -> list[Told]:
    rows = []
    for each in found:
        if each.by.get("quantity") == "lag":
            new = ", after a quiet stretch" if each.by.get("episode") == "new" else ""
            about = f"from the main peak to this later one{new}"
            rows.append(Told("resurgences", f"Later peak {each.by.get('return')}", about, each))
        elif each.by.get("quantity") == "count":
            rows.append(Told("resurgences", "Later peaks", "how often it came back", each, "count"))
    return rows


def words(asked: Asked, choice: Choice, told: list[Told]) -> Words:
    """Headline, subtitle, claims, caveats and alternative text."""
    return Words(
        _headline(asked, choice, told),
        f"Three half-lives, counted from three moments, and never one for another. {measured_as(asked, choice)}",
        _alt(choice, told),
        _claims(asked, choice, told),
        sentences(*(each.estimate.note for each in told)),
        (bins_counted(choice),),
    )


def _halves(told: list[Told]) -> list[Told]:
    """The half-lives that are known, one of each kind; of engagement the first horizon with a number."""
    found = []
    for name in HALVES:
        of = [each for each in told if each.metric == name and each.known]
        found += sorted(of, key=lambda each: each.estimate.value is None)[:1]
    return found


def nothing(asked: Asked, choice: Choice, told: list[Told]) -> tuple[str, str] | None:
    """Headline and next step where not one of the numbers is known; None where one is."""
    if any(each.known for each in told if each.unit == "h"):
        return None
    why = next(each for each in told if each.metric == "half-life").estimate
    return _headline(asked, choice, told), next_step(why)


def _headline(asked: Asked, choice: Choice, told: list[Told]) -> str:
    what, found = subject(asked, choice), _halves(told)
    if not found:
        why = next(each for each in told if each.metric == "half-life").estimate
        return f"No half-life of {what.mid} can be said: {because(why)}"
    parts = [_short(each) for each in found]
    several = {1: "One half-life is", 2: "Two half-lives are", 3: "Three half-lives"}[len(found)]
    known = "" if len(found) == 3 else " known"
    return f"{several}{known} of {what.mid}: {_listed(parts)}"


def _short(each: Told) -> str:
    """'33 hours of intensity', '53 hours of engagement within 7 days'."""
    within = each.name.partition(" (")[2].rstrip(")")
    horizon = f" within {within}" if within else ""
    return f"{each.words} {_KINDS[each.metric]}{horizon}"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _claims(asked: Asked, choice: Choice, told: list[Told]) -> Claims:
    what, until = subject(asked, choice), f"observed to {Clock.of(asked, choice).end()}"
    borne = [
        f"{each.name} of {what.mid}: {each.words}{_interval(each)}, {each.about} ({until})."
        for each in _halves(told) or [each for each in told if each.known and each.unit == "h"][:3]
    ]
    back = next((each for each in told if each.unit == "count"), None)
    if back is not None and back.estimate.value is not None:
        borne.append(f"{what}: {_came_back(int(back.estimate.value))} ({until}).")
    return Claims(tuple(borne), (*_missing(told), _one_for_another(), _cause(what.text)))


def _came_back(times: int) -> str:
    if not times:
        return "no later peak stood out after the main one"
    return f"{count(times, 'later peak')} stood out after the main one"


def _interval(each: Told) -> str:
    of = each.estimate
    return f" ({hours(of)})" if of.value is not None and of.low is not None else ""


def _missing(told: list[Told]) -> list[Unborne]:
    return [
        Unborne(
            f"{each.name}: so many hours.",
            f"It cannot be said: {because(each.estimate)}.",
            next_step(each.estimate),
        )
        for each in told
        if each.metric in HALVES and not each.known
    ][:2]


def _one_for_another() -> Unborne:
    return Unborne(
        "The half-life is so many hours.",
        "There are three, counted from three moments: of intensity (read off the bins), fitted (by a law), and of engagement "
        "(of a sum up to a horizon).",
        "The name of the half-life, and of an engagement half-life its horizon.",
    )


def _cause(what: str) -> Unborne:
    return Unborne(
        f"{what} faded because of a check, a correction or a removal.",
        "These are lengths of time, not reasons.",
        "A comparison with similar incidents.",
    )


def _alt(choice: Choice, told: list[Told]) -> str:
    rows = [f"{each.name}: {each.words}{_interval(each)}." for each in told if each.unit == "h"]
    return " ".join(
        (f"Durations on one axis of time, each a dot with its interval, from {choice.unit}.", *rows)
    )
