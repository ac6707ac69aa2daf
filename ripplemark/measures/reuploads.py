"""What came back after removals: new copies, copies of copies, and the same items again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ripplemark import estimate
from ripplemark.estimate.outcome import Answer, hours_in_words
from ripplemark.estimate.recurrence import (
    LEAST,
    MeanCumulative,
    mean_cumulative,
    per_removal,
)
from ripplemark.measures.base import Measure, Parameter, Request, numbers, positive
from ripplemark.measures.behind import LINES
from ripplemark.measures.exposure import EXPOSURE_COLUMNS
from ripplemark.measures.fate_words import FateWords, fate_words
from ripplemark.measures.kept import kept
from ripplemark.measures.lag_rows import parts
from ripplemark.measures.lags import COHORT, GONE, selection
from ripplemark.result import Estimate, records_of

COARSE = 0.25
"""Of the horizon: moments known no finer than that cannot be told to lie within it."""
_NO_COPIES = "No item is named as a copy of another: whether copies went up is not on record, which is not 0. Add a column copy_of."
_NO_ITEM = "No item meets the selection, or none is on record. Add a takedown log that says which item is a copy of which."


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The contents of one group, one row each; rows that nothing came after stand for several.

    ``lines`` are the first source lines of all of them; None at platform scope.
    """

    by: dict[str, Any]
    rows: list[dict[str, Any]]
    scope: str
    horizon: float
    fate: FateWords
    lines: tuple[int, ...] | None

    def total(self, name: str) -> int:
        """Sum of a column."""
        return sum([row[name] for row in self.rows])

    def column(self, name: str) -> Any:
        """A column as an array of whole numbers."""
        return np.array([row[name] for row in self.rows], dtype=np.int64)

    @property
    def fell(self) -> list[dict[str, Any]]:
        """The contents of which something was removed at a known moment."""
        return [row for row in self.rows if row["removals"]]

    @property
    def coarse(self) -> float:
        """The widest interval of a moment that was used; hours."""
        return max((row["coarse"] or 0.0 for row in self.rows), default=0.0)

    def of(self, answer: Answer, quantity: str, **by: Any) -> Estimate:
        """An estimator's answer as a row of this measure's."""
        return Estimate(
            {**self.by, "quantity": quantity, **by},
            answer.value,
            answer.low,
            answer.high,
            answer.n,
            answer.events,
            answer.censored,
            answer.status,
            answer.note,
            self.coarse or None,
            self.lines,
        )


def contents_of(request: Request) -> list[Recurrence]:
    """The contents of every group that the request makes (moderation/copies_after_removals), in order of its values."""
    asked = _asked(request)
    return kept(
        request.serving, ("contents", repr(asked)), lambda: _contents(request, asked), most=4
    )


def _asked(request: Request) -> dict[str, Any]:
    return {
        "incident": request.incident,
        "scope": request.scope,
        "horizon": request.settings["horizon"],
        "gone": list(request.settings["gone"]),
        "keys": [*(["incident"] if request.scope == "incident" else []), *request.by],
        **selection(request),
    }


def _contents(request: Request, asked: dict[str, Any]) -> list[Recurrence]:
    table = request.serving.run("moderation/copies_after_removals", **asked).rows
    fate = fate_words(request.settings["gone"])
    return [
        _recurrence(
            dict(zip(asked["keys"], key, strict=True)),
            table.slice(start, end - start),
            request,
            fate,
        )
        for key, start, end in parts(table.column("key"), len(asked["keys"]))
    ]


def _recurrence(
    by: dict[str, Any], table: pa.Table, request: Request, fate: FateWords
) -> Recurrence:
    """One group; what each row says of the group, and its lines, are taken from all rows at once."""
    untold = request.scope == "platform"
    lines = None if untold else _first(table.column("lines"))
    rows = records_of(table.drop_columns(["key", "lines"]))
    return Recurrence(by, rows, request.scope, request.settings["horizon"], fate, lines)


def _first(lists: pa.ChunkedArray) -> tuple[int, ...]:
    """The first 200 source lines of all lists, in order, each once."""
    return tuple(np.unique(pc.list_flatten(lists).to_numpy())[:LINES].tolist())


def curve_of(group: Recurrence, kinds: tuple[str, ...] = ("copies",)) -> MeanCumulative:
    """How often contents were up again after their first removal, on average; ``kinds`` are columns of moments."""
    fell = group.fell
    moments = [np.array([h for kind in kinds for h in row[kind]], dtype=np.float64) for row in fell]
    unit = np.repeat(np.arange(len(fell)), [each.size for each in moments])
    return mean_cumulative(
        np.array([max(row["followed"], 0.0) for row in fell], dtype=np.float64),
        np.array([row["contents"] for row in fell], dtype=np.float64),
        np.concatenate([*moments, np.empty(0)]),
        unit.astype(np.int64),
    )


def _reuploads(request: Request) -> list[Estimate]:
    times = tuple(request.settings["at"])
    return kept(
        request.serving,
        ("copies", repr(_asked(request)), times),
        lambda: [e for group in contents_of(request) for e in _of_group(group, times)],
    ) or [_none(request)]


def _none(request: Request) -> Estimate:
    by = {"incident": request.incident} if request.incident else {}
    lines = None if request.scope == "platform" else ()
    return Estimate(by, None, None, None, 0, 0, 0, "NE_FEW", _NO_ITEM, None, lines)


def _of_group(group: Recurrence, times: tuple[float, ...]) -> list[Estimate]:
    return [
        group.of(_ratio(group), "ratio", horizon=group.horizon),
        *(group.of(_mean(group, at), "mean-copies", at=float(at)) for at in times),
        group.of(_reappeared(group), "time-to-reappear"),
        *(group.of(answer, name) for name, answer in _counts(group)),
    ]


def _few(group: Recurrence) -> Answer | None:
    """Why nothing can be said of what followed removals; None where it can."""
    removals, gone = group.total("removals"), group.fate.gone
    untimed = group.total("untimed")
    if removals >= LEAST:
        return None
    noted = f" Of {untimed:,} more nobody noted when." if untimed else ""
    note = (
        f"{_only(removals)} noted as {gone}, with its moment; this needs {LEAST}.{noted} Add more."
    )
    return Answer(None, None, None, "NE_FEW", removals, 0, note=note)


def _few_copies(group: Recurrence) -> Answer | None:
    """Why nothing can be said of copies; None where it can."""
    if group.rows[0]["named"]:
        return _few(group)
    return Answer(None, None, None, "NE_FEW", group.total("removals"), 0, note=_NO_COPIES)


def _only(count: int) -> str:
    return "Only one end is" if count == 1 else f"Only {count} ends are" if count else "No end is"


def _ratio(group: Recurrence) -> Answer:
    if few := _few_copies(group):
        return few
    horizon = group.horizon
    if group.coarse > COARSE * horizon:
        note = (
            f"Moments are known to {hours_in_words(group.coarse)} only, too coarse for {hours_in_words(horizon)}. "
            f"Ask for --set horizon={group.coarse / COARSE:g} or more."
        )
        return Answer(None, None, None, "NE_GRANULARITY", group.total("watched"), note=note)
    answer = per_removal(group.column("soon"), group.column("watched"), group.column("contents"))
    short = group.total("removals") - group.total("watched")
    late = (
        f"{short:,} more {'was' if short == 1 else 'were'} not followed for {hours_in_words(horizon)}: left out."
        if short
        else ""
    )
    return answer.noting(late, *_remarks(group))


def _mean(group: Recurrence, at: float) -> Answer:
    if few := _few_copies(group):
        return few
    return curve_of(group).at(at).noting(*_remarks(group))


def _reappeared(group: Recurrence) -> Answer:
    """The median time from a content's first removal until anything of it was up again."""
    if few := _few(group):
        return few
    fell = group.fell
    first = [min((*row["copies"], *row["returns"]), default=None) for row in fell]
    hours = np.array(
        [
            max(row["followed"], 0.0) if at is None else at
            for row, at in zip(fell, first, strict=True)
        ]
    )
    weight = np.array([row["contents"] for row in fell], dtype=np.float64)
    came = np.array([at is not None for at in first], dtype=np.bool_)
    answer = estimate.median_lag(hours, hours, came, weight)
    n, back = answer.n, int(weight[came].sum())
    told = {
        "NE_RIGHT": f"Not reached: {back:,} of {n:,} originals were up again so far. Look again later.",
        "NE_FEW": f"{back:,} of {n:,} originals were up again; a median needs ten originals and five that came back. Add more.",
    }
    note = told.get(answer.status, "Hours after which half of the originals were up again.")
    copies = "" if group.rows[0]["named"] else "Only the same items: no copies are on record."
    return Answer(
        answer.value, answer.low, answer.high, answer.status, n, back, n - back, note
    ).noting(copies, *_remarks(group))


def _counts(group: Recurrence) -> list[tuple[str, Answer]]:
    generations = [each for row in group.rows for each in row["generations"]]
    deepest = max(generations, default=0)
    said = ", ".join(
        f"{generations.count(each):,} of generation {each}" for each in sorted(set(generations))[:6]
    )
    removals = group.total("removals")

    def count(value: float, note: str) -> Answer:
        return Answer(float(value), None, None, "ok", removals, note=note)

    returns = sum(len(row["returns"]) for row in group.rows)
    after = sum(len(row["copies"]) for row in group.rows)
    came = ("came-back", count(returns, "Times that a removed item itself was up again."))
    if not group.rows[0]["named"]:
        return [came]
    return [
        ("copies", count(len(generations), "Copies on record, whenever they went up.")),
        (
            "copies-after",
            count(after, "Copies that went up after their original, or a copy of it, was removed."),
        ),
        came,
        (
            "generations",
            count(
                deepest, f"Deepest chain of copies: {said}." if said else "No copies are on record."
            ),
        ),
    ]


def _remarks(group: Recurrence) -> list[str]:
    told = (
        (
            group.total("unposted"),
            "copies or returns have no moment at which they went up: left out",
        ),
        (
            group.total("before"),
            "copies were up before their original, or any copy of it, was removed: not counted",
        ),
        (
            sum(not row["known"] for row in group.rows),
            "originals are known from copies alone, their first item is not on record",
        ),
        (
            group.rows[0]["circular"],
            "items are copies of one another in a circle, or deeper than 200 copies: left out",
        ),
        (group.rows[0]["own"], "items are named as copies of themselves: taken as first items"),
        (
            group.total("untimed"),
            f"items were {group.fate.gone} at a moment nobody noted: left out",
        ),
    )
    return [f"{count:,} {words}." for count, words in told if count]


REUPLOAD_RATIO = Measure(
    "reupload-ratio",
    "Copies after removals",
    "W(H)",
    "copies per removal; copies; h",
    "Different new copies that went up within so many hours of a removal of the same original, per removal that was followed "
    "for as long; an original is an item with all that was copied from it. Copies per original on average so many hours "
    "after its first removal (mean cumulative function, the sum of d_j / n_j, with a variance that holds whatever copies of "
    "one original do); the median time until an original was up again, as a copy or as the same item; how many copies there "
    "are, and how deep a chain of copies goes. With --by and --where a copy counts after removals of the same group only.",
    "Nelson (1995), Technometrics 37:147-157; variance after Lawless & Nadeau (1995), Technometrics 37:158-168",
    "moderation/copies_after_removals",
    EXPOSURE_COLUMNS,
    _reuploads,
    (
        Parameter("horizon", "hours after a removal within which a copy counts", 168.0, positive),
        Parameter(
            "at",
            "hours after the first removal at which to count copies, separated by commas",
            (24.0, 168.0, 720.0),
            numbers,
        ),
        GONE,
        *COHORT,
    ),
    (
        "Only copies that somebody found are on record: who searches harder finds more.",
        "A log is taken to have looked for copies until its last entry.",
        "What a platform blocked while it was being uploaded is in no log of items, so its share is not given.",
        "What counts as a copy of what was decided by whoever kept the log.",
        "That a copy went up after a removal does not say that the removal was its cause.",
    ),
    in_hours=("time-to-reappear",),
)
