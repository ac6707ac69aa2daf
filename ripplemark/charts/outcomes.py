"""What became of the items by time: a layer for each outcome, those still up on top, a key in the same order, who was at risk."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from ripplemark.charts import axes, lapse, lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import OUTCOME_GROUPS, Canvas, Look
from ripplemark.charts.labels import Box
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane
from ripplemark.charts.survival import QUARTERS, Step, axis_of
from ripplemark.charts.thinning import Floats

UP = "up"
REST = "rest"
"""The layer of what is in no other: left without a colour."""
_PALER = 0.45
"""How much of a colour is left in the next layer of the same group of outcomes."""


@dataclass(frozen=True, slots=True)
class Layer:
    """An outcome (``UP``, ``REST`` or one of schema.OUTCOMES), its words in the key, and its share in per cent at each time."""

    outcome: str
    text: str
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """What is drawn.

    ``at`` are hours, the first 0, or from when enough items were watched; a share holds from its time to the next. ``layers`` stand from the bottom up and sum to
    100 at each time. ``until`` is the longest time that any item was watched; ``at_risk`` gives, at round hours, how many
    were still up and watched, in words; ``watched`` heads these.
    """

    at: tuple[float, ...]
    layers: tuple[Layer, ...]
    until: float
    clock: str
    at_risk: Callable[[Sequence[float]], Sequence[str]]
    watched: str = "Still up and watched"


def stacked(of: Stack, canvas: Canvas) -> Any:
    """The Plotly figure: the key, the layers, the axis, and the numbers at risk below it."""
    return _Drawing(of, canvas).figure()


def by_powers(of: Stack) -> bool:
    """True where the axis of this picture is one of powers."""
    return _axis(of, 0.0, 100.0).by_powers


def colours(look: Look, layers: Sequence[Layer]) -> list[str]:
    """A colour for each layer: that of its group of outcomes, paler for the second and third of one group."""
    seen: dict[str, int] = {}
    found = []
    for layer in layers:
        group = OUTCOME_GROUPS.get(layer.outcome, "unknown")
        seen[group] = seen.get(group, -1) + 1
        plain = look.paper if layer.outcome == REST else look.outcome(layer.outcome)
        found.append(_mixed(plain, look.paper, _PALER ** (seen[group] / 2)))
    return found


def _mixed(colour: str, paper: str, share: float) -> str:
    """So much of a colour on paper, as a colour through which nothing is seen."""
    parts = (
        round(share * int(colour[at : at + 2], 16) + (1 - share) * int(paper[at : at + 2], 16))
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


def _axis(of: Stack, left: float, right: float) -> lapse.Lapse:
    up = of.layers[-1].shares
    steps = [Step(at, share, share, share) for at, share in zip(of.at, up, strict=True)]
    return axis_of(steps, of.until, left, right)


class _Drawing:
    """One picture in the making."""

    def __init__(self, of: Stack, canvas: Canvas) -> None:
        self.of, self.canvas, self.look = of, canvas, canvas.look
        self.size = SMALL * canvas.letters
        self.colours = colours(canvas.look, of.layers)
        left = axes.side_width(QUARTERS, canvas.letters, "%")
        self.scale = _axis(of, left, canvas.width - 8)
        self.rows = self._key_rows()
        top = (0.9 + 1.5 * len(self.rows)) * self.size
        self.foot = lapse.foot(canvas.letters, canvas.width - left, self.scale, of.clock)
        below = self.foot + 2.7 * self.size
        height = canvas.height or round(top + max(0.38 * canvas.width, 190) + below)
        bottom = max(height - below - 4, top + 60)
        self.box = Box(left, top, canvas.width - 8, bottom)
        self.panel = Panel(self.box, 0.0, self.scale.high, 0.0, 100.0)
        self.plane = Plane(canvas, max(height, math.ceil(bottom + below)))

    def figure(self) -> Any:
        """Everything, in order."""
        axes.side(self.plane, self.panel, QUARTERS, "%")
        lapse.axis(self.plane, self.scale, self.box, self.of.clock)
        self._layers()
        for value in QUARTERS[1:-1]:
            y = self.panel.y(value)
            right, paper = self.box.right, self.look.paper
            self.plane.rule(self.box.left, y, right, y, paper, dash="dot", layer="above")
        self._key()
        self._table()
        return self.plane.figure()

    def _layers(self) -> None:
        """From the top down, each over the whole height below its upper edge, so that no gap can show; then the edges."""
        x = self._across()
        tops = np.minimum(np.cumsum([layer.shares for layer in self.of.layers], axis=0), 100.0)
        edges = [np.repeat([self.panel.y(float(value)) for value in top], 2) for top in tops]
        for y, colour in zip(reversed(edges), reversed(self.colours), strict=True):
            self.plane.area(x, y, self.box.bottom, colour, 1.0)
        for layer, y in zip(self.of.layers, edges, strict=True):
            rest = layer.outcome == REST
            edge, dash = (self.look.quiet, "dot") if rest else (self.look.paper, "solid")
            self.plane.line(x, y, edge, width=1.2, dash=dash, told=self._told(layer))

    def _across(self) -> Floats:
        """Both ends of each step, in pixels."""
        ends = [*self.of.at, max(self.scale.high, self.of.at[-1])]
        return np.array([self.scale.x(at) for pair in pairwise(ends) for at in pair])

    def _told(self, layer: Layer) -> list[str]:
        """What is read out beside the pointer at both ends of each step."""
        name = layer.text.partition(":")[0]
        ends = pairwise([*self.of.at, max(self.scale.high, self.of.at[-1])])
        return [
            f"{lapse.span(round(at, 1))}: {share:.0f} % {name}"
            for pair, share in zip(ends, layer.shares, strict=True)
            for at in pair
        ]

    def _key_rows(self) -> list[list[tuple[float, int]]]:
        """The key's entries, the top layer first: where each begins, and which layer it is; as many to a row as fit."""
        rows: list[list[tuple[float, int]]] = []
        edge = math.inf
        for k in reversed(range(len(self.of.layers))):
            wide = 1.4 * self.size + lettering.width(self.of.layers[k].text, self.size)
            if edge + wide > self.canvas.width - 1:
                rows.append([])
                edge = 0.0
            rows[-1].append((edge, k))
            edge += wide + 1.2 * self.size
        return rows

    def _key(self) -> None:
        half = 0.45 * self.size
        for row, entries in enumerate(self.rows):
            y = (0.85 + 1.5 * row) * self.size
            for left, k in entries:
                self._swatch(Box(left, y - half, left + 2 * half, y + half), self.colours[k])
                words = self.of.layers[k].text
                self.plane.text(words, left + 1.4 * self.size, y, self.look.ink, self.size)

    def _swatch(self, box: Box, colour: str) -> None:
        """A small square of a layer's colour, with an outline."""
        self.plane.box(box, colour, 1.0)
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        for one, other in pairwise(corners):
            self.plane.rule(*one, *other, self.look.quiet, width=0.7)

    def _table(self) -> None:
        """Numbers at risk below the axis's ticks, each kept inside the picture, none over another."""
        top = self.box.bottom + self.foot + 0.6 * self.size
        self.plane.text(self.of.watched, 0, top, self.look.ink, self.size, bold=True)
        edge = -math.inf
        ticks = self.scale.ticks(self.canvas.letters)
        for at, words in zip(ticks, self.of.at_risk(ticks), strict=True):
            half = lettering.width(words, self.size) / 2
            x = min(max(self.scale.x(at), half), self.plane.width - half)
            if x - half >= edge:
                y = top + 1.4 * self.size
                self.plane.text(words, x, y, self.look.quiet, self.size, align="center")
                edge = x + half + 0.6 * self.size
