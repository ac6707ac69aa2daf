"""Behind the count: which rows of the user's own file each number consists of, on the owner's screen only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import streamlit as st

from ripplemark.figure import Figure
from ripplemark.measures import named
from ripplemark.measures.fate_words import fate_words
from ripplemark.ui.frame import plain
from ripplemark.ui.reading import Wanted
from ripplemark.wording import count

_NONE = (
    "This figure counts no rows of a file one by one: it is made from series, whose values stand under Data, or from rows "
    "that say nothing of the line they came from."
)
MOST = 200
"""So many lines stand behind a number at most; the rest are counted, not listed."""


def behind(wanted: Wanted, figure: Figure) -> None:  # noqa: ARG001 - every part takes both
    """Each number with its source lines, ready to copy; words where there are none."""
    found = {**figure.lines, **dict(of_estimates(figure.documents))}
    if not found:
        st.markdown(_NONE)
        return
    st.markdown(
        "Lines of your own file, or rows of your sheet. They stay on this screen and are never exported."
    )
    for name, lines in found.items():
        first = f"the first {MOST} lines" if len(lines) >= MOST else count(len(lines), "line")
        st.markdown(f"**{plain(name)}**: {first}")
        if lines:
            st.code(spans(lines), language=None, wrap_lines=True)


def of_estimates(documents: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The lines that the measures' own answers name, by the measure and the group; nothing where they name none."""
    for document in documents:
        fate = fate_words(document.get("parameters", {}).get("gone"))
        title = fate.told(named(str(document["metric"])).title)
        for each in document["estimates"]:
            if each.get("lines"):
                group = ", ".join(str(value) for value in each["by"].values())
                yield f"{title} ({group})" if group else title, tuple(each["lines"])


def spans(lines: Sequence[int]) -> str:
    """Line numbers as people write them: '3, 7-9, 12'."""
    found: list[list[int]] = []
    for line in sorted(set(lines)):
        if found and line == found[-1][1] + 1:
            found[-1][1] = line
        else:
            found.append([line, line])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in found)
