"""Google Trends as the Python package pytrends gives it: a date index, a column for each keyword, isPartial."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import pyarrow as pa

from ripplemark import schema
from ripplemark.readers import day_order, pytrends_columns, trends_bins, trends_cautions
from ripplemark.readers.base import Caution, Head, Match, Question, Reader, Reading
from ripplemark.readers.trends_layout import MOST_TERMS, filled, padded
from ripplemark.wording import count

_NO_PLACE = Caution(
    "no-place", "pytrends does not write for which place the searches were asked: note it."
)
_PULLS = Caution(
    "several-pulls",
    "Each keyword has an isPartial of its own: the columns were asked for one by one, each has its own scale of 100, "
    "and their heights cannot be compared.",
)
_SHARED = Caution(
    "shared-scale",
    "Keywords asked for together share one scale: the largest value of any of them is 100, and small ones are rounded "
    "away.",
)
_HOURS = Caution(
    "hours-utc", "pytrends writes hours in UTC without saying so; they are read as UTC."
)


class Pytrends(Reader):
    """Interest over time, as pytrends' ``interest_over_time().to_csv()`` writes it."""

    name: ClassVar[str] = "pytrends"
    title: ClassVar[str] = "Google Trends through pytrends"
    tables: ClassVar[tuple[schema.Table, ...]] = (schema.ATTENTION,)
    leaves_out: ClassVar[str] = (
        "Absolute volumes: each pull is scaled to its own maximum of 100. The place and the category that were asked "
        "for. Values below 1, which Google's own download writes as '<1', are 0 here."
    )
    spec: ClassVar[str] = "interest_over_time().to_csv() of the Python package pytrends"
    source: ClassVar[str] = "readers/pytrends"
    caveats: ClassVar[tuple[str, ...]] = ("relative-scale", "several-pulls", "no-place")
    facts: ClassVar[str | None] = "readers/pytrends_facts"

    @classmethod
    def recognise(cls, head: Head) -> Match | None:
        """A column date, keyword columns with values to 100, and isPartial with True or False; no line above."""
        rows = [filled(row) for row in head.rows]
        if not rows or not rows[0]:
            return None
        found = pytrends_columns.find(rows[0])
        data = [row for row in rows[1:] if row]
        if found is None or not 0 < len(found.keywords) <= MOST_TERMS:
            return None
        widths = trends_bins.widths(pytrends_columns.cells(data, (found.date,)))
        values, flags = (
            pytrends_columns.cells(data, found.keywords),
            pytrends_columns.cells(data, found.flags),
        )
        if not widths or not pytrends_columns.values(values) or not pytrends_columns.flags(flags):
            return None
        terms = tuple(rows[0][at] for at in found.keywords)
        notes = {
            "widths": widths,
            "terms": terms,
            "flags": tuple(f"partial_{k}" for k in found.flag_of),
        }
        why = "a date column, keyword columns with values to 100, and isPartial"
        return Match(
            0.95, why, 0, padded(pytrends_columns.roles(len(rows[0]), found), head, 0), notes
        )

    @classmethod
    def near_miss(cls, head: Head) -> str | None:
        """What another table of pytrends' is, or what keeps this one from being read."""
        rows = [filled(row) for row in head.rows]
        titles = [title.casefold() for title in rows[0]] if rows else []
        if titles[:1] == ["geoname"] and len(titles) > 1:
            return "This is pytrends' table by region: it does not say for which time. Download geoMap.csv from Google Trends."
        if cls.recognise(head) or not any(
            title.startswith(pytrends_columns.FLAG) for title in titles
        ):
            return None
        return (
            "This looks like a table made with pytrends, but it needs a column date, at least one keyword with values "
            f"from 0 to 100 (at most {MOST_TERMS}), and isPartial with True or False."
        )

    @classmethod
    def questions(cls, match: Match, facts: Mapping[str, Any]) -> tuple[Question, ...]:  # noqa: ARG003
        """The order of day and month, only where a spreadsheet changed the dates and their spacing leaves both possible."""
        return day_order.asked(match.notes["widths"])

    @classmethod
    def reading(cls, match: Match, facts: Mapping[str, Any], answers: Mapping[str, str]) -> Reading:
        """One row per bin and keyword; a bin with isPartial True is marked '~'."""
        dates, width = day_order.settled(match.notes["widths"], answers)
        terms = match.notes["terms"]
        hourly = width is not None and width.startswith("PT")
        return Reading(
            schema.ATTENTION,
            cls.source,
            {"bin_width": width, "utc": hourly},
            {"terms": _relation(terms, match.notes["flags"])},
            _cautions(facts, len(terms), len(set(match.notes["flags"])), hourly=hourly),
            dates,
            shown={"bin_width": width, "terms": len(terms)},
        )


def _cautions(
    facts: Mapping[str, Any], terms: int, pulls: int, *, hourly: bool
) -> tuple[Caution, ...]:
    found = (
        (True, trends_cautions.SCALE),
        (terms > 1 and pulls == 1, _SHARED),
        (pulls > 1, _PULLS),
        (True, _NO_PLACE),
        (facts["zeros"] > 0, _zeros(facts["zeros"])),
        (facts["partial"] > 0, _partial(tuple(facts["partial_lines"]))),
        (hourly, _HOURS),
    )
    return tuple(caution for true, caution in found if true)


def _zeros(cells: int) -> Caution:
    return Caution(
        "zero-below-threshold",
        f"{count(cells, 'value is', 'values are')} 0: below half a point, or below Google's privacy threshold; not a measured zero.",
    )


def _partial(lines: tuple[int, ...]) -> Caution:
    return Caution(
        "partial-bins",
        "Bins that isPartial names were not complete when they were asked for. They are marked '~'.",
        lines,
    )


def _relation(terms: tuple[str, ...], flags: tuple[str, ...]) -> pa.Table:
    text = pa.string()
    return pa.table(
        {
            "role": pa.array([f"term_{k}" for k in range(1, len(terms) + 1)], text),
            "series": pa.array(terms, text),
            "flag": pa.array(flags, text),
        }
    )
