"""Parametric bootstrap of what depends on the peak and the bins after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS, Baseline
from ripplemark.estimate.mean_curve import Noise, mean_curve, noise_of
from ripplemark.estimate.series import DAY, Floats, Ints, Series
from ripplemark.estimate.usual import calmed, pattern_error

COPIES = 1000
SEED = 20230815
LINK_SEED = 20171130
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
        links: shape (n, k) for a series joined from several downloads: by how much the logarithm of each observed bin's scale
            moves with one standard error of each link, beside the scale of the bins before the onset; else None. The same
            copies move together whatever part is drawn and from whatever seed.
        place: shape (n,), each bin's place in the week, where the baseline has a weekly pattern; None otherwise.
        place_error: standard error of the pattern at each place, one draw per copy and place.
    """

    mean: Floats
    usual: Floats
    usual_error: float
    noise: Noise
    links: Floats | None = None
    place: Ints | None = None
    place_error: float = 0.0

    def draws(self, part: slice, copies: int, seed: int = SEED) -> Iterator[tuple[Floats, Floats]]:
        """Values and baseline of the bins in ``part``, each of shape (rows, m), until ``copies`` rows are drawn."""
        random = np.random.default_rng(seed)
        mean, usual = self.mean[part], self.usual[part]
        step = max(CELLS // max(mean.size, 1), 1)
        moved = self._moved(copies)
        for done in range(0, copies, step):
            rows = min(step, copies - done)
            shift = random.normal(0.0, 1.0, (rows, 1)) * self.usual_error
            if self.place is not None:
                off = random.normal(0.0, self.place_error, (rows, int(self.place.max()) + 1))
                shift = shift + off[:, self.place[part]]
            values = self.noise.draw(mean, rows, random)
            if moved is not None and self.links is not None:
                values = values * np.exp(moved[done : done + rows] @ self.links[part].T)
            yield values, np.maximum(usual[None, :] + shift, 0.0)

    def _moved(self, copies: int) -> Floats | None:
        """Shape (copies, k): how many standard errors each link is off in each copy."""
        if self.links is None:
            return None
        return np.random.default_rng(LINK_SEED).standard_normal((copies, self.links.shape[1]))


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
    links = _beside_usual(series, onset)
    scatter = replace(noise, whole=links is None)
    if not base.usable:
        mean = mean_curve(value, sharp, peak, reach, noise)
        return Model(mean, np.zeros(value.size), 0.0, scatter, links)
    error = 1.25 * base.sigma / np.sqrt(base.bins) if base.bins else 0.0
    usual = calmed(base).of(series.observed)
    rhythm = None if base.pattern is None else usual - base.level
    mean = mean_curve(value, sharp, peak, reach, noise, rhythm)
    model = Model(mean, usual, float(error), scatter, links)
    if base.pattern is None:
        return model
    place = np.asarray(series.observed % base.pattern.size, dtype=np.int64)
    return replace(model, place=place, place_error=pattern_error(base))


def _beside_usual(series: Series, onset: int | None) -> Floats | None:
    """Shape (observed, k): the links beside the mean of the bins of four weeks before the onset, whose scale is the usual level's."""
    if series.links is None:
        return None
    links = series.links[series.observed]
    if not onset:
        return links
    first = max(onset - max(round(WINDOW_DAYS * DAY / series.bin_hours), 1), 0)
    return np.asarray(links - links[first:onset].mean(axis=0), dtype=np.float64)


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
