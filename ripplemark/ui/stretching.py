"""A stretch of time: what lies between two moments that were typed, or selected in the picture of attention."""

from __future__ import annotations

from ripplemark.ui import block
from ripplemark.ui.controls import row
from ripplemark.ui.requesting import on_request
from ripplemark.ui.settings import Settings

FIGURE = "stretch"


def stretch(code: str, asked: Settings) -> None:
    """On request, or after a selection: its two ends, and what lies between them."""
    drawn = asked.apart(("since", "until"))
    if not drawn or not on_request("stretch", "Look at a stretch of time"):
        return
    row(drawn, "stretch-controls")
    block.figure(asked.wanted(FIGURE, code))
