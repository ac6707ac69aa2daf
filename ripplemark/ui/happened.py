"""The events of an incident, in words."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import streamlit as st

from ripplemark.figures.events import Happening, happenings
from ripplemark.ui import reading
from ripplemark.ui.frame import plain
from ripplemark.ui.heading import home_zone
from ripplemark.ui.spanning import between


def events(code: str) -> None:
    """Each event with its time in the home zone; nothing where there is none."""
    found = happenings(reading.asked("incident-timeline", code))
    if not found:
        return
    st.header("What happened", anchor=False)
    zone = ZoneInfo(home_zone(code))
    st.markdown("\n".join(f"- **{when(each, zone)}** {plain(each.words)}" for each in found))


def when(each: Happening, zone: ZoneInfo) -> str:
    """The time of an event no finer than it is known: a moment, whole days, or from one moment to another."""
    return between(each.low.astimezone(zone), each.high.astimezone(zone))
