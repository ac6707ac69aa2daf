"""Likelihood of counts whose mean is a sum of known shapes with unknown sizes.

Poisson, or negative binomial where counts scatter more. The sizes are found by Fisher scoring, so that a search over the
shapes' own parameters (how fast a curve falls) needs one or two dimensions only. A bin of which only an upper bound is known
('<1' of a search index) says how likely so little is, not that it held the middle.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ripplemark.estimate.baseline import OVERDISPERSED
from ripplemark.estimate.series import Bools, Floats

LEAST_MEAN = 1e-6  # counts per bin; a mean of 0 would make one count impossible
STEPS = 40
CLOSE = 1e-9  # of the log-likelihood
FEWEST_TELLING = 5
LEAST_SCALE = 1e-3
LARGEST = 10.0  # dispersion; beyond it the mean says nothing about a bin


@dataclass(frozen=True, slots=True)
class Counts:
    """What was observed and how it scatters.

    Attributes:
        value: shape (n,), counts (or an index) per bin or per block of bins; >= 0.
        bins: shape (n,), how many bins each block holds; its variance is mean + dispersion / bins * mean^2.
        dispersion: of one bin; 0 is Poisson.
        scale: the variance is that many times larger; 1 for counts. For an index, whose unit of noise is unknown, it is
            estimated (quasi-likelihood).
        freedom: degrees of freedom behind an estimated scatter; None where it was not estimated.
        upper: shape (n,), what each bin of a block is at most where nothing more is known (the value is then a stand-in for
            sums); NaN where the value is known. None: all values are known.
        rounding: variance that rounding adds to one bin, of an index; 0 for counts.
    """

    value: Floats
    bins: Floats
    dispersion: float = 0.0
    scale: float = 1.0
    freedom: int | None = None
    upper: Floats | None = None
    rounding: float = 0.0

    @property
    def exact(self) -> Bools:
        """Shape (n,): True where the value is known."""
        if self.upper is None:
            return np.ones(self.value.size, dtype=np.bool_)
        return np.isnan(self.upper)

    @property
    def spread(self) -> Floats:
        """Shape (n,): the dispersion of each block."""
        return np.asarray(self.dispersion / self.bins, dtype=np.float64)

    def log_likelihood(self, mean: Floats) -> float:
        """Sum over bins, with all constants (so that it can be compared with published values), divided by the scale."""
        return float(self.pointwise(mean).sum())

    def pointwise(self, mean: Floats) -> Floats:
        """Shape (n,): each block's log-likelihood; of upper bounds the logarithm of the probability of no more."""
        from scipy.special import gammaln  # here, so that the command line starts without it

        y, a = self.value, self.spread
        if self.dispersion <= 0:
            each = self._poisson(mean) - gammaln(y + 1)
        else:
            r = 1 / a
            each = gammaln(y + r) - gammaln(r) - gammaln(y + 1)
            each += y * np.log(a * mean) - (y + r) * np.log1p(a * mean)
        each = each / self.scale
        return np.asarray(
            each if self.upper is None else self._bounded(each, mean), dtype=np.float64
        )

    def kernel(self, mean: Floats) -> float:
        """The log-likelihood without what does not depend on the mean; quicker."""
        y, a = self.value, self.spread
        if self.dispersion <= 0:
            each = self._poisson(mean)
        else:
            each = y * np.log(mean) - (y + 1 / a) * np.log1p(a * mean)
        each /= self.scale
        return float((each if self.upper is None else self._bounded(each, mean)).sum())

    def slope(self, mean: Floats) -> tuple[Floats, Floats]:
        """Shapes (n,), (n,): derivative of each block's log-likelihood by its mean, and the information about the mean."""
        variance = self.scale * (mean + self.spread * mean**2) + self.bins * self.rounding
        information = 1 / variance
        score = (self.value - mean) * information
        if self.upper is None:
            return score, information
        known, z, steep = self.exact, *self._distance(mean)
        ratio = _mills(z)
        score = np.where(known, score, ratio * steep)
        bounded = ratio * (ratio + z) * steep**2 / self.bins
        return score, np.where(known, information, np.maximum(bounded, 0.0))

    def _poisson(self, mean: Floats) -> Floats:
        """What a Poisson likelihood says of the mean; of the quasi-likelihood whose variance is scale * mean + rounding."""
        if not self.rounding:
            return np.asarray(self.value * np.log(mean) - mean)
        more = self.bins * self.rounding / self.scale
        return np.asarray((self.value + more) * np.log(mean + more) - mean)

    def _bounded(self, each: Floats, mean: Floats) -> Floats:
        """The log-likelihoods with those of upper bounds in their places."""
        from scipy.special import log_ndtr

        return np.where(self.exact, each, self.bins * log_ndtr(self._distance(mean)[0]))

    def _distance(self, mean: Floats) -> tuple[Floats, Floats]:
        """How many standard deviations of one bin its bound lies above its mean, and that number's derivative by the mean.

        A bin's scatter is taken as normal here: under a bound of a point or less of an index, whose own distribution nobody
        knows, and far below it the probability is 1 whatever it is.
        """
        upper = np.where(self.exact, 1.0, self.value if self.upper is None else self.upper)
        one = mean / self.bins
        variance = self.scale * (one + self.dispersion * one**2) + self.rounding
        deviation = np.sqrt(variance)
        z = (upper - one) / deviation
        growth = self.scale * (1 + 2 * self.dispersion * one) / (2 * variance)
        return z, -1 / deviation - z * growth

    def pearson(self, mean: Floats) -> float:
        """Pearson's chi-square at that mean, of the blocks whose value is known."""
        each = (self.value - mean) ** 2 / (mean + self.spread * mean**2)
        return float(each[self.exact].sum())


def _mills(z: Floats) -> Floats:
    """The standard normal density over its distribution function."""
    from scipy.special import log_ndtr

    return np.asarray(np.exp(-(z**2) / 2 - 0.9189385332046727 - log_ndtr(z)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of the parts, the mean that they make, and the log-likelihood's kernel less the penalty."""

    size: Floats
    mean: Floats
    kernel: float


def sizes_of(
    counts: Counts,
    known: Floats,
    parts: Floats,
    *,
    error: Floats,
    begin: Floats | None = None,
) -> Sizes:
    """The sizes of largest likelihood for mean = known + size @ parts.

    Args:
        known: shape (n,), what is known of the mean; >= 0.
        parts: shape (p, n), the shapes.
        error: shape (p,). Infinite: the size is free, and not negative. Otherwise it is a correction of what is known,
            normal around 0 with that standard error, of either sign, but not so low that it takes away more than all that
            is known; 0 keeps it at 0.
        begin: shape (p,), where to start; None takes least squares.

    Source:
        McCullagh & Nelder (1989), Generalized Linear Models, section 2.5 (Fisher scoring); SCIENCE.md, A.5.
    """
    free = np.isinf(error)
    pull = np.where(free | (error <= 0), 0.0, 1 / np.maximum(error, 1e-12) ** 2)
    held = ~free & (error <= 0)
    total = parts.sum(axis=1)
    least = np.where(free | (total <= 0), 0.0, -known.sum() / np.where(total > 0, total, 1.0))
    size = _least_squares(counts, known, parts, free) if begin is None else begin.copy()
    size = np.maximum(size, least)
    size[held] = 0.0
    best = _at(counts, known, parts, size, pull)
    for _ in range(STEPS):
        step = _scoring_step(counts, parts, best, pull, held, least)
        reached = _along(counts, known, parts, best, step, pull, least)
        if reached is None or reached.kernel - best.kernel < CLOSE * (1 + abs(best.kernel)):
            return best if reached is None else reached
        best = reached
    return best


def _least_squares(counts: Counts, known: Floats, parts: Floats, free: Bools) -> Floats:
    """A start: each free part alone explains what lies above the known."""
    above = np.maximum(counts.value - known, 0.0)
    total = parts.sum(axis=1)
    share = above.sum() / np.where(total > 0, total, 1.0) / max(int(free.sum()), 1)
    return np.asarray(np.where(free, np.maximum(share, 1e-9), 0.0), dtype=np.float64)


def _at(counts: Counts, known: Floats, parts: Floats, size: Floats, pull: Floats) -> Sizes:
    mean = np.maximum(known + size @ parts, LEAST_MEAN)
    return Sizes(size, mean, counts.kernel(mean) - float(pull @ size**2) / 2)


def _scoring_step(
    counts: Counts, parts: Floats, at: Sizes, pull: Floats, held: Bools, least: Floats
) -> Floats:
    score, known = counts.slope(at.mean)
    if counts.upper is not None:  # a mean that is held at the least one does not follow the sizes
        follows = at.mean > LEAST_MEAN
        score, known = score * follows, known * follows
    slope = parts @ score - pull * at.size
    information = (parts * known) @ parts.T + np.diag(pull + 1e-12)
    # A size that is at its least and would fall stays where it is.
    fixed = held | ((at.size <= least) & (slope < 0))
    slope = np.where(fixed, 0.0, slope)
    information[fixed] = information[:, fixed] = 0.0
    information[fixed, fixed] = 1.0
    scale = np.sqrt(np.diag(information))
    step = np.linalg.lstsq(information / np.outer(scale, scale), slope / scale, rcond=1e-12)[0]
    return np.asarray(step / scale, dtype=np.float64)


def _along(
    counts: Counts,
    known: Floats,
    parts: Floats,
    at: Sizes,
    step: Floats,
    pull: Floats,
    least: Floats,
) -> Sizes | None:
    """The first of ever shorter steps that is an improvement; None without one."""
    for halving in range(12):
        size = np.maximum(at.size + step / 2**halving, least)
        tried = _at(counts, known, parts, size, pull)
        if tried.kernel > at.kernel:
            return tried
    return None


def with_scatter(
    counts: Counts, mean: Floats, known: Floats, parameters: int, *, index: bool
) -> Counts:
    """The same observations with their scatter around ``mean``.

    Counts stay Poisson while Pearson's chi-square is below 1.5 per degree of freedom; then the dispersion is the one that
    makes it 1 (moments, which allows for the fitted parameters). An index gets that ratio, less what rounding makes of it, as
    its scale. Judged on the bins
    that the fit rests on, whose value is known and whose mean is at least twice what is ``known``: hundreds of quiet bins
    would hide the scatter of the few high ones.

    Source: SCIENCE.md, A.5; Breslow (1984), Applied Statistics 33:38-44 (moments).
    """
    bins = _telling(counts, mean, known, parameters)
    plain = Counts(
        counts.value[bins],
        counts.bins[bins],
        freedom=int(bins.sum()) - parameters,
        rounding=counts.rounding,
    )
    mean, freedom = mean[bins], plain.freedom or 1
    ratio = plain.pearson(mean) / freedom
    found = _scatter(plain, mean, ratio, freedom, index=index)
    return replace(counts, dispersion=found.dispersion, scale=found.scale, freedom=found.freedom)


def _telling(counts: Counts, mean: Floats, known: Floats, parameters: int) -> Bools:
    exact = counts.exact
    high = (mean >= 2 * known) & exact
    enough = int(high.sum()) >= parameters + FEWEST_TELLING
    if enough or counts.value.size <= parameters:
        return high if enough else np.ones(mean.size, dtype=np.bool_)
    # Too few stand out: as many of the highest as are needed, those with a known value before any other.
    height = np.where(exact, mean / np.maximum(known, LEAST_MEAN), -1.0)
    rank = np.argsort(np.argsort(-height, kind="stable"))
    return np.asarray(rank < parameters + FEWEST_TELLING, dtype=np.bool_)


def _scatter(plain: Counts, mean: Floats, ratio: float, freedom: int, *, index: bool) -> Counts:
    if index:
        return replace(plain, scale=_scale(plain, mean, max(ratio, LEAST_SCALE), freedom))
    if ratio < OVERDISPERSED:
        return plain
    low, high = 0.0, LARGEST
    for _ in range(50):
        middle = (low + high) / 2
        tried = replace(plain, dispersion=middle)
        low, high = (middle, high) if tried.pearson(mean) > freedom else (low, middle)
    return replace(plain, dispersion=high)


def _scale(plain: Counts, mean: Floats, ratio: float, freedom: int) -> float:
    """The scale at which Pearson's chi-square, with what rounding adds to the variance, is one per degree of freedom."""
    if not plain.rounding:
        return ratio
    square, rounded = (plain.value - mean) ** 2, plain.bins * plain.rounding
    low, high = np.log(LEAST_SCALE), np.log(ratio)
    for _ in range(40):
        middle = (low + high) / 2
        more = float(np.sum(square / (np.exp(middle) * mean + rounded))) > freedom
        low, high = (middle, high) if more else (low, middle)
    return float(np.exp(high))


def tolerance(counts: Counts) -> float:
    """By how much the log-likelihood may lie below its maximum inside a 95 % profile interval.

    Half the 0.95 quantile of chi-square with one degree of freedom (1.92), or, where the scatter was estimated too, half
    the squared quantile of Student's t.
    """
    from scipy.special import stdtrit

    freedom = max(counts.freedom or counts.value.size, 1)
    estimated = counts.dispersion > 0 or counts.scale != 1.0
    quantile = float(stdtrit(freedom, 0.975)) if estimated else 1.959963984540054
    return quantile**2 / 2


def wary_tolerance(counts: Counts, mean: Floats) -> float:
    """As ``tolerance``, for few bins: counts that scatter more than Poisson, but too little to be sure of it, count as that.

    Pearson's chi-square per degree of freedom between 1 and 1.5 leaves counts Poisson (``with_scatter``); of a handful of
    bins it says little. The likelihood may then fall by that many times more (quasi-likelihood), with Student's t.

    Source: McCullagh & Nelder (1989), Generalized Linear Models, section 4.5.
    """
    from scipy.special import stdtrit

    if counts.dispersion > 0 or counts.scale != 1.0:
        return tolerance(counts)
    freedom = max(counts.freedom or counts.value.size, 1)
    ratio = counts.pearson(mean) / freedom
    if ratio <= 1:
        return tolerance(counts)
    return ratio * float(stdtrit(freedom, 0.975)) ** 2 / 2


def corrected_criterion(log_likelihood: float, parameters: int, n: int) -> float:
    """AICc; infinite where there are too few bins for so many parameters.

    Source: Hurvich & Tsai (1989), Biometrika 76:297-307.
    """
    if n <= parameters + 1:
        return float("inf")
    return (
        2 * parameters
        - 2 * log_likelihood
        + 2 * parameters * (parameters + 1) / (n - parameters - 1)
    )
