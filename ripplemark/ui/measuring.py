"""How large a picture is to be: a named size, or a free one in pixels or millimetres."""

from __future__ import annotations

import streamlit as st

from ripplemark.charts.canvas import SIZES, UnreadableSize
from ripplemark.charts.canvas import size as read
from ripplemark.ui.failing import say

_FREE = "free"
_REACH = "It can be 240 to 4000 pixels wide and 200 to 4000 high; in millimetres 64 to 1058 wide and 53 to 1058 high."
_UNITS = {"px": "pixels", "mm": "millimetres"}


def size_of(name: str) -> str | None:
    """The size as an export takes it; None, with the reason on the page, where a free one cannot be drawn."""
    sizes = {each.name: f"{each.name.replace('-', ' ')}: {each.about}" for each in SIZES}
    sizes[_FREE] = "free: width and height of your own"
    picked = st.selectbox("Size", list(sizes), format_func=sizes.__getitem__, key=f"size-{name}")
    return str(picked) if picked != _FREE else _free(name)


def _free(name: str) -> str | None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        width = st.number_input("Width", 10, 4000, 800, key=f"width-{name}", width=160)
        height = st.number_input("Height", 10, 4000, 500, key=f"height-{name}", width=160)
        unit = st.selectbox(
            "Unit", list(_UNITS), format_func=_UNITS.__getitem__, key=f"unit-{name}", width=160
        )
    text = f"{width}x{height}{'mm' if unit == 'mm' else ''}"
    try:
        return read(text).name
    except UnreadableSize:
        say("The picture cannot be that size", _REACH)
        return None
