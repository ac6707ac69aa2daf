"""GDELT's DOC 2.0 timelines: the share or the number of monitored online news articles that match a query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pyarrow as pa

from ripplemark import schema, times
from ripplemark.readers import gdelt_misses, gdelt_series, gdelt_times
from ripplemark.readers.base import Caution, Head, Match, Question, Reader, Reading
from ripplemark.readers.gdelt_layout import find
from ripplemark.readers.gdelt_series import Kind

_GROWS = timedelta(days=2)
"""How long GDELT goes on adding articles to a day."""
_QUERY = Caution(
    "no-query",
    "GDELT's file does not say what was searched for, nor in which languages, countries or outlets: note the query.",
)
_DAYS = Caution("utc-days", "GDELT counts by days and hours of UTC.")
_SHARE = Caution(
    "share-of-coverage",
    "A share of coverage is a percentage of all online articles that GDELT watched in the bin, not a number of articles: it also "
    "changes when GDELT watches more or less, and cannot be added to counts.",
)
_COUNT = Caution(
    "gdelt-coverage",
    "Articles are counted among the online news that GDELT watches, which grows and changes over the years: compare weeks, "
    "not years.",
)
_ABOVE = Caution(
    "lines-above", "Lines above the header are not GDELT's own: somebody added them to the file."
)


class GdeltTimeline(Reader):
    """A timeline of the DOC 2.0 API as CSV: volume intensity, article counts, by language or source country."""

    name: ClassVar[str] = "gdelt_timeline"
    title: ClassVar[str] = "GDELT DOC 2.0, timeline of online news"
    tables: ClassVar[tuple[schema.Table, ...]] = (schema.ATTENTION,)
    leaves_out: ClassVar[str] = (
        "The query. How many articles a share stands for (TimelineVolRaw tells). Days on which nothing matched or nothing was "
        "collected: both are absent. The average tone, and the number of all articles watched, are not attention and not stored."
    )
    spec: ClassVar[str] = "the CSV of api.gdeltproject.org/api/v2/doc/doc, modes timelinevol..."
    source: ClassVar[str] = "readers/gdelt_timeline"
    zone: ClassVar[str | None] = "UTC"
    caveats: ClassVar[tuple[str, ...]] = (
        "share-of-coverage",
        "gdelt-coverage",
        "no-query",
        "utc-days",
    )
    facts: ClassVar[str | None] = "readers/gdelt_timeline_facts"

    @classmethod
    def recognise(cls, head: Head) -> Match | None:
        """The header Date, Series, Value over series of attention that GDELT names so."""
        layout = find(head)
        if layout is None or not gdelt_series.kinds(layout.series):
            return None
        return Match(
            0.97,
            "the header Date, Series, Value and a series of GDELT's",
            layout.header,
            ("bin", "series", "value"),
            {"width": layout.width},
            (_ABOVE,) if layout.header else (),
        )

    @classmethod
    def near_miss(cls, head: Head) -> str | None:
        """What this file of GDELT's is instead, in a sentence; None where it shows no sign of GDELT."""
        return None if cls.recognise(head) else gdelt_misses.near_miss(head)

    @classmethod
    def questions(cls, match: Match, facts: Mapping[str, Any]) -> tuple[Question, ...]:  # noqa: ARG003
        """When it was downloaded: the two days before are partial. The file's last day, where nobody says."""
        last = gdelt_times.moment(str(facts["last_bin"]))
        if last is None:
            return ()
        asked = (
            "When was this file downloaded? GDELT adds articles to a day for about two days; days that were "
            "younger are marked as partial."
        )
        hint = "the last day of the file, where nothing is said"
        return (Question("last-look", asked, (), f"{last:%Y-%m-%d}", hint),)

    @classmethod
    def reading(cls, match: Match, facts: Mapping[str, Any], answers: Mapping[str, str]) -> Reading:
        """One row per bin and series of attention; the others are left out and counted."""
        kinds = gdelt_series.kinds(facts["names"])
        looked = answers.get("last-look")
        since = None if looked is None else _growing(looked)
        width = match.notes["width"] or gdelt_times.width(facts["bins"])
        partial = _younger(facts["bins"], since)
        return Reading(
            schema.ATTENTION,
            cls.source,
            {"bin_width": width, "partial": partial},
            {"kinds": _relation(kinds)},
            _cautions(facts, kinds, partial),
            shown={"bin_width": width, "series": len(kinds)},
        )


def _growing(looked: str) -> datetime:
    """From when on bins may still have grown when the file was downloaded."""
    at = times.parse(looked, "UTC")
    return at.lo.replace(hour=0, minute=0, second=0, microsecond=0) - _GROWS + timedelta(days=1)


def _younger(bins: Sequence[str], since: datetime | None) -> list[str]:
    """The texts of the bins that may still have grown."""
    if since is None:
        return []
    return sorted(text for text in bins if (at := gdelt_times.moment(text)) and at >= since)


def _cautions(
    facts: Mapping[str, Any], kinds: Sequence[Kind], partial: Sequence[str]
) -> tuple[Caution, ...]:
    metrics = {each.metric for each in kinds}
    found = (
        ("coverage_share" in metrics, _SHARE),
        ("stories" in metrics, _COUNT),
        (True, _QUERY),
        (True, _DAYS),
        (bool(partial), _young(len(partial))),
        *((bool(rows), _left_out(rows, what)) for rows, what in _others(facts)),
        (facts["gaps"] > 0, _gaps(facts["gaps"])),
    )
    return tuple(caution for true, caution in found if true)


def _others(facts: Mapping[str, Any]) -> tuple[tuple[int, str], ...]:
    """How many rows are no attention, by what they are."""
    counts = dict(zip(facts["names"], facts["rows"], strict=True))
    left = {name: n for name, n in counts.items() if gdelt_series.kind(name) is None}
    tone = sum(n for name, n in left.items() if gdelt_series.is_tone(name))
    total = sum(n for name, n in left.items() if gdelt_series.is_denominator(name))
    return (
        (total, "the number of all articles that GDELT watched: what shares are shares of"),
        (tone, "the average tone: how articles sounded, not how many there were"),
        (sum(left.values()) - tone - total, "series that are not known here"),
    )


def _left_out(rows: int, what: str) -> Caution:
    count = "1 row is" if rows == 1 else f"{rows} rows are"
    return Caution("series-left-out", f"{count} not attention and not stored: {what}.")


def _young(bins: int) -> Caution:
    told = "1 bin is" if bins == 1 else f"{bins} bins are"
    return Caution(
        "partial-last-bin",
        f"{told} marked '~': GDELT may have gone on adding articles after the download. If the file was downloaded later "
        "than on its last day, say when (answer last-look).",
    )


def _gaps(bins: int) -> Caution:
    told = "1 bin is" if bins == 1 else f"{bins} bins are"
    return Caution(
        "bins-absent",
        f"{told} absent between the first and the last: GDELT leaves them out, and whether it had nothing or found nothing is "
        "not known. They stay unknown.",
    )


def _relation(kinds: Sequence[Kind]) -> pa.Table:
    names = ("series", "metric", "language", "region")
    return pa.table(
        {name: pa.array([getattr(each, name) for each in kinds], pa.string()) for name in names}
    )
