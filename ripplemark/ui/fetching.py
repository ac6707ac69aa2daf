"""Which files answer which question, where they are to be had, and with which settings they should be downloaded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from ripplemark.readers import READERS
from ripplemark.ui.frame import plain


@dataclass(frozen=True, slots=True)
class Source:
    """A file worth having: the format that reads it, the tables that it fills, what it answers, how to get it."""

    format: str
    tables: tuple[str, ...]
    answers: str
    how: str

    @property
    def title(self) -> str:
        """The format's own title."""
        return next(each.title for each in READERS if each.name == self.format)

    @property
    def leaves_out(self) -> str:
        """What the file does not tell, as its reader has it."""
        return next(each.leaves_out for each in READERS if each.name == self.format)


SOURCES: tuple[Source, ...] = (
    Source(
        "google_trends",
        ("attention",),
        "How interest in searches rose, peaked and faded, and how long it lasted.",
        "On trends.google.com, Explore: one search term; the country that the incident belongs to; a custom range from "
        "four weeks before it began until today. Download 'Interest over time' as CSV. For the first days take a second "
        "file of at most seven days: it comes by the hour. Each file keeps its own scale.",
    ),
    Source(
        "takedown_log",
        ("moderation", "requests"),
        "How long items stayed up after a request, how many were never acted on, how often somebody had to ask again.",
        "Your own log of requests, as a spreadsheet or CSV: one row for each item or for each request, with the "
        "platform, when it was asked, when it went down, what became of it, and the last look at it. Columns may have "
        "names in English, German, French or Spanish. Or fill in a template of the Data page.",
    ),
    Source(
        "canonical_attention",
        ("attention",),
        "How posts, views, mentions or stories rose and fell on any channel.",
        "For any other count by hour, day or week (page views, stories from a media database, posts from an analysis): "
        "fill in a template of the Data page, one row for each bin, with its channel and its unit.",
    ),
    Source(
        "canonical_events",
        ("events",),
        "What happened when: first seen, denial, first published check, label, court.",
        "Fill in a template of the Data page: one row for each event, with its time and its kind. Events cross every lane of the "
        "incident's picture, and say how much attention had been spent before the first published check.",
    ),
)
"""Every file that answers a question, in the order in which they are worth fetching."""


def sources(tables: Iterable[str] | None = None) -> None:
    """The files that fill these tables; all of them by default."""
    wanted = None if tables is None else set(tables)
    for each in SOURCES:
        if wanted is not None and not wanted & set(each.tables):
            continue
        st.markdown(f"**{plain(each.title)}.** {plain(each.answers)}")
        st.markdown(plain(each.how))
        st.caption(f"It does not tell: {plain(each.leaves_out)}")
