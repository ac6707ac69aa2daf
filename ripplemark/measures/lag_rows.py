"""Rows of lags as columns: what queries of lags give, ready for arithmetic on whole groups at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ripplemark.estimate.series import Bools, Floats


@dataclass(frozen=True, slots=True)
class LagRows:
    """Rows of lags, column by column: their state, bounds and entry in hours, how many items each stands for, and looks.

    ``again`` is True for a later time up; ``looked`` the last look at any item of the row, NaT where nobody looked; ``way``
    the outcome that ended what something else ended, None of every other row.
    """

    state: npt.NDArray[np.object_]
    low: Floats
    high: Floats
    entry: Floats
    n: npt.NDArray[np.int64]
    again: Bools
    looked: npt.NDArray[np.datetime64]
    way: npt.NDArray[np.object_]

    def between(self, start: int, end: int) -> LagRows:
        """The rows from one place on and before another."""
        some = slice(start, end)
        return LagRows(
            self.state[some],
            self.low[some],
            self.high[some],
            self.entry[some],
            self.n[some],
            self.again[some],
            self.looked[some],
            self.way[some],
        )

    def count(self, *states: str) -> int:
        """How many items are in one of these states."""
        return int(self.n[self.of(*states)].sum())

    def of(self, *states: str) -> Bools:
        """Which rows are in one of these states."""
        found: Bools = np.logical_or.reduce([self.state == state for state in states])
        return found.astype(np.bool_)

    def last_look(self) -> datetime | None:
        """The last look at any item, in UTC; None where nobody looked."""
        some = self.looked[~np.isnat(self.looked)]
        if not len(some):
            return None
        last: datetime = some.max().item()
        return last.replace(tzinfo=UTC)


def of_table(rows: pa.Table) -> LagRows:
    """Rows of lags from the answer of a query."""

    def hours(name: str) -> Floats:
        return np.asarray(rows.column(name).to_numpy(), dtype=np.float64)

    def words(name: str) -> npt.NDArray[np.object_]:
        """Few words that are said often: each is made once."""
        told = rows.column(name).combine_chunks().dictionary_encode()
        every = np.array([*told.dictionary.to_pylist(), None], dtype=np.object_)
        which = told.indices.fill_null(len(every) - 1).to_numpy(zero_copy_only=False)
        found: npt.NDArray[np.object_] = every[which]
        return found

    return LagRows(
        words("state"),
        hours("lag_lo"),
        hours("lag_hi"),
        hours("entry"),
        rows.column("n").to_numpy(),
        rows.column("again").to_numpy().astype(np.bool_),
        rows.column("looked").to_numpy().astype("datetime64[us]"),
        words("way"),
    )


def of_records(rows: Sequence[dict[str, Any]]) -> LagRows:
    """Rows of lags from rows as dictionaries."""
    looks = pa.array([row["looked"] for row in rows], pa.timestamp("us", tz="UTC"))
    low, high, entry = (
        np.array([row[name] for row in rows], dtype=np.float64)
        for name in ("lag_lo", "lag_hi", "entry")
    )
    return LagRows(
        np.array([row["state"] for row in rows], dtype=np.object_),
        low,
        high,
        entry,
        np.array([row["n"] for row in rows], dtype=np.int64),
        np.array([row["again"] for row in rows], dtype=np.bool_),
        looks.to_numpy(zero_copy_only=False).astype("datetime64[us]"),
        np.array([row.get("way") for row in rows], dtype=np.object_),
    )


def parts(keys: pa.ChunkedArray, many: int) -> list[tuple[tuple[str | None, ...], int, int]]:
    """Each key of ``many`` values, and where its rows begin and end; rows of one key lie together."""
    size = len(keys)
    if not size:
        return []
    new = np.zeros(size, dtype=np.bool_)
    new[0] = True
    for place in range(many):
        value = pc.list_element(keys.combine_chunks(), place).dictionary_encode()
        code = value.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        new[1:] |= code[1:] != code[:-1]
    starts = np.flatnonzero(new).tolist()
    return [
        (tuple(keys[start].as_py()), start, end)
        for start, end in zip(starts, [*starts[1:], size], strict=True)
    ]
