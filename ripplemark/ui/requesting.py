"""What is shown only on request; that it is shown stands in the address."""

from __future__ import annotations

import streamlit as st

from ripplemark.ui import address


def on_request(name: str, label: str) -> bool:
    """A switch; True where it is on."""
    key = f"asked-{name}"
    st.session_state[key] = address.text(name) == "yes"
    shown: bool = st.toggle(label, key=key, on_change=_switch, args=(name, key))
    return shown


def _switch(name: str, key: str) -> None:
    address.put({name: "yes" if st.session_state[key] else None})
