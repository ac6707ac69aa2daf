"""A picture of lanes while it is being put together: in pixels from its top left corner, times as dates."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
import plotly.graph_objects as go

from ripplemark.charts import style
from ripplemark.charts.canvas import Look
from ripplemark.charts.labels import Box
from ripplemark.charts.lane_layout import Layout
from ripplemark.charts.lane_parts import Lanes
from ripplemark.charts.panel import Panel
from ripplemark.charts.thinning import Floats


class Picture:
    """What has been put on the picture so far: traces, shapes and words, in pixels from the top left corner."""

    def __init__(self, of: Lanes, layout: Layout) -> None:
        self.of = of
        self.layout = layout
        self.look: Look = layout.canvas.look
        self.wide, self.high = float(layout.canvas.width), layout.height
        self.traces: list[Any] = []
        self.shapes: list[dict[str, Any]] = []
        self.words: list[dict[str, Any]] = []
        self.axes: dict[str, Any] = {}

    def panel(self, number: int, panel: Panel) -> None:
        """A vertical axis of its own for a lane."""
        key = f"yaxis{number + 1 if number else ''}"
        self.axes[key] = {
            "domain": [1 - panel.box.bottom / self.high, 1 - panel.box.top / self.high],
            "range": [panel.y_low, panel.y_high],
            "visible": False,
            "fixedrange": True,
            "anchor": "x",
        }

    def text(
        self,
        words: str,
        box: Box,
        colour: str,
        size: float,
        align: str = "left",
        *,
        bold: bool = False,
    ) -> None:
        """Words that fill a box, taken as they are; ``align`` says on which edge they stand."""
        told = "<br>".join(escape(each, quote=False) for each in words.split("\n"))
        self.marked(f"<b>{told}</b>" if bold else told, box, colour, size, align)

    def marked(self, words: str, box: Box, colour: str, size: float, align: str = "left") -> None:
        """Words with Plotly's markup."""
        x = {"left": box.left, "right": box.right, "center": (box.left + box.right) / 2}[align]
        self.words.append(
            {
                "text": words,
                "x": x / self.wide,
                "y": 1 - (box.top + box.bottom) / 2 / self.high,
                "xref": "paper",
                "yref": "paper",
                "xanchor": align,
                "yanchor": "middle",
                "align": align,
                "showarrow": False,
                "borderpad": 0,
                "font": {"size": size, "color": colour},
            }
        )

    def rule(
        self, x0: float, y0: float, x1: float, y1: float, layer: str = "above", **line: Any
    ) -> None:
        """A straight line; ``layer`` 'below' puts it under everything that is drawn from data."""
        self.shape("line", Box(x0, y0, x1, y1), line=line, layer=layer)

    def field(self, box: Box, colour: str, opacity: float, layer: str = "below") -> None:
        """A filled rectangle."""
        self.shape("rect", box, fillcolor=colour, opacity=opacity, line={"width": 0}, layer=layer)

    def shape(self, kind: str, box: Box, **more: Any) -> None:
        """A shape of Plotly's between two corners."""
        self.shapes.append(
            {
                "type": kind,
                "xref": "paper",
                "yref": "paper",
                "x0": box.left / self.wide,
                "x1": box.right / self.wide,
                "y0": 1 - box.top / self.high,
                "y1": 1 - box.bottom / self.high,
                **more,
            }
        )

    def figure(self, look: Look) -> go.Figure:
        """Everything together."""
        layout = self.layout
        x = {
            "type": "date",
            "domain": [layout.left / self.wide, layout.right / self.wide],
            "range": list(dates(np.array([self.of.low, self.of.high]))),
            "visible": False,
            "fixedrange": True,
            "hoverformat": "%-d %b %Y, %H:%M",
        }
        return go.Figure(
            self.traces,
            {
                "width": layout.canvas.width,
                "height": round(self.high),
                "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
                "paper_bgcolor": "rgba(0,0,0,0)",
                "plot_bgcolor": "rgba(0,0,0,0)",
                "font": {"family": style.FONT, "size": layout.canvas.letters, "color": look.quiet},
                "showlegend": False,
                "dragmode": False,
                "hovermode": "x unified",
                "hoversubplots": "axis",
                "hoverlabel": {"bgcolor": look.paper, "font": {"color": look.ink}},
                "xaxis": x,
                "yaxis": {
                    "visible": False,
                    "fixedrange": True,
                },  # where the first lane has none of its own
                **self.axes,
                "shapes": self.shapes,
                "annotations": self.words,
            },
        )


def dates(at: Floats) -> Any:
    """Seconds of wall time as Plotly takes dates."""
    return np.round(at * 1000).astype("datetime64[ms]")
