"""The numbers of persistence: how long searches stayed, how much came late, what is usual since, and whether it came back."""

from __future__ import annotations

from ripplemark.charts.profile import profile
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import SERIES, used
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.episode import exact, span
from ripplemark.figures.profiled import COLUMNS, Told, rows
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_persistence import (
    back_told,
    exponent_told,
    late_told,
    later_told,
    left_told,
    level_told,
    words,
)
from ripplemark.figures.saying_remains import anniversaries_told
from ripplemark.figures.search import DAYS, search_series
from ripplemark.figures.series import Choice
from ripplemark.figures.thresholds import settings_for
from ripplemark.measures import Measurement
from ripplemark.measures.period import PERIOD
from ripplemark.measures.thresholds import LATE_RULE

METRICS = (
    "return-to-baseline",
    "residual-interest",
    "tail-mass",
    "tail-exponent",
    "new-baseline",
    "anniversaries",
    "resurgences",
)


def make(asked: Asked) -> Figure:
    """The numbers of the main series of searches; without one, what is needed."""
    choice = search_series(asked)
    return choice if isinstance(choice, Figure) else _of_one(asked, choice)


def _of_one(asked: Asked, choice: Choice) -> Figure:
    told, answers = _told(asked, choice)
    if not any(each.known for each in told):
        first = told[0]
        head = f"How long searches of {asked.incident} stayed cannot be said"
        return empty(asked, head, first.under, used(asked, [choice]))
    return compose(
        asked,
        words(asked, choice, told),
        Drawn(
            lambda canvas: profile([each.line for each in told], "search", canvas),
            rows(told),
            COLUMNS,
        ),
        used(asked, [choice]),
        answers,
    )


def _told(asked: Asked, choice: Choice) -> tuple[list[Told], list[Measurement]]:
    def answer(name: str, **more: str) -> Measurement:
        return measured(asked, name, choice.where, {**settings_for(asked, name), **more})

    back, late, exponent, level, again, later = (
        answer(name) for name in METRICS if name != "residual-interest"
    )
    left = [answer("residual-interest", day=f"{day:g}") for day in DAYS]
    top = span(exact(asked, "peak", choice.where, settings_for(asked, "peak")).estimates[0])
    told = [
        back_told(asked, choice, back),
        *(
            left_told(asked, choice, top, day, each.estimates[0])
            for day, each in zip(DAYS, left, strict=True)
        ),
        *late_told(asked, choice, top, late),
        exponent_told(asked, choice, top, exponent),
        level_told(asked, choice, top, level),
        *anniversaries_told(asked, choice, top, again),
        later_told(asked, choice, later),
    ]
    return told, [back, *left, late, exponent, level, again, later]


PERSISTENCE_NUMBERS = FigureKind(
    "persistence-numbers",
    "Numbers of persistence",
    "How long searches stayed, what was left after 30, 90 and 365 days, how much came late, what is usual since, and whether it came back.",
    "search",
    METRICS,
    make,
    (SERIES, *LATE_RULE, *PERIOD),
)
"""See ``make``."""
