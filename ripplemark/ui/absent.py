"""What is missing of an incident, and which file would answer it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from ripplemark.readers import READERS
from ripplemark.ui import address, fetching, reading
from ripplemark.ui.choosing import series_of
from ripplemark.ui.frame import plain

_SEARCHES = ("google_trends", "pytrends")
"""Formats of attention that count searches; every other one counts what was posted, said or read."""
_PLACES = ("google_trends_regions",)
"""Formats of attention that say where and not when: they answer none of these questions."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A question of an incident: its words, the tables that answer it, what is said where nothing does.

    ``of_searches``: of attention, only searches answer it; False: anything but searches; None where that is no matter.
    """

    name: str
    words: str
    tables: tuple[str, ...]
    of_searches: bool | None = None

    def asks_for(self, source: fetching.Source) -> bool:
        """True for a file that would answer it, about one incident."""
        scope = next(each.scope for each in READERS if each.name == source.format)
        timed = scope == "incident" and source.format not in _PLACES
        if not timed or not {*self.tables} & {*source.tables}:
            return False
        return self.of_searches in (None, source.format in _SEARCHES)


_QUESTIONS = (
    _Question("attention", "How it spread", ("attention",), False),
    _Question("moderation", "How long it stayed up", ("moderation", "requests")),
    _Question("search", "How long it is searched for", ("attention",), True),
    _Question("events", "What happened when, and when it was first checked", ("events",)),
)


def missing(code: str, only: str | None = None) -> None:
    """Each question without data, and what to download for it; nothing where nothing is missing.

    ``only`` is the one question that a page asks: attention, moderation, search or events.
    """
    held = [each for each in reading.archive().datasets() if each.incident == code]
    tables = {each.table for each in held}
    here = reading.archive().datasets()
    timed = {each.dataset_id for each in here if each.format not in _PLACES}
    channels = {each.channel for each in series_of(code) if each.binned.by["dataset"] in timed}
    left = [
        each
        for each in _QUESTIONS
        if only in (None, each.name) and not _answered(each, tables, channels)
    ]
    if not left:
        return
    st.header("What is missing", anchor=False)
    for each in left:
        whole = only == "attention" and not channels  # its page is drawn from searches too
        _say(replace(each, of_searches=None) if whole else each, code, "search" in channels)
    st.html(
        f'<a class="on" href="{address.link("data", incident=code)}" target="_self">'
        "Add files, read how to get them, find templates</a>"
    )


def _answered(asked: _Question, tables: set[str], channels: set[str | None]) -> bool:
    if asked.of_searches is None:
        return bool(tables & {*asked.tables})
    return bool(channels & {"search"} if asked.of_searches else channels - {"search"})


def _say(asked: _Question, code: str, searches: bool) -> None:
    """The question, what is known of it all the same, and the files that answer it: how to get the first, what the others tell."""
    if asked.of_searches is False and searches:
        page = f'<a class="on" href="{address.link("search", incident=code)}" target="_self">Search persistence</a>'
        st.html(
            f"<p><b>{escape(asked.words)}</b> is known from searches alone so far; they have their own page, {page}. What "
            "was posted, said or read about it, where and when, has no data yet. These files would tell:</p>"
        )
    else:
        st.markdown(f"**{asked.words}** has no data yet. These files would tell:")
    first, *others = [each for each in fetching.SOURCES if asked.asks_for(each)]
    told = [f"- **{plain(first.title)}.** {plain(first.answers)} {plain(first.how)}"]
    told += [f"- **{plain(each.title)}.** {plain(each.answers)}" for each in others]
    st.markdown("\n".join(told))
