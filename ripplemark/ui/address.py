"""The address is where every choice stands: a control reads it, writes it, and a copied link brings the same back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import urlencode

import streamlit as st

from ripplemark import schema

ARCHIVE, INCIDENT, STATE, LANGUAGE = "archive", "incident", "state", "language"
SHARED = (ARCHIVE, INCIDENT, LANGUAGE)
"""What goes along from page to page."""
_WORD = re.compile(f"[a-z]+|{schema.CODE_PATTERN}")
SWITCHES = (
    "about",
    "items",
    "pace",
    "survival",
    "beside",
    "change",
    "rules",
    "reply",
    "depends",
    "stretch",
    "decay",
    "changes",
    "persistence",
    "results",
    "across",
    "joined",
    "witness",
)
"""What one page alone knows: the part of the methods, and what a page shows on request."""


def text(name: str) -> str | None:
    """What the address says under this name; None where it says nothing."""
    return st.query_params.get(name) or None


def put(values: Mapping[str, str | None]) -> None:
    """Write several at once; None takes one out. The browser's way back leads to what stood there before."""
    before = st.query_params.to_dict()
    after = before | {name: value for name, value in values.items() if value}
    after = {name: value for name, value in after.items() if values.get(name, value)}
    if after != before:
        st.query_params.from_dict(after)


def onward(**values: str | None) -> dict[str, str]:
    """What a link to another page carries: the archive, the incident, and what is given here; nothing that is no word."""
    kept = {name: text(name) for name in SHARED} | values
    return {name: value for name, value in kept.items() if value and _WORD.fullmatch(value)}


def link(page: str, **values: str | None) -> str:
    """Another page's address, ready to stand in an attribute; with the archive and the incident of this one."""
    told = urlencode(onward(**values))
    return escape(f"/{page}?{told}" if told else f"/{page}", quote=True)


def strange(known: Iterable[str]) -> list[str]:
    """Names in the address that mean nothing here."""
    return sorted(set(st.query_params) - set(known) - {*SHARED, STATE, *SWITCHES})


def here() -> str:
    """This page's address without any choice in it; empty where the browser did not say."""
    return (st.context.url or "").partition("?")[0]
