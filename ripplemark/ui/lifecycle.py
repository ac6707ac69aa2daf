"""The lower part of the lifecycle page: the numbers of an episode, its channels, the attention before its first check."""

from __future__ import annotations

from ripplemark.figures.events import happenings
from ripplemark.ui import block, reading
from ripplemark.ui.choosing import series_of
from ripplemark.ui.controls import row
from ripplemark.ui.reading import Wanted
from ripplemark.ui.requesting import on_request
from ripplemark.ui.settings import Settings

SERIES, NUMBERS, DECAY, CHECK = "attention-by-series", "numbers", "decay", "before-the-check"
CHANNELS, CHANGES = "channels", "lag-of-changes"


def numbers_of(code: str, asked: Settings) -> bool:
    """The durations of the episode, how long attention is counted, and on request the fitted decay; True where there are any."""
    if not block.figure(asked.wanted(NUMBERS, code), if_any=True):
        return False
    row(asked.apart(("within",)), "horizon-controls")
    if on_request("decay", "Show the decay that was fitted, and why this law"):
        block.figure(asked.wanted(DECAY, code))
    return True


def by_series(code: str, asked: Settings, first: Wanted) -> None:
    """Every series in small, unless there is only one, or the first figure of the page shows them already."""
    if len(series_of(code)) != 1:
        block.figure(asked.wanted(SERIES, code), unlike=first)


def channels_of(code: str, asked: Settings) -> None:
    """Which channel had it first; on request, whether changes of one follow another's."""
    if not block.figure(asked.wanted(CHANNELS, code), if_any=True):
        return
    if on_request("changes", "Show whether changes of one channel follow those of another"):
        block.figure(asked.wanted(CHANGES, code))


def before_the_check(code: str, asked: Settings, *, counted: bool) -> None:
    """The share of attention before the first check, and what counts as one; without one, what to add.

    ``counted`` is True where the page says already how long attention is counted.
    """
    block.figure(asked.wanted(CHECK, code))
    if happenings(reading.asked(CHECK, code)):
        names = ("checks", "of") if counted else ("checks", "of", "within")
        row(asked.apart(names), "check-controls")
