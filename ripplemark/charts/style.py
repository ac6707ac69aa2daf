"""What every chart shares: three accents for three questions, faint horizontal grid, labels beside what they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import plotly.graph_objects as go

from ripplemark.charts import lettering
from ripplemark.charts.canvas import DARK, LIGHT, Look

FONT = lettering.FONT
HEIGHT = 340
Side = Literal["left", "right"]

__all__ = ["DARK", "LIGHT", "Chart", "Curve", "Look", "Side"]


@dataclass(frozen=True, slots=True)
class Curve:
    """One series as it is drawn: the start and width in hours of each bin, its value (None: nothing known), its unit.

    ``starts`` are aware datetimes; the three sequences have one length, and may be empty.
    """

    starts: Sequence[datetime]
    hours: Sequence[float]
    values: Sequence[float | None]
    unit: str

    def centres(self, zone: ZoneInfo) -> list[datetime]:
        """The middle of each bin as wall time in the zone."""
        return [
            wall(start + timedelta(hours=width / 2), zone)
            for start, width in zip(self.starts, self.hours, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure and its words for those who cannot see it."""

    figure: go.Figure
    alt: str


def wall(at: datetime, zone: ZoneInfo) -> datetime:
    """An instant as wall time without offset: Plotly draws it as it stands."""
    return at.astimezone(zone).replace(tzinfo=None)


def instant(text: str) -> datetime:
    """An ISO 8601 text of an estimate as an aware datetime."""
    return datetime.fromisoformat(text)


def day(at: datetime) -> str:
    """A date as people write it: 5 March 2025."""
    return f"{at.day} {at:%B %Y}"


def moment(at: datetime, hours: float | None) -> str:
    """A time no finer than is known: a day, or a day with hours and minutes where bins are narrower than a day."""
    fine = hours is not None and hours < 24
    return f"{at.day} {at:%b} {at:%H:%M}" if fine else f"{at.day} {at:%b}"


def canvas(look: Look, height: int = HEIGHT) -> go.Figure:
    """An empty figure in the house style: transparent, no legend, no frame, nothing to drag by accident."""
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 28, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": 14, "color": look.quiet},
        showlegend=False,
        dragmode=False,
        hovermode="x unified",
        hoverlabel={"bgcolor": look.paper, "font": {"color": look.ink}},
    )
    figure.update_xaxes(
        showgrid=False,
        zeroline=False,
        ticks="outside",
        tickcolor=look.grid,
        fixedrange=True,
        automargin=True,
        linecolor=look.quiet,
        nticks=7,
    )
    figure.update_yaxes(
        gridcolor=look.grid, zeroline=False, fixedrange=True, automargin=True, nticks=5
    )
    return figure


def label(
    figure: go.Figure,
    text: str,
    x: Any,
    y: float,
    colour: str,
    *,
    side: Side = "right",
    yref: str = "y",
    rise: int = 0,
) -> None:
    """Words beside a place: to its right or its left, ``rise`` pixels above it."""
    figure.add_annotation(
        text=text,
        x=x,
        y=y,
        yref=yref,
        showarrow=False,
        xanchor="left" if side == "right" else "right",
        align="left" if side == "right" else "right",
        xshift=8 if side == "right" else -8,
        yshift=rise,
        font={"color": colour, "size": 13},
    )


def rule(figure: go.Figure, x: Any, colour: str, dash: str = "dot") -> None:
    """A thin vertical line through the whole height."""
    figure.add_shape(
        type="line",
        x0=x,
        x1=x,
        y0=0,
        y1=1,
        yref="paper",
        line={"color": colour, "width": 1.2, "dash": dash},
    )


def band(figure: go.Figure, x0: Any, x1: Any, colour: str) -> None:
    """A barely visible band over the whole height: where an interval lies on the horizontal axis."""
    figure.add_shape(
        type="rect",
        x0=x0,
        x1=x1,
        y0=0,
        y1=1,
        yref="paper",
        fillcolor=colour,
        opacity=0.1,
        line_width=0,
        layer="below",
    )


def tint(colour: str, opacity: float) -> str:
    """A hexadecimal colour as rgba with an opacity between 0 and 1."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def time_axis(figure: go.Figure, first: datetime, last: datetime) -> None:
    """A time axis from first to last, its ticks as short as the span allows."""
    span = last - first
    form = "%-d %b<br>%H:%M" if span < timedelta(days=4) else "%-d %b"
    form = "%b %Y" if span > timedelta(days=500) else form
    figure.update_xaxes(range=[first, last], tickformat=form, hoverformat="%-d %b %Y %H:%M")


def headroom(values: Sequence[float | None]) -> list[float]:
    """A vertical range from 0 that leaves room for labels above the highest value."""
    known = [value for value in values if value is not None]
    return [0.0, 1.18 * max([*known, 1e-9])]
