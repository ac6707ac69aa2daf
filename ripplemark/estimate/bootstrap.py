"""Parametric bootstrap of what depends on the peak and the bins after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.baseline import Baseline
from ripplemark.estimate.mean_curve import Noise, mean_curve, noise_of
from ripplemark.estimate.series import Floats, Series

COPIES = 1000
SEED = 20230815
TAIL = 2.5
CELLS = 1_000_000  # drawn at a time, so that memory stays small


@dataclass(frozen=True, slots=True)
class Model:
    """What is drawn from: the observed bins' fitted mean and noise, and the baseline with its own error.

    Attributes:
        mean: shape (n,), observed bins only.
        usual: shape (n,), the baseline of those bins.
        usual_error: standard error of the baseline's level, one draw per copy for all bins.
        noise: scatter around the mean.
    """

    mean: Floats
    usual: Floats
    usual_error: float
    noise: Noise

    def draws(self, part: slice, copies: int, seed: int = SEED) -> Iterator[tuple[Floats, Floats]]:
        """Values and baseline of the bins in ``part``, each of shape (rows, m), until ``copies`` rows are drawn."""
        random = np.random.default_rng(seed)
        mean, usual = self.mean[part], self.usual[part]
        step = max(CELLS // max(mean.size, 1), 1)
        for done in range(0, copies, step):
            rows = min(step, copies - done)
            shift = random.normal(0.0, 1.0, (rows, 1)) * self.usual_error
            yield self.noise.draw(mean, rows, random), np.maximum(usual[None, :] + shift, 0.0)


def fit(
    series: Series,
    onset: int | None,
    peak: int,
    reach: int,
    base: Baseline,
) -> Model:
    """The model of a series around its peak.

    Args:
        series: its missing bins are left out, in the fit and in every draw.
        onset, peak: positions among the observed bins; onset None where there is none.
        reach: observed bins either side of the peak that the fit is judged on.
        base: an unusable one counts as level 0 without error.
    """
    value = series.value[series.observed]
    sharp = (peak,) if onset is None or onset == peak else (onset, peak)
    noise = noise_of(value, sharp, counts=not series.index)
    mean = mean_curve(value, sharp, peak, reach, noise)
    if not base.usable:
        return Model(mean, np.zeros(value.size), 0.0, noise)
    error = 1.25 * base.sigma / np.sqrt(base.bins) if base.bins else 0.0
    return Model(mean, base.at(series.value.size)[series.observed], float(error), noise)


def interval(
    draws: Floats, fitted: float, value: float, *, both: bool = False
) -> tuple[float, float | None]:
    """Percentile interval of the draws, moved so that their median lies on the fitted mean's own value.

    The move takes out what noise does to "the highest bin" and "the first bin below". The estimate itself is always
    inside. Infinite draws count as larger than all others; an open upper end is None.

    Args:
        draws: shape (copies,), the estimator on each draw.
        fitted: the estimator on the fitted mean; where it or the median is not a positive number, nothing is moved.
        value: the estimate.
        both: True spans the interval that is not moved too, for what depends on the height of a peak: a smooth cuts a
            sharp one, and the highest of several draws then stands nearer to the truth.
    """
    low, middle, high = quantiles(draws)
    move = np.isfinite(fitted) and np.isfinite(middle) and middle > 0 and fitted > 0
    scale = fitted / middle if move else 1.0
    ends = [low * scale, high * scale, value, *((low, high) if both else ())]
    return min(ends), max(ends) if np.isfinite(max(ends)) else None


def quantiles(draws: Floats, tail: float = TAIL) -> tuple[float, float, float]:
    """The ``tail``, 50 and 100 - ``tail`` percentiles, each one of the draws."""
    ordered = np.sort(draws)
    low, middle, high = (
        float(ordered[round(q / 100 * (ordered.size - 1))]) for q in (tail, 50.0, 100 - tail)
    )
    return low, middle, high
