"""Where everything of a picture of lanes stands in pixels, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ripplemark.charts import lettering, ticks
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.flags import Flag, flags, row_height
from ripplemark.charts.labels import LEADING, Box
from ripplemark.charts.lane_parts import Lane, Lanes
from ripplemark.charts.panel import Panel

SHARES = {"attention": 1.0, "moderation": 0.8, "search": 0.62}
"""How high the lanes are, against each other."""

LEAST = 34.0
"""Pixels below which a lane shows nothing."""


@dataclass(frozen=True, slots=True)
class Written:
    """One line of a heading: its words, the width of the bold part in front, and its box."""

    bold: str
    text: str
    box: Box
    keys: tuple[tuple[str, str], ...] = ()
    """Names with their colours' keys, where this line names what found no place in the picture."""


@dataclass(frozen=True, slots=True)
class Placing:
    """One lane: its heading, its panel (None where it is quiet), and its scale."""

    heading: tuple[Written, ...]
    panel: Panel | None
    scale: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """The whole picture: its size, where times begin and end, flags, lanes, and the foot with the times."""

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
    keyed: frozenset[tuple[int, str]] = field(default_factory=frozenset)


KEY_GAP = "   "
"""Between two names under a heading."""


def small(canvas: Canvas) -> float:
    """The size of ticks and of names of events."""
    return 0.92 * canvas.letters


def arranged(of: Lanes, canvas: Canvas, keyed: frozenset[tuple[int, str]] = frozenset()) -> Layout:
    """Everything in its place; ``keyed`` names, by lane, what is named under its heading instead of in the picture."""
    size = small(canvas)
    scales = [_scale(lane, of, canvas) for lane in of.lanes]
    left = max(
        [0.0, *(_widest(lane, scale, size) for lane, scale in zip(of.lanes, scales, strict=True))]
    )
    left, right = round(left + 0.6 * size + 2), canvas.width - 0.9 * size
    across = (right - left) / (of.high - of.low)
    named = [(left + (each.line - of.low) * across, each.words) for each in of.crossings]
    raised = flags(named, 0.0, float(canvas.width), size, 3 if canvas.height else 4)
    rows = max((flag.row + 1 for flag in raised if flag is not None), default=0)
    top = rows * row_height(size) + (4 if rows else 0)
    headings = [_heading(lane, k, canvas, keyed) for k, lane in enumerate(of.lanes)]
    foot = 2 * size * LEADING + 11
    heights, gap = _heights(of, canvas, top, foot, headings)
    placings, y = [], top
    for lane, lines, height, scale in zip(of.lanes, headings, heights, scales, strict=True):
        heading = tuple(_at(line, y) for line in lines)
        y += _high(lines) + 3
        panel = None
        if lane.drawn:
            box = Box(left, y, right, y + height)
            panel = Panel(box, of.low, of.high, 0.0, _ceiling(lane, of, scale, height, size))
            y += height
        placings.append(Placing(heading, panel, tuple(scale)))
        y += gap
    y -= gap
    times = tuple(ticks.times(of.low, of.high, right - left, size))
    whole = float(canvas.height or round(y + foot))
    return Layout(
        canvas, whole, left, right, tuple(raised), size, top, tuple(placings), times, y, keyed
    )


def _scale(lane: Lane, of: Lanes, canvas: Canvas) -> list[float]:
    if not lane.drawn:
        return []
    return ticks.numbers(lane.top(of.low, of.high), 2 if canvas.narrow or canvas.height else 4)


def _ceiling(lane: Lane, of: Lanes, scale: list[float], height: float, size: float) -> float:
    """The top of a scale: room above the highest value for a line of words, at most two fifths of the lane."""
    spoken = lane.stack is None or bool(lane.stack.end_words)
    room = min(2.0 * size / height, 0.4) if spoken else 0.04
    return max(lane.top(of.low, of.high) / (1 - room), scale[-1]) or 1.0


def _widest(lane: Lane, scale: list[float], size: float) -> float:
    return max(
        (lettering.width(ticks.number(each, lane.unit), size) for each in scale), default=0.0
    )


def _heights(
    of: Lanes, canvas: Canvas, top: float, foot: float, headings: list[list[Written]]
) -> tuple[list[float], float]:
    """Each lane's height and the gap between lanes: their own, or what a fixed height leaves."""
    shares = [SHARES[lane.accent] if lane.drawn else 0.0 for lane in of.lanes]
    gap = 1.2 * canvas.letters
    if canvas.height is None:
        tall = min(max(0.27 * canvas.width, 11 * canvas.letters), 19 * canvas.letters)
        return [share * tall for share in shares], gap
    gap = 0.7 * canvas.letters
    used = top + foot + sum(_high(lines) + 3 for lines in headings) + gap * (len(headings) - 1)
    left_over = max(canvas.height - used, LEAST * sum(share > 0 for share in shares))
    whole = sum(shares) or 1.0
    return [left_over * share / whole for share in shares], gap


def _heading(
    lane: Lane, number: int, canvas: Canvas, keyed: frozenset[tuple[int, str]]
) -> list[Written]:
    """The heading's lines with boxes from y = 0: the name and what is drawn, what to add, names without a place."""
    size, room = canvas.letters, float(canvas.width)
    bold = lettering.width(f"{lane.title}  ", size, bold=True)
    about = next((text for text in lane.about if bold + lettering.width(text, size) <= room), None)
    lines = [_line(lane.title, about or "", 0, size, room)]
    if about is None and lane.about:
        short = lane.about[-1] if canvas.height else lane.about[0]
        lines += _wrapped(short, len(lines), size, room)
    if lane.quiet:
        lines += _wrapped(lane.quiet, len(lines), size, room)
    names = tuple((text, colour) for text, colour in _colours(lane) if (number, text) in keyed)
    return lines + _keys(names, lines, size, room)


def _keys(
    names: tuple[tuple[str, str], ...], lines: list[Written], size: float, room: float
) -> list[Written]:
    """Names without a place in as few lines as hold them: beside the last line of the heading, else below it."""
    found: list[Written] = []
    rows: list[tuple[tuple[str, str], ...]] = []
    for each in names:
        longer = (*rows[-1], each) if rows else (each,)
        if rows and _line("", _key(longer), 0, size, room * 9).box.right <= room:
            rows[-1] = longer
        else:
            rows.append((each,))
    beside = lines[-1].box.right + 2 * size if lines else room
    for k, row in enumerate(rows):
        key = _line("", _key(row), len(lines) + k, size, room)
        if len(rows) == 1 and beside + key.box.right <= room:
            key = _line("", _key(row), len(lines) - 1, size, room)
            key = replace(key, box=replace(key.box, left=beside, right=beside + key.box.right))
        found.append(replace(key, keys=row))
    return found


def _key(names: tuple[tuple[str, str], ...]) -> str:
    return KEY_GAP.join(f"■ {text}" for text, _ in names)


def _colours(lane: Lane) -> list[tuple[str, str]]:
    found = [(line.names[0], line.channel) for line in lane.lines if line.names]
    return found + [
        (each.names[0], each.state) for each in (lane.stack.layers if lane.stack else ())
    ]


def _wrapped(text: str, row: int, size: float, room: float) -> list[Written]:
    rows = lettering.wrapped(text, size, room)
    return [_line("", words, row + k, size, room) for k, words in enumerate(rows)]


def _line(bold: str, text: str, row: int, size: float, room: float) -> Written:
    wide = lettering.width(text, size)
    if bold:
        wide += lettering.width(f"{bold}  ", size, bold=True)
    high = size * LEADING
    return Written(bold, text, Box(0.0, row * high, min(wide, room), (row + 1) * high))


def _high(lines: list[Written]) -> float:
    return lines[-1].box.bottom if lines else 0.0


def _at(line: Written, y: float) -> Written:
    box = Box(line.box.left, line.box.top + y, line.box.right, line.box.bottom + y)
    return Written(line.bold, line.text, box, line.keys)
