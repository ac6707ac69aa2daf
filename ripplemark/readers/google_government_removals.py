"""Google's transparency report, government requests to remove content: half-years by country, four tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

import pyarrow as pa

from ripplemark import schema
from ripplemark.readers.base import Caution, Head, Match, Reader, Reading, Scope
from ripplemark.readers.removal_columns import ITEMS, Figure, columns
from ripplemark.readers.trends_layout import filled, padded
from ripplemark.wording import count

_ENOUGH = 0.9
_HALF_YEAR = re.compile(r"\d{4}-(06-30|12-31)")
_MOST = 12

_PLACE = Caution(
    "place-in-keywords",
    "Platform totals have no column for a place: the territory's code stands in 'keywords' (NA is Namibia); a body "
    "without a code, such as Europol, stands there by its name.",
)
_NOT_LAGS = Caution(
    "requests-without-times",
    "The report counts requests by half-year. How long Google took to answer is not in it.",
)
_OF_ITEMS = Caution(
    "percent-of-items",
    "Percentages are shares of the items, not of the requests, in whole per cent; 'n' holds the items. An empty cell is "
    "not stored: Google leaves out what did not occur.",
)
_DETAILED = Caution(
    "requests-by-reason",
    "'Total' counts requests, not items: in the older table it is court orders plus other requests.",
)
_MANY_KINDS = Caution(
    "totals-and-parts",
    "All requests stand beside court orders and other requests, which are parts of them: rows without 'detection' are the "
    "totals. Do not add them up.",
)


class GoogleGovernmentRemovals(Reader):
    """Government requests to remove content, as downloaded from Google's transparency report."""

    name: ClassVar[str] = "google_government_removals"
    title: ClassVar[str] = "Google, government requests to remove content"
    scope: ClassVar[Scope] = "platform"
    tables: ClassVar[tuple[schema.Table, ...]] = (schema.PLATFORM_TOTALS,)
    leaves_out: ClassVar[str] = (
        "When a request came and when it was answered: there are only half-years. Requests by private persons. What "
        "became of each item."
    )
    spec: ClassVar[str] = (
        "google-government-...-removal-requests....csv of transparencyreport.google.com"
    )
    source: ClassVar[str] = "readers/google_government_removals"
    caveats: ClassVar[tuple[str, ...]] = (
        "requests-without-times",
        "percent-of-items",
        "totals-and-parts",
    )
    facts: ClassVar[str | None] = "readers/google_government_removals_facts"

    @classmethod
    def recognise(cls, head: Head) -> Match | None:
        """The header of one of the four tables, over half-years that end in June or December."""
        rows = [filled(row) for row in head.rows]
        header = next((i for i, row in enumerate(rows) if row), None)
        found = columns(rows[header]) if header is not None else None
        if header is None or found is None or len(found.figures) > _MOST:
            return None
        at = found.roles.index("ending")
        endings = [row[at] for row in rows[header + 1 :] if at < len(row) and row[at]]
        good = sum(_HALF_YEAR.fullmatch(each) is not None for each in endings)
        if not endings or good < _ENOUGH * len(endings):
            return None
        why = f"the columns of Google's {found.form} table of government requests, by half-year"
        notes = {"form": found.form, "figures": found.figures}
        return Match(0.98, why, header, padded(found.roles, head, header), notes)

    @classmethod
    def near_miss(cls, head: Head) -> str | None:
        """What another table of Google's removals is, or what keeps this one from being read."""
        rows = [row for row in (filled(row) for row in head.rows) if row]
        titles = {" ".join(title.casefold().split()) for title in rows[0]} if rows else set()
        if cls.recognise(head):
            return None
        if {"request id", "urls removed"} <= titles:
            return (
                "This is Google's table of copyright removals; Ripplemark reads its government requests to remove "
                "content (google-government-removal-requests.csv)."
            )
        if {"period ending", "cldr territory code"} <= titles:
            return (
                "This looks like Google's table of government requests, but its columns or half-years are not those "
                "of the tables that are read."
            )
        return None

    @classmethod
    def reading(cls, match: Match, facts: Mapping[str, Any], answers: Mapping[str, str]) -> Reading:  # noqa: ARG003
        """One row per figure: what is not filled in is not stored, '<10' is 0 to 9, '?' is unknown."""
        figures: tuple[Figure, ...] = match.notes["figures"]
        return Reading(
            schema.PLATFORM_TOTALS,
            cls.source,
            relations={"figures": _relation(figures)},
            warnings=_cautions(match.notes["form"], figures, facts),
            shown={"table": match.notes["form"], "figures": len(figures)},
        )


def _relation(figures: tuple[Figure, ...]) -> pa.Table:
    text = pa.string()
    items = [f"figure_{k}" for k, each in enumerate(figures, start=1) if each.metric == ITEMS]
    return pa.table(
        {
            "role": pa.array([f"figure_{k}" for k in range(1, len(figures) + 1)], text),
            "metric": pa.array([each.metric for each in figures], text),
            "detection": pa.array([each.detection for each in figures], text),
            "of_role": pa.array(
                [items[0] if each.of_items and items else None for each in figures], text
            ),
        }
    )


def _cautions(
    form: str, figures: tuple[Figure, ...], facts: Mapping[str, Any]
) -> tuple[Caution, ...]:
    split = {each.detection for each in figures}
    found = (
        (True, _NOT_LAGS),
        (True, _PLACE),
        (any(each.of_items for each in figures), _OF_ITEMS),
        (form == "detailed" and split == {None}, _DETAILED),
        (form == "historical" and len(split) > 1, _MANY_KINDS),
        (facts["below"] > 0, _below(facts["below"])),
        (facts["unknown"] > 0, _unknown(facts["unknown"])),
        (facts["codeless"] > 0, _codeless(facts["codeless"])),
        (facts["reworded"] > 0, _reworded(facts["reworded"])),
    )
    return tuple(caution for true, caution in found if true)


def _below(cells: int) -> Caution:
    return Caution(
        "below-ten",
        f"{count(cells, 'figure is', 'figures are')} '<10': fewer than ten, withheld by Google; stored without a value, with "
        "the bounds 0 and 9.",
    )


def _unknown(cells: int) -> Caution:
    return Caution(
        "not-said",
        f"{count(cells, 'figure is', 'figures are')} '?': Google does not say. It is stored as empty and not as 0.",
    )


def _codeless(rows: int) -> Caution:
    return Caution(
        "no-territory-code",
        f"{count(rows, 'row has', 'rows have')} no territory code, and the name in the file instead.",
    )


def _reworded(rows: int) -> Caution:
    return Caution(
        "names-plain",
        f"In {count(rows, 'row')} the name of a product, a reason or a requester was written with plain punctuation: commas, "
        "colons and slashes became spaces.",
    )
