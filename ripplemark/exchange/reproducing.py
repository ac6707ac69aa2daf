"""An exported figure made again from the archive as it is now: what is the same, and which numbers have changed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import ripplemark
from ripplemark.archive import Archive
from ripplemark.engine import Serving
from ripplemark.errors import InputError
from ripplemark.exchange.exported import Exported
from ripplemark.export.meaning import plain
from ripplemark.figure import Audience, Figure
from ripplemark.figures import figure
from ripplemark.gate import Gate
from ripplemark.wording import count

_TOLD = ("value", "low", "high", "n", "events", "censored", "status")
"""What of an estimate is compared; notes may be worded in another way from version to version."""
_BY_METHOD = "counted by another version of the method"


class NobodysExport(InputError):
    """An export says that it was made for an audience that there is not."""

    title = "This is not an exported figure"

    def __init__(self) -> None:
        super().__init__(
            "It does not say for whom it was made. Export the figure again and keep the file as it is."
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One part of one estimate that is another now; None where there was, or is, no such number.

    ``metric`` and ``by`` say which estimate, ``part`` what of it; ``method`` is True where its method has another version.
    """

    metric: str
    by: Mapping[str, Any]
    part: str
    then: Any
    now: Any
    method: bool

    def document(self) -> dict[str, Any]:
        """As ``reproduce --json`` gives it."""
        return {
            "metric": self.metric,
            "by": dict(self.by),
            "part": self.part,
            "then": self.then,
            "now": self.now,
            "method": self.method,
        }


@dataclass(frozen=True, slots=True)
class Reproduced:
    """What became of an exported figure: what it said then, what it says now, and which numbers have changed.

    ``rows`` are how many rows it showed then, ``rows_now`` how many it shows now, ``rows_gone`` how many of the former are
    not among the latter, unchanged.
    """

    exported: Exported
    now: Figure
    changes: tuple[Change, ...]
    numbers: int
    rows_gone: int

    @property
    def rows(self) -> int:
        """Rows that were shown then."""
        return len(self.exported.rows)

    @property
    def rows_now(self) -> int:
        """Rows that are shown now."""
        return int(self.now.shown.num_rows)

    @property
    def same_archive(self) -> bool:
        """True where the archive holds what it held then."""
        return self.exported.archive == self.now.archive

    @property
    def same(self) -> bool:
        """True where every number, every row and the headline are what they were."""
        rows = self.rows_gone == 0 and self.rows == self.rows_now
        return not self.changes and rows and self.exported.headline == self.now.headline

    @property
    def said(self) -> tuple[str, ...]:
        """What is the same and what is not, in sentences."""
        return tuple(_sentences(self))

    def document(self) -> dict[str, Any]:
        """As ``reproduce --json`` gives it."""
        return {
            "figure": self.exported.figure,
            "incident": self.exported.incident,
            "audience": self.exported.audience,
            "same": self.same,
            "archive": {"then": self.exported.archive, "now": self.now.archive},
            "ripplemark": {"then": self.exported.version, "now": ripplemark.__version__},
            "headline": {"then": self.exported.headline, "now": self.now.headline},
            "rows": {"then": self.rows, "now": self.rows_now, "gone": self.rows_gone},
            "numbers": self.numbers,
            "changes": [each.document() for each in self.changes],
        }


def reproduce(archive: Archive, serving: Serving, of: Exported) -> Reproduced:
    """Make the figure again, for the same audience and with the same settings, and compare.

    Raises:
        UnknownName: the figure, the incident or a setting is not here.
        InputError: a setting that cannot be read any more.
    """
    now = figure(
        archive,
        serving,
        Gate.of(_audience(of.audience)),
        of.figure,
        incident=of.incident,
        scope=of.scope,
        by=of.by,
        settings=of.settings,
        where=tuple(of.where.items()),
    )
    then, found = _numbers(of.measures), _numbers(now.documents)
    return Reproduced(
        of,
        now,
        tuple(_changes(then, found)),
        len(then),
        _gone(of.rows, [plain(row) for row in now.shown.to_pylist()]),
    )


def _audience(text: str) -> Audience:
    if text == "public":
        return "public"
    if text == "private":
        return "private"
    raise NobodysExport


Key = tuple[str, str, str, int]
Numbers = dict[Key, tuple[Mapping[str, Any], Any]]
"""Estimates by metric, parameters, split and place among those that agree in all three; each with its method version."""


def _numbers(documents: Any) -> Numbers:
    found: Numbers = {}
    seen: Counter[tuple[str, str, str]] = Counter()
    for each in documents:
        of = plain(dict(each))
        for estimate in of.get("estimates", ()):
            key = (str(of.get("metric")), _key(of.get("parameters")), _key(estimate.get("by")))
            found[(*key, seen[key])] = (estimate, of.get("method_version"))
            seen[key] += 1
    return found


def _key(of: Any) -> str:
    return json.dumps(of, sort_keys=True, ensure_ascii=False)


def _changes(then: Numbers, now: Numbers) -> Iterator[Change]:
    nothing: tuple[Mapping[str, Any], Any] = ({}, None)
    for key in dict.fromkeys([*then, *now]):
        (old, method), (new, method_now) = then.get(key, nothing), now.get(key, nothing)
        by = (new or old).get("by") or {}
        other = bool(old and new and method != method_now)
        for part in _TOLD:
            if old.get(part) != new.get(part):
                yield Change(key[0], by, part, old.get(part), new.get(part), other)


def _gone(then: Any, now: list[Any]) -> int:
    """How many rows of then are not among those of now, each as often as it stood."""
    return (Counter(map(_key, then)) - Counter(map(_key, now))).total()


def _sentences(of: Reproduced) -> Iterator[str]:
    if of.same_archive:
        yield "The archive holds what it held when this was exported."
    else:
        yield "The archive has changed since this was exported."
    if of.exported.version != ripplemark.__version__:
        yield f"It was exported by version {of.exported.version}; this is {ripplemark.__version__}."
    if of.same and not of.rows and not of.numbers:
        yield "It showed nothing, and there is nothing to show now."
        return
    if of.same:
        yield f"{_all(of.numbers, 'estimate')} and {count(of.rows, 'row')} are the same, and so is the headline."
        return
    changed = len({(each.metric, _key(each.by)) for each in of.changes})
    if changed:
        are = "is" if changed == 1 else "are"
        yield f"The export holds {count(of.numbers, 'estimate')}; {changed:,} {are} not the same now."
    elif of.numbers:
        yield f"{_all(of.numbers, 'estimate')} {'is' if of.numbers == 1 else 'are'} the same."
    if any(each.method for each in of.changes):
        yield f"Some of them are {_BY_METHOD}."
    if of.rows_gone or of.rows != of.rows_now:
        gone = "is" if of.rows_gone == 1 else "are"
        yield f"It shows {count(of.rows, 'row')}, of which {of.rows_gone or 'none'} {gone} missing or changed now; the figure has {of.rows_now:,} now."
    if of.exported.headline != of.now.headline:
        yield "The headline has changed: correct any text that quotes it."


def _all(number: int, noun: str) -> str:
    """'All 12 estimates', 'The one estimate'."""
    return f"The one {noun}" if number == 1 else f"All {count(number, noun)}"
