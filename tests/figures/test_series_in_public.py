"""What is told in public is what the owner reads, no finer than it may be; words bear what the numbers bear."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from real_path import Storing
from series_told import CANVASES, HEADER, collisions, episode, make, rows, searches, words

from ripplemark.archive import Archive
from ripplemark.charts.canvas import DARK, LIGHT, MONO, SIZES, Canvas
from ripplemark.charts.frame import Around, room


def zoned(tmp_path: Path, zone: str) -> None:
    Archive(tmp_path / "archive").decide("LANTERN", "home_zone", zone)


def marks(figure: object) -> list[tuple[float, float]]:
    """Where the dots stand."""
    picture = figure.draw(SIZES[0].canvas)  # type: ignore[attr-defined]
    return [
        (round(float(x), 3), round(float(y), 3))
        for each in picture.data
        if each.mode == "markers"
        for x, y in zip(each.x, each.y, strict=True)
        if x == x
    ]


@pytest.mark.parametrize("name", ["attention", "attention-by-series"])
def test_an_hour_that_begins_at_a_quarter_of_the_utc_hour_is_the_same_hour_in_public(
    storing: Storing, tmp_path: Path, name: str
) -> None:
    # Hours of Kathmandu begin at a quarter past in UTC: 5.75 hours ahead.
    start = datetime(2025, 3, 1, 0, 15, tzinfo=UTC)
    storing(HEADER, *rows(episode(400, 200), start=start))
    zoned(tmp_path, "Asia/Kathmandu")
    own, public = make(tmp_path, name), make(tmp_path, name, "public")
    assert "between 14:00 and 15:00" in " ".join(own.claims.borne)
    assert repr(public.claims).replace("a smaller platform", "Chirp") == repr(own.claims)
    assert public.alt.replace("a smaller platform", "Chirp") == own.alt
    assert marks(public) == marks(own)


def test_bins_of_a_quarter_of_an_hour_are_drawn_as_they_are_and_told_to_the_hour(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(episode(400, 203), width="PT15M"))
    own, public = make(tmp_path, "attention"), make(tmp_path, "attention", "public")
    assert public.shown["usual"].to_pylist() == own.shown["usual"].to_pylist()
    assert marks(public) == marks(own)
    assert "between 02:45 and 03:00" in own.claims.borne[1]
    assert "between 02:00 and 03:00" in public.claims.borne[1]
    told = " ".join((*public.claims.borne, public.alt, *words(public.draw(SIZES[0].canvas))))
    assert ":15" not in told
    assert ":30" not in told
    assert ":45" not in told


def test_search_interest_is_an_index_and_never_a_number_of_searches(
    storing: Storing, tmp_path: Path
) -> None:
    values = [min(each, 100.0) for each in episode(160, 60, top=90.0, base=5.0, fade=4.0)]
    storing(HEADER, *searches(values))
    for name in ("attention", "search-interest", "residual-interest"):
        figure = make(tmp_path, name)
        told = " ".join((figure.headline, figure.subtitle, figure.alt, *figure.claims.borne))
        assert "interest in rumoured thing" in told
        assert "earches for" not in told
        assert " interest in rumoured thing were" not in told
        assert " interest in rumoured thing had not come back to their" not in told
        assert any("relative" in each.why for each in figure.claims.unborne), name


def test_worldwide_is_no_country(storing: Storing, tmp_path: Path) -> None:
    values = [min(each, 100.0) for each in episode(120, 60, top=90.0, base=5.0, fade=4.0)]
    told = [f"{each},Worldwide" for each in searches(values)]
    storing(f"{HEADER},region", *told)
    headline = make(tmp_path, "search-interest").headline
    assert "Search interest in rumoured thing worldwide was back" in headline


def test_the_half_life_says_above_which_level_it_is_half(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(episode(400, 200)))
    subtitle = make(tmp_path, "attention").subtitle
    assert "half of the peak's height above the usual level" in subtitle.lower()
    assert "Social media: posts per hour" in subtitle


def test_an_interval_too_wide_for_one_number_is_the_headline_itself(
    storing: Storing, tmp_path: Path
) -> None:
    k = np.arange(400)
    excess = np.where(k < 200, np.exp((k - 200) / 3), np.exp(-(k - 200) / 40))
    values = np.random.default_rng(2).poisson(4 + 30 * excess).astype(float).tolist()
    storing(HEADER, *rows(values))
    figure = make(tmp_path, "attention")
    half = next(each for each in figure.documents if each["metric"] == "half-life")["estimates"][0]
    assert half["high"] >= 4 * half["low"]
    assert " took between " in figure.headline
    assert figure.headline.endswith(" to fall to half their peak")


def test_a_fall_that_may_have_taken_many_bins_is_not_too_fast_for_them(
    storing: Storing, tmp_path: Path
) -> None:
    values = episode(400, 200, top=60.0, fade=30.0)
    for k in range(201, 330):
        values[k] = max(values[k] + 28 * ((k * 7919) % 13 - 6) / 6, 0.0)
    storing(HEADER, *rows(values))
    headline = make(tmp_path, "attention").headline
    assert "too fast" not in headline
    assert re.fullmatch(
        r"Posts on Chirp fell to half their peak in under [\d.]+ days: these bins scatter too much .*",
        headline,
    )


def test_without_a_rise_the_highest_bin_is_no_peak(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows([3.0, 4.0, 7.0, 4.0, 3.0, 5.0], width="P1D"))
    figure = make(tmp_path, "attention")
    told = " ".join((*figure.claims.borne, figure.alt, *words(figure.draw(SIZES[0].canvas))))
    assert "peak" not in told.lower()
    assert "highest" in told


def test_a_last_bin_seen_in_part_is_not_observed_to_its_end(
    storing: Storing, tmp_path: Path
) -> None:
    values: list[float | str | None] = list(episode(80, 40, fade=4.0))
    values[-1] = "4~"
    storing(HEADER, *rows(values, width="P1D"))
    told = " ".join(make(tmp_path, "attention").claims.borne)
    # 80 days from 1 March 2025 end with 19 May; that day was seen in part only.
    assert "observed to 18 May 2025" in told
    assert "19 May" not in told


def test_series_to_choose_from_are_named_and_their_keys_stand_where_they_are_typed(
    storing: Storing, tmp_path: Path
) -> None:
    values = [min(each, 100.0) for each in episode(120, 60, top=90.0, base=5.0, fade=4.0)]
    storing(HEADER, *searches(values), *searches(values, series="another thing"))
    dataset = Archive(tmp_path / "archive").datasets()[0].dataset_id
    own, public = make(tmp_path, "search-interest"), make(tmp_path, "search-interest", "public")
    assert "rumoured thing" in own.subtitle
    assert "another thing" in own.subtitle
    assert dataset not in own.subtitle
    assert f"--set series={dataset}.1" in public.subtitle
    assert "thing" not in public.subtitle


def test_a_change_of_the_clock_is_said_where_hours_are_drawn(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(episode(120, 49, fade=6.0), start=datetime(2025, 10, 24, tzinfo=UTC)))
    zoned(tmp_path, "Europe/Berlin")
    for name in ("attention", "attention-by-series"):
        figure = make(tmp_path, name)
        assert any(
            "clocks went back by 1 hour on 26 October 2025" in each for each in figure.caveats
        )
    assert "clocks back 1 h" in words(make(tmp_path, "attention").draw(SIZES[0].canvas))
    zoned(tmp_path, "UTC")
    assert not any("clocks went" in each for each in make(tmp_path, "attention").caveats)


@pytest.mark.parametrize("look", [LIGHT, DARK, MONO], ids=["light", "dark", "mono"])
def test_forty_cells_collide_at_no_size_framed_or_not(
    storing: Storing, tmp_path: Path, look: object
) -> None:
    found: list[str] = []
    for k in range(40):
        channel = ("niche", "social", "video", "news")[k % 4]
        values = episode(300, 60 + 5 * k, top=200.0 + 10 * k, fade=20.0)
        found += rows(values, platform=f"Platform {k}", channel=channel)
    storing(HEADER, *found)
    figure = make(tmp_path, "attention-by-series", "public")
    around = Around(figure.headline, figure.subtitle, figure.source)
    for size in (*CANVASES, Canvas(358, 600)):
        canvas = replace(size, look=look)
        assert collisions(figure.draw(canvas)) == []
        assert collisions(figure.draw(room(around, canvas))) == []
