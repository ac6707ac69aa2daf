"""Lifecycle measures: when it began, when it peaked, how fast it faded. One estimate per series."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ripplemark import estimate
from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer
from ripplemark.estimate.series import Series
from ripplemark.measures import bins
from ripplemark.measures.base import Measure, Parameter, Request, positive, whole
from ripplemark.measures.bins import BinnedSeries
from ripplemark.measures.kept import kept
from ripplemark.measures.period import PERIOD, Period
from ripplemark.result import Estimate

SERIES_COLUMNS = (
    "dataset",
    "series",
    "channel",
    "platform",
    "metric",
    "region",
    "language",
    "bin_width",
)
_QUERY = "lifecycle/bins_by_series"
_STARTS = 256
"""Onsets that are kept for a connection; each holds the values of its baseline."""
_NO_SERIES = "No series of attention is stored, or none meets the selection. Add a Google Trends download or a CSV of counts."
_BASELINE = Parameter("baseline", "the length of the baseline window in days", 28.0, positive)
_WHOLE_RANGE = (
    "This is one value for a whole range of days: it says where, not when, and has no course over time. "
    "Add interest over time (multiTimeline.csv)."
)
_ONE_BIN = "The peak is the highest bin: where bins scatter, one that stands out makes the time short. The interval allows for it."
_RUN = Parameter("run", "how many bins in a row must lie above the threshold", None, whole)


def of_series(binned: BinnedSeries, answer: Answer, *, time: bool = False, **by: str) -> Estimate:
    """An estimator's answer as an estimate of this series; ``time`` turns hours since the first bin into instants."""
    place: Callable[[float | None], Any] = binned.instant if time else _number
    return Estimate(
        {**binned.by, **by},
        place(answer.value),
        place(answer.low),
        place(answer.high),
        answer.n,
        answer.events,
        answer.censored,
        answer.status,
        " ".join(part for part in (answer.note, *remarks(binned)) if part),
        answer.resolution,
        (),
    )


def remarks(binned: BinnedSeries) -> list[str]:
    """What a reader of any number from this series must know."""
    found = []
    if binned.whole_range:
        found.append(_WHOLE_RANGE)
    if binned.bounds:
        found.append(_bounded(binned))
    if binned.partial:
        found.append(_partial(binned))
    if binned.unit != 1:
        found.append("Shares are measured as an index whose highest bin is 100.")
    if binned.uneven:
        found.append(f"{binned.uneven} rows repeat a bin; the last one of each counts.")
    return found


def _bounded(binned: BinnedSeries) -> str:
    ends = binned.given[binned.below]
    several = "bins are" if binned.bounds > 1 else "bin is"
    if (ends == 1).all():
        return f"{binned.bounds} {several} given only as below 1 and counted as {bins.BELOW}."
    return f"{binned.bounds} {several} given only as an upper bound and counted as half of it."


def _partial(binned: BinnedSeries) -> str:
    if binned.part.sum() == 1 and binned.part[-1]:
        return "The last bin may be partial and is left out."
    number = int(binned.part.sum())
    return f"{number} {'bins' if number > 1 else 'bin'} may be partial and {'are' if number > 1 else 'is'} left out."


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


@dataclass(frozen=True, slots=True)
class _One:
    """One series of a request, with the onset that all its measures share."""

    request: Request
    binned: BinnedSeries

    @property
    def series(self) -> Series:
        """Its bins."""
        return self.binned.series

    @property
    def start(self) -> Start:
        """The onset by the request's settings; found once for all measures that are asked with the same ones."""
        settings = self.request.settings
        run, days = settings.get("run"), settings.get("baseline", WINDOW_DAYS)
        key = ("start", *sorted(self.binned.by.items()), Period.of(settings), run, days)
        return kept(
            self.request.serving, key, lambda: find_onset(self.series, run, days), most=_STARTS
        )


def _per_series(
    answer: Callable[[_One], Answer], *, time: bool = False
) -> Callable[[Request], list[Estimate]]:
    def estimates(request: Request) -> list[Estimate]:
        return [
            of_series(binned, answer(_One(request, binned)), time=time)
            if binned.series.value.size
            else _outside(binned)
            for binned in bins.read(request)
        ] or [_nothing(request)]

    return estimates


def _outside(binned: BinnedSeries, **by: str) -> Estimate:
    """The estimate of a series that has no bin in the period."""
    first, last = (f"{at:%Y-%m-%d}" for at in (binned.known_from, binned.known_to))
    note = f"No bin of this series begins in the period; it runs from {first} to {last}: choose another period."
    return Estimate({**binned.by, **by}, None, None, None, 0, status="NE_FEW", note=note, lines=())


def _nothing(request: Request) -> Estimate:
    """The one estimate of an incident without any series: no number, and what to add."""
    by = {"incident": request.incident} if request.incident else {}
    return Estimate(by, None, None, None, 0, status="NE_FEW", note=_NO_SERIES, lines=())


def _back(one: _One) -> Answer:
    """Bins finer than a day are summed first: days have an onset of their own."""
    daily = estimate.to_days(one.series) is one.series
    return estimate.return_to_baseline(one.series, start=one.start if daily else None)


def _peak(request: Request) -> list[Estimate]:
    found = []
    for binned in bins.read(request):
        if not binned.series.value.size:
            found += [_outside(binned, quantity=each) for each in ("time", "level", "share")]
            continue
        peak = estimate.peak(binned.series, start=_One(request, binned).start)
        found.append(of_series(binned, peak.time, time=True, quantity="time"))
        found.append(of_series(binned, _in_units(peak.level, binned.unit), quantity="level"))
        found.append(of_series(binned, peak.share, quantity="share"))
    return found or [_nothing(request)]


def _in_units(answer: Answer, unit: float) -> Answer:
    """The level of a share, measured on an index, as the share: in the source's own values, at most 100 %."""
    if unit == 1:
        return answer
    value, low, high = (
        None if each is None else min(float(f"{each * unit:.12g}"), 100.0)
        for each in (answer.value, answer.low, answer.high)
    )
    return replace(answer, value=value, low=low, high=high)


ONSET = Measure(
    "onset",
    "Onset",
    "T_on",
    "time",
    "Start of the first bin of the first run of bins above the threshold: the baseline (the usual level) plus three "
    "robust standard deviations, the upper tail of its count distribution, and at least 5.",
    "Ripplemark's own definition; scale of the baseline by the median absolute deviation, Rousseeuw & Croux (1993)",
    _QUERY,
    SERIES_COLUMNS,
    _per_series(lambda one: one.start.answer, time=True),
    (_BASELINE, _RUN, *PERIOD),
    (
        "The onset is known to one bin either way.",
        "It is the onset in this source, not the first trace anywhere.",
        "It is the first sustained rise in the whole period: over months or years an earlier, unrelated rise counts first.",
        "To measure one episode set 'from' and 'to' around it, with some quiet time before it.",
    ),
    method_version=2,
)
PEAK = Measure(
    "peak",
    "Peak",
    "T_pk, y_pk, F",
    "time; units of the series; share",
    "The bin with the most attention: its centre, its value, and its share of all attention from the onset on.",
    "Ripplemark's own definition; interval by parametric bootstrap, Efron & Tibshirani (1993)",
    _QUERY,
    SERIES_COLUMNS,
    _peak,
    (_BASELINE, _RUN, *PERIOD),
    ("The peak's share depends on the width of a bin and on how long was observed.",),
    method_version=2,
)
TIME_TO_PEAK = Measure(
    "time-to-peak",
    "Time to peak",
    "TTP",
    "h",
    "Time from the onset to the peak.",
    "Ripplemark's own definition; interval by parametric bootstrap, Efron & Tibshirani (1993)",
    _QUERY,
    SERIES_COLUMNS,
    _per_series(lambda one: estimate.time_to_peak(one.series, start=one.start)),
    (_BASELINE, _RUN, *PERIOD),
    method_version=2,
)
HALF_LIFE = Measure(
    "half-life",
    "Half-life of intensity",
    "H_x",
    "h",
    "Time from the peak until the excess over the baseline has fallen to half its peak and stays there for two bins; "
    "interpolated between bin centres. It is not the time by which half of all engagement had come.",
    "Ripplemark's own definition; interval by parametric bootstrap, Efron & Tibshirani (1993)",
    _QUERY,
    SERIES_COLUMNS,
    _per_series(lambda one: estimate.half_life(one.series, start=one.start)),
    PERIOD,
    (
        "Three half-lives circulate and differ several-fold; this is the half-life of intensity.",
        _ONE_BIN,
    ),
    method_version=2,
)
TIME_TO_TENTH = Measure(
    "time-to-tenth",
    "Time to a tenth",
    "T10",
    "h",
    "Time from the peak until the excess over the baseline has fallen to a tenth of its peak and stays there for two "
    "bins.",
    "Ripplemark's own definition; interval by parametric bootstrap, Efron & Tibshirani (1993)",
    _QUERY,
    SERIES_COLUMNS,
    _per_series(lambda one: estimate.time_to_tenth(one.series, start=one.start)),
    PERIOD,
    (_ONE_BIN,),
    method_version=2,
)
RETURN_TO_BASELINE = Measure(
    "return-to-baseline",
    "Return to baseline",
    "T_rtb",
    "days",
    "Days from the peak until the seven-day median has stayed within two robust standard deviations of the baseline "
    "for seven days.",
    "Ripplemark's own definition",
    _QUERY,
    SERIES_COLUMNS,
    _per_series(_back),
    PERIOD,
    method_version=2,
)
RESIDUAL_INTEREST = Measure(
    "residual-interest",
    "Residual interest",
    "RIR",
    "ratio",
    "Mean excess over the baseline around a day after the peak, less the mean excess of the baseline's own bins, as a share "
    "of the peak's excess; signed.",
    "Ripplemark's own definition",
    _QUERY,
    SERIES_COLUMNS,
    _per_series(
        lambda one: estimate.residual_interest(
            one.series, one.request.settings["day"], start=one.start
        )
    ),
    (Parameter("day", "the day after the peak", 30.0, positive), *PERIOD),
    (
        "What was usual is a median, and the mean of counts lies above it.",
        "So the mean before the rise is taken off the days asked for, and the median off the peak, which is one bin.",
    ),
    method_version=2,
)
