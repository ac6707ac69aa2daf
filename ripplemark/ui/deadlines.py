"""One deadline for a whole page: the hours that headlines tell, and the steps around them that pictures count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ripplemark.ui.controls import Control

HOURS, AT = "hours", "at"
_USUAL = (1, 6, 12, 24, 48, 72, 168, 336, 720, 2160, 8760)
"""Hours that people count by: an hour, parts of a day, days, one week and two, 30 days, 90, a year."""
_BEFORE, _AFTER = 0.75, 2
"""The step before a deadline is no more than this part of it, the step after it more than so many times as long."""


def around(hours: int) -> tuple[int, ...]:
    """Steps with this deadline in the middle: the usual one before it, and one well after it; 48 gives 24, 48, 168.

    Where nothing usual is shorter, or longer, that step is left out; headlines tell the middle one, of two the first.
    """
    before = [each for each in _USUAL if each <= _BEFORE * hours][-1:]
    after = [each for each in _USUAL if each > _AFTER * hours][:1]
    return (*before, hours, *after) if after else (hours,)


def middle(steps: tuple[int, ...]) -> int:
    """The step that headlines tell."""
    apart = sorted(set(steps))
    return apart[(len(apart) - 1) // 2]


def together(found: Mapping[str, Control]) -> dict[str, Control]:
    """The controls of a page with its deadline and its steps made one choice; as they are where a page has not both.

    Where the address names steps, the deadline is their middle one. Where it names a deadline, the steps stand around
    it, and other steps in the address are said to be left out. Choosing the one takes the other out of the address. The
    deadline comes first of the two.
    """
    if HOURS not in found or AT not in found:
        return dict(found)
    hours, at = found[HOURS], found[AT]
    told, steps = hours.asked, _steps(at.asked)
    if told is None and steps:
        told = str(middle(steps))
    kept = (
        steps if steps and told == str(middle(steps)) else around(int(told or hours.default or 48))
    )
    settled = {
        HOURS: replace(hours, settled=str(middle(kept)), drops=(AT,)),
        AT: replace(at, settled=",".join(map(str, kept)), drops=(HOURS,)),
    }
    ordered = {name: each for name, each in found.items() if name != HOURS}
    before = list(ordered).index(AT)
    names = [*list(ordered)[:before], HOURS, *list(ordered)[before:]]
    return {name: settled.get(name, found[name]) for name in names}


def _steps(text: str | None) -> tuple[int, ...]:
    return tuple(int(each) for each in text.split(",")) if text else ()
