"""The strips of searches: each row is the measure's own answer, its own thresholds are among them, and no words touch."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from real_path import Asking, Storing
from series_told import CANVASES, HEADER, collisions, make, searches

from ripplemark.figures.search_sensitivity import METRICS

FADE = [10.0 + k % 3 for k in range(60)]
FADE += [100 * (1 + k) ** -1.1 + 10 + k % 3 for k in range(120)]
START = datetime(2025, 1, 1, tzinfo=UTC)
OWN = {
    "return-to-baseline": {"settled", "quiet"},
    "time-since-return": {"settled", "quiet"},
    "residual-interest": {"around"},
    "tail-exponent": {"day"},
}


def _rows() -> list[str]:
    return searches([float(round(each)) for each in FADE], start=START)


@pytest.mark.parametrize("metric", METRICS)
def test_each_row_is_the_measures_own_answer_and_no_words_touch(
    storing: Storing, asking: Asking, tmp_path: Path, metric: str
) -> None:
    storing(HEADER, *_rows())
    figure = make(tmp_path, "search-sensitivity", metric=metric)
    assert not figure.empty
    found = figure.shown.to_pylist()
    onset = {"baseline", "run", "sigmas", "alpha", "least"}
    assert {row["threshold"] for row in found} == onset | OWN[metric]
    for row in found:
        if row["threshold"] in OWN[metric]:
            setting = row["setting"]
            settings = {} if setting is None else {str(row["threshold"]): f"{setting:g}"}
            (own,) = asking(metric, settings=settings)
            told = (row["value"], row["low"], row["high"], row["status"])
            assert told == (own.value, own.low, own.high, own.status)
    for canvas in CANVASES:
        assert collisions(figure.draw(canvas)) == []


def test_without_searches_it_is_said_what_to_add(storing: Storing, tmp_path: Path) -> None:
    storing("time,kind", "2025-03-01T10:00Z,fact_check")
    figure = make(tmp_path, "search-sensitivity")
    assert figure.empty
    assert "Google Trends" in figure.subtitle
