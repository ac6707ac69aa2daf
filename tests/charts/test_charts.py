"""Charts draw what they are given: every interval, no label on another, nothing that pretends to be known."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ripplemark import charts
from ripplemark.charts import DARK, LIGHT, Chart, Curve, Look, Removal
from ripplemark.result import Estimate

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = datetime(2025, 10, 1, tzinfo=UTC)


def curve(values: list[float | None]) -> Curve:
    starts = [FIRST + timedelta(days=k) for k in range(len(values))]
    return Curve(starts, [24.0] * len(values), values, "posts, per day")


def time(day: float, spread: float = 1.0) -> Estimate:
    low, at, high = (
        (FIRST + timedelta(days=each)).isoformat() for each in (day - spread, day, day + spread)
    )
    return Estimate({}, at, low, high, 40, resolution=24.0)


def number(value: float | None, low: float, high: float, **by: Any) -> Estimate:
    return Estimate(by, value, low, high, 40, status="ok" if value is not None else "bounds")


EPISODE: list[float | None] = [2.0] * 15 + [60.0, 100.0, 62.0, 40.0, 20.0, 8.0] + [3.0] * 20


def lines(chart: Chart) -> list[Any]:
    return [trace for trace in chart.figure.data if trace.mode == "lines"]


def labels(chart: Chart) -> list[str]:
    return [each.text for each in chart.figure.layout.annotations]


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_an_episode_has_its_onset_peak_and_half_life_with_their_intervals(look: Look) -> None:
    chart = charts.intensity(
        curve(EPISODE), time(15), time(16.5), number(36.0, 20.0, 50.0), BERLIN, look
    )
    assert [text.split("<")[0] or text[3:7] for text in labels(chart)] == [
        "onset",
        "peak",
        "half of the peak",
    ]
    band = chart.figure.layout.shapes[1]
    assert band.x1 - band.x0 == timedelta(days=2)
    width = next(trace for trace in lines(chart) if trace.line.width == 7)
    assert width.x[1] - width.x[0] == timedelta(hours=30)
    assert "Half of the peak 36 hours later." in chart.alt


def test_the_half_life_is_marked_on_the_line_itself() -> None:
    chart = charts.intensity(
        curve(EPISODE), time(15), time(16.5), number(24.0, 20.0, 50.0), BERLIN, LIGHT
    )
    marker = next(trace for trace in chart.figure.data if trace.mode == "lines+markers")
    assert marker.y[1] == pytest.approx(62.0)


def test_an_unknown_bin_is_a_gap_and_not_a_zero() -> None:
    values = list(EPISODE)
    values[5] = None
    chart = charts.intensity(curve(values), None, None, None, BERLIN, LIGHT)
    drawn = lines(chart)[0]
    assert drawn.y[5] is None
    assert drawn.connectgaps is False


def test_without_a_peak_the_whole_series_is_shown_and_nothing_is_marked() -> None:
    chart = charts.intensity(curve(EPISODE), None, None, None, BERLIN, LIGHT)
    assert labels(chart) == []
    first, last = chart.figure.layout.xaxis.range
    assert last - first == timedelta(days=len(EPISODE) - 1, hours=-1)  # clocks go back


def test_times_on_the_axis_are_wall_times_of_the_home_zone() -> None:
    chart = charts.intensity(curve(EPISODE), None, None, None, BERLIN, LIGHT)
    # Noon in UTC, the middle of the first bin, is two in the afternoon in Berlin before 26 October.
    assert lines(chart)[0].x[0] == datetime(2025, 10, 1, 14)  # noqa: DTZ001 - wall time


def removal(steps: list[Estimate], median: Estimate) -> Chart:
    within = number(0.4, 0.3, 0.5)
    return charts.removal(Removal(steps, median, within, 48.0, 200.0, "the notice"), LIGHT)


def test_the_share_gone_is_one_minus_the_share_still_up_and_never_comes_back_down() -> None:
    steps = [number(0.9, 0.8, 0.97, at=10.0), number(0.4, 0.3, 0.6, at=60.0)]
    chart = removal(steps, number(60.0, 40.0, 90.0))
    step = next(trace for trace in lines(chart) if trace.line.shape == "hv")
    assert list(step.y) == pytest.approx([0, 10, 60, 60])
    assert list(step.x) == pytest.approx([0, 10 / 24, 60 / 24, 200 / 24])
    assert "<b>60 % gone</b><br>after 8 days" in labels(chart)
    assert tuple(chart.figure.layout.yaxis.range) == (0, 108)


def test_bounds_have_a_band_of_their_own_and_no_line() -> None:
    steps = [number(None, 0.7, 0.9, at=10.0), number(None, 0.3, 0.6, at=60.0)]
    chart = removal(steps, number(None, 40.0, 90.0))
    step = next(trace for trace in lines(chart) if trace.line.shape == "hv")
    assert list(step.y)[1:] == [None, None, None]
    assert "between 40 and 70 %" in labels(chart)


def test_the_return_to_the_usual_level_is_marked_with_its_interval() -> None:
    chart = charts.interest(curve(EPISODE), time(16.5), number(9.0, 8.0, 11.0), BERLIN, LIGHT)
    rule, band = chart.figure.layout.shapes
    # The peak is at 14:00 in Berlin on 17 October; nine days later.
    assert rule.x0.date().isoformat() == "2025-10-26"
    assert band.x1 - band.x0 == timedelta(days=3)
    assert "Back at its usual level on 26 October 2025." in chart.alt


@pytest.mark.parametrize("width", [350, 920])
@pytest.mark.parametrize("day", [3.0, 16.5, 30.0, 38.0])
def test_labels_stay_inside_and_do_not_touch_wherever_the_peak_lies(day: float, width: int) -> None:
    values: list[float | None] = [2.0] * 42
    for k, value in enumerate((60.0, 100.0, 62.0, 40.0)):
        values[min(int(day) - 1 + k, 41)] = value
    chart = charts.intensity(
        curve(values), time(day - 1.5), time(day), number(36.0, 20.0, 50.0), BERLIN, LIGHT
    )
    first, last = chart.figure.layout.xaxis.range
    boxes = [_box(each, first, last, width, chart) for each in chart.figure.layout.annotations]
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart_x = one[1] <= other[0] or other[1] <= one[0]
            apart_y = one[3] <= other[2] or other[3] <= one[2]
            assert apart_x or apart_y


def _box(label: Any, first: datetime, last: datetime, width: int, chart: Chart) -> list[float]:
    """Left, right, bottom and top of a label in pixels, from 7 px a letter and 17 px a line."""
    rows = label.text.replace("<b>", "").replace("</b>", "").split("<br>")
    wide, high = 7 * max(map(len, rows)), 17 * len(rows)
    x = (label.x - first) / (last - first) * width + label.xshift
    left = x if label.xanchor == "left" else x - wide
    top = chart.figure.layout.yaxis.range[1]
    part = label.y if label.yref == "paper" else label.y / top
    middle = part * (charts.style.HEIGHT - 70) + label.yshift
    return [left, left + wide, middle - high / 2, middle + high / 2]
