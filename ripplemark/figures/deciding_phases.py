"""Deciding where a phase begins: a person's boundary for one series, with their note; it can be taken back."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from ripplemark import times
from ripplemark.archive import Archive, Decision
from ripplemark.archive.decisions import standing
from ripplemark.archive.serving import PHASES, phases_of, serve
from ripplemark.errors import InputError, UnknownName
from ripplemark.estimate.judged import ORDER, placed
from ripplemark.figures.series import Choice, decided, offered
from ripplemark.gate.leaks import looks_like
from ripplemark.measures.phases import Note, boundary, judged_of

OFF = "off"
"""What takes a boundary back, so that the estimated one counts again."""
LONGEST = 200
"""Letters of a note."""
_FIELDS = re.compile(r"(?:at=)?(?P<at>.+?)(?:\s+series=(?P<series>\S+))?\s+note=(?P<note>.*)", re.S)


class NotABoundary(InputError):
    """A boundary that cannot be stored: no time, no note, or it stands where it cannot stand."""

    title = "This boundary cannot be set"

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} Nothing was decided.")


def decide_phase(archive: Archive, incident: str, key: str, value: str) -> Decision:
    """What ``decide`` stores: ``key`` is 'phases.PHASE', ``value`` 'at=TIME series=KEY note=WHY', or 'off'.

    Without ``series`` it is the incident's only series, or its only main one. 'off series=KEY' takes back that of a series.

    Raises:
        UnknownName: no such incident or phase.
        NotABoundary: see ``set_boundary``; NotASeriesOfIt where no series, or several, could be meant.
    """
    if incident not in archive.incidents():
        raise UnknownName("incident", incident, archive.incidents())
    name = key.removeprefix(PHASES)
    head, _, rest = value.strip().partition(" ")
    if head == OFF:
        meant = _meant(archive, incident, rest.strip().removeprefix("series=") or None)
        return take_back(archive, incident, meant.key, name)
    found = _FIELDS.fullmatch(value.strip())
    if found is None:
        raise NotABoundary(
            "Write it as 'at=2025-03-05T10:00 note=why it begins there', with series=KEY before the note where there are "
            "several series."
        )
    meant = _meant(archive, incident, found["series"])
    return set_boundary(archive, incident, meant, name, found["at"], found["note"])


def set_boundary(
    archive: Archive, incident: str, of: Choice, name: str, at: str, note: str
) -> Decision:
    """Store where a phase of a series begins, in whose words.

    Args:
        name: 'onset', 'growth', 'peak', 'decay', 'tail', 'quiet', 'resurgence'; 'resurgence-2' is the second one.
        at: a time as files write it; without an offset it is one of the incident's home zone.
        note: why, in one sentence without links, handles and names; it is published with the figure.

    Raises:
        UnknownName: no such phase.
        UnreadableTime: the time cannot be read.
        NotABoundary: no note, one that may not leave, a time outside of the series or out of order.
    """
    which = boundary(name)
    if which is None:
        raise UnknownName("phase", name, [*ORDER, "resurgence-2", "quiet-2"])
    if not at.strip():
        raise NotABoundary(
            "Say on which day the phase begins, and at what time where that is known."
        )
    zone = str(archive.decision(incident, "home_zone") or "UTC")
    span = times.parse(at.strip(), zone)
    low, high = (each.astimezone(UTC) for each in (span.lo, span.hi))
    said = _note(note)
    _check_place(archive, incident, of, name, Note(low.timestamp(), high.timestamp(), said))
    value = {"lo": _iso(low), "hi": _iso(high), "note": said}
    return archive.decide(incident, PHASES + name, value, subject=of.key)


def take_back(archive: Archive, incident: str, series: str, name: str) -> Decision:
    """Let the estimated boundary count again; undoing this brings the judgement back.

    Raises:
        NotABoundary: none is set there.
    """
    if name not in phases_of(archive.decisions()).get(incident, {}).get(series, {}):
        raise NotABoundary("No boundary of this phase is set by judgement for this series.")
    return archive.decide(incident, PHASES + name, None, subject=series)


def set_by_hand(archive: Archive, incident: str, series: str) -> dict[str, tuple[Note, Decision]]:
    """What counts of a series' boundaries that were set, by phase, with the decision that set it, in order of time."""
    counting = phases_of(archive.decisions()).get(incident, {}).get(series, {})
    made = {
        each.key.removeprefix(PHASES): each
        for each in standing(archive.decisions())
        if (each.incident, each.subject) == (incident, series)
    }
    read = {name: Note.read(value) for name, value in counting.items()}
    known = [(name, note) for name, note in read.items() if note is not None and name in made]
    return {name: (note, made[name]) for name, note in sorted(known, key=lambda one: one[1].low)}


def _note(text: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise NotABoundary(
            "A judgement needs a note: say in a sentence why the phase begins there."
        )
    if len(said) > LONGEST:
        raise NotABoundary(f"The note is longer than {LONGEST} letters: shorten it.")
    held = looks_like(said)
    if held or not said.isprintable():
        raise NotABoundary(
            f"The note holds {held or 'signs that cannot be printed'}: leave it out."
        )
    return said


def _check_place(archive: Archive, incident: str, of: Choice, name: str, note: Note) -> None:
    """Raise NotABoundary unless the boundary finds a place in the series beside the others that were set."""
    binned = of.binned
    others = {each: told for each, (told, _) in set_by_hand(archive, incident, of.key).items()}
    judged = judged_of(binned, {**others, name: note})
    seen = binned.series.observed
    if not seen.size:
        raise NotABoundary("The series has no bin with a value.")
    first = float(binned.series.start[seen[0]])
    finish = float((binned.series.start + binned.series.width)[seen[-1]])
    own = judged_of(binned, {name: note})[0]
    if not first <= own.low < finish:
        ends = (binned.instant(first) or "", binned.instant(finish) or "")
        raise NotABoundary(
            f"It lies outside of the series, which runs from {ends[0]} to {ends[1]}."
        )
    if placed((), judged, first, finish)[1]:
        raise NotABoundary(
            "It is out of order beside the boundaries that were set before: onset, growth, peak, decay and tail follow one "
            "another. Take the other one back first."
        )


def _meant(archive: Archive, incident: str, key: str | None) -> Choice:
    """The series of this key; without one the incident's only series, else its only main series."""
    serving = serve(archive)
    try:
        found = offered(serving, incident)
    finally:
        serving.close()
    if key is not None:
        meant = [each for each in found if each.key == key]
    else:
        channels = dict.fromkeys(each.channel for each in found)
        mains = [
            decided(
                [each for each in found if each.channel == channel],
                archive.decision(incident, f"main.{channel}"),
            )
            for channel in channels
        ]
        meant = [each for each in mains if each is not None]
    if len(meant) != 1:
        raise NotASeriesOfIt(incident, found)
    return meant[0]


class NotASeriesOfIt(InputError):
    """No series, or several, could be meant by a boundary."""

    title = "Which series?"

    def __init__(self, incident: str, found: list[Choice]) -> None:
        self.offered = {each.key: each.label for each in found}
        told = "; ".join(f"series={each.key} ({each.label})" for each in found[:12])
        more = f"; and {len(found) - 12} more" if len(found) > 12 else ""
        here = f"Name one: {told}{more}." if found else f"No series of {incident} is stored."
        super().__init__(f"A boundary is set for one series. {here} Nothing was decided.")


def _iso(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
