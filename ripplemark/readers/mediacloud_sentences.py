"""Media Cloud before 2018, sentences over time: mediacloud-sentence-counts-<label>.csv, in buckets of days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ripplemark import schema
from ripplemark.readers import day_order, mediacloud_layout
from ripplemark.readers.base import Caution, Head, Match, Question, Reader, Reading
from ripplemark.readers.mediacloud_cautions import COLLECTION
from ripplemark.readers.trends_layout import padded

_SENTENCES = Caution(
    "sentences-not-stories",
    "Sentences were counted, not stories: a long story counts many times. Do not compare with counts of stories.",
)


class MediacloudSentences(Reader):
    """Sentences per bucket of days, as the Media Cloud dashboard of 2017 gave them."""

    name: ClassVar[str] = "mediacloud_sentences"
    title: ClassVar[str] = "Media Cloud, sentences over time (2017)"
    tables: ClassVar[tuple[schema.Table, ...]] = (schema.ATTENTION,)
    leaves_out: ClassVar[str] = (
        "How many stories the sentences stand in. Which query was counted in which collection of outlets."
    )
    spec: ClassVar[str] = "mediacloud-sentence-counts-<label>.csv of the dashboard of 2017"
    source: ClassVar[str] = "readers/mediacloud_sentences"
    caveats: ClassVar[tuple[str, ...]] = (
        "sentences-not-stories",
        "collection-not-said",
        "wide-buckets",
    )
    facts: ClassVar[str | None] = "readers/mediacloud_sentences_facts"

    @classmethod
    def recognise(cls, head: Head) -> Match | None:
        """Two columns, date and sentences, over dates and whole numbers."""
        table = mediacloud_layout.table(head)
        if table is None or sorted(table.titles) != ["date", "sentences"]:
            return None
        widths = mediacloud_layout.widths(table.column("date"))
        if not widths or not mediacloud_layout.counts(table.column("sentences")):
            return None
        roles = tuple({"date": "bin", "sentences": "sentences"}[title] for title in table.titles)
        why = "columns date and sentences, as Media Cloud's dashboard wrote them"
        return Match(0.95, why, table.header, padded(roles, head, table.header), {"widths": widths})

    @classmethod
    def near_miss(cls, head: Head) -> str | None:
        """What keeps a table of sentences by date from being read."""
        table = mediacloud_layout.table(head)
        if table is None or cls.recognise(head) or "sentences" not in table.titles:
            return None
        if not {"date", "sentences"} <= set(table.titles):
            return None
        return (
            "This looks like Media Cloud's sentences over time, but it needs the columns date and sentences alone, "
            "with dates and whole numbers."
        )

    @classmethod
    def questions(cls, match: Match, facts: Mapping[str, Any]) -> tuple[Question, ...]:  # noqa: ARG003
        """The order of day and month, only where the spacing leaves both possible."""
        return day_order.asked(match.notes["widths"])

    @classmethod
    def reading(cls, match: Match, facts: Mapping[str, Any], answers: Mapping[str, str]) -> Reading:
        """One row per bucket; its width is the dates' usual distance, the last one may be cut short."""
        dates, width = day_order.settled(match.notes["widths"], answers)
        partial = width != "P1D"
        return Reading(
            schema.ATTENTION,
            cls.source,
            {"bin_width": width, "last_line": facts["last_line"] if partial else None},
            warnings=_cautions(width, facts["last_line"], partial),
            dates=dates,
            shown={"bin_width": width},
        )


def _cautions(width: str | None, last: int | None, partial: bool) -> tuple[Caution, ...]:
    lines = () if last is None else (last,)
    days = (width or "").removeprefix("P").removesuffix("D")
    found = (
        (True, _SENTENCES),
        (True, COLLECTION),
        (
            days.isdecimal() and days != "1",
            Caution(
                "wide-buckets",
                f"Each value is the sum of {days} days: when within them attention rose is not known.",
            ),
        ),
        (
            partial,
            Caution(
                "partial-last-bin",
                "The last bucket may be cut short by the end of the search. It is marked '~'.",
                lines,
            ),
        ),
    )
    return tuple(caution for true, caution in found if true)
