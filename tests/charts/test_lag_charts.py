"""Squares, swimmer, shares and dumbbells: what is drawn adds up, and no words meet others at any size or appearance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from ripplemark.charts import dumbbell, lapse, lettering, rounds, squares, survival, swimmer
from ripplemark.charts.canvas import DARK, LIGHT, MONO, SIZES, Canvas
from ripplemark.charts.dumbbell import Between, Dumbbells, Row
from ripplemark.charts.labels import Box
from ripplemark.charts.rounds import Round, Rounds
from ripplemark.charts.squares import Block, Bracket, Squares
from ripplemark.charts.survival import Mark, Middle, Shares, Step
from ripplemark.charts.swimmer import Stretch, Swim, Swimmer

CANVASES = {
    **{f"{size.name}": size.canvas for size in SIZES},
    "phone": Canvas(390),
    "narrowest": Canvas(300),
}
SQUARES = Squares(
    (
        Block("gone", 12, 0),
        Block("gone", 9, 1, 2),
        Block("gone", 1, 2),
        Block("gone", 7, 3, 4),
        Block("otherwise", 2),
        Block("up", 9),
    ),
    (
        Bracket("12 to 14 within 24 h", 0, 0),
        Bracket("21 to 25 within 48 h", 0, 1),
        Bracket("22 to 26 within 7 days", 0, 2),
        Bracket("7 later", 3, 3),
        Bracket("2 ended otherwise", 4, 4, "otherwise"),
        Bracket("9 still up", 5, 5, "up"),
    ),
)
SWIMMER = Swimmer(
    (
        *(
            Swim((Stretch(0, k, k + 3 * (k % 2), "gone"),), (0.0,), f"line {k + 2}")
            for k in range(30)
        ),
        Swim((Stretch(0, 5, 5, "gone"), Stretch(30, 300, 300, "up")), (0.0, 20.0), "line 40"),
        *(Swim((Stretch(0, 300, 300, "up"),), (0.0, 40.0), f"line {k + 41}") for k in range(8)),
    ),
    "the first request",
    marks=(48.0,),
)
SHARES = Shares(
    tuple(
        Step(k * k / 4, 2.5 * k, max(2.5 * k - 12, 0), min(2.5 * k + 12, 100)) for k in range(33)
    ),
    340.0,
    "the notice",
    "80 % gone when watching ended",
    (Mark(24, "24 h: 22 %"), Mark(48, "48 h: 32 %"), Mark(168, "7 days: 62 %")),
    Middle(95, 60, 190, "half gone after 95 hours"),
    lambda ticks: [f"{max(40 - int(at / 9), 0)}" for at in ticks],
)
DUMBBELLS = Dumbbells(
    (
        Row(
            "Chirp",
            "24 items, 2 still up",
            Between(31, 22, 44, "31 hours"),
            Between(71, 50, 86, "71 %"),
        ),
        Row(
            "Platform A",
            "12 items",
            Between(None, 60, None, "not reached"),
            Between(25, 8, 50, "25 %"),
        ),
        Row(
            "5 smaller platforms",
            "11 items",
            Between(None, 20, 40, "20 to 40 hours"),
            Between(None, 40, 60, "40 to 60 %"),
        ),
        Row(
            "Murmur",
            "3 items",
            Between(words="2 of 3 gone: too few for a median"),
            Between(words="2 of 3"),
        ),
    ),
    "the notice",
    "within 48 h",
    300.0,
)
ROUNDS = Rounds(
    "Items, by requests sent before they were first gone, or so far",
    (
        Round("1 request", (("removed", 46, "46 gone"),)),
        Round("2 requests", (("removed", 27, "27 gone"), ("uploader", 3, "3 ended otherwise"))),
        Round("3 requests", ()),
        Round("6 or more", (("removed", 2, "2 gone"), ("up", 11, "11 still up"))),
    ),
    "How long it took, by three clocks",
    DUMBBELLS,
)
FORMS: dict[str, Callable[[Canvas], Any]] = {
    "squares": lambda canvas: squares.squares(SQUARES, canvas),
    "swimmer": lambda canvas: swimmer.swimmer(SWIMMER, canvas),
    "shares": lambda canvas: survival.shares(SHARES, canvas),
    "dumbbells": lambda canvas: dumbbell.dumbbells(DUMBBELLS, canvas),
    "rounds": lambda canvas: rounds.rounds(ROUNDS, canvas),
}


def _boxes(figure: Any) -> Iterator[tuple[str, Box]]:
    """Each piece of words with its box in pixels."""
    for each in figure.layout.annotations:
        bold = each.text.startswith("<b>")
        text = each.text.replace("<b>", "").replace("</b>", "").replace("&lt;", "<")
        wide = lettering.width(text, each.font.size, bold=bold)
        left = {"left": each.x, "center": each.x - wide / 2, "right": each.x - wide}[each.xanchor]
        high = each.font.size
        yield text, Box(left, each.y - high / 2, left + wide, each.y + high / 2)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", CANVASES)
def test_no_words_meet_others_or_leave_the_picture(form: str, name: str) -> None:
    canvas = CANVASES[name]
    figure = FORMS[form](canvas)
    found = list(_boxes(figure))
    assert found
    for (text, one), (other_text, other) in combinations(found, 2):
        assert not one.meets(other), (text, other_text)
    for text, box in found:
        assert box.left >= -1, text
        assert box.right <= canvas.width + 1, text
        assert box.top >= -1, text
        assert box.bottom <= figure.layout.height + 1, text


def _marks(picture: Any) -> str:
    """Everything that is drawn and is no word."""
    drawn = picture.to_plotly_json()
    return str((drawn["data"], drawn["layout"]["shapes"]))


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("look", [LIGHT, DARK, MONO], ids=["light", "dark", "mono"])
def test_still_up_is_drawn_in_another_colour_than_gone(form: str, look: Any) -> None:
    marks = _marks(FORMS[form](Canvas(800, look=look)))
    up, gone = look.outcome("up"), look.outcome("removed")
    assert len({up, gone, look.paper}) == 3
    assert up in marks  # in the other forms it is the colour of moderation
    assert (gone in marks) == (form in ("squares", "swimmer", "rounds"))


@pytest.mark.parametrize(("end", "other"), [("gone", "up"), ("up", "removed")])
@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_where_all_had_one_fate_nothing_is_drawn_in_the_colour_of_the_other(
    end: Any, other: str, look: Any
) -> None:
    canvas = Canvas(800, look=look)
    swims = tuple(Swim((Stretch(0, 50, 50, end),), (0.0,), f"line {k + 2}") for k in range(3))
    swum = swimmer.swimmer(Swimmer(swims, "the first request", marks=(48.0,)), canvas)
    blocks = Squares((Block(end, 3),), (Bracket("all 3", 0, 0, end),))
    assert look.outcome(other) not in _marks(swum)
    assert look.outcome(other) not in _marks(squares.squares(blocks, canvas))


@pytest.mark.parametrize("items", [1, 2, 7, 40, 399, 400])
def test_up_to_four_hundred_items_there_is_one_square_each(items: int) -> None:
    of = Squares((Block("gone", items),), (Bracket("all", 0, 0),))
    figure = squares.squares(of, Canvas(800))
    corners = np.count_nonzero(np.isnan(np.asarray(figure.data[0].x, dtype=float))) + 1
    assert corners == items
    assert squares.per_square(items) == 1


def test_of_many_items_a_square_stands_for_a_round_number_and_no_block_disappears() -> None:
    assert [squares.per_square(n) for n in (401, 801, 20_000, 2_000_000)] == [2, 5, 50, 5000]
    assert squares.drawn([19_999, 1, 0], 50) == [400, 1, 0]


def test_lags_that_differ_little_stand_on_an_axis_of_equal_steps() -> None:
    scale = lapse.lapse(0, 100, [10, 20, 30], 200)
    assert not scale.by_powers
    assert scale.x(100) == 50


def test_lags_that_differ_much_stand_on_an_axis_of_powers_that_says_so() -> None:
    scale = lapse.lapse(0, 100, [1, 2, 3], 3000)
    assert scale.by_powers
    assert "ratios" in lapse.named(scale, "the notice")
    assert scale.x(scale.low) == 0
    assert scale.x(3000) == 100


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0.5, "30 min"), (1, "1 h"), (48, "48 h"), (72, "72 h"), (168, "7 days"), (100, "100 h")],
)
def test_a_deadline_is_called_what_people_call_it(hours: float, words: str) -> None:
    assert lapse.span(hours) == words


def test_a_swimmer_without_a_lag_above_nought_is_drawn() -> None:
    of = Swimmer((Swim((Stretch(0, 0, 0, "gone"),)),), "the notice")
    assert swimmer.swimmer(of, Canvas(800)).layout.height > 0


def test_a_bold_label_that_is_wrapped_is_bold_on_every_line() -> None:
    figure = survival.shares(SHARES, Canvas(300))
    lines = [each.text for each in figure.layout.annotations]
    words = "".join(each.replace("<b>", "").replace("</b>", " ") for each in lines if "<b>" in each)
    assert "half gone after 95 hours" in words


def test_a_curve_that_moves_early_stands_on_an_axis_of_powers() -> None:
    steps = tuple(
        Step(at, share, share, share) for at, share in ((0, 0), (2, 40), (3, 50), (900, 60))
    )
    assert survival.by_powers(Shares(steps, 2000.0, "the notice", ""))
    assert not survival.by_powers(SHARES)


def test_squares_that_may_belong_before_are_hatched_and_counted_once() -> None:
    of = Squares((Block("gone", 10, 1, 4),), (Bracket("10 within 48 h", 0, 0),))
    traces = squares.squares(of, Canvas(800)).data
    filled = [each for each in traces if each.fill == "toself"]
    corners = [int(np.isnan(np.asarray(each.x, dtype=float)).sum()) + 1 for each in filled]
    assert sorted(corners) == [4, 6]


def test_the_axis_holds_where_a_share_is_no_round_number_in_binary() -> None:
    for share in np.linspace(0.1, 99.9, 199):
        steps = (Step(0.0, 0.0, 0.0, 0.0), Step(4.0, float(share), float(share), float(share)))
        assert survival.axis_of(steps, 20.0, 0.0, 100.0).high == 20.0
