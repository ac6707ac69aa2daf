"""Views before removal, from the rows of a file to the answer: what counts, what is missing, what is told."""

from __future__ import annotations

import pytest
from planted import at
from real_path import Asking

from ripplemark.engine import Serving
from ripplemark.measures import measure
from ripplemark.result import Estimate

COLUMNS = (
    *(
        "platform",
        "item",
        "spell",
        "posted_at",
        "notice_at",
        "down_at",
        "outcome",
        "observed_until",
    ),
    *("views", "n"),
)
HEADER = ",".join(COLUMNS)


def _row(item: str, **cells: float | str) -> str:
    told = {"platform": "Platform A", "item": item, **cells}
    if unknown := set(told) - set(COLUMNS):
        raise KeyError(unknown)
    clocks = {"posted_at", "notice_at", "down_at", "observed_until"}
    return ",".join(
        at(value) if name in clocks and isinstance(value, int | float) else str(value)
        for name in COLUMNS
        for value in [told.get(name, "")]
    )


def _gone(item: str, hours: float, views: float | str, **more: float | str) -> str:
    times = {"posted_at": 0, "notice_at": hours / 2, "down_at": hours}
    return _row(item, outcome="removed", views=views, **{**times, **more})


TWELVE = [_gone(f"item {k}", 10 + k, 100 * (k + 1)) for k in range(12)]
ROWS = {
    "TWELVE": [
        *TWELVE,
        _row("up", posted_at=0, outcome="up", observed_until=90, views=7000),
        _gone("item 0", 60, 999, spell=2),
    ],
    "MISSING": [*TWELVE[:8], *(_gone(f"none {k}", 5, "") for k in range(4))],
    "ENOUGH": [*TWELVE[:9], *(_gone(f"none {k}", 5, "") for k in range(3))],
    "NOTHING": [_gone(f"none {k}", 5, "") for k in range(12)],
    "ONE": [_gone("only", 5, 40)],
    "ZERO": [_gone(f"zero {k}", 5, 0) for k in range(12)],
    "ALL-UP": [
        _row(f"up {k}", posted_at=0, outcome="up", observed_until=9, views=3) for k in range(12)
    ],
    "FAULTY": [*TWELVE, _gone("before", -5, 500), _gone("never", 9, 600, posted_at="")],
    "DAYS": [
        _row(f"day {k}", posted_at="2025-01-02", down_at="2025-01-03", outcome="removed", views=10)
        for k in range(12)
    ],
    "WEIGHTED": [_row("", posted_at=0, down_at=4, outcome="removed", views=5, n=20), *TWELVE],
    "TWO": [
        *TWELVE,
        *(_gone(f"b {k}", 30, 50, platform="Platform B") for k in range(10)),
    ],
}
__all__ = ["HEADER", "ROWS"]


def asked(told: Asking, incident: str, **more: object) -> dict[str, Estimate]:
    answers = told("exposure-before-removal", incident, **more)
    return {str(each.by.get("quantity")): each for each in answers}


def test_the_sum_the_median_and_the_weighted_lag_as_counted_by_hand(told: Asking) -> None:
    rows = asked(told, "TWELVE")
    views = [100 * (k + 1) for k in range(12)]
    assert rows["views"].value == sum(views) == 7800
    assert (rows["views"].low, rows["views"].high) == (None, None)
    assert rows["median-views"].value == 650
    # Ranks 6.5 -+ 0.98 sqrt 12: the third and the tenth; a sign test gives the same 96 %.
    assert (rows["median-views"].low, rows["median-views"].high) == (300, 1000)
    lag = sum(v * (10 + k) for k, v in enumerate(views)) / 7800
    assert rows["view-weighted-lag"].value == pytest.approx(lag, abs=0.01)  # posted to the minute
    assert rows["coverage"].value == 1
    assert rows["views-so-far"].value == 7000
    counts = {name: (each.n, each.events, each.censored) for name, each in rows.items()}
    assert counts.pop("views-so-far") == (1, 1, 1)  # the item that is not gone, and has views
    assert set(counts.values()) == {(12, 12, 1)}
    assert {each.by["clock"] for each in rows.values()} == {"post"}


def test_a_later_time_up_is_left_out_and_told(told: Asking) -> None:
    note = asked(told, "TWELVE")["views"].note
    assert "Of 1 later times up of items that came back, views are left out." in note


def test_the_clock_may_start_at_the_notice(told: Asking) -> None:
    post = asked(told, "TWELVE")["view-weighted-lag"].value
    notice = asked(told, "TWELVE", settings={"clock": "notice"})["view-weighted-lag"]
    assert notice.by["clock"] == "notice"
    assert notice.value == pytest.approx(float(post or 0) / 2, abs=0.01)


def test_views_known_for_less_than_seventy_per_cent_are_not_added_up(told: Asking) -> None:
    rows = asked(told, "MISSING")
    assert rows["coverage"].value == pytest.approx(8 / 12)
    for name in ("views", "median-views", "view-weighted-lag"):
        assert (rows[name].value, rows[name].status) == (None, "NE_FEW")
        assert "8 of 12" in rows[name].note
        assert "not 0" in rows[name].note
    assert rows["views"].low == 3600


def test_missing_views_above_that_are_told_and_never_zero(told: Asking) -> None:
    rows = asked(told, "ENOUGH")
    assert rows["coverage"].value == 0.75
    assert rows["views"].value == 4500
    assert "9 of 12" in rows["views"].note
    few = rows["median-views"]
    assert (few.status, few.value) == ("NE_FEW", None)


def test_no_views_at_all_one_row_and_nothing_removed_have_their_reasons(told: Asking) -> None:
    none = asked(told, "NOTHING")
    assert (none["views"].value, none["views"].low, none["coverage"].value) == (None, None, 0)
    one = asked(told, "ONE")
    assert one["views"].value == 40
    assert one["median-views"].status == one["view-weighted-lag"].status == "NE_FEW"
    up = asked(told, "ALL-UP")
    assert {up[name].status for name in ("views", "coverage", "view-weighted-lag")} == {"NE_FEW"}
    assert "No item was gone yet" in up["views"].note
    assert up["views-so-far"].value == 36


def test_zero_views_are_views(told: Asking) -> None:
    rows = asked(told, "ZERO")
    assert (rows["views"].value, rows["coverage"].value) == (0, 1)
    assert rows["view-weighted-lag"].status == "NE_FEW"


def test_an_end_before_the_start_and_a_missing_start_are_left_out_of_the_lag_and_told(
    told: Asking,
) -> None:
    faulty, sound = asked(told, "FAULTY"), asked(told, "TWELVE")
    assert faulty["views"].value == 7800 + 1100
    assert faulty["view-weighted-lag"].value == pytest.approx(sound["view-weighted-lag"].value)
    assert "1 ended before the clock started" in faulty["view-weighted-lag"].note
    assert (
        "Of 1 items with views a start or an end is not known" in faulty["view-weighted-lag"].note
    )


def test_times_known_to_the_day_give_bounds(told: Asking) -> None:
    lag = asked(told, "DAYS")["view-weighted-lag"]
    assert (lag.status, lag.value) == ("bounds", None)
    assert lag.low == 0
    assert lag.high == pytest.approx(48, abs=0.01)


def test_a_row_for_several_items_counts_as_several(told: Asking) -> None:
    rows = asked(told, "WEIGHTED")
    assert rows["views"].value == 7800 + 100
    assert rows["views"].n == 32
    assert rows["median-views"].value == 5


def test_groups_and_merged_platforms_are_added_up_from_their_items(
    told: Asking, planted_rows: Serving
) -> None:
    apart = told("exposure-before-removal", "TWO", by=("platform",))
    views = {e.by["platform"]: e.value for e in apart if e.by["quantity"] == "views"}
    assert views == {"Platform A": 7800, "Platform B": 500}
    merged = measure(
        planted_rows,
        "exposure-before-removal",
        incident="TWO",
        by=("platform",),
        merged=("Platform A", "Platform B"),
        merged_as="2 smaller platforms",
    )
    (whole,) = [e for e in merged.estimates if e.by["quantity"] == "views"]
    assert whole.value == 8300
    assert "Platform A" not in str(merged.document())


def test_a_selection_that_nothing_meets_says_so(told: Asking) -> None:
    (answer,) = told("exposure-before-removal", "TWO", where=(("platform", "Nowhere"),))
    assert (answer.status, answer.n) == ("NE_FEW", 0)
    assert "selection" in answer.note
