"""The mean that a parametric bootstrap draws around: a smooth of the observed bins that keeps the peak sharp.

Choice, and why. Drawing around the raw series doubles the noise, and with it the bias of "the highest bin" and of "the
first two bins below". So the mean is a local linear fit in log counts, its half-width (0 to 32 bins) and its break (none,
at the onset, at the peak) chosen by Mallows' Cp: a steep decay keeps its raw bins, a slow one is smoothed.
benchmarks/COVERAGE.md holds what this achieves.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ripplemark.estimate.series import Floats

HALF_WIDTHS = (1, 2, 4, 8, 16, 32, 64)
LEAST_MEAN = 8.0  # counts per bin over five bins; below, logs of counts say little
PEAK_BREAK = 8.0  # in Cp: the highest bin was picked for being high, which earns it no break
LEAST_INDEX = 4.0
LEAN = 0.5  # standard errors added to the overdispersion


@dataclass(frozen=True, slots=True)
class Noise:
    """How bins scatter around their mean.

    Attributes:
        counts: True for variance = mean + dispersion * mean^2 (negative binomial; 0 is Poisson); False, for an index
            whose counts are unknown, for variance = dispersion * mean^2 (gamma), plus that of rounding.
        dispersion: >= 0.
        whole: False for an index that was joined from several: its values are no whole numbers, and none are drawn.
    """

    counts: bool
    dispersion: float
    whole: bool = True

    def variance(self, mean: Floats) -> Floats:
        """The variance at each mean; the mean is taken to be at least a half."""
        least = np.maximum(mean, 0.5)
        if self.counts:
            return least + self.dispersion * least**2
        return np.asarray(self.dispersion * least**2 + 1 / 12, dtype=np.float64)

    def draw(self, mean: Floats, copies: int, random: np.random.Generator) -> Floats:
        """Shape (copies, n): independent draws around ``mean``, shape (n,)."""
        shape = (copies, mean.size)
        rate = np.broadcast_to(np.maximum(mean, 0.0), shape)
        if self.dispersion > 1e-4:
            rate = rate * random.gamma(1 / self.dispersion, self.dispersion, shape)
        if self.counts:
            return random.poisson(rate).astype(np.float64)
        return np.round(rate) if self.whole else np.array(rate)


def noise_of(value: Floats, sharp: tuple[int, ...], *, counts: bool) -> Noise:
    """Scatter from second differences of the logs, which a smooth rise or decay leaves at almost 0.

    Args:
        value: shape (n,), observed bins only.
        sharp: bins where the curve may be sharp (onset, peak); differences that touch them are left out.
        counts: False for an index.

    Returns:
        The weighted mean over bins of about 8 and more (an index: 4), plus half its standard error, so that a short series does not look
        calmer than it is. Without such bins: Poisson, or a scatter of 14 % for an index.

    Source:
        Gasser, Sroka & Jennen-Steinmetz (1986), Biometrika 73:625-633 (variance from second differences).
    """
    k = np.arange(1, value.size - 1)
    far = np.all(np.abs(k[:, None] - np.array(sharp)[None, :]) > 1, axis=1)
    around = np.convolve(np.pad(value, 2, mode="edge"), np.full(5, 0.2), mode="valid")
    k = k[far & (around[k] >= (LEAST_MEAN if counts else LEAST_INDEX))]
    if not k.size:
        return Noise(counts, 0.0 if counts else 0.02)
    log = np.log(value + 0.5)
    square = (log[k] - (log[k - 1] + log[k + 1]) / 2) ** 2 / 1.5
    known = (
        1 / np.maximum(around, 0.5) if counts else 1 / (12 * np.maximum(around, 0.5) ** 2)
    )  # the relative variance that is there anyway
    known = (known[k] + (known[k - 1] + known[k + 1]) / 4) / 1.5
    usual = max(float(np.median(square - 0.45 * known)) / 0.45, 0.0)
    square = np.minimum(square, 16 * (known + usual))
    weight = 1 / (known + usual + 0.01) ** 2
    estimate = float(np.sum(weight * (square - known)) / weight.sum())
    error = np.sqrt(2 * 1.5 * np.sum((weight * (known + max(estimate, 0.0))) ** 2)) / weight.sum()
    return Noise(counts, max(estimate, 0.0) + LEAN * float(error))


def mean_curve(
    value: Floats,
    breaks: tuple[int, ...],
    peak: int,
    reach: int,
    noise: Noise,
    rhythm: Floats | None = None,
) -> Floats:
    """Shape (n,): the smooth with the smallest Cp around the peak.

    Args:
        value: shape (n,), observed bins only, >= 0.
        breaks: bins at which the curve may jump (each starts a new piece), tried one by one, together, and not at all.
        peak, reach: Cp is judged on the bins within ``reach`` of the peak.
        noise: gives the variance.
        rhythm: shape (n,), by how much the usual level of each bin differs from its mean; the smooth of what is left
            without it is tried too.
    """
    first, end = max(peak - reach, 0), min(peak + reach + 1, value.size)
    near, best, chosen = value[first:end], 2.0 * (end - first), None
    for beat in (np.zeros(value.size), *(() if rhythm is None else (rhythm,))):
        flat = np.maximum(value - beat, 0.0)
        for cut in ((), *((b,) for b in breaks), breaks):
            for half in HALF_WIDTHS:
                mean, leverage = _smooth_between(flat, cut, half, first, end)
                mean = np.maximum(mean + beat[first:end], 0.0)
                misfit = (near - mean) ** 2 / noise.variance(mean)
                score = float(np.sum(misfit) + 2 * np.sum(leverage)) + PEAK_BREAK * (peak in cut)
                if score < best:
                    best, chosen = score, (flat, beat, cut, half)
    if chosen is None:
        return value
    flat, beat, cut, half = chosen
    mean = _smooth_between(flat, cut, half, 0, value.size)[0]
    return np.asarray(np.maximum(mean + beat, 0.0), dtype=np.float64)


def _smooth_between(
    value: Floats, cut: tuple[int, ...], half: int, first: int, end: int
) -> tuple[Floats, Floats]:
    """The bins ``first`` to ``end`` - 1 of the smooth of each piece between cuts, and each bin's own weight in it.

    Only the bins that these depend on are smoothed: a bin rests on those within twice the half-width.
    """
    edges = sorted({0, *cut, value.size})
    fits = []
    for piece, past in pairwise(edges):
        low, high = max(piece, first), min(past, end)
        if low < high:
            left = max(piece, low - 2 * half)
            mean, leverage = _smooth(value[left : min(past, high + 2 * half)], half)
            fits.append((mean[low - left : high - left], leverage[low - left : high - left]))
    return np.concatenate([fit[0] for fit in fits]), np.concatenate([fit[1] for fit in fits])


def _smooth(value: Floats, half: int) -> tuple[Floats, Floats]:
    """Local linear fit in logs with a triangular kernel, rescaled to keep local sums; and each bin's own weight in it."""
    offset = np.arange(-half, half + 1, dtype=np.float64)
    weight = 1 - np.abs(offset) / (half + 1)
    log, ones = np.log(value + 0.5), np.ones(value.size)

    def moment(kernel: Floats, of: Floats) -> Floats:
        padded = np.zeros(of.size + 2 * half)
        padded[half : half + of.size] = of
        return np.correlate(padded, kernel, mode="valid")

    s0, s1, s2 = (moment(weight * offset**j, ones) for j in range(3))
    t0, t1 = (moment(weight * offset**j, log) for j in range(2))
    spread = s0 * s2 - s1**2
    flat = spread <= 1e-9
    spread = np.where(flat, 1.0, spread)
    shape = np.exp(np.where(flat, t0 / s0, (s2 * t0 - s1 * t1) / spread))
    rescaled = shape * moment(weight, value) / moment(weight, shape)
    return rescaled, np.where(flat, 1 / s0, s2 / spread)
