"""After files are stored: which choice is open before every number is there, and the way to the incident's pages."""

from __future__ import annotations

from html import escape

import streamlit as st

from ripplemark.figures.series import decided
from ripplemark.ui import address, reading
from ripplemark.ui.choosing import series_of
from ripplemark.wording import CHANNELS, count

_PAGES = {"search": ("search", "Search persistence")}
_PAGE = ("lifecycle", "Viral lifecycle")
"""Where a channel's main series is chosen: the page's path and its name."""


def onward(code: str) -> None:
    """The link to the incident, and to each choice of a main series that is open; nothing where nothing is stored."""
    if not any(each.incident == code for each in reading.archive().datasets()):
        return
    told = "".join(_open(code, channel, n) for channel, n in undecided(code).items())
    st.html(f"{told}<p>{_link('incident', code, f'See the incident {code}')}</p>")


def undecided(code: str) -> dict[str, int]:
    """The channels of which several series are stored and none is the main one, with how many there are."""
    open_ = {}
    found = series_of(code)
    for channel in dict.fromkeys(each.channel for each in found if each.channel):
        here = [each for each in found if each.channel == channel]
        if (
            len(here) > 1
            and decided(here, reading.archive().decision(code, f"main.{channel}")) is None
        ):
            open_[channel] = len(here)
    return open_


def _open(code: str, channel: str, n: int) -> str:
    path, name = _PAGES.get(channel, _PAGE)
    return (
        f"<p><b>One choice is open.</b> {count(n, 'series', 'series')} of {escape(CHANNELS[channel])} are stored. Until you "
        "say which of them is the main one, no number on the overview or in the incident's picture is made from them: "
        f"{_link(path, code, f'choose it on the page {name}')}.</p>"
    )


def _link(path: str, code: str, words: str) -> str:
    return f'<a class="on" href="{address.link(path, incident=code)}" target="_self">{escape(words)}</a>'
