"""The attention figure says what the measures say, of the series that was chosen, and names nobody in public."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from real_path import Asking, Storing
from series_told import (
    CANVASES,
    EPISODE,
    HEADER,
    PHONE,
    collisions,
    episode,
    make,
    rows,
    searches,
    words,
)

from ripplemark.archive import Archive
from ripplemark.errors import UnknownName
from ripplemark.wording import said


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
        ([7.0], "cannot be said: only one bin has data"),
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
