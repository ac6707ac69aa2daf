"""From rows of lags to groups of arrays: which clock holds, what counts as gone, what cannot be used and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa

from ripplemark import schema
from ripplemark.estimate.series import Bools, Floats
from ripplemark.measures.base import Parameter, Request, words
from ripplemark.measures.behind import (
    FIRST,
    LINES,
    Behind,
    Looked,
    Part,
    Together,
    Untold,
    known,
    known_of,
)
from ripplemark.measures.fate_words import GONE as REMOVAL
from ripplemark.measures.fate_words import FateWords
from ripplemark.measures.kept import kept
from ripplemark.measures.lag_rows import LagRows, of_records, of_table, parts
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


@dataclass(frozen=True, slots=True)
class LagGroup:
    """The lags of one group of items, in arrays of one length, and how many items cannot be used.

    ``low`` and ``high`` are hours; the true lag lies between them. ``gone`` is True where the item ended by an outcome
    that counts, ``ended`` where something else ended it; ``entry`` is the lag at which it came under observation;
    ``weight`` is a frequency weight; ``behind`` knows the source lines of each row. ``again`` counts items that were up
    again and count a second time; ``looked`` is the last look at any item, or the last end; ``ways`` are the outcomes that
    ended what something else ended, with their numbers of items that are used.
    """

    by: dict[str, Any]
    low: Floats
    high: Floats
    entry: Floats
    gone: Bools
    ended: Bools
    weight: Floats
    behind: Behind
    negative: int
    no_start: int
    no_look: int
    early: int
    other: int
    again: int
    looked: datetime | None
    lines: tuple[int, ...]
    ways: Mapping[str, int] = field(default_factory=dict)

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
    asked = asked_of(request, clock)
    return kept(request.serving, ("lags", repr(asked)), lambda: _groups(request, asked))


def asked_of(request: Request, clock: str) -> dict[str, Any]:
    """What is asked of moderation/lags_by_group: the same of the same connection has the same groups."""
    of_all = request.scope == "incident" and request.incident is None
    return {
        "incident": request.incident,
        "scope": request.scope,
        "clock": clock,
        "gone": list(request.settings["gone"]),
        "keys": [*(["incident"] if of_all else []), *request.by],
        **selection(request),
    }


def _groups(request: Request, asked: dict[str, Any]) -> list[LagGroup]:
    def ask(upto: int | None) -> pa.Table:
        return request.serving.run("moderation/lags_by_group", **asked, upto=upto).rows

    untold = request.scope == "platform"
    table = ask(0 if untold else FIRST)
    looked = Looked(known_of(table), lambda: known_of(ask(None)))
    rows = of_table(table)
    named = {} if "incident" in asked["keys"] or untold else {"incident": request.incident}
    return [
        _group(
            named | dict(zip(asked["keys"], key, strict=True)) | {"clock": asked["clock"]},
            rows.between(start, end),
            None if untold else Part(looked, np.arange(start, end)),
        )
        for key, start, end in parts(table.column("key"), len(asked["keys"]))
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
    """One group from its rows, as queries of lags give them; rows in other states than theirs are not in it.

    An item that was up when it came under observation ended after that, however coarsely its end is known.
    """
    lines = None if scope == "platform" else known([row["lines"] for row in rows])
    return _group(by, of_records(rows), lines)


def _group(by: dict[str, Any], rows: LagRows, lines: Part | None) -> LagGroup:
    use = rows.of("gone", "up", "other") & ((rows.entry == 0) | (rows.high > rows.entry))
    low, entry, weight = rows.low[use], rows.entry[use], rows.n[use].astype(np.float64)
    behind: Behind = Untold() if lines is None else lines.only(use)
    return LagGroup(
        by,
        np.where(entry > 0, np.maximum(low, np.nextafter(entry, np.inf)), low),
        rows.high[use],
        entry,
        rows.of("gone")[use],
        rows.of("other")[use],
        weight,
        behind,
        rows.count("negative"),
        rows.count("no-start"),
        rows.count("no-look"),
        rows.count("gone", "up", "other") - int(weight.sum()),
        rows.count("other"),
        int(rows.n[use & rows.again].sum()),
        rows.last_look(),
        behind.of(np.ones(len(weight), dtype=np.bool_)),
        _ways(rows, use),
    )


def _ways(rows: LagRows, use: Bools) -> dict[str, int]:
    """How many items that are used each outcome ended which does not count; rows that name none are in no number."""
    found: Counter[str] = Counter()
    ended = use & rows.of("other")
    for way in {str(each) for each in rows.way[ended] if each is not None}:
        found[way] = int(rows.n[ended & (rows.way == way)].sum())
    return dict(sorted(found.items()))


def joined(by: dict[str, Any], parts: Sequence[LagGroup]) -> LagGroup:
    """Groups put together as one, called ``by``; at least one group."""

    def total(name: str) -> int:
        return sum(getattr(part, name) for part in parts)

    arrays = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in ("low", "high", "entry", "gone", "ended", "weight")
    }
    return LagGroup(
        by,
        **arrays,
        behind=Together(
            tuple(part.behind for part in parts), tuple(len(part.weight) for part in parts)
        ),
        negative=total("negative"),
        no_start=total("no_start"),
        no_look=total("no_look"),
        early=total("early"),
        other=total("other"),
        again=total("again"),
        looked=max((part.looked for part in parts if part.looked), default=None),
        lines=lines_of(part.lines for part in parts),
        ways=dict(sum((Counter(part.ways) for part in parts), Counter[str]())),
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
