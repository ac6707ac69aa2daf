"""Planted truth, small: 60 draws a scenario, 199 bootstrap copies. The full run is `make coverage`."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

DRAWS, COPIES = 60, 199
LEAST, MOST = 0.85, 1.0


def _load() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "coverage.py"
    spec = importlib.util.spec_from_file_location("ripplemark_benchmarks_coverage", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


coverage = _load()
MEASURES = {
    "onset",
    "peak time",
    "peak share",
    "half-life",
    "time to a tenth",
    "residual interest, day 30",
}


def _hold(rows: list, least_answered: float = 0.5) -> set[str]:
    for row in rows:
        assert row.missing <= 1 - least_answered, (row.measure, row.missing)
        assert LEAST <= row.covered <= MOST, (row.measure, row.covered)
    return {row.measure for row in rows}


@pytest.mark.parametrize("wave", coverage.WAVES, ids=lambda wave: wave.name)
def test_intervals_about_an_episode_hold_the_planted_truth(wave: object) -> None:
    rows = coverage.rows("", coverage.series_cases(wave, DRAWS, COPIES))
    seen = [row for row in rows if not (row.measure.startswith("residual") and row.missing == 1)]
    assert _hold(seen) >= MEASURES - {"residual interest, day 30"}


@pytest.mark.parametrize("desk", coverage.DESKS, ids=lambda desk: desk.name)
def test_intervals_about_a_takedown_log_hold_the_planted_truth(desk: object) -> None:
    rows = coverage.rows("", coverage.desk_cases(desk, DRAWS))
    asked = {"share within 48 h"} if getattr(desk, "coarse", 0) else {"still up at 24 h"}
    assert _hold(rows) >= {"median lag", "mean lag up to 100 h", *asked}


@pytest.mark.parametrize("desk", coverage.DESKS, ids=lambda desk: desk.name)
def test_intervals_about_what_ended_items_hold_the_planted_truth(desk: object) -> None:
    rows = coverage.rows("", coverage.rival_cases(desk, DRAWS))
    assert _hold(rows) == {"removed within 48 h", "taken down by uploaders within 48 h"}


@pytest.mark.parametrize("pair", coverage.COMPARED, ids=lambda pair: pair[0].name)
def test_intervals_about_two_logs_compared_hold_the_planted_difference(pair: tuple) -> None:
    rows = coverage.rows("", coverage.difference_cases(*pair, DRAWS))
    assert _hold(rows) == {
        "difference of mean lags up to 100 h",
        "difference of shares within 48 h",
    }


def test_intervals_between_looks_hold_the_planted_truth() -> None:
    rows = coverage.rows("", coverage.look_cases(coverage.POLLED, DRAWS))
    assert _hold(rows) == {"median lag between looks", "still up at 6 h, between looks"}


@pytest.mark.parametrize("items", coverage.VIEWED)
def test_intervals_about_lags_weighted_by_views_hold_the_planted_truth(items: int) -> None:
    rows = coverage.rows("", coverage.view_cases(items, DRAWS))
    assert _hold(rows) == {"lag weighted by views"}


@pytest.mark.parametrize("contents", coverage.CONTENTS)
def test_intervals_about_copies_hold_the_planted_truth(contents: int) -> None:
    rows = coverage.rows("", coverage.copy_cases(contents, DRAWS))
    assert _hold(rows) == {"copies per removal within 168 h", "copies per content by 240 h"}


def test_intervals_about_an_archive_of_decisions_hold_the_planted_truth() -> None:
    rows = coverage.rows("", coverage.decision_cases(DRAWS))
    assert _hold(rows) == {"mean lag of what was acted on", "mean lag of recent cohorts"}


def test_bounds_from_whole_days_always_hold_the_truth() -> None:
    rows = coverage.rows("", coverage.day_cases(coverage.DAYS, DRAWS))
    assert [row.covered for row in rows] == [1.0, 1.0]


def test_the_table_names_every_measure_and_what_falls_outside() -> None:
    rows = coverage.rows("a log", coverage.desk_cases(coverage.DESKS[0], 5))
    text = coverage.page(rows, 5, 19, 1.0)
    assert "| median lag | a log | 5 |" in text
    assert "## Below 90 %" in text
