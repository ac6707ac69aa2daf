"""How long a lifecycle measure takes for two years of hourly bins, beside reading them and beside fits with SciPy.

    python benchmarks/lifecycle_speed.py [--bins 17520] [--rounds 3]

Every measure of docs/metrics.md that estimates something about one series is asked about six planted episodes: with a fast,
a slow and a power-law decay, with two memories, one that comes back, and a search index of which most bins are '<1' or 0. Seconds are of the processor, the median of the
rounds, and of the episodes the slowest. Beside them stand, of the same bins in the same run: pandas reading them from CSV;
SciPy's least squares of an exponential decay, once; and as many such fits to new draws as our intervals have copies
(measured on a twentieth of them), which is what a bootstrap of one's own would be.

Prints one JSON line: seconds by measure; the slowest of each kind (wanted: under 1 s for a point with a likelihood interval,
under 5 s with a bootstrap); the half-life beside the other bootstrap, and the fitted half-life beside the one fit.
"""

from __future__ import annotations

import argparse
import io
import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import curve_fit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ripplemark import estimate
from ripplemark.estimate.beside import laws_beside
from ripplemark.estimate.bootstrap import COPIES
from ripplemark.estimate.concentration import concentration
from ripplemark.estimate.correlation import cross_correlation
from ripplemark.estimate.doubling import doubling_time
from ripplemark.estimate.engagement import engagement_half_life
from ripplemark.estimate.fitted import fitted_half_life
from ripplemark.estimate.hawkes import reproduction
from ripplemark.estimate.memory import collective_memory
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.phases import phases
from ripplemark.estimate.resurgence import resurgences
from ripplemark.estimate.unverified import unverified_share
from ripplemark.estimate.width import fwhm

Floats = npt.NDArray[np.float64]
Work = Callable[[], object]
EPISODES = ("fast", "slow", "power law", "two memories", "comes back", "mostly below 1")
LIKELIHOOD = ("onset", "doubling-time", "fitted-half-life", "branching-ratio", "unverified-share")
"""A point with a likelihood interval, or with one that needs no draws; all others draw."""
WITHIN = {True: 1.0, False: 5.0}
PART = 20


def excess(kind: str, bins: int) -> Floats:
    """Shape (bins,): the mean above the usual level; a rise of six hours half-way through."""
    began = bins // 2
    after = np.maximum(np.arange(bins) - began - 6.0, 0.0)
    law = {
        "fast": 0.5 ** (after / 48),
        "slow": 0.5 ** (after / 800),
        "power law": (1 + after / 5) ** -0.9,
        "two memories": 0.85 * 0.5 ** (after / 12) + 0.15 * 0.5 ** (after / 600),
        "mostly below 1": 0.5 ** (after / 48),
        "comes back": 0.5 ** (after / 48)
        + np.where(after < 2000, 0.0, 0.5 * 0.5 ** ((after - 2000) / 48)),
    }[kind]
    step = np.clip((np.arange(bins) - began + 1) / 7, 0.0, 1.0)
    return np.asarray(400 * np.where(after > 0, law, step), dtype=np.float64)


def planted(kind: str, bins: int, seed: int = 5) -> estimate.Series:
    """Counts with a rhythm of the day that scatter by 14 % and more; mostly below 1: the index that a sample makes of them."""
    random = np.random.default_rng(seed)
    usual = (1 if kind == "mostly below 1" else 8) * (
        1 + 0.6 * np.sin(2 * np.pi * np.arange(bins) / 24)
    )
    rate = (usual + excess(kind, bins)) * random.gamma(50, 0.02, bins)
    value = random.poisson(rate).astype(np.float64)
    if kind != "mostly below 1":
        return estimate.regular(value, "hour")
    share = 100 * value / value.max()
    told = np.where(share < 1, np.where(value < 3, 0.0, 0.5), np.round(share))
    index = estimate.regular(told, "hour", index=True)
    return replace(index, upper=np.where(told < 1, 1.0, np.nan), step=1.0)


def measures(series: estimate.Series, other: estimate.Series, start: Start) -> dict[str, Work]:
    """What is timed, by the metric's name. The onset is found once, as on a page, and timed by itself."""
    check = (float(series.start[start.bin or 0]) + 10, float(series.start[start.bin or 0]) + 20)
    return {
        "onset": lambda: find_onset(series),
        "peak": lambda: estimate.peak(series, start=start),
        "time-to-peak": lambda: estimate.time_to_peak(series, start=start),
        "doubling-time": lambda: doubling_time(series, start=start),
        "half-life": lambda: estimate.half_life(series, start=start),
        "fitted-half-life": lambda: fitted_half_life(series, start=start),
        "time-to-tenth": lambda: estimate.time_to_tenth(series, start=start),
        "engagement-half-life": lambda: engagement_half_life(series, start=start),
        "resurgences": lambda: resurgences(series, start=start),
        "phases": lambda: phases(series, start=start),
        "residual-interest": lambda: estimate.residual_interest(series, 30, start=start),
        "return-to-baseline": lambda: estimate.return_to_baseline(series),
        "lead-lag": lambda: cross_correlation(series.value, other.value, 1.0, "hour"),
        "unverified-share": lambda: unverified_share(series, check, start=start),
        "fwhm": lambda: fwhm(series, start=start),
        "concentration": lambda: concentration(series.value),
        "collective-memory": lambda: collective_memory(series, start=start),
        "decay-laws": lambda: laws_beside(series, start=start),
        "branching-ratio": lambda: reproduction(series, 4.0),
    }


def seconds(work: Work, rounds: int) -> float:
    """Of the processor, the median of the rounds."""
    found = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return statistics.median(found)


def fade(time_: Floats, height: float, half: float, usual: float) -> Floats:
    """What a user would fit: an exponential decay above a level."""
    return usual + height * 0.5 ** (time_ / half)


def fits(series: estimate.Series, draws: int) -> Work:
    """Least squares of ``fade`` to the bins after the highest, and to draws around it."""
    tail = series.value[int(series.value.argmax()) :]
    hours, begin = np.arange(tail.size, dtype=np.float64), (float(tail[0]), 24.0, 8.0)

    def work() -> None:
        random = np.random.default_rng(1)
        found, _ = curve_fit(fade, hours, tail, begin, maxfev=10_000)
        mean = np.maximum(fade(hours, *found), 0.0)
        for _ in range(draws):
            drawn = random.poisson(mean).astype(np.float64)
            curve_fit(fade, hours, drawn, tuple(found), maxfev=10_000)

    return work


def slowest(found: Mapping[str, float], *, likelihood: bool) -> dict[str, Any]:
    """The bar of one kind of measures."""
    of = {name: each for name, each in found.items() if (name in LIKELIHOOD) == likelihood}
    name = max(of, key=lambda each: of[each])
    kind = "with a likelihood interval" if likelihood else "with a bootstrap"
    return {
        "what": f"lifecycle measures {kind}, two years of hours: slowest ({name}), seconds of the processor",
        "ratio": round(of[name], 2),
        "wanted": f"under {WITHIN[likelihood]:g}",
        "holds": of[name] < WITHIN[likelihood],
    }


def main() -> None:
    """Time all of them and write one line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--bins", type=int, default=17_520)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    found: dict[str, float] = {}
    other = planted("fast", given.bins, seed=9)
    for kind in EPISODES:
        series = planted(kind, given.bins)
        for name, work in measures(series, other, find_onset(series)).items():
            found[name] = max(found.get(name, 0.0), seconds(work, given.rounds))
    series = planted("fast", given.bins)
    times = pd.date_range("2024-01-01", periods=given.bins, freq="h", tz="UTC")
    text = pd.DataFrame({"start": times, "value": series.value}).to_csv(index=False)
    read = seconds(lambda: pd.read_csv(io.StringIO(text), parse_dates=["start"]), given.rounds)
    once = seconds(fits(series, 0), given.rounds)
    many = once + PART * (seconds(fits(series, COPIES // PART), given.rounds) - once)
    report = {
        "benchmark": "lifecycle_speed",
        "bins": given.bins,
        "seconds": {name: round(each, 3) for name, each in found.items()},
        "pandas_reads_s": round(read, 3),
        "scipy_fit_s": round(once, 3),
        "scipy_bootstrap_s": round(many, 2),
        "bars": [
            slowest(found, likelihood=True),
            slowest(found, likelihood=False),
            {
                "what": f"half-life with {COPIES} draws, beside {COPIES} fits of one exponential with SciPy: times faster",
                "ratio": round(many / found["half-life"], 1),
            },
            {
                "what": "fitted half-life (two laws, profile intervals), beside one such fit: times as long",
                "ratio": round(found["fitted-half-life"] / once, 1),
            },
        ],
    }
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
