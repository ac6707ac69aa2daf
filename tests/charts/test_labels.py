"""Labels stand where nothing else does, in the picture, near what they name."""

from __future__ import annotations

import time
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ripplemark.charts import lettering
from ripplemark.charts.labels import LEADING, Box, Label, Placed, box_of
from ripplemark.charts.placing import column, crosses, leader, place
from ripplemark.charts.room import AROUND, Room

PICTURE = Box(0, 0, 358, 240)
WORDS = (
    "social",
    "first published check\n14 March, 09:30",
    "Gegendarstellung der Plattform veröffentlicht",
    "vérification publiée par une agence, le 14 mars",
    "średnia liczba wpisów na godzinę",
    "πρώτος δημοσιευμένος έλεγχος",
    "最初に公開された検証、3月14日",
    "n",
)
SHORTER = ("", "check", "14 March")


@st.composite
def labels(draw: st.DrawFn) -> list[Label]:
    found = []
    for _ in range(draw(st.integers(1, 14))):
        short = draw(st.sampled_from(SHORTER))
        found.append(
            Label(
                draw(st.sampled_from(WORDS)),
                draw(st.floats(0, PICTURE.right)),
                draw(st.floats(0, PICTURE.bottom)),
                AROUND,
                draw(st.sampled_from((9.0, 13.0, 15.0))),
                draw(st.booleans()),
                shorter=(short,) if short else (),
                needed=draw(st.booleans()),
            )
        )
    return found


@st.composite
def curves(draw: st.DrawFn) -> list[tuple[list[float], list[float]]]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        heights = draw(st.lists(st.floats(5, PICTURE.bottom - 5), min_size=2, max_size=12))
        found.append((np.linspace(0, PICTURE.right, len(heights)).tolist(), heights))
    return found


def room_with(lines: list[tuple[list[float], list[float]]], within: Box = PICTURE) -> Room:
    room = Room(within)
    for x, y in lines:
        room.take_line(np.array(x), np.array(y))
    return room


def said(placed: Placed) -> tuple[float, float]:
    """Width and height of what is written."""
    lines = placed.text.split("\n")
    label = placed.label
    wide = max(lettering.width(line, label.size, bold=label.bold) for line in lines)
    return wide, len(lines) * label.size * LEADING


@settings(max_examples=150, deadline=None)
@given(labels(), curves())
def test_no_label_meets_another_or_a_line_and_all_are_in_the_picture(
    wanted: list[Label], lines: list[tuple[list[float], list[float]]]
) -> None:
    found = [each for each in place(wanted, room_with(lines)) if each is not None]
    for one, other in combinations(found, 2):
        assert not one.box.meets(other.box)
    for each in found:
        assert each.box.within(PICTURE)
        assert each.text in (each.label.text, *each.label.shorter)
        wide, high = said(each)
        assert each.box.right - each.box.left == pytest.approx(wide)
        assert each.box.bottom - each.box.top == pytest.approx(high)
        for x, y in lines:
            for start, end in pairwise(zip(x, y, strict=True)):
                assert not crosses((*start, *end), each.box)


@settings(max_examples=100, deadline=None)
@given(labels(), curves())
def test_a_needed_label_is_left_out_only_where_no_place_for_it_exists(
    wanted: list[Label], lines: list[tuple[list[float], list[float]]]
) -> None:
    found = place(wanted, room_with(lines))
    for k, label in enumerate(wanted):
        if found[k] is not None or not label.needed:
            continue
        room = room_with(lines)
        for each in found[:k]:
            if each is not None:
                room.take(each.box, 2.0)
        text = min((label.text, *label.shorter), key=len)
        box = box_of(label, text, "right")
        wide, high = box.right - box.left, box.bottom - box.top
        for x in np.arange(0, PICTURE.right - wide, 5):
            for y in np.arange(0, PICTURE.bottom - high, 5):
                assert not room.free(Box(x, y, x + wide, y + high))


def test_the_more_important_label_has_the_first_choice_and_wordings_are_tried_in_order() -> None:
    both = [Label(text, 100, 100, ("right",), shorter=("b",)) for text in ("first", "second")]
    first, second = place(both, Room(PICTURE))
    assert first is not None
    assert (first.text, first.place) == ("first", "right")
    assert second is None
    narrow = Label("a long wording of it", 300, 100, ("right",), shorter=("short",))
    [placed] = place([narrow], Room(PICTURE))
    assert placed is not None
    assert placed.text == "short"


def test_a_needed_label_far_from_its_point_has_a_line_to_it_that_crosses_no_other_label() -> None:
    room = Room(PICTURE)
    room.take(Box(60, 60, 300, 180))
    wanted = [Label("a name", 180, 120, AROUND, needed=True) for _ in range(4)]
    found = [each for each in place(wanted, room) if each is not None]
    assert len(found) == 4
    for each in found:
        line = leader(each)
        assert line is not None
        assert line[:2] == (180, 120)
        assert not any(crosses(line, other.box) for other in found if other is not each)


def test_a_label_beside_its_point_has_no_line_to_it() -> None:
    for where in AROUND:
        label = Label("a name", 180, 120, (where,))
        [placed] = place([label], Room(PICTURE))
        assert placed is not None
        assert leader(placed) is None


def test_a_full_picture_takes_no_label_and_hardly_any_work() -> None:
    room = Room(Box(0, 0, 960, 540))
    room.take(Box(0, 0, 960, 540))
    began = time.thread_time()  # work, not waiting: a busy machine is no failure
    assert place([Label("a name", 5, 5, needed=True, shorter=("n",))], room) == [None]
    assert time.thread_time() - began < 1


@given(st.floats(1, 400), st.floats(1, 260), curves())
@settings(max_examples=60, deadline=None)
def test_a_room_knows_every_corner_where_a_box_is_free(
    wide: float, high: float, lines: list[tuple[list[float], list[float]]]
) -> None:
    room = room_with(lines)
    corners = {(float(x), float(y)) for x, y in room.corners(wide, high)}
    for x in np.arange(0.0, 358.0, 22):
        for y in np.arange(0.0, 240.0, 22):
            assert ((x, y) in corners) == room.free(Box(x, y, x + wide, y + high))


STRIP = Box(240, 10, 358, 200)


@st.composite
def names(draw: st.DrawFn) -> list[Label]:
    return [
        Label(
            draw(st.sampled_from(WORDS)),
            STRIP.left,
            draw(st.floats(-20, 260)),
            size=draw(st.sampled_from((9.0, 13.0))),
            bold=draw(st.booleans()),
            shorter=("short",) if draw(st.booleans()) else (),
            needed=draw(st.booleans()),
        )
        for _ in range(draw(st.integers(0, 16)))
    ]


@settings(max_examples=200, deadline=None)
@given(names())
def test_names_at_the_ends_of_lines_keep_the_order_of_the_ends_and_do_not_meet(
    wanted: list[Label],
) -> None:
    found = column(wanted, STRIP)
    stood = sorted((each for each in found if each is not None), key=lambda each: each.label.y)
    for upper, lower in pairwise(stood):
        assert upper.box.bottom <= lower.box.top
    for each in stood:
        assert each.box.left == STRIP.left + each.label.gap
        assert each.box.top >= STRIP.top - 1e-6
        assert each.box.bottom <= STRIP.bottom + 1e-6
        assert each.box.right <= STRIP.right
        wide, high = said(each)
        assert each.box.right - each.box.left == pytest.approx(wide)
        assert each.box.bottom - each.box.top == pytest.approx(high)
    needed = [k for k, label in enumerate(wanted) if label.needed and found[k] is None]
    if needed:
        assert all(each.label.needed for each in stood)


def test_names_with_room_stand_exactly_at_their_ends_and_crowded_ones_share_the_way() -> None:
    apart = [Label("a", 240, y) for y in (40.0, 90.0, 150.0)]
    for each in column(apart, STRIP):
        assert each is not None
        assert (each.box.top + each.box.bottom) / 2 == pytest.approx(each.label.y)
        assert leader(each) is None
    crowded = column(
        [Label("a", 240, 100.0), Label("b", 240, 100.0), Label("c", 240, 100.0)], STRIP
    )
    middles = [(each.box.top + each.box.bottom) / 2 for each in crowded if each is not None]
    assert middles == sorted(middles)
    assert np.mean(middles) == pytest.approx(100)


def test_a_crowd_of_names_gives_up_length_then_the_least_important_and_needed_ones_last() -> None:
    tall = Box(240, 0, 358, 53)
    wanted = [
        Label("one\ntwo", 240, 5, shorter=("one",)),
        Label("three\nfour", 240, 20, shorter=("three",)),
        Label("five", 240, 30),
        Label("six", 240, 40, needed=True),
    ]
    found = [each.text if each else None for each in column(wanted, tall)]
    assert found == ["one", "three", None, "six"]
    assert column([Label("Donaudampfschifffahrt", 240, 20)], Box(240, 0, 250, 52)) == [None]


def test_a_name_that_is_too_wide_for_its_column_is_set_in_several_lines() -> None:
    [placed] = column([Label("Gegendarstellung der Plattform", 240, 100)], STRIP)
    assert placed is not None
    assert placed.text.count("\n") >= 1
    assert placed.box.right <= STRIP.right


def test_a_line_touches_a_box_that_it_runs_through_and_no_other() -> None:
    box = Box(10, 10, 20, 20)
    for line in (
        (0, 15, 30, 15),
        (15, 0, 15, 30),
        (0, 0, 30, 30),
        (12, 12, 13, 13),
        (0, 10, 30, 10),
    ):
        assert crosses(line, box)
    for line in ((0, 5, 30, 5), (0, 25, 30, 25), (0, 0, 9, 9), (25, 0, 25, 30), (0, 22, 12, 40)):
        assert not crosses(line, box)
