"""Lanes: few points and no lost peak, names in rows that keep off each other, labels that find a place or are told."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from itertools import pairwise

import numpy as np
import pytest
from label_boxes import boxes, clashes, outside, struck, words

from ripplemark.charts import ticks
from ripplemark.charts.canvas import LIGHT, SIZES, Canvas
from ripplemark.charts.flags import flags
from ripplemark.charts.labels import Box, Label
from ripplemark.charts.lanes import Crossing, Lane, Lanes, Layer, Line, Mark, Stack, lanes
from ripplemark.charts.room import Room
from ripplemark.charts.thinning import alone, thinned

HOUR, DAY = 3600.0, 86_400.0
FIRST = datetime(2025, 3, 1, tzinfo=UTC).timestamp()


def line(
    channel: str = "social", size: int = 240, peak: int = 60, height: float = 100.0, **more: object
) -> Line:
    at = FIRST + HOUR * np.arange(size)
    values = 2 + height * 0.9 ** np.abs(np.arange(size) - peak)
    names = tuple(more.pop("names", (channel,)))  # type: ignore[arg-type]
    marks: tuple[Mark, ...] = tuple(more.pop("marks", ()))  # type: ignore[arg-type]
    return Line(names, channel, at, values, "posts per hour", marks)


def lane(*lines: Line, accent: str = "attention", **more: object) -> Lane:
    return Lane(accent.capitalize(), ("posts per hour", "posts"), accent, lines, **more)  # type: ignore[arg-type]


def picture(*made: Lane, crossings: tuple[Crossing, ...] = ()) -> Lanes:
    return Lanes(FIRST, FIRST + 10 * DAY, made, crossings)


# Points


@pytest.mark.parametrize("seed", range(5))
def test_thinning_keeps_every_column_s_peak_and_trough_in_at_most_two_points(seed: int) -> None:
    rnd = np.random.default_rng(seed)
    x = np.sort(rnd.uniform(0, 300, 20_000))
    values = rnd.gamma(0.4, 10, x.size)
    values[rnd.random(x.size) < 0.1] = np.nan
    kept = thinned(x, values)
    column = np.floor(x).astype(int)
    assert kept.size <= 2 * 300 + 2
    for each in np.unique(column):
        whole, left = values[column == each], values[kept][column[kept] == each]
        assert np.nanmax(left) == np.nanmax(whole)
        assert np.nanmin(left) == np.nanmin(whole)
    assert (np.diff(kept) > 0).all()


def test_few_points_are_all_kept_and_none_stay_none() -> None:
    x = np.arange(50.0)
    assert thinned(x, np.full(50, np.nan)).size == 50
    assert thinned(np.zeros(0), np.zeros(0)).size == 0


def test_a_gap_as_wide_as_a_pixel_stays_a_gap() -> None:
    x = np.linspace(0, 100, 10_000)
    values = np.where((x > 40) & (x < 43), np.nan, 1.0)
    kept = thinned(x, values)
    inside = (x[kept] > 40) & (x[kept] < 43)
    assert np.isnan(values[kept][inside]).all()
    assert inside.any()


def test_a_value_with_nothing_beside_it_is_found() -> None:
    gap = np.nan
    assert list(alone(np.array([1.0, gap, 2.0, gap, 3.0, 4.0, gap, 5.0]))) == [0, 2, 7]
    assert alone(np.zeros(0)).size == 0


def test_bins_without_data_break_the_line() -> None:
    one = line()
    one.values[100:120] = np.nan
    drawn = lanes(picture(lane(one)), Canvas(900))
    assert np.isnan(np.asarray(drawn.data[0].y, dtype=float)).any()
    assert drawn.data[0].connectgaps is False


# Names of events


@pytest.mark.parametrize("seed", range(40))
def test_names_of_events_never_stand_on_each_other_or_on_another_s_line(seed: int) -> None:
    rnd = random.Random(seed)
    named = [
        (rnd.uniform(30, 590), tuple("x" * n for n in (rnd.randrange(8, 30), 6)))
        for _ in range(rnd.randrange(1, 9))
    ]
    placed = flags(named, 0.0, 600.0, 12.0, 4)
    told = [flag for flag in placed if flag is not None]
    for k, one in enumerate(told):
        assert one.left >= 0
        assert one.right <= 600.001
        for other in told[k + 1 :]:
            if one.row == other.row:
                assert one.right < other.left or other.right < one.left
            high, low = (one, other) if one.row > other.row else (other, one)
            if high.row > low.row:
                assert not low.left < high.line < low.right


def test_a_few_events_apart_need_one_row_and_keep_their_whole_names() -> None:
    named = [(100.0, ("first published check",)), (300.0, ("correction",)), (500.0, ("court",))]
    assert [flag.row if flag else None for flag in flags(named, 0.0, 700.0, 12.0, 4)] == [0, 0, 0]


def test_what_lasted_has_its_line_at_its_beginning_and_what_is_uncertain_in_the_middle() -> None:
    assert Crossing(10.0, 20.0, ("x",), lasting=True).line == 10
    assert Crossing(10.0, 20.0, ("x",)).line == 15


# Labels


def test_the_labels_of_seven_channels_find_a_place_or_are_named_under_the_heading() -> None:
    channels = ("niche", "social", "video", "messaging", "news", "encyclopedia", "fact_check")
    close = [line(each, peak=60 + k, height=100 - k) for k, each in enumerate(channels)]
    for canvas in (Canvas(900), Canvas(358), *(each.canvas for each in SIZES)):
        drawn = lanes(picture(lane(*close)), canvas)
        told = " ".join(words(each.text) for each in drawn.layout.annotations)
        assert all(each in told for each in channels), canvas
        assert clashes(drawn) == []
        assert outside(drawn) == []


def test_a_lane_of_forty_items_has_its_layers_named_with_their_numbers() -> None:
    at = FIRST + DAY * np.arange(11)
    up = np.array([0, 20, 30, 25, 20, 15, 12, 10, 9, 8, 8], dtype=float)
    removed = np.array([0, 0, 4, 12, 18, 24, 28, 30, 31, 32, 32], dtype=float)
    stack = Stack(
        at,
        (Layer("up", ("8 still up",), up), Layer("removed", ("32 removed",), removed)),
        float(at[-1]),
        ("last look 11 March 2025", "last look"),
    )
    one = Lane("Moderation", ("items so far",), "moderation", stack=stack)
    for canvas in (Canvas(900), Canvas(358), *(each.canvas for each in SIZES)):
        drawn = lanes(picture(one), canvas)
        told = " ".join(words(each.text) for each in drawn.layout.annotations)
        assert "8 still up" in told
        assert "32 removed" in told
        assert clashes(drawn) == []
    assert list(drawn.data[0].y)[-1] == 8
    assert list(drawn.data[1].y)[-1] == 40


def test_marks_of_a_boundary_stand_on_the_line_with_their_interval() -> None:
    at = FIRST + 60 * HOUR
    mark = Mark("peak", at, at - 3 * HOUR, at + 5 * HOUR, ("peak 3 Mar", "peak"))
    drawn = lanes(picture(lane(line(marks=(mark,)))), Canvas(900))
    dot = next(each for each in drawn.layout.shapes if each.type == "circle")
    bar = next(
        each
        for each in drawn.layout.shapes
        if each.type == "rect" and each.fillcolor == dot.fillcolor
    )
    wide = drawn.layout.xaxis.domain[1] - drawn.layout.xaxis.domain[0]
    assert bar.x1 - bar.x0 == pytest.approx(8 / 240 * wide)
    assert (dot.x0 + dot.x1) / 2 == pytest.approx(drawn.layout.xaxis.domain[0] + 60 / 240 * wide)


def test_lanes_share_one_clock_and_their_numbers_one_edge() -> None:
    made = (lane(line()), lane(line(height=9000.0), accent="search"))
    drawn = lanes(picture(*made), Canvas(358))
    assert {each.xaxis or "x" for each in drawn.data} == {"x"}
    assert drawn.layout.yaxis.domain[0] >= drawn.layout.yaxis2.domain[1]


def test_an_event_crosses_every_lane_and_is_named_once() -> None:
    event = Crossing(FIRST + 4 * DAY, FIRST + 4 * DAY, ("Court decision, 5 Mar", "court"))
    made = (lane(line()), lane(line(), accent="search"))
    drawn = lanes(picture(*made, crossings=(event,)), Canvas(900))
    assert sum("Court" in each.text for each in drawn.layout.annotations) == 1
    parts = [
        each for each in drawn.layout.shapes if each.type == "line" and each.line.dash == "dot"
    ]
    bottom = drawn.layout.yaxis2.domain[0]
    assert min(each.y1 for each in parts) == pytest.approx(bottom)
    assert len({round(each.x0, 6) for each in parts}) == 1
    assert struck(drawn, "dot") == []


def test_an_empty_stretch_of_time_is_refused() -> None:
    with pytest.raises(ValueError, match="stretch"):
        lanes(Lanes(FIRST, FIRST, (lane(line()),)), Canvas(900))


def test_a_label_that_finds_no_place_takes_none() -> None:
    room = Room(Box(0, 0, 40, 20))
    assert room.place(Label("much too long for this", 20, 10)) is None
    assert room.place(Label("so", 20, 10, ("right",), 10)) is not None
    assert room.place(Label("so", 20, 10, ("right",), 10)) is None


# Ticks


@pytest.mark.parametrize("top", [0.3, 1, 7, 10, 96, 604, 20_000, 3e6])
@pytest.mark.parametrize("most", [2, 4])
def test_numbers_on_a_scale_are_round_few_and_begin_at_nought(top: float, most: int) -> None:
    found = ticks.numbers(top, most)
    assert found[0] == 0
    assert found[-1] <= top * 1.001
    assert len(found) <= most + 1
    assert len({round(b - a, 9) for a, b in pairwise(found)}) == 1


@pytest.mark.parametrize("days", [0.2, 1, 3, 10, 40, 200, 800, 6000])
@pytest.mark.parametrize("width", [280.0, 850.0])
def test_ticks_of_time_stand_on_round_moments_and_do_not_touch(days: float, width: float) -> None:
    low, high = FIRST + 7 * HOUR, FIRST + 7 * HOUR + days * DAY
    found = ticks.times(low, high, width, 12.0)
    assert found
    assert all(low <= each.at <= high for each in found)
    places = [(each.at - low) / (high - low) * width for each in found]
    assert all(b - a >= 40 for a, b in pairwise(places)) or days < 1
    assert all(each.at % 300 == 0 for each in found)


def test_the_year_is_told_once_where_it_begins() -> None:
    found = ticks.times(FIRST, FIRST + 700 * DAY, 850.0, 12.0)
    assert [each.under for each in found if each.under] == ["2025", "2026", "2027"]


def test_a_picture_of_quiet_lanes_still_tells_what_to_add() -> None:
    quiet = Lane("Search", (), "search", quiet="Nothing yet. Add a Google Trends download.")
    drawn = lanes(picture(lane(line()), quiet), Canvas(358, None, 13.0, LIGHT))
    assert any("Google Trends" in name for name in boxes(drawn))
    assert len({each.yaxis for each in drawn.data}) == 1


def test_a_line_takes_the_room_that_it_passes_through_and_little_beside_it() -> None:
    room = Room(Box(100, 50, 300, 150))
    room.take_line(np.array([100.0, 200.0, 210.0, 300.0]), np.array([140.0, 140.0, 60.0, 140.0]))
    assert not room.free(Box(150, 135, 160, 145))
    assert not room.free(Box(203, 90, 207, 100))
    assert not room.free(Box(209, 58, 211, 62))
    assert room.free(Box(120, 60, 190, 130))
    assert room.free(Box(240, 55, 290, 80))


def test_the_owner_s_words_are_drawn_as_they_are_and_never_as_markup() -> None:
    event = Crossing(FIRST + DAY, FIRST + DAY, ("a <b>bold</b> & plain word",))
    drawn = lanes(picture(lane(line()), crossings=(event,)), Canvas(900))
    assert "a &lt;b&gt;bold&lt;/b&gt; &amp; plain word" in {
        e.text for e in drawn.layout.annotations
    }


# Sizes, ticks, names that must be told


def busy(quiet: bool = False) -> Lanes:
    """Three lanes with everything in them, and five events of which two lie a day apart."""
    at = FIRST + DAY * np.arange(11)
    up = np.array([0, 20, 30, 25, 20, 15, 12, 10, 3, 2, 2], dtype=float)
    stack = Stack(
        at,
        (Layer("up", ("2 still up",), up), Layer("removed", ("38 removed",), 40 - up)),
        float(at[-1]),
        ("last look 11 March 2025", "last look"),
    )
    top = FIRST + 60 * HOUR
    marks = (
        Mark("onset", top - 8 * HOUR, top - 9 * HOUR, top - 7 * HOUR, ("onset 3 Mar", "onset")),
        Mark("peak", top, top, top, ("peak 3 Mar, 12:00 to 13:00", "peak 3 Mar", "peak")),
    )
    search = Lane("Search", (), "search", quiet="Nothing yet. Add a Google Trends download.")
    made = (
        lane(line(marks=marks), line("news", peak=62), line("niche", peak=58)),
        Lane("Moderation", ("items so far, by what became of them",), "moderation", stack=stack),
        search if quiet else lane(line("search"), accent="search"),
    )
    events = tuple(
        Crossing(
            FIRST + days * DAY,
            FIRST + days * DAY,
            (f"{name} published, 3 Mar", name),
            needed=name == "Check",
        )
        for name, days in (
            ("Denial", 2.4), ("Check", 2.5), ("Note", 2.6), ("Label", 2.61), ("Court", 9.8),
        )
    )  # fmt: skip
    return Lanes(FIRST, FIRST + 10 * DAY, made, events)


@pytest.mark.parametrize("quiet", [False, True])
@pytest.mark.parametrize(
    ("width", "height"),
    [
        (240, 200),
        (240, 240),
        (300, 200),
        (600, 200),
        (4000, 200),
        (240, 4000),
        (960, 330),
        (500, 300),
    ],
)
def test_every_size_that_may_be_asked_for_is_drawn_within_its_own_edges(
    width: int, height: int, quiet: bool
) -> None:
    drawn = lanes(busy(quiet), Canvas(width, height))
    assert drawn.layout.width == width
    assert drawn.layout.height >= height
    for axis in (drawn.layout.yaxis, drawn.layout.yaxis2):
        assert 0 <= axis.domain[0] < axis.domain[1] <= 1
    assert clashes(drawn) == []


def test_the_event_that_words_speak_of_is_named_at_every_size_that_names_any() -> None:
    for canvas in (*(each.canvas for each in SIZES), Canvas(358), Canvas(320), Canvas(1400)):
        drawn = lanes(busy(), canvas)
        told = " ".join(words(each.text) for each in drawn.layout.annotations)
        assert "Check" in told, canvas
        assert clashes(drawn) == []
        assert struck(drawn, "dot") == []


@pytest.mark.parametrize("width", [758, 900, 1400])
def test_no_event_s_line_stands_without_a_name_or_a_number_that_is_explained(width: int) -> None:
    many = tuple(
        Crossing(
            FIRST + k * DAY / 9, FIRST + k * DAY / 9, (f"A rather long event {k}", f"event {k}")
        )
        for k in range(18)
    )
    drawn = lanes(picture(lane(line()), crossings=many), Canvas(width))
    told = " ".join(words(each.text) for each in drawn.layout.annotations)
    assert all(f"event {k}" in told for k in range(18))
    assert clashes(drawn) == []
    assert outside(drawn) == []


@pytest.mark.parametrize("canvas", [each.canvas for each in SIZES] + [Canvas(600, 260)])
def test_numbers_of_a_scale_keep_off_each_other_however_low_the_lane(canvas: Canvas) -> None:
    drawn = lanes(busy(), canvas)
    told = [box for name, box in boxes(drawn).items() if name.strip("'").replace(",", "").isdigit()]
    for one in told:
        for other in told:
            if one is not other and abs(one.right - other.right) < 1:
                assert not one.meets(other, 0.5)


@pytest.mark.parametrize("canvas", [Canvas(358), Canvas(320), Canvas(758), Canvas(540, 400)])
def test_the_peak_is_named_with_its_day_on_a_phone_too(canvas: Canvas) -> None:
    told = {words(each.text) for each in lanes(busy(), canvas).layout.annotations}
    assert any(each.startswith("peak 3 Mar") for each in told)


def test_a_number_of_the_end_never_stands_where_the_area_is_many_times_as_high() -> None:
    drawn = lanes(busy(), Canvas(900))
    where = boxes(drawn)["2 still up"]
    shown = drawn.layout.xaxis.domain
    share = ((where.left + where.right) / 2 / 900 - shown[0]) / (shown[1] - shown[0])
    in_heading = where.bottom < boxes(drawn)["38 removed"].top
    assert in_heading or share > 0.75


def test_a_name_in_the_heading_has_a_drawn_swatch_and_no_letter_that_the_typeface_lacks() -> None:
    close = [line(each, peak=60, height=100) for each in ("niche", "social", "video", "news")]
    drawn = lanes(picture(lane(*close)), Canvas(320, 200))
    assert "\N{BLACK SQUARE}" not in " ".join(each.text for each in drawn.layout.annotations)
    keyed = lanes(busy(), Canvas(900))
    told = boxes(keyed)["2 still up"]
    squares = [
        each
        for each in keyed.layout.shapes
        if each.type == "rect" and abs((each.x1 - each.x0) * 900 - 0.62 * 13) < 0.1
    ]
    assert any(abs(each.x1 * 900 + 0.4 * 13 - told.left) < 1 for each in squares)
