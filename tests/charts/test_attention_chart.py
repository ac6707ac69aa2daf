"""A drawn series keeps every extreme, every interval and every gap, whatever its length and its zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from ripplemark.charts import axes
from ripplemark.charts.attention import Attention, Back, Half, Mark, attention
from ripplemark.charts.canvas import LIGHT, Canvas
from ripplemark.charts.curve import Curve
from ripplemark.charts.multiples import Cell, Multiples, grid, multiples
from ripplemark.charts.plane import Plane

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = datetime(2025, 3, 1, tzinfo=UTC).timestamp()
HOUR = 3600.0
WIDE = Canvas(800)


def curve(values: list[float], below: int | None = None) -> Curve:
    n = len(values)
    flags = np.zeros(n, dtype=np.bool_)
    if below is not None:
        flags[below] = True
    start = FIRST + HOUR * np.arange(n)
    return Curve(
        start,
        np.full(n, HOUR),
        np.array(values),
        flags,
        np.zeros(n, dtype=np.bool_),
        "posts per hour",
    )


def drawn(values: list[float], **more: object) -> Attention:
    of = curve(values)
    whole = Attention(of, None, FIRST, of.end, BERLIN, "social")
    return replace(whole, **more)  # type: ignore[arg-type]


def trace(picture: object) -> object:
    return next(each for each in picture.data if each.text is not None)  # type: ignore[attr-defined]


def test_a_series_of_two_years_is_thinned_and_keeps_its_extremes() -> None:
    values = np.full(17_520, 10.0) + np.arange(17_520) % 3
    values[9_001], values[12_345] = 900.0, 0.0
    whole, line = drawn(values.tolist()), trace(attention(drawn(values.tolist()), WIDE))
    panel = [each for each in np.asarray(line.y) if each == each]  # type: ignore[attr-defined]
    assert len(panel) < 4 * 800
    tall = attention(whole, WIDE)
    lowest, highest = max(panel), min(panel)
    floor = next(
        s.y0
        for s in tall.layout.shapes
        if s.type == "line" and s.y0 == s.y1 and s.line.color == LIGHT.quiet
    )
    assert lowest == pytest.approx(floor)
    # 900 of 1.06 x 900: the highest point stands at 94 % of the panel.
    assert highest < 0.2 * tall.layout.height


def test_no_bin_is_no_picture_of_something_else() -> None:
    of = curve([float("nan")] * 5)
    picture = attention(Attention(of, None, FIRST, of.end, BERLIN, None), WIDE)
    assert np.isnan(np.asarray(trace(picture).y)).all()  # type: ignore[attr-defined]


def test_one_known_bin_between_two_unknown_ones_is_a_dot() -> None:
    nan = float("nan")
    picture = attention(drawn([nan] * 150 + [7.0] + [nan] * 150), WIDE)
    dots = [each for each in picture.data if each.mode == "markers"]
    assert len(dots) == 1
    assert len(dots[0].x) == 1


def test_every_interval_is_drawn_as_wide_as_it_is() -> None:
    values = [10.0] * 50 + [100.0] + [80.0] * 20 + [20.0] * 79
    at = FIRST + 50.5 * HOUR
    peak = Mark(at, at - 5 * HOUR, at + 10 * HOUR, ("peak",), 100.0)
    half = Half(at, at + 20 * HOUR, at + 15 * HOUR, at + 30 * HOUR, ("half-life",))
    onset = Mark(at - 5 * HOUR, at - 9 * HOUR, at - HOUR, ("onset",))
    back = Back(at + 40 * HOUR, at + 35 * HOUR, at + 60 * HOUR, ("back",))
    picture = attention(drawn(values, peak=peak, half=half, onset=onset, back=back), WIDE)
    line = np.asarray(trace(picture).x)  # type: ignore[attr-defined]
    hour = (line[-2] - line[1]) / (len(line) - 3)
    wide = {round((s.x1 - s.x0) / hour) for s in picture.layout.shapes if s.type == "rect"}
    assert wide == {15, 8, 25}


def test_a_half_life_that_was_not_reached_ends_in_an_arrow_and_not_in_a_dot() -> None:
    at = FIRST + 50.5 * HOUR
    half = Half(at, None, at + 40 * HOUR, None, ("more than 40 hours",))
    peak = Mark(at, None, None, ("peak",), 100.0)
    picture = attention(drawn([10.0] * 50 + [100.0] + [90.0] * 40, peak=peak, half=half), WIDE)
    symbols = [each.marker.symbol for each in picture.data if each.mode == "markers"]
    assert "triangle-right" in symbols


@pytest.mark.parametrize("day", [datetime(2025, 3, 29), datetime(2025, 10, 25)])  # noqa: DTZ001 - wall time
def test_ticks_stand_at_round_wall_times_on_either_side_of_a_change_of_the_clock(
    day: datetime,
) -> None:
    low = day.replace(tzinfo=BERLIN).timestamp()
    high = (day + timedelta(days=3)).replace(tzinfo=BERLIN).timestamp()
    for width in (350, 800, 1400):
        found = axes.clock_ticks(low, high, BERLIN, width, 12.0)
        assert found
        for tick in found:
            wall = datetime.fromtimestamp(tick.at, UTC).astimezone(BERLIN)
            assert tick.text in (f"{wall:%H:%M}", f"{wall.day} {wall:%b}")
            assert low <= tick.at <= high
        gaps = np.diff([each.at for each in found])
        assert (gaps > 0).all()


def test_an_hour_that_does_not_occur_has_no_tick() -> None:
    low = datetime(2025, 3, 30, 0, tzinfo=UTC).timestamp()
    found = axes.clock_ticks(low, low + 4 * HOUR, BERLIN, 800, 12.0)
    assert "02:00" not in [each.text for each in found]
    assert "03:00" in [each.text for each in found]


def test_a_line_is_cut_off_at_the_edge_at_the_height_that_it_has_there() -> None:
    x, y = axes.clipped(np.array([0.0, 10.0, 20.0]), np.array([0.0, 10.0, 0.0]), 5.0, 15.0)
    assert x.tolist() == [5.0, 10.0, 15.0]
    assert y.tolist() == [5.0, 10.0, 5.0]
    gap = axes.clipped(np.array([0.0, 10.0, 20.0]), np.array([0.0, np.nan, 0.0]), 5.0, 25.0)
    assert np.isnan(gap[1][:2]).all()
    empty = axes.clipped(np.zeros(0), np.zeros(0), 0.0, 1.0)
    assert empty[0].size == 0


def test_words_of_a_user_are_words_and_never_markup() -> None:
    plane = Plane(WIDE, 100)
    plane.text("<b>a & b</b>", 0, 0, "#000000", 12)
    assert plane.figure().layout.annotations[0].text == "&lt;b>a &amp; b&lt;/b>"


def test_a_curve_gives_its_height_between_bins_and_nothing_outside() -> None:
    of = curve([0.0, 10.0, float("nan"), 30.0])
    assert of.at(FIRST + HOUR) == pytest.approx(5.0)
    assert of.at(FIRST + 2.5 * HOUR) == pytest.approx(20.0)
    assert np.isnan(of.at(FIRST - HOUR))
    assert of.top == 30.0
    assert of.between(FIRST + 1.2 * HOUR, FIRST + 1.4 * HOUR).start.size == 3
    assert curve([]).top == 0.0


@pytest.mark.parametrize("number", [1, 4, 12, 40])
@pytest.mark.parametrize("canvas", [WIDE, Canvas(350), Canvas(540, 540), Canvas(960, 540, 15.0)])
def test_a_grid_holds_every_cell_or_says_how_many(number: int, canvas: Canvas) -> None:
    laid = grid(number, canvas, 40.0)
    assert laid.columns * laid.rows >= min(number, laid.shown)
    assert laid.columns * laid.wide <= canvas.width + 1e-6
    if canvas.height is not None:
        assert laid.rows * laid.high <= canvas.height
    else:
        assert laid.shown == number


def test_cells_share_one_clock_whatever_their_own_stretch() -> None:
    one, other = curve([1.0, 5.0, 2.0, 1.0] * 10), curve([1.0] * 20)
    cells = tuple(
        Cell((name,), of, "social", None, Mark(FIRST + 10 * HOUR, None, None, ("peak",), 5.0))
        for name, of in (("a", one), ("b", other))
    )
    picture = multiples(Multiples(cells, FIRST, one.end, BERLIN, "own"), WIDE)
    dots = next(each for each in picture.data if each.mode == "markers")
    assert dots.x[0] == pytest.approx(dots.x[2])


def test_needed_words_stand_in_a_crowd_with_a_line_to_their_point() -> None:
    # Full height from edge to edge, so that no place beside the marks is free.
    values = [99.0 if k % 2 else 1.0 for k in range(300)]
    values[150] = 100.0
    at = FIRST + 150.5 * HOUR
    peak = Mark(at, None, None, ("peak 100",), 100.0)
    half = Half(at, at + 2 * HOUR, at + HOUR, at + 3 * HOUR, ("half-life\n2 hours",))
    onset = Mark(at - 4 * HOUR, None, None, ("onset",))
    crowded = drawn(values, peak=peak, half=half, onset=onset)
    for canvas in (WIDE, Canvas(350), Canvas(350, 400)):
        picture = attention(crowded, canvas)
        told = " ".join(each.text for each in picture.layout.annotations)
        for word in ("peak 100", "half-life", "2 hours", "onset"):
            assert word in told


def test_a_change_of_the_clock_is_found_at_its_instant_and_only_where_there_is_one() -> None:
    low, high = FIRST, FIRST + 40 * 86_400.0
    ((at, by),) = axes.clock_changes(low, high, BERLIN)
    assert datetime.fromtimestamp(at, UTC) == datetime(2025, 3, 30, 1, tzinfo=UTC)
    assert by == HOUR
    assert axes.clock_changes(low, at - 1, BERLIN) == []
    assert axes.clock_changes(low, high, ZoneInfo("UTC")) == []
