"""Media Cloud, stories over time: the counts CSV, wide tables with one column for each query, long ones with names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import pyarrow as pa

from ripplemark import schema
from ripplemark.readers import day_order, mediacloud_forms, mediacloud_layout
from ripplemark.readers.base import Head, Match, Question, Reader, Reading
from ripplemark.readers.mediacloud_cautions import cautions
from ripplemark.readers.trends_layout import padded


class MediacloudCounts(Reader):
    """Stories per day (or week), as downloaded from Media Cloud."""

    name: ClassVar[str] = "mediacloud_counts"
    title: ClassVar[str] = "Media Cloud, stories over time"
    tables: ClassVar[tuple[schema.Table, ...]] = (schema.ATTENTION,)
    leaves_out: ClassVar[str] = (
        "Which query was counted in which collection of outlets. The number of all stories and the ratio to it are not "
        "stored."
    )
    spec: ClassVar[str] = (
        "the CSV 'counts' (Attention Over Time) that search.mediacloud.org offers for download"
    )
    source: ClassVar[str] = "readers/mediacloud_counts"
    caveats: ClassVar[tuple[str, ...]] = (
        "collection-not-said",
        "no-mediacloud-mark",
        "collection-varies",
        "late-stories",
    )
    facts: ClassVar[str | None] = "readers/mediacloud_counts_facts"

    @classmethod
    def recognise(cls, head: Head) -> Match | None:
        """A column of dates over whole numbers, under Media Cloud's own header or named by its queries."""
        table = mediacloud_layout.table(head)
        form = mediacloud_forms.find(head, table) if table else None
        if table is None or form is None:
            return None
        widths = mediacloud_layout.widths(form.dates)
        if not widths:
            return None
        own = "count" in table.titles
        notes = {"widths": widths, "queries": form.queries, "own": own}
        return Match(
            form.confidence,
            form.why,
            table.header,
            padded(form.roles, head, table.header),
            notes,
            form.warnings,
        )

    @classmethod
    def near_miss(cls, head: Head) -> str | None:
        """Which other table of Media Cloud's this is; None where it is none."""
        return None if cls.recognise(head) else mediacloud_layout.near_miss(head)

    @classmethod
    def questions(cls, match: Match, facts: Mapping[str, Any]) -> tuple[Question, ...]:  # noqa: ARG003
        """The order of day and month, only where the days' spacing leaves both possible."""
        return day_order.asked(match.notes["widths"])

    @classmethod
    def reading(cls, match: Match, facts: Mapping[str, Any], answers: Mapping[str, str]) -> Reading:
        """One row per day and query; nothing where the collection had no story at all that day."""
        dates, width = day_order.settled(match.notes["widths"], answers)
        width, queries = width or "P1D", match.notes["queries"]
        runs = facts["runs"] if match.notes["own"] and dates is None else 1
        return Reading(
            schema.ATTENTION,
            cls.source,
            {"bin_width": width, "several": runs > 1},
            {"queries": _relation(queries)},
            cautions(facts, max(len(queries), facts["names"], runs), runs),
            dates,
            shown={"bin_width": width, "series": max(len(queries), facts["names"], runs)},
        )


def _relation(queries: tuple[str, ...]) -> pa.Table:
    text = pa.string()
    roles = [f"query_{k}" for k in range(1, len(queries) + 1)]
    return pa.table({"role": pa.array(roles, text), "series": pa.array(queries, text)})
