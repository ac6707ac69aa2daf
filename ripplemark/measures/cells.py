"""Rows of a query in groups of arrays: millions of items come from SQL as cells, and no cell becomes a dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ripplemark.measures.base import Request
from ripplemark.measures.lags import lines_of

Array = npt.NDArray[Any]
_EPOCH = date(1970, 1, 1)


def keys_of(request: Request) -> list[str]:
    """The columns that split an answer; always by platform, as shares of several platforms are never pooled."""
    first = ["incident"] if request.scope == "incident" else []
    return [*first, *(["platform"] if "platform" not in request.by else []), *request.by]


def parts(rows: pa.Table, keys: Sequence[str]) -> Iterator[tuple[dict[str, Any], pa.Table]]:
    """Each group's values of the splitting columns and its rows, in order of these values; an unknown one comes last."""
    code = np.zeros(rows.num_rows, dtype=np.int64)
    for at in range(len(keys)):
        words = pc.list_element(rows["key"], at).combine_chunks().dictionary_encode()
        known = len(words.dictionary)
        if known + bool(words.null_count) > 1:
            number = words.indices.fill_null(known).to_numpy(zero_copy_only=False)
            _, code = np.unique(code * (known + 1) + number, return_inverse=True)
    found = []
    for each in range(int(code.max(initial=-1)) + 1):
        part = rows.filter(pa.array(code == each))
        found.append((part["key"][0].as_py(), part))
    for key, part in sorted(
        found, key=lambda pair: [(each is None, each or "") for each in pair[0]]
    ):
        yield dict(zip(keys, key, strict=True)), part


def totals(rows: pa.Table, column: str) -> dict[Any, int]:
    """How many items, frequency-weighted, by the values of a column."""
    summed = rows.group_by(column).aggregate([("n", "sum")])
    return dict(zip(summed[column].to_pylist(), summed["n_sum"].to_pylist(), strict=True))


def array(rows: pa.Table, column: str, unknown: int = 0) -> Array:
    """A column as numbers, ``unknown`` where it is empty."""
    filled = pc.fill_null(rows[column].combine_chunks(), pa.scalar(unknown, rows[column].type))
    return np.asarray(filled.to_numpy(zero_copy_only=False))


def behind(rows: pa.Table, scope: str) -> tuple[int, ...] | None:
    """The first 200 source lines behind these rows; None at platform scope, where there are none."""
    return None if scope == "platform" else lines_of(rows["lines"].to_pylist())


def day_of(number: float) -> date:
    """The day so many days after 1 January 1970."""
    return _EPOCH + timedelta(days=int(number))
