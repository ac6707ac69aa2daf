"""The two axes of a panel of time: hours of the wall clock below, a few round numbers at the side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark.charts import lettering, ticks
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane
from ripplemark.charts.thinning import Floats
from ripplemark.charts.ticks import Tick

SMALL = 0.92
"""Letters of axes, as a share of those of labels."""


def clock_ticks(low: float, high: float, zone: ZoneInfo, width: float, size: float) -> list[Tick]:
    """Ticks at round wall times of a zone, each at its instant (seconds since 1970): a day with 23 hours is narrower.

    Between two instants; an hour that does not occur has no tick.
    """
    shift = [_offset(at, zone) for at in (low, high)]
    found = []
    for tick in ticks.times(low + shift[0], high + shift[1], width, size):
        wall = datetime.fromtimestamp(tick.at, UTC).replace(tzinfo=None)
        at = wall.replace(tzinfo=zone).timestamp()
        shown = datetime.fromtimestamp(at, UTC).astimezone(zone).replace(tzinfo=None)
        if shown == wall and low <= at <= high:
            found.append(replace(tick, at=at))
    return found


def _offset(at: float, zone: ZoneInfo) -> float:
    shift = datetime.fromtimestamp(at, UTC).astimezone(zone).utcoffset()
    return shift.total_seconds() if shift else 0.0


def clock_changes(low: float, high: float, zone: ZoneInfo) -> list[tuple[float, float]]:
    """When between two instants a zone's clocks were changed (seconds since 1970), and by how many seconds."""
    found = []
    edges = [*np.arange(low, high, 86_400.0).tolist(), high]
    for start, end in pairwise(edges):
        before, after = _offset(start, zone), _offset(end, zone)
        if before == after:
            continue
        while end - start > 1.0:
            middle = (start + end) / 2
            start, end = (middle, end) if _offset(middle, zone) == before else (start, middle)
        found.append((float(round(end)), after - before))
    return found


def across(panel: Panel, at: Floats) -> Floats:
    """Times as pixels from the picture's left edge."""
    share = (at - panel.x_low) / (panel.x_high - panel.x_low)
    return panel.box.left + share * (panel.box.right - panel.box.left)


def down(panel: Panel, value: Floats) -> Floats:
    """Values as pixels from the picture's top edge."""
    share = (value - panel.y_low) / (panel.y_high - panel.y_low)
    return panel.box.bottom - share * (panel.box.bottom - panel.box.top)


def foot_height(letters: float, found: Sequence[Tick]) -> float:
    """How much room the labels below a panel take."""
    lines = 2 if any(each.under for each in found) else 1
    return 8 + lines * 1.3 * SMALL * letters


def foot(plane: Plane, panel: Panel, found: Sequence[Tick], out: float | None = None) -> None:
    """The time axis below a panel: a line, short ticks, and the labels that have room.

    ``out`` is how far labels may stand out of the panel on either side; None up to the picture's own edges.
    """
    size, box, look = SMALL * plane.canvas.letters, panel.box, plane.look
    plane.rule(box.left, box.bottom, box.right, box.bottom, look.quiet, width=1.0, layer="above")
    edges = (0.0, plane.width)
    if out is not None:
        edges = (max(box.left - out, 0.0), min(box.right + out, plane.width))
    for tick in found:
        x = panel.x(tick.at)
        plane.rule(x, box.bottom, x, box.bottom + 4, look.quiet)
    for tick in _inside(found, panel, edges, size):
        for row, text in enumerate((tick.text, tick.under)):
            if text:
                y = box.bottom + 7 + (row + 0.55) * 1.3 * size
                plane.text(text, panel.x(tick.at), y, look.quiet, size, align="center")


def _inside(
    found: Sequence[Tick], panel: Panel, edges: tuple[float, float], size: float
) -> list[Tick]:
    """The ticks whose labels lie between two edges; a second line moves from a lost first label to the next one."""
    kept: list[Tick] = []
    lost = ""
    for tick in found:
        under = tick.under or ("" if kept else lost)
        half = max(lettering.width(each, size) for each in (tick.text, under)) / 2
        x = panel.x(tick.at)
        if edges[0] <= x - half and x + half <= edges[1]:
            kept.append(replace(tick, under=under))
        elif not kept:
            lost = under
    return kept


def side_width(values: Sequence[float], letters: float, unit: str = "") -> float:
    """How much room the numbers beside a panel take."""
    told = [ticks.number(each, unit) for each in values]
    return max((lettering.width(each, SMALL * letters) for each in told), default=0.0) + 8


def side(plane: Plane, panel: Panel, values: Sequence[float], unit: str = "") -> None:
    """Faint horizontal lines with their numbers to the left of a panel."""
    size, box = SMALL * plane.canvas.letters, panel.box
    for value in values:
        y = panel.y(value)
        plane.rule(box.left, y, box.right, y, plane.look.grid)
        plane.text(
            ticks.number(value, unit), box.left - 7, y, plane.look.quiet, size, align="right"
        )


def corner(plane: Plane, words: str, width: float, height: float, letters: float) -> None:
    """Quiet words in the lower right corner, such as how many cells found no room."""
    size = SMALL * letters
    plane.text(words, width - 2, height - 0.7 * letters, plane.look.quiet, size, align="right")


def clipped(x: Floats, value: Floats, low: float, high: float) -> tuple[Floats, Floats]:
    """The line cut off at both edges, at the height that it has there."""
    if not x.size:
        return x, value
    for edge, first in ((low, True), (high, False)):
        outside = x < edge if first else x > edge
        if not outside.any():
            continue
        k = int(np.flatnonzero(outside)[-1] if first else np.flatnonzero(outside)[0])
        other = k + 1 if first else k - 1
        if not 0 <= other < x.size:
            continue
        share = (edge - x[k]) / (x[other] - x[k])
        at = value[k] + share * (value[other] - value[k])
        kept = slice(other, None) if first else slice(None, other + 1)
        x = np.concatenate([[edge], x[kept]]) if first else np.concatenate([x[kept], [edge]])
        value = (
            np.concatenate([[at], value[kept]]) if first else np.concatenate([value[kept], [at]])
        )
    return x, value
