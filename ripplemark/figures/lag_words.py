"""Sentences about lags: what a clock, an outcome, a deadline and the end of observation are called, and what can be written."""

from __future__ import annotations

from collections.abc import Sequence

from ripplemark.charts.lapse import span
from ripplemark.figure import Figure, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import day, empty
from ripplemark.figures.watching import By, Watched, has_requests, platforms, used, watched
from ripplemark.measures.lags import EVERY_REQUEST
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
_REQUESTS = ("notice", "first-request", "last-request")


def clock(of: Watched) -> str:
    """The clock's start in words: 'the notice', 'posting'."""
    return {**CLOCKS, EVERY_REQUEST: "each request"}[of.clock or "notice"]


def ended(of: Watched) -> str:
    """The end of observation: '10 November 2025'; 'an unknown date' where nobody said when anyone looked."""
    return day(of.looked, of.asked.zone) if of.looked else "an unknown date"


def things(of: Watched, number: int | None = None) -> str:
    """'40 items'; where items came back, each time up counts: '42 times that items were up'."""
    n = of.items if number is None else number
    if of.again:
        return count(n, "time that an item was up", "times that items were up")
    return count(n, "item")


def where(asked: Asked) -> str:
    """The selection in words, with a space in front; '' for none."""
    told = [
        f" on {asked.gate.platform(value)}"
        if column == "platform"
        else f" with {column.replace('_', ' ')} {value}"
        for column, value in asked.where
    ]
    return "".join(told)


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
    return " or ".join(OUTCOMES[each] for each in asked.settings["gone"])


def cohort(asked: Asked) -> str:
    """The cohort in words: ', clocks started from ... to before ...'; '' for all."""
    since, until = asked.settings.get("from"), asked.settings.get("to")
    told = [f"from {since}" if since else "", f"before {until}" if until else ""]
    some = [each for each in told if each]
    return f"; clocks that started {' and '.join(some)}" if some else ""


def subtitle(of: Watched, what: str) -> str:
    """What is measured, of what, by which clock, what counts as gone, and until when anyone looked."""
    asked = of.asked
    at = places(asked)
    incident = f"{asked.incident}, " if asked.incident else ""
    return (
        f"{incident}{things(of)}{where(asked)}{f' {at}' if at else ''}: {what}. The clock starts at {clock(of)}{cohort(asked)}; "
        f"gone means {gone_means(asked)}; last look on {ended(of)}."
    )


def number(by: By) -> str:
    """'21', 'between 21 and 25', 'at least 21': as exactly as it is known."""
    if by.perhaps:
        return f"between {by.sure:,} and {by.sure + by.perhaps:,}"
    return f"at least {by.sure:,}" if by.unwatched else f"{by.sure:,}"


def short(by: By) -> str:
    """The same for a label: '21 to 25'."""
    return f"{by.sure:,} to {by.sure + by.perhaps:,}" if by.perhaps else f"{by.sure:,}"


def were(n: int) -> str:
    """'was' or 'were'."""
    return "was" if n == 1 else "were"


def gone_by(of: Watched, by: By) -> str:
    """'Of 40 items on Chirp, 21 were gone within 48 h of the notice'."""
    at = where(of.asked) or (f" {at}" if (at := places(of.asked)) else "")
    start = f"{span(by.hours)} of {clock(of)}"
    if of.items == 1:
        fate = "was" if by.sure else "may have been" if by.perhaps else "was not"
        return f"The one item on record{at} {fate} gone within {start}"
    told = "none" if by.sure + by.perhaps == 0 else number(by)
    told = f"all {told}" if by.sure == of.items else told
    verb = were(by.sure + by.perhaps) if told != "none" else "was"
    return f"Of {things(of)}{at}, {told} {verb} gone within {start}"


def still_up(of: Watched) -> str:
    """'8 were still up when last looked at, by 10 November 2025'."""
    if of.items == 1:
        fate = "it was still up" if of.up else "it was not up any more"
        return f"{fate} when last looked at, on {ended(of)}"
    told = f"{of.up:,} {were(of.up)}" if of.up else "none was"
    told = f"all {told}" if of.up == of.items else told
    other = f"{of.otherwise:,} ended in another way, and " if of.otherwise else ""
    return f"{other}{told} still up when last looked at, by {ended(of)}"


def median_words(estimate: Estimate) -> str:
    """A median with its interval: '31 hours (95 % interval: 22 to 44 hours)'."""
    told = said(estimate, "h")
    return f"{told.value} ({told.interval})" if told.interval else told.value


def median_sentence(of: Watched, estimate: Estimate) -> str:
    """What can be written of a median, as far as it is known."""
    of_all = f"{things(of)} ({of.asked.incident}, observed until {ended(of)})"
    start = clock(of)
    told = said(estimate, "h")
    if estimate.status == "ok":
        return f"Half of {of_all} were gone {told.value} after {start} ({told.interval}); those still up are counted as up."
    if estimate.status == "bounds" and told.value != "not known":
        return f"Half of {of_all} were gone at a time after {start} that lies at {told.value}: the times are too coarse for one number."
    if estimate.status == "NE_RIGHT":
        return f"Fewer than half of {of_all} were gone in the time watched: the median is {told.value} after {start}."
    return f"{of.gone:,} of {of_all} {were(of.gone or 1)} gone: too few to give a time after which half were."


def borne(of: Watched, bys: Sequence[By], median: Estimate) -> tuple[str, ...]:
    """Three sentences that the data bear, each complete by itself."""
    main = headline_by(bys)
    share = f" ({100 * main.sure / of.items:.0f} %)" if of.items >= 10 and not main.perhaps else ""
    first = gone_by(of, main).replace(" were gone", f"{share} were gone", 1)
    incident = f" in incident {of.asked.incident}" if of.asked.incident else ""
    return (
        f"{first}{incident}, as observed until {ended(of)}.",
        f"Of {things(of)}{incident}, {still_up(of)}.",
        median_sentence(of, median),
    )


def unborne(of: Watched, bys: Sequence[By]) -> tuple[Unborne, ...]:
    """Sentences that these data do not bear, why, and what would be needed."""
    main = headline_by(bys)
    hours = span(main.hours)
    found = [
        Unborne(
            f"Platforms remove such content within {hours}.",
            f"{'This is' if of.items == 1 else 'These are'} {things(of)} that somebody put on record for one incident, not a sample of all such content.",
            "Every item of a kind, or a random sample of them, whoever reported it.",
        ),
        Unborne(
            f"A platform broke the law because something was up for more than {hours}.",
            f"The clock here starts at {clock(of)}; a law's deadline starts where that law says, and has its own conditions.",
            "The law that applied, the moment at which its clock started, and legal advice.",
        ),
    ]
    if of.up:
        found.append(
            Unborne(
                "On average content was up for so many hours.",
                f"{of.up:,} of {things(of)} {were(of.up)} still up: how long they will have been up is not known.",
                "Looks at these items until each of them is gone.",
            )
        )
    if any(each.perhaps for each in bys):
        found.append(
            Unborne(
                f"Exactly {main.sure:,} {were(main.sure)} gone within {hours}.",
                "Some times are known only to the day, or only as lying between two looks.",
                "Times to the minute, or looks more often than the deadline is long.",
            )
        )
    return tuple(found)


def headline_by(bys: Sequence[By]) -> By:
    """The count that a headline tells: the one in the middle."""
    return bys[(len(bys) - 1) // 2]


def caveats(of: Watched, bys: Sequence[By]) -> tuple[str, ...]:
    """What a reader must know: what is left out, what was looked at too early, and the other clocks."""
    told = of.remarks()
    early = [each for each in bys if each.unwatched]
    told += [
        f"{each.unwatched:,} {were(each.unwatched)} last seen without being gone before {span(each.hours)} had passed: "
        "how many were gone by then may be more."
        for each in early
    ]
    return (*told, *other_clocks(of, headline_by(bys).hours))


def other_clocks(of: Watched, hours: float) -> tuple[str, ...]:
    """Where requests are on record, the same count by all three clocks of requests: they answer different questions."""
    asked = of.asked
    if of.clock not in _REQUESTS or not has_requests(asked):
        return ()
    told = []
    for name, words in (
        ("first-request", "the first request"),
        ("last-request", "the last request"),
        (EVERY_REQUEST, "each request"),
    ):
        other = watched(asked, (), name)
        if other.items:
            unit = "requests" if name == EVERY_REQUEST else "times" if other.again else "items"
            told.append(f"{number(other.by(hours))} of {other.items:,} {unit} from {words}")
    if not told:
        return ()
    return (f"Gone within {span(hours)}, by three clocks: {'; '.join(told)}.",)


def nothing(of: Watched) -> Figure:
    """The figure where no item can be timed: why, and what to add."""
    asked = of.asked
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
            else "Add a takedown log, or a CSV with one row per item: platform, when it was posted or reported, when it was gone."
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
    told = f"{things(of)}, {100 * of.up / of.items:.0f} % still up when last looked at"
    return (told, f"{count(of.left_out, 'item')} left out") if of.left_out else (told,)
