"""Selecting a stretch of time in a picture: what was drawn over it goes where the figure wants it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from ripplemark.charts.attention import TIMES
from ripplemark.ui import address

_WIDE = 600
"""Pixels; on narrower pages a finger scrolls."""
Times = Sequence[Sequence[float]]
"""Two places in pixels, and the times there in seconds since 1970."""


Take = Callable[[str, str], object]
"""What is done with a stretch: its two ends as an address has them, UTC to the minute."""


def chart(
    picture: Any, key: str, config: Mapping[str, Any], alt: str, take: Take | None = None
) -> None:
    """Show a picture; where somebody takes it and it is wide, a stretch can be drawn over it."""
    shown: dict[str, Any] = {"theme": None, "key": key, "config": dict(config), "alt": alt}
    times = selectable(picture) if take and picture.layout.width >= _WIDE else None
    if times is None or take is None:
        st.plotly_chart(picture, **shown)
        return

    def on_select() -> None:
        select(key, times, take)

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


def into_address(since: str, until: str) -> None:
    """The page looks at this stretch from now on."""
    address.put({"since": since, "until": until, "stretch": "yes"})


def select(key: str, times: Times, take: Take) -> None:
    """Hand on what was selected in a picture; nothing where nothing was."""
    boxes = _boxes(st.session_state.get(key))
    if not boxes:
        return
    pixels, seconds = times
    ends = sorted(float(each) for each in boxes[0]["x"])
    since, until = (_moment(each, pixels, seconds) for each in ends)
    if since < until:
        take(since, until)


def _boxes(state: Any) -> list[dict[str, Any]]:
    selection = state.get("selection") if isinstance(state, Mapping) else None
    return list((selection or {}).get("box") or [])


def _moment(x: float, pixels: Sequence[float], seconds: Sequence[float]) -> str:
    """The minute at a place of the picture, as it stands in an address; places outside are its ends."""
    share = min(max((x - pixels[0]) / (pixels[1] - pixels[0]), 0.0), 1.0)
    at = datetime.fromtimestamp(seconds[0] + share * (seconds[1] - seconds[0]), UTC)
    return f"{at:%Y-%m-%dT%H:%MZ}"
