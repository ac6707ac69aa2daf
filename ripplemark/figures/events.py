"""The events of an incident, past the gate: what each is called, and between which moments it lies."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from ripplemark.figures.base import Asked

SHORT = {
    "first_seen": "seen",
    "official_denial": "denial",
    "fact_check": "check",
    "platform_label": "label",
    "note_shown": "note",
    "correction": "correction",
    "court": "court",
    "policy_change": "policy",
    "other": "event",
}
"""One word for each kind, where there is no room for more."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One event: its kind, its words, a short word, and the interval in which it lies, or over which it went on.

    ``low`` and ``high`` are aware; ``high`` is ``low`` where the moment is exact. ``ongoing`` is True where it has an end
    of its own, so that the interval is its length and not what is not known about its time.
    """

    kind: str
    words: str
    short: str
    low: datetime
    high: datetime
    ongoing: bool
    datasets: tuple[str, ...]


def happenings(asked: Asked) -> tuple[Happening, ...]:
    """The incident's events in order of time; none gives nothing. Owner's own labels are seen by the owner alone."""
    rows = asked.serving.run("archive/events_of_incident", incident=asked.incident).records()
    verdict = asked.archive.decision(asked.incident, "verdict")
    seen: set[str] = set()
    found = []
    for row in sorted(rows, key=lambda row: (row["time_lo"], row["time_hi"])):
        kind = row["kind"]
        words = asked.gate.event(
            kind, str(verdict) if verdict else None, row["label"], first=kind not in seen
        )
        seen.add(kind)
        high = row["end_hi"] or row["time_hi"] or row["time_lo"]
        found.append(
            Happening(
                kind,
                words[:1].upper() + words[1:],
                SHORT.get(kind, "event"),
                row["time_lo"],
                max(high, row["time_lo"]),
                row["end_hi"] is not None,
                tuple(row["datasets"]),
            )
        )
    return tuple(found)


def first(events: Sequence[Happening], kinds: Collection[str]) -> Happening | None:
    """The event of these kinds that began first; None where there is none."""
    return min((each for each in events if each.kind in kinds), key=lambda e: e.low, default=None)
