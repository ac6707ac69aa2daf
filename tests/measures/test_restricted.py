"""restricted-mean-lag from the file to the answer: the horizon, its default, what has no number, days."""

from __future__ import annotations

import pytest
from planted import CONTROL, HEADER, SIX_MP, item, items, row
from real_path import Asking

Z = 1.959963984540054
F3 = [("0", 50), ("1", 20), ("2", 10), ("5", 8), ("9", 7), ("9+", 5)]  # SCIENCE.md, F.3
ROWS = {
    "FREIREICH": [*items(SIX_MP, "Platform A"), *items(CONTROL, "Platform B")],
    "THREE": [*items(SIX_MP, "Platform A"), *items(["1", "2"], "Platform C")],
    "WEIGHTED": [item(lag, n=n) for lag, n in F3],
    "EXPANDED": items([lag for lag, n in F3 for _ in range(n)]),
    "ONE": [item("5")],
    "UP": items(["50+"] * 30),
    "NEGATIVE": items([*(str(hours) for hours in range(1, 12)), "-3", "-0.5"]),
    "LATE": [
        *(row(posted_at=0, down_at=k, outcome="removed") for k in (1, 2)),
        *(
            row(posted_at=0, entered_at=5, down_at=k + 6, outcome=outcome)
            for k in range(24)
            for outcome in ["removed" if k % 4 else "uploader"]
        ),
    ],
    "DAYS": [
        row(
            posted_at="2025-03-01",
            down_at=f"2025-03-0{1 + days}",
            outcome="removed",
            time_precision="day",
        )
        for days in (0, 1, 2, 5)
        for _ in range(10)
    ],
}
__all__ = ["HEADER", "ROWS"]


def test_both_arms_give_the_published_means_at_their_shared_follow_up(told: Asking) -> None:
    # SCIENCE.md, F.1: RMST(23) 17.9092 +- 1.5532 and 8.6667 +- 1.3774; the control arm was followed for 23.
    arm, control = told("restricted-mean-lag", "FREIREICH", by=("platform",))
    for answer, value, error in ((arm, 17.9092, 1.5532), (control, 8.6667, 1.3774)):
        assert (answer.by["tau"], answer.by["clock"], answer.status) == (23.0, "notice", "ok")
        assert answer.value == pytest.approx(value, abs=5e-5)
        assert answer.low == pytest.approx(value - Z * error, abs=2e-4)
        assert answer.high == pytest.approx(value + Z * error, abs=2e-4)
        assert "the longest follow-up that all groups share" in answer.note
    assert (arm.n, arm.events, arm.censored) == (21, 9, 12)


def test_a_horizon_can_be_chosen_and_stands_in_the_answer(told: Asking) -> None:
    # SCIENCE.md, F.1: RMST(35) of the 6-MP arm 23.2874 +- 2.8275 (lifelines would have 137.2 for the variance).
    arm, control = told(
        "restricted-mean-lag", "FREIREICH", by=("platform",), settings={"tau": "35"}
    )
    assert (arm.value, arm.by["tau"]) == (pytest.approx(23.2874, abs=5e-5), 35.0)
    assert arm.low == pytest.approx(23.2874 - Z * 2.8275, abs=2e-4)
    assert control.value == pytest.approx(sum(map(float, CONTROL)) / 21)
    assert "shared" not in arm.note


def test_a_horizon_that_nobody_was_followed_to_has_a_code_and_a_way_out(told: Asking) -> None:
    arm, control = told(
        "restricted-mean-lag", "FREIREICH", by=("platform",), settings={"tau": "40"}
    )
    assert (arm.status, arm.value, control.status) == ("NE_RIGHT", None, "ok")
    assert "horizon (tau) of 35 h or less" in arm.note


def test_a_group_with_too_few_items_does_not_set_the_horizon_of_the_others(told: Asking) -> None:
    large, small = told("restricted-mean-lag", "THREE", by=("platform",))
    assert (large.by["tau"], large.value) == (35.0, pytest.approx(23.2874, abs=5e-5))
    assert (small.status, small.n) == ("NE_FEW", 2)


def test_weighted_and_expanded_rows_give_the_same_mean(told: Asking) -> None:
    (weighted,), (expanded,) = (
        told("restricted-mean-lag", name) for name in ("WEIGHTED", "EXPANDED")
    )
    assert weighted.value == pytest.approx(0.5 + 0.3 + 3 * 0.2 + 4 * 0.12)  # by hand, to 9 h
    assert (weighted.value, weighted.low) == pytest.approx((expanded.value, expanded.low))
    assert (weighted.n, weighted.by) == (100, expanded.by | {"incident": "WEIGHTED"})


@pytest.mark.parametrize(("name", "n", "events"), [("ONE", 1, 1), ("UP", 30, 0)])
@pytest.mark.parametrize("settings", [{}, {"tau": "4"}])
def test_one_item_and_no_end_at_all_have_counts_and_a_reason(
    told: Asking, name: str, n: int, events: int, settings: dict[str, str]
) -> None:
    (answer,) = told("restricted-mean-lag", name, settings=settings)
    assert (answer.status, answer.value, answer.n, answer.events) == ("NE_FEW", None, n, events)
    assert answer.note


def test_negative_lags_are_counted_and_left_out(told: Asking) -> None:
    (answer,) = told("restricted-mean-lag", "NEGATIVE")
    assert (answer.n, answer.value) == (11, pytest.approx(6.0))
    assert "2 items ended before the clock started" in answer.note


def test_what_counts_as_gone_is_a_choice(told: Asking) -> None:
    asked = {"tau": "29", "clock": "post"}
    fewer, every = (
        told("restricted-mean-lag", "LATE", settings={**asked, "gone": gone})[0]
        for gone in ("removed", "removed,uploader")
    )
    assert (fewer.events, every.events) == (20, 26)
    assert every.value == pytest.approx(17.5, abs=0.02)  # those still up after 5 h: 6 ... 29 h
    assert fewer.value is not None
    assert fewer.value > 17.6
    assert "still up after 5 h" in every.note


def test_days_bound_the_mean(told: Asking) -> None:
    # By hand: 0, 1, 2, 5 days apart are lags of 0 to 24, 0 to 48, 24 to 72 and 96 to 144 h.
    (answer,) = told("restricted-mean-lag", "DAYS", settings={"clock": "post", "tau": "100"})
    assert (answer.status, answer.value) == ("bounds", None)
    assert answer.low == pytest.approx((0 + 0 + 24 + 96) / 4, abs=0.05)
    assert answer.high == pytest.approx((24 + 48 + 72 + 100) / 4, abs=0.05)
    assert answer.resolution == pytest.approx(48.0, abs=0.05)


def test_without_items_there_is_a_reason(told: Asking) -> None:
    (answer,) = told("restricted-mean-lag", "ONE", where=(("platform", "Platform C"),))
    assert (answer.status, answer.n) == ("NE_FEW", 0)
    assert "Widen it" in answer.note
