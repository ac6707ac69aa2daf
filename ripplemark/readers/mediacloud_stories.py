"""Media Cloud, one story per row (the content CSV): what is kept is how many stories each day has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ripplemark import schema
from ripplemark.readers import mediacloud_layout
from ripplemark.readers.base import Caution, Head, Match, Reader, Reading
from ripplemark.readers.mediacloud_cautions import GROWING
from ripplemark.readers.trends_layout import padded
from ripplemark.wording import count

_NEEDED = ("publish_date", "title", "url")
_MARKS = ("indexed_date", "media_name", "media_url", "language", "id")
_ROLES = {"publish_date": "day", "indexed_date": "indexed", "title": "title"}


class MediacloudStories(Reader):
    """All stories of a search, as downloaded from Media Cloud; they are counted by the day of publication."""

    name: ClassVar[str] = "mediacloud_stories"
    title: ClassVar[str] = "Media Cloud, list of stories"
    tables: ClassVar[tuple[schema.Table, ...]] = (schema.ATTENTION,)
    leaves_out: ClassVar[str] = (
        "The stories themselves: titles, links, outlets and languages are counted and never stored. Which query was "
        "made, in which collection."
    )
    spec: ClassVar[str] = (
        "the CSV 'content' (all URLs) that search.mediacloud.org offers for download"
    )
    source: ClassVar[str] = "readers/mediacloud_stories"
    caveats: ClassVar[tuple[str, ...]] = ("titles-repeated", "late-stories")
    facts: ClassVar[str | None] = "readers/mediacloud_stories_facts"

    @classmethod
    def recognise(cls, head: Head) -> Match | None:
        """A header with Media Cloud's columns of a story: publish_date, title and url, and most of the others."""
        table = mediacloud_layout.table(head)
        if table is None or not set(_NEEDED) <= set(table.titles):
            return None
        marks = [title for title in _MARKS if title in table.titles]
        if "indexed_date" not in marks or not {"media_name", "media_url"} & set(marks):
            return None
        roles = tuple(
            _ROLES.get(title) if title not in table.titles[:i] else None
            for i, title in enumerate(table.titles)
        )
        confidence = round(0.8 + 0.03 * len(marks), 2)
        return Match(
            confidence,
            "one story per row, with Media Cloud's columns",
            table.header,
            padded(roles, head, table.header),
        )

    @classmethod
    def near_miss(cls, head: Head) -> str | None:
        """Which column is missing, where most of Media Cloud's columns of a story are there."""
        table = mediacloud_layout.table(head)
        if table is None or cls.recognise(head):
            return None
        titles = set(table.titles)
        if not titles & {"media_name", "media_url"} or not titles & {"stories_id", "indexed_date"}:
            return None
        missing = [name for name in (*_NEEDED, "indexed_date") if name not in titles]
        named = " and ".join(f"'{name}'" for name in missing)
        return f"This looks like Media Cloud's list of stories, but lacks the column {named}."

    @classmethod
    def reading(cls, match: Match, facts: Mapping[str, Any], answers: Mapping[str, str]) -> Reading:  # noqa: ARG003
        """One row per day of publication, from the first to the last; a day without a story is 0."""
        return Reading(
            schema.ATTENTION,
            cls.source,
            warnings=_cautions(facts),
            shown={"bin_width": "P1D", "stories": facts["stories"]},
        )


def _cautions(facts: Mapping[str, Any]) -> tuple[Caution, ...]:
    found = (
        (True, _counted(facts["stories"])),
        (facts["repeated"] > 0, _repeated(facts["repeated"])),
        (facts["early"] > 0, _early(facts["early"], tuple(facts["early_lines"]))),
        (facts["empty_days"] > 0, _empty(facts["empty_days"])),
        (facts["unfinished"], _UNFINISHED),
        (True, GROWING),
    )
    return tuple(caution for true, caution in found if true)


_UNFINISHED = Caution(
    "partial-last-bin",
    "The newest story was indexed before the last day had ended: that day is not complete. It is marked '~'.",
)


def _stories(number: int) -> str:
    return count(number, "story was", "stories were")


def _counted(stories: int) -> Caution:
    return Caution(
        "stories-counted",
        f"{_stories(stories)} counted by day of publication. No title, link or outlet is stored.",
    )


def _repeated(stories: int) -> Caution:
    return Caution(
        "titles-repeated",
        f"{count(stories, 'story repeats', 'stories repeat')} the title of another one: agencies' texts in several outlets, or "
        "one story found twice. All of them are counted.",
    )


def _early(stories: int, lines: tuple[int, ...]) -> Caution:
    return Caution(
        "indexed-before-published",
        f"{_stories(stories)} found before the day began (at midnight UTC) that the file gives as the day of publication: "
        "that day may be off by one. What is counted is the day that the file gives.",
        lines,
    )


def _empty(days: int) -> Caution:
    return Caution(
        "days-without-story",
        f"{count(days, 'day')} between the first and the last without a story in this list of all that were found: stored "
        "as 0.",
    )
