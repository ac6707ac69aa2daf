"""Which labels a lane wants, in which words and at which points, best first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ripplemark.charts import lettering
from ripplemark.charts.labels import LEADING, Label
from ripplemark.charts.lane_detail import small
from ripplemark.charts.lane_layout import Layout
from ripplemark.charts.lane_parts import Lane, Lanes, Line, Mark, Stack, within
from ripplemark.charts.panel import Panel
from ripplemark.charts.room import AROUND
from ripplemark.charts.thinning import Floats

_NEAR = 0.35
"""A line is named no lower than at this share of its highest point in the picture."""

Anchors = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Wordings with the points that they may stand at, best first; the key of their colour; a name that must be told.

    ``reach`` is how many pixels away the label may stand with a line to its first point; 0 for none.
    """

    wordings: list[tuple[Label, Anchors]]
    colour: str
    name: str | None = None
    reach: float = 0.0


def wanted_in(of: Lanes, lane: Lane, panel: Panel, layout: Layout) -> Iterator[Wanted]:
    """Labels in the order in which they choose: the peak, names, the last look, other boundaries."""
    size = layout.canvas.letters
    told = [
        (mark, line) for line in lane.lines for mark in line.marks if of.low <= mark.at <= of.high
    ]
    for mark, line in told:
        if mark.kind == "peak":
            yield _boundary(mark, line, panel, small(layout.canvas))
    for line in lane.lines:
        if line.names:
            yield _name(line, panel, of, size)
    if lane.stack is not None:
        yield from _layers(lane.stack, panel, size)
        if lane.stack.end is not None and of.low <= lane.stack.end <= of.high:
            yield _end(lane.stack, panel, small(layout.canvas))
    for mark, line in told:
        if mark.kind != "peak":
            yield _boundary(mark, line, panel, small(layout.canvas))


def _name(line: Line, panel: Panel, of: Lanes, size: float) -> Wanted:
    """A line's name: at its highest point, else where it is still high enough to be told from the others."""
    part = within(line.at, of.low, of.high)
    at, values = line.at[part], line.values[part]
    known = np.flatnonzero(~np.isnan(values) & (at >= of.low) & (at <= of.high))
    if not known.size:
        return Wanted([], line.channel, line.names[0])
    top = int(known[np.argmax(values[known])])
    near = known[values[known] >= _NEAR * values[top]]
    rest = near[np.linspace(0, near.size - 1, min(16, near.size)).astype(int)]
    order = [top, *(int(k) for k in sorted(rest, key=lambda k: -values[k]))]
    anchors = [(panel.x(float(at[k])), panel.y(float(values[k]))) for k in order]
    label = Label(line.names[0], *anchors[0], AROUND, size, True, gap=6.0, shorter=line.names[1:])
    return Wanted([(label, anchors)], line.channel, line.names[0], 3.0 * size)


def _boundary(mark: Mark, line: Line, panel: Panel, size: float) -> Wanted:
    at = panel.x(mark.at)
    level = panel.y(height(line, mark))
    label = Label(mark.words[0], at, level, AROUND, size, gap=7.0, shorter=mark.words[1:])
    anchors = [(at, level), (panel.x(mark.high), level), (panel.x(mark.low), level)]
    tone = line.channel if mark.kind == "peak" else "ink"
    return Wanted(
        [(label, anchors)], tone, None, 14.0 * size if mark.kind == "peak" else 3.5 * size
    )


def height(line: Line, mark: Mark) -> float:
    """At which value a boundary is drawn: on the line; on the ground where the line is back at its usual level."""
    known = ~np.isnan(line.values)
    if mark.kind == "back" or not known.any():
        return 0.0
    return float(np.interp(mark.at, line.at[known], line.values[known]))


def _end(stack: Stack, panel: Panel, size: float) -> Wanted:
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
    return Wanted([(label, lower)], "ink")


_ALIKE = 0.5
"""A layer is much as in the end where its height differs by no more than this share of that."""


def _layers(stack: Stack, panel: Panel, size: float) -> Iterator[Wanted]:
    """A layer's name inside it where it is high, wide and much as in the end, whose number it tells; else beside its end."""
    base = np.zeros_like(stack.at)
    for layer in stack.layers:
        top = base + layer.counts
        if layer.counts.max() > 0:
            alike = np.abs(layer.counts - layer.counts[-1]) <= _ALIKE * layer.counts[-1]
            beside = _beside(stack, base, top, panel, size)
            wordings = []
            for name in layer.names:
                inside = Label(name, 0, 0, ("above",), size, True, gap=0.0)
                wordings.append(
                    (inside, _inside(stack.at, base, np.where(alike, top, base), panel, inside))
                )
                wordings.append((Label(name, *beside[0], ("right",), size, True), beside))
            yield Wanted(wordings, layer.state, layer.names[0])
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
