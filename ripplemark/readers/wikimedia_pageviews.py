"""Page views of articles, as downloaded from Wikimedia's Pageviews Analysis on Toolforge."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import pyarrow as pa

from ripplemark import schema
from ripplemark.readers import wikimedia_layout, wikimedia_misses
from ripplemark.readers.base import Caution, Head, Match, Reader, Reading
from ripplemark.readers.wikimedia_layout import Layout

EDITED = Caution(
    "edited-file",
    "The quotation marks that Toolforge writes around titles are missing: the file was saved again by another program.",
)
_FILTERS = Caution(
    "filters-unknown",
    "A file of page views does not say which project (such as one language's Wikipedia), which access (desktop, mobile) "
    "and which agents (people, crawlers) were counted; files with other choices differ, sometimes twofold.",
)
_DAYS = Caution("utc-days", "Page views are counted by days and months of UTC.")
_REDIRECTS = Caution(
    "redirects-apart",
    "Views of an article's former titles and redirects are counted under those titles and are not in it.",
)


class WikimediaPageviews(Reader):
    """Views by day or month: Pageviews, and Langviews, Massviews, Redirect Views and User Views by date."""

    name: ClassVar[str] = "wikimedia_pageviews"
    title: ClassVar[str] = "Wikimedia page views (Toolforge)"
    tables: ClassVar[tuple[schema.Table, ...]] = (schema.ATTENTION,)
    leaves_out: ClassVar[str] = (
        "Which project, which access and which agents were counted: the file does not say, and it changes the numbers. "
        "Views of redirects and former titles. Who looked, and from where: a language is an audience, not a country."
    )
    spec: ClassVar[str] = (
        "the CSV that pageviews.wmcloud.org and its sister tools offer for download"
    )
    source: ClassVar[str] = "readers/wikimedia_pageviews"
    zone: ClassVar[str | None] = "UTC"
    caveats: ClassVar[tuple[str, ...]] = ("filters-unknown", "utc-days")
    facts: ClassVar[str | None] = "readers/wikimedia_pageviews_facts"

    @classmethod
    def recognise(cls, head: Head) -> Match | None:
        """Whole numbers by ISO day or month, with Toolforge's quotation marks, its titles above days, or its name."""
        layout = wikimedia_layout.find(head)
        claim = None if layout is None else _claim(layout)
        if layout is None or claim is None:
            return None
        confidence, why, warnings = claim
        return Match(confidence, why, layout.header, layout.roles, {"layout": layout}, warnings)

    @classmethod
    def near_miss(cls, head: Head) -> str | None:
        """What this table of Wikimedia's is instead, in a sentence; None where it shows no sign of one."""
        return None if cls.recognise(head) else wikimedia_misses.near_miss(head)

    @classmethod
    def reading(cls, match: Match, facts: Mapping[str, Any], answers: Mapping[str, str]) -> Reading:  # noqa: ARG003
        """One row per article and bin; an empty cell stays unknown."""
        layout: Layout = match.notes["layout"]
        last = max((c.bin for c in layout.columns if c.bin), default=facts["last_bin"])
        partial = wikimedia_layout.unfinished(layout, last)
        return Reading(
            schema.ATTENTION,
            cls.source,
            {"partial": last if partial else None},
            {"articles": _relation(layout)},
            _cautions(facts["empty"], partial),
            shown={"bin_width": layout.width, "days": "across" if layout.across else "down"},
        )


def _claim(layout: Layout) -> tuple[float, str, tuple[Caution, ...]] | None:
    if layout.across:
        sure = 0.95 if layout.named_alike else 0.85
        return sure, "titles, then one column of whole numbers for each day or month", ()
    if layout.quoted:
        sure = 0.97 if layout.named_alike else 0.9
        return sure, "a column 'Date', then quoted titles over whole numbers", ()
    if layout.named_alike:
        return 0.8, "named as Toolforge does it, whole numbers by day or month", (EDITED,)
    return None


def _cautions(empty: int, partial: bool) -> tuple[Caution, ...]:
    found = [_FILTERS, _DAYS, _REDIRECTS]
    if empty:
        said = (
            f"{empty} {'cells are' if empty > 1 else 'cell is'} empty. Wikimedia leaves out days without a view as well "
            "as days without data, so they are stored as unknown and not as 0."
        )
        found.append(Caution("empty-cells", said))
    if partial:
        found.append(
            Caution("partial-last-bin", "The last month may be partial; it is marked '~'.")
        )
    return tuple(found)


def _relation(layout: Layout) -> pa.Table:
    text = pa.string()
    columns = layout.columns
    return pa.table(
        {
            "role": pa.array([f"article_{k}" for k in range(1, len(columns) + 1)], text),
            "series": pa.array([each.series for each in columns], text),
            "bin": pa.array([each.bin for each in columns], text),
        }
    )
