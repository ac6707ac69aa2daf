"""Counts of persons at the gate cannot be solved for what they hide."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from leaving import OWNER, PRIVATE, PUBLIC

from ripplemark.gate import K
from ripplemark.gate.persons import suppressed


def _published(values: tuple[int, ...]) -> tuple[tuple[int | None, ...], int | None]:
    told = suppressed({str(place): value for place, value in enumerate(values)})
    return tuple(told.groups.values()), told.total


def _candidates(told: tuple[int | None, ...], total: int | None) -> Iterator[tuple[int, ...]]:
    """Every table that would have been published in this way: what someone who knows the rule can still believe."""
    ranges = [[value] if value is not None else range(1, 15) for value in told]
    for values in product(*ranges):
        if total in (None, sum(values)) and _published(values) == (told, total):
            yield values


@settings(deadline=None)
@given(st.lists(st.integers(0, 12), max_size=4))
def test_nobody_who_knows_the_rule_and_the_total_can_solve_for_a_hidden_count(
    counts: list[int],
) -> None:
    told, total = _published(tuple(counts))
    possible = list(_candidates(told, total))
    assert tuple(counts) in possible
    for place, value in enumerate(told):
        if value is None:
            assert len({each[place] for each in possible}) > 1, (counts, told, total)


@given(st.lists(st.integers(0, 40), max_size=8))
def test_no_count_below_five_is_published_and_nothing_is_hidden_without_need(
    counts: list[int],
) -> None:
    told, total = _published(tuple(counts))
    assert all(value is None or value == 0 or value >= K for value in told)
    assert total is None or total == sum(counts)
    if all(number == 0 or number >= K for number in counts):
        assert told == tuple(counts)
        assert total == sum(counts)
    hidden = [number for number, value in zip(counts, told, strict=True) if value is None]
    shown = [value for value in told if value]
    assert not hidden or not shown or max(hidden) < min(shown)
    small = [number for number in hidden if number < K]
    if len(set(small)) > 1:
        assert sorted(hidden) == sorted(small)  # two different small ones hide each other


def test_a_single_small_group_takes_the_next_larger_one_with_it() -> None:
    assert _published((3, 20, 7, 30)) == ((None, 20, None, 30), 60)


def test_equal_small_groups_whose_sum_gives_them_away_take_more_with_them() -> None:
    assert _published((1, 1, 9)) == ((None, None, None), 11)
    assert _published((4, 4, 9, 12)) == ((None, None, None, 12), 29)
    assert _published((3, 3, 9)) == ((None, None, 9), 15)


def test_where_the_total_would_give_them_away_the_total_goes() -> None:
    assert _published((1, 1, 1, 1, 1)) == ((None,) * 5, None)
    assert _published((3,)) == ((None,), None)
    assert _published((3, 0)) == ((None, 0), None)


def test_counts_of_persons_are_whole_for_the_owner() -> None:
    counts = {"a": 1, "b": 9}
    assert OWNER.persons(counts) == PRIVATE.persons(counts) == counts
    assert PUBLIC.persons({"a": 7}) == {"a": 7}
    assert PUBLIC.persons({}) == {}
    assert PUBLIC.persons_with_total({}).total == 0
    with pytest.raises(ValueError, match="negative"):
        PUBLIC.persons({"a": -1})


def test_a_risk_table_stays_small_once_it_is_small() -> None:
    assert PUBLIC.risk_row([1200, 9, 4, 1, 0]) == ("1,200", "9", "< 5", "< 5", "< 5")
    assert PUBLIC.risk_row([9, 0]) == ("9", "0")
    assert OWNER.risk_row([9, 4, 0]) == ("9", "4", "0")
    assert PUBLIC.at_risk(4) == "< 5"
    assert PUBLIC.at_risk(0) == "0"
