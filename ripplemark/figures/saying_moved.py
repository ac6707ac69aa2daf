"""What changed thresholds move across incidents, in words: whose numbers, from what to what, and what all show together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ripplemark.figures.base import Asked
from ripplemark.figures.thresholds import changed
from ripplemark.result import Estimate

_NAMED = 8
"""Incidents whose moved numbers are told in one sentence; all stand in the rows."""


@dataclass(frozen=True, slots=True)
class Moved:
    """An incident's number that is another one with the default thresholds, in words: now, and with the defaults."""

    code: str
    now: str
    usual: str

    def __str__(self) -> str:
        return f"{self.code} {self.now} instead of {self.usual}"


def questioned(asked: Asked) -> bool:
    """True where a threshold, or the rule of the onset, is not at its default."""
    return bool(changed(asked)) or asked.settings.get("rule", "threshold") != "threshold"


def differs(one: Estimate | None, other: Estimate | None) -> bool:
    """True where one is another number, or has none for another reason; an interval alone moves no number."""
    if one is None or other is None:
        return one is not other
    if (one.value, one.status) != (other.value, other.status):
        return True
    return one.value is None and (one.low, one.high) != (other.low, other.high)


def sentence(what: str, moved: Sequence[Moved]) -> str:
    """'Half-life of intensity with the thresholds changed: BUCKLE 31 hours instead of 28 hours.'; '' where none is seen to."""
    seen = [each for each in moved if each.now != each.usual]
    if not seen:
        return ""
    more = "; and others" if len(seen) > _NAMED else ""
    told = "; ".join(map(str, seen[:_NAMED]))
    rest = "" if more else " All others are as with the defaults, to the digits that are shown."
    return f"{what} with the thresholds changed: {told}{more}.{rest}"


def unmoved() -> str:
    """Where thresholds were changed, and no number with them."""
    return "With the thresholds changed, every number is as with the defaults, to the digits that are shown."


def beside(now: str, usual: str) -> str:
    """What stands below a headline: the finding with the default thresholds; '' where there is none."""
    if not usual:
        return ""
    if now == usual:
        return ". With the default thresholds: the same"
    return f". With the default thresholds: {usual[:1].lower()}{usual[1:]}"
