"""Do two groups' curves differ? The log-rank test, and whether the curves cross, where it says little."""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np

from ripplemark.estimate.series import Bools, Floats
from ripplemark.estimate.survival import SurvivalCurve, Z


@dataclass(frozen=True, slots=True)
class LogRank:
    """The statistic with one degree of freedom, and the probability of one as large where both groups are alike."""

    chi_squared: float
    p: float


def log_rank(
    one: tuple[Floats, Bools, Floats, Floats], other: tuple[Floats, Bools, Floats, Floats]
) -> LogRank | None:
    """The log-rank test of two groups.

    Args:
        one, other: each of a group's durations (hours, >= 0), whether the item ended, frequency weights (> 0; a row of
            weight w equals w copies), and the hours at which it came under observation (0 is from the start).

    Returns:
        None where no moment has items of both groups at risk, so that nothing can be compared.

    Source:
        Mantel (1966), Cancer Chemotherapy Reports 50:163-170; SCIENCE.md, B.3: chi squared is
        (sum(d1 - d n1 / n))^2 / sum(d n1 n2 (n - d) / (n^2 (n - 1))).
    """
    times = np.unique(np.concatenate([one[0][one[1]], other[0][other[1]]]))
    (risk, ended), (risk_other, ended_other) = (_at(each, times) for each in (one, other))
    n, d = risk + risk_other, ended + ended_other
    several = n > 1
    n, d, risk, risk_other, ended = (each[several] for each in (n, d, risk, risk_other, ended))
    spread = float(np.sum(d * risk * risk_other * (n - d) / (n**2 * (n - 1))))
    if spread <= 0:
        return None
    chi_squared = float(np.sum(ended - d * risk / n)) ** 2 / spread
    return LogRank(chi_squared, erfc(sqrt(chi_squared / 2)))


def _at(group: tuple[Floats, Bools, Floats, Floats], times: Floats) -> tuple[Floats, Floats]:
    """At each time: how many are at risk, and how many end."""
    duration, observed, weight, entry = group
    late = entry > 0
    risk = _from(duration, weight, times) - _from(entry[late], weight[late], times)
    place = np.searchsorted(times, duration[observed])
    return risk, np.bincount(place, weight[observed], times.size).astype(np.float64)


def _from(time: Floats, weight: Floats, at: Floats) -> Floats:
    """For each of ``at``: the weight whose time is at least that."""
    order = np.argsort(time, kind="stable")
    before = np.concatenate([[0.0], np.cumsum(weight[order])])
    return np.asarray(before[-1] - before[np.searchsorted(time[order], at, side="left")])


def crossing(one: SurvivalCurve, other: SurvivalCurve, until: float) -> float | None:
    """Hours from which the curve that was clearly the higher one is clearly the lower; None where they do not cross.

    Clearly is by more than 1.96 standard errors of their difference. Only moments up to ``until`` hours count.
    """
    times = np.unique(np.concatenate([one.time, other.time]))
    times = times[times <= until]
    (level, variance), (level_other, variance_other) = (
        _level(each, times) for each in (one, other)
    )
    apart = level - level_other
    clear = np.abs(apart) > Z * np.sqrt(variance + variance_other)
    signs = np.sign(apart[clear])
    turned = np.flatnonzero(signs != signs[0]) if signs.size else np.empty(0)
    return float(times[clear][turned[0]]) if turned.size else None


def _level(curve: SurvivalCurve, times: Floats) -> tuple[Floats, Floats]:
    step = np.searchsorted(curve.time, times, side="right")
    levels = np.concatenate([[1.0], curve.survival])
    return levels[step], np.concatenate([[0.0], curve.variance])[step]
