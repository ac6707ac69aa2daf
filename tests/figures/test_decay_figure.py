"""The fitted decay: the law that was planted fits better, both stand beside the bins, and one that cannot be fitted says why."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from real_path import Storing
from series_told import CANVASES, EPISODE, HEADER, collisions, episode, make, rows

RANDOM = np.random.default_rng(7)


def _power(size: int, peak: int, height: float, offset: float, alpha: float) -> list[float]:
    after = np.maximum(np.arange(size) - peak, 0.0)
    mean = 5.0 + np.where(
        np.arange(size) >= peak,
        height * (1 + after / offset) ** -alpha,
        height * np.exp((np.arange(size) - peak) / 3.0),
    )
    return [float(each) for each in RANDOM.poisson(mean)]


def test_a_planted_power_law_fits_better_and_both_laws_are_drawn(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(_power(700, 300, 900.0, 6.0, 1.3)))
    figure = make(tmp_path, "decay")
    assert figure.headline.startswith("A power law fits the fading of posts on Chirp better")
    assert {"exponential", "power", "value", "usual"} <= set(figure.shown.column_names)
    told = figure.shown.to_pydict()
    off = {
        name: np.mean(np.abs(np.log((np.array(told[name]) + 1) / (np.array(told["value"]) + 1))))
        for name in ("power", "exponential")
    }
    assert off["power"] < off["exponential"]
    assert "AICc higher by" in figure.alt
    assert "Under a power law each halving takes longer" in figure.claims.unborne[1].why
    for canvas in CANVASES:
        assert collisions(figure.draw(canvas)) == []


def test_a_planted_exponential_has_its_half_life(storing: Storing, tmp_path: Path) -> None:
    # exp(-t / 30): a half-life of 20.8 hours.
    values = [float(each) for each in RANDOM.poisson(episode(700, 300, base=5.0, fade=30.0))]
    storing(HEADER, *rows(values))
    figure = make(tmp_path, "decay")
    assert "21 hours" in figure.headline
    (document,) = figure.documents
    assert document["estimates"][0]["value"] == pytest.approx(20.8, rel=0.1)
    assert "Modelled" in figure.subtitle


def test_a_series_that_ends_at_its_peak_has_no_decay_and_says_why(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(EPISODE[:203]))
    figure = make(tmp_path, "decay")
    assert figure.empty
    assert "No law of decay was fitted" in figure.headline
    assert figure.subtitle
