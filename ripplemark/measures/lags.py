"""From rows of lags to groups of arrays: which clock holds, what counts as gone, what cannot be used and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import numpy as np

from ripplemark import schema
from ripplemark.estimate.series import Bools, Floats
from ripplemark.measures.base import Parameter, Request, words
from ripplemark.measures.fate_words import GONE as REMOVAL
from ripplemark.measures.fate_words import FateWords
from ripplemark.measures.kept import kept
from ripplemark.measures.period import Period, moment

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
COHORT = (
    Parameter(
        "from",
        "a date such as 2025-03-01 (its midnight in the incident's home zone) or a moment such as 2025-03-01T12:00Z: "
        "items whose clock started then or later",
        None,
        moment,
    ),
    Parameter(
        "to",
        "a date or a moment, as for 'from', itself not included: items whose clock started before",
        None,
        moment,
    ),
)
EVERY_REQUEST = "every-request"
"""The clock under which each request is a start of its own, and what is counted are requests."""
LINES = 200


@dataclass(frozen=True, slots=True)
class LagGroup:
    """The lags of one group of items, in arrays of one length, and how many items cannot be used.

    ``low`` and ``high`` are hours; the true lag lies between them. ``gone`` is True where the item ended by an outcome
    that counts, ``ended`` where something else ended it; ``entry`` is the lag at which it came under observation;
    ``weight`` is a frequency weight; ``behind`` are the source lines of each row. ``again`` counts items that were up
    again and count a second time; ``looked`` is the last look at any item, or the last end.
    """

    by: dict[str, Any]
    low: Floats
    high: Floats
    entry: Floats
    gone: Bools
    ended: Bools
    weight: Floats
    behind: tuple[tuple[int, ...], ...]
    negative: int
    no_start: int
    no_look: int
    early: int
    other: int
    again: int
    looked: datetime | None
    lines: tuple[int, ...]

    @property
    def n(self) -> int:
        """Items that are used."""
        return int(self.weight.sum())

    @property
    def late(self) -> int:
        """Items that came under observation after their clock had started."""
        return int(self.weight[self.entry > 0].sum())

    def remarks(self, fate: FateWords = REMOVAL) -> list[str]:
        """What a reader of any number from this group must know, in sentences."""
        return remarks((self,), fate)


def remarks(groups: Sequence[LagGroup], fate: FateWords = REMOVAL) -> list[str]:
    """What a reader of any number from all of these groups together must know, in sentences."""

    def total(name: str) -> int:
        return sum(getattr(group, name) for group in groups)

    told = [
        f"{number:,} {_items(number)} {fate.told(words)}."
        for name, words in _REMARKS
        if (number := total(name))
    ]
    if again := total("again"):
        told.append(
            f"{again:,} {_items(again)} {fate.came_back}: each time {fate.up} counts by itself."
        )
    if late := total("late"):
        told.append(
            f"{late:,} {_items(late)} came under observation only after the clock had started: what was {fate.gone} before "
            "anybody looked is in no log, so counts may be too low; estimates take it into account."
        )
    return told


_REMARKS = (
    ("negative", "ended before the clock started: an error in the data, left out, not set to zero"),
    ("no_start", "without a time at which this clock starts: left out"),
    ("no_look", "neither ended nor looked at again: left out"),
    ("early", "ended before they came under observation: left out"),
    ("other", "ended in a way that does not count as gone here: watched until then, and no longer"),
)


def _items(count: int) -> str:
    return "item" if count == 1 else "items"


def clocks_known(request: Request) -> dict[str, int]:
    """How many items have each moment at which a lag can start (moderation/clocks_known)."""
    where = {"incident": request.incident, "scope": request.scope}
    rows = kept(
        request.serving,
        ("clocks", *where.values()),
        lambda: request.serving.run("moderation/clocks_known", **where).records(),
    )
    return dict(rows[0])


def clock_of(request: Request) -> str | None:
    """The clock asked for, else the first known of notice, first request and post; None where nothing is known."""
    if request.settings.get("clock"):
        return str(request.settings["clock"])
    known = clocks_known(request)
    return next((clock for clock, column in _FIRST_KNOWN if known[column]), None)


def groups(request: Request, clock: str) -> list[LagGroup]:
    """The lags of every group that the request makes, in order of the group's values."""
    asked = {
        "incident": request.incident,
        "scope": request.scope,
        "clock": clock,
        "gone": list(request.settings["gone"]),
        "keys": [*(["incident"] if request.scope == "incident" else []), *request.by],
        **selection(request),
    }
    return kept(request.serving, ("lags", repr(asked)), lambda: _groups(request, asked))


def _groups(request: Request, asked: dict[str, Any]) -> list[LagGroup]:
    result = request.serving.run("moderation/lags_by_group", **asked)
    return [
        group_of(
            dict(zip(asked["keys"], key, strict=True)) | {"clock": asked["clock"]},
            list(rows),
            request.scope,
        )
        for key, rows in groupby(result.records(), key=lambda row: tuple(row["key"]))
    ]


def selection(request: Request) -> dict[str, Any]:
    """Which rows a moderation query takes: its parameters for selections, cohort and merged platforms."""
    home = request.serving.visible.homes.get(request.incident or "", "UTC")
    since, until = Period.of(request.settings).instants(home)
    return {
        "selected": request.selected,
        "since": since,
        "until": until,
        "merged": list(request.merged),
        "merged_as": request.merged_as,
    }


def group_of(by: dict[str, Any], rows: list[dict[str, Any]], scope: str) -> LagGroup:
    """One group from its rows, as queries of lags give them; rows in other states than theirs are not in it."""
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
        np.array([row["state"] == "other" for row in used], dtype=np.bool_),
        weight,
        tuple(() if scope == "platform" else tuple(row["lines"]) for row in used),
        count("negative"),
        count("no-start"),
        count("no-look"),
        count("gone", "up", "other") - int(weight.sum()),
        count("other"),
        sum(row["n"] for row in used if row["again"]),
        max((row["looked"] for row in rows if row["looked"]), default=None),
        () if scope == "platform" else lines_of(row["lines"] for row in used),
    )


def lines_of(lists: Iterable[Sequence[int]]) -> tuple[int, ...]:
    """The first 200 source lines of all lists, in order, each once; a list need not be in order."""
    found: list[int] = []
    for lines in lists:
        if len(found) == LINES:
            lines = [line for line in lines if line < found[-1]]
        if lines:
            found = sorted({*found, *lines})[:LINES]
    return tuple(found)
