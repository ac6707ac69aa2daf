"""Deadlines that laws set, on a page: which are switched on for an incident, what each says, when it was checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from ripplemark.archive.serving import RULES
from ripplemark.figures.rule_words import time_of
from ripplemark.measures.deciding_rules import decide_rule, decided, rulebook
from ripplemark.measures.rules import CONTENT, Rule, templates
from ripplemark.ui import clicking, reading
from ripplemark.ui.frame import plain, spoken
from ripplemark.ui.requesting import on_request
from ripplemark.wording import count

_WHAT = (
    "Some laws give a platform so many hours after a request. None of them is used until you switch it on. Each is a "
    "reference line, not a finding: whether a law held for a platform, and whether a request was valid, no log can tell."
)
_OWN = (
    "Another deadline, an order for example, or a correction of one listed here, is a decision on the command line: "
    "`decide {code} deadlines.own-1='hours=24 clock=user,lawyer from=2026-01-31 checked=2026-02-15'`, then "
    "`decide {code} deadlines.own-1=on`."
)


_INTIMATE = ("intimate_image", "deepfake")
"""Kinds of incident that are about intimate images, for which laws have deadlines of their own."""


def parted(known: Mapping[str, Rule], kind: str) -> tuple[dict[str, Rule], dict[str, Rule]]:
    """Deadlines about an incident's kind of content, and the others; one of the publisher's own is among the first.

    For an incident that is not about intimate images the first are those about any content.
    """
    intimate = templates()[CONTENT["intimate"]].words
    words = intimate if kind in _INTIMATE else ()
    first = {
        name: each
        for name, each in known.items()
        if each.own or (bool(set(each.words) & set(words)) if words else not each.words)
    }
    return first, {name: each for name, each in known.items() if name not in first}


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
    first, others = parted(known, _kind(code))
    st.multiselect(
        "Switched on",
        [*first, *others],
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
    now, kind = reading.archive().now, _kind(code)
    first, others = parted(known, kind)
    st.markdown(f"**{'About intimate images' if kind in _INTIMATE else 'About any content'}**")
    st.markdown(_by_place(first, now))
    if others:
        with st.expander(f"About other content: {count(len(others), 'deadline')}"):
            st.markdown(_by_place(others, now))
    st.markdown(_OWN.format(code=code))


def _kind(code: str) -> str:
    return str(reading.archive().decision(code, "kind", "other"))


def _by_place(known: Mapping[str, Rule], now: datetime) -> str:
    """The deadlines in lists, one for each country or region, in the order of the file."""
    places: dict[str, list[str]] = {}
    for rule in known.values():
        lines = places.setdefault(rule.jurisdiction or "Of your own", [])
        lines.append(_line(rule, rule.checked(now)))
    return "\n\n".join(
        "\n".join((f"{plain(place)} ({count(len(lines), 'deadline')})\n", *lines))
        for place, lines in places.items()
    )


def _line(rule: Rule, checked: str) -> str:
    start = f"{time_of(rule)} from {rule.starts}"
    unverified = " Unverified: never scored." if not rule.verified else ""
    reason = f" {rule.unscored}" if rule.unscored and rule.verified else ""
    said = (
        f": {start[0].upper()}{start[1:]}; it applies {rule.applied}; it is about {rule.scope}. {rule.status[0].upper()}{rule.status[1:]}."
        f"{unverified}{reason} {checked} Source: {rule.source}."
    )
    return f"- **{plain(rule.title)}**{plain(said)}"
