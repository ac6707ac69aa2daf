"""What can be written of lags and what cannot, what a reader must know beside it, and what is said where nothing is known."""

from __future__ import annotations

from collections.abc import Sequence

from ripplemark.charts.lapse import span
from ripplemark.figure import Figure, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import empty
from ripplemark.figures.lag_words import (
    REQUESTS,
    briefly,
    clock,
    ended,
    estimated,
    gone_by,
    listed,
    median_sentence,
    number,
    on,
    still_up,
    the_one,
    things,
    were,
)
from ripplemark.figures.watching import By, Watched, has_requests, used, watched
from ripplemark.gate import merged_label
from ripplemark.measures.fate_words import fate_words
from ripplemark.measures.lags import EVERY_REQUEST
from ripplemark.result import Estimate
from ripplemark.wording import count


def borne(of: Watched, bys: Sequence[By], median: Estimate) -> tuple[str, ...]:
    """Three sentences that the data bear, each complete by itself."""
    main = headline_by(bys)
    late = sum(group.late for group in of.groups)
    known = of.items >= 10 and main.sure and not late and (main.unwatched or not main.perhaps)
    share = f" ({100 * main.sure / of.items:.0f} %)" if known else ""
    end = f"as observed until {ended(of)}"
    fate = still_up(of)
    if of.items == 1:
        fate = f"{the_one(of)}{on(of)}{fate.removeprefix('it')}"
    else:
        fate = f"Of {things(of)}{on(of)}, {fate}"
    return tuple(
        claim(of, each)
        for each in (
            f"{gone_by(of, main, share)}, {end}{_found_late(of, late)}",
            fate,
            median_sentence(of, median),
        )
    )


def _found_late(of: Watched, late: int) -> str:
    """That a count of items found late is too low for all such items; '' where none was."""
    if not late:
        return ""
    many = "all" if late == of.items else f"{late:,}"
    some = "it was" if of.items == 1 else f"{many} of them {were(late)}"
    return f"; {some} found only later, and what was {of.fate.gone} before that is in no log"


def claim(of: Watched, text: str) -> str:
    """A sentence that stands by itself: 'Incident LANTERN: of 40 reported items ...'."""
    if of.asked.incident:
        if text.startswith(of.asked.incident):
            return f"Incident {text}."
        return f"Incident {of.asked.incident}: {text[0].lower()}{text[1:]}."
    return f"{text[0].upper()}{text[1:]}."


def unborne(of: Watched, bys: Sequence[By]) -> tuple[Unborne, ...]:
    """Sentences that these data do not bear, why, and what would be needed."""
    main = headline_by(bys)
    hours = span(main.hours)
    found = [
        Unborne(
            f"Platforms {of.fate.act} such content within {hours}.",
            f"{'This is' if of.items == 1 else 'These are'} {things(of)} that somebody put on record for one incident, not a sample of all such content.",
            "Every item of a kind, or a random sample of them, whoever reported it.",
        ),
        Unborne(
            f"A platform broke the law because something was {of.fate.up} for more than {hours}.",
            f"The clock here starts at {clock(of)}; a law's deadline starts where that law says, and has its own conditions.",
            "The law that applied, the moment at which its clock started, and legal advice.",
        ),
    ]
    if of.gone and of.clock in REQUESTS:
        found.append(
            Unborne(
                f"{'It was' if of.items == 1 else 'They were'} {of.fate.gone} because of {clock(of)}.",
                "What came first is known, not what was the reason.",
                "The platforms' own reasons, or items that nobody reported to compare with.",
            )
        )
    if of.up:
        found.append(
            Unborne(
                f"On average content was {of.fate.up} for so many hours.",
                f"{_how_many_up(of)} {were(of.up)} {of.fate.still_up}: how long {'it' if of.up == 1 else 'they'} will have been {of.fate.up} is not known.",
                f"Looks at {'the item until it' if of.items == 1 else 'these items until each of them'} is {of.fate.gone}.",
            )
        )
    coarse = next((each for each in (main, *bys) if each.perhaps), None)
    if coarse:
        found.append(
            Unborne(
                f"Exactly {coarse.sure:,} {were(coarse.sure)} {of.fate.gone} within {span(coarse.hours)}.",
                "Some times are known only to the day, or only as lying between two looks.",
                "Times to the minute, or looks more often than the deadline is long.",
            )
        )
    return tuple(found)


def _how_many_up(of: Watched) -> str:
    """'8 of 40 reported items', 'All 40 reported items', 'The one reported item'."""
    if of.items == 1:
        return the_one(of)
    if of.up < of.items:
        return f"{of.up:,} of {things(of)}"
    return f"Both {things(of).partition(' ')[2]}" if of.items == 2 else f"All {things(of)}"


def headline_by(bys: Sequence[By]) -> By:
    """The count that a headline tells: the one in the middle."""
    return bys[(len(bys) - 1) // 2]


def caveats(of: Watched, bys: Sequence[By], shares: Sequence[Estimate] = ()) -> tuple[str, ...]:
    """What a reader must know: what is left out, what was looked at too early, why estimates differ, the other clocks."""
    told = of.remarks()
    early = [f"{each.unwatched:,} before {span(each.hours)}" for each in bys if each.unwatched]
    if early:
        told.append(
            f"Last seen {of.fate.up} before the deadline had passed: {listed(early)}. Some of these may have been {of.fate.gone} by then, "
            "hence 'at least'."
        )
    pairs = [
        f"{guess} by {span(by.hours)} ({plain})"
        for by, share in zip(bys, shares, strict=False)
        if share.status == "ok" and isinstance(share.value, float)
        for guess, plain in ((f"{100 * share.value:.0f} %", f"{100 * by.sure / of.items:.0f} %"),)
        if guess != plain and estimated(of, by.hours)
    ]
    if pairs:
        told.append(
            "The curve counts an item for as long as it was watched, so its shares are estimates; in brackets the plain count of "
            f"those known to have been {of.fate.gone}: {listed(pairs)}."
        )
    return (*told, *other_clocks(of, headline_by(bys).hours))


def other_clocks(of: Watched, hours: float) -> tuple[str, ...]:
    """Where requests are on record, the same count by all three clocks of requests: they answer different questions."""
    asked = of.asked
    if of.clock not in REQUESTS or not has_requests(asked):
        return ()
    told = []
    for name, words in (
        ("first-request", "the first request"),
        ("last-request", "the last request"),
        (EVERY_REQUEST, "each request"),
    ):
        other = watched(asked, (), name)
        if other.items:
            some = f"{number(other.by(hours))} of {other.items:,}"
            unit = "appearances" if other.again else "items"
            each = name == EVERY_REQUEST
            told.append(f"after {some} requests" if each else f"{some} {unit} from {words}")
    if not told:
        return ()
    return (f"{of.fate.Gone} within {span(hours)}, by three clocks: {'; '.join(told)}.",)


def hidden(asked: Asked) -> bool:
    """True where a platform is selected that this audience may not read by its name."""
    return any(
        column == "platform" and asked.gate.platform(value) != value
        for column, value in asked.where
    )


_TOO_SMALL = "The platform that is selected is not shown by itself in public"


def together(asked: Asked) -> str:
    """Where the items of platforms that are not shown by themselves are found."""
    small = len(asked.gate.merged(asked.gate.counts))
    labels = fate_words(asked.settings.get("gone")).only_labels
    up = "that can still be seen" if labels else "still up"
    label = f", as '{merged_label(small)}'" if small else ""
    return (
        f"A platform with few of the incident's items, or with items {up}, is shown together with other small "
        f"platforms{label}. Select that, or leave the selection out."
    )


def nothing(of: Watched) -> Figure:
    """The figure where no item can be timed: why, and what to add."""
    asked = of.asked
    if hidden(asked):
        return empty(asked, _TOO_SMALL, together(asked), used(asked))
    if of.clock is None or not of.left_out:
        told = asked.incident or "this selection"
        some = bool(used(asked)) and of.clock is not None
        headline = (
            f"No item of {told} is on record"
            if not some
            else f"No item of {told} meets the selection"
        )
        advice = (
            "Widen the selection, or choose another clock."
            if some
            else f"Add a takedown log, or a CSV with one row per item: platform, when it was posted or reported, when it was {of.fate.gone}."
        )
        return empty(asked, headline, advice, used(asked))
    headline = (
        f"None of {count(of.left_out, 'item')} of {asked.incident} can be timed from {clock(of)}"
    )
    return empty(
        asked,
        headline,
        f"{' '.join(of.remarks())} Choose another clock, or add times.",
        used(asked),
    )


def counted(of: Watched) -> tuple[str, ...]:
    """The part of the source line that counts: '40 items, 20 % still up'."""
    told = f"{briefly(of)}, {100 * of.up / of.items:.0f} % {of.fate.still_up} when last looked at"
    return (told, f"{count(of.left_out, 'item')} left out") if of.left_out else (told,)
