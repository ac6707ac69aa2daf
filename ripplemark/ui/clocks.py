"""What an incident's items can be counted from and split by: nothing is offered that would give an empty figure, or one group."""

from __future__ import annotations

from ripplemark.measures.base import Request
from ripplemark.measures.lags import CLOCKS, clocks_known
from ripplemark.measures.splitting import columns_that_split
from ripplemark.ui import reading

_COLUMNS = {"first-request": "request", "last-request": "request"}
"""The clocks that are counted under another name."""


def known_clocks(incident: str) -> tuple[str, ...]:
    """The clocks that at least one item of the incident has, in the measures' order; empty where there are no items."""
    items = clocks_known(_of(incident))
    return tuple(clock for clock in CLOCKS if items.get(_COLUMNS.get(clock, clock)))


def known_splits(incident: str) -> tuple[str, ...]:
    """The columns by which the incident's items fall into several groups; empty where there are no items."""
    return columns_that_split(_of(incident))


def _of(incident: str) -> Request:
    return Request(reading.serving(), incident, "incident", (), (), {})
