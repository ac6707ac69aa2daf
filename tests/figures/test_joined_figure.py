"""Downloads that were joined, and page views as a second witness: what is said, what is drawn, and what is missing."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from real_path import Storing
from series_told import CANVASES, HEADER, collisions, make, rows, searches, words

from ripplemark.figures.episode import Span
from ripplemark.figures.second_witness import agree

START = datetime(2024, 1, 1, tzinfo=UTC)


def interest(first: int, size: int, fade: float = 25.0) -> list[float]:
    """Searches of a window, scaled to its own 100: 40 before day 100, then 640 and an exponential fall."""
    days = range(first, first + size)
    value = [
        40 + (600 * math.exp(-(k - 100) / fade) if k >= 100 else 0) + 4 * (k % 3) for k in days
    ]
    return [float(round(100 * each / max(value))) for each in value]


@pytest.fixture
def two_windows(storing: Storing) -> None:
    storing(HEADER, *searches(interest(0, 190), start=START))
    storing(HEADER, *searches(interest(120, 190), start=START + timedelta(days=120)))


@pytest.mark.usefixtures("two_windows")
def test_joined_downloads_are_told_with_their_factor_and_drawn_without_collisions(
    tmp_path: Path,
) -> None:
    figure = make(tmp_path, "joined-windows")
    assert figure.headline == "2 downloads of one search term make one series"
    assert any("standard error" in each for each in figure.claims.borne)
    assert "holds the peak" in " ".join(words(figure.draw(CANVASES[0])))
    for canvas in CANVASES:
        assert not collisions(figure.draw(canvas))


@pytest.mark.usefixtures("two_windows")
def test_search_interest_is_read_from_the_joined_series(tmp_path: Path) -> None:
    figure = make(tmp_path, "search-interest")
    assert "joined series' maximum = 100" in figure.subtitle
    assert figure.subtitle.endswith("1 January to 5 November 2024")


def test_downloads_that_do_not_overlap_say_which_ones_to_fetch(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *searches(interest(0, 150), start=START))
    figure = make(tmp_path, "joined-windows")
    assert figure.empty
    assert "10 February 2024 to 30 October 2024" in figure.subtitle
    assert "five different days" in figure.subtitle


def test_two_witnesses_that_fade_alike_agree_and_slower_page_views_do_not(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *searches(interest(0, 400, 8), start=START))
    alike = {"series": "article", "channel": "encyclopedia", "platform": "Wikipedia"}
    views = [10.0 * each for each in interest(0, 400, 8)]
    storing(HEADER, *rows(views, metric="views", start=START, width="P1D", **alike))
    figure = make(tmp_path, "second-witness")
    assert "agree on the peak" in figure.headline
    for canvas in CANVASES:
        assert not collisions(figure.draw(canvas))


def test_without_page_views_the_second_witness_says_what_to_add(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *searches(interest(0, 300), start=START))
    figure = make(tmp_path, "second-witness")
    assert figure.empty
    assert "page views" in figure.subtitle


def test_intervals_agree_where_they_share_an_instant_and_unknown_is_not_agreement() -> None:
    assert agree(Span(5, 4, 6), Span(7, 6, 8))
    assert agree(Span(5, 4, 6), Span(7, 6.5, 8)) is False
    assert agree(Span(5, 4, None), Span(9, 8, 10)) is None
    assert agree(Span(5, 4, 6), Span(math.inf, 7, None)) is False
    assert agree(None, Span(5, 4, 6)) is None


def terms(other: str, ratio: float, times: float = 1.0) -> list[str]:
    """A download of two terms on one scale: the shared one, and another that is so many times as high."""
    shared = [times * (40 + 20 * math.sin(k / 9)) for k in range(150)]
    wave = [times * (40 * ratio + 10 * math.sin(k / 5)) for k in range(150)]
    top = max(*shared, *wave)
    found = []
    for name, values in (("weather", shared), (other, wave)):
        scaled = [float(round(100 * each / top)) for each in values]
        found += searches(scaled, start=START, series=name)
    return found


def test_terms_that_share_one_stand_on_one_scale(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *terms("small", 0.75))
    storing(HEADER, *terms("large", 2.0))
    figure = make(tmp_path, "anchored-terms")
    assert figure.headline.startswith("On one scale, ")
    assert "times as high as" in figure.headline
    table = figure.shown.to_pylist()
    scale = next(row for row in table if row["quantity"] == "scale")
    assert max(scale["value"], 1 / scale["value"]) == pytest.approx(90 / 60, rel=0.1)
    peaks = {row["name"]: row["value"] for row in table if row["quantity"] == "peak"}
    assert len(peaks) == 3
    assert max(peaks.values()) / min(peaks.values()) == pytest.approx(90 / 40, rel=0.1)
    for canvas in CANVASES:
        assert not collisions(figure.draw(canvas))


def test_a_shared_term_that_is_too_small_says_so_and_bears_no_comparison(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *terms("small", 0.75))
    storing(HEADER, *terms("huge", 30.0))
    figure = make(tmp_path, "anchored-terms")
    assert "1 download could not be put there" in figure.headline
    assert any("20 is needed" in each.why for each in figure.claims.unborne)


def test_without_a_shared_term_it_is_told_which_downloads_to_fetch(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *searches(interest(0, 150), start=START))
    figure = make(tmp_path, "anchored-terms")
    assert figure.empty
    assert "the anchor" in figure.subtitle
