"""The labels inside the lanes, each in the first of its places that nothing else has taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ripplemark.charts import lettering
from ripplemark.charts.labels import LEADING, Box, Label, Placed
from ripplemark.charts.lane_layout import Layout, small
from ripplemark.charts.lane_parts import Lane, Lanes, Line, Mark, Stack, within
from ripplemark.charts.panel import Panel
from ripplemark.charts.room import AROUND, Pixels, Room
from ripplemark.charts.thinning import Floats, thinned


@dataclass(frozen=True, slots=True)
class Worded:
    """A label where it stands, and the key of its colour: a channel, a state, 'ink' or 'quiet'."""

    placed: Placed
    colour: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of each lane, and the names that found no place, by lane."""

    by_lane: tuple[tuple[Worded, ...], ...]
    homeless: frozenset[tuple[int, str]]


def labelled(of: Lanes, layout: Layout) -> Labels:
    """Every label that has a place; names that have none are told, other words are left out."""
    found: list[tuple[Worded, ...]] = []
    homeless: set[tuple[int, str]] = set()
    for number, (lane, placing) in enumerate(zip(of.lanes, layout.lanes, strict=True)):
        if placing.panel is None:
            found.append(())
            continue
        room = _room(of, lane, placing.panel)
        worded: list[Worded] = []
        for wordings, colour, name in _wanted(of, lane, placing.panel, layout):
            if name is not None and (number, name) in layout.keyed:
                continue
            placed = next((it for each in wordings if (it := room.place(*each))), None)
            if placed is not None:
                worded.append(Worded(placed, colour))
            elif name is not None:
                homeless.add((number, name))
        found.append(tuple(worded))
    return Labels(tuple(found), frozenset(homeless))


_NEAR = 0.35
"""A line is named no lower than at this share of its highest point in the picture."""

Anchors = list[tuple[float, float]]
_Wanted = tuple[list[tuple[Label, Anchors]], str, str | None]
"""Wordings with the points that they may stand at, best first; the key of their colour; a name that must be told."""


def _wanted(of: Lanes, lane: Lane, panel: Panel, layout: Layout) -> Iterator[_Wanted]:
    """Labels in the order in which they choose: names first, then the last look, then boundaries."""
    size = layout.canvas.letters
    for line in lane.lines:
        if line.names:
            yield _name(line, panel, of, size)
    if lane.stack is not None:
        yield from _layers(lane.stack, panel, size)
        if lane.stack.end is not None and of.low <= lane.stack.end <= of.high:
            yield _end(lane.stack, panel, small(layout.canvas))
    for line in lane.lines:
        for mark in line.marks:
            if of.low <= mark.at <= of.high:
                yield _boundary(mark, line, panel, small(layout.canvas))


def _name(line: Line, panel: Panel, of: Lanes, size: float) -> _Wanted:
    """A line's name: at its highest point, else where it is still high enough to be told from the others."""
    part = within(line.at, of.low, of.high)
    at, values = line.at[part], line.values[part]
    known = np.flatnonzero(~np.isnan(values) & (at >= of.low) & (at <= of.high))
    if not known.size:
        return [], line.channel, line.names[0]
    top = int(known[np.argmax(values[known])])
    near = known[values[known] >= _NEAR * values[top]]
    rest = near[np.linspace(0, near.size - 1, min(16, near.size)).astype(int)]
    order = [top, *(int(k) for k in sorted(rest, key=lambda k: -values[k]))]
    anchors = [(panel.x(float(at[k])), panel.y(float(values[k]))) for k in order]
    label = Label(line.names[0], *anchors[0], AROUND, size, True, gap=6.0, shorter=line.names[1:])
    return [(label, anchors)], line.channel, line.names[0]


def _boundary(mark: Mark, line: Line, panel: Panel, size: float) -> _Wanted:
    at = panel.x(mark.at)
    level = panel.y(height(line, mark))
    label = Label(mark.words[0], at, level, AROUND, size, gap=7.0, shorter=mark.words[1:])
    anchors = [(at, level), (panel.x(mark.high), level), (panel.x(mark.low), level)]
    return [(label, anchors)], line.channel if mark.kind == "peak" else "ink", None


def height(line: Line, mark: Mark) -> float:
    """At which value a boundary is drawn: on the line; on the ground where the line is back at its usual level."""
    known = ~np.isnan(line.values)
    if mark.kind == "back" or not known.any():
        return 0.0
    return float(np.interp(mark.at, line.at[known], line.values[known]))


def _end(stack: Stack, panel: Panel, size: float) -> _Wanted:
    x = panel.x(stack.end or 0.0)
    label = Label(
        stack.end_words[0],
        x,
        panel.box.top + size,
        ("left", "right"),
        size,
        gap=6.0,
        shorter=stack.end_words[1:],
    )
    lower = [(x, panel.box.top + size * LEADING * k) for k in (0.7, 2, 3.5, 5, 7)]
    return [(label, lower)], "ink", None


def _layers(stack: Stack, panel: Panel, size: float) -> Iterator[_Wanted]:
    """A layer's name inside it where it is high and wide enough, else beside its end."""
    base = np.zeros_like(stack.at)
    for layer in stack.layers:
        top = base + layer.counts
        if layer.counts.max() > 0:
            beside = _beside(stack, base, top, panel, size)
            wordings = []
            for name in layer.names:
                inside = Label(name, 0, 0, ("above",), size, True, gap=0.0)
                wordings.append((inside, _inside(stack.at, base, top, panel, inside)))
                wordings.append((Label(name, *beside[0], ("right",), size, True), beside))
            yield wordings, layer.state, layer.names[0]
        base = top


def _beside(stack: Stack, base: Floats, top: Floats, panel: Panel, size: float) -> Anchors:
    """Points at the end of a layer, the middle first, all of them with room for a line of words above and below."""
    x, high = panel.x(float(stack.at[-1])), size * LEADING / 2 + 3
    middle = (panel.y(float(base[-1])) + panel.y(float(top[-1]))) / 2
    low, high = panel.box.top + high, panel.box.bottom - high
    return [(x, min(max(middle + k * size, low), high)) for k in (0.0, -0.6, 0.6, -1.3, 1.3)]


def _inside(at: Floats, base: Floats, top: Floats, panel: Panel, label: Label) -> Anchors:
    """Where the words fit between two edges over their whole width, the last such place first: the number is the end's."""
    wide, high = lettering.width(label.text, label.size, bold=True) + 12, label.size * LEADING
    box = panel.box
    found = []
    for middle in np.linspace(box.left + wide / 2, box.right - wide / 2, 48):
        columns = np.linspace(middle - wide / 2, middle + wide / 2, 12)
        times = panel.x_low + (columns - box.left) / (box.right - box.left) * (
            panel.x_high - panel.x_low
        )
        if times[0] < at[0] or times[-1] > at[-1]:
            continue
        floor = panel.y(float(np.interp(times, at, base).max()))
        ceiling = panel.y(float(np.interp(times, at, top).min()))
        if floor - ceiling >= high + 5:
            found.append((float(middle), (floor + ceiling + high) / 2))
    return found[::-1]


def _room(of: Lanes, lane: Lane, panel: Panel) -> Room:
    """The lane's panel with its lines, its events and its boundaries taken; a little room above for words."""
    box = panel.box
    room = Room(Box(box.left + 2, box.top - 2, box.right, box.bottom - 2))
    for each in of.crossings:
        x = panel.x(each.line)
        if box.left <= x <= box.right:
            room.take(Box(x - 1, box.top - 2, x + 1, box.bottom), 1.0)
    for line in lane.lines:
        room.take_line(*pixels(line.at, line.values, panel, of))
        for mark in line.marks:
            level = panel.y(height(line, mark))
            ends = (
                panel.x(min(mark.low, mark.start or mark.low)),
                panel.x(max(mark.high, mark.at)),
            )
            room.take(Box(ends[0] - 4, level - 4, ends[1] + 4, level + 4))
    if lane.stack is not None and lane.stack.end is not None:
        x = panel.x(lane.stack.end)
        room.take(Box(x - 1, box.top, x + 1, box.bottom), 1.0)
    if lane.stack is not None:
        edge = np.zeros_like(lane.stack.at)
        for layer in lane.stack.layers:
            edge = edge + layer.counts
            room.take_line(*pixels(lane.stack.at, edge, panel, of), gap=0.5)
    return room


def pixels(at: Floats, values: Floats, panel: Panel, of: Lanes) -> tuple[Pixels, Pixels]:
    """The points of a line that are drawn, in pixels: those of the stretch, thinned."""
    part = within(at, of.low, of.high)
    box = panel.box
    x = box.left + (at[part] - panel.x_low) / (panel.x_high - panel.x_low) * (box.right - box.left)
    kept = thinned(x, values[part])
    y = box.bottom - values[part][kept] / (panel.y_high or 1.0) * (box.bottom - box.top)
    return x[kept], y
