"""Three lanes on one clock: attention, what stood, and search, with events across all of them."""

from __future__ import annotations

import plotly.graph_objects as go

from ripplemark.charts.canvas import Canvas
from ripplemark.charts.flags import Crossing
from ripplemark.charts.lane_drawing import drawn
from ripplemark.charts.lane_labels import labelled
from ripplemark.charts.lane_layout import arranged
from ripplemark.charts.lane_parts import Lane, Lanes, Layer, Line, Mark, Stack

__all__ = ["Crossing", "Lane", "Lanes", "Layer", "Line", "Mark", "Stack", "lanes"]


def lanes(of: Lanes, canvas: Canvas) -> go.Figure:
    """The picture; every label stands in a place of its own, and a name that finds none stands under the heading.

    Raises:
        ValueError: the stretch of time is empty.
    """
    if not of.high > of.low:
        raise ValueError("a picture of lanes needs a stretch of time")
    layout = arranged(of, canvas)
    labels = labelled(of, layout)
    while labels.homeless - layout.keyed:
        layout = arranged(of, canvas, layout.keyed | labels.homeless)
        labels = labelled(of, layout)
    return drawn(of, layout, labels)
