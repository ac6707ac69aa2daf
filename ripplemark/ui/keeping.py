"""Storing edited words, all or nothing, taking them back, and the language of an incident; as callbacks of buttons."""

from __future__ import annotations

import streamlit as st

from ripplemark.figures.editing import Meant, reword, speak
from ripplemark.figures.locked_words import NotTheseWords
from ripplemark.ui import languages, reading
from ripplemark.ui.drafts import Draft
from ripplemark.ui.reading import Wanted

AGAIN, DONE = "words_changed", "words_done"
"""In the session: that the whole page is to be made again; the figure and what was done to it, told once."""


def keep(wanted: Wanted, drafts: list[Draft]) -> None:
    """Store what is written, all or nothing; what cannot stand is told where the preview stands."""
    if any(refusal(each) for each in drafts):
        return
    for each in drafts:
        text = each.text if each.is_words else ""
        if text or each.edit is not None:
            _store(wanted, each, text)
    _changed(wanted, "Kept. The figure above shows it.")


def take_back(wanted: Wanted, each: Draft) -> None:
    """Store that an edit is taken back."""
    _store(wanted, each, "")
    _changed(wanted, f"The {each.part} is the computed one again.")


def _store(wanted: Wanted, each: Draft, text: str) -> None:
    """Write the decision where it changes anything; the field then shows what counts."""
    template = each.computed.template_of(text, each.language) if text else ""
    if not (each.stands and each.edit is not None and each.edit.text == template):
        meant = Meant(
            wanted.name,
            str(wanted.incident),
            wanted.by,
            dict(wanted.settings),
            wanted.where,
        )
        tag = each.language.tag
        reword(reading.archive(), reading.serving(), meant, each.part, text, tag)
    each.forget(template or each.computed.template)


def decide_on(wanted: Wanted, tag: str) -> None:
    """Store the language in which the incident's words are shown where nobody chose another."""
    speak(reading.archive(), str(wanted.incident), tag)
    languages.choose(str(wanted.incident), tag)
    _changed(wanted, f"{wanted.incident} is now shown in {languages.NAMES[tag]}.")


def _changed(wanted: Wanted, told: str) -> None:
    st.session_state[AGAIN] = True
    st.session_state[DONE] = (wanted.name, told)


def refusal(each: Draft) -> NotTheseWords | None:
    """Why what is written cannot stand; None where it can, or is no words of one's own."""
    if not each.is_words:
        return None
    try:
        each.computed.template_of(each.text, each.language)
    except NotTheseWords as error:
        return error
    return None
