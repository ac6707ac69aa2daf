"""What a person says about a file where it was not understood rightly: its format, its channel, what its columns are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ripplemark import schema
from ripplemark.readers import READERS
from ripplemark.wording import CHANNELS

Key = Callable[[str], str]
"""From a control's name to its key in the session, one for each file."""

_BY_CONTENT = "recognise it by its content"
_EXAMPLE = "Site = platform\nReported on = notice\ntaken offline by site = removed"


@dataclass(frozen=True, slots=True)
class ByHand:
    """The format's name, the channel, the mapping; None and empty where nothing was said."""

    format: str | None
    channel: str | None
    mapping: dict[str, Any]


def said(key: Key) -> ByHand:
    """What was said so far."""
    state = st.session_state
    return ByHand(
        state.get(key("format")),
        state.get(key("channel")),
        mapping(state.get(key("mapping")) or ""),
    )


def say(key: Key) -> None:
    """The controls, closed until they are asked for."""
    titles = {each.name: each.title for each in READERS}
    with st.expander("Not understood rightly? Say it yourself"):
        st.selectbox(
            "Format",
            list(titles),
            index=None,
            format_func=titles.__getitem__,
            placeholder=_BY_CONTENT,
            key=key("format"),
        )
        st.selectbox(
            "Channel of its counts",
            schema.CHANNELS,
            index=None,
            format_func=CHANNELS.__getitem__,
            placeholder="as the file says",
            key=key("channel"),
        )
        st.text_area(
            "Say what the columns are",
            placeholder=_EXAMPLE,
            key=key("mapping"),
            help="One line each: a header, or a word of the column that says what became of an item, then = and what it "
            "means. For logs of takedown requests.",
        )


def mapping(text: str) -> dict[str, Any]:
    """The mapping that the lines say, as --mapping takes it: {'columns': header to role, 'outcomes': word to outcome}."""
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        left, sign, right = (part.strip() for part in line.rpartition("="))
        if sign and left:
            kind = "outcomes" if right in schema.OUTCOMES else "columns"
            found.setdefault(kind, {})[left] = right
    return dict(found)
