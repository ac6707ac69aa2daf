"""Two sources of one story on one clock, each in its own panel and unit, with its peak and its return to the usual range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from ripplemark.charts import axes, lettering, ticks
from ripplemark.charts.attention_parts import TIMES
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.curve import Curve
from ripplemark.charts.labels import Box
from ripplemark.charts.panel import Panel
from ripplemark.charts.plane import Plane
from ripplemark.charts.thinning import thinned

_PANEL = 11.0
"""Height of a panel, in letters, where the picture may be as high as it likes."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happened, seconds since 1970; ends None where they are open. ``words`` from the longest to the shortest."""

    at: float
    low: float | None
    high: float | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Witness:
    """One source: its wordings from the longest to the shortest, its channel, its bins, its peak, and its return (None: not known)."""

    names: tuple[str, ...]
    channel: str | None
    curve: Curve
    peak: Moment | None
    back: Moment | None


@dataclass(frozen=True, slots=True, eq=False)
class Witnesses:
    """What is drawn, from ``low`` to ``high`` (seconds since 1970)."""

    each: tuple[Witness, ...]
    low: float
    high: float
    zone: ZoneInfo


def witnesses(of: Witnesses, canvas: Canvas) -> Any:
    """The Plotly figure: a panel for each source, one below the other, and one axis of time."""
    letters, size = canvas.letters, axes.SMALL * canvas.letters
    levels = [_levels(each) for each in of.each]
    left = max(axes.side_width(each, letters) for each in levels)
    marks = axes.clock_ticks(of.low, of.high, of.zone, canvas.width - left - 6, size)
    foot, head = axes.foot_height(letters, marks), 3.3 * letters
    number = len(of.each)
    high = _PANEL * letters
    if canvas.height is not None:
        free = canvas.height - foot - number * head
        high = max(free / number, 2.5 * letters)
    plane = Plane(canvas, canvas.height or round(number * (head + high) + foot))
    for k, each in enumerate(of.each):
        top = k * (head + high) + head
        panel = Panel(
            Box(left, top, canvas.width - 6.0, top + high - 0.4 * letters),
            of.low,
            max(of.high, of.low + 1),
            0.0,
            1.06 * max(levels[k][-1], each.curve.top, 1e-9),
        )
        _one(plane, panel, each, levels[k], top - head)
        if k == number - 1:
            axes.foot(plane, panel, marks)
        else:
            box = panel.box
            plane.rule(box.left, box.bottom, box.right, box.bottom, plane.look.quiet)
    picture = plane.figure()
    picture.update_layout(meta={TIMES: [[left, canvas.width - 6.0], [of.low, of.high]]})
    return picture


def _levels(of: Witness) -> list[float]:
    return ticks.numbers(max(of.curve.top, 1e-9), 3)


def _one(plane: Plane, panel: Panel, of: Witness, levels: list[float], top: float) -> None:
    """The name with the return in words, then the panel."""
    letters, size = plane.canvas.letters, axes.SMALL * plane.canvas.letters
    colour, box = plane.look.channel(of.channel), panel.box
    name = lettering.fitting(of.names, letters, plane.width - 4)
    plane.text(name, 2, top + 0.9 * letters, colour, letters, bold=True)
    said = "; ".join(each.words[0] for each in (of.peak, of.back) if each is not None)
    short = "; ".join(each.words[-1] for each in (of.peak, of.back) if each is not None)
    words = lettering.fitting((said, short), size, plane.width - 4)
    plane.text(words, 2, top + 2.3 * letters, plane.look.ink, size)
    axes.side(plane, panel, levels)
    for moment, opacity in ((of.peak, 0.22), (of.back, 0.14)):
        if moment is not None:
            _moment(plane, panel, moment, colour, opacity)
    curve = of.curve.between(panel.x_low, panel.x_high)
    x, value = axes.clipped(curve.centre, curve.line, panel.x_low, panel.x_high)
    across, down = axes.across(panel, x), axes.down(panel, value)
    kept = thinned(across, down)
    told = [f"{value[k]:,.0f}" if value[k] == value[k] else "" for k in kept]
    plane.line(across[kept], down[kept], colour, width=1.6, told=told)
    if of.peak is not None and panel.x_low <= of.peak.at <= panel.x_high:
        plane.dots([panel.x(of.peak.at)], [panel.y(of.curve.top)], colour, 7.0)
    plane.rule(box.left, box.top, box.left, box.top, colour)


def _moment(plane: Plane, panel: Panel, of: Moment, colour: str, opacity: float) -> None:
    """A dotted line with the interval behind it, as far as both lie in the panel."""
    low, high = (
        min(max(each, panel.x_low), panel.x_high)
        for each in (
            of.low if of.low is not None else of.at,
            of.high if of.high is not None else panel.x_high,
        )
    )
    left, right, box = panel.x(low), panel.x(high), panel.box
    plane.box(Box(left, box.top, max(right, left + 2), box.bottom), colour, opacity)
    if panel.x_low <= of.at <= panel.x_high:
        x = panel.x(of.at)
        plane.rule(x, box.top, x, box.bottom, colour, dash="dot", layer="above")
