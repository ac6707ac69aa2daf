"""The half-life of a fitted decay: published toy numbers, planted laws, and what cannot be said.

How often its interval holds a planted half-life is among the scenarios of test_coverage.py.
"""

from __future__ import annotations

import numpy as np
import pytest
from planted import TOY
from planted_fades import DRAWS, FADES, Fade

from ripplemark.estimate import regular
from ripplemark.estimate.fitted import fit_laws, fitted_half_life
from ripplemark.estimate.laws import EXPONENTIAL, POWER, STRETCHED, half_of
from ripplemark.estimate.likelihood import Counts, sizes_of
from ripplemark.estimate.search import crossing_of, highest_of
from ripplemark.estimate.tail import Tail


def toy_tail() -> Tail:
    """Bins 8 to 17 of the toy series, days, evaluated at points as SCIENCE.md F.8 does."""
    value, at = np.array(TOY[8:18], dtype=np.float64), np.arange(10.0)
    return Tail(at, at, Counts(value, np.ones(10)), np.full(10, 3.0), 0.0, 1.0, 10)


def test_the_toy_tail_gives_its_published_fits() -> None:
    # SCIENCE.md, F.8: A 96.9635, lambda .403914, H 1.7161 (1.47-2.03), ll -24.5612, AICc 54.837; alpha 1.1654, AICc 72.118.
    decay = fit_laws(toy_tail(), poisson=True)
    best, other = decay.fits
    assert (best.law, other.law) == (EXPONENTIAL, POWER)
    assert best.size == pytest.approx(96.9635, abs=5e-3)
    assert np.log(2) / best.half == pytest.approx(0.403914, abs=5e-6)
    assert best.log_likelihood == pytest.approx(-24.5612, abs=5e-5)
    assert best.criterion == pytest.approx(54.837, abs=5e-4)
    assert best.low == pytest.approx(1.47, abs=0.01)
    assert best.high == pytest.approx(2.03, abs=0.01)
    assert other.exponent == pytest.approx(1.1654, abs=5e-4)
    assert other.criterion == pytest.approx(72.118, abs=2e-3)
    assert decay.told_apart


def test_vuong_tells_the_toy_decay_from_a_power_law() -> None:
    # SCIENCE.md, A.5: exponential against power law z = 4.09.
    assert fit_laws(toy_tail(), poisson=True).vuong == pytest.approx(4.09, abs=5e-3)


@pytest.mark.parametrize("law", [EXPONENTIAL, POWER, STRETCHED], ids=lambda law: law.name)
def test_a_law_halves_after_its_half_life_and_its_bins_add_up(law: object) -> None:
    assert isinstance(law, type(POWER))
    for extra in (0.4, 1.0, 1.7):
        at = np.array([0.0, 5.0])
        assert law.between(at, at, 5.0, extra) == pytest.approx([1.0, 0.5])
        edges = np.linspace(0, 30, 3001)
        fine = law.between(edges[:-1], edges[1:], 5.0, extra)
        coarse = law.between(np.array([0.0]), np.array([30.0]), 5.0, extra)
        assert fine.sum() == pytest.approx(coarse[0])
        middle = (edges[1:] + edges[:-1])[500:] / 2
        assert fine[500:] == pytest.approx(law.between(middle, middle, 5.0, extra) * 0.01, rel=1e-4)


def test_a_power_law_of_exponent_one_is_a_logarithm() -> None:
    left, right = np.arange(5.0), np.arange(1.0, 6.0)
    half = half_of(1.0, 2.0)
    assert half == pytest.approx(2.0)
    assert POWER.between(left, right, half, 2.0) == pytest.approx(
        2 * np.log((right + 2) / (left + 2))
    )


def test_the_law_that_was_planted_is_found() -> None:
    random = np.random.default_rng(3)
    for fade in (FADES[1], FADES[3]):
        found = [fitted_half_life(fade.draw(random)).best for _ in range(20)]
        assert np.mean([fit is not None and fit.law is fade.law for fit in found]) >= 0.9


def test_zeros_are_kept_and_no_logarithm_is_taken() -> None:
    """SCIENCE.md, A.5: alpha 1.2 over 60 daily bins; a line through logarithms without the zeros reads 0.87."""
    random, left = np.random.default_rng(5), np.arange(60.0)
    shape = POWER.between(left, left + 1, half_of(1.2, 1.0), 1.0)
    ones, exponents = np.ones(60), []
    for _ in range(DRAWS):
        value = random.poisson(100 * shape).astype(np.float64)
        tail = Tail(left, left + 1, Counts(value, ones), np.zeros(60), 0.0, 1.0, 19)
        exponents.append(fit_laws(tail, (POWER,), poisson=True).fits[0].exponent or 0.0)
    assert np.mean(exponents) == pytest.approx(1.2, abs=0.03)


def test_blocks_of_far_bins_say_what_the_bins_said() -> None:
    fade = Fade("hourly", "hour", 2200, 800, 2, 40.0, 300, 5)
    series = fade.draw(np.random.default_rng(4))
    whole = fitted_half_life(series).answer
    import ripplemark.estimate.tail as module

    kept, module.ONE_BY_ONE = module.ONE_BY_ONE, 100_000
    try:
        single = fitted_half_life(series).answer
    finally:
        module.ONE_BY_ONE = kept
    assert whole.value == pytest.approx(single.value, rel=0.02)
    assert whole.high == pytest.approx(single.high, rel=0.02)


def test_two_laws_that_fit_as_well_share_the_interval() -> None:
    random = np.random.default_rng(8)
    fade = Fade("short", "day", 55, 40, 1, 2.0, 60, 5)
    for _ in range(40):
        decay = fitted_half_life(fade.draw(random))
        if decay.fits and not decay.told_apart and decay.answer.status == "ok":
            break
    assert "fits as well" in decay.answer.note
    for fit in decay.fits[:2]:
        assert fit.low is None or (decay.answer.low or 0) <= fit.low
        assert decay.answer.high is None or (fit.high or np.inf) <= decay.answer.high


def test_a_model_that_is_asked_for_is_the_only_one() -> None:
    series = FADES[1].draw(np.random.default_rng(2))
    assert [fit.law.name for fit in fitted_half_life(series, model="power").fits] == ["power"]
    with pytest.raises(ValueError, match="exponential, power"):
        fitted_half_life(series, model="gaussian")


def test_the_fit_ends_at_the_trough_before_a_later_peak() -> None:
    decay = fitted_half_life(regular(np.array(TOY, dtype=np.float64)))
    assert decay.answer.n == 9
    assert "up to the next peak" in decay.answer.note
    assert (decay.answer.low or 0) <= 1.7161 * 24 <= (decay.answer.high or 0)


def test_too_few_bins_or_counts_are_not_fitted() -> None:
    few = fitted_half_life(regular(np.array(TOY[:14], dtype=np.float64))).answer
    assert (few.status, few.n) == ("NE_FEW", 5)
    assert "5 bins" in few.note
    thin = [3.0] * 20 + [20, 30, 12, 9, 5, 4, 3, 3, 2, 3, 3, 2, 3]
    answer = fitted_half_life(regular(np.array(thin))).answer
    assert answer.status == "NE_FEW"
    assert "above the usual level" in answer.note


def test_a_decay_that_was_not_watched_to_half_is_not_reached() -> None:
    value = np.array([20.0] * 30 + [3000 - 8 * k for k in range(12)])
    value[30] = 3100
    answer = fitted_half_life(regular(value)).answer
    assert answer.status == "NE_RIGHT"
    assert (answer.low or 0) > 11 * 24
    assert "come back" in answer.note


def test_without_an_onset_its_code_is_told() -> None:
    assert fitted_half_life(regular(np.array(TOY[8:], dtype=np.float64))).answer.status == "NE_LEFT"


def test_a_size_is_never_negative_and_the_usual_level_moves_within_its_error() -> None:
    value, known = np.array([2.0, 3, 1, 2, 2, 3]), np.full(6, 4.0)
    parts = np.stack([np.array([1.0, 0.5, 0.25, 0, 0, 0]), np.ones(6)])
    sizes = sizes_of(Counts(value, np.ones(6)), known, parts, error=np.array([np.inf, 0.5]))
    assert sizes.size[0] == pytest.approx(0.0, abs=1e-6)
    assert -1.5 < sizes.size[1] < 0
    held = sizes_of(Counts(value, np.ones(6)), known, parts, error=np.array([np.inf, 0.0]))
    assert held.size[1] == 0


def test_the_searches_find_the_top_and_the_edge_of_a_hill() -> None:
    top, height = highest_of(lambda x: -((x - 1.3) ** 2) + 0.1 * x, 0.0, 0.3, -5.0, 5.0)
    assert (top, height) == (pytest.approx(1.35, abs=1e-3), pytest.approx(0.1325, abs=1e-6))
    assert highest_of(lambda x: x, 0.0, 0.3, -5.0, 5.0)[0] == 5.0
    assert crossing_of(lambda x: x**2 - 2, 0.0, 5.0) == pytest.approx(2**0.5, abs=1e-3)
    assert crossing_of(lambda _: -1.0, 0.0, 5.0) is None


def test_the_answer_is_an_answer_whatever_the_series() -> None:
    random = np.random.default_rng(12)
    for _ in range(60):
        value = random.poisson(random.choice([0.2, 3.0, 40.0]), random.integers(1, 80)).astype(
            float
        )
        value[random.random(value.size) < 0.1] = np.nan
        begins = int(random.integers(value.size))
        value[begins : begins + 12] += random.integers(0, 300)
        answer = fitted_half_life(regular(value)).answer
        assert answer.status == "ok" or answer.note
        known = [each for each in (answer.low, answer.value, answer.high) if each is not None]
        assert known == sorted(known), answer
        assert not known or known[0] >= 0, answer
        if answer.status == "ok":
            assert answer.low is not None
            assert answer.value is not None
            assert answer.low <= answer.value <= (np.inf if answer.high is None else answer.high)
        else:
            assert answer.note
