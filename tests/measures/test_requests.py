"""Items that follow from request logs: spells, notices, ends; and how many requests it took."""

from __future__ import annotations

from typing import Any

import pytest
from planted import NOON, at
from real_path import Asking, Storing

from ripplemark.engine import Serving

_CLOCKS = ("sent_at", "answered_at", "outcome_at", "up_again_at", "last_checked")
COLUMNS = ("item", "platform", "answer", "outcome", *_CLOCKS)
HEADER = ",".join(COLUMNS)


def _request(item: str, sent: float | str, **cells: float | str) -> str:
    told = {"item": item, "platform": "Platform A", "sent_at": sent, **cells}
    return ",".join(
        at(value) if isinstance(value := told.get(name, ""), int | float) else value
        for name in COLUMNS
    )


def _removed(item: str, sent: float | str, gone: float | str, **more: float | str) -> str:
    return _request(item, sent, outcome="removed", outcome_at=gone, **more)


ROWS = {
    "ROUNDS": [
        _request("a", 0, answer="refused", answered_at=10, last_checked=12),
        _removed("a", 20, 30),
    ],
    "BACK": [_removed("a", 0, 5, up_again_at=50, last_checked=60)],
    "BACK-ASKED": [
        _removed("a", 0, 5, up_again_at=10, last_checked=11),
        _removed("a", 20, 30),
    ],
    "AGAIN": [_removed("a", 0, 5), _request("a", 20, last_checked=60)],
    "BOTH": [_removed("a", 0, 10), _removed("a", 3, 10)],
    "OPEN": [_request("a", 0, last_checked=40)],
    "REFUSED": [_request("a", 0, outcome="refused", outcome_at=10, last_checked=50)],
    "SAME-DAY": [
        _request("a", "2025-01-04T09:00Z", last_checked="2025-01-04T10:00Z"),
        _removed("a", "2025-01-05T10:00Z", "2025-01-05"),
    ],
    "TWICE-NOTED": [
        _removed("a", 0, "2025-01-01T14:00Z"),
        _removed("a", 1, "2025-01-01T14:00:30Z"),
        _removed("a", 100, 120),
    ],
    "MANY": [
        *(_removed(f"once {k}", 0, k + 1) for k in range(6)),
        *(_request(f"twice {k}", 0, answer="refused", last_checked=5) for k in range(4)),
        *(_removed(f"twice {k}", 10, 20) for k in range(4)),
        *(_request(f"never {k}", 0, last_checked=90) for k in range(3)),
        _removed("back", 0, 9, up_again_at=40, last_checked=90),
    ],
}
__all__ = ["HEADER", "ROWS"]


def _spells(serving: Serving, incident: str) -> list[tuple[Any, ...]]:
    """(spell, entered, notice, down, outcome, looked) of each, in hours after noon."""
    rows = serving.cursor().sql(
        "SELECT spell, entered_at_lo AS entered, notice_at_lo AS notice, down_at_lo AS down, outcome,"
        " observed_until_lo AS looked FROM moderation WHERE incident = $code ORDER BY spell",
        params={"code": incident},
    )
    return [
        tuple(
            (value - NOON).total_seconds() / 3600 if hasattr(value, "tzinfo") else value
            for value in row.values()
        )
        for row in rows.to_arrow_table().to_pylist()
    ]


@pytest.mark.parametrize(
    ("incident", "spells"),
    [
        # refused, asked again, then removed: one spell from the first request to the end
        ("ROUNDS", [(1, None, 0.0, 30.0, "removed", 12.0)]),
        # came back, and nobody asked again: a last, open spell without a notice
        ("BACK", [(1, None, 0.0, 5.0, "removed", 60.0), (2, 50.0, None, None, "up", 60.0)]),
        # came back, was asked about and removed again: the second spell begins when it was up again
        (
            "BACK-ASKED",
            [(1, None, 0.0, 5.0, "removed", 11.0), (2, 10.0, 20.0, 30.0, "removed", None)],
        ),
        # asked again after the end: a new spell, though nobody noted when it came back
        ("AGAIN", [(1, None, 0.0, 5.0, "removed", None), (2, None, 20.0, None, "up", 60.0)]),
        # two requests before one end, noted with both: one spell, one end
        ("BOTH", [(1, None, 0.0, 10.0, "removed", None)]),
        ("OPEN", [(1, None, 0.0, None, "up", 40.0)]),
        ("REFUSED", [(1, None, 0.0, None, "refused", 50.0)]),
        # removed on the day of the second request: that request was not sent after the end
        ("SAME-DAY", [(1, None, 69.0, 84.0, "removed", 70.0)]),
        # one end noted twice, half a minute apart, is one end
        (
            "TWICE-NOTED",
            [(1, None, 0.0, 2.0, "removed", None), (2, None, 100.0, 120.0, "removed", None)],
        ),
    ],
)
def test_spells_follow_from_requests(
    planted_rows: Serving, incident: str, spells: list[tuple[Any, ...]]
) -> None:
    assert _spells(planted_rows, incident) == spells


def test_requests_needed_as_counted_by_hand(told: Asking) -> None:
    rows = {row.by["quantity"]: row for row in told("requests-needed", "MANY")}
    assert {name: row.value for name, row in rows.items()} == {
        "items": 14,
        "requests": 18,
        "median-requests": 1.0,
        "needed-more-than-one": 4,
        "came-back": 1,
        "up-at-last-look": 4,
    }
    assert {(row.n, row.events, row.censored) for row in rows.values()} == {(14, 11, 3)}
    assert len(rows["needed-more-than-one"].lines or ()) == 8


def test_first_and_last_request_are_two_clocks(told: Asking) -> None:
    (first,) = told("median-lag", "MANY", settings={"clock": "first-request"})
    (last,) = told("median-lag", "MANY", settings={"clock": "last-request"})
    assert first.by["clock"] == "first-request"
    assert last.by["clock"] == "last-request"
    # By hand. First: 1 ... 6, 9, four at 20, three up: the seventh of fourteen is 9. Last: 1 ... 6, 9, four at 10.
    assert (first.value, first.n) == (9.0, 14)
    points = {"at": "15"}
    (first_at,) = told("removal-survival", "MANY", settings={"clock": "first-request", **points})
    (last_at,) = told("removal-survival", "MANY", settings={"clock": "last-request", **points})
    assert first_at.value == pytest.approx(7 / 14)
    assert last_at.value == pytest.approx(3 / 14)


# Summer time ends in Berlin on 26 October 2025 at 03:00, which becomes 02:00 again.
ANSWERS = {"down": "seen"}
LOG = "Link;Plattform;Gemeldet am;Uhrzeit;Status;Offline seit;Uhrzeit;Geprüft am"


def _log() -> list[str]:
    """Forty rows in Berlin local time: told on the 25th in the evening, gone in the course of the 26th and later."""
    rows = []
    for k in range(40):
        told = f"https://forum.example.org/t/{k};Plattform A;25.10.2025;20:{k:02d}"
        if k < 34:
            rows.append(
                f"{told};entfernt;{26 + k // 20}.10.2025;{4 + k % 20:02d}:30;01.11.2025 12:00"
            )
        else:
            rows.append(f"{told};noch online;;;01.11.2025 12:00")
    return rows


def test_a_log_across_the_end_of_summer_time_gives_other_numbers_in_utc_and_says_why(
    storing: Storing, asking: Asking
) -> None:
    berlin = storing(LOG, *_log(), zone="Europe/Berlin", answers=ANSWERS)
    world = storing(LOG, *_log(), "", zone="UTC", incident="ANVIL", answers=ANSWERS)
    (local,) = asking("median-lag")
    (utc,) = asking("median-lag", incident="ANVIL")
    # The night has an hour more in Berlin: 25.10. 20:xx to 26.10. hh:30 is an hour longer than the clocks show.
    assert local.value == pytest.approx(float(utc.value or 0) + 1)
    assert (local.n, local.events, local.censored) == (40, 34, 6)
    for report, zone, changed in (
        (berlin, "Europe/Berlin", "clocks there were changed once"),
        (world, "UTC", "clocks there were not changed"),
    ):
        assert report.zone == zone
        (why,) = [c.message for c in report.warnings if f"were read in {zone}" in c.message]
        assert "in another zone every lag and every day may differ" in why
        assert changed in why


@pytest.mark.parametrize(("clock", "median"), [("first", 30.0), ("last", 6.0)])
def test_the_answer_says_which_request_starts_the_clock(
    storing: Storing, asking: Asking, clock: str, median: float
) -> None:
    # Twelve items, each asked about on the 1st at 10:00 and on the 2nd at 10:00, gone on the 2nd at 16:00.
    rows = [
        f"https://forum.example.org/t/{k};Plattform A;0{day}.10.2025;10:00;{status};01.11.2025 12:00"
        for k in range(12)
        for day, status in ((1, "noch online;;"), (2, "entfernt;02.10.2025;16:00"))
    ]
    report = storing(LOG, *rows, zone="Europe/Berlin", answers={**ANSWERS, "clock": clock})
    assert report.table == "requests"
    (answer,) = asking("median-lag", settings={"clock": "notice"})
    assert (answer.n, answer.events) == (12, 12)
    assert answer.value == pytest.approx(median, abs=0.02)
    needed = {row.by["quantity"]: row.value for row in asking("requests-needed")}
    assert (needed["requests"], needed["median-requests"], needed["items"]) == (24, 2.0, 12)
