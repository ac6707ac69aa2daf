"""What became of the items, and by when: the share that each outcome had ended, those still up included."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import numpy as np

from ripplemark import estimate, schema
from ripplemark.estimate.competing import UP
from ripplemark.estimate.series import Floats
from ripplemark.measures.base import Measure, Parameter, Request, numbers, words
from ripplemark.measures.fate_words import fate_words
from ripplemark.measures.lags import (
    CLOCK,
    COHORT,
    LAG_COLUMNS,
    LagGroup,
    clock_of,
    groups,
    joined,
    lines_of,
    remarks,
)
from ripplemark.measures.looks import curves_of
from ripplemark.measures.moderation import NO_CLOCK, NO_ITEM, no_estimate, of_group
from ripplemark.result import Estimate

STILL_UP = "up"
"""The outcome under which the share stands that nothing had ended."""
COUNTED = Parameter(
    "gone",
    "the outcomes that count as an end, separated by commas; those that take an item away always do",
    schema.ENDS,
    words,
    tuple(each for each in schema.OUTCOMES if each != STILL_UP),
)


@dataclass(frozen=True, slots=True)
class _Fates:
    """The items of one group, whatever ended them: one ``LagGroup`` per outcome, and which outcomes ended any."""

    parts: tuple[LagGroup, ...]
    outcomes: tuple[str, ...]

    @property
    def by(self) -> dict[str, Any]:
        return {name: value for name, value in self.parts[0].by.items() if name != "outcome"}

    def curves(self) -> estimate.CauseBounds:
        """Their cumulative incidence; cause k is the k-th of ``outcomes``."""
        cause = [
            np.where(part.gone, self._number(part), UP).astype(np.int64) for part in self.parts
        ]
        low, high, entry, weight = (
            np.concatenate([getattr(part, name) for part in self.parts])
            for name in ("low", "high", "entry", "weight")
        )
        every = np.concatenate(cause)
        return estimate.cause_curves(low, high, every, weight, len(self.outcomes), entry)

    def _number(self, part: LagGroup) -> int:
        outcome = part.by["outcome"]
        return self.outcomes.index(outcome) + 1 if outcome in self.outcomes else UP

    def lines(self, outcome: str) -> tuple[int, ...]:
        """The source lines of the items that ``outcome`` ended; of those still up."""
        found: list[tuple[int, ...]] = []
        for part in self.parts:
            which = part.gone & (part.by["outcome"] == outcome)
            which = ~part.gone if outcome == STILL_UP else which
            found.append(part.behind.of(which))
        return lines_of(found)


def counting(gone: Collection[str]) -> tuple[str, ...]:
    """The outcomes that count as an end where these are asked for: those too that take an item away, for they compete."""
    return tuple(each for each in schema.OUTCOMES if each in {*schema.ENDS, *gone})


def _incidence(request: Request) -> list[Estimate]:
    clock = clock_of(request)
    if clock is None:
        return [no_estimate(request, NO_CLOCK)]
    counted = {**request.settings, "gone": counting(request.settings["gone"])}
    split = replace(request, by=(*request.by, "outcome"), settings=counted)
    found = groups(split, clock)
    if not found:
        return [no_estimate(request, NO_ITEM, clock=clock)]
    ended = {part.by["outcome"] for part in found if part.gone.any()}
    outcomes = tuple(each for each in schema.OUTCOMES if each in ended)
    return [
        each
        for fates in _split(found, outcomes)
        for each in _of_fates(fates, request, _beside_the_curve(fates, split, clock))
    ]


def _split(found: Sequence[LagGroup], outcomes: tuple[str, ...]) -> Iterator[_Fates]:
    """The parts put together again where only their outcome differs; the outcome is the last key, so they are neighbours."""
    for _, parts in groupby(found, lambda part: [v for k, v in part.by.items() if k != "outcome"]):
        yield _Fates(tuple(parts), outcomes)


def _of_fates(fates: _Fates, request: Request, beside: tuple[str, ...]) -> Iterator[Estimate]:
    """One row per outcome and time, then those still up; ``beside`` is added to every note."""
    curves, asked = fates.curves(), request.settings["at"]
    fate = fate_words(request.settings["gone"])
    told = [*remarks(fates.parts, fate), *beside]
    times = curves.times if asked is None else np.array(asked, dtype=np.float64)
    for cause, outcome in (*enumerate(fates.outcomes, 1), (UP, STILL_UP)):
        lines = None if request.scope == "platform" else fates.lines(outcome)
        group = replace(fates.parts[0], by=fates.by, lines=lines or ())
        for by, answer in _answers(curves, cause, times, asked is None):
            yield of_group(group, answer, request.scope, told, fate, **by, outcome=outcome)


BETWEEN_LOOKS = (
    "Ends lie between two looks: these shares take them in the middle, or at their earliest and latest. The curve of those "
    "still up estimates when between the looks they ended (Turnbull's estimate), so its numbers can differ."
)


def _beside_the_curve(fates: _Fates, request: Request, clock: str) -> tuple[str, ...]:
    """That the curve of those still up is estimated in another way, where it is."""
    whole = joined(fates.by, fates.parts)
    return () if curves_of(request, clock, whole).between is None else (BETWEEN_LOOKS,)


def _answers(
    curves: estimate.CauseBounds, cause: int, times: Floats, steps: bool
) -> Iterator[tuple[dict[str, float], estimate.Answer]]:
    """The answer at each time; one only, without a time, where there are too few for a curve and no time was asked for."""
    if steps and (curves.middle.few(cause) or not times.size):
        yield {}, curves.middle.too_few(cause)
    else:
        for at, answer in zip(times, curves.along(cause, times), strict=True):
            yield {"at": float(at)}, answer


CAUSE_INCIDENCE = Measure(
    "cause-incidence",
    "What became of it",
    "F_k(t)",
    "probability",
    "Probability that so many hours after its clock started an item has been ended by each outcome (removed by the platform, "
    "taken down by the uploader, gone with the account ...; gone for unknown reasons is one of its own), and that it is still "
    "up; together they are 1. Aalen-Johansen with late entries, and a log-log interval. Where times too coarse to decide move "
    "it by less than a quarter of the interval's half width, a number whose interval holds for them all; otherwise two "
    "numbers, without sampling error.",
    "Aalen & Johansen (1978); variance after Marubini & Valsecchi (1995)",
    "moderation/lags_by_group",
    tuple(column for column in LAG_COLUMNS if column != "outcome"),
    _incidence,
    (
        CLOCK,
        COUNTED,
        Parameter("at", "hours at which to read the shares, separated by commas", None, numbers),
        *COHORT,
    ),
    (
        "An item still up counts for as long as it was watched.",
        "What one outcome ended, no other can end later: the shares are those of a world in which all of them act.",
        "An item found late counts from then on only: what was gone before anybody looked is in no log.",
        "Where fewer than ten items were watched at first, a number is about those still up later; the note beside it names the time from which it holds.",
        "A source that holds only what was acted on knows nothing of the items still up.",
    ),
    method_version=3,
)
