"""Outcomes over time: what became of the items by each time after the clock's start, those still up on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from ripplemark.charts import outcomes as chart
from ripplemark.charts.outcomes import REST, UP, Layer, Stack
from ripplemark.figure import Claims, Figure
from ripplemark.figures import lag_claims as claims
from ripplemark.figures import lag_words as words
from ripplemark.figures import saying_outcomes as saying
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Drawn, Words, compose
from ripplemark.figures.saying_outcomes import OTHERWISE, Fates
from ripplemark.figures.watching import Watched, lines, shared, used, watched
from ripplemark.measures.lags import LagGroup, joined, lines_of, remarks
from ripplemark.measures.outcomes import counting
from ripplemark.result import Column, Estimate
from ripplemark.schema import OUTCOMES

_STEPS = 300
"""Steps that are drawn; more cannot be told apart."""
_COLUMNS = (
    Column("at", "DOUBLE", "h", "time since the clock's start from which the shares hold"),
    Column("outcome", "VARCHAR", "", "what ended the items; 'up' where nothing had"),
    Column("share", "DOUBLE", "%", "share of items; empty where only bounds are known"),
    Column("low", "DOUBLE", "%", "lower end of the 95 % interval, or lower bound"),
    Column("high", "DOUBLE", "%", "upper end of the 95 % interval, or upper bound"),
)


@dataclass(frozen=True, slots=True)
class _Share:
    """The share of one outcome from ``at`` hours on, per cent; ``value`` None where only its bounds are known."""

    at: float
    outcome: str
    value: float | None
    low: float
    high: float

    @property
    def drawn(self) -> float:
        """The share that is certain."""
        return self.low if self.value is None else self.value


def make(asked: Asked) -> Figure:
    """The figure ``outcomes-over-time``."""
    whole = replace(asked, settings={**asked.settings, "gone": counting(asked.settings["gone"])})
    split = watched(whole, ("outcome",))
    parts = split.groups
    of = Watched(asked, split.clock, _together(parts))  # the words are those of what was asked for
    if not of.items:
        return claims.nothing(of)
    fates = Fates(of, _counts(of, parts))
    answer = asked.measured("cause-incidence", **shared(asked), **_times(of))
    estimated = _shares(of, answer.estimates)
    few = not estimated
    shares = _counted(of, parts) if few else estimated
    drawn = _stack(fates, shares, few)
    return compose(
        asked,
        Words(
            saying.headline(fates),
            saying.subtitle(fates, few),
            saying.alt(fates, drawn),
            Claims(saying.borne(fates, answer.estimates), saying.unborne(fates)),
            (*remarks(parts, of.fate), *saying.drawn_remarks(drawn, few)),
            claims.counted(of),
        ),
        Drawn(lambda canvas: chart.stacked(drawn, canvas), _rows(shares), _COLUMNS),
        used(asked),
        (answer,),
        lines=_behind(parts, fates),
    )


def _together(parts: Sequence[LagGroup]) -> tuple[LagGroup, ...]:
    """The items of all outcomes as one group; none where there is none. Asked for by itself, each would be counted twice."""
    if not parts:
        return ()
    by = {name: value for name, value in parts[0].by.items() if name != "outcome"}
    return (joined(by, parts),)


def _named(of: Watched, outcome: str | None) -> str:
    """The outcome as it is told: where only labels count, nothing else has a name."""
    return OTHERWISE if of.fate.only_labels and outcome != "label" else outcome or OTHERWISE


def _counts(of: Watched, parts: Sequence[LagGroup]) -> dict[str, int]:
    """How many items each outcome ended, in the order of the outcomes; those that ended none are left out."""
    ended = {
        outcome: sum(
            int(g.weight[g.gone].sum()) for g in parts if _named(of, g.by["outcome"]) == outcome
        )
        for outcome in (*OUTCOMES, OTHERWISE)
    }
    return {outcome: count for outcome, count in ended.items() if count}


def _times(of: Watched) -> dict[str, Any]:
    """The setting ``at``: none where each end is one moment and all can be seen, else the moments at which anything changes."""
    spans = [(g.low[g.gone], g.high[g.gone]) for g in of.groups]
    ends = {float(at) for pair in spans for each in pair for at in each}
    middles = {float(at) for low, high in spans for at in (low + high) / 2}
    last = max((float(((g.low + g.high) / 2).max()) for g in of.groups if g.low.size), default=0.0)
    if len(ends | middles) <= _STEPS and (ends == middles or not middles):
        return {}
    every = np.array(sorted(ends | middles))
    if every.size > _STEPS:
        every = np.quantile(every, np.linspace(0, 1, _STEPS + 1), method="higher")
    moments = {of.asked.gate.moment(float(at)) for at in every}
    found = sorted(at for at in moments if 0 < at <= last)
    return {"at": ",".join(f"{at:.8g}" for at in found)} if found else {}


def _shares(of: Watched, estimates: Sequence[Estimate]) -> list[_Share]:
    """The measure's shares in per cent; nothing where there are too few items for those still up."""
    if all(each.status == "NE_FEW" for each in estimates if each.by.get("outcome") == UP):
        return []
    found = []
    for each in estimates:
        outcome = str(each.by.get("outcome"))
        told = outcome == UP or _named(of, outcome) != OTHERWISE
        if told and each.status in ("ok", "bounds") and "at" in each.by:
            low, high = (100 * float(end or 0.0) for end in (each.low, each.high))
            value = None if each.value is None else 100 * float(each.value)
            found.append(_Share(float(each.by["at"]), outcome, value, low, high))
    return found


def _counted(of: Watched, parts: Sequence[LagGroup]) -> list[_Share]:
    """For items too few for an estimate: the plain share of all of them that each outcome is known to have ended by then."""
    gate = of.asked.gate
    ends = {gate.moment(float(at)) for g in parts for at in g.high[g.gone]}
    found = []
    for at in sorted(ends | {0.0}):
        gone = {
            outcome: sum(
                int(g.weight[g.gone & (g.high <= at)].sum())
                for g in parts
                if _named(of, g.by["outcome"]) == outcome
            )
            for outcome in _counts(of, parts)
        }
        gone[UP] = of.items - sum(gone.values())
        found += [
            _Share(at, outcome, share, share, share)
            for outcome, items in gone.items()
            for share in (100 * items / of.items,)
        ]
    return found


def _stack(fates: Fates, shares: Sequence[_Share], few: bool) -> Stack:
    of = fates.of
    begins = 0.0 if few else of.asked.gate.moment(of.since)
    at = sorted({begins, *(each.at for each in shares if each.at >= begins)})
    known = {(each.outcome, each.at): each for each in shares}
    names = [name for name in OUTCOMES if name != UP and any(k[0] == name for k in known)]
    levels = {name: _levels(name, at, known, 0.0) for name in names}
    up = _levels(UP, at, known, 100.0)
    rest = [max(100 - sum(each), 0.0) for each in zip(up, *levels.values(), strict=True)]
    layers = [
        Layer(name, saying.key(fates, name, shares, few), level) for name, level in levels.items()
    ]
    if max(rest) > 0.05:
        unsure = any(each.value is None for each in shares)
        layers.append(
            Layer(REST, saying.rest(rest[-1], unsure, set(fates.counts) - set(names)), tuple(rest))
        )
    layers.append(Layer(UP, saying.key(fates, UP, shares, few), up))
    gate = of.asked.gate
    return Stack(
        tuple(at),
        tuple(layers),
        gate.moment(of.longest),
        words.clock(of),
        lambda ticks: gate.risk_row([_at_risk(of, tick) for tick in ticks]),
        saying.watched(fates),
    )


def _levels(
    name: str, at: Sequence[float], known: dict[tuple[str, float], _Share], first: float
) -> tuple[float, ...]:
    """What is certain of an outcome's share at each time; where nothing new is known, what was before."""
    found = [first]
    for each in at:
        share = known.get((name, each))
        found.append(share.drawn if share else found[-1])
    return tuple(found[1:])


def _at_risk(of: Watched, at: float) -> int:
    """Items that were watched and not known to have ended just before ``at`` hours."""
    return sum(int(g.weight[(g.high >= at) & (g.entry <= at)].sum()) for g in of.groups)


def _rows(shares: Sequence[_Share]) -> pa.Table:
    return pa.table(
        {
            "at": pa.array([each.at for each in shares], pa.float64()),
            "outcome": pa.array([each.outcome for each in shares], pa.string()),
            "share": pa.array([each.value for each in shares], pa.float64()),
            "low": pa.array([each.low for each in shares], pa.float64()),
            "high": pa.array([each.high for each in shares], pa.float64()),
        }
    )


def _behind(parts: Sequence[LagGroup], fates: Fates) -> dict[str, tuple[int, ...]]:
    """The source lines of the items that each outcome ended, and of those still up."""
    found = {
        saying.NAMES[name]: lines_of(
            lines(g, g.gone) for g in parts if _named(fates.of, g.by["outcome"]) == name
        )
        for name in fates.counts
    }
    found[fates.of.fate.still_up] = lines_of(lines(g, ~g.gone) for g in parts)
    return {name: each for name, each in found.items() if each}
