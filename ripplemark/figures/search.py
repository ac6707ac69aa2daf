"""Search persistence: when searches were back in their usual range, and what was left of the peak after days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from ripplemark.charts.attention import Attention, Back, Mark, attention
from ripplemark.charts.residual import Left, Residual, residual
from ripplemark.estimate import baseline_before
from ripplemark.estimate.baseline import Baseline, mean_excess
from ripplemark.estimate.persistence import QUIET_SIGMAS
from ripplemark.estimate.series import Floats
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import (
    SERIES,
    chosen,
    none_at_all,
    only_places,
    to_choose,
    used,
)
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.drawn_bins import COLUMNS, rows
from ripplemark.figures.episode import Span, bin_of, exact, span
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_residual import around, end_words, left_words, residual_words
from ripplemark.figures.saying_search import back_words, interest_words
from ripplemark.figures.saying_series import number
from ripplemark.figures.series import Choice, choices
from ripplemark.figures.series_clock import Clock
from ripplemark.figures.thresholds import settings_for
from ripplemark.measures import Measurement
from ripplemark.measures.base import Parameter
from ripplemark.measures.period import PERIOD
from ripplemark.measures.thresholds import AROUND, ONSET_RULE, RETURN_RULE
from ripplemark.result import Column, Estimate
from ripplemark.wording import amount, count

DAYS = (30.0, 90.0, 365.0)
_DAY, _WEEK = 86_400.0, 7.0
_BEFORE = 28.0
"""Days shown before the onset."""
VIEW = Parameter(
    "view",
    "what is drawn: from before the onset to the end of the series, or all bins",
    "episode",
    str,
    ("episode", "all"),
)


def search_series(asked: Asked) -> Choice | Figure:
    """The series to read, or the figure that says why there is none."""
    found = choices(asked, "search")
    inside = [each for each in found if each.binned.series.value.size]
    if not inside:
        head, next_ = none_at_all(asked, found)
        if not found and not only_places(asked):
            head = f"No series of searches for {asked.incident} is stored"
            next_ = "Add a Google Trends download, or a CSV of searches per hour, day or week."
        return empty(asked, head, next_, used(asked, found))
    choice = chosen(asked, inside, ("search",))
    if choice is None:
        return empty(
            asked,
            f"{count(len(inside), 'series', 'series')} of searches, and none is chosen as the main one",
            f"Choose one of them, or decide which is the main series of searches: {to_choose(asked, inside)}.",
            used(asked, inside),
        )
    return choice


def _peak(asked: Asked, choice: Choice) -> tuple[Measurement, Span | None, float]:
    """The answer as it may leave; time and height as they are drawn."""
    settings = settings_for(asked, "peak")
    known = exact(asked, "peak", choice.where, settings)
    by = {each.by.get("quantity"): each for each in known.estimates}
    time, high = by.get("time", known.estimates[0]), by.get("level", known.estimates[0])
    told = measured(asked, "peak", choice.where, settings)
    return told, span(time), number(high.value) or 0.0


@dataclass(frozen=True, slots=True)
class _Usual:
    """What was usual before the onset: the baseline, of each bin (shape (n,)), and the mean excess over it before the onset."""

    base: Baseline
    level: Floats
    excess: float

    @classmethod
    def of(cls, asked: Asked, choice: Choice, onset: Estimate) -> _Usual | None:
        """None without an onset or without a usable baseline."""
        began, series = span(onset), choice.binned.series
        if began is None:
            return None
        k = bin_of(choice.curve(), began.at)
        days = float(asked.settings["baseline"])
        base = baseline_before(series, k, days)
        if not base.usable:
            return None
        excess, _ = mean_excess(series, k, base, days)
        unit = choice.binned.unit
        told = replace(base, level=base.level * unit, sigma=base.sigma * unit)
        return cls(told, base.at(series.value.size) * unit, excess * unit)

    def upper(self, choice: Choice) -> float | None:
        """The upper end of the usual range; None for bins narrower than a day, which are judged by the day."""
        fine = choice.binned.series.bin_hours < 22
        return None if fine else self.base.level + QUIET_SIGMAS * self.base.sigma


def make_interest(asked: Asked) -> Figure:
    """The main search series with its peak and its return to the usual level."""
    choice = search_series(asked)
    if isinstance(choice, Figure):
        return choice
    settings = settings_for(asked, "onset")
    onset = measured(asked, "onset", choice.where, settings)
    back = measured(
        asked, "return-to-baseline", choice.where, settings_for(asked, "return-to-baseline")
    )
    since = measured(
        asked, "time-since-return", choice.where, settings_for(asked, "time-since-return")
    )
    peak, top, height = _peak(asked, choice)
    curve, clock = choice.curve(), Clock.of(asked, choice)
    rise = exact(asked, "onset", choice.where, settings).estimates[0]
    usual, began = _Usual.of(asked, choice, rise), span(rise)
    level = usual.level if usual is not None else None
    low, high = float(curve.start[0]), curve.end
    first = began or top
    if asked.settings["view"] == "episode" and first is not None and top is not None:
        low = max(low, min(first.at, top.at) - max(_BEFORE * _DAY, 0.08 * (high - first.at)))
    drawn = Attention(
        curve,
        level,
        low,
        high,
        ZoneInfo(asked.zone),
        choice.channel,
        peak=_peak_mark(clock.within_window(low, high), choice, top, height),
        back=_back(clock.within_window(low, high), clock.end(), top, back.estimates[0]),
        filled=True,
        upper=usual.upper(choice) if usual is not None else None,
    )
    notes = [each.note for each in peak.estimates if each.by.get("quantity") == "time"]
    return compose(
        asked,
        interest_words(asked, choice, top, height, back.estimates[0], since.estimates[0], notes),
        Drawn(lambda canvas: attention(drawn, canvas), rows(curve, level, low, high), COLUMNS),
        used(asked, [choice]),
        (back, peak, onset, since),
    )


def _peak_mark(clock: Clock, choice: Choice, top: Span | None, height: float) -> Mark | None:
    if top is None:
        return None
    start = float(choice.curve().start[bin_of(choice.curve(), top.at)])
    when, high = clock.short(start), amount(height)
    return Mark(top.at, top.low, top.high, (f"peak {high}\n{when}", f"peak {high}", "peak"), height)


def _back(clock: Clock, end: str, top: Span | None, back: Estimate) -> Back | None:
    """The mark of the return; None where there is no peak or no answer at all."""
    if top is None or (back.value is None and back.status != "NE_RIGHT"):
        return None
    at, low, high = (
        None if each is None else top.at + each * _DAY
        for each in map(number, (back.value, back.low, back.high))
    )
    return Back(at, low, high, back_words(clock, end, top.at, back))


SEARCH_INTEREST = FigureKind(
    "search-interest",
    "Search interest",
    "Searches from before the story on, with the peak and the day on which they were back in their usual range.",
    "search",
    ("return-to-baseline", "peak", "time-since-return"),
    make_interest,
    (SERIES, VIEW, *RETURN_RULE, *PERIOD),
)

RESIDUAL_COLUMNS = (
    Column("days", "DOUBLE", "days", "from the peak to the middle of the bin"),
    Column(
        "share",
        "DOUBLE",
        "",
        "excess over the usual level as a share of the peak's; signed, empty where nothing is known",
    ),
)


def make_residual(asked: Asked) -> Figure:
    """What is left of the peak after 30, 90 and 365 days."""
    choice = search_series(asked)
    if isinstance(choice, Figure):
        return choice
    settings = settings_for(asked, "onset")
    onset = measured(asked, "onset", choice.where, settings)
    peak, top, height = _peak(asked, choice)
    rule = settings_for(asked, "residual-interest")
    answers = [
        (day, measured(asked, "residual-interest", choice.where, {**rule, "day": f"{day:g}"}))
        for day in DAYS
    ]
    told = [(day, each.estimates[0]) for day, each in answers]
    usual = _Usual.of(asked, choice, exact(asked, "onset", choice.where, settings).estimates[0])
    days, share = _shares(choice, usual, top, height)
    seen = np.flatnonzero(np.isfinite(share))
    curve = choice.curve()
    ends = float((curve.start + curve.width)[np.isfinite(curve.line)].max(initial=-np.inf))
    end = (ends - top.at) / _DAY if top is not None else 0.0
    if not seen.size or end <= 0:
        words = residual_words(asked, choice, told, end, ())
        return empty(asked, words.headline, words.claims.unborne[0].needed, used(asked, [choice]))
    smooth = _weekly_mean(days, share)
    marks = tuple(_left(day, each) for day, each in told if each.value is not None)
    drawn = Residual(
        days,
        share,
        smooth,
        marks,
        end,
        end_words(end),
        "% of the peak above the usual level"
        + ("; thick: seven-day mean" if smooth is not None else ""),
        choice.channel,
    )
    table = rows_of(days, share)
    return compose(
        asked,
        residual_words(asked, choice, told, end, ()),
        Drawn(lambda canvas: residual(drawn, canvas), table, RESIDUAL_COLUMNS),
        used(asked, [choice]),
        (*(each for _, each in answers), peak, onset),
    )


def _shares(
    choice: Choice, usual: _Usual | None, top: Span | None, height: float
) -> tuple[Floats, Floats]:
    """Days after the peak and share of the peak's excess, from the peak on, as the measure takes it; else nothing."""
    curve = choice.curve()
    if usual is None or top is None:
        return np.zeros(0), np.zeros(0)
    after = curve.centre >= top.at - 1
    left = choice.binned.series.value * choice.binned.unit - usual.level - usual.excess
    share = left[after] / max(height - usual.base.level, 1e-9)
    return (curve.centre[after] - top.at) / _DAY, share


def _weekly_mean(days: Floats, share: Floats) -> Floats | None:
    """The mean of the bins within three and a half days either side, where more than half are known; None for wide bins and few days."""
    if days.size < 3 or float(np.median(np.diff(days))) > 1.5 or days[-1] - days[0] < _WEEK:
        return None
    known = np.isfinite(share)
    total = np.concatenate([[0.0], np.cumsum(np.where(known, share, 0.0))])
    number_ = np.concatenate([[0], np.cumsum(known)])
    first = np.searchsorted(days, days - 3.5)
    last = np.searchsorted(days, days + 3.5)
    seen = number_[last] - number_[first]
    enough = 2 * seen > last - first
    mean = np.full(days.size, np.nan)
    mean[enough] = (total[last] - total[first])[enough] / seen[enough]
    return mean


def _left(day: float, answer: Estimate) -> Left:
    value = number(answer.value) or 0.0
    return Left(
        day,
        day - around(day),
        day + around(day),
        value,
        number(answer.low),
        number(answer.high),
        left_words(day, answer),
    )


def rows_of(days: Floats, share: Floats) -> pa.Table:
    """The points that are drawn."""
    return pa.table({"days": pa.array(days), "share": pa.array(share, from_pandas=True)})


RESIDUAL_INTEREST = FigureKind(
    "residual-interest",
    "Residual interest",
    "What is left of the peak of searches after 30, 90 and 365 days, above the usual level, with intervals.",
    "search",
    ("residual-interest",),
    make_residual,
    (SERIES, *ONSET_RULE, AROUND, *PERIOD),
)
