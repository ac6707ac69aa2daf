"""Google Trends, interest by region: geoMap.csv. Values by place, none by time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import pyarrow as pa

from ripplemark import schema
from ripplemark.readers import trends_bins, trends_range, trends_terms
from ripplemark.readers.base import Caution, Head, Match, Question, Reader, Reading
from ripplemark.readers.trends_cautions import EDITED
from ripplemark.readers.trends_layout import MOST_TERMS, filled, find_header, is_value, padded
from ripplemark.readers.trends_misses import mostly_bins
from ripplemark.readers.trends_range import Range
from ripplemark.wording import count

_ENOUGH = 0.9
_PERCENT = re.compile(r"\d{1,3}\s?%")

_PLACES = Caution(
    "places-not-times",
    "The file has one value for each place and none for any day: when interest rose, peaked or faded cannot be read "
    "from it. Each value is stored as one bin as long as the whole range.",
)
_SCALE = Caution(
    "relative-places",
    "100 is the place where the term had the largest share of all searches, not the most searches: a small place can "
    "stand above a large one.",
)
_EACH = Caution(
    "scale-of-each-term",
    "Each term has its own range or its own scale: do not compare terms within a place.",
)
_SHARES = Caution(
    "share-of-terms",
    "Values written with % are each term's share of the compared terms in that place, not an index of interest.",
)


class GoogleTrendsRegions(Reader):
    """Interest by region, as downloaded from Google Trends (geoMap.csv)."""

    name: ClassVar[str] = "google_trends_regions"
    title: ClassVar[str] = "Google Trends, interest by region"
    tables: ClassVar[tuple[schema.Table, ...]] = (schema.ATTENTION,)
    leaves_out: ClassVar[str] = (
        "Any course over time: there is one value for each place and the whole range. How many searches there were. "
        "Places with too few searches are empty."
    )
    spec: ClassVar[str] = (
        "geoMap.csv, which trends.google.com offers for download under 'Interest by region'"
    )
    source: ClassVar[str] = "readers/google_trends_regions"
    caveats: ClassVar[tuple[str, ...]] = ("places-not-times", "relative-places", "share-of-terms")
    facts: ClassVar[str | None] = "readers/google_trends_regions_facts"

    @classmethod
    def recognise(cls, head: Head) -> Match | None:
        """Columns named 'term: (range of days)' with values to 100, beside a column of places."""
        rows = [filled(row) for row in head.rows]
        header, category = find_header(rows)
        if header is None or not 1 < len(rows[header]) <= MOST_TERMS + 1:
            return None
        named = [trends_terms.PLACED.fullmatch(title) for title in rows[header][1:]]
        placed = [each for each in named if each is not None]
        ranges = trends_range.possible([each[2] for each in placed])
        data = [row for row in rows[header + 1 :] if row]
        if len(placed) != len(named) or not ranges or not _by_place(data):
            return None
        why = "columns named 'term: (range of days)' with values to 100, beside places"
        confidence, warnings = (0.97, ()) if category is not None else (0.9, (EDITED,))
        notes = {"terms": tuple(each[1] for each in placed), "ranges": ranges}
        roles = ("place", *(f"term_{k}" for k in range(1, len(placed) + 1)))
        return Match(confidence, why, header, padded(roles, head, header), notes, warnings)

    @classmethod
    def near_miss(cls, head: Head) -> str | None:
        """What keeps a table by region from being read; None where it is none of Google's."""
        rows = [filled(row) for row in head.rows]
        header, _ = find_header(rows)
        if header is None or cls.recognise(head):
            return None
        titles, data = rows[header], [row for row in rows[header + 1 :] if row]
        by_name = re.match(r"by_region_|geo ?map", head.name, re.IGNORECASE)
        placed = any(trends_terms.PLACED.fullmatch(title) for title in titles[1:])
        if by_name and not placed:
            return (
                "This may be Google Trends' table by region, but no column is named 'term: (range of days)': the time "
                "that it covers is not in the file."
            )
        if not placed or not data or mostly_bins([row[0] for row in data]):
            return None
        return (
            "This looks like Google Trends' table by region, but the range of days in its header or its values "
            "cannot be read."
        )

    @classmethod
    def questions(cls, match: Match, facts: Mapping[str, Any]) -> tuple[Question, ...]:  # noqa: ARG003
        """The order of day and month in the range, where it reads both ways."""
        if len(match.notes["ranges"]) < 2:
            return ()
        asked = "Does the day or the month come first in the range that the header gives?"
        hint = "as in 31/12 (dmy) or 12/31 (mdy); Google writes it as in the language of its page"
        return (Question("dates", asked, ("dmy", "mdy"), None, hint),)

    @classmethod
    def reading(cls, match: Match, facts: Mapping[str, Any], answers: Mapping[str, str]) -> Reading:
        """One bin, as long as the range, for each place and term; a place without a value stays empty."""
        possible: Mapping[str, tuple[Range, ...]] = match.notes["ranges"]
        order = next(iter(possible)) if len(possible) == 1 else answers["dates"]
        ranges, terms = possible[order], match.notes["terms"]
        widths = {each.width for each in ranges}
        return Reading(
            schema.ATTENTION,
            cls.source,
            relations={"terms": _relation(terms, ranges)},
            warnings=_cautions(facts, ranges),
            shown={
                "bin_width": " ".join(sorted(widths)),
                "terms": len(terms),
                "places": facts["places"],
            },
        )


def _by_place(data: Sequence[tuple[str, ...]]) -> bool:
    """True where the first column holds no times, and the others values of Google's or nothing."""
    cells = [cell for row in data for cell in row[1:] if cell]
    good = sum(is_value(cell) or _PERCENT.fullmatch(cell) is not None for cell in cells)
    if not data or trends_bins.widths([row[0] for row in data]):
        return False
    return good >= _ENOUGH * len(cells)


def _cautions(facts: Mapping[str, Any], ranges: Sequence[Range]) -> tuple[Caution, ...]:
    blank = facts["places"] * len(ranges) - facts["filled"]
    found = (
        (True, _PLACES),
        (facts["percents"] == 0, _SCALE),
        (facts["percents"] > 0, _SHARES),
        (len(set(ranges)) > 1, _EACH),
        (blank > 0, _blank(blank)),
        (facts["zeros"] > 0, _zeros(facts["zeros"])),
        (facts["below_one"] > 0, _below_one(facts["below_one"])),
    )
    return tuple(caution for true, caution in found if true)


def _blank(cells: int) -> Caution:
    return Caution(
        "too-few-searches",
        f"{count(cells, 'value is', 'values are')} empty: too few searches for Google to show one. Empty stays empty and is not 0.",
    )


def _zeros(cells: int) -> Caution:
    return Caution(
        "zero-below-threshold",
        f"{count(cells, 'value is', 'values are')} 0: below Google's privacy threshold, not a measured zero.",
    )


def _below_one(cells: int) -> Caution:
    return Caution(
        "below-one",
        f"{count(cells, 'value is', 'values are')} '<1': above zero and under half a point; stored as 1 with the bound '<'.",
    )


def _relation(terms: Sequence[str], ranges: Sequence[Range]) -> pa.Table:
    text = pa.string()
    return pa.table(
        {
            "role": pa.array([f"term_{k}" for k in range(1, len(terms) + 1)], text),
            "series": pa.array(terms, text),
            "bin_start": pa.array([each.first.isoformat() for each in ranges], text),
            "bin_width": pa.array([each.width for each in ranges], text),
        }
    )
