"""Who found it, and who decided: people who reported, authorities, the platform's own people, or machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ripplemark import schema
from ripplemark.estimate.cluster import LEAST_CLUSTERS, tabulate
from ripplemark.estimate.days import shares_of_days
from ripplemark.estimate.outcome import counted
from ripplemark.measures.base import Measure, Parameter, Request
from ripplemark.measures.cells import array, behind, day_of, keys_of, parts, totals
from ripplemark.measures.intimate import CONTENT, selected_of, selecting
from ripplemark.measures.kept import kept
from ripplemark.measures.lags import LAG_COLUMNS, selection
from ripplemark.measures.period import moment
from ripplemark.result import Estimate

_QUERY = "moderation/detection_mix"
LEAST = 100
"""Items below which no share is given (SCIENCE.md, G.25)."""
NOT_SAID = "not said"
_NO_DAY = -1
_NONE = (
    "No item says who found it or who decided. Add data with the columns detection, automated_detection or "
    "automated_decision, such as statements of the EU's DSA Transparency Database."
)
_NEVER = "It never occurs here, so the upper end is that of a binomial share."
_ALWAYS = "It is all there is here, so the lower end is that of a binomial share."

Name = tuple[str, ...]


def _mix(request: Request) -> list[Estimate]:
    asked = {
        "incident": request.incident,
        "scope": request.scope,
        "keys": keys_of(request),
        **selection(request),
        **selecting(request.settings),
    }
    key = ("mix", repr((asked, request.settings["of"])))
    return kept(request.serving, key, lambda: _worked_out(request, asked))


def _worked_out(request: Request, asked: Mapping[str, Any]) -> list[Estimate]:
    rows = request.serving.run(_QUERY, **asked).rows
    found = [each for by, part in parts(rows, asked["keys"]) for each in _group(by, part, request)]
    by = {"incident": request.incident} if request.incident else {}
    lines = None if request.scope == "platform" else ()
    return found or [Estimate(by, None, None, None, 0, 0, None, "NE_FEW", _NONE, lines=lines)]


def _group(by: dict[str, Any], rows: pa.Table, request: Request) -> Iterator[Estimate]:
    """Every share of one group, counts alone where there are too few for shares, and nothing where nothing is said."""
    telling = rows.filter(pc.invert(rows["silent"]))
    if not telling.num_rows:
        return
    meant = telling.filter(telling["meant"])
    again = round(float(array(meant, "again").sum()))
    thing = "appearance" if again else "item"
    if again:
        by = {**by, COUNTED: "appearances"}
    remarks = [*_came_back(again), *_remarks(rows, telling, meant, request.settings["content"])]
    n = round(float(array(meant, "n").sum()))
    few = n < LEAST
    said = [*([_too_few(n, thing)] if few else _of_days(meant)), *remarks]
    if not n:
        lines = behind(meant, request.scope)
        yield Estimate(by, None, None, None, 0, 0, None, "NE_FEW", " ".join(said), lines=lines)
    for family, columns in _FAMILIES.items():
        if request.settings["of"] not in (family, "both"):
            continue
        found = _counts(meant, columns, n, said) if few else _shares(meant, columns, n, said)
        for words, estimate in found:
            named = dict(zip((_KEY[name] for name in columns), words, strict=True))
            lines = behind(_saying(meant, columns, words), request.scope)
            yield replace(estimate, by={**by, "quantity": family, **named}, lines=lines)


COUNTED = "counted"
"""The key that says what is counted, where that is not items: appearances of items, some of which came back."""


def _came_back(again: int) -> list[str]:
    if not again:
        return []
    are = "is a later appearance" if again == 1 else "are later appearances"
    return [f"{again:,} of these {are} of items that came back: each appearance counts by itself."]


def _too_few(n: int, thing: str) -> str:
    return f"Only {counted(n, thing)} can be used; a share needs {LEAST}."


_FAMILIES = {"detection": ("detection",), "automation": ("detected", "decided")}
"""What the shares are of, and the columns whose combinations they count."""
_KEY = {
    "detection": "detection",
    "detected": "automated_detection",
    "decided": "automated_decision",
}
_SOURCES = next(f.choices for f in schema.MODERATION.fields if f.name == "detection")


def _words(rows: pa.Table, columns: Sequence[str]) -> list[Name]:
    said = [[_word(cell) for cell in rows[name].to_pylist()] for name in columns]
    return list(zip(*said, strict=True))


def _word(cell: str | bool | None) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return NOT_SAID if cell is None else cell


def _counts(
    rows: pa.Table, columns: Sequence[str], n: int, remarks: Sequence[str]
) -> Iterator[tuple[Name, Estimate]]:
    """Each combination that occurs with its count alone, the most first, where there are too few for shares."""
    hits: Counter[Name] = Counter()
    for name, number in zip(_words(rows, columns), rows["n"].to_pylist(), strict=True):
        hits[name] += number
    for name, number in sorted(hits.items(), key=lambda pair: (-pair[1], pair[0])):
        note = " ".join(remarks)
        yield name, Estimate({}, None, None, None, n, number, None, "NE_FEW", note)


def _shares(
    rows: pa.Table, columns: Sequence[str], n: int, remarks: Sequence[str]
) -> Iterator[tuple[Name, Estimate]]:
    """Each combination with its share, not yet said of whom."""
    words = _words(rows, columns)
    names = sorted(set(words) | ({(each,) for each in _SOURCES} if len(columns) == 1 else set()))
    place = {name: at for at, name in enumerate(names)}
    cell = np.array([place[each] for each in words], dtype=np.int64)
    day = array(rows, "day", _NO_DAY)
    counts = tabulate(day, cell, array(rows, "n").astype(np.float64), len(names))
    for (name, at), share in zip(place.items(), shares_of_days(counts), strict=True):
        hits = float(counts[:, at].sum())
        edge = "" if share.low is None or 0 < hits < n else _ALWAYS if hits else _NEVER
        note = " ".join(part for part in (edge, *remarks) if part)
        ends = share.value, share.low, share.high
        yield name, Estimate({}, *ends, n, round(hits), None, "ok", note)


def _of_days(rows: pa.Table) -> list[str]:
    clusters = np.unique(array(rows, "day", _NO_DAY)).size
    if clusters >= LEAST_CLUSTERS:
        return []
    return [
        f"Decisions of {counted(clusters, 'day')} only: an interval needs {LEAST_CLUSTERS}, as one day's resemble each other."
    ]


def _saying(rows: pa.Table, columns: Sequence[str], words: Name) -> pa.Table:
    """The rows that say this."""
    return rows.filter(pa.array([each == words for each in _words(rows, columns)], pa.bool_()))


def _remarks(rows: pa.Table, telling: pa.Table, meant: pa.Table, content: str) -> list[str]:
    days = array(meant, "day", _NO_DAY)
    known = days[days != _NO_DAY]
    first, last = (day_of(known.min()), day_of(known.max())) if known.size else (None, None)
    told = selected_of(content, totals(telling, "about"), first, last)
    if silent := totals(rows, "silent").get(True, 0):
        told.append(
            f"{silent:,} {'item' if silent == 1 else 'items'} of datasets that never say who found anything: left out."
        )
    return told


DETECTION_MIX = Measure(
    "detection-mix",
    "Who found it, and who decided",
    "p_k",
    "share",
    "Shares of items by what led the platform to them (a notice, a trusted flagger, an authority, its own initiative, other, not "
    "said), and by the part of machines: found by one or not, and decided by one fully, partially or not. Always by platform: "
    "a share of several together would be that of the largest. An item that came back counts once for each appearance. Intervals from how whole days of decisions differ, each alike to "
    "its neighbours.",
    "Categories of Regulation (EU) 2022/2065, article 17; days that resemble their neighbours: Kiefer & Vogelsang (2005)",
    _QUERY,
    LAG_COLUMNS,
    _mix,
    (
        Parameter(
            "of",
            "what the shares are of: what led to it (detection), the part of machines (automation), or both",
            "both",
            choices=("detection", "automation", "both"),
        ),
        CONTENT,
        Parameter("from", "a date or a moment: decisions of that day or later", None, moment),
        Parameter("to", "a date or a moment, itself not included: decisions before", None, moment),
    ),
    (
        "In statements of decisions platforms say this of themselves, in a log its keeper noted it; nobody checked each case.",
        "A database of decisions holds what was acted on only: reports that led to nothing are not in it.",
        "Known errors of statements, such as a field inverted or left out for months, are in these shares as they were sent.",
        "Platforms differ in what they count as one decision, so they are never pooled and never ranked.",
    ),
    method_version=2,
)
