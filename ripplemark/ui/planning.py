"""Analysis plans of an incident: those that were frozen, oldest first, and a form to freeze one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ripplemark.figures.planning import freeze
from ripplemark.figures.telling import date_words
from ripplemark.measures import MEASURES, named
from ripplemark.measures.plans import Plan, plans
from ripplemark.measures.plans import plain as plain_value
from ripplemark.ui import clicking, reading
from ripplemark.ui.choosing import series_of
from ripplemark.ui.frame import plain
from ripplemark.ui.navigation import incident
from ripplemark.wording import CHANNELS, count

_KEY = "plan"
_NOT_SET = "no plan for this channel"


def planning() -> None:
    """The plans of the chosen incident, and the form where this page may change the archive."""
    st.header("Analysis plans", anchor="plans")
    st.markdown(
        "A plan says before looking which numbers will be read, with which settings, of which rows and of which series. It gets "
        "a date and a hash and cannot be changed; a later one counts from then on, and both are kept. Every figure and export "
        "of the incident then says that it is as registered, or lists what differs."
    )
    code = incident()
    if code is None:
        st.info("Choose an incident above to see its plans, or to freeze one.")
        return
    made = plans(reading.archive(), code)
    for place, each in enumerate(made):
        _told(each, counts=place == len(made) - 1)
    if not made:
        st.markdown(f"No plan of {plain(code)} was frozen yet.")
    if reading.may_change():
        _form(code)


def _told(each: Plan, *, counts: bool) -> None:
    """One plan in words: hash, date, what was there, and what differs from the defaults."""
    at = f"{date_words(each.frozen_at)}, {each.frozen_at:%H:%M} UTC"
    there = len(each.datasets)
    before = (
        f"{count(there, 'dataset')} {'was' if there == 1 else 'were'} there already"
        if there
        else "no dataset was there yet"
    )
    state = "It counts now." if counts else "A later one counts in its place."
    broken = "" if each.whole else " **Its record was changed after it was frozen.**"
    st.markdown(f"**Plan {plain(each.digest)}**, frozen on {at}; {before}. {state}{broken}")
    told = [
        f"- {plain(named(name).title)}{_settings(name, own.parameters)}"
        for name, own in each.metrics.items()
    ]
    told += [f"- Only rows with {plain(f'{k} = {v}')}" for k, v in each.where.items()]
    told += [f"- Main series of {CHANNELS[k]}: {plain(_series(v))}" for k, v in each.main.items()]
    st.markdown("\n".join(told))


def _settings(name: str, parameters: Mapping[str, Any]) -> str:
    """The settings that are not the defaults of today."""
    defaults = {each.name: plain_value(each.default) for each in named(name).parameters}
    told = [f"{key} = {value}" for key, value in parameters.items() if value != defaults.get(key)]
    return f", with {plain('; '.join(told))}" if told else ", with every setting at its default"


def _series(of: Mapping[str, str]) -> str:
    return ", ".join(
        of[key] for key in ("named", "series", "platform", "region", "language") if of.get(key)
    )


def _form(code: str) -> None:
    titles = {each.name: each.title for each in MEASURES if each.query}
    with st.form(f"{_KEY}-{code}", border=True):
        st.multiselect(
            "Numbers that will be read",
            list(titles),
            format_func=titles.__getitem__,
            key=f"{_KEY}-metrics",
            placeholder="Choose at least one",
        )
        st.text_area(
            "Settings other than the defaults, one on each line",
            key=f"{_KEY}-settings",
            placeholder="baseline=42\nhalf-life.hold=3",
            help="NAME=VALUE holds for every number that has the setting; half-life.hold=3 for one.",
        )
        st.text_area(
            "Only rows with, one on each line",
            key=f"{_KEY}-where",
            placeholder="platform=Chirp",
        )
        for channel, options in _stored(code).items():
            st.selectbox(
                f"Main series of {CHANNELS[channel]}",
                list(options),
                index=None,
                format_func=options.__getitem__,
                key=f"{_KEY}-main-{channel}",
                placeholder=_NOT_SET,
            )
        clicking.submit("Freeze this plan", f"{_KEY}-freeze", _freeze, code)


def _stored(code: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for each in series_of(code):
        if each.channel:
            found.setdefault(each.channel, {})[each.key] = each.named
    return found


def _freeze(code: str) -> None:
    state = st.session_state
    main = {name: state.get(f"{_KEY}-main-{name}") for name in CHANNELS}
    freeze(
        reading.archive(),
        code,
        state.get(f"{_KEY}-metrics") or [],
        _lines(state.get(f"{_KEY}-settings")),
        _lines(state.get(f"{_KEY}-where")),
        {name: key for name, key in main.items() if key},
    )


def _lines(text: str | None) -> dict[str, str]:
    """NAME=VALUE lines; a line without '=' is a name without a value, which is refused in words."""
    pairs = (each.partition("=") for each in (text or "").splitlines() if each.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}
