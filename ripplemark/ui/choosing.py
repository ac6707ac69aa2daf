"""Which incident: the bar above the page, the start page, a new incident under a drawn code word."""

from __future__ import annotations

import re
import zoneinfo
from functools import cache

import streamlit as st

from ripplemark import schema
from ripplemark.ingest.incidents import incident_records
from ripplemark.ui import reading
from ripplemark.ui.frame import plain
from ripplemark.wording import KINDS, SENSITIVITIES, count

KEY = "incident"
_NEXT = "incident_next"
_UNKNOWN = "incident_unknown"


def choose(code: str | None) -> None:
    """Go to an incident, or to none, on a fresh run of the page."""
    st.session_state[_NEXT] = code
    st.rerun()


def bar() -> None:
    """The line above the page: the product's name, the incidents to choose from, a new one."""
    codes = reading.archive().incidents()
    # The address follows a value set from here only where the control was drawn before: an empty archive has it too.
    if _NEXT in st.session_state:
        st.session_state[KEY] = st.session_state.pop(_NEXT)
        st.session_state.pop(_UNKNOWN, None)
    asked = st.query_params.get(KEY)
    if asked and asked not in codes:
        st.session_state[_UNKNOWN] = asked
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("**Ripplemark**", width="content")
        st.space("stretch")
        st.selectbox(
            "Incident",
            codes,
            index=None,
            key=KEY,
            bind="query-params",
            placeholder="Choose an incident" if codes else "No incident yet",
            label_visibility="collapsed",
            width=240,
        )
        if codes:
            with st.popover("New incident"):
                new_incident("bar")
    _unknown(codes)


def _unknown(codes: tuple[str, ...]) -> None:
    """Say that the address names an incident that this archive does not have."""
    if st.session_state.get(KEY):
        st.session_state.pop(_UNKNOWN, None)
    asked = st.session_state.get(_UNKNOWN)
    if asked is None:
        return
    called = f" {plain(asked)}" if re.fullmatch(schema.CODE_PATTERN, asked) else ""
    there = f"Here are: {plain(', '.join(codes))}." if codes else "It has none yet."
    st.warning(f"The address asks for an incident{called} that this archive does not have. {there}")


def incident() -> str | None:
    """The code of the chosen incident; None where none is chosen."""
    code = st.session_state.get(KEY)
    return code if code in reading.archive().incidents() else None


def welcome() -> None:
    """Before an incident is chosen: what this is and what to do first, or the incidents that there are."""
    records = incident_records(reading.archive())
    if not records:
        st.title("Ripplemark", anchor=False)
        st.markdown(
            "See from your own files how an online incident spread, how long platforms took to act, and how long searches "
            "keep it alive; everything stays on this computer, and incidents go by drawn code words, never by names.\n\n"
            "First make an incident below, then give it what you have: a Google Trends download, or your log of takedown "
            "requests."
        )
        st.space("small")
        st.subheader("Your first incident", anchor=False)
        new_incident("first")
        return
    st.title("Which incident?", anchor=False)
    for each in records:
        told = count(each["datasets"], "dataset")
        if each["kind"] != "other":
            told = f"{KINDS[each['kind']]}, {told}"
        with st.container(horizontal=True, vertical_alignment="center"):
            if st.button(each["incident"], key=f"open-{each['incident']}", width=200):
                choose(each["incident"])
            st.caption(told, width="content")


def heading(code: str) -> None:
    """The incident's code word and what was said of it."""
    archive = reading.archive()
    kind = str(archive.decision(code, "kind", "other"))
    zone = archive.decision(code, "home_zone")
    told = "Times in " + (str(zone) if zone else "UTC, no home zone chosen")
    if kind != "other":
        told = f"{KINDS.get(kind, kind)}. {told}"
    st.title(code, anchor=False)
    st.caption(told)


def home_zone(code: str) -> str:
    """The incident's home zone; UTC where none was chosen."""
    return str(reading.archive().decision(code, "home_zone") or "UTC")


def new_incident(where: str) -> None:
    """The form that draws a code word; ``where`` keeps two forms on one page apart."""
    with st.form(f"new-{where}", border=False):
        kind = st.selectbox(
            "What is it about?",
            KINDS,
            index=None,
            format_func=lambda each: KINDS[each],
            placeholder="Choose, or leave open",
        )
        sensitivity = st.radio(
            "How sensitive is it?", SENSITIVITIES, format_func=lambda each: SENSITIVITIES[each]
        )
        zone = st.selectbox(
            "Where is it at home? Days and times are shown in this time zone.",
            zones(),
            index=zones().index(own_zone()),
            help="Type a city. Times in your files without an offset are read in this zone unless you say otherwise.",
        )
        if st.form_submit_button("Draw a code word", type="primary"):
            choose(reading.archive().new_incident(kind or "other", zone, sensitivity=sensitivity))


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
