"""What is missing of an incident, and which file would answer it."""

from __future__ import annotations

import streamlit as st

from ripplemark.ui import address, fetching, reading
from ripplemark.ui.choosing import series_of
from ripplemark.ui.frame import plain

_QUESTIONS = (
    ("attention", "How it spread", {"attention"}, ("google_trends", "canonical_attention")),
    ("moderation", "How long it stayed up", {"moderation", "requests"}, ("takedown_log",)),
    ("search", "How long it is searched for", {"attention"}, ("google_trends",)),
    (
        "events",
        "What happened when, and when it was first checked",
        {"events"},
        ("canonical_events",),
    ),
)
"""Each question, the tables that answer it, and the formats that fill them."""


def missing(code: str, only: str | None = None) -> None:
    """Each question without data, and what to download for it; nothing where nothing is missing.

    ``only`` is the one question that a page asks: attention, moderation, search or events.
    """
    held = [each for each in reading.archive().datasets() if each.incident == code]
    tables = {each.table for each in held}
    asked = [each for each in _QUESTIONS if only in (None, each[0])]
    left = [each for each in asked if not _answered(code, tables, each[2], each[0])]
    if not left:
        return
    st.header("What is missing", anchor=False)
    told: set[str] = set()
    for _, question, _, formats in left:
        st.markdown(f"**{question}** has no data yet.")
        for source in fetching.SOURCES:
            if source.format in formats and source.format not in told:
                st.markdown(f"- {plain(source.title)}: {plain(source.answers)} {plain(source.how)}")
                told.add(source.format)
    st.html(
        f'<a class="on" href="{address.link("data", incident=code)}" target="_self">Add files and find templates</a>'
    )


def _answered(code: str, tables: set[str], needs: set[str], name: str) -> bool:
    if not needs & tables:
        return False
    if name not in ("attention", "search"):
        return True
    channels = {each.channel for each in series_of(code)}
    return "search" in channels if name == "search" else bool(channels - {"search"})
