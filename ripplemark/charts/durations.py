"""Several durations of one thing below one another on one axis of time, each with its name and what it is, and its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ripplemark.charts import lapse, lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.lapse import Lapse
from ripplemark.charts.tiles import Tiles

_SHARE = 0.46
"""Of the width, for names and what they are, where they stand beside the plot."""
_ROW = 4.3
"""The least height of a row beside the plot, in letters."""


@dataclass(frozen=True, slots=True)
class Duration:
    """One duration: its name, what it is in a few words, its number in words; in hours its value and ends, None where open.

    ``modelled``: of a fitted law, drawn hollow; what is read off the bins is drawn full.
    """

    name: str
    about: str
    words: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    modelled: bool = False

    @property
    def ends(self) -> list[float]:
        """What is known of it, hours, in order."""
        return [each for each in (self.low, self.value, self.high) if each is not None]


@dataclass(frozen=True, slots=True)
class _At:
    """Where a row stands: its top, its height, the lines of what it is."""

    top: float
    height: float
    about: Sequence[str]


def durations(of: Sequence[Duration], axis: str, canvas: Canvas) -> Any:
    """The Plotly figure; on a narrow canvas names stand above their bars."""
    letters, size = canvas.letters, SMALL * canvas.letters
    stacked = canvas.narrow
    left = 0.0 if stacked else _SHARE * canvas.width
    right = canvas.width - 1.2 * letters
    ends = [at for each in of for at in each.ends]
    scale = lapse.lapse(left + 4, right, [at for at in ends if at > 0], max(ends, default=24.0))
    room = canvas.width - (0 if stacked else canvas.width - left + letters)
    rows = _places(of, room, letters, stacked)
    bottom = rows[-1].top + rows[-1].height if rows else 0.0
    foot = lapse.foot(letters, canvas.width - scale.left, scale, axis)
    least = round(bottom + foot + 2)
    plane = Tiles(canvas, max(canvas.height or 0, least))
    lapse.axis(plane, scale, Box(scale.left, 0, scale.right, bottom), axis)
    for each, at in zip(of, rows, strict=True):
        if at.top:
            plane.rule(0, at.top, canvas.width, at.top, plane.look.grid)
        _row(plane, each, at, scale, stacked, size)
    return plane.figure()


def _places(of: Sequence[Duration], room: float, letters: float, stacked: bool) -> list[_At]:
    size, top, found = SMALL * letters, 0.0, []
    for each in of:
        about = lettering.wrapped(each.about, size, room)
        text = (1.9 + 1.25 * len(about)) * letters
        height = text + 3.0 * letters if stacked else max(text + 0.6 * letters, _ROW * letters)
        found.append(_At(top, height, about))
        top += height
    return found


def _row(plane: Tiles, each: Duration, at: _At, scale: Lapse, stacked: bool, size: float) -> None:
    letters, look = plane.canvas.letters, plane.look
    plane.text(each.name, 0, at.top + 1.1 * letters, look.ink, letters, bold=True)
    for k, line in enumerate(at.about):
        plane.text(line, 0, at.top + (2.35 + 1.25 * k) * letters, look.quiet, size)
    y = at.top + (at.height - 0.9 * letters if stacked else 0.66 * at.height)
    _bar(plane, each, scale, y)
    wide = lettering.width(each.words, letters, bold=True)
    known = [scale.x(end) for end in each.ends]
    middle = scale.x(each.value) if each.value is not None else sum(known) / max(len(known), 1)
    x = min(max(middle, scale.left + wide / 2), plane.width - wide / 2 - 1)
    tone = look.ink if known else look.quiet
    above = y - 1.15 * letters if known else y
    if not known:
        x = scale.left + wide / 2
    plane.text(each.words, x, above, tone, letters, bold=bool(known), align="center")


def _bar(plane: Tiles, each: Duration, scale: Lapse, y: float) -> None:
    """From end to end, with an arrow where the upper one is open; a full dot is read off the bins, a hollow one is a model's."""
    known = [scale.x(end) for end in each.ends]
    if not known:
        return
    colour, letters = plane.look.attention, plane.canvas.letters
    left, right = min(known), max(known)
    if each.high is None and each.low is not None:
        right = scale.right
        plane.dots([right], [y], colour, 8, symbol="triangle-right")
    if right > left:
        bar = Box(left, y - 0.2 * letters, right, y + 0.2 * letters)
        plane.rectangles([bar], colour, "hatched" if each.value is None else "full", 0.35)
    if each.value is not None:
        plane.dots([scale.x(each.value)], [y], colour, 0.75 * letters, hollow=each.modelled)
