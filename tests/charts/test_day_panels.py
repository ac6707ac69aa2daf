"""Panels of daily figures: every panel named, no word on another, gaps kept, changes and defects where they belong."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from label_boxes import boxes, clashes, outside

from ripplemark.charts.canvas import SIZES, Canvas
from ripplemark.charts.day_panels import DayPanel, DayPanels, Moment, Stretch, day_panels

DAY = 86_400.0
FIRST = 1_695_600_000.0  # 25 September 2023
NAMES = (
    "Aspen Maps",
    "Burrow",
    "Chirp",
    "Dell",
    "Ember",
    "Fjord",
    "Grove",
    "Heath",
    "Isle",
    "Jetty",
    "Knoll",
    "Ledge",
)


def panel(name: str, top: float = 2_000_000, days: int = 839, **more: Any) -> DayPanel:
    start = FIRST + DAY * np.arange(days)
    value = top * (0.5 + 0.5 * np.sin(np.arange(days) / 9.0) ** 2)
    value[300:330] = np.nan
    smooth = np.where(np.isnan(value), np.nan, 0.75 * top)
    return DayPanel((f"{name} in many words", name), "2.17 billion", start, value, smooth, **more)


def drawing(*panels: DayPanel, moments: tuple[Moment, ...] = ()) -> DayPanels:
    return DayPanels(panels, FIRST, FIRST + 839 * DAY, moments)


BREAK = Moment(FIRST + 645 * DAY, ("new schema, 1 Jul 2025", "new schema"))
OTHER = Moment(FIRST + 267 * DAY, ("duplicates removed, 18 Jun 2024", "duplicates removed"), False)


def said(picture: Any) -> list[str]:
    return [str(each.text) for each in picture.layout.annotations]


@pytest.mark.parametrize("size", [each.name for each in SIZES] + ["phone"])
@pytest.mark.parametrize("number", [1, 4, 6, 12])
def test_every_panel_is_named_and_no_word_stands_on_another_or_outside(
    size: str, number: int
) -> None:
    known = {each.name: each.canvas for each in SIZES}
    canvas = known.get(size, Canvas(358))
    of = drawing(*(panel(name) for name in NAMES[:number]), moments=(OTHER, BREAK))
    picture = day_panels(of, canvas)
    assert picture.layout.width == canvas.width
    assert picture.layout.height == (canvas.height or picture.layout.height)
    for name in NAMES[:number]:
        assert any(text.startswith(f"<b>{name}") for text in said(picture)), name
    assert clashes(picture) == []
    assert outside(picture) == []


def test_the_lasting_change_is_named_before_one_that_only_happened() -> None:
    of = drawing(panel("Chirp"), moments=(OTHER, BREAK))
    narrow = said(day_panels(of, Canvas(260)))
    assert any(text.startswith("new schema") for text in narrow)
    wide = said(day_panels(of, Canvas(900)))
    assert {"new schema, 1 Jul 2025", "duplicates removed, 18 Jun 2024"} <= set(wide)


def test_a_change_goes_through_every_panel_and_stands_at_its_day() -> None:
    of = drawing(*(panel(name) for name in NAMES[:3]), moments=(BREAK,))
    picture = day_panels(of, Canvas(800))
    lines = [each for each in picture.layout.shapes if each.line.dash == "dot"]
    assert len(lines) == 3
    assert len({each.x0 for each in lines}) == 1
    assert day_panels(drawing(panel("Chirp")), Canvas(800)).layout.height < (
        day_panels(drawing(panel("Chirp"), moments=(BREAK,)), Canvas(800)).layout.height
    )


def test_a_defect_is_a_band_in_its_own_panel_with_its_words() -> None:
    whole = Stretch(FIRST, FIRST + 839 * DAY, ("lag always 0",))
    flat = panel("Chirp", top=0.0, defects=(whole,))
    picture = day_panels(drawing(flat, panel("Burrow")), Canvas(800))
    bands = [each for each in picture.layout.shapes if each.type == "rect"]
    assert len(bands) == 1
    assert "lag always 0" in said(picture)
    words = boxes(picture)["lag always 0"]
    assert bands[0].y0 <= words.top
    assert words.bottom <= bands[0].y1


def test_a_defect_outside_of_the_period_is_not_drawn() -> None:
    gone = Stretch(FIRST - 9 * DAY, FIRST - DAY, ("long ago",))
    picture = day_panels(drawing(panel("Chirp", defects=(gone,))), Canvas(800))
    assert "long ago" not in said(picture)
    assert not [each for each in picture.layout.shapes if each.type == "rect"]


def test_days_without_a_figure_are_a_gap_and_one_between_two_gaps_is_a_dot() -> None:
    one = panel("Chirp")
    one.value[310] = 5.0
    picture = day_panels(drawing(one), Canvas(800))
    dots = [each for each in picture.data if each.mode == "markers"]
    assert len(dots) == 1
    assert len(dots[0].x) == 1
    for line in (each for each in picture.data if each.mode == "lines"):
        assert np.isnan(np.asarray(line.y, dtype=float)).any()


def test_days_are_read_out_and_weeks_where_there_are_many_panels() -> None:
    few = day_panels(drawing(*(panel(name) for name in NAMES[:7])), Canvas(800))
    many = day_panels(drawing(*(panel(name) for name in NAMES)), Canvas(800))
    for picture, week in ((few, False), (many, True)):
        told = [
            text for each in picture.data if each.text is not None for text in each.text if text
        ]
        assert told
        assert all(("(week)" in text) is week for text in told)
        assert any("25 Sep 2023" in text for text in told)


def test_an_axis_says_its_unit_once_and_a_share_ends_at_all() -> None:
    for top, words in (
        (2_300_000_000, "2 billion"),
        (2_300_000, "2 million"),
        (23_000, "20 thousand"),
        (2_300, "2,000"),
        (0.0, "1"),
    ):
        assert words in said(day_panels(drawing(panel("Chirp", top=top)), Canvas(800)))
    share = said(day_panels(drawing(panel("Chirp", top=43.0, share=True)), Canvas(800)))
    assert {"0 %", "50 %", "100 %"} <= set(share)


def test_panels_that_do_not_fit_are_counted() -> None:
    of = drawing(*(panel(name) for name in NAMES))
    picture = day_panels(of, Canvas(250, 210))
    shown = sum(text.startswith("<b>") for text in said(picture))
    assert shown < 12
    assert f"and {12 - shown} more, not shown at this size" in said(picture)
