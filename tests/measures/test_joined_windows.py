"""Overlapping downloads of one term become one series: from files to measures, with every refusal and error told."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from real_path import Asking

from ripplemark import estimate
from ripplemark.archive import Archive
from ripplemark.archive.refusals import AlreadyHere
from ripplemark.archive.serving import serve
from ripplemark.engine import Serving
from ripplemark.estimate.fitted import fitted_half_life
from ripplemark.estimate.pulls import pulled
from ripplemark.estimate.stitch import Window
from ripplemark.figures.recipe import LONGEST, recipe, windows
from ripplemark.figures.series import decided, offered
from ripplemark.ingest import Options, Report, add
from ripplemark.measures import bins, measure
from ripplemark.measures import windows as windows_of
from ripplemark.measures.base import Request
from ripplemark.result import Estimate
from ripplemark.vault import Vault

SHARED = Path(__file__).parents[3] / "shared" / "data" / "google_trends" / "bitcoin_de_windows"
FIRST = date(2023, 1, 1)
ONSET, FADE = 100, 30.0


def interest(day: int) -> float:
    """Searches as they are: 40 before, a jump to 640 on the onset, and an exponential fall."""
    return 40 + (600 * math.exp(-(day - ONSET) / FADE) if day >= ONSET else 0.0)


def download(
    folder: Path, first: int, days: int, seed: int, *, searches: float = 4000, name: str = ""
) -> Path:
    """A file as Google writes it: its own sample of a window, scaled to its own 100."""
    random = np.random.default_rng(seed)
    mean = np.array([interest(k) for k in range(first, first + days)])
    drawn = random.poisson(mean / mean.max() * searches).astype(float)
    value = np.round(100 * drawn / drawn.max()).astype(int)
    lines = [f"{FIRST + timedelta(days=first + k)},{value[k] or '<1'}" for k in range(days)]
    path = folder / (name or f"multiTimeline ({seed}).csv")
    head = ["Category: All categories", "", "Day,rumoured thing: (Germany)"]
    path.write_text("\n".join((*head, *lines)) + "\n", encoding="utf-8")
    return path


def stored(folder: Path, paths: Sequence[Path]) -> list[Report]:
    archive, vault = Archive(folder / "archive"), Vault(folder / "vault")
    options = Options(incident="LANTERN", zone="Europe/Berlin")
    return [add(archive, vault, path, options) for path in paths]


def joined(found: list[Estimate]) -> list[Estimate]:
    return [each for each in found if str(each.by.get("dataset")).startswith("joined-")]


def test_windows_become_one_series_and_each_link_is_told(tmp_path: Path, asking: Asking) -> None:
    stored(tmp_path, [download(tmp_path, first, 200, seed=first) for first in (0, 125, 190)])
    told = asking("stitched-series")
    links = [each for each in told if each.by["quantity"] == "link" and each.status == "ok"]
    assert [each.by["first"] for each in links] == [
        "2023-01-01/2023-07-19",
        "2023-05-06/2023-11-21",
    ]
    for each in links:
        assert isinstance(each.value, float)
        assert isinstance(each.low, float)
        assert isinstance(each.high, float)
        assert each.low < each.value < each.high
        assert "bins in both; standard error" in each.note
    scales = [each for each in told if each.by["quantity"] == "scale"]
    # The third window's highest day is its first: its 100 is that part of the peak's 100.
    truth = interest(190) / interest(ONSET)
    assert scales[2].value == pytest.approx(truth, rel=0.1)
    (peak,) = [e for e in joined(asking("peak")) if e.by["quantity"] == "time"]
    assert str(peak.value).startswith("2023-04-11")


def test_the_error_of_the_links_reaches_the_intervals(tmp_path: Path, asking: Asking) -> None:
    """Residual interest at day 150 lies in the last window, its peak in the first: a link is between them."""
    paths = [download(tmp_path, first, 160, seed=first, searches=300) for first in (0, 106, 160)]
    stored(tmp_path, paths)
    (told,) = joined(asking("residual-interest", settings={"day": "90"}))
    serving = serve(Archive(tmp_path / "archive"))
    request = Request(serving, "LANTERN", "incident", (), (), {})
    (series,) = [each.series for each in bins.read(request) if each.parts]
    serving.close()
    assert series.links is not None
    assert series.links.shape == (series.value.size, 2)
    assert not np.allclose(series.links[-20:], 0)
    assert np.allclose(series.links[ONSET - 30 : 105], series.links[ONSET], atol=0.01)
    without = estimate.residual_interest(replace(series, links=None), 90)
    large = estimate.residual_interest(replace(series, links=20 * series.links), 90)
    within = estimate.residual_interest(series, 90)
    assert (told.low, told.high) == pytest.approx((within.low, within.high))
    assert _wide(without) <= _wide(within) * 1.05
    assert _wide(large) > 2 * _wide(without)


def _wide(answer: object) -> float:
    return answer.high - answer.low  # type: ignore[attr-defined,no-any-return]


def test_the_planted_rest_is_in_the_interval_through_the_whole_product(tmp_path: Path) -> None:
    truth = float(np.mean([interest(ONSET + 90 + k) for k in range(-7, 8)]) - 40) / 600
    inside = 0
    for seed in range(15):
        folder = tmp_path / str(seed)
        folder.mkdir()
        windows_ = [
            download(folder, first, 170, seed=1000 * seed + first, searches=1500)
            for first in (20, 125)
        ]
        stored(folder, windows_)
        serving = serve(Archive(folder / "archive"))
        found = measure(
            serving, "residual-interest", incident="LANTERN", settings={"day": "90"}
        ).estimates
        serving.close()
        (one,) = joined(list(found))
        low, high = one.low, one.high
        assert isinstance(low, float)
        assert isinstance(high, float)
        inside += int(low <= truth <= high)
    assert inside >= 12


def test_a_fitted_half_life_is_wider_by_the_links(tmp_path: Path, asking: Asking) -> None:
    paths = [download(tmp_path, first, 170, seed=first, searches=200) for first in (0, 110)]
    stored(tmp_path, paths)
    (told,) = joined(asking("fitted-half-life", settings={"model": "exponential"}))
    serving = serve(Archive(tmp_path / "archive"))
    request = Request(serving, "LANTERN", "incident", (), (), {})
    (series,) = [each.series for each in bins.read(request) if each.parts]
    serving.close()
    plain = fitted_half_life(series, model="exponential").answer
    assert told.value == pytest.approx(plain.value)
    assert told.low < plain.low  # type: ignore[operator]
    assert told.high > plain.high  # type: ignore[operator]


def test_the_joined_series_is_the_main_one_unless_somebody_decides(tmp_path: Path) -> None:
    stored(tmp_path, [download(tmp_path, first, 200, seed=first) for first in (0, 120)])
    serving = serve(Archive(tmp_path / "archive"))
    found = offered(serving, "LANTERN", "search")
    serving.close()
    main = decided(found, None)
    assert main is not None
    assert main.binned.parts == tuple(sorted(main.binned.parts)) or len(main.binned.parts) == 2
    assert "joined from 2 downloads" in main.label
    own = next(each for each in found if not each.binned.parts)
    assert decided(found, own.key) is own


def test_windows_that_share_too_little_or_only_low_values_are_refused_with_the_reason(
    tmp_path: Path, asking: Asking
) -> None:
    stored(tmp_path, [download(tmp_path, first, 150, seed=first) for first in (0, 140)])
    told = asking("stitched-series")
    (link,) = [each for each in told if each.by["quantity"] == "link"]
    assert link.value is None
    assert "share 10 of 150 bins" in link.note
    assert not joined(asking("onset"))


def test_several_downloads_of_one_window_are_averaged_and_a_copy_counts_once() -> None:
    at = np.arange(5)
    values = [np.array([10.0, 20, 30, 40, 100]) + shift for shift in (0.0, 2.0, 0.0)]
    (one,) = pulled([Window(at, each) for each in values])
    assert one.places == (0, 1)
    assert one.copies == {2: 0}
    assert one.window.value.tolist() == [11, 21, 31, 41, 101]
    # sd / sqrt(2) of two values 2 apart is 1
    assert one.spread == pytest.approx(np.ones(5))


def test_five_downloads_of_one_request_tell_their_spread(tmp_path: Path, asking: Asking) -> None:
    stored(tmp_path, [download(tmp_path, 0, 265, seed=k, searches=200) for k in range(5)])
    (scale,) = [each for each in asking("stitched-series") if each.by["quantity"] == "scale"]
    assert "Mean of 5 downloads" in scale.note
    assert "may share a sample" in scale.note
    (back,) = joined(asking("return-to-baseline"))
    assert back.status == "ok"


def test_a_file_whose_name_says_other_days_is_noticed(tmp_path: Path) -> None:
    path = download(tmp_path, 0, 100, seed=1, name="2023-05-01 2023-09-01.csv")
    right = download(tmp_path, 0, 100, seed=2, name="2023-01-01 2023-04-10.csv")
    lies, honest = stored(tmp_path, [path, right])
    codes = [{each.code for each in of.warnings} for of in (lies, honest)]
    assert "name-says-other-days" in codes[0]
    assert "name-says-other-days" not in codes[1]


def test_the_recipe_names_days_that_overlap_by_half_and_reach_a_year_past_the_peak() -> None:
    found = windows(date(2024, 3, 1), date(2024, 3, 5), date(2026, 1, 1))
    assert found[0][0] == date(2024, 1, 1)
    assert all((last - first).days + 1 <= LONGEST for first, last in found)
    assert all((a[1] - b[0]).days * 3 >= (a[1] - a[0]).days for a, b in pairwise(found))
    assert found[-1][1] >= date(2025, 3, 20)
    assert windows(date(2024, 3, 1), date(2024, 3, 5), date(2024, 4, 1))[-1][1] == date(2024, 4, 1)


@pytest.mark.parametrize(
    ("today", "parts"),
    [
        (
            date(2023, 4, 13),
            ("From 15 April 2023 on", "from 10 February 2023 to the last day", "'Past 7 days'"),
        ),
        (date(2023, 6, 20), ("download 10 February 2023 to 17 June 2023", "at most 269 days")),
        (date(2024, 6, 20), ("overlapping the next by a third", "10 February 2023 to ")),
    ],
)
def test_the_recipe_follows_the_age_of_the_story(
    tmp_path: Path, today: date, parts: tuple[str, ...]
) -> None:
    stored(tmp_path, [download(tmp_path, 0, 200, seed=1)])
    serving = serve(Archive(tmp_path / "archive"))
    told = " ".join(recipe(offered(serving, "LANTERN", "search"), "Europe/Berlin", today))
    serving.close()
    for part in parts:
        assert part in told
    assert ("by the week" in told) == (today.year == 2024)


def test_the_recipe_says_term_place_category_kind_and_five_days() -> None:
    told = " ".join(recipe([], "UTC"))
    for part in (
        "same term",
        "same place",
        "All categories",
        "Web Search",
        "five different days",
        "269",
    ):
        assert part in told


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Serving, list[str]]]:
    """The twenty windows in an archive, and what was refused at the door."""
    if not SHARED.exists():
        pytest.skip("the shared data are not here")
    folder, refused = tmp_path_factory.mktemp("german"), []
    for path in sorted(SHARED.glob("*.csv")):
        try:
            stored(folder, [path])
        except AlreadyHere as error:
            refused.append(f"{path.name}: {type(error).__name__}")
    serving = serve(Archive(folder / "archive"))
    yield serving, refused
    serving.close()


def test_of_the_twenty_german_windows_five_join_and_the_copy_is_refused(
    german: tuple[Serving, list[str]],
) -> None:
    serving, refused = german
    # data/README.md: the file named 2012-09-05 to 2013-05-23 holds the rows of its neighbour.
    assert refused == ["2012-09-05 2013-05-23.csv: AlreadyHere"]
    told = measure(serving, "stitched-series", incident="LANTERN").estimates
    scales = [each for each in told if each.by["quantity"] == "scale"]
    inside = [each.by["first"] for each in scales if each.status == "ok"]
    assert len(scales) == 19
    assert inside == [
        "2015-11-19/2016-08-05",
        "2016-03-28/2016-12-13",
        "2016-08-05/2017-04-22",
        "2016-12-13/2017-08-30",
        "2017-04-22/2017-11-30",
    ]
    assert all(each.note for each in scales)
    # data/README.md: the first two share 100 days, on which the second never passes 9 of 100.
    first = next(each for each in told if each.by["quantity"] == "link")
    assert first.n == 100
    assert "never passes 9 of 100" in first.note


def test_the_peak_of_the_joined_german_series_is_that_of_its_last_window(
    german: tuple[Serving, list[str]],
) -> None:
    found = joined(list(measure(german[0], "peak", incident="LANTERN").estimates))
    time, level, _ = found
    at = datetime.fromisoformat(str(time.value)).astimezone(UTC)
    assert at.date() == date(2017, 11, 29)
    assert level.value == 100.0


def terms(folder: Path, other: str, ratio: float, seed: int, anchor: float = 300.0) -> Path:
    """A download of a steady term and of one that is ``ratio`` times as high, on one scale."""
    random = np.random.default_rng(seed)
    mean = anchor * np.exp(0.3 * np.sin(np.arange(150) / 9))
    values = [random.poisson(mean).astype(float), random.poisson(300 * ratio, 150).astype(float)]
    top = max(each.max() for each in values)
    lines = [
        f"{FIRST + timedelta(days=k)},{round(100 * values[0][k] / top)},{round(100 * values[1][k] / top)}"
        for k in range(150)
    ]
    path = folder / f"multiTimeline {other}.csv"
    head = ["Category: All categories", "", f"Day,weather: (Germany),{other}: (Germany)"]
    path.write_text("\n".join((*head, *lines)) + "\n", encoding="utf-8")
    return path


def test_a_shared_term_puts_two_others_on_one_scale(tmp_path: Path, asking: Asking) -> None:
    stored(tmp_path, [terms(tmp_path, "small", 0.5, 1), terms(tmp_path, "large", 2.5, 2)])
    told = asking("anchored-terms")
    (scale,) = [each for each in told if each.by["quantity"] == "scale"]
    peaks = sorted(
        float(each.value)  # type: ignore[arg-type]
        for each in told
        if each.by["quantity"] == "peak" and each.by["series"] != each.by["anchor"]
    )
    assert scale.status == "ok"
    # Both terms are Poisson around 150 and 750 a day: five to one, but for their highest days.
    assert peaks[1] / peaks[0] == pytest.approx(5, rel=0.15)


def test_an_anchor_that_is_too_small_beside_a_term_is_refused(
    tmp_path: Path, asking: Asking
) -> None:
    stored(tmp_path, [terms(tmp_path, "small", 0.5, 1), terms(tmp_path, "huge", 40, 2)])
    told = asking("anchored-terms")
    (scale,) = [each for each in told if each.by["quantity"] == "scale"]
    assert scale.value is None
    assert "20 is needed" in scale.note
    assert len([each for each in told if each.by["quantity"] == "peak"]) == 2


def test_where_no_download_shows_a_number_the_joined_series_has_a_bound_on_its_own_scale() -> None:
    at = np.arange(80)
    high = np.where(at < 40, np.round(100.0 / 2 ** (at / 16)), 0.5)
    low = np.where(at < 40, 2 * high, 0.0)

    def window(name: str, first: int, value: np.ndarray) -> windows_of.Download:
        by = {"dataset": name, "metric": "search_index", "series": "term", "bin_width": "P1D"}
        part = value[first:]
        return windows_of.Download(by, "UTC", at[first:], at[first:] * 86400.0, part, part == 0.5)

    (one,) = windows_of.joined([window("high", 0, high), window("low", 10, low)])
    shown = [one.factor(0), one.factor(1)]
    assert shown == pytest.approx([1.0, 0.5], rel=0.05)
    assert np.isnan(one.upper[:40]).all()
    assert one.upper[40:] == pytest.approx(np.mean(np.array(shown, dtype=float)))


def test_zero_of_a_download_is_told_as_too_few_searches(tmp_path: Path, asking: Asking) -> None:
    path = download(tmp_path, 0, 200, seed=3, searches=40)
    text = path.read_text(encoding="utf-8").replace("<1", "0", 2)
    path.write_text(text, encoding="utf-8")
    stored(tmp_path, [path])
    (told,) = asking("fitted-half-life")
    assert "2 bins are 0: too few searches to be shown, not none" in told.note
