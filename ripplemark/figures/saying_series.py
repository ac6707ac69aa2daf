"""Words for one series: what is counted, when something was, which stretch of time, why there is no number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark import schema
from ripplemark.figures.base import Asked
from ripplemark.figures.series import Choice, place
from ripplemark.measures.bins import step
from ripplemark.result import Estimate
from ripplemark.wording import CHANNELS, amount, count

_THINGS = {
    "posts": ("Posts", "about"),
    "mentions": ("Mentions", "of"),
    "views": ("Views", "of"),
    "stories": ("Stories", "about"),
    "engagements": ("Engagements", "with"),
    "search_index": ("Searches", "for"),
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
_SPREAD = 300.0
"""Days; a stretch longer than this needs years on its short dates."""


def subject(asked: Asked, choice: Choice) -> str:
    """What was counted, as the beginning of a sentence: 'Searches for term A', 'Posts on Platform A'. Always a plural."""
    by = choice.binned.by
    thing, joined = _THINGS.get(str(by.get("metric")), ("Records", "of"))
    name = "" if choice.alias in _WORDS else asked.gate.name(choice.alias) if choice.alias else ""
    return " ".join(
        part for part in (thing, f"{joined} {name}" if name else "", _where(asked, by)) if part
    )


def _where(asked: Asked, by: Mapping[str, Any]) -> str:
    """'on Platform A', else the channel where the thing does not name it: 'on social media'."""
    if by.get("metric") == "search_index":
        return f"in {by['region']}" if "region" in by else ""
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
    """A value with its unit: '640 posts per hour', '100 (search interest per day, the file's maximum is 100)'."""
    if choice.binned.by.get("metric") == "search_index":
        return f"{amount(value)} of 100"
    return f"{amount(value)} {choice.unit}"


def measured_as(asked: Asked, choice: Choice) -> str:
    """A subtitle: channel and what is counted, unit and bin, period with its end of observation, zone."""
    channel = CHANNELS.get(choice.channel or "", "attention")
    clock = Clock.of(asked, choice)
    return f"{channel[:1].upper()}{channel[1:]}: {choice.unit}; {clock.span()}"


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
    """How times of one series are told: bins narrower than a day in the home zone, others by their own days."""

    home: ZoneInfo
    own: ZoneInfo
    hours: float
    first: float
    last: float

    @classmethod
    def of(cls, asked: Asked, choice: Choice) -> Clock:
        binned = choice.binned
        first = binned.first.timestamp()
        hours = binned.series.bin_hours if binned.series.value.size else 24.0
        end = float(binned.series.width.sum()) * 3600
        return cls(ZoneInfo(asked.zone), ZoneInfo(binned.zone), hours, first, first + end)

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
            return f"{self.day(at)}, {self.time(at)}"
        return f"{self.wall(at):%B %Y}" if self.hours > 600 else self.day(at)

    def short(self, at: float) -> str:
        """As ``moment``, for a label: '5 Mar, 14:00'; with the year where the series is long."""
        local = self.wall(at)
        if self.hours > 600:
            return f"{local:%b %Y}"
        year = f" {local.year}" if self.last - self.first > _SPREAD * 86_400 else ""
        day = f"{local.day} {local:%b}{year}"
        return f"{day}, {self.time(at)}" if self.fine else day

    def within(self, start: float, end: float) -> str:
        """One bin: 'on 5 March 2025 between 14:00 and 15:00', 'on 5 March 2025', 'in the week from 3 March 2025'."""
        if self.fine:
            return f"on {self.day(start)} between {self.time(start)} and {self.time(end)}"
        if self.hours > 600:
            return f"in {self.moment(start)}"
        if self.hours > 150:
            return f"in the {'week' if self.hours < 170 else 'bin'} from {self.day(start)}"
        return f"on {self.day(start)}"

    def between(self, low: float, high: float) -> str:
        """An interval of times that ends before ``high``: '4 to 6 March 2025', '5 March 2025, 14:00 to 17:00'."""
        last = high if self.fine else high - 1
        one, two = self.wall(low), self.wall(last)
        if one.date() == two.date():
            return (
                f"{self.day(low)}, {self.time(low)} to {self.time(last)}"
                if self.fine
                else self.day(low)
            )
        return f"{self.moment(low)} to {self.moment(last)}"

    def span(self) -> str:
        """From the first day to the last one with data: '1 to 31 March 2025'."""
        return self.days(self.first, self.last)

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
