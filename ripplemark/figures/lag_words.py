"""Sentences about lags: what a clock, an outcome, a deadline and the end of observation are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from ripplemark.charts.lapse import span
from ripplemark.figures.base import Asked
from ripplemark.figures.sourcing import day
from ripplemark.figures.watching import By, Watched, platforms
from ripplemark.measures.fate_words import fate_words
from ripplemark.measures.lags import EVERY_REQUEST
from ripplemark.measures.rules import KINDS
from ripplemark.result import Estimate
from ripplemark.wording import CLOCKS, count, said

OUTCOMES = {
    "removed": "removed by the platform",
    "uploader": "taken down by the uploader",
    "account": "gone with the account",
    "geo": "blocked in some places",
    "partial": "partly removed",
    "label": "labelled",
    "demotion": "shown less",
    "private": "made private",
    "delisted": "taken out of search results",
    "refused": "refused",
    "up": "up",
    "unknown": "gone, nobody knows why",
}
_INSTANT = timedelta(microseconds=1)
_WHOSE = {
    "category": " of the category {}",
    "language": " in the language {}",
    "region": " in the region {}",
}
REQUESTS = ("notice", "first-request", "last-request")
_ENDED = {
    each: told for each, told in OUTCOMES.items() if each not in ("up", "unknown", "refused")
} | {"unknown": "gone for unknown reasons"}
"""What follows 'were' of an item that something ended."""
_KNOWN_BY = {**dict.fromkeys(REQUESTS, "reported "), "label": "labelled "}


def clock(of: Watched) -> str:
    """The clock's start in words: 'the notice', 'posting'."""
    return {**CLOCKS, EVERY_REQUEST: "each request"}[of.clock or "notice"]


def ended(of: Watched) -> str:
    """The end of observation: '10 November 2025'; 'an unknown date' where nobody said when anyone looked.

    The last look is the end of an interval, which is not in it: of a look known to the day it is that day's midnight.
    """
    return day(of.looked - _INSTANT, of.asked.zone) if of.looked else "an unknown date"


def things(of: Watched, number: int | None = None) -> str:
    """'40 reported items', by the clock that holds; where items came back: '42 appearances of reported items'."""
    n = of.items if number is None else number
    kind = _KNOWN_BY.get(of.clock or "", "")
    if of.again:
        return f"{count(n, 'appearance')} of {kind}items"
    return f"{n:,} {kind}{'item' if n == 1 else 'items'}"


def the_one(of: Watched) -> str:
    """'The one reported item', where there is no more than that."""
    return f"The one {things(of).partition(' ')[2]}"


def briefly(of: Watched) -> str:
    """The same for a table or a label: '40 items', '42 appearances'."""
    return count(of.items, "appearance" if of.again else "item")


def on(of: Watched) -> str:
    """Where they are, or what is selected, with a space in front: ' on Chirp and Vidra'; '' where that is not known."""
    return where(of.asked) or (f" {at}" if (at := places(of.asked)) else "")


def where(asked: Asked) -> str:
    """The selection in words, with a space in front; '' for none."""
    return "".join(_chosen(asked, column, value) for column, value in asked.where)


def _chosen(asked: Asked, column: str, value: str) -> str:
    """One choice: ' on Chirp', ' reported by a lawyer', ' of the category hate speech'."""
    if column == "platform":
        return f" on {asked.gate.platform(value)}"
    if column == "notice_kind" and value in KINDS:
        return f" reported by {KINDS[value]}"
    told = value.replace("_", " ")
    return _WHOSE.get(column, f" with {column.replace('_', ' ')} {{}}").format(told)


def places(asked: Asked) -> str:
    """The platforms of the incident in words: 'on Chirp and Platform A'; '' where none is known, or one is selected."""
    if any(column == "platform" for column, _ in asked.where) or asked.scope == "platform":
        return ""
    counts = platforms(asked)
    names = list(dict.fromkeys(asked.gate.platform(each.platform) for each in counts))
    if not names:
        return ""
    if len(names) > 4:
        return f"on {len(counts)} platforms"
    return f"on {listed(names)}"


def listed(names: Sequence[str]) -> str:
    """'A', 'A and B', 'A, B and C'."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def gone_means(asked: Asked) -> str:
    """What counts as gone, in words."""
    if fate_words(asked.settings["gone"]).only_labels:
        return "that a label or a note was shown"
    return " or ".join(OUTCOMES[each] for each in asked.settings["gone"])


def cohort(asked: Asked) -> str:
    """The cohort in words: ', clocks started from ... to before ...'; '' for all."""
    since, until = asked.settings.get("from"), asked.settings.get("to")
    told = [f"from {since}" if since else "", f"before {until}" if until else ""]
    some = [each for each in told if each]
    return f"; clocks that started {' and '.join(some)}" if some else ""


def subtitle(of: Watched, what: str, *, reckoned: bool = False) -> str:
    """What is drawn, by which clock, what counts as gone, until when anyone looked, and how many are left out.

    With ``reckoned`` the last is told by how all totals relate.
    """
    incident = f"{of.asked.incident}: " if of.asked.incident else ""
    told = [
        f"The clock starts at {clock(of)}{cohort(of.asked)}",
        f"{of.fate.gone} means {gone_means(of.asked)}",
        *([f"an item that {of.fate.came_back} appears again"] if of.again and not reckoned else []),
        f"last look on {ended(of)}",
        *([f"{count(of.left_out, 'item')} left out"] if of.left_out and not reckoned else []),
    ]
    text = f"{incident}{what}"
    totals = f" {reckoning(of)}" if reckoned and of.items > 1 else ""
    return f"{text[0].upper()}{text[1:]}. {'; '.join(told)}.{totals}"


def number(by: By) -> str:
    """'21', 'between 21 and 25', 'at least 21': as exactly as it is known."""
    if by.unwatched:
        return f"at least {by.sure:,}"
    return f"between {by.sure:,} and {by.sure + by.perhaps:,}" if by.perhaps else f"{by.sure:,}"


def short(by: By) -> str:
    """The same for a label: '21 to 25', 'at least 21'."""
    if by.perhaps and not by.unwatched:
        return f"{by.sure:,} to {by.sure + by.perhaps:,}"
    return number(by)


def per_cent(low: float, high: float) -> str:
    """Two shares in per cent, with a decimal where that keeps them apart: '16 to 23 %', '16.2 to 16.4 %', '16 %'."""
    for decimals in (0, 1):
        ends = [f"{100 * each:.{decimals}f}" for each in (low, high)]
        if ends[0] != ends[1]:
            return f"{ends[0]} to {ends[1]} %"
    return f"about {100 * low:.0f} %"


def were(n: int) -> str:
    """'was' or 'were'."""
    return "was" if n == 1 else "were"


def every(n: int) -> str:
    """All of them: 'all 40', 'both'."""
    return "both" if n == 2 else f"all {n:,}"


def hits(of: Watched, by: By, share: str = "") -> str:
    """How many were gone, with the verb: '21 were', 'all 40 were', 'none was', 'none is known to have been'."""
    if not by.sure and not by.perhaps:
        return "none is known to have been" if by.unwatched else "none was"
    told = every(by.sure) if by.sure == of.items else f"{number(by)}{share}"
    return f"{told} {were(by.sure + by.perhaps)}"


def gone_by(of: Watched, by: By, share: str = "", *, placed: bool = True) -> str:
    """'Of 40 reported items on Chirp, 21 were gone within 48 h of the notice'; ``share`` stands behind the number.

    ``placed`` False leaves out where they are, for a row or a sentence that names it before.
    """
    return gone_in(of, by, span(by.hours), share, placed=placed)


def gone_in(of: Watched, by: By, length: str, share: str = "", *, placed: bool = True) -> str:
    """The same, with the length of time in the words given: 'within 8.9 days of the notice'."""
    at = on(of) if placed else ""
    start = f"{length} of {clock(of)}"
    if of.items == 1:
        fate = "was" if by.sure else "may have been" if by.perhaps else "was not"
        fate = "is not known to have been" if by.unwatched else fate
        return f"{the_one(of)}{at} {fate} {of.fate.gone} within {start}"
    return f"Of {things(of)}{at}, {hits(of, by, share)} {of.fate.gone} within {start}"


def still_up(of: Watched) -> str:
    """'8 were still up when last looked at, by 10 November 2025'; what ended in another way is told as well."""
    looked, words = f"when last looked at, by {ended(of)}", of.fate
    if of.items == 1:
        over = "ended in another way" if words.only_labels else "was not up any more"
        fate = f"was {words.still_up}" if of.up else f"was {words.gone}" if of.gone else over
        return f"it {fate} {looked}"
    if of.gone == of.items:
        return f"{every(of.items)} were {words.gone} {looked}"
    told = every(of.up) if of.up == of.items else f"{of.up:,}" if of.up else "none"
    other = f"{other_ways(of)}, and " if of.otherwise else ""
    return f"{other}{told} {were(of.up or 1)} {words.still_up} {looked}"


def other_ways(of: Watched) -> str:
    """'551 were taken down by the uploader and 216 gone with the account'; '767 ended in another way' where that is not known."""
    found = sum((Counter(group.ways) for group in of.groups), Counter[str]())
    known = {name: found[name] for name in OUTCOMES if found[name]}
    if (
        of.fate.only_labels
        or sum(found.values()) != of.otherwise
        or not known.keys() <= _ENDED.keys()
    ):
        return f"{of.otherwise:,} ended in another way"
    told = [f"{number:,} {_ENDED[name]}" for name, number in known.items()]
    first, _, rest = told[0].partition(" ")
    return listed([f"{first} {were(known[next(iter(known))])} {rest}", *told[1:]])


def reckoning(of: Watched) -> str:
    """How the totals relate: what is on record, what of it this clock can time, and what became of that; the parts add up."""
    parts = [
        f"{number:,} {what}"
        for number, what in (
            (of.gone, of.fate.gone),
            (of.otherwise, "ended in another way"),
            (of.up, of.fate.still_up),
        )
        if number
    ]
    rest = f" ({of.left_out:,} cannot be)" if of.left_out else ""
    timed = f"timed from {clock(of)}{rest}: {listed(parts)}"
    return f"{_on_record(of)} {timed}." if _on_record(of) else f"{briefly(of)} {timed}."


def _on_record(of: Watched) -> str:
    """'On record: 300 items in 328 appearances, for an item that came back appears again; 320 of them are'; '' where some are selected."""
    asked, total = of.asked, of.items + of.left_out
    some = asked.where or asked.settings.get("from") or asked.settings.get("to")
    items = sum(each.items for each in platforms(asked))
    if some or asked.scope == "platform" or not 0 <= of.again <= total - items:
        return ""
    back = (
        f" in {total:,} appearances, as an item that {of.fate.came_back} appears again"
        if total > items
        else ""
    )
    which = f"{of.items:,} of them are" if of.left_out else "all are" if total > 1 else "it is"
    return f"On record: {count(items, 'item')}{back}; {which}"


def half(of: Watched, median: Estimate) -> str:
    """'Half of the 40 reported items on Chirp were gone 31 hours after the notice'.

    'An estimated' where items were watched for less than that, or late: the median is then no count.
    """
    told = said(median, "h").value
    guess = (
        "an estimated " if isinstance(median.value, float) and estimated(of, median.value) else ""
    )
    return f"Half of the {things(of)}{on(of)} were {of.fate.gone} {guess}{told} after {clock(of)}"


def estimated(of: Watched, hours: float) -> bool:
    """True where a share gone by then is no plain count: items were lost from sight before, or seen late."""
    by = of.by(hours)
    return bool(by.unwatched or by.otherwise or any(group.late for group in of.groups))


def median_words(estimate: Estimate) -> str:
    """A median with its interval: '31 hours (95 % interval: 22 to 44 hours)'."""
    told = said(estimate, "h")
    return f"{told.value} ({told.interval})" if told.interval else told.value


def median_sentence(of: Watched, estimate: Estimate) -> str:
    """What can be written of a median, as far as it is known; not a whole sentence yet."""
    start, told = clock(of), said(estimate, "h")
    until = f"as observed until {ended(of)}"
    if estimate.status == "ok":
        return f"{half(of, estimate)} ({told.interval}), {until}"
    if estimate.status == "bounds" and isinstance(estimate.high, float):
        return f"The time after {start} at which half of the {things(of)} were {of.fate.gone} is known only within bounds, {told.value}, {until}"
    if estimate.status in ("NE_RIGHT", "bounds") and told.value != "not known":
        return f"Fewer than half of the {things(of)}{on(of)} were seen to be {of.fate.gone} in {told.value.removeprefix('more than ')} from {start}, {until}"
    if of.items == 1:
        return f"{of.asked.incident or 'The selection'} has one item on record, {until}"
    return f"{_of_all(of)} {were(of.gone or 1)} {of.fate.gone}, {until}"


def _of_all(of: Watched) -> str:
    if of.gone == of.items:
        return f"All {things(of)}"
    return f"{of.gone:,} of {things(of)}" if of.gone else f"None of {things(of)}"
