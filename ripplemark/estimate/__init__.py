"""Estimators: arrays in, answers out. No file, no table and no page is known here.

Durations are hours unless a docstring says days. Definitions: SCIENCE.md, sections 0, A, B and C; how well the intervals
cover: benchmarks/COVERAGE.md.
"""

from __future__ import annotations

from ripplemark.estimate.baseline import Baseline, baseline_before
from ripplemark.estimate.competing import CauseBounds, CauseCurves, aalen_johansen, cause_curves
from ripplemark.estimate.decay import half_life, time_to_tenth
from ripplemark.estimate.lag import (
    LagCurves,
    lag_curves,
    median_lag,
    median_of,
    median_survival,
    narrow,
)
from ripplemark.estimate.onset import onset
from ripplemark.estimate.outcome import Answer, Status
from ripplemark.estimate.peak import Peak, peak, time_to_peak
from ripplemark.estimate.persistence import return_to_baseline
from ripplemark.estimate.proportion import binomial_interval
from ripplemark.estimate.residual import residual_interest
from ripplemark.estimate.restricted_mean import restricted_mean, restricted_mean_lag
from ripplemark.estimate.series import Series, regular, to_days
from ripplemark.estimate.survival import SurvivalCurve, kaplan_meier
from ripplemark.estimate.within import share_gone, share_within

__all__ = [
    "Answer",
    "Baseline",
    "CauseBounds",
    "CauseCurves",
    "LagCurves",
    "Peak",
    "Series",
    "Status",
    "SurvivalCurve",
    "aalen_johansen",
    "baseline_before",
    "binomial_interval",
    "cause_curves",
    "half_life",
    "kaplan_meier",
    "lag_curves",
    "median_lag",
    "median_of",
    "median_survival",
    "narrow",
    "onset",
    "peak",
    "regular",
    "residual_interest",
    "restricted_mean",
    "restricted_mean_lag",
    "return_to_baseline",
    "share_gone",
    "share_within",
    "time_to_peak",
    "time_to_tenth",
    "to_days",
]
