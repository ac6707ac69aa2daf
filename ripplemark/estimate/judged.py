"""Boundaries of phases that a person set: they stand where they were set, and estimated ones give way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ripplemark.estimate.slopes import Crossed

Name = Literal["quiet", "onset", "growth", "peak", "decay", "tail", "resurgence"]
ORDER: tuple[Name, ...] = ("quiet", "onset", "growth", "peak", "decay", "tail", "resurgence")
_MAIN: tuple[Name, ...] = ("onset", "growth", "peak", "decay", "tail")


@dataclass(frozen=True, slots=True)
class Judged:
    """The start of a phase as a person set it.

    Attributes:
        name: which phase begins there; ``number`` is which of that name, 1 for the first after the start of the series.
        low, high: hours from the start of the first bin, low <= high: not before, and not after. The phase is drawn from
            ``low`` on.
    """

    name: Name
    number: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Cut:
    """The start of a phase, estimated, or set by a person."""

    name: Name
    at: Crossed
    by: Judged | None = None


def placed(
    cuts: Sequence[tuple[Name, Crossed]], judged: Sequence[Judged], first: float, finish: float
) -> tuple[list[Cut], tuple[Judged, ...]]:
    """Estimated cuts and those that were set, in order of time; and those set that could not be used.

    A cut that was set takes the place of the estimated one of its name and number, or is a new one. Estimated cuts that
    would stand on its wrong side (the decay before the peak) are left out. One that was set outside of the series, or out of
    order beside an earlier one that was set, is not used.
    """
    used = _usable(judged, first, finish)
    taken = {(each.name, each.number) for each in used}
    seen: dict[Name, int] = {}
    kept: list[Cut] = []
    for name, at in cuts:
        seen[name] = seen.get(name, 0) + 1
        if (name, seen[name]) not in taken and all(_agrees(name, at, each) for each in used):
            kept.append(Cut(name, at))
    kept += [Cut(each.name, Crossed(each.low, each.low, each.high), each) for each in used]
    kept.sort(key=lambda cut: cut.at.value)  # stable: estimated cuts at one time keep their order
    return kept, tuple(each for each in judged if each not in used)


def _usable(judged: Sequence[Judged], first: float, finish: float) -> list[Judged]:
    used: list[Judged] = []
    for each in sorted(judged, key=lambda one: (one.low, _rank(one.name))):
        inside = first <= each.low < finish
        if inside and all(_follows(before, each) for before in used):
            used.append(each)
    return used


def _follows(before: Judged, each: Judged) -> bool:
    """True where a later one may stand there: after the other, and not one that belongs before it."""
    return each.low > before.low and _rank(each.name) >= _rank(before.name)


def _agrees(name: Name, at: Crossed, judged: Judged) -> bool:
    """True where an estimated cut stands on the right side of one that was set."""
    own, other = _rank(name), _rank(judged.name)
    if own == other:
        return at.value != judged.low
    return at.value < judged.low if own < other else at.value > judged.low


def _rank(name: Name) -> int:
    """Place in an episode; quiet and resurgences follow one another after it in any order."""
    return _MAIN.index(name) if name in _MAIN else len(_MAIN)
