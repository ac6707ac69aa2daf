"""Mean cumulative functions against a published fleet, and copies per removal against sums done by hand."""

from __future__ import annotations

import numpy as np
import pytest

from ripplemark.estimate.recurrence import (
    Ints,
    MeanCumulative,
    mean_cumulative,
    per_removal,
    poisson_interval,
)
from ripplemark.estimate.series import Floats

# Nelson (1995), Technometrics 37:147-157: replacements of valve seats of 41 diesel engines, in days; the last number of an
# engine is the end of its history. After the listing of the data set VALVE in the SAS/QC user's guide, PROC RELIABILITY
# (figure 16.31). Compared with that listing were its first 44 rows alone: 18 engines, and the first two replacements of the
# nineteenth. The others were not, nor were the guide's printed results: what is expected below follows from these data.
VALVES = """
761; 759; 98 667; 326 653 653 667; 665; 84 667; 87 663; 646 653; 92 653; 651; 258 328 377 621 650; 61 539 648;
254 276 298 640 644; 76 538 642; 635 641; 349 404 561 649; 631; 596; 120 479 614; 323 449 582; 139 139 589; 593; 573 589;
165 408 604 606; 249 594; 344 497 613; 265 586 595; 166 206 348 389; 601; 410 581 601; 611; 608; 587; 367 603;
202 563 570 585; 587; 578; 578; 586; 585; 582
"""


def valves() -> tuple[Floats, list[list[float]]]:
    engines = [[float(day) for day in each.split()] for each in VALVES.split(";")]
    return np.array([each[-1] for each in engines]), [each[:-1] for each in engines]


def curve(followed: Floats, events: list[list[float]]) -> MeanCumulative:
    unit: Ints = np.repeat(np.arange(followed.size), [len(each) for each in events]).astype(
        np.int64
    )
    when = np.array([at for each in events for at in each], dtype=np.float64)
    return mean_cumulative(followed, np.ones(followed.size), when, unit)


def test_the_valve_seats_are_replaced_as_often_as_published() -> None:
    followed, events = valves()
    fleet = curve(followed, events)
    assert (followed.size, sum(map(len, events))) == (41, 48)
    # Every engine is followed past day 389: 1/41 per replacement until then.
    assert fleet.mean(61) == pytest.approx(1 / 41)
    assert fleet.mean(139) == pytest.approx(9 / 41)
    assert fleet.standard_error(61) == pytest.approx(0.0241, abs=5e-5)
    # One engine left after day 389, so the next are 1/40 each.
    assert fleet.at_risk[fleet.time == 404] == [40]
    assert fleet.mean(404) == pytest.approx(fleet.mean(377) + 1 / 40)
    assert fleet.mean(700) == pytest.approx(fleet.mean(653))


def test_the_variance_is_that_of_its_definition() -> None:
    followed, events = valves()
    fleet = curve(followed, events)
    for day in (61.0, 139.0, 404.0, 600.0, 653.0):
        variance = 0.0
        for end, own in zip(followed, events, strict=True):
            apart = 0.0
            for time, count, risk in zip(fleet.time, fleet.events, fleet.at_risk, strict=True):
                if time <= min(day, end):
                    apart += (own.count(time) - count / risk) / risk
            variance += apart**2
        assert fleet.standard_error(day) == pytest.approx(variance**0.5)


def test_a_row_that_stands_for_several_units_counts_as_several() -> None:
    one = curve(np.full(20, 100.0), [[5.0], [7.0], *[[] for _ in range(18)]])
    rows = mean_cumulative(
        np.array([100.0, 100.0, 100.0]),
        np.array([1.0, 1.0, 18.0]),
        np.array([5.0, 7.0]),
        np.array([0, 1], dtype=np.int64),
    )
    assert rows.at(50) == one.at(50)
    assert rows.mean(50) == pytest.approx(2 / 20)


def test_few_units_too_long_a_time_and_no_event_are_answers_without_inventing_any() -> None:
    assert curve(np.full(9, 50.0), [[1.0], *[[] for _ in range(8)]]).at(10).status == "NE_FEW"
    never = curve(np.full(12, 50.0), [[] for _ in range(12)])
    assert never.at(51).status == "NE_RIGHT"
    answer = never.at(10)
    assert (answer.value, answer.low, answer.status) == (0.0, 0.0, "ok")
    assert answer.high == pytest.approx(3.6889 / 12, rel=1e-3)
    assert curve(np.empty(0), []).at(1).status == "NE_FEW"


def test_an_event_after_the_end_of_follow_up_is_not_counted() -> None:
    assert curve(np.full(10, 5.0), [[6.0], *[[] for _ in range(9)]]).mean(100) == 0


# Garwood (1936): exact limits of a Poisson mean, as tabulated for 0, 1, 10.
@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.39)]
)
def test_poisson_limits_are_those_of_the_table(count: int, low: float, high: float) -> None:
    assert poisson_interval(count) == pytest.approx((low, high), rel=2e-3)


def whole(*numbers: int) -> Ints:
    return np.array(numbers, dtype=np.int64)


def test_copies_per_removal_is_a_ratio_of_sums() -> None:
    answer = per_removal(whole(6, 0), whole(4, 8), whole(1, 8))
    assert (answer.value, answer.n, answer.events) == (0.5, 12, 6)
    few = per_removal(whole(6), whole(9), whole(1))
    assert (few.status, few.value) == ("NE_FEW", None)


def test_one_content_alone_says_that_its_interval_is_too_narrow() -> None:
    answer = per_removal(whole(10), whole(20), whole(1))
    assert (answer.low, answer.high) == pytest.approx((4.795 / 20, 18.39 / 20), rel=2e-3)
    assert "too narrow" in answer.note


def test_no_copy_at_all_still_has_an_upper_end() -> None:
    answer = per_removal(whole(0), whole(100), whole(100))
    assert (answer.value, answer.low) == (0.0, 0.0)
    assert answer.high == pytest.approx(0.0369, rel=1e-2)


def test_rows_of_many_contents_give_the_interval_of_their_contents() -> None:
    random = np.random.default_rng(3)
    copies = random.poisson(random.gamma(1.0, 0.5, 900)).astype(np.int64)
    apart = per_removal(copies, np.ones(900, dtype=np.int64), np.ones(900, dtype=np.int64))
    some = copies > 0
    none = int((~some).sum())
    together = per_removal(
        np.append(copies[some], 0),
        np.append(np.ones(900 - none, dtype=np.int64), none),
        np.append(np.ones(900 - none, dtype=np.int64), none),
    )
    assert together.value == apart.value
    assert (together.low, together.high) == pytest.approx((apart.low, apart.high), rel=0.05)
