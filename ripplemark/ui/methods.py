"""The methods page: every number, figure, format and table, from the registries; nothing is written a second time."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from ripplemark import figures, schema
from ripplemark.figures.base import FigureKind
from ripplemark.measures import MEASURES, Measure
from ripplemark.measures.base import Parameter
from ripplemark.readers import READERS
from ripplemark.readers.base import Reader
from ripplemark.ui import defining
from ripplemark.ui.controls import Control
from ripplemark.ui.frame import plain
from ripplemark.ui.planning import planning
from ripplemark.ui.rechecking import recheck


def methods() -> None:
    """What is asked for in the address: numbers first."""
    control = Control("about", "About", options={each: each for each in _PARTS}, default="numbers")
    parts = list(_PARTS)
    chosen = control.value or parts[0]
    control.draw()
    _PARTS[chosen]()


_WORDS = {
    "A bin": "is one hour, day or week of a series, whichever the file counts by.",
    "The baseline, or usual level,": "is what was typical before the rise: the median of the bins of four weeks before it, "
    "unless said otherwise, with their weekly pattern where enough weeks are known.",
    "The excess": "is how far a value lies above the baseline.",
    "The clock": "is the moment from which a lag counts: posting, the notice, a request, a label.",
    "A 95 % interval": "is a range made so that, of a hundred such ranges, about 95 hold the true value.",
    "Two bounds": "stand where times are known too coarsely for one number: the truth lies between them.",
}
"""Words that the definitions use, at their head."""


def _contents(kind: str, named: Iterable[tuple[str, str]]) -> None:
    """What stands on the page, each a link to its place: it is long, and nobody reads it from the top."""
    with st.container(key="contents"):
        st.markdown("\n".join(f"- [{plain(title)}](#{kind}-{name})" for name, title in named))


def _numbers() -> None:
    st.header("Words used here", anchor="words")
    st.markdown("\n".join(f"- **{plain(word)}** {plain(means)}" for word, means in _WORDS.items()))
    _contents("number", ((each.name, each.title) for each in MEASURES))
    for each in MEASURES:
        _measure(each)


def _measure(each: Measure) -> None:
    st.header(plain(each.title), anchor=f"number-{each.name}")
    st.caption(
        f"{plain(each.symbol)}, in {plain(each.unit)}; on the command line: {plain(each.name)}"
    )
    st.markdown(plain(each.definition))
    for caveat in each.caveats:
        st.markdown(f"- {plain(caveat)}")
    _settings(each.parameters)
    st.caption(f"Source: {plain(each.source)}. Method version {each.method_version}.")
    if each.query:
        defining.query(each.query)


def _figures() -> None:
    _contents("figure", ((each.name, each.title) for each in figures.FIGURES))
    for each in figures.FIGURES:
        _figure(each)


def _figure(each: FigureKind) -> None:
    st.header(plain(each.title), anchor=f"figure-{each.name}")
    titles = {measure.name: measure.title for measure in MEASURES}
    st.markdown(plain(each.about))
    rests = ", ".join(titles.get(name, name) for name in each.metrics)
    if rests:
        st.markdown(f"Rests on: {plain(rests)}.")
    _settings(each.parameters)
    st.caption(f"On the command line: {plain(each.name)}. Method version {each.method_version}.")


def _settings(parameters: tuple[Parameter, ...]) -> None:
    if parameters:
        st.markdown(
            "\n".join(f"- *{plain(each.name)}*: {plain(_told(each))}" for each in parameters)
        )


def _told(each: Parameter) -> str:
    default = each.default
    if isinstance(default, tuple):
        default = ", ".join(f"{one:g}" if isinstance(one, float) else str(one) for one in default)
    elif isinstance(default, float):
        default = f"{default:g}"
    return f"{each.about}{f'; {default} unless said otherwise' if default is not None else ''}."


def _formats() -> None:
    _contents("format", ((each.name, each.title) for each in READERS))
    for each in READERS:
        _format(each)


def _format(each: type[Reader]) -> None:
    st.header(plain(each.title), anchor=f"format-{each.name}")
    if each.__doc__:
        st.markdown(plain(each.__doc__.strip().splitlines()[0]))
    st.markdown(
        f"Fills: {plain(', '.join(table.name for table in each.tables))}. Leaves out: {plain(each.leaves_out)}"
    )
    defining.query(each.source)


def _tables() -> None:
    _contents("table", ((each.name, each.name) for each in schema.TABLES))
    for table in schema.TABLES:
        st.header(plain(table.name), anchor=f"table-{table.name}")
        st.markdown(f"One row is {plain(table.about)}.")
        told = [
            f"- **{plain(field.name)}**{' (needed)' if field.required else ''}: {plain(_column(field))}"
            for field in table.fields
        ]
        st.markdown("\n".join(told))


def _column(field: schema.Field) -> str:
    choices = f"; one of {', '.join(field.choices)}" if field.choices else ""
    unit = f" [{field.unit}]" if field.unit else ""
    return f"{field.about}{unit}{choices}"


_PARTS: dict[str, Callable[[], None]] = {
    "numbers": _numbers,
    "figures": _figures,
    "formats": _formats,
    "tables": _tables,
    "plans": planning,
    "exports": recheck,
}
"""What the page can be about, by the word in the address."""
