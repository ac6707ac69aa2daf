"""The share within a deadline: its interval, its denominator, and two numbers where times are too coarse."""

from __future__ import annotations

import pytest
from planted import HEADER, item, items, row
from real_path import Asking
from scipy.stats import beta

from ripplemark.measures.moderation import NoDeadline


def _days(*apart: int) -> list[str]:
    """Ten rows for each number of days between posting and end, known to the day."""
    return [
        row(
            posted_at="2025-03-01",
            down_at=f"2025-03-0{1 + days}",
            outcome="removed",
            time_precision="day",
        )
        for days in apart
        for _ in range(10)
    ]


ROWS = {
    "TWELVE": items(["1"] * 12),
    "SMALL": items([*["10"] * 21, *["60"] * 11]),
    "NEWCOMBE": [item("10", n=81), item("60", n=182)],
    "MIXED": items([*["10"] * 12, *["60"] * 8, *["900+"] * 20]),
    "SEEN-UP": items([*["10"] * 10, *["20+"] * 5, *["40"] * 5, *["90+"] * 5]),
    "DAYS": _days(0, 1, 2, 5),
    "HOURS": _days(0, 1, 2),
    "FEW": items(["1", "2", "60"]),
}
__all__ = ["HEADER", "ROWS"]


def test_a_deadline_must_be_given(told: Asking) -> None:
    with pytest.raises(NoDeadline, match="hours=48"):
        told("within-deadline", "TWELVE")


def test_below_forty_items_the_interval_is_clopper_and_pearsons(told: Asking) -> None:
    (answer,) = told("within-deadline", "SMALL", settings={"hours": "48"})
    # Clopper & Pearson (1934), by the beta quantiles; 21 of 32.
    assert answer.value == pytest.approx(21 / 32)
    assert answer.low == pytest.approx(beta.ppf(0.025, 21, 12))
    assert answer.high == pytest.approx(beta.ppf(0.975, 22, 11))
    assert (answer.by["hours"], answer.by["denominator"]) == (48.0, "all")


def test_from_forty_items_on_the_interval_is_wilsons(told: Asking) -> None:
    (answer,) = told("within-deadline", "NEWCOMBE", settings={"hours": "48"})
    # Newcombe (1998), Statistics in Medicine 17:857-872, table I: 81 of 263, Wilson 0.2553 to 0.3662.
    assert answer.value == pytest.approx(81 / 263)
    assert (answer.low, answer.high) == (
        pytest.approx(0.2553, abs=5e-5),
        pytest.approx(0.3662, abs=5e-5),
    )


def test_items_never_acted_on_are_in_the_share_unless_it_is_of_those_acted_on(told: Asking) -> None:
    (every,) = told("within-deadline", "MIXED", settings={"hours": "48"})
    assert (every.value, every.n) == (pytest.approx(12 / 40), 40)
    assert "never acted on included" in every.note
    acted_only = {"hours": "48", "denominator": "acted"}
    (acted,) = told("within-deadline", "MIXED", settings=acted_only)
    assert (acted.value, acted.n) == (pytest.approx(12 / 20), 20)
    assert "never acted on are not in this share" in acted.note


def test_items_last_seen_up_before_the_deadline_are_allowed_for(told: Asking) -> None:
    (answer,) = told("within-deadline", "SEEN-UP", settings={"hours": "48"})
    # By hand: S(48) = 15/25 x 5/10 = 0.3.
    assert answer.value == pytest.approx(1 - 15 / 25 * 5 / 10)
    assert "Kaplan-Meier" in answer.note


def test_days_only_bound_the_share(told: Asking) -> None:
    # SCIENCE.md, B.4: P(d <= m-1) <= P(L <= 24m h) <= P(d <= m). Here d = 0, 1, 2, 5 days, 10 rows each, m = 2.
    (answer,) = told("within-deadline", "DAYS", settings={"hours": "48", "clock": "post"})
    assert (answer.status, answer.value) == ("bounds", None)
    assert (answer.low, answer.high) == (pytest.approx(20 / 40), pytest.approx(30 / 40))


def test_a_deadline_of_hours_cannot_be_read_from_days(told: Asking) -> None:
    # SCIENCE.md, B.4: sub-day deadlines are bounded by [0, P(d <= 1)].
    (answer,) = told("within-deadline", "HOURS", settings={"hours": "3", "clock": "post"})
    assert (answer.status, answer.value) == ("NE_GRANULARITY", None)
    assert (answer.low, answer.high) == (0.0, pytest.approx(20 / 30))
    assert "Finer times are needed" in answer.note


def test_below_ten_items_the_counts_are_said_instead(told: Asking) -> None:
    (answer,) = told("within-deadline", "FEW", settings={"hours": "48"})
    assert (answer.status, answer.value) == ("NE_FEW", None)
    assert answer.note.startswith("2 of 3 were gone within 48 h")
