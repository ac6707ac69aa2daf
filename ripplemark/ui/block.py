"""A figure on a page: headline, subtitle, chart, source line, and one row of all that belongs to it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ripplemark.figure import Figure
from ripplemark.ui import dragging, edited, languages, reading, selecting, terms
from ripplemark.ui.counting import behind
from ripplemark.ui.defining import definitions
from ripplemark.ui.failing import errors_shown
from ripplemark.ui.frame import look, plain, settled, spoken, width
from ripplemark.ui.linking import link
from ripplemark.ui.reading import Wanted
from ripplemark.ui.rewording import words
from ripplemark.ui.saving import save
from ripplemark.ui.writing import sentences

_SELECTABLE: dict[str, Callable[[str | None], selecting.Take]] = {
    "attention": lambda _: selecting.into_address,
    "phases": dragging.kept_for,
}
"""Figures over which a pointer draws a stretch of time, and what becomes of it; on a telephone, where a finger scrolls, it is typed."""
_SCREEN = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}

_KEPT = 340
"""Pixels that are kept free for a picture of which nothing is known yet."""
EDIT = "Edit the words"
PARTS: dict[str, Callable[[Wanted, Figure], None]] = {
    "What can I write?": sentences,
    "Behind the count": behind,
    "How this is defined": definitions,
    "Data": lambda _, figure: shown(figure),
    EDIT: words,
    "Save": save,
    "Link and cite": link,
}
"""What belongs to a figure, in the row below it."""


def figure(
    wanted: Wanted,
    opened: str | None = None,
    *,
    if_any: bool = False,
    unlike: Wanted | None = None,
    several: bool = False,
) -> bool:
    """Show one figure; True where there was something to draw. One that fails leaves the others where they are.

    ``opened`` is the part of its row that stands open at first. With ``if_any`` one without anything to draw is left
    out; so is one that shows what ``unlike``, which stands on the page already, has come to show as well, and with
    ``several`` one that has a single row: beside others there is nothing to compare.
    """
    with errors_shown(st.container()):
        made = reading.figure(wanted)
        if (made.empty and if_any) or (unlike and made.alt == reading.figure(unlike).alt):
            return False
        if several and made.shown.num_rows < 2:
            return False
        with st.container(key=f"figure-{made.question}-{wanted.name}", gap="xsmall"):
            _words(wanted, made)
            if not made.empty:
                _chart(wanted, made)
                terms.explain(made)
                with st.container(key=f"source-{wanted.name}"):
                    st.caption(plain(made.source))
                belongings(wanted, opened)
        return not made.empty
    return False


def _words(wanted: Wanted, made: Figure) -> None:
    """Headline and subtitle, that it is simulated where it is, and what of it was edited."""
    with st.container(key=f"words-{made.name}", gap="xxsmall"):
        if made.simulated:
            st.markdown(":orange[**Simulated: this incident never happened**]")
        edited.words(made, languages.of(wanted))


def _chart(wanted: Wanted, made: Figure) -> None:
    """The picture at the column's own width; its height is kept free before it is there.

    A telephone first says how wide it is: a picture drawn for another one would be seen for a moment.
    """
    key = f"chart-{wanted.name}"
    if not settled():
        st.container(key=key, height=_KEPT, border=False)
        return
    drawn = reading.picture(wanted, width(), look())
    st.html(f"<style>.st-key-{key}{{min-height:{int(drawn.layout.height or 340)}px}}</style>")
    with st.container(key=key):
        made_of = _SELECTABLE.get(wanted.name)
        take = made_of(wanted.incident) if made_of else None
        selecting.chart(drawn, f"{key}-{width()}", _SCREEN, made.alt, take)


@st.fragment
def belongings(wanted: Wanted, opened: str | None = None) -> None:
    """One row of words; what was pressed opens below it, and only then is it made."""
    made = reading.figure(wanted)
    offered = [part for part in PARTS if part != EDIT or wanted.incident is not None]
    with st.container(key=f"about-{wanted.name}"):
        chosen = st.segmented_control(
            f"About this figure: {spoken(made.title)}",
            offered,
            default=opened if opened in offered else None,
            key=f"part-{wanted.name}",
            label_visibility="collapsed",
        )
        if chosen:
            with st.container(key=f"open-{wanted.name}"):
                PARTS[chosen](wanted, made)


def shown(figure: Figure) -> None:
    """The rows that are drawn, and what each column means."""
    st.dataframe(figure.shown, hide_index=True, height=min(420, 38 * (figure.shown.num_rows + 1)))
    told = [
        f"- **{plain(each.name)}**{plain(f' [{each.unit}]') if each.unit else ''}: {plain(each.about)}"
        for each in figure.columns
        if each.about
    ]
    if told:
        st.markdown("\n".join(told))
