"""Words of the field at their first use on a page: each in half a sentence, its definition one click away."""

from __future__ import annotations

from html import escape

import streamlit as st

from ripplemark.figure import Figure
from ripplemark.figures import named
from ripplemark.ui import address

_TOLD = "terms_told"
_LEVEL = "usual level"
_TERMS: dict[str, tuple[str, str, str]] = {
    _LEVEL: ("Usual level", "what was typical before the rise", "words"),
    "onset": (
        "Onset",
        "the start of the first clear rise above the usual level that lasted",
        "number-onset",
    ),
    "half-life": (
        "Half-life",
        "the time from the peak until half of its height above the usual level was left",
        "number-half-life",
    ),
    "return-to-baseline": (
        "Usual again",
        "when it had been back near the usual level for a week",
        "number-return-to-baseline",
    ),
}
"""By metric: the word as figures write it, what it means, and where the methods page defines it."""


def begin() -> None:
    """A page begins: nothing has been explained on it."""
    st.session_state[_TOLD] = set()


def explain(figure: Figure) -> None:
    """The words that this figure is the first on its page to use; nothing where it uses none of them."""
    told: set[str] = st.session_state.setdefault(_TOLD, set())
    new = [name for name in used(figure) if name not in told]
    told.update(new)
    if new:
        words = " ".join(_said(*_TERMS[name]) for name in new)
        st.html(f'<p class="terms">{words}</p>')


def used(figure: Figure) -> tuple[str, ...]:
    """The words that a figure uses, by the metrics that it shows and that have an answer; in the order of an incident."""
    known = {
        str(document["metric"])
        for document in figure.documents
        if any(each["status"] in ("ok", "bounds") for each in document["estimates"])
    }.intersection(named(figure.name).metrics)
    found = tuple(name for name in _TERMS if name in known)
    return (_LEVEL, *found) if found else ()


def _said(word: str, meaning: str, anchor: str) -> str:
    link = f'<a href="{address.link("methods")}#{anchor}" target="_self">{escape(word)}</a>'
    return f"{link}: {escape(meaning)}."
