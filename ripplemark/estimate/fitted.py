"""Half-life of a fitted decay: exponential or shifted power law, by maximum likelihood on means over bins.

Never a straight line through logarithms: that drops the zeros and weighs single counts as much as thousands, which reads
an exponent of 1.2 as 0.9 (SCIENCE.md, A.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.laws import EXPONENTIAL, LAWS, POWER, Law, exponent_of
from ripplemark.estimate.likelihood import (
    Counts,
    Sizes,
    corrected_criterion,
    sizes_of,
    tolerance,
    with_scatter,
)
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, hours_in_words, refuse
from ripplemark.estimate.search import crossing_of, highest_of
from ripplemark.estimate.series import Floats, Series
from ripplemark.estimate.tail import Tail, tail_after

ENOUGH_FOR_SHAPE = 20  # bins below which a law's second parameter is held
APART = 4.0  # of AICc; below, two laws cannot be told apart
LONGEST = 50.0  # times the span: no half-life beyond it is looked for
SHORTEST = 0.02  # of a bin
DECADES = 1.5  # of time that a power law must be seen over before it is called one
POWER_COUNT = 100.0
ROUGH = 12
TINY = 1e-9  # bins' worth of a decay; one that is over at once says nothing of where to begin


@dataclass(frozen=True, slots=True)
class Fit:
    """One law, fitted.

    Attributes:
        law: which one.
        half: half-life, hours, measured from the end of the peak bin; ``low`` and ``high`` its 95 % profile-likelihood
            interval, None where the likelihood does not fall far enough within the range searched.
        extra: the law's second parameter (``power``: c in hours); None for a law without one.
        exponent: the power law's alpha; None for others.
        size: intensity at the end of the peak bin, per bin.
        counts: the observations, with the scatter that goes with this fit.
        mean: shape (n,), the fitted means.
        log_likelihood, parameters, criterion: for counts with constants; ``criterion`` is AICc.
    """

    law: Law
    half: float
    low: float | None
    high: float | None
    extra: float | None
    exponent: float | None
    size: float
    counts: Counts
    mean: Floats
    log_likelihood: float
    parameters: int
    criterion: float

    @property
    def pointwise(self) -> Floats:
        """Shape (n,): each bin's log-likelihood."""
        return self.counts.pointwise(self.mean)

    def at_scale(self, scale: float) -> Fit:
        """The same fit of an index, judged by another fit's scatter: by its own, the worse fit would look better."""
        if scale == self.counts.scale:
            return self
        counts = replace(self.counts, scale=scale)
        whole = counts.log_likelihood(self.mean)
        criterion = corrected_criterion(whole, self.parameters, self.mean.size)
        return replace(self, counts=counts, log_likelihood=whole, criterion=criterion)


@dataclass(frozen=True, slots=True)
class FittedDecay:
    """The laws that were fitted, the best first, and the answer.

    Attributes:
        answer: the half-life of the best law in hours; where the second cannot be told from it, the interval spans both.
        fits: in order of AICc; empty where there is no answer.
        vuong: the z of the best against the second (positive: the best is better); NaN with fewer than two laws.
    """

    answer: Answer
    fits: tuple[Fit, ...]
    vuong: float = float("nan")

    @property
    def best(self) -> Fit | None:
        """The law with the lowest AICc."""
        return self.fits[0] if self.fits else None

    @property
    def told_apart(self) -> bool:
        """True when the second law's AICc is higher by 4 or more."""
        return len(self.fits) > 1 and self.fits[1].criterion - self.fits[0].criterion >= APART


def fitted_half_life(
    series: Series,
    *,
    model: str | None = None,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    start: Start | None = None,
) -> FittedDecay:
    """Half-life of the law that fits the bins after the peak best.

    Means of bins: the usual level plus A times the integral of S over the bin, t from the end of the peak bin; S = 2^(-t/h)
    or (1 + t/c)^-alpha, whose half-life is c (2^(1/alpha) - 1). Poisson, or negative binomial where Pearson's chi-square
    is 1.5 per degree of freedom or more; zeros are kept, missing bins skipped. c is one bin below 20 bins, free from there
    on. The usual level may move by its standard error. The peak bin itself, picked for being the highest, is left out, and
    a later peak ends the fit at the trough before it.

    Args:
        series: the bins.
        model: ``exponential`` or ``power``; None takes the one with the lower AICc.
        run, baseline_days: as for ``onset``.
        start: what ``find_onset`` gave for the same run and baseline_days, where it was asked already.

    Returns:
        Hours; a profile-likelihood interval, spanning both laws where AICc differs by less than 4 (and the note says so).
        NE_FEW: fewer than 8 bins after the peak, or fewer than 50 counts above the usual level in them. NE_RIGHT: half is
        reached only beyond what was observed; ``low`` is the interval's. NE_GRANULARITY: below half a bin. Without onset:
        its code. This is not ``half_life`` (read off the bins) nor ``engagement_half_life`` (a sum up to a horizon).

    Raises:
        ValueError: a model that is not one of the two.

    Source:
        SCIENCE.md, A.4 (H_lambda) and A.5; oracle F.8. Choice: Burnham & Anderson (2002); Vuong (1989), Econometrica
        57:307-333.
    """
    laws = tuple(law for law in LAWS if model in (None, law.name))
    if not laws:
        raise ValueError(f"the model is one of {', '.join(law.name for law in LAWS)}")
    start = start or find_onset(series, run, baseline_days)
    tail = tail_after(series, start, baseline_days)
    if isinstance(tail, Answer):
        return FittedDecay(tail, ())
    decay = fit_laws(tail, laws)
    return replace(decay, answer=decay.answer.noting(tail.note, start.answer.note))


def fit_laws(tail: Tail, laws: Sequence[Law] = LAWS, *, poisson: bool = False) -> FittedDecay:
    """All laws on one tail, the best first; arguments as ``fit_law``."""
    every = [fit_law(tail, law, poisson=poisson) for law in laws]
    scale = min(fit.counts.scale for fit in every)
    fits = tuple(sorted((fit.at_scale(scale) for fit in every), key=lambda fit: fit.criterion))
    z = vuong(fits[0], fits[1]) if len(fits) > 1 else float("nan")
    return FittedDecay(_answer(tail, fits), fits, z)


def vuong(one: Fit, other: Fit) -> float:
    """Vuong's z: the sum of differences in log-likelihood over their standard deviation times the root of n.

    Corrected for the number of parameters as AIC is.
    """
    difference = one.pointwise - other.pointwise
    spread = float(difference.std(ddof=0)) * float(np.sqrt(difference.size))
    whole = float(difference.sum()) - (one.parameters - other.parameters)
    return whole / spread if spread > 0 else 0.0


def fit_law(tail: Tail, law: Law, *, poisson: bool = False) -> Fit:
    """One law by maximum likelihood, with the profile-likelihood interval of its half-life.

    ``poisson`` holds the scatter at Poisson's, however the bins scatter around the fit.
    """
    free = law.shaped and tail.observed >= ENOUGH_FOR_SHAPE
    search = _Search(tail, law, free, tail.counts)
    half, extra = search.rough()
    parameters = 2 + free
    for _ in range(0 if poisson else 2):
        half, extra = search.best(half, extra)
        mean = search.sizes(half, extra).mean
        counts = with_scatter(tail.counts, mean, tail.known, parameters, index=tail.index)
        if counts == search.counts or (counts.dispersion, counts.scale) == (
            search.counts.dispersion,
            search.counts.scale,
        ):
            break
        search = replace(search, counts=counts)
    half, extra = search.best(half, extra)
    return _fit(search, half, extra, parameters)


def _fit(search: _Search, half: float, extra: float, parameters: int) -> Fit:
    law, tail, counts = search.law, search.tail, search.counts
    sizes = search.sizes(half, extra)
    low, high = search.interval(half, extra, sizes.kernel, tolerance(counts))
    whole = counts.log_likelihood(sizes.mean)
    used = parameters + (counts.dispersion > 0 or counts.scale != 1.0)
    hours = extra * tail.bin_hours if law.in_bins else extra
    return Fit(
        law,
        half,
        low,
        high,
        hours if law is not EXPONENTIAL else None,
        exponent_of(half, hours) if law.in_bins else None,
        float(sizes.size[0]),
        counts,
        sizes.mean,
        whole,
        used,
        corrected_criterion(whole, used, counts.value.size),
    )


@dataclass(slots=True)
class _Search:
    """The likelihood of one law over its half-life and second parameter, with sizes always at their best.

    Attributes:
        near: shape (2,), how much the decay and the shift of the usual level made of all that was seen where the last search
            ended; the next begins there, since its parameters lie close by. None begins anew.
    """

    tail: Tail
    law: Law
    free: bool
    counts: Counts
    near: Floats | None = None

    @property
    def _range(self) -> tuple[float, float]:
        return SHORTEST * self.tail.bin_hours, LONGEST * max(self.tail.span, self.tail.bin_hours)

    @property
    def _extras(self) -> tuple[float, float]:
        """A power law's c stays below a tenth of the time observed: with a longer one it is an exponential in disguise."""
        low, high = self.law.extra
        if self.law.in_bins:
            high = min(high, max(self.tail.span / self.tail.bin_hours / 10, 2 * self.law.fixed))
        return low, high

    def sizes(self, half: float, extra: float) -> Sizes:
        """The best size of the decay and shift of the usual level for these parameters."""
        tail = self.tail
        hours = extra * tail.bin_hours if self.law.in_bins else extra
        inside = self.law.between(tail.left, tail.right, half, hours)
        point = tail.right <= tail.left
        shape = np.where(point, inside, inside / tail.bin_hours)
        parts = np.stack([shape, tail.counts.bins])
        error, whole = np.array([np.inf, tail.error]), parts.sum(axis=1)
        begin = None if self.near is None or whole[0] < TINY else self.near / whole
        found = sizes_of(self.counts, tail.known, parts, error=error, begin=begin)
        self.near = found.size * whole
        return found

    def kernel(self, half: float, extra: float) -> float:
        """The log-likelihood at its best sizes, without constants."""
        return self.sizes(half, extra).kernel

    def rough(self) -> tuple[float, float]:
        """The best of a coarse grid."""
        halves = np.geomspace(self._range[0] * 5, self._range[1] / 5, ROUGH)
        extras = np.geomspace(*self._extras, 5) if self.free else [self.law.fixed]
        grid = [(float(h), float(e)) for h in halves for e in extras]
        return max(grid, key=lambda each: self.kernel(*each))

    def over_extra(self, half: float, extra: float) -> tuple[float, float]:
        """The second parameter of largest likelihood at a half-life, and that likelihood."""
        if not self.free:
            return extra, self.kernel(half, extra)
        low, high = (float(np.log(end)) for end in self._extras)
        found, kernel = highest_of(
            lambda log: self.kernel(half, float(np.exp(log))),
            float(np.log(extra)),
            0.3,
            low,
            high,
        )
        return float(np.exp(found)), kernel

    def best(self, half: float, extra: float) -> tuple[float, float]:
        """Both parameters at their best, from a start."""
        low, high = (float(np.log(end)) for end in self._range)
        known = [extra]

        def along(log: float) -> float:
            known[0], kernel = self.over_extra(float(np.exp(log)), known[0])
            return kernel

        found, _ = highest_of(along, float(np.log(half)), 0.2, low, high)
        half = float(np.exp(found))
        return half, self.over_extra(half, known[0])[0]

    def interval(
        self, half: float, extra: float, top: float, drop: float
    ) -> tuple[float | None, float | None]:
        """Where the profile likelihood of the half-life has fallen by ``drop``; None where it does not."""
        ends: list[float | None] = []
        for limit in self._range:
            known = [extra]

            def lack(log: float, known: list[float] = known) -> float:
                known[0], kernel = self.over_extra(float(np.exp(log)), known[0])
                return top - kernel - drop

            end = crossing_of(lack, float(np.log(half)), float(np.log(limit)))
            ends.append(None if end is None else float(np.exp(end)))
        return ends[0], ends[1]


def _answer(tail: Tail, fits: tuple[Fit, ...]) -> Answer:
    best = fits[0]
    lows, highs = [best.low], [best.high]
    close = len(fits) > 1 and fits[1].criterion - best.criterion < APART
    if close:
        lows, highs = [*lows, fits[1].low], [*highs, fits[1].high]
    low = min((each for each in lows if each is not None), default=0.0)
    low = 0.0 if None in lows else low
    known = [each for each in highs if each is not None]
    high = None if None in highs else max(known)
    n, width = tail.observed, tail.bin_hours
    told = _told(best, fits[1] if close else None, tail)
    if best.half > tail.span:
        note = (
            f"By {best.law.title} half is reached only after {hours_in_words(best.half)}, beyond the "
            f"{hours_in_words(tail.span)} observed: come back when more of the decay has been seen."
        )
        return refuse("NE_RIGHT", note, n, low=low, resolution=width)
    if best.half < width / 2:
        at_most = None if high is None else max(high, width / 2)
        note = f"{told} Half is reached in less than half a bin ({hours_in_words(width)}): narrower bins would tell."
        return refuse("NE_GRANULARITY", note, n, low=0.0, high=at_most, resolution=width)
    open_end = (
        "" if high is not None else "The upper end is open: the bins would bear any longer one."
    )
    return Answer(best.half, low, high, "ok", n, note=told, resolution=width).noting(open_end)


def _told(best: Fit, close: Fit | None, tail: Tail) -> str:
    scatter = (
        ""
        if best.counts.scale == 1.0
        else " An index has no unit of noise; its own scatter was used."
    )
    if close is not None:
        said = (
            f"Half-life of {best.law.title}; {close.law.title}, with {hours_in_words(close.half)}, fits as well (AICc within "
            f"{APART:.0f}), so the interval spans both."
        )
        return said + scatter
    caution = ""
    if best.law is POWER and not bears_power_law(tail):
        caution = " Too little was seen to call it one: it needs one and a half decades of time and 100 counts."
    return f"Half-life of {best.law.title}, fitted from the end of the peak bin.{caution}{scatter}"


def bears_power_law(tail: Tail) -> bool:
    """True for 1.5 decades of time after the peak bin and 100 counts above the usual level (SCIENCE.md, A.5)."""
    return tail.span >= 10**DECADES * tail.bin_hours and tail.excess >= POWER_COUNT
