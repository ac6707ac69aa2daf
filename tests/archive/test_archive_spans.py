"""Stretches of time held against counting every hour by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ripplemark.archive.spans import Doubled, Span, doubled, holes, merged

START = datetime(2025, 3, 1, tzinfo=UTC)
spans = st.lists(
    st.tuples(st.integers(0, 24), st.integers(0, 24)).map(lambda each: span(*each)), max_size=8
)
covers = st.dictionaries(st.sampled_from("abcd"), spans)


def span(start: int, end: int) -> Span:
    return START + timedelta(hours=start), START + timedelta(hours=end)


def hours(found: list[Span] | tuple[Span, ...]) -> set[int]:
    """Every hour that these spans cover."""
    return {
        hour for start, end in found for hour in range(24) if start <= span(hour, hour)[0] < end
    }


@given(spans)
def test_merged_spans_cover_the_same_and_neither_touch_nor_overlap(given_: list[Span]) -> None:
    found = merged(given_)
    assert hours(found) == hours(given_)
    assert all(start < end for start, end in found)
    assert all(before[1] < after[0] for before, after in pairwise(found))
    assert merged(found) == found


@given(spans)
def test_holes_are_exactly_what_lies_between_and_is_not_covered(given_: list[Span]) -> None:
    covered = hours(given_)
    between = set(range(min(covered), max(covered))) if covered else set()
    assert hours(holes(given_)) == between - covered


@given(covers)
def test_an_hour_is_doubled_for_a_pair_exactly_where_both_cover_it(
    given_: dict[str, list[Span]],
) -> None:
    found = doubled(given_)
    names = list(given_)
    for at, first in enumerate(names):
        for second in names[at + 1 :]:
            pair = [
                (each.start, each.end)
                for each in found
                if (each.first, each.second) == (first, second)
            ]
            assert hours(pair) == hours(given_[first]) & hours(given_[second])
            assert list(merged(pair)) == sorted(pair)
    assert all(names.index(each.first) < names.index(each.second) for each in found)
    assert list(found) == sorted(found)


def test_spans_that_touch_leave_no_hole_and_share_nothing() -> None:
    assert holes([span(0, 2), span(2, 4)]) == ()
    assert doubled({"a": [span(0, 2)], "b": [span(2, 4)]}) == ()


def test_what_one_owner_covers_twice_is_not_doubled() -> None:
    assert doubled({"a": [span(0, 3), span(1, 2)]}) == ()
    assert doubled({"a": [span(0, 3), span(1, 2)], "b": [span(1, 4)]}) == (
        Doubled(*span(1, 3), "a", "b"),
    )
