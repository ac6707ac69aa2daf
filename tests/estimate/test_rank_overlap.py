"""Rank-biased overlap: published values, the truth of known endless lists, and what the rest could change."""

from __future__ import annotations

import numpy as np
import pytest

from ripplemark.estimate.rank_overlap import rank_overlap, weight_of_top


@pytest.mark.parametrize(("p", "value"), [(0.9, 0.737775), (0.8, 0.529067), (0.98, 0.942889)])
def test_a_reversed_list_has_the_extrapolated_overlap_that_was_published(
    p: float, value: float
) -> None:
    found = rank_overlap("abcde", "edcba", p)  # SCIENCE.md, F.9
    assert found is not None
    assert found.value == pytest.approx(value, abs=1e-6)


def test_the_least_of_a_reversed_list_is_the_published_one() -> None:
    found = rank_overlap("abcde", "edcba")
    assert found is not None
    assert found.low == pytest.approx(0.409764, abs=1e-6)


def test_lists_of_different_lengths_are_extrapolated_as_published() -> None:
    found = rank_overlap("abcd", "bacefg")
    assert found is not None
    assert found.value == pytest.approx(0.71775, abs=1e-5)
    assert rank_overlap("bacefg", "abcd") == found


@pytest.mark.parametrize(
    ("p", "ranks", "weight"), [(0.9, 10, 0.856), (0.8, 5, 0.861), (0.95, 20, 0.853)]
)
def test_the_top_has_the_published_weight(p: float, ranks: int, weight: float) -> None:
    assert weight_of_top(ranks, p) == pytest.approx(weight, abs=5e-4)


def _endless(one: list[int], other: list[int], p: float) -> float:
    """The definition itself: the sum over all depths, of lists long enough to stand for endless ones."""
    seen_one, seen_other, total = set(), set(), 0.0
    shared = 0
    for depth, (a, b) in enumerate(zip(one, other, strict=True), start=1):
        shared += (a in seen_other) + (b in seen_one) + (a == b)
        seen_one.add(a)
        seen_other.add(b)
        total += p ** (depth - 1) * shared / depth
    return (1 - p) * total


@pytest.mark.parametrize("p", [0.7, 0.9, 0.95])
def test_the_truth_of_endless_lists_lies_within_what_their_beginnings_allow(p: float) -> None:
    rng = np.random.default_rng(11)
    for _ in range(60):
        one = rng.permutation(600).tolist()
        other = np.argsort(np.arange(600) + rng.exponential(8, 600)).tolist()
        truth = _endless(one, other, p)
        s, l = rng.integers(1, 15, 2)  # noqa: E741
        found = rank_overlap(one[:s], other[:l], p)
        assert found is not None
        assert found.low - 1e-9 <= truth <= found.high + 1e-9
        assert found.low - 1e-9 <= found.value <= found.high + 1e-9


def test_both_ends_can_be_reached() -> None:
    one, other, p = list("abcdef"), list("badcxy"), 0.9
    found = rank_overlap(one, other, p)
    assert found is not None
    filler = [f"n{k}" for k in range(600)]
    least = _endless([*one, *filler], [*other, *(f"m{k}" for k in range(600))], p)
    # As much as can be shared: what only one has seen comes first in the other, then the same for ever.
    most = _endless([*one, "x", "y", *filler], [*other, "e", "f", *filler], p)
    assert (found.low, found.high) == (pytest.approx(least), pytest.approx(most))


def test_the_same_list_may_be_the_same_for_ever_and_nothing_shared_may_stay_so() -> None:
    same, apart = rank_overlap("abcdefghij", "abcdefghij"), rank_overlap("abc", "xyz")
    assert same is not None
    assert (same.value, same.high) == (pytest.approx(1.0), pytest.approx(1.0))
    assert same.low == pytest.approx(weight_of_top(10), abs=1e-9)
    assert apart is not None
    assert (apart.value, apart.low) == (0.0, 0.0)
    assert apart.high == pytest.approx(
        1 - (1 - 0.9) * sum(0.9 ** (d - 1) for d in (1, 2, 3)) - _lost()
    )


def _lost() -> float:
    """Of three ranks that share nothing: what even the best rest cannot make up for, at depths 4 to 6."""
    return float(0.1 * sum(0.9 ** (d - 1) * (1 - 2 * (d - 3) / d) for d in (4, 5, 6)))


def test_an_empty_page_says_nothing() -> None:
    assert rank_overlap("", "abc") is None


def test_what_stands_twice_or_a_p_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        rank_overlap("aab", "abc")
    with pytest.raises(ValueError, match="between 0 and 1"):
        rank_overlap("ab", "ab", 1.0)
    with pytest.raises(ValueError, match="at least one"):
        weight_of_top(0)
