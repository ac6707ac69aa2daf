"""Two groups compared: the published test and difference, weights, crossing curves, clusters."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from lifelines.statistics import logrank_test
from oracles import CONTROL_TIME, MP_ENDED, MP_TIME

from ripplemark import estimate
from ripplemark.estimate.difference import (
    Cells,
    by_cluster,
    common_horizon,
    mean_difference,
    share_difference,
    watched_from,
)
from ripplemark.estimate.logrank import crossing, log_rank
from ripplemark.estimate.outcome import Answer

Group = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def group(
    time: np.ndarray, ended: np.ndarray | None = None, weight: np.ndarray | None = None
) -> Group:
    of = np.ones(time.size, dtype=np.bool_) if ended is None else ended
    return time, of, np.ones(time.size) if weight is None else weight, np.zeros(time.size)


def curves(of: Group) -> estimate.LagCurves:
    time, ended, weight, entry = of
    return estimate.lag_curves(time, time, ended, weight, entry)


MP, CONTROL = group(MP_TIME, MP_ENDED), group(CONTROL_TIME)


def test_the_leukaemia_trial_gives_the_published_test() -> None:
    # Freireich et al. (1963); SCIENCE.md, F.1: chi squared 16.79294, p 4.1688e-05.
    found = log_rank(MP, CONTROL)
    assert found is not None
    assert found.chi_squared == pytest.approx(16.79294, abs=5e-6)
    assert found.p == pytest.approx(4.1688e-05, rel=1e-4)
    assert log_rank(CONTROL, MP) == found


def test_weighted_rows_give_the_worked_test_zero_lags_included() -> None:
    # SCIENCE.md, F.3: lags 0, 1, 2, 5, 9, 9+ with weights against five rows of 20: 12.901522, p .00032832. The five are
    # not listed there; 0, 1, 2, 5 and one last seen up after 5 and before 9 give the published number.
    time, ended = np.array([0, 1, 2, 5, 9, 9.0]), np.array([1, 1, 1, 1, 1, 0], dtype=np.bool_)
    weights = np.array([50, 20, 10, 8, 7, 5.0])
    five = group(
        np.array([0, 1, 2, 5, 7.0]), np.array([1, 1, 1, 1, 0], dtype=np.bool_), np.full(5, 20.0)
    )
    found = log_rank(group(time, ended, weights), five)
    assert found is not None
    assert found.chi_squared == pytest.approx(12.901522, abs=5e-7)
    assert found.p == pytest.approx(0.00032832, rel=1e-4)
    repeated = log_rank(
        group(np.repeat(time, weights.astype(int)), np.repeat(ended, weights.astype(int))), five
    )
    assert repeated is not None
    assert repeated.chi_squared == pytest.approx(found.chi_squared)


def test_items_found_late_are_at_risk_only_from_then_on() -> None:
    random = np.random.default_rng(1)
    entry = np.where(random.random(80) < 0.5, random.uniform(0, 4, 80), 0.0)
    time = entry + random.exponential(6, 80)
    late = (time, np.ones(80, dtype=np.bool_), np.ones(80), entry)
    found = log_rank(late, group(CONTROL_TIME))
    ignoring = log_rank((*late[:3], np.zeros(80)), group(CONTROL_TIME))
    assert found is not None
    assert ignoring is not None
    assert ignoring.chi_squared == pytest.approx(
        logrank_test(time, CONTROL_TIME).test_statistic, rel=1e-6
    )
    # By hand, the definition of SCIENCE.md B.3 over every time at which something ends.
    above, below = 0.0, 0.0
    for t in np.unique(np.concatenate([time, CONTROL_TIME])):
        n1 = int(((time >= t) & (entry < t)).sum())
        n2, d1 = int((t <= CONTROL_TIME).sum()), int((time == t).sum())
        n, d = n1 + n2, d1 + int((t == CONTROL_TIME).sum())
        if n > 1:
            above += d1 - d * n1 / n
            below += d * n1 * n2 * (n - d) / (n**2 * (n - 1))
    assert found.chi_squared == pytest.approx(above**2 / below)


def test_groups_that_are_never_watched_at_one_time_cannot_be_tested() -> None:
    assert log_rank(group(np.empty(0)), CONTROL) is None


def test_the_difference_of_restricted_means_is_the_published_one() -> None:
    # SCIENCE.md, F.1: RMST(23) 17.9092 and 8.6667, difference 9.2426 (5.174-13.311).
    one, other = curves(MP), curves(CONTROL)
    assert common_horizon([one, other]) == 23
    found = mean_difference(one, other, 23)
    assert found.value == pytest.approx(9.2426, abs=5e-5)
    assert (found.low, found.high) == pytest.approx((5.174, 13.311), abs=5e-4)
    assert (found.n, found.events, found.censored) == (42, 30, 12)
    back = mean_difference(other, one, 23)
    assert (back.value, back.low, back.high) == pytest.approx(
        (-found.value, -found.high, -found.low)
    )


def test_lags_of_zero_count_in_the_difference_and_in_its_clusters() -> None:
    # By hand, SCIENCE.md F.3: areas up to 10 of 100 items with lags 0, 1, 2, 5, 9, 9+ and of twenty with a lag of 5.
    time, ended = np.array([0, 1, 2, 5, 9, 9.0]), np.array([1, 1, 1, 1, 1, 0], dtype=np.bool_)
    one = curves(group(time, ended, np.array([50, 20, 10, 8, 7, 5.0])))
    other = curves(group(np.full(20, 5.0)))
    mean = 0.5 * 1 + 0.3 * 1 + 0.2 * 3 + 0.12 * 4
    assert mean_difference(one, other, 9).value == pytest.approx(mean - 5)
    half = np.tile([0.0, 6.0], 200)
    cells = Cells(
        np.repeat([True, False], 200),
        np.tile(np.arange(20), 20),
        np.concatenate([half[:200], np.full(200, 3.0)]),
        np.ones(400, dtype=np.bool_),
        np.zeros(400),
        np.ones(400),
    )
    found = by_cluster(cells, 10.0, None, 0.0, None).mean
    # Each cluster holds only zeros or only sixes, ten of each: a mean of 3 with a standard error of 3 / sqrt(20).
    assert found is not None
    assert found[1] - found[0] == pytest.approx(2 * 1.96 * 3 / np.sqrt(20), rel=0.2)


def test_a_horizon_beyond_one_groups_follow_up_is_no_number() -> None:
    short = curves(group(np.minimum(MP_TIME, 15.0), MP_ENDED & (MP_TIME <= 15)))
    found = mean_difference(short, curves(CONTROL), 23)
    assert (found.status, found.value) == ("NE_RIGHT", None)


def test_with_late_entries_both_means_are_of_those_still_up_when_the_later_curve_begins() -> None:
    random = np.random.default_rng(2)
    entry = random.uniform(2, 12, 300)
    time = entry + random.exponential(
        20, 300
    )  # exponential, so that what is left of it is as long as all of it
    late = (time, np.ones(300, dtype=np.bool_), np.ones(300), entry)
    one, other = curves(late), curves(group(random.exponential(20, 4000)))
    since = watched_from(one, other)
    assert since == one.middle.since >= np.sort(entry)[9]
    found = mean_difference(one, other, 40)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0 < found.high
    assert found.high - found.low < 6
    assert "still up after" in found.note
    assert mean_difference(one, other, 2).status == "NE_LEFT"


def test_wide_intervals_widen_the_interval_and_the_note_tells_the_worst_case() -> None:
    day = np.repeat(np.arange(1.0, 6.0), 8) * 24
    every, weight = np.ones(40, dtype=np.bool_), np.ones(40)
    wide = estimate.lag_curves(day - 24, day + 24, every, weight)
    later = estimate.lag_curves(day, day + 48, every, weight)
    found = mean_difference(later, wide, 120)
    exact = mean_difference(curves(group(day + 24)), curves(group(day)), 120)
    assert found.value == pytest.approx(exact.value)
    assert found.low <= exact.low
    assert found.high >= exact.high
    assert "at worst the difference is" in found.note
    assert found.resolution == 48


def test_differences_of_shares_have_newcombes_interval() -> None:
    # Newcombe (1998), Statistics in Medicine 17:873-890, table II, (a): 56/70 - 48/80, method 10: 0.0524 to 0.3339.
    one, other = (
        Answer(hits / n, *estimate.binomial_interval(hits, n), "ok", n)
        for hits, n in ((56, 70), (48, 80))
    )
    found = share_difference(one, other)
    assert found.value == pytest.approx(0.2)
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    bounds = share_difference(replace(one, value=None, low=0.5, high=0.7, status="bounds"), other)
    assert bounds.status == "bounds"
    assert bounds.value is None
    assert bounds.high == pytest.approx(0.7 - other.low)
    none = share_difference(one, replace(other, value=None, status="NE_RIGHT"))
    assert (none.status, none.low) == ("NE_RIGHT", None)


def test_curves_that_cross_are_told_and_curves_that_do_not_are_not() -> None:
    fast_then_slow = np.concatenate([np.linspace(0.5, 2, 30), np.linspace(80, 100, 30)])
    steady = np.linspace(20, 60, 60)
    one, other = (curves(group(each)).middle for each in (fast_then_slow, steady))
    found = crossing(one, other, 100)
    assert found is not None
    assert 20 < found < 60
    assert crossing(one, other, 20) is None
    assert crossing(curves(MP).middle, curves(CONTROL).middle, 35) is None


def clustered(days: int, spread: float, seed: int) -> Cells:
    """Two groups of 30 items a day, exponential lags whose mean of 10 h differs from day to day."""
    random = np.random.default_rng(seed)
    day = np.repeat(np.arange(2 * days), 30)
    pace = 10 * np.exp(spread * random.normal(size=2 * days))
    lag = np.minimum(np.ceil(random.exponential(pace[day]) * 10) / 10, 40.0)
    return Cells(day % 2 == 0, day, lag, lag < 40, np.zeros(lag.size), np.ones(lag.size))


def plain(cells: Cells) -> Answer:
    one, other = (
        curves(group(cells.lag[cells.one == side], cells.gone[cells.one == side]))
        for side in (True, False)
    )
    return mean_difference(one, other, 40)


def test_days_that_differ_widen_the_interval_and_it_covers_no_difference() -> None:
    covered, wider = [], []
    for seed in range(60):
        cells = clustered(25, 0.5, seed)
        naive = plain(cells)
        found = by_cluster(cells, 40.0, None, naive.value or 0.0, None)
        assert found.clusters == 50
        assert found.mean is not None
        low, high = found.mean
        covered.append(low <= 0 <= high)
        wider.append((high - low) / (naive.high - naive.low))
    assert np.mean(covered) >= 0.85
    assert np.median(wider) > 1.5


def test_days_that_are_alike_give_the_interval_of_single_items() -> None:
    cells = clustered(40, 0.0, 1)
    naive = plain(cells)
    found = by_cluster(cells, 40.0, 10.0, naive.value or 0.0, 0.0)
    assert found.mean is not None
    assert found.share is not None
    assert found.mean[1] - found.mean[0] == pytest.approx(naive.high - naive.low, rel=0.2)
    half = 1.96 * np.sqrt(2 * 0.63 * 0.37 / 1200)  # 1 - 1/e of each group are gone within 10 h
    assert found.share[1] - found.share[0] == pytest.approx(2 * half, rel=0.2)


def test_fewer_than_ten_clusters_in_a_group_give_no_interval() -> None:
    found = by_cluster(clustered(9, 0.5, 1), 40.0, 10.0, 0.0, 0.0)
    assert (found.clusters, found.mean, found.share) == (9, None, None)


def test_counts_per_cluster_and_lag_give_the_same_interval_as_single_items() -> None:
    cells = clustered(12, 0.5, 3)
    rows, place = np.unique(
        np.column_stack([cells.one, cells.cluster, cells.lag, cells.gone]),
        axis=0,
        return_inverse=True,
    )
    counted = Cells(
        rows[:, 0] > 0,
        rows[:, 1].astype(np.int64),
        rows[:, 2],
        rows[:, 3] > 0,
        np.zeros(len(rows)),
        np.bincount(place.ravel()).astype(np.float64),
    )
    one, other = (by_cluster(each, 40.0, None, 0.0, None).mean for each in (cells, counted))
    assert one == pytest.approx(other)


def test_more_clusters_than_can_be_left_out_one_by_one_give_one_interval_whatever_they_are_called() -> (
    None
):
    drawn = clustered(1600, 0.5, 5)  # in each group, so 3,200 in all
    cells = replace(drawn, lag=np.minimum(np.ceil(drawn.lag / 2) * 2, 40.0))
    rng = np.random.default_rng(8)
    names = rng.permutation(np.arange(10_000, 10_000 + 3200))
    called = names[np.unique(cells.cluster, return_inverse=True)[1].ravel()]
    found = by_cluster(cells, 40.0, 10.0, 0.0, 0.0)
    assert found.clusters == 3200
    again = by_cluster(replace(cells, cluster=called), 40.0, 10.0, 0.0, 0.0)
    assert again.mean == pytest.approx(found.mean, rel=1e-9)
    assert again.share == pytest.approx(found.share, rel=1e-9)
    # Clusters differ, so the interval is wider than that of single items.
    naive = plain(cells)
    assert found.mean is not None
    assert found.mean[1] - found.mean[0] > 1.5 * (naive.high - naive.low)
