"""Downloads as Google makes them, of one planted course: each its own sample, scaled to its own 100, joined before it is measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.coverage_table import Case, Floats
from ripplemark import estimate
from ripplemark.estimate.reanchor import Timed, long_links
from ripplemark.estimate.series import Series
from ripplemark.estimate.stitch import Window, link_of, stitch

DAY = 86_400.0
OF_WINDOWS = {
    "scale of the second download": "stitched-series",
    "rest after 90 days": "residual-interest",
}
OF_LONG = {"scale of the second download": "stitched-series"}
OF_ANCHORS = {"scale by a shared term": "anchored-terms"}


@dataclass(frozen=True, slots=True)
class Downloads:
    """Two windows over an exponential fall.

    Attributes:
        name: of the scenario.
        searches: that Google's sample holds on the highest day of a window.
        starts: first day of each window; the onset, which is the peak, is day 100.
        days: length of a window.
        fade: days in which the excess falls to a third (1 / e).
    """

    name: str
    searches: float
    starts: tuple[int, int] = (20, 125)
    days: int = 170
    fade: float = 30.0

    def mean(self) -> Floats:
        """Searches per day: 40 before, 640 on the onset."""
        day = np.arange(self.starts[-1] + self.days, dtype=np.float64)
        return 40 + np.where(day >= 100, 600 * np.exp(-(day - 100) / self.fade), 0.0)

    def draw(self, random: np.random.Generator) -> tuple[list[Window], Floats]:
        """The downloads, and what each one's values are a multiple of (shape (2,))."""
        found, scale = [], []
        for start in self.starts:
            at = np.arange(start, start + self.days)
            part = self.mean()[at]
            drawn = random.poisson(part / part.max() * self.searches).astype(np.float64)
            found.append(Window(at, np.round(100 * drawn / drawn.max())))
            scale.append(100 * self.searches / (part.max() * drawn.max()))
        return found, np.array(scale)


DOWNLOADS = (
    Downloads("two downloads, joined", 4000),
    Downloads("two downloads of a rare term, joined", 400),
)


def window_cases(downloads: Downloads, runs: int, copies: int) -> Iterator[dict[str, Case]]:
    """The scale of the second download on the first one's, and what is left after 90 days, of each draw."""
    random, mean = np.random.default_rng(31), downloads.mean()
    rest = float((mean[183:198].mean() - 40) / 600)
    for _ in range(runs):
        windows, scale = downloads.draw(random)
        made = stitch(windows)
        link = next(iter(made.links))
        if link.factor is None or link.error is None:
            continue
        factor = _answer(link.factor, link.error, link.bins)
        start = (made.at - made.at[0]) * 24.0
        width = np.full(start.size, 24.0)
        series = Series(made.value, start, width, "day", True, links=made.moved(windows))
        left = estimate.residual_interest(series, 90, copies=copies)
        yield {
            "scale of the second download": (factor, float(scale[0] / scale[1])),
            "rest after 90 days": (left, rest),
        }


APART = Downloads("two downloads apart, beside a long one by the week", 4000, days=100)
WEEKS, SAMPLE = 32, 20_000
"""Of the long download, and searches that Google's sample holds in its highest week."""


def long_cases(runs: int) -> Iterator[dict[str, Case]]:
    """Two windows that share no bin, each with ten or more whole weeks of the long download."""
    random, mean = np.random.default_rng(41), APART.mean()
    by_week = mean[: 7 * WEEKS].reshape(WEEKS, 7).mean(axis=1)
    for _ in range(runs):
        windows, scale = APART.draw(random)
        drawn = random.poisson(by_week / by_week.max() * SAMPLE).astype(np.float64)
        days = [Timed(each.at * DAY, (each.at + 1) * DAY, each.value) for each in windows]
        week = np.arange(WEEKS) * 7 * DAY
        long = Timed(week, week + 7 * DAY, np.round(100 * drawn / drawn.max()))
        made = stitch(windows, long_links(days, [long]))
        if len(made.paths) < len(windows):
            continue
        there = made.paths[1 - made.anchor]
        sign = 1 if made.anchor == 0 else -1
        factor = _answer(float(np.exp(sign * there.log)), there.error, made.links[0].bins)
        yield {"scale of the second download": (factor, float(scale[0] / scale[1]))}


def _answer(factor: float, error: float, bins: int) -> estimate.Answer:
    """The factor with its interval, as the measures give it."""
    low, high = factor * float(np.exp(-1.96 * error)), factor * float(np.exp(1.96 * error))
    return estimate.Answer(factor, low, high, "ok", bins)


def anchor_cases(runs: int) -> Iterator[dict[str, Case]]:
    """A steady term beside a smaller and beside a larger one: what the second download's scale is on the first one's."""
    random = np.random.default_rng(37)
    anchor = 300 * np.exp(0.3 * np.sin(np.arange(200) / 9))
    for _ in range(runs):
        windows, scale = [], []
        for top in (250.0, 900.0):
            drawn = random.poisson(anchor).astype(np.float64)
            highest = max(float(drawn.max()), top)
            windows.append(Window(np.arange(200), np.round(100 * drawn / highest)))
            scale.append(100 / highest)
        link = link_of(windows, 0, 1)
        if link.factor is None or link.error is None:
            continue
        answer = _answer(link.factor, link.error, link.bins)
        yield {"scale by a shared term": (answer, scale[0] / scale[1])}
