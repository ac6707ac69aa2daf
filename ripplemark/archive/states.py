"""The fingerprint of what is visible, and the states that the archive was in: what a pinned view reads."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from ripplemark.archive.decisions import read_decisions
from ripplemark.archive.layout import Layout
from ripplemark.archive.notation import Json, as_bytes
from ripplemark.archive.refusals import Damaged
from ripplemark.archive.shelf import visible
from ripplemark.durable import replace_file
from ripplemark.errors import UnknownName

_DIGITS = 12
_ADVICE = "Use the present state instead"
_PATTERN = re.compile(rf"[0-9a-f]{{{_DIGITS}}}")


@dataclass(frozen=True, slots=True)
class State:
    """The ids that were visible together, sorted, and the fingerprint over them (12 hexadecimal digits)."""

    fingerprint: str
    datasets: tuple[str, ...]
    decisions: tuple[str, ...]


def state_of(datasets: Iterable[str], decisions: Iterable[str]) -> State:
    """The state of these ids, in whatever order they come; no ids at all have a fingerprint too."""
    first, second = tuple(sorted(datasets)), tuple(sorted(decisions))
    digest = hashlib.sha256(as_bytes([first, second])).hexdigest()
    return State(digest[:_DIGITS], first, second)


def current(where: Layout) -> State:
    """The state that the archive is in."""
    return state_of(
        (package.dataset_id for package in visible(where)),
        (decision.decision_id for decision in read_decisions(where)[0]),
    )


def remember(where: Layout) -> None:
    """Write down the current state where that is missing or damaged; called while the archive is being changed."""
    now = current(where)
    told: dict[str, Json] = {
        "fingerprint": now.fingerprint,
        "datasets": now.datasets,
        "decisions": now.decisions,
    }
    path = where.states / f"{now.fingerprint}.json"
    if not path.exists() or path.read_bytes() != as_bytes(told):
        replace_file(path, as_bytes(told))


def written(where: Layout) -> tuple[str, ...]:
    """The fingerprints of the states that were written down, sorted."""
    return tuple(sorted(path.stem for path in where.states.glob("*.json")))


def recall(where: Layout, fingerprint: str) -> State:
    """The state of this fingerprint.

    Raises:
        UnknownName: the archive never was in it.
        Damaged: its file does not hold what it should.
    """
    path = where.states / f"{fingerprint}.json"
    if not _PATTERN.fullmatch(fingerprint) or not path.is_file():
        now = current(where)
        if fingerprint == now.fingerprint:
            return now
        raise UnknownName("state", fingerprint, {now.fingerprint, *written(where)})
    try:
        told = json.loads(path.read_bytes())
        state = state_of(told["datasets"], told["decisions"])
    except (ValueError, TypeError, KeyError) as error:
        raise Damaged(fingerprint, "the record of this state cannot be read", _ADVICE) from error
    if state.fingerprint != fingerprint:
        raise Damaged(fingerprint, "the record of this state has changed", _ADVICE)
    return state
