"""The source lines behind the rows of an answer, looked up only as far as they are needed.

A number is shown with the first 200 source lines of the items that it counts. Of millions of rows these lie, as a rule, near
the top of the file: a query therefore gives the lines of its rows up to some line first, and all of them only where some
selection of rows has not enough of those.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ripplemark.estimate.series import Bools

LINES = 200
FIRST = 250_000
"""The source line up to which lines are asked for at first."""
Whole = npt.NDArray[np.int64]


class Behind(Protocol):
    """The source lines behind the rows of a group."""

    def of(self, which: Bools, /) -> tuple[int, ...]:
        """The first 200 lines behind those rows that are True, in order, each once."""


class Known:
    """The lines of each row of an answer: ``lists`` in one column, and of how many items of a row a line is known."""

    def __init__(self, lists: pa.ListArray, lined: Whole) -> None:
        self._starts = np.asarray(lists.offsets, dtype=np.int64)
        self._lines = np.asarray(lists.values, dtype=np.int64)
        self._lined = lined

    def first(self, rows: Whole) -> tuple[tuple[int, ...], bool]:
        """The first 200 lines behind some rows, and whether no line that is not known here can belong to them."""
        starts = self._starts[rows]
        many = self._starts[rows + 1] - starts
        gaps = np.repeat(starts - (np.cumsum(many) - many), many)
        found = self._lines[gaps + np.arange(len(gaps))]
        lines = np.unique(found)[:LINES]
        sure = len(lines) == LINES or len(found) == int(self._lined[rows].sum())
        return tuple(lines.tolist()), sure


class Looked:
    """The lines of all rows of an answer; ``more`` asks for all of them, and is called once, where that is needed."""

    def __init__(self, known: Known, more: Callable[[], Known] | None = None) -> None:
        self._known = known
        self._more = more

    def first(self, rows: Whole) -> tuple[int, ...]:
        """The first 200 lines behind some rows of the answer."""
        lines, sure = self._known.first(rows)
        if sure or self._more is None:
            return lines
        return self._all.first(rows)[0]

    @cached_property
    def _all(self) -> Known:
        assert self._more is not None
        return self._more()


@dataclass(frozen=True, slots=True)
class Part:
    """The lines behind some rows of an answer: those of one group, by their place in the answer."""

    looked: Looked
    rows: Whole

    def of(self, which: Bools) -> tuple[int, ...]:
        """The first 200 lines behind those rows that are True, in order, each once."""
        return self.looked.first(self.rows[which])

    def only(self, which: Bools) -> Part:
        """The lines of those rows alone that are True."""
        return Part(self.looked, self.rows[which])


@dataclass(frozen=True, slots=True)
class Untold:
    """No lines: of a platform's database none are kept."""

    def of(self, _: Bools) -> tuple[int, ...]:
        """None, whichever rows are meant."""
        return ()


@dataclass(frozen=True, slots=True)
class Together:
    """The lines behind the rows of several groups, one after the other; ``sizes`` are their numbers of rows."""

    parts: tuple[Behind, ...]
    sizes: tuple[int, ...]

    def of(self, which: Bools) -> tuple[int, ...]:
        """The first 200 lines behind those rows that are True, in order, each once."""
        ends = np.cumsum(self.sizes)[:-1]
        masks = np.split(which, ends)
        found = [part.of(mask) for part, mask in zip(self.parts, masks, strict=True)]
        return tuple(sorted({line for lines in found for line in lines})[:LINES])


def known(lists: Sequence[Sequence[int]]) -> Part:
    """The lines of rows that have all of theirs at hand."""
    column = pa.array(lists, pa.list_(pa.int64()))
    lined = np.array([len(lines) for lines in lists], dtype=np.int64)
    return Part(Looked(Known(column, lined)), np.arange(len(lists), dtype=np.int64))


def known_of(rows: pa.Table) -> Known:
    """The lines that an answer gives in ``lines``, where ``lined`` says of how many items one is known."""
    lists = rows.column("lines").combine_chunks()
    return Known(lists, rows.column("lined").to_numpy())
