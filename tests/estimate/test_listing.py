"""How long results stayed: three absences make an end, two do not; what was there at first is told apart; planted stays."""

from __future__ import annotations

import numpy as np
import pytest

from ripplemark.estimate.listing import Listings, listings
from ripplemark.estimate.turnbull import turnbull


def _stay(pattern: str, every: float = 24.0) -> Listings:
    """One result, x where it stood there."""
    there = np.array([[each == "x"] for each in pattern])
    return listings(np.arange(len(pattern)) * every, there)


def _told(found: Listings) -> tuple[float, float, bool, bool, bool]:
    return (
        float(found.low[0]),
        float(found.high[0]),
        bool(found.ended[0]),
        bool(found.from_start[0]),
        bool(found.back[0]),
    )


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("-xxx---", (48.0, 72.0, True, False, False)),
        ("-xx--xx", (120.0, 120.0, False, False, False)),
        ("-xxx--", (48.0, 48.0, False, False, False)),
        ("xx---xx", (24.0, 48.0, True, True, True)),
        ("---x---", (0.0, 24.0, True, False, False)),
        ("x", (0.0, 0.0, False, True, False)),
        ("-x-x-x---x", (96.0, 120.0, True, False, True)),
    ],
)
def test_a_stay_ends_at_the_first_of_three_absences(
    pattern: str, told: tuple[float, float, bool, bool, bool]
) -> None:
    assert _told(_stay(pattern)) == told


def test_uneven_looks_count_in_hours() -> None:
    looks = np.array([0.0, 5, 6, 20, 21, 22])
    there = np.array([[False], [True], [True], [False], [False], [False]])
    found = listings(looks, there)
    assert (found.low[0], found.high[0]) == (1.0, 15.0)


def test_the_curve_of_planted_stays_is_found() -> None:
    rng = np.random.default_rng(8)
    looks = np.arange(0, 60.0)
    entered, stayed = rng.uniform(0.5, 20, 4000), rng.exponential(8.0, 4000)
    there = (looks[:, None] >= entered) & (looks[:, None] < entered + stayed)
    seen = there.any(axis=0)
    found = listings(looks, there[:, seen])
    assert not found.from_start.any()
    from_first_look = (stayed - (np.ceil(entered) - entered))[seen]
    assert np.all(found.low[found.ended] <= from_first_look[found.ended])
    assert np.all(found.high[found.ended] >= from_first_look[found.ended])
    curve = turnbull(found.low, found.high, found.ended, np.ones(found.low.size))
    low, high = curve.still_up(10.0)
    # An exponential stay forgets how long it was there before the first look that shows it.
    assert low - 0.02 <= np.exp(-10.0 / 8.0) <= high + 0.02


def test_a_result_that_was_never_there_and_looks_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="one look at least"):
        listings(np.array([0.0, 1]), np.array([[True, False], [True, False]]))
    with pytest.raises(ValueError, match="in order"):
        listings(np.array([1.0, 0]), np.array([[True], [True]]))
