"""The headings of lanes: name, what is drawn, what to add, and the names that found no place; above a lane or beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ripplemark.charts import lettering
from ripplemark.charts.labels import LEADING, Box
from ripplemark.charts.lane_parts import Lane

GAP = 1.6
"""Between two names under a heading, in letters."""
SWATCH = 0.62
"""The side of a name's swatch, in letters."""

Key = tuple[str, str]
"""A name, and the key of its colour."""


@dataclass(frozen=True, slots=True)
class Written:
    """One line of a heading: its bold part, the words after it, and its box; ``key`` where it names a colour instead.

    ``small`` words stand in a column beside the lane.
    """

    bold: str
    text: str
    box: Box
    key: Key | None = None
    small: bool = False


def above(
    lane: Lane, keys: Sequence[Key], size: float, room: float, *, brief: bool
) -> list[Written]:
    """The heading in as few lines as hold it, from y = 0; ``brief`` leaves out what does not fit the first line."""
    title = lettering.width(f"{lane.title}  ", size, bold=True)
    fitting = [text for text in lane.about if title + lettering.width(text, size) <= room]
    about = fitting[0] if fitting else ""
    beside = [
        text for text in fitting if title + lettering.width(text, size) + _wide(keys, size) <= room
    ]
    if keys and beside and (len(keys) == 1 or beside[0] == about):
        about = beside[0]
    lines = [_line(lane.title, about, 0, size)]
    if not fitting and lane.about and not brief:
        lines += _wrapped(lane.about[0], 1, size, room)
    if lane.quiet and not brief:
        lines += _wrapped(lane.quiet, len(lines), size, room)
    return lines + _keys(keys, lines, size, room)


def beside(lane: Lane, keys: Sequence[Key], size: float, room: float, lines: int) -> list[Written]:
    """The heading in a column so wide, of at most so many lines, from y = 0; what is drawn in its fullest wording that fits."""
    left = max(lines - 1 - len(keys), 0)
    told = [lane.quiet] if lane.quiet else list(lane.about)
    wordings = [lettering.wrapped(text, 0.92 * size, room) for text in told]
    chosen = next((each for each in wordings if len(each) <= left), [])
    found = [_line(lane.title, "", 0, size)]
    found += [replace(_line("", words, 1 + k, size), small=True) for k, words in enumerate(chosen)]
    for key in keys[: max(lines - 1, 0)]:
        found.append(_key(key, 0.0, len(found), size))
    return found


def column(lanes: Sequence[Lane], size: float, most: float) -> float:
    """How wide a column of headings is: for names and what may be named in them, at most ``most`` pixels."""
    widest = max(lettering.width(lane.title, size, bold=True) for lane in lanes)
    named = [
        _key_width(layer.names[0], size)
        for lane in lanes
        if lane.stack is not None
        for layer in lane.stack.layers
    ]
    return min(max(widest, 10.5 * size, *named, 0.0), most)


def high(lines: Sequence[Written]) -> float:
    """How high a heading is."""
    return max((line.box.bottom for line in lines), default=0.0)


def lowered(line: Written, y: float) -> Written:
    """The line so many pixels further down."""
    box = line.box
    return replace(line, box=Box(box.left, box.top + y, box.right, box.bottom + y))


def _wide(keys: Sequence[Key], size: float) -> float:
    """How much room names take beside a line, the gap before them included."""
    return sum(GAP * size + _key_width(text, size) for text, _ in keys)


def _key_width(text: str, size: float) -> float:
    return (SWATCH + 0.4) * size + lettering.width(text, size)


def _keys(keys: Sequence[Key], lines: Sequence[Written], size: float, room: float) -> list[Written]:
    """The names in the heading's last line where all of them fit there, else in lines below it."""
    last = max(lines, key=lambda line: line.box.top)
    row = round(last.box.top / (size * LEADING))
    x = last.box.right + GAP * size
    if last.box.right + _wide(keys, size) > room:
        row, x = row + 1, 0.0
    found: list[Written] = []
    for key in keys:
        wide = _key_width(key[0], size)
        if x and x + wide > room:
            row, x = row + 1, 0.0
        found.append(_key(key, x, row, size))
        x += wide + GAP * size
    return found


def _key(key: Key, x: float, row: int, size: float) -> Written:
    tall = size * LEADING
    box = Box(x, row * tall, x + _key_width(key[0], size), (row + 1) * tall)
    return Written("", key[0], box, key)


def _wrapped(text: str, row: int, size: float, room: float) -> list[Written]:
    rows = lettering.wrapped(text, size, room)
    return [_line("", words, row + k, size) for k, words in enumerate(rows)]


def _line(bold: str, text: str, row: int, size: float) -> Written:
    wide = lettering.width(text, size)
    if bold:
        wide += lettering.width(f"{bold}  " if text else bold, size, bold=True)
    tall = size * LEADING
    return Written(bold, text, Box(0.0, row * tall, wide, (row + 1) * tall))
