"""Question this number: its thresholds, each to be changed, and how the number moves with each of them."""

from __future__ import annotations

import streamlit as st

from ripplemark.ui import address, block
from ripplemark.ui.controls import Control, row
from ripplemark.ui.requesting import on_request
from ripplemark.ui.settings import THRESHOLDS, Settings

FIGURE = "sensitivity"
LABEL = "Question this number: change its thresholds"


_ACROSS = (
    "They hold for every incident that is compared. A ring or a dashed line is the default, and the notes below a figure "
    "name whose numbers moved, and from what."
)
"""What is said of thresholds where incidents are compared."""


def question(code: str | None, asked: Settings, but: str = "", strips: str = FIGURE) -> None:
    """The thresholds of the page's numbers, what stands when one is changed, and the strips on request.

    ``but`` names, in a sentence, what of the page keeps the defaults. Without a ``code`` there are no strips; ``strips`` is the figure that
    has them.
    """
    drawn = asked.apart(("rule", *THRESHOLDS))
    if not drawn:
        return
    moved = [each for each in drawn if address.text(each.name) is not None]
    with st.expander(LABEL, expanded=bool(moved), key="thresholds"):
        st.markdown(
            "The numbers of this page rest on these thresholds. What you change stands in the address, in the source line, and "
            "in every export; below the headline stands the number with the defaults."
            f"{but and ' '}{but}"
        )
        row(drawn, "threshold-controls")
        if moved:
            st.button("Back to the defaults", key="thresholds-back", on_click=_back, args=(moved,))
    if code and on_request("depends", "Show how a number moves with each threshold"):
        row(asked.apart(("metric",)), "sensitivity-controls")
        block.figure(asked.wanted(strips, code))


def question_all(asked: Settings) -> None:
    """The same where several incidents are compared: the thresholds hold for each of them."""
    question(None, asked, _ACROSS)


def _back(moved: list[Control]) -> None:
    address.put(dict.fromkeys(each.name for each in moved))
