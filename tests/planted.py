"""Items with lags that are known, as they stand in a canonical moderation CSV, and the worked examples of SCIENCE.md."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count

NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)
_CLOCKS = (
    "posted_at",
    "entered_at",
    "notice_at",
    "label_at",
    "last_up_at",
    "down_at",
    "observed_until",
)
COLUMNS = ("platform", "item", *_CLOCKS, "outcome", "time_precision", "n")
HEADER = ",".join(COLUMNS)
_names = count(1)


def _words(text: str) -> list[str]:
    return text.split()


# Freireich et al. (1963), Blood 21:699-716, remission in weeks; a '+' is censored. SCIENCE.md, F.1.
# As lags of items an hour stands for a week.
SIX_MP = _words("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+")
CONTROL = _words("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23")

# SCIENCE.md, F.8: toy attention series, daily, bins 0 to 27.
TOY = (
    2,
    3,
    2,
    4,
    3,
    2,
    3,
    40,
    100,
    70,
    45,
    30,
    22,
    16,
    12,
    9,
    7,
    6,
    30,
    18,
    9,
    5,
    4,
    3,
    3,
    2,
    3,
    2,
)


def at(hours: float) -> str:
    """The exact instant so many hours after noon."""
    return (NOON + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def row(**cells: float | str) -> str:
    """One item; a clock is given in hours after noon, or as a text."""
    told = {"platform": "Platform A", "item": f"item {next(_names)}", **cells}
    if unknown := set(told) - set(COLUMNS):
        raise KeyError(unknown)
    return ",".join(
        at(value)
        if name in _CLOCKS and isinstance(value := told.get(name, ""), int | float)
        else str(told.get(name, ""))
        for name in COLUMNS
    )


def item(lag: str, platform: str = "Platform A", n: int | str = "") -> str:
    """An item told at noon; ``lag`` in hours, with '+' still up at the last look."""
    hours = float(lag.rstrip("+"))
    if lag.endswith("+"):
        return row(platform=platform, notice_at=0, outcome="up", observed_until=hours, n=n)
    return row(platform=platform, notice_at=0, down_at=hours, outcome="removed", n=n)


def items(lags: Iterable[str], platform: str = "Platform A") -> list[str]:
    """One row per lag, each an item of its own."""
    return [item(lag, platform) for lag in lags]
