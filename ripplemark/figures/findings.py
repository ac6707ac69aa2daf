"""Findings that join the questions: sentences that are true of the data, the most telling first, none of them chosen by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ripplemark.figures.check_share import check_share, event_name
from ripplemark.figures.knowing import Course, Known
from ripplemark.figures.moments import bin_words, peak_bin, peak_middle
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
from ripplemark.wording import CLOCKS, bins, count, said


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
    counted = f"the {unit_of(of.course)} counted {ON[of.course.channel]}"
    return Finding(f"The {name} came after {share} of {counted}", _counted_from(of, of.course))


def unit_of(course: Course) -> str:
    """What one unit of a series' values is: 'posts'."""
    return course.choice.metric.split(",")[0]


def _counted_from(of: Known, course: Course) -> str:
    began = instant(course.onset.estimates[0])
    unit = unit_of(course)
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
        if of.again:
            value = said(median, "h").value
            return f"{timed(of)}, up {median.n:,} times in all, were {of.fate.gone} after a median of {value}"
        return f"half of the {timed(of)} were {of.fate.gone} {after(median, 'h')}"
    if of.standing.last["up"]:
        return still_up(of, of.standing)
    return None


def timed(of: Known) -> str:
    """The items whose time up was measured: '12,232 reported items'. Each once, however often it was up."""
    used = (of.median.estimates[0].n if of.median is not None else 0) - of.again
    return count(used, f"{_quality(of)}item")


def recorded(of: Known) -> str:
    """All items that are drawn: '40 reported items' where each of them has a time of report, else '15,966 items on record'."""
    stood = of.standing
    if stood is None or of.median is None:
        return "no items"
    if of.median.estimates[0].n - of.again == stood.items:
        return count(stood.items, f"{_quality(of)}item")
    return f"{count(stood.items, 'item')} on record"


def _quality(of: Known) -> str:
    """What an item is whose clock has started: 'reported ' after a notice or a request, 'labelled ' after a label."""
    clock = of.median.estimates[0].by.get("clock") if of.median is not None else None
    if clock in ("notice", "first-request", "last-request"):
        return "reported "
    return "labelled " if clock == "label" else ""


def still_up(of: Known, stood: Standing) -> str:
    """'8 of 40 reported items were still up on 10 November 2025', or when last looked at, where that differs or nobody said."""
    up = stood.last["up"]
    if up == stood.items and up > 1:
        return f"all {recorded(of)} were {of.fate.still_up} {looked(stood)}"
    if stood.items == 1:
        return f"{the_one(of)} was {of.fate.still_up} {looked(stood)}"
    verb = "was" if up == 1 else "were"
    return f"{up:,} of {recorded(of)} {verb} {of.fate.still_up} {looked(stood)}"


def the_one(of: Known) -> str:
    """'the one reported item', 'the one item on record', where there is no more than that."""
    return f"the one {recorded(of).partition(' ')[2]}"


def looked(stood: Standing) -> str:
    """When the items that are still up were last looked at: 'on 10 November 2025', 'when last looked at, 2 to 10 ...'."""
    if stood.up_looked is None:
        return "when last looked at"
    low, high = stood.up_looked
    if low.date() == high.date():
        return f"on {date_words(high)}"
    return f"when last looked at, {days_words(low, high)}"


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
    halved = halved_at(of.course)
    went = of.standing.half_gone(any_way=not of.fate.only_labels)
    if halved is None or went is None:
        return None
    low, high = (wall(each, of.zone) for each in halved)
    where, items = ON[of.course.channel], f"half of the {recorded(of)}"
    about = f"{_attention(of, of.course)} {_items(of)}"
    if high < went[0]:
        return Finding(f"Attention {where} had halved before {items} were {of.fate.gone}", about)
    if went[1] < low:
        return Finding(
            sentence(f"{items} were {of.fate.gone} before attention {where} had halved"), about
        )
    return None


def halved_at(course: Course) -> tuple[datetime, datetime] | None:
    """Between which moments attention had fallen to half of its peak; None where it is not known on both sides."""
    top, fell = peak_middle(course), course.half.estimates[0]
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
        at = peak_bin(course) if course is not None else None
        if course is not None and at is not None:
            where, when = ON[course.channel], bin_words(course, at)[0]
            return Finding(f"Attention {where} peaked {when}", _all(of))
    return None


def _on_record(of: Known) -> Finding | None:
    stood = of.standing
    if stood is None:
        return None
    if stood.last["up"]:
        return Finding(sentence(still_up(of, stood)), _all(of))
    gone_ = stood.last["removed"] + (0 if of.fate.only_labels else stood.last["otherwise"])
    told = f"{of.fate.gone} when last looked at"
    if gone_ == stood.items:
        whole = f"all {recorded(of)} were" if gone_ > 1 else f"{the_one(of)} was"
        return Finding(sentence(f"{whole} {told}"), _all(of))
    verb = "was" if gone_ == 1 else "were"
    return Finding(f"{gone_:,} of {recorded(of)} {verb} {told}", _all(of))


def _events(of: Known) -> Finding | None:
    if not of.events:
        return None
    told = count(len(of.events), "event")
    began, ended = of.events[0].low, max(each.low for each in of.events)
    when = days_words(began.astimezone(of.zone), ended.astimezone(of.zone))
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
    """How many items there are, on how many of them a median rests and why not on all, and how many are still up."""
    stood = of.standing
    if stood is None:
        return ""
    median = of.median.estimates[0] if of.median is not None else None
    used = (median.n if median is not None else 0) - of.again
    told = f"Of {count(stood.items, 'item')}"
    if median is not None and median.status in ("ok", "bounds") and used != stood.items:
        clock = CLOCKS.get(str(median.by.get("clock")), "a start")
        told += f", {used:,} with a time that can be counted from {clock}"
    left = stood.last["up"]
    many = "all" if left == stood.items else f"{left:,}"
    up = f"{many} {of.fate.still_up} {looked(stood)}" if left else f"none {of.fate.still_up}"
    back = f"{of.fate.up} again after being {of.fate.gone}"
    again = f"; {back}: {count(of.again, 'time')}" if of.again else ""
    return f"{told}, {up}{again}."


def _searches(of: Known) -> str:
    if of.search is None:
        return ""
    until = told_day(of, of.search.last - timedelta(seconds=1))
    choice = of.search.choice
    if choice.binned.by.get("metric") == "search_index":
        per = bins(choice.binned.by.get("bin_width"))
        return (
            f"Searches: interest per {per} (the file's highest value is 100), observed to {until}."
        )
    return f"Searches are {choice.unit}, observed to {until}."
