"""Exposure while up: how often items were viewed before they were gone, by platform, and the time that these views fell on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from ripplemark.charts import exposure as chart
from ripplemark.charts.exposure import Exposures, Row
from ripplemark.figure import Claims, Figure
from ripplemark.figures import lag_claims as claims
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.saying_exposure import (
    Seen,
    alt,
    borne,
    counted,
    headline,
    remarks,
    rounded,
    subtitle,
    unborne,
    viewed,
)
from ripplemark.figures.watching import shared, used, watched
from ripplemark.gate import Gate
from ripplemark.measures import Measurement
from ripplemark.measures.fate_words import FateWords, fate_words
from ripplemark.result import Column, Estimate

MOST = 30
"""Rows that are drawn; the platforms with the most items that are gone."""
_KINDS = (pa.string(), pa.int64(), pa.int64(), *(pa.float64(),) * 5)
_KNOWN_OF = re.compile(r"(?<=Those on record had )[\d,]+")


def _columns(fate: FateWords) -> tuple[Column, ...]:
    return (
        Column("group", "VARCHAR", "", "where the items were; items whose time is not over have a row of their own"),
        Column("items", "BIGINT", "items", f"items that were {fate.gone}, or, in the last row, were not"),
        Column("with_views", "BIGINT", "items", "of those, how many have a number of views"),
        Column("views", "DOUBLE", "views", "their views, added up; empty where not all have a number"),
        Column("at_least", "DOUBLE", "views", "a lower end, where these are not all: views of those with a number"),
        Column("lag", "DOUBLE", "h", "mean time up, weighted by views; empty where it is not known as one number"),
        Column("lag_low", "DOUBLE", "h", "lower end of its 95 % interval, or lower bound"),
        Column("lag_high", "DOUBLE", "h", "upper end, or upper bound"),
    )  # fmt: skip


def make(asked: Asked) -> Figure:
    """The figure ``exposure``."""
    of = watched(asked)
    if claims.hidden(asked):
        return claims.nothing(of)
    whole = _measured(asked)
    seen = Seen.of(of, whole.estimates)
    if seen is None or not seen.any:
        return empty(
            asked,
            f"No number of views is on record for {asked.incident or 'this selection'}",
            "Add a takedown log with a column of views: how often each item had been viewed at the last look.",
            used(asked),
        )
    split = _measured(asked, ("platform",), seen.clock)
    parts = _parts(of.asked, split.estimates, seen)
    shown, missing = parts[:MOST], parts[MOST:]
    rows = (*(_row(name, each) for name, each in sorted(shown, key=_place)), *_not_yet(seen))
    drawn = Exposures(rows)
    return compose(
        asked,
        Words(
            headline(seen),
            subtitle(seen),
            alt(seen, drawn),
            Claims(borne(seen), unborne(seen, len(parts))),
            remarks(seen, [each for _, each in parts], len(missing)),
            counted(seen),
        ),
        Drawn(
            lambda canvas: chart.exposures(drawn, canvas),
            _rows(sorted(shown, key=_place), seen),
            _columns(seen.fate),
        ),
        used(asked),
        (whole, split),
        lines={f"{seen.fate.gone}, with or without views": seen.views.lines} if seen.views.lines else {},
    )  # fmt: skip


def _measured(asked: Asked, by: tuple[str, ...] = (), clock: str | None = None) -> Measurement:
    """The measure's answer, from posting; from the notice where no posting is known. In public no number of one item."""
    told = {name: text for name, text in shared(asked).items() if name != "clock"}
    found = [
        asked.measured("exposure-before-removal", by=by, **told, clock=each)
        for each in ([clock] if clock else ["post"])
    ]
    if clock is None and not any(_timed(each) for each in found[0].estimates):
        other = asked.measured("exposure-before-removal", by=by, **told, clock="notice")
        found = [other] if any(_timed(each) for each in other.estimates) else found
    fate = fate_words(asked.settings["gone"])
    kept = tuple(_told(_coarse(asked.gate, each), fate) for each in found[0].estimates)
    measure = found[0].measure
    measure = replace(measure, caveats=tuple(_retold(each, fate) for each in measure.caveats))
    return replace(found[0], measure=measure, estimates=kept)


def _timed(of: Estimate) -> bool:
    return of.by.get("quantity") == "view-weighted-lag" and of.status in ("ok", "bounds")


def _coarse(gate: Gate, of: Estimate) -> Estimate:
    """Views to two digits, where it is public: an exact number of views can be looked up."""
    if not gate.coarse:
        return of
    quantity = of.by.get("quantity")
    if quantity in ("view-weighted-lag", "coverage"):
        return of
    ends = (rounded(each) if isinstance(each, int | float) else each for each in (of.value, of.low, of.high))  # fmt: skip
    value, low, high = ends
    note = _KNOWN_OF.sub(lambda found: f"about {rounded(float(found[0].replace(',', ''))):,.0f}", of.note)  # fmt: skip
    return replace(of, value=value, low=low, high=high, note=note)


def _told(of: Estimate, fate: FateWords) -> Estimate:
    return replace(of, note=_retold(of.note, fate))


def _retold(sentence: str, fate: FateWords) -> str:
    """A sentence of the measure in the words of the outcomes that count."""
    told = sentence.replace("an item that came back", f"an item that {fate.came_back}")
    return told.replace("a removal averted", "a label averted") if fate.only_labels else told


def _parts(asked: Asked, estimates: Sequence[Estimate], whole: Seen) -> list[tuple[str, Seen]]:
    """Each platform of which anything is gone, those with the most items first."""
    groups: dict[str, list[Estimate]] = {}
    for each in estimates:
        name = each.by.get("platform")
        groups.setdefault("not known" if name is None else asked.gate.platform(str(name)), []).append(each)  # fmt: skip
    found = [(name, Seen.of(whole.of_, some)) for name, some in groups.items()]
    gone = [(name, each) for name, each in found if each is not None and each.views.n]
    return sorted(gone, key=lambda part: (-part[1].views.n, part[0].casefold()))


def _place(part: tuple[str, Seen]) -> tuple[bool, str]:
    """By name, merged and unknown platforms last; never by views."""
    name = part[0]
    return name == "not known" or name.endswith(("smaller platform", "smaller platforms")), name.casefold()  # fmt: skip


def _row(name: str, each: Seen) -> Row:
    items = f"views of {each.known:,} of {each.views.n:,} {each.fate.gone}"
    number, hollow = each.number
    return Row(name, items, number, viewed(each), hollow)


def _not_yet(seen: Seen) -> tuple[Row, ...]:
    """The row of items whose time is not over: as many views or more."""
    if seen.so_far.value is None:
        return ()
    number = float(seen.so_far.value)
    name = f"Not {seen.fate.gone}" if seen.views.n else f"None {seen.fate.gone} yet"
    return (
        Row(name, f"of {seen.not_gone}, last look", number, f"at least {seen.amount(number)}, so far", True, True),
    )  # fmt: skip


def _rows(parts: Sequence[tuple[str, Seen]], whole: Seen) -> pa.Table:
    cells: list[tuple[str | float | None, ...]] = [
        (name, each.views.n, each.known, *_ends(each), *_lag(each.lag)) for name, each in parts
    ]
    if whole.so_far.value is not None:
        name, number = f"not {whole.fate.gone}", float(whole.so_far.value)
        cells.append((name, whole.views.censored, whole.known_up, None, number, None, None, None))
    return pa.table(
        {
            column.name: pa.array([cell[k] for cell in cells], kind)
            for k, (column, kind) in enumerate(zip(_columns(whole.fate), _KINDS, strict=True))
        }
    )


def _ends(of: Seen) -> tuple[float | None, float | None]:
    number, hollow = of.number
    return (None, number) if hollow else (number, None)


def _lag(of: Estimate) -> tuple[float | None, float | None, float | None]:
    value, low, high = (
        float(each) if isinstance(each, int | float) else None
        for each in (of.value, of.low, of.high)
    )
    return value, low, high
