"""Late interest through file, archive, SQL and estimator: shares, exponent, levels, anniversaries; and what stands first on a page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from real_path import Asking, Storing

from benchmarks.coverage_fades import Fade
from ripplemark.estimate.laws import POWER, half_of
from ripplemark.measures import named
from ripplemark.measures.tails import TAILS
from ripplemark.result import Estimate

HEADER = "series,channel,platform,metric,bin_start,bin_width,value"
PAGES = "engine,query,locale,device,captured_at,rank,url,stance"
STANCES = {"I": "incident", "C": "correction", "N": "neutral", "-": ""}
LATE = (
    "tail-mass",
    "tail-exponent",
    "new-baseline",
    "interest-now",
    "time-since-return",
    "anniversaries",
)


def _bins(values: Sequence[float], width: str = "P1D", metric: str = "views") -> list[str]:
    start, days = datetime(2023, 1, 2, tzinfo=UTC), {"P1D": 1, "P7D": 7}[width]
    return [
        f"term,search,,{metric},{start + timedelta(days=days * k):%Y-%m-%d},{width},{value:g}"
        for k, value in enumerate(values)
    ]


def _tail(days: int = 900, anniversary: float = 3.0) -> list[float]:
    """A power law of exponent 1.1 over 20, and so many times as much in the week of its first anniversary."""
    fade = Fade("tail", "day", days, 60, 2, half_of(1.1, 1.0), 3000, 20, POWER, 1.0)
    value = fade.draw(np.random.default_rng(3)).value
    at = fade.top + 365
    value[at - 3 : at + 4] = np.round(value[at - 3 : at + 4] * anniversary)
    return [float(each) for each in value]


def _one(found: list[Estimate], **by: str) -> Estimate:
    (each,) = [each for each in found if all(str(each.by.get(k)) == v for k, v in by.items())]
    return each


def test_every_number_of_late_interest_answers_for_a_long_series(
    storing: Storing, asking: Asking
) -> None:
    storing(HEADER, *_bins(_tail()))
    exponent = _one(asking("tail-exponent"))
    assert exponent.low is not None
    assert float(exponent.low) < 1.1 < float(exponent.high or 9)
    mass, half = (_one(asking("tail-mass"), quantity=each) for each in ("mass", "half-life"))
    assert 0.3 < float(mass.value or 0) < 0.8
    assert float(half.value or 0) > 7
    assert "days after the peak, the end of what was observed" in mass.note
    new = _one(asking("new-baseline"), quantity="ratio")
    assert 1.0 < float(new.value or 0) < 2.0
    first, second = asking("anniversaries")
    assert (first.by["day"], second.by["day"]) == ("365", "730")
    assert float(first.value or 0) == pytest.approx(3.0, abs=1.0)
    assert float(first.low or 0) > 1
    assert "p = 0.005" in first.note
    assert float(second.low or 0) < 1 < float(second.high or 0)
    since = _one(asking("time-since-return"))
    assert since.low is not None
    assert float(since.low) <= float(since.value or 0)


def test_a_later_day_leaves_a_smaller_late_share(storing: Storing, asking: Asking) -> None:
    storing(HEADER, *_bins(_tail()))
    shares = [
        float(_one(asking("tail-mass", settings=settings), quantity="mass").value or 0)
        for settings in ({}, {"day": "30"}, {"day": "90"})
    ]
    assert shares == sorted(shares, reverse=True)
    (only,) = asking("anniversaries", settings={"day": "365"})
    assert only.value == asking("anniversaries")[0].value


def test_what_is_not_observed_yet_is_said_with_its_code(storing: Storing, asking: Asking) -> None:
    storing(HEADER, *_bins(_tail(80)))
    for name in ("tail-exponent", "new-baseline", "interest-now", "anniversaries"):
        for each in asking(name):
            assert (each.value, each.status) == (None, "NE_RIGHT"), name
            assert each.note
    assert _one(asking("tail-mass"), quantity="mass").status == "ok"


def test_weekly_bins_have_levels_and_no_anniversaries(storing: Storing, asking: Asking) -> None:
    weekly = np.array(_tail(896)).reshape(-1, 7).sum(axis=1)
    storing(HEADER, *_bins([float(each) for each in weekly], "P7D"))
    assert _one(asking("new-baseline"), quantity="ratio").status == "ok"
    assert _one(asking("interest-now"), quantity="ratio").n == 4
    assert {each.status for each in asking("anniversaries")} == {"NE_GRANULARITY"}


@pytest.mark.parametrize("name", LATE)
def test_without_a_series_or_without_a_rise_every_one_of_them_says_what_to_do(
    storing: Storing, asking: Asking, name: str
) -> None:
    storing("time,time_end,kind,label", "2025-02-03T10:00Z,,fact_check,a check")
    (nothing,) = asking(name)
    assert (nothing.value, nothing.status) == (None, "NE_FEW")
    storing(HEADER, *_bins([5.0, 6, 5, 4] * 60))
    found = asking(name)
    assert found
    assert all(each.value is None and each.status != "ok" and each.note for each in found)


@pytest.mark.parametrize("name", LATE)
def test_a_period_without_bins_is_answered_and_not_an_error(
    storing: Storing, asking: Asking, name: str
) -> None:
    storing(HEADER, *_bins(_tail(200)))
    found = asking(name, settings={"from": "2030-01-01"})
    assert found
    assert all("choose another period" in each.note for each in found)


def test_definitions_say_what_is_done_and_no_two_measures_share_a_symbol() -> None:
    assert [each.name for each in TAILS] == list(LATE[:-1])
    assert "Never a straight line through logarithms" in named("tail-exponent").definition
    assert len({named(each).symbol for each in LATE}) == len(LATE)


def _page(at: str, stances: str, query: str = "one", engine: str = "Seek") -> list[str]:
    return [
        f"{engine},{query},en,desktop,{at},{k + 1},https://site.example/{query}{k},{STANCES[each]}"
        for k, each in enumerate(stances)
    ]


def test_the_first_place_is_that_of_the_highest_result_of_the_last_page(
    storing: Storing, asking: Asking
) -> None:
    rows = [*_page("2025-03-01T10:00Z", "INNNC"), *_page("2025-03-08T10:00Z", "NINCI")]
    storing(PAGES, *rows)
    story, correction = (
        _one(asking("serp-first-place"), quantity=each) for each in ("incident", "correction")
    )
    assert (story.value, story.low, story.high, story.n) == (2.0, 2.0, 2.0, 1)
    assert (correction.value, correction.lines) == (4.0, (10,))
    first = _one(asking("serp-first-place", settings={"at": "first"}), quantity="incident")
    assert first.value == 1.0


def test_of_several_searches_it_is_the_middle_one_and_one_without_stands_beyond(
    storing: Storing, asking: Asking
) -> None:
    rows = [
        row
        for query, stances in (("one", "NICN"), ("two", "INNN"), ("three", "NNIC"))
        for row in _page("2025-03-08T10:00Z", stances, query)
    ]
    storing(PAGES, *rows)
    found = asking("serp-first-place")
    story, correction = (_one(found, quantity=each) for each in ("incident", "correction"))
    assert (story.value, story.low, story.high, story.censored) == (2.0, 1.0, 3.0, 0)
    assert (correction.value, correction.low, correction.high) == (4.0, 3.0, None)
    assert (correction.events, correction.censored) == (2, 1)


def test_a_page_without_such_a_result_or_without_codes_has_no_place(
    storing: Storing, asking: Asking
) -> None:
    storing(PAGES, *_page("2025-03-08T10:00Z", "NNII"))
    correction = _one(asking("serp-first-place"), quantity="correction")
    assert (correction.value, correction.low, correction.status) == (None, 10.0, "NE_RIGHT")


def test_a_result_that_nobody_coded_may_stand_higher_and_is_said(
    storing: Storing, asking: Asking
) -> None:
    storing(PAGES, *_page("2025-03-08T10:00Z", "-ICN"))
    assert "nobody coded" in _one(asking("serp-first-place"), quantity="incident").note
    storing(PAGES, *_page("2025-04-08T10:00Z", "----", "other", "Find"))
    uncoded = [each for each in asking("serp-first-place") if each.by.get("engine") == "Find"]
    assert [each.status for each in uncoded] == ["NE_FEW"]
    assert "code them" in uncoded[0].note
