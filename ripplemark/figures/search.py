"""Search persistence: when searches were back at their usual level, and what was left of the peak after days."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from ripplemark.charts.attention import Attention, Back, Mark, attention
from ripplemark.charts.residual import Left, Residual, residual
from ripplemark.estimate import baseline_before
from ripplemark.estimate.residual import WINDOWS
from ripplemark.estimate.series import Floats
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import SERIES, chosen, none_at_all, used
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.drawn_bins import COLUMNS, rows
from ripplemark.figures.episode import Span, bin_of, span
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_search import (
    back_words,
    end_words,
    interest_words,
    left_words,
    residual_words,
)
from ripplemark.figures.saying_series import Clock, number
from ripplemark.figures.series import Choice, choices
from ripplemark.measures import Measurement
from ripplemark.measures.base import Parameter
from ripplemark.measures.period import PERIOD, Period
from ripplemark.result import Column, Estimate
from ripplemark.wording import amount, count

DAYS = (30.0, 90.0, 365.0)
_DAY = 86_400.0
_BEFORE = 28.0
"""Days shown before the onset."""
VIEW = Parameter(
    "view",
    "what is drawn: from before the onset to the end of the series, or all bins",
    "episode",
    str,
    ("episode", "all"),
)


def _one(asked: Asked) -> Choice | Figure:
    """The series to read, or the figure that says why there is none."""
    found = choices(asked, "search")
    inside = [each for each in found if each.binned.series.value.size]
    if not inside:
        head, next_ = none_at_all(asked, found)
        head = head if found else f"No series of searches for {asked.incident} is stored"
        return empty(asked, head, next_, used(asked, found))
    choice = chosen(asked, inside, ("search",))
    if choice is None:
        told = "; ".join(f"{each.named}: {each.key}" for each in inside[:12])
        return empty(
            asked,
            f"{count(len(inside), 'series', 'series')} of searches, and none is chosen as the main one",
            f"Choose one of them, or decide which is the main series of searches. {told}.",
            used(asked, inside),
        )
    return choice


def _peak(asked: Asked, choice: Choice) -> tuple[Measurement, Span | None, float]:
    answer = measured(asked, "peak", choice.where, Period.of(asked.settings).settings())
    by = {each.by.get("quantity"): each for each in answer.estimates}
    time, high = by.get("time", answer.estimates[0]), by.get("level", answer.estimates[0])
    return answer, span(time), number(high.value) or 0.0


def _usual(choice: Choice, onset: Estimate) -> Floats | None:
    """The usual level of each bin, from the time before the onset; None without one."""
    began = span(onset)
    if began is None:
        return None
    base = baseline_before(choice.binned.series, bin_of(choice.curve(), began.at))
    return base.at(choice.binned.series.value.size) if base.usable else None


def make_interest(asked: Asked) -> Figure:
    """The main search series with its peak and its return to the usual level."""
    choice = _one(asked)
    if isinstance(choice, Figure):
        return choice
    settings = Period.of(asked.settings).settings()
    onset = measured(asked, "onset", choice.where, settings)
    back = measured(asked, "return-to-baseline", choice.where, settings)
    peak, top, height = _peak(asked, choice)
    curve, clock = choice.curve(), Clock.of(asked, choice)
    usual = _usual(choice, onset.estimates[0])
    began = span(onset.estimates[0])
    low, high = float(curve.start[0]), curve.end
    first = began or top
    if asked.settings["view"] == "episode" and first is not None and top is not None:
        low = max(low, min(first.at, top.at) - max(_BEFORE * _DAY, 0.08 * (high - first.at)))
    drawn = Attention(
        curve,
        usual,
        low,
        high,
        ZoneInfo(asked.zone),
        choice.channel,
        peak=_peak_mark(clock, choice, top, height),
        back=_back(clock, top, back.estimates[0]),
        filled=True,
    )
    notes = [each.note for each in peak.estimates if each.by.get("quantity") == "time"]
    return compose(
        asked,
        interest_words(asked, choice, top, height, back.estimates[0], notes),
        Drawn(lambda canvas: attention(drawn, canvas), rows(curve, usual, low, high), COLUMNS),
        used(asked, [choice]),
        (back, peak, onset),
    )


def _peak_mark(clock: Clock, choice: Choice, top: Span | None, height: float) -> Mark | None:
    if top is None:
        return None
    start = float(choice.curve().start[bin_of(choice.curve(), top.at)])
    when, high = clock.short(start), amount(height)
    return Mark(top.at, top.low, top.high, (f"peak {high}\n{when}", f"peak {high}", "peak"), height)


def _back(clock: Clock, top: Span | None, back: Estimate) -> Back | None:
    """The mark of the return; None where there is no peak or no answer at all."""
    if top is None or (back.value is None and back.status != "NE_RIGHT"):
        return None
    at, low, high = (
        None if each is None else top.at + each * _DAY
        for each in map(number, (back.value, back.low, back.high))
    )
    return Back(at, low, high, back_words(clock, top.at, back))


SEARCH_INTEREST = FigureKind(
    "search-interest",
    "Search interest",
    "Searches from before the story on, with the peak and the day on which they were back at their usual level.",
    "search",
    ("return-to-baseline", "peak"),
    make_interest,
    (SERIES, VIEW, *PERIOD),
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
    choice = _one(asked)
    if isinstance(choice, Figure):
        return choice
    settings = Period.of(asked.settings).settings()
    onset = measured(asked, "onset", choice.where, settings)
    peak, top, height = _peak(asked, choice)
    answers = [
        (day, measured(asked, "residual-interest", choice.where, {**settings, "day": f"{day:g}"}))
        for day in DAYS
    ]
    told = [(day, each.estimates[0]) for day, each in answers]
    usual = _usual(choice, onset.estimates[0])
    days, share = _shares(choice, usual, top, height)
    seen = np.flatnonzero(np.isfinite(share))
    curve = choice.curve()
    end = (curve.end - top.at) / _DAY if top is not None else 0.0
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
    choice: Choice, usual: Floats | None, top: Span | None, height: float
) -> tuple[Floats, Floats]:
    """Days after the peak and share of the peak's excess, from the peak on; without a usual level nothing."""
    curve = choice.curve()
    if usual is None or top is None:
        return np.zeros(0), np.zeros(0)
    level = float(np.median(usual))
    after = curve.centre >= top.at - 1
    value = np.where(curve.below, curve.value / 2, curve.line)[after]
    share = (value - level) / max(height - level, 1e-9)
    return (curve.centre[after] - top.at) / _DAY, share


def _weekly_mean(days: Floats, share: Floats) -> Floats | None:
    """The mean of the bins within three and a half days either side, where more than half are known; None for wide bins."""
    if days.size < 3 or float(np.median(np.diff(days))) > 1.5:
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
    around = next(width for until, width in WINDOWS if day <= until) + 0.5
    value = number(answer.value) or 0.0
    return Left(
        day,
        day - around,
        day + around,
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
    (SERIES, *PERIOD),
)
