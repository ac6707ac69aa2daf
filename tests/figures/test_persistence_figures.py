"""What remains, the numbers of persistence, the long tail, and persistence across incidents: said as the measures say it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from real_path import Asking, Storing
from series_told import CANVASES, HEADER, collisions, make, rows, searches, words

from benchmarks.coverage_fades import Fade
from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import DARK, LIGHT, MONO, SIZES
from ripplemark.estimate.laws import POWER, half_of
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.gate import Gate
from ripplemark.wording import said

START = datetime(2023, 1, 2, tzinfo=UTC)
PAGES = "engine,query,locale,device,captured_at,rank,url,stance"
STANCES = {"I": "incident", "C": "correction", "N": "neutral", "-": ""}
MINE = ("what-remains", "persistence-numbers", "long-tail")


def interest(size: int, at: int = 100) -> list[float]:
    """Near 6, a peak of 96, and an exponential fall."""
    values = []
    for k in range(size):
        excess = 90 * math.exp(-(k - at) / 6) if k >= at else 20.0 * (k == at - 1)
        values.append(float(min(round(6 + (k % 3 - 1) + excess), 100)))
    return values


def tail(days: int = 900) -> list[float]:
    """A power law over 20, and three times as much in the week of its first anniversary."""
    fade = Fade("tail", "day", days, 60, 2, half_of(1.1, 1.0), 3000, 20, POWER, 1.0)
    value = fade.draw(np.random.default_rng(3)).value
    value[fade.top + 362 : fade.top + 369] *= 3
    return [float(round(each)) for each in value]


def page(at: str, stances: str, engine: str = "Seek", query: str = "one") -> list[str]:
    return [
        f"{engine},{query},en,desktop,{at},{k + 1},https://site.example/{engine}{query}{k},{STANCES[each]}"
        for k, each in enumerate(stances)
    ]


def stored(storing: Storing, values: Sequence[float]) -> None:
    storing(HEADER, *searches(values, metric="views", start=START))


def test_each_number_is_the_measures_own_and_has_its_date(
    storing: Storing, asking: Asking, tmp_path: Path
) -> None:
    stored(storing, tail())
    storing(PAGES, *page("2025-06-01T10:00Z", "NICNNINNNN"))
    made = make(tmp_path, "what-remains")
    shown = {each["metric"]: each for each in made.shown.to_pylist()}
    (since,) = asking("time-since-return")
    assert shown["time-since-return"]["value"] == pytest.approx(since.value)
    assert said(since, "days").value in shown["time-since-return"]["said"]
    assert shown["serp-incident-share"]["value"] == 0.2
    assert shown["serp-correction-share"]["value"] == 0.1
    assert "1 June 2025" in shown["serp-incident-share"]["about"]
    assert "story at place 2 and correction at place 3" in shown["serp-first-place"]["said"]
    assert "19 June 2025" in shown["interest-now"]["about"]
    assert made.headline.startswith(
        "A correction stood on the first page on 1 June 2025: of ten results, 10 % corrected the story and 20 % told it; "
        "views of rumoured thing in web searches were in their usual range from "
    )
    borne = " ".join(made.claims.borne)
    assert "all places counting alike" in borne
    assert "where each place counts 0.9 of the one above" in borne
    assert "95 % interval" in borne
    assert any("everybody finds" in each.sentence for each in made.claims.unborne)
    assert not any("score" in each for each in words(made.draw(SIZES[0].canvas)))


def test_what_is_missing_is_said_with_the_file_that_would_give_it(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *searches(interest(300), start=START))
    made = make(tmp_path, "what-remains")
    told = {each["metric"]: each["said"] for each in made.shown.to_pylist()}
    assert "Save the first page of the same searches" in told["serp-incident-share"]
    assert "Needed: the series up to " in told["anniversaries"]
    assert any("nobody looked" in each.why for each in made.claims.unborne)
    assert not any("everybody finds" in each.sentence for each in made.claims.unborne)
    storing(PAGES, *page("2023-10-01T10:00Z", "----------"))
    told = {
        each["metric"]: each["said"] for each in make(tmp_path, "what-remains").shown.to_pylist()
    }
    assert "beside each result in your own spreadsheet" in told["serp-incident-share"]


def test_two_days_after_the_peak_each_number_says_the_day_on_which_to_come_back(
    storing: Storing, tmp_path: Path
) -> None:
    # 168 hours from Monday, 2 January, as a download of a week has them: five quiet days, and a peak on the 7th at 05:00.
    hours = [2.0 + k % 2 for k in range(120)]
    hours += [min(20.0 * (k + 1), 100.0 * math.exp(-(k - 5) / 20)) for k in range(48)]
    storing(HEADER, *searches(map(round, hours), width="PT1H", start=START))
    told = {each["name"]: each["said"] for each in make(tmp_path, "what-remains").shown.to_pylist()}
    assert told["Search interest now"].endswith("Needed: the series up to 5 February 2023.")
    assert "the series up to 15 January 2023 or later" in told["Back in its usual range"]
    made = make(tmp_path, "persistence-numbers")
    assert made.headline == (
        "How long search interest in rumoured thing stays cannot be told yet: the series ends on 8 January 2023"
    )
    told = {each["name"]: each["said"] for each in made.shown.to_pylist()}
    needed = {"Late share": "16 January 2023", "Half of the late part": "16 January 2023"}
    for name, day in {**needed, "Exponent of the tail": "18 August 2023"}.items():
        assert f"Needed: the series up to {day}." in told[name]
    assert not any("Come back later" in each for each in told.values())


def test_result_pages_alone_are_told_without_any_series(storing: Storing, tmp_path: Path) -> None:
    storing(PAGES, *page("2025-06-01T10:00Z", "CINNN"))
    made = make(tmp_path, "what-remains")
    assert not made.empty
    assert (
        made.headline
        == "A correction stood on the first page on 1 June 2025: of ten results, 20 % corrected the story and 20 % told it"
    )
    told = {each["metric"]: each["said"] for each in made.shown.to_pylist()}
    assert "Google Trends" in told["interest-now"]


def test_engines_are_told_apart_and_never_pooled(storing: Storing, tmp_path: Path) -> None:
    rows_ = [*page("2025-06-01T10:00Z", "IIIIN"), *page("2025-06-01T10:00Z", "CINNN", "Find")]
    storing(PAGES, *rows_)
    told = {
        each["metric"]: each["said"] for each in make(tmp_path, "what-remains").shown.to_pylist()
    }
    assert told["serp-incident-share"].startswith("20 % on Find and 80 % on Seek")
    assert "correction at place 1 on Find" in told["serp-first-place"]
    assert "no correction among the first 10 on Seek" in told["serp-first-place"]


def test_a_level_that_cannot_be_told_from_before_is_said_so_before_its_number(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *searches(interest(400), start=START))
    for name, metric in (("what-remains", "interest-now"),):
        shown = {each["metric"]: each["said"] for each in make(tmp_path, name).shown.to_pylist()}
        assert shown[metric].startswith("could not be told from the level before (1.0 times")


def test_nothing_known_says_what_to_add(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows([5.0, 6, 5, 4] * 60))
    for name in MINE:
        made = make(tmp_path, name)
        assert made.empty
        assert "Add a Google Trends download" in made.subtitle
        assert "NE_" not in made.headline + made.subtitle


def test_the_numbers_of_persistence_have_all_days_signed_and_the_late_share_its_horizon(
    storing: Storing, asking: Asking, tmp_path: Path
) -> None:
    stored(storing, tail())
    made = make(tmp_path, "persistence-numbers")
    shown = {each["name"]: each for each in made.shown.to_pylist()}
    for day in (30, 90, 365):
        (left,) = asking("residual-interest", settings={"day": str(day)})
        assert shown[f"Left after {day} days"]["value"] == pytest.approx(left.value)
        assert shown[f"Left after {day} days"]["low"] == pytest.approx(left.low)
    yearly = [name for name, each in shown.items() if "anniversary of the peak" in each["about"]]
    assert yearly == ["Left after 365 days"]
    (exponent,) = asking("tail-exponent")
    assert shown["Exponent of the tail"]["value"] == pytest.approx(exponent.value)
    assert "counted up to 838 days after the peak" in shown["Late share"]["said"]
    assert "Later peaks" in shown
    early = make(tmp_path, "persistence-numbers", to="2023-06-01")
    told = {each["name"]: each["said"] for each in early.shown.to_pylist()}
    assert "The series ends on 31 May 2023. Needed: the series up to" in told["Left after 365 days"]
    assert "Needed: the series up to" in told["New usual level"]


def test_the_long_tail_says_its_law_in_words_and_marks_anniversaries(
    storing: Storing, asking: Asking, tmp_path: Path
) -> None:
    stored(storing, tail())
    made = make(tmp_path, "long-tail")
    (exponent,) = asking("tail-exponent")
    left = round(100 * 2 ** -float(exponent.value or 0))
    assert made.headline == (
        f"From day 7 to 365, each doubling of the days since the peak left about {left} % of the extra views of rumoured "
        "thing in web searches"
    )
    drawn = " ".join(words(made.draw(SIZES[0].canvas)))
    assert "1 year after the peak" in drawn
    assert "power law fitted by likelihood" in drawn
    fitted = [each for each in made.shown["fitted"].to_pylist() if each is not None]
    assert fitted
    assert fitted == sorted(fitted, reverse=True)
    assert any("ten years" in each.sentence for each in made.claims.unborne)


def test_a_tail_without_a_law_is_drawn_and_says_why(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *searches(interest(300), start=START))
    made = make(tmp_path, "long-tail")
    assert not made.empty
    assert "cannot be said" in made.headline
    assert set(made.shown["fitted"].to_pylist()) == {None}
    assert any("power law" in each.sentence for each in made.claims.unborne)


@pytest.mark.parametrize(
    "values", [tail(), tail(300), interest(130)], ids=["long", "short", "index"]
)
def test_no_words_of_the_persistence_figures_touch_at_any_size(
    storing: Storing, tmp_path: Path, values: list[float]
) -> None:
    stored(storing, values)
    both = [*page("2025-06-01T10:00Z", "IIIIN"), *page("2025-06-01T10:00Z", "CINNN", "Find")]
    storing(PAGES, *both)
    for name in MINE:
        made = make(tmp_path, name)
        for canvas in CANVASES:
            for look in (LIGHT, DARK, MONO):
                picture = made.draw(replace(canvas, look=look))
                assert collisions(picture) == [], (name, canvas)
                assert picture.layout.width == canvas.width


def across(folder: Path, name: str, **settings: str) -> Figure:
    archive = Archive(folder / "archive")
    serving = serve(archive)
    try:
        return figure(archive, serving, Gate.of("owner"), name, settings=settings)
    finally:
        serving.close()


def several(storing: Storing) -> None:
    """Three incidents of views per day, one seen too briefly; one of an index; one with result pages."""
    for k, (code, size, days) in enumerate(
        (("ANVIL", 400, 200), ("BASIN", 4000, 200), ("CEDAR", 900, 66))
    ):
        fade = Fade("x", "day", days, 60, 1, 4.0, size, 10 + k, dispersion=0.0)
        value = fade.draw(np.random.default_rng(k)).value
        told = searches(
            [float(each) for each in value], metric="views", start=START, channel="encyclopedia"
        )
        storing(HEADER, *told, incident=code)
    storing(HEADER, *searches(interest(300), start=START), incident="DELTA")
    storing(
        "time,time_end,kind,label",
        "2023-04-01T10:00Z,,fact_check,a check",
        incident="DELTA",
    )
    looks = [*page("2023-04-02T10:00Z", "INNNN"), *page("2023-04-09T10:00Z", "INCNN")]
    storing(PAGES, *looks, incident="DELTA")


def test_size_and_persistence_are_compared_only_in_counts_of_one_unit(
    storing: Storing, tmp_path: Path
) -> None:
    several(storing)
    made = across(tmp_path, "persistence-across")
    shown = {each["incident"]: each for each in made.shown.to_pylist()}
    assert set(shown) == {"ANVIL", "BASIN", "CEDAR"}
    assert not shown["CEDAR"]["reached"]
    assert shown["BASIN"]["peak"] > shown["ANVIL"]["peak"]
    assert "not back when observation ended" in made.headline
    assert any("peak of 100 in every file" in each.why for each in made.claims.unborne)
    assert any("DELTA" in each for each in made.caveats)
    for canvas in CANVASES:
        assert collisions(made.draw(canvas)) == []
    left = across(tmp_path, "persistence-across", stayed="residual-interest")
    assert left.empty or "of their peaks was left" in left.headline
    none = across(tmp_path, "persistence-across", channel="search")
    assert none.empty


def test_incidents_not_back_and_not_corrected_count_as_long_as_they_were_watched(
    storing: Storing, tmp_path: Path
) -> None:
    several(storing)
    back = across(tmp_path, "back-across")
    assert "back in" in back.subtitle or "back to usual" in back.subtitle
    corrected = across(tmp_path, "corrected-across")
    assert not corrected.empty
    assert "first published check" in corrected.subtitle
    assert "observed to 9 April 2023" in corrected.subtitle
    assert any("ANVIL" in each and "no page of results" in each for each in corrected.caveats)
