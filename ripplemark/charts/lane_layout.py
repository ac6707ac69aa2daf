"""Where everything of a picture of lanes stands in pixels, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from ripplemark.charts import lane_headings, lettering, ticks
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.flags import Flag, raised, row_height
from ripplemark.charts.labels import LEADING, Box
from ripplemark.charts.lane_headings import Key, Written
from ripplemark.charts.lane_parts import Lane, Lanes
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


def small(canvas: Canvas) -> float:
    """The size of ticks and of names of events."""
    return 0.92 * canvas.letters


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
    wide = (
        max((_widest(lane, of, size) for lane in of.lanes), default=0.0) if detail.scaled else 0.0
    )
    left, right = round(gutter + wide + 0.6 * size + 2), canvas.width - 0.9 * size
    across = (right - left) / (of.high - of.low)
    events = [
        (left + (each.line - of.low) * across, each.words, each.needed) for each in of.crossings
    ]
    edge = float(left if gutter else 0.0)
    named, unnamed = raised(events, (edge, float(canvas.width)), size, detail.rows, detail.listed)
    rows = max((flag.row + 1 for flag in named if flag is not None), default=0)
    top = rows * row_height(size) + (4 if rows else 0)
    list_ = _listed(unnamed, canvas) if detail.listed else []
    foot = detail.foot * size * LEADING + 11
    below = foot + lane_headings.high(list_)
    headings = [_heading(lane, k, canvas, keyed, detail, gutter) for k, lane in enumerate(of.lanes)]
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
        lane_headings.column(of.lanes, canvas.letters, 0.24 * canvas.width) + 1.2 * canvas.letters
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
    ceiling, scale = _scale(lane, of, height, size)
    panel = Panel(Box(edges[0], y, edges[1], y + height), of.low, of.high, 0.0, ceiling)
    return Placing(heading, panel, tuple(scale) if detail.scaled else (0.0,)), y + height


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
    found = lane_headings.beside(
        lane, _keyed(lane, number, keyed), size, gutter - 0.6 * size, max(lines, 1)
    )
    return Placing(
        tuple(lane_headings.lowered(each, box.top) for each in found), placing.panel, placing.scale
    )


def _scale(lane: Lane, of: Lanes, height: float, size: float) -> tuple[float, list[float]]:
    """The top of a lane's axis, and round values on it whose numbers do not touch."""
    highest = lane.top(of.low, of.high)
    for most in (4, 3, 2, 1):
        scale = ticks.numbers(highest, most)
        ceiling = _ceiling(lane, highest, scale, height, size)
        if len(scale) < 2 or height * (scale[1] - scale[0]) / ceiling >= 1.6 * size:
            return ceiling, scale
    return ceiling, [0.0, scale[-1]] if height * scale[-1] / ceiling >= 1.3 * size else [0.0]


def _ceiling(lane: Lane, highest: float, scale: list[float], height: float, size: float) -> float:
    """Room above the highest value for a line of words, at most two fifths of the lane, and little in a low one."""
    spoken = lane.stack is None or bool(lane.stack.end_words)
    most = 0.4 if height >= 6 * size else 0.22
    room = min(2.0 * size / height, most) if spoken else 0.04
    return max(highest / (1 - room), scale[-1]) or 1.0


def _widest(lane: Lane, of: Lanes, size: float) -> float:
    """The width of the widest number that may stand on a lane's scale."""
    if not lane.drawn:
        return 0.0
    highest = lane.top(of.low, of.high)
    values = {each for most in (1, 2, 3, 4) for each in ticks.numbers(highest, most)}
    return max(lettering.width(ticks.number(each, lane.unit), size) for each in values)


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


def _heading(
    lane: Lane,
    number: int,
    canvas: Canvas,
    keyed: frozenset[tuple[int, str]],
    detail: Detail,
    gutter: float,
) -> list[Written]:
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
    keys = _keyed(lane, number, keyed) if detail.keys else ()
    return lane_headings.above(lane, keys, size, room, brief=detail.brief)


def _keyed(lane: Lane, number: int, keyed: frozenset[tuple[int, str]]) -> tuple[Key, ...]:
    found = [(line.names[0], line.channel) for line in lane.lines if line.names]
    found += [(each.names[0], each.state) for each in (lane.stack.layers if lane.stack else ())]
    return tuple(each for each in found if (number, each[0]) in keyed)


def _listed(unnamed: list[str], canvas: Canvas) -> list[Written]:
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
