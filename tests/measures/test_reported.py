"""Norms: what platforms reported of themselves is answered at platform scope, and never for an incident."""

from __future__ import annotations

import pytest
from real_path import Asking, Storing

from ripplemark.measures.period import BackwardsPeriod

HEADER = "platform,period_start,period_end,keywords,category,metric,value,low,high,negative,n"
IMAGES = "KEYWORD_NON_CONSENSUAL_IMAGE_SHARING"
OLD, NEW = "KEYWORD_NON_CONSENSUAL_ITEMS_DEEPFAKE", "KEYWORD_NON_CONSENSUAL_MATERIAL_DEEPFAKE"


def day(platform: str, number: int, **more: str) -> tuple[str, ...]:
    """Two rows of one day in January 2025: so many statements, and their lag (mean, lowest, highest, negative, n)."""
    period = f"{platform},2025-01-{number:02d},2025-01-{number + 1:02d}"
    statements = more.get("statements", "10")
    lag = more.get("lag", "2,0,9,1,9")
    return (
        f"{period},,,statements,{statements},,,,{statements}",
        f"{period},,,actioned_lag_days,{lag}",
    )


pytestmark = pytest.mark.usefixtures("stored")


@pytest.fixture
def stored(storing: Storing) -> None:
    storing(
        HEADER,
        *day("Chirp", 1),
        *day("Chirp", 2, statements="90", lag="4,1,20,0,90"),
        *day("Burrow", 1, statements="5", lag="0,0,0,0,5"),
        f"Chirp,2025-01-01,2025-01-02,{IMAGES},,statements,3,,,,10",
        f"Chirp,2025-01-02,2025-01-03,{IMAGES},,statements,0,,,,90",
        f"Chirp,2025-01-01,2025-01-02,{OLD},,statements,1,,,,10",
        f"Chirp,2025-01-01,2025-01-02,{NEW},,statements,2,,,,10",
        "Chirp,2025-01-01,2025-01-02,,,automated_detection,6,,,,10",
        "Chirp,2025-01-02,2025-01-03,,,automated_detection,84,,,,90",
        "Chirp,2025-01-01,2025-01-02,,,fully_automated,0,,,,10",
        "Chirp,2025-01-02,2025-01-03,,,fully_automated,25,,,,90",
        "Chirp,2025-01-01,2025-02-01,,,statements,999,,,,999",
        "Chirp,2025-01-01,2025-01-02,,nudity,statements,777,,,,777",
        incident=None,
    )


def told(asking: Asking, metric: str, **settings: str) -> dict[str, float | str | None]:
    found = asking(metric, incident=None, scope="platform", settings=settings)
    return {each.by["platform"]: each.value for each in found}


def test_days_are_summed_and_parts_of_a_day_and_whole_months_are_not_added_to_them(
    asking: Asking,
) -> None:
    assert told(asking, "reported-decisions") == {"Chirp": 100.0, "Burrow": 5.0}
    assert told(asking, "reported-decisions", keyword="images")["Chirp"] == 3.0
    assert told(asking, "reported-decisions", keyword="deepfakes")["Chirp"] == 3.0


def test_what_a_dataset_does_not_say_is_no_0(asking: Asking) -> None:
    found = asking(
        "reported-decisions",
        incident=None,
        scope="platform",
        where=(("platform", "Burrow"),),
        settings={"keyword": "images"},
    )
    assert [(each.value, each.status, each.n) for each in found] == [(None, "NE_FEW", 5)]
    assert "does not say" in found[0].note


def test_the_mean_lag_is_one_of_decisions_and_not_of_days(asking: Asking) -> None:
    # 9 decisions of 2 days and 90 of 4: (18 + 360) / 99.
    (found,) = asking(
        "reported-lag", incident=None, scope="platform", where=(("platform", "Chirp"),)
    )
    assert found.value == pytest.approx(378 / 99)
    assert found.n == 99
    assert "From 0 to 20 days; 1 dated before" in found.note
    assert found.low is None  # every statement is counted: no interval
    assert found.lines is None


def test_a_share_is_of_all_decisions(asking: Asking) -> None:
    assert told(asking, "reported-automation") == {"Chirp": 0.9, "Burrow": None}
    assert told(asking, "reported-automation", step="decision")["Chirp"] == 0.25


def test_a_period_holds_its_first_day_and_not_its_last(asking: Asking) -> None:
    one = {"from": "2025-01-02", "to": "2025-01-03"}
    assert told(asking, "reported-decisions", **one) == {"Chirp": 90.0}
    with pytest.raises(BackwardsPeriod):
        told(asking, "reported-lag", **{"from": "2025-01-03", "to": "2025-01-02"})


@pytest.mark.parametrize(
    "metric", ["reported-decisions", "reported-lag", "reported-automation", "reported-accounts"]
)
def test_norms_never_answer_for_an_incident(asking: Asking, metric: str) -> None:
    for asked in ({"incident": "LANTERN"}, {"incident": "LANTERN", "scope": "platform"}):
        (found,) = asking(metric, **asked)
        assert (found.value, found.n, found.status) == (None, 0, "NE_FEW")
        assert found.by == {"incident": "LANTERN"}
        assert "platform scope" in found.note
    (nowhere,) = asking(metric, incident=None, scope="platform", settings={"from": "2026-01-01"})
    assert "Choose another period" in nowhere.note
