"""Selecting a stretch of time in a picture: what was drawn over it goes into the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from ripplemark.charts.attention import TIMES
from ripplemark.ui import address

_WIDE = 600
"""Pixels; on narrower pages a finger scrolls."""
Times = Sequence[Sequence[float]]
"""Two places in pixels, and the times there in seconds since 1970."""


def chart(
    picture: Any, key: str, config: Mapping[str, Any], alt: str, wanted: bool = False
) -> None:
    """Show a picture; where that is ``wanted`` and it is wide, a stretch can be drawn over it."""
    shown: dict[str, Any] = {"theme": None, "key": key, "config": dict(config), "alt": alt}
    times = selectable(picture) if wanted and picture.layout.width >= _WIDE else None
    if times is None:
        st.plotly_chart(picture, **shown)
        return

    def on_select() -> None:
        select(key, times)

    st.plotly_chart(dragged(picture), on_select=on_select, selection_mode="box", **shown)


def selectable(picture: Any) -> Times | None:
    """The times of a picture over which a stretch can be drawn; None for all others."""
    meta = picture.layout.meta
    return meta.get(TIMES) if isinstance(meta, Mapping) else None


def dragged(picture: Any) -> Any:
    """A copy of the picture over which a pointer draws a stretch; the picture itself is shared and stays as it is."""
    import plotly.graph_objects as go

    copy = go.Figure(picture)
    copy.update_layout(dragmode="select", selectdirection="h")
    copy.update_traces(unselected={"marker": {"opacity": 1}}, selector={"type": "scatter"})
    return copy


def select(key: str, times: Times) -> None:
    """Put what was selected in a picture into the address; nothing where nothing was."""
    boxes = _boxes(st.session_state.get(key))
    if not boxes:
        return
    pixels, seconds = times
    ends = sorted(float(each) for each in boxes[0]["x"])
    since, until = (_moment(each, pixels, seconds) for each in ends)
    if since < until:
        address.put({"since": since, "until": until, "stretch": "yes"})


def _boxes(state: Any) -> list[dict[str, Any]]:
    selection = state.get("selection") if isinstance(state, Mapping) else None
    return list((selection or {}).get("box") or [])


def _moment(x: float, pixels: Sequence[float], seconds: Sequence[float]) -> str:
    """The minute at a place of the picture, as it stands in an address; places outside are its ends."""
    share = min(max((x - pixels[0]) / (pixels[1] - pixels[0]), 0.0), 1.0)
    at = datetime.fromtimestamp(seconds[0] + share * (seconds[1] - seconds[0]), UTC)
    return f"{at:%Y-%m-%dT%H:%MZ}"
