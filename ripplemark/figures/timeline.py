"""An incident on one clock: attention, what became of the items, and searches, with events across all three."""

from __future__ import annotations

from dataclasses import replace

from ripplemark.charts.lanes import lanes
from ripplemark.errors import UnknownName
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.knowing import Known, known
from ripplemark.figures.timeline_empty import nothing
from ripplemark.figures.timeline_lanes import shown
from ripplemark.figures.timeline_rows import COLUMNS, rows
from ripplemark.figures.timeline_stack import names
from ripplemark.figures.timeline_window import VIEW, windowed
from ripplemark.figures.timeline_words import words
from ripplemark.measures.lags import CLOCK, GONE
from ripplemark.measures.period import FROM, TO


def _make(asked: Asked) -> Figure:
    if asked.where:
        raise UnknownName("selection of 'incident-timeline'", asked.where[0][0], ())
    of = known(asked, asked.texts)
    if of.nothing:
        return nothing(asked)
    window = windowed(of)
    picture = shown(of, window)
    if picture is None:
        return _waiting(asked, of)
    said = words(of, picture, window)
    drawn = Drawn(lambda canvas: lanes(picture, canvas), rows(of, picture), COLUMNS)
    queries = ["moderation/items_over_time"] if of.standing else []
    queries += ["archive/events_of_incident"] if of.events else []
    lines = dict(of.standing.lines) if of.standing else {}
    named = {names(of)[state][0]: numbers for state, numbers in lines.items()}
    return compose(asked, said, drawn, of.used, of.measured, queries, named)


def _waiting(asked: Asked, of: Known) -> Figure:
    """Nothing is drawn: the stretch asked for is empty, or every channel waits for its main series."""
    offered = sum(of.unchosen.values()) + (of.searches if of.search is None else 0)
    if offered:
        head = f"{asked.incident} has {offered} series and none is chosen"
        return empty(
            asked, head, "Choose a main series for each channel; units are never added up."
        )
    return empty(
        asked, f"{asked.incident} has nothing on record in this period", "Widen the period."
    )


TIMELINE = FigureKind(
    "incident-timeline",
    "Timeline of an incident",
    "Attention, what became of the items, and searches on one clock, with events across all of them.",
    "all",
    ("onset", "peak", "half-life", "median-lag", "return-to-baseline"),
    _make,
    (
        replace(
            FROM,
            about="where the picture begins: a date such as 2025-03-01 in the home zone, or a moment",
        ),
        replace(TO, about="where the picture ends, itself not included: a date or a moment"),
        VIEW,
        CLOCK,
        GONE,
    ),
)
