"""Every incident in one table: each number is a measure's, and what is missing says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from label_boxes import clashes, outside, words
from real_path import Asking, Storing

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import DARK, MONO, SIZES, Canvas
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked
from ripplemark.figures.overview import OVERVIEW, OverviewRow, overview_rows
from ripplemark.gate import Gate
from ripplemark.wording import said

SERIES = "series,channel,metric,bin_start,bin_width,value"
ITEMS = "platform,item,notice_at,down_at,observed_until,outcome"
FIRST = datetime(2025, 3, 1, tzinfo=UTC)

Making = Callable[..., tuple[Figure, tuple[OverviewRow, ...]]]


@pytest.fixture
def making(tmp_path: Path) -> Iterator[Making]:
    """``making(audience)``: the overview as it is stored now, and its rows."""
    opened = []

    def make(audience: Any = "owner") -> tuple[Figure, tuple[OverviewRow, ...]]:
        archive = Archive(tmp_path / "archive")
        serving = serve(archive)
        opened.append(serving)
        gate = Gate.of(audience)
        asked = Asked(OVERVIEW, archive, serving, gate, None, "incident", (), (), {}, {})
        return OVERVIEW.make(asked), overview_rows(asked)

    yield make
    for serving in opened:
        serving.close()


def day(number: float) -> str:
    return (FIRST + timedelta(days=number)).strftime("%Y-%m-%dT%H:%MZ")


def bins(channel: str, metric: str, name: str = "zebrafish") -> list[str]:
    """120 days: quiet, a peak on day 40, a decay."""
    values = [3 + k % 3 + (90 * 0.7 ** (k - 40) if k >= 40 else 0) for k in range(120)]
    return [f"{name},{channel},{metric},{day(k)},P1D,{v:.0f}" for k, v in enumerate(values)]


def items(number: int, up: int, name: str = "item") -> list[str]:
    return [
        f"Platform A,{name} {k},{day(40 + k)},{'' if k < up else day(41 + 2 * k)},{day(119)},{'up' if k < up else 'removed'}"
        for k in range(number)
    ]


def stored(storing: Storing, code: str, number: int = 20, up: int = 4) -> None:
    storing(SERIES, *bins("social", "posts"), incident=code)
    storing(SERIES, *bins("search", "search_index"), incident=code)
    storing(ITEMS, *items(number, up), incident=code)


def test_each_number_is_its_measure_s_with_its_interval(
    storing: Storing, making: Making, asking: Asking
) -> None:
    stored(storing, "LANTERN")
    _, (row,) = making()
    told = (
        (row.attention, "half-life", "h", (("channel", "social"),)),
        (row.moderation, "median-lag", "h", ()),
        (row.search, "return-to-baseline", "days", (("channel", "search"),)),
    )
    for cell, metric, unit, where in told:
        (estimate,) = asking(metric, where=where)
        assert (cell.value, cell.interval) == (
            said(estimate, unit).value,
            said(estimate, unit).interval,
        )
        assert cell.missing == ""


def test_a_median_that_was_not_reached_says_how_many_are_still_up(
    storing: Storing, making: Making
) -> None:
    storing(ITEMS, *items(12, 9))
    _, (row,) = making()
    assert row.moderation.value == "not reached"
    assert row.moderation.under == "9 of 12 still up"


def test_too_few_items_are_called_too_few_and_not_an_event_that_did_not_happen(
    storing: Storing, making: Making
) -> None:
    storing(ITEMS, *items(3, 0))
    storing(SERIES, *(f"w,social,posts,{day(k)},P1D,{k}" for k in range(4)))
    _, (row,) = making()
    assert row.moderation.value == "too few items (3)"
    assert row.attention.value == "too few bins (4)"


def test_what_is_missing_says_what_to_add_or_to_choose(
    storing: Storing, making: Making, tmp_path: Path
) -> None:
    for name in ("one", "two", "three"):
        storing(SERIES, *bins("social", "posts", name))
    Archive(tmp_path / "archive").ensure_incident("EMBER", "rumour", "Europe/Berlin")
    figure, rows = making()
    assert [row.incident for row in rows] == ["EMBER", "LANTERN"]
    assert [each.missing for each in rows[0].cells] == [
        "no attention yet",
        "no items yet",
        "no searches yet",
    ]
    assert rows[1].attention.missing == "choose a series: 3 offered"
    assert all(each.svg() == "" for each in rows[0].cells)
    told = {words(each.text) for each in figure.draw(Canvas(920)).layout.annotations}
    assert {"choose a series: 3 offered", "no items yet", "EMBER", "Rumour"} <= told


def test_the_sparkline_of_items_ends_at_what_is_still_up(storing: Storing, making: Making) -> None:
    storing(ITEMS, *items(20, 4))
    _, (row,) = making()
    assert row.moderation.spark is not None
    assert row.moderation.spark.values[-1] == 4
    assert "4 of 20 still up at the last look" in row.moderation.svg()


def test_an_archive_without_incidents_gives_an_empty_figure(making: Making) -> None:
    figure, rows = making()
    assert figure.empty
    assert rows == ()
    assert figure.draw(Canvas(358)).layout.width == 358


def test_in_public_the_number_of_incidents_is_told_only_where_it_is_not_small(
    storing: Storing, making: Making
) -> None:
    for code in ("AMBER", "EMBER", "LANTERN"):
        storing(ITEMS, *items(20, 4 if code == "AMBER" else 0, code), incident=code)
    owner, _ = making()
    public, _ = making("public")
    assert owner.headline == "Items are still up in 1 of 3 incidents with items on record"
    assert "3 incidents on record" in owner.source
    assert "1" not in public.headline
    assert "3" not in public.headline
    assert "incidents on record" not in public.source
    assert public.lines == {}


def test_a_new_file_of_one_incident_changes_its_row_and_no_other(
    storing: Storing, making: Making
) -> None:
    storing(ITEMS, *items(12, 3), incident="AMBER")
    storing(ITEMS, *items(14, 3), incident="EMBER")
    _, before = making()
    storing(ITEMS, *items(15, 15, "thing"), incident="EMBER")
    _, after = making()
    assert before[0].moderation.value == after[0].moderation.value
    assert after[1].moderation.under == "18 of 29 still up"


@pytest.mark.parametrize("look", [DARK, MONO], ids=["dark", "mono"])
def test_twelve_incidents_fit_every_size_without_a_label_on_another(
    storing: Storing, making: Making, look: Any
) -> None:
    for k in range(12):
        if k % 3:
            storing(ITEMS, *items(12 + k, k), incident=f"CODE-{k}")
        else:
            storing(SERIES, *bins("search", "search_index", f"term {k}"), incident=f"CODE-{k}")
    figure, _ = making()
    for size in (*(each.canvas for each in SIZES), Canvas(358), Canvas(1200), Canvas(358, 500)):
        drawn = figure.draw(Canvas(size.width, size.height, size.letters, look))
        assert clashes(drawn) == [], size
        assert outside(drawn) == [], size
        assert size.height in (None, drawn.layout.height)
