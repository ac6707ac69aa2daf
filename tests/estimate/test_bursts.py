"""Kleinberg's bursts and the cumulative sum: published toys, and what they say beside the threshold."""

from __future__ import annotations

import numpy as np
import pytest
from planted import TOY
from planted_fades import DRAWS, FADES, Fade, holds

from ripplemark.estimate import regular
from ripplemark.estimate.bursts import (
    cumulative_sum,
    cusum_excursions,
    kleinberg_batches,
    kleinberg_bursts,
    onset_sensitivity,
)

SERIES = np.array(TOY, dtype=np.float64)


def test_the_toy_series_has_its_published_burst_and_alarm() -> None:
    # SCIENCE.md, F.8: Kleinberg bins 7-21; cumulative sum's alarm in bin 7 (36.5, with sigma 1).
    (burst,) = kleinberg_bursts(SERIES, np.full(28, 3.0))
    assert (burst.first, burst.last) == (7, 21)
    assert cumulative_sum(SERIES - 3)[7] == pytest.approx(36.5)
    assert cusum_excursions(SERIES - 3)[0][:2] == (7, 7)


def test_batches_give_the_published_states() -> None:
    # SCIENCE.md, F.9: r = 2,1,3,2,10,12,9,2,1,2 of 100 gives 0000111000.
    relevant = np.array([2, 1, 3, 2, 10, 12, 9, 2, 1, 2.0])
    (burst,) = kleinberg_batches(relevant, np.full(10, 100.0))
    assert (burst.first, burst.last) == (4, 6)
    assert burst.weight > 0
    with pytest.raises(ValueError, match="neither none nor all"):
        kleinberg_batches(np.zeros(3), np.full(3, 5.0))


def test_the_path_is_the_cheapest_of_all() -> None:
    """Against every one of the 2^9 paths."""
    random = np.random.default_rng(1)
    for _ in range(20):
        value = random.poisson(random.choice([2.0, 6.0], 9)).astype(np.float64)
        usual, entering = np.full(9, 2.0), float(np.log(9))
        quiet = usual - value * np.log(usual)
        high = 2 * usual - value * np.log(2 * usual)
        paths = (np.arange(512)[:, None] >> np.arange(9)) & 1
        rises = np.diff(np.concatenate([np.zeros((512, 1)), paths], axis=1), axis=1) > 0
        cost = np.where(paths, high, quiet).sum(axis=1) + entering * rises.sum(axis=1)
        found = np.zeros(9, dtype=int)
        for burst in kleinberg_bursts(value, usual):
            found[burst.first : burst.last + 1] = 1
        place = int((found * 2 ** np.arange(9)).sum())
        assert cost[place] == pytest.approx(cost.min())


@pytest.mark.parametrize(("jump", "cost"), [(3.0, 1.0), (2.0, 3.0)])
def test_a_stricter_jump_or_a_higher_cost_makes_bursts_shorter_or_fewer(
    jump: float, cost: float
) -> None:
    usual = np.full(28, 3.0)
    plain = sum(b.last - b.first + 1 for b in kleinberg_bursts(SERIES, usual))
    strict = sum(b.last - b.first + 1 for b in kleinberg_bursts(SERIES, usual, jump, cost))
    assert strict <= plain


def test_the_sum_is_its_recursion() -> None:
    standard = np.random.default_rng(2).normal(size=50)
    total, expected = 0.0, []
    for each in standard:
        total = max(0.0, total + each - 0.5)
        expected.append(total)
    assert cumulative_sum(standard) == pytest.approx(expected)


@pytest.mark.parametrize("fade", FADES, ids=lambda fade: fade.name)
def test_kleinberg_finds_the_planted_onset_nearly_as_often_as_the_threshold(fade: Fade) -> None:
    random, truth = np.random.default_rng(2), fade.onset * fade.hours
    found = [onset_sensitivity(fade.draw(random)) for _ in range(DRAWS)]
    assert np.mean([holds(each.threshold, truth) for each in found]) >= 0.9
    assert np.mean([holds(each.kleinberg, truth) for each in found]) >= 0.8
    # The cumulative sum also begins earlier: with any bin before that lies above what is usual.
    assert np.mean([(each.cumulative.low or 0) <= truth for each in found]) >= 0.9


def test_three_that_agree_do_not_differ_and_an_earlier_one_does() -> None:
    assert not onset_sensitivity(regular(SERIES)).differ
    creeping = np.array([3.0, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 8, 7, 8, 8, 60, 90, 40, 9])
    found = onset_sensitivity(regular(creeping))
    assert found.differ
    assert found.kleinberg.value is not None
    assert found.threshold.value is not None
    assert found.kleinberg.value < found.threshold.value


def test_without_an_onset_all_three_say_why() -> None:
    found = onset_sensitivity(regular(SERIES[8:]))
    assert found.threshold == found.kleinberg == found.cumulative
    assert found.threshold.status == "NE_LEFT"
