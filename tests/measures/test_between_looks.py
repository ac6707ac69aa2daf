"""Looks every few hours give an estimate between their bounds; dates stay bounds."""

from __future__ import annotations

import numpy as np
import pytest
from planted import HEADER, row
from real_path import Asking


def _polled() -> list[tuple[float, float]]:
    """150 lags with a median of 3.99 h, each between two looks six hours apart."""
    random = np.random.default_rng(3)
    lag, phase = random.exponential(3.99 / np.log(2), 150), random.uniform(0, 6, 150)
    after = phase + np.ceil((lag - phase) / 6) * 6
    return [(max(end - 6, 0.0), end) for end in after]


LOOKS = [
    row(notice_at=0, last_up_at=low, down_at=high, outcome="removed") for low, high in _polled()
]
DATES = [
    row(notice_at="2025-01-01", down_at=f"2025-01-{2 + k % 4:02d}", outcome="removed")
    for k in range(40)
]
ROWS = {
    "POLLED": LOOKS,
    "DATED": DATES,
    "EXACT": [row(notice_at=0, down_at=high, outcome="removed") for _, high in _polled()],
}
__all__ = ["HEADER", "ROWS"]


def test_a_median_between_looks_is_turnbulls_and_holds_the_truth(told: Asking) -> None:
    (answer,) = told("median-lag", "POLLED")
    assert (answer.status, answer.n, answer.events) == ("ok", 150, 150)
    assert answer.low <= 3.99 <= answer.high
    assert answer.low < answer.value < answer.high
    assert "Turnbull" in answer.note
    (seen_down,) = told("median-lag", "EXACT")
    assert seen_down.low > 3.99  # what a log of first moments seen down would claim


def test_a_share_still_up_between_looks_is_turnbulls(told: Asking) -> None:
    (answer,) = told("removal-survival", "POLLED", settings={"at": "6"})
    assert answer.status == "ok"
    assert answer.low <= 0.5 ** (6 / 3.99) <= answer.high
    assert "Turnbull" in answer.note


def test_dates_at_both_ends_stay_bounds_without_turnbull(told: Asking) -> None:
    # SCIENCE.md, B.4: of (d - 1, d + 1) days the estimate is not unique.
    (median,) = told("median-lag", "DATED")
    assert (median.status, median.low, median.high) == ("bounds", 24.0, 72.0)
    assert "Turnbull" not in median.note
    (share,) = told("removal-survival", "DATED", settings={"at": "48"})
    assert share.status == "bounds"


def test_dates_of_one_incident_stay_bounds_beside_the_looks_of_others(told: Asking) -> None:
    answers = {each.by["incident"]: each for each in told("median-lag", None)}
    assert answers["DATED"].status == "bounds"
    assert "Turnbull" in answers["POLLED"].note


def test_exact_ends_answer_as_kaplan_meier(told: Asking) -> None:
    (answer,) = told("median-lag", "EXACT")
    ends = sorted(high for _, high in _polled())
    assert answer.value == pytest.approx(ends[74], abs=1e-3)
    assert "Turnbull" not in answer.note
