"""Items on the timeline: each is counted once, from its start to its end, and never gone before that is known."""

from __future__ import annotations

import random
from datetime import timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from real_path import Storing
from timeline_told import FIRST, ITEMS, ZONE, Drawing, Knowing, item, lane, log, moment, traces

from ripplemark.charts.canvas import Canvas
from ripplemark.figures.standing import bin_of
from ripplemark.figures.walltime import walls
from ripplemark.gate import Gate


def test_the_area_of_what_is_still_up_holds_every_item_from_its_start_to_its_end(
    storing: Storing, knowing: Knowing
) -> None:
    rnd = random.Random(11)
    spans = [
        (
            start := rnd.randrange(0, 90),
            None if rnd.random() < 0.3 else start + rnd.randrange(1, 60),
        )
        for _ in range(60)
    ]
    storing(ITEMS, *(item(k, begun, ended) for k, (begun, ended) in enumerate(spans)), zone=ZONE)
    stood = knowing().standing
    assert stood is not None
    zero = walls(np.array([FIRST.timestamp()]), ZoneInfo(ZONE))[0]
    for at, up, total in zip(stood.at, stood.counts["up"], stood.total, strict=True):
        hour = (at - zero) / 3600
        begun = [ended for begun, ended in spans if begun < hour]
        assert total == len(begun)
        assert up == sum(1 for ended in begun if ended is None or ended >= hour)
        assert up >= sum(1 for ended in begun if ended is None)


def test_what_is_still_up_never_comes_back_down_to_zero(storing: Storing, drawing: Drawing) -> None:
    storing(ITEMS, *log(), zone=ZONE)
    (up, *_) = traces(drawing().draw(Canvas(900)), "y2")
    known_ = np.asarray(up.y, dtype=float)
    assert known_[-1] == 8
    assert known_[np.argmax(known_) :].min() == 8


def test_everything_still_up_is_a_finding_and_not_an_error(
    storing: Storing, drawing: Drawing
) -> None:
    storing(ITEMS, *log(12, 12), zone=ZONE)
    made = drawing()
    assert made.headline == "All 12 reported items were still up on 17 March 2025"
    assert "12 still up at the last look" in made.alt


def test_items_that_were_last_looked_at_on_several_days_are_not_said_to_be_up_on_the_last(
    storing: Storing, drawing: Drawing
) -> None:
    early = item(1, 10, None, observed_until="2025-03-05")
    storing(ITEMS, early, item(2, 10, None), item(3, 10, None), zone=ZONE)
    said_ = "All 3 reported items were still up when last looked at, 5 to 17 March 2025"
    assert drawing().headline == said_


def test_an_item_that_came_back_is_up_again_and_is_not_a_further_item(
    storing: Storing, knowing: Knowing
) -> None:
    again = item(1, 50, None, spell="2", entered_at=moment(60), notice_at="")
    storing(ITEMS, item(1, 10, 20, spell="1"), again, item(2, 10, 30), zone=ZONE)
    stood = knowing().standing
    assert stood is not None
    assert (stood.items, stood.again) == (2, 1)
    assert stood.last == {"up": 1, "unsure": 0, "removed": 1, "otherwise": 0}


def test_an_end_between_two_looks_is_neither_up_nor_gone_until_it_is_known(
    storing: Storing, knowing: Knowing
) -> None:
    storing(ITEMS, item(1, 0, 48, last_up_at=moment(10)), item(2, 0, None), zone=ZONE)
    stood = knowing().standing
    assert stood is not None
    zero = walls(np.array([FIRST.timestamp()]), ZoneInfo(ZONE))[0]
    between = (stood.at > zero + 11 * 3600) & (stood.at < zero + 47 * 3600)
    assert set(stood.counts["unsure"][between]) <= {1.0}
    assert stood.counts["unsure"].max() == 1
    assert stood.last == {"up": 1, "unsure": 0, "removed": 1, "otherwise": 0}


def test_an_item_is_drawn_from_its_posting_where_that_is_known_and_the_figure_says_so(
    storing: Storing, drawing: Drawing
) -> None:
    storing(ITEMS, item(1, 30, None, posted_at=moment(10)), item(2, 30, None), zone=ZONE)
    assert (
        "An item is drawn from its posting on, where that is on record (1 of 2), else from the notice."
        in drawing().caveats
    )


@pytest.mark.parametrize(
    ("hours", "public"), [(10, "hour"), (90, "day"), (2400, "day"), (9000, "week")]
)
def test_items_leave_in_bins_no_finer_than_an_hour_and_a_day_beyond_four_days(
    hours: int, public: str
) -> None:
    span = timedelta(hours=hours)
    assert bin_of(span, Gate.of("public").time_bin(span)) == public
    assert bin_of(span, Gate.of("owner").time_bin(span)) in ("minute", "hour", "day")


def test_no_period_makes_the_bins_of_items_finer_in_public(
    storing: Storing, drawing: Drawing
) -> None:
    storing(ITEMS, *log(), zone=ZONE)
    zoomed = drawing("public", **{"from": "2025-03-07", "to": "2025-03-09"})
    edges = lane(zoomed, "moderation").column("until")
    local = {at.astimezone(ZoneInfo(ZONE)).hour for at in edges.to_pylist()}
    assert local == {0}
    assert "in bins of 1 day" in zoomed.source
