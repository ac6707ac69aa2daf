"""Published figures beside an incident: switched on, one platform at a time, by one denominator, like for like only."""

from __future__ import annotations

import streamlit as st

from ripplemark import figures
from ripplemark.figures.beside import candidates, offered
from ripplemark.ui import address, block, reading
from ripplemark.ui.controls import Control, complain
from ripplemark.ui.frame import plain, spoken
from ripplemark.ui.page_words import BY, SETTINGS
from ripplemark.ui.reading import Wanted
from ripplemark.ui.requesting import on_request
from ripplemark.ui.settings import Settings
from ripplemark.wording import count

NAME = "beside-published"
_RULE = "denominator"


def beside_published(code: str, page: Settings) -> None:
    """On request: the share gone on one platform with what was published over it, and below what is not drawn, and why.

    ``page`` are the settings of the page that it stands on: clock, outcomes and cohort are those of the other figures.
    """
    if not on_request("beside", "Put published figures beside it"):
        return
    platform, chosen = _controls(code)
    known = {BY, *(each.name for kind in figures.FIGURES for each in kind.parameters)}
    complain((*platform, chosen), known)
    with st.container(key="published-controls"):
        for control in (*platform, chosen):
            control.draw()
        rule = _switch()
    more = {each.name: each.value for each in (*platform, chosen)} | {_RULE: rule}
    wanted = page.wanted(NAME, code, {name: text for name, text in more.items() if text})
    if block.figure(wanted):
        not_drawn(wanted)


def _controls(code: str) -> tuple[tuple[Control, ...], Control]:
    """Whose figures, of the incident's platforms that have any, where there are several; and which figures."""
    asked = reading.asked(NAME, code)
    told = SETTINGS["norm"]
    here = {each: each for each in offered(asked)}
    platform = Control("norm", told.label, "one", here, next(iter(here), None), help=told.help)
    words = SETTINGS["published"]
    several = len(here) > 1 or address.text("norm") is not None
    options = {each.id: spoken(each.named) for each in candidates(asked, platform.value)}
    chosen = Control("published", words.label, "many", options, None, words.nothing, words.help)
    return ((platform,) if several else ()), chosen


def _switch() -> str:
    """The denominator, for all to see: both choices stand there."""
    told, key = SETTINGS[_RULE], f"control-{_RULE}"
    control = Control(_RULE, told.label, "one", dict(told.choices), "all")
    st.session_state[key] = control.value
    chosen: str = st.radio(
        told.label,
        list(told.choices),
        format_func=lambda each: told.choices[each],
        horizontal=True,
        key=key,
        help=told.help,
        on_change=_take,
        args=(key,),
    )
    return chosen


def _take(key: str) -> None:
    chosen = st.session_state[key]
    address.put({_RULE: None if chosen == "all" else chosen})


def not_drawn(wanted: Wanted) -> None:
    """The published figures that do not go like for like, each reason once with the figures that it holds for."""
    rows = reading.figure(wanted).shown.to_pylist()
    left: dict[str, list[str]] = {}
    for row in rows:
        if row["not_drawn"]:
            left.setdefault(row["not_drawn"], []).append(f"{row['figure']} ({row['source']})")
    if not left:
        return
    total = sum(map(len, left.values()))
    with st.expander(f"Not drawn: {count(total, 'published figure')}, and why"):
        for reason, names in left.items():
            st.markdown(f"**{plain(reason)}**")
            st.markdown("\n".join(f"- {plain(each)}" for each in names))
