"""A day is an interval that does not hold its end: what went the day before it was posted has a negative lag, in every query."""

from __future__ import annotations

from typing import Any

import pytest
from real_path import Asking

from ripplemark.engine import Serving

COLUMNS = (
    "platform",
    "item",
    "posted_at",
    "notice_at",
    "notice_kind",
    "down_at",
    "observed_until",
    "outcome",
    "time_precision",
    "views",
)
HEADER = ",".join(COLUMNS)
MIDNIGHT, EXACTLY = "2025-03-10T00:00:00Z", "2025-03-10T00:00:00.000000Z"


def _rows(start: str, down: str, count: int = 2, **more: str) -> list[str]:
    """Items that were posted and reported at ``start`` and went at ``down``; both are dates, or moments."""
    told = {
        "platform": "Platform A",
        "posted_at": start,
        "notice_at": start,
        "notice_kind": "user",
        "down_at": down,
        "outcome": "removed",
        "time_precision": "" if "T" in start else "day",
        "views": "10",
        **more,
    }
    return [
        ",".join({**told, "item": f"{down} {k}"}.get(name, "") for name in COLUMNS)
        for k in range(count)
    ]


ROWS = {
    "TWOBEFORE": _rows("2025-03-10", "2025-03-08"),
    "DAYBEFORE": _rows("2025-03-10", "2025-03-09"),
    "ELSEWISE": _rows("2025-03-10", "2025-03-09", outcome="uploader"),
    "EARLIER": _rows(MIDNIGHT, "2025-03-09T23:00:00Z"),
    "EQUAL": _rows(MIDNIGHT, MIDNIGHT),
    "SAMEDAY": _rows("2025-03-10", "2025-03-10"),
    "DAYAFTER": _rows("2025-03-10", "2025-03-11"),
    "STILLUP": _rows("2025-03-10", "", outcome="up", observed_until="2025-03-09"),
    "TODAYS": _rows("2025-03-10", EXACTLY, time_precision=""),  # a day, then its first moment
    "YESTERDAYS": _rows(MIDNIGHT, "2025-03-09", time_precision=""),  # a moment, then the day before
    "MANY": [*_rows("2025-03-10", "2025-03-09", 5), *_rows("2025-03-10", "2025-03-12", 20)],
}
LEFT_OUT = [
    ("TWOBEFORE", 2),
    ("DAYBEFORE", 2),
    ("ELSEWISE", 2),
    ("EARLIER", 2),
    ("EQUAL", 0),
    ("SAMEDAY", 0),
    ("DAYAFTER", 0),
    ("STILLUP", 0),
    ("TODAYS", 0),
    ("YESTERDAYS", 2),
    ("MANY", 5),
]
"""How many items of each incident ended before the clock started."""
ITEMS = {name: len(rows) for name, rows in ROWS.items()}
each_incident = pytest.mark.parametrize(("incident", "negative"), LEFT_OUT)


def _asked(serving: Serving, query: str, incident: str, **more: Any) -> list[dict[str, Any]]:
    asked: dict[str, Any] = {
        "incident": incident,
        "scope": "incident",
        "clock": "post",
        "gone": ["removed"],
        "selected": [],
        "since": None,
        "until": None,
        "merged": [],
        "merged_as": "",
        **more,
    }
    given = {name: value for name, value in asked.items() if value is not ...}
    return serving.run(f"moderation/{query}", **given).records()


def _negative(rows: list[dict[str, Any]], column: str = "state") -> int:
    return sum(int(row["n"]) for row in rows if row[column] == "negative")


@pytest.mark.parametrize("clock", ["post", "notice"])
@each_incident
def test_by_group(planted_rows: Serving, incident: str, negative: int, clock: str) -> None:
    rows = _asked(planted_rows, "lags_by_group", incident, keys=[], clock=clock, upto=None)
    assert _negative(rows) == negative
    assert sum(row["n"] for row in rows) == ITEMS[incident]


@each_incident
def test_by_rule(planted_rows: Serving, incident: str, negative: int) -> None:
    rule = {"kinds": ["user"], "begins": 0.0, "ends": None, "words": [], "clock": ...}
    rows = _asked(planted_rows, "lags_by_rule", incident, keys=[], **rule)
    assert _negative(rows) == negative
    assert sum(row["n"] for row in rows) == ITEMS[incident]


@each_incident
def test_by_cluster(planted_rows: Serving, incident: str, negative: int) -> None:
    grid = {"cluster": "day", "zone": "UTC", "horizon": 1000.0, "step": 1.0}
    rows = _asked(planted_rows, "lags_by_cluster", incident, keys=[], **grid)
    assert sum(row["n"] for row in rows) == ITEMS[incident] - negative


@each_incident
def test_over_time(planted_rows: Serving, incident: str, negative: int) -> None:
    serving = {"incident": incident, "clock": "post", "gone": ["removed"], "upto": None}
    rows = planted_rows.run(
        "moderation/items_over_time", **serving, zone="UTC", bin="day"
    ).records()
    assert _negative(rows, "change") == negative


@each_incident
def test_one_by_one(planted_rows: Serving, incident: str, negative: int) -> None:
    rows = _asked(planted_rows, "items_one_by_one", incident)
    assert len(rows) == ITEMS[incident] - negative


@each_incident
def test_with_views(planted_rows: Serving, incident: str, negative: int) -> None:
    rows = _asked(planted_rows, "exposure_by_item", incident, keys=[])
    gone = 0 if incident in ("ELSEWISE", "STILLUP") else ITEMS[incident]
    assert sum(row["negative"] for row in rows) == (negative if gone else 0)
    assert sum(row["timed"] for row in rows) == (gone - negative if gone else 0)


@each_incident
def test_of_what_was_acted_on(planted_rows: Serving, incident: str, negative: int) -> None:
    content = {"recent": False, "named": [], "wide": [], "widely": False, "clock": ...}
    rows = _asked(planted_rows, "actioned_lags", incident, keys=[], **content)
    # Another outcome than those that count is told as such, whenever it was.
    assert _negative(rows) == (0 if incident == "ELSEWISE" else negative)
    assert sum(row["n"] for row in rows) == ITEMS[incident]


@pytest.mark.parametrize("metric", ["median-lag", "restricted-mean-lag", "cause-incidence"])
def test_every_measure_leaves_them_out_and_counts_them(told: Asking, metric: str) -> None:
    answers = told(metric, "MANY", settings={"clock": "post"})
    assert {each.n for each in answers} == {20}
    assert all("5 items ended before the clock started" in each.note for each in answers)
