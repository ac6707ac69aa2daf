"""The share of a first page: the published page by every weighting, uncoded results, and the interval over queries."""

from __future__ import annotations

import numpy as np
import pytest

from ripplemark.estimate.rank_share import (
    PageShare,
    Weighting,
    mean_share,
    page_share,
    rank_weights,
)

PAGE = np.array(list("DNIIDNINNI"))  # SCIENCE.md, C.8
ALL = np.ones(10, dtype=np.bool_)


@pytest.mark.parametrize(
    ("weighting", "share"),
    [("uniform", 0.20), ("patience", 0.254), ("logarithmic", 0.305), ("reciprocal", 0.410)],
)
def test_the_published_page_has_its_share_by_each_weighting(
    weighting: Weighting, share: float
) -> None:
    found = page_share(PAGE == "D", ALL, weighting)
    assert found is not None
    assert found.low == found.high == pytest.approx(share, abs=5e-4)


def test_uncoded_results_leave_two_ends_that_hold_every_way_of_coding_them() -> None:
    coded = np.array([True, False, True, False])
    told = np.array([True, True, False, False])
    found = page_share(told, coded, "reciprocal")
    assert found is not None
    ways = [
        page_share(np.array([True, a, False, b]), np.ones(4, dtype=np.bool_), "reciprocal")
        for a in (False, True)
        for b in (False, True)
    ]
    assert found.low == min(way.low for way in ways if way)
    assert found.high == pytest.approx(max(way.low for way in ways if way))
    assert (found.results, found.uncoded) == (4, 2)


def test_a_page_without_results_has_no_share() -> None:
    assert page_share(np.array([], dtype=np.bool_), np.array([], dtype=np.bool_)) is None


def test_the_interval_over_queries_covers_the_planted_mean_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(2)
    covered = []
    for _ in range(400):
        told = rng.random((12, 10)) < rng.beta(3, 7, 12)[:, None]
        pages = [page for row in told if (page := page_share(row, ALL)) is not None]
        found = mean_share(pages)
        assert found.low is not None
        assert found.high is not None
        covered.append(found.low <= 0.3 <= found.high)
    assert 0.90 <= np.mean(covered) <= 0.99


def test_few_queries_give_a_number_without_an_interval_and_none_gives_none() -> None:
    one = PageShare(0.4, 0.4, 10, 0)
    assert (mean_share([one]).value, mean_share([one]).low) == (0.4, None)
    assert "no sample" in mean_share([one, one]).note
    assert mean_share([]).status == "NE_FEW"


def test_uncoded_results_make_bounds_of_the_mean() -> None:
    found = mean_share([PageShare(0.2, 0.4, 10, 2), PageShare(0.4, 0.4, 10, 0)])
    assert (found.status, found.value) == ("bounds", None)
    assert (found.low, found.high) == (pytest.approx(0.3), pytest.approx(0.4))
    assert "2 of 20 results" in found.note


def test_an_unknown_weighting_or_p_is_refused() -> None:
    with pytest.raises(ValueError, match="no weighting"):
        rank_weights(3, "steep")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="between 0 and 1"):
        rank_weights(3, "patience", 1.0)
