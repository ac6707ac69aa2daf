"""Laws of decay beside each other on one tail: exponential, power law, stretched exponential, two exponentials. For the Laboratory."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.bootstrap import SEED
from ripplemark.estimate.fitted import Fit, bears_power_law, fit_laws
from ripplemark.estimate.laws import EXPONENTIAL, POWER, STRETCHED
from ripplemark.estimate.likelihood import corrected_criterion
from ripplemark.estimate.memory import COPIES, BiExponential, collective_memory, fit_two
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, hours_in_words, refuse
from ripplemark.estimate.series import Series
from ripplemark.estimate.tail import Tail, tail_after

TWO = "bi-exponential"
NAMES = (EXPONENTIAL.name, POWER.name, STRETCHED.name, TWO)


@dataclass(frozen=True, slots=True)
class Beside:
    """One law on a tail.

    Attributes:
        law: its name, one of ``NAMES``.
        half: its half-life in hours from the end of the peak bin, with the law's own 95 % interval.
        behind: AICc above that of the best law; 0 for the best. None where nothing was fitted.
        shape: its second parameter: the power law's exponent, the stretched exponential's beta; None without one.
    """

    law: str
    half: Answer
    behind: float | None
    shape: float | None


def laws_beside(
    series: Series,
    *,
    baseline_days: float = WINDOW_DAYS,
    copies: int = COPIES,
    seed: int = SEED,
    start: Start | None = None,
) -> tuple[Beside, ...]:
    """Every law fitted to the bins after the peak, the best first.

    Args:
        copies, seed: of the parametric bootstrap of two exponentials. Others as for ``fitted_half_life``.

    Returns:
        One entry per law. Codes as ``fitted_half_life`` for each; two exponentials also as ``collective_memory``. Where
        there is no tail: the same code for all, in order of ``NAMES``.

    Source:
        SCIENCE.md, A.5; Burnham & Anderson (2002) for the differences of AICc.
    """
    start = start or find_onset(series, None, baseline_days)
    tail = tail_after(series, start, baseline_days)
    if isinstance(tail, Answer):
        return tuple(Beside(name, tail, None, None) for name in NAMES)
    fits, two = fit_laws(tail, (EXPONENTIAL, POWER, STRETCHED)).fits, fit_two(tail)
    half = collective_memory(
        series, baseline_days=baseline_days, copies=copies, seed=seed, start=start
    ).half
    scale = min(*(fit.counts.scale for fit in fits), two.counts.scale)
    found = [_one(tail, fit.at_scale(scale)) for fit in fits]
    found.append(Beside(TWO, half, _criterion(two, scale), None))
    best = min(each.behind or 0.0 for each in found)
    moved = [replace(each, behind=(each.behind or 0.0) - best) for each in found]
    return tuple(sorted(moved, key=lambda each: each.behind or 0.0))


def _one(tail: Tail, fit: Fit) -> Beside:
    shape = {POWER.name: fit.exponent, STRETCHED.name: fit.extra}.get(fit.law.name)
    return Beside(fit.law.name, _half(tail, fit), fit.criterion, shape)


def _half(tail: Tail, fit: Fit) -> Answer:
    n, width = tail.observed, tail.bin_hours
    if fit.half > tail.span:
        note = (
            f"By this law half is reached only after {hours_in_words(fit.half)}, beyond the {hours_in_words(tail.span)} "
            "observed: come back later."
        )
        return refuse("NE_RIGHT", note, n, low=fit.low or 0.0, resolution=width)
    if fit.half < width / 2:
        high = None if fit.high is None else max(fit.high, width / 2)
        note = f"Half is reached in less than half a bin ({hours_in_words(width)}): narrower bins would tell."
        return refuse("NE_GRANULARITY", note, n, low=0.0, high=high, resolution=width)
    note = ""
    if fit.law is POWER and not bears_power_law(tail):
        note = "Too little was seen to call it a power law: it needs one and a half decades of time and 100 counts."
    return Answer(fit.half, fit.low or 0.0, fit.high, "ok", n, note=note, resolution=width).noting(
        tail.note
    )


def _criterion(two: BiExponential, scale: float) -> float:
    """AICc of two exponentials; of an index by the same scatter as the others."""
    if two.counts.scale == scale:
        return two.criterion
    counts = replace(two.counts, scale=scale)
    return corrected_criterion(counts.log_likelihood(two.mean), 5, two.mean.size)
