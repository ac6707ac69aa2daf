"""Figures of one series of attention: which one it is where nobody named it, and what stands there without one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ripplemark.figure import Figure
from ripplemark.figures.base import Asked
from ripplemark.figures.choosing_series import chosen, in_period, none_at_all, to_choose, used
from ripplemark.figures.composing import empty
from ripplemark.figures.knowing import REFERENCE
from ripplemark.figures.series import Choice
from ripplemark.schema import CHANNELS
from ripplemark.wording import count


def of_one_series(asked: Asked, draw: Callable[[Asked, Choice], Figure]) -> Figure:
    """The figure of one series; where none is stored, none lies in the period or none is chosen, what is needed."""
    found, inside = in_period(asked)
    if not inside:
        return empty(asked, *none_at_all(asked, found), used(asked, found))
    choice = _main(asked, inside)
    if choice is None:
        return empty(
            asked,
            f"{count(len(inside), 'series', 'series')}, and none is chosen as the main one",
            f"Choose one of them, or decide which is the main series: {to_choose(asked, inside)}.",
            used(asked, inside),
        )
    return draw(asked, choice)


def _main(asked: Asked, found: Sequence[Choice]) -> Choice | None:
    """The series asked for, else the main one of the channel whose boundaries tell an incident, else that of searches."""
    ways = ([each for each in CHANNELS if each != "search"], *([each] for each in REFERENCE))
    mains = (chosen(asked, found, way) for way in (*ways, ["search"]))
    return next((each for each in mains if each is not None), None)
