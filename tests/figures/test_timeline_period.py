"""The timeline's clock: the episode or a period is shown, in wall time, and no number changes by it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from real_path import Storing
from timeline_told import EVENTS, FIRST, SERIES, ZONE, Drawing, full, lane, moment, series

from ripplemark.charts.canvas import Canvas
from ripplemark.figure import Figure
from ripplemark.figures.walltime import walls


def test_a_period_cuts_what_is_shown_and_leaves_the_numbers(
    storing: Storing, drawing: Drawing
) -> None:
    full(storing)
    cut = drawing(**{"from": "2025-03-06", "to": "2025-03-10"})
    assert cut.headline == drawing().headline
    low, high = (
        datetime.fromisoformat(str(each)) for each in cut.draw(Canvas(900)).layout.xaxis.range
    )
    assert (low, high) == (datetime(2025, 3, 6), datetime(2025, 3, 10))  # noqa: DTZ001 - wall time
    bins = lane(cut, "attention")
    assert min(bins.column("until").to_pylist()) > datetime(2025, 3, 5, 23, tzinfo=UTC)
    assert max(bins.column("from").to_pylist()) < datetime(2025, 3, 9, 23, tzinfo=UTC)


def long_series(storing: Storing) -> None:
    """Two years by days with one episode of two weeks, and an event a year after it."""
    values = [3 + k % 3 + (300 * 0.7 ** (k - 400) if k >= 400 else 0) for k in range(730)]
    rows = [
        f"w,social,posts,{FIRST + timedelta(days=k):%Y-%m-%d},P1D,{v:.0f}"
        for k, v in enumerate(values)
    ]
    storing(SERIES, *rows, zone=ZONE)
    storing(EVENTS, f"{moment(24 * 399)},,fact_check,x", f"{moment(24 * 700)},,court,y", zone=ZONE)


def span_of(made: Figure) -> tuple[datetime, datetime]:
    low, high = (
        datetime.fromisoformat(str(each)) for each in made.draw(Canvas(900)).layout.xaxis.range
    )
    return low, high


def test_a_short_episode_in_long_data_is_what_is_shown_and_the_figure_says_so(
    storing: Storing, drawing: Drawing
) -> None:
    long_series(storing)
    made = drawing()
    low, high = span_of(made)
    assert high - low < timedelta(days=60)
    assert low < datetime(2026, 4, 4) < high  # noqa: DTZ001 - wall time
    assert ": the episode, " in made.subtitle
    assert any(
        each.startswith("The picture shows the episode; the data reach from 1 March 2025")
        for each in made.caveats
    )
    assert any("Outside of the picture" in each and "January 2027" in each for each in made.caveats)
    assert any(
        "3 Apr" in e.text or "4 Apr" in e.text for e in made.draw(Canvas(900)).layout.annotations
    )


def test_all_of_the_data_are_shown_to_who_asks_and_no_number_changes(
    storing: Storing, drawing: Drawing
) -> None:
    long_series(storing)
    whole = drawing(view="all")
    low, high = span_of(whole)
    assert high - low > timedelta(days=725)
    assert "the episode" not in whole.subtitle
    assert whole.headline == drawing().headline
    assert whole.claims == drawing().claims


def test_a_clock_change_in_the_picture_is_told(storing: Storing, drawing: Drawing) -> None:
    storing(SERIES, *series("social", "posts", 700, 600, size=900), zone=ZONE)
    told = [each for each in drawing(view="all").caveats if "wall clock" in each]
    assert len(told) == 1
    assert "of Europe/Berlin" in told[0]
    assert "clocks went forward on 30 March 2025" in told[0]
    cut = drawing(**{"from": "2025-03-02", "to": "2025-03-20"})
    assert not any("wall clock" in each for each in cut.caveats)


def test_a_period_without_anything_says_so(storing: Storing, drawing: Drawing) -> None:
    storing(EVENTS, f"{moment(10)},,court,x", zone=ZONE)
    made = drawing(**{"from": "2031-01-01", "to": "2031-02-01"})
    assert made.empty
    assert "period" in made.headline


@pytest.mark.parametrize(
    "day", [datetime(2025, 3, 30, tzinfo=UTC), datetime(2025, 10, 26, tzinfo=UTC)]
)
def test_on_a_day_with_23_or_25_hours_wall_time_is_the_zone_s_own_and_never_runs_backwards(
    day: datetime,
) -> None:
    zone = ZoneInfo(ZONE)
    for minutes in (60, 15):
        instants = np.array(
            [(day + timedelta(minutes=minutes * k)).timestamp() for k in range(-200, 200)]
        )
        found = walls(instants, zone)
        assert (np.diff(found) >= 0).all()
        own = [datetime.fromtimestamp(at, zone).replace(tzinfo=UTC).timestamp() for at in instants]
        apart = np.abs(found - np.array(own))
        assert apart.max() <= (0 if minutes == 60 else 3600)
        assert (apart > 0).sum() <= (0 if minutes == 60 else 4)
