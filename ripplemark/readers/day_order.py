"""Whether the day or the month comes first in a file's dates: told by their spacing, else asked."""

from __future__ import annotations

from collections.abc import Mapping

from ripplemark.readers import trends_bins
from ripplemark.readers.base import Question

Widths = Mapping[str, str | None]
"""The bins' length by every order in which the dates can be read, as `trends_bins.widths` gives it; never empty."""


def asked(widths: Widths) -> tuple[Question, ...]:
    """The question, only where the dates' spacing leaves both orders possible."""
    if len(widths) < 2:
        return ()
    words = "Does the day or the month come first in the dates of this file?"
    return (Question("dates", words, ("dmy", "mdy"), None, "as in 31/12 (dmy) or 12/31 (mdy)"),)


def settled(widths: Widths, answers: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The order of numeric dates (None: they read one way only) and the bins' length in it (None: unknown)."""
    order = next(iter(widths)) if len(widths) == 1 else answers["dates"]
    return (None if order == trends_bins.ISO else order), widths[order]
