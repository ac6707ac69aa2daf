"""Groups compared, from CSV to answer: published numbers, references, clusters, before and after."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from planted import CONTROL, HEADER, NOON, SIX_MP, items, row
from real_path import Asking, Storing

from ripplemark.errors import UnknownName
from ripplemark.measures import differences
from ripplemark.measures.contrasts import TwoSplits

PLATFORMS = ("platform",)
DAYS = 60


def _over_days(effect: float, seed: int = 2) -> list[str]:
    """Twelve items a day, mean lag 10 h, from day 30 on by ``effect`` times as long; days differ among themselves."""
    random = np.random.default_rng(seed)
    rows = []
    for day in range(DAYS):
        pace = 10 * float(np.exp(0.4 * random.normal())) * (effect if day >= DAYS / 2 else 1)
        for lag in random.exponential(pace, 12):
            start = 24.0 * day + float(random.uniform(-12, 12))
            rows.append(
                row(
                    platform="Platform A" if random.random() < 0.5 else "Platform B",
                    notice_at=start,
                    down_at=start + lag,
                    outcome="removed",
                )
            )
    return rows


MIDDLE = (NOON + timedelta(days=DAYS / 2 - 0.5)).date().isoformat()
ROWS = {
    "FREIREICH": [*items(SIX_MP, "Platform A"), *items(CONTROL, "Platform B")],
    "SLOWER": _over_days(2.0),
    "ALONE": items(SIX_MP),
    "FEW": [*items(SIX_MP, "Platform A"), *items(["3", "4"], "Platform B")],
}
__all__ = ["HEADER", "ROWS"]


def test_the_leukaemia_trial_gives_the_published_difference_and_test(told: Asking) -> None:
    # SCIENCE.md, F.1: difference of RMST(23) 9.2426 (5.174-13.311); chi squared 16.79294, p 4.1688e-05.
    rows = told("lag-difference", "FREIREICH", by=PLATFORMS, settings={"against": "Platform B"})
    by_quantity = {each.by["quantity"]: each for each in rows}
    assert set(by_quantity) == {"restricted-mean-difference", "log-rank-chi-squared", "log-rank-p"}
    mean = by_quantity["restricted-mean-difference"]
    assert mean.value == pytest.approx(9.2426, abs=5e-5)
    assert (mean.low, mean.high) == pytest.approx((5.174, 13.311), abs=5e-4)
    assert (mean.by["platform"], mean.by["against"], mean.by["tau"]) == (
        "Platform A",
        "Platform B",
        23,
    )
    assert (mean.n, mean.events, mean.censored) == (42, 30, 12)
    assert "Positive: up for longer than 'Platform B'" in mean.note
    assert by_quantity["log-rank-chi-squared"].value == pytest.approx(16.79294, abs=5e-6)
    assert by_quantity["log-rank-p"].value == pytest.approx(4.1688e-05, rel=1e-4)


def test_the_first_group_is_the_reference_unless_another_is_named(told: Asking) -> None:
    first, *_ = told("lag-difference", "FREIREICH", by=PLATFORMS)
    assert (first.by["platform"], first.by["against"]) == ("Platform B", "Platform A")
    assert first.value == pytest.approx(-9.2426, abs=5e-5)
    with pytest.raises(UnknownName, match="Platform A, Platform B"):
        told("lag-difference", "FREIREICH", by=PLATFORMS, settings={"against": "Platform C"})


def test_a_difference_of_shares_comes_with_hours(told: Asking) -> None:
    rows = told("lag-difference", "FREIREICH", by=PLATFORMS, settings={"hours": "5"})
    (share,) = [each for each in rows if each.by["quantity"] == "share-difference"]
    assert share.value == pytest.approx(
        9 / 21
    )  # nine of the control arm by week 5, none of the other
    assert 0 < share.low < share.value < share.high
    assert share.by["hours"] == 5


@pytest.mark.parametrize(
    ("incident", "by", "said"),
    [("ALONE", PLATFORMS, "only one group"), ("ALONE", (), "Say what to compare")],
)
def test_without_two_groups_there_is_a_reason(
    told: Asking, incident: str, by: tuple[str, ...], said: str
) -> None:
    (answer,) = told("lag-difference", incident, by=by)
    assert (answer.status, answer.value) == ("NE_FEW", None)
    assert said in answer.note


def test_a_group_with_too_few_items_is_not_compared(told: Asking) -> None:
    (answer,) = told("lag-difference", "FEW", by=PLATFORMS)
    assert (answer.status, answer.value) == ("NE_FEW", None)
    assert "2 of 2 items ended" in answer.note


def test_before_and_after_a_moment_holds_the_planted_difference_and_names_no_cause(
    told: Asking,
) -> None:
    settings = {"split": MIDDLE, "tau": "24", "hours": "12", "cluster": "day"}
    mean, share = told("lag-difference", "SLOWER", settings=settings)
    assert (mean.by["period"], mean.by["against"], mean.n) == ("after", "before", DAYS * 12)
    # Mean of an exponential of mean m up to 24 h is m (1 - exp(-24 / m)); paces of days are log-normal, spread 0.4.
    pace = 10 * np.exp(0.4 * np.random.default_rng(9).normal(size=200_000))
    means = [float(np.mean(m * (1 - np.exp(-24 / m)))) for m in (pace, 2 * pace)]
    assert mean.low <= means[1] - means[0] <= mean.high
    assert mean.low > 0
    assert share.value < 0
    assert "not the effect of what happened" in mean.note


def test_splits_and_groups_go_together(told: Asking) -> None:
    rows = told("lag-difference", "SLOWER", by=PLATFORMS, settings={"split": MIDDLE, "tau": "24"})
    means = [each for each in rows if each.by["quantity"] == "restricted-mean-difference"]
    assert [each.by["platform"] for each in means] == ["Platform A", "Platform B"]
    assert sum(each.n for each in means) == DAYS * 12


def test_days_left_out_widen_the_interval_and_take_the_test_away(told: Asking) -> None:
    settings = {"split": MIDDLE, "tau": "24", "hours": "12"}
    plain, plain_share, *tests = told("lag-difference", "SLOWER", settings=settings)
    rows = told("lag-difference", "SLOWER", settings={**settings, "cluster": "day"})
    assert len(tests) == 2
    assert [each.by["quantity"] for each in rows] == [
        "restricted-mean-difference",
        "share-difference",
    ]
    mean, share = rows
    assert (mean.value, share.value) == (plain.value, plain_share.value)
    assert mean.high - mean.low > 1.2 * (plain.high - plain.low)
    assert mean.low < mean.value < mean.high
    assert "leaving out each day in turn (60 of them)" in mean.note


def test_without_uploaders_on_record_it_says_how_to_keep_them(told: Asking) -> None:
    (answer,) = told("lag-difference", "FREIREICH", by=PLATFORMS, settings={"cluster": "uploader"})
    assert (answer.status, answer.value) == ("NE_FEW", None)
    assert "--keep uploader" in answer.note


def test_uploaders_left_out_widen_the_interval(storing: Storing, asking: Asking) -> None:
    random = np.random.default_rng(4)
    lines = []
    for who in range(40):
        pace = 10 * float(np.exp(0.7 * random.normal()))
        for lag in random.exponential(pace, 10):
            end = (NOON + timedelta(hours=float(lag))).strftime("%Y-%m-%dT%H:%M:%SZ")
            platform = "Platform A" if who % 2 else "Platform B"
            lines.append(
                f"{platform},item {len(lines)},person {who},{NOON:%Y-%m-%dT%H:%M:%SZ},{end},removed"
            )
    storing("platform,item,uploader,notice_at,down_at,outcome", *lines, keep=("uploader",))
    plain, *_ = asking("lag-difference", by=PLATFORMS, settings={"tau": "24"})
    (mean,) = asking("lag-difference", by=PLATFORMS, settings={"tau": "24", "cluster": "uploader"})
    assert mean.value == plain.value
    assert mean.high - mean.low > 1.2 * (plain.high - plain.low)
    assert "leaving out each uploader in turn (40 of them)" in mean.note


def test_many_items_give_the_effect_with_an_interval_over_days_and_no_test(
    told: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(differences, "LARGE", DAYS * 12 - 1)
    (mean,) = told("lag-difference", "SLOWER", settings={"split": MIDDLE, "tau": "24"})
    assert mean.by["quantity"] == "restricted-mean-difference"
    assert "leaving out each day in turn" in mean.note


def test_too_few_days_give_no_interval_and_say_so(told: Asking) -> None:
    (answer,) = told("lag-difference", "FREIREICH", by=PLATFORMS, settings={"cluster": "day"})
    assert (answer.status, answer.value) == ("NE_FEW", None)
    assert "Fewer than 10 days" in answer.note


def test_an_event_on_record_splits_and_its_own_day_is_in_neither_group(
    storing: Storing, asking: Asking
) -> None:
    storing(HEADER, *_over_days(2.0))
    settings = {"event": "policy_change", "tau": "24"}
    (none,) = asking("lag-difference", settings=settings)
    assert none.status == "NE_FEW"
    assert "No event of the kind 'policy_change'" in none.note
    storing("time,kind,label", f"{MIDDLE},policy_change,new rules", zone="UTC")
    mean, *_ = asking("lag-difference", settings=settings)
    split, *_ = asking("lag-difference", settings={"split": MIDDLE, "tau": "24"})
    assert (split.n, mean.n) == (DAYS * 12, DAYS * 12 - 12)
    assert mean.low > 0
    assert f"on {MIDDLE}" in mean.note
    assert "in neither group" in mean.note


def test_a_cohort_bounds_both_sides_of_a_split(told: Asking) -> None:
    since = (NOON + timedelta(days=DAYS / 4 - 0.5)).date().isoformat()
    mean, *_ = told(
        "lag-difference", "SLOWER", settings={"split": MIDDLE, "tau": "24", "from": since}
    )
    assert mean.n == DAYS * 12 * 3 // 4
    (nothing,) = told("lag-difference", "SLOWER", settings={"split": "2020-01-01"})
    assert "both sides of that moment" in nothing.note
    with pytest.raises(TwoSplits):
        told("lag-difference", "SLOWER", settings={"split": MIDDLE, "event": "court"})


def test_curves_that_cross_carry_a_warning(storing: Storing, asking: Asking) -> None:
    hours = [*np.linspace(0.5, 2, 30), *np.linspace(80, 100, 30)]
    storing(
        HEADER,
        *items([f"{each:.2f}" for each in hours], "Platform A"),
        *items([f"{each:.2f}" for each in np.linspace(20, 60, 60)], "Platform B"),
    )
    mean, *_ = asking("lag-difference", by=PLATFORMS, settings={"tau": "90"})
    assert "The two curves cross" in mean.note
