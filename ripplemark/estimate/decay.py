"""How fast did it fade: time from the peak until the excess stays below a fraction of the peak's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.bootstrap import COPIES, SEED, fit, interval
from ripplemark.estimate.crossing import STAY, crossings
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, counted, hours_in_words, refuse
from ripplemark.estimate.series import Floats, Ints, Series
from ripplemark.estimate.top import Top, before_onset, find_top

LEAST_EXCESS = 20.0
LEAST_AFTER = 3
FAR = 3  # times the crossing, drawn beyond it in the bootstrap
OUTLYING = 2.0  # times the estimate, taken by the smooth mean: then one bin set the estimate
NEAR = 10  # bins drawn and judged at the least
NAMES = {0.5: "half its peak", 0.1: "a tenth of its peak"}


def half_life(
    series: Series,
    *,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    copies: int = COPIES,
    seed: int = SEED,
    start: Start | None = None,
    stay: int = STAY,
) -> Answer:
    """Hours from the peak until the excess first falls to half the peak's and stays there for 2 bins.

    Linear between bin centres; excess is the value less its baseline. Missing bins are skipped; the two bins are then the
    next two observed ones.

    Args:
        series: the bins.
        run, baseline_days: as for ``onset``.
        copies, seed: of the bootstrap.
        start: what ``find_onset`` gave for the same run and baseline_days, where it was asked already.
        stay: bins in a row that must lie below; >= 1.

    Returns:
        NE_FEW: a peak excess below 20, or fewer than 3 observed bins after the peak. NE_RIGHT: not reached; ``low`` is
        the time from the peak to the last bin seen above. NE_GRANULARITY: less than a bin; between 0 and its width,
        or the bootstrap's upper end where that is longer (None: open). The peak is the highest bin, so one outlying bin
        can make the time short; the interval then reaches to the decay of its neighbours, and the note says so.
        Without onset: its code. The interval is a parametric bootstrap around a smooth mean, moved to take out the
        estimator's own bias (``bootstrap.interval``), with the baseline's error; never narrower than the gap in which
        a crossing hides.

    Source:
        SCIENCE.md, A.4 (H_x), oracle F.8: 1.740 days.
    """
    start = start or find_onset(series, run, baseline_days)
    return fall_to(series, 0.5, start, copies, seed, stay)


def time_to_tenth(
    series: Series,
    *,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    copies: int = COPIES,
    seed: int = SEED,
    start: Start | None = None,
    stay: int = STAY,
) -> Answer:
    """Hours from the peak until the excess first falls to a tenth of the peak's; otherwise as ``half_life``.

    A later resurgence does not reset it. Source: SCIENCE.md, A.4 (T10), oracle F.8: 5.825 days.
    """
    start = start or find_onset(series, run, baseline_days)
    return fall_to(series, 0.1, start, copies, seed, stay)


def fall_to(
    series: Series, fraction: float, start: Start, copies: int, seed: int, stay: int = STAY
) -> Answer:
    """As ``half_life``, for a fraction between 0 and 1."""
    if start.bin is None:
        return start.answer
    fall = _Fall(series, start, find_top(series), fraction, stay)
    refused = before_onset(series, start, fall.top) or fall.refusal()
    return refused if refused is not None else fall.answer(copies, seed)


@dataclass(frozen=True, slots=True)
class _Fall:
    """One series on its way down."""

    series: Series
    start: Start
    top: Top
    fraction: float
    stay: int

    @property
    def _value(self) -> Floats:
        return self.series.value[self.series.observed]

    @property
    def _usual(self) -> Floats:
        return self.start.baseline.at(self.series.value.size)[self.series.observed]

    @property
    def _centre(self) -> Floats:
        return self.series.centre[self.series.observed]

    @property
    def _width(self) -> float:
        return float(self.series.width[self.series.observed[self.top.first]])

    @property
    def _name(self) -> str:
        return NAMES.get(self.fraction, f"{self.fraction:.0%} of its peak")

    def refusal(self) -> Answer | None:
        """NE_FEW where the peak is too low or too little was seen after it."""
        n, after = self._value.size, self._value.size - 1 - self.top.last
        excess = self.top.level - self._usual[self.top.first]
        if excess < LEAST_EXCESS:
            note = (
                f"The peak stands only {max(excess, 0):.0f} above the usual level and {LEAST_EXCESS:.0f} are needed: "
                "use wider bins or a wider selection."
            )
            return refuse("NE_FEW", note, n, resolution=self._width)
        if after < LEAST_AFTER:
            note = (
                f"Seen for only {counted(after, 'bin')} after the peak, and {LEAST_AFTER} are needed: "
                "come back when more has been observed."
            )
            return refuse("NE_FEW", note, n, resolution=self._width)
        return None

    def answer(self, copies: int, seed: int) -> Answer:
        """The crossing with its interval, or why there is none yet."""
        _, firsts, _ = self._crossings(self._value[None], self._usual[None], self._centre)
        first = int(firsts[0])
        if first < 0:
            return self._not_reached()
        hours = self._hours(first)
        n = self._value.size
        low, high, smooth = self._interval(first, hours, copies, seed)
        if hours < self._width:
            return self._within_a_bin(high).noting(self._outlying(hours, smooth))
        low, high, gap = self._widen(first, low, high)
        bias = (
            "" if high is not None else "The upper end is open: some of the decay is not seen yet."
        )
        return Answer(hours, low, high, "ok", n, resolution=self._width).noting(
            self.start.answer.note, gap, bias, self._outlying(hours, smooth)
        )

    def _crossings(self, value: Floats, usual: Floats, centre: Floats) -> tuple[Ints, Ints, Floats]:
        return crossings(value, usual, centre, self.fraction, self.stay)

    def _within_a_bin(self, high: float | None) -> Answer:
        """NE_GRANULARITY: at most a bin, or more where the noise of the bins allows it; ``high`` None is an open end."""
        said = f"It fell below {self._name} in less than one bin"
        at_most = None if high is None else max(high, self._width)
        if at_most is None:
            said += "; with the scatter of the bins it may have taken longer than was watched."
        elif at_most > self._width:
            said += (
                f"; with the scatter of the bins it may have taken up to {hours_in_words(at_most)}."
            )
        else:
            said += f": at most {hours_in_words(self._width)}."
        n, width = self._value.size, self._width
        note = f"{said} Narrower bins would tell."
        return refuse("NE_GRANULARITY", note, n, low=0.0, high=at_most, resolution=width)

    def _outlying(self, hours: float, smooth: float) -> str:
        """The remark owed where the highest bin is so far above its neighbours that it, not the decay, sets the time."""
        if smooth < OUTLYING * max(hours, self._width):
            return ""
        told = f"after about {hours_in_words(smooth)}" if np.isfinite(smooth) else "not at all yet"
        return f"The highest bin stands out from its neighbours; a smooth curve through them falls below {self._name} {told}."

    def _hours(self, first: int) -> float:
        """Hours from the peak (the middle of a plateau) to the crossing before bin ``first``."""
        excess = self._value - self._usual
        target = self.fraction * excess[self.top.first]
        above, below = excess[first - 1], excess[first]
        step = (above - target) / (above - below) if above > below else 1.0
        centre = self._centre
        at = centre[first - 1] + step * (centre[first] - centre[first - 1])
        return float(at - self.top.time)

    def _interval(
        self, first: int, hours: float, copies: int, seed: int
    ) -> tuple[float, float | None, float]:
        """The interval, and the hours that the fitted mean itself takes (infinite where it does not get there)."""
        began = int(np.searchsorted(self.series.observed, self.start.bin or 0))
        peak, size = self.top.first, self._value.size
        model = fit(self.series, began, peak, max(NEAR, 2 * (first - peak)), self.start.baseline)
        tops, ends, falls = self._crossings(model.mean[None], model.usual[None], self._centre)
        fitted = float(falls[0])
        # A draw without an outlying peak takes as long as the fitted mean: it must be drawn at least that far.
        longest = max(first - peak, int(ends[0]) - min(peak, int(tops[0])))
        part = slice(max(began - 5, 0), min(size, peak + longest + max(NEAR, FAR * longest)))
        centre = self._centre[part]
        draws = [
            self._crossings(values, usual, centre)[2]
            for values, usual in model.draws(part, copies, seed)
        ]
        return *interval(np.concatenate(draws), fitted, hours), fitted

    def _widen(self, first: int, low: float, high: float | None) -> tuple[float, float | None, str]:
        """At least the whole gap when bins are missing between the last one above and the first one below."""
        seen, centre = self.series.observed, self._centre
        missing = int(seen[first] - seen[first - 1] - 1)
        if not missing:
            return low, high, ""
        low = min(low, float(centre[first - 1] - self.top.time))
        high = None if high is None else max(high, float(centre[first] - self.top.time))
        return (
            low,
            high,
            f"It crossed during {counted(missing, 'missing bin')}, which the interval spans.",
        )

    def _not_reached(self) -> Answer:
        excess = self._value - self._usual
        above = np.flatnonzero(excess > self.fraction * excess[self.top.first])
        low = float(self._centre[above[-1]] - self.top.time)
        note = (
            f"Still above {self._name} {hours_in_words(low)} later: "
            "come back when more of the decay has been observed."
        )
        if above[-1] < self._value.size - 1:
            note = (
                f"Only the last bin seen, more than {hours_in_words(low)} after the peak, is below {self._name}, and "
                f"{self.stay} bins are needed: come back when the next one has been observed."
            )
        return refuse("NE_RIGHT", note, self._value.size, low=low, resolution=self._width)
