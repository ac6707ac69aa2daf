"""Outcomes stacked over time: layers fill the panel, no words meet, layers of one group differ in colour."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from ripplemark.charts import lettering
from ripplemark.charts.canvas import DARK, LIGHT, MONO, SIZES, Canvas, Look
from ripplemark.charts.labels import Box
from ripplemark.charts.outcomes import REST, UP, Layer, Stack, by_powers, colours, stacked

CANVASES = {
    **{size.name: size.canvas for size in SIZES},
    "phone": Canvas(390),
    "narrowest": Canvas(300),
}
AT = tuple(float(k * k) for k in range(20))
STACK = Stack(
    AT,
    (
        Layer("removed", "removed by the platform: 38 %", tuple(2.0 * k for k in range(20))),
        Layer("uploader", "taken down by the uploader: 19 %", tuple(1.0 * k for k in range(20))),
        Layer("account", "gone with the account: 10 %", tuple(0.5 * k for k in range(20))),
        Layer("private", "made private: 10 %", tuple(0.5 * k for k in range(20))),
        Layer("unknown", "gone for unknown reasons: 5 %", tuple(0.25 * k for k in range(20))),
        Layer(REST, "other ends, or not certain: 5 %", tuple(0.25 * k for k in range(20))),
        Layer(UP, "still up: 15 %", tuple(100 - 4.5 * k for k in range(20))),
    ),
    380.0,
    "the notice",
    lambda ticks: [f"{max(40 - int(at / 9), 0)}" for at in ticks],
)


def _boxes(figure: Any) -> Iterator[tuple[str, Box]]:
    for each in figure.layout.annotations:
        bold = each.text.startswith("<b>")
        text = each.text.replace("<b>", "").replace("</b>", "")
        wide = lettering.width(text, each.font.size, bold=bold)
        left = {"left": each.x, "center": each.x - wide / 2, "right": each.x - wide}[each.xanchor]
        half = each.font.size / 2
        yield text, Box(left, each.y - half, left + wide, each.y + half)


@pytest.mark.parametrize("name", CANVASES)
def test_no_words_meet_others_or_leave_the_picture(name: str) -> None:
    canvas = CANVASES[name]
    picture = stacked(STACK, canvas)
    found = list(_boxes(picture))
    assert {layer.text for layer in STACK.layers} <= {text for text, _ in found}
    for (text, one), (other_text, other) in combinations(found, 2):
        assert not one.meets(other), (text, other_text)
    for text, box in found:
        assert box.left >= -1, text
        assert box.right <= canvas.width + 1, text
        assert 0 <= box.top <= box.bottom <= picture.layout.height, text


@pytest.mark.parametrize("look", [LIGHT, DARK, MONO])
def test_no_two_layers_have_one_colour(look: Look) -> None:
    found = colours(look, STACK.layers)
    assert len(set(found)) == len(found)
    assert found[0] == look.outcome("removed")
    assert found[-1] == look.outcome("up")


def test_the_layers_fill_the_panel_and_each_ends_where_the_next_begins() -> None:
    picture = stacked(STACK, Canvas(800))
    areas = [trace for trace in picture.data if trace.fill == "toself"]
    assert len(areas) == len(STACK.layers)
    # From the top layer down: the first corner is the panel's bottom, the highest the layer's upper edge at the end.
    bottom = float(areas[0].y[0])
    tops = [float(np.nanmin(trace.y)) for trace in areas]
    assert tops == sorted(tops)
    shares = [each.shares[-1] for each in reversed(STACK.layers)]
    heights = [(bottom - top) / (bottom - tops[0]) * 100 for top in tops[1:]]
    expected = [100 - sum(shares[: k + 1]) for k in range(len(shares) - 1)]
    assert heights == pytest.approx(expected, abs=0.01)


def test_a_share_holds_from_its_time_to_the_next() -> None:
    picture = stacked(STACK, Canvas(800))
    edge = next(trace for trace in picture.data if trace.line.color == LIGHT.paper)
    across, down = np.array(edge.x[: 2 * len(AT)]), np.array(edge.y[: 2 * len(AT)])
    assert np.all(down[::2] == down[1::2])
    np.testing.assert_allclose(across[1:-1:2], across[2::2])


def test_the_axis_says_whether_it_is_one_of_powers() -> None:
    quick = Stack(
        (0.0, 1.0, 400.0),
        (Layer("removed", "a: 90 %", (0, 80, 90)), Layer(UP, "b: 10 %", (100, 20, 10))),
        1000.0,
        "posting",
        lambda ticks: ["1" for _ in ticks],
    )
    assert by_powers(quick)
    assert not by_powers(STACK)
