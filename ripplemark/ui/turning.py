"""Before and after on a page: switched on, where the incident has a policy or legal event or a moment was chosen."""

from __future__ import annotations

import streamlit as st

from ripplemark import figures
from ripplemark.figures.before_after import turning_points
from ripplemark.ui import address, block, reading
from ripplemark.ui.controls import Control, complain
from ripplemark.ui.page_words import BY, SETTINGS
from ripplemark.ui.requesting import on_request
from ripplemark.ui.settings import Settings

NAME = "before-and-after"
_SWITCH = "change"


def before_and_after(code: str, page: Settings) -> None:
    """On request: the items before and after a policy or legal event, or a chosen day; nothing where there is neither.

    ``page`` are the settings of the page that it stands on: clock, outcomes and cohort are those of the other figures.
    """
    kinds = turning_points(reading.asked(NAME, code))
    if not kinds and address.text("event") is None and address.text("split") is None:
        return
    if not on_request(_SWITCH, "Compare before and after an event"):
        return
    controls = _controls(kinds)
    complain(controls, {BY, *(each.name for kind in figures.FIGURES for each in kind.parameters)})
    with st.container(key="turning-controls"):
        for control in controls:
            control.draw()
    more = {each.name: each.value for each in controls if each.value is not None}
    block.figure(page.wanted(NAME, code, more))


def _controls(kinds: tuple[str, ...]) -> tuple[Control, ...]:
    """The event, of those on record, where there are several; and a day of one's own: one of the two goes."""
    told, own = SETTINGS["event"], SETTINGS["split"]
    asked = address.text("event")
    offered = {each: told.choices[each] for each in told.choices if each in (*kinds, asked)}
    day = Control("split", own.label, "day", help=own.help, drops=("event",))
    if len(offered) < 2 and asked is None:
        return (day,)
    event = Control(
        *("event", told.label, "one", offered),
        nothing=told.nothing,
        help=told.help,
        drops=("split",),
    )
    return event, day
