"""Intervals that are wide against the moment at which a curve is read, and narrow against how long items were watched."""

from __future__ import annotations

import numpy as np
import pytest

from ripplemark import estimate


def test_a_curve_read_before_wide_intervals_end_gives_bounds_however_long_items_were_watched() -> (
    None
):
    # 50 of 1,000 ended at some moment of the first 500 days, 950 were watched for 3,000 days.
    low = np.array([0.0] * 50 + [72_000.0] * 950)
    high = np.array([12_000.0] * 50 + [72_000.0] * 950)
    gone = np.array([True] * 50 + [False] * 950)
    curves = estimate.lag_curves(low, high, gone, np.ones(1000), np.zeros(1000))
    assert curves.narrow
    told = curves.at(24.0)
    assert (told.status, told.value) == ("bounds", None)
    assert (told.low, told.high) == (pytest.approx(0.95), pytest.approx(1.0))
    after = curves.at(60_000.0)
    assert (after.status, after.value) == ("ok", pytest.approx(0.95))
