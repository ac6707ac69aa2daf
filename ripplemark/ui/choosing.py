"""The main series of each channel: decided by a person, stored as a decision, and taken back by another."""

from __future__ import annotations

import streamlit as st

from ripplemark.figures.series import Choice, decided, offered
from ripplemark.ui import clicking, reading
from ripplemark.wording import CHANNELS, count


def series_of(code: str, channel: str | None = None) -> list[Choice]:
    """The incident's series, with the owner's own names on their screen."""
    return offered(reading.serving(), code, channel, name=reading.name_of)


def main_series(code: str, channel: str | None = None) -> None:
    """For each channel with several series: which of them counts; nothing where there is nothing to decide."""
    by_channel: dict[str, list[Choice]] = {}
    for each in series_of(code, channel):
        if each.channel:
            by_channel.setdefault(each.channel, []).append(each)
    several = {name: found for name, found in by_channel.items() if len(found) > 1}
    if not several:
        return
    st.header("Main series", anchor=False)
    st.markdown(
        "Headlines and the overview are read from one series for each channel. None is picked without you."
    )
    for name, found in several.items():
        _decide(code, name, found)


def _decide(code: str, channel: str, found: list[Choice]) -> None:
    archive, key = reading.archive(), f"main.{channel}"
    now = decided(found, archive.decision(code, key))
    labels = {each.key: each.named for each in found}
    widget = f"{key}-{code}"
    st.session_state[widget] = now.key if now else None
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            f"{CHANNELS[channel].capitalize()}: {count(len(found), 'series', 'series')}",
            list(labels),
            format_func=labels.__getitem__,
            key=widget,
            placeholder="Choose the main series",
            disabled=not reading.may_change(),
            on_change=_store,
            args=(code, key, widget),
            width=420,
        )
        made = [each for each in archive.decisions() if (each.incident, each.key) == (code, key)]
        if made and reading.may_change():
            last, what = made[-1].decision_id, f"the choice for {CHANNELS[channel]}"
            clicking.button("Undo", f"undo-{widget}", archive.undo, last, what=what)
    clicking.refusal(widget)


def _store(code: str, key: str, widget: str) -> None:
    chosen = st.session_state[widget]
    if chosen:
        clicking.done(widget, reading.archive().decide, code, key, chosen)
