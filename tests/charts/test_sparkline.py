"""Sparklines: small, self-contained, honest about gaps, with words for those who cannot see them."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np
import pytest

from ripplemark.charts.sparkline import Spark, svg

NAME = "{http://www.w3.org/2000/svg}"


def spark(values: list[float], words: str = "posts per day", *, filled: bool = False) -> Spark:
    return Spark(np.arange(float(len(values))), np.array(values, dtype=float), words, filled)


def parts(text: str, name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(text).iter(f"{NAME}{name}"))


def test_a_sparkline_is_well_formed_and_needs_nothing_from_elsewhere() -> None:
    text = svg(spark([1, 5, 3, 2]))
    assert ElementTree.fromstring(text).attrib["role"] == "img"
    assert "script" not in text
    assert "href" not in text
    assert "style" not in text
    assert text.count("http") == 1  # the namespace


def test_its_words_are_read_out_and_cannot_break_out_of_it() -> None:
    text = svg(spark([1, 2], 'posts <b>"now"</b> & then'))
    assert ElementTree.fromstring(text).attrib["aria-label"] == 'posts <b>"now"</b> & then'
    assert parts(text, "title")[0].text == 'posts <b>"now"</b> & then'
    assert parts(text, "b") == []


def test_it_takes_the_colour_of_the_words_around_it_or_the_one_given() -> None:
    assert 'stroke="currentColor"' in svg(spark([1, 2]))
    assert 'stroke="#b23a48"' in svg(spark([1, 2]), colour="#b23a48")


def test_missing_bins_break_the_line() -> None:
    text = svg(spark([1, 2, np.nan, np.nan, 3, 4]))
    assert len(parts(text, "polyline")) == 2


def test_a_value_alone_is_a_dot_and_nothing_known_is_words_alone() -> None:
    lone = svg(spark([1, 2, np.nan, 5, np.nan, 3, 4]))
    assert len(parts(lone, "circle")) == 2  # the lone value, and the peak, which it is
    for nothing in ([], [np.nan, np.nan]):
        text = svg(spark(nothing))
        assert parts(text, "polyline") == parts(text, "circle") == []
        assert "posts per day" in text


def test_the_dot_stands_on_the_peak_and_inside_the_picture() -> None:
    text = svg(spark([1, 2, 9, 3, 1]), 100, 30)
    (dot,) = parts(text, "circle")
    assert float(dot.attrib["cx"]) == pytest.approx(50, abs=0.1)
    assert float(dot.attrib["cy"]) == pytest.approx(2.5, abs=0.1)


def test_a_stock_is_an_area_that_ends_where_it_stands() -> None:
    text = svg(spark([0, 10, 8, 5], filled=True), 100, 30)
    (area,) = parts(text, "polygon")
    points = [tuple(map(float, each.split(","))) for each in area.attrib["points"].split()]
    assert points[-2][1] == pytest.approx(27.5 - 0.5 * 25, abs=0.1)
    assert parts(text, "circle") == []


def test_two_years_of_hours_are_few_points_and_keep_their_peak() -> None:
    values = np.ones(17_520)
    values[9_001] = 70
    text = svg(Spark(np.arange(17_520.0), values, "posts per hour"), 120, 28)
    assert len(text) < 6_000
    assert ",2.5" in parts(text, "polyline")[0].attrib["points"]


def test_a_flat_line_of_noughts_lies_on_the_ground() -> None:
    (line,) = parts(svg(spark([0, 0, 0]), 100, 30), "polyline")
    assert {each.split(",")[1] for each in line.attrib["points"].split()} == {"27.5"}
