"""What is said of lags of what was acted on: first that nothing is known of the rest, bounds as bounds, the mean in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ripplemark.charts.bands import percent
from ripplemark.figure import Claims, Unborne
from ripplemark.figures.composing import Words
from ripplemark.figures.defects import Defect
from ripplemark.figures.platform_words import days_in_words
from ripplemark.figures.sourcing import once
from ripplemark.measures.actioned import LEAST
from ripplemark.result import Estimate
from ripplemark.wording import count

AXIS = "Time since the posting; equal steps are equal ratios of time"
CONDITIONAL = (
    "Of what was acted on only. What was reported and left up, and what nobody reported, is in no database of decisions, so this "
    "is no share of what was posted or reported, and no median of it: that may be never."
)
"""The first caveat."""
_WEEK = 168.0


@dataclass(frozen=True, slots=True)
class Lag:
    """What the measure answered for one platform: its mean lag in days, and shares within so many hours; none where items are too few."""

    platform: str
    mean: Estimate
    estimates: tuple[Estimate, ...]

    @property
    def shares(self) -> tuple[Estimate, ...]:
        """The shares, by hours."""
        return tuple(
            each for each in self.estimates if each.low is not None or each.value is not None
        )

    @property
    def silent(self) -> bool:
        """True where every decision is dated on the day of its posting: such dates tell no lag."""
        return self.mean.value == 0

    @property
    def items(self) -> int:
        """Items whose lag is known."""
        return self.mean.n

    def within(self, hours: float) -> Estimate | None:
        """The share within so many hours; None where there is none."""
        return next((each for each in self.shares if each.by["hours"] == hours), None)


@dataclass(frozen=True, slots=True)
class Told:
    """All that is told: every platform, those with a panel, the known defects of each, which content."""

    lags: tuple[Lag, ...]
    shown: tuple[Lag, ...]
    defects: Mapping[str, tuple[Defect, ...]]
    content: str

    @property
    def first(self) -> tuple[Lag, ...]:
        """The platforms that have shares, the one with the most items first."""
        found = (each for each in self.lags if each.shares)
        return tuple(sorted(found, key=lambda each: (-each.items, each.platform)))

    @property
    def of(self) -> str:
        """What the items are called."""
        return "items" if self.content == "all" else "items with intimate images"


def named(platform: object) -> str:
    """A platform's name, or that it is not said."""
    return "platform not said" if platform is None else str(platform)


def least(share: Estimate) -> float:
    """The least that a share can be: the number itself where it is known."""
    return _number(share.value if share.value is not None else share.low)


def most(share: Estimate) -> float:
    """The most that it can be."""
    return _number(share.value if share.value is not None else share.high)


def _number(value: float | str | None) -> float:
    return float(value) if value is not None else 0.0


def nothing(lags: Sequence[Lag]) -> tuple[str, str]:
    """What is said where there is no distribution: the headline, and what to add."""
    if not lags:
        return (
            "Nothing that a platform acted on is on record item by item",
            "Add a day's dump of the EU's DSA Transparency Database.",
        )
    items = "; ".join(f"{each.platform} {count(each.items, 'item')}" for each in lags[:6])
    return (
        f"Too few items have a lag: a distribution needs {LEAST:,} of one platform",
        f"Here are: {items}. Add more days.",
    )


def words(told: Told) -> Words:
    """Headline, subtitle, claims, caveats and alternative text."""
    first, *others = told.first
    more = f"; {count(len(others), 'platform')} more beside it, not pooled" if others else ""
    claims = [f"{_claim(told, each)}." for each in told.first[:4]]
    means = [f"{_mean_claim(told, each)}." for each in told.first[:4] if not each.silent]
    return Words(
        f"{_claim(told, first)}{more}",
        "Share of what was acted on that was gone within so many days of its posting: between the least and the most that it can "
        "be, as only days are known. Nothing is known of what was never acted on.",
        alt(told),
        Claims((*claims, *means), UNBORNE),
        (CONDITIONAL, *_defects(told), *_left(told), *_notes(told)),
        (
            f"{sum(each.items for each in told.lags):,} items of {count(len(told.lags), 'platform')}",
        ),
    )


def _claim(told: Told, of: Lag) -> str:
    if of.silent:
        return f"{of.platform} dated all {of.items:,} {told.of} that it acted on to the day of their posting, which tells no lag"
    share = of.within(_WEEK)
    known = percent(least(share), most(share)) if share else "an unknown part"
    return f"Of {of.items:,} {told.of} that {of.platform} acted on, {known} were gone within 7 days of their posting"


def _mean_claim(told: Told, of: Lag) -> str:
    return f"Of {of.items:,} {told.of} that {of.platform} acted on, the lag was {mean(of)}"


def mean(of: Lag) -> str:
    """'6.1 days on average (95 % interval 5.7 to 6.5 days)'."""
    each = of.mean
    if each.value is None:
        return f"{_days(each.low)} to {days_in_words(_number(each.high))} on average"
    ends = f" (95 % interval {_days(each.low)} to {days_in_words(_number(each.high))})"
    interval = ends if each.low is not None and each.high is not None else ""
    return f"{days_in_words(_number(each.value))} on average{interval}"


def _days(value: float | str | None) -> str:
    return days_in_words(_number(value)).split(" ", 1)[0]


def below(told: Told, of: Lag) -> tuple[str, ...]:
    """The words under a platform's name: how many items, the mean, the known defects by their short names."""
    if not of.shares:
        return (f"{count(of.items, 'item')}: too few, a distribution needs {LEAST:,}",)
    short = [each.short for each in told.defects[of.platform] if each.short]
    known = (f"known defect: {'; '.join(short)}",) if short else ()
    lag = "all dated on the day of their posting, which tells no lag" if of.silent else mean(of)
    return (f"{count(of.items, 'item')}; {lag}", *known)


def alt(told: Told) -> str:
    """The bands in words."""
    return f"Bands over days since the posting, a panel for each platform. {'. '.join(_alt(told, each) for each in told.shown)}."


def _alt(told: Told, of: Lag) -> str:
    times = () if of.silent else (24.0, _WEEK, 720.0)
    steps = [(hours, share) for hours in times if (share := of.within(hours))]
    said = ", ".join(
        f"{percent(least(share), most(share))} within {count(round(hours / 24), 'day')}"
        for hours, share in steps
    )
    return f"{of.platform}: {'; '.join(below(told, of))}{f'; {said}' if said else ''}"


def _defects(told: Told) -> tuple[str, ...]:
    """Every known defect that touches a platform here, in its whole words, each once."""
    return once(each.said for lag in told.lags for each in told.defects[lag.platform])


def _left(told: Told) -> tuple[str, ...]:
    left = len(told.lags) - len(told.shown)
    more = (
        f"Drawn are the {len(told.shown)} platforms with the most items; the rows hold {left} more."
    )
    return (more,) if left else ()


_SAID_ONCE = re.compile(r"Of what was acted on only: [^.]*\.\s*")
"""What the first caveat says already."""


def _notes(told: Told) -> tuple[str, ...]:
    """What the measure remarks on a platform's mean: which days, what was left out, what the selection misses."""
    notes = ((each.platform, _SAID_ONCE.sub("", each.mean.note).strip()) for each in told.lags)
    return once(f"{platform}: {note}" for platform, note in notes if note)


UNBORNE = (
    Unborne(
        "Half of such content is gone within that time.",
        "The database holds nothing that stayed up: where fewer than half were ever removed, the true median is never.",
        "A log of requests, those without any action among them, or a platform's own figures of all notices.",
    ),
    Unborne(
        "The platform met, or missed, a deadline of some hours.",
        "Dates are days: a share within fewer hours than a day may be anything from none on, and the clock starts at the posting, "
        "not at a notice.",
        "Items with the moment of the notice and of the action.",
    ),
    Unborne(
        "One platform acts faster than another.",
        "Platforms differ in what they count as one decision, in how they date content, and in what they act on at all.",
        "The same clock, the same kind of item and the same denominator on both.",
    ),
)
"""What such bands do not bear."""
