"""Thresholds of figures across incidents: they hold for each incident, what they move is told, and plans are held against them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from label_boxes import clashes, outside
from real_path import Asking, Storing

from ripplemark import export
from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import SIZES, Canvas
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.figures.planning import freeze
from ripplemark.gate import Gate

HEADER = "series,channel,metric,bin_start,bin_width,value"
QUIET = [10, 11, 9, 10, 12, 9, 11] * 4
DIPS = [*QUIET, 60, 180, 300, 240, 120, 230, 110, 60, 40, 30, 20, 15, 12, 10, 10, 11, 9, 10]
"""Its first day below half of the peak is a dip: one bin is enough with hold 1, and not with the default of two."""
SMOOTH = [*QUIET, 60, 180, 300, 260, 200, 120, 90, 60, 40, 30, 20, 15, 12, 10, 10, 11, 9, 10]
NAMES = ("aligned", "compared", "times-across")


def _rows(values: list[int]) -> list[str]:
    days = [f"2025-{3 + k // 31:02}-{1 + k % 31:02}" for k in range(len(values))]
    return [f"w,social,posts,{day},P1D,{v}" for day, v in zip(days, values, strict=True)]


@pytest.fixture
def making(tmp_path: Path, storing: Storing) -> Iterator[Any]:
    """``making(name, audience, **settings)``: a figure of five incidents, of which DIPPED alone has a dip in its fall."""
    storing(HEADER, *_rows(DIPS), incident="DIPPED")
    for k in range(4):
        storing(HEADER, *_rows([each + k for each in SMOOTH]), incident=f"SMOOTH-{k}")
    archive = Archive(tmp_path / "archive")
    serving = serve(archive)

    def make(name: str, audience: Any = "owner", **settings: str) -> Figure:
        return figure(Archive(archive.root), serving, Gate.of(audience), name, settings=settings)

    yield make
    serving.close()


def _row(made: Figure, code: str, measure: str = "half-life") -> dict[str, Any]:
    rows: list[dict[str, Any]] = made.shown.to_pylist()
    return next(each for each in rows if (each["incident"], each["measure"]) == (code, measure))


def test_every_incident_is_measured_with_the_thresholds_that_are_asked_for(
    making: Any, asking: Asking
) -> None:
    made = making("compared", hold="1")
    for row in made.shown.to_pylist():
        given = {"hold": "1"} if row["measure"] != "time-to-peak" else {}
        (now,) = asking(row["measure"], incident=row["incident"], settings=given)
        (usual,) = asking(row["measure"], incident=row["incident"])
        assert (row["value"], row["low"], row["high"]) == (now.value, now.low, now.high)
        assert row["default_value"] == usual.value
    dipped = _row(made, "DIPPED")
    assert dipped["value"] < dipped["default_value"]
    assert dipped["said"] != dipped["default_said"]


def test_whose_number_moved_is_named_with_both_numbers(making: Any) -> None:
    for name in NAMES:
        made = making(name, hold="1")
        (told,) = (each for each in made.caveats if each.startswith("Half-life of intensity with"))
        assert "changed: DIPPED " in told, name
        assert " instead of " in told
        assert "SMOOTH" not in told
        assert "thresholds changed: bins in a row below half or a tenth 1 bin" in made.source
        assert made.parameters["hold"] == "1"


def test_without_a_changed_threshold_nothing_is_said_of_defaults(making: Any) -> None:
    for name in NAMES:
        for made in (making(name), making(name, hold="2")):
            told = json.dumps((made.subtitle, made.caveats, made.source))
            assert "default thresholds" not in told, name
            assert "thresholds changed" not in told, name
    assert set(making("compared").shown.column("default_value").to_pylist()) == {None}


def test_where_nothing_moves_that_is_said(making: Any) -> None:
    for name in NAMES:
        told = making(name, hold="2", least="4").caveats
        assert any(each.startswith("With the thresholds changed, every number is") for each in told)


def test_the_number_of_all_stands_below_the_headline_with_the_defaults(making: Any) -> None:
    usual, now = (
        making("times-across", incidents="DIPPED", **given) for given in ({}, {"hold": "1"})
    )
    assert usual.headline != now.headline
    assert f"With the default thresholds: {usual.headline[:1].lower()}" in now.subtitle
    assert usual.headline[1:] in now.subtitle
    assert (
        "a ring is the number with the default thresholds" in making("compared", hold="1").subtitle
    )


def test_an_onset_by_another_rule_moves_the_clock_that_begins_with_it(making: Any) -> None:
    made = making("aligned", align="onset", sigmas="40")
    assert any(each.startswith("Onset with the thresholds changed: ") for each in made.caveats)


@pytest.mark.parametrize("name", ["compared", "times-across"])
def test_what_stood_before_is_drawn_and_no_label_stands_on_another(making: Any, name: str) -> None:
    usual, made = making(name), making(name, hold="1")
    for size in (*(each.canvas for each in SIZES), Canvas(358), Canvas(1200)):
        drawn = made.draw(size)
        assert clashes(drawn) == [], size
        assert outside(drawn) == [], size
    wide = Canvas(1200)
    parts = [
        len(each.data) + len(each.layout.shapes) for each in (usual.draw(wide), made.draw(wide))
    ]
    assert parts[1] > parts[0]


def test_every_incident_with_a_plan_is_as_registered_or_says_what_differs(
    making: Any, tmp_path: Path
) -> None:
    archive = Archive(tmp_path / "archive")
    freeze(archive, "DIPPED", ["half-life"], {"hold": "1"})
    plan = freeze(archive, "SMOOTH-1", ["half-life"])
    asked = {"measures": "half-life"}
    told = making("compared", **asked).registered
    assert told["as_registered"] is False
    assert told["incidents"]["SMOOTH-1"]["as_registered"] is True
    assert told["incidents"]["SMOOTH-1"]["plan"] == plan.digest
    assert told["incidents"]["DIPPED"]["differs"] == ["hold of half-life of intensity 2 (plan: 1)"]
    changed = making("compared", **asked, hold="1")
    assert changed.registered["incidents"]["DIPPED"]["as_registered"] is True
    assert f"SMOOTH-1 (plan {plan.digest}) differs: hold of half-life" in changed.source
    both = making("compared", **asked, incidents="SMOOTH-1")
    assert both.registered["as_registered"] is True
    assert f"Analysis plans: SMOOTH-1 (plan {plan.digest}) as registered." in both.source
    assert "Analysis plan" not in making("compared", **asked, incidents="SMOOTH-0").source


def test_every_export_names_the_thresholds(making: Any, tmp_path: Path) -> None:
    for name in NAMES:
        made = making(name, "public", hold="1")
        for ending in ("svg", "json", "csv", "html"):
            path = tmp_path / f"{name}.{ending}"
            export.write(made, path, "article", None, "light", None)
            read = tmp_path / f"{name}.about.txt" if ending == "csv" else path
            told = read.read_text(encoding="utf-8")
            assert "below half or a tenth" in told, (name, ending)
            assert "DIPPED" in told


def _long(values: list[int], channel: str, metric: str) -> list[str]:
    days = [date(2025, 3, 1) + timedelta(days=k) for k in range(len(values))]
    return [
        f"{channel},{channel},{metric},{day},P1D,{v}" for day, v in zip(days, values, strict=True)
    ]


@pytest.fixture
def persisting(tmp_path: Path, storing: Storing) -> Iterator[Any]:
    """``persisting(name, **settings)``: two incidents with searches and page views, back in their range after a slow fall."""
    for k, code in enumerate(("EARLY", "LATE")):
        fall = [60, 180, 300, 240, 120, *(60 - 4 * j // (1 + k) for j in range(9 * (1 + k)))]
        values = [*QUIET, *fall, *([16, 17, 16, 14] * 2), *QUIET, *QUIET, *QUIET]
        storing(HEADER, *_long(values, "encyclopedia", "views"), incident=code)
        top = max(values)
        shares = [round(100 * each / top) for each in values]
        storing(HEADER, *_long(shares, "search", "search_index"), incident=code)
    archive = Archive(tmp_path / "archive")
    serving = serve(archive)

    def make(name: str, **settings: str) -> Figure:
        return figure(Archive(archive.root), serving, Gate.of("owner"), name, settings=settings)

    yield make
    serving.close()


@pytest.mark.parametrize("name", ["back-across", "persistence-across"])
def test_persistence_across_incidents_follows_the_thresholds_and_says_whose_moved(
    persisting: Any, name: str
) -> None:
    usual, made = persisting(name), persisting(name, settled="8", quiet="3")
    (told,) = (each for each in made.caveats if "with the thresholds changed: " in each)
    assert told.startswith("Return to baseline")
    assert "EARLY " in told
    assert " instead of " in told
    assert "thresholds changed: height of the usual range 8 standard deviations" in made.source
    assert "thresholds changed" not in usual.source
    assert not any("instead of" in each for each in usual.caveats)


def test_each_row_of_persistence_across_has_the_number_with_the_defaults(
    persisting: Any, asking: Asking
) -> None:
    usual = {row["incident"]: row for row in persisting("persistence-across").shown.to_pylist()}
    assert {row["default_stayed"] for row in usual.values()} == {None}
    made = persisting("persistence-across", settled="8", quiet="3").shown.to_pylist()
    for row in made:
        given = {"settled": "8", "quiet": "3"}
        now = asking("return-to-baseline", incident=row["incident"], settings=given)
        views = next(each for each in now if each.by["metric"] == "views")
        assert row["stayed"] == views.value
        assert row["default_stayed"] == usual[row["incident"]]["stayed"]
        assert row["stayed"] < row["default_stayed"]


def test_what_was_left_follows_the_days_that_are_averaged(persisting: Any, asking: Asking) -> None:
    made = persisting("persistence-across", stayed="residual-interest", around="2")
    assert "days averaged either side 2 days" in made.source
    given = {"day": "90", "around": "2"}
    for row in made.shown.to_pylist():
        found = asking("residual-interest", incident=row["incident"], settings=given)
        views = next(each for each in found if each.by["metric"] == "views")
        assert row["stayed"] == pytest.approx(100 * views.value)
