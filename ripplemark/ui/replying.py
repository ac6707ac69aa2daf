"""The right of reply: before anything is published, what is on record about one platform, and questions to it."""

from __future__ import annotations

import streamlit as st

from ripplemark import paths
from ripplemark.errors import RipplemarkError
from ripplemark.exchange.reply import FIGURES, platforms, sheet
from ripplemark.ui import reading
from ripplemark.ui.frame import plain
from ripplemark.ui.requesting import on_request
from ripplemark.ui.settings import Settings

_ABOUT = (
    "What is on record about one platform as it can be written, with the line numbers of your own file, what you do not "
    "write, and questions. It holds no link and no name. It is for that platform alone, not for publication."
)


def right_of_reply(code: str, asked: Settings) -> None:
    """A switch, a choice of platform, the sheet to be read and saved; on the owner's own screen only."""
    if not paths.vault_is_open():
        return
    known = platforms(reading.serving(), code)
    if not known or not on_request("reply", "Write to a platform before publishing"):
        return
    st.header("Right of reply", anchor="right-of-reply")
    st.markdown(_ABOUT)
    platform = st.selectbox("Platform", known, key=f"reply-{code}")
    try:
        made = sheet(reading.archive(), reading.serving(), code, platform, _chosen(code, asked))
    except RipplemarkError as error:
        st.info(plain(f"{error.title}. {error}"))
        return
    st.download_button(
        "Save the sheet as text",
        made.text,
        file_name=f"{code}-right-of-reply.txt",
        mime="text/plain",
    )
    st.code(made.text, language=None, wrap_lines=True, height=520)


def _chosen(code: str, asked: Settings) -> dict[str, str]:
    """What the page's controls say: the clock, what counts as gone, the deadline."""
    return {name: text for each in FIGURES for name, text in asked.wanted(each, code).settings}
