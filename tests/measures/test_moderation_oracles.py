"""Published survival numbers come back through file, archive, SQL and estimator."""

from __future__ import annotations

import pytest
from planted import CONTROL, HEADER, SIX_MP, item, items
from real_path import Asking

# SCIENCE.md, F.1: t, S, log-log 95 % limits of the 6-MP arm.
F1 = [
    (6, 0.8571, 0.6197, 0.9516),
    (7, 0.8067, 0.5631, 0.9228),
    (10, 0.7529, 0.5032, 0.8894),
    (13, 0.6902, 0.4316, 0.8491),
    (16, 0.6275, 0.3675, 0.8049),
    (22, 0.5378, 0.2678, 0.7468),
    (23, 0.4482, 0.1881, 0.6801),
]
# SCIENCE.md, F.3: lags and frequency weights.
F3 = [("0", 50), ("1", 20), ("2", 10), ("5", 8), ("9", 7), ("9+", 5)]
ROWS = {
    "FREIREICH": [*items(SIX_MP, "Platform A"), *items(CONTROL, "Platform B")],
    "WEIGHTED": [item(lag, n=n) for lag, n in F3],
    "EXPANDED": items([lag for lag, n in F3 for _ in range(n)]),
}
__all__ = ["HEADER", "ROWS"]


def test_every_step_of_the_6_mp_arm_is_freireichs(told: Asking) -> None:
    steps = told("removal-survival", "FREIREICH", where=(("platform", "Platform A"),))
    assert [row.by["at"] for row in steps] == [t for t, *_ in F1]
    for row, (_, survival, low, high) in zip(steps, F1, strict=True):
        assert row.value == pytest.approx(survival, abs=5e-5)
        assert row.low == pytest.approx(low, abs=5e-5)
        assert row.high == pytest.approx(high, abs=5e-5)
        assert (row.n, row.events, row.censored, row.status) == (21, 9, 12, "ok")


def test_the_curve_can_be_read_at_chosen_hours(told: Asking) -> None:
    chosen = {"settings": {"at": "5,10,34"}, "where": (("platform", "Platform A"),)}
    rows = told("removal-survival", "FREIREICH", **chosen)
    assert [row.by["at"] for row in rows] == [5.0, 10.0, 34.0]
    assert [row.value for row in rows] == pytest.approx([1.0, 0.7529, 0.4482], abs=5e-5)


def test_the_medians_and_their_intervals_are_freireichs(told: Asking) -> None:
    # SCIENCE.md, F.1: median 23 (13, not reached); control 8 (4, 11).
    arm, control = told("median-lag", "FREIREICH", by=("platform",))
    assert (arm.by["platform"], control.by["platform"]) == ("Platform A", "Platform B")
    assert (arm.value, arm.low, arm.high) == (23.0, 13.0, None)
    assert "not reached" in arm.note
    assert (control.value, control.low, control.high) == (8.0, 4.0, 11.0)
    assert arm.by["clock"] == control.by["clock"] == "notice"


def test_weighted_rows_give_the_published_steps_zero_lags_included(told: Asking) -> None:
    # SCIENCE.md, F.3: S .5, .3, .2, .12, .05.
    steps = told("removal-survival", "WEIGHTED")
    assert [row.by["at"] for row in steps] == [0.0, 1.0, 2.0, 5.0, 9.0]
    assert [row.value for row in steps] == pytest.approx([0.5, 0.3, 0.2, 0.12, 0.05])
    assert {(row.n, row.events, row.censored) for row in steps} == {(100, 95, 5)}


@pytest.mark.parametrize(
    ("metric", "settings"),
    [("removal-survival", {}), ("median-lag", {}), ("within-deadline", {"hours": "3"})],
)
def test_weighted_and_expanded_rows_give_the_same_numbers(
    told: Asking, metric: str, settings: dict[str, str]
) -> None:
    # SCIENCE.md, B.3: frequency weights; weighted and expanded rows give identical S and intervals.
    weighted = told(metric, "WEIGHTED", settings=settings)
    expanded = told(metric, "EXPANDED", settings=settings)
    assert len(weighted) == len(expanded) > 0
    for one, other in zip(weighted, expanded, strict=True):
        assert (one.value, one.low, one.high) == (other.value, other.low, other.high)
        assert (one.n, one.events, one.censored) == (other.n, other.events, other.censored)
