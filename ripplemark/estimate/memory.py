"""Two memories: a fast and a slow decay after a peak, as Candia and others read them. For the Laboratory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.bootstrap import SEED, quantiles
from ripplemark.estimate.fitted import fit_law
from ripplemark.estimate.laws import EXPONENTIAL, LN2, exponential
from ripplemark.estimate.likelihood import (
    Counts,
    Sizes,
    corrected_criterion,
    sizes_of,
    with_scatter,
)
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, refuse
from ripplemark.estimate.series import Floats, Series
from ripplemark.estimate.tail import Tail, tail_after

LEAST_BINS = 12
TIMES_FAST = 10.0  # the tail must be seen for so many fast time constants
COPIES = 99
DISTINCT = 2.0  # least ratio of the two rates; below, one exponential says as much
STARTS = (
    (1.0, 20.0),
    (3.0, 10.0),
    (2.0, 60.0),
    (6.0, 40.0),
)  # fast half-life in bins; slow over fast


@dataclass(frozen=True, slots=True)
class Memory:
    """Parameters of S(t) = N / (p + r - q) [(p - q) exp(-(p + r) t) + r exp(-q t)], per hour, and what follows from them.

    Attributes:
        p: loss of communicative memory; r: transfer into cultural memory; q: loss of cultural memory.
        rates: when both exponential terms fall equally fast, hours (the "critical time" of the authors' code).
        terms: when both terms are equally large; memories: when both memories hold as much. NaN where never after 0.
    """

    p: float
    q: float
    r: float

    @property
    def crossing_rates(self) -> float:
        """ln[(p + r)(p - q) / (r q)] / (p + r - q)."""
        return self._log((self.p + self.r) * (self.p - self.q) / (self.r * self.q))

    @property
    def crossing_terms(self) -> float:
        """ln[(p - q) / r] / (p + r - q)."""
        return self._log((self.p - self.q) / self.r)

    @property
    def crossing_memories(self) -> float:
        """ln[(p + 2 r - q) / r] / (p + r - q)."""
        return self._log((self.p + 2 * self.r - self.q) / self.r)

    def _log(self, ratio: float) -> float:
        gap = self.p + self.r - self.q
        return float(np.log(ratio)) / gap if ratio > 0 and gap > 0 else float("nan")

    def at(self, time: Floats) -> Floats:
        """S(t) for N = 1."""
        gap = self.p + self.r - self.q
        fast, slow = np.exp(-(self.p + self.r) * time), np.exp(-self.q * time)
        return np.asarray(((self.p - self.q) * fast + self.r * slow) / gap, dtype=np.float64)


QUANTITIES = ("p", "q", "r", "crossing_rates", "crossing_terms", "crossing_memories", "half")


@dataclass(frozen=True, slots=True)
class CollectiveMemory:
    """The answers: rates per hour, times in hours; each with its own interval or the same reason why there is none.

    ``criterion`` is the AICc of the two exponentials and ``single`` that of one; NaN without an answer.
    """

    p: Answer
    q: Answer
    r: Answer
    crossing_rates: Answer
    crossing_terms: Answer
    crossing_memories: Answer
    half: Answer
    criterion: float = float("nan")
    single: float = float("nan")


@dataclass(frozen=True, slots=True)
class BiExponential:
    """Two exponentials fitted to a tail: rates per hour and sizes per bin at the end of the peak bin."""

    fast: float
    slow: float
    size: tuple[float, float]
    counts: Counts
    mean: Floats
    criterion: float

    @property
    def memory(self) -> Memory:
        """The same curve by Candia's parameters: fast = p + r, slow = q, and r / (p + r - q) the slow term's share."""
        share = self.size[1] / max(sum(self.size), 1e-300)
        r = share * (self.fast - self.slow)
        return Memory(self.fast - r, self.slow, r)

    @property
    def half(self) -> float:
        """When the sum of both has fallen to half, hours."""
        low, high = 0.0, LN2 / self.slow
        for _ in range(60):
            middle = (low + high) / 2
            left = self.size[0] * np.exp(-self.fast * middle) + self.size[1] * np.exp(
                -self.slow * middle
            )
            low, high = (middle, high) if left > sum(self.size) / 2 else (low, middle)
        return high


def collective_memory(
    series: Series,
    *,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    copies: int = COPIES,
    seed: int = SEED,
    start: Start | None = None,
) -> CollectiveMemory:
    """Communicative and cultural memory of a peak: two exponentials by maximum likelihood on means over bins.

    Published values are per year, of biographies and songs; these are per hour, of incidents: the form is the same, the
    numbers are never compared.

    Args:
        copies, seed: of the parametric bootstrap, which refits each draw. Others as for ``fitted_half_life``.

    Returns:
        NE_FEW: fewer than 12 bins after the peak (or as ``tail_after``). NE_RIGHT: seen for less than ten fast time
        constants. NE_PLATEAU: one exponential fits as well (AICc), or the two rates differ by less than a factor of 2, so
        that there are no two memories to tell apart. Without onset: its code.

    Source:
        Candia, Jara-Figueroa, Rodriguez-Sickert, Barabasi & Hidalgo (2019), Nature Human Behaviour 3:82-91; SCIENCE.md,
        A.7, where the three crossing times for (.4, .15, .01) are 9.19, 1.77 and 2.83. The authors fit log S by least
        squares; here zeros are kept and counts weigh as counts.
    """
    start = start or find_onset(series, run, baseline_days)
    tail = tail_after(series, start, baseline_days)
    if isinstance(tail, Answer):
        return _refused(tail)
    if tail.observed < LEAST_BINS:
        note = f"Seen for only {tail.observed} bins after the peak, and two memories need {LEAST_BINS}: come back later."
        return _refused(refuse("NE_FEW", note, tail.observed, resolution=tail.bin_hours))
    fit, single = fit_two(tail), _single(tail)
    refused = _not_two(tail, fit, single)
    if refused is not None:
        return _refused(refused)
    return _answers(tail, fit, single, _drawn(tail, fit, copies, seed))


def _refused(answer: Answer) -> CollectiveMemory:
    return CollectiveMemory(*_seven((answer,) * len(QUANTITIES)))


def _seven(
    told: Sequence[Answer],
) -> tuple[Answer, Answer, Answer, Answer, Answer, Answer, Answer]:
    p, q, r, rates, terms, memories, half = told
    return p, q, r, rates, terms, memories, half


def _not_two(tail: Tail, fit: BiExponential, single: float) -> Answer | None:
    n, width = tail.observed, tail.bin_hours
    if fit.criterion >= single or fit.fast < DISTINCT * fit.slow or min(fit.size) <= 0:
        note = "One exponential fits as well as two, so there are no two memories to tell apart: read the fitted half-life."
        return refuse("NE_PLATEAU", note, n, resolution=width)
    if tail.span < TIMES_FAST / fit.fast:
        note = "Seen for less than ten time constants of the fast memory, so the slow one is not told apart: come back later."
        return refuse("NE_RIGHT", note, n, resolution=width)
    return None


def _refit(tail: Tail, fit: BiExponential) -> BiExponential:
    """The rates of a draw, from the fitted ones on and with the same scatter."""
    counts = replace(fit.counts, value=tail.counts.value)
    rates = _rates(tail, counts, ((fit.fast, fit.slow),))
    sizes = _sizes(tail, counts, *rates)
    return replace(
        fit,
        fast=rates[0],
        slow=rates[1],
        size=(float(sizes.size[0]), float(sizes.size[1])),
        mean=sizes.mean,
    )


def fit_two(tail: Tail) -> BiExponential:
    """Two exponentials by maximum likelihood, from several starts."""
    counts = tail.counts
    rates = _rates(tail, counts, _starts(tail))
    sizes = _sizes(tail, counts, *rates)
    counts = with_scatter(tail.counts, sizes.mean, tail.known, 4, index=tail.index)
    rates = _rates(tail, counts, (rates,))
    sizes = _sizes(tail, counts, *rates)
    parameters = 4 + (counts.dispersion > 0 or counts.scale != 1.0)
    criterion = corrected_criterion(
        counts.log_likelihood(sizes.mean), parameters, counts.value.size
    )
    size = float(sizes.size[0]), float(sizes.size[1])
    return BiExponential(*rates, size, counts, sizes.mean, criterion)


def _starts(tail: Tail) -> tuple[tuple[float, float], ...]:
    return tuple(
        (LN2 / (fast * tail.bin_hours), LN2 / (fast * times * tail.bin_hours))
        for fast, times in STARTS
    )


def _rates(
    tail: Tail, counts: Counts, begins: tuple[tuple[float, float], ...]
) -> tuple[float, float]:
    """The two rates of largest likelihood, the fast one first."""
    from scipy.optimize import minimize  # here, so that nothing but the Laboratory loads it

    def lack(log: Floats) -> float:
        return -_sizes(tail, counts, *(float(each) for each in np.exp(log))).kernel

    edge = np.log(LN2 / (50 * tail.span)), np.log(LN2 / (0.05 * tail.bin_hours))
    found = [
        minimize(
            lack,
            np.clip(np.log(begin), *edge),
            method="Nelder-Mead",
            bounds=[edge, edge],
            options={"xatol": 1e-3, "fatol": 1e-4, "maxiter": 200},
        )
        for begin in begins
    ]
    best = min(found, key=lambda each: float(each.fun))
    slow, fast = sorted(float(each) for each in np.exp(best.x))
    return fast, slow


def _sizes(tail: Tail, counts: Counts, fast: float, slow: float) -> Sizes:
    shapes = [
        exponential(tail.left, tail.right, LN2 / rate) / tail.bin_hours for rate in (fast, slow)
    ]
    parts = np.stack([*shapes, tail.counts.bins])
    return sizes_of(counts, tail.known, parts, error=np.array([np.inf, np.inf, tail.error]))


def _single(tail: Tail) -> float:
    """AICc of one exponential."""
    return fit_law(tail, EXPONENTIAL).criterion


def _drawn(tail: Tail, fit: BiExponential, copies: int, seed: int) -> dict[str, Floats]:
    """Each quantity on refitted draws from the fitted means."""
    random = np.random.default_rng(seed)
    found: dict[str, list[float]] = {name: [] for name in QUANTITIES}
    for _ in range(copies):
        again = _refit(_redrawn(tail, fit, random), fit)
        for name, value in _quantities(again).items():
            found[name].append(value)
    return {name: np.array(values) for name, values in found.items()}


def _redrawn(tail: Tail, fit: BiExponential, random: np.random.Generator) -> Tail:
    mean, spread = fit.mean, fit.counts.spread
    rate = mean.copy()
    if fit.counts.dispersion > 0:
        rate = mean * random.gamma(1 / spread, spread)
    value = random.poisson(rate).astype(np.float64)
    if fit.counts.scale != 1.0:  # an index: normal scatter of the size that it was seen to have
        value = np.maximum(
            mean + np.sqrt(fit.counts.scale * mean) * random.normal(size=mean.size), 0
        )
    known = np.maximum(tail.known + random.normal() * tail.error * tail.counts.bins, 0.0)
    return replace(tail, counts=replace(tail.counts, value=value, upper=None), known=known)


def _quantities(fit: BiExponential) -> dict[str, float]:
    memory = fit.memory
    values = {name: float(getattr(memory, name)) for name in QUANTITIES[:-1]}
    return {**values, "half": fit.half}


def _answers(
    tail: Tail, fit: BiExponential, single: float, drawn: dict[str, Floats]
) -> CollectiveMemory:
    told = []
    for name, value in _quantities(fit).items():
        if not np.isfinite(value) or value < 0:
            note = "By this fit the two never cross after the peak."
            told.append(refuse("NE_PLATEAU", note, tail.observed, resolution=tail.bin_hours))
            continue
        known = drawn[name][np.isfinite(drawn[name])]
        low, _, high = quantiles(known)
        told.append(
            Answer(value, min(low, value), max(high, value), "ok", tail.observed, note=tail.note)
        )
    return CollectiveMemory(*_seven(told), fit.criterion, single)
