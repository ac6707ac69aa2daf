"""How wide words are in the house typeface, so that labels can be placed before anything is drawn."""

from __future__ import annotations


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of one line of plain text in pixels at a size in pixels; markup must be taken off before."""
    return len(text) * size * (0.56 if bold else 0.53)


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
