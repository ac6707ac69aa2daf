"""What the result pages show: the strip and its numbers first, everything else of them on request."""

from __future__ import annotations

import streamlit as st

from ripplemark.measures.pages import SEARCHED
from ripplemark.ui import address, block
from ripplemark.ui.controls import row
from ripplemark.ui.forms import coding_sheets
from ripplemark.ui.requesting import on_request
from ripplemark.ui.settings import Settings

TITLE = "What the result pages show"
FIRST = "result-pages"
MORE = (
    "result-shares",
    "result-sensitivity",
    "result-overlap",
    "result-stays",
    "delisting",
    "coders",
)
_ALWAYS = (*SEARCHED, "k", "coders")
_OF = {"result-shares": ("weighting", "p"), "result-stays": ("stance",), "delisting": ("sent",)}
"""Controls that stand above one of the further figures."""


def result_pages(code: str, asked: Settings) -> None:
    """The section: does the correction reach those who search?"""
    st.header(TITLE, anchor=False)
    shown = block.figure(asked.wanted(FIRST, code))
    if not shown and not any(address.text(name) for name in SEARCHED):
        coding_sheets()
        return
    row(asked.apart(_ALWAYS), "result-page-controls")
    if shown and on_request(
        "results", "Show shares over time, changes, how long results stay, delisting, and who coded"
    ):
        for name in MORE:
            if controls := asked.apart(_OF.get(name, ())):
                row(controls, f"result-{name}-controls")
            block.figure(asked.wanted(name, code))
        coding_sheets()
