"""What is said of Community Notes: how many posts had one shown, by when as far as that is known, and how many lost it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ripplemark.archive import Package
from ripplemark.charts.bands import percent
from ripplemark.figure import Claims, Unborne
from ripplemark.figures.composing import Words
from ripplemark.figures.platform_words import per_cent
from ripplemark.figures.sourcing import day, once
from ripplemark.result import Estimate
from ripplemark.wording import count

AXIS = "Time since the post; equal steps are equal ratios of time"
NOTHING = (
    "No Community Notes are here that belong to no incident",
    "Add the status history of Community Notes, with the file of notes beside it, as a norm.",
)
"""What is said where there are none: the headline, and what to add."""
_TWO_DAYS = 48.0


@dataclass(frozen=True, slots=True)
class Notes:
    """What the measure answered of one snapshot: counts and shares of all time by what they are, and shares by hours."""

    package: Package
    counts: Mapping[str, Estimate]
    by_hours: tuple[Estimate, ...]

    @property
    def name(self) -> str:
        """What heads its panel."""
        return f"Snapshot up to {self.until}" if self.until else "Snapshot"

    @property
    def until(self) -> str:
        """The last moment in it, as a day."""
        return day(self.package.last_time, "UTC") if self.package.last_time else ""

    def count(self, what: str) -> int:
        """A count; 0 where it was not answered."""
        each = self.counts.get(what)
        return round(float(each.value or 0)) if each else 0

    @property
    def posts(self) -> str:
        """'3,611 posts'."""
        return count(self.count("items"), "post")


def least(share: Estimate) -> float:
    """The least that a share can be: the number itself where it is known."""
    return _number(share.value if share.value is not None else share.low)


def most(share: Estimate) -> float:
    """The most that it can be."""
    return _number(share.value if share.value is not None else share.high)


def _number(value: float | str | None) -> float:
    return float(value) if value is not None else 0.0


def below(of: Notes) -> tuple[str, ...]:
    """The words under a panel's name."""
    unknown = of.count("shown-without-time")
    some = f", {unknown:,} at no known moment" if unknown else ""
    return (
        f"{of.posts} with a note written; shown on {of.count('shown'):,}{some}; withdrawn from {of.count('withdrawn'):,}",
    )


def words(found: Sequence[Notes], shown: Sequence[Notes]) -> Words:
    """Headline, subtitle, claims, caveats and alternative text."""
    first, *others = found
    more = f"; {count(len(others), 'snapshot')} more beside it, never added up" if others else ""
    return Words(
        f"{_shown(first)}{more}",
        "Share of posts on which a note was shown within so many hours of the post, of those that somebody wrote one about: where "
        "the moment is not known, between the least and the most that it can be.",
        f"Bands over hours since the post, a panel for each snapshot. {'. '.join(_alt(each) for each in shown)}.",
        Claims(tuple(f"{text}." for each in found[:3] for text in _claims(each)), UNBORNE),
        (*_unknown(found), *_left(found, shown), *_notes(found)),
        (
            f"{sum(each.count('items') for each in found):,} posts of {count(len(found), 'snapshot')}",
        ),
    )


def _shown(of: Notes) -> str:
    items, shown = of.count("items"), of.count("shown")
    share = per_cent(shown / items) if items else "none"
    until = f" up to {of.until}" if of.until else ""
    return f"Of {of.posts} that somebody wrote a note about, one was shown on {shown:,} ({share}){until}"


def _claims(of: Notes) -> tuple[str, ...]:
    """How many, by when, and how many lost it."""
    shown, withdrawn = of.count("shown"), of.count("withdrawn")
    told = [_shown(of)]
    if share := next((each for each in of.by_hours if each.by["hours"] == _TWO_DAYS), None):
        told.append(
            f"Of {share.n:,} posts that somebody wrote a note about, {percent(least(share), most(share))} had one shown within "
            "48 h of the post"
        )
    if shown:
        told.append(
            f"Of {count(shown, 'post')} with a note shown at some time, {withdrawn:,} had it withdrawn again"
        )
    return tuple(told)


def _alt(of: Notes) -> str:
    steps = ", ".join(
        f"{percent(least(each), most(each))} within {each.by['hours']:g} h"
        for each in of.by_hours
        if each.by["hours"] in (24, _TWO_DAYS, 168)
    )
    return f"{of.name}: {below(of)[0]}{f'; {steps}' if steps else ''}"


def _unknown(found: Sequence[Notes]) -> tuple[str, ...]:
    unknown = sum(each.count("shown-without-time") for each in found)
    if not unknown:
        return ()
    told = (
        f"{unknown:,} notes were shown at a moment that no file tells: the lower number takes them as shown too late, the upper "
        "one as shown as early as can be."
    )
    return (told,)


def _left(found: Sequence[Notes], shown: Sequence[Notes]) -> tuple[str, ...]:
    left = len(found) - len(shown)
    return (
        (f"Drawn are the {len(shown)} largest snapshots; the rows hold {left} more.",)
        if left
        else ()
    )


def _notes(found: Sequence[Notes]) -> tuple[str, ...]:
    """What the measure remarks on the share within two days."""
    return once(
        f"{of.name}, within 48 h: {each.note}"
        for of in found
        for each in of.by_hours
        if each.by["hours"] == _TWO_DAYS and each.note
    )


UNBORNE = (
    Unborne(
        "That share of misleading posts got a note.",
        "Posts that nobody wrote a note about are in no file, and a note is somebody's proposal, not a finding.",
        "A sample of posts, judged one by one.",
    ),
    Unborne(
        "The note came too late.",
        "Nothing here says when the post was seen, and of some notes no moment is known at all.",
        "The post's views over time, and the moment of the note.",
    ),
)
"""What such shares do not bear."""
