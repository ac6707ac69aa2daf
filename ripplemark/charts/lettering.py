"""The house typeface: its name, and how wide words are in it, so that labels can be placed before anything is drawn."""

from __future__ import annotations

import json
import unicodedata
from functools import cache

from ripplemark import paths

FONT = '"Open Sans", "Helvetica Neue", Arial, sans-serif'
"""Shipped in assets/typeface; the others are for glyphs that it lacks."""

_WIDE = 1.0
_OTHER = 0.62
"""Widths in ems of letters that the typeface lacks: East Asian ones are square, others are taken to be average."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of plain text in pixels at a size in pixels; markup must be taken off before.

    The sum of the letters' advances; kerning, which draws a few pairs closer, is left out.
    """
    known = _advances()["bold" if bold else "regular"]
    return size * sum(known[sign] if sign in known else _unknown(sign) for sign in text)


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """The text in lines no wider than ``room`` pixels where its words allow it; no word is broken."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@cache
def _advances() -> dict[str, dict[str, float]]:
    text = (paths.ASSETS / "typeface" / "widths.json").read_text(encoding="ascii")
    widths: dict[str, dict[str, float]] = json.loads(text)
    return widths


def _unknown(sign: str) -> float:
    if unicodedata.combining(sign):
        return 0.0
    return _WIDE if unicodedata.east_asian_width(sign) in "WF" else _OTHER
