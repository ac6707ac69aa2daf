"""The labels inside the lanes, each in the first of its places that nothing else has taken."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ripplemark.charts.labels import Box, Label, Placed, box_of
from ripplemark.charts.lane_layout import Layout
from ripplemark.charts.lane_parts import Lane, Lanes, within
from ripplemark.charts.lane_wanted import Wanted, height, wanted_in
from ripplemark.charts.panel import Panel
from ripplemark.charts.placing import Segment, crosses, leader
from ripplemark.charts.room import Pixels, Room
from ripplemark.charts.thinning import Floats, thinned


@dataclass(frozen=True, slots=True)
class Worded:
    """A label where it stands, the key of its colour (a channel, a state, 'ink' or 'quiet'), and the line to its point."""

    placed: Placed
    colour: str
    line: Segment | None = None


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of each lane, the names that found no place, by lane, and the lines from labels to what they name."""

    by_lane: tuple[tuple[Worded, ...], ...]
    homeless: frozenset[tuple[int, str]]
    leaders: tuple[Segment, ...] = ()


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
        for wanted in wanted_in(of, lane, placing.panel, layout):
            if wanted.name is not None and (number, wanted.name) in layout.keyed:
                continue
            placed = _placed(wanted, room, [each.placed.box for each in worded], wanted.colour)
            if placed is not None:
                worded.append(placed)
            elif wanted.name is not None:
                homeless.add((number, wanted.name))
        found.append(tuple(worded))
    lines = tuple(each.line for lane in found for each in lane if each.line is not None)
    return Labels(tuple(found), frozenset(homeless), lines)


def _placed(wanted: Wanted, room: Room, standing: list[Box], colour: str) -> Worded | None:
    """The first wording that is free at one of its points; else, within reach, further off with a line to it.

    The last wording, which says least, is taken only where no other stands even with a line.
    """
    for label, anchors in wanted.wordings:
        texts = (label.text, *label.shorter)
        told = texts[:-1] if wanted.reach else texts
        for text in told or texts:
            placed = room.place(replace(label, text=text, shorter=()), anchors)
            if placed is not None:
                return Worded(placed, colour)
        for text in texts[-2:] if wanted.reach and anchors else ():
            away = _away(
                replace(label, text=text, shorter=()), anchors[0], room, standing, wanted.reach
            )
            if away is not None:
                return Worded(away, colour, leader(away))
            placed = room.place(replace(label, text=text, shorter=()), anchors)
            if placed is not None:
                return Worded(placed, colour)
    return None


def _away(
    label: Label, at: tuple[float, float], room: Room, standing: list[Box], reach: float
) -> Placed | None:
    """The free place nearest to a point, no further than ``reach`` pixels, whose line crosses no other label; it takes it."""
    if not reach:
        return None
    moved = replace(label, x=at[0], y=at[1])
    box = box_of(moved, label.text, "right")
    wide, high = box.right - box.left, box.bottom - box.top
    left, top = room.corners(wide, high).T
    across = np.maximum(np.maximum(left - at[0], at[0] - left - wide), 0)
    down = np.maximum(np.maximum(top - at[1], at[1] - top - high), 0)
    apart = np.hypot(across, down)
    for k in np.argsort(apart, kind="stable")[:_TRIED]:
        if apart[k] > reach:
            break
        found = Placed(
            moved, label.text, Box(left[k], top[k], left[k] + wide, top[k] + high), "right"
        )
        line = leader(found)
        if line is None or not any(crosses(line, each) for each in standing):
            room.take(found.box, 2.0)
            return found
    return None


_TRIED = 300
"""So many free places are looked at for one whose line crosses no label."""


CLEAR = 4.0
"""Pixels that words keep from the line of an event: less looks as if it ran through them."""


def _room(of: Lanes, lane: Lane, panel: Panel) -> Room:
    """The lane's panel with its lines, its events and its boundaries taken; a little room above for words."""
    box = panel.box
    room = Room(Box(box.left + 2, box.top - 2, box.right, box.bottom - 2))
    for each in of.crossings:
        x = panel.x(each.line)
        if box.left <= x <= box.right:
            room.take(Box(x - 1, box.top - 2, x + 1, box.bottom), CLEAR)
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
