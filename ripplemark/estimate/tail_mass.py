"""How much of all attention came late: the share after a day, and when half of the late part had come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.bootstrap import COPIES, SEED, Model, fit, quantiles
from ripplemark.estimate.engagement import half_accrued, stretched, summed
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, hours_in_words, refuse
from ripplemark.estimate.series import DAY, Floats, Series
from ripplemark.estimate.top import Top, before_onset, find_top
from ripplemark.estimate.usual import Usual, usual_mean

AFTER = 7.0  # days after the peak from which attention is late
LEAST_TOTAL = 20.0
OBSERVED = 0.9  # of the bins
REACH = 10


def tail_mass(
    series: Series,
    after: float = AFTER,
    *,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    copies: int = COPIES,
    seed: int = SEED,
    start: Start | None = None,
) -> tuple[Answer, Answer]:
    """The share of all attention that came later than ``after`` days past the peak, and when half of that late part had come.

    Attention is what lies above the usual level from the start of the onset bin to the end of what was observed, added up with
    its sign; a missing bin counts as the mean of its neighbours. Both grow with the time observed, which the note tells.

    Args:
        series: the bins; increments, not a running total.
        after: days past the peak's centre; > 0.
        run, baseline_days, copies, seed, start: as for ``engagement_half_life``.

    Returns:
        A share (below 0 where late attention lay under the usual level) and days past the peak, each with a parametric bootstrap
        with the baseline's error. NE_RIGHT: not seen for longer than ``after``. NE_FEW: gaps, fewer than 20 above the usual level, or
        for the half: no late part that noise could not have made. Without onset: its code.

    Raises:
        ValueError: ``after`` not positive.

    Source:
        SCIENCE.md, C.3.
    """
    if not after > 0:
        raise ValueError("a tail begins after the peak")
    start = start or find_onset(series, run, baseline_days)
    if start.bin is None:
        return start.answer, start.answer
    top = find_top(series)
    other = before_onset(series, start, top)
    if other is not None:
        return other, other
    places, edges, until = summed(series, start.bin, None)
    left, right, share = stretched(edges, until)
    usual = usual_mean(series, start, baseline_days)
    part = slice(int(places[0]), int(places[-1]) + 1)
    value = series.value[series.observed][part]
    bins = _Bins(left, right, (edges[0] + edges[1]) / 2, share, after * DAY)
    above = usual.excess(series.value[series.observed])[part]
    peak = top.time - float(series.start[start.bin])
    seen = float(right[-1]) - peak
    refused = _refusal(series, above * share, seen, after, places.size, until)
    if refused is not None:
        return refused, refused
    model = _model(series, start, usual, part, top)
    fitted = bins.both((model.mean - model.usual)[None, part], model.mean[None, part])
    found = [
        bins.both(values - level if usual.corrected else np.maximum(values - level, 0.0), values)
        for values, level in model.draws(part, copies, seed)
    ]
    drawn = np.concatenate(found, axis=1)
    own = bins.both(above[None], value[None], np.array([peak]))
    told = f"Up to {hours_in_words(seen)} after the peak, the end of what was observed; more time may add to it."
    mass = _answer(drawn[0], fitted[0], own[0], (series, int(places.size), told))
    mass = mass.noting(start.answer.note)
    if mass.low is None or mass.low <= 0:
        note = "Noise alone could have made the late part: there is no half of it to wait for."
        return mass, refuse("NE_FEW", note, mass.n, resolution=series.bin_hours)
    return mass, _answer(drawn[1], fitted[1], own[1], (series, int(places.size), told))


@dataclass(frozen=True, slots=True)
class _Bins:
    """Edges, stretched over missing neighbours, and centres in hours from the onset; how often each counts; when late begins."""

    left: Floats
    right: Floats
    centre: Floats
    share: Floats
    after: float

    def both(self, above: Floats, value: Floats, peak: Floats | None = None) -> Floats:
        """Shape (2, rows): the late share, and the half of the late part in days past the peak, of each row.

        The peak is each row's own highest bin unless given: when it was is as uncertain as how high.
        """
        at = self.centre[np.argmax(value, axis=1)] if peak is None else peak
        begins = np.maximum(self.left[None, :], (at + self.after)[:, None])
        late = np.clip((self.right[None, :] - begins) / (self.right - self.left), 0.0, 1.0)
        amount = above * self.share
        part = amount * late
        half = np.array(
            [
                half_accrued(row[None], left, self.right)[0]
                for row, left in zip(part, begins, strict=True)
            ]
        )
        return np.stack([part.sum(axis=1) / amount.sum(axis=1), (half - at) / DAY])


def _answer(drawn: Floats, fitted: Floats, own: Floats, told: tuple[Series, int, str]) -> Answer:
    """The value with its percentile interval, moved by what noise does to the fitted mean's own value."""
    series, n, note = told
    value, centre = float(own[0]), float(fitted[0])
    low, middle, high = quantiles(drawn)
    move = centre - middle if np.isfinite(centre) and np.isfinite(middle) else 0.0
    low, high = min(low + move, value), max(high + move, value)
    top = high if np.isfinite(high) else None
    return Answer(value, low, top, "ok", n, note=note, resolution=series.bin_hours)


def _refusal(
    series: Series, above: Floats, seen: float, after: float, bins: int, until: float
) -> Answer | None:
    width = series.bin_hours
    if seen <= after * DAY + width:
        note = f"Seen for {hours_in_words(max(seen, 0))} after the peak, and the tail begins after {after:g} days: come back later."
        return refuse("NE_RIGHT", note, bins, resolution=width)
    if bins < OBSERVED * until / width - 1:
        return refuse(
            "NE_FEW", "Less than 90 % of the bins hold data: fill the gaps.", bins, resolution=width
        )
    if above.sum() < LEAST_TOTAL:
        note = f"Only {max(float(above.sum()), 0):.0f} came above the usual level and {LEAST_TOTAL:.0f} are needed: use a wider selection."
        return refuse("NE_FEW", note, bins, resolution=width)
    return None


def _model(series: Series, start: Start, usual: Usual, part: slice, top: Top) -> Model:
    peak = min(max(top.first, part.start), part.stop - 1)
    fitted = fit(series, part.start, peak, max(REACH, 2 * (peak - part.start)), start.baseline)
    return Model(fitted.mean, usual.mean, usual.error, fitted.noise, fitted.links)
