"""What every drawn form shares beside its canvas: the typeface, and a colour that lets through what lies behind it."""

from __future__ import annotations

from ripplemark.charts import lettering

FONT = lettering.FONT


def tint(colour: str, opacity: float) -> str:
    """A hexadecimal colour as rgba with an opacity between 0 and 1."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"
