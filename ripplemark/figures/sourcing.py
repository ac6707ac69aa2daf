"""Where a figure's data are from, how far they reach, and what made it: the source line, and its caveat."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import ripplemark
from ripplemark.archive import Package
from ripplemark.figures.base import Asked
from ripplemark.gate import PRIVATE_MARK
from ripplemark.readers import READERS
from ripplemark.wording import count


def simulated(used: Iterable[Package]) -> bool:
    """True where any of the datasets was simulated."""
    return any(each.provenance.get("simulated") is True for each in used)


def ahead(asked: Asked, used: Iterable[Package]) -> tuple[str, ...]:
    """That the data reach beyond today, where they do: an end of observation that has not come yet was not observed.

    Events may lie ahead, as a day in court does; nothing is observed until then.
    """
    limit = asked.gate.now + _ROOM
    ends = [each.last_time for each in used if each.table in _OBSERVED and each.last_time]
    late = [each for each in ends if each > limit]
    if not late:
        return ()
    last = day(max(late) - timedelta(seconds=1), asked.zone)
    told = (
        f"The data hold times that have not come yet, up to {last}: what is said of the end of observation rests on "
        "them, and nobody can have looked then. Correct the year in the file, and add it again in place of this one."
    )
    return (told,)


def warned(used: Iterable[Package]) -> tuple[str, ...]:
    """What was said of these files when they were read and every figure of theirs repeats; each once, in order."""
    repeated = {reader.name: reader.caveats for reader in READERS}
    return once(
        each.message
        for package in used
        for each in package.warnings
        if each.code in repeated.get(package.format, ())
    )


_OBSERVED = ("attention", "moderation", "requests", "search_results")
"""Tables whose last time ends an observation."""

_ROOM = timedelta(days=2)
"""A last look that is only a day ends at the next midnight, which in the furthest zone is nearly two days away."""


def source_line(
    asked: Asked, used: Collection[Package], counted: Sequence[str], note: str = ""
) -> str:
    """Where it is from, what it counts, whether it is simulated or edited (``note``), zone, archive, versions."""
    told = []
    if used:
        told.append(f"Source: {'; '.join(_sources(asked, used))}.")
    if counted:
        told.append(f"{'; '.join(counted)}.")
    if simulated(used):
        told.append("Simulated.")
    if asked.gate.audience == "private":
        told.append(PRIVATE_MARK)
    if note:
        told.append(note)
    told.append(f"Times in {asked.zone}.")
    told.append(
        f"Archive {asked.serving.visible.fingerprint}, Ripplemark {ripplemark.__version__}, method {asked.kind.method_version}."
    )
    return " ".join(told)


def _sources(asked: Asked, used: Collection[Package]) -> tuple[str, ...]:
    """Each source once: a collection under its name with how many of its datasets were used, however many they are."""
    told: dict[str, None] = {}
    together: dict[str, list[Package]] = {}
    for each in used:
        together.setdefault(each.collection or "", []).append(each)
    for each in used:
        if each.collection is None:
            told[_source(asked, each)] = None
        elif members := together.pop(each.collection, None):
            told[_collected(asked, each.collection, members)] = None
    return tuple(told)


def _collected(asked: Asked, name: str, members: Sequence[Package]) -> str:
    """A collection as one source: its citation, its name, how many datasets, and over which days they came."""
    word = "retrieved" if all(each.retrieved_at for each in members) else "added"
    found = [each.retrieved_at if word == "retrieved" else each.added_at for each in members]
    days = once(day(at, asked.zone) for at in sorted(at for at in found if at))
    when = f", {word} {' to '.join(dict.fromkeys((days[0], days[-1])))}" if days else ""
    held = f"{count(len(members), 'dataset')} of the collection {name}"
    return f"{_name(asked, members[0])}, {held}{when}"


def _name(asked: Asked, package: Package) -> str:
    titles = {reader.name: reader.title for reader in READERS}
    return asked.gate.source(package.source, titles.get(package.format, package.format))


def _source(asked: Asked, package: Package) -> str:
    name = _name(asked, package)
    if package.retrieved_at:
        return f"{name}, retrieved {day(package.retrieved_at, asked.zone)}"
    return f"{name}, added {day(package.added_at, asked.zone)}" if package.added_at else name


def day(at: datetime, zone: str) -> str:
    """A date as people write it, in a zone: 5 March 2025."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%B %Y}"


def once(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts in order, each one time."""
    return tuple(dict.fromkeys(texts))
