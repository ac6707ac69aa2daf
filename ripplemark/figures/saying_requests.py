"""The words of requests needed: how many it took, what came back, how requests were answered, and by which clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from ripplemark.charts.lapse import span
from ripplemark.charts.rounds import Rounds
from ripplemark.figure import Unborne
from ripplemark.figures import lag_claims as claims
from ripplemark.figures import lag_words as words
from ripplemark.figures.base import Asked
from ripplemark.figures.watching import Watched, requesting
from ripplemark.measures.fate_words import FateWords
from ripplemark.measures.lags import EVERY_REQUEST
from ripplemark.measures.requests import answers_of
from ripplemark.wording import count

_ANSWERS = {
    "accepted": "accepted",
    "partly": "accepted in part",
    "refused": "refused",
    "received": "confirmed as received",
    "other": "answered in another way",
}

Item = dict[str, Any]
"""One item as ``measures.requests.items_of`` gives it."""


def requests_sent(items: Sequence[Item]) -> int:
    """All requests about these items."""
    return sum(each["requests"] for each in items)


def unit(of: Watched) -> str:
    """What one lag is of: a request, an appearance of an item that came back, or an item."""
    if of.clock == EVERY_REQUEST:
        return "request"
    return "appearance" if of.again else "item"


def _after(items: Sequence[Item]) -> tuple[int, int, int]:
    """How many were first gone after one request, after more, and never."""
    one = sum(each["needed"] in (0, 1) for each in items)
    more = sum((each["needed"] or 0) > 1 for each in items)
    return one, more, len(items) - one - more


def _found(items: Sequence[Item], gone: str) -> str:
    """'Of 12 items that were asked about in 28 requests, 6 were gone after one request and 4 after more'."""
    one, more, never = _after(items)
    asked = f"asked about in {count(requests_sent(items), 'request')}"
    if len(items) == 1:
        fate = (
            f"first {gone} after {count(items[0]['needed'], 'request')}"
            if not never
            else f"never {gone}"
        )
        return f"The one item {asked} was {fate}"
    if never == len(items):
        return f"Of {len(items):,} items {asked}, none was {gone}"
    ones = f"{one:,} {words.were(one)}" if one else "none was"
    left = f" and {never:,} {words.were(never)} not {gone} by the last look" if never else ""
    more_ = f"{',' if left else ' and'} {more:,} after more than one"
    return f"Of {len(items):,} items {asked}, {ones} first {gone} after one request{more_}{left}"


def _end(of: Watched, items: Sequence[Item]) -> str:
    up, back = (sum(each[name] for each in items) for name in ("up", "came_back"))
    came = f"{back:,} {of.fate.came_back}, and " if back else ""
    told = words.every(up) if up == len(items) > 1 else f"{up:,}" if up else "none"
    limited = Counter(each["limited"] for each in items if each["limited"])
    done = "".join(f", {n:,} of them {words.OUTCOMES[how]}" for how, n in limited.most_common())
    return f"{came}{told} {words.were(up or 1)} {of.fate.up} when last looked at, by {words.ended(of)}{done}"


def headline(of: Watched, items: Sequence[Item]) -> str:
    """How many requests it took, what came back, and what was still up at the last look."""
    return f"{_found(items, of.fate.gone)}; {_end(of, items)}"


def subtitle(of: Watched) -> str:
    """What is counted, what gone means, and until when it was watched."""
    asked = of.asked
    incident = f"{asked.incident}: " if asked.incident else ""
    return (
        f"{incident}requests needed for each item{words.on(of)}, and the time from the first, the last and each request. "
        f"{of.fate.Gone} means {words.gone_means(asked)}{words.cohort(asked)}; last look on {words.ended(of)}."
    )


def borne(
    of: Watched, items: Sequence[Item], clocks: Sequence[tuple[str, Watched]], hours: float
) -> tuple[str, ...]:
    """How many requests, how many came back, and the three clocks side by side."""
    until = f"as observed until {words.ended(of)}"
    found = [
        f"{_found(items, of.fate.gone)}, {until}",
        f"Of {count(len(items), 'item')} asked about, {_end(of, items)}",
    ]
    if told := _three(clocks, hours):
        found.append(f"{told}, {until}")
    return tuple(claims.claim(of, each) for each in found)


def _three(clocks: Sequence[tuple[str, Watched]], hours: float) -> str:
    """How many were gone within so long by each clock; a request is followed by an end, it is not itself gone."""
    within, told = f"within {span(hours)}", []
    for _, each in clocks:
        if not each.items:
            continue
        by = each.by(hours)
        some = f"{words.number(by)} of {count(each.items, unit(each))} {words.were(by.sure + by.perhaps)}"
        if each.clock == EVERY_REQUEST:
            told.append(
                f"counted from each request, {some} followed {within} by the item being {each.fate.gone}"
            )
        else:
            told.append(f"{some} {each.fate.gone} {within} of {words.clock(each)}")
    return "; ".join(told)


def unborne(items: Sequence[Item], fate: FateWords) -> tuple[Unborne, ...]:
    """What such requests do not allow to write."""
    return (
        Unborne(
            "The platform needs so many requests before it acts.",
            f"{'This is' if len(items) == 1 else 'These are'} {count(len(items), 'item')} that somebody asked about; items {fate.gone} before a "
            "second request would have been sent are among them.",
            "The same number of requests about every item, sent at the same times.",
        ),
        Unborne(
            "The last request was the one that worked.",
            f"An item may have been {'labelled' if fate.only_labels else 'taken down'} for an earlier request, or for another reason.",
            "The platform's answer that names the request.",
        ),
        Unborne(
            "The platform took only as long as it did from the last request.",
            "From the first request, the last and each of them the same items give three different times.",
            "Say which request the clock starts at, and give the first one as well.",
        ),
    )


def answered(asked: Asked) -> str:
    """How the requests were answered, in one sentence."""
    answers = answers_of(requesting(asked))
    total = sum(answers.values())
    told = [
        f"{answers[name]:,} {words.were(answers[name])} {what}"
        for name, what in _ANSWERS.items()
        if answers.get(name)
    ]
    silent = answers.get("none", 0)
    told += [f"{silent:,} had no answer"] if silent else []
    unknown = answers.get(None, 0)
    told += [f"of {unknown:,} no answer is on record"] if unknown else []
    return f"Of {count(total, 'request')}, {words.listed(told)}."


def remarks(items: Sequence[Item], of: Watched) -> list[str]:
    """Caveats of the three clocks and of items gone before any request."""
    told = [
        "From the last request times are shortest, from the first longest; which one is meant must be said.",
        f"From each request: each counts by itself until the item was next {of.fate.gone}; without an interval, for they are related.",
    ]
    if any(each["needed"] == 0 for each in items):
        told.append(
            f"Items {of.fate.gone} before any request was sent are counted with those after one request in the headline."
        )
    return [*told, *of.remarks()]


def alt(drawn: Rounds, items: Sequence[Item]) -> str:
    """What is seen, for those who cannot see it."""
    rows = "; ".join(
        f"{each.name}: {', '.join(what for *_, what in each.parts) or 'none'}"
        for each in drawn.rounds
    )
    clocks = ". ".join(
        f"{row.name}, {row.items}: half {drawn.clocks.gone} {row.median.words}, {row.share.words} {drawn.clocks.gone} {drawn.clocks.deadline}"
        for row in drawn.clocks.rows
    )
    return f"{count(len(items), 'item')} in rows by number of requests. {rows}. {clocks}."
