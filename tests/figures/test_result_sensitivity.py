"""Does it depend on how the page is counted: every share is that of its own way of counting, and the headline spans them all."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_path import Storing
from series_told import make, words

from ripplemark.charts.canvas import SIZES

HEADER = "engine,query,locale,device,captured_at,rank,url,stance"
WORDS = {"D": "correction", "I": "incident", "N": "neutral", "-": ""}
ORACLE = "DNIIDNINNI"
NAME = "result-sensitivity"


def page(stances: str, engine: str = "Seek", query: str = "the rumour") -> list[str]:
    return [
        f"{engine},{query},en,desktop,2025-03-02T10:00Z,{k + 1},https://site.example/{k},{WORDS[each]}"
        for k, each in enumerate(stances)
    ]


def shares(tmp_path: Path, does: str, varied: str, **more: str) -> dict[str, float | None]:
    return {
        row["setting"]: row["share"]
        for row in make(tmp_path, NAME, **more).shown.to_pylist()
        if (row["does"], row["varied"]) == (does, varied)
    }


def test_every_way_of_counting_gives_its_own_share(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *page(ORACLE))
    assert shares(tmp_path, "corrects the story", "places") == pytest.approx(
        {"the first alone": 1.0, "the first 3": 1 / 3, "the first 5": 0.4, "the first 10": 0.2}
    )
    weights = {
        "all places alike": [1.0] * 10,
        "1 / place": [1 / k for k in range(1, 11)],
        **{f"× {p:g} per place": [p**k for k in range(10)] for p in (0.95, 0.9, 0.8, 0.7, 0.5)},
    }
    found = shares(tmp_path, "tells the story", "weighting")
    for name, each in weights.items():
        told = sum(w for w, stance in zip(each, ORACLE, strict=True) if stance == "I")
        assert found[name] == pytest.approx(told / sum(each)), name
    corrected = shares(tmp_path, "corrects the story", "weighting")
    # SCIENCE.md, C.8
    assert corrected["1 / log2(place + 1)"] == pytest.approx(0.305, abs=5e-4)


def test_the_headline_spans_all_ways_and_the_claims_name_the_least_and_the_most(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *page(ORACLE))
    figure = make(tmp_path, NAME)
    assert figure.headline == (
        "Depending on how results are counted, between 0 % and 40 % of the first page told the story and between 20 % and 100 % "
        "corrected it (2 March 2025)"
    )
    assert figure.claims.borne[1] == (
        "2 March 2025: 20 % of the first 10 results corrected the story, all counting alike; the least is 20 % (of the first 10 "
        "results), the most 100 % (of the results at the first place)."
    )
    drawn = words(figure.draw(SIZES[0].canvas))
    assert "the first 10 (default)" in drawn
    assert "Tells the story, by how many places count" in drawn


def test_a_page_that_says_the_same_everywhere_is_said_to(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *page("I" * 10))
    figure = make(tmp_path, NAME)
    assert figure.headline == (
        "However results are counted, 100 % of the first page told the story and 0 % corrected it (2 March 2025)"
    )
    assert figure.claims.borne[0].endswith("so it is in every other way of counting.")


def test_the_chosen_way_is_marked_and_places_that_no_page_has_are_left_out(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *page(ORACLE[:6]))
    assert list(shares(tmp_path, "tells the story", "places", k="4")) == [
        "the first alone",
        "the first 3",
        "the first 4",
        "the first 5",
    ]
    rows = make(tmp_path, NAME, k="4").shown.to_pylist()
    chosen = {row["setting"] for row in rows if row["is_chosen"]}
    assert chosen == {"the first 4", "all places alike"}
    assert "× 0.6 per place" in shares(tmp_path, "tells the story", "weighting", p="0.6")


def test_shares_that_hang_on_uncoded_results_have_bounds_and_no_number(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *page("DNI-DNINNI"))
    figure = make(tmp_path, NAME)
    rows = {
        row["setting"]: row for row in figure.shown.to_pylist() if row["does"] == "tells the story"
    }
    assert rows["the first 3"]["share"] == pytest.approx(1 / 3)
    assert rows["the first 10"]["share"] is None
    assert (rows["the first 10"]["low"], rows["the first 10"]["high"]) == pytest.approx((0.3, 0.4))
    drawn = " ".join(words(figure.draw(SIZES[0].canvas)))
    assert "as some results were not coded" in drawn


def test_of_three_searches_on_an_interval_is_told_and_engines_are_never_pooled(
    storing: Storing, tmp_path: Path
) -> None:
    storing(
        HEADER,
        *page(ORACLE),
        *page("I" * 10, query="two"),
        *page("N" * 10, query="three"),
        *page("D" * 10, engine="Find"),
    )
    one = make(tmp_path, NAME, engine="Seek")
    (row,) = [
        each
        for each in one.shown.to_pylist()
        if (each["setting"], each["does"]) == ("the first 10", "tells the story")
    ]
    assert row["searches"] == 3
    assert row["share"] == pytest.approx((0.4 + 1 + 0) / 3)
    assert row["low"] < row["share"] < row["high"]
    both = make(tmp_path, NAME)
    assert "(Seek, 2 March 2025)" in both.headline or "(Find, 2 March 2025)" in both.headline
    assert any("1 other group of pages" in each for each in both.caveats)


def test_pages_that_nobody_coded_have_no_shares(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *page("----------"))
    assert make(tmp_path, NAME).empty
