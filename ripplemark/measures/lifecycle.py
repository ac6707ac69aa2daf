"""Lifecycle measures: when it began, when it peaked, how fast it faded. One estimate per series."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Any

from ripplemark import estimate
from ripplemark.estimate.baseline import WINDOW_DAYS
from ripplemark.estimate.bootstrap import COPIES, SEED
from ripplemark.estimate.bursts import Sensitivity, onset_sensitivity
from ripplemark.estimate.decay import fall_to
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, hours_in_words
from ripplemark.estimate.series import Series
from ripplemark.measures import bins
from ripplemark.measures.base import Measure, Parameter, Request, positive
from ripplemark.measures.bins import BinnedSeries
from ripplemark.measures.kept import kept
from ripplemark.measures.period import PERIOD, Period
from ripplemark.measures.remarks import remarks
from ripplemark.measures.thresholds import (
    AROUND,
    FALL_RULE,
    ONSET_RULE,
    RETURN_RULE,
    calm,
    threshold,
)
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
QUERY = "lifecycle/bins_by_series"
_STARTS = 256
"""Onsets that are kept for a connection; each holds the values of its baseline."""
_NO_SERIES = "No series of attention is stored, or none meets the selection. Add a Google Trends download or a CSV of counts."
OTHER_RULES = "Other rules place the onset otherwise"
_ONE_BIN = "The peak is the highest bin: where bins scatter, one that stands out makes the time short. The interval allows for it."


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


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


@dataclass(frozen=True, slots=True)
class One:
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
        run, days, above = settings.get("run"), self.days, threshold(settings)
        key = (*self.which, run, days, above)
        return kept(
            self.request.serving,
            ("start", *key),
            lambda: find_onset(self.series, run, days, above),
            most=_STARTS,
        )

    @property
    def days(self) -> float:
        """Length of the baseline window."""
        return float(self.request.settings.get("baseline", WINDOW_DAYS))

    @property
    def which(self) -> tuple[Hashable, ...]:
        """The series and its period, as a key."""
        return (*sorted(self.binned.by.items()), Period.of(self.request.settings))

    def once(self, kind: str, make: Callable[[Start], Answer], *more: Hashable) -> Answer:
        """An answer that follows from the series, its onset, its baseline and ``more``; made once, whatever led to that onset."""
        start = self.start
        if start.bin is None:
            return make(start)
        key = (*self.which, start.bin, self.days, *more)
        return kept(self.request.serving, (kind, *key), lambda: make(start), most=_STARTS)

    def fallen(self, fraction: float) -> Answer:
        """The time from the peak to a fraction of it."""
        hold = self.request.settings["hold"]
        return self.once(
            "fall",
            lambda start: fall_to(self.series, fraction, start, COPIES, SEED, hold),
            fraction,
            hold,
        )


def per_series(
    answer: Callable[[One], Answer], *, time: bool = False
) -> Callable[[Request], list[Estimate]]:
    def estimates(request: Request) -> list[Estimate]:
        return [
            of_series(binned, answer(One(request, binned)), time=time)
            if binned.series.value.size
            else outside(binned)
            for binned in bins.read(request)
        ] or [nothing(request)]

    return estimates


def outside(binned: BinnedSeries, **by: str) -> Estimate:
    """The estimate of a series that has no bin in the period."""
    first, last = (f"{at:%Y-%m-%d}" for at in (binned.known_from, binned.known_to))
    note = f"No bin of this series begins in the period; it runs from {first} to {last}: choose another period."
    return Estimate({**binned.by, **by}, None, None, None, 0, status="NE_FEW", note=note, lines=())


def nothing(request: Request) -> Estimate:
    """The one estimate of an incident without any series: no number, and what to add."""
    by = {"incident": request.incident} if request.incident else {}
    return Estimate(by, None, None, None, 0, status="NE_FEW", note=_NO_SERIES, lines=())


def in_days(one: One) -> tuple[Series, Start]:
    """The series in days, or in its own wider bins, and their onset: bins finer than a day are summed, and days have their own."""
    days = estimate.to_days(one.series)
    if days is one.series:
        return days, one.start
    settings = one.request.settings
    return days, find_onset(days, settings.get("run"), one.days, threshold(settings))


def _back(one: One) -> Answer:
    days, start = in_days(one)
    return estimate.return_to_baseline(days, start=start, calm=calm(one.request.settings))


def _peak(request: Request) -> list[Estimate]:
    found = []
    for binned in bins.read(request):
        if not binned.series.value.size:
            found += [outside(binned, quantity=each) for each in ("time", "level", "share")]
            continue
        peak = estimate.peak(binned.series, start=One(request, binned).start)
        found.append(of_series(binned, peak.time, time=True, quantity="time"))
        found.append(of_series(binned, _in_units(peak.level, binned.unit), quantity="level"))
        found.append(of_series(binned, peak.share, quantity="share"))
    return found or [nothing(request)]


def _in_units(answer: Answer, unit: float) -> Answer:
    """The level of a share, measured on an index, as the share: in the source's own values, at most 100 %."""
    if unit == 1:
        return answer
    value, low, high = (
        None if each is None else min(float(f"{each * unit:.12g}"), 100.0)
        for each in (answer.value, answer.low, answer.high)
    )
    return replace(answer, value=value, low=low, high=high)


RULE = Parameter(
    "rule",
    "which rule tells the onset: 'threshold', on which all other measures rest, 'kleinberg' (a burst of twice the usual rate) "
    "or 'cusum' (the cumulative sum of what lies above the usual level)",
    "threshold",
    str,
    ("threshold", "kleinberg", "cusum"),
)


def _onset(one: One) -> Answer:
    """The onset by the rule asked for; by the threshold, the other two are told where one is off by more than a bin."""
    rule, start = one.request.settings["rule"], one.start
    key = (*one.which, start.bin, one.days)
    found = kept(
        one.request.serving,
        ("onsets", *key),
        lambda: onset_sensitivity(one.series, baseline_days=one.days, start=start),
        most=_STARTS,
    )
    if rule != "threshold":
        return found.kleinberg if rule == "kleinberg" else found.cumulative
    return start.answer.noting(_two_other_rules(found) if start.bin is not None else "")


def _two_other_rules(found: Sensitivity) -> str:
    """Where Kleinberg's bursts and the cumulative sum place it; nothing where both agree to a bin."""
    if not found.differ:
        return ""
    bursts = _elsewhere("Kleinberg's bursts", found.kleinberg, found.threshold)
    sums = _elsewhere("the cumulative sum", found.cumulative, found.threshold)
    return f"{OTHER_RULES}: {bursts}, {sums}."


def _elsewhere(rule: str, answer: Answer, onset: Answer) -> str:
    if answer.value is None or onset.value is None:
        return f"{rule} see no rise here" if rule.endswith("s") else f"{rule} sees no rise here"
    off = answer.value - onset.value
    if off == 0:
        return f"{rule} in the same bin"
    return f"{rule} {hours_in_words(abs(off))} {'earlier' if off < 0 else 'later'}"


ONSET = Measure(
    "onset",
    "Onset",
    "T_on",
    "time",
    "Start of the first bin of the first run of bins above the threshold: the baseline (the usual level) plus three "
    "robust standard deviations, the upper tail of its count distribution, and at least 5.",
    "Ripplemark's own definition; scale of the baseline by the median absolute deviation, Rousseeuw & Croux (1993)",
    QUERY,
    SERIES_COLUMNS,
    per_series(_onset, time=True),
    (RULE, *ONSET_RULE, *PERIOD),
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
    QUERY,
    SERIES_COLUMNS,
    _peak,
    (*ONSET_RULE, *PERIOD),
    ("The peak's share depends on the width of a bin and on how long was observed.",),
    method_version=3,
)
TIME_TO_PEAK = Measure(
    "time-to-peak",
    "Time to peak",
    "TTP",
    "h",
    "Time from the onset to the peak.",
    "Ripplemark's own definition; interval by parametric bootstrap, Efron & Tibshirani (1993)",
    QUERY,
    SERIES_COLUMNS,
    per_series(
        lambda one: one.once("rise", lambda start: estimate.time_to_peak(one.series, start=start))
    ),
    (*ONSET_RULE, *PERIOD),
    method_version=3,
)
HALF_LIFE = Measure(
    "half-life",
    "Half-life of intensity",
    "H_x",
    "h",
    "Time from the peak until the excess over the baseline has fallen to half its peak and stays there for two bins; "
    "interpolated between bin centres. It is not the time by which half of all engagement had come.",
    "Ripplemark's own definition; interval by parametric bootstrap, Efron & Tibshirani (1993)",
    QUERY,
    SERIES_COLUMNS,
    per_series(lambda one: one.fallen(0.5)),
    (*FALL_RULE, *PERIOD),
    (
        "Three half-lives circulate and differ several-fold; this is the half-life of intensity.",
        _ONE_BIN,
    ),
    method_version=3,
)
TIME_TO_TENTH = Measure(
    "time-to-tenth",
    "Time to a tenth",
    "T10",
    "h",
    "Time from the peak until the excess over the baseline has fallen to a tenth of its peak and stays there for two "
    "bins.",
    "Ripplemark's own definition; interval by parametric bootstrap, Efron & Tibshirani (1993)",
    QUERY,
    SERIES_COLUMNS,
    per_series(lambda one: one.fallen(0.1)),
    (*FALL_RULE, *PERIOD),
    (_ONE_BIN,),
    method_version=3,
)
RETURN_TO_BASELINE = Measure(
    "return-to-baseline",
    "Return to baseline",
    "T_rtb",
    "days",
    "Days from the peak until the seven-day median has stayed within two robust standard deviations of the baseline "
    "('settled') for seven days ('quiet').",
    "Ripplemark's own definition",
    QUERY,
    SERIES_COLUMNS,
    per_series(_back),
    (*RETURN_RULE, *PERIOD),
    method_version=3,
)
RESIDUAL_INTEREST = Measure(
    "residual-interest",
    "Residual interest",
    "RIR",
    "ratio",
    "Mean excess over the baseline around a day after the peak, less the mean excess of the baseline's own bins, as a share "
    "of the peak's excess; signed.",
    "Ripplemark's own definition",
    QUERY,
    SERIES_COLUMNS,
    per_series(
        lambda one: estimate.residual_interest(
            one.series,
            one.request.settings["day"],
            baseline_days=one.days,
            start=one.start,
            around=one.request.settings["around"],
        )
    ),
    (Parameter("day", "the day after the peak", 30.0, positive), *ONSET_RULE, AROUND, *PERIOD),
    (
        "What was usual is a median, and the mean of counts lies above it.",
        "So the mean before the rise is taken off the days asked for, and the median off the peak, which is one bin.",
    ),
    method_version=3,
)
