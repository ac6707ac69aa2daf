"""Who can reach this dashboard, and whether what is shown is one's own."""

from __future__ import annotations

import streamlit as st

from ripplemark import paths
from ripplemark.ui import reading


def reach() -> None:
    """A note about who can open this page."""
    if paths.vault_is_open():
        st.caption(
            "Everything stays on the computer that runs Ripplemark. Whoever can open this address sees what you see: on "
            "a computer that you share, close it when you are done."
        )
    else:
        st.markdown(
            "Other machines can reach this dashboard, so it takes no files and shows no names. Whoever runs it can add "
            "files with `ripplemark add`, or start it with `--private`."
        )


def example_is_shown() -> None:
    """That the simulated archive takes nothing, and where one's own begins."""
    if reading.is_demo():
        st.markdown(
            "What you see is a **simulated example**: its incidents never happened. It cannot be changed. "
            + (
                "Ripplemark was told to open nothing else; without `--archive demo` your own archive begins here."
                if paths.is_bundled(reading.own().root)
                else "Your own archive begins with a code word."
            )
        )
