"""Lags weighted by views, by hand; their intervals against planted truth are in test_coverage.py."""

from __future__ import annotations

import numpy as np
import pytest

from ripplemark.estimate.exposure import ratio_interval, weighted_lag


def test_a_lag_counts_once_for_each_view() -> None:
    views = np.array([1000.0, *[10.0] * 9])
    lag = np.array([1.0, *[101.0] * 9])
    answer = weighted_lag(views, views * lag, views * lag, 10)
    # By hand: (1000 * 1 + 90 * 101) / 1090.
    assert answer.value == pytest.approx(10090 / 1090)
    assert answer.status == "ok"
    assert (answer.low, answer.high) == (None, None)
    assert "nearly all views" in answer.note


def test_lags_known_to_a_day_give_two_bounds() -> None:
    views = np.full(12, 100.0)
    answer = weighted_lag(views, views * 2.0, views * 26.0, 12)
    assert (answer.status, answer.value, answer.low, answer.high) == ("bounds", None, 2.0, 26.0)


def test_few_items_or_none_that_anybody_viewed_give_no_number() -> None:
    one = np.ones(9)
    assert weighted_lag(one, one, one, 9).status == "NE_FEW"
    nobody = np.zeros(30)
    assert weighted_lag(nobody, nobody, nobody, 30).status == "NE_FEW"
    assert weighted_lag(np.empty(0), np.empty(0), np.empty(0), 0).status == "NE_FEW"


def test_items_that_are_all_alike_have_no_interval_and_say_so() -> None:
    views = np.full(12, 50.0)
    answer = weighted_lag(views, views * 3, views * 3, 12)
    assert (answer.value, answer.low, answer.high) == (3.0, None, None)
    assert "alike" in answer.note


def test_a_ratio_without_anything_above_or_below_has_no_interval() -> None:
    nothing, some = np.zeros(20), np.arange(20.0)
    assert ratio_interval(nothing, some) is None
    assert ratio_interval(some, nothing) is None
    assert ratio_interval(np.ones(1), np.ones(1)) is None


def test_the_interval_of_a_ratio_is_the_same_each_time_and_free_of_scale() -> None:
    random = np.random.default_rng(5)
    above, below = random.gamma(2.0, 3.0, 200), random.gamma(2.0, 1.0, 200)
    found = ratio_interval(above, below)
    assert found is not None
    assert ratio_interval(above, below) == found
    assert ratio_interval(above * 1e6, below * 1e6) == pytest.approx(found)
    ratio = above.sum() / below.sum()
    assert found[0] < ratio < found[1]
    # Cochran's standard error: a little over 7 % of the ratio here, so the interval spans about 28 %.
    error = np.sqrt(((above - ratio * below) ** 2).sum()) / above.sum()
    assert (found[1] - found[0]) / ratio == pytest.approx(3.92 * error, rel=0.1)


def test_views_that_are_very_unequal_come_with_a_warning_and_even_ones_without() -> None:
    # Kish (1965): (sum v)^2 / sum v^2 = 4.6 of 16 items: one has 12 of 27 views, the others one each.
    views = np.array([12.0, *[1.0] * 15])
    assert views.sum() ** 2 / (views**2).sum() == pytest.approx(729 / 159)
    lag = np.linspace(3.0, 20.0, 16)
    answer = weighted_lag(views, views * lag, views * lag, 16)
    assert "A tenth of the items has 44 % or more of the views:" in answer.note
    assert "few items decide, and the interval is made wider for it" in answer.note
    even = np.linspace(80.0, 120.0, 16)
    assert weighted_lag(even, even * lag, even * lag, 16).note == ""
