"""Words for one series: what is counted, at which level, how wide an interval is, why there is no number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from ripplemark import schema
from ripplemark.figures.base import Asked
from ripplemark.figures.series import Choice, place
from ripplemark.figures.series_clock import Clock
from ripplemark.measures.grid import step
from ripplemark.result import Estimate
from ripplemark.wording import CHANNELS, Said, amount, count, duration, said

_THINGS = {
    "posts": ("Posts", "about"),
    "mentions": ("Mentions", "of"),
    "views": ("Views", "of"),
    "stories": ("Stories", "about"),
    "engagements": ("Engagements", "with"),
    "search_index": ("Search interest", "in"),
    "coverage_share": ("The share of coverage", "about"),
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
    plural = metric not in schema.RELATIVE_METRICS
    return Subject(" ".join(part for part in parts if part), plural)


def _where(asked: Asked, by: Mapping[str, Any]) -> str:
    """'on Platform A', 'in the news (GDELT)', else the channel where the thing does not name it: 'on social media'."""
    if by.get("metric") == "search_index":
        region = str(by.get("region", ""))
        if region.lower() in ("", "worldwide", "world"):
            return region and "worldwide"
        return f"in {region}"
    if "platform" in by:
        told = place(
            {k: v for k, v in by.items() if k in ("platform", "channel")}, asked.gate.platform
        )
        return f"in the news ({told})" if by.get("channel") == "news" else f"on {told}"
    return _AMONG.get(str(by.get("channel")), "")


def mid(text: str) -> str:
    """A text that began a sentence, inside one."""
    return text[:1].lower() + text[1:]


def level(choice: Choice, value: float) -> str:
    """A value with its unit: '640 posts per hour', '87 on an index with 100 as its maximum'."""
    if choice.binned.by.get("metric") == "search_index":
        top = float(value) == 100.0
        return "100, the file's own maximum" if top else f"{amount(value)} (file's maximum = 100)"
    if choice.binned.by.get("metric") == "coverage_share":
        return f"{amount(value)} % of what the source watched"
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
