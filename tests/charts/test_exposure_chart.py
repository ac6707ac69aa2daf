"""Views on an axis of powers of ten: no words meet, dots stand where their numbers do, hollow where a lower end is known."""

from __future__ import annotations

from typing import Any

import label_boxes
import numpy as np
import pytest

from ripplemark.charts.canvas import DARK, LIGHT, MONO, SIZES, Canvas
from ripplemark.charts.exposure import Exposures, Row, exposures, powers

CANVASES = {
    **{size.name: size.canvas for size in SIZES},
    "phone": Canvas(390),
    "narrowest": Canvas(300),
    "dark": Canvas(800, look=DARK),
    "mono": Canvas(800, look=MONO),
    "low": Canvas(400, 260),
}


def _rows(*views: float | None, hollow: bool = False) -> Exposures:
    return Exposures(
        tuple(
            Row(
                f"Platform {k}",
                "views of 8 of 12 gone",
                each,
                "no views on record" if each is None else f"at least {each:,.0f} views",
                hollow,
            )
            for k, each in enumerate(views)
        )
    )


@pytest.mark.parametrize("name", CANVASES)
@pytest.mark.parametrize(
    "views",
    [(12.0, 1_300.0, 4_700_000.0, None), (0.0,), (5.0, 5.0), (2_500_000_000.0,), (None,), (1.0,) * 9],
)  # fmt: skip
def test_no_words_meet_others_or_leave_the_picture(
    name: str, views: tuple[float | None, ...]
) -> None:
    picture = exposures(_rows(*views), CANVASES[name])
    told = set(label_boxes.boxes(picture))
    assert all(f"Platform {k}" in told for k in range(len(views)))
    assert label_boxes.clashes(picture) == []
    assert label_boxes.outside(picture) == []


def _dots(picture: Any) -> list[tuple[float, Any]]:
    return [
        (float(x), trace.marker.color)
        for trace in picture.data
        if trace.mode == "markers" and trace.marker.opacity != 0
        for x in np.array(trace.x, dtype=float)
        if not np.isnan(x)
    ]


def test_equal_ratios_of_views_are_equal_steps() -> None:
    first, second, third = sorted(x for x, _ in _dots(exposures(_rows(10, 100, 1000), Canvas(800))))
    assert second - first == pytest.approx(third - second)


def test_a_lower_end_is_hollow_and_a_number_is_full() -> None:
    ((_, full),) = _dots(exposures(_rows(70), Canvas(800)))
    ((_, hollow),) = _dots(exposures(_rows(70, hollow=True), Canvas(800)))
    assert (full, hollow) == (LIGHT.moderation, LIGHT.paper)


def test_what_is_not_known_has_no_dot_and_nought_stands_at_the_left_edge() -> None:
    assert _dots(exposures(_rows(None), Canvas(800))) == []
    scale = powers([0.0, 30.0, 4_000.0], 100.0, 700.0)
    assert (scale.low, scale.high) == (1, 4)
    assert scale.x(0) == 100.0
    assert scale.x(10_000) == 700.0
    assert powers([1000.0], 0.0, 1.0).high == 4
