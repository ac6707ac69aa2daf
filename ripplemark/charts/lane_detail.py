"""How much is said around the lanes: rows of names, headings with what is named in them, and the list below the axis."""

from __future__ import annotations

from dataclasses import dataclass

from ripplemark.charts import lane_headings, lettering
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import LEADING, Box
from ripplemark.charts.lane_headings import Key, Written
from ripplemark.charts.lane_parts import Lane


@dataclass(frozen=True, slots=True)
class Detail:
    """How much is said: rows of events' names, lines of the axis, whether headings may wrap and what has no place is listed."""

    rows: int = 4
    foot: int = 2
    brief: bool = False
    keys: bool = True
    listed: bool = True
    scaled: bool = True


FULL = Detail()
DETAILS = (
    Detail(3),
    Detail(2, 1, brief=True),
    Detail(1, 1, brief=True, listed=False),
    Detail(1, 1, brief=True, keys=False, listed=False),
    Detail(0, 1, brief=True, keys=False, listed=False, scaled=False),
)
"""For a fixed height: what is left out in turn until the lanes can be read."""


def small(canvas: Canvas) -> float:
    """The size of ticks and of names of events."""
    return 0.92 * canvas.letters


def heading(
    lane: Lane,
    number: int,
    canvas: Canvas,
    keyed: frozenset[tuple[int, str]],
    detail: Detail,
    gutter: float,
) -> list[Written]:
    """What stands above a lane, from y = 0; beside a drawn one (``gutter`` is the column's width) nothing does."""
    size, room = canvas.letters, float(canvas.width)
    if gutter:
        if lane.drawn:
            return []
        return [
            *lane_headings.above(lane, (), size, room, brief=True),
            Written(
                "",
                lane.quiet,
                Box(gutter, 0, gutter + lettering.width(lane.quiet, size), size * LEADING),
            ),
        ]
    keys = names_keyed(lane, number, keyed) if detail.keys else ()
    return lane_headings.above(lane, keys, size, room, brief=detail.brief)


def names_keyed(
    lane: Lane,
    number: int,
    keyed: frozenset[tuple[int, str]],
    size: float = 0.0,
    room: float | None = None,
) -> tuple[Key, ...]:
    """The names that are told in the heading, each in its first wording that is no wider than ``room``, else its last."""
    found = [(line.names, line.channel) for line in lane.lines if line.names]
    found += [(each.names, each.state) for each in (lane.stack.layers if lane.stack else ())]
    return tuple(
        (lettering.fitting(names, size, room) if room else names[0], colour)
        for names, colour in found
        if (number, names[0]) in keyed
    )


def events_listed(unnamed: list[str], canvas: Canvas) -> list[Written]:
    """The events that have a number for a name, or none, in lines below the axis."""
    if not unnamed:
        return []
    size = small(canvas)
    rows = lettering.wrapped("; ".join(unnamed), size, float(canvas.width))
    tall = size * LEADING
    return [
        Written("", text, Box(0.0, 4 + k * tall, lettering.width(text, size), 4 + (k + 1) * tall))
        for k, text in enumerate(rows)
    ]
