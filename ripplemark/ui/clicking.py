"""Clicks that change the archive: done before the page is made again, so that none is lost when a page is interrupted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from ripplemark.errors import RipplemarkError
from ripplemark.ui.failing import show
from ripplemark.ui.frame import spoken

_Do = Callable[..., object]


def button(label: str, key: str, do: _Do, *args: Any, what: str) -> None:
    """A button that does this; a refusal is shown below it. ``what`` it is done to is spoken and not shown."""
    st.button(named(label, what), key=key, on_click=done, args=(key, do, *args))
    refusal(key)


def named(label: str, what: str) -> str:
    """A button's label that differs from its neighbours' to the ear: the style hides what is strong in it."""
    return f"{label} **{spoken(what)}**"


def submit(label: str, key: str, do: _Do, *args: Any) -> None:
    """A form's button that does this; a refusal is shown below it. What the form holds is read from the session."""
    st.form_submit_button(label, key=key, type="primary", on_click=done, args=(key, do, *args))
    refusal(key)


def done(key: str, do: _Do, *args: Any) -> None:
    """Do this, as a callback; a refusal is kept until ``refusal`` tells it."""
    try:
        do(*args)
    except RipplemarkError as error:
        st.session_state[_kept(key)] = error


def refusal(key: str) -> None:
    """Why the last click was refused, told once; nothing where it was not."""
    error = st.session_state.pop(_kept(key), None)
    if error is not None:
        show(error)


def _kept(key: str) -> str:
    return f"refused-{key}"
