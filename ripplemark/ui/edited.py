"""What was edited is marked: by whom, that the numbers are the computed ones, and the computed sentences one click away."""

from __future__ import annotations

from html import escape

import streamlit as st

from ripplemark.figure import Figure
from ripplemark.figures.languages import ENGLISH, Language
from ripplemark.figures.rewording import PARTS
from ripplemark.ui import reading
from ripplemark.ui.frame import tied, together
from ripplemark.ui.speaking import for_the_page


def words(figure: Figure, language: Language) -> None:
    """Headline and subtitle; those that are written in another language are spoken in it. Then what was edited."""
    for part, tag in zip(PARTS, ("h2", "p"), strict=True):
        text = str(getattr(figure, part))
        if part in figure.computed and language is not ENGLISH:
            st.html(f'<{tag} lang="{language.tag}">{escape(together(text))}</{tag}>')
        elif part == PARTS[0]:
            st.header(tied(for_the_page(text)), anchor=False)
        else:
            st.markdown(tied(for_the_page(text)))
    mark(figure, language)


def mark(figure: Figure, language: Language) -> None:
    """The mark with what was computed behind it; nothing where all words are computed."""
    parts = [part for part in PARTS if part in figure.computed]
    if not parts:
        return
    told = "".join(f"<p>{escape(figure.computed[part])}</p>" for part in parts)
    st.html(
        f'<details class="edited"><summary>{escape(said(parts, language))}. <span>Show what was computed</span></summary>'
        f"{told}</details>"
    )


def said(parts: list[str], language: Language) -> str:
    """Which parts are edited, in which language, by whom: 'Headline edited by you; numbers as computed'."""
    who = "you" if reading.may_change() else "the publisher"
    return f"{done(parts, language)} by {who}; numbers as computed"


def done(parts: list[str], language: Language) -> str:
    """Which parts are edited, and in which language: 'Headline and subtitle written in Deutsch'."""
    how = "edited" if language is ENGLISH else f"written in {language.name}"
    return f"{' and '.join(parts).capitalize()} {how}"
