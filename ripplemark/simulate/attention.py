"""One series of attention: its noise-free bins, what a collector would have noted of them, and the file's rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.series import Bools, Floats, Ints
from ripplemark.simulate.grid import HOUR, Hours, local, seconds, written
from ripplemark.simulate.plan import Channel, Incident
from ripplemark.simulate.waves import cycle, excess

WEEK = 7
HEADER = ("series", "channel", "platform", "metric", "bin_start", "bin_width", "value", "bound")
STEPS = 1e6  # means are rounded to so many steps, so that the last digit of a processor's exp() moves no draw
PARTIAL_HOURS = 10  # of the last day of an index, which was downloaded in the morning


@dataclass(frozen=True, slots=True)
class Drawn:
    """A series as planted and as drawn, bin by bin; all arrays of shape (n,).

    Attributes:
        start, width: seconds since 1970; hours.
        mean, usual: noise-free value and usual level, in the units of the file.
        sigma: standard deviation of a usual bin, in the units of the file.
        value: what the file holds; NaN where the collector has nothing.
        below: True where the file says '<1'.
        partial: True where the last bin is not over yet.
        onset: seconds; when the first episode begins in this channel.
    """

    plan: Channel
    zone: str
    start: Floats
    width: Floats
    mean: Floats
    usual: Floats
    sigma: Floats
    value: Floats
    below: Bools
    partial: bool
    onset: float

    @property
    def index(self) -> bool:
        """True for a search index."""
        return self.plan.metric == "search_index"


def draw(incident: Incident, plan: Channel, hours: Hours, random: np.random.Generator) -> Drawn:
    """The channel over its file's days."""
    begins = seconds(incident.begins, incident.zone)
    factor = cycle(hours)
    usual = factor * plan.base
    mean = usual + factor * excess(incident.episodes, plan, (hours.start - begins) / HOUR)
    mean = np.round(mean * STEPS) / STEPS
    # The two years are drawn first, so that their counts are the same however long an incident was watched.
    parts = np.split(mean, [hours.of_two_years])
    count = np.concatenate([_noisy(each, plan.scatter, random) for each in parts])
    bins, start = _bins(plan, hours)
    kept = _kept(plan, hours, begins)[: start.size - 1]
    partial = plan.metric == "search_index" and kept.size > 0 and bool(kept[-1])
    if partial and plan.bins == "P1D":
        count[hours.start >= start[-2] + PARTIAL_HOURS * HOUR] = 0
    hourly = (mean, usual, usual + plan.scatter * usual**2, count)
    totals = [_summed(each, bins, start.size - 1) for each in hourly]
    mean, usual, variance, value = (each[kept] for each in totals)
    scale = 100 / value.max() if plan.metric == "search_index" else 1.0
    noted, below = _indexed(value * scale) if scale != 1.0 else (value, np.zeros(value.size, bool))
    noted[random.random(value.size) < plan.missing] = np.nan
    return Drawn(
        plan,
        incident.zone,
        start[:-1][kept],
        np.diff(start)[kept] / HOUR,
        mean * scale,
        usual * scale,
        np.sqrt(variance) * scale,
        noted,
        below,
        partial,
        begins + (incident.episodes[0].at + plan.delay) * HOUR,
    )


def _noisy(mean: Floats, scatter: float, random: np.random.Generator) -> Floats:
    rate = mean * random.gamma(1 / scatter, scatter, mean.size) if scatter else mean
    return random.poisson(rate).astype(np.float64)


def _summed(hourly: Floats, bins: Ints, count: int) -> Floats:
    return np.asarray(np.bincount(bins, hourly, count), dtype=np.float64)


def _bins(plan: Channel, hours: Hours) -> tuple[Ints, Floats]:
    """The bin of each hour, and every bin's start with the last one's end."""
    if plan.bins == "PT1H":
        end = hours.midnights[-1]
        return np.arange(hours.start.size), np.append(hours.start, end)
    if plan.bins == "P1D":
        return hours.day, hours.midnights
    starts = np.append(hours.midnights[:-1][::WEEK], hours.midnights[-1])
    return hours.day // WEEK, starts


def _kept(plan: Channel, hours: Hours, begins: float) -> Bools:
    """Which bins the file covers, by the local day on which they begin."""
    _, start = _bins(plan, hours)
    if plan.days is None:
        return np.ones(start.size - 1, dtype=np.bool_)
    first = int(np.searchsorted(hours.midnights, begins, side="right")) - 1
    low = max(first - plan.days[0], 0)
    high = min(first + plan.days[1], hours.midnights.size - 1)
    inside = (start >= hours.midnights[low]) & (start < hours.midnights[high])
    return np.asarray(inside[:-1], dtype=np.bool_)


def _indexed(scaled: Floats) -> tuple[Floats, Bools]:
    """Whole numbers to 100; what is above 0 and under a half is '<1', noted as 1."""
    below = (scaled > 0) & (scaled < 0.5)
    return np.where(below, 1.0, np.round(scaled)), below


def rows(drawn: Drawn, term: str) -> list[tuple[str, ...]]:
    """The rows of a canonical CSV below HEADER; the series is what was counted, of an index the term."""
    plan, last = drawn.plan, drawn.value.size - 1
    fixed = (term if drawn.index else plan.metric, plan.channel, plan.platform, plan.metric)
    return [
        (
            *fixed,
            _start(drawn, k),
            plan.bins,
            "" if np.isnan(value) else f"{value:.0f}",
            "~" if drawn.partial and k == last else "<" if drawn.below[k] else "",
        )
        for k, value in enumerate(drawn.value)
    ]


def trends(drawn: Drawn, term: str) -> str:
    """The same as a Google-Trends-style download of one term."""
    word = {"P1D": "Day", "P7D": "Week"}[drawn.plan.bins]
    cells = [
        "<1" if below else f"{value:.0f}"
        for value, below in zip(drawn.value, drawn.below, strict=True)
    ]
    lines = [f"{_start(drawn, k)},{cell}" for k, cell in enumerate(cells)]
    return "\n".join(["Category: All categories", "", f"{word},{term}: (Worldwide)", *lines]) + "\n"


def _start(drawn: Drawn, k: int) -> str:
    at = float(drawn.start[k])
    return written(at) if drawn.plan.bins == "PT1H" else local(at, drawn.zone)
