"""Lags of what was acted on: recent cohorts in reverse time, and what dates alone can say (SCIENCE.md, B.2 and B.4)."""

from __future__ import annotations

import numpy as np
import pytest

from ripplemark.estimate.acted import (
    ActedLags,
    acted_lags,
    mean_acted,
    quantile_acted,
    recent_lags,
    share_acted,
)
from ripplemark.estimate.reverse_time import reverse_time
from ripplemark.estimate.series import Floats

DAY = 24.0


def _curve(lag: list[int], reach: list[int], weight: list[float] | None = None) -> Floats:
    found = reverse_time(
        np.array(lag), np.array(reach), np.array(weight or [1.0] * len(lag)), np.zeros(len(lag))
    )
    (share,) = found.share_by(found.counts.sum(axis=0)[None, :])
    return share


def test_by_hand() -> None:
    # Reaches 3, 3, 2, 1, 1: n(3) = 2, d = 1; n(2) = 2 (one of reach 3, one of 2), d = 1; n(1) = 3, d = 1; lags 3 2 1 0 0.
    share = _curve([3, 0, 2, 1, 0], [3, 3, 2, 1, 1])
    # F(2) = 1 - 1/2; F(1) = F(2) (1 - 1/2); F(0) = F(1) (1 - 1/3).
    assert share == pytest.approx([1 / 2 * 1 / 2 * 2 / 3, 1 / 2 * 1 / 2, 1 / 2, 1])


def test_without_truncation_it_is_the_share_itself() -> None:
    lag = [0, 0, 1, 4, 4, 6]
    expected = [np.mean(np.array(lag) <= t) for t in range(10)]
    assert _curve(lag, [9] * 6) == pytest.approx(expected)


def test_weights_stand_for_copies() -> None:
    weighted = _curve([0, 2, 1], [3, 2, 1], [3, 2, 4])
    copies = _curve([0] * 3 + [2] * 2 + [1] * 4, [3] * 3 + [2] * 2 + [1] * 4)
    assert weighted == pytest.approx(copies)


@pytest.mark.parametrize(("lag", "reach"), [([-1], [3]), ([4], [3]), ([], [])])
def test_a_lag_that_could_not_have_been_seen_is_refused(lag: list[int], reach: list[int]) -> None:
    with pytest.raises(ValueError, match="0 <= lag <= reach"):
        reverse_time(
            np.array(lag, int), np.array(reach, int), np.ones(len(lag)), np.zeros(len(lag))
        )


def test_the_simulation_of_the_record_comes_out() -> None:
    # SCIENCE.md, B.2: lags exponential with mean 10 d, posted evenly over the 30 days before the end.
    # F(5 d): truth .4141, reverse Kaplan-Meier .4137, naive .5318.
    random, n, step = np.random.default_rng(20), 400_000, 0.05
    posted, lag = random.uniform(0, 30, n), random.exponential(10, n)
    seen = posted + lag <= 30
    truth = (1 - np.exp(-0.5)) / (1 - np.exp(-3.0))
    assert truth == pytest.approx(0.4141, abs=5e-5)
    assert float(np.mean(lag[seen] <= 5)) == pytest.approx(0.5318, abs=0.003)
    cells = (lag[seen] / step).astype(np.int64)
    reach = np.maximum(((30 - posted[seen]) / step).astype(np.int64), cells)
    found = reverse_time(cells, reach, np.ones(cells.size), np.zeros(cells.size))
    (share,) = found.share_by(found.counts.sum(axis=0)[None, :])
    assert float(share[int(5 / step) - 1]) == pytest.approx(truth, abs=0.006)


def _dated(random: np.random.Generator, n: int, days: int = 60) -> tuple[Floats, ActedLags]:
    """True lags in days, and what the dates say: log-normal with median half a day, posted at all hours."""
    lag = 0.5 * np.exp(1.5 * random.normal(size=n))
    apart = np.floor(random.uniform(0, 1, n) + lag)
    low, high = np.maximum(apart - 1, 0) * DAY, (apart + 1) * DAY
    return lag, acted_lags(low, high, apart * DAY, np.ones(n), random.integers(0, days, n))


def test_dates_give_the_mean_and_only_bound_a_share() -> None:
    # SCIENCE.md, B.4: mean 1.5445 against 1.5444; truth .677 in [.447, .762]; median 0.50 d, by dates 1.
    lag, dated = _dated(np.random.default_rng(4), 400_000)
    mean = mean_acted(dated)
    assert mean.value is not None
    assert mean.value / DAY == pytest.approx(lag.mean(), abs=0.005)
    share = share_acted(dated, 24.0)
    assert (share.status, share.value) == ("bounds", None)
    assert (share.low, share.high) == (
        pytest.approx(0.447, abs=0.002),
        pytest.approx(0.762, abs=0.002),
    )
    assert float(np.mean(lag <= 1)) == pytest.approx(0.677, abs=0.003)
    median = quantile_acted(dated, 0.5)
    assert (median.status, median.low, median.high) == ("bounds", 0.0, 2 * DAY)
    assert "Sampling error comes on top" in share.note
    assert "Sampling error comes on top" in median.note


def test_hours_cannot_be_read_from_dates() -> None:
    _, dated = _dated(np.random.default_rng(4), 5_000)
    answer = share_acted(dated, 3.0)
    assert (answer.status, answer.value, answer.low) == ("NE_GRANULARITY", None, 0.0)
    assert answer.high == pytest.approx(0.762, abs=0.02)
    assert "Finer times are needed" in answer.note
    with pytest.raises(ValueError, match="positive"):
        share_acted(dated, 0.0)


def test_exact_times_give_numbers_with_intervals() -> None:
    random = np.random.default_rng(8)
    lag = random.exponential(30.0, 5_000)
    exact = acted_lags(lag, lag, lag, np.ones(5_000), random.integers(0, 50, 5_000))
    for answer, truth in (
        (share_acted(exact, 48.0), 1 - np.exp(-48 / 30)),
        (quantile_acted(exact, 0.5), 30 * np.log(2)),
        (mean_acted(exact), 30.0),
    ):
        assert answer.status == "ok"
        assert answer.low is not None
        assert answer.high is not None
        assert answer.value is not None
        assert answer.low < answer.value < answer.high
        assert answer.low <= truth <= answer.high


def test_a_time_known_to_a_year_bounds_the_mean_and_is_never_its_middle() -> None:
    low, high = np.array([1.0, 0.0]), np.array([1.0, 8760.0])
    weight, day = np.array([30.0, 10.0]), np.array([1, 2])
    answer = mean_acted(acted_lags(low, high, (low + high) / 2, weight, day))
    assert (answer.status, answer.value) == ("bounds", None)
    assert (answer.low, answer.high) == (pytest.approx(0.75), pytest.approx(2190.75))


def test_the_database_of_a_world_in_which_most_is_never_removed_shows_another_world() -> None:
    # SCIENCE.md, B.2: 40 % ever removed, exponential with mean 2 d. The database: median 1.39 d, 63 % within 48 h.
    # In truth 25 % are removed within 48 h, and the median is never.
    random, n = np.random.default_rng(6), 100_000
    removed = random.uniform(size=n) < 0.4
    lag = np.where(removed, random.exponential(2 * DAY, n), np.inf)
    seen = lag[removed]
    database = acted_lags(seen, seen, seen, np.ones(seen.size), random.integers(0, 90, seen.size))
    median, share = quantile_acted(database, 0.5), share_acted(database, 48.0)
    assert median.value is not None
    assert median.value / DAY == pytest.approx(1.39, abs=0.02)
    assert share.value == pytest.approx(0.632, abs=0.006)
    assert float(np.mean(lag <= 48)) == pytest.approx(0.25, abs=0.005)
    assert np.isinf(np.median(lag))


def test_intervals_of_recent_cohorts_hold_the_truth() -> None:
    # Sixty archives of sixty days; lags exponential with mean 10 d; days differ in how much is decided.
    random, held, naive = np.random.default_rng(9), 0, 0
    for _ in range(60):
        busy = np.repeat(np.arange(60), random.poisson(40 * random.gamma(4, 1 / 4, 60)))
        posted = busy + random.uniform(0, 1, busy.size)
        decided = posted + random.exponential(10.0, busy.size)
        seen = decided < 60
        day, reach = decided[seen].astype(np.int64), 59 - busy[seen]
        lag = day - busy[seen]
        answer = mean_acted(recent_lags(lag, reach, np.ones(lag.size), busy[seen]))
        tau = 60.0
        truth = (10 - (tau + 10) * np.exp(-tau / 10)) / (1 - np.exp(-tau / 10)) * DAY
        assert answer.low is not None
        assert answer.high is not None
        held += answer.low <= truth <= answer.high
        naive += answer.low <= float(lag.mean()) * DAY <= answer.high
    assert held >= 0.85 * 60
    assert naive < 0.5 * 60


def test_one_item_at_the_longest_reach_does_not_decide_the_curve() -> None:
    lag = np.array([0] * 50 + [3] * 50 + [90])
    reach = np.array([30] * 100 + [90])
    recent = recent_lags(lag, reach, np.ones(101), np.arange(101) % 20)
    assert recent.horizon == 31 * DAY
    assert share_acted(recent, 24 * DAY).value == pytest.approx(1.0)
