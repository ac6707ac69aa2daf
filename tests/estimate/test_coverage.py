"""Planted truth, small: 60 draws a scenario, 199 bootstrap copies. The full run is `make coverage`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.coverage import KEPT, METHODS, SCENARIOS, TARGET, Scenario
from benchmarks.coverage_table import Row, page, record, recorded, rows, updated

DRAWS, COPIES = 60, 199
COUNTED = {"requests-needed", "harm-averted", "rank-overlap", "serp-first-place"}
"""Counts of a log, the output of a model with its inputs given, and what two pages share: nothing is estimated."""

MISSING = {"fitted half-life": 0.1}
"""Share of the answers that may be without a range, where it is less than a half."""

LOG = next(each for each in SCENARIOS if each.name == "30 items, all followed")


def _reported(metric: str) -> bool:
    """Sums of what platforms reported: nothing is estimated."""
    return metric.startswith("reported-")


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_intervals_hold_the_planted_truth(scenario: Scenario) -> None:
    found = [row for row in scenario.rows(DRAWS, COPIES) if not _out_of_reach(row)]
    assert found
    for row in found:
        assert row.missing <= MISSING.get(row.measure, 0.5), (row.measure, row.missing)
        least = 1.0 if "bounds" in row.measure else scenario.least
        assert least <= row.covered <= 1.0, (row.measure, row.covered)


def _out_of_reach(row: Row) -> bool:
    """Day 30 after the peak of a series that ends before."""
    return row.measure.startswith("residual") and row.missing == 1


def test_every_metric_that_estimates_anything_has_planted_truth() -> None:
    measured = {metric for each in SCENARIOS for metric in each.of.values()}
    assert measured == {name for name in METHODS if not _reported(name)} - COUNTED


def test_no_two_scenarios_share_a_name() -> None:
    names = [each.name for each in SCENARIOS]
    assert len(set(names)) == len(names)


def test_the_page_is_written_from_the_record_and_nothing_else() -> None:
    table, written = recorded(KEPT), TARGET.read_text(encoding="utf-8")
    assert {row.scenario for row in table} <= {each.name for each in SCENARIOS}
    assert {(row.measure, row.metric) for row in table} <= {
        pair for each in SCENARIOS for pair in each.of.items()
    }
    kept = {line for line in page(table, METHODS).splitlines() if line.startswith("| ")}
    assert kept == {line for line in written.splitlines() if line.startswith("| ")}


def test_rows_that_are_not_measured_again_stay_as_they_were_and_stale_ones_are_named(
    tmp_path: Path,
) -> None:
    path, scenario = tmp_path / "kept.json", LOG
    first = replace(scenario, name="a log").rows(5, 19)
    record(path, first)
    assert recorded(path) == first
    second = [replace(row, scenario="another") for row in first]
    table = updated(recorded(path), second, ["another", "a log"])
    assert table == [*second, *first]
    assert updated(recorded(path), second, ["another"]) == second
    text = page(table, {**METHODS, "median-lag": first[1].method + 1}, ["a log", "yet to come"])
    assert text.endswith("## Not measured yet\n\n- yet to come\n")
    assert "| median lag | a log | 5 |" in text
    assert "## Below 90 %: too narrow" in text
    assert f"- median lag, a log: with version {first[1].method} of median-lag" in text
    assert "still up at 24 h, a log: with version" not in text


def test_a_scenario_is_chosen_by_its_name_its_measures_and_their_metrics() -> None:
    chosen = [each.name for each in SCENARIOS if each.about(["reupload-ratio"])]
    assert chosen == ["60 contents with copies", "400 contents with copies"]
    assert all(each.about([]) for each in SCENARIOS)
    assert not any(each.about(["no such thing"]) for each in SCENARIOS)


def test_answers_without_a_range_are_counted_apart() -> None:
    few = LOG.cases(3, 0)
    unranged = [{"x": (replace(answer, low=None, status="NE_FEW"), 0.0)} for c in few for answer, _ in c.values()][:3]  # fmt: skip
    (row,) = rows("none", iter(unranged))
    assert row.missing == 1
    assert row.covered != row.covered
