"""Questions as widgets: a radio where there are choices, a line of text where there are none; consequences in plain words."""

from __future__ import annotations

import streamlit as st

from ripplemark.readers.base import Question
from ripplemark.ui.frame import spoken

_WORDS = {
    (
        "midnight",
        "no-time",
    ): "Only the day is known: 00:00 stands for no time, and the lag gets the day's width",
    ("midnight", "midnight"): "It is midnight: 00:00 was noted as the time",
    (
        "down",
        "seen",
    ): "Seen as it happened, or the platform's own time: the end is taken as it stands",
    (
        "down",
        "discovered",
    ): "Discovered at the next look: the end lies between the look before and this one",
    ("clock", "first"): "From the first request: longer lags, all waiting counted",
    ("clock", "last"): "From the last request: shorter lags, earlier requests forgiven",
    ("dates", "dmy"): "The day comes first, as in 31/12/2025",
    ("dates", "mdy"): "The month comes first, as in 12/31/2025",
}


def choice_words(name: str, answer: str) -> str:
    """An answer in plain words; a free answer is named by its question."""
    return _WORDS.get((name, answer), f"{name.replace('-', ' ')}: {answer}")


def ask(question: Question, key: str) -> str | None:
    """The person's answer so far; None where there is none yet."""
    label = spoken(question.question)
    if not question.choices:
        text = st.text_input(
            label, value=question.default or "", key=key, placeholder=question.hint
        )
        return text.strip() or None
    default = question.choices.index(question.default) if question.default else None
    picked: str | None = st.radio(
        label,
        question.choices,
        index=default,
        format_func=lambda each: spoken(choice_words(question.name, each)),
        key=key,
    )
    return picked
