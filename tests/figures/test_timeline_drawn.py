"""What the timeline draws: series in their units, marks where their words say, labels that none covers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from label_boxes import clashes, outside, struck
from real_path import Storing
from timeline_told import FIRST, SERIES, ZONE, Drawing, full, series, traces

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import DARK, LIGHT, MONO, SIZES, Canvas, Look
from ripplemark.figures.series import offered


@pytest.mark.parametrize("audience", ["owner", "public"])
@pytest.mark.parametrize("minutes", [0, 30])
def test_the_peak_s_mark_stands_in_the_hour_that_its_words_name(
    storing: Storing, drawing: Drawing, audience: str, minutes: int
) -> None:
    rows = [
        f"w,social,posts,{FIRST + timedelta(hours=k, minutes=minutes):%Y-%m-%dT%H:%MZ},PT1H,{v}"
        for k, v in enumerate([3, 4] * 60 + [50, 90, 300, 120, 60, 30] + [4, 3] * 60)
    ]
    storing(SERIES, *rows, zone=ZONE)
    drawn = drawing(audience).draw(Canvas(900))
    told = next(each.text for each in drawn.layout.annotations if each.text.startswith("peak "))
    assert told == f"peak 6 Mar, 03:{minutes:02d} to 04:{minutes:02d}"
    (tall,) = traces(drawn, "y")
    top = tall.x[int(np.nanargmax(np.asarray(tall.y, dtype=float)))]
    dot = next(
        e for e in drawn.layout.shapes if e.type == "circle" and e.fillcolor == tall.line.color
    )
    low, high = (np.datetime64(str(each)) for each in drawn.layout.xaxis.range)
    across = drawn.layout.xaxis.domain
    share = ((dot.x0 + dot.x1) / 2 - across[0]) / (across[1] - across[0])
    assert abs(low + share * (high - low) - np.datetime64(str(top))) < np.timedelta64(60, "s")


def test_units_are_never_pooled(storing: Storing, drawing: Drawing) -> None:
    storing(SERIES, *series("social", "posts", 140, 600), zone=ZONE)
    storing(SERIES, *series("news", "stories", 160, 200, width="P1D"), zone=ZONE)
    made = drawing()
    tops = [
        np.nanmax(np.asarray(each.y, dtype=float)) for each in traces(made.draw(Canvas(900)), "y")
    ]
    assert tops == pytest.approx([100.0, 100.0])
    assert any(
        "share of its own peak" in each.text for each in made.draw(Canvas(900)).layout.annotations
    )


def test_one_unit_and_one_bin_are_drawn_as_they_are(storing: Storing, drawing: Drawing) -> None:
    full(storing)
    drawn = drawing().draw(Canvas(900))
    top = max(np.nanmax(np.asarray(each.y, dtype=float)) for each in traces(drawn, "y"))
    assert top == pytest.approx(604, abs=2)


def test_forty_series_without_a_main_one_are_not_drawn_and_the_figure_says_what_to_choose(
    storing: Storing, drawing: Drawing, tmp_path: Path
) -> None:
    rows = [
        each.replace("zebrafish", f"zebrafish {k}")
        for k in range(40)
        for each in series("social", "posts", 40, 100 + k, size=100)
    ]
    storing(SERIES, *rows, zone=ZONE)
    assert drawing().headline == "LANTERN has 40 series and none is chosen"
    assert drawing().empty
    archive = Archive(tmp_path / "archive")
    serving = serve(archive)
    archive.decide("LANTERN", "main.social", offered(serving, "LANTERN")[7].alias)
    serving.close()
    assert "on social media" in drawing().headline


def test_a_channel_that_waits_for_its_main_series_is_named_in_the_lane(
    storing: Storing, drawing: Drawing
) -> None:
    storing(SERIES, *series("social", "posts", 140, 600), zone=ZONE)
    storing(SERIES, *series("news", "posts", 150, 100), zone=ZONE)
    storing(
        SERIES,
        *(r.replace("zebrafish", "other") for r in series("news", "posts", 150, 90)),
        zone=ZONE,
    )
    made = drawing()
    assert (
        "News has 2 series and no main one: it is not drawn. Choose a main series." in made.caveats
    )
    assert set(made.shown.column("what").to_pylist()) == {"social"}


@pytest.mark.parametrize("look", [LIGHT, DARK, MONO], ids=["light", "dark", "mono"])
def test_no_label_stands_on_another_or_on_an_event_s_line_at_any_size(
    storing: Storing, drawing: Drawing, look: Look
) -> None:
    full(storing)
    made = drawing()
    sizes = [each.canvas for each in SIZES] + [
        Canvas(358),
        Canvas(320),
        Canvas(1400),
        Canvas(540, 340),
    ]
    for size in sizes:
        drawn = made.draw(Canvas(size.width, size.height, size.letters, look))
        assert clashes(drawn) == [], size
        assert outside(drawn) == [], size
        assert struck(drawn, "dot") == [], size


def test_a_fixed_height_is_kept(storing: Storing, drawing: Drawing) -> None:
    full(storing)
    made = drawing()
    for each in SIZES:
        drawn = made.draw(each.canvas)
        assert drawn.layout.width == each.canvas.width
        assert each.canvas.height in (None, drawn.layout.height)
