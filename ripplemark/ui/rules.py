"""Deadlines that laws set, on a page: which are switched on for an incident, what each says, when it was checked."""

from __future__ import annotations

import streamlit as st

from ripplemark.archive.serving import RULES
from ripplemark.figures.rule_words import time_of
from ripplemark.measures.deciding_rules import decide_rule, decided, rulebook
from ripplemark.measures.rules import Rule
from ripplemark.ui import clicking, reading
from ripplemark.ui.frame import plain, spoken
from ripplemark.ui.requesting import on_request

_WHAT = (
    "Some laws give a platform so many hours after a request. None of them is used until you switch it on. Each is a "
    "reference line, not a finding: whether a law held for a platform, and whether a request was valid, no log can tell."
)
_OWN = (
    "Another deadline, an order for example, or a correction of one listed here, is a decision on the command line: "
    "`decide {code} deadlines.own-1='hours=24 clock=user,lawyer from=2026-01-31 checked=2026-02-15'`, then "
    "`decide {code} deadlines.own-1=on`."
)


def rules(code: str) -> bool:
    """The heading, the choice, what old checks there are, and on request the list; True where any deadline is switched on."""
    archive = reading.archive()
    known, said = rulebook(archive, code), decided(archive, code)
    on = [name for name in known if said.get(name, {}).get("switch") == "on"]
    st.header("Deadlines that laws set", anchor=False)
    st.markdown(_WHAT)
    _choose(code, known, on)
    for name in on:
        if known[name].stale(archive.now):
            told = f"{known[name].title}: {known[name].checked(archive.now)}"
            st.markdown(f":orange[**{plain(told)}**]")
    if on_request("rules", "List every deadline on record"):
        _list(code, known)
    return bool(on)


def _choose(code: str, known: dict[str, Rule], on: list[str]) -> None:
    key = f"rules-{code}"
    st.session_state[key] = on
    st.multiselect(
        "Switched on",
        list(known),
        format_func=lambda name: _label(known[name]),
        key=key,
        placeholder="none; choose one or several",
        disabled=not reading.may_change(),
        on_change=_store,
        args=(code, key, tuple(on)),
    )
    if not reading.may_change():
        st.caption(
            "This archive cannot be changed: in one of your own, a deadline can be switched on."
        )
    clicking.refusal(key)


def _label(rule: Rule) -> str:
    time = time_of(rule) if rule.hours else "no hours"
    unverified = "" if rule.verified else ", unverified"
    return spoken(f"{rule.short}: {time}{unverified}")


def _store(code: str, key: str, before: tuple[str, ...]) -> None:
    """Switch what was added on and what was taken away off; each is a decision of its own."""
    chosen = set(st.session_state[key])
    for name in sorted(chosen ^ set(before)):
        switch = "on" if name in chosen else "off"
        clicking.done(key, decide_rule, reading.archive(), code, f"{RULES}{name}", switch)


def _list(code: str, known: dict[str, Rule]) -> None:
    now = reading.archive().now
    told = [_line(rule, now_told) for rule in known.values() for now_told in (rule.checked(now),)]
    st.markdown("\n".join(told))
    st.markdown(_OWN.format(code=code))


def _line(rule: Rule, checked: str) -> str:
    start = f"{time_of(rule)} from {rule.starts}"
    unverified = " Unverified: never scored." if not rule.verified else ""
    reason = f" {rule.unscored}" if rule.unscored and rule.verified else ""
    said = (
        f": {start[0].upper()}{start[1:]}; it applies {rule.applied}; it is about {rule.scope}. {rule.status[0].upper()}{rule.status[1:]}."
        f"{unverified}{reason} {checked} Source: {rule.source}."
    )
    return f"- **{plain(rule.title)}**{plain(said)}"
