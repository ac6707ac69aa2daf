"""A period restricts the bins: from a date or moment on, up to another that is not included."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from planted import TOY
from real_path import Asking, Storing

from ripplemark.archive import Archive
from ripplemark.cli import run
from ripplemark.measures import MEASURES
from ripplemark.measures.base import UnreadableSetting
from ripplemark.measures.period import BackwardsPeriod, Period

HEADER = "series,channel,platform,metric,bin_start,bin_width,value,bound"
START = datetime(2025, 1, 1, tzinfo=UTC)


def bins(values: list[float], start: datetime = START, width: str = "P1D") -> list[str]:
    hours = 1 if width == "PT1H" else 24
    return [
        f"posts,social,Platform A,posts,{start + timedelta(hours=hours * k):%Y-%m-%dT%H:%MZ},{width},{value},"
        for k, value in enumerate(values)
    ]


OF_WHOLE_FILES = {"stitched-series", "anchored-terms"}
"""How whole downloads stand to each other; a period would take their overlaps away."""
BLIP_THEN_TOY = [3.0, 2.0, 4.0, 3.0, 2.0, 3.0, 3.0, 30.0, 28.0, 3.0] + [2.0, 3.0, 4.0] * 10
"""An unrelated rise on 8 January; the toy series begins on 10 February 2025, its onset is seven days later."""


@pytest.fixture
def two_rises(storing: Storing) -> None:
    storing(HEADER, *bins([*BLIP_THEN_TOY, *TOY]))


@pytest.mark.usefixtures("two_rises")
def test_a_period_measures_its_episode_and_not_an_earlier_unrelated_rise(asking: Asking) -> None:
    (whole,) = asking("onset")
    assert whole.value == "2025-01-08T00:00:00Z"
    (inside,) = asking("onset", settings={"from": "2025-01-12"})
    assert inside.value == "2025-02-17T00:00:00Z"
    assert inside.n == len(BLIP_THEN_TOY) + len(TOY) - 11


@pytest.mark.usefixtures("two_rises")
def test_every_measure_of_a_series_takes_a_period(asking: Asking) -> None:
    series = [
        each
        for each in MEASURES
        if each.query == "lifecycle/bins_by_series" and each.name not in OF_WHOLE_FILES
    ]
    assert len(series) >= 7
    for each in series:
        whole, part = asking(each.name), asking(each.name, settings={"from": "2025-02-10"})
        # Why there is no number may count other bins than the number does.
        assert part[0].status != whole[0].status or part[0].n < whole[0].n, each.name
        assert part[0].n <= len(TOY)


@pytest.mark.usefixtures("two_rises")
def test_the_beginning_is_in_the_period_and_the_end_is_not(asking: Asking) -> None:
    (week,) = asking("half-life", settings={"from": "2025-02-10", "to": "2025-02-17"})
    assert week.n == 7
    for at, bins_kept in (("2025-02-17T00:00:00Z", 7), ("2025-02-17T00:00:01Z", 8)):
        (told,) = asking("half-life", settings={"from": "2025-02-10", "to": at})
        assert told.n == bins_kept


@pytest.mark.usefixtures("two_rises")
def test_periods_that_follow_each_other_hold_every_bin_once(asking: Asking) -> None:
    (whole,) = asking("onset")
    parts = (
        {"to": "2025-01-20"},
        {"from": "2025-01-20", "to": "2025-02-03"},
        {"from": "2025-02-03"},
    )
    assert sum(asking("onset", settings=each)[0].n for each in parts) == whole.n


@pytest.mark.usefixtures("two_rises")
def test_a_period_that_cuts_off_the_baseline_has_none(asking: Asking) -> None:
    # The toy rises in its eighth bin; from its seventh on there is no usual level to compare with.
    (cut,) = asking("half-life", settings={"from": "2025-02-16"})
    assert cut.value is None
    assert cut.status in ("NE_NOBASE", "NE_LEFT")


@pytest.mark.usefixtures("two_rises")
def test_a_period_without_bins_says_where_the_series_runs(asking: Asking) -> None:
    for metric in ("peak", "half-life", "residual-interest"):
        told = asking(metric, settings={"from": "2031-01-01"})
        assert {(each.status, each.n, each.value) for each in told} == {("NE_FEW", 0, None)}
        assert "it runs from 2025-01-01 to 2025-03-10" in told[0].note
    assert {each.by["quantity"] for each in asking("peak", settings={"from": "2031-01-01"})} == {
        "time",
        "level",
        "share",
    }


def test_a_date_is_midnight_in_the_home_zone_for_bins_narrower_than_a_day(
    storing: Storing, asking: Asking, tmp_path: Path
) -> None:
    storing(HEADER, *bins([float(2 + k % 3) for k in range(96)], width="PT1H"))
    Archive(tmp_path / "archive").decide("LANTERN", "home_zone", "America/New_York")
    (told,) = asking("onset", settings={"from": "2025-01-02", "to": "2025-01-03"})
    assert told.n == 24
    # Midnight in New York is five in the morning in UTC: 24 + 5 bins lie before it, 67 from it on.
    (rest,) = asking("onset", settings={"from": "2025-01-02"})
    assert rest.n == 67
    (moment,) = asking("onset", settings={"from": "2025-01-02T00:00"})
    assert moment.n == 67


@pytest.mark.parametrize("home", ["America/Los_Angeles", "Asia/Tokyo", "UTC"])
def test_a_date_is_the_bins_own_day_for_daily_bins_whatever_the_home_zone(
    storing: Storing, asking: Asking, tmp_path: Path, home: str
) -> None:
    storing(HEADER, *bins([float(2 + k % 3) for k in range(20)]))
    Archive(tmp_path / "archive").decide("LANTERN", "home_zone", home)
    (told,) = asking("onset", settings={"from": "2025-01-03", "to": "2025-01-10"})
    assert told.n == 7


@pytest.mark.parametrize("text", ["01.03.2025", "March", "2025-02-30", "2025-3-1", "", "2025"])
@pytest.mark.usefixtures("two_rises")
def test_a_period_that_cannot_be_read_is_refused(asking: Asking, text: str) -> None:
    with pytest.raises(UnreadableSetting, match="2025-03-01"):
        asking("half-life", settings={"from": text})


@pytest.mark.usefixtures("two_rises")
def test_a_period_that_ends_before_it_begins_is_refused(asking: Asking) -> None:
    for end in ("2025-01-01", "2025-02-01"):
        with pytest.raises(BackwardsPeriod, match="after 'from'"):
            asking("half-life", settings={"from": "2025-02-01", "to": end})


def test_a_period_gives_back_the_settings_it_was_made_of() -> None:
    assert Period.of({"from": "2025-01-01", "to": None, "run": 2}).settings() == {
        "from": "2025-01-01"
    }
    assert Period.of({}).open


@pytest.mark.usefixtures("two_rises")
def test_the_command_line_takes_a_period_and_its_document_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = [
        "measure",
        "half-life",
        "--incident",
        "LANTERN",
        "--set",
        "from=2025-02-10",
        "--set",
        "to=2025-04-01",
    ]
    assert run([*asked, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["parameters"]["from"] == "2025-02-10"
    assert [each["n"] for each in document["estimates"]] == [28]
