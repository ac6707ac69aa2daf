"""Which series a figure is about: the one asked for, else the main one; nothing picks one in silence."""

from __future__ import annotations

from collections.abc import Sequence

from ripplemark import schema
from ripplemark.archive import Package
from ripplemark.errors import UnknownName
from ripplemark.figures.base import Asked
from ripplemark.figures.series import Choice, choices, decided
from ripplemark.measures.base import Parameter
from ripplemark.wording import CHANNELS

SERIES = Parameter("series", "the key of a series; the main one where none is given", None)
CHANNEL = Parameter("channel", "the kind of place", None, str, schema.CHANNELS)
VIEW = Parameter(
    "view",
    "what is drawn: the episode around the peak, or all bins",
    "episode",
    str,
    ("episode", "all"),
)


def chosen(asked: Asked, found: Sequence[Choice], channels: Sequence[str]) -> Choice | None:
    """Of these series the one that the setting ``series`` names, else the main one; None where nobody said.

    ``channels`` are those whose main series may stand for all: exactly one of them must have one.

    Raises:
        UnknownName: no such series; the keys are listed.
    """
    key = asked.settings.get("series")
    if key is not None:
        for each in found:
            if each.key == key:
                return each
        raise UnknownName("series", str(key), [each.key for each in found])
    if len(found) == 1:
        return found[0]
    mains = []
    for channel in channels:
        of = [each for each in found if each.channel == channel]
        main = (
            decided(of, asked.archive.decision(asked.incident, f"main.{channel}")) if of else None
        )
        if main is not None:
            mains.append(main)
    return mains[0] if len(mains) == 1 else None


def to_choose(asked: Asked, found: Sequence[Choice]) -> str:
    """The series by name; where it is read beside a command line, with what is typed there."""
    shown = found[:12]
    more = f"; and {len(found) - len(shown)} more" if len(found) > len(shown) else ""
    if not asked.gate.leaves:
        return "; ".join(each.named for each in shown) + more
    return "; ".join(f"{each.named} (--set series={each.key})" for each in shown) + more


def used(asked: Asked, found: Sequence[Choice]) -> list[Package]:
    """The datasets of these series."""
    ids = {name for each in found for name in each.datasets}
    return [each for each in asked.packages if each.dataset_id in ids]


def in_period(asked: Asked) -> tuple[list[Choice], list[Choice]]:
    """The series of the asked channel, and those of them that have bins in the asked period."""
    found = choices(asked, asked.settings.get("channel"))
    return found, [each for each in found if each.binned.series.value.size]


def none_at_all(asked: Asked, found: Sequence[Choice]) -> tuple[str, str]:
    """Headline and next step where there is nothing to draw."""
    channel = asked.settings.get("channel")
    told = f"series of {CHANNELS[channel]}" if channel else "series of attention"
    if found:
        first = min(each.binned.known_from for each in found)
        last = max(each.binned.known_to for each in found)
        return (
            "No bin begins in this period",
            f"The {told} of {asked.incident} run from {first:%Y-%m-%d} to {last:%Y-%m-%d}: choose another period.",
        )
    if channel in (None, "search") and only_places(asked):
        return (
            f"Only interest by place is stored for {asked.incident}",
            "It has one value for each place and none for any day. Add interest over time (multiTimeline.csv).",
        )
    return (
        f"No {told} of {asked.incident} is stored",
        "Add a Google Trends download, a page-view download, or a CSV of counts per hour or day.",
    )


def only_places(asked: Asked) -> bool:
    """True where a file of the incident has values by place and none by time."""
    of_incident = [of for of in asked.packages if of.incident and of.incident == asked.incident]
    return any(each.code == "places-not-times" for of in of_incident for each in of.warnings)
