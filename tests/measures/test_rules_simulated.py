"""The share in time by a rule, from planted truth: sixty incidents whose share is known, and its interval."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import numpy as np
from real_path import Asking

HEADER = "platform,item,sent_at,by,outcome,outcome_at,last_checked"
_SENT = datetime(2026, 6, 1, 12, tzinfo=UTC)
_LOOK = _SENT + timedelta(days=30)
_MEAN, _HOURS, _DRAWS, _ITEMS = 60.0, 48.0, 60, 40
TRUTH = 1 - math.exp(-_HOURS / _MEAN)
"""Of items that are removed after an exponential time with a mean of 60 h, the share gone within 48 h."""


def _request(item: str, sent: datetime, by: str, lag: float) -> str:
    down = sent + timedelta(hours=lag)
    ended = ("removed", f"{down:%Y-%m-%dT%H:%MZ}") if down < _LOOK else ("", "")
    return f"Chirp,{item},{sent:%Y-%m-%dT%H:%MZ},{by},{','.join(ended)},{_LOOK:%Y-%m-%dT%H:%MZ}"


def _draw(rng: np.random.Generator, code: str) -> list[str]:
    """Forty items that count, and as many that do not and were gone at once: by others, or before the first day."""
    rows = []
    for k, lag in enumerate(rng.exponential(_MEAN, _ITEMS)):
        sent = _SENT + timedelta(minutes=float(rng.integers(0, 1000)))
        rows.append(_request(f"{code} {k}", sent, ("user", "lawyer")[k % 2], lag))
        rows.append(_request(f"{code} other {k}", sent, "rights_holder", 1.0))
        rows.append(_request(f"{code} early {k}", sent - timedelta(days=60), "user", 1.0))
    return rows


_RNG = np.random.default_rng(20260519)
ROWS = {f"D-{k}": _draw(_RNG, f"D-{k}") for k in range(_DRAWS)}
__all__ = ["HEADER", "ROWS"]


def test_the_interval_covers_the_planted_share_about_as_often_as_it_says(told: Asking) -> None:
    settings = {"instrument": "us-take-it-down"}
    held, middle = 0, []
    for code in ROWS:
        share = told("within-deadline", code, settings=settings)[0]
        assert share.n == _ITEMS
        assert isinstance(share.low, float)
        assert isinstance(share.high, float)
        assert isinstance(share.value, float)
        held += share.low <= TRUTH <= share.high
        middle.append(share.value)
    # 95 % of 60 is 57; fewer than 51 would come by chance once in a thousand times.
    assert held >= 51
    assert abs(float(np.mean(middle)) - TRUTH) < 4 * math.sqrt(
        TRUTH * (1 - TRUTH) / (_DRAWS * _ITEMS)
    )
