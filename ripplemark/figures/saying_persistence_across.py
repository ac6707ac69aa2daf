"""The words of persistence against size: what the incidents at hand show, and that a handful of them is no law."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ripplemark.charts.scatter import Point
from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.incident_set import LeftOut
from ripplemark.figures.saying_aligned import told_number
from ripplemark.figures.saying_compared import last_day
from ripplemark.wording import CHANNELS, amount, count

UPWARD = {
    "return-to-baseline": "days from the peak until back in the usual range",
    "residual-interest": "left around day 90, % of the peak's height",
}
_TOLD = {
    "return-to-baseline": "days from the peak until it was back in its usual range",
    "residual-interest": "what was left around day 90, as a share of the peak's height above the usual level",
}


def placed_words(
    asked: Asked,
    points: Sequence[Point],
    name: str,
    what: tuple[str, str],
    ends: Sequence[datetime],
    left: LeftOut,
) -> Words:
    """Headline, subtitle, claims, caveats and alternative text; ``what`` are the channel and the unit."""
    channel, unit = what
    until = last_day(ends)
    head = _headline(asked, points, name, unit)
    number = told_number(asked, len(points))
    where = CHANNELS[channel]
    each = " ".join(f"{_said(one, name, unit)}." for one in points)
    borne = [f"{head} ({where}; observed to {until})."]
    borne += [
        f"{_said(one, name, unit)} ({where}; observed to {until})." for one in _extremes(points)
    ]
    return Words(
        head,
        f"{where[:1].upper()}{where[1:]}: {_TOLD[name]}, against the highest bin in {unit}, with 95 % intervals; observed to {until}",
        f"Scatter of {len(points) if number is not None else 'the'} incidents: {UPWARD[name]}, against the peak in {unit}. {each}",
        Claims(tuple(borne), _unborne()),
        (*left.sentences(), *_caveats(points)),
        (count(number, "incident"),) if number is not None else (),
    )


def _headline(asked: Asked, points: Sequence[Point], name: str, unit: str) -> str:
    if len(points) == 1:
        return _said(points[0], name, unit)
    number = told_number(asked, len(points))
    many = f"{count(number, 'incident')}" if number is not None else "The incidents"
    peaks = sorted(each.x for each in points)
    sizes = f"peaked between {amount(round(peaks[0]))} and {amount(round(peaks[-1]))} {unit}"
    known = sorted(each.y for each in points if not each.open)
    if not known:
        return f"{many} {sizes}, and none was back in its usual range when observation ended"
    if name == "residual-interest":
        return f"{many} {sizes}, and {_percent(known[0])} to {_percent(known[-1])} of their peaks was left around day 90"
    span = (
        f"{known[0]:.0f} to {known[-1]:.0f}"
        if round(known[0]) != round(known[-1])
        else f"{known[0]:.0f}"
    )
    not_back = len(points) - len(known)
    if not not_back:
        return f"{many} {sizes}, and were back in their usual range {span} days later"
    told = asked.gate.persons({"open": not_back, "back": len(known)})["open"]
    rest = f"{told} {'was' if told == 1 else 'were'}" if told else "others were"
    return f"{many} {sizes}; those that were back in their usual range took {span} days, {rest} not back when observation ended"


def _percent(value: float) -> str:
    text = f"{value:.0f}" if abs(value) >= 10 else f"{value:.1f}"
    text = "0" if text in ("-0", "-0.0", "0.0") else text
    return f"{text} %".replace("-", "\N{MINUS SIGN}")


def _extremes(points: Sequence[Point]) -> list[Point]:
    """The incident with the lowest and the one with the highest peak."""
    ordered = sorted(points, key=lambda each: each.x)
    return [ordered[0], ordered[-1]] if len(ordered) > 1 else []


def _said(each: Point, name: str, unit: str) -> str:
    size = f"{each.name} ({each.group.lower()}) peaked at {amount(round(each.x))} {unit}"
    low, high = each.y_ends
    if each.open:
        return f"{size} and was not back in its usual range {each.y:.0f} days later, when observation ended"
    if name == "residual-interest":
        ends = f" (95 % interval {_percent(low)} to {_percent(high)})" if high is not None else ""
        return f"{size}, of which {_percent(each.y)} was left around day 90{ends}"
    ends = (
        f" (95 % interval {low:.0f} to {high:.0f})"
        if high is not None
        else f" (95 % interval {low:.0f} or more)"
    )
    return f"{size} and was back in its usual range {each.y:.0f} days later{ends}"


def stayed_said(each: Point | None, name: str) -> str:
    """A persistence in few words: '12 days', '3.4 %', 'not back after 40 days'."""
    if each is None:
        return "no number"
    if name == "residual-interest":
        return _percent(each.y)
    days = count(round(each.y), "day")
    return f"not back after {days}" if each.open else days


def _unborne() -> tuple[Unborne, ...]:
    return (
        Unborne(
            "The bigger the story, the longer it stays.",
            "These are the incidents that somebody put on record, few and not drawn at random, and each was seen for a time of its own.",
            "A rule by which incidents were collected before anybody knew how they went, and many of them.",
        ),
        Unborne(
            "This kind of incident stays longer than that one.",
            "Kinds differ in places, languages and years as well, and there are few of each.",
            "Many incidents of each kind, from one place and time.",
        ),
        Unborne(
            "More people searched for this one than for that one.",
            "A search index has a peak of 100 in every file: without a term that both files share, two peaks cannot be compared.",
            "Counts, or one download with all terms and a shared one in it.",
        ),
    )


def _caveats(points: Sequence[Point]) -> tuple[str, ...]:
    found = [
        "Incidents of which there is only a search index are left out: its peak is 100 in every file and has no size.",
        "The height of a peak depends on the width of a bin and on what the source counts.",
    ]
    if any(each.open for each in points):
        found.append(
            "An incident that was not back when observation ended stands where it was last seen, with an arrow upward."
        )
    return tuple(found)
