"""Source lines looked up as far as they are needed: the same as from all lines at hand, whichever rows are meant."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from ripplemark.measures.behind import LINES, Known, Looked, Part, Together, Untold, known
from ripplemark.measures.lags import lines_of


def _known(lists: list[list[int]], upto: int | None = None) -> Known:
    given = [sorted(line for line in each if upto is None or line <= upto) for each in lists]
    column = pa.array([each[:LINES] for each in given], pa.list_(pa.int64()))
    return Known(column, np.array([len(each) for each in lists], dtype=np.int64))


def _lists(seed: int, rows: int, lines: int) -> list[list[int]]:
    """Each line of a file in one of the rows, most of them in the first."""
    draw = np.random.default_rng(seed)
    place = np.minimum(draw.geometric(0.3, lines) - 1, rows - 1)
    return [(np.flatnonzero(place == row) + 2).tolist() for row in range(rows)]


@pytest.mark.parametrize("seed", range(20))
def test_lines_up_to_some_line_or_all_give_the_same_first_200(seed: int) -> None:
    lists = _lists(seed, 12, 6_000)
    asked: list[int] = []

    def more() -> Known:
        asked.append(1)
        return _known(lists)

    part = Part(Looked(_known(lists, 700), more), np.arange(12))
    draw = np.random.default_rng(seed)
    for _ in range(10):
        which = draw.random(12) < 0.4
        wanted = sorted(line for k in np.flatnonzero(which) for line in lists[k])[:LINES]
        assert part.of(which) == tuple(wanted)
    assert len(asked) <= 1  # all lines are asked for once, however often they are needed


def test_all_lines_are_asked_for_only_where_some_may_be_missing() -> None:
    lists = [list(range(2, 500)), [3_000, 4_000], [700]]

    def never() -> Known:
        raise AssertionError("not needed")

    looked = Looked(_known(lists, 1_000), never)
    assert looked.first(np.array([0])) == tuple(range(2, 202))
    assert looked.first(np.array([2])) == (700,)
    with pytest.raises(AssertionError, match="not needed"):
        looked.first(np.array([1]))
    assert Looked(_known(lists, 1_000), lambda: _known(lists)).first(np.array([1])) == (
        3_000,
        4_000,
    )


def test_groups_put_together_have_the_lines_of_each() -> None:
    one, other = known([[5, 9], [7]]), known([[6], [], [2, 9]])
    both = Together((one, other, Untold()), (2, 3, 1))
    assert both.of(np.ones(6, dtype=np.bool_)) == (2, 5, 6, 7, 9)
    assert both.of(np.array([False, True, True, False, False, True])) == (6, 7)
    assert both.of(np.zeros(6, dtype=np.bool_)) == ()
    assert one.only(np.array([False, True])).of(np.array([True])) == (7,)


def test_no_more_than_200_lines_are_given_each_once() -> None:
    lists = [[*range(2, 150)], [*range(100, 400)]]
    assert known(lists).of(np.array([True, True])) == lines_of(lists) == tuple(range(2, 202))
