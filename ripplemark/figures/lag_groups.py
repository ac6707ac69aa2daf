"""Lags by group: the median and its interval, the share gone by a deadline, and how many items each rests on. Never ranked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from ripplemark.charts import dumbbell as chart
from ripplemark.charts.dumbbell import Between, Dumbbells, Row
from ripplemark.charts.lapse import span
from ripplemark.errors import UnknownName
from ripplemark.figure import Claims, Figure, Unborne
from ripplemark.figures import lag_claims as claims
from ripplemark.figures import lag_words as words
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Drawn, Words, compose
from ripplemark.figures.watching import By, Watched, lines, shared, used, watched
from ripplemark.measures.fate_words import FateWords
from ripplemark.measures.lags import LAG_COLUMNS
from ripplemark.result import Column, Estimate
from ripplemark.wording import count, said

_MOST = 30
"""Rows that are drawn; a longer picture is no picture."""
_KINDS = (pa.string(), *(pa.int64(),) * 2, *(pa.float64(),) * 6)


def _columns(fate: FateWords) -> tuple[Column, ...]:
    unknown = "empty where it is not known as one number"
    return (
        Column("group", "VARCHAR", "", "which items"),
        Column("items", "BIGINT", "items", "how many"),
        Column(
            fate.still_up.replace(" ", "_"),
            "BIGINT",
            "items",
            f"how many were {fate.up} when last looked at",
        ),
        Column("median", "DOUBLE", "h", f"time after which half were {fate.gone}; {unknown}"),
        Column("median_low", "DOUBLE", "h", "lower end of its 95 % interval, or lower bound"),
        Column("median_high", "DOUBLE", "h", "upper end, or upper bound; empty where not reached"),
        Column("share", "DOUBLE", "share", f"share {fate.gone} by the deadline; {unknown}"),
        Column("share_low", "DOUBLE", "share", "lower end of its 95 % interval, or lower bound"),
        Column("share_high", "DOUBLE", "share", "upper end, or upper bound"),
    )


def make(asked: Asked) -> Figure:
    """The figure ``lag-by-group``; platforms where nothing else is asked for."""
    by = asked.by or ("platform",)
    _check(by)
    of = watched(asked, by)
    if not of.items:
        return claims.nothing(of)
    hours = asked.gate.lag(asked.settings["hours"])
    told = shared(asked)
    medians = asked.measured("median-lag", by=by, **told)
    shares = asked.measured("within-deadline", by=by, **told, hours=f"{hours:g}")
    split = [Watched(asked, of.clock, (group,)) for group in of.groups]
    split = [each for each in split if each.items]
    parts = [
        (
            _name(each, by),
            each,
            _matching(medians.estimates, each),
            _matching(shares.estimates, each),
        )
        for each in _shown(asked, split, by)
    ]
    missing = len(split) - len(parts)
    rows = [_row(*part, hours) for part in parts]
    drawn = Dumbbells(
        tuple(rows),
        words.clock(of),
        f"within {span(hours)}",
        asked.gate.moment(of.longest),
        of.fate.gone,
    )
    what = (
        f"time to half {of.fate.gone}, and share {of.fate.gone} within {span(hours)}, by {_split(by)}, in order of "
        + ("number of items" if asked.settings["order"] == "items" else "name")
        + (
            f"; {missing:,} of {len(split):,} groups are not shown: those with the fewest items"
            if missing
            else ""
        )
    )
    bys = [of.by(hours)]
    return compose(
        asked,
        Words(
            _headline(of, parts, hours, by, len(split)),
            words.subtitle(of, what),
            _alt(of, rows, by, hours),
            Claims(_borne(of, parts, hours), (_not_ranked(by), *claims.unborne(of, bys))),
            (
                *claims.caveats(of, bys),
                *_remarks(of, bys[0], split, missing),
            ),
            claims.counted(of),
        ),
        Drawn(
            lambda canvas: chart.dumbbells(drawn, canvas),
            _rows(parts, of.fate),
            _columns(of.fate),
        ),
        used(asked),
        (medians, shares),
        lines={
            f"{name}: {of.fate.still_up}": lines(
                each.groups[0], ~each.groups[0].gone & ~each.groups[0].ended
            )
            for name, each, _, _ in parts
            if each.up
        },
    )


def _check(by: Sequence[str]) -> None:
    for column in by:
        if column not in LAG_COLUMNS:
            raise UnknownName("column of 'lag-by-group'", column, LAG_COLUMNS)


def _shown(asked: Asked, split: Sequence[Watched], by: Sequence[str]) -> list[Watched]:
    """The groups that are drawn, in their order: where there are too many, those with most items."""
    largest = sorted(split, key=lambda each: (-each.items, _name(each, by).casefold()))[:_MOST]
    return sorted(largest, key=lambda each: _place(asked, each, by))


def _remarks(of: Watched, whole: By, split: Sequence[Watched], missing: int) -> list[str]:
    told = []
    if len(split) > 1:
        told.append(
            "Groups stand in order of name or number, never of lag: what was on record, when and by whom, differs between them."
        )
    if missing:
        sizes = sorted((each.items for each in split), reverse=True)
        told.append(
            f"{missing:,} of {len(split):,} groups are not shown: those with the fewest items, "
            f"{sum(sizes[_MOST:]):,} of {of.items:,} in all. The headline counts them."
        )
    if whole.unwatched or whole.otherwise or any(group.late for group in of.groups):
        told.append(
            "Shares are estimates: they count an item for as long as it was watched, so they can differ from the plain count."
        )
    return told


def _split(by: Sequence[str]) -> str:
    return " and ".join(column.replace("_", " ") for column in by)


def _name(of: Watched, by: Sequence[str]) -> str:
    told = [of.groups[0].by.get(column) for column in by]
    return ", ".join("not known" if each is None else str(each).replace("_", " ") for each in told)


def _place(asked: Asked, of: Watched, by: Sequence[str]) -> tuple[Any, ...]:
    """By name, merged and unknown groups last; or by number of items, the most first."""
    name = _name(of, by)
    last = name == "not known" or name.endswith(("smaller platforms", "smaller platform"))
    if asked.settings["order"] == "items":
        return (last, -of.items, name.casefold())
    return (last, name.casefold())


def _matching(estimates: Sequence[Estimate], of: Watched) -> Estimate:
    """The estimate of this group: the one whose ``by`` holds the group's own."""
    own = of.groups[0].by
    return next(each for each in estimates if all(each.by.get(k) == v for k, v in own.items()))


def _row(name: str, of: Watched, median: Estimate, share: Estimate, hours: float) -> Row:
    items = f"{words.briefly(of)}, {of.up:,} {of.fate.still_up}"
    return Row(name, items, median_of(of, median), share_of(of, share, of.by(hours)))


def _numbers(of: Estimate) -> tuple[float | None, float | None, float | None]:
    value, low, high = (
        float(each) if isinstance(each, int | float) else None
        for each in (of.value, of.low, of.high)
    )
    return value, low, high


def median_of(of: Watched, estimate: Estimate) -> Between:
    """A median as it is drawn, with its words; counts where there are too few for one."""
    value, low, high = _numbers(estimate)
    told = said(estimate, "h")
    if estimate.status == "ok":
        return Between(value, low, high, told.value)
    if estimate.status == "bounds" and low is not None:
        return Between(None, low, high, f"between: {told.value}" if high is None else told.value)
    if estimate.status == "NE_RIGHT":
        return Between(None, low, None, told.value)
    if of.items == 1:
        ended = of.fate.gone if of.gone else f"not {of.fate.gone}"
        thing = "appearance" if of.again else "item"
        return Between(words=f"the one {thing} is {ended}: too few for a median")
    number = f"{of.gone:,}" if of.gone else "none"
    gone = f"{number} of {of.items:,} {of.fate.gone}"
    return Between(words=f"{gone}: too few" if of.items < 10 else gone)


def share_of(of: Watched, estimate: Estimate, by: By) -> Between:
    """A share in per cent as it is drawn, with its words; counts where there are too few for one."""
    value, low, high = _numbers(estimate)
    if estimate.status == "ok" and value is not None and low is not None and high is not None:
        return Between(100 * value, 100 * low, 100 * high, f"{100 * value:.0f} %")
    if low is not None and high is not None:
        return Between(None, 100 * low, 100 * high, words.per_cent(low, high))
    return Between(words=f"{words.short(by)} of {of.items:,}")


_Part = tuple[str, Watched, Estimate, Estimate]


def _headline(
    of: Watched, parts: Sequence[_Part], hours: float, by: Sequence[str], groups: int
) -> str:
    """Of two groups each, those with the most items; of how many groups they are."""
    end = f"; {words.still_up(of)}"
    whole = of.by(hours)
    start = f"{span(hours)} of {words.clock(of)}"
    if groups > 1 and whole.sure + whole.perhaps:
        told = " and ".join(
            f"{words.number(each.by(hours))} of {each.items:,} {'on' if by == ('platform',) else f'with {_split(by)}'} {name}"
            for name, each, _, _ in _two_most(parts)
        )
        kind = "platforms" if by == ("platform",) else "groups"
        rest = f" (two of {groups:,} {kind})" if groups > 2 else ""
        return f"Of {words.things(of)}, {told}{rest} were {of.fate.gone} within {start}{end}"
    if by == ("platform",):
        return f"{words.gone_by(of, whole)}{end}"
    some = (
        f" in {groups:,} groups by {_split(by)}"
        if groups > 1
        else f" with {_split(by)} {parts[0][0]}"
    )
    return (
        f"Of {words.things(of)}{some}, {words.hits(of, whole)} {of.fate.gone} within {start}{end}"
    )


def _two_most(parts: Sequence[_Part]) -> list[_Part]:
    """The two groups with the most items, in the order in which they are drawn."""
    most = {id(part) for part in sorted(parts, key=lambda part: -part[1].items)[:2]}
    return [part for part in parts if id(part) in most]


def _borne(of: Watched, parts: Sequence[_Part], hours: float) -> tuple[str, ...]:
    """One sentence for each of the three groups with most items, each with its denominator and end of observation."""
    found = []
    for name, each, median, _ in sorted(parts, key=lambda part: -part[1].items)[:3]:
        counted = words.gone_by(each, each.by(hours), placed=False)
        told = f"{name}: {counted[0].lower()}{counted[1:]}; {words.still_up(each)}"
        if median.status == "ok":
            told += (
                f". Half were {of.fate.gone} {words.median_words(median)} after {words.clock(of)}"
            )
        found.append(f"Incident {of.asked.incident}, {told}." if of.asked.incident else f"{told}.")
    return tuple(found)


def _not_ranked(by: Sequence[str]) -> Unborne:
    return Unborne(
        f"One {by[0].replace('_', ' ')} is faster than another.",
        "What was reported, when, by whom and how often it was looked at differ between groups, and so do their numbers.",
        "The same kind of items, reported in the same way and looked at equally often, and enough of them that the intervals are apart.",
    )


def _alt(of: Watched, rows: Sequence[Row], by: Sequence[str], hours: float) -> str:
    told = "; ".join(
        f"{row.name}, {row.items}: {row.median.words}, {row.share.words} within {span(hours)}"
        for row in rows[:6]
    )
    more = f"; and {len(rows) - 6} more" if len(rows) > 6 else ""
    return f"Lags by {_split(by)} from {words.clock(of)}, {count(len(rows), 'row')}, not ranked. {told}{more}."


def _rows(parts: Sequence[_Part], fate: FateWords) -> pa.Table:
    cells = [
        (name, each.items, each.up, *_numbers(median), *_numbers(share))
        for name, each, median, share in parts
    ]
    return pa.table(
        {
            column.name: pa.array([cell[k] for cell in cells], kind)
            for k, (column, kind) in enumerate(zip(_columns(fate), _KINDS, strict=True))
        }
    )
