"""A few numbers of one thing below one another, each in its own unit: its name, the number in words, and where it stands on a scale of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ripplemark.charts import lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.tiles import Tiles

_SHARE = 0.44
"""Of the width, for names and what they are, where they stand beside the numbers."""
_LINE = 1.32
"""Height of a line of small letters."""


@dataclass(frozen=True, slots=True)
class Track:
    """The scale of one number: its ends with what they are called, the number and its interval, and a value to compare with.

    ``high`` is None where the interval is open above. ``filled`` draws the way from the first end to the number (a share), or from
    the number to the last end (what has lasted since).
    """

    first: float
    last: float
    ends: tuple[str, str]
    value: float | None = None
    low: float | None = None
    high: float | None = None
    mark: tuple[float, str] | None = None
    filled: Literal["", "before", "after"] = ""
    modelled: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One number: what it is called and what it is, the number in words, what stands under it, and its scale, or several below one another.

    ``known`` is False where there is no number: ``under`` then says what is missing and how to get it.
    """

    name: str
    about: str
    words: str
    under: str
    tracks: tuple[Track, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True)
class _At:
    """Where a line stands, and its texts in lines."""

    top: float
    height: float
    name: Sequence[str]
    about: Sequence[str]
    words: Sequence[str]
    under: Sequence[str]


def profile(of: Sequence[Line], colour: str, canvas: Canvas) -> Any:
    """The Plotly figure; on a narrow canvas the number stands below its name.

    ``colour`` is the name of an accent: 'attention', 'moderation' or 'search'.
    """
    letters = canvas.letters
    stacked = canvas.narrow
    left = 0.0 if stacked else _SHARE * canvas.width + letters
    room = canvas.width - left - 2
    rows = _places(of, canvas, room, stacked)
    bottom = rows[-1].top + rows[-1].height if rows else 4 * letters
    plane = Tiles(canvas, max(canvas.height or 0, round(bottom + 2)))
    tone = getattr(plane.look, colour)
    for each, at in zip(of, rows, strict=True):
        if at.top:
            plane.rule(0, at.top, canvas.width, at.top, plane.look.grid)
        _line(plane, each, at, (left, left + room), stacked, tone)
    return plane.figure()


def _places(of: Sequence[Line], canvas: Canvas, room: float, stacked: bool) -> list[_At]:
    letters, top, found = canvas.letters, 0.0, []
    size = SMALL * letters
    names = canvas.width if stacked else _SHARE * canvas.width
    for each in of:
        name = lettering.wrapped(each.name, letters, names, bold=True)
        about = lettering.wrapped(each.about, size, names)
        words = lettering.wrapped(each.words, letters, room, bold=True)
        under = lettering.wrapped(each.under, size, room)
        own = (0.5 + 1.4 * len(name)) * letters + _LINE * size * len(about)
        number = (
            (0.6 + 1.4 * len(words)) * letters + _LINE * size * len(under) + _track(each, letters)
        )
        height = own + number if stacked else max(own, number)
        found.append(_At(top, height + 0.9 * letters, name, about, words, under))
        top += height + 0.9 * letters
    return found


def _track(each: Line, letters: float) -> float:
    """The height of the scales with what their ends are called."""
    return 2.9 * letters * len(each.tracks)


def _line(
    plane: Tiles, each: Line, at: _At, across: tuple[float, float], stacked: bool, tone: str
) -> None:
    letters, look = plane.canvas.letters, plane.look
    size = SMALL * letters
    y = at.top + 1.3 * letters
    for line in at.name:
        plane.text(line, 0, y, look.ink, letters, bold=True)
        y += 1.4 * letters
    y -= 0.15 * letters
    for line in at.about:
        plane.text(line, 0, y, look.quiet, size)
        y += _LINE * size
    left, right = across
    y = (y + 0.5 * letters) if stacked else at.top + 1.3 * letters
    for line in at.words:
        plane.text(line, left, y, look.ink if each.known else look.quiet, letters, bold=each.known)
        y += 1.4 * letters
    y -= 0.15 * letters
    for line in at.under:
        plane.text(line, left, y, look.quiet, size)
        y += _LINE * size
    for track in each.tracks:
        _scale(plane, track, Box(left, y, right, y + 2.7 * letters), tone)
        y += 2.9 * letters


def _scale(plane: Tiles, of: Track, box: Box, tone: str) -> None:
    """A thin line from end to end with the interval as a bar and the number as a dot on it; names of the ends below."""
    letters, look = plane.canvas.letters, plane.look
    size, y = SMALL * letters, box.top + 0.7 * letters
    inset = 0.5 * letters
    wide = max(of.last - of.first, 1e-12)

    def x(value: float) -> float:
        inside = min(max((value - of.first) / wide, 0.0), 1.0)
        return box.left + inset + inside * (box.right - box.left - 2 * inset)

    plane.rule(x(of.first), y, x(of.last), y, look.grid, width=2)
    if of.filled and of.value is not None:
        way_ends = (of.first, of.value) if of.filled == "before" else (of.value, of.last)
        way = Box(x(way_ends[0]), y - 0.16 * letters, x(way_ends[1]), y + 0.16 * letters)
        plane.rectangles([way], tone, "full", 0.35)
    low = of.low if of.low is not None else of.value
    high = of.high if of.high is not None else (of.value if of.low is None else of.last)
    if low is not None and high is not None and high > low:
        bar = Box(x(low), y - 0.3 * letters, x(high), y + 0.3 * letters)
        plane.rectangles([bar], tone, "hatched" if of.value is None else "full", 0.3)
    if of.low is not None and (of.high is None or of.high > of.last):
        plane.dots([x(of.last)], [y], tone, 8, symbol="triangle-right")
    if of.mark is not None:
        plane.rule(
            x(of.mark[0]),
            y - 0.6 * letters,
            x(of.mark[0]),
            y + 0.6 * letters,
            look.ink,
            layer="above",
        )
    if of.value is not None:
        plane.dots([x(of.value)], [y], tone, 0.8 * letters, hollow=of.modelled)
    _ends(plane, of, box, y + 1.5 * letters, x(of.mark[0]) if of.mark else None, size)


def _ends(plane: Tiles, of: Track, box: Box, y: float, mark: float | None, size: float) -> None:
    """What the ends are called, and the value to compare with where there is room between them."""
    look = plane.look
    first, last = of.ends
    plane.text(first, box.left, y, look.quiet, size)
    plane.text(last, box.right, y, look.quiet, size, align="right")
    if mark is None or of.mark is None:
        return
    half = lettering.width(of.mark[1], size) / 2
    inside = (
        box.left + lettering.width(first, size) + size,
        box.right - lettering.width(last, size) - size,
    )
    if inside[0] <= mark - half and mark + half <= inside[1]:
        plane.text(of.mark[1], mark, y, look.ink, size, align="center")
