"""The parts of the Data page that begin something: a first incident, another one, files to fetch."""

from __future__ import annotations

import streamlit as st

from ripplemark import paths
from ripplemark.ui import fetching, reading
from ripplemark.ui.beginning import new_incident
from ripplemark.ui.forms import templates


def begin_incident() -> None:
    """The form for a new incident; not where the archive takes none."""
    if not paths.vault_is_open() or paths.is_bundled(reading.own().root):
        return
    st.header("A new incident", anchor=False)
    st.markdown(
        "It gets a drawn code word. Names never enter the archive; what the word stands for is yours to remember."
    )
    new_incident()


def another_incident() -> None:
    """The same form, closed until it is asked for."""
    if not reading.may_change():
        return
    with st.expander("Begin another incident"):
        new_incident()


def sources_to_fetch() -> None:
    """Which files to download, with which settings, and templates to fill in."""
    st.header("Which files answer what", anchor=False)
    fetching.sources()
    templates()
