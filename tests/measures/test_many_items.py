"""Millions of items reach Python as groups made by SQL, never as rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks.survival import plant
from ripplemark import estimate
from ripplemark.archive.serving import serve
from ripplemark.measures import measure

ITEMS = 2_000_000


def test_two_million_items_reach_the_estimator_as_a_thousand_groups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[int] = []
    lag_curves = estimate.lag_curves

    def counting(low: Any, *arrays: Any) -> Any:
        handed.append(low.size)
        return lag_curves(low, *arrays)

    monkeypatch.setattr(estimate, "lag_curves", counting)
    serving = serve(plant(tmp_path / "many", ITEMS))
    (answer,) = measure(serving, "median-lag", incident="LANTERN").estimates
    serving.close()
    # Whole hours 0 ... 499; every fifth item, that is every fifth hour, is still up: one state per hour.
    assert handed == [500]
    assert (answer.n, answer.events, answer.censored) == (ITEMS, ITEMS * 4 // 5, ITEMS // 5)
    # By hand: at hour t (no multiple of five) one of the 500 - t hours that are still at risk ends.
    survival, hour = 1.0, 0
    while survival > 0.5:
        hour += 1
        survival *= 1 - 1 / (500 - hour) if hour % 5 else 1
    assert answer.value == hour
    assert len(answer.lines or ()) == 200
