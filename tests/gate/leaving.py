"""Gates of the three audiences on one day, and estimates that are to pass them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ripplemark.gate import Gate
from ripplemark.result import Estimate

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=15)
LATELY = NOW - timedelta(days=14)
OWNER, PUBLIC, PRIVATE = (Gate.of(each, now=NOW) for each in ("owner", "public", "private"))
LEAVING = pytest.mark.parametrize("gate", [PUBLIC, PRIVATE], ids=lambda gate: gate.audience)
HASH = "0123456789abcdef0123456789ABCDEF"


def estimate_of(by: Mapping[str, Any], value: float | str | None = 1.0, n: int = 4) -> Estimate:
    """A sound estimate of ``n`` items, all of them gone, from lines 1 and 2."""
    return Estimate(by, value, value, value, n, n, 0, "ok", "", None, (1, 2))


def lags(**items: int) -> list[Estimate]:
    """One lag of 5 hours for each platform, with its number of items; ``_`` stands for a blank."""
    return [
        estimate_of(
            {"incident": "LANTERN", "platform": name.replace("_", " "), "clock": "notice"}, 5.0, n
        )
        for name, n in items.items()
    ]
