"""The page's frame: its title, its icon, one readable column, and which appearance is on."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ripplemark import charts, paths

WIDTH = 960
"""Width of the column in pixels; narrower screens use what they have."""


def begin() -> None:
    """Title and icon of the browser's tab; before anything else."""
    st.set_page_config(
        page_title="Ripplemark", page_icon=str(paths.ASSETS / "favicon.svg"), layout="wide"
    )


def column() -> DeltaGenerator:
    """The one column that everything stands in, centred."""
    middle = st.container(horizontal_alignment="center")
    return middle.container(width=WIDTH, gap="small", key="column")


def look() -> charts.Look:
    """The charts' colours for the appearance that the browser shows; light until it says otherwise."""
    return charts.DARK if st.context.theme.type == "dark" else charts.LIGHT


def plain(text: str) -> str:
    """Text that is shown as it stands: Markdown's own signs in a user's words mean nothing."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]()#+-.!|~$:<>@&" else sign for sign in text)
