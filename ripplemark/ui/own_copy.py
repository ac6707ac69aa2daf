"""Without Chromium: what still works, and a copy of the figure as it may leave, drawn and saved by one's own browser."""

from __future__ import annotations

from typing import Any

import streamlit as st

from ripplemark.charts.canvas import SIZES
from ripplemark.charts.frame import Around, framed, room
from ripplemark.figure import Figure
from ripplemark.ui import reading
from ripplemark.ui.reading import Wanted

_MARKS = {"private": "Private: not for publication"}


def browsers_copy(leaving: Wanted) -> None:
    """The figure with headline, subtitle and source within the picture, and a button that saves it as SVG."""
    st.markdown(
        "PNG, SVG, PDF and the evidence bundle are drawn by Chromium, which is not on the computer that runs Ripplemark. "
        "HTML, CSV, XLSX, Parquet and JSON work without it. To get the rest on Debian or Ubuntu: "
        "`sudo apt-get install chromium`. Until then, your own browser can save this copy as SVG, with the camera above it."
    )
    figure = reading.figure(leaving)
    buttons = {"displayModeBar": True, "displaylogo": False, "modeBarButtons": [["toImage"]]}
    buttons["toImageButtonOptions"] = {"format": "svg", "filename": f"ripplemark-{figure.name}"}
    st.plotly_chart(
        whole(figure),
        width="content",
        theme=None,
        key=f"copy-{leaving.name}",
        config=buttons,
        alt=figure.alt,
    )


def whole(figure: Figure) -> Any:
    """The picture of an article's size with all words that belong to it, as it is exported."""
    canvas = SIZES[0].canvas
    private = _MARKS.get(figure.audience)
    marks = tuple(each for each in ("Simulated" if figure.simulated else None, private) if each)
    around = Around(figure.headline, figure.subtitle, figure.source, marks)
    return framed(figure.draw(room(around, canvas)), around, canvas)
