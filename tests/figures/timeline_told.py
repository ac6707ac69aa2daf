"""What LANTERN's timeline is drawn from in these tests: rows on one clock, told in hours after ``FIRST``."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from real_path import Storing

from ripplemark.figure import Figure
from ripplemark.figures.knowing import Known

SERIES = "series,channel,metric,bin_start,bin_width,value"
ITEMS = (
    "platform,item,posted_at,notice_at,last_up_at,down_at,observed_until,outcome,spell,entered_at"
)
EVENTS = "time,time_end,kind,label"
FIRST = datetime(2025, 3, 1, tzinfo=UTC)
ZONE = "Europe/Berlin"

Drawing = Callable[..., Figure]
Knowing = Callable[[], Known]


def moment(hours: float) -> str:
    """The minute so many hours after ``FIRST``."""
    return (FIRST + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%MZ")


def series(
    channel: str, metric: str, peak_at: int, height: float, *, width: str = "PT1H", size: int = 480
) -> list[str]:
    """A quiet beginning, a peak, a slow decay; chance moves it a little."""
    rnd, step = random.Random(channel), 24 if width == "P1D" else 1
    rows = []
    for hour in range(0, size, step):
        after = hour - peak_at
        shape = 0.5 ** (after / 30) if after >= 0 else 0.5 ** (-after / 6)
        value = 3 + height * shape + rnd.random() * 2
        rows.append(f"zebrafish,{channel},{metric},{moment(hour)},{width},{round(value)}")
    return rows


def item(
    number: int, notice: float, down: float | None, outcome: str = "removed", **cells: str
) -> str:
    """An item reported and gone so many hours after ``FIRST``; None is still up at hour 400."""
    told = {
        "platform": "Platform A",
        "item": f"item {number}",
        "notice_at": moment(notice),
        "down_at": "" if down is None else moment(down),
        "outcome": "up" if down is None else outcome,
        "observed_until": moment(400),
        **cells,
    }
    return ",".join(told.get(name, "") for name in ITEMS.split(","))


def log(size: int = 40, up: int = 8) -> list[str]:
    """Items told from hour 150 on; the first ``up`` of them never gone."""
    return [item(k, 150 + 2 * k, None if k < up else 150 + 2 * k + 5 + 3 * k) for k in range(size)]


def full(storing: Storing) -> None:
    """Three channels in one unit, searches, forty items, three events."""
    rows = series("social", "posts", 140, 600) + series("niche", "posts", 120, 150)
    storing(SERIES, *rows, *series("news", "posts", 160, 200), zone=ZONE)
    storing(SERIES, *series("search", "search_index", 150, 90), zone=ZONE)
    storing(ITEMS, *log(), zone=ZONE)
    storing(
        EVENTS,
        f"{moment(156)},,fact_check,Check by the Invented Post",
        "2025-03-09,,platform_label,Label of Platform A",
        f"{moment(230)},{moment(260)},court,The invented case",
        zone=ZONE,
    )


def traces(drawn: Any, axis: str) -> list[Any]:
    """The lines of the lane that this axis belongs to."""
    return [each for each in drawn.data if (each.yaxis or "y") == axis and each.mode == "lines"]


def lane(made: Figure, name: str) -> pa.Table:
    """The rows that one lane of a timeline shows."""
    return made.shown.filter(pc.equal(made.shown.column("lane"), name))
