"""Ends between two looks: the published estimate, what it is for moments, and what closed intervals would do."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from lifelines import KaplanMeierFitter
from oracles import CONTROL_TIME, MP_ENDED, MP_TIME

from ripplemark import estimate
from ripplemark.estimate.turnbull import TurnbullCurve, turnbull

# Finkelstein & Wolfe (1985), Biometrics 41:933-945: months to breast retraction after radiotherapy alone, (left, right].
COSMESIS = (
    "45+ 6-10 0-7 46+ 46+ 7-16 17+ 7-14 37-44 0-8 4-11 15+ 11-15 22+ 46+ 46+ 25-37 46+ 26-40 46+ 27-34 36-44 46+ 36-48 "
    "37+ 40+ 17-25 46+ 11-18 38+ 5-12 37+ 0-5 18+ 24+ 36+ 5-11 19-35 17-25 24+ 32+ 33+ 19-26 37+ 34+ 36+"
)
# Its estimate as software for half-open intervals gives it since Gentleman & Geyer (1994), Biometrika 81:618-623.
COSMESIS_MASS = {
    (4, 5): 0.0463,
    (6, 7): 0.0334,
    (7, 8): 0.0887,
    (11, 12): 0.0708,
    (24, 25): 0.0926,
    (33, 34): 0.0818,
    (38, 40): 0.1209,
    (46, 48): 0.4656,
}


def of_words(words: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Low ends, high ends, and whether it ended; '45+' was still up at 45, '6-10' ended in (6, 10]."""
    ends = [word.rstrip("+").split("-") for word in words.split()]
    low, high = (np.array([float(each[k]) for each in ends]) for k in (0, -1))
    return low, high, np.array([not word.endswith("+") for word in words.split()])


def once(low: np.ndarray, high: np.ndarray, ended: np.ndarray, copies: int = 0) -> TurnbullCurve:
    return turnbull(low, high, ended, np.ones(low.size), copies=copies)


def by_interval(curve: TurnbullCurve) -> dict[tuple[float, float], float]:
    return {
        (left, right): mass
        for left, right, mass in zip(curve.left, curve.right, curve.mass, strict=True)
        if mass > 5e-5
    }


def polled(items: int, every: float, median: float, seed: int) -> tuple[np.ndarray, ...]:
    """True lags, exponential, and the looks before and after each; looks come at any phase of an item's clock."""
    random = np.random.default_rng(seed)
    lag = random.exponential(median / np.log(2), items)
    phase = random.uniform(0, every, items)
    after = phase + np.ceil((lag - phase) / every) * every
    return lag, np.maximum(after - every, 0), after


def test_the_breast_retraction_data_give_the_published_estimate() -> None:
    found = by_interval(once(*of_words(COSMESIS)))
    assert set(found) == set(COSMESIS_MASS)
    for interval, mass in COSMESIS_MASS.items():
        assert found[interval] == pytest.approx(mass, abs=6e-5)


def test_weighted_and_repeated_intervals_give_the_same_estimate() -> None:
    low, high, ended = of_words(COSMESIS)
    times = np.arange(low.size) % 3 + 1
    weighted = turnbull(low, high, ended, times.astype(np.float64))
    repeated = once(*(np.repeat(each, times) for each in (low, high, ended)))
    np.testing.assert_allclose(weighted.mass, repeated.mass, atol=1e-9)
    assert not np.allclose(weighted.mass, once(low, high, ended).mass, atol=1e-3)


@pytest.mark.parametrize(
    ("time", "ended"),
    [(MP_TIME, MP_ENDED), (CONTROL_TIME, np.ones(CONTROL_TIME.size, dtype=np.bool_))],
    ids=["6-MP", "control"],
)
def test_of_moments_it_is_the_kaplan_meier_estimate(time: np.ndarray, ended: np.ndarray) -> None:
    # Freireich et al. (1963), SCIENCE.md, F.1: ties, and censored at the time of an end.
    curve, known = once(time, time, ended), estimate.kaplan_meier(time, ended, np.ones(time.size))
    for at, survival in zip(known.time, known.survival, strict=True):
        assert curve.still_up(float(at)) == pytest.approx((survival, survival), abs=1e-5)


def test_of_moments_of_items_found_late_it_is_the_kaplan_meier_estimate_too() -> None:
    random = np.random.default_rng(5)
    time = np.round(random.exponential(20, 300), 2)
    entry = np.where(random.random(300) < 0.5, random.uniform(0, 15, 300).round(1), 0.0)
    kept = time > entry
    time, entry = time[kept], entry[kept]
    ended = random.random(time.size) < 0.8
    curve = turnbull(time, time, ended, np.ones(time.size), entry)
    known = KaplanMeierFitter().fit(time, ended, entry=entry)
    for at in (2.0, 8.0, 20.0, 40.0):
        assert curve.still_up(at)[1] == pytest.approx(float(known.predict(at)), abs=1e-4)
    ignoring = turnbull(time, time, ended, np.ones(time.size))
    assert abs(ignoring.still_up(8.0)[1] - curve.still_up(8.0)[1]) > 0.02


def test_neighbouring_days_share_no_point_on_which_mass_could_pile() -> None:
    # SCIENCE.md, B.2: with closed intervals (0, 24], (24, 48] meet at 24, and all mass of both would lie on that point.
    low, high = np.repeat([0.0, 24.0, 48.0], 10), np.repeat([24.0, 48.0, 72.0], 10)
    curve = once(low, high, np.ones(30, dtype=np.bool_))
    assert by_interval(curve) == pytest.approx({(0, 24): 1 / 3, (24, 48): 1 / 3, (48, 72): 1 / 3})
    assert curve.still_up(24.0) == pytest.approx((2 / 3, 2 / 3))
    assert curve.still_up(30.0) == pytest.approx((1 / 3, 2 / 3))
    # The same through the library that closes them: it puts half of all on the shared point.
    closed = KaplanMeierFitter().fit_interval_censoring(low, high)
    upper = closed.survival_function_["NPMLE_estimate_upper"]
    assert float(upper[upper.index > 24].iloc[0]) < 0.6


def test_looks_every_six_hours_at_a_median_of_four_give_it_back() -> None:
    # SCIENCE.md, B.2: true median 3.99 h; first seen down 7.24 h; midpoint 4.24 h.
    draws = [polled(400, 6.0, 3.99, seed) for seed in range(16)]
    halves = [once(low, high, np.ones(400, dtype=np.bool_)).half() for _, low, high in draws]
    assert np.mean([np.median(high) for *_, high in draws]) == pytest.approx(7.24, abs=0.12)
    middles = [np.median((low + high) / 2) for _, low, high in draws]
    assert np.mean(middles) == pytest.approx(4.24, abs=0.12)
    # One estimate scatters by about 0.6 h, the mean of sixteen by 0.15 h.
    assert np.mean(halves) == pytest.approx(3.99, abs=0.4)
    assert max(most - least for least, most in halves) < 0.5


def test_five_hundred_different_intervals_converge_to_a_maximum() -> None:
    _, low, high = polled(500, 6.0, 20.0, seed=2)
    every = np.ones(500, dtype=np.bool_)
    curve = once(low, high, every)
    held = np.array(
        [
            curve.mass[(curve.left >= a) & (curve.right <= b)].sum()
            for a, b in zip(low, high, strict=True)
        ]
    )
    deserved = [
        (1 / held[(low <= left) & (right <= high)]).sum()
        for left, right in zip(curve.left, curve.right, strict=True)
    ]
    # The condition of a maximum (Gentleman & Geyer, 1994): no interval deserves more than the number of items.
    assert max(deserved) <= 500 * (1 + 1e-3)
    assert curve.mass.sum() == pytest.approx(1)


def test_the_copies_of_the_bootstrap_are_those_of_the_items() -> None:
    curve = once(*of_words(COSMESIS), copies=200)
    assert curve.copies.shape == (200, curve.mass.size)
    np.testing.assert_allclose(curve.copies.sum(axis=1), 1)
    _, most = curve.still_up_copies(40.0)
    # Binomial scatter of 46 items, a good third of them still watched: a standard error of 0.07 to 0.14.
    assert 0.07 < np.std(most) < 0.14
    again = once(*of_words(COSMESIS), copies=200)
    np.testing.assert_array_equal(curve.copies, again.copies)


def test_nothing_ended_leaves_everything_up_and_nothing_at_all_too() -> None:
    still = once(np.full(5, 3.0), np.full(5, 3.0), np.zeros(5, dtype=np.bool_))
    assert still.still_up(2.0) == (1.0, 1.0)
    assert still.half()[1] == np.inf
    nothing = once(np.empty(0), np.empty(0), np.empty(0, dtype=np.bool_))
    assert nothing.still_up(0.0) == (1.0, 1.0)


def test_what_cannot_be_is_refused() -> None:
    one, ended = np.ones(1), np.ones(1, dtype=np.bool_)
    with pytest.raises(ValueError, match="low <= high"):
        turnbull(2 * one, one, ended, one)
    with pytest.raises(ValueError, match="positive"):
        turnbull(one, one, ended, 0 * one)
    with pytest.raises(ValueError, match="under observation"):
        turnbull(one, one, ended, one, 2 * one)


def test_the_median_between_looks_is_one_number_and_tells_what_is_certain() -> None:
    lag, low, high = polled(150, 6.0, 3.99, seed=3)
    every, weight = np.ones(lag.size, dtype=np.bool_), np.ones(lag.size)
    without = estimate.median_lag(low, high, every, weight)
    answer = estimate.median_lag(low, high, every, weight, looks=0.02)
    assert (without.status, answer.status) == ("bounds", "ok")
    assert answer.value is not None
    assert answer.low is not None
    assert answer.high is not None
    assert answer.low <= 3.99 <= answer.high
    assert without.low <= answer.value <= without.high
    assert "Turnbull" in answer.note
    assert "whenever between their looks they ended" in answer.note


def test_a_share_between_looks_lies_within_what_is_certain() -> None:
    lag, low, high = polled(150, 6.0, 3.99, seed=4)
    every, weight = np.ones(lag.size, dtype=np.bool_), np.ones(lag.size)
    certain = estimate.lag_curves(low, high, every, weight).at(6.0)
    answer = estimate.lag_curves(low, high, every, weight, looks=0.02).at(6.0)
    assert (certain.status, answer.status) == ("bounds", "ok")
    assert certain.low <= answer.value <= certain.high
    assert answer.low < answer.value < answer.high
    assert answer.value == pytest.approx(0.5 ** (6 / 3.99), abs=0.12)


def test_a_curve_between_looks_never_rises() -> None:
    _, low, high = polled(150, 6.0, 3.99, seed=3)
    every, weight = np.ones(low.size, dtype=np.bool_), np.ones(low.size)
    curves = estimate.lag_curves(low, high, every, weight, looks=0.02)
    answers = [curves.at(float(hours)) for hours in np.linspace(0, 28, 113)]
    for earlier, later in itertools.pairwise(answers):
        assert _level(later) <= _level(earlier) + 1e-9
    assert {answer.status for answer in answers} == {"ok", "bounds"}


def _level(answer: estimate.Answer) -> float:
    """The value, or the middle of two bounds."""
    assert answer.low is not None
    assert answer.high is not None
    return (answer.low + answer.high) / 2 if answer.value is None else answer.value


def test_starts_known_no_better_than_ends_stay_bounds() -> None:
    lag, low, high = polled(150, 6.0, 3.99, seed=3)
    every, weight = np.ones(lag.size, dtype=np.bool_), np.ones(lag.size)
    dated = estimate.median_lag(low, high, every, weight, looks=24.0)
    assert dated == estimate.median_lag(low, high, every, weight)


def test_looks_close_together_answer_as_any_times_do_whatever_made_them() -> None:
    low = np.arange(20.0, 40.0)
    every, weight = np.ones(20, dtype=np.bool_), np.ones(20)
    for width in (0.5, 1.4):  # up to a twentieth of the median
        looked, plain = (
            estimate.lag_curves(low, low + width, every, weight, looks=looks)
            for looks in (0.01, None)
        )
        assert estimate.median_of(looked) == estimate.median_of(plain)
        assert looked.at(30.2) == plain.at(30.2)


def test_looks_that_leave_more_open_than_sampling_are_estimated_though_narrow() -> None:
    low = np.arange(20.0, 40.0, 0.02)
    every, weight = np.ones(low.size, dtype=np.bool_), np.ones(low.size)
    plain = estimate.lag_curves(low, low + 4, every, weight)
    looked = estimate.lag_curves(low, low + 4, every, weight, looks=0.01)
    assert plain.narrow
    assert plain.at(30.0).status == "bounds"  # never the middles, which would decide for the reader
    assert looked.at(30.0).status == "ok"
    assert "Turnbull" in looked.at(30.0).note


def test_within_one_interval_the_data_do_not_say_and_the_answer_is_its_two_ends() -> None:
    low, high = np.full(20, 1.0), np.full(20, 13.0)
    every, weight = np.ones(20, dtype=np.bool_), np.ones(20)
    answer = estimate.median_lag(low, high, every, weight, looks=0.0)
    assert (answer.status, answer.value, answer.low, answer.high) == ("bounds", None, 1.0, 13.0)
    share = estimate.lag_curves(low, high, every, weight, looks=0.0).at(6.0)
    assert (share.status, share.low, share.high) == ("bounds", 0.0, 1.0)
