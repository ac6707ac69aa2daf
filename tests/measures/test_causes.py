"""cause-incidence from the file to the answer: every outcome its own row, those still up beside them, nothing counted twice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest
from planted import HEADER, items, row
from real_path import Asking, Storing

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.errors import UnknownName
from ripplemark.ingest import Options, add
from ripplemark.measures import measure
from ripplemark.result import Estimate
from ripplemark.vault import Vault

SHARED = Path(__file__).parents[3] / "shared" / "data"

# SCIENCE.md, F.5: the causes 1, 2 and 3 as outcomes.
NAMES = ("up", "removed", "uploader", "account")
F5 = [(1, 1), (2, 2), (2, 1), (3, 0), (4, 1), (5, 3), (6, 2), (7, 0), (8, 1), (10, 0)]
STEPS = [1.0, 2.0, 4.0, 5.0, 6.0, 8.0]
F1 = [0.1, 0.2, 0.316667, 0.316667, 0.316667, 0.491667]


def ended(after: float, outcome: str, n: int | str = "", **cells: float | str) -> str:
    """An item that ended so many hours after noon; 'up' was seen up then for the last time."""
    end = {"observed_until" if outcome in ("up", "geo") else "down_at": after}
    return row(notice_at=0, outcome=outcome, n=n, **end, **cells)


ROWS = {
    "WORKED": [ended(at, NAMES[k]) for at, k in F5],
    "WEIGHTED": [ended(at, NAMES[k], n=20) for at, k in F5],
    "EXPANDED": [ended(at, NAMES[k]) for at, k in F5 for _ in range(20)],
    "TWO": [
        *(ended(k + 1, "removed", platform="Platform A") for k in range(25)),
        *(ended(k + 1, "unknown", platform="Platform B") for k in range(10)),
        *(ended(90, "up", platform="Platform B") for _ in range(15)),
    ],
    "GEO": [
        *(ended(k + 1, "removed") for k in range(15)),
        *(row(notice_at=0, down_at=k + 2, outcome="geo", observed_until=50) for k in range(10)),
    ],
    "ONE": [ended(5, "removed")],
    "UP": items(["50+"] * 30),
    "NEGATIVE": [*(ended(k + 1, "removed") for k in range(20)), ended(-3, "removed")],
    "LATE": [
        *(row(posted_at=0, down_at=k, outcome="removed") for k in (1, 2)),
        *(
            row(posted_at=0, entered_at=5, down_at=k + 6, outcome=outcome)
            for k in range(24)
            for outcome in ["removed" if k % 2 else "uploader"]
        ),
    ],
    "LOOKS": [
        row(notice_at=0, last_up_at=1, down_at=25, outcome=outcome)
        for outcome in ("removed", "uploader")
        for _ in range(12)
    ],
    "UNDATED": [
        *(ended(k + 1, "removed") for k in range(20)),
        *(row(notice_at=0, outcome="unknown", last_up_at=30, observed_until=32) for _ in range(6)),
    ],
}
__all__ = ["HEADER", "ROWS"]


def of(answers: Sequence[Estimate], outcome: str) -> list[Estimate]:
    return [each for each in answers if each.by["outcome"] == outcome]


def test_the_worked_example_comes_back_through_file_archive_and_estimator(told: Asking) -> None:
    # SCIENCE.md, F.5, each row twenty times, so that there are enough for a number; F does not depend on that.
    answers = told("cause-incidence", "WEIGHTED")
    removed = of(answers, "removed")
    assert [each.by["at"] for each in removed] == STEPS
    assert [each.value for each in removed] == pytest.approx(F1, abs=5e-7)
    assert {(each.n, each.events, each.censored) for each in removed} == {(200, 80, 60)}
    last = [of(answers, name)[-1].value for name in ("uploader", "account", "up")]
    assert last == pytest.approx([0.216667, 0.116667, 0.175], abs=5e-7)


def test_the_share_is_never_one_minus_the_curve_with_other_ends_censored(told: Asking) -> None:
    # SCIENCE.md, F.5: 1 - KM would have 0.667; the right share is 0.492.
    at = {"settings": {"at": "8"}}
    (curve,) = told("removal-survival", "WEIGHTED", **at)
    assert curve.value is not None
    assert 1 - curve.value == pytest.approx(0.666667, abs=5e-7)
    assert of(told("cause-incidence", "WEIGHTED", **at), "removed")[0].value == pytest.approx(
        0.491667
    )


def test_outcomes_stand_in_their_order_and_sum_to_one_with_those_still_up(told: Asking) -> None:
    answers = told("cause-incidence", "WEIGHTED", settings={"at": "1,3,9.5"})
    assert [each.by["outcome"] for each in answers[::3]] == ["removed", "uploader", "account", "up"]
    for at in (1.0, 3.0, 9.5):
        there = [each for each in answers if each.by["at"] == at]
        values = [each.value for each in there if each.value is not None]
        assert sum(values) == pytest.approx(1.0, abs=1e-12)
        assert len(values) == 4


def test_weighted_and_expanded_rows_give_the_same_numbers(told: Asking) -> None:
    weighted, expanded = (told("cause-incidence", name) for name in ("WEIGHTED", "EXPANDED"))
    assert len(weighted) == len(expanded) == 24
    for one, other in zip(weighted, expanded, strict=True):
        assert (one.value, one.low, one.high) == pytest.approx((other.value, other.low, other.high))
        assert (one.n, one.events, one.censored) == (other.n, other.events, other.censored)


def test_ten_items_have_counts_and_no_share(told: Asking) -> None:
    answers = told("cause-incidence", "WORKED")
    assert [each.by["outcome"] for each in answers] == ["removed", "uploader", "account", "up"]
    assert {each.status for each in answers} == {"NE_FEW"}
    assert [each.events for each in answers] == [4, 2, 1, 7]
    assert answers[0].note.startswith("4 of 10 items ended in this way")


def test_what_is_gone_and_nobody_knows_why_is_a_class_of_its_own(told: Asking) -> None:
    answers = told("cause-incidence", "TWO", by=("platform",), settings={"at": "20"})
    rows = {(each.by["platform"][-1], each.by["outcome"]): each for each in answers}
    assert list(rows) == [(p, o) for p in "AB" for o in ("removed", "unknown", "up")]
    assert rows["A", "removed"].value == pytest.approx(20 / 25)
    assert rows["B", "unknown"].value == pytest.approx(10 / 25)
    assert rows["B", "up"].value == pytest.approx(15 / 25)
    assert (rows["B", "removed"].status, rows["B", "removed"].events) == ("NE_FEW", 0)
    (whole,) = of(told("cause-incidence", "TWO", settings={"at": "20"}), "unknown")
    assert (whole.value, whole.n, whole.events) == (pytest.approx(10 / 50), 50, 10)
    (one,) = of(
        told("cause-incidence", "TWO", settings={"at": "20"}, where=(("platform", "Platform B"),)),
        "unknown",
    )
    assert (one.value, one.n) == (rows["B", "unknown"].value, 25)


def test_an_end_that_nobody_dated_counts_between_two_looks(told: Asking) -> None:
    answers = told("cause-incidence", "UNDATED", settings={"at": "35"})
    (unknown,) = of(answers, "unknown")
    assert (unknown.value, unknown.events, unknown.resolution) == (pytest.approx(6 / 26), 6, 2.0)


def test_a_block_in_some_countries_is_an_end_only_where_it_is_chosen(told: Asking) -> None:
    usual = told("cause-incidence", "GEO", settings={"at": "20"})
    assert [each.by["outcome"] for each in usual] == ["removed", "up"]
    assert usual[0].value == pytest.approx(15 / 25)
    chosen = told("cause-incidence", "GEO", settings={"at": "20", "gone": "geo"})
    assert [each.by["outcome"] for each in chosen] == ["removed", "geo", "up"]
    assert [each.value for each in chosen] == pytest.approx([15 / 25, 10 / 25, 0], abs=1e-12)
    assert "does not count" not in chosen[0].note


def test_no_time_and_no_outcome_is_split_by_what_it_is_the_answer_to(told: Asking) -> None:
    with pytest.raises(UnknownName, match="platform"):
        told("cause-incidence", "TWO", by=("outcome",))
    with pytest.raises(UnknownName, match="platform"):
        told("cause-incidence", "TWO", where=(("outcome", "removed"),))


@pytest.mark.parametrize(("name", "n"), [("ONE", 1), ("UP", 30)])
def test_one_item_and_no_end_at_all_have_counts_and_a_reason(
    told: Asking, name: str, n: int
) -> None:
    answers = told("cause-incidence", name)
    assert [(each.status, each.value, each.n) for each in answers] == [
        ("NE_FEW", None, n) for _ in answers
    ]
    assert answers[-1].by["outcome"] == "up"


def test_negative_lags_are_counted_and_left_out(told: Asking) -> None:
    answers = told("cause-incidence", "NEGATIVE", settings={"at": "20"})
    assert (answers[0].n, answers[0].value) == (20, 1.0)
    assert "1 item ended before the clock started" in answers[0].note


def test_items_found_late_are_at_risk_from_then_on(told: Asking) -> None:
    # By hand: two items are watched from the start, 24 from 5 h on; of these one ends each hour from 6 h on, the
    # uploader's first. The curve begins where ten are watched.
    answers = told("cause-incidence", "LATE", settings={"clock": "post", "at": "9.5"})
    assert [each.value for each in answers] == pytest.approx([2 / 24, 2 / 24, 20 / 24])
    assert "came under observation only after the clock had started" in answers[0].note
    (early,) = of(told("cause-incidence", "LATE", settings={"clock": "post", "at": "3"}), "up")
    assert early.status == "NE_LEFT"


def test_an_end_between_two_looks_gives_bounds(told: Asking) -> None:
    answers = told("cause-incidence", "LOOKS", settings={"at": "14"})
    assert [(each.status, each.low, each.high) for each in answers] == [
        ("bounds", 0.0, 0.5),
        ("bounds", 0.0, 0.5),
        ("bounds", 0.0, 1.0),
    ]


def test_beyond_the_longest_look_there_is_no_number(told: Asking) -> None:
    answers = told("cause-incidence", "WEIGHTED", settings={"at": "11"})
    assert {each.status for each in answers} == {"NE_RIGHT"}
    assert "come back later" in answers[0].note


def test_the_lines_behind_a_row_are_those_that_its_outcome_ended(told: Asking) -> None:
    answers = told("cause-incidence", "TWO", settings={"at": "20"})
    sizes = {each.by["outcome"]: len(each.lines or ()) for each in answers}
    assert sizes == {"removed": 25, "unknown": 10, "up": 15}


def test_rows_of_norms_have_no_lines(storing: Storing, asking: Asking) -> None:
    storing(HEADER, *ROWS["WEIGHTED"], incident=None, scope="platform")
    answers = asking("cause-incidence", incident=None, scope="platform", settings={"at": "8"})
    assert [each.lines for each in answers] == [None] * 4
    assert answers[0].value == pytest.approx(0.491667)


def test_without_items_there_is_a_reason_and_a_next_step(told: Asking, asking: Asking) -> None:
    (nothing,) = told("cause-incidence", "ONE", where=(("platform", "Platform C"),))
    assert (nothing.status, nothing.n) == ("NE_FEW", 0)
    assert "Widen it" in nothing.note
    (empty,) = asking("cause-incidence")
    assert "Add a takedown log" in empty.note


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is absent")
def test_the_real_export_gives_the_share_and_the_mean_that_the_file_itself_gives(
    tmp_path: Path,
) -> None:
    path = SHARED / "dsa_sor/search_export_2023-09-27/statements-of-reason.csv"
    with duckdb.connect() as con:
        ((number, within, mean),) = con.execute(
            """
            WITH removed AS (
                SELECT date_diff('day', content_date, application_date) AS days
                FROM read_csv($path)
                WHERE platform_name = 'TikTok' AND decision_account IS NULL
                  AND regexp_matches(decision_visibility, 'CONTENT_(REMOVED|DISABLED)')
                  AND (decision_provision IS NULL OR decision_provision NOT LIKE '%TOTAL%')
            )
            SELECT count(*), avg((days <= 10)::INT), avg(days) FROM removed
            """,
            {"path": str(path)},
        ).fetchall()
    archive = Archive(tmp_path / "archive")
    add(archive, Vault(tmp_path / "vault"), path, Options())
    serving = serve(archive)
    asked = {"scope": "platform", "where": (("platform", "TikTok"),)}
    shares = measure(
        serving, "cause-incidence", settings={"clock": "post", "at": "240"}, **asked
    ).estimates
    (means,) = measure(
        serving, "restricted-mean-lag", settings={"clock": "post"}, **asked
    ).estimates
    serving.close()
    assert [each.by["outcome"] for each in shares] == ["removed", "up"]
    assert (shares[0].n, shares[0].value) == (number, pytest.approx(within))
    assert shares[1].value == pytest.approx(1 - within)
    # Dates only: the mean of the days between lies between the mean of the shortest and of the longest lags they allow.
    assert (means.status, means.n) == ("bounds", number)
    assert means.low is not None
    assert means.high is not None
    assert float(means.low) < 24 * mean < float(means.high)
    assert float(means.high) - float(means.low) < 48
