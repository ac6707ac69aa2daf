"""The head of a page: which question it answers, of which incident."""

from __future__ import annotations

import streamlit as st

from ripplemark.archive import Archive
from ripplemark.ui import reading, terms
from ripplemark.ui.frame import plain
from ripplemark.ui.sections import section
from ripplemark.wording import KINDS

_COLOURS = {"attention": "blue", "moderation": "red", "search": "green"}
"""The accents as Streamlit calls them; their values stand in .streamlit/config.toml."""


def heading(path: str, question: str, code: str | None = None) -> None:
    """The page's name in its accent, its question as the title, and what the incident is."""
    terms.begin()
    here = section(path)
    st.set_page_config(page_title=f"{here.name}{f' of {code}' if code else ''} - Ripplemark")
    told = (
        f":{_COLOURS[here.accent]}[**{here.name}**]"
        if here.accent in _COLOURS
        else f"**{here.name}**"
    )
    with st.container(key="head", gap="xxsmall"):
        st.markdown(f"{told} {plain(code or '')}")
        st.title(question, anchor=False)
        if code:
            st.caption(about(reading.archive(), code))


def about(archive: Archive, code: str) -> str:
    """What was said of an incident: its kind, where it is at home."""
    kind = str(archive.decision(code, "kind", "other"))
    zone = archive.decision(code, "home_zone")
    told = f"{KINDS.get(kind, kind)}. " if kind != "other" else ""
    return f"{told}Times in {zone or 'UTC, no home zone chosen'}."


def home_zone(code: str) -> str:
    """The incident's home zone; UTC where none was chosen."""
    return str(reading.archive().decision(code, "home_zone") or "UTC")


def no_incident() -> None:
    """Where a page is about one incident and none is chosen: which there are, or how to begin."""
    codes = reading.archive().incidents()
    if codes:
        st.markdown("Choose an incident at the top of the page.")
    else:
        st.markdown("There is no incident yet. Begin with a code word on the Data page.")
