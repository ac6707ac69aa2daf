"""Stitching overlapping windows: planted scales, their intervals, refusals, and the real German windows."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ripplemark.estimate.stitch import Stitched, Window, link_of, stitch

SHARED = Path(__file__).parents[3] / "shared" / "data" / "google_trends" / "bitcoin_de_windows"
SPAN, STEP = 260, 120


def _window(start: int, *values: float) -> Window:
    return Window(np.arange(start, start + len(values)), np.array(values, dtype=np.float64))


def _planted(seed: int, searches: float = 400) -> tuple[list[Window], list[float]]:
    """Windows as Google makes them, each sampled and scaled to its own 100, and the logarithm of what each was multiplied by."""
    rng = np.random.default_rng(seed)
    interest = np.exp(0.6 * np.cumsum(rng.normal(0, 0.15, 900)) + rng.normal(0, 0.25, 900))
    windows, scaled = [], []
    for start in range(0, 900 - SPAN + 20, STEP):
        part = interest[start : start + SPAN]
        drawn = rng.poisson(part / part.max() * searches).astype(np.float64)
        windows.append(_window(start, *np.round(100 * drawn / drawn.max())))
        scaled.append(float(np.log(100 * searches / (part.max() * drawn.max()))))
    return windows, scaled


def test_a_link_is_a_ratio_of_sums() -> None:
    a, b = _window(0, 10, 40, 60, 100), _window(1, 20, 30, 52, 100)
    found = link_of([a, b], 0, 1)
    assert found.factor == pytest.approx((40 + 60 + 100) / (20 + 30 + 52))
    assert found.bins == 3


def test_the_error_of_a_link_is_never_less_than_rounding_leaves() -> None:
    values = np.array([20.0, 40, 60, 80, 100])
    found = link_of([_window(0, *values), _window(0, *values / 2)], 0, 1)
    # SCIENCE.md, C.6: 0.29 sqrt(m) sqrt(1 / (sum A)^2 + 1 / (sum B)^2)
    assert found.error == pytest.approx(
        0.2887 * 5**0.5 * (1 / 300**2 + 1 / 150**2) ** 0.5, rel=1e-3
    )


def test_the_interval_of_a_windows_scale_covers_the_planted_one_about_as_often_as_it_says() -> None:
    covered = []
    for seed in range(60):
        windows, scaled = _planted(seed)
        found = stitch(windows)
        covered += [
            abs(path.log - (scaled[found.anchor] - scaled[k])) <= 1.96 * path.error
            for k, path in found.paths.items()
            if k != found.anchor
        ]
    assert len(covered) > 200
    assert 0.90 <= np.mean(covered) <= 0.99


def test_drawn_series_spread_as_the_error_says_and_keep_the_anchor() -> None:
    windows, _ = _planted(3)
    found = stitch(windows)
    drawn = found.copies(windows, 400)
    assert drawn.shape == (400, found.at.size)
    own = np.isin(found.at, windows[found.anchor].at) & (found.error == 0)
    assert own.any()
    far = found.error == found.error.max()
    one = int(np.flatnonzero(far & (found.value > 0))[0])
    spread = float(np.std(np.log(drawn[:, one])))
    assert spread == pytest.approx(float(found.error[one]), rel=0.25)
    assert float(np.std(np.log(drawn[:, own].max(axis=1)))) < 0.2 * spread + 1e-6


def test_what_a_link_moves_is_what_the_drawn_series_spread_by() -> None:
    windows, _ = _planted(7)
    found = stitch(windows)
    moved = found.moved(windows)
    top = int(np.argmax(found.value))
    spread = np.sqrt(np.sum((moved - moved[top]) ** 2, axis=1))
    drawn = np.log(np.maximum(found.copies(windows, 600), 1e-9))
    seen = (found.value > 5) & (spread > 0.002)
    assert seen.sum() > 100
    assert np.median(drawn[:, seen].std(axis=0) / spread[seen]) == pytest.approx(1.0, abs=0.1)


def test_the_series_is_the_same_in_whatever_order_the_windows_come() -> None:
    windows, _ = _planted(5)
    there, back = stitch(windows), stitch(windows[::-1])
    assert np.allclose(there.value, back.value)
    assert there.anchor == len(windows) - 1 - back.anchor


def test_another_pull_of_the_same_request_is_averaged() -> None:
    first, second = _window(0, 50, 100, 40), _window(0, 60, 100, 50)
    found = stitch([first, second])
    assert found.same_as == {}
    middle = found.value[1]
    assert found.value[0] / middle == pytest.approx(0.55, abs=0.01)


def test_a_copy_of_a_window_counts_once_and_is_told() -> None:
    windows = [_window(0, 30, 100, 60, 20), _window(0, 30, 100, 60, 20), _window(2, 100, 34, 12)]
    found = stitch(windows)
    assert found.same_as == {1: 0}
    assert set(found.paths) == {0, 2}


def test_too_little_overlap_and_too_small_values_are_refused_with_the_next_step() -> None:
    short = link_of([_window(0, *[50.0] * 30), _window(28, *[50.0] * 30)], 0, 1)
    assert short.factor is None
    assert "2 of 30 bins" in short.refused
    assert "download" in short.refused
    small = link_of([_window(0, 100, *[3.0] * 9), _window(1, *[90.0] * 9, 100)], 0, 1)
    assert small.factor is None
    assert "never passes 3 of 100" in small.refused


def test_a_window_without_a_bin_in_common_is_left_out() -> None:
    found = stitch([_window(0, 30, 100, 60), _window(50, 100, 20)])
    assert found.left_out == {
        1: "It shares no bin with any other window: download what lies between."
    }
    assert found.at.tolist() == [0, 1, 2]


def test_more_links_than_allowed_leave_a_window_out_until_they_are_allowed() -> None:
    windows = [_window(4 * k, *(np.array([60, 50, 40, 30, 25, 24, 23, 22.0]))) for k in range(7)]
    near, far = stitch(windows, most_links=2), stitch(windows, most_links=6)
    assert len(near.paths) == 3
    assert all("more than 2 links" in why for why in near.left_out.values())
    assert len(far.paths) == 7
    assert max(len(path.links) for path in far.paths.values()) == 6


def test_one_window_is_its_own_series() -> None:
    found = stitch([_window(3, 10, np.nan, 50)])
    assert (found.at.tolist(), found.value.tolist()) == ([3, 5], [20.0, 100.0])
    assert found.error.tolist() == [0.0, 0.0]


def test_no_window_and_bins_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        stitch([])
    with pytest.raises(ValueError, match="in order"):
        Window(np.array([2, 1]), np.array([1.0, 2.0]))
    with pytest.raises(ValueError, match="at least one value"):
        Window(np.array([1]), np.array([np.nan]))


@pytest.fixture(scope="module")
def german() -> tuple[list[Window], Stitched]:
    """The real windows, in the order of their names."""
    windows = []
    for path in sorted(SHARED.glob("*.csv")):
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))[3:]
        at = np.array([date.fromisoformat(row[0]).toordinal() for row in rows])
        value = np.array([0.5 if "<" in row[1] else float(row[1]) for row in rows])
        windows.append(Window(at, value))
    return windows, stitch(windows)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is absent")
def test_the_real_windows_show_the_copy_the_refusal_and_the_chain(
    german: tuple[list[Window], Stitched],
) -> None:
    windows, found = german
    # shared/data/README.md: the file named 2012-09-05 repeats its neighbour; windows 1 and 2 share 100 days, 1852 vs 154
    assert found.same_as == {6: 5}
    first = next(each for each in found.links if (each.one, each.other) == (0, 1))
    assert (first.bins, first.factor) == (100, None)
    assert "never passes 9 of 100" in first.refused
    assert found.anchor == 19
    assert sorted(found.paths) == [15, 16, 17, 18, 19]
    assert all(path.error < 0.01 for path in found.paths.values())
    last = next(each for each in found.links if (each.one, each.other) == (18, 19))
    shared = np.intersect1d(windows[18].at, windows[19].at)
    sums = [float(windows[k].value[np.isin(windows[k].at, shared)].sum()) for k in (18, 19)]
    assert last.factor == pytest.approx(sums[0] / sums[1])
    assert found.value.max() == 100
