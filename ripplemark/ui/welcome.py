"""The first words: what this is, and how one's own archive begins."""

from __future__ import annotations

import streamlit as st

from ripplemark.ui import address, reading

_WHAT = (
    "See from your own files how an online incident spread, how long platforms took to act, and how long searches keep it "
    "alive. Everything stays on this computer, and incidents go by drawn code words, never by names."
)


def welcome() -> None:
    """For an empty archive: what this is and what to do first. Beside the example: that it is one."""
    own = reading.own()
    begun = bool(own.incidents() or own.datasets())
    if begun and not reading.is_demo():
        return
    st.markdown(_WHAT)
    if reading.is_demo():
        st.markdown(
            "**What you see here is simulated.** None of these incidents happened; it is made so that every number can be "
            "checked against the truth that was put in."
        )
    if not begun:
        st.html(
            f'<a class="begin" href="{address.link("data", archive="own", incident=None)}" target="_self">'
            "Begin your own archive: a code word, then your files</a>"
        )
