"""What a row means for a lag: censoring, clocks, other outcomes, errors in the data, delayed entry, scope."""

from __future__ import annotations

import pytest
from planted import HEADER, SIX_MP, item, items, row
from real_path import Asking, Storing

from ripplemark.measures.lags import group_of, joined

ROWS = {
    "MOST-UP": items(["1", "2", "3", "4", "5", *["100+"] * 15]),
    "NEGATIVE": items([*(str(hours) for hours in range(1, 12)), "-3", "-0.5"]),
    "NO-START": [
        *items(str(k) for k in range(1, 12)),
        row(posted_at=0, down_at=5, outcome="removed"),
    ],
    "OTHERWISE": [
        row(notice_at=0, down_at=k + 1, outcome="removed" if k < 6 else "uploader")
        for k in range(12)
    ],
    "GEO": [
        *items(str(k) for k in range(1, 10)),
        *(row(notice_at=0, down_at=1, outcome="geo", observed_until=50) for _ in range(3)),
    ],
    "CLOCKS": [
        row(posted_at=-24, notice_at=0, label_at=2, down_at=k + 3, outcome="removed")
        for k in range(11)
    ],
    "LATE": [
        *(row(posted_at=0, down_at=k + 1, outcome="removed") for k in range(10)),
        *(row(posted_at=0, entered_at=5, down_at=k + 6, outcome="removed") for k in range(10)),
    ],
    "TOO-LATE": [
        *(row(posted_at=0, entered_at=0.5, down_at=k + 1, outcome="removed") for k in range(11)),
        row(posted_at=0, entered_at=9, down_at=3, outcome="removed"),
    ],
    "LOOKS": [row(notice_at=0, last_up_at=1, down_at=13, outcome="removed") for _ in range(12)],
    "TWICE": [*items(SIX_MP, "Platform A"), *items(SIX_MP, "Platform B")],
}
__all__ = ["HEADER", "ROWS"]


def test_an_item_that_is_still_up_is_censored_and_never_dropped(told: Asking) -> None:
    (answer,) = told("median-lag", "MOST-UP")
    assert (answer.n, answer.events, answer.censored) == (20, 5, 15)
    assert (answer.status, answer.value) == ("NE_RIGHT", None)
    assert "still up" in answer.note
    assert "Come back" in answer.note


def test_negative_lags_are_counted_and_left_out_never_clipped(told: Asking) -> None:
    (answer,) = told("median-lag", "NEGATIVE")
    assert (answer.n, answer.value) == (11, 6.0)
    assert "2 items ended before the clock started" in answer.note


def test_rows_that_cannot_be_used_are_counted_with_the_reason(told: Asking) -> None:
    (answer,) = told("median-lag", "NO-START", settings={"clock": "notice"})
    assert answer.n == 11
    assert "1 item without a time at which this clock starts" in answer.note


def test_what_ended_otherwise_was_watched_until_then_unless_it_counts_as_gone(told: Asking) -> None:
    (platform,) = told("median-lag", "OTHERWISE")
    assert (platform.n, platform.events, platform.censored) == (12, 6, 6)
    assert "6 items ended in a way that does not count as gone" in platform.note
    (anyone,) = told("median-lag", "OTHERWISE", settings={"gone": "removed,uploader"})
    assert (anyone.n, anyone.events, anyone.value) == (12, 12, 6.0)
    (uploader,) = told("removal-survival", "OTHERWISE", settings={"gone": "uploader", "at": "6.5"})
    assert (uploader.value, uploader.events) == (1.0, 6)


def test_a_restriction_that_is_not_gone_stays_up_to_the_last_look(told: Asking) -> None:
    (answer,) = told("removal-survival", "GEO", settings={"at": "40"})
    assert (answer.value, answer.censored) == (pytest.approx(3 / 12), 3)
    (gone,) = told("removal-survival", "GEO", settings={"gone": "removed,geo", "at": "1"})
    assert gone.value == pytest.approx(8 / 12)


def test_the_clock_is_the_first_known_and_can_be_chosen(told: Asking) -> None:
    (default,) = told("median-lag", "CLOCKS")
    assert (default.by["clock"], default.value) == ("notice", 8.0)
    (posted,) = told("median-lag", "CLOCKS", settings={"clock": "post"})
    assert (posted.by["clock"], posted.value) == ("post", pytest.approx(32.0, abs=0.02))
    (label,) = told("median-lag", "CLOCKS", settings={"clock": "label"})
    assert (label.by["clock"], label.value) == ("label", 6.0)


def test_items_found_late_enter_the_risk_set_late(told: Asking) -> None:
    # By hand, risk set {i: entry_i < t <= exit_i} (SCIENCE.md, B.2). Ten items seen from the start, gone after
    # 1 ... 10 h; ten found 5 h after posting, gone after 6 ... 15 h. At 6 h 5 + 10 are at risk and 2 end.
    # (A posting is known to its minute, so the lag of '6 h' ends half a minute earlier.)
    early, late = told("removal-survival", "LATE", settings={"clock": "post", "at": "5.5,6.5"})
    assert early.value == pytest.approx(0.5)
    assert late.value == pytest.approx(0.5 * 13 / 15)


def test_an_item_that_ended_before_it_was_first_seen_is_left_out_and_counted(told: Asking) -> None:
    (answer,) = told("median-lag", "TOO-LATE", settings={"clock": "post"})
    assert answer.n == 11
    assert "1 item" in answer.note


def test_an_end_between_two_looks_gives_bounds_where_the_looks_are_far_apart(told: Asking) -> None:
    (answer,) = told("median-lag", "LOOKS")
    assert (answer.status, answer.value, answer.low, answer.high) == ("bounds", None, 1.0, 13.0)
    assert answer.resolution == 12.0


def test_the_split_and_the_selection_cover_all_items_once(told: Asking) -> None:
    split = told("median-lag", "TWICE", by=("platform",))
    assert [answer.n for answer in split] == [21, 21]
    (one,) = told("median-lag", "TWICE", where=(("platform", "Platform B"),))
    assert (one.n, one.value) == (21, 23.0)
    (none,) = told("median-lag", "TWICE", where=(("platform", "Platform C"),))
    assert (none.status, none.n, none.value) == ("NE_FEW", 0, None)
    assert "Widen it" in none.note


def test_every_incident_has_its_own_numbers(told: Asking) -> None:
    answers = told("median-lag", None)
    assert [answer.by["incident"] for answer in answers] == sorted(ROWS)
    assert all(answer.note for answer in answers if answer.status != "ok")


def test_source_lines_say_which_rows_a_number_consists_of(told: Asking) -> None:
    (answer,) = told("median-lag", "NEGATIVE")
    assert answer.lines == tuple(range(22, 33))


def test_platform_rows_never_enter_an_incidents_numbers(storing: Storing, asking: Asking) -> None:
    storing(HEADER, *items(SIX_MP))
    storing(HEADER, *(item("500", n=1000) for _ in range(2)), incident=None, scope="platform")
    (incident,) = asking("median-lag")
    assert (incident.n, incident.value) == (21, 23.0)
    (everything,) = asking("median-lag", incident=None)
    assert everything.n == 21
    (norm,) = asking("median-lag", incident=None, scope="platform")
    assert (norm.n, norm.value, norm.lines) == (2000, 500.0, None)
    assert "incident" not in norm.by


@pytest.mark.parametrize("metric", ["removal-survival", "median-lag", "requests-needed"])
def test_without_any_items_there_is_a_reason_and_a_next_step(asking: Asking, metric: str) -> None:
    (answer,) = asking(metric)
    assert (answer.status, answer.value, answer.n) == ("NE_FEW", None, 0)
    assert "Add a takedown log" in answer.note


def test_an_item_found_late_with_an_end_known_by_date_is_at_risk_from_when_it_was_found() -> None:
    known = {"state": "gone", "n": 1, "lines": [], "again": False, "looked": None}
    dated = {**known, "lag_lo": 0.0, "lag_hi": 48.0, "entry": 10.0}
    exact = {**known, "lag_lo": 30.0, "lag_hi": 30.0, "entry": 10.0}
    group = group_of({}, [dated, exact], "incident")
    assert group.entry.tolist() == [10.0, 10.0]
    assert (group.low[0], group.low[1], group.high[0]) == (pytest.approx(10.0), 30.0, 48.0)
    assert (group.low > group.entry).all()
    assert (group.late, group.n) == (2, 2)


def test_what_else_ended_items_is_counted_by_outcome_of_those_that_are_used_alone() -> None:
    known = {
        "lines": [],
        "again": False,
        "looked": None,
        "lag_lo": 5.0,
        "lag_hi": 5.0,
        "entry": 0.0,
    }
    other = {**known, "state": "other"}
    rows = [
        {**other, "way": "uploader", "n": 3},
        {**other, "way": "account", "n": 2},
        {**other, "way": "account", "n": 7, "entry": 9.0},  # ended before anybody watched it
        {**known, "state": "gone", "way": None, "n": 20},
    ]
    one = group_of({}, rows, "incident")
    assert one.ways == {"account": 2, "uploader": 3}
    assert sum(one.ways.values()) == int(one.weight[one.ended].sum())
    assert joined({}, [one, group_of({}, rows[1:], "incident")]).ways == {
        "account": 4,
        "uploader": 3,
    }
