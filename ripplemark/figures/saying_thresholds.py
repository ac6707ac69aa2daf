"""What a headline's number would be with every threshold at its default, in words."""

from __future__ import annotations

from ripplemark.figures.base import Asked
from ripplemark.figures.saying_series import because, number
from ripplemark.figures.series import Choice
from ripplemark.figures.thresholds import by_default, changed
from ripplemark.wording import said


def moved(asked: Asked, choice: Choice, name: str, unit: str, of: str = "") -> str:
    """What the measure gives with the default thresholds, where one is changed; else nothing. ``of`` names the number."""
    if not changed(asked):
        return ""
    usual, named = by_default(asked, name, choice.where), f", {of}" if of else ""
    if usual.value is None and not (number(usual.low) or number(usual.high)):
        it = f"{of} " if of else "it "
        return f". With the default thresholds {it}cannot be said: {because(usual)}"
    return f". With the default thresholds{named}: {said(usual, unit).value}"
