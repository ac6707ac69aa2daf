"""What people decided: small immutable files; the latest counts, and undoing is a decision as well."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from ripplemark.archive.layout import Layout
from ripplemark.archive.notation import Json, after, as_bytes, moment, read_moment
from ripplemark.archive.shelf import Finding
from ripplemark.durable import replace_file

CREATED = "created"
"""The key of the decision that makes an incident; its value holds the incident's first values, by key."""

PLAN = "plan"
"""The key of an analysis plan. It is frozen: nothing takes it back, and a later one leaves it where it is."""

_FILE = re.compile(r"([0-9A-Za-z][0-9A-Za-z-]*)\.json")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: about an incident (None: the whole archive) or one ``subject`` of it, one key, one value.

    ``undoes`` names the decision that this one takes back; it then has no value of its own.
    """

    decision_id: str
    incident: str | None
    subject: str | None
    key: str
    value: Json
    made_at: datetime
    undoes: str | None = None


def read_decisions(where: Layout) -> tuple[tuple[Decision, ...], tuple[Finding, ...]]:
    """Every decision, oldest first, undone ones included, and the files that cannot be read."""
    read, broken = [], []
    for name in _files(where.decisions):
        path = where.decisions / name
        try:
            stat = path.stat()
            read.append(_load(path, stat.st_ino, stat.st_mtime_ns, stat.st_size))
        except (OSError, ValueError, TypeError, KeyError) as error:
            if not isinstance(error, FileNotFoundError):
                broken.append(Finding(path.stem, name, "cannot be read"))
    return tuple(sorted(read, key=_order)), tuple(broken)


def _files(folder: Path) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if _FILE.fullmatch(name))
    except FileNotFoundError:
        return []


@lru_cache(maxsize=16384)
def _load(path: Path, *_unchanged: int) -> Decision:
    told = json.loads(path.read_bytes())
    if told["decision_id"] != path.stem:
        raise ValueError("the file belongs to another decision")
    return Decision(**(told | {"made_at": read_moment(told["made_at"])}))


def _order(decision: Decision) -> tuple[datetime, str]:
    return decision.made_at, decision.decision_id


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Those that were not undone and do not undo; ``decisions`` come oldest first. An undone undoing counts no more."""
    undone: set[str] = set()
    kept = []
    for decision in reversed(tuple(decisions)):
        if decision.decision_id in undone and decision.key != PLAN:
            continue
        if decision.undoes is None:
            kept.append(decision)
        else:
            undone.add(decision.undoes)
    return tuple(reversed(kept))


def value_of(
    decisions: Iterable[Decision],
    incident: str | None,
    subject: str | None,
    key: str,
    default: Json,
) -> Json:
    """The value that counts: the latest standing one, else the incident's first value, else ``default``."""
    stand = [each for each in standing(decisions) if each.incident == incident]
    for each in reversed(stand):
        if (each.subject, each.key) == (subject, key):
            return each.value
    for each in reversed(stand):
        if each.key == CREATED and subject is None and isinstance(each.value, Mapping):
            return each.value.get(key, default)
    return default


def write_decision(
    where: Layout,
    incident: str | None,
    subject: str | None,
    key: str,
    value: Json,
    undoes: str | None = None,
) -> Decision:
    """Write one decision, later than every other; called while the archive is being changed."""
    at = after(where.stamp.now(), (each.made_at for each in read_decisions(where)[0][-1:]))
    name = f"{at:%Y%m%dT%H%M%S%f}-{where.stamp.token()}"
    decision = Decision(name, incident, subject, key, value, at, undoes)
    told: dict[str, Json] = {
        "decision_id": name,
        "incident": incident,
        "subject": subject,
        "key": key,
        "value": value,
        "made_at": moment(at),
        "undoes": undoes,
    }
    replace_file(where.decisions / f"{name}.json", as_bytes(told))
    return decision
