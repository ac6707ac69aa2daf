"""Several incidents measured side by side: the engine and the draws of a bootstrap leave room for others meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
_WORKERS = max(2, min(os.cpu_count() or 1, 8))


def at_once(work: Callable[[T], object], of: Iterable[T]) -> None:
    """Do this for each, several at a time; what it makes is remembered (``remembering``) and asked for again one by one.

    The first error is raised when all are done.
    """
    with ThreadPoolExecutor(_WORKERS) as pool:
        for _ in pool.map(work, of):
            pass
