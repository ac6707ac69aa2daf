from __future__ import annotations

import numpy as np
import pytest

from ripplemark.estimate import Series, regular, to_days


@pytest.mark.parametrize("bad", [[1.0, -1.0], [1.0, float("inf")]])
def test_a_series_refuses_values_that_cannot_be_counts(bad: list[float]) -> None:
    with pytest.raises(ValueError, match="finite and not negative"):
        regular(bad)


def test_a_series_refuses_bins_out_of_order() -> None:
    ones = np.ones(2)
    with pytest.raises(ValueError, match="in order"):
        Series(ones, np.array([24.0, 0.0]), ones * 24)


def test_days_are_sums_of_their_hours_and_missing_where_a_tenth_is_missing() -> None:
    value = np.ones(24 * 4)
    value[24:26] = np.nan  # 2 of 24 hours: scaled up
    value[48:51] = np.nan  # 3 of 24 hours: missing
    days = to_days(regular(value[:-1], "hour"))
    np.testing.assert_allclose(days.value, [24, 24, np.nan, 24])
    assert np.isnan(to_days(regular(np.ones(24 + 12), "hour")).value[1])


def test_an_index_is_averaged_over_the_day_and_not_summed() -> None:
    np.testing.assert_allclose(to_days(regular([50.0] * 24, "hour", index=True)).value, [50])


def test_daily_and_weekly_series_are_left_as_they_are() -> None:
    weekly = regular([1.0, 2.0], "week")
    assert to_days(weekly) is weekly
