"""The attention figures say what the measures say, draw what is known, and name nobody in public."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from real_path import Asking, Storing
from series_told import HEADER, collisions, episode, make, rows, searches, words

from ripplemark.archive import Archive
from ripplemark.charts.canvas import DARK, LIGHT, MONO, SIZES, Canvas
from ripplemark.errors import UnknownName
from ripplemark.wording import said

PHONE = Canvas(350)
CANVASES = [*(each.canvas for each in SIZES), PHONE]
EPISODE = episode(400, 200)


def line(picture: Any, canvas: Canvas, channel: str = "social") -> Any:
    """The trace of the series itself."""
    colour = canvas.look.channel(channel)
    return next(
        each for each in picture.data if each.line.color == colour and each.text is not None
    )


# What it says


def test_the_headline_is_the_measures_own_number_in_words(
    storing: Storing, asking: Asking, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE))
    (half,) = asking("half-life")
    figure = make(tmp_path, "attention")
    assert figure.headline == f"Posts on Chirp fell to half their peak in {said(half, 'h').value}"
    document = next(each for each in figure.documents if each["metric"] == "half-life")
    assert document["estimates"][0]["value"] == half.value
    assert figure.subtitle == (
        "Half of the peak's height above the usual level. Social media: posts per hour; observed 1 to 17 March 2025"
    )


def test_a_planted_half_life_is_read_back(storing: Storing, asking: Asking, tmp_path: Path) -> None:
    storing(HEADER, *rows(episode(600, 300, fade=45.0)))
    (half,) = asking("half-life")
    assert half.low <= 45.0 * 0.6931 <= half.high
    told = re.search(r"in (\d+) hours", make(tmp_path, "attention").headline)
    assert told is not None
    assert int(told[1]) == pytest.approx(31.2, abs=3)


def test_three_sentences_are_borne_each_with_its_source_and_its_end(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE))
    claims = make(tmp_path, "attention").claims
    assert len(claims.borne) == 3
    for sentence in claims.borne:
        assert sentence.endswith(".")
        assert "posts on Chirp" in sentence.lower().replace("chirp", "Chirp")
    assert "95 % interval" in claims.borne[0]
    assert "observed to 17 March 2025" in claims.borne[0]
    assert len(claims.unborne) >= 2
    assert all(each.sentence and each.why and each.needed for each in claims.unborne)
    assert any("half-life of intensity" in each.why for each in claims.unborne)


def test_the_source_line_counts_bins_and_what_is_missing(storing: Storing, tmp_path: Path) -> None:
    values: list[float | str | None] = list(EPISODE)
    values[50:58] = [None] * 8
    storing(HEADER, *rows(values))
    assert "400 bins of 1 hour, 2 % missing" in make(tmp_path, "attention").source


@pytest.mark.parametrize(
    ("values", "said_"),
    [
        (
            episode(205, 200, fade=300.0),
            "took more than 4 hours to fall to half their peak: the series ends on 9 March 2025",
        ),
        ([0.0] * 60, "cannot be said: no"),
        ([5.0, 6.0, 5.0, 4.0] * 15, "cannot be said: nothing rises clearly above the usual level"),
        ([7.0], "cannot be said: data in only 1 bin"),
        ([10.0] * 20 + [900.0] + [10.0] * 20, "cannot be said"),
    ],
    ids=["not reached", "all zeros", "flat", "one bin", "a blip"],
)
def test_where_there_is_no_half_life_the_headline_says_why_in_words(
    storing: Storing, tmp_path: Path, values: list[float], said_: str
) -> None:
    storing(HEADER, *rows(values))
    figure = make(tmp_path, "attention")
    assert said_.split(": no")[0] in figure.headline
    told = " ".join(
        (figure.headline, figure.subtitle, *figure.claims.borne, *figure.caveats, figure.alt)
    )
    assert "NE_" not in told
    assert "None" not in told
    assert "nan" not in told.lower().replace("finance", "")
    for canvas in CANVASES:
        assert collisions(figure.draw(canvas)) == []


def test_a_fall_within_one_bin_is_told_as_too_fast_to_time(
    storing: Storing, tmp_path: Path
) -> None:
    storing(
        HEADER,
        *rows([*episode(30, 25, fade=2.0)[:25], 400.0, 900.0, 10.0, 11.0, 10.0, 9.0], width="P1D"),
    )
    figure = make(tmp_path, "attention")
    assert "too fast to time with these bins" in figure.headline
    assert "under" in figure.headline


def test_in_public_the_alias_stands_for_the_name_everywhere(
    storing: Storing, tmp_path: Path
) -> None:
    storing(
        HEADER,
        *searches([min(each, 100.0) for each in episode(120, 60, top=90.0, base=5.0, fade=4.0)]),
    )
    for name in ("attention", "attention-by-series", "search-interest", "residual-interest"):
        own, public = make(tmp_path, name), make(tmp_path, name, "public")
        assert "rumoured thing" in own.headline + own.alt
        everything = repr(
            [getattr(public, each) for each in public.__dataclass_fields__ if each != "draw"]
        ) + " ".join(words(public.draw(PHONE)))
        assert "rumoured" not in everything
        assert "term A" in public.headline + public.alt


# Which series


def test_several_series_without_a_main_one_are_all_drawn_and_one_is_to_be_chosen(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE), *rows(EPISODE, platform="Board", channel="niche"))
    figure = make(tmp_path, "attention")
    assert "None is chosen as the main one" in figure.subtitle
    assert not figure.empty
    assert len(set(figure.shown["series"].to_pylist())) == 2


def test_the_series_in_the_address_is_drawn_and_an_unknown_one_is_refused(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE), *rows(EPISODE, platform="Board", channel="niche"))
    dataset = Archive(tmp_path / "archive").datasets()[0].dataset_id
    heads = {make(tmp_path, "attention", series=f"{dataset}.{k}").headline for k in (1, 2)}
    assert len(heads) == 2
    with pytest.raises(UnknownName, match=rf"{dataset}\.1"):
        make(tmp_path, "attention", series="no-such.1")


def test_the_only_main_series_outside_of_search_is_the_one_of_attention(
    storing: Storing, tmp_path: Path
) -> None:
    index = [min(each, 100.0) for each in episode(120, 60, top=90.0, base=5.0, fade=4.0)]
    storing(HEADER, *rows(EPISODE), *searches(index))
    assert make(tmp_path, "attention").headline.startswith("Posts on Chirp")


def test_nothing_stored_says_what_to_add_and_a_period_without_bins_where_there_are_some(
    storing: Storing, tmp_path: Path
) -> None:
    storing("time,kind", "2025-03-01T10:00Z,first_seen")
    for name in ("attention", "attention-by-series", "search-interest", "residual-interest"):
        figure = make(tmp_path, name)
        assert figure.empty
        assert "Add a Google Trends download" in figure.subtitle
    storing(HEADER, *rows(EPISODE))
    figure = make(tmp_path, "attention", from_="2031-01-01")
    assert figure.empty
    assert "2025-03-01 to 2025-03-17" in figure.subtitle


# The period and the view


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


# What is drawn


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


# Several series


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
