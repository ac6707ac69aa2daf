"""The lag of changes: a planted lag is found in its direction, a common shock is no lead, other bins are not compared."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from real_path import Storing
from series_told import CANVASES, EPISODE, HEADER, collisions, make, rows

NAME = "lag-of-changes"


def _moving(size: int, seed: int) -> np.ndarray:
    """A series whose changes can be recognised: a rough walk of the log, far above counting noise."""
    random = np.random.default_rng(seed)
    return np.exp(7 + np.cumsum(random.normal(0, 0.3, size)) * 0.5)


def test_a_planted_lag_is_found_and_told_in_its_direction(storing: Storing, tmp_path: Path) -> None:
    walk = _moving(500, 3)
    first = [float(round(each)) for each in walk]
    second = [first[0]] * 6 + first[:-6]
    storing(
        HEADER,
        *rows(second, platform="Later"),
        *rows(first, channel="news", series="stories", metric="stories", platform="Wire"),
    )
    figure = make(tmp_path, NAME)
    (row,) = figure.shown.to_pylist()
    assert abs(row["lag"]) == 6
    leads = row["first"] if row["lag"] > 0 else row["second"]
    assert "stories" in leads
    assert (
        "of posts on Later follow those of stories in the news (Wire) by 5 h to 7 h"
        in figure.headline
    )
    assert "no path" in figure.claims.unborne[0].why
    for canvas in CANVASES:
        assert collisions(figure.draw(canvas)) == []


def test_series_of_different_bins_are_not_compared_and_the_caveats_count_them(
    storing: Storing, tmp_path: Path
) -> None:
    storing(
        HEADER,
        *rows(EPISODE),
        *rows([5.0, 6, 5, 7, 90, 60, 30, 9] * 3, channel="news", platform="Wire", width="P1D"),
    )
    figure = make(tmp_path, NAME)
    (row,) = figure.shown.to_pylist()
    assert (row["lag"], row["status"]) == (None, "NE_GRANULARITY")
    assert any("different widths" in each for each in figure.caveats)
    assert "no two series have bins of one width" in figure.headline


def test_one_series_has_nothing_to_be_compared_with(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(EPISODE))
    figure = make(tmp_path, NAME)
    assert figure.empty
    assert "same width" in figure.subtitle
