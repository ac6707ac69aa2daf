"""Fewer points, the same picture: what is left out lies on the straight line between what stays, to a quarter of a pixel."""

from __future__ import annotations

import numpy as np

from ripplemark.charts.thinning import straightened


def test_what_is_left_out_lies_on_the_line_between_its_neighbours() -> None:
    x = np.linspace(0, 300, 241)
    lines = [80 * np.exp(-((x - at) ** 2) / 2000) for at in (100, 140)]
    kept = straightened(x, lines)
    assert kept.size < 60
    for line in lines:
        drawn = np.interp(x, x[kept], line[kept])
        assert np.abs(drawn - line).max() <= 0.25


def test_a_straight_line_needs_its_ends_and_a_gap_both_of_its_sides() -> None:
    x = np.arange(10.0)
    assert straightened(x, [2 * x]).tolist() == [0, 9]
    broken = 2 * x
    broken[4] = np.nan
    assert straightened(x, [broken]).tolist() == [0, 3, 4, 5, 9]


def test_nothing_gives_nothing() -> None:
    assert straightened(np.zeros(0), [np.zeros(0)]).size == 0
