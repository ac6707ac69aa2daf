"""Days that resemble their neighbours: the long-run variance, and a critical value that allows for its error."""

from __future__ import annotations

import numpy as np
import pytest

from ripplemark.estimate.days import serial_reach, share_interval, shares_of_days
from ripplemark.estimate.proportion import binomial_interval


def _critical(span: float) -> float:
    # Kiefer & Vogelsang (2005), table 1, Bartlett kernel, 97.5 %.
    return 1.96 + 2.9694 * span + 0.4160 * span**2 - 0.5324 * span**3


def test_the_critical_value_is_that_of_the_statistics_own_distribution() -> None:
    # A normal sum over the root of its own Bartlett variance over a tenth of 200 days, 4000 times.
    random, found = np.random.default_rng(1), []
    for _ in range(4000):
        drawn = random.normal(size=200)
        apart = np.correlate(drawn - drawn.mean(), drawn - drawn.mean(), "full")[199:219]
        variance = apart[0] + 2 * float((1 - np.arange(1, 20) / 20) @ apart[1:])
        found.append(abs(drawn.sum()) / np.sqrt(variance))
    assert float(np.quantile(found, 0.95)) == pytest.approx(_critical(0.1), rel=0.04)


def test_ten_days_count_as_alone_and_nearly_as_with_students_t() -> None:
    # With a kernel of one day: 2.257 standard errors, beside 2.262 of Student's t with nine degrees of freedom.
    scores = np.array([1.0, -1, 2, -2, 1, -1, 3, -3, 1, -1])
    assert serial_reach(scores) == pytest.approx(_critical(0.1) * np.sqrt(32))
    assert _critical(0.1) == pytest.approx(2.262, abs=0.003)


def test_by_hand_with_a_kernel_of_two_days() -> None:
    # Twenty days in pairs: squares sum to 20, products of neighbours to 10 - 9 = 1, with weight 2 (1 - 1/2).
    scores = np.tile([1.0, 1.0, -1.0, -1.0], 5)
    assert serial_reach(scores) == pytest.approx(_critical(0.1) * np.sqrt(21))
    # Fours: products sum to 15 - 4 = 11.
    fours = np.repeat([1.0, -1.0, 1.0, -1.0, 0.0], 4)
    beside = 4 * 3 - 3
    assert serial_reach(fours) == pytest.approx(_critical(0.1) * np.sqrt(16 + beside))


def test_neighbours_that_are_alike_widen_it_and_those_that_are_not_never_narrow_it() -> None:
    random = np.random.default_rng(2)
    alone = random.normal(size=100)
    runs = np.repeat(random.normal(size=20), 5)
    turns = np.tile([1.0, -1.0], 50)
    ratio = [
        serial_reach(each) / (_critical(0.1) * np.sqrt(each @ each))
        for each in (alone, runs, turns)
    ]
    assert ratio[1] > 1.5 * ratio[0]
    assert ratio[2] == pytest.approx(1)


def test_days_that_are_alike_tell_of_no_error() -> None:
    assert serial_reach(np.zeros(30)) == 0


def test_a_share_stays_within_its_limits_and_has_a_binomial_interval_at_its_edges() -> None:
    low, high = share_interval(0.01, 0.05, 1000)
    assert low is not None
    assert high is not None
    assert 0 < low < 0.01 < high < 1
    assert share_interval(0.0, 0.0, 500) == binomial_interval(0, 500)
    assert share_interval(1.0, 0.0, 500) == binomial_interval(500, 500)
    assert share_interval(0.5, None, 500) == (None, None)


def test_shares_of_few_days_have_no_interval_and_a_million_rows_are_as_sure_as_their_days() -> None:
    # Each day has a share of its own, uniform on 0.3 to 0.7: the standard error is 0.4 / sqrt(12) / sqrt(30).
    share = np.random.default_rng(5).uniform(0.3, 0.7, 30)
    counts = np.column_stack([1 - share, share]) * 1_000_000 / 30
    _, one = shares_of_days(counts)
    assert one.value == pytest.approx(share.mean())
    assert one.low is not None
    assert one.high is not None
    assert one.high - one.low > 2 * 1.96 * share.std() / np.sqrt(30)
    assert (one.n, one.events) == (1_000_000, round(share.mean() * 1_000_000))
    (few, _) = shares_of_days(counts[:9])
    assert (few.low, few.high) == (None, None)
    (never, always) = shares_of_days(np.column_stack([np.zeros(20), np.full(20, 5.0)]))
    assert (never.low, never.high) == binomial_interval(0, 100)
    assert (always.low, always.high) == binomial_interval(100, 100)
