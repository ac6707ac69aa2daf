"""A stretch that was drawn over the phases: its ends wait until somebody makes one of them the boundary of a phase."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from ripplemark.figures.telling import date_words
from ripplemark.ui.frame import plain
from ripplemark.ui.heading import home_zone

_NOTE = "Read off the picture by eye."
"""Stands in the form until somebody writes a better reason."""
_DAY = 22.0
"""Hours of a bin from which on a boundary is a day."""


def _key(code: str | None) -> str:
    return f"phase-{code}"


def kept_for(code: str | None) -> Callable[[str, str], None]:
    """What keeps a stretch of this incident until it is used."""

    def take(since: str, until: str) -> None:
        st.session_state[f"{_key(code)}-drawn"] = (since, until)
        st.session_state[f"{_key(code)}-new"] = True

    return take


def drawn(code: str) -> bool:
    """True where a stretch waits."""
    return f"{_key(code)}-drawn" in st.session_state


def forget(code: str) -> None:
    """The stretch was used."""
    st.session_state.pop(f"{_key(code)}-drawn", None)


def offer(code: str, bin_hours: float) -> None:
    """What was drawn, in words, with a button for each of its ends; a new one fills in its start at once."""
    state = st.session_state
    if not drawn(code):
        return
    ends = [_snapped(each, code, bin_hours) for each in state[f"{_key(code)}-drawn"]]
    if state.pop(f"{_key(code)}-new", False):
        _fill(code, ends[0], bin_hours)
    low, high = (_words(each, bin_hours) for each in ends)
    with st.container(horizontal=True, vertical_alignment="center", key="drawn-stretch"):
        st.markdown(f"**Drawn over the picture:** {plain(low)} to {plain(high)}", width="stretch")
        for which, end in zip(("start", "end"), ends, strict=True):
            st.button(
                f"Use its {which}",
                key=f"{_key(code)}-use-{which}",
                on_click=_fill,
                args=(code, end, bin_hours),
            )


def _fill(code: str, at: datetime, bin_hours: float) -> None:
    """Put a moment into the form, with a reason that can be rewritten."""
    state, key = st.session_state, _key(code)
    state[f"{key}-day"] = at.date()
    state[f"{key}-time"] = None if bin_hours >= _DAY else time(at.hour, at.minute)
    state[f"{key}-note"] = state.get(f"{key}-note") or _NOTE


def _snapped(text: str, code: str, bin_hours: float) -> datetime:
    """The nearest hour, or the nearest day where bins are days; finer bins, the nearest quarter of an hour."""
    at = datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(ZoneInfo(home_zone(code)))
    minutes = 1440 if bin_hours >= _DAY else 60 if bin_hours >= 1 else 15
    midnight = datetime.combine(at.date(), time())
    past = (at.replace(tzinfo=None) - midnight).total_seconds() / 60
    return midnight + timedelta(minutes=minutes * round(past / minutes))


def _words(at: datetime, bin_hours: float) -> str:
    return date_words(at) if bin_hours >= _DAY else f"{date_words(at)}, {at:%H:%M}"
