"""What a person should know before using numbers from Google Trends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ripplemark.readers import trends_bins
from ripplemark.readers.base import Caution

_OFF = 8
"""[days] A name may be off by a week of labels or a zone; more is another window."""

SCALE = Caution(
    "relative-scale",
    "Each file is scaled to its own maximum of 100; two files cannot be compared or joined "
    "without an overlap.",
)
EDITED = Caution(
    "edited-file",
    "The lines that Google writes above the table are missing: the file was changed after the download.",
)
UNSURE = Caution(
    "no-trends-mark",
    "Nothing but the values says that this is Google Trends. If it counts something else, do not import it.",
)
_NO_ZONE = Caution(
    "no-zone",
    "Google writes hours in the time zone of whoever downloaded the file and does not say which: "
    "choose that person's zone.",
)


def cautions(
    facts: Mapping[str, Any], terms: int, width: str | None, last: str | None, partial: bool
) -> tuple[Caution, ...]:
    """What the facts of a file, its bins' width, its last bin and the number of its terms make necessary to say."""
    hourly = width is not None and width.startswith("PT")
    zoned = last is not None and ("+" in last or last.endswith("Z") or "-" in last[10:])
    found = (
        (True, SCALE),
        (terms > 1, _shared(terms)),
        (facts["zeros"] > 0, _zeros(facts["zeros"])),
        (facts["below_one"] > 0, _below_one(facts["below_one"])),
        (partial, _last(facts["last_line"])),
        (facts["hundreds"] == 0, _no_top()),
        (facts["above"] > 0, _above(facts["above"])),
        (hourly and not zoned, _NO_ZONE),
    )
    return tuple(caution for true, caution in found if true)


def other_days(
    named: tuple[date, date] | None, facts: Mapping[str, Any], order: str
) -> tuple[Caution, ...]:
    """What to say where somebody named a file by its days and it holds others: saved under a wrong name, or cut off."""
    ends = [
        None if facts[name] is None else trends_bins.moment(str(facts[name]), order)
        for name in ("first_bin", "last_bin")
    ]
    if named is None or ends[0] is None or ends[1] is None:
        return ()
    held = ends[0].date(), ends[1].date()
    if all(abs((own - told).days) < _OFF for own, told in zip(held, named, strict=True)):
        return ()
    return (
        Caution(
            "name-says-other-days",
            f"The file's name says {named[0]} to {named[1]}, but its bins run from {held[0]} to {held[1]}: it may have been saved "
            "under a wrong name, or Google had no data for the rest. What counts is what is in it.",
        ),
    )


def _shared(terms: int) -> Caution:
    return Caution(
        "shared-scale",
        f"The {terms} terms of this file share one scale: the largest value of any of them is 100, "
        "and small terms are rounded away.",
    )


def _zeros(cells: int) -> Caution:
    return Caution(
        "zero-below-threshold",
        f"{cells} values are 0: below Google's privacy threshold, not a measured zero.",
    )


def _below_one(cells: int) -> Caution:
    return Caution(
        "below-one",
        f"{cells} values are '<1': above zero and under half a point. "
        "They are stored as 1 with the bound '<'.",
    )


def _last(line: int | None) -> Caution:
    return Caution(
        "partial-last-bin",
        "The last bin may be partial; Google does not say. It is marked '~'.",
        () if line is None else (line,),
    )


def _no_top() -> Caution:
    return Caution(
        "no-hundred",
        "No value is 100, although Google scales to 100: the largest bin is not in this file.",
    )


def _above(cells: int) -> Caution:
    return Caution("above-hundred", f"{cells} values are above 100, which Google never writes.")
