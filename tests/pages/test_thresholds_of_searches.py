"""The thresholds of the Search page's numbers can be changed there: they stand in the address, and what moved is said."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from real_path import Storing
from seen import Opening, address, words

HEADER = "series,channel,platform,metric,bin_start,bin_width,value,bound"
START = datetime(2024, 1, 1, tzinfo=UTC)


def _searches(size: int = 240) -> list[str]:
    """About 6 a day, about 20 in days 40 to 79, then a peak of 96 on day 100 that fades over weeks."""
    values = [6.0 + (k % 3 - 1) + 14 * (40 <= k < 80) for k in range(size)]
    for k in range(99, size):
        values[k] += 90 * math.exp(-(k - 100) / 12) if k >= 100 else 20
    return [
        f"rumoured thing,search,Google,search_index,{START + timedelta(days=k):%Y-%m-%d}T00:00Z,P1D,{min(value, 100):.0f},"
        for k, value in enumerate(values)
    ]


def test_a_changed_threshold_of_searches_goes_into_the_address_and_says_what_moved(
    storing: Storing, opening: Opening
) -> None:
    storing(HEADER, *_searches())
    page = opening("search", incident="LANTERN")
    assert not page.exception
    assert "With the default thresholds" not in words(page)
    page.number_input(key="control-baseline").set_value(56.0).run()
    assert not page.exception
    assert address(page)["baseline"] == "56"
    told = words(page)
    assert "With the default thresholds:" in told
    assert "With the default thresholds, 30 days after the peak:" in told
    assert told.count("thresholds changed: length of the baseline 56 days (default 28 days)") >= 3
    page.button(key="thresholds-back").click().run()
    assert "baseline" not in address(page)
    assert "With the default thresholds" not in words(page)


def test_the_numbers_of_persistence_carry_the_changed_threshold(
    storing: Storing, opening: Opening
) -> None:
    storing(HEADER, *_searches())
    usual = words(opening("search", incident="LANTERN", persistence="yes"))
    told = words(opening("search", incident="LANTERN", persistence="yes", baseline="56"))
    changed = "thresholds changed: length of the baseline 56 days"
    assert changed not in usual
    assert told.count(changed) >= 3


def test_without_searches_there_is_nothing_to_question(opening: Opening) -> None:
    page = opening("search", incident="LANTERN")
    assert "rest on these thresholds" not in words(page)


def test_a_threshold_of_searches_that_cannot_be_is_left_out_in_words(
    storing: Storing, opening: Opening
) -> None:
    storing(HEADER, *_searches())
    page = opening("search", incident="LANTERN", alpha="7")
    assert not page.exception
    assert "'alpha' takes a number in its range" in words(page)
    assert "thresholds changed" not in words(page)
