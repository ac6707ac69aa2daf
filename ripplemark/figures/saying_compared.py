"""The words of a comparison: each number with its interval, the middle of all, and what a table of incidents does not bear."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from ripplemark.charts.compared import Compared, Dot, Head, Row
from ripplemark.estimate.across import Spread
from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.compared_table import FORMS, NONE, Line, Table, said_cell
from ripplemark.figures.comparing import IN_HOURS, OF_SEARCHES, Quantity
from ripplemark.figures.composing import Words
from ripplemark.figures.incident_set import LeftOut
from ripplemark.figures.incident_set import named as named_codes
from ripplemark.figures.saying_aligned import told_number
from ripplemark.figures.saying_moved import questioned, sentence, unmoved
from ripplemark.figures.saying_series import mid, number
from ripplemark.measures import named
from ripplemark.wording import CHANNELS, CLOCKS, METRICS, count, duration

_MEDIANS = 3
_NUMBERS = ("count", "episodes", "resurgences", "")


def drawn_rows(table: Table) -> Compared:
    """The table as it is drawn."""
    heads = tuple(_head(table, each) for each in table.heads)
    rows = tuple(
        Row(
            line.member.code,
            tuple(_dot(line, each, table.before(line, each)) for each in table.heads),
        )
        for line in table.lines
    )
    return Compared(heads, rows)


def question_of(of: Quantity) -> str:
    """Whose accent a measure wears."""
    if of.of_items:
        return "moderation"
    return "search" if of.measure in OF_SEARCHES else "attention"


def _head(table: Table, of: Quantity) -> Head:
    found = table.spread(of)
    form = FORMS.get(of.unit, "number" if of.unit in _NUMBERS else "words")
    ends: list[float | None] = [None, None, None]
    if found is not None:
        scale = 100.0 if form in ("share", "ratio") else 1.0
        ends = [
            None if each is None else each * scale
            for each in (found.lower, found.median, found.upper)
        ]
    return Head(of.title, form, question_of(of), *ends)  # type: ignore[arg-type]


def _dot(line: Line, of: Quantity, usual: Line | None) -> Dot:
    """One answer as it is drawn; ``usual`` is the line with the default thresholds where they give another number."""
    words_, under = said_cell(line, of)
    if usual is not None:
        under = f"default: {said_cell(usual, of)[0] or NONE}"
    before = _ends(usual, of)[0] if usual is not None else None
    return Dot(*_ends(line, of), words_, under, before)


def _ends(line: Line, of: Quantity) -> tuple[float | None, float | None, float | None]:
    """A number with its ends as the axis has them."""
    found = line.estimate(of)
    if found is None:
        return None, None, None
    per = IN_HOURS.get(of.unit, 100.0 if of.unit in ("share", "ratio", "probability") else 1.0)
    ends = (number(each) for each in (found.value, found.low, found.high))
    value, low, high = (None if each is None else each * per for each in ends)
    return value, low, high


def words(asked: Asked, table: Table, channel: str | None, left: LeftOut) -> Words:
    """Headline, subtitle, claims, caveats and alternative text."""
    found = [said_ for of in table.heads if (said_ := middle(asked, table, of))]
    head = found[0] if found else _extremes(table)
    told = told_number(asked, len(table.lines))
    counted = (f"{count(told, 'incident')}",) if told is not None else ()
    where = CHANNELS.get(channel or "", "")
    borne = [f"{each} ({where or 'items'}; observed to {_last(table)})." for each in found[:2]]
    borne += _singly(table)[: 3 - len(borne)]
    return Words(
        head,
        f"{_subtitle(table, where)}{_beside(table)}",
        _alt(table, head),
        Claims(tuple(borne), _unborne(table)),
        (*_moved(asked, table), *left.sentences(), *_caveats(table)),
        counted,
    )


def _moved(asked: Asked, table: Table) -> list[str]:
    """Whose numbers the changed thresholds move, a sentence for each measure."""
    if not questioned(asked):
        return []
    told = [sentence(of.title, table.moved(of)) for of in table.heads]
    return [each for each in told if each] or [unmoved()]


def _beside(table: Table) -> str:
    """The medians with the default thresholds, of the measures whose median is another one then."""
    if not table.usual:
        return ""
    usual, told = table.by_default(), []
    for of in table.heads:
        now, then = table.spread(of), usual.spread(of)
        if now is None or then is None or now.median == then.median:
            continue
        told.append(f"{mid(of.title)} {_median(then, of)}")
    medians = f": median {', '.join(told[:_MEDIANS])}" if told else ""
    rings = "a ring is the number with the default thresholds"
    return f"; {rings}{medians}" if any(map(table.moved, table.heads)) else ""


def _median(found: Spread, of: Quantity) -> str:
    if found.median is None:
        return "not reached"
    return duration(found.median) if of.per_hour else f"{100 * found.median:.0f} %"


def middle(asked: Asked, table: Table, of: Quantity) -> str:
    """The middle incident and the middle half of one measure; '' where there are too few."""
    found = table.spread(of)
    if found is None or found.median is None:
        return ""
    many = told_number(asked, found.n)
    of_all = f"the middle one of {count(many, 'incident')}" if many else "the middle incident"
    title = of.title[:1].upper() + of.title[1:]
    if of.per_hour is None:
        low, mid, high = (
            f"{100 * (each or 0.0):.0f}" for each in (found.lower, found.median, found.upper)
        )
        return f"{title}: {mid} % in {of_all}, the middle half between {low} and {high} %"
    if found.lower is None or found.upper is None:
        half = f"a quarter took longer than was watched; a quarter took at most {duration(found.lower or 0.0)}"
        return f"{title}: {duration(found.median)} in {of_all}; {half}"
    ends = between(found.lower, found.upper)
    return f"{title}: {duration(found.median)} in {of_all}, the middle half between {ends}"


def between(low: float, high: float) -> str:
    """Two lengths of time in hours: '21 and 30 hours', '64 hours and 9 days'; one unit stands once."""
    first, last = duration(low), duration(high)
    same = first.split()[-1].rstrip("s") == last.split()[-1].rstrip("s")
    return f"{first.split()[0] if same else first} and {last}"


def _extremes(table: Table) -> str:
    """The least and the most of the first measure with numbers."""
    for of in table.heads:
        known = [
            (number(estimate.value), line, said_cell(line, of)[0])
            for line, estimate in table.known(of)
            if number(estimate.value) is not None
        ]
        if of.of_items and len(known) > 1 and not table.alike(of):
            continue
        known.sort(key=lambda each: each[0] or 0.0)
        if len(known) > 1:
            (_, low, first), (_, high, last) = known[0], known[-1]
            return f"{of.title}: from {first} ({low.member.code}) to {last} ({high.member.code})"
        if known:
            return f"{of.title} of {known[0][1].member.code}: {known[0][2]}"
    return "None of these measures has a number yet"


def _subtitle(table: Table, where: str) -> str:
    titles = list(dict.fromkeys(named(each.measure).title for each in table.heads))
    names = ", ".join((*titles[:1], *map(mid, titles[1:])))
    place = f"main series of {where}" if where else "items"
    others = sorted({question_of(each) for each in table.heads} - {"attention"})
    more = {
        "moderation": "items for those of moderation",
        "search": "web searches for those of searches",
    }
    also = "".join(f", {more[each]}" for each in others) if where else ""
    grey = (
        "; grey: the middle half, dashed the median"
        if any(
            (found := table.spread(each)) is not None and found.median is not None
            for each in table.heads
        )
        else ""
    )
    return f"{names}; {place}{also}; bars are 95 % intervals, an arrow means not reached yet{grey}"


def _last(table: Table) -> str:
    ids = {str(each.by.get("dataset")) for line in table.lines for each in line.estimates}
    ends = [
        choice.binned.known_to
        for line in table.lines
        for choice in line.member.mains.values()
        if str(choice.binned.by["dataset"]) in ids
    ]
    ends += [
        each.last_time
        for line in table.lines
        for each in line.member.asked.packages
        if each.table in ("moderation", "requests") and each.last_time and not ends
    ]
    return last_day(ends)


def last_day(ends: Sequence[datetime]) -> str:
    """The last day that was observed, where observations end at these moments, themselves not included."""
    if not ends:
        return "an unknown day"
    last = max(ends) - timedelta(seconds=1)
    return f"{last.day} {last:%B %Y}"


def _singly(table: Table) -> list[str]:
    """One sentence for each of the first incidents with a number."""
    found = []
    for of in table.heads:
        for line, estimate in table.known(of):
            value, interval = said_cell(line, of)
            if not value or of.unit not in FORMS or number(estimate.value) is None:
                continue
            by = estimate.by
            what = (
                f"clock from {CLOCKS.get(str(by.get('clock')), 'the clock')}"
                if of.of_items
                else f"{METRICS.get(str(by.get('metric')), 'attention').split(',')[0]}, "
                f"{CHANNELS.get(str(by.get('channel')), 'no channel given')}"
            )
            ends = f"95 % interval {interval}; " if interval else ""
            found.append(f"{line.member.code}: {of.title.lower()} {value} ({ends}{what}).")
        if len(found) > 2:
            break
    if not found:
        codes = named_codes([line.member.code for line in table.lines])
        found.append(f"For {codes} none of these measures has a number yet.")
    return found


def _unborne(table: Table) -> tuple[Unborne, ...]:
    found = [
        Unborne(
            "On average it took so long.",
            "Times of incidents are skewed, and some were not over when watching ended: a mean of them means little, and a "
            "mean of half-lives is no half-life.",
            "The median and the middle half, which stand here.",
        ),
        Unborne(
            "One incident was faster than its neighbour in the list.",
            "Where two intervals overlap, the order of two numbers may be chance.",
            "Intervals that do not overlap, from bins of the same width.",
        ),
    ]
    if any(each.of_items for each in table.heads):
        found.append(
            Unborne(
                "Moderation was faster in one incident than in another.",
                "The clocks start differently (posting, notice, request) and the items are different ones.",
                "The same clock and the same rule for which items count, in both.",
            )
        )
    return tuple(found)


def _caveats(table: Table) -> tuple[str, ...]:
    found = []
    for each in table.heads:
        if each.of_items:
            found.append(
                f"{each.title}: no middle is told. Where hardly an item was removed there is no number, so the middle of the "
                f"others would tell of the fast ones{'' if table.alike(each) else '; the clocks differ, too'}."
            )
        elif not table.alike(each):
            found.append(
                f"{each.title}: the units differ from incident to incident, so no middle is told and nothing is pooled."
            )
    widths = {
        estimate.by.get("bin_width")
        for line in table.lines
        for estimate in line.estimates
        if "bin_width" in estimate.by
    }
    if len(widths) > 1:
        found.append(
            "The series have bins of different widths: a time shorter than a wide bin cannot be seen in it."
        )
    times = [each for of in table.heads if of.per_hour for each in table.times(of)]
    if any(each.bounded for each in times):
        found.append(
            "A time that is known within bounds only counts at its upper bound in the middle."
        )
    if any(not each.over for each in times):
        found.append(
            "Times that were not over when watching ended count as longer than that; they are not left out."
        )
    return tuple(found)


def _alt(table: Table, head: str) -> str:
    size = f"{count(len(table.lines), 'incident')} in rows, {count(len(table.heads), 'measure')}"
    told = [f"Dots with intervals: {size} in columns. {head}."]
    first = table.heads[0]
    for line in table.lines[:10]:
        value, under = said_cell(line, first)
        told.append(f"{line.member.code}: {value or under}.")
    if len(table.lines) > 10:
        told.append(f"And {len(table.lines) - 10} more.")
    return " ".join(told)
