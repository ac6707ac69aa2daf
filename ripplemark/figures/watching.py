"""The items of an incident as they were watched: by which clock, how many were gone by when, how long anyone looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ripplemark.archive import Package
from ripplemark.engine import Serving
from ripplemark.estimate.series import Bools
from ripplemark.estimate.survival import enough_watched, kaplan_meier
from ripplemark.figures.base import Asked
from ripplemark.gate import PlatformCount, merged_label, platform_counts
from ripplemark.measures import lags
from ripplemark.measures.base import Parameter, Request, numbers
from ripplemark.measures.fate_words import FateWords, fate_words
from ripplemark.measures.kept import kept
from ripplemark.measures.lags import CLOCK, COHORT, GONE, LagGroup

USED = ("moderation", "requests")
"""Tables of datasets that hold items or requests."""
SHARED = ("clock", "gone", "from", "to")
"""Settings that every figure of lags hands on to its measures."""


def deadlines(text: str) -> tuple[float, ...]:
    """Hours above 0, separated by commas; in order, each once, no more than six."""
    found = tuple(sorted(set(numbers(text))))
    if found[0] <= 0 or len(found) > 6:
        raise ValueError
    return found


AT = Parameter(
    "at",
    "hours at which to count, up to six, separated by commas",
    (24.0, 48.0, 168.0),
    deadlines,
)
PARAMETERS = (CLOCK, GONE, *COHORT)


@dataclass(frozen=True, slots=True)
class By:
    """How many were gone by some hours after the clock's start: for certain, and perhaps.

    ``unwatched`` were last seen up before then, ``otherwise`` ended before then in a way that does not count.
    """

    hours: float
    sure: int
    perhaps: int
    unwatched: int
    otherwise: int = 0


@dataclass(frozen=True, slots=True)
class Watched:
    """The lags that a figure is about, by one clock; ``groups`` are as the figure splits them, ``clock`` None: no clock."""

    asked: Asked
    clock: str | None
    groups: tuple[LagGroup, ...]

    @property
    def fate(self) -> FateWords:
        """What it is called when an item's time is over, by the outcomes that count."""
        return fate_words(self.asked.settings.get("gone"))

    @property
    def items(self) -> int:
        """Items whose lag is known, those still up included; one that came back counts once for each time up."""
        return sum(group.n for group in self.groups)

    @property
    def again(self) -> int:
        """How many of these are an item's later time up."""
        return sum(group.again for group in self.groups)

    @property
    def gone(self) -> int:
        """Items that ended by an outcome that counts."""
        return sum(int(g.weight[g.gone].sum()) for g in self.groups)

    @property
    def otherwise(self) -> int:
        """Items that something else ended."""
        return sum(int(g.weight[g.ended].sum()) for g in self.groups)

    @property
    def up(self) -> int:
        """Items that were up when last looked at."""
        return self.items - self.gone - self.otherwise

    @property
    def looked(self) -> datetime | None:
        """The last look at any item, or the last end."""
        return max((g.looked for g in self.groups if g.looked), default=None)

    @property
    def longest(self) -> float:
        """Hours for which the item watched longest was watched; 0 for no item."""
        return max((float(g.high.max()) for g in self.groups if g.high.size), default=0.0)

    @property
    def since(self) -> float:
        """Hours from which enough items were under observation for a curve; 0 where that was so from the start."""
        return max((_since(group) for group in self.groups if group.low.size), default=0.0)

    @property
    def left_out(self) -> int:
        """Items that cannot be timed by this clock."""
        return sum(g.negative + g.no_start + g.no_look + g.early for g in self.groups)

    def remarks(self) -> list[str]:
        """What was left out, and why, in sentences."""
        return lags.remarks(self.groups, self.fate)

    def by(self, hours: float) -> By:
        """How many were gone by ``hours``."""
        counts = [0, 0, 0, 0]
        for g in self.groups:
            for k, which in enumerate(fates(g, hours)):
                counts[k] += int(g.weight[which].sum())
        return By(hours, *counts)


def _since(group: LagGroup) -> float:
    middle, least = (group.low + group.high) / 2, enough_watched(group.entry)
    return kaplan_meier(middle, group.gone, group.weight, group.entry, least).since


def fates(group: LagGroup, hours: float) -> tuple[Bools, Bools, Bools, Bools]:
    """Which rows were gone by ``hours``, may have been, were last seen up before, or had ended otherwise before.

    As ``within-deadline`` decides it: a lag is above its low end and up to its high end.
    """
    sure = group.gone & (group.high <= hours)
    perhaps = group.gone & (group.low < hours) & (hours < group.high)
    before = group.high < hours
    return sure, perhaps, ~group.gone & ~group.ended & before, group.ended & before


def watched(asked: Asked, by: Sequence[str] = (), clock: str | None = None) -> Watched:
    """The lags of what is asked, with the platforms that may not be named put together; ``clock`` overrules the setting."""
    request = requesting(asked, by)
    chosen = clock or lags.clock_of(request)
    found = tuple(lags.groups(request, chosen)) if chosen else ()
    return Watched(asked, chosen, found)


def requesting(asked: Asked, by: Sequence[str] = ()) -> Request:
    """What is asked of the moderation measures, before they answer."""
    merged = asked.gate.merged(asked.gate.counts)
    return Request(
        asked.serving,
        asked.incident,
        asked.scope,
        tuple(by),
        asked.where,
        asked.settings,
        merged,
        merged_label(len(merged)),
    )


def shared(asked: Asked) -> dict[str, Any]:
    """The settings that measures share with the figure, as texts."""
    return {name: asked.texts[name] for name in SHARED if name in asked.texts}


def used(asked: Asked) -> list[Package]:
    """The datasets that hold items or requests."""
    return [each for each in asked.packages if each.table in USED]


def has_requests(asked: Asked) -> bool:
    """True where any item has a request on record."""
    return bool(lags.clocks_known(requesting(asked))["request"])


def counted(serving: Serving, incident: str | None) -> tuple[PlatformCount, ...]:
    """The platforms of an incident and how many items each holds, asked of a connection once."""
    return kept(serving, ("platforms", incident), lambda: platform_counts(serving, incident))


def platforms(asked: Asked) -> tuple[PlatformCount, ...]:
    """The platforms of the incident that is asked about."""
    return asked.gate.counts or counted(asked.serving, asked.incident)


def lines(group: LagGroup, which: Bools) -> tuple[int, ...]:
    """The source lines behind some rows of a group, the first 200."""
    return group.behind.of(which)
