"""Where everything of a picture of lanes stands in pixels, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from ripplemark.charts import lane_headings, ticks
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.flags import Flag, raised, row_height
from ripplemark.charts.labels import LEADING, Box
from ripplemark.charts.lane_detail import (
    DETAILS,
    FULL,
    Detail,
    events_listed,
    heading,
    names_keyed,
    small,
)
from ripplemark.charts.lane_headings import Written
from ripplemark.charts.lane_parts import Lane, Lanes
from ripplemark.charts.lane_scales import scale, widest
from ripplemark.charts.panel import Panel

SHARES = {"attention": 1.0, "moderation": 0.8, "search": 0.62}
"""How high the lanes are, against each other."""

COMFORT = 2.6
"""A lane lower than so many letters is hard to read: rather leave words out."""
LEAST = 1.2
"""The height of the lowest lane, in letters; a picture too low for that grows."""
WIDE = 1.7
"""Where a picture of fixed height is wider than so many times its height, headings stand beside the lanes."""


@dataclass(frozen=True, slots=True)
class Placing:
    """One lane: its heading, its panel (None where it is quiet), and its scale."""

    heading: tuple[Written, ...]
    panel: Panel | None
    scale: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole picture: its size, where times begin and end, flags, lanes, and the foot with the times.

    ``flags`` are None where an event has no room for any name: it is not drawn. ``listed`` are lines below the axis
    that name the numbered ones.
    """

    canvas: Canvas
    height: float
    left: float
    right: float
    flags: tuple[Flag | None, ...]
    flag_size: float
    flags_bottom: float
    lanes: tuple[Placing, ...]
    times: tuple[ticks.Tick, ...]
    bottom: float
    keyed: frozenset[tuple[int, str]]
    listed: tuple[Written, ...]
    detail: Detail


def arranged(of: Lanes, canvas: Canvas, keyed: frozenset[tuple[int, str]] = frozenset()) -> Layout:
    """Everything in its place; ``keyed`` names, by lane, what is named in its heading instead of in the picture.

    Of a fixed height words are left out until the lanes can be read. Where even that does not do the picture is higher
    than asked.
    """
    if canvas.height is None:
        return _laid(of, canvas, keyed, FULL)
    wanted = COMFORT * canvas.letters
    for detail in DETAILS:
        found = _laid(of, canvas, keyed, detail)
        panels = [each.panel for each in found.lanes if each.panel is not None]
        lowest = min((each.box.bottom - each.box.top for each in panels), default=wanted)
        if lowest >= wanted and found.height <= canvas.height:
            break
    return found


def _laid(of: Lanes, canvas: Canvas, keyed: frozenset[tuple[int, str]], detail: Detail) -> Layout:
    size = small(canvas)
    gutter = _gutter(of, canvas)
    wide = max((widest(lane, of, size) for lane in of.lanes), default=0.0) if detail.scaled else 0.0
    left, right = round(gutter + wide + 0.6 * size + 2), canvas.width - 0.9 * size
    across = (right - left) / (of.high - of.low)
    events = [
        (left + (each.line - of.low) * across, each.words, each.needed) for each in of.crossings
    ]
    edge = float(left if gutter else 0.0)
    named, unnamed = raised(events, (edge, float(canvas.width)), size, detail.rows, detail.listed)
    rows = max((flag.row + 1 for flag in named if flag is not None), default=0)
    top = rows * row_height(size) + (4 if rows else 0)
    list_ = events_listed(unnamed, canvas) if detail.listed else []
    foot = detail.foot * size * LEADING + 11
    below = foot + lane_headings.high(list_)
    headings = [heading(lane, k, canvas, keyed, detail, gutter) for k, lane in enumerate(of.lanes)]
    heights, gap = _heights(of, canvas, top + below, headings, bool(gutter))
    placings, y = [], top
    for k, (lane, height) in enumerate(zip(of.lanes, heights, strict=True)):
        placing, y = _placed(
            of, lane, headings[k], y, height, (left, right), canvas, bool(gutter), detail
        )
        placings.append(placing)
        y += gap
    y -= gap
    if gutter:
        placings = [
            _beside(lane, k, each, canvas, keyed, gutter)
            for k, (lane, each) in enumerate(zip(of.lanes, placings, strict=True))
        ]
    found = ticks.times(of.low, of.high, right - left, size)
    if detail.foot == 1:
        found = ticks.in_one_line(found, of.low, of.high, right - left, size)
    list_ = [lane_headings.lowered(each, y + foot) for each in list_]
    whole = max(float(canvas.height or 0), float(round(y + below)))
    times, flags = tuple(found), tuple(named)
    return Layout(
        canvas,
        whole,
        left,
        right,
        flags,
        size,
        top,
        tuple(placings),
        times,
        y,
        keyed,
        tuple(list_),
        detail,
    )


def _gutter(of: Lanes, canvas: Canvas) -> float:
    """How wide the column of headings is; 0 where they stand above their lanes."""
    if canvas.height is None or canvas.narrow or canvas.width < WIDE * canvas.height:
        return 0.0
    return (
        lane_headings.column(of.lanes, canvas.letters, float(canvas.width)) + 1.2 * canvas.letters
    )


def _placed(
    of: Lanes,
    lane: Lane,
    lines: list[Written],
    y: float,
    height: float,
    edges: tuple[float, float],
    canvas: Canvas,
    gutter: bool,
    detail: Detail,
) -> tuple[Placing, float]:
    """A lane from a height on, and where it ends."""
    heading = tuple(lane_headings.lowered(line, y) for line in lines)
    start = y
    if lines and not gutter:
        y += lane_headings.high(lines) + 3
    if not lane.drawn:
        return Placing(heading, None), max(y, start + (height if gutter else 0.0))
    size = small(canvas)
    ceiling, numbers = scale(lane, of, height, size)
    panel = Panel(Box(edges[0], y, edges[1], y + height), of.low, of.high, 0.0, ceiling)
    return Placing(heading, panel, tuple(numbers) if detail.scaled else (0.0,)), y + height


def _beside(
    lane: Lane,
    number: int,
    placing: Placing,
    canvas: Canvas,
    keyed: frozenset[tuple[int, str]],
    gutter: float,
) -> Placing:
    """The lane with its heading in the column beside it."""
    if placing.panel is None:
        return placing
    size, box = canvas.letters, placing.panel.box
    lines = int((box.bottom - box.top + 0.6 * size) // (size * LEADING))
    room = gutter - 0.6 * size
    keys = names_keyed(lane, number, keyed, size, lane_headings.words_room(room, size))
    found = lane_headings.beside(lane, keys, size, room, max(lines, 1))
    return Placing(
        tuple(lane_headings.lowered(each, box.top) for each in found), placing.panel, placing.scale
    )


def _heights(
    of: Lanes, canvas: Canvas, around: float, headings: list[list[Written]], gutter: bool
) -> tuple[list[float], float]:
    """Each lane's height and the gap between lanes: their own, or what a fixed height leaves."""
    shares = [SHARES[lane.accent] if lane.drawn else 0.0 for lane in of.lanes]
    if canvas.height is None:
        tall = min(max(0.27 * canvas.width, 11 * canvas.letters), 19 * canvas.letters)
        return [share * tall for share in shares], 1.2 * canvas.letters
    gap = 0.7 * canvas.letters
    used = around + gap * (len(headings) - 1)
    if gutter:
        shares = [share or 0.25 for share in shares]
    else:
        used += sum(lane_headings.high(lines) + 3 for lines in headings)
    least = LEAST * canvas.letters * sum(share > 0 for share in shares)
    whole = sum(shares) or 1.0
    return [max(canvas.height - used, least) * share / whole for share in shares], gap
