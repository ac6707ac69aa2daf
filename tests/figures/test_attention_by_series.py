"""Attention by series: in the order of their onsets where these can be told apart, readable where there are many."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from real_path import Storing
from series_told import (
    CANVASES,
    HEADER,
    collisions,
    episode,
    make,
    rows,
    words,
)

from ripplemark.charts.canvas import Canvas


def _many(number: int) -> list[str]:
    found = []
    for k in range(number):
        values = episode(300, 60 + 5 * k, top=200.0 + 10 * k, fade=20.0)
        channel = ("niche", "social", "video", "news")[k % 4]
        found += rows(values, platform=f"Platform {k}", channel=channel)
    return found


@pytest.mark.parametrize("scale", ["own", "peak"])
def test_series_stand_in_the_order_of_their_onsets(
    storing: Storing, tmp_path: Path, scale: str
) -> None:
    late, early = episode(300, 200), episode(300, 90)
    storing(
        HEADER,
        *rows(late, platform="Board"),
        *rows(early, platform="Chirp"),
        *rows([3.0, 4.0] * 150, platform="Quiet"),
    )
    figure = make(tmp_path, "attention-by-series", scale=scale)
    order = list(dict.fromkeys(figure.shown["series"].to_pylist()))
    assert [each.split(", ")[-1] for each in order] == ["Chirp", "Board", "Quiet"]
    assert "posts on Chirp rose first, on 4 March 2025" in figure.headline
    assert any("cannot be told" in each.why for each in figure.claims.unborne)


def test_onsets_that_overlap_are_not_put_in_order(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(episode(300, 90)), *rows(episode(300, 90, top=500.0), platform="Board"))
    figure = make(tmp_path, "attention-by-series")
    assert "cannot be told" in figure.headline
    assert not any(" before " in each for each in figure.claims.borne)


def test_forty_series_stay_readable(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *_many(40))
    figure = make(tmp_path, "attention-by-series")
    for canvas in CANVASES:
        picture = figure.draw(canvas)
        told = words(picture)
        assert collisions(picture) == []
        for k in range(40):
            assert any(each.endswith(f"Platform {k}") for each in told), k
        smallest = min(each.font.size for each in picture.layout.annotations)
        assert smallest >= min(9.0, 0.7 * canvas.letters)


def test_what_does_not_fit_is_said(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *_many(24))
    picture = make(tmp_path, "attention-by-series").draw(Canvas(300, 240))
    assert any(
        re.fullmatch(r"and \d+ more, not shown at this size", each) for each in words(picture)
    )


def test_a_channel_selects_its_series(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *_many(8))
    figure = make(tmp_path, "attention-by-series", channel="news")
    assert len(set(figure.shown["series"].to_pylist())) == 2
    assert figure.subtitle.startswith("News")


def test_a_series_without_a_single_value_has_a_plain_axis(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(["5~"], platform="Platform 1"))
    storing(HEADER, *rows(episode(300, 60), platform="Platform 2"))
    told = words(make(tmp_path, "attention-by-series").draw(Canvas(1200, 700)))
    assert not any(re.search(r"\de-\d", each) for each in told)
