"""One long download by the week beside windows by the day: it joins and checks them; planted truth, and what it refuses."""

from __future__ import annotations

import numpy as np
import pytest

from ripplemark.estimate.reanchor import Timed, checks, long_links, widened
from ripplemark.estimate.series import Floats
from ripplemark.estimate.stitch import Stitched, Window, stitch

DAY = 86_400.0
WEEK = 7 * DAY
WINDOWS = ((0, 160), (100, 260), (200, 360), (300, 460))


def _mean(day: Floats) -> Floats:
    return np.asarray(
        100 + 40 * np.sin(day / 40) + 30 * np.sin(day / 3.5 * np.pi), dtype=np.float64
    )


def _pulled(random: np.random.Generator, mean: Floats, searches: float) -> Floats:
    """What Google gives: a sample of its own, scaled to its own 100, in whole points."""
    drawn = random.poisson(mean / mean.max() * searches).astype(float)
    return np.asarray(np.round(100 * drawn / drawn.max()), dtype=np.float64)


def _grid(first: int, last: int, step: float) -> Floats:
    return np.asarray(np.arange(first, last) * step, dtype=np.float64)


def _days(first: int, last: int, value: Floats) -> Timed:
    start = _grid(first, last, DAY)
    return Timed(start, start + DAY, value)


def _planted(seed: int, bent: float = 1.0) -> tuple[Stitched, list[float]]:
    """Four windows with a week, and the logarithms of their true scales; ``bent`` makes the third window's overlap lie."""
    random = np.random.default_rng(seed)
    windows, timed, truth = [], [], []
    for k, (first, last) in enumerate(WINDOWS):
        days = np.arange(first, last)
        mean = _mean(days.astype(np.float64))
        if k == 2:
            mean = np.where(days < WINDOWS[1][1], bent * mean, mean)
        value = _pulled(random, mean, 900)
        windows.append(Window(days, value))
        timed.append(_days(first, last, value))
        truth.append(float(np.log(_mean(days.astype(np.float64)).sum() / value.sum())))
    week = _grid(0, 460 // 7, WEEK)
    means = _mean(np.arange(0, len(week) * 7, dtype=np.float64)).reshape(-1, 7).mean(axis=1)
    long = Timed(week, week + WEEK, _pulled(random, means, 6000))
    return stitch(windows, long_links(timed, [long])), truth


def test_days_are_averaged_to_whole_weeks_only() -> None:
    value = np.arange(1.0, 24.0)
    value[9] = np.nan
    week = _grid(0, 4, WEEK)
    found = widened(_days(0, 23, value), Timed(week, week + WEEK, np.ones(4)))
    # Days 0 to 6 are 1 to 7; a day of the second week is missing; 14 to 20 are 15 to 21; the fourth week is not full.
    assert found.tolist() == pytest.approx([4.0, np.nan, 18.0, np.nan], nan_ok=True)


def test_hours_are_averaged_to_days_of_23_and_25_hours() -> None:
    ends = np.asarray(np.cumsum([24, 23, 25, 24]) * 3600.0, dtype=np.float64)
    start = np.concatenate([[0.0], ends[:-1]])
    hour = _grid(0, 96, 3600)
    found = widened(Timed(hour, hour + 3600, np.arange(96.0)), Timed(start, ends, np.ones(4)))
    assert found.tolist() == pytest.approx([11.5, 35.0, 59.0, 83.5])


def test_the_chain_and_the_long_download_agree_where_both_tell_the_truth() -> None:
    inside = total = 0
    for seed in range(60):
        stitched, _ = _planted(seed)
        found = checks(stitched, len(WINDOWS))
        assert len(found) == 3
        inside += sum(each.agree for each in found.values())
        total += len(found)
    assert inside / total >= 0.9


def test_scales_through_the_long_download_hold_the_truth() -> None:
    inside = total = 0
    for seed in range(60):
        stitched, truth = _planted(seed)
        for k, path in stitched.paths.items():
            if k != stitched.anchor:
                gap = path.log - (truth[k] - truth[stitched.anchor])
                inside += abs(gap) <= 1.96 * path.error
                total += 1
    assert total == 180
    assert inside / total >= 0.9


def test_a_chain_that_was_bent_is_found_out() -> None:
    for seed in range(10):
        stitched, _ = _planted(seed, bent=1.3)
        found = checks(stitched, len(WINDOWS))
        assert not all(each.agree for each in found.values())
    straight, _ = _planted(0)
    assert all(each.agree for each in checks(straight, len(WINDOWS)).values())


def test_windows_without_a_day_in_common_are_joined_through_the_long_download() -> None:
    random = np.random.default_rng(5)
    spans = ((0, 150), (200, 350))
    timed = [
        _days(a, b, _pulled(random, _mean(np.arange(a, b, dtype=np.float64)), 900))
        for a, b in spans
    ]
    windows = [
        Window(np.arange(a, b), each.value) for (a, b), each in zip(spans, timed, strict=True)
    ]
    week = _grid(0, 50, WEEK)
    means = _mean(np.arange(350, dtype=np.float64)).reshape(-1, 7).mean(axis=1)
    long = Timed(week, week + WEEK, _pulled(random, means, 6000))
    assert len(stitch(windows).paths) == 1
    both = stitch(windows, long_links(timed, [long]))
    assert set(both.paths) == {0, 1}
    assert both.at.size == 300  # the long download's own bins are no part of the series
    assert both.moved(windows).shape == (300, 2)
    assert not checks(both, 2)


@pytest.mark.parametrize(
    ("days", "height", "told"),
    [(25, 1.0, "4 are needed"), (100, 0.1, "20 is needed")],
)
def test_too_few_weeks_and_too_small_values_are_refused_with_the_reason(
    days: int, height: float, told: str
) -> None:
    value = np.full(days, 80.0)
    week = _grid(0, 20, WEEK)
    long = Timed(week, week + WEEK, np.full(20, 100 * height))
    (link,) = long_links([_days(0, days, value)], [long])
    assert link.factor is None
    assert told in link.refused
