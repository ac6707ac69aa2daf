"""The Laboratory page: a model of what an earlier removal would avert. Its answers are in no figure and no headline."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from ripplemark.charts.canvas import Look
from ripplemark.charts.lettering import FONT
from ripplemark.estimate.outcome import hours_in_words
from ripplemark.measures import measure, named
from ripplemark.result import Estimate
from ripplemark.ui import reading
from ripplemark.ui.controls import Control, complain, row
from ripplemark.ui.frame import look, plain, settled, width

METRIC = "harm-averted"
TOLD = (1.0, 24.0, 48.0, 168.0)
"""Hours whose shares stand in words."""
FITTED = ("fit", "series")
"""What the address says for the section of fits, which stands below."""
MODELLED = ("branching", "half-life")
_HIGH = 330
_TICKS = {1 / 60: "1 min", 1 / 6: "10 min", 1.0: "1 h", 6.0: "6 h", 24.0: "1 day", 168.0: "1 week"}
_SHARES = [0, 25, 50, 75, 100]
_CONTROLS = (
    Control(
        "branching",
        "Branching ratio",
        options={each: each for each in ("0.3", "0.44", "0.5", "0.6", "0.75", "0.9", "0.95")},
        default="0.75",
        help="How many posts one post sets off directly, on average, if it stays up. 0.75 and 0.44 are the two published.",
    ),
    Control(
        "half-life",
        "Half of those come within",
        options={
            "0.0833": "5 min",
            "0.125": "7.5 min",
            "0.2333": "14 min",
            "0.5": "30 min",
            "1": "1 h",
            "6": "6 h",
        },
        default="0.125",
        help="The half-life of what one post sets off directly. 7.5 and 14 min are the two published.",
    ),
)
_NEEDS = (
    "A branching ratio and a half-life fitted to at least 100 timed posts of one spread, its daily rhythm allowed for.",
    "A branching ratio below 1: otherwise the spread never ends, and the model says nothing.",
    "Nothing is taken over from a fit: what is chosen here is an assumption, and the incident's own data are not in it.",
)


def laboratory() -> None:
    """What the model is, its answer for what is chosen, what it needs, and how it misleads."""
    st.markdown(
        ":orange[**A model, not an observation.**] It asks: if posts set off further posts in the way that a published study "
        "assumes, what share of all that a post would still set off is averted when it is removed after a delay? Nothing of "
        "this model was measured on an incident. Please do not quote it as what a platform did, or failed to do."
    )
    complain(_CONTROLS, FITTED)
    row(_CONTROLS)
    answers = _asked(TOLD)
    st.markdown("\n".join(f"- {plain(_sentence(each))}" for each in answers))
    _curve()
    _list("What it needs", _NEEDS)
    _list("How it misleads", named(METRIC).caveats[1:])
    st.header("How it is defined", anchor=False)
    st.markdown(plain(named(METRIC).definition))
    st.caption(plain(f"{named(METRIC).source}. On the command line: measure {METRIC}."))


def _asked(hours: tuple[float, ...]) -> tuple[Estimate, ...]:
    chosen = {each.name: each.value or "" for each in _CONTROLS}
    settings = {**chosen, "delay": ",".join(f"{each:.8g}" for each in hours)}
    return measure(reading.serving(), METRIC, settings=settings).estimates


def _sentence(each: Estimate) -> str:
    averted = round(100 * float(each.value or 0))
    return (
        f"Removed after {hours_in_words(float(each.by['delay']))}, in this model: {averted} % averted, "
        f"{100 - averted} % not."
    )


def _curve() -> None:
    delays = tuple(float(each) for each in np.geomspace(1 / 60, 400, 121))
    shares = [100 * float(each.value or 0) for each in _asked(delays)]
    drawn = curve(delays, shares, width(), look())
    told = f"Model: share averted by delay, falling from {shares[0]:.0f} % after a minute to {shares[-1]:.0f} % after 17 days."
    if not settled():
        return
    with st.container(key="chart-laboratory"):
        st.plotly_chart(
            drawn,
            theme=None,
            key=f"laboratory-{width()}",
            config={"displayModeBar": False, "scrollZoom": False, "showTips": False},
            alt=told,
        )


def curve(delays: tuple[float, ...], shares: list[float], wide: int, seen: Look) -> Any:
    """Share averted, per cent, by delay in hours on a logarithmic axis; dashed, as everything modelled."""
    line = {"color": seen.moderation, "width": 2.5, "dash": "dash"}
    picture = go.Figure(go.Scatter(x=delays, y=shares, mode="lines", line=line, hoverinfo="skip"))
    axis = {"gridcolor": seen.grid, "zeroline": False, "fixedrange": True}
    picture.update_xaxes(
        **axis,
        type="log",
        tickvals=list(_TICKS),
        ticktext=list(_TICKS.values()),
        ticks="outside",
        ticklen=7,
        tickcolor=seen.paper,
        title={"text": "Removed after", "standoff": 8, "font": {"size": 13}},
    )
    picture.update_yaxes(
        **axis, range=[0, 100], tickvals=_SHARES, ticktext=[f"{each} %" for each in _SHARES]
    )
    picture.add_annotation(
        x=1,
        y=1,
        xref="paper",
        yref="paper",
        xanchor="right",
        yanchor="top",
        text="Model: share averted",
        showarrow=False,
        font={"color": seen.ink},
    )
    picture.update_layout(
        width=wide,
        height=_HIGH,
        margin={"l": 52, "r": 16, "t": 16, "b": 52},
        paper_bgcolor=seen.paper,
        plot_bgcolor=seen.paper,
        font={"family": FONT, "size": 13, "color": seen.quiet},
    )
    return picture


def _list(title: str, lines: tuple[str, ...]) -> None:
    st.header(title, anchor=False)
    st.markdown("\n".join(f"- {plain(each)}" for each in lines))
