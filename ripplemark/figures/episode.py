"""One series with its onset, peak and half-life: what the attention figures are told and drawn from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ripplemark.charts.curve import Curve
from ripplemark.estimate import baseline_before
from ripplemark.estimate.series import Floats
from ripplemark.figures.base import Asked
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_series import number, seconds
from ripplemark.figures.series import Choice
from ripplemark.figures.series_clock import Clock
from ripplemark.figures.thresholds import settings_for
from ripplemark.measures import Measurement
from ripplemark.result import Estimate

_LEAST_BINS = 14
"""An episode is shown with at least so many bins after its peak, and a third of them before."""
_LIVES = 6.0
"""And with so many half-lives."""


@dataclass(frozen=True, slots=True)
class Span:
    """A moment or its interval, in seconds since 1970; ends are None where nothing is known."""

    at: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Episode:
    """A series, its clock, and the three answers about it."""

    choice: Choice
    clock: Clock
    onset: Measurement
    peak: Measurement
    half: Measurement
    documents: tuple[Measurement, ...]
    rose: Measurement

    @classmethod
    def of(cls, asked: Asked, choice: Choice) -> Episode:
        """Measure one series within the asked period; ``documents`` are the answers as they may leave.

        ``rose`` is the onset by the threshold, on which peak, half-life and usual level rest whatever rule tells the onset.
        """
        given = settings_for(asked, "onset")
        given.pop("rule", None)
        rose = exact(asked, "onset", choice.where, given)
        onset, peak, half = (
            exact(asked, name, choice.where, settings_for(asked, name))
            for name in ("onset", "peak", "half-life")
        )
        told = [
            measured(asked, name, choice.where, settings_for(asked, name))
            for name in ("half-life", "peak", "onset")
        ]
        return cls(choice, Clock.of(asked, choice), onset, peak, half, tuple(told), rose)

    @property
    def measured(self) -> tuple[Measurement, ...]:
        """The measures' answers, in the order in which they are told."""
        return self.half, self.peak, self.onset

    @property
    def began(self) -> Span | None:
        """The onset; None where there is none."""
        return span(self.onset.estimates[0])

    @property
    def rises(self) -> bool:
        """True where attention rose by the threshold, on which the peak rests, whatever rule tells the onset."""
        return span(self.rose.estimates[0]) is not None

    @property
    def rule(self) -> str:
        """Which rule tells the onset: 'threshold', 'kleinberg' or 'cusum'."""
        return str(self.onset.parameters["rule"])

    @property
    def top(self) -> Span | None:
        """The time of the peak; None where there is none."""
        return span(self.about("time"))

    @property
    def fell(self) -> Estimate:
        """The half-life of intensity."""
        return self.half.estimates[0]

    def about(self, quantity: str) -> Estimate:
        """One of the peak's answers: 'time', 'level' or 'share'."""
        of = self.peak.estimates
        return next((each for each in of if each.by.get("quantity") == quantity), of[0])

    def bin_of(self, at: float) -> int:
        """Position of the bin that holds a moment."""
        return bin_of(self.choice.curve(), at)

    def usual(self) -> Floats | None:
        """Shape (n,): the usual level of each bin, as onset and half-life took it; None without an onset.

        Never before the series itself; a weekly pattern stands in it where one was seen.
        """
        series, began = self.choice.binned.series, span(self.rose.estimates[0])
        if began is None:
            return None
        days = float(self.onset.parameters["baseline"])
        base = baseline_before(series, self.bin_of(began.at), days)
        return base.at(series.value.size) * self.choice.binned.unit if base.usable else None

    def window(self) -> tuple[float, float]:
        """The stretch that shows this episode: from before the onset to well after the half-life; all without a peak."""
        curve = self.choice.curve()
        return window(curve, self.began, self.top, self.fell)


def exact(
    asked: Asked, name: str, where: tuple[tuple[str, str], ...], settings: Mapping[str, Any]
) -> Measurement:
    """A metric's answer about series with its times as they are: which bin something lies in, and where its mark stands.

    The bins themselves are drawn and exported for every audience; a time moved to another hour would name the wrong one.
    What is told of it in words is as fine as ``Clock`` lets it be, and what is handed on is ``measured``.
    """
    if asked.gate.coarse:
        asked = replace(asked, gate=replace(asked.gate, audience="private"))
    return measured(asked, name, where, settings)


def span(estimate: Estimate) -> Span | None:
    """An estimate's time with its interval; None where it has no value."""
    at = seconds(estimate.value)
    return None if at is None else Span(at, seconds(estimate.low), seconds(estimate.high))


def bin_of(curve: Curve, at: float) -> int:
    """Position of the bin that holds a moment; the nearest one for a moment outside."""
    found = int(np.searchsorted(curve.start, at, side="right")) - 1
    return min(max(found, 0), max(curve.start.size - 1, 0))


def window(
    curve: Curve, began: Span | None, top: Span | None, fell: Estimate | None
) -> tuple[float, float]:
    """From before the onset to well after the half-life, no longer than the series; the series without a peak.

    Where the half-life was not reached, to the end. An onset that lies further before the peak than the picture goes on
    after it, twice over, is left outside: it belongs to another time.
    """
    first, last = float(curve.start[0]), curve.end
    if top is None:
        return first, last
    step = float(np.median(curve.width))
    known = (
        [each for each in map(number, (fell.value, fell.high, fell.low)) if each is not None]
        if fell is not None
        else []
    )
    after = max(_LIVES * 3600 * max(known, default=0.0), _LEAST_BINS * step)
    if fell is not None and fell.status == "NE_RIGHT":
        after = max(after, last - top.at)
    lead = top.at - began.at if began is not None else 0.0
    before = max(after / 3, 4 * step)
    if lead + 4 * step <= 2 * after:
        before = max(before, lead + max(after / 6, 4 * step))
    low, high = max(first, top.at - before), min(last, top.at + after)
    return (first, last) if high - low > 0.8 * (last - first) else (low, high)
