"""The words of a backlog: how many items were up at most, on how many days more came than went, and what that cannot say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark.charts.pace import Told
from ripplemark.estimate.series import Floats
from ripplemark.figure import Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.findings import looked
from ripplemark.figures.lag_words import gone_means
from ripplemark.figures.standing import Bin, Standing
from ripplemark.figures.telling import date_words, days_words
from ripplemark.figures.walltime import naive
from ripplemark.measures.fate_words import FateWords
from ripplemark.result import Estimate
from ripplemark.wording import CLOCKS, count, said

_ON = {"minute": "in", "hour": "in", "day": "on", "week": "in"}
"""How a number of bins stands in a sentence: on 4 days, in 4 weeks."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is told from: items over time, and per bar (shape (m,)) how many came on record and went.

    A bar begins at ``start`` (seconds of wall time) and is ``number`` times ``unit`` wide.
    """

    asked: Asked
    stood: Standing
    unit: Bin
    number: int
    start: Floats
    came: Floats
    went: Floats
    fate: FateWords

    @property
    def zone(self) -> ZoneInfo:
        """The incident's home zone."""
        return ZoneInfo(self.asked.zone)

    @property
    def left(self) -> str:
        """What items that went were, after 'were': 'gone', or every way where there is more than one."""
        other = bool(self.stood.moved["otherwise"].any())
        return f"{self.fate.removed} or {self.fate.otherwise}" if other else self.fate.gone

    @property
    def did(self) -> str:
        """What such items did, as a verb: 'went', 'were gone', 'were labelled'."""
        long = self.left != self.fate.gone and not self.fate.instead
        return "went" if long else f"were {self.left}"


@dataclass(frozen=True, slots=True)
class Peak:
    """The most items up: for certain, and with those of whose end only bounds are known; and where it came to that first."""

    sure: int
    most: int
    at: float
    once: bool
    inside: bool
    """True where more may have been up between two counts, within a bin."""


def stretches(stood: Standing) -> tuple[Floats, Floats, Floats, Floats]:
    """Wall times from and to which items stood as they did at the end of the stretch: start, end, up, not known."""
    up, unsure = stood.counts["up"][1:], stood.counts["unsure"][1:]
    return stood.at[:-1], stood.at[1:], up, unsure


def peak(stood: Standing) -> Peak:
    """The most items that were up at the end of a bin."""
    start, _, up, unsure = stretches(stood)
    sure, most = float(up.max()), float((up + unsure).max())
    at = np.flatnonzero(up == sure) if sure else np.flatnonzero(unsure == most)
    reached = np.flatnonzero(up + unsure == most)
    before = np.interp(stood.starts, stood.at, stood.counts["up"] + stood.counts["unsure"])
    within = before + stood.moved["new"] + stood.moved["back"]
    days = {naive(float(start[k])).date() for k in at}
    return Peak(
        round(sure),
        round(most),
        float(start[at[0]]),
        len(days) == 1 and int(at[0]) in reached,
        stood.bin != "minute" and bool(within.max() > most),
    )


def when(at: float, width: Bin) -> str:
    """The day or the week in which a bin lies: 'on 3 March 2025', 'in the week of 3 March 2025'."""
    day = date_words(naive(at))
    return f"in the week of {day}" if width == "week" else f"on {day}"


def last(stood: Standing) -> str:
    """The day of the last look, or of the last change where nobody said when anyone looked."""
    return date_words(stood.looked or naive(float(stood.at[-1]) - 1))


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def headline(of: Kept) -> str:
    """The most items that were up at once, and how many still are."""
    stood, fate = of.stood, of.fate
    top = peak(stood)
    if stood.items == 1:
        return _one(of)
    if stood.last["up"] == stood.items and not stood.moved["back"].any():
        came = "both" if stood.items == 2 else "all"
        return (
            f"None of {stood.items:,} items on record was {of.left}: {came} were {fate.still_up} "
            f"{looked(stood)}"
        )
    end = _end(of)
    if not top.sure:
        return f"Up to {top.most:,} of {count(stood.items, 'item')} may have been {fate.up} at once; {end}"
    number = f"{top.sure:,}" if top.sure == top.most else f"{top.sure:,} to {top.most:,}"
    once = f"at the end of any {stood.bin}" if top.inside else "at once"
    verb = _were(top.most)
    first = "" if top.once else "first "
    return (
        f"At most {number} of {stood.items:,} items {verb} {fate.up} {once}, {first}"
        f"{when(top.at, stood.bin)}; {end}"
    )


def _one(of: Kept) -> str:
    stood, fate = of.stood, of.fate
    begun = when(float(stood.starts[0]), stood.bin)
    if stood.last["up"]:
        fates = f"was {fate.still_up} {looked(stood)}"
    elif stood.last["unsure"]:
        fates = f"was {fate.gone} or not, which is not known"
    else:
        changed = stood.moved["removed"] + stood.moved["otherwise"]
        end = when(float(stood.starts[np.flatnonzero(changed)[-1]]), stood.bin)
        how = fate.removed if stood.last["removed"] else fate.otherwise
        fates = f"was {how} {end}"
    return f"The one item came on record {begun} and {fates}"


def _end(of: Kept) -> str:
    """'5 were still up on 9 March 2025', and of how many it is not known."""
    stood = of.stood
    up, unsure = stood.last["up"], stood.last["unsure"]
    told = f"{up:,} {_were(up)} {of.fate.still_up} {looked(stood)}" if up else ""
    if unsure:
        told = f"{told}, and of" if told else "of"
        return f"{told} {unsure:,} it is not known"
    return told or f"none was {of.fate.still_up} at the last look, on {last(stood)}"


def start(of: Kept) -> str:
    """From when on items count."""
    stood = of.stood
    clock = CLOCKS.get(stood.clock or "", "the start")
    if not stood.clocked:
        return "posting"
    if not stood.posted:
        return f"{clock}, as no posting is on record"
    return (
        f"posting where that is on record ({stood.posted:,} of {stood.items:,}), else from {clock}"
    )


def subtitle(of: Kept) -> str:
    """What is drawn, from when items count, what counts as gone, until when anyone looked, how many are left out."""
    stood = of.stood
    told = [
        f"Items count from {start(of)}",
        f"{of.fate.gone} means {gone_means(of.asked)}",
        f"last look on {last(stood)}",
        *([f"{count(stood.left_out, 'item')} left out"] if stood.left_out else []),
    ]
    what = f"items {of.fate.up} over time, and those new on record against those {of.left}, per {bar(of)}"
    return f"{of.asked.incident}: {what}. {'; '.join(told)}."


def bar(of: Kept) -> str:
    """What one bar counts: 'day', '2 weeks'."""
    return of.unit if of.number == 1 else f"{of.number} {of.unit}s"


def above(of: Kept) -> tuple[str, ...]:
    """The heading of the upper panel: within a bin more may have been up than are drawn at its end."""
    when = (
        f"at the end of each {of.stood.bin}" if peak(of.stood).inside else f"to the {of.stood.bin}"
    )
    return (f"Items {of.fate.up}, {when}", f"Items {of.fate.up}", "Items")


def below(of: Kept) -> tuple[str, ...]:
    """The heading of the lower panel, the longest wording first."""
    return (
        f"On record (up) against {of.left} (down), per {bar(of)}",
        f"On record (up), {of.fate.gone} (down), per {bar(of)}",
        f"Items per {bar(of)}",
    )


def told(of: Kept) -> tuple[Told, ...]:
    """The labels: the most at once, and what is left at the end."""
    stood, top = of.stood, peak(of.stood)
    end, up, unsure = float(stood.at[-1]), stood.last["up"], stood.last["unsure"]
    seen = date_words(stood.up_looked[1]) if stood.up_looked and up else last(stood)
    number = f"{up:,}" if up else "none"
    more = f", {unsure:,} not known" if unsure else ""
    words = (
        f"{number} {of.fate.still_up}{more}, last look {seen}",
        f"{number} {of.fate.still_up}{more}",
        f"{number}{more}",
    )
    label = Told(end, float(up), words)
    if not top.sure or (up == top.sure and unsure == 0):
        return (label,)
    day = date_words(naive(top.at))
    start, _, sure, perhaps = stretches(stood)
    level = float((sure + perhaps)[np.searchsorted(start, top.at)])
    number = f"{top.sure:,}" if top.sure == top.most else f"{top.sure:,} to {top.most:,}"
    begin = "week of " if stood.bin == "week" else ""
    most = (f"{number} {of.fate.up}, {begin}{day}", f"{number} {of.fate.up}", number)
    return Told(top.at, level, most), label


def levels(of: Kept) -> tuple[str, ...]:
    """What is read out beside the pointer, by stretch."""
    start, _, up, unsure = stretches(of.stood)
    return tuple(
        f"{_moment(at, of.stood.bin)}: {sure:,.0f} {of.fate.up}"
        + (f", {perhaps:,.0f} not known" if perhaps else "")
        for at, sure, perhaps in zip(start.tolist(), up.tolist(), unsure.tolist(), strict=True)
    )


def bars(of: Kept, parts: Sequence[tuple[str, Floats]]) -> tuple[str, ...]:
    """What is read out beside the pointer, by bar."""
    return tuple(
        f"{_moment(at, of.unit)}: "
        + ", ".join(f"{counts[k]:,.0f} {name}" for name, counts in parts if counts[k])
        for k, at in enumerate(of.start.tolist())
    )


def _moment(at: float, width: Bin) -> str:
    time = naive(at)
    day = f"{time.day} {time:%b}"
    return f"{day} {time:%H:%M}" if width in ("minute", "hour") else day


def alt(of: Kept) -> str:
    """What the picture looks like, for those who do not see it."""
    stood, top = of.stood, peak(of.stood)
    days = days_words(naive(float(stood.at[0])), naive(float(stood.at[-1])) - timedelta(seconds=1))
    most = f"rises to {max(top.sure, 0):,} and ends at {stood.last['up']:,}"
    unsure = (
        f" Above it, lighter, items of which it is not known; {stood.last['unsure']:,} at the end."
        if stood.counts["unsure"].any()
        else ""
    )
    return (
        f"Two panels on one clock, {days}. Above, the number of items {of.fate.up}, as steps: it {most}.{unsure} Below, per "
        f"{bar(of)}, bars upwards for items new on record, at most {of.came.max():,.0f}, and bars downwards for items "
        f"{of.left}, at most {of.went.max():,.0f}."
    )


def borne(of: Kept, medians: Sequence[Estimate]) -> tuple[str, ...]:
    """Sentences that the data bear, each complete by itself."""
    found = [_observed(of, headline(of)), *_pace(of), *_half(of, medians)]
    return tuple(f"Incident {of.asked.incident}: {each[0].lower()}{each[1:]}." for each in found)


def _observed(of: Kept, text: str) -> str:
    end = last(of.stood)
    said = text.endswith(end) and (of.fate.still_up in text or "last look" in text)
    return text if said else f"{text}, as observed until {end}"


def _pace(of: Kept) -> list[str]:
    """In how many bars more came on record than went, of those in which anything happened."""
    changed = (of.came > 0) | (of.went > 0)
    total = int(changed.sum())
    if of.stood.items == 1 or total < 2:
        return []
    more, fewer = int((of.came > of.went).sum()), int((of.came < of.went).sum())
    unit = f"{of.unit}s" if of.number == 1 else f"stretches of {bar(of)}"
    on = _ON[of.unit] if of.number == 1 else "in"
    text = (
        f"{on.capitalize()} {more or 'none'} of the {total} {unit} {on} which items came on record or {of.did}, more came "
        f"than {of.did}; {on} {fewer or 'none'}, fewer"
    )
    return [f"{text}; as observed until {last(of.stood)}"]


def _half(of: Kept, medians: Sequence[Estimate]) -> list[str]:
    """After how long half were gone, items still up counted for as long as they were watched."""
    if len(medians) != 1 or medians[0].status != "ok" or of.stood.again:
        return []
    (median,) = medians
    words = said(median, "h")
    clock = CLOCKS.get(str(median.by.get("clock")), "the start")
    of_ = f"Half of the {count(median.n, 'item')} with a known lag"
    return [
        f"{of_} were {of.fate.gone} within {words.value} of {clock} ({words.interval}), as observed until {last(of.stood)}"
    ]


def unborne(of: Kept) -> tuple[Unborne, ...]:
    """Sentences that these data do not bear, why, and what would be needed."""
    stood, fate = of.stood, of.fate
    found = [
        Unborne(
            "The platform could not keep up.",
            "Items count from when they came on record, and items that nobody recorded are not in it. How many others the "
            "platform had to look at in that time, and with how many people, is not known either.",
            "All items that the platform was told of in that time, when it was told, and what else it had to decide.",
        )
    ]
    if stood.items > 1 and stood.last["up"] + stood.last["unsure"] < peak(stood).most:
        found.append(
            Unborne(
                "Moderation became faster.",
                f"The number of items {fate.up} falls as well when fewer come on record. How long each was {fate.up} is "
                "another question.",
                "Lags of items by the day on which their clock started.",
            )
        )
    if stood.posted:
        found.append(
            Unborne(
                f"The platform left these items {fate.up}.",
                "Items that count from their posting on were up before anybody is known to have told the platform.",
                "The time at which the platform first knew of each item.",
            )
        )
    return tuple(found)


def caveats(of: Kept) -> tuple[str, ...]:
    """What must be known to read the picture."""
    stood, fate = of.stood, of.fate
    found = [
        f"An item counts from {start(of)}, to its end or the last look.",
        "Every item of the incident is in it: a period chosen for lags does not narrow it.",
    ]
    if peak(stood).inside:
        found.append(
            f"Items are counted at the end of each {stood.bin}: more may have been {fate.up} at once in between, and those that "
            f"came and went within one {stood.bin} are in the bars alone."
        )
    if stood.counts["unsure"].any():
        found.append(
            f"Where only bounds of an end are known, an item is {fate.gone} or not between them, drawn lighter; its bar stands "
            f"where it was {fate.gone} for certain."
        )
    if unsure := stood.last["unsure"]:
        found.append(
            f"{count(unsure, 'item')} {_were(unsure)} never looked at again: {fate.gone} or not is not known."
        )
    if stood.again:
        found.append(
            f"{count(stood.again, 'item')} {fate.came_back}: no further item, but one more that is {fate.up} again."
        )
    if stood.left_out:
        found.append(
            f"{count(stood.left_out, 'item')} without a time to begin at, or that ended before it: not drawn."
        )
    return tuple(found)


def counted(of: Kept) -> tuple[str, ...]:
    """Parts of the source line."""
    stood = of.stood
    up = f"{stood.last['up']:,}" if stood.last["up"] else "none"
    many = "" if of.number == 1 else "s"
    return (
        f"{count(stood.items, 'item')}, {up} {of.fate.still_up}",
        f"in bins of 1 {stood.bin}, bars of {of.number} {of.unit}{many}",
    )
