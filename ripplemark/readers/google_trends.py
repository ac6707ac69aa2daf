"""Google Trends, interest over time: the classic multiTimeline.csv in any language, and the new UI's time_series."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

import pyarrow as pa

from ripplemark import schema
from ripplemark.readers import trends_bins, trends_layout, trends_misses, trends_terms
from ripplemark.readers.base import Caution, Head, Match, Question, Reader, Reading
from ripplemark.readers.trends_cautions import EDITED, UNSURE, cautions, other_days
from ripplemark.readers.trends_layout import Layout
from ripplemark.readers.trends_terms import NewName, Term


class GoogleTrends(Reader):
    """Interest over time, as downloaded from Google Trends (multiTimeline.csv, time_series_*.csv)."""

    name: ClassVar[str] = "google_trends"
    title: ClassVar[str] = "Google Trends, interest over time"
    tables: ClassVar[tuple[schema.Table, ...]] = (schema.ATTENTION,)
    leaves_out: ClassVar[str] = (
        "Absolute volumes: each file is scaled to its own maximum of 100. Which sample Google drew: "
        "the same request on another day gives slightly other numbers. The category."
    )
    spec: ClassVar[str] = "the CSV that trends.google.com offers for download"
    source: ClassVar[str] = "readers/google_trends"
    caveats: ClassVar[tuple[str, ...]] = ("relative-scale", "no-trends-mark")
    facts: ClassVar[str | None] = "readers/google_trends_facts"

    @classmethod
    def recognise(cls, head: Head) -> Match | None:
        """A date column over whole numbers from 0 to 100 or '<1', with Google's own marks around them."""
        layout = trends_layout.find(head)
        if layout is None or not layout.terms or len(layout.terms) > trends_layout.MOST_TERMS:
            return None
        claim = _claim(layout)
        if claim is None:
            return None
        confidence, why, warnings = claim
        named = trends_terms.days_in_name(head.name)
        notes = {"terms": layout.terms, "widths": layout.widths, "name": layout.name, "days": named}
        return Match(confidence, why, layout.header, layout.roles, notes, warnings)

    @classmethod
    def near_miss(cls, head: Head) -> str | None:
        """What this file of Google's is instead, in a sentence; None where it shows no sign of Google Trends."""
        return None if cls.recognise(head) else trends_misses.near_miss(head)

    @classmethod
    def questions(cls, match: Match, facts: Mapping[str, Any]) -> tuple[Question, ...]:  # noqa: ARG003
        """The order of day and month, only where the bins' spacing leaves both possible."""
        if len(match.notes["widths"]) < 2:
            return ()
        asked = "Does the day or the month come first in the dates of this file?"
        return (Question("dates", asked, ("dmy", "mdy"), None, "as in 31/12 (dmy) or 12/31 (mdy)"),)

    @classmethod
    def reading(cls, match: Match, facts: Mapping[str, Any], answers: Mapping[str, str]) -> Reading:
        """One row per bin and term; '<1' is at most 1, the last bin is partial unless the name proves otherwise."""
        widths: Mapping[str, str | None] = match.notes["widths"]
        order = next(iter(widths)) if len(widths) == 1 else answers["dates"]
        width, terms = widths[order], match.notes["terms"]
        last = None if facts["last_bin"] is None else str(facts["last_bin"])
        partial = _partial(last, order, width, match.notes["name"])
        dates = None if order == trends_bins.ISO else order
        return Reading(
            schema.ATTENTION,
            cls.source,
            {"dates": dates, "bin_width": width, "partial": partial},
            {"terms": _relation(terms)},
            (
                *cautions(facts, len(terms), width, last, partial),
                *other_days(match.notes["days"], facts, order),
            ),
            dates,
            shown={"bin_width": width, "terms": len(terms)},
        )


def _claim(layout: Layout) -> tuple[float, str, tuple[Caution, ...]] | None:
    marked = all(term.placed for term in layout.terms)
    if marked and layout.category is not None:
        return 0.98, "a category line, then columns named 'term: (place)' with values to 100", ()
    if marked:
        return 0.9, "columns named 'term: (place)' with values to 100", (EDITED,)
    if layout.name is not None and not layout.generic and layout.category is None:
        return 0.95, "named and laid out as the new Google Trends does it", ()
    if not layout.strict or layout.generic:
        return None
    if layout.category is not None and (layout.tops or layout.below_one):
        return 0.6, "one line above the table and values to 100", (UNSURE,)
    if layout.timed:
        return _new_ui(layout)
    if layout.below_one:
        return 0.5, "whole numbers to 100 with '<1' among them", (EDITED, UNSURE)
    return None


def _new_ui(layout: Layout) -> tuple[float, str, tuple[Caution, ...]] | None:
    if any(term.series.startswith('"') for term in layout.terms):
        return 0.85, "a column 'Time', phrases in quotes and values to 100", ()
    if layout.tops or layout.below_one:
        return 0.6, "a column 'Time' and values to 100", (UNSURE,)
    return None


def _partial(last: str | None, order: str, width: str | None, name: NewName | None) -> bool:
    """Whether the last bin may be partial: always but for days, unless a new-UI name's end settles it."""
    at = None if last is None else trends_bins.moment(last, order)
    if name is None or at is None:
        return width != "P1D"
    if width == "P1D":
        return at.date() >= name.until.date()
    if width is None:
        return True
    return name.until - trends_bins.end(at, width) < timedelta(days=1)


def _relation(terms: tuple[Term, ...]) -> pa.Table:
    text = pa.string()
    return pa.table(
        {
            "role": pa.array([f"term_{i}" for i in range(1, len(terms) + 1)], text),
            "series": pa.array([term.series for term in terms], text),
            "region": pa.array([term.region for term in terms], text),
        }
    )
