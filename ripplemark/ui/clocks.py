"""Which moments an incident's items have, at which a lag can start: a clock without any would give an empty figure."""

from __future__ import annotations

from ripplemark.measures.base import Request
from ripplemark.measures.lags import CLOCKS, clocks_known
from ripplemark.ui import reading

_COLUMNS = {"first-request": "request", "last-request": "request"}
"""The clocks that are counted under another name."""


def known_clocks(incident: str) -> tuple[str, ...]:
    """The clocks that at least one item of the incident has, in the measures' order; empty where there are no items."""
    request = Request(reading.serving(), incident, "incident", (), (), {})
    items = clocks_known(request)
    return tuple(clock for clock in CLOCKS if items.get(_COLUMNS.get(clock, clock)))
