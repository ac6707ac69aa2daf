"""Copies and generations: how often contents were up again after a removal, how soon, and how deep a chain of copies goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from ripplemark.charts import copies as chart
from ripplemark.charts.copies import Copies, Generation, Step
from ripplemark.charts.dumbbell import Between
from ripplemark.estimate.recurrence import MeanCumulative
from ripplemark.figure import Claims, Figure
from ripplemark.figures import lag_claims as claims
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.saying_copies import (
    Told,
    alt,
    back_again,
    borne,
    counted,
    end_words,
    headline,
    remarks,
    retold,
    subtitle,
    unborne,
)
from ripplemark.figures.watching import requesting, shared, used, watched
from ripplemark.measures import Measurement
from ripplemark.measures.fate_words import FateWords, fate_words
from ripplemark.measures.reuploads import Recurrence, contents_of, curve_of
from ripplemark.result import Column, Estimate

STEPS = 120
"""Steps that are drawn; more cannot be told apart."""
_MOST = 6
"""Bars by generation; the last holds so deep ones and deeper."""


def _columns(fate: FateWords) -> tuple[Column, ...]:
    noun = "label" if fate.only_labels else "removal"
    return (
        Column("row", "VARCHAR", "", "'curve' is a step of the mean number, 'generation' a bar"),
        Column("at", "DOUBLE", "h", f"time since an original's first {noun}"),
        Column("mean", "DOUBLE", "copies", "per original by then, on average; originals count for as long as they were followed"),
        Column("low", "DOUBLE", "copies", "lower end of its 95 % interval; empty where there are too few originals"),
        Column("high", "DOUBLE", "copies", "upper end"),
        Column("generation", "BIGINT", "", "1 is a copy of a first item, 2 a copy of a copy ..."),
        Column("copies", "BIGINT", "copies", "how many there are of that generation, whenever they went up"),
    )  # fmt: skip


def make(asked: Asked) -> Figure:
    """The figure ``copies``."""
    of = watched(asked)
    if claims.hidden(asked):
        return claims.nothing(of)
    groups = contents_of(requesting(asked))
    group = groups[0] if groups else None
    if group is None or not (_named(group) or any(row["returns"] for row in group.rows)):
        return empty(
            asked,
            f"No copy, and nothing that was up again, is on record for {asked.incident or 'this selection'}",
            "Add a takedown log with a column copy_of, which says which item is a copy of which, or with a row for each time up.",
            used(asked),
        )
    answer = _measured(asked)
    told = Told(of, group, answer.estimates, _named(group))
    curve = curve_of(group, ("copies",) if told.named else ("returns",))
    steps = steps_of(asked, group, curve)
    bars = _bars(group) if told.named else ()
    back = told.estimates["time-to-reappear"]
    drawn = Copies(
        f"{told.What} per original, on average",
        tuple(steps),
        asked.gate.moment(float(curve.followed.max(initial=0.0))),
        f"an original's first {told.noun}",
        end_words(told, steps),
        lambda ticks: asked.gate.risk_row([int(curve.risk(at)) for at in ticks]),
        "Originals followed for as long",
        back_again(told),
        _between(back),
        "Copies by generation, whenever they went up",
        bars,
    )
    return compose(
        asked,
        Words(
            headline(told),
            subtitle(told, steps),
            alt(told, drawn),
            Claims(borne(told, steps), unborne(told)),
            remarks(told, steps, by_powers=_by_powers(drawn)),
            counted(told),
        ),
        Drawn(lambda canvas: chart.copies(drawn, canvas), _rows(steps, bars, told), _columns(of.fate)),
        used(asked),
        (answer,),
        lines={f"{of.fate.gone}, and what came after": back.lines} if back.lines else {},
    )  # fmt: skip


def _named(group: Recurrence) -> bool:
    return bool(group.rows[0]["named"])


def _measured(asked: Asked) -> Measurement:
    """The measure's answer, in the words of the outcomes that count."""
    told = {name: text for name, text in shared(asked).items() if name != "clock"}
    found = asked.measured("reupload-ratio", **told, horizon=f"{asked.settings['horizon']:g}")
    fate = fate_words(asked.settings["gone"])

    def seen(of: Estimate) -> Estimate:
        return replace(of, note=retold(of.note, fate))

    caveats = tuple(retold(each, fate) for each in found.measure.caveats)
    measure = replace(found.measure, caveats=caveats)
    return replace(found, measure=measure, estimates=tuple(seen(each) for each in found.estimates))


def steps_of(asked: Asked, group: Recurrence, curve: MeanCumulative) -> list[Step]:
    """The mean number at the moments at which it rises; a plain mean without ends where there are too few contents."""
    times = curve.time
    if times.size > STEPS:
        places = np.unique(np.linspace(0, times.size - 1, STEPS).round().astype(np.int64))
        times = times[places]
    found = {0.0: Step(0.0, 0.0)}
    for at in times.tolist():
        answer = group.of(curve.at(at), "mean-copies", at=float(at))
        (each,) = asked.gate.estimates((answer,), steps=True)
        ends = [float(end) if isinstance(end, int | float) else None for end in (each.low, each.high)]  # fmt: skip
        value = float(each.value) if isinstance(each.value, int | float) else curve.mean(at)
        found[each.by["at"]] = Step(each.by["at"], value, *ends)
    return [found[at] for at in sorted(found)]


def _bars(group: Recurrence) -> tuple[Generation, ...]:
    number = Counter(min(each, _MOST) for row in group.rows for each in row["generations"])
    names = {1: "of a first item", 2: "of a copy", _MOST: f"of generation {_MOST} or deeper"}
    return tuple(
        Generation(names.get(k, f"of generation {k}"), number[k])
        for k in range(1, max(number, default=0) + 1)
    )


def _between(of: Estimate) -> Between:
    """The median as it is drawn; nothing where it is not reached, which its heading says."""
    if of.status != "ok":
        return Between()
    value, low, high = (
        float(each) if isinstance(each, int | float) else None
        for each in (of.value, of.low, of.high)
    )
    return Between(value, low, high)


def _by_powers(drawn: Copies) -> bool:
    return chart.axis_of(drawn, 0.0, 100.0).by_powers


def _rows(steps: Sequence[Step], bars: Sequence[Generation], told: Told) -> pa.Table:
    cells: list[tuple[str | float | int | None, ...]] = [
        ("curve", each.at, each.value, each.low, each.high, None, None) for each in steps
    ]
    cells += [
        ("generation", None, None, None, None, k, each.copies) for k, each in enumerate(bars, 1)
    ]
    kinds = (pa.string(), *(pa.float64(),) * 4, *(pa.int64(),) * 2)
    return pa.table(
        {
            column.name: pa.array([cell[k] for cell in cells], kind)
            for k, (column, kind) in enumerate(zip(_columns(told.of.fate), kinds, strict=True))
        }
    )
