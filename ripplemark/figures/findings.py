"""Findings that join the questions: sentences that are true of the data, the most telling first, none of them chosen by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ripplemark.figures.check_share import check_share, event_name
from ripplemark.figures.knowing import Course, Known
from ripplemark.figures.standing import Standing
from ripplemark.figures.telling import (
    ON,
    after,
    date_words,
    days_words,
    instant,
    percent,
    said_number,
    sentence,
    told_day,
    within,
)
from ripplemark.figures.walltime import wall
from ripplemark.wording import count, said


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence for the headline, without a full stop, and what stands under it: units, denominator, end of observation."""

    headline: str
    about: str


def finding(of: Known) -> Finding:
    """The first that is true, of those that join questions before those that answer one."""
    for rule in _RULES:
        found = rule(of)
        if found is not None:
            return found
    return Finding("Nothing can be measured here yet", "What is on record is drawn below.")


# Attention and a check


def _check(of: Known) -> Finding | None:
    told = check_share(of)
    if told is None or of.course is None:
        return None
    event, low, high = told
    if high < 0.005 or event.low > of.course.last:
        return None
    name = event_name(of, event)
    share = percent(low, high)
    head = f"The {name} came after {share} of the attention {ON[of.course.channel]} had been spent"
    return Finding(head, _counted_from(of, of.course))


def _counted_from(of: Known, course: Course) -> str:
    began = instant(course.onset.estimates[0])
    unit = course.choice.metric.split(",")[0]
    since = f" from the onset on {told_day(of, began)}" if began else ""
    until = told_day(of, course.last - timedelta(seconds=1))
    return f"Share of {unit} {ON[course.channel]}{since} to the end of observation on {until}."


# Items and searches


def gone(of: Known) -> str | None:
    """When half of the items were gone, or how many are still up; None where neither can be said."""
    if of.median is None or of.standing is None:
        return None
    median = of.median.estimates[0]
    if median.status in ("ok", "bounds") and median.n:
        return f"half of the {median.n:,} {reported(of)} were gone {after(median, 'h')}"
    if of.standing.last["up"]:
        return still_up(of, of.standing)
    return None


def still_up(of: Known, stood: Standing) -> str:
    """'8 of 40 reported items were still up on 10 November 2025', or when last looked at, where that differs or nobody said."""
    up = stood.last["up"]
    verb = "was" if up == 1 else "were"
    return f"{up:,} of {stood.items:,} {reported(of)} {verb} still up {looked(stood)}"


def looked(stood: Standing) -> str:
    """When the items that are still up were last looked at: 'on 10 November 2025', 'when last looked at, 2 to 10 ...'."""
    if stood.up_looked is None:
        return "when last looked at"
    low, high = stood.up_looked
    if low.date() == high.date():
        return f"on {date_words(high)}"
    return f"when last looked at, {days_words(low, high)}"


def reported(of: Known) -> str:
    """What the items are: reported ones where a notice or a request is on record."""
    clock = of.standing.clock if of.standing else None
    return "reported items" if clock in ("notice", "first-request", "last-request") else "items"


def back(of: Known) -> str | None:
    """When searches were back to usual, or that they were not; None where it cannot be said."""
    if of.search is None or of.search.back is None:
        return None
    estimate = of.search.back.estimates[0]
    words = said(estimate, "days")
    if estimate.value is not None:
        return f"searches were back to usual {words.value} after their peak"
    if estimate.status == "NE_RIGHT" and isinstance(estimate.low, float) and estimate.low > 0:
        days = said_number(estimate.low)
        return f"searches were not back to usual {days} after their peak"
    return None


def half(of: Known) -> str | None:
    """How fast attention fell to half of its peak in the reference channel."""
    if of.course is None:
        return None
    estimate = of.course.half.estimates[0]
    where = ON[of.course.channel]
    if estimate.status in ("ok", "bounds"):
        return f"attention {where} fell to half of its peak {within(estimate)}"
    return None


def _gone_and_back(of: Known) -> Finding | None:
    one, two = gone(of), back(of)
    if one is None or two is None:
        return None
    return Finding(sentence(f"{one}; {two}"), f"{_items(of)} {_searches(of)}")


def _halved_first(of: Known) -> Finding | None:
    """Which came first on the calendar: half of the peak, or half of the items gone; only where the intervals are apart."""
    if of.course is None or of.standing is None:
        return None
    halved, went = halved_at(of.course), of.standing.half_gone()
    if halved is None or went is None:
        return None
    low, high = (wall(each, of.zone) for each in halved)
    where, items = ON[of.course.channel], f"half of the {of.standing.items:,} {reported(of)}"
    about = f"{_attention(of, of.course)} {_items(of)}"
    if high < went[0]:
        return Finding(f"Attention {where} had halved before {items} were gone", about)
    if went[1] < low:
        return Finding(sentence(f"{items} were gone before attention {where} had halved"), about)
    return None


def halved_at(course: Course) -> tuple[datetime, datetime] | None:
    """Between which moments attention had fallen to half of its peak; None where it is not known on both sides."""
    top, fell = instant(course.top), course.half.estimates[0]
    low, high = fell.low, fell.high
    if top is None or not isinstance(low, float) or not isinstance(high, float):
        return None
    return top + timedelta(hours=low), top + timedelta(hours=high)


def _half_and_gone(of: Known) -> Finding | None:
    return _two(of, half, gone)


def _half_and_back(of: Known) -> Finding | None:
    return _two(of, half, back)


def _two(
    of: Known, one: Callable[[Known], str | None], two: Callable[[Known], str | None]
) -> Finding | None:
    left, right = one(of), two(of)
    if left is None or right is None:
        return None
    return Finding(sentence(f"{left}; {right}"), _all(of))


def _one(of: Known) -> Finding | None:
    for found in (gone(of), half(of), back(of)):
        if found is not None:
            return Finding(sentence(found), _all(of))
    return None


def _peak(of: Known) -> Finding | None:
    for course in (of.course, of.search):
        top = instant(course.top) if course is not None else None
        if course is not None and top is not None:
            where = ON[course.channel]
            return Finding(f"Attention {where} peaked on {told_day(of, top)}", _all(of))
    return None


def _on_record(of: Known) -> Finding | None:
    stood = of.standing
    if stood is None:
        return None
    if stood.last["up"]:
        return Finding(sentence(still_up(of, stood)), _all(of))
    gone_ = stood.last["removed"] + stood.last["otherwise"]
    verb = "was" if gone_ == 1 else "were"
    items = count(stood.items, reported(of).removesuffix("s"))
    return Finding(f"Of {items}, {gone_:,} {verb} gone when last looked at", _all(of))


def _events(of: Known) -> Finding | None:
    if not of.events:
        return None
    told = count(len(of.events), "event")
    began, ended = of.events[0].low, max(each.low for each in of.events)
    when = told_day(of, began)
    if told_day(of, ended) != when:
        when += f" to {told_day(of, ended)}"
    return Finding(f"{told} on record, {when}", "Nothing is measured beside them yet.")


_RULES: tuple[Callable[[Known], Finding | None], ...] = (
    _check,
    _gone_and_back,
    _halved_first,
    _half_and_gone,
    _half_and_back,
    _one,
    _peak,
    _on_record,
    _events,
)


# What stands under a headline


def _all(of: Known) -> str:
    parts = [_attention(of, of.course) if of.course else "", _items(of), _searches(of)]
    return " ".join(part for part in parts if part)


def _attention(of: Known, course: Course) -> str:
    until = told_day(of, course.last - timedelta(seconds=1))
    return f"Attention is {course.choice.unit}, observed to {until}."


def _items(of: Known) -> str:
    stood = of.standing
    if stood is None:
        return ""
    if not stood.last["up"]:
        return f"Of {count(stood.items, 'item')}, none still up."
    return f"Of {count(stood.items, 'item')}, {stood.last['up']:,} still up {looked(stood)}."


def _searches(of: Known) -> str:
    if of.search is None:
        return ""
    until = told_day(of, of.search.last - timedelta(seconds=1))
    return f"Searches are {of.search.choice.unit}, observed to {until}."
