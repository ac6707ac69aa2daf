"""A log of items: when each went up, who noticed it, how long it stayed, and the rows of the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ripplemark.simulate.grid import HOUR, seconds
from ripplemark.simulate.plan import Incident, Items, Place
from ripplemark.simulate.waves import shape

NEVER = float("inf")
UNACTED = ("up", "up", "up", "refused", "label", "geo", "demotion")
POSTED_WITHIN = 30 * 24  # hours after the beginning in which items go up
FOLLOWED = 8 * 24  # hours for which every noticed item is watched at the least


@dataclass(slots=True)
class Item:
    """One item and spell; moments are seconds since 1970.

    ``lag`` is hours from its clock to its removal (NEVER: never removed), ``watched`` to whatever ended it, or to the
    last look.
    """

    place: Place
    name: str
    posted: float
    spell: int = 1
    copy_of: str = ""
    entered: float | None = None
    notice: float | None = None
    lag: float = NEVER
    last_up: float | None = None
    down: float | None = None
    outcome: str = "up"
    until: float = 0.0
    machine: bool = False
    wrong: bool = False
    views: int = 0
    watched: float = 0.0


class Log:
    """Draws one incident's items, place by place."""

    def __init__(self, incident: Incident, plan: Items, random: np.random.Generator) -> None:
        self.plan, self.random, self.zone = plan, random, incident.zone
        self.begins = seconds(incident.begins, incident.zone)
        self.until = self.begins + plan.until * 24 * HOUR
        self._when = np.arange(POSTED_WITHIN, dtype=np.float64)
        bursts = [shape(each, self._when - each.at) * each.height for each in incident.episodes]
        weight = np.sum(bursts, axis=0) + 0.02 if bursts else np.ones(POSTED_WITHIN)
        self._weight = np.cumsum(weight) / weight.sum()
        self._made = 0

    def items(self) -> list[Item]:
        """Every item and spell, in the order in which they went up."""
        found: list[Item] = []
        for place in self.plan.places:
            first = [self._original(place) for _ in range(self._originals(place))]
            found += first + self._copies(place, first)
            found += [again for each in first for again in self._again(each)]
            found += [self._by_machine(place) for _ in range(round(place.items * place.machine))]
        for each in [item for item in found if item.down and item.notice][: self.plan.wrong]:
            each.down, each.wrong = (each.notice or 0) - 5 * HOUR, True
        return sorted(found, key=lambda item: (item.posted, item.name, item.spell))

    def _originals(self, place: Place) -> int:
        return place.items - round(place.items * self.plan.copies)

    def _name(self) -> str:
        self._made += 1
        return f"https://example.invalid/{self._made}"

    def _posted(self) -> float:
        hour = np.searchsorted(self._weight, self.random.random())
        return self.begins + round((float(hour) + self.random.random()) * HOUR)

    def _original(self, place: Place) -> Item:
        if self.plan.clock == "notice":
            return self._noticed(Item(place, self._name(), self._posted()))
        while True:  # an item that was gone before anybody looked is in no log
            item = self._found(Item(place, self._name(), self._posted()))
            if item.entered is not None and item.posted + item.lag * HOUR > item.entered:
                return self._ended(item, item.posted)

    def _found(self, item: Item) -> Item:
        item.entered = item.posted + round(self.random.exponential(self.plan.told) * HOUR)
        item.lag = self._lag(item.place)
        return item

    def _noticed(self, item: Item, since: float | None = None) -> Item:
        """Notice, lag and end; a notice comes at least FOLLOWED hours before the last look."""
        begun = item.posted if since is None else since
        while True:
            told = self.plan.told * float(np.exp(self.random.normal()))
            item.notice = begun + round(told * HOUR)
            if item.notice < self.until - FOLLOWED * HOUR:
                break
        item.lag = self._lag(item.place)
        return self._ended(item, item.notice)

    def _lag(self, place: Place) -> float:
        if self.random.random() < place.never:
            return NEVER
        return place.median * float(np.exp(place.sigma * self.random.normal()))

    def _ended(self, item: Item, clock: float) -> Item:
        """What ended it first: the platform, its uploader, or nothing until the last look."""
        other = self.random.exponential(1000 / self.plan.others) if self.plan.others else NEVER
        hours = min(item.lag, other)
        item.watched = min(hours, (self.until - clock) / HOUR)
        item.until, item.views = self.until, int(self.random.lognormal(6, 1.5))
        item.outcome = str(self.random.choice(UNACTED)) if item.lag == NEVER else "up"
        end = clock + round(hours * HOUR) if hours < NEVER else NEVER
        if self.plan.poll:
            return self._polled(item, end)
        if end < self.until:
            item.down = end
            whose = "uploader" if self.random.random() < 0.7 else "account"
            item.outcome = "removed" if item.lag <= other else whose
        return item

    def _polled(self, item: Item, end: float) -> Item:
        """Looked at every so many hours from its notice on: it ended between two looks."""
        step, begun = self.plan.poll * HOUR, item.notice or item.posted
        looks = (min(end, self.until) - begun) // step
        item.last_up = begun + looks * step
        if item.last_up + step <= self.until and end < self.until:
            item.down, item.outcome = item.last_up + step, "removed"
        else:
            item.until = item.last_up
        return item

    def _copies(self, place: Place, first: list[Item]) -> list[Item]:
        """Copies of removed items, put up some days after those had gone."""
        gone = [each for each in first if each.outcome == "removed" and self._early(each)]
        found = []
        for _ in range(place.items - len(first) if gone else 0):
            original = gone[int(self.random.integers(len(gone)))]
            posted = (original.down or 0) + round(self.random.exponential(36) * HOUR)
            copy = Item(place, self._name(), posted, copy_of=original.name)
            found.append(self._noticed(copy))
        return found

    def _early(self, item: Item) -> bool:
        return item.down is not None and item.down < self.until - 40 * 24 * HOUR

    def _again(self, item: Item) -> Iterator[Item]:
        """The second spell of a removed item that came back, noticed again."""
        if item.outcome != "removed" or not self._early(item):
            return
        if self.random.random() < self.plan.back:
            back = (item.down or 0) + round(self.random.exponential(72) * HOUR)
            again = Item(item.place, item.name, item.posted, spell=2, entered=back)
            yield self._noticed(again, back)

    def _by_machine(self, place: Place) -> Item:
        """An item that the platform found by itself within hours, before anybody told it."""
        item = Item(place, self._name(), self._posted(), machine=True, outcome="removed")
        item.down = item.posted + round(2 * float(np.exp(self.random.normal())) * HOUR)
        item.until, item.views = self.until, int(self.random.lognormal(3, 1.2))
        return item
