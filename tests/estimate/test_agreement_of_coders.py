"""Cohen's kappa beside statsmodels, and where there is none."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa as theirs

from ripplemark.estimate.agreement import cohens_kappa


@pytest.mark.parametrize(
    "table",
    [
        [[20, 5], [10, 15]],
        [[20, 5, 1], [10, 15, 4], [2, 3, 30]],
        [[50, 0, 0], [1, 9, 0], [0, 2, 4]],
    ],
)
def test_kappa_and_its_interval_are_those_of_statsmodels(table: list[list[int]]) -> None:
    found, other = cohens_kappa(table), theirs(table)
    assert found.value == pytest.approx(other.kappa)
    assert found.low == pytest.approx(other.kappa_low)
    assert found.high == pytest.approx(min(other.kappa_upp, 1.0))


def test_the_interval_covers_planted_agreement_about_as_often_as_it_says() -> None:
    rng = np.random.default_rng(4)
    share = np.array([[0.45, 0.05, 0.02], [0.04, 0.2, 0.02], [0.02, 0.05, 0.15]])
    truth = cohens_kappa(share * 1e6).value
    covered = []
    for _ in range(400):
        found = cohens_kappa(rng.multinomial(120, share.ravel()).reshape(3, 3))
        covered.append((found.low or -1) <= (truth or 0) <= (found.high or 1))
    assert 0.90 <= np.mean(covered) <= 0.99


def test_few_results_or_one_class_give_no_kappa() -> None:
    assert cohens_kappa([[4, 1], [1, 3]]).status == "NE_FEW"
    assert cohens_kappa([[40, 0], [0, 0]]).status == "NE_FEW"


def test_full_agreement_is_one_and_weak_agreement_is_said() -> None:
    full = cohens_kappa([[20, 0], [0, 20]])
    assert (full.value, full.high, full.events) == (1.0, 1.0, 40)
    # 40 of 40 agree: Wilson's lower limit is 0.912, of which a half is chance
    assert full.low == pytest.approx(2 * 0.91238 - 1, abs=1e-4)
    assert "unreliable" not in full.note
    assert "unreliable" in cohens_kappa([[20, 10], [10, 20]]).note


def test_a_table_that_is_not_square_is_refused() -> None:
    with pytest.raises(ValueError, match="square"):
        cohens_kappa([[1, 2, 3], [4, 5, 6]])
