"""One series cut into phases: a strip that names them, bands behind the line, each boundary with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ripplemark.charts import axes, lettering, ticks
from ripplemark.charts.attention_parts import TIMES, Attention
from ripplemark.charts.attention_scene import Scene
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Align, Plane

SHADES = {
    "quiet": 0.0,
    "onset": 0.1,
    "growth": 0.2,
    "peak": 0.44,
    "decay": 0.26,
    "tail": 0.13,
    "resurgence": 0.34,
}
"""How dark each phase is: the more attention, the darker, so that order is seen without hue."""
_LANE = 7.0
"""Pixels between intervals that would lie on one another."""
_BEHIND = 0.5
"""The bands behind the line are fainter than the strip, by this factor."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One phase: its kind (a key of ``SHADES``), from when to when (seconds since 1970), the interval of its start.

    ``bounded`` is False where the data begin in it: it has no boundary. ``words`` go from the longest to the shortest; of
    several lines the first is its name. An end of the interval is None where it is open. ``judged``: a person set its start.
    """

    kind: str
    start: float
    end: float
    words: tuple[str, ...]
    low: float | None = None
    high: float | None = None
    bounded: bool = True
    judged: bool = False


def phases(of: Attention, parts: Sequence[Stretch], canvas: Canvas) -> Any:
    """The Plotly figure, of the canvas's width, and of its height where it has one."""
    return _Drawing(of, parts, canvas).figure()


@dataclass(frozen=True, slots=True)
class Flag:
    """Words beside a line that leads down to a phase too narrow for them; ``row`` counts from the strip upwards."""

    text: str
    x: float
    box: tuple[float, float]
    row: int
    align: Align


class _Drawing(Scene):
    """The strip above the panel, then the panel itself."""

    def __init__(self, of: Attention, parts: Sequence[Stretch], canvas: Canvas) -> None:
        self.parts = tuple(each for each in parts if each.end > of.low and each.start < of.high)
        self.flags: tuple[Flag, ...] = ()
        self.inside: dict[int, str] = {}
        self.lanes: dict[int, int] = {}
        super().__init__(of, canvas)

    def _panel(self, height: float) -> tuple[Panel, list[float], list[ticks.Tick]]:
        panel, values, found = super()._panel(height)
        size = axes.SMALL * self.letters
        self._name(panel, size)
        self.lanes = lanes(self.parts, panel)
        rows = max((flag.row for flag in self.flags), default=0)
        lines = max((text.count("\n") + 1 for text in self.inside.values()), default=1)
        self.strip_top = 1.9 * size + rows * 1.45 * size
        self.strip_bottom = self.strip_top + (lines * 1.3 + 0.5) * size
        depth = max(self.lanes.values(), default=0) + 1
        top = self.strip_bottom + _LANE * (depth + 1)
        more = max(top - panel.box.top, 0.0)
        if self.plane.canvas.height is None:
            self.plane = Plane(self.plane.canvas, height + more)
            bottom = panel.box.bottom + more
        else:
            bottom = panel.box.bottom
        box = replace(panel.box, top=min(top, bottom - 3 * self.letters), bottom=bottom)
        return replace(panel, box=box), values, found

    def _name(self, panel: Panel, size: float) -> None:
        """Which names stand inside of the strip, and which beside a line above it."""
        narrow: list[tuple[int, float]] = []
        for k, each in enumerate(self.parts):
            left, right = self._ends(panel, each)
            text = fitting(each.words, size, right - left - 6)
            if text is not None:
                self.inside[k] = text
            elif each.bounded and each.kind != "quiet":
                narrow.append((k, (left + right) / 2))
        said = [(x, [w for w in self.parts[k].words if "\n" not in w]) for k, x in narrow]
        self.flags = flags(said, size, self.plane.width)

    def _ends(self, panel: Panel, each: Stretch) -> tuple[float, float]:
        return (
            panel.x(min(max(each.start, self.of.low), self.of.high)),
            panel.x(min(max(each.end, self.of.low), self.of.high)),
        )

    def figure(self) -> Any:
        """From the back to the front."""
        axes.side(self.plane, self.panel, self.values)
        self.unit()
        self._bands()
        self.gaps()
        self.usual()
        self.bounds()
        x, y = self.line()
        self.room.take_line(x, y)
        self._boundaries()
        self.partial()
        axes.foot(self.plane, self.panel, self.ticks)
        self._words()
        self.clocks()
        picture, box = self.plane.figure(), self.panel.box
        picture.update_layout(meta={TIMES: [[box.left, box.right], [self.of.low, self.of.high]]})
        return picture

    def _bands(self) -> None:
        for each in self.parts:
            left, right = self._ends(self.panel, each)
            shade = SHADES[each.kind]
            if shade:
                box = self.panel.box
                self.plane.box(
                    Box(left, self.strip_top, right, self.strip_bottom), self.colour, shade
                )
                self.plane.box(Box(left, box.top, right, box.bottom), self.colour, _BEHIND * shade)
        box = self.panel.box
        for y in (self.strip_top, self.strip_bottom):
            self.plane.rule(box.left, y, box.right, y, self.look.grid)

    def _boundaries(self) -> None:
        for k, each in enumerate(self.parts):
            if not each.bounded or not self.of.low <= each.start <= self.of.high:
                continue
            x = self.panel.x(each.start)
            dash, width = ("dash", 1.6) if each.judged else ("solid", 0.8)
            ink = self.look.ink if each.judged else self.look.quiet
            self.plane.rule(
                x, self.strip_top, x, self.panel.box.bottom, ink, width=width, dash=dash
            )
            self.room.take(Box(x - 1, self.strip_top, x + 1, self.panel.box.bottom))
            interval(
                self.plane, self.panel, each, self.strip_bottom + _LANE * (self.lanes[k] + 0.9)
            )

    def _words(self) -> None:
        size = axes.SMALL * self.letters
        for k, text in self.inside.items():
            left, right = self._ends(self.panel, self.parts[k])
            for row, line in enumerate(text.split("\n")):
                y = self.strip_top + (0.9 + 1.3 * row) * size
                colour = self.look.ink if row == 0 else self.look.quiet
                middle = (left + right) / 2
                self.plane.text(line, middle, y, colour, size, align="center", bold=row == 0)
        for flag in self.flags:
            y = self.strip_top - (flag.row - 0.4) * 1.45 * size
            self.plane.rule(
                flag.x, y - 0.5 * size, flag.x, self.strip_bottom, self.look.quiet, width=0.8
            )
            at = flag.x + 4 if flag.align == "left" else flag.x - 4
            self.plane.text(flag.text, at, y, self.look.ink, size, align=flag.align)


def interval(plane: Plane, panel: Panel, each: Stretch, y: float) -> None:
    """The interval of a boundary as a line with ends, an arrow where it is open; a diamond where a person set it."""
    look = plane.look
    low, high = (
        None if end is None else min(max(end, panel.x_low), panel.x_high)
        for end in (each.low, each.high)
    )
    left = panel.x(low) if low is not None else panel.box.left
    right = panel.x(high) if high is not None else panel.box.right
    if right - left >= 2:
        plane.rule(left, y, right, y, look.ink, width=1.3, layer="above")
        for x in (left, right):
            plane.rule(x, y - 2.5, x, y + 2.5, look.ink, width=1.1, layer="above")
    if each.high is None:
        plane.dots([right], [y], look.ink, 7, symbol="triangle-right")
    if each.judged:
        plane.dots([panel.x(each.start)], [y], look.ink, 8, hollow=True, symbol="diamond")


def lanes(parts: Sequence[Stretch], panel: Panel) -> dict[int, int]:
    """For each boundary the lane in which its interval lies on no other one, counted from the strip downwards."""
    ends: list[float] = []
    found = {}
    for k, each in enumerate(parts):
        if not each.bounded:
            continue
        left = panel.x(max(each.low if each.low is not None else panel.x_low, panel.x_low))
        right = panel.x(min(each.high if each.high is not None else panel.x_high, panel.x_high))
        left, right = min(left, panel.x(each.start)) - 5, max(right, panel.x(each.start)) + 5
        lane = next((j for j, end in enumerate(ends) if end <= left), len(ends))
        ends[lane : lane + 1] = [right]
        found[k] = lane
    return found


def fitting(words: Sequence[str], size: float, room: float) -> str | None:
    """The longest wording that is no wider than ``room`` pixels, every line of it; None where none is."""
    for each in words:
        lines = each.split("\n")
        if all(lettering.width(line, size, bold=k == 0) <= room for k, line in enumerate(lines)):
            return each
    return None


def flags(
    said: Sequence[tuple[float, Sequence[str]]], size: float, width: float
) -> tuple[Flag, ...]:
    """Words at points, none on another nor on another's line: beside their lines, in rows, as stairs.

    They stand to the right of their lines, or, where most points lie in the right half, to the left, where the picture has
    more room; of the wordings the first that fits into the picture, none where not even the shortest does.
    """
    leftwards = sum(x > width / 2 for x, _ in said) * 2 > len(said)
    found: list[Flag] = []
    for x, words in sorted(said, key=lambda one: one[0] if leftwards else -one[0]):
        room = (x if leftwards else width - x) - 6
        text = fitting(words, size, room)
        if text is None:
            continue
        wide = lettering.width(text, size) + 8
        box = (x - wide, x) if leftwards else (x, x + wide)
        row = 1 + max((f.row for f in found if _meets(f, box)), default=0)
        found.append(Flag(text, x, box, row, "right" if leftwards else "left"))
    return tuple(found)


def _meets(flag: Flag, box: tuple[float, float]) -> bool:
    """True where a flag's words, or its line, come where the box is."""
    return flag.box[0] < box[1] + 4 and box[0] - 4 < flag.box[1]
