"""What is quick gives what the definition gives: the search for an onset, and the smooth that a bootstrap draws around."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ripplemark import estimate
from ripplemark.estimate.baseline import FEWEST, PreWindows, baseline_of, exceeds
from ripplemark.estimate.first_run import UNTESTABLE, first_run
from ripplemark.estimate.mean_curve import _smooth, _smooth_between
from ripplemark.estimate.onset import find_onset
from ripplemark.estimate.series import Floats, Series, regular

SEEDS = st.integers(0, 100_000)


def _invented(seed: int, size: int, week: int) -> Floats:
    """Counts with days, weeks, an episode, overdispersion and holes; each of them in some series only."""
    random = np.random.default_rng(seed)
    at = np.arange(size)
    usual = float(random.choice([2.0, 8.0, 60.0]))
    mean = usual * (1 + 0.4 * random.random() * np.sin(at * 2 * np.pi / week))
    begins = int(random.integers(size // 3, size))
    fades = np.exp(-np.maximum(at - begins, 0) / random.choice([2.0, 50.0]))
    mean = mean + np.where(at >= begins, usual * random.choice([0.0, 1.0, 30.0]) * fades, 0.0)
    value = random.poisson(mean * random.choice([1.0, random.gamma(10, 0.1)])).astype(np.float64)
    value[random.random(size) < random.choice([0.0, 0.01, 0.2])] = np.nan
    return value


def _every_bin(series: Series, length: int) -> int | None:
    """The definition, bin by bin."""
    windows, seen = PreWindows(series, 28.0), series.observed
    tested = max(int(seen.size) - FEWEST, 1)
    for p in range(FEWEST, seen.size - length + 1):
        base = baseline_of(series, *windows.of(int(seen[p])), windows.weekly)
        bins = seen[p : p + length]
        if base.usable and exceeds(series.value[bins], base.of(bins), base, tested):
            return int(seen[p])
    return None


@settings(deadline=None, max_examples=12)
@given(SEEDS, st.sampled_from([1, 2, 3]))
def test_a_search_of_hours_finds_what_testing_every_hour_finds(seed: int, length: int) -> None:
    series = regular(_invented(seed, 1100, 168), "hour")
    found, defined = first_run(series, length, 28.0), _every_bin(series, length)
    assert found == defined or (found == UNTESTABLE and defined == series.observed[FEWEST])


def test_a_bin_is_judged_by_the_whole_window_where_a_place_in_its_week_was_not_seen() -> None:
    """Days whose Mondays are often missing have no pattern: the search once took them to have one."""
    random = np.random.default_rng(4096)
    value = random.poisson(6 * (1 + 0.5 * np.sin(np.arange(92) * 2 * np.pi / 7))).astype(float)
    value[46:] += random.poisson(random.integers(0, 30), 46)
    value[random.random(92) < 0.05] = np.nan
    assert first_run(regular(value), 2, 28.0) == _every_bin(regular(value), 2) == 48


def test_a_run_that_is_longer_than_the_series_is_no_error() -> None:
    assert estimate.onset(regular([1, 2, 1, 3, 2, 1]), run=50).status == "NE_FEW"


@settings(deadline=None, max_examples=60)
@given(SEEDS, st.integers(5, 300), st.sampled_from([1, 4, 16, 64]), st.data())
def test_the_smooth_of_some_bins_is_that_part_of_the_smooth_of_all(
    seed: int, size: int, half: int, data: st.DataObject
) -> None:
    value = np.random.default_rng(seed).poisson(20, size).astype(np.float64)
    cut = data.draw(st.integers(1, size - 1))
    first = data.draw(st.integers(0, size - 1))
    end = data.draw(st.integers(first + 1, size))
    whole = [
        np.concatenate(of)
        for of in zip(_smooth(value[:cut], half), _smooth(value[cut:], half), strict=True)
    ]
    some = _smooth_between(value, (cut,), half, first, end)
    assert all(np.array_equal(of[first:end], part) for of, part in zip(whole, some, strict=True))


@settings(deadline=None, max_examples=10)
@given(SEEDS)
def test_an_onset_that_is_handed_on_changes_no_answer(seed: int) -> None:
    series = regular(_invented(seed, 90, 7))
    start = find_onset(series)
    for ask in (
        estimate.half_life,
        estimate.time_to_tenth,
        estimate.return_to_baseline,
        estimate.time_to_peak,
    ):
        assert ask(series, copies=49, start=start) == ask(series, copies=49)
    assert estimate.peak(series, copies=49, start=start) == estimate.peak(series, copies=49)
