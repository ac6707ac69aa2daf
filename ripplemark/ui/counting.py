"""Behind the count: which rows of the user's own file each number consists of, on the owner's screen only."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ripplemark.figure import Figure
from ripplemark.ui.frame import plain
from ripplemark.ui.reading import Wanted
from ripplemark.wording import count


def behind(wanted: Wanted, figure: Figure) -> None:  # noqa: ARG001 - every part takes both
    """Each number with its source lines, ready to copy."""
    st.markdown(
        "Lines of your own file, or rows of your sheet. They stay on this screen and are never exported."
    )
    for name, lines in figure.lines.items():
        st.markdown(f"**{plain(name)}**: {count(len(lines), 'line')}")
        st.code(spans(lines) or "none", language=None, wrap_lines=True)


def spans(lines: Sequence[int]) -> str:
    """Line numbers as people write them: '3, 7-9, 12'."""
    found: list[list[int]] = []
    for line in sorted(set(lines)):
        if found and line == found[-1][1] + 1:
            found[-1][1] = line
        else:
            found.append([line, line])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in found)
