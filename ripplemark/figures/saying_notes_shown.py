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

OWN_CLOCK = "notes-own-clock"
"""Code of the warning that a file does not say which posts its notes are about: what is counted are notes."""
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
    def noun(self) -> str:
        """What is counted: 'post', or 'note' where the file does not say the posts."""
        own = any(each.code == OWN_CLOCK for each in self.package.warnings)
        return "note" if own else "post"

    @property
    def counted(self) -> str:
        """'3,611 posts', '36,118 notes'."""
        return count(self.count("items"), self.noun)

    @property
    def written(self) -> str:
        """'3,611 posts that somebody wrote a note about', '36,118 notes that were written'."""
        return f"{self.counted} {_WRITTEN[self.noun]}"


_WRITTEN = {"post": "that somebody wrote a note about", "note": "that were written"}
_SUBTITLE = {
    "post": "Share of posts on which a note was shown within so many hours of the post, of those that somebody wrote one about",
    "note": "Share of notes that were shown within so many hours of their writing, of those that somebody wrote",
}


def axis(shown: Sequence[Notes]) -> str:
    """The title of the axis of time."""
    since = " or ".join(f"the {noun}" for noun in nouns(shown))
    return f"Time since {since}; equal steps are equal ratios of time"


def nouns(found: Sequence[Notes]) -> tuple[str, ...]:
    """What the snapshots count, each once, as they come."""
    return once(each.noun for each in found)


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
    shown, withdrawn = f"{of.count('shown'):,}", f"{of.count('withdrawn'):,}"
    if of.noun == "note":
        return (f"{of.counted} written; {shown} shown{some}; {withdrawn} withdrawn",)
    return (
        f"{of.counted} with a note written; shown on {shown}{some}; withdrawn from {withdrawn}",
    )


def words(found: Sequence[Notes], shown: Sequence[Notes]) -> Words:
    """Headline, subtitle, claims, caveats and alternative text."""
    first, *others = found
    more = f"; {count(len(others), 'snapshot')} more beside it, never added up" if others else ""
    return Words(
        f"{_shown(first)}{more}",
        f"{'. '.join(_SUBTITLE[noun] for noun in nouns(found))}: where the moment is not known, between the least and the most "
        "that it can be.",
        f"Bands over hours since the {' or the '.join(nouns(shown))}, a panel for each snapshot. {'. '.join(_alt(each) for each in shown)}.",
        Claims(tuple(f"{text}." for each in found[:3] for text in _claims(each)), UNBORNE),
        (*_unknown(found), *_left(found, shown), *_notes(found)),
        (f"{_all(found)} of {count(len(found), 'snapshot')}",),
    )


def _all(found: Sequence[Notes]) -> str:
    """'36,118 notes and 3,611 posts'."""
    sums = {
        noun: sum(each.count("items") for each in found if each.noun == noun)
        for noun in nouns(found)
    }
    return " and ".join(count(number, noun) for noun, number in sums.items())


def _shown(of: Notes) -> str:
    items, shown = of.count("items"), of.count("shown")
    share = per_cent(shown / items) if items else "none"
    until = f" up to {of.until}" if of.until else ""
    if of.noun == "note":
        return f"Of {of.written}, {shown:,} ({share}) were shown{until}"
    return f"Of {of.written}, one was shown on {shown:,} ({share}){until}"


def _claims(of: Notes) -> tuple[str, ...]:
    """How many, by when, and how many lost it."""
    shown, withdrawn = of.count("shown"), of.count("withdrawn")
    told = [_shown(of)]
    if share := next((each for each in of.by_hours if each.by["hours"] == _TWO_DAYS), None):
        told.append(
            f"Of {count(share.n, of.noun)} {_WRITTEN[of.noun]}, {percent(least(share), most(share))} {_BY_THEN[of.noun]}"
        )
    if shown:
        told.append(f"Of {count(shown, of.noun)} {_LOST[of.noun].format(f'{withdrawn:,}')}")
    return tuple(told)


_BY_THEN = {
    "post": "had one shown within 48 h of the post",
    "note": "were shown within 48 h of their writing",
}
_LOST = {
    "post": "with a note shown at some time, {} had it withdrawn again",
    "note": "shown at some time, {} were withdrawn again",
}


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
