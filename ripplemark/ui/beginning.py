"""A new incident under a drawn code word: what it is, how sensitive, where it is at home."""

from __future__ import annotations

import zoneinfo
from functools import cache

import streamlit as st

from ripplemark.ui import address, clicking, reading
from ripplemark.wording import KINDS, SENSITIVITIES

_KIND, _SENSITIVITY, _ZONE = "new-kind", "new-sensitivity", "new-zone"


def new_incident() -> None:
    """The form that draws a code word; the incident is made in one's own archive and opened."""
    with st.form("new-incident", border=False):
        st.selectbox(
            "What is it about?",
            KINDS,
            index=None,
            format_func=lambda each: KINDS[each],
            placeholder="Choose, or leave open",
            key=_KIND,
        )
        st.radio(
            "How sensitive is it?",
            SENSITIVITIES,
            format_func=lambda each: SENSITIVITIES[each],
            key=_SENSITIVITY,
        )
        st.selectbox(
            "Where is it at home? Days and times are shown in this time zone.",
            zones(),
            index=zones().index(own_zone()),
            help="Type a city. Times in your files without an offset are read in this zone unless you say otherwise.",
            key=_ZONE,
        )
        clicking.submit("Draw a code word", "draw", _draw)


def _draw() -> None:
    """Make the incident as the form says, and open it."""
    said = st.session_state
    code = reading.own().new_incident(
        said[_KIND] or "other", said[_ZONE], sensitivity=said[_SENSITIVITY]
    )
    address.put({address.ARCHIVE: None, address.INCIDENT: code, address.STATE: None})


@cache
def zones() -> tuple[str, ...]:
    """Every time zone to choose from, UTC first, then by name."""
    cities = {zone for zone in zoneinfo.available_timezones() if "/" in zone}
    kept = sorted(z for z in cities if not z.startswith(("Etc/", "posix/", "right/", "SystemV/")))
    return ("UTC", *kept)


def own_zone() -> str:
    """The browser's own time zone where it says one that is known, else UTC."""
    told = st.context.timezone
    return told if told in zones() else "UTC"
