"""Attention before the first published check and the time until then, through file, archive, SQL and estimator."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from planted import TOY
from real_path import Asking, Storing

from ripplemark.measures.base import UnreadableSetting
from ripplemark.result import Estimate

HEADER = "series,channel,platform,metric,bin_start,bin_width,value"
EVENTS = "time,time_end,kind,label"
START = datetime(2025, 1, 1, tzinfo=UTC)


def bins(metric: str = "posts", channel: str = "social", late: int = 0) -> list[str]:
    return [
        f"{metric},{channel},Platform A,{metric},{START + timedelta(days=k + late):%Y-%m-%d},P1D,{value}"
        for k, value in enumerate(TOY)
    ]


def day(number: float) -> str:
    return (START + timedelta(days=number)).strftime("%Y-%m-%dT%H:%M:%SZ")


def check(at: str, kind: str = "fact_check", end: str = "") -> str:
    return f"{at},{end},{kind},"


@pytest.fixture
def stored(storing: Storing) -> Storing:
    storing(HEADER, *bins(), zone="UTC")
    return storing


def one(found: list[Estimate]) -> Estimate:
    (row,) = found
    return row


def test_the_toy_series_has_its_worked_share_of_all_and_of_the_excess(
    stored: Storing, asking: Asking
) -> None:
    # SCIENCE.md, F.8: .50745 of all, .564 of the excess, for a check at bin 10.25.
    stored(EVENTS, check(day(10.25)))
    share = one(asking("unverified-share"))
    assert share.value == pytest.approx(0.50745, abs=5e-5)
    assert share.low < share.value < share.high
    excess = one(asking("unverified-share", settings={"of": "excess"}))
    assert excess.value == pytest.approx(0.564, abs=5e-4)


def test_a_check_known_to_the_day_gives_the_shares_at_both_its_ends(
    stored: Storing, asking: Asking
) -> None:
    stored(EVENTS, check("2025-01-11"), zone="UTC")
    share = one(asking("unverified-share"))
    whole = sum(TOY[7:])
    assert (share.status, share.value) == ("bounds", None)
    assert share.low == pytest.approx((40 + 100 + 70) / whole)
    assert share.high == pytest.approx((40 + 100 + 70 + 45) / whole)


def test_the_first_of_several_checks_counts(stored: Storing, asking: Asking) -> None:
    stored(EVENTS, check(day(20)), check(day(10.25)), check(day(12)))
    assert one(asking("unverified-share")).value == pytest.approx(0.50745, abs=5e-5)
    lag = one(asking("check-lag"))
    # 10.25 d less 7 d, one bin each way; a time to the second is known to a second.
    assert (lag.value, lag.low, lag.high) == pytest.approx((78.0, 54.0, 102.0), abs=1e-3)


def test_a_denial_and_a_ruling_are_no_check(stored: Storing, asking: Asking) -> None:
    stored(EVENTS, check(day(8), "official_denial"), check(day(9), "court"))
    share = one(asking("unverified-share"))
    assert (share.value, share.low, share.high, share.censored) == (1.0, None, None, 1)
    assert "No check was published" in share.note
    lag = one(asking("check-lag"))
    assert (lag.status, lag.low, lag.censored) == ("NE_RIGHT", 21 * 24.0, 1)
    for kind in ("official_denial", "court"):
        with pytest.raises(UnreadableSetting):
            asking("unverified-share", settings={"checks": kind})


def test_other_kinds_of_check_count_where_they_are_asked_for(
    stored: Storing, asking: Asking
) -> None:
    stored(EVENTS, check(day(10.25), "note_shown"), check(day(20)))
    share = one(asking("unverified-share", settings={"checks": "fact_check,note_shown"}))
    assert share.value == pytest.approx(0.50745, abs=5e-5)


def test_without_any_event_nothing_is_known_of_a_check(stored: Storing, asking: Asking) -> None:
    for metric in ("unverified-share", "check-lag"):
        row = one(asking(metric))
        assert (row.status, row.value) == ("NE_FEW", None)
        assert "add its events" in row.note
    assert stored is not None


def test_each_unit_has_its_own_share_and_an_index_has_none(
    storing: Storing, asking: Asking
) -> None:
    storing(HEADER, *bins(), *bins("views", "video"), *bins("search_index", "search"))
    storing(EVENTS, check(day(10.25)))
    found = {str(row.by["metric"]): row for row in asking("unverified-share")}
    assert found["posts"].value == found["views"].value == pytest.approx(0.50745, abs=5e-5)
    assert (found["search_index"].status, found["search_index"].value) == ("NE_FEW", None)
    assert "cannot be added up" in found["search_index"].note
    lags = {str(row.by["metric"]): row.value for row in asking("check-lag")}
    assert set(lags) == {"posts", "views", "search_index"}


def test_a_horizon_that_is_not_over_and_no_onset_give_no_share(
    stored: Storing, asking: Asking
) -> None:
    stored(EVENTS, check(day(10.25)))
    late = one(asking("unverified-share", settings={"horizon": "2400"}))
    assert late.status == "NE_RIGHT"
    week = one(asking("unverified-share", settings={"horizon": "168"}))
    assert week.value == pytest.approx(221.25 / 323, abs=5e-6)
    none = one(asking("unverified-share", settings={"from": "2025-02-10"}))
    assert (none.status, none.n) == ("NE_FEW", 0)
    begun = one(asking("check-lag", settings={"from": "2025-01-09"}))
    assert (begun.status, begun.low, begun.high) == ("NE_LEFT", None, None)


def test_a_check_after_the_last_bin_leaves_all_attention_before_it(
    stored: Storing, asking: Asking
) -> None:
    stored(EVENTS, check(day(60)))
    share = one(asking("unverified-share"))
    assert (share.value, share.censored) == (1.0, 1)
    assert one(asking("check-lag")).value == pytest.approx(53 * 24.0, abs=1e-3)


def test_no_incident_says_what_to_add(asking: Asking, tmp_path: Path) -> None:
    assert not (tmp_path / "archive").exists()
    for metric in ("unverified-share", "check-lag"):
        row = one(asking(metric))
        assert (row.status, row.n) == ("NE_FEW", 0)
        assert row.note


def _many(storing: Storing, checked: int, never: int, silent: int = 0) -> None:
    """Incidents with the toy's onset: checks a day apart from day 8 on, some never, and some without any event."""
    codes = [f"CASE-{number:02d}" for number in range(checked + never + silent)]
    storing(
        f"{HEADER},incident", *(f"{row},{code}" for code in codes for row in bins()), incident=None
    )
    dated = [f"{check(day(8 + number))},{code}" for number, code in enumerate(codes[:checked])]
    denied = check(day(8), "official_denial")
    dated += [f"{denied},{code}" for code in codes[checked : checked + never]]
    storing(f"{EVENTS},incident", *dated, incident=None)


def test_across_incidents_the_never_checked_are_censored_and_the_silent_left_out(
    storing: Storing, asking: Asking
) -> None:
    _many(storing, checked=8, never=4, silent=1)
    found = asking("check-lag", incident=None, settings={"at": "132"})
    lags = [row for row in found if row.by["quantity"] == "lag"]
    assert len(lags) == 13
    assert sorted(str(row.status) for row in lags) == ["NE_FEW", *["NE_RIGHT"] * 4, *["ok"] * 8]
    (share,) = (row for row in found if row.by["quantity"] == "share")
    # Onset on day 7: by 5.5 days five of twelve were checked, whatever a bin either way.
    assert (share.n, share.events, share.censored) == (12, 8, 4)
    assert share.low < 5 / 12 < share.high
    assert "1 incident without any event on record left out." in share.note
    assert "incident" not in share.by
    (median,) = (row for row in found if row.by["quantity"] == "median")
    assert "item" not in share.note + median.note
    assert median.low <= 6 * 24 <= (median.high or 1e9)


def test_few_incidents_give_their_lags_and_no_share(storing: Storing, asking: Asking) -> None:
    _many(storing, checked=3, never=0)
    found = asking("check-lag", incident=None)
    assert [row.status for row in found if row.by["quantity"] != "lag"] == ["NE_FEW"] * 4
    assert all("item" not in row.note for row in found)


def test_an_incident_counts_once_by_its_earliest_onset(storing: Storing, asking: Asking) -> None:
    storing(HEADER, *bins(), *bins("views", "video", late=-3), incident="CASE-00")
    storing(EVENTS, check(day(10)), incident="CASE-00")
    (lag,) = (row for row in asking("check-lag", incident=None) if row.by["quantity"] == "lag")
    assert lag.value == pytest.approx(6 * 24.0, abs=1e-3)
