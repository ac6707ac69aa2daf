"""The phases figure: named, bounded, marked where a person judged, in order as far as the bins tell, without words that touch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from real_path import Storing
from series_told import CANVASES, EPISODE, HEADER, START, collisions, episode, make, rows, words

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import LIGHT, MONO, Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.panel import Panel
from ripplemark.charts.phases import Stretch, flags, lanes
from ripplemark.figures.deciding_phases import set_boundary
from ripplemark.figures.series import offered


def day_two(rise: int = 14) -> list[int]:
    """168 hourly bins, five days before the onset."""
    random = np.random.default_rng(3)
    k = np.arange(168)
    up = 300 * (k - 119) / (rise + 1)
    down = 300 * 0.5 ** ((k - 120 - rise) / 18)
    excess = np.where(k < 120, 0, np.where(k <= 120 + rise, up, down))
    return [int(each) for each in random.poisson(5 + excess)]


def judge(folder: Path, channel: str, name: str, at: str, note: str) -> None:
    archive = Archive(folder / "archive")
    serving = serve(archive)
    try:
        choice = next(each for each in offered(serving, "LANTERN") if each.channel == channel)
    finally:
        serving.close()
    set_boundary(archive, "LANTERN", choice, name, at, note)


def told(found: Sequence[object]) -> str:
    return " ".join(str(each) for each in found)


def test_one_series_is_told_by_how_long_it_rose_stood_high_and_faded(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE))
    figure = make(tmp_path, "phases")
    assert figure.headline.startswith("Posts on Chirp rose to half in ")
    assert "stood above half their peak for" in figure.headline
    assert "faded to a tenth in" in figure.headline
    phases = figure.shown.column("phase").to_pylist()
    assert phases[0] == "quiet-before"
    assert phases[1:] == [
        p for p in ("onset", "growth", "peak", "decay", "tail", "quiet") if p in phases
    ]
    assert set(figure.shown.column("set_by").to_pylist()) == {None, "estimate"}
    assert sum(figure.shown.column("share").to_pylist()) == pytest.approx(1)
    assert figure.shown.column("leading_channel").null_count == figure.shown.num_rows
    assert "set by judgement" not in told([figure.subtitle, figure.caveats, figure.alt])


def test_a_judgement_is_marked_in_picture_table_words_and_document(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE))
    judge(tmp_path, "social", "decay", "2025-03-10", "The first correction was everywhere")
    for audience in ("owner", "public"):
        figure = make(tmp_path, "phases", audience)
        (row,) = [each for each in figure.shown.to_pylist() if each["set_by"] == "judgement"]
        assert (row["phase"], row["note"]) == ("decay", "The first correction was everywhere")
        assert "one end set by judgement" in figure.headline
        assert "above half" not in figure.headline
        assert "diamonds and dashes: set by judgement" in figure.subtitle
        assert any("The first correction was everywhere" in each for each in figure.caveats)
        assert "set by judgement" in figure.alt
        judged = [e for e in figure.documents[0]["estimates"] if e["by"]["boundary"] == "judged"]
        assert {e["by"]["phase"] for e in judged} == {"decay"}
        for look in (LIGHT, MONO):
            picture = figure.draw(Canvas(800, look=look))
            assert any("judged" in each for each in words(picture))
            assert any(each.line.dash == "dash" for each in picture.layout.shapes)
            assert any(each.marker.symbol == "diamond" for each in picture.data)
    left = make(tmp_path, "phases", judgement="left-out")
    assert "judgement" not in left.headline
    assert set(left.shown.column("set_by").to_pylist()) == {None, "estimate"}


def test_channels_are_told_in_the_order_that_their_bins_can_tell(
    storing: Storing, tmp_path: Path
) -> None:
    niche = rows(episode(400, 190), channel="niche", platform="Boardly")
    days = [sum(episode(400, 205)[24 * k : 24 * k + 24]) for k in range(16)]
    news = rows(days, channel="news", platform="", metric="stories", width="P1D")
    storing(HEADER, *niche, *rows(EPISODE), *news)
    figure = make(tmp_path, "phases")
    assert figure.headline.startswith("From the first clear rise, in ")
    assert "in all 3 channels" in figure.headline
    assert "niche forums, then social media" in figure.subtitle
    assert "cannot be told" in figure.subtitle or "tied" in figure.subtitle
    spread = told(each.sentence for each in figure.claims.unborne)
    assert "It spread from niche forums to social media." in spread
    leads = {
        (row["channel"], row["phase"]): row["leading_channel"] for row in figure.shown.to_pylist()
    }
    assert leads["social", "quiet-before"] is None
    assert all(
        "news" not in (leads[key] or "")
        for key in leads
        if key[1] == "growth" and key[0] == "social"
    )
    assert any(leads.values())


def test_channels_that_rose_within_one_bin_have_no_order(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(EPISODE), *rows(EPISODE, channel="niche", platform="Boardly"))
    figure = make(tmp_path, "phases")
    assert "which was first cannot be told" in figure.headline
    assert "Order in these data" not in figure.subtitle
    assert not any(each.sentence.startswith("It spread") for each in figure.claims.unborne)


def test_a_first_trace_on_record_is_told_apart_from_the_first_rise(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE), *rows(episode(400, 190), channel="niche", platform="Boardly"))
    storing("time,kind", "2025-03-05T10:00Z,first_seen")
    figure = make(tmp_path, "phases")
    assert any(
        each.startswith("From the first trace on record (an event") for each in figure.claims.borne
    )


def test_an_incident_of_two_days_is_told_and_the_next_file_named(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(day_two()))
    figure = make(tmp_path, "phases")
    assert "not yet down to a tenth on 7 March 2025" in figure.headline
    assert "reaching past 7 March 2025" in told(each.needed for each in figure.claims.unborne)
    still = make_rising(storing, tmp_path)
    assert "whether that was the peak cannot be said yet" in still
    assert "6 March" not in still or "7 March 2025" in still


def make_rising(storing: Storing, folder: Path) -> str:
    storing(HEADER, *rows(day_two(60), channel="niche", platform="Boardly"), incident="LANTERN")
    archive = Archive(folder / "archive")
    serving = serve(archive)
    key = next(each.key for each in offered(serving, "LANTERN") if each.channel == "niche")
    serving.close()
    return make(folder, "phases", series=key).headline


@pytest.mark.parametrize("values", [[7], [3] * 30, [""] * 10])
def test_too_little_is_said_and_not_drawn(
    storing: Storing, tmp_path: Path, values: list[int | str]
) -> None:
    storing(HEADER, *rows(values))
    figure = make(tmp_path, "phases")
    assert figure.empty
    assert figure.headline.startswith("Phases of posts on Chirp cannot be told: ")
    assert figure.subtitle.endswith(".")


def test_forty_series_are_forty_strips_and_none_is_picked(storing: Storing, tmp_path: Path) -> None:
    lines: list[str] = []
    for k in range(40):
        values = episode(60, 25 + k % 9, fade=4.0, rise=1.5, top=200 + 10 * k)
        lines += rows(values, series=f"term {k}", width="P1D")
    storing(HEADER, *lines)
    figure = make(tmp_path, "phases")
    assert "No main series is chosen" in figure.subtitle
    assert len(figure.headline) < 160
    for canvas in (CANVASES[1], CANVASES[-1]):
        picture = figure.draw(canvas)
        assert collisions(picture) == []
        assert picture.layout.width == canvas.width
    assert figure.draw(Canvas(960)).layout.height < 2400


@pytest.mark.parametrize("canvas", CANVASES, ids=lambda canvas: f"{canvas.width}")
def test_no_words_touch_on_any_size(storing: Storing, tmp_path: Path, canvas: Canvas) -> None:
    again = [
        a + b for a, b in zip(EPISODE, episode(400, 330, base=0, top=250, fade=12), strict=True)
    ]
    late = episode(900, 860, fade=6.0)
    storing(HEADER, *rows(again), *rows(late, channel="niche", platform="Boardly"))
    judge(tmp_path, "social", "tail", "2025-03-12T06:00", "Told by the desk")
    archive = Archive(tmp_path / "archive")
    serving = serve(archive)
    keys = [each.key for each in offered(serving, "LANTERN")]
    serving.close()
    for settings in (
        {},
        *({"series": key} for key in keys),
        *({"series": key, "view": "all"} for key in keys),
    ):
        assert collisions(make(tmp_path, "phases", **settings).draw(canvas)) == []


def test_intervals_that_overlap_lie_in_lanes_of_their_own() -> None:
    panel = Panel(Box(0, 0, 100, 100), 0.0, 100.0, 0.0, 1.0)
    parts = [
        Stretch("growth", 10, 20, ("growth",), 5, 30),
        Stretch("peak", 20, 60, ("peak",), 18, 25),
        Stretch("decay", 60, 90, ("decay",), 55, 65),
    ]
    assert lanes(parts, panel) == {0: 0, 1: 1, 2: 0}


def test_words_of_narrow_phases_stand_as_stairs_and_on_the_side_with_room() -> None:
    right = flags([(10, ["growth 3 hours"]), (14, ["peak 2 hours"])], 12, 400)
    assert {flag.align for flag in right} == {"left"}
    assert sorted(flag.row for flag in right) == [1, 2]
    left = flags([(380, ["growth 3 hours"]), (390, ["peak 2 hours"])], 12, 400)
    assert {flag.align for flag in left} == {"right"}
    assert flags([(398, ["growth"]), (5, ["a"]), (6, ["b"])], 12, 400) != ()


def test_the_last_day_is_the_last_that_was_seen(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows([*day_two(), "", ""]))
    figure = make(tmp_path, "phases")
    assert f"{START + timedelta(days=6):%-d %B %Y}" in figure.headline
