"""What is known of an incident, on one clock: main series with their boundaries, items, events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark import schema
from ripplemark.archive import Package
from ripplemark.figures.base import Asked
from ripplemark.figures.events import Happening, happenings
from ripplemark.figures.remembering import measured, remembered
from ripplemark.figures.series import Choice, decided, offered
from ripplemark.figures.standing import Standing, standing
from ripplemark.gate import merged_label
from ripplemark.measures import Measurement
from ripplemark.measures.base import Request
from ripplemark.measures.fate_words import FateWords, fate_words
from ripplemark.measures.lags import groups
from ripplemark.result import Estimate

REFERENCE = ("social", "video", "messaging", "news", "niche", "encyclopedia", "fact_check", "")
"""Whose boundaries are drawn where several channels have a main series: the first of these. Every sentence names it."""


@dataclass(frozen=True, slots=True)
class Course:
    """A series and its boundaries, each measured when it is first asked for."""

    asked: Asked
    choice: Choice
    channel: str

    @property
    def onset(self) -> Measurement:
        """When it began."""
        return measured(self.asked, "onset", self.choice.where)

    @property
    def peak(self) -> Measurement:
        """When it peaked, how high, with which share."""
        return measured(self.asked, "peak", self.choice.where)

    @property
    def half(self) -> Measurement:
        """How long from the peak to half of it."""
        return measured(self.asked, "half-life", self.choice.where)

    @property
    def back(self) -> Measurement | None:
        """How long from the peak to the usual level; of searches only."""
        if self.channel != "search":
            return None
        return measured(self.asked, "return-to-baseline", self.choice.where)

    @property
    def top(self) -> Estimate:
        """The time of the peak."""
        of = self.peak.estimates
        return next((each for each in of if each.by.get("quantity") == "time"), of[0])

    @property
    def zone(self) -> ZoneInfo:
        """The incident's home zone."""
        return ZoneInfo(self.asked.zone)

    @property
    def first(self) -> datetime:
        """When its first bin begins."""
        return self.choice.binned.known_from

    @property
    def last(self) -> datetime:
        """When its last bin ends."""
        return self.choice.binned.known_to


@dataclass(frozen=True, slots=True)
class Known:
    """All that an incident's figures are told from.

    ``mains`` are the main series of attention by channel, in the schema's order; ``unchosen`` how many series a channel
    offers of which none was chosen. ``course`` are the boundaries of the reference channel, ``search`` of the main
    search series; ``searches`` is how many search series there are. ``again`` is how many of the median's lags are
    those of items that were up again, each of them a lag of its own.
    """

    asked: Asked
    zone: ZoneInfo
    mains: Mapping[str, Choice]
    unchosen: Mapping[str, int]
    course: Course | None
    search: Course | None
    searches: int
    standing: Standing | None
    median: Measurement | None
    again: int
    events: tuple[Happening, ...]
    used: tuple[Package, ...]

    @property
    def measured(self) -> tuple[Measurement, ...]:
        """Every measure's answer that is told from."""
        found: list[Measurement] = []
        for course in (self.course, self.search):
            if course is not None:
                back = course.back
                found += [course.onset, course.peak, course.half]
                found += [back] if back is not None else []
        return (*found, self.median) if self.median is not None else tuple(found)

    @property
    def removal(self) -> bool:
        """True where only removal by the platform counts as gone."""
        return self.median is not None and tuple(self.median.parameters["gone"]) == ("removed",)

    @property
    def fate(self) -> FateWords:
        """What it is called when an item's time is over, by the outcomes that count."""
        return fate_words(self.median.parameters["gone"] if self.median is not None else None)

    @property
    def nothing(self) -> bool:
        """True where nothing at all can be drawn, and nothing waits to be chosen."""
        drawn = self.mains or self.search or self.standing or self.events
        return not drawn and not self.unchosen and not self.searches


def known(asked: Asked, texts: Mapping[str, str] | None = None) -> Known:
    """All of one incident; ``texts`` are the settings 'clock' and 'gone' as texts, where given.

    Everything is told from the whole of the data, whatever stretch of it is shown.
    """
    chosen = {key: text for key, text in (texts or {}).items() if key in ("clock", "gone")}
    by_channel = _series(asked)
    mains, unchosen = {}, {}
    for channel, found in by_channel.items():
        main = decided(found, asked.archive.decision(asked.incident, f"main.{channel}"))
        if main is not None and main.binned.series.value.size:
            mains[channel] = main
        elif len(found) > 1:
            unchosen[channel] = len(found)
    searches = len(by_channel.get("search", ()))
    search = mains.pop("search", None)
    unchosen.pop("search", None)
    leading = next((channel for channel in REFERENCE if channel in mains), None)
    held = {each.table for each in asked.packages if each.scope == "incident"}
    median = (
        measured(asked, "median-lag", (), chosen) if held & {"moderation", "requests"} else None
    )
    stood = _standing(asked, median) if median is not None else None
    events = happenings(asked) if "events" in held else ()
    return Known(
        asked,
        ZoneInfo(asked.zone),
        mains,
        unchosen,
        Course(asked, mains[leading], leading) if leading is not None else None,
        Course(asked, search, "search") if search is not None else None,
        searches,
        stood,
        median if stood is not None else None,
        _again(asked, median) if median is not None and stood is not None else 0,
        events,
        _used(asked, [*mains.values(), *([search] if search else [])], stood, events),
    )


def _series(asked: Asked) -> dict[str, list[Choice]]:
    """The incident's series by channel, in the schema's order; '' for those that name none."""
    found = remembered(
        asked,
        ("series", asked.scope),
        lambda: offered(asked.serving, asked.incident, scope=asked.scope),
    )
    order = (*schema.CHANNELS, "")
    return {
        channel: of
        for channel in order
        if (of := [each for each in found if (each.channel or "") == channel])
    }


def _standing(asked: Asked, median: Measurement) -> Standing | None:
    clock = median.estimates[0].by.get("clock") if median.estimates else None
    gone = tuple(median.parameters["gone"])
    key = ("standing", asked.gate.audience, clock, gone)
    told = None if clock is None else str(clock)
    return remembered(asked, key, lambda: standing(asked, told, gone))


def _again(asked: Asked, median: Measurement) -> int:
    """How many of the median's lags are of items that were up again."""
    clock = median.estimates[0].by.get("clock")
    if clock is None:
        return 0
    small = asked.gate.merged(asked.gate.counts)
    request = Request(
        asked.serving,
        asked.incident,
        asked.scope,
        (),
        asked.where,
        median.parameters,
        small,
        merged_label(len(small)),
    )
    key = ("again", clock, tuple(median.parameters["gone"]))
    return remembered(asked, key, lambda: sum(each.again for each in groups(request, str(clock))))


def _used(
    asked: Asked,
    chosen: list[Choice],
    stood: Standing | None,
    events: tuple[Happening, ...],
) -> tuple[Package, ...]:
    """The datasets that are told from."""
    ids = {str(each.binned.by["dataset"]) for each in chosen}
    ids |= {dataset for each in events for dataset in each.datasets}
    items = ("moderation", "requests") if stood is not None else ()
    return tuple(
        each
        for each in asked.packages
        if each.dataset_id in ids or (each.scope == "incident" and each.table in items)
    )


def missing(choice: Choice) -> float:
    """The share of a series' bins in which nothing is known."""
    value = choice.binned.series.value
    return float(np.isnan(value).mean()) if value.size else 1.0
