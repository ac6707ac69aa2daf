"""Television coverage from GDELT's Television Explorer: the share of what was said, or the number of clips."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import pyarrow as pa

from ripplemark import schema
from ripplemark.readers import trends_bins, tv_layout, tv_misses
from ripplemark.readers.base import Caution, Head, Match, Question, Reader, Reading
from ripplemark.readers.tv_layout import Layout
from ripplemark.readers.tv_networks import is_network

_SHARE = Caution(
    "share-of-airtime",
    "The value is the percentage of all sentences (in newer downloads: clips of 15 seconds) of the chosen networks that match the "
    "query. It counts neither reports nor viewers, and cannot be added to counts.",
)
_CLIPS = Caution(
    "clips-counted",
    "The value is the number of 15-second clips that match the query on the chosen networks together, which are watched as "
    "long as their captions can be read: one report can be many clips.",
)
_NETWORKS = Caution(
    "networks-chosen",
    "Only the networks that were chosen are counted, and other choices give other values; combined columns do not name them.",
)
_UNSURE = Caution(
    "no-tv-mark",
    "Nothing but the values, percentages to four decimals, says that this is television coverage. If it measures something else, "
    "do not import it.",
)
_DAYS = Caution("utc-days", "The Television Explorer counts by days and hours of UTC.")
_WORDS = {
    "doubled": (0.97, "each day written twice, over percentages"),
    "bracketed": (0.95, "a note in brackets after 'Date', over percentages"),
    "long": (0.95, "a note in brackets after 'Date', then Series and Value"),
    "networks": (0.9, "one column of percentages for each television network"),
    "clips": (0.95, "a column of matched clips for each name and date"),
}


class GdeltTv(Reader):
    """Shares by network or query, as the Television Explorer gives them or as they were tidied; clips by query."""

    name: ClassVar[str] = "gdelt_tv"
    title: ClassVar[str] = "GDELT Television Explorer"
    tables: ClassVar[tuple[schema.Table, ...]] = (schema.ATTENTION,)
    leaves_out: ClassVar[str] = (
        "The query, where no column holds it, and the networks behind a combined column. How many reports or viewers a share "
        "stands for. What was shown but not said: captions are searched, not pictures."
    )
    spec: ClassVar[str] = (
        "the CSV that the Television Explorer offers for its timeline, and tidied tables of it"
    )
    source: ClassVar[str] = "readers/gdelt_tv"
    zone: ClassVar[str | None] = "UTC"
    caveats: ClassVar[tuple[str, ...]] = (
        "share-of-airtime",
        "clips-counted",
        "networks-chosen",
        "no-tv-mark",
        "utc-days",
    )
    facts: ClassVar[str | None] = "readers/gdelt_tv_facts"

    @classmethod
    def recognise(cls, head: Head) -> Match | None:
        """Doubled days, a bracketed first header cell, columns of networks, matched clips, or shares to four decimals."""
        layout = tv_layout.find(head)
        if layout is None:
            return None
        notes, warnings = {"layout": layout}, ()
        if layout.form in _WORDS:
            confidence, why = _WORDS[layout.form]
            return Match(confidence, why, layout.header, layout.roles, notes, warnings)
        sure = 0.6 if re.match(r"tv[_ -]", head.name, re.IGNORECASE) else 0.4
        why = "percentages to four decimals by day"
        return Match(sure, why, layout.header, layout.roles, notes, (_UNSURE,))

    @classmethod
    def near_miss(cls, head: Head) -> str | None:
        """What this file of the Television Explorer's is instead; None where it shows no sign of one."""
        return None if cls.recognise(head) else tv_misses.near_miss(head)

    @classmethod
    def questions(cls, match: Match, facts: Mapping[str, Any]) -> tuple[Question, ...]:  # noqa: ARG003
        """The order of day and month, only where the bins' spacing leaves both possible."""
        if len(match.notes["layout"].widths) < 2:
            return ()
        asked = "Does the day or the month come first in the dates of this file?"
        return (Question("dates", asked, ("dmy", "mdy"), None, "as in 31/12 (dmy) or 12/31 (mdy)"),)

    @classmethod
    def reading(cls, match: Match, facts: Mapping[str, Any], answers: Mapping[str, str]) -> Reading:
        """One row per bin and column; nothing is summed over networks."""
        layout: Layout = match.notes["layout"]
        order = next(iter(layout.widths)) if len(layout.widths) == 1 else answers["dates"]
        width = layout.widths[order]
        partial = width not in ("P1D", None) and not width.startswith("PT")
        dates = None if order == trends_bins.ISO else order
        return Reading(
            schema.ATTENTION,
            cls.source,
            {
                "dates": dates,
                "bin_width": width,
                "metric": "mentions" if layout.clips else "coverage_share",
                "partial": partial,
            },
            {"shares": _relation(layout), "networks": _networks(layout, facts["names"])},
            _cautions(layout, facts, partial),
            shown={"bin_width": width, "series": len(layout.columns), "form": layout.form},
        )


def _cautions(layout: Layout, facts: Mapping[str, Any], partial: bool) -> tuple[Caution, ...]:
    found = [_CLIPS if layout.clips else _SHARE, _NETWORKS, _DAYS]
    if partial:
        lines = () if facts["last_line"] is None else (facts["last_line"],)
        said = "The last bin may be partial; the file does not say. It is marked '~'."
        found.append(Caution("partial-last-bin", said, lines))
    return tuple(found)


def _networks(layout: Layout, names: Sequence[str]) -> pa.Table:
    """Those of the names in the rows that are networks; none where a column of the rows holds queries."""
    known = filter(is_network, names) if layout.form == "long" else ()
    return pa.table({"name": pa.array(list(known), pa.string())})


def _relation(layout: Layout) -> pa.Table:
    text, columns = pa.string(), layout.columns
    return pa.table(
        {
            "role": pa.array([f"share_{k}" for k in range(1, len(columns) + 1)], text),
            "series": pa.array([each.series for each in columns], text),
            "network": pa.array([each.network for each in columns], text),
        }
    )
