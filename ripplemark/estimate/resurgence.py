"""Did it come back: later peaks, how high and how long after the first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS, Baseline
from ripplemark.estimate.bootstrap import COPIES, SEED, fit, quantiles
from ripplemark.estimate.mean_curve import Noise, noise_of
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, refuse, with_data
from ripplemark.estimate.series import DAY, Floats, Ints, Series
from ripplemark.estimate.summits import apart, summits
from ripplemark.estimate.survival import Z
from ripplemark.estimate.top import before_onset, find_top
from ripplemark.estimate.usual import usual_mean

APART = 3  # bins between two peaks
SIGMAS = 5.0  # of the baseline
OWN_SIGMAS = 4.0  # of a bin half-way up the later peak
OF_MAIN = 0.1  # of the main peak's excess
TROUGH = 0.5  # of the smaller excess; two peaks with less between them are one
LEAST_AFTER = 3
TIME_TAIL = 1.0  # percent; as for the time of the main peak
QUIET_HOURS = {"hour": 48.0, "minute": 48.0}
QUIET_OTHER = 14 * DAY
AROUND = 10


@dataclass(frozen=True, slots=True)
class Return:
    """One later peak.

    Attributes:
        bin, trough: positions in the series: the later peak, and the lowest bin between it and the peak before.
        lag: hours from the main peak.
        height: its excess over that of the main peak.
        mass: excess from its trough to the next one (or the end) over that from the onset to the first trough.
        episode: True when attention was below the threshold in between for 48 h (hourly bins) or 14 days: a new episode.
    """

    bin: int
    trough: int
    lag: Answer
    height: Answer
    mass: Answer
    episode: bool


@dataclass(frozen=True, slots=True)
class Resurgences:
    """How many later peaks, and each of them in order; none where the count is not estimable."""

    count: Answer
    each: tuple[Return, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """What peaks are looked for on.

    Attributes:
        value: shape (m,), observed bins: their own values, or for hourly and finer bins the mean over 24 hours around
            each, because a day has a rhythm and its nights are no troughs.
        usual: shape (m,), the baseline, averaged the same way.
        over: bins averaged.
        main: place of the highest value.
    """

    value: Floats
    usual: Floats
    over: int
    main: int

    @property
    def excess(self) -> Floats:
        """Shape (m,): value less the usual level."""
        return self.value - self.usual


def curve_of(series: Series, base: Baseline, began: int) -> Curve:
    """The curve on which resurgences are judged; its main peak is the highest from place ``began`` on."""
    seen = series.observed
    usual = base.at(series.value.size)
    over = 1 if series.bin_hours > 0.5 * DAY else max(round(DAY / series.bin_hours), 1)
    value = _running(series.value, over)[seen]
    level = _running(np.where(np.isnan(series.value), np.nan, usual), over)[seen]
    return Curve(value, level, over, began + int(np.argmax(value[began:])))


def _running(value: Floats, over: int) -> Floats:
    """Mean of the observed bins among the ``over`` around each; the value itself for 1."""
    if over <= 1:
        return value
    before = over // 2
    seen = ~np.isnan(value)
    total = np.concatenate([[0.0], np.cumsum(np.where(seen, value, 0.0))])
    count = np.concatenate([[0], np.cumsum(seen)])
    at = np.arange(value.size)
    low, high = np.maximum(at - before, 0), np.minimum(at - before + over, value.size)
    return np.asarray(
        (total[high] - total[low]) / np.maximum(count[high] - count[low], 1), dtype=np.float64
    )


def resurgences(
    series: Series,
    *,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    copies: int = COPIES,
    seed: int = SEED,
    start: Start | None = None,
) -> Resurgences:
    """Later peaks: how many, how long after the main one, how high beside it.

    A later local maximum counts when its prominence is at least 5 standard deviations of the baseline, 4 of a bin at the
    level half-way up, and a tenth of the main peak's excess, it lies 3 bins or more from a higher one, and the trough between it and the peak before is at most half of the smaller excess. Hourly and finer bins are judged on their
    mean over 24 hours.

    Args:
        series: the bins; missing ones are skipped.
        run, baseline_days: as for ``onset``.
        copies, seed: of the bootstrap of each lag.
        start: what ``find_onset`` gave for the same run and baseline_days, where it was asked already.

    Returns:
        The count; its ``low`` and ``high`` are the counts with twice and with half the least prominence (sensitivity, not
        sampling). Each lag has a bootstrap interval of whole bins, each ratio the interval of a ratio of two noisy sums.
        NE_FEW: fewer than 3 bins after the peak. Without onset: its code.

    Source:
        SCIENCE.md, A.8, oracle F.8: one, in bin 18, prominence 24, ratio 0.278. The noise at the level itself is ours:
        with 5 sigma of a calm baseline alone, the scatter of a high, slow decay would count as many resurgences.
    """
    start = start or find_onset(series, run, baseline_days)
    if start.bin is None:
        return Resurgences(start.answer, ())
    other = before_onset(series, start, find_top(series))
    if other is not None:
        return Resurgences(other, ())
    seen = series.observed
    began = int(np.searchsorted(seen, start.bin))
    curve = curve_of(series, start.baseline, began)
    after = int(seen.size) - 1 - curve.main
    if after < LEAST_AFTER:
        note = f"{with_data(after)} after the peak, and {LEAST_AFTER} are needed: come back when more has been observed."
        refused = refuse("NE_FEW", note, int(seen.size), resolution=series.bin_hours)
        return Resurgences(refused, ())
    noise = noise_around(series, began, curve)
    found, few, many = (returns_of(curve, start.baseline, noise, k) for k in (1.0, 2.0, 0.5))
    sizes = [float(len(each)) for each in (found, few, many)]
    count = Answer(
        sizes[0], min(sizes), max(sizes), "ok", int(seen.size), resolution=series.bin_hours
    )
    told = count.noting(_judged(curve), start.answer.note)
    back = _Back(series, start, curve, noise, found, began, copies, seed)
    return Resurgences(told, tuple(back.told(j) for j in range(len(found))))


def _judged(curve: Curve) -> str:
    range_note = "The range is what twice and half the least height would count."
    if curve.over == 1:
        return range_note
    return f"Judged on the mean over {curve.over} bins, a day. {range_note}"


def noise_around(series: Series, began: int, curve: Curve) -> Noise:
    """The scatter of the observed bins; the most prominent later peak and its rise do not count as scatter."""
    value = series.value[series.observed]
    found = summits(curve.value)
    later = found.of(found.at > curve.main)
    sharp = [began, curve.main]
    if later.at.size:
        top = foot = int(later.at[np.argmax(later.prominence)])
        while foot > curve.main + 1 and value[foot - 1] < value[foot]:
            foot -= 1
        sharp += [*range(foot, top + 1)]
    return noise_of(value, tuple(sharp), counts=not series.index)


def returns_of(
    curve: Curve, base: Baseline, noise: Noise, strict: float = 1.0
) -> list[tuple[int, int]]:
    """Place of the trough and of the peak of each resurgence; ``strict`` multiplies the least prominence."""
    found = summits(curve.value)
    excess, main = curve.excess, curve.main
    usual_sigma = base.sigma / np.sqrt(curve.over)
    middle = np.maximum(curve.value[found.at] - found.prominence / 2, 0.0)
    own = np.sqrt(noise.variance(middle) / curve.over)
    least = np.maximum.reduce(
        [OWN_SIGMAS * own, np.full(own.size, max(SIGMAS * usual_sigma, OF_MAIN * excess[main]))]
    )
    later = (found.at > main) & (excess[found.at] > 0)
    high = apart(found.of(later & (found.prominence >= strict * least)), curve.value, APART)
    return _separate(excess, main, high.at)


def _separate(excess: Floats, main: int, at: Ints) -> list[tuple[int, int]]:
    """Troughs and peaks with a deep enough trough before them; of two without one the higher stays."""
    kept: list[tuple[int, int]] = []
    last = main
    for k in at.tolist():
        trough = last + int(np.argmin(excess[last : k + 1]))
        if excess[trough] <= TROUGH * min(excess[last], excess[k]):
            kept.append((trough, k))
        elif kept and excess[k] > excess[last]:
            kept[-1] = (kept[-1][0], k)
        else:
            continue
        last = k
    return kept


@dataclass(frozen=True, slots=True)
class _Back:
    """The resurgences of one series, ready to be told."""

    series: Series
    start: Start
    curve: Curve
    noise: Noise
    found: list[tuple[int, int]]
    began: int
    copies: int
    seed: int

    def told(self, j: int) -> Return:
        """The j-th of them."""
        trough, k = self.found[j]
        seen = self.series.observed
        return Return(
            int(seen[k]),
            int(seen[trough]),
            self._lag(j),
            self._height(k),
            self._mass(j),
            self._new_episode(self.found[j - 1][1] if j else self.curve.main, k),
        )

    def _lag(self, j: int) -> Answer:
        trough, k = self.found[j]
        seen, centre = self.series.observed, self.series.centre
        value = float(centre[seen[k]] - centre[seen[self.curve.main]])
        width = self.series.bin_hours
        main = self._highest(self.began, self.curve.main, self.found[0][0] + 1)
        own = self._highest(trough, k, self._end(j))
        low, high = own[0] - main[1], own[1] - main[0]
        n = int(seen.size)
        return Answer(
            value, min(low, value - width), max(high, value + width), "ok", n, resolution=width
        )

    def _end(self, j: int) -> int:
        """One past the last place of the j-th: the next one's trough, or the end."""
        return self.found[j + 1][0] if j + 1 < len(self.found) else int(self.series.observed.size)

    def _highest(self, first: int, at: int, end: int) -> tuple[float, float]:
        """Where the highest bin between two places lies on draws: hours, first and last centre."""
        near = slice(
            max(first, at - AROUND * self.curve.over), min(end, at + AROUND * self.curve.over + 1)
        )
        reach = max(AROUND, at - first)
        model = fit(self.series, first, at, reach, self.start.baseline)
        places = []
        for values, _ in model.draws(near, self.copies, self.seed):
            smooth = (
                np.apply_along_axis(_running, 1, values, self.curve.over)
                if self.curve.over > 1
                else values
            )
            places.append(smooth.argmax(axis=1))
        drawn = np.concatenate(places).astype(np.float64)
        low, _, high = quantiles(drawn, TIME_TAIL)
        centre = self.series.centre[self.series.observed[near]]
        own = float(self.series.centre[self.series.observed[at]])
        return min(float(centre[int(low)]), own), max(float(centre[int(high)]), own)

    def _height(self, k: int) -> Answer:
        value, excess, main = self.curve.value, self.curve.excess, self.curve.main
        error = self._usual_error()
        spread = self.noise.variance(value[[k, main]]) / self.curve.over
        levels = float(excess[k]), float(excess[main])
        return self._ratio(levels, (float(spread[0]), float(spread[1])), (error, error))

    def _mass(self, j: int) -> Answer:
        value = self.series.value[self.series.observed]
        usual = usual_mean(self.series, self.start)
        excess = usual.excess(value)
        parts = (slice(self.found[j][0], self._end(j)), slice(self.began, self.found[0][0]))
        sums = [float(excess[part].sum()) for part in parts]
        spread = [float(self.noise.variance(value[part]).sum()) for part in parts]
        errors = [usual.error * (part.stop - part.start) for part in parts]
        return self._ratio((sums[0], sums[1]), (spread[0], spread[1]), (errors[0], errors[1]))

    def _usual_error(self) -> float:
        base = self.start.baseline
        return 1.25 * base.sigma / float(np.sqrt(base.bins)) if base.bins else 0.0

    def _ratio(
        self,
        of: tuple[float, float],
        variance: tuple[float, float],
        shared: tuple[float, float],
    ) -> Answer:
        """The ratio of two sums with their own variances and an error of the baseline that both share (Fieller's moments)."""
        n = int(self.series.observed.size)
        if of[1] <= 0:
            note = "What lies before it does not stand above the usual level: choose the period of one episode."
            return refuse("NE_FEW", note, n, resolution=self.series.bin_hours)
        ratio = of[0] / of[1]
        moved = shared[0] - ratio * shared[1]
        error = float(np.sqrt(variance[0] + ratio**2 * variance[1] + moved**2)) / of[1]
        return Answer(
            ratio,
            ratio - Z * error,
            ratio + Z * error,
            "ok",
            n,
            resolution=self.series.bin_hours,
        )

    def _new_episode(self, before: int, k: int) -> bool:
        """True after a long enough stretch without a bin above the threshold of 3 sigma (and 5)."""
        seen, base = self.series.observed, self.start.baseline
        value, level = self.curve.value[before:k], self.curve.usual[before:k]
        over = np.flatnonzero(value > np.maximum(level + 3 * base.sigma, 5.0))
        edges = np.concatenate([over, [k - before]])
        hours = (
            self.series.start[seen[before + edges[1:]]]
            - (self.series.start + self.series.width)[seen[before + edges[:-1]]]
        )
        needed = QUIET_HOURS.get(self.series.nominal, QUIET_OTHER)
        return bool(hours.size and hours.max() >= needed)
