"""How a figure is defined: its measures, their sources and caveats, and the SQL that was run."""

from __future__ import annotations

import streamlit as st

from ripplemark import catalogue
from ripplemark.figure import Figure
from ripplemark.figures import named as kind_named
from ripplemark.measures import Measure
from ripplemark.measures import named as measure_named
from ripplemark.ui.frame import plain, spoken
from ripplemark.ui.reading import Wanted


def definitions(wanted: Wanted, figure: Figure) -> None:
    """What the figure is, every measure that it rests on, and the text of every query."""
    kind = kind_named(wanted.name)
    st.markdown(f"{plain(kind.about)} Figure method {kind.method_version}.")
    for name in kind.metrics:
        measure(measure_named(name))
    for name in figure.queries:
        query(name)


def measure(each: Measure) -> None:
    """One measure: name, symbol, unit, definition, source, version."""
    st.markdown(
        f"**{plain(each.title)}** ({plain(each.symbol)}, {plain(each.unit)}). {plain(each.definition)}"
    )
    st.caption(f"{plain(each.source)}. Method version {each.method_version}.")


def query(name: str) -> None:
    """The text of one query, closed until it is asked for."""
    with st.expander(f"SQL: {spoken(name)}"):
        st.code(catalogue.query(name).sql, language="sql", wrap_lines=True)
