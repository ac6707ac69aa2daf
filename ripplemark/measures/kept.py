"""Answers of one serving connection, kept while it lives: what it shows never changes, so the same question has one answer."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from ripplemark.engine import Serving

T = TypeVar("T")
MOST = 24
"""Answers of one kind that are kept for a connection; the one not asked for longest goes first."""
_KEPT: WeakKeyDictionary[Serving, dict[str, OrderedDict[Hashable, Any]]] = WeakKeyDictionary()
_LOCK = Lock()


def kept(
    serving: Serving,
    key: tuple[str, *tuple[Hashable, ...]],
    make: Callable[[], T],
    most: int = MOST,
    size: Callable[[Any], int] | None = None,
    room: int = 0,
) -> T:
    """What ``make`` gave when this was first asked of the connection; nobody may change it.

    The first part of ``key`` is the kind of answer; ``most`` of a kind are kept, and where ``size`` says how large each is,
    no more than ``room`` together, but always the last one. Two threads may make the same answer
    twice; both are the same. An error is not kept.
    """
    with _LOCK:
        answers = _KEPT.setdefault(serving, {}).setdefault(key[0], OrderedDict())
        if key in answers:
            answers.move_to_end(key)
            return answers[key]  # type: ignore[no-any-return]
    made = make()
    with _LOCK:
        answers[key] = made
        while len(answers) > most or (
            size is not None and len(answers) > 1 and sum(map(size, answers.values())) > room
        ):
            answers.popitem(last=False)
    return made
