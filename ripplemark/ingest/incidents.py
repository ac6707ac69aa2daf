"""What is decided about an incident, in fixed words only: nothing that a person types freely enters the archive."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from ripplemark import publication, schema, times
from ripplemark.archive import Archive, groups
from ripplemark.errors import InputError, UnknownName

MAIN = "main."
"""What the key of a channel's main series begins with."""

KEYS = (
    "kind",
    "verdict",
    "sensitivity",
    "home_zone",
    "keep_until",
    groups.TAGS,
    groups.SUBJECT,
    *(f"{MAIN}{channel}" for channel in schema.CHANNELS),
    *publication.KEYS,
)
"""What can be decided about an incident."""

_CHOICES = {
    "kind": schema.INCIDENT_KINDS,
    "verdict": schema.VERDICTS,
    "sensitivity": schema.SENSITIVITIES,
    **publication.CHOICES,
}
_SERIES = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .-]{0,79}")


class NotASeries(InputError):
    """A main series that is not an alias or a dataset id."""

    title = "This is not a series of the archive"

    def __init__(self) -> None:
        super().__init__("Name a series by its alias, for example 'term A', as 'query' shows it.")


class NotADay(InputError):
    """A day until which an incident is to be kept that cannot be read, reads two ways, or is over."""

    title = "This is not a day to come"

    def __init__(self) -> None:
        super().__init__(
            "Write the day until which it is to be kept with the year first, for example 2031-12-31; it must not be "
            "over. Nothing was decided."
        )


def decide_value(archive: Archive, incident: str, key: str, value: str) -> str:
    """The value as it is stored; UnknownName or InputError where it cannot be decided."""
    if incident not in archive.incidents():
        raise UnknownName("incident", incident, archive.incidents())
    if key.startswith(MAIN):
        _check_channel(key.removeprefix(MAIN))
    if key not in KEYS:
        raise UnknownName("decision", key, KEYS)
    if key in _CHOICES and value not in _CHOICES[key]:
        raise UnknownName(key, value, _CHOICES[key])
    if key == "home_zone":
        return times.check_zone(value)
    if key == "keep_until":
        return _day(value, archive.now)
    if key in (groups.TAGS, groups.SUBJECT):
        return groups.checked(key, value, archive.incidents())
    if key.startswith(MAIN) and not _SERIES.fullmatch(value):
        raise NotASeries
    return value


def _check_channel(channel: str) -> None:
    if channel not in schema.CHANNELS:
        raise UnknownName("kind of place", channel, schema.CHANNELS)


def _day(text: str, now: datetime) -> str:
    """A day to come, whatever the order of day and month, as it is stored; NotADay otherwise."""
    try:
        read = {times.parse(text, dates=order).lo.date() for order in ("dmy", "mdy")}
    except times.UnreadableTime:
        raise NotADay from None
    if len(read) != 1 or (found := read.pop()) < now.date():
        raise NotADay
    return found.isoformat()


def incident_records(archive: Archive) -> list[dict[str, Any]]:
    """Every incident with what counts now and how many datasets it has, in order of its code."""
    datasets = archive.datasets()
    return [
        {
            "incident": code,
            "kind": archive.decision(code, "kind", "other"),
            "verdict": archive.decision(code, "verdict", "not_stated"),
            "sensitivity": archive.decision(code, "sensitivity", "ordinary"),
            "home_zone": archive.decision(code, "home_zone"),
            "datasets": sum(each.incident == code for each in datasets),
        }
        for code in archive.incidents()
    ]
