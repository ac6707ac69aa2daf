"""A picture in pixels: every place is known before anything is drawn, and what is drawn knows no other unit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import plotly.graph_objects as go

from ripplemark.charts import lettering, style
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import Box, Placed
from ripplemark.charts.thinning import Floats

Align = Literal["left", "center", "right"]
Layer = Literal["below", "above"]


class Plane:
    """What has been put on a picture so far; pixels from its top left corner.

    ``many`` is True for a picture of very many points: half the bytes on their way to the browser, to a thousandth of a pixel.
    """

    def __init__(self, canvas: Canvas, height: float, *, many: bool = False) -> None:
        self._kind: type[np.floating[Any]] = np.float32 if many else np.float64
        self.canvas, self.look = canvas, canvas.look
        self.width, self.height = float(canvas.width), float(height)
        self._strokes: dict[str, _Stroke] = {}
        self._shapes: list[dict[str, Any]] = []
        self._words: list[dict[str, Any]] = []

    def line(
        self,
        x: Floats,
        y: Floats,
        colour: str,
        *,
        width: float = 2.0,
        dash: str = "solid",
        told: Sequence[str] | None = None,
    ) -> None:
        """A line through points; NaN breaks it. ``told`` says for each point what is read out beside the pointer."""
        look = {"mode": "lines", "line": {"color": colour, "width": width, "dash": dash}}
        self.trace(look, x, y, told)

    def area(self, x: Floats, y: Floats, floor: float, colour: str, opacity: float) -> None:
        """What lies between a line and a level; each stretch without NaN by itself."""
        fill = style.tint(colour, opacity)
        look = {"mode": "lines", "line": {"width": 0}, "fill": "toself", "fillcolor": fill}
        for part in _runs(y):
            across = np.concatenate([[x[part][0]], x[part], [x[part][-1]]])
            self.trace(look, across, np.concatenate([[floor], y[part], [floor]]))

    def dots(
        self,
        x: Sequence[float] | Floats,
        y: Sequence[float] | Floats,
        colour: str,
        size: float,
        *,
        hollow: bool = False,
        symbol: str = "circle",
    ) -> None:
        """Points; hollow ones are filled with the paper's colour."""
        fill = self.look.paper if hollow else colour
        outline = {"color": colour, "width": 1.6 if hollow else 0}
        marker = {"color": fill, "size": size, "symbol": symbol, "line": outline}
        self.trace({"mode": "markers", "marker": marker}, np.asarray(x), np.asarray(y))

    def trace(
        self, look: dict[str, Any], x: Floats, y: Floats, told: Sequence[str] | None = None
    ) -> None:
        """Points in Plotly's own look; those of one look become one trace, wherever they stand.

        ``told`` says for each point what is read out beside the pointer. A picture of forty cells has few traces.
        """
        stroke = self._strokes.setdefault(json.dumps((look, told is None)), _Stroke(look))
        stroke.x.append(np.append(x, np.nan))
        stroke.y.append(np.append(y, np.nan))
        stroke.told += [*(told or ()), ""]
        stroke.read = stroke.read or told is not None

    def box(self, box: Box, colour: str, opacity: float, layer: Layer = "below") -> None:
        """A filled rectangle."""
        self._shapes.append(
            {
                "type": "rect",
                "x0": box.left,
                "x1": box.right,
                "y0": box.top,
                "y1": box.bottom,
                "fillcolor": style.tint(colour, opacity),
                "line": {"width": 0},
                "layer": layer,
            }
        )

    def rule(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        colour: str,
        *,
        width: float = 1.0,
        dash: str = "solid",
        layer: Layer = "below",
    ) -> None:
        """A straight line."""
        self._shapes.append(
            {
                "type": "line",
                "x0": x0,
                "x1": x1,
                "y0": y0,
                "y1": y1,
                "line": {"color": colour, "width": width, "dash": dash},
                "layer": layer,
            }
        )

    def text(
        self,
        words: str,
        x: float,
        y: float,
        colour: str,
        size: float,
        *,
        align: Align = "left",
        bold: bool = False,
    ) -> None:
        """One line of plain words; ``y`` is its middle."""
        told = words.replace("&", "&amp;").replace("<", "&lt;")
        self._words.append(
            {
                "text": f"<b>{told}</b>" if bold else told,
                "x": x,
                "y": y,
                "xanchor": align,
                "yanchor": "middle",
                "showarrow": False,
                "borderpad": 0,
                "font": {"color": colour, "size": size},
            }
        )

    def label(self, placed: Placed, size: float | None = None, *, every_line: bool = False) -> None:
        """A label where it was placed, bold where it is to be: the first line, or ``every_line`` where it was wrapped."""
        lines = placed.text.split("\n")
        high = (placed.box.bottom - placed.box.top) / len(lines)
        align: Align = "left"
        if "left" in placed.place:
            align = "right"
        elif placed.place in ("above", "below"):
            align = "center"
        x = {
            "left": placed.box.left,
            "right": placed.box.right,
            "center": (placed.box.left + placed.box.right) / 2,
        }[align]
        for k, words in enumerate(lines):
            self.text(
                words,
                x,
                placed.box.top + (k + 0.5) * high,
                placed.label.colour,
                size or placed.label.size,
                align=align,
                bold=placed.label.bold and (k == 0 or every_line),
            )

    def figure(self) -> go.Figure:
        """The Plotly figure: one plane of pixels, nothing to drag, no legend, no frame."""
        axis = {"visible": False, "fixedrange": True, "autorange": False}
        layout = {
            "width": round(self.width),
            "height": round(self.height),
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {
                "family": lettering.FONT,
                "size": self.canvas.letters,
                "color": self.look.quiet,
            },
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverdistance": 40,
            "hoverlabel": {"bgcolor": self.look.paper, "font": {"color": self.look.ink}},
            "xaxis": {**axis, "range": [0, self.width]},
            "yaxis": {**axis, "range": [self.height, 0]},
            "shapes": self._shapes,
            "annotations": self._words,
        }
        # At once: an update afterwards reads every shape and word twice.
        return go.Figure([each.trace(self._kind) for each in self._strokes.values()], layout)


@dataclass(slots=True)
class _Stroke:
    """Everything of one look: its points, with NaN between what does not belong together."""

    look: dict[str, Any]
    x: list[Floats] = field(default_factory=list)
    y: list[Floats] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    read: bool = False

    def trace(self, kind: type[np.floating[Any]] = np.float64) -> go.Scatter:
        """One Plotly trace, its places as numbers of this kind."""
        hover: dict[str, Any] = {"hoverinfo": "skip"}
        if self.read:
            hover = {"text": self.told, "hovertemplate": "%{text}<extra></extra>"}
        x, y = (np.concatenate(each)[:-1].astype(kind) for each in (self.x, self.y))
        return go.Scatter(x=x, y=y, connectgaps=False, **self.look, **hover)


def _runs(values: Floats) -> list[slice]:
    known = np.concatenate([[False], ~np.isnan(values), [False]])
    edges = np.flatnonzero(np.diff(known.astype(np.int8)))
    return [slice(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
