"""An invented figure, built by hand: a line, a marked event, a dashed limit, words with letters that escape badly."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa

from ripplemark.charts.canvas import Canvas
from ripplemark.figure import Claims, Figure, Unborne
from ripplemark.result import Column

HEADLINE = "Attention to LANTERN halved within 31 h of its peak & stayed “low” until 18 March 2025"
SOURCE = "Source: Invented counts, added 2 April 2025. 96 bins of 1 hour. Simulated. Times in UTC. Archive 3f9a21c7d0."
START = datetime(2025, 3, 4, tzinfo=UTC)
VALUES = [round(900 * 0.97 ** abs(k - 20), 2) for k in range(96)]


def invented(**changed: Any) -> Figure:
    """The figure, public and simulated; single fields can be changed."""
    whole = Figure(
        name="attention",
        title="Attention over time",
        question="attention",
        audience="public",
        incident="LANTERN",
        headline=HEADLINE,
        subtitle="Posts per hour on Chirp, 4 to 8 March 2025 <UTC>",
        claims=Claims(
            ("Half of the posts counted on Chirp were made by 5 March 2025, 14:00 UTC.",),
            (
                Unborne(
                    "Few people saw it.", "Posts are counted, not views.", "View counts per hour."
                ),
            ),
        ),
        caveats=("Deleted posts are not counted.",),
        source=SOURCE,
        alt="A line that rises to 900 posts per hour on 4 March and falls.",
        draw=drawing,
        shown=pa.table(
            {
                "at": pa.array(
                    [START + timedelta(hours=k) for k in range(96)], pa.timestamp("us", "UTC")
                ),
                "label": ["=1+1", "-2", "plain", "@cmd"] * 24,
                "value": VALUES,
                "items": pa.array([None, *range(-1, 94)], pa.int64()),
            }
        ),
        columns=(
            Column("at", "TIMESTAMPTZ", "", "start of the bin"),
            Column("label", "VARCHAR", "", "a text that a spreadsheet would compute"),
            Column("value", "DOUBLE", "posts", "posts in the bin"),
            Column("items", "BIGINT", "items", "items up"),
        ),
        documents=(
            {
                "metric": "half-life",
                "unit": "h",
                "estimates": [{"value": 31.0, "low": 28.0, "high": 35.5}],
            },
        ),
        queries=("lifecycle/bins_by_series",),
        parameters={"incident": "LANTERN", "scope": "incident", "by": []},
        archive="3f9a21c7d0",
        simulated=True,
    )
    return replace(whole, **changed)


def drawing(canvas: Canvas, name: str = "Chirp") -> Any:
    """A line in the colour of attention, named at its peak, of explicit size."""
    import plotly.graph_objects as go

    from ripplemark.charts.style import FONT

    look = canvas.look
    picture = go.Figure(
        go.Scatter(
            x=[START.replace(tzinfo=None) + timedelta(hours=k) for k in range(96)],
            y=VALUES,
            line={"color": look.attention, "width": 2},
            mode="lines",
        )
    )
    picture.add_annotation(
        text=f"<b>{name}</b> posts", x="2025-03-05T02:00", y=880, showarrow=False, xanchor="left"
    )
    picture.add_shape(
        type="line",
        x0=0,
        x1=1,
        xref="paper",
        y0=450,
        y1=450,
        line={"color": look.quiet, "dash": "dot"},
    )
    picture.update_layout(
        width=canvas.width,
        height=canvas.height or round(canvas.width * 0.6),
        margin={"l": 48, "r": 16, "t": 16, "b": 32},
        font={"family": FONT, "size": canvas.letters, "color": look.ink},
        plot_bgcolor="rgba(0,0,0,0)",
    )
    return picture
