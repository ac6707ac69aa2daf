"""What a person says about a file when it is read: incident, scope, zone, answers, where it is from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ripplemark import schema, times
from ripplemark.archive import Archive
from ripplemark.archive.incidents import check_code
from ripplemark.errors import UnknownName
from ripplemark.ingest.publisher import publisher
from ripplemark.ingest.recognise import reader
from ripplemark.ingest.refusals import NotAMoment
from ripplemark.readers.base import Scope

QUESTIONS = (
    "midnight",
    "down",
    "last-look",
    "clock",
    "dates",
    "captured-at",
    "query",
    "rejects",
)
"""Everything that may be asked of a file."""

KEEPABLE = ("uploader", "item", "region")
"""Columns that are stored only when asked for; ``item`` and ``region`` only of formats whose rows are rolled up."""


@dataclass(frozen=True, slots=True)
class Options:
    """Reading options. ``answers`` are answers to questions by name; ``mapping`` names columns and outcome words.

    ``keep`` names columns that are stored only when asked for (``uploader``). ``replaces`` is the id of the dataset
    that this file corrects. ``title`` goes to the vault; ``source`` and ``licence`` are stored and shown as they are
    (of a link, its host), so they may name a publisher, never a file or a person. ``simulated`` marks rows that were made
    up: every figure and export of them says so. ``only`` are ids of items and ``match`` a pattern in a text column
    (``COLUMN=REGEX``, or a pattern for the format's own text column): rows that do not pass are not read, and neither
    is stored or repeated anywhere. ``beside`` is a second file that says more about the same rows. ``append`` is the name
    of the collection that the dataset joins, a neutral word that is stored and shown.
    """

    incident: str | None = None
    scope: Scope | None = None
    format: str | None = None
    zone: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, Any] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    channel: str | None = None
    replaces: str | None = None
    title: str | None = None
    source: str | None = None
    licence: str | None = None
    simulated: bool = False
    only: tuple[str, ...] = field(default=(), repr=False)
    match: str | None = field(default=None, repr=False)
    beside: Path | None = field(default=None, repr=False)
    append: str | None = None

    @property
    def filters(self) -> tuple[str, ...]:
        """Which filters were used, by name."""
        used = (("only", bool(self.only)), ("match", self.match is not None))
        return tuple(name for name, on in used if on)


@dataclass(frozen=True, slots=True)
class Zone:
    """The zone of times without an offset, and why this one, in words."""

    name: str
    why: str


def settle(archive: Archive, options: Options) -> Zone:
    """Refuse what cannot be meant, before any byte of a file is read; the zone in which it will be read.

    Raises:
        BadCode: the incident's code is none.
        UnknownName: a format, scope, channel, column to keep, question or dataset to replace that does not exist.
        UnknownZone, NotAMoment: a zone or an answered last look that cannot be read.
        NotAPublisher: a source or a licence that looks like a person's address, or a path.
    """
    if options.incident is not None:
        check_code(options.incident)
    if options.format is not None:
        reader(options.format)
    _known("scope", [options.scope], ("incident", "platform"))
    _known("channel", [options.channel], schema.CHANNELS)
    _known("column to keep", options.keep, KEEPABLE)
    _known("question", options.answers, QUESTIONS)
    publisher("source", options.source)
    publisher("licence", options.licence)
    if options.replaces is not None:
        archive.dataset(options.replaces)
    zone = _zone(archive, options)
    if "last-look" in options.answers:
        check_moment(options.answers["last-look"], zone.name)
    return zone


def check_moment(text: str, zone: str) -> None:
    """Raise NotAMoment unless the text is a time that reads one way only, whatever the order of day and month."""
    try:
        read = {times.parse(text, zone, dates=order) for order in ("dmy", "mdy")}
    except times.UnreadableTime:
        raise NotAMoment from None
    if len(read) != 1:
        raise NotAMoment


def _known(kind: str, names: Iterable[str | None], valid: tuple[str, ...]) -> None:
    for name in names:
        if name is not None and name not in valid:
            raise UnknownName(kind, name, valid)


def _zone(archive: Archive, options: Options) -> Zone:
    if options.zone is not None:
        return Zone(times.check_zone(options.zone), "as said")
    home = archive.decision(options.incident, "home_zone") if options.incident else None
    if home:
        return Zone(times.check_zone(str(home)), "the incident's home zone")
    return Zone("UTC", "because no zone was given and the incident has no home zone")
