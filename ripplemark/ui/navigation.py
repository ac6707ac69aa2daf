"""The top of every page: the product's name, the pages by their questions, and which incident of which archive."""

from __future__ import annotations

import re
from html import escape
from typing import Any

import streamlit as st

from ripplemark import paths, schema
from ripplemark.ui import address, reading
from ripplemark.ui.frame import plain
from ripplemark.ui.platforms import norms_state
from ripplemark.ui.sections import SECTIONS, Section

_OWN = "own"
_ARCHIVES = {_OWN: "My archive", reading.DEMO: "Example"}


def pages() -> list[Any]:
    """Every page, as Streamlit's router takes it."""
    return [
        st.Page(each.file, title=each.name, url_path=each.path or None, default=not each.path)
        for each in SECTIONS
    ]


def bar(current: Any) -> None:
    """The links to the pages, the current one marked in its accent; below them what is chosen."""
    with st.container(key="bar", gap="small"):
        with st.container(key="nav"):
            st.html(links(str(current.url_path)))
        _chosen()
    _strangers()


def links(here: str) -> str:
    """The pages as a landmark of links that can be copied and opened elsewhere; ``here`` is the path of this one."""
    return (
        f'<nav aria-label="Pages"><a class="home" href="{address.link("")}" target="_self">Ripplemark</a>'
        f"{''.join(_page(each, here) for each in SECTIONS)}</nav>"
    )


def _page(each: Section, here: str) -> str:
    now = ' aria-current="page"' if each.path == here else ""
    goes = f'href="{address.link(each.path)}" target="_self"{now}'
    return f'<a class="{each.accent}" {goes}>{escape(each.name)}</a>'


def _chosen() -> None:
    """Which archive and which incident; nothing to choose where there is nothing."""
    codes = reading.archive().incidents()
    two = reading.demo_root() is not None and not paths.is_bundled(reading.own().root)
    if not codes and not two:
        return
    with st.container(horizontal=True, key="chosen", gap="small"):
        if codes:
            _incidents(codes)
        if two:
            _archives()


def _incidents(codes: tuple[str, ...]) -> None:
    code = address.text(address.INCIDENT)
    st.session_state["chosen-incident"] = code if code in codes else None
    st.selectbox(
        "Incident",
        codes,
        key="chosen-incident",
        placeholder="Choose an incident",
        label_visibility="collapsed",
        width=220,
        on_change=_go,
        args=("chosen-incident", address.INCIDENT),
    )


def _archives() -> None:
    st.session_state["chosen-archive"] = reading.DEMO if reading.is_demo() else _OWN
    st.segmented_control(
        "Archive",
        list(_ARCHIVES),
        format_func=_ARCHIVES.__getitem__,
        key="chosen-archive",
        label_visibility="collapsed",
        required=True,
        on_change=_switch,
    )


def _go(key: str, name: str) -> None:
    address.put({name: st.session_state[key], address.STATE: None})


def _switch() -> None:
    """To the other archive; no incident of the one is in the other."""
    chosen = st.session_state["chosen-archive"]
    address.put({address.ARCHIVE: chosen, address.INCIDENT: None, address.STATE: None})


def _strangers() -> None:
    """Say what the address asks for and this archive does not have, or has no longer as it was."""
    asked, archive = address.text(address.ARCHIVE), reading.archive()
    if asked not in (None, *_ARCHIVES):
        st.warning(
            f"The address asks for an archive that is not known. Known are {_OWN} and {reading.DEMO}."
        )
    code, codes = address.text(address.INCIDENT), archive.incidents()
    if code and code not in codes:
        called = f" {plain(code)}" if re.fullmatch(schema.CODE_PATTERN, code) else ""
        there = f"Here are: {plain(', '.join(codes))}." if codes else "It has none yet."
        st.warning(
            f"The address asks for an incident{called} that this archive does not have. {there}"
        )
    state = address.text(address.STATE)
    if state and state not in (archive.fingerprint(), norms_state()):
        st.info(
            "The archive has changed since this link was made, so numbers may differ from those that were meant. It is "
            f"now in state {archive.fingerprint()}."
        )


def incident() -> str | None:
    """The code of the chosen incident; the only one where there is but one; None where none is chosen."""
    codes = reading.archive().incidents()
    code = address.text(address.INCIDENT)
    if code in codes:
        return code
    return codes[0] if len(codes) == 1 and code is None else None
