"""From rows of lags to groups of arrays: which clock holds, what counts as gone, what cannot be used and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np

from ripplemark import schema
from ripplemark.estimate.series import Bools, Floats
from ripplemark.measures.base import Parameter, Request, words

CLOCKS = ("post", "notice", "first-request", "last-request", "label")
_FIRST_KNOWN = (("notice", "notice"), ("first-request", "request"), ("post", "post"))
LAG_COLUMNS = (
    "dataset",
    "platform",
    "outcome",
    "spell",
    "notice_kind",
    "detection",
    "automated_detection",
    "automated_decision",
    "ground",
    "category",
    "keywords",
    "content_type",
    "language",
    "region",
)
CLOCK = Parameter(
    "clock",
    "where the lag starts; by default the first known of notice, first-request and post",
    choices=CLOCKS,
)
GONE = Parameter(
    "gone",
    "the outcomes that count as gone, separated by commas",
    ("removed",),
    words,
    schema.OUTCOMES,
)
LINES = 200


@dataclass(frozen=True, slots=True)
class LagGroup:
    """The lags of one group of items, in arrays of one length, and how many items cannot be used.

    ``low`` and ``high`` are hours; the true lag lies between them. ``gone`` is True where the item ended by an outcome
    that counts; ``entry`` is the lag at which it came under observation; ``weight`` is a frequency weight.
    """

    by: dict[str, Any]
    low: Floats
    high: Floats
    entry: Floats
    gone: Bools
    weight: Floats
    negative: int
    no_start: int
    no_look: int
    early: int
    other: int
    lines: tuple[int, ...]

    @property
    def n(self) -> int:
        """Items that are used."""
        return int(self.weight.sum())

    def remarks(self) -> list[str]:
        """What a reader of any number from this group must know, in sentences."""
        said = (
            (
                self.negative,
                "ended before the clock started: an error in the data, left out, not set to zero",
            ),
            (self.no_start, "without a time at which this clock starts: left out"),
            (self.no_look, "neither ended nor looked at again: left out"),
            (self.early, "ended before they came under observation: left out"),
            (
                self.other,
                "ended in a way that does not count as gone here and count as watched until then",
            ),
        )
        return [f"{count} {_items(count)} {words}." for count, words in said if count]


def _items(count: int) -> str:
    return "item" if count == 1 else "items"


def clock_of(request: Request) -> str | None:
    """The clock asked for, else the first known of notice, first request and post; None where nothing is known."""
    if request.settings.get("clock"):
        return str(request.settings["clock"])
    known = request.serving.run(
        "moderation/clocks_known", incident=request.incident, scope=request.scope
    ).records()[0]
    return next((clock for clock, column in _FIRST_KNOWN if known[column]), None)


def groups(request: Request, clock: str) -> list[LagGroup]:
    """The lags of every group that the request makes, in order of the group's values."""
    keys = (*(("incident",) if request.scope == "incident" else ()), *request.by)
    result = request.serving.run(
        "moderation/lags_by_group",
        incident=request.incident,
        scope=request.scope,
        clock=clock,
        gone=list(request.settings["gone"]),
        keys=list(keys),
        selected=request.selected,
    )
    return [
        _group(dict(zip(keys, key, strict=True)) | {"clock": clock}, list(rows), request.scope)
        for key, rows in groupby(result.records(), key=lambda row: tuple(row["key"]))
    ]


def _group(by: dict[str, Any], rows: list[dict[str, Any]], scope: str) -> LagGroup:
    timed = [row for row in rows if row["state"] in ("gone", "up", "other")]
    used = [row for row in timed if row["entry"] == 0 or row["lag_hi"] > row["entry"]]
    low, high, entry, weight = (
        np.array([row[name] for row in used], dtype=np.float64)
        for name in ("lag_lo", "lag_hi", "entry", "n")
    )

    def count(*states: str) -> int:
        return sum(row["n"] for row in rows if row["state"] in states)

    return LagGroup(
        by,
        low,
        high,
        np.minimum(entry, np.maximum(np.nextafter(low, 0.0), 0.0)),
        np.array([row["state"] == "gone" for row in used], dtype=np.bool_),
        weight,
        count("negative"),
        count("no-start"),
        count("no-look"),
        count("gone", "up", "other") - int(weight.sum()),
        count("other"),
        () if scope == "platform" else lines_of(row["lines"] for row in used),
    )


def lines_of(lists: Iterable[list[int]]) -> tuple[int, ...]:
    """The first 200 source lines, in order, each once."""
    return tuple(sorted({line for lines in lists for line in lines})[:LINES])
