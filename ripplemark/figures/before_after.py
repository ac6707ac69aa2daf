"""Before and after: the share gone among items from before a policy or legal event, or a chosen moment, and from after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from ripplemark.charts import before_after as chart
from ripplemark.charts.before_after import Side, Sides
from ripplemark.charts.survival import Step
from ripplemark.figure import Claims, Figure
from ripplemark.figures import gone, lag_claims
from ripplemark.figures import saying_before_after as saying
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.events import happenings
from ripplemark.figures.saying_before_after import Compared
from ripplemark.figures.watching import Watched, requesting, shared, used, watched
from ripplemark.measures import Measurement
from ripplemark.measures.base import Request
from ripplemark.measures.contrasts import AFTER, BEFORE, Contrast, contrasts
from ripplemark.measures.lags import LagGroup, clock_of
from ripplemark.result import Column, Estimate

TURNS = ("policy_change", "court")
"""The kinds of policy and legal events."""
_DIFFERENCE = "lag-difference"


@dataclass(frozen=True, slots=True)
class _Curve:
    """One side as it was measured and as it is drawn."""

    of: Watched
    steps: tuple[Step, ...]
    answer: Measurement
    counted: bool


def turning_points(asked: Asked) -> tuple[str, ...]:
    """The kinds of policy and legal events that the incident has on record, the first to happen first."""
    return tuple(dict.fromkeys(e.kind for e in happenings(asked) if e.kind in TURNS))


def make(asked: Asked) -> Figure:
    """The figure ``before-and-after``."""
    whole = watched(asked)
    if not whole.items:
        return lag_claims.nothing(whole)
    chosen = _chosen(asked)
    if chosen is None:
        return empty(
            asked,
            f"{asked.incident} has no policy or legal event on record",
            "Add events (a change of policy, a court decision), or choose a moment that splits the items (split).",
            used(asked),
        )
    request = requesting(chosen)
    found = contrasts(request, clock_of(request) or "")
    if not found.contrasts:
        return empty(asked, saying.one_sided(chosen), found.reason, used(asked))
    return _compared(asked, chosen, replace(whole, asked=chosen), found.contrasts[0])


def _chosen(asked: Asked) -> Asked | None:
    """What is asked, split by what was chosen, else by the first policy or legal event; None where there is none."""
    if asked.settings["split"] is not None or asked.settings["event"] is not None:
        return asked
    kinds = turning_points(asked)
    if not kinds:
        return None
    settings = {**asked.settings, "event": kinds[0]}
    return replace(asked, settings=settings, texts={**asked.texts, "event": kinds[0]})


def _compared(asked: Asked, chosen: Asked, whole: Watched, pair: Contrast) -> Figure:
    split = {name: chosen.texts[name] for name in ("event", "split") if name in chosen.texts}
    hours = {"hours": f"{asked.gate.lag(chosen.settings['hours']):g}"}
    difference = chosen.measured(_DIFFERENCE, **{**shared(chosen), **split, **hours})
    sides = [
        _curve(chosen, whole.clock, group, request)
        for group, request in ((pair.other, pair.other_of), (pair.one, pair.one_of))
    ]
    of = Compared(
        replace(whole, groups=(pair.other, pair.one)),
        sides[0].of,
        sides[1].of,
        _quantity(difference, "restricted-mean-difference"),
        _quantity(difference, "share-difference"),
        asked.gate.lag(chosen.settings["hours"]),
        any(each.counted for each in sides),
    )
    drawn = _sides(of, sides)
    words = Words(
        saying.headline(of),
        saying.subtitle(of),
        saying.alt(of),
        Claims(saying.borne(of), saying.unborne(of)),
        saying.caveats(of),
        lag_claims.counted(of.whole),
    )
    rests = (difference,) if asked.gate.coarse else (difference, *(s.answer for s in sides))
    return compose(
        asked,
        words,
        Drawn(lambda canvas: chart.curves(drawn, canvas), _rows(sides), _columns(of)),
        used(asked),
        rests,
        lines=_behind(of),
    )


def _curve(asked: Asked, clock: str | None, group: LagGroup, request: Request) -> _Curve:
    """One side: its items as they were watched, and the share gone of them by time."""
    ends = {name: request.settings[name] for name in ("from", "to") if request.settings[name]}
    side = replace(asked, settings={**asked.settings, **ends}, texts={**asked.texts, **ends})
    of = Watched(side, clock, (group,))
    answer = side.measured("removal-survival", **shared(side), **gone.times_of(of))
    few = all(each.status == "NE_FEW" for each in answer.estimates)
    steps = (
        gone.plainly_counted(of, up=False)
        if few
        else gone.steps_of(answer.estimates, up=False, since=of.since)
    )
    return _Curve(of, tuple(steps), answer, few)


def _quantity(answer: Measurement, name: str) -> Estimate:
    """The estimate of this quantity; where there is none, the one that says why."""
    found = [each for each in answer.estimates if each.by.get("quantity") == name]
    return found[0] if found else answer.estimates[0]


def _sides(of: Compared, sides: Sequence[_Curve]) -> Sides:
    drawn = [
        Side(
            each.steps,
            of.whole.asked.gate.moment(each.of.longest),
            saying.names(of, each.of, before=k == 0),
            k == 0,
        )
        for k, each in enumerate(sides)
    ]
    return Sides(tuple(drawn), saying.clock(of.whole), of.hours, of.whole.fate.gone)


def _columns(of: Compared) -> tuple[Column, ...]:
    period = Column("period", "VARCHAR", "", "on which side of the moment the items' clock started")
    return (period, *gone.step_columns(of.whole.fate.gone))


def _rows(sides: Sequence[_Curve]) -> pa.Table:
    parts = []
    for name, each in zip((BEFORE, AFTER), sides, strict=True):
        rows = gone.step_rows(each.steps, each.of.fate.gone)
        parts.append(rows.add_column(0, "period", pa.array([name] * len(rows), pa.string())))
    return pa.concat_tables(parts).combine_chunks()


def _behind(of: Compared) -> dict[str, tuple[int, ...]]:
    found: dict[str, Any] = {}
    for name, side in ((BEFORE, of.before), (AFTER, of.after)):
        for what, lines in gone.behind(side, [side.by(of.hours)]).items():
            found[f"{name}: {what}"] = lines
    return found
