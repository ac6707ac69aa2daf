"""Which source lines stand behind a number: the first ones of all that belong to it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ripplemark.measures.lags import LINES, lines_of

ONES = st.lists(st.lists(st.integers(1, 2000), max_size=300), max_size=8)


@given(ONES)
def test_the_first_lines_of_all_lists_are_told_in_order_and_once(lists: list[list[int]]) -> None:
    assert lines_of(lists) == tuple(sorted({line for lines in lists for line in lines})[:LINES])


def test_no_line_is_invented_where_there_is_none() -> None:
    assert lines_of([]) == lines_of([[], []]) == ()
