"""The moderation lane of a timeline: items by what became of them, stacked."""

from __future__ import annotations

from datetime import datetime

from ripplemark.charts.lanes import Lane, Layer, Stack
from ripplemark.figures.knowing import Known
from ripplemark.figures.standing import Standing
from ripplemark.figures.telling import date_words
from ripplemark.figures.walltime import naive
from ripplemark.wording import CLOCKS


def moderation(of: Known, end: float) -> Lane:
    """The lane of a picture that ends at ``end`` (seconds of wall time); what to add where there are no items."""
    stood = of.standing
    if stood is None:
        quiet = "Nothing yet. Add a log of takedown requests: one row per request or item."
        return Lane("Moderation", (), "moderation", quiet=quiet)
    about = (_since(stood), "items so far, by what became of them", "items so far")
    return Lane("Moderation", about, "moderation", stack=_stack(of, stood, end))


def _since(stood: Standing) -> str:
    what = "posted" if not stood.clocked else "on record"
    clock = (
        "" if not stood.clocked else f", counted from {CLOCKS.get(stood.clock or '', 'the start')}"
    )
    if stood.posted and stood.clocked:
        clock = f", counted from posting where known, else from {CLOCKS.get(stood.clock or '', 'the start')}"
    return f"items {what} so far, by what became of them{clock}"


def _stack(of: Known, stood: Standing, end: float) -> Stack:
    """The layers; where the picture ends before the last look their numbers carry its date."""
    seen = stood.up_looked[1] if stood.up_looked is not None else stood.looked
    date = date_words(seen) if seen is not None else ""
    dates = (date, _short(seen, end)) if seen is not None and stood.at[-1] > end else ()
    said = {state: called[-1] for state, called in names(of).items()} | {
        "otherwise": of.fate.otherwise
    }
    layers = tuple(
        Layer(
            state, _numbered(state, names(of)[state], stood.last[state], dates), counts, said[state]
        )
        for state, counts in stood.counts.items()
        if counts.max() > 0
    )
    if not stood.last["up"] or seen is None:
        return Stack(stood.at, layers)
    short = f"{seen.day} {seen:%b}"
    words = (f"last look {date}", f"last look {short}", "last look")
    return Stack(stood.at, layers, float(stood.at[-1]), words)


def names(of: Known) -> dict[str, tuple[str, ...]]:
    """What each state of items is called, the longest wording first."""
    return {
        "up": (of.fate.still_up,),
        "unsure": (f"{of.fate.gone} or not: not known", "not known"),
        "removed": (of.fate.removed,),
        "otherwise": (of.fate.otherwise, "other ends"),
    }


def _numbered(
    state: str, called: tuple[str, ...], number: int, dates: tuple[str, ...]
) -> tuple[str, ...]:
    """Each wording with how many there are in the end, and when that was: the first is the name under which it is told."""
    if not number:
        none = {"up": (f"none {called[0]}",), "unsure": ("for a time not known",)}
        return none.get(state, called)
    told = [f"{number:,} {name}" for name in called]
    when = "on" if state == "up" else "by"
    return tuple(f"{each} {when} {date}" for date in dates for each in told) or tuple(told)


def _short(seen: datetime, end: float) -> str:
    """The day in few letters; with its year where the picture ends in another one."""
    return f"{seen.day} {seen:%b}" if seen.year == naive(end).year else f"{seen.day} {seen:%b %Y}"
