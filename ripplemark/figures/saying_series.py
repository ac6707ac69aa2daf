"""Words for one series: what is counted, when something was, which stretch of time, why there is no number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark import schema
from ripplemark.charts.axes import clock_changes
from ripplemark.figures.base import Asked
from ripplemark.figures.series import Choice, place
from ripplemark.measures.bins import step
from ripplemark.result import Estimate
from ripplemark.wording import CHANNELS, Said, amount, count, duration, said

_THINGS = {
    "posts": ("Posts", "about"),
    "mentions": ("Mentions", "of"),
    "views": ("Views", "of"),
    "stories": ("Stories", "about"),
    "engagements": ("Engagements", "with"),
    "search_index": ("Search interest", "in"),
}
_AMONG = {
    "niche": "in niche forums",
    "social": "on social media",
    "video": "on video platforms",
    "messaging": "in messaging",
    "search": "in web searches",
    "news": "in the news",
    "encyclopedia": "in the encyclopedia",
    "fact_check": "in fact checks",
}
_WORDS = tuple(
    word for name in ("metric", "channel") for word in schema.ATTENTION.field(name).choices
)
"""Series that are named by a schema word only: it says nothing more than metric and channel do."""
_WIDE = 4.0
_SPREAD = 300.0
"""Days; a stretch longer than this needs years on its short dates."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a sentence is about: 'Posts on Platform A', 'Search interest in term A', and the words that agree with it."""

    text: str
    plural: bool = True

    def __str__(self) -> str:
        return self.text

    @property
    def mid(self) -> str:
        """Inside a sentence."""
        return mid(self.text)

    @property
    def were(self) -> str:
        """'were', or 'was'."""
        return "were" if self.plural else "was"

    @property
    def their(self) -> str:
        """'their', or 'its'."""
        return "their" if self.plural else "its"

    @property
    def they(self) -> str:
        """'they', or 'it'."""
        return "they" if self.plural else "it"


def subject(asked: Asked, choice: Choice) -> Subject:
    """What was counted, as the beginning of a sentence; a search index is interest, never a number of searches."""
    by = choice.binned.by
    metric = str(by.get("metric"))
    thing, joined = _THINGS.get(metric, ("Records", "of"))
    name = "" if choice.alias in _WORDS else asked.gate.name(choice.alias) if choice.alias else ""
    parts = (thing, f"{joined} {name}" if name else "", _where(asked, by))
    return Subject(" ".join(part for part in parts if part), metric != "search_index")


def _where(asked: Asked, by: Mapping[str, Any]) -> str:
    """'on Platform A', else the channel where the thing does not name it: 'on social media'."""
    if by.get("metric") == "search_index":
        region = str(by.get("region", ""))
        if region.lower() in ("", "worldwide", "world"):
            return region and "worldwide"
        return f"in {region}"
    if "platform" in by:
        told = place(
            {k: v for k, v in by.items() if k in ("platform", "channel")}, asked.gate.platform
        )
        return f"on {told}"
    return _AMONG.get(str(by.get("channel")), "")


def mid(text: str) -> str:
    """A text that began a sentence, inside one."""
    return text[:1].lower() + text[1:]


def level(choice: Choice, value: float) -> str:
    """A value with its unit: '640 posts per hour', '87 on an index with 100 as its maximum'."""
    if choice.binned.by.get("metric") == "search_index":
        top = float(value) == 100.0
        return "100, the file's own maximum" if top else f"{amount(value)} (file's maximum = 100)"
    return f"{amount(value)} {choice.unit}"


def measured_as(asked: Asked, choice: Choice) -> str:
    """A subtitle: channel and what is counted, unit and bin, period with its end of observation, zone."""
    channel = CHANNELS.get(choice.channel or "", "attention")
    clock = Clock.of(asked, choice)
    return f"{channel[:1].upper()}{channel[1:]}: {choice.unit}; observed {clock.span()}"


def bins_counted(choice: Choice) -> str:
    """'312 bins of 1 hour, 2 % missing'."""
    value = choice.binned.series.value
    missing = float(np.isnan(value).mean()) if value.size else 0.0
    told = f"{count(value.size, 'bin')} of {width(choice)}"
    return f"{told}, {share_missing(missing)} missing"


def share_missing(share: float) -> str:
    """'none', 'under 1 %', '2 %'."""
    if share == 0:
        return "none"
    return "under 1 %" if share < 0.005 else f"{100 * share:.0f} %"


def width(choice: Choice) -> str:
    """The width of a bin: '1 hour', '7 days'."""
    of = step(choice.binned.by.get("bin_width"))
    return count(of.number, of.unit)


@dataclass(frozen=True, slots=True)
class Clock:
    """How times of one series are told: bins narrower than a day in the home zone, others by their own days.

    ``first`` and ``last`` are where its bins begin and where the last one ends that was seen as a whole. A ``coarse``
    clock tells no time finer than an hour; where marks stand does not depend on it.
    """

    home: ZoneInfo
    own: ZoneInfo
    hours: float
    first: float
    last: float
    coarse: bool = False

    @classmethod
    def of(cls, asked: Asked, choice: Choice) -> Clock:
        binned, series = choice.binned, choice.binned.series
        first = binned.first.timestamp()
        hours = series.bin_hours if series.value.size else 24.0
        seen = np.flatnonzero(np.isfinite(series.value))
        kept = int(seen[-1]) + 1 if seen.size else series.value.size
        last = first + float(series.width[:kept].sum()) * 3600
        zones = ZoneInfo(asked.zone), ZoneInfo(binned.zone)
        return cls(*zones, hours, first, last, asked.gate.coarse and hours < 1)

    def _told(self, at: float, *, up: bool = False) -> float:
        """The moment as it is told: of a coarse clock the hour that it lies in, or the next one's beginning."""
        if not self.coarse:
            return at
        local = self.wall(at)
        into = 60.0 * local.minute + local.second + local.microsecond / 1e6
        return at - into + (3600.0 if up and into > 0 else 0.0)

    @property
    def fine(self) -> bool:
        """True where a bin is narrower than a day, so that hours can be told."""
        return self.hours < 22

    def wall(self, at: float) -> datetime:
        """Seconds since 1970 as a time of the zone in which this series is told."""
        return datetime.fromtimestamp(at, UTC).astimezone(self.home if self.fine else self.own)

    def day(self, at: float) -> str:
        """5 March 2025."""
        local = self.wall(at)
        return f"{local.day} {local:%B %Y}"

    def time(self, at: float) -> str:
        """'14:00'; an hour that occurs twice says which: '02:00 CEST'."""
        local = self.wall(at)
        twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
        return f"{local:%H:%M %Z}" if twice else f"{local:%H:%M}"

    def moment(self, at: float) -> str:
        """'5 March 2025, 14:00', no finer than the bins: '5 March 2025', 'March 2025'."""
        if self.fine:
            at = self._told(at)
            return f"{self.day(at)}, {self.time(at)}"
        return f"{self.wall(at):%B %Y}" if self.hours > 600 else self.day(at)

    def short(self, at: float) -> str:
        """As ``moment``, for a label: '5 Mar, 14:00'; with the year where the stretch is long."""
        at = self._told(at)
        local = self.wall(at)
        if self.hours > 600:
            return f"{local:%b %Y}"
        year = f" {local.year}" if self.last - self.first > _SPREAD * 86_400 else ""
        day = f"{local.day} {local:%b}{year}"
        return f"{day}, {self.time(at)}" if self.fine else day

    def within(self, start: float, end: float) -> str:
        """One bin: 'on 5 March 2025 between 14:00 and 15:00', 'on 5 March 2025', 'in the week from 3 March 2025'."""
        if self.fine:
            start, end = self._told(start), self._told(end, up=True)
            return f"on {self.day(start)} between {self.time(start)} and {self.time(end)}"
        if self.hours > 600:
            return f"in {self.moment(start)}"
        if self.hours > 150:
            return f"in the {'week' if self.hours < 170 else 'bin'} from {self.day(start)}"
        return f"on {self.day(start)}"

    def between(self, low: float, high: float) -> str:
        """An interval of times that ends before ``high``: '4 to 6 March 2025', '5 March 2025, 14:00 to 17:00'."""
        if not self.fine and self.hours < 600:
            return self.days(low, high)
        low, last = self._told(low), self._told(high, up=True) if self.fine else high - 1
        one, two = self.wall(low), self.wall(last)
        if one.date() == two.date():
            return (
                f"{self.day(low)}, {self.time(low)} to {self.time(last)}"
                if self.fine
                else self.day(low)
            )
        return f"{self.moment(low)} to {self.moment(last)}"

    def within_window(self, low: float, high: float) -> Clock:
        """The clock of a picture of this stretch: whether its labels need years follows from it."""
        return replace(self, first=low, last=high)

    def span(self) -> str:
        """From the first day to the last one with data: '1 to 31 March 2025'."""
        return self.days(self.first, self.last)

    def changes(self, low: float, high: float) -> tuple[str, ...]:
        """A sentence for each change of the clock within a stretch, where hours are told."""
        if not self.fine or high - low > 31 * 86_400:
            return ()
        return tuple(
            f"The clocks went {'forward' if by > 0 else 'back'} by {duration(abs(by) / 3600)} on {self.day(at)}: times are those of "
            "the wall clock, and every hour that passed is drawn equally wide."
            for at, by in clock_changes(low, high, self.home)
        )

    def days(self, low: float, high: float) -> str:
        """From one day to another, ``high`` not included; month and year once where they are the same."""
        one, two = self.wall(low), self.wall(max(high - 1, low))
        if one.date() == two.date():
            return f"{two.day} {two:%B %Y}"
        if one.year != two.year:
            return f"{one.day} {one:%B %Y} to {two.day} {two:%B %Y}"
        if one.month != two.month:
            return f"{one.day} {one:%B} to {two.day} {two:%B %Y}"
        return f"{one.day} to {two.day} {two:%B %Y}"

    def end(self) -> str:
        """The last day that was observed."""
        return self.day(max(self.last - 1, self.first))


def wide(estimate: Estimate) -> bool:
    """True where an interval is too wide for one number to stand alone: no upper end, or four times the lower one."""
    low, high = number(estimate.low), number(estimate.high)
    return low is not None and (high is None or high >= _WIDE * max(low, 0.0))


def hours(estimate: Estimate) -> str:
    """The interval of a duration: '95 % interval 20 to 40 hours'; each end in its own unit where they differ."""
    low, high = number(estimate.low), number(estimate.high)
    told = in_brackets(said(estimate, "h"))
    if low is None or high is None:
        return told
    ends = duration(low).rsplit(" ", 1), duration(high).rsplit(" ", 1)
    same = ends[0][1].rstrip("s") == ends[1][1].rstrip("s")
    return told if same else f"95 % interval {duration(low)} to {duration(high)}"


def in_brackets(told: Said) -> str:
    """The interval as it stands in brackets: '95 % interval 20 to 40 hours'."""
    return told.interval.replace("95 % interval: ", "95 % interval ")


def seconds(text: object) -> float | None:
    """An estimate's time in seconds since 1970; None where it is none."""
    return datetime.fromisoformat(text).timestamp() if isinstance(text, str) else None


def number(value: object) -> float | None:
    """An estimate's number; None where it is none."""
    return float(value) if isinstance(value, int | float) else None


def because(estimate: Estimate) -> str:
    """Why there is no number, as the end of a sentence: 'the series ends before half of the peak'."""
    if estimate.status == "NE_RIGHT":
        return "the series ends before that"
    reason = estimate.note.split(". ")[0].split(": ")[0].split("; ")[0].rstrip(".")
    return mid(reason) if reason else "too little was observed"


def next_step(estimate: Estimate) -> str:
    """What would be needed for a number, as a sentence: 'Add earlier data.'"""
    head = estimate.note.split(". ")[0]
    step_ = head.partition(": ")[2].rstrip(".")
    return f"{step_[:1].upper()}{step_[1:]}." if step_ else "A longer stretch of the series."


def sentences(*notes: str) -> tuple[str, ...]:
    """The sentences of several notes, each once, in order."""
    found = [each.strip() for note in notes for each in note.replace(". ", ".\n").splitlines()]
    return tuple(dict.fromkeys(each for each in found if each))
