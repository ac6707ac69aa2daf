"""Lifecycle measures: when it began, when it peaked, how fast it faded. One estimate per series."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ripplemark import estimate
from ripplemark.estimate.outcome import Answer
from ripplemark.estimate.series import Series
from ripplemark.measures import bins
from ripplemark.measures.base import Measure, Parameter, Request, positive, whole
from ripplemark.measures.bins import BinnedSeries
from ripplemark.measures.period import PERIOD
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
_NO_SERIES = "No series of attention is stored, or none meets the selection. Add a Google Trends download or a CSV of counts."
_BASELINE = Parameter("baseline", "the length of the baseline window in days", 28.0, positive)
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
    if binned.bounds:
        found.append(_bounded(binned))
    if binned.partial:
        found.append(_partial(binned))
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


def _per_series(
    answer: Callable[[Series, dict[str, Any]], Answer], *, time: bool = False
) -> Callable[[Request], list[Estimate]]:
    def estimates(request: Request) -> list[Estimate]:
        return [
            of_series(binned, answer(binned.series, dict(request.settings)), time=time)
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


def _onset(series: Series, settings: dict[str, Any]) -> Answer:
    return estimate.onset(series, run=settings["run"], baseline_days=settings["baseline"])


def _peak(request: Request) -> list[Estimate]:
    found = []
    for binned in bins.read(request):
        if not binned.series.value.size:
            found += [_outside(binned, quantity=each) for each in ("time", "level", "share")]
            continue
        peak = estimate.peak(
            binned.series,
            run=request.settings["run"],
            baseline_days=request.settings["baseline"],
        )
        found.append(of_series(binned, peak.time, time=True, quantity="time"))
        found.append(of_series(binned, peak.level, quantity="level"))
        found.append(of_series(binned, peak.share, quantity="share"))
    return found or [_nothing(request)]


ONSET = Measure(
    "onset",
    "Onset",
    "T_on",
    "time",
    "Start of the first bin of the first run of bins above the threshold: the baseline plus three robust standard "
    "deviations, the upper tail of its count distribution, and at least 5.",
    "SCIENCE.md, A.1",
    _QUERY,
    SERIES_COLUMNS,
    _per_series(_onset, time=True),
    (_BASELINE, _RUN, *PERIOD),
    (
        "The onset is known to one bin either way.",
        "It is the onset in this source, not the first trace anywhere.",
        "It is the first sustained rise in the whole period: over months or years an earlier, unrelated rise counts first.",
        "To measure one episode set 'from' and 'to' around it, with some quiet time before it.",
    ),
)
PEAK = Measure(
    "peak",
    "Peak",
    "T_pk, y_pk, F",
    "time; units of the series; share",
    "The bin with the most attention: its centre, its value, and its share of all attention from the onset on.",
    "SCIENCE.md, A.2",
    _QUERY,
    SERIES_COLUMNS,
    _peak,
    (_BASELINE, _RUN, *PERIOD),
    ("The peak's share depends on the width of a bin and on how long was observed.",),
)
TIME_TO_PEAK = Measure(
    "time-to-peak",
    "Time to peak",
    "TTP",
    "h",
    "Time from the onset to the peak.",
    "SCIENCE.md, A.2",
    _QUERY,
    SERIES_COLUMNS,
    _per_series(
        lambda series, settings: estimate.time_to_peak(
            series, run=settings["run"], baseline_days=settings["baseline"]
        )
    ),
    (_BASELINE, _RUN, *PERIOD),
)
HALF_LIFE = Measure(
    "half-life",
    "Half-life of intensity",
    "H_x",
    "h",
    "Time from the peak until the excess over the baseline has fallen to half its peak and stays there for two bins; "
    "interpolated between bin centres. It is not the time by which half of all engagement had come.",
    "SCIENCE.md, A.4",
    _QUERY,
    SERIES_COLUMNS,
    _per_series(lambda series, _: estimate.half_life(series)),
    PERIOD,
    ("Three half-lives circulate and differ several-fold; this is the half-life of intensity.",),
)
TIME_TO_TENTH = Measure(
    "time-to-tenth",
    "Time to a tenth",
    "T10",
    "h",
    "Time from the peak until the excess over the baseline has fallen to a tenth of its peak and stays there for two "
    "bins.",
    "SCIENCE.md, A.4",
    _QUERY,
    SERIES_COLUMNS,
    _per_series(lambda series, _: estimate.time_to_tenth(series)),
    PERIOD,
)
RETURN_TO_BASELINE = Measure(
    "return-to-baseline",
    "Return to baseline",
    "T_rtb",
    "days",
    "Days from the peak until the seven-day median has stayed within two robust standard deviations of the baseline "
    "for seven days.",
    "SCIENCE.md, C.1",
    _QUERY,
    SERIES_COLUMNS,
    _per_series(lambda series, _: estimate.return_to_baseline(series)),
    PERIOD,
)
RESIDUAL_INTEREST = Measure(
    "residual-interest",
    "Residual interest",
    "RIR",
    "ratio",
    "Mean excess over the baseline around a day after the peak, as a share of the peak's excess; signed.",
    "SCIENCE.md, C.2",
    _QUERY,
    SERIES_COLUMNS,
    _per_series(lambda series, settings: estimate.residual_interest(series, settings["day"])),
    (Parameter("day", "the day after the peak", 30.0, positive), *PERIOD),
)
