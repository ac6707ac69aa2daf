"""Doubling time, the three half-lives and resurgences through file, archive, SQL and estimator; the onset by other rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from planted import TOY
from real_path import Asking

from benchmarks.coverage_fades import FADES, Fade
from ripplemark.measures import named
from ripplemark.measures.fades import FADES as MEASURES_OF_FADES
from ripplemark.result import Estimate

HEADER = "series,channel,platform,metric,bin_start,bin_width,value"
WIDTHS = {24: "P1D", 1: "PT1H"}
DAY = 24.0


def _bins(values: Sequence[float], hours: int = 24, metric: str = "posts") -> list[str]:
    start = datetime(2025, 1, 1, tzinfo=UTC)
    return [
        f"{metric},social,Platform A,{metric},{start + timedelta(hours=hours * k):%Y-%m-%dT%H:%MZ},"
        f"{WIDTHS[hours]},{value:g}"
        for k, value in enumerate(values)
        if not np.isnan(value)
    ]


def _drawn(fade: Fade, seed: int = 1) -> list[float]:
    found: list[float] = fade.draw(np.random.default_rng(seed)).value.tolist()
    return found


def _doubling(hours: int, rise: int, doubling: float) -> list[str]:
    """Bins whose mean doubles in so many bins, without any noise but rounding, up to 4096."""
    up = [round(4096 * 2 ** ((k - rise) / doubling)) for k in range(rise + 1)]
    return _bins([1.0, 2, 1, 0] * 10 + up + [1000.0, 200, 40, 9, 2, 1, 1], hours)


LATER = Fade("hourly", "hour", 1700, 800, 2, 48.0, 200, 3, again=(400, 0.5))
HOURLY, DAILY, POWER_LAW = FADES[4], FADES[1], FADES[3]
SLOW_START = [3.0, 2, 3, 4, 3, 2, 3] * 6 + [9.0, 9, 10, 11, 12, 300, 200, 90, 40, 20, 9, 4, 3, 3, 2]
ROWS = {
    "TOY": _bins(TOY),
    "INDEX": _bins([min(each, 100) for each in TOY], metric="search_index"),
    "ONE": _bins([3.0]),
    "FLAT": _bins([3.0] * 60),
    "HIGH": _bins(TOY[8:]),
    "JUMP": _bins([3.0, 2, 3, 4, 3, 2, 3] * 3 + [300, 100, 50, 20, 9, 4]),
    "UNSEEN": _bins(TOY[:12]),
    "DOUBLING": _doubling(24, 8, 2.0),
    "DOUBLINGHOURS": _doubling(1, 8, 2.0),
    "DAILY": _bins(_drawn(DAILY)),
    "HOURLY": _bins(_drawn(HOURLY), 1),
    "POWER": _bins(_drawn(POWER_LAW)),
    "LATER": _bins(_drawn(LATER), 1),
    "SLOWSTART": _bins(SLOW_START),
}


def _ok(found: list[Estimate]) -> Estimate:
    (one,) = found
    assert one.status == "ok", one.note
    assert one.low <= one.value
    assert one.high is None or one.value <= one.high
    return one


def test_growth_over_two_bins_is_the_published_two_point_value(told: Asking) -> None:
    # SCIENCE.md, A.3: ln 2 * bin / ln(y2 / y1), from 40 to 100 in a day.
    toy = _ok(told("doubling-time", "TOY"))
    assert toy.value == pytest.approx(DAY * np.log(2) / np.log(2.5))
    assert "two bins" in toy.note


@pytest.mark.parametrize(("incident", "hours"), [("DOUBLING", 24.0), ("DOUBLINGHOURS", 1.0)])
def test_growth_that_doubles_in_two_bins_is_read_so_in_days_and_hours(
    told: Asking, incident: str, hours: float
) -> None:
    found = _ok(told("doubling-time", incident))
    assert found.value == pytest.approx(2 * hours, rel=0.01)
    assert found.n >= 4
    assert found.resolution == hours


def test_the_toy_series_fades_by_an_exponential_and_the_law_is_named(told: Asking) -> None:
    # SCIENCE.md, F.8: H_lambda 1.7161 days by an exponential, which fits better than a power law.
    toy = _ok(told("fitted-half-life", "TOY"))
    assert toy.by["law"] == "exponential"
    assert toy.low <= 1.7161 * DAY <= toy.high
    assert "By a power law it would be" in toy.note
    index = _ok(told("fitted-half-life", "INDEX"))
    assert index.low <= 1.7161 * DAY <= index.high
    assert "its own scatter" in index.note


@pytest.mark.parametrize(("incident", "fade"), [("DAILY", DAILY), ("HOURLY", HOURLY)])
def test_a_planted_half_life_is_found_from_the_file_to_the_answer(
    told: Asking, incident: str, fade: Fade
) -> None:
    found = _ok(told("fitted-half-life", incident))
    assert found.by["law"] == "exponential"
    # How often the interval holds it is measured in benchmarks/coverage_fades.py; this is one draw.
    assert found.value == pytest.approx(fade.half * fade.hours, rel=0.1)


def test_a_planted_power_law_is_named_and_another_law_can_be_asked_for(told: Asking) -> None:
    own = _ok(told("fitted-half-life", "POWER"))
    assert own.by["law"] == "power"
    other = _ok(told("fitted-half-life", "POWER", settings={"model": "exponential"}))
    assert other.by["law"] == "exponential"
    assert other.value > own.value


def test_the_toy_series_has_its_worked_engagement_half_life_and_names_its_horizon(
    told: Asking,
) -> None:
    # SCIENCE.md, F.8: 2.7985 days from the start of bin 7, up to the end of the series, 21 days.
    toy = _ok(told("engagement-half-life", "TOY", settings={"horizon": "504"}))
    assert toy.value == pytest.approx(2.7985 * DAY, abs=5e-3)
    assert toy.by["horizon"] == "504 h"
    assert "within 21 days of the start, the horizon" in toy.note


@pytest.mark.parametrize("incident", ["TOY", "HOURLY", "DAILY"])
def test_a_longer_horizon_gives_a_longer_time(told: Asking, incident: str) -> None:
    settings = ({"horizon": "168"}, {"horizon": "336"}, {"horizon": "480"})
    values = [_ok(told("engagement-half-life", incident, settings=each)).value for each in settings]
    assert values == sorted(values)
    assert values[0] < values[-1]
    (default,) = told("engagement-half-life", incident)
    assert (default.by["horizon"], default.value) == ("168 h", values[0])


def test_the_three_half_lives_of_one_series_differ_and_each_says_which_it_is(
    told: Asking,
) -> None:
    names = ("half-life", "fitted-half-life", "engagement-half-life")
    values = [_ok(told(name, "HOURLY")).value for name in names]
    assert len(set(values)) == 3
    assert max(values) > 1.2 * min(values)
    titles = [named(name).title for name in names]
    assert titles == [
        "Half-life of intensity",
        "Fitted half-life of the decay",
        "Engagement half-life",
    ]
    for name in names:
        assert any("Three half-lives circulate" in each for each in named(name).caveats)


def test_the_toy_series_comes_back_once_as_published(told: Asking) -> None:
    # SCIENCE.md, A.8 and F.8: peaks at 8 and 18, ratio 0.278.
    found = {row.by["quantity"]: row for row in told("resurgences", "TOY")}
    assert set(found) == {"count", "lag", "height", "mass"}
    assert (found["count"].value, found["count"].low, found["count"].high) == (1, 0, 1)
    assert found["lag"].value == 10 * DAY
    assert found["height"].value == pytest.approx(0.278, abs=5e-4)
    assert found["height"].by["return"] == "1"
    assert found["height"].by["episode"] == "same"


def test_a_planted_second_wave_of_hours_is_found_where_it_was(told: Asking) -> None:
    found = {row.by["quantity"]: row for row in told("resurgences", "LATER")}
    assert found["count"].value == 1
    assert found["lag"].low <= 400 <= found["lag"].high
    assert "mean over 24 bins" in found["count"].note


def test_a_series_that_did_not_come_back_has_a_count_of_none(told: Asking) -> None:
    (count,) = told("resurgences", "HOURLY")
    assert (count.value, count.status) == (0, "ok")


def test_the_onset_by_kleinberg_and_by_the_sum_can_be_asked_for(told: Asking) -> None:
    # SCIENCE.md, F.8: all three in bin 7 of the toy series.
    values = {
        told("onset", "TOY", settings={"rule": rule})[0].value
        for rule in ("threshold", "kleinberg", "cusum")
    }
    assert values == {"2025-01-08T00:00:00Z"}
    assert "Other rules" not in told("onset", "TOY")[0].note


def test_where_other_rules_differ_by_more_than_a_bin_the_onset_says_so(told: Asking) -> None:
    (onset,) = told("onset", "SLOWSTART")
    assert onset.value is not None
    assert "Other rules place the onset otherwise: Kleinberg's bursts" in onset.note
    assert "earlier" in onset.note
    (sums,) = told("onset", "SLOWSTART", settings={"rule": "cusum"})
    assert sums.value < onset.value
    assert "Other rules" not in sums.note


@pytest.mark.parametrize(
    ("metric", "incident", "status", "why"),
    [
        ("doubling-time", "JUMP", "NE_GRANULARITY", "one bin"),
        ("doubling-time", "HIGH", "NE_LEFT", "earlier data"),
        ("doubling-time", "FLAT", "NE_FEW", "usual level"),
        ("doubling-time", "ONE", "NE_FEW", "one bin"),
        ("fitted-half-life", "UNSEEN", "NE_FEW", "3 bins"),
        ("fitted-half-life", "HIGH", "NE_LEFT", "earlier data"),
        ("fitted-half-life", "FLAT", "NE_FEW", "usual level"),
        ("fitted-half-life", "ONE", "NE_FEW", "one bin"),
        ("engagement-half-life", "UNSEEN", "NE_RIGHT", "shorter horizon"),
        ("engagement-half-life", "JUMP", "NE_RIGHT", "shorter horizon"),
        ("engagement-half-life", "FLAT", "NE_FEW", "usual level"),
        ("engagement-half-life", "ONE", "NE_FEW", "one bin"),
        ("resurgences", "HIGH", "NE_LEFT", "earlier data"),
        ("resurgences", "FLAT", "NE_FEW", "usual level"),
        ("resurgences", "ONE", "NE_FEW", "one bin"),
    ],
)
def test_where_there_is_no_number_there_is_a_reason_and_a_next_step(
    told: Asking, metric: str, incident: str, status: str, why: str
) -> None:
    (row,) = told(metric, incident)
    assert (row.status, row.value) == (status, None)
    assert why in row.note
    assert ":" in row.note
    assert row.note.endswith(".")


@pytest.mark.parametrize("metric", [each.name for each in MEASURES_OF_FADES])
def test_nothing_stored_is_no_error(told: Asking, metric: str) -> None:
    (none,) = told(metric, "NOBODY")
    assert (none.status, none.n) == ("NE_FEW", 0)


@pytest.mark.parametrize("metric", [each.name for each in MEASURES_OF_FADES])
def test_a_series_without_a_bin_in_the_period_says_which_it_covers(
    told: Asking, metric: str
) -> None:
    (none,) = told(metric, "TOY", settings={"from": "2030-01-01"})
    assert (none.status, none.n) == ("NE_FEW", 0)
    assert "choose another period" in none.note
