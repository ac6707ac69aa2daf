"""The search figures: back at the usual level, and what was left of the peak, with what is not known said as such."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from real_path import Asking, Storing
from series_told import CANVASES, HEADER, collisions, make, rows, searches, words

from ripplemark.archive import Archive
from ripplemark.charts.canvas import DARK, LIGHT, MONO, SIZES
from ripplemark.wording import said

START = datetime(2024, 1, 1, tzinfo=UTC)


def interest(size: int, at: int = 100, *, stays: float = 0.0, fade: float = 6.0) -> list[float]:
    """Near 6, a peak of 96, an exponential fall, and a level that stays above by ``stays``."""
    values = []
    for k in range(size):
        excess = 90 * math.exp(-(k - at) / fade) + stays if k >= at else 20.0 * (k == at - 1)
        values.append(float(min(round(6 + (k % 3 - 1) + excess), 100)))
    return values


def stored(storing: Storing, values: list[float], **more: Any) -> None:
    storing(HEADER, *searches(values, start=START, **more))


def test_the_headline_is_the_days_that_the_measure_gives(
    storing: Storing, asking: Asking, tmp_path: Path
) -> None:
    stored(storing, interest(300))
    (back,) = asking("return-to-baseline")
    figure = make(tmp_path, "search-interest")
    told = said(back, "days").value
    assert (
        figure.headline
        == f"Search interest in rumoured thing was back in its usual range {told} after the peak"
    )
    assert told in figure.claims.borne[0]
    assert "95 % interval" in figure.claims.borne[0]
    assert "search interest per day, file's maximum = 100" in figure.subtitle
    assert figure.subtitle.endswith("1 January to 26 October 2024")


def test_a_second_wave_after_the_return_is_in_the_headline(
    storing: Storing, tmp_path: Path
) -> None:
    wave = [a + b for a, b in zip(interest(300), interest(300, 220), strict=True)]
    stored(storing, [min(each - 6, 100) for each in wave])
    headline = make(tmp_path, "search-interest").headline
    assert "was back in its usual range" in headline
    assert "; it left that range again and was last back on " in headline
    assert headline.endswith((" August 2024", " September 2024"))


def test_the_interval_of_the_return_ends_on_its_last_day_not_on_the_next(
    storing: Storing, asking: Asking, tmp_path: Path
) -> None:
    stored(storing, interest(300))
    (back,) = asking("return-to-baseline")
    (since,) = asking("time-since-return")
    assert back.low is not None
    assert back.high is not None
    peak = datetime(2024, 4, 10, 12, tzinfo=UTC)
    first = (peak + timedelta(days=back.low)).date()
    last = (peak + timedelta(days=back.high) - timedelta(seconds=1)).date()
    assert (last - first).days + 1 == round(back.high - back.low)
    assert (since.low, since.high) != (None, None)
    told = " ".join(make(tmp_path, "what-remains").claims.borne)
    ends = f"{first.day} {first:%B} to {last.day} {last:%B} 2024"
    assert (
        f"95 % interval {ends if first.month != last.month else ends.replace(f' {first:%B}', '', 1)}"
        in told
    )
    drawn = " ".join(words(make(tmp_path, "search-interest").draw(SIZES[0].canvas)))
    assert f"({first.day} {first:%b} to {last.day} {last:%b})" in drawn


def test_a_second_wave_that_is_not_over_is_in_the_headline(
    storing: Storing, tmp_path: Path
) -> None:
    wave = [a + b for a, b in zip(interest(300), interest(300, 220), strict=True)]
    stored(storing, [min(each - 6, 100) for each in wave[:232]])
    headline = make(tmp_path, "search-interest").headline
    assert "was back in its usual range" in headline
    assert headline.endswith(
        "; it left that range again and had not come back by the end of observation"
    )


def test_a_series_that_ends_early_is_not_said_to_be_back(storing: Storing, tmp_path: Path) -> None:
    stored(storing, interest(112))
    figure = make(tmp_path, "search-interest")
    assert (
        "had not settled in its usual range by the end of observation on 21 April 2024"
        in figure.headline
    )
    assert any("The series ends" in each.why for each in figure.claims.unborne)
    assert "not in the usual range" in " ".join(words(figure.draw(SIZES[0].canvas)))


def test_two_days_after_the_peak_it_is_said_to_be_above_its_usual_range(
    storing: Storing, tmp_path: Path
) -> None:
    stored(storing, interest(104))
    assert make(tmp_path, "search-interest").headline == (
        "Search interest in rumoured thing was above its usual range when observation ended on 13 April 2024"
    )


def test_of_a_few_days_no_mean_of_a_week_is_drawn(storing: Storing, tmp_path: Path) -> None:
    for size, smoothed in ((104, False), (300, True)):
        stored(storing, interest(size))
        drawn = make(tmp_path, "residual-interest").draw(SIZES[0].canvas)
        assert ("seven-day mean" in " ".join(words(drawn))) == smoothed


def test_a_series_without_a_rise_says_why_there_is_nothing(
    storing: Storing, tmp_path: Path
) -> None:
    stored(storing, [5.0, 6.0, 5.0, 4.0] * 30)
    for name in ("search-interest", "residual-interest"):
        figure = make(tmp_path, name)
        assert "cannot be said: nothing rises clearly above the usual level" in figure.headline
        assert "NE_" not in figure.headline + figure.subtitle


def test_of_several_search_series_none_is_picked_in_silence(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *searches(interest(200)), *searches(interest(200), series="another thing"))
    for name in ("search-interest", "residual-interest"):
        figure = make(tmp_path, name)
        assert figure.empty
        assert "none is chosen" in figure.headline
        assert "Choose one" in figure.subtitle
    Archive(tmp_path / "archive").decide("LANTERN", "main.search", "term B")
    assert "rumoured thing" in make(tmp_path, "search-interest").headline


def test_series_of_other_channels_are_no_searches(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(interest(200)))
    figure = make(tmp_path, "search-interest")
    assert figure.empty
    assert "searches" in figure.headline


def test_what_is_left_is_the_measures_own_share_for_each_day(
    storing: Storing, asking: Asking, tmp_path: Path
) -> None:
    stored(storing, interest(600, stays=9.0))
    figure = make(tmp_path, "residual-interest")
    for day in (30, 90, 365):
        (left,) = asking("residual-interest", settings={"day": str(day)})
        told = said(left, "ratio")
        assert any(
            each.startswith(f"{day} days after the peak, ")
            and f"by {told.value} of the peak's height" in each
            for each in figure.claims.borne
        )
    assert figure.headline.startswith("30 days after the peak, ")
    marked = " ".join(words(figure.draw(SIZES[0].canvas)))
    for day in (30, 90, 365):
        assert f"after {day} days" in marked


def test_what_cannot_be_told_from_the_usual_level_is_said_so_with_its_sign(
    storing: Storing, tmp_path: Path
) -> None:
    stored(storing, interest(600))
    figure = make(tmp_path, "residual-interest")
    assert figure.headline == (
        "30 days after the peak, search interest in rumoured thing could not be told from its usual level"
    )
    assert min(each for each in figure.shown["share"].to_pylist() if each is not None) < 0


def test_days_that_were_not_observed_are_not_made_up(storing: Storing, tmp_path: Path) -> None:
    stored(storing, interest(170, stays=9.0))
    figure = make(tmp_path, "residual-interest")
    unborne = [each.sentence for each in figure.claims.unborne]
    assert any("90 days" in each for each in unborne)
    assert any("365 days" in each for each in unborne)
    assert all(
        "The series ends 70 days after the peak." in each.why for each in figure.claims.unborne[:2]
    )
    assert any("ends 70 days" in each for each in words(figure.draw(SIZES[0].canvas)))
    assert max(figure.shown["days"].to_pylist()) <= 70
    short = interest(110)
    stored(storing, short, series="another thing")
    dataset = Archive(tmp_path / "archive").datasets()
    keys = [f"{each.dataset_id}.1" for each in dataset]
    heads = [make(tmp_path, "residual-interest", series=key).headline for key in keys]
    assert any("cannot be said: the series ends 9.5 days after it" in each for each in heads)


def test_a_period_restricts_the_search_figures(storing: Storing, tmp_path: Path) -> None:
    stored(storing, interest(300))
    whole = make(tmp_path, "search-interest", view="all")
    part = make(tmp_path, "search-interest", view="all", from_="2024-02-01", to="2024-05-01")
    assert (whole.shown.num_rows, part.shown.num_rows) == (300, 90)
    assert part.subtitle.endswith("1 February to 30 April 2024")


def test_weekly_bins_are_told_as_weeks(storing: Storing, tmp_path: Path) -> None:
    stored(storing, interest(150, at=60, fade=2.0), width="P7D")
    figure = make(tmp_path, "search-interest")
    assert any("peaked in the week from " in each for each in figure.claims.borne), figure.claims
    assert "150 bins of 7 days" in figure.source
    whole = make(tmp_path, "what-remains")
    found = re.search(
        "back in its usual range in the week from ([^(]+) ", " ".join(whole.claims.borne)
    )
    assert found is not None
    assert f"in its usual range from the week of {found[1]} to " in whole.headline
    day = found[1].rpartition(" ")[0].rpartition(" ")[0]
    assert f"week of {day} " in " ".join(words(figure.draw(SIZES[0].canvas)))


@pytest.mark.parametrize(("size", "stays"), [(600, 9.0), (600, 0.0), (170, 5.0), (112, 0.0)])
def test_no_words_touch_at_any_size(
    storing: Storing, tmp_path: Path, size: int, stays: float
) -> None:
    stored(storing, interest(size, stays=stays))
    for name in ("search-interest", "residual-interest"):
        figure = make(tmp_path, name)
        for canvas in CANVASES:
            for look in (LIGHT, DARK, MONO):
                picture = figure.draw(replace(canvas, look=look))
                assert collisions(picture) == []
                assert picture.layout.width == canvas.width


def test_the_usual_range_is_drawn_as_high_as_the_return_was_judged_by(
    storing: Storing, tmp_path: Path
) -> None:
    stored(storing, interest(300))
    canvas = SIZES[0].canvas
    picture = make(tmp_path, "search-interest", view="all").draw(canvas)
    band = next(
        each
        for each in picture.layout.shapes
        if each.type == "rect" and each.x1 - each.x0 > 0.9 * canvas.width
    )
    ticks = {each.text: each.y for each in picture.layout.annotations if each.text in ("0", "50")}
    per = (ticks["0"] - ticks["50"]) / 50
    # The days before the rise are 5, 6, 7 in turn: median 6, and its square root 2.45 is more than the scatter.
    assert (band.y1 - band.y0) / per == pytest.approx(6 + 2 * 6**0.5, rel=0.02)


def test_the_mean_of_the_drawn_line_around_a_day_is_the_share_that_is_said(
    storing: Storing, asking: Asking, tmp_path: Path
) -> None:
    # A weekly pattern, and days before the rise whose mean lies above their median: neither may stay in the line.
    values = [
        min(each + 8.0 * (k % 7 in (5, 6)) + 3.0 * (k % 5 == 0), 100.0)
        for k, each in enumerate(interest(300, stays=9.0))
    ]
    stored(storing, values)
    shown = make(tmp_path, "residual-interest").shown.to_pylist()
    for day, around in ((30, 3.5), (90, 7.5)):
        (left,) = asking("residual-interest", settings={"day": str(day)})
        near = [each["share"] for each in shown if abs(each["days"] - day) < around]
        assert sum(near) / len(near) == pytest.approx(left.value, abs=0.002)
