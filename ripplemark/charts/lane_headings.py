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
    rows = [_key_rows(key, size, room) for key in keys]
    left = max(lines - 1 - sum(map(len, rows)), 0)
    told = [lane.quiet] if lane.quiet else list(lane.about)
    wordings = [lettering.wrapped(text, 0.92 * size, room) for text in told]
    chosen = next((each for each in wordings if len(each) <= left), [])
    found = [_line(lane.title, "", 0, size)]
    found += [replace(_line("", words, 1 + k, size), small=True) for k, words in enumerate(chosen)]
    for each in rows:
        if len(found) + len(each) <= max(lines, 2):
            found += [lowered(row, len(found) * size * LEADING) for row in each]
    return found


def words_room(room: float, size: float) -> float:
    """How wide a name may be in a column so wide, beside its swatch."""
    return room - _indent(size)


def _indent(size: float) -> float:
    return (SWATCH + 0.4) * size


def _key_rows(key: Key, size: float, room: float) -> list[Written]:
    """A name with its swatch from y = 0, in as many lines as the column makes of it."""
    first, *rest = lettering.wrapped(key[0], size, words_room(room, size)) or [""]
    found = [_key((first, key[1]), 0.0, 0, size)]
    for k, words in enumerate(rest, 1):
        box = _line("", words, k, size).box
        found.append(
            Written("", words, replace(box, left=_indent(size), right=_indent(size) + box.right))
        )
    return found


def column(lanes: Sequence[Lane], size: float, width: float) -> float:
    """How wide a column of headings is in a picture so wide: for names, and for what may be named in them.

    In their fullest wordings at most a quarter of the picture; a little more where the shortest ones need it.
    """
    widest = max(lettering.width(lane.title, size, bold=True) for lane in lanes)
    layers = [each for lane in lanes if lane.stack is not None for each in lane.stack.layers]
    full, short = (
        max((_key_width(each.names[k], size) for each in layers), default=0.0) for k in (0, -1)
    )
    wanted = max(widest, 10.5 * size, min(full, _COLUMN * width), short)
    return min(wanted, (_COLUMN if wanted > short else _WIDEST) * width)


_COLUMN, _WIDEST = 0.24, 0.31
"""Shares of the picture's width that the column of headings takes."""


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
    return _indent(size) + lettering.width(text, size)


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
