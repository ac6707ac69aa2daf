"""The numbers of an episode: three half-lives by name, what is not known with its reason, and room on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_path import Asking, Storing
from series_told import CANVASES, EPISODE, HEADER, PHONE, collisions, episode, make, rows, words

from ripplemark.charts.canvas import DARK, MONO, Canvas
from ripplemark.figures.saying_numbers import HALVES
from ripplemark.measures import named
from ripplemark.wording import said

TWICE = [max(one, two) for one, two in zip(EPISODE, episode(400, 320, top=300), strict=True)]


def test_the_headline_names_which_half_life_each_number_is(
    storing: Storing, asking: Asking, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE))
    intensity, fitted, engagement = (said(asking(name)[0], "h").value for name in HALVES)
    figure = make(tmp_path, "numbers")
    assert figure.headline == (
        f"Three half-lives of posts on Chirp: {intensity} of intensity, {fitted} fitted and {engagement} of engagement "
        "within 7 days"
    )
    assert "half-life" not in figure.headline.replace("half-lives", "")
    assert figure.subtitle.startswith("Three half-lives, counted from three moments")
    assert "observed 1 to 17 March 2025" in figure.subtitle


def test_every_number_is_the_measures_own_and_its_definition_goes_with_it(
    storing: Storing, asking: Asking, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE))
    figure = make(tmp_path, "numbers")
    shown = {row["name"]: row for row in figure.shown.to_pylist()}
    for name in ("time-to-peak", "doubling-time", *HALVES, "time-to-tenth"):
        (own,) = asking(name)
        (row, *_) = [each for each in shown.values() if each["metric"] == name]
        assert (row["hours"], row["low"], row["high"]) == (own.value, own.low, own.high)
        assert name in {each["metric"] for each in figure.documents}
        assert set(named(name).caveats) <= set(figure.caveats)
    horizons = [each for each in shown if each.startswith("Engagement half-life")]
    assert horizons == ["Engagement half-life (7 days)", "Engagement half-life (30 days)"]


def test_what_is_claimed_names_its_half_life_and_that_they_are_not_one_is_not_borne(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE))
    claims = make(tmp_path, "numbers").claims
    kinds = ("Half-life of intensity", "Fitted half-life", "Engagement half-life (7 days)")
    for kind, sentence in zip(kinds, claims.borne[:3], strict=True):
        assert sentence.startswith(f"{kind} of posts on Chirp: ")
        assert "95 % interval" in sentence
        assert sentence.endswith("(observed to 17 March 2025).")
    assert claims.borne[3].startswith("Posts on Chirp: no later peak stood out")
    assert "The half-life is so many hours." in [each.sentence for each in claims.unborne]


def test_a_later_peak_is_counted_and_drawn(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(TWICE))
    figure = make(tmp_path, "numbers")
    (later,) = [row for row in figure.shown.to_pylist() if row["metric"] == "resurgences"]
    assert later["low"] <= 120 <= later["high"]
    assert later["name"] == "Later peak 1"
    assert any("1 later peak stood out" in each for each in figure.claims.borne)
    assert "Later peak 1" in words(figure.draw(Canvas(760)))


def test_without_a_half_life_there_is_a_reason_and_the_picture_says_not_known(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows([3.0, 2, 3, 4, 3, 2, 3] * 3 + [300, 40], width="P1D"))
    figure = make(tmp_path, "numbers")
    assert figure.headline.startswith("No half-life of posts on Chirp can be said: seen for only 1")
    assert "not known" in words(figure.draw(Canvas(760)))
    missing = figure.claims.unborne[0]
    assert missing.sentence.startswith("Half-life of intensity")
    assert missing.needed.endswith(".")
    assert figure.claims.borne[0].startswith("Time to the peak of posts on Chirp: ")


def test_without_any_number_nothing_is_drawn_and_it_says_what_to_do(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows([3.0] * 60))
    figure = make(tmp_path, "numbers")
    assert figure.empty
    assert "nothing rises clearly above the usual level" in figure.headline
    assert figure.subtitle == "Widen the period or check the search terms."


def test_one_row_is_no_error_and_none_says_what_to_add(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows([3.0]))
    assert make(tmp_path, "numbers").headline.startswith("No half-life")
    assert make(tmp_path, "numbers", channel="news").headline.startswith("No series")


@pytest.mark.parametrize("values", [EPISODE, TWICE, EPISODE[:204]])
def test_no_words_touch_at_any_size(storing: Storing, tmp_path: Path, values: list[float]) -> None:
    storing(HEADER, *rows(values))
    figure = make(tmp_path, "numbers")
    for canvas in (*CANVASES, PHONE, Canvas(760, look=DARK), Canvas(760, look=MONO)):
        assert collisions(figure.draw(canvas)) == []
