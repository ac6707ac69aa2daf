"""The measures that can be compared across incidents, and each incident's answers to them: read from the registry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ripplemark.figures.incident_set import Member
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_series import because
from ripplemark.figures.thresholds import settings_for
from ripplemark.measures import MEASURES, Measure, Measurement, named
from ripplemark.measures.anniversaries import ANNIVERSARIES
from ripplemark.measures.bins import KEY
from ripplemark.measures.laboratory import LABORATORY
from ripplemark.measures.tails import TAILS
from ripplemark.result import Estimate

_MODELS = frozenset((*(each.name for each in LABORATORY), "harm-averted"))
"""Measures that invite misquoting and stand on the Laboratory page alone (DESIGN 6)."""
SEVERAL = frozenset({"lead-lag", "phases", "stitched-series", "anchored-terms"})
"""Measures with a row for each pair of series, each phase, link or term: they have no one number for an incident."""
OF_ITEMS = ("median-lag",)
"""Of the measures of moderation the one that gives one number for an incident without being told of hours or a horizon."""
OF_PAGES = ("time-to-correction",)
"""The measure of result pages that gives one length of time for an incident: when the first of its searches showed a correction."""
OF_SEARCHES = frozenset(
    {
        "return-to-baseline",
        "residual-interest",
        *(each.name for each in TAILS),
        ANNIVERSARIES.name,
        *OF_PAGES,
    }
)
"""Measures that are read from searches wherever nothing else is asked for."""
TIMES = ("h", "days")
_SO_FAR = frozenset({"time-since-return"})
"""Lengths of time up to the end of what was observed: they are never through."""
IN_HOURS = {"h": 1.0, "days": 24.0}
"""Hours in each unit of a duration."""
_SAID = (*KEY, "clock", "key")
NO_ONE_NUMBER = "it has no one number here"


def comparable() -> tuple[Measure, ...]:
    """The measures with one number, or a few named ones, for each incident; in the registry's order."""
    return tuple(
        each
        for each in MEASURES
        if (each.query.startswith("lifecycle/") and each.name not in _MODELS | SEVERAL)
        or each.name in OF_ITEMS
    )


def durations() -> tuple[Measure, ...]:
    """Those of them that are a length of time of attention.

    An incident of which hardly an item was removed has no median lag: a share over the others would tell of the fast ones.
    """
    return tuple(
        each
        for each in comparable()
        if (each.unit in TIMES or "lag" in each.in_hours) and each.name not in (*OF_ITEMS, *_SO_FAR)
    )


@dataclass(frozen=True, slots=True)
class Quantity:
    """One column of a comparison: a measure, and which of its numbers where it gives several ('' for the only one)."""

    measure: str
    which: str = ""
    unit: str = ""

    @property
    def title(self) -> str:
        """What it is called: 'Half-life of intensity', 'Peak: share'."""
        return (
            f"{named(self.measure).title}: {self.which}"
            if self.which
            else named(self.measure).title
        )

    @property
    def of_items(self) -> bool:
        """True for a measure of moderation."""
        return self.measure in OF_ITEMS

    @property
    def per_hour(self) -> float | None:
        """Hours in one unit of a duration; None for what is none."""
        return IN_HOURS.get(self.unit)


@dataclass(frozen=True, slots=True)
class Answer:
    """One incident's answer to a measure: its numbers by what they are called; none where ``missing`` says why."""

    measurement: Measurement | None
    estimates: Mapping[Quantity, Estimate]
    missing: str = ""


def channel_of(measure: str, chosen: str | None, common: str | None) -> str | None:
    """From which channel's main series a measure is read; None for measures of items, and where there is no series."""
    if measure in (*OF_ITEMS, *OF_PAGES):
        return None
    return chosen or ("search" if measure in OF_SEARCHES else common)


def answer(of: Member, measure: str, channel: str | None) -> Answer:
    """A measure's answer for one incident, remembered while its data stay the same."""
    if measure in OF_PAGES:
        return _of_pages(of, measure)
    if measure in OF_ITEMS:
        held = {each.table for each in of.asked.packages if each.incident == of.code}
        if not held & {"moderation", "requests"}:
            return Answer(None, {}, "no items on record")
        found = measured(of.asked, measure)
    else:
        choice = of.mains.get(channel or "")
        if choice is None:
            return Answer(None, {}, of.without(channel) if channel else "no series of attention")
        found = measured(of.asked, measure, choice.where, settings_for(of.asked, measure))
    told = quantities(found)
    return Answer(found, told, "" if told else NO_ONE_NUMBER)


def _of_pages(of: Member, measure: str) -> Answer:
    """The first of an incident's searches, on whichever engine, language and device: none is picked, and none is pooled."""
    held = {each.table for each in of.asked.packages if each.incident == of.code}
    if "search_results" not in held:
        return Answer(None, {}, "no page of results on record")
    found = measured(of.asked, measure)
    seen = [each for each in found.estimates if each.by.get("quantity") == "first-seen"]
    if not seen:
        return Answer(found, {}, because(found.estimates[0]))
    return Answer(found, {Quantity(measure, "", found.measure.unit): _first(of.code, seen)})


def _first(code: str, seen: Sequence[Estimate]) -> Estimate:
    """When the first of several searches showed it: after the one low end and by the one high end; else how long all were watched."""
    came = [each for each in seen if each.status == "bounds"]
    n, by = len(seen), {"incident": code, "quantity": "first-seen"}
    if not came:
        low = max(
            (float(each.low) for each in seen if isinstance(each.low, int | float)), default=None
        )
        return replace(seen[0], by=by, low=low, n=n, events=0, censored=n)
    lows, highs = (
        [
            float(end)
            for each in came
            for end in (getattr(each, name),)
            if isinstance(end, int | float)
        ]
        for name in ("low", "high")
    )
    low, high = min(lows, default=None), min(highs, default=None)
    return replace(
        came[0], by=by, low=low, high=high, n=n, events=len(came), censored=n - len(came)
    )


def quantities(found: Measurement) -> dict[Quantity, Estimate]:
    """The numbers of an answer by what they are called; nothing where some cannot be told apart, as those of pairs."""
    named_: dict[str, list[Estimate]] = {}
    for each in found.estimates:
        named_.setdefault(_which(each.by), []).append(each)
    if any(len(of) > 1 for of in named_.values()):
        return {}
    measure = found.measure
    if len(named_) == 1 and "quantity" not in found.estimates[0].by:
        return {Quantity(measure.name, "", measure.unit): found.estimates[0]}
    units = _units(measure, list(named_))
    if list(named_) == ["lag"]:
        return {Quantity(measure.name, "", units[0]): found.estimates[0]}
    return {
        Quantity(measure.name, which, unit): of[0]
        for (which, of), unit in zip(named_.items(), units, strict=True)
    }


def _which(by: Mapping[str, Any]) -> str:
    return ", ".join(str(value) for name, value in by.items() if name not in _SAID)


def _units(measure: Measure, which: Sequence[str]) -> list[str]:
    """The unit of each number: the measure's own, or its parts in order where it has one for each."""
    parts = [part.strip() for part in measure.unit.split(";")]
    if len(parts) == len(which):
        return [
            "h" if name in measure.in_hours else part
            for name, part in zip(which, parts, strict=True)
        ]
    only = parts[0] if len(parts) == 1 else ""
    return ["h" if name in measure.in_hours else only for name in which]


def columns(answers: Sequence[Answer], measures: Sequence[str]) -> list[Quantity]:
    """Every number that anybody has, in the order of the measures.

    A measure without any has a column that says why; one that gives several numbers which cannot be told apart has none.
    """
    found: dict[Quantity, None] = {}
    for each in answers:
        found.update(dict.fromkeys(each.estimates))
    of = {name: [each for each in found if each.measure == name] for name in measures}
    asked = {each.measurement.measure.name for each in answers if each.measurement is not None}
    return [
        each
        for name in measures
        for each in of[name] or ([] if name in asked else [Quantity(name, "", named(name).unit)])
    ]
