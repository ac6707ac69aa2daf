"""What something is made of: one bar of 100 % for each group, its parts in one order, under a heading with a key."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import numpy as np

from ripplemark.charts import lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import Canvas, Look
from ripplemark.charts.labels import Box
from ripplemark.charts.plane import Plane

Hue = Literal["accent", "grey", "paper"]
_ROW = 1.5
"""Height of a row of words, in its letters."""
_BAR = 1.75
"""Height of a bar, in the letters of labels; beside words above it, and free room below."""


@dataclass(frozen=True, slots=True)
class Shade:
    """The colour of a part: the accent of moderation, grey, or paper without a colour; ``depth`` from 0 to 1 how much of it.

    Depths fall along a bar, so that its parts keep apart where there is no colour.
    """

    hue: Hue
    depth: float = 1.0

    def on(self, look: Look) -> str:
        """As a colour through which nothing is seen."""
        full = {"accent": look.moderation, "grey": look.ink, "paper": look.paper}[self.hue]
        return _mixed(full, look.paper, self.depth)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: which entry of the key it is, its share of the bar from 0 to 1, and what is read out beside the pointer."""

    key: str
    share: float
    told: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One group: its name, how many it rests on in words, and its parts; without parts ``instead`` says why."""

    name: str
    number: str
    parts: tuple[Part, ...] = ()
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """Bars under one heading; the key in the order of the parts, each entry with its colour."""

    heading: str
    key: tuple[tuple[str, Shade], ...]
    bars: tuple[Bar, ...]


def mixes(blocks: Sequence[Block], canvas: Canvas) -> Any:
    """The Plotly figure: the blocks below one another, their bars from edge to edge."""
    return _Drawing(blocks, canvas).figure()


class _Drawing:
    """One picture in the making."""

    def __init__(self, blocks: Sequence[Block], canvas: Canvas) -> None:
        self.blocks, self.canvas, self.look = blocks, canvas, canvas.look
        self.size = SMALL * canvas.letters
        self.width = float(canvas.width)
        self.keys = [_rows(each.key, self.size, self.width) for each in blocks]
        self.heads = [
            lettering.wrapped(each.heading, self.size, self.width - 2, bold=True) for each in blocks
        ]
        bars = sum(len(each.bars) for each in blocks)
        lines = sum(len(head) + len(key) for head, key in zip(self.heads, self.keys, strict=True))
        words = (lines + 0.9 * len(blocks)) * _ROW * self.size
        over = _ROW * self.size
        high = _BAR * canvas.letters
        gap = 0.55 * canvas.letters
        needed = words + bars * (over + high + gap)
        more = max((canvas.height or 0) - needed, 0.0) / max(bars, 1)
        self.over, self.high, self.gap = over, high + 0.6 * min(more, 2 * high), gap
        self.gap += max(more - (self.high - high), 0.0) * 0.5
        total = words + bars * (self.over + self.high + self.gap)
        self.plane = Plane(canvas, math.ceil(max(canvas.height or 0, total)))

    def figure(self) -> Any:
        """Block by block, from the top down."""
        y = 0.0
        for block, head, key in zip(self.blocks, self.heads, self.keys, strict=True):
            y = self._head(y, block, head, key)
            for bar in block.bars:
                y = self._bar(y, bar, dict(block.key))
            y += 0.9 * _ROW * self.size
        return self.plane.figure()

    def _head(
        self,
        y: float,
        block: Block,
        head: Sequence[str],
        key: Sequence[Sequence[tuple[float, str]]],
    ) -> float:
        """The heading and the rows of its key; where the next row begins."""
        row, half = _ROW * self.size, 0.42 * self.size
        for line in head:
            self.plane.text(line, 0, y + row / 2, self.look.ink, self.size, bold=True)
            y += row
        shades = dict(block.key)
        for entries in key:
            middle = y + row / 2
            for left, name in entries:
                box = Box(left, middle - half, left + 2 * half, middle + half)
                self.plane.box(box, shades[name].on(self.look), 1.0)
                self._outline(box)
                self.plane.text(name, left + 1.3 * self.size, middle, self.look.ink, self.size)
            y += row
        return y + 0.2 * row

    def _outline(self, box: Box) -> None:
        corners = [
            (box.left, box.top),
            (box.right, box.top),
            (box.right, box.bottom),
            (box.left, box.bottom),
            (box.left, box.top),
        ]
        for one, other in pairwise(corners):
            self.plane.rule(*one, *other, self.look.quiet, width=0.7, layer="above")

    def _bar(self, y: float, bar: Bar, shades: dict[str, Shade]) -> float:
        """The name and the number above the bar, the bar, its parts with their shares where there is room."""
        middle = y + self.over / 2
        self._name(bar, middle)
        box = Box(1.0, y + self.over, self.width - 1.0, y + self.over + self.high)
        if not bar.parts:
            self._instead(bar, box)
        left = box.left
        for part in bar.parts:
            right = left + part.share * (box.right - box.left)
            if right > left:
                self._part(Box(left, box.top, right, box.bottom), part, shades[part.key])
            left = right
        if bar.parts:
            self._outline(box)
        return box.bottom + self.gap

    def _name(self, bar: Bar, middle: float) -> None:
        """The group's name, and right of it how many its shares rest on; a long name is cut short."""
        numbers = lettering.width(bar.number, self.size)
        room = self.width - numbers - 1.5 * self.size
        name = bar.name
        while name and lettering.width(name, self.size, bold=True) > room:
            name = name[:-2] + "…" if len(name) > 2 else ""
        self.plane.text(name, 1, middle, self.look.ink, self.size, bold=True)
        self.plane.text(
            bar.number, self.width - 1, middle, self.look.quiet, self.size, align="right"
        )

    def _instead(self, bar: Bar, box: Box) -> None:
        """Words where there is no bar, the longest wording that fits."""
        words = lettering.fitting(bar.instead or ("",), self.size, box.right - box.left - 4)
        self.plane.text(words, 1, (box.top + box.bottom) / 2, self.look.quiet, self.size)

    def _part(self, box: Box, part: Part, shade: Shade) -> None:
        colour = shade.on(self.look)
        middle = (box.top + box.bottom) / 2
        edges = np.array([box.left, box.right])
        self.plane.area(edges, np.array([box.top, box.top]), box.bottom, colour, 1.0)
        if box.right - box.left > 3:
            self.plane.rule(
                box.right, box.top, box.right, box.bottom, self.look.paper, layer="above"
            )
        words = f"{100 * part.share:.0f} %"
        if lettering.width(words, self.size) + 0.7 * self.size <= box.right - box.left:
            ink = _readable(colour, self.look)
            centre = (box.left + box.right) / 2
            self.plane.text(words, centre, middle, ink, self.size, align="center")
        across = np.linspace(box.left, box.right, max(round((box.right - box.left) / 24), 2))
        told = [part.told] * across.size
        self.plane.line(across, np.full(across.size, middle), "rgba(0,0,0,0)", width=1.0, told=told)


def _rows(
    key: Sequence[tuple[str, Shade]], size: float, width: float
) -> list[list[tuple[float, str]]]:
    """The entries of a key in rows, as many to a row as fit: where each begins, and its words."""
    rows: list[list[tuple[float, str]]] = []
    edge = math.inf
    for name, _ in key:
        wide = 1.3 * size + lettering.width(name, size)
        if edge + wide > width - 1:
            rows.append([])
            edge = 0.0
        rows[-1].append((edge, name))
        edge += wide + 1.1 * size
    return rows


def _mixed(colour: str, paper: str, share: float) -> str:
    """So much of a colour on paper, as a colour through which nothing is seen."""
    parts = (
        round(share * int(colour[at : at + 2], 16) + (1 - share) * int(paper[at : at + 2], 16))
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


def _readable(colour: str, look: Look) -> str:
    """Ink or paper, whichever stands out more from a colour."""
    return max((look.ink, look.paper), key=lambda each: _contrast(each, colour))


def _contrast(one: str, other: str) -> float:
    """The ratio of two colours' relative luminance, 1 to 21 (WCAG 2.1)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
