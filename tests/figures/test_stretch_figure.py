"""A stretch of time: its share is the sum's, its growth the planted one, and what happened inside is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_path import Storing
from series_told import CANVASES, EPISODE, HEADER, collisions, episode, make, rows, searches

LOW, HIGH = "2025-03-09T08:00Z", "2025-03-10T08:00Z"
"""From the peak of EPISODE, hour 200, over a day."""


def test_the_share_is_that_of_the_sum_from_the_onset_on(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(EPISODE))
    figure = make(tmp_path, "stretch", since=LOW, until=HIGH)
    (row,) = figure.shown.to_pylist()
    onset = next(k for k in range(150, 400) if EPISODE[k] > 20)
    assert row["share"] == pytest.approx(sum(EPISODE[200:224]) / sum(EPISODE[onset:]), abs=0.01)
    assert row["share_low"] < row["share"] < row["share_high"]
    assert (row["since"], row["until"]) == (LOW, HIGH)
    assert f"{row['share']:.0%}".replace("%", " %") in figure.headline


def test_a_bin_that_is_cut_counts_in_proportion(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(EPISODE))
    ends = {"half": "2025-03-09T08:30Z", "one": "2025-03-09T09:00Z"}
    share = {
        name: make(tmp_path, "stretch", since=LOW, until=text).shown.to_pylist()[0]["share"]
        for name, text in ends.items()
    }
    assert share["half"] == pytest.approx(share["one"] / 2)


def test_the_fall_is_told_by_its_half_time(storing: Storing, tmp_path: Path) -> None:
    # The excess falls by half in 20.8 hours, above a level of 10: within a day of the peak all of it nearly so.
    storing(HEADER, *rows(episode(400, 200, base=1.0, fade=30.0)))
    figure = make(tmp_path, "stretch", since=LOW, until=HIGH)
    (row,) = figure.shown.to_pylist()
    assert row["growth"] == pytest.approx(-1 / 30, rel=0.05)
    assert row["growth_low"] < row["growth"] < row["growth_high"] < 0
    assert "halved every 21 hours" in figure.claims.borne[0]


def test_what_is_too_short_says_so_and_keeps_its_share(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(EPISODE))
    figure = make(tmp_path, "stretch", since=LOW, until="2025-03-09T10:00Z")
    (row,) = figure.shown.to_pylist()
    assert row["growth"] is None
    assert row["share"] > 0
    assert "2 bins with data in it and 4 are needed" in row["reason"]


def test_channels_and_events_inside_are_told(storing: Storing, tmp_path: Path) -> None:
    storing(
        HEADER, *rows(EPISODE), *searches([5, 6, 5, 7, 5, 6, 8, 20, 90, 100, 60, 40, 20, 10, 8])
    )
    storing("time,kind", "2025-03-09T20:00Z,fact_check", "2025-03-14T20:00Z,correction")
    figure = make(tmp_path, "stretch", since=LOW, until=HIGH)
    assert {row["channel"] for row in figure.shown.to_pylist()} == {"social", "search"}
    assert "First published check, 9 March 2025" in figure.subtitle
    assert "orrection" not in figure.subtitle
    assert "2 series" in figure.headline
    assert "do not add up" in " ".join(figure.caveats)
    for canvas in CANVASES:
        assert collisions(figure.draw(canvas)) == []


def test_without_ends_it_goes_from_the_onset_to_the_peak(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(EPISODE))
    (row,) = make(tmp_path, "stretch").shown.to_pylist()
    assert row["until"] == "2025-03-09T09:00Z"
    assert row["since"] < row["until"]


def test_a_series_without_a_rise_has_no_stretch_of_its_own(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows([5.0, 6.0, 5.0, 4.0] * 15))
    figure = make(tmp_path, "stretch")
    assert figure.empty
    assert "No stretch is selected" in figure.headline
    asked = make(tmp_path, "stretch", since="2025-03-01T10:00Z", until="2025-03-02")
    assert "cannot be said" in asked.headline
    assert asked.shown.to_pylist()[0]["share"] is None
