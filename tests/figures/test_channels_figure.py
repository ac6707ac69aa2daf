"""Who had it first: in order of onset, tied where intervals overlap, by main series, with the lag of every two, without words that touch."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from real_path import Storing
from series_told import CANVASES, HEADER, START, collisions, episode, make, rows, words

from ripplemark.archive import Archive


def test_the_first_is_named_with_the_interval_by_which_it_led(
    storing: Storing, tmp_path: Path
) -> None:
    storing(
        HEADER,
        *rows(episode(300, 90), channel="niche", platform="Board"),
        *rows(episode(300, 110), platform="Chirp"),
        *rows([3.0, 4.0] * 150, channel="video", platform="Quiet"),
    )
    figure = make(tmp_path, "channels")
    assert figure.headline == "Posts on Board rose first, 18 h to 22 h before posts on Chirp"
    assert figure.shown["channel"].to_pylist() == ["niche", "social", "video"]
    assert figure.shown["after_hours"].to_pylist() == [None, 20.0, None]
    assert figure.shown["status"].to_pylist()[2].startswith("NE_")
    assert any("20 h before posts on Chirp" in each for each in figure.claims.borne)
    assert "no onset" in figure.alt
    assert any("came from posts on Board" in each.sentence for each in figure.claims.unborne)


def test_overlapping_onsets_are_tied_and_nobody_is_named_the_first(
    storing: Storing, tmp_path: Path
) -> None:
    storing(
        HEADER,
        *rows(episode(300, 90), channel="niche", platform="Board"),
        *rows(episode(300, 91), platform="Chirp"),
    )
    figure = make(tmp_path, "channels")
    assert "cannot be told" in figure.headline
    assert "tied with the first" in figure.alt
    assert not any(" before " in each for each in figure.claims.borne)
    assert any("tied at the width" in each.why for each in figure.claims.unborne)


def test_first_seen_is_told_where_the_data_begin_before_it(
    storing: Storing, tmp_path: Path
) -> None:
    quiet = [0.0] * 60 + [1.0] + [0.0] * 29 + episode(300, 90)[90:]
    storing(
        HEADER,
        *rows(quiet, channel="niche", platform="Board"),
        *rows(episode(300, 110), platform="Chirp"),
    )
    figure = make(tmp_path, "channels")
    first, second = figure.shown["first_seen"].to_pylist()
    assert first == START + timedelta(hours=60)
    assert second is None
    assert any("1 series of 2 holds records from the first bin on" in c for c in figure.caveats)


def test_a_channel_stands_for_itself_by_its_main_series(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(episode(300, 90), channel="niche", platform="Board"))
    storing(HEADER, *rows(episode(300, 110), platform="Chirp"))
    other = storing(HEADER, *rows(episode(300, 60), platform="Loud")).dataset_id
    assert make(tmp_path, "channels").shown.num_rows == 3
    Archive(tmp_path / "archive").decide("LANTERN", "main.social", other)
    figure = make(tmp_path, "channels")
    assert figure.shown["channel"].to_pylist() == ["social", "niche"]
    assert "Loud" in figure.headline


def test_one_series_has_no_order_and_says_what_to_add(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(episode(300, 90)))
    one = make(tmp_path, "channels")
    assert one.empty
    assert "Only one series" in one.headline
    assert "another channel" in one.subtitle


@pytest.mark.parametrize("number", [3, 8, 40])
def test_many_series_stay_readable_on_every_canvas(
    storing: Storing, tmp_path: Path, number: int
) -> None:
    found = []
    for k in range(number):
        channel = ("niche", "social", "video", "news")[k % 4]
        values = episode(300, 60 + 5 * k, top=200.0 + 10 * k, fade=20.0)
        found += rows(values, platform=f"Platform {k}", channel=channel)
    storing(HEADER, *found)
    figure = make(tmp_path, "channels")
    assert figure.shown.num_rows == number
    for canvas in CANVASES:
        drawn = figure.draw(canvas)
        assert collisions(drawn) == []
        said = " ".join(words(drawn))
        assert ("By how much the row came before the column" in said) == (number <= 8)


def test_series_without_any_clear_start_say_so(storing: Storing, tmp_path: Path) -> None:
    storing(
        HEADER,
        *rows([3.0, 4.0] * 150, platform="Quiet"),
        *rows([5.0, 4.0] * 150, channel="niche"),
    )
    figure = make(tmp_path, "channels")
    assert figure.empty
    assert "None of 2 series" in figure.headline
