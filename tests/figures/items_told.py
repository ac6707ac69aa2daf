"""Items with lags that are known, as they stand in a canonical moderation CSV."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count

NOON = datetime(2025, 1, 1, 12, tzinfo=UTC)
COLUMNS = (
    *("platform", "item", "posted_at", "notice_at", "down_at", "observed_until"),
    *("outcome", "time_precision", "n"),
)
HEADER = ",".join(COLUMNS)
_names = count(1)


def row(**cells: float | str) -> str:
    """One item; a clock is given in hours after noon, or as a text."""
    told = {"platform": "Platform A", "item": f"item {next(_names)}", **cells}
    return ",".join(
        f"{NOON + timedelta(hours=float(value)):%Y-%m-%dT%H:%M:%S.%fZ}"
        if name.endswith(("_at", "_until")) and isinstance(value := told.get(name, ""), int | float)
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
