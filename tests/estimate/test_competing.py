"""Causes that compete: the worked example, what 1 - KM gets wrong, ties, weights, late entries, codes, coarse times."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import AalenJohansenFitter

from ripplemark import estimate
from ripplemark.estimate.competing import UP

# SCIENCE.md, F.5.
TIME = np.array([1, 2, 2, 3, 4, 5, 6, 7, 8, 10], dtype=np.float64)
CAUSE = np.array([1, 2, 1, 0, 1, 3, 2, 0, 1, 0])
STEPS = [1, 2, 4, 5, 6, 8]
F1 = [0.1, 0.2, 0.316667, 0.316667, 0.316667, 0.491667]
SE1 = [0.09487, 0.12649, 0.15251, 0.15251, 0.15251, 0.18147]


def worked(times: int = 1) -> estimate.CauseCurves:
    """The worked example, each row so many times."""
    return estimate.aalen_johansen(TIME, CAUSE, np.full(10, float(times)), 3)


def test_the_worked_example_comes_out_to_the_last_digit() -> None:
    curves = worked()
    assert list(curves.overall.time) == STEPS
    np.testing.assert_allclose(curves.incidence[0], F1, atol=5e-7)
    np.testing.assert_allclose(curves.standard_error[0], SE1, atol=5e-6)
    last = [*curves.incidence[1:, -1], curves.overall.survival[-1]]
    np.testing.assert_allclose(last, [0.216667, 0.116667, 0.175], atol=5e-7)


def test_the_limits_are_log_log_ones_of_our_variance() -> None:
    # F^exp(+-z se / (F |ln F|)) with the F and se of SCIENCE.md, F.5. The limits that it quotes from sksurv (.08146 to
    # .81791) are of the same form with Aalen's variance, whose se is .22474; ours is Marubini & Valsecchi's (B.3).
    share, error = 0.4916667, 0.1814742
    limits = share ** np.exp(np.array([1, -1]) * 1.959964 * error / (share * -np.log(share)))
    curves = worked()
    assert (curves.low[0, -1], curves.high[0, -1]) == pytest.approx(tuple(limits), abs=1e-6)


def test_one_minus_kaplan_meier_with_the_others_censored_would_be_too_high() -> None:
    # SCIENCE.md, F.5: 0.667 against 0.492.
    wrong = estimate.kaplan_meier(TIME, CAUSE == 1, np.ones(10))
    assert 1 - wrong.survival[-1] == pytest.approx(0.666667, abs=5e-7)
    assert worked().incidence[0, -1] == pytest.approx(0.491667, abs=5e-7)


@st.composite
def logs(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    size = draw(st.integers(1, 30))
    time, cause, weight, entry = (
        np.array(draw(st.lists(st.integers(low, high), min_size=size, max_size=size)))
        for low, high in ((0, 9), (0, 3), (1, 4), (0, 6))
    )
    entry = np.where(entry < time, entry, 0)
    return time.astype(np.float64), cause, weight.astype(np.float64), entry.astype(np.float64)


@settings(deadline=None)
@given(logs())
def test_all_causes_and_those_still_up_always_sum_to_one(
    log: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray],
) -> None:
    time, cause, weight, entry = log
    curves = estimate.aalen_johansen(time, cause, weight, 3, entry)
    np.testing.assert_allclose(curves.incidence.sum(axis=0) + curves.overall.survival, 1, atol=1e-9)
    for limits in (curves.low, curves.high):
        assert np.all((limits >= 0) & (limits <= 1))
    assert np.all(curves.low <= curves.incidence + 1e-12)
    assert np.all(curves.high >= curves.incidence - 1e-12)


@settings(deadline=None)
@given(logs())
def test_a_row_of_weight_w_equals_w_rows(
    log: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray],
) -> None:
    time, cause, weight, entry = log
    copies = weight.astype(int)
    weighted = estimate.aalen_johansen(time, cause, weight, 3, entry)
    rows = (np.repeat(each, copies) for each in (time, cause, np.ones(weight.size)))
    expanded = estimate.aalen_johansen(*rows, 3, np.repeat(entry, copies))
    for name in ("incidence", "variance", "low", "high", "ended"):
        np.testing.assert_allclose(getattr(weighted, name), getattr(expanded, name), atol=1e-9)


@settings(deadline=None)
@given(logs())
def test_the_variance_is_the_sum_of_the_book_term_by_term(
    log: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray],
) -> None:
    # SCIENCE.md, B.3, written out; the estimator multiplies it out.
    time, cause, weight, entry = log
    curves = estimate.aalen_johansen(time, cause, weight, 3, entry)
    n, d, left = curves.overall.at_risk, curves.overall.events, curves.overall.survival
    before = np.concatenate([[1.0], left])
    for k in (1, 2, 3):
        share, ours = curves.incidence[k - 1], curves.variance[k - 1]
        its = [weight[(cause == k) & (time == t)].sum() for t in curves.overall.time]
        for at in range(n.size):
            if share[at] > 1 - 1e-9:
                continue
            told = 0.0
            for i in range(at + 1):
                rise = share[at] - share[i]
                told += rise**2 * d[i] / (n[i] * (n[i] - d[i])) if n[i] > d[i] and rise else 0.0
                told += before[i] ** 2 * (n[i] - its[i]) * its[i] / n[i] ** 3
                told -= 2 * rise * before[i] * its[i] / n[i] ** 2
            assert ours[at] == pytest.approx(max(told, 0.0), abs=1e-9)


def test_without_ties_the_shares_are_lifelines() -> None:
    random = np.random.default_rng(3)
    time, cause = random.permutation(60) + 1.0, random.integers(0, 4, 60)
    ours = estimate.aalen_johansen(time, cause, np.ones(60), 3)
    theirs = AalenJohansenFitter(calculate_variance=False).fit(time, cause, event_of_interest=2)
    there = theirs.cumulative_density_.iloc[:, 0].reindex(ours.overall.time).to_numpy()
    np.testing.assert_allclose(ours.incidence[1], there, atol=1e-9)


def test_ties_are_exact_and_do_not_depend_on_the_order_of_rows() -> None:
    # By hand: 4 items, two causes at hour 1 together, one more of each at hour 2.
    time, cause = np.array([1.0, 1.0, 2.0, 2.0]), np.array([1, 2, 1, 2])
    for order in ([0, 1, 2, 3], [3, 1, 2, 0], [1, 0, 3, 2]):
        curves = estimate.aalen_johansen(time[order], cause[order], np.ones(4), 2)
        np.testing.assert_allclose(curves.incidence, [[0.25, 0.5], [0.25, 0.5]])


def test_with_one_cause_it_is_what_is_not_up_any_more() -> None:
    curves = estimate.aalen_johansen(TIME, (CAUSE > 0).astype(np.int64), np.ones(10), 1)
    np.testing.assert_allclose(curves.incidence[0], 1 - curves.overall.survival)
    np.testing.assert_allclose(curves.variance[0], curves.overall.variance, atol=1e-12)


def test_where_one_cause_ended_all_the_lower_limit_stays_where_it_was() -> None:
    curves = estimate.aalen_johansen(np.arange(30) + 1.0, np.ones(30, np.int64), np.ones(30), 1)
    assert (curves.incidence[0, -1], curves.high[0, -1], curves.variance[0, -1]) == (1, 1, 0)
    assert curves.low[0, -1] == curves.low[0, -2] > 0.5


def test_an_item_counts_only_after_it_came_under_observation() -> None:
    # By hand: at 2 the risk set is {first, third}, at 5 {second, third}, at 6 {third}.
    time, entry = np.array([2.0, 5.0, 6.0]), np.array([0.0, 3.0, 0.0])
    curves = estimate.aalen_johansen(time, np.array([1, 2, 1]), np.ones(3), 2, entry)
    np.testing.assert_allclose(curves.incidence, [[1 / 2, 1 / 2, 3 / 4], [0, 1 / 4, 1 / 4]])


def test_small_early_risk_sets_are_left_out_and_the_answer_says_since_when() -> None:
    entry = np.concatenate([[0.0, 0.0], np.full(20, 5.0)])
    time = np.concatenate([[1.0, 2.0], np.arange(20) + 6.0])
    cause = np.array([1, 2, *[1, 2] * 10])
    curves = estimate.cause_curves(time, time, cause, np.ones(22), 2, entry)
    early, later = curves.along(1, np.array([3.0, 7.0]))
    assert early.status == "NE_LEFT"
    assert later.value == pytest.approx(1 / 20)
    assert "still up after 5 h" in later.note


def test_the_counts_are_those_of_the_cause_and_of_what_is_still_up() -> None:
    removed, up = (worked(times=5).at(cause, 8.0) for cause in (1, UP))
    assert (removed.n, removed.events, removed.censored) == (50, 20, 15)
    assert (up.n, up.events, up.censored) == (50, 35, 15)
    assert up.value == pytest.approx(0.175)


def test_before_its_first_end_a_cause_has_an_exact_upper_limit() -> None:
    before, after = (worked(times=5).at(2, hours) for hours in (0.5, 1.5))
    assert (before.value, before.low, before.high) == (0, 0, pytest.approx(1 - 0.025 ** (1 / 50)))
    assert (after.value, after.high) == (0, pytest.approx(1 - 0.025 ** (1 / 50)))


def test_few_items_and_few_ends_of_a_cause_have_counts_and_no_share() -> None:
    ten = worked().at(1, 8.0)
    assert (ten.status, ten.value) == ("NE_FEW", None)
    assert ten.note.startswith("4 of 10 items ended in this way")
    rare = worked(times=4).at(3, 8.0)
    assert (rare.status, rare.events) == ("NE_FEW", 4)
    assert worked(times=4).at(1, 8.0).status == "ok"


@pytest.mark.parametrize("size", [0, 1, 30])
def test_where_nothing_ended_there_is_no_curve(size: int) -> None:
    none = np.zeros(size, dtype=np.int64)
    curves = estimate.aalen_johansen(np.full(size, 5.0), none, np.ones(size), 2)
    assert curves.incidence.shape == (2, 0)
    assert [curves.at(cause, 3.0).status for cause in (UP, 1, 2)] == ["NE_FEW"] * 3


def test_beyond_the_longest_follow_up_there_is_no_number() -> None:
    assert worked(times=5).at(1, 11.0).status == "NE_RIGHT"


def test_a_cause_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="cause"):
        estimate.aalen_johansen(TIME, CAUSE, np.ones(10), 2)


def coarse(
    low: list[float], high: list[float], cause: list[int], each: int
) -> estimate.CauseBounds:
    """Rows of ``each`` items with lags between two ends."""
    ends = (np.array(low, dtype=np.float64), np.array(high, dtype=np.float64))
    return estimate.cause_curves(*ends, np.array(cause), np.full(len(cause), float(each)), 2)


def test_wide_intervals_give_the_extremes_of_what_they_allow() -> None:
    # By hand: of 40 items 10 were removed at 10 h, 10 between 12 and 36 h; 10 taken down between 12 and 36 h; 10 up.
    curves = coarse([10, 12, 12, 90], [10, 36, 36, 90], [1, 1, 2, 0], 10)
    (removed,) = curves.along(1, np.array([24.5]))
    assert (removed.status, removed.low, removed.high) == ("bounds", 0.25, 0.5)
    assert removed.resolution == 24
    (up,) = curves.along(UP, np.array([24.5]))
    assert (up.status, up.low, up.high) == ("bounds", 0.25, 0.75)
    (sure,) = curves.along(1, np.array([96.0 - 6.5]))
    assert (sure.status, sure.value) == ("ok", 0.5)


def test_the_extremes_hold_the_causes_own_times_against_those_of_the_others() -> None:
    # By hand: of 30 items 10 were last seen up at 20 h, 10 were removed after 12 to 40 h, 10 taken down after 10 to 28 h.
    # All early 1/3, all late 1/2; removed late and taken down early 2/3, for what was lost from sight counts with the rest.
    curves = coarse([20, 12, 10], [20, 40, 28], [0, 1, 2], 10)
    (removed,) = curves.along(1, np.array([50.0]))
    assert (removed.status, removed.low, removed.high) == (
        "bounds",
        pytest.approx(1 / 3),
        pytest.approx(2 / 3),
    )


def test_narrow_intervals_count_by_their_middles() -> None:
    curves = coarse([10, 20, 90], [12, 22, 90], [1, 2, 0], 20)
    removed, other = (curves.along(cause, np.array([30.0]))[0] for cause in (1, 2))
    assert (removed.value, other.value, removed.resolution) == (
        pytest.approx(1 / 3),
        pytest.approx(1 / 3),
        2.0,
    )


def test_one_undecided_item_among_many_widens_the_interval_only() -> None:
    high = np.concatenate([np.linspace(1, 40, 199), [36.0]])
    low = np.concatenate([high[:-1], [12.0]])
    cause = np.tile([1, 2], 100)
    curves = estimate.cause_curves(low, high, cause, np.ones(200), 2)
    (answer,) = curves.along(2, np.array([24.5]))
    exact = estimate.aalen_johansen((low + high) / 2, cause, np.ones(200), 2).at(2, 24.5)
    assert answer.status == "ok"
    assert answer.value == exact.value
    assert answer.low is not None
    assert exact.low is not None
    assert answer.low < exact.low
    assert "earliest and their latest" in answer.note
