"""A picture of lanes as a Plotly figure: every place is known by now."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np
import plotly.graph_objects as go

from ripplemark import schema
from ripplemark.charts import style, ticks
from ripplemark.charts.canvas import Look
from ripplemark.charts.labels import Box
from ripplemark.charts.lane_across import THIN, events, foot
from ripplemark.charts.lane_headings import SWATCH, Written
from ripplemark.charts.lane_labels import Labels, Worded
from ripplemark.charts.lane_layout import Layout
from ripplemark.charts.lane_parts import Lanes, Line, Mark, Stack
from ripplemark.charts.lane_picture import Picture, dates
from ripplemark.charts.lane_wanted import height
from ripplemark.charts.panel import Panel
from ripplemark.charts.thinning import alone, thinned

STATES = {"up": "up", "unsure": "unknown", "removed": "removed", "otherwise": "uploader"}
"""The outcome whose colour each state of items has."""
_SAID = {
    "up": "still up",
    "unsure": "not known",
    "removed": "removed",
    "otherwise": "gone otherwise",
}
_OPACITY = {"up": 0.45, "unsure": 0.75, "removed": 0.34, "otherwise": 0.3}


def drawn(of: Lanes, layout: Layout, labels: Labels) -> go.Figure:
    """The figure, of the layout's size, without margins: paper coordinates are pixels."""
    look = layout.canvas.look
    picture = Picture(of, layout)
    for number, (lane, placing) in enumerate(zip(of.lanes, layout.lanes, strict=True)):
        for line in placing.heading:
            _heading(picture, line, lane.accent)
        if placing.panel is None:
            continue
        picture.panel(number, placing.panel)
        _grid(picture, placing.panel, placing.scale, lane.unit)
        if lane.stack is not None:
            _stack(picture, number, lane.stack, placing.panel, of)
        for line_ in sorted(lane.lines, key=lambda each: bool(each.marks)):
            _line(picture, number, line_, placing.panel, of)
        for worded in labels.by_lane[number]:
            _label(picture, worded)
    for each in labels.leaders:
        picture.rule(*each, color=look.quiet, width=0.8)
    events(picture, of)
    foot(picture)
    for line in layout.listed:
        picture.text(line.text, line.box, look.quiet, layout.flag_size)
    return picture.figure(look)


def colour(look: Look, key: str) -> str:
    """The colour of a channel, an accent, 'ink' or 'quiet'."""
    return look.channel(key) if key in schema.CHANNELS else str(getattr(look, key, look.ink))


def _heading(picture: Picture, line: Written, accent: str) -> None:
    look, size = picture.look, picture.layout.canvas.letters
    if line.key is not None:
        _swatch(picture, line)
        return
    tone = colour(look, accent)
    bold = f'<b><span style="color:{tone}">{_plain(line.bold)}</span></b>' if line.bold else ""
    words = f"{bold}  {_plain(line.text)}" if bold and line.text else bold or _plain(line.text)
    picture.marked(
        words, line.box, look.quiet, size if line.bold or not line.small else 0.92 * size
    )


def _swatch(picture: Picture, line: Written) -> None:
    """A name with a square of its colour before it."""
    if line.key is None:
        return
    size, box = picture.layout.canvas.letters, line.box
    side, middle = SWATCH * size, (box.top + box.bottom) / 2
    square = Box(box.left, middle - side / 2, box.left + side, middle + side / 2)
    tone = _tint(picture.look, line.key[1])
    picture.shape("rect", square, fillcolor=tone, line={"width": 0})
    words = Box(box.left + side + 0.4 * size, box.top, box.right, box.bottom)
    picture.text(line.text, words, picture.look.quiet, size)


def _tint(look: Look, key: str) -> str:
    """The colour of a layer's state or of a channel."""
    return look.outcome(STATES[key]) if key in STATES else colour(look, key)


def _grid(picture: Picture, panel: Panel, scale: Sequence[float], unit: str) -> None:
    look, size = picture.look, picture.layout.flag_size
    for value in scale:
        y = panel.y(value)
        picture.rule(
            panel.box.left,
            y,
            panel.box.right,
            y,
            layer="above" if value == 0 else "below",
            color=look.quiet if value == 0 else look.grid,
            width=THIN,
        )
        box = Box(0, y - size * 0.62, panel.box.left - 0.6 * size, y + size * 0.62)
        picture.text(ticks.number(value, unit), box, look.quiet, size, "right")


def _stack(picture: Picture, number: int, stack: Stack, panel: Panel, of: Lanes) -> None:
    look = picture.look
    x = panel.box.left + (stack.at - panel.x_low) / (panel.x_high - panel.x_low) * (
        panel.box.right - panel.box.left
    )
    total = np.sum([each.counts for each in stack.layers], axis=0)
    kept = np.unique(
        np.concatenate([thinned(x, total), *(thinned(x, e.counts) for e in stack.layers)])
    )
    times = dates(stack.at[kept])
    base = np.zeros(kept.size)
    for k, layer in enumerate(stack.layers):
        base = base + layer.counts[kept]
        tone, up = _tint(look, layer.state), layer.state == "up"
        picture.traces.append(
            {
                "type": "scatter",
                "x": times,
                "y": base,
                "customdata": layer.counts[kept],
                "yaxis": _axis(number),
                "mode": "lines",
                "line": {"color": tone, "width": 1.8 if up else 0.9},
                "fill": "tonexty" if k else "tozeroy",
                "fillcolor": style.tint(tone, _OPACITY[layer.state]),
                "name": layer.names[0],
                "hovertemplate": f"{layer.said or _SAID[layer.state]}: %{{customdata:,.0f}}<extra></extra>",
            }
        )
    if stack.end is not None and of.low <= stack.end <= of.high:
        at = panel.x(stack.end)
        picture.rule(at, panel.box.top, at, panel.box.bottom, color=look.moderation, width=1.2)


def _line(picture: Picture, number: int, line: Line, panel: Panel, of: Lanes) -> None:
    tone = colour(picture.look, line.channel)
    part = np.flatnonzero((line.at >= of.low) & (line.at <= of.high))
    part = np.arange(max(part[0] - 1, 0), min(part[-1] + 2, line.at.size)) if part.size else part
    at, values = line.at[part], line.values[part]
    x = panel.box.left + (at - panel.x_low) / (panel.x_high - panel.x_low) * (
        panel.box.right - panel.box.left
    )
    kept = thinned(x, values)
    shared = {"type": "scatter", "yaxis": _axis(number)}
    named = f"{_plain(line.names[0])}: " if line.names else ""
    picture.traces.append(
        {
            **shared,
            "x": dates(at[kept]),
            "y": values[kept],
            "mode": "lines",
            "line": {
                "color": tone,
                "width": 1.9 if line.marks else 1.5,
                "dash": picture.look.dash(line.channel),
            },
            "connectgaps": False,
            "name": line.names[0] if line.names else line.unit,
            "hovertemplate": f"{named}%{{y:,.4~g}} {_plain(line.unit)}<extra></extra>",
        }
    )
    dots = alone(values)
    if dots.size:
        picture.traces.append(
            {
                **shared,
                "x": dates(at[dots]),
                "y": values[dots],
                "mode": "markers",
                "marker": {"color": tone, "size": 5},
                "hoverinfo": "skip",
            }
        )
    for mark in line.marks:
        if of.low <= mark.at <= of.high:
            _mark(picture, mark, line, panel, tone)


def _mark(picture: Picture, mark: Mark, line: Line, panel: Panel, tone: str) -> None:
    look, r = picture.look, 0.3 * picture.layout.canvas.letters
    x, y = panel.x(mark.at), panel.y(height(line, mark))
    low, high = (
        min(max(panel.x(each), panel.box.left), panel.box.right) for each in (mark.low, mark.high)
    )
    if mark.start is not None:
        picture.rule(max(panel.x(mark.start), panel.box.left), y, x, y, color=look.ink, width=1.1)
    if high - low > 1:
        picture.shape(
            "rect",
            Box(low, y - 2.5, high, y + 2.5),
            fillcolor=tone,
            opacity=0.35,
            line={"width": 0},
        )
    solid = mark.kind in ("peak", "half")
    picture.shape(
        "circle",
        Box(x - r, y - r, x + r, y + r),
        fillcolor=(look.ink if mark.kind == "half" else tone) if solid else look.paper,
        line={"color": look.ink if mark.kind == "half" else tone, "width": 1.5},
    )


def _label(picture: Picture, worded: Worded) -> None:
    placed = worded.placed
    align = "left" if "right" in placed.place else "right" if "left" in placed.place else "center"
    tone = "ink" if worded.colour in STATES else worded.colour
    label = placed.label
    picture.text(
        placed.text, placed.box, colour(picture.look, tone), label.size, align, bold=label.bold
    )


def _axis(number: int) -> str:
    return f"y{number + 1 if number else ''}"


def _plain(text: str) -> str:
    return escape(text, quote=False)
