"""What can I write? Sentences that the data bear, each ready to copy, and those that they do not bear, with the reason."""

from __future__ import annotations

import streamlit as st

from ripplemark.figure import Figure, Unborne
from ripplemark.ui.frame import plain
from ripplemark.ui.reading import Wanted
from ripplemark.ui.speaking import for_the_page


def sentences(wanted: Wanted, figure: Figure) -> None:
    """Borne sentences with a copy button each, unborne ones with why and what would be needed, then the caveats."""
    st.markdown("**You can write**")
    with st.container(key=f"said-{wanted.name}", gap="xsmall"):
        for each in figure.claims.borne:
            st.code(each, language=None, wrap_lines=True)
    if not figure.claims.borne:
        st.markdown("Nothing yet: too little is known for a sentence that stands by itself.")
    if figure.claims.unborne:
        st.markdown("**The data do not say**")
        st.markdown("\n".join(_unborne(each) for each in figure.claims.unborne))
    if figure.caveats:
        st.markdown("**Keep in mind**")
        st.markdown("\n".join(f"- {plain(for_the_page(each))}" for each in figure.caveats))


def _unborne(each: Unborne) -> str:
    why, needed = for_the_page(each.why), for_the_page(each.needed)
    return f"- *{plain(each.sentence)}* {plain(why)} To write it: {plain(needed)}"
