"""Sentences about deadlines that laws set: what is counted by which, and that none of it is a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ripplemark.charts.lapse import span
from ripplemark.figure import Unborne
from ripplemark.figures.lag_words import listed, were
from ripplemark.measures import Measurement
from ripplemark.measures.ruled import REASONS, REFERENCE
from ripplemark.measures.rules import Rule, day
from ripplemark.result import Estimate
from ripplemark.wording import count, said


@dataclass(frozen=True, slots=True)
class Told:
    """One rule that is switched on and what was counted by it; ``answer`` is None where no request is ever scored by it."""

    rule: Rule
    answer: Measurement | None
    by: Mapping[str, Estimate]

    @property
    def share(self) -> Estimate | None:
        """The share in time."""
        return self.by.get("share")

    def number(self, quantity: str) -> int:
        """A count; 0 where there is none."""
        value = self.by[quantity].value if quantity in self.by else 0
        return int(value) if isinstance(value, int | float) else 0

    @property
    def items(self) -> int:
        """Items counted."""
        return self.by["in-time"].n if "in-time" in self.by else 0

    @property
    def beside(self) -> int:
        """Items not counted."""
        return sum(self.number(reason) for reason in REASONS)


def told_of(rule: Rule, answer: Measurement | None) -> Told:
    """A rule with its answer, by quantity."""
    rows = answer.estimates if answer is not None else ()
    return Told(rule, answer, {str(each.by.get("quantity")): each for each in rows})


def time_of(rule: Rule) -> str:
    """Its deadline: '48 h', 'no number of hours'."""
    return span(rule.hours) if rule.hours else "no number of hours"


def whose(rule: Rule) -> str:
    """The items that are counted, without their number: 'that a user or a lawyer asked about from 19 May 2026 on'."""
    since = f" from {day(rule.applies_from)} on" if rule.applies_from else ""
    if rule.applies_to:
        first = f" from {day(rule.applies_from)} on," if rule.applies_from else ""
        since = f"{first} before {day(rule.applies_to)}"
    return f"that {rule.askers} asked about{since}"


def counts(of: Told) -> str:
    """'5 were gone within 48 h, 8 were up for longer and 1 was last seen up before that time was over'."""
    time = time_of(of.rule)
    parts = [
        (of.number("in-time"), "{} gone within " + time),
        (of.number("past"), "{} up for longer"),
        (of.number("within-time"), "{} last seen up before that time was over"),
        (of.number("ended-otherwise"), "ended in another way"),
        (of.number("undecided"), "{} too coarsely timed to say"),
    ]
    told = [
        f"{number:,} {words.format(were(number))}"
        for k, (number, words) in enumerate(parts)
        if number or not k
    ]  # fmt: skip
    return listed(told)


def headline(of: Sequence[Told], code: str) -> str:
    """The counts of the first rule that counts any item; that none does where none does."""
    first = next((each for each in of if each.items), None)
    if first is None:
        total = max((each.beside for each in of), default=0)
        which = "deadline that is" if len(of) == 1 else "deadlines that are"
        items = f"None of {count(total, 'item')} of {code}" if total else f"No item of {code}"
        return f"{items} is counted by the {which} switched on"
    return f"Of {count(first.items, 'item')} {whose(first.rule)}, {counts(first)}"


def subtitle(of: Sequence[Told], code: str, gone: str, until: str) -> str:
    """Which deadlines are shown, and what they are; what counts as gone, and when anybody looked last."""
    names = listed([f"{each.rule.short} ({time_of(each.rule)})" for each in of])
    return f"{code}: when these deadlines applied, and the items counted by each: {names}. {REFERENCE} Gone means {gone}; last look on {until}."


def beneath(of: Told, now: datetime) -> str:
    """What stands below a rule's name on the picture."""
    rule = of.rule
    time = time_of(rule)
    start = f"{time[0].upper()}{time[1:]} from {rule.starts}; it applies {rule.applied}."
    if rule.unscored:
        told = f"Reference line only: {rule.unscored[0].lower()}{rule.unscored[1:]}"
    elif of.items:
        told = f"{count(of.items, 'item')}: {counts(of)}.{_share(of)}"
    else:
        told = "No item is counted."
    beside = f" {count(of.beside, 'item')} not counted." if of.beside else ""
    old = f" {rule.checked(now)}" if rule.stale(now) else ""
    return f"{start} {told}{beside}{old}"


def _share(of: Told) -> str:
    share = of.share
    if share is None or share.status not in ("ok", "bounds"):
        return ""
    told = said(share, "share")
    return f" In time: {told.value} ({told.interval})."


def borne(of: Sequence[Told], code: str, until: str) -> tuple[str, ...]:
    """One sentence for each rule that counts items, at most three; one that none does where none does."""
    found = [
        f"Incident {code}: of {count(each.items, 'item')} {whose(each.rule)}, {counts(each)}, as observed until {until}. "
        f"{time_of(each.rule)} is the time of {each.rule.title}; this is {REFERENCE[0].lower()}{REFERENCE[1:]}"
        for each in of
        if each.items
    ]
    if found:
        return tuple(found[:3])
    names = listed([each.rule.title for each in of])
    total = max((each.beside for each in of), default=0)
    items = f"0 of {count(total, 'item')} on record are" if total else "0 items are"
    return (f"Incident {code}: {items} counted by {names}, as observed until {until}. {REFERENCE}",)


def unborne(of: Sequence[Told]) -> tuple[Unborne, ...]:
    """Sentences about law that a log does not bear."""
    one = next((each for each in of if each.items), of[0])
    time, title = time_of(one.rule), one.rule.title
    return (
        Unborne(
            f"A platform broke the law because something was up for longer than {time}.",
            f"The log knows when somebody asked, not whether the request had what the law demands, whether {title} held for this "
            "platform and this person, or what else the law allows.",
            "The requests themselves, the law's text as it stood on that day, and legal advice.",
        ),
        Unborne(
            f"The platform did what the law demands because things were gone within {time}.",
            "Time is one of a law's conditions: copies, other duties and other requests are not in this count.",
            "The same, and a record of everything else that the law asks for.",
        ),
        Unborne(
            f"The platform removes within {time} when it is asked.",
            "These are items that somebody put on record for one incident, not a sample of all requests.",
            "Every request of a kind, or a random sample of them.",
        ),
    )


_HOW = (
    "A deadline is drawn as a reference line, not a finding. A request is counted where it was made while the deadline "
    "applied, by midnights of the incident's home zone, and by somebody whose request starts its time. Whether it was "
    "valid, and whether the one who sent it was the person whom the law has in mind, is not on record. The clock of an item "
    "starts with the first such request: when it was received, or, where that is not known, when it was sent."
)


def caveats(of: Sequence[Told], now: datetime) -> tuple[str, ...]:
    """For each rule: what it says, from where, when that was checked, why items are not counted by it."""
    found = [_about(each, now) for each in of]
    reasons = [
        f"{each.rule.short}: {count(number, 'item')} {REASONS[reason]}, not counted."
        for each in of
        for reason in REASONS
        if (number := each.number(reason))
    ]
    return (
        _HOW,
        *found,
        *reasons,
    )


def _about(of: Told, now: datetime) -> str:
    rule = of.rule
    unverified = "" if rule.verified else " Unverified: never scored."
    unscored = f" No request is scored by it: {rule.unscored[0].lower()}{rule.unscored[1:]}" if rule.unscored and rule.verified else ""  # fmt: skip
    return (
        f"{rule.title}: {time_of(rule)}; it applies {rule.applied}; its time starts with {rule.starts}; it is about {rule.scope}. "
        f"{rule.status[0].upper()}{rule.status[1:]}. Source: {rule.source}. {rule.checked(now)}{unverified}{unscored}"
    )


def alt(of: Sequence[Told], head: str) -> str:
    """The picture in words."""
    told = "; ".join(f"{each.rule.short}: {time_of(each.rule)}, {each.rule.applied}" for each in of)
    return f"One bar for each deadline on a calendar, with the time in which requests came: {told}. {head}. {REFERENCE}"
