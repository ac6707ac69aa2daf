"""Planted phases: how often the intervals of boundaries, durations and shares of attention hold the truth."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.coverage_episodes import WAVES, Wave
from benchmarks.coverage_table import Case
from ripplemark.estimate.outcome import Answer, refuse
from ripplemark.estimate.phases import CREST, EDGE, Phases, phases
from ripplemark.estimate.series import regular
from ripplemark.estimate.slopes import climbed, left
from ripplemark.measures.phases import duration

OF_PHASES = {
    "start of growth": "phases",
    "start of the peak": "phases",
    "start of the decay": "phases",
    "start of the tail": "phases",
    "duration of the peak": "phases",
    "share of the peak": "phases",
}
"""What is measured on an episode, and the metric that it is."""

PHASED = tuple(
    each
    for each in WAVES
    if each.name
    in (
        "daily, fast, medium",
        "daily, slow, noisy",
        "daily, a tenth missing",
        "hourly, a day",
        "weekly index",
    )
)
_STARTS = {
    "start of growth": ("growth", True, EDGE),
    "start of the peak": ("peak", True, CREST),
    "start of the decay": ("decay", False, CREST),
    "start of the tail": ("tail", False, EDGE),
}


def phase_cases(wave: Wave, runs: int, copies: int, seed: int = 7) -> Iterator[dict[str, Case]]:
    """The phases of each drawn series, beside the same crossings of its true mean.

    The true share is that between the boundaries that were found: its interval is for these.
    """
    random = np.random.default_rng(seed)
    flat, excess = regular(wave.mean(), wave.nominal), wave.mean() - wave.usual()
    usual, truth = wave.usual()[None], {}
    for name, (_, up, share) in _STARTS.items():
        cross = climbed if up else left
        truth[name] = float(cross(wave.mean()[None], usual, flat.centre, share)[0])
    for _ in range(runs):
        series = wave.draw(random)
        found = phases(series, copies=copies)
        cases = {
            name: (_start(found, phase), truth[name])
            for name, (phase, _, _) in _STARTS.items()
            if wave.rise or phase != "growth"  # a rise within one bin has no growth
        }
        lasted = truth["start of the decay"] - truth["start of the peak"]
        seen = ~np.isnan(series.value)
        cases["duration of the peak"] = (_lasted(found), lasted)
        begun = next((each.start for each in found.each if each.boundary is not None), 0.0)
        peak = next((each for each in found.each if each.name == "peak"), None)
        if peak is not None:
            inside = np.clip(
                np.minimum(flat.start + flat.width, peak.end) - np.maximum(flat.start, peak.start),
                0,
                None,
            )
            after = np.clip(flat.start + flat.width - begun, 0, flat.width)
            planted = (excess * inside)[seen].sum() / (excess * after)[seen].sum()
            cases["share of the peak"] = (peak.share, float(planted))
        yield cases


def _start(found: Phases, name: str) -> Answer:
    phase = next((each for each in found.each if each.name == name), None)
    if phase is None or phase.boundary is None:
        return refuse("NE_FEW", "", 0)
    return phase.boundary


def _lasted(found: Phases) -> Answer:
    for k, each in enumerate(found.each[:-1]):
        if each.name == "peak":
            return duration(each, found.each[k + 1], found.answer)
    return refuse("NE_FEW", "", 0)
