"""How a number of searches moves when its thresholds do: the same strips, of what says how long searches keep a story alive."""

from __future__ import annotations

from ripplemark.figure import Figure
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import SERIES
from ripplemark.figures.search import search_series
from ripplemark.figures.sensitivity import strips_of
from ripplemark.measures.base import Parameter
from ripplemark.measures.period import PERIOD
from ripplemark.measures.thresholds import LATE_RULE

METRICS = ("return-to-baseline", "time-since-return", "residual-interest", "tail-exponent")
METRIC = Parameter(
    "metric", "the number whose thresholds are varied", "return-to-baseline", str, METRICS
)


def make(asked: Asked) -> Figure:
    """The strips of the main series of searches; without one, what is needed."""
    choice = search_series(asked)
    return choice if isinstance(choice, Figure) else strips_of(asked, choice)


SEARCH_SENSITIVITY = FigureKind(
    "search-sensitivity",
    "Does it depend on a threshold? Searches",
    "One number of a series of searches (the return to the usual range, the time since then, what is left 30 days after the peak, the "
    "exponent of the tail) for every plausible value of each of its thresholds, with the defaults marked.",
    "search",
    METRICS,
    make,
    (METRIC, SERIES, *LATE_RULE, *PERIOD),
)
"""See ``make``."""
