"""How a figure is defined: its measures, their sources and caveats, and the SQL that was run."""

from __future__ import annotations

import streamlit as st

from ripplemark import catalogue
from ripplemark.figure import Figure
from ripplemark.figures import named as kind_named
from ripplemark.measures import Measure
from ripplemark.measures import named as measure_named
from ripplemark.measures.fate_words import GONE, FateWords, fate_words
from ripplemark.ui.frame import plain, spoken
from ripplemark.ui.reading import Wanted


def definitions(wanted: Wanted, figure: Figure) -> None:
    """What the figure is, every measure that it rests on, and the text of every query."""
    kind = kind_named(wanted.name)
    gone = dict(wanted.settings).get("gone")
    fate = fate_words(gone.split(",") if gone else None)
    st.markdown(f"{plain(fate.told(kind.about))} Figure method {kind.method_version}.")
    for name in kind.metrics:
        measure(measure_named(name), fate)
    for name in figure.queries:
        query(name)


def measure(each: Measure, fate: FateWords = GONE) -> None:
    """One measure: name, symbol, unit, definition, source, version; in the words of the outcomes that count."""
    title, definition = fate.told(each.title), fate.told(each.definition)
    st.markdown(
        f"**{plain(title)}** ({plain(each.symbol)}, {plain(each.unit)}). {plain(definition)}"
    )
    st.caption(f"{plain(each.source)}. Method version {each.method_version}.")


def query(name: str) -> None:
    """The text of one query and of the macros that it calls, closed until it is asked for."""
    sql = catalogue.query(name).sql
    called = catalogue.macros_of(sql)
    with st.expander(f"SQL: {spoken(name)}"):
        st.code(sql, language="sql", wrap_lines=True)
        if called:
            st.caption("It calls these macros.")
            st.code("\n\n".join(each.sql for each in called), language="sql", wrap_lines=True)
