"""Series with a planted decay, and how often intervals hold its truth."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from benchmarks.coverage_fades import FADES as PLANTED
from benchmarks.coverage_fades import HOURS, Fade
from ripplemark.estimate.outcome import Answer

__all__ = ["DRAWS", "FADES", "HOURS", "LEAST", "Fade", "holds", "share_held"]
DRAWS = 60
LEAST = 0.85
FADES = tuple(each for each in PLANTED if each.dispersion)
"""Those whose counts vary more than chance alone, as those of real series do."""


def holds(answer: Answer, truth: float) -> bool:
    """True when the interval or range that is told holds the truth; an open end is infinite."""
    low = -np.inf if answer.low is None else answer.low
    high = np.inf if answer.high is None else answer.high
    return bool(low <= truth <= high)


def share_held(cases: Iterable[tuple[Answer, float]]) -> tuple[float, float]:
    """Share of the answers with a number or a range that hold their truth, and share of those without."""
    cases = list(cases)
    told = [(a, t) for a, t in cases if a.status in ("ok", "bounds", "NE_GRANULARITY")]
    held = float(np.mean([holds(a, t) for a, t in told])) if told else 0.0
    return held, 1 - len(told) / len(cases)
