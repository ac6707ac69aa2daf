"""Copies after removals, from the rows of a file to the answer: circles, copies of copies, and what nobody noted."""

from __future__ import annotations

import pytest
from planted import at
from real_path import Asking

from ripplemark.engine import Serving
from ripplemark.measures import measure
from ripplemark.result import Estimate

COLUMNS = (
    *("platform", "item", "spell", "copy_of", "posted_at", "entered_at", "down_at", "outcome"),
    *("observed_until", "notice_at"),
)
HEADER = ",".join(COLUMNS)
CLOCKS = {"posted_at", "entered_at", "down_at", "observed_until", "notice_at"}
END = 1000.0


def _row(item: str, **cells: float | str) -> str:
    told = {"platform": "Platform A", "item": item, **cells}
    if unknown := set(told) - set(COLUMNS):
        raise KeyError(unknown)
    return ",".join(
        at(value) if name in CLOCKS and isinstance(value, int | float) else str(value)
        for name in COLUMNS
        for value in [told.get(name, "")]
    )


def _gone(item: str, down: float, posted: float | str = 0, **more: float | str) -> str:
    return _row(item, posted_at=posted, down_at=down, outcome="removed", **more)


def _up(item: str, posted: float | str, **more: float | str) -> str:
    return _row(item, posted_at=posted, outcome="up", observed_until=END, **more)


TEN = [_gone(f"first {k}", 100) for k in range(10)]
LAST = _up("last", 0)
ROWS = {
    # first 0: copies at 110 and 130 (of a copy) and 400; first 1: one at 150, another before the removal.
    "CHAIN": [
        *TEN,
        LAST,
        _up("a", 110, copy_of="first 0"),
        _up("b", 130, copy_of="a"),
        _up("c", 400, copy_of="b"),
        _up("d", 150, copy_of="first 1"),
        _up("e", 50, copy_of="first 1"),
        _up("f", "", copy_of="first 2", notice_at=120),
    ],
    # The copy is removed in its turn, and a copy comes within a day of that.
    "AGAIN": [
        *TEN,
        LAST,
        _gone("a", 300, 290, copy_of="first 0"),
        _up("b", 310, copy_of="first 0"),
    ],
    "CIRCLE": [
        *TEN,
        LAST,
        _gone("a", 60, 10, copy_of="b"),
        _gone("b", 70, 20, copy_of="a"),
        _up("c", 80, copy_of="b"),
        _gone("x", 90, 5, copy_of="x"),
        _up("y", 95, copy_of="x"),
    ],
    "ORPHANS": [
        *TEN,
        LAST,
        _gone("a", 200, 150, copy_of="elsewhere"),
        _up("b", 210, copy_of="elsewhere"),
    ],
    "BACK": [
        *TEN,
        *(
            _row(f"first {k}", spell=2, entered_at=120 + k, outcome="up", observed_until=END)
            for k in range(6)
        ),
    ],
    "UNNAMED": [*TEN, LAST],
    "FEW": [*TEN[:3], _up("a", 110, copy_of="first 0")],
    "ONE": [_gone("only", 5)],
    "NEVER": [_up(f"up {k}", 0) for k in range(12)] + [_up("a", 5, copy_of="up 0")],
    "DAYS": [
        *(
            _row(f"day {k}", posted_at="2025-01-02", down_at="2025-01-03", outcome="removed")
            for k in range(12)
        ),
        _row(
            "a", posted_at="2025-01-04", outcome="up", observed_until="2025-03-01", copy_of="day 0"
        ),
    ],
    "DEEP": [
        *TEN,
        LAST,
        *(
            _up(f"deep {k}", 110 + k, copy_of=f"deep {k - 1}" if k else "first 0")
            for k in range(230)
        ),
    ],
    "TWO": [
        *TEN,
        *(_gone(f"b {k}", 100, platform="Platform B") for k in range(10)),
        _up("a", 110, copy_of="first 0", platform="Platform B"),
        _up("c", 110, copy_of="first 1"),
    ],
    "LATE": [*TEN, _gone("short", END - 10), LAST, _up("a", 110, copy_of="first 0")],
}
__all__ = ["HEADER", "ROWS"]


def asked(told: Asking, incident: str, **more: object) -> dict[str, Estimate]:
    """By quantity; the mean number of copies by 'mean-copies 24' and so on."""
    found = {}
    for each in told("reupload-ratio", incident, **more):
        at = f" {each.by['at']:g}" if "at" in each.by else ""
        found[f"{each.by.get('quantity')}{at}"] = each
    return found


def test_copies_per_removal_and_their_mean_number_as_counted_by_hand(told: Asking) -> None:
    rows = asked(told, "CHAIN", settings={"horizon": "48", "at": "24,40,400"})
    # Within 48 h of ten removals at 100: those at 110 and 130, not 150; 110 + 290 is later.
    assert (rows["ratio"].value, rows["ratio"].n, rows["ratio"].events) == (0.2, 10, 2)
    # Ten contents, all followed to 1000: copies at 10, 30, 300 and, of another, at 50 hours.
    assert rows["mean-copies 24"].value == pytest.approx(0.1)
    assert rows["mean-copies 40"].value == pytest.approx(0.2)
    assert rows["mean-copies 400"].value == pytest.approx(0.4)
    assert rows["copies"].value == 6
    assert rows["copies-after"].value == 4


def test_copies_of_copies_are_generations(told: Asking) -> None:
    rows = asked(told, "CHAIN")
    assert rows["generations"].value == 3
    assert "4 of generation 1, 1 of generation 2, 1 of generation 3" in rows["generations"].note


def test_what_cannot_be_counted_is_told(told: Asking) -> None:
    note = asked(told, "CHAIN")["ratio"].note
    assert "1 copies or returns have no moment" in note
    assert "1 copies were up before their original, or any copy of it, was removed" in note


def test_a_copy_counts_once_and_after_any_removal_of_its_content(told: Asking) -> None:
    rows = asked(told, "AGAIN", settings={"horizon": "24"})
    # Eleven removals; the copy at 310 follows that at 300 (and that at 100 by 210 h), the one at 290 none within a day.
    assert (rows["ratio"].n, rows["ratio"].events) == (11, 1)
    wide = asked(told, "AGAIN", settings={"horizon": "250"})
    assert (wide["ratio"].n, wide["ratio"].events) == (11, 2)


def test_a_circle_of_copies_ends_and_is_told_and_a_copy_of_itself_is_a_first_item(
    told: Asking,
) -> None:
    rows = asked(told, "CIRCLE", settings={"horizon": "24"})
    note = rows["ratio"].note
    assert "3 items are copies of one another in a circle" in note
    assert "1 items are named as copies of themselves" in note
    # Ten removals and that of x; y follows it after five hours.
    assert (rows["ratio"].n, rows["ratio"].events, rows["generations"].value) == (11, 1, 1)


def test_copies_of_what_is_not_on_record_are_one_content(told: Asking) -> None:
    rows = asked(told, "ORPHANS", settings={"horizon": "24"})
    assert (rows["ratio"].n, rows["ratio"].events) == (11, 1)
    assert "1 originals are known from copies alone" in rows["ratio"].note


def test_the_same_item_again_is_a_return_and_no_copy(told: Asking) -> None:
    rows = asked(told, "BACK")
    assert rows["came-back"].value == 6
    assert rows["ratio"].status == "NE_FEW"
    # Ten contents; the fifth is up again 24 hours after its removal.
    assert rows["time-to-reappear"].value == pytest.approx(24)
    assert "Only the same items" in rows["time-to-reappear"].note


def test_a_log_that_names_no_copy_says_nothing_of_copies_rather_than_zero(told: Asking) -> None:
    rows = asked(told, "UNNAMED")
    for name in ("ratio", "mean-copies 24"):
        assert (rows[name].value, rows[name].status) == (None, "NE_FEW")
        assert "not 0" in rows[name].note
    assert "copies" not in rows


@pytest.mark.parametrize("incident", ["FEW", "ONE", "NEVER"])
def test_fewer_than_ten_removals_give_no_ratio(told: Asking, incident: str) -> None:
    rows = asked(told, incident)
    assert (rows["ratio"].value, rows["ratio"].status) == (None, "NE_FEW")
    assert rows["time-to-reappear"].status == "NE_FEW"
    assert rows["ratio"].note


def test_times_to_the_day_are_too_coarse_for_a_day_and_name_a_horizon_that_is_not(
    told: Asking,
) -> None:
    coarse = asked(told, "DAYS", settings={"horizon": "24"})["ratio"]
    assert coarse.status == "NE_GRANULARITY"
    assert "--set horizon=96" in coarse.note
    assert asked(told, "DAYS", settings={"horizon": "97"})["ratio"].value == pytest.approx(1 / 12)


def test_a_chain_deeper_than_two_hundred_ends(told: Asking) -> None:
    rows = asked(told, "DEEP")
    assert rows["generations"].value == 200
    assert "30 items are copies of one another in a circle, or deeper" in rows["ratio"].note


def test_with_a_split_a_copy_counts_after_removals_of_its_own_group(told: Asking) -> None:
    whole = asked(told, "TWO")
    assert (whole["ratio"].events, whole["ratio"].n) == (2, 20)
    apart = {
        e.by["platform"]: e.events
        for e in told("reupload-ratio", "TWO", by=("platform",))
        if e.by["quantity"] == "ratio"
    }
    assert apart == {"Platform A": 1, "Platform B": 0}


def test_merged_platforms_count_as_one(planted_rows: Serving) -> None:
    merged = measure(
        planted_rows,
        "reupload-ratio",
        incident="TWO",
        by=("platform",),
        merged=("Platform A", "Platform B"),
        merged_as="2 smaller platforms",
    )
    (ratio,) = [e for e in merged.estimates if e.by["quantity"] == "ratio"]
    assert (ratio.events, ratio.n) == (2, 20)
    assert "Platform A" not in str(merged.document())


def test_removals_that_were_not_followed_for_the_horizon_are_left_out_and_told(
    told: Asking,
) -> None:
    ratio = asked(told, "LATE", settings={"horizon": "48"})["ratio"]
    assert ratio.n == 10
    assert "1 more was not followed for 48 h: left out." in ratio.note
