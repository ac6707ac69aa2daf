from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifelines import KaplanMeierFitter
from oracles import CONTROL_TIME, MP_ENDED, MP_TIME

from ripplemark import estimate

# Freireich et al. (1963), 6-MP arm; SCIENCE.md, F.1: t, n, d, S, se, log-log 95 %.
MP_TABLE = (
    (6, 21, 3, 0.8571, 0.0764, 0.6197, 0.9516),
    (7, 17, 1, 0.8067, 0.0869, 0.5631, 0.9228),
    (10, 15, 1, 0.7529, 0.0963, 0.5032, 0.8894),
    (13, 12, 1, 0.6902, 0.1068, 0.4316, 0.8491),
    (16, 11, 1, 0.6275, 0.1141, 0.3675, 0.8049),
    (22, 7, 1, 0.5378, 0.1282, 0.2678, 0.7468),
    (23, 6, 1, 0.4482, 0.1346, 0.1881, 0.6801),
)


def mercaptopurine() -> estimate.SurvivalCurve:
    return estimate.kaplan_meier(MP_TIME, MP_ENDED, np.ones(21))


@pytest.mark.parametrize("row", range(len(MP_TABLE)))
def test_the_6_mp_arm_gives_every_row_of_the_published_table(row: int) -> None:
    curve = mercaptopurine()
    ours = (
        curve.time[row],
        curve.at_risk[row],
        curve.events[row],
        curve.survival[row],
        curve.standard_error[row],
        curve.low[row],
        curve.high[row],
    )
    assert ours == pytest.approx(MP_TABLE[row], abs=6e-5)


def test_the_medians_of_both_arms_are_the_published_ones() -> None:
    # SCIENCE.md, F.1: median 23 (13, infinity); control 8 (4, 11).
    treated = estimate.median_survival(mercaptopurine())
    assert (treated.value, treated.low, treated.high) == (23, 13, None)
    every = np.ones(21, dtype=np.bool_)
    control = estimate.median_survival(estimate.kaplan_meier(CONTROL_TIME, every, np.ones(21)))
    assert (control.value, control.low, control.high) == (8, 4, 11)


def test_weights_and_lags_of_zero_give_the_worked_numbers() -> None:
    # SCIENCE.md, F.3.
    curve = estimate.kaplan_meier(
        np.array([0, 1, 2, 5, 9, 9.0]),
        np.array([1, 1, 1, 1, 1, 0], dtype=np.bool_),
        np.array([50, 20, 10, 8, 7, 5.0]),
    )
    np.testing.assert_allclose(curve.survival, [0.5, 0.3, 0.2, 0.12, 0.05])
    np.testing.assert_allclose(
        curve.standard_error, [0.05, 0.045826, 0.04, 0.032496, 0.021794], atol=5e-7
    )
    assert curve.at(0).value == 0.5


@st.composite
def logs(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    size = draw(st.integers(3, 25))
    lists = [
        draw(st.lists(st.integers(low, high), min_size=size, max_size=size))
        for low, high in ((0, 12), (0, 1), (1, 5))
    ]
    return (
        np.array(lists[0], dtype=np.float64),
        np.array(lists[1], dtype=np.bool_),
        np.array(lists[2], dtype=np.float64),
    )


@settings(deadline=None)
@given(logs())
def test_a_row_of_weight_w_equals_w_rows(log: tuple[np.ndarray, np.ndarray, np.ndarray]) -> None:
    time, ended, weight = log
    copies = weight.astype(int)
    weighted = estimate.kaplan_meier(time, ended, weight)
    expanded = estimate.kaplan_meier(
        np.repeat(time, copies), np.repeat(ended, copies), np.ones(copies.sum())
    )
    for name in ("time", "survival", "at_risk", "events", "variance", "low", "high"):
        np.testing.assert_allclose(getattr(weighted, name), getattr(expanded, name), atol=1e-12)


@settings(deadline=None, max_examples=40)
@given(logs())
def test_the_curve_agrees_with_lifelines_on_weighted_data(
    log: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    time, ended, weight = log
    ours = estimate.kaplan_meier(time, ended, weight)
    theirs = KaplanMeierFitter().fit(time, ended, weights=weight)
    at = ours.time
    np.testing.assert_allclose(ours.survival, np.ravel(theirs.predict(at)), atol=1e-9)
    inside = (ours.survival > 0) & (ours.survival < 1)
    limits = np.reshape(theirs.confidence_interval_.loc[at].to_numpy(), (-1, 2))
    np.testing.assert_allclose(ours.low[inside], limits[inside, 0], atol=1e-6)
    np.testing.assert_allclose(ours.high[inside], limits[inside, 1], atol=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_delayed_entry_agrees_with_lifelines(seed: int) -> None:
    random = np.random.default_rng(seed)
    entry = random.integers(0, 8, 80).astype(np.float64)
    time = entry + random.integers(1, 30, 80)
    ended, weight = random.random(80) < 0.7, random.integers(1, 4, 80).astype(np.float64)
    ours = estimate.kaplan_meier(time, ended, weight, entry)
    theirs = KaplanMeierFitter().fit(time, ended, weights=weight, entry=entry)
    np.testing.assert_allclose(ours.survival, theirs.predict(ours.time), atol=1e-9)


def test_an_item_is_at_risk_only_after_it_came_under_observation() -> None:
    time, entry = np.array([2.0, 5.0, 6.0]), np.array([0.0, 3.0, 0.0])
    curve = estimate.kaplan_meier(time, np.ones(3, dtype=np.bool_), np.ones(3), entry)
    np.testing.assert_allclose(curve.at_risk, [2, 2, 1])


def test_small_early_risk_sets_can_be_left_out_and_the_curve_says_since_when() -> None:
    entry = np.concatenate([[0.0, 0.0], np.full(20, 5.0)])
    time = np.concatenate([[1.0, 2.0], np.arange(20) + 6.0])
    every, one = np.ones(22, dtype=np.bool_), np.ones(22)
    curve = estimate.kaplan_meier(time, every, one, entry, least_at_risk=10)
    assert (curve.since, curve.begun, curve.time[0], curve.at_risk[0]) == (5, 20, 6, 20)
    assert curve.at(3).status == "NE_LEFT"


def _all_late(entry: float = 40.0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Twenty items that nobody watched before ``entry`` hours, and of which one then ended each hour."""
    return entry + np.arange(20) + 10.0, np.ones(20, np.bool_), np.ones(20), np.full(20, entry)


def test_where_every_item_enters_late_nothing_is_claimed_of_the_time_before() -> None:
    time, ended, weight, entry = _all_late()
    for least in (0, 10):
        curve = estimate.kaplan_meier(time, ended, weight, entry, least)
        assert (curve.since, curve.begun) == (40, 20)
        before, after = curve.at(30), curve.at(45)
        assert (before.status, before.value, before.low) == ("NE_LEFT", None, None)
        assert "40 h" in before.note
        assert (after.status, after.value) == ("ok", 1)
        assert "still up after 40 h" in after.note


def test_every_answer_from_late_items_says_of_whom_it_holds() -> None:
    time, ended, weight, entry = _all_late()
    curves = estimate.lag_curves(time, time, ended, weight, entry)
    cause = estimate.cause_curves(time, time, np.ones(20, np.int64), weight, 1, entry)
    told = (
        estimate.median_lag(time, time, ended, weight, entry),
        estimate.restricted_mean_lag(curves, 69.0),
        estimate.share_within(time, time, ended, weight, 55.0, entry),
        cause.along(1, np.array([55.0]))[0],
        curves.at(55.0),
    )
    for each in told:
        assert each.status == "ok"
        assert "still up after 40 h" in each.note
    early = (
        estimate.restricted_mean_lag(curves, 30.0),
        estimate.share_within(time, time, ended, weight, 30.0, entry),
        cause.along(1, np.array([30.0]))[0],
        curves.at(30.0),
    )
    assert {each.status for each in early} == {"NE_LEFT"}


def test_a_curve_begins_when_ten_are_watched_at_one_time_and_not_when_ten_have_been() -> None:
    # One by one, each gone before the next is found; then twelve together.
    entry = np.concatenate([np.arange(9) * 2.0 + 1, np.full(12, 40.0)])
    time = np.concatenate([np.arange(9) * 2.0 + 2, np.arange(12) + 41.0])
    ended, weight = np.ones(21, np.bool_), np.ones(21)
    curve = estimate.kaplan_meier(time, ended, weight, entry, 10)
    assert (curve.since, curve.begun) == (40, 12)
    assert curve.survival[0] == pytest.approx(11 / 12)
    anybody = estimate.kaplan_meier(time, ended, weight, entry)
    assert (anybody.since, anybody.begun) == (1, 1)


def test_an_end_at_the_moment_of_the_last_entry_lies_before_the_curve() -> None:
    # By hand: the tenth is found at 5, when the first ends; of the nine that are left then, and one found at 6, one ends at 7.
    entry = np.array([*[1.0] * 9, 5.0, 6.0])
    time = np.array([5.0, *[9.0] * 8, 7.0, 9.0])
    curve = estimate.kaplan_meier(time, np.ones(11, np.bool_), np.ones(11), entry, 10)
    assert (curve.since, curve.begun) == (6, 10)
    assert curve.survival[0] == pytest.approx(9 / 10)


def test_where_nothing_ended_after_enough_were_watched_there_is_no_number() -> None:
    entry = np.concatenate([np.arange(6) + 1.0, np.full(10, 50.0)])
    time = np.concatenate([np.arange(6) + 1.5, np.full(10, 60.0)])
    ended = np.arange(16) < 6
    answer = estimate.kaplan_meier(time, ended, np.ones(16), entry, 10).at(55)
    assert (answer.status, answer.value) == ("NE_FEW", None)
    assert "none ended after 50 h" in answer.note


def test_before_the_first_end_of_late_items_the_limit_counts_those_watched_by_then() -> None:
    time, ended, weight, entry = _all_late()
    time, entry = (
        np.append(time, 300.0),
        np.append(entry, 200.0),
    )  # one more, found when all had ended
    curve = estimate.kaplan_meier(time, np.append(ended, True), np.append(weight, 1), entry)
    assert curve.at(45).low == pytest.approx(0.025 ** (1 / 20))


def test_planted_truth_of_late_items_lies_within_the_interval() -> None:
    # Exponential lags found after 20 to 60 h: of those still up at t0, S(t | t0) = exp(-(t - t0) / 30).
    random, hits, drawn = np.random.default_rng(11), 0, 60
    for _ in range(drawn):
        lag, entry = random.exponential(30, 600), random.uniform(20, 60, 600)
        seen = lag > entry
        curve = estimate.kaplan_meier(
            lag[seen], np.ones(seen.sum(), np.bool_), np.ones(seen.sum()), entry[seen], 10
        )
        answer = curve.at(80)
        assert answer.low is not None
        assert answer.high is not None
        hits += answer.low <= np.exp(-(80 - curve.since) / 30) <= answer.high
    assert hits >= 52  # of 60 at 95 %; fewer would happen about once in two hundred


def test_an_item_that_is_still_up_is_censored_and_never_dropped() -> None:
    answer = mercaptopurine().at(10)
    assert (answer.n, answer.events, answer.censored) == (21, 9, 12)


def test_before_the_first_end_everything_is_up_with_an_exact_limit() -> None:
    answer = mercaptopurine().at(3)
    assert answer.value == 1
    assert answer.low == pytest.approx(0.025 ** (1 / 21))
    assert answer.high == 1


def test_beyond_the_longest_follow_up_there_is_no_number() -> None:
    assert mercaptopurine().at(36).status == "NE_RIGHT"
    all_gone = estimate.kaplan_meier(CONTROL_TIME, np.ones(21, dtype=np.bool_), np.ones(21))
    assert all_gone.at(36).value == 0


def test_when_all_are_gone_the_upper_limit_stays_where_it_was() -> None:
    curve = estimate.kaplan_meier(CONTROL_TIME, np.ones(21, dtype=np.bool_), np.ones(21))
    assert (curve.survival[-1], curve.low[-1], curve.variance[-1]) == (0, 0, 0)
    assert curve.high[-1] == curve.high[-2] > 0


def test_no_end_at_all_is_an_empty_curve_with_the_counts() -> None:
    curve = estimate.kaplan_meier(np.arange(12.0), np.zeros(12, dtype=np.bool_), np.ones(12))
    assert curve.time.size == 0
    answer = estimate.median_survival(curve)
    assert answer.status == "NE_FEW"
    assert "0 of 12 items ended" in answer.note


def test_no_item_at_all_is_answered_too() -> None:
    none = np.empty(0)
    assert estimate.kaplan_meier(none, none.astype(np.bool_), none).at(1).status == "NE_FEW"


def test_a_median_not_reached_says_more_than() -> None:
    time, ended = np.arange(1.0, 61.0), np.arange(60) < 6
    answer = estimate.median_survival(estimate.kaplan_meier(time, ended, np.ones(60)))
    assert (answer.status, answer.value, answer.high) == ("NE_RIGHT", None, None)
    assert answer.low == 60
    assert "90% are still up" in answer.note


@pytest.mark.parametrize(
    ("time", "weight", "entry", "said"),
    [
        (-1.0, 1.0, 0.0, "not negative"),
        (float("nan"), 1.0, 0.0, "not negative"),
        (1.0, 0.0, 0.0, "positive"),
        (1.0, 1.0, 2.0, "before it is under observation"),
    ],
)
def test_data_errors_are_refused_and_never_clipped(
    time: float, weight: float, entry: float, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        estimate.kaplan_meier(
            np.array([time]), np.ones(1, dtype=np.bool_), np.array([weight]), np.array([entry])
        )
