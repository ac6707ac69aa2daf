"""The attention figure draws what is known, where and when it was, and no words touch."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from real_path import Storing
from series_told import (
    CANVASES,
    EPISODE,
    HEADER,
    collisions,
    episode,
    make,
    rows,
    words,
)

from ripplemark.archive import Archive
from ripplemark.charts.canvas import DARK, LIGHT, MONO, SIZES, Canvas


def line(picture: Any, canvas: Canvas, channel: str = "social") -> Any:
    """The trace of the series itself."""
    colour = canvas.look.channel(channel)
    return next(
        each for each in picture.data if each.line.color == colour and each.text is not None
    )


def test_a_period_restricts_what_is_measured_drawn_and_said(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE))
    figure = make(tmp_path, "attention", from_="2025-03-05", to="2025-03-14", view="all")
    assert figure.subtitle.endswith("5 to 13 March 2025")
    assert "216 bins" in figure.source
    assert figure.shown.num_rows == 216
    assert figure.parameters["from"] == "2025-03-05"
    assert all(each["parameters"]["to"] == "2025-03-14" for each in figure.documents)


def test_of_two_years_the_episode_is_drawn_and_all_of_it_where_asked(
    storing: Storing, tmp_path: Path
) -> None:
    values = [10.0 + k % 3 for k in range(400)] + episode(300, 60, fade=5.0)
    storing(HEADER, *rows(values, width="P1D", start=datetime(2023, 1, 1, tzinfo=UTC)))
    near, whole = make(tmp_path, "attention"), make(tmp_path, "attention", view="all")
    assert near.shown.num_rows < 80
    assert whole.shown.num_rows == 700
    assert near.headline == whole.headline


def test_an_onset_long_before_the_peak_is_said_to_lie_outside_of_the_picture(
    storing: Storing, tmp_path: Path
) -> None:
    values = (
        [10.0, 11.0, 9.0] * 20 + [90.0, 80.0] + [10.0, 11.0, 9.0] * 100 + episode(120, 60, fade=4.0)
    )
    storing(HEADER, *rows(values, width="P1D", start=datetime(2024, 1, 1, tzinfo=UTC)))
    figure = make(tmp_path, "attention")
    assert any("lies before this picture" in each for each in figure.caveats)
    assert any("set 'from' and 'to'" in each for each in figure.caveats)
    assert "onset" not in " ".join(words(figure.draw(SIZES[0].canvas)))
    period = make(tmp_path, "attention", from_="2024-06-01")
    assert not any("lies before this picture" in each for each in period.caveats)
    assert "onset" in " ".join(words(period.draw(SIZES[0].canvas)))


def test_a_missing_bin_breaks_the_line_and_a_long_gap_is_named(
    storing: Storing, tmp_path: Path
) -> None:
    values: list[float | str | None] = list(EPISODE)
    values[210] = None
    values[240:262] = [None] * 22
    storing(HEADER, *rows(values))
    canvas = SIZES[0].canvas
    picture = make(tmp_path, "attention").draw(canvas)
    drawn = line(picture, canvas)
    inner = [k for k, each in enumerate(drawn.y) if each != each]
    assert len(inner) >= 2
    assert drawn.connectgaps is False
    assert "no data" in words(picture)


def test_a_partial_bin_is_hollow_and_not_on_the_line_and_a_bound_has_its_range(
    storing: Storing, tmp_path: Path
) -> None:
    values: list[float | str | None] = list(EPISODE[:240])
    values[190], values[239] = "<50", "150~"
    storing(HEADER, *rows(values))
    canvas = SIZES[0].canvas
    picture = make(tmp_path, "attention", view="all").draw(canvas)
    assert "partial bin" in words(picture)
    hollow = [
        each
        for each in picture.data
        if each.mode == "markers" and each.marker.color == canvas.look.paper
    ]
    assert hollow
    drawn = line(picture, canvas)
    last = max(x for x, y in zip(drawn.x, drawn.y, strict=True) if y == y)
    assert last < max(max(each.x) for each in hollow)
    strips = [each for each in picture.data if each.fill == "toself" and "0.3)" in each.fillcolor]
    assert len(strips) == 1


@pytest.mark.parametrize("day", ["2025-03-30", "2025-10-26"], ids=["spring", "autumn"])
def test_hours_across_a_change_of_the_clock_are_equally_wide(
    storing: Storing, tmp_path: Path, day: str
) -> None:
    start = datetime.fromisoformat(f"{day}T00:00+00:00")
    storing(HEADER, *rows(episode(30, 20, fade=4.0), start=start))
    Archive(tmp_path / "archive").decide("LANTERN", "home_zone", "Europe/Berlin")
    canvas = SIZES[0].canvas
    drawn = line(make(tmp_path, "attention", view="all").draw(canvas), canvas)
    steps = {round(b - a, 3) for a, b in zip(drawn.x[1:-2], drawn.x[2:-1], strict=True)}
    assert len(steps) == 1
    assert steps.pop() > 0


def test_an_hour_that_occurs_twice_says_which_one_it_is(storing: Storing, tmp_path: Path) -> None:
    # Berlin, 26 October 2025: 02:00 to 03:00 occurs twice; the peak lies in the second pass, 01:00 to 02:00 UTC.
    start = datetime(2025, 10, 24, tzinfo=UTC)
    storing(HEADER, *rows(episode(120, 49, fade=6.0), start=start))
    Archive(tmp_path / "archive").decide("LANTERN", "home_zone", "Europe/Berlin")
    told = " ".join(make(tmp_path, "attention").claims.borne)
    assert "between 02:00 CET and 03:00" in told


def test_times_stand_in_the_home_zone_and_a_daily_bin_keeps_its_own_day(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(episode(60, 40, fade=4.0), width="P1D"))
    for zone in ("America/Los_Angeles", "Pacific/Auckland", "UTC"):
        Archive(tmp_path / "archive").decide("LANTERN", "home_zone", zone)
        told = make(tmp_path, "attention").claims.borne[1]
        assert "peaked on 10 April 2025 " in told
    storing(HEADER, *rows(EPISODE, platform="Board"))
    Archive(tmp_path / "archive").decide("LANTERN", "home_zone", "Pacific/Auckland")
    at = datetime(2025, 3, 9, 8, tzinfo=UTC).astimezone(ZoneInfo("Pacific/Auckland"))
    figure = make(tmp_path, "attention-by-series")
    assert f"{at.day} March 2025 between {at:%H:%M}" in " ".join(figure.claims.borne)


def test_what_is_exported_is_what_is_shown(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(EPISODE))
    figure = make(tmp_path, "attention")
    assert figure.shown.column_names == [each.name for each in figure.columns]
    assert max(figure.shown["value"].to_pylist()) == max(EPISODE)
    assert 0 < figure.shown.num_rows < len(EPISODE)


@pytest.mark.parametrize("at", [60, 200, 390], ids=["early", "middle", "late"])
def test_no_words_touch_at_any_size(storing: Storing, tmp_path: Path, at: int) -> None:
    storing(HEADER, *rows(episode(400, at)))
    for view in ("episode", "all"):
        figure = make(tmp_path, "attention", view=view)
        for canvas in CANVASES:
            for look in (LIGHT, DARK, MONO):
                picture = figure.draw(replace(canvas, look=look))
                assert collisions(picture) == []
                assert picture.layout.width == canvas.width
                assert canvas.height in (None, picture.layout.height)


def test_the_peak_and_the_half_life_are_named_at_every_size(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE))
    figure = make(tmp_path, "attention")
    for canvas in CANVASES:
        told = " ".join(words(figure.draw(canvas)))
        assert "peak" in told
        assert "half-life" in told
        assert "onset" in told
