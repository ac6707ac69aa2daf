"""What a person should know before using counts from Media Cloud."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ripplemark.readers.base import Caution
from ripplemark.wording import count

UNSURE = Caution(
    "no-mediacloud-mark",
    "Nothing but the layout says that this is Media Cloud. If it counts something else than news stories, do not "
    "import it like this.",
)
GROWING = Caution(
    "late-stories",
    "Media Cloud finds stories for days after they were published: the last days of a fresh download are too low.",
)
COLLECTION = Caution(
    "collection-not-said",
    "The file does not say which query was counted in which collection of outlets.",
)
_OVERLAP = Caution(
    "queries-overlap",
    "A story that matches several queries is counted under each: do not add the columns up.",
)


def cautions(facts: Mapping[str, Any], series: int, runs: int) -> tuple[Caution, ...]:
    """What the facts of a file, the number of its series and of its unnamed queries make necessary to say."""
    found = (
        (True, COLLECTION),
        (True, GROWING),
        (runs > 1, _unnamed(runs)),
        (series > 1, _OVERLAP),
        (facts["silent"] > 0, _silent(facts["silent"], tuple(facts["silent_lines"]))),
        (facts["most"] != facts["least"], _changing(facts["least"] or 0, facts["most"] or 0)),
    )
    return tuple(caution for true, caution in found if true)


def _unnamed(runs: int) -> Caution:
    return Caution(
        "queries-unnamed",
        f"The dates begin again {count(runs - 1, 'time')}: an earlier Media Cloud wrote several queries one below the other "
        "without naming them. They are stored as 'query 1', 'query 2' and so on, in the file's order.",
    )


def _silent(days: int, lines: tuple[int, ...]) -> Caution:
    return Caution(
        "collection-silent",
        f"In {count(days, 'row')} the collection has no story at all (total_count is 0): nothing was collected, so the count is "
        "left empty and is not a 0.",
        lines,
    )


def _changing(least: int, most: int) -> Caution:
    return Caution(
        "collection-varies",
        f"Between {least:,} and {most:,} stories were collected in a row: part of a rise or fall may be the collection's. "
        "Compare with the column ratio.",
    )
