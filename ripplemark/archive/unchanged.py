"""What was read of an archive stays true until a folder of it changes: readers do not read a thousand datasets again.

Datasets and decisions are immutable files that come and go by a rename, which a folder's time tells. Two changes within
one tick of the file system's clock have the same time, so only what was read of folders that had been at rest is kept.
Damage done to a file in place is found by ``verify``, which reads anew.
"""

from __future__ import annotations

import os
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from ripplemark.archive.layout import Layout

REST = 2_000_000_000
"""Nanoseconds for which nothing may have changed; coarser than the clock of any file system in use."""
MOST = 16
"""Archives of which something is kept; the one not read for longest goes first."""

T = TypeVar("T")
Times = tuple[tuple[int, int] | None, ...]
_KEPT: OrderedDict[Path, tuple[Times, dict[str, Any]]] = OrderedDict()
_LOCK = Lock()


def kept(where: Layout, name: str, read: Callable[[], T]) -> T:
    """What ``read`` gave when nothing was different; nobody may change it. ``name`` says what was read."""
    before = _times(where)
    with _LOCK:
        times, answers = _KEPT.get(where.root, (None, {}))
        if times == before and name in answers:
            _KEPT.move_to_end(where.root)
            return answers[name]  # type: ignore[no-any-return]
    found = read()
    if _at_rest(before) and _times(where) == before:
        with _LOCK:
            _keep(where.root, before, name, found)
    return found


def _keep(root: Path, times: Times, name: str, found: object) -> None:
    if _KEPT.get(root, (None,))[0] != times:
        _KEPT[root] = (times, {})
    _KEPT[root][1][name] = found
    _KEPT.move_to_end(root)
    while len(_KEPT) > MOST:
        _KEPT.popitem(last=False)


def _times(where: Layout) -> Times:
    """When each folder that a reader lists, and the list of what was erased, last changed; None where there is none."""
    places = (where.datasets, where.trash, where.decisions, where.tombstones)
    return tuple(_time(str(place)) for place in places)


def _time(place: str) -> tuple[int, int] | None:
    try:
        stat = os.stat(place)
    except OSError:
        return None
    return stat.st_ino, stat.st_mtime_ns


def _at_rest(times: Times) -> bool:
    latest = max((each[1] for each in times if each is not None), default=None)
    return latest is not None and time.time_ns() - latest > REST
