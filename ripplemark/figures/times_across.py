"""How long incidents took, as the share of them that was through by each time; those not over are censored, not left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pyarrow as pa

from ripplemark.archive import Package
from ripplemark.charts.survival import Middle, Shares, Step, shares
from ripplemark.estimate.lag import median_survival
from ripplemark.estimate.outcome import Answer as Estimated
from ripplemark.estimate.series import Floats
from ripplemark.estimate.survival import SurvivalCurve, kaplan_meier
from ripplemark.figure import Figure
from ripplemark.figures.across_times import Time, time_of
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import CHANNEL
from ripplemark.figures.comparing import OF_PAGES, Quantity, answer, channel_of, durations
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.incident_set import (
    INCIDENTS,
    LeftOut,
    Member,
    common_channel,
    of_incidents,
)
from ripplemark.figures.saying_compared import last_day, question_of
from ripplemark.figures.saying_moved import Moved, differs, questioned, sentence, unmoved
from ripplemark.figures.saying_series import because
from ripplemark.figures.saying_times_across import Told, done, since, words
from ripplemark.figures.together import at_once
from ripplemark.measures import Measurement, named
from ripplemark.measures.base import Parameter
from ripplemark.measures.thresholds import FALL_RULE, QUIET, SETTLED
from ripplemark.result import Column, Estimate
from ripplemark.wording import METRICS, duration, said

DURATION = Parameter(
    "duration",
    "which time: the name of a measure whose unit is hours or days",
    "half-life",
    str,
    tuple(each.name for each in durations()),
)
COLUMNS = (
    Column("hours", "DOUBLE", "h", "time since the start; from here on the share is"),
    Column("share", "DOUBLE", "share", "of the incidents that were through by then"),
    Column("low", "DOUBLE", "share", "lower end of its 95 % interval; empty of few incidents"),
    Column("high", "DOUBLE", "share", "upper end of its 95 % interval; empty of few incidents"),
)


@dataclass(frozen=True, slots=True, eq=False)
class _Counted:
    """One incident with its time and the answer that it is from."""

    member: Member
    time: Time
    found: Measurement
    estimate: Estimate
    unit: str


def make(asked: Asked) -> Figure:
    """The incidents of which the time is known, over or not; says who is left out, and why."""
    return of_time(asked, asked.settings["duration"])


def of_time(asked: Asked, name: str) -> Figure:
    """The same of the measure of this name."""
    return of_incidents(asked, partial(_of_incidents, name))


def _of_incidents(name: str, asked: Asked, members: list[Member], left: LeftOut) -> Figure:
    channel = channel_of(name, asked.settings.get("channel"), common_channel(members))
    at_once(lambda one: answer(one, name, channel), members)
    counted = _all_counted(members, name, channel, left)
    if not any(each.time.over for each in counted):
        head = f"{named(name).title}: no incident {done(name).through} yet"
        more = (
            f"{len(counted)} were watched and are not. "
            if counted and not asked.gate.coarse
            else ""
        )
        return empty(
            asked, head, " ".join((more, *left.sentences())).strip() or "Add data.", _used(counted)
        )
    usual = _usual(asked, members, name, channel)
    return _composed(asked, counted, usual, name, channel, left)


def _all_counted(
    members: Sequence[Member], name: str, channel: str | None, left: LeftOut
) -> list[_Counted]:
    """Those of which the time is known and counts what most do."""
    found = [each for one in members if (each := _counted(one, name, channel, left)) is not None]
    return _alike(found, left)


def _usual(
    asked: Asked, members: Sequence[Member], name: str, channel: str | None
) -> list[_Counted] | None:
    """The same with every threshold at its default; None where no threshold is changed."""
    if not questioned(asked):
        return None
    usual = [each.by_default() for each in members]
    at_once(lambda one: answer(one, name, channel), usual)
    return _all_counted(usual, name, channel, LeftOut())


def _moved(now: Sequence[_Counted], usual: Sequence[_Counted], name: str) -> str:
    """Whose time the changed thresholds move; one of which nothing is known has no number."""
    before = {each.member.code: each for each in usual}
    after = {each.member.code: each for each in now}
    found = [
        Moved(code, _said(after.get(code)), _said(before.get(code)))
        for code in sorted({*before, *after})
        if _other(after.get(code), before.get(code))
    ]
    return sentence(named(name).title, found) or unmoved()


def _other(one: _Counted | None, other: _Counted | None) -> bool:
    return differs(one.estimate if one else None, other.estimate if other else None)


def _said(of: _Counted | None) -> str:
    told = said(of.estimate, of.unit).value if of is not None else "not known"
    return "no number" if told == "not known" else told


def _counted(one: Member, name: str, channel: str | None, left: LeftOut) -> _Counted | None:
    found = answer(one, name, channel)
    if found.measurement is None or len(found.estimates) != 1:
        left.add(one.code, found.missing or "several numbers of this kind")
        return None
    ((quantity, estimate),) = found.estimates.items()
    time = time_of(estimate, quantity.unit)
    if time is None:
        below = isinstance(estimate.value, int | float) and estimate.value < 0
        left.add(one.code, "it lies before the start" if below else because(estimate))
        return None
    return _Counted(one, time, found.measurement, estimate, quantity.unit)


def _alike(counted: list[_Counted], left: LeftOut) -> list[_Counted]:
    """Those whose series count what most do: times of posts and of views are never pooled."""
    units = [str(each.estimate.by.get("metric")) for each in counted]
    if len(set(units)) < 2:
        return counted
    most = max(sorted(set(units)), key=units.count)
    for each, unit in zip(counted, units, strict=True):
        if unit != most:
            left.add(
                each.member.code,
                f"counted in {METRICS.get(unit, unit).split(',')[0]}: units are never pooled",
            )
    return [each for each, unit in zip(counted, units, strict=True) if unit == most]


def _composed(
    asked: Asked,
    counted: list[_Counted],
    usual: list[_Counted] | None,
    name: str,
    channel: str | None,
    left: LeftOut,
) -> Figure:
    hours, curve = _curve(asked, counted)
    steps, median = _steps(curve), median_survival(curve)
    told = Told(name, channel, tuple(each.time for each in counted), curve, left)
    before: tuple[Step, ...] = ()
    if usual is not None:
        told = replace(told, moved=_moved(counted, usual, name))
    if usual and any(each.time.over for each in usual):
        then = _curve(asked, usual)[1]
        before = _steps(then) if _steps(then) != steps else ()
        times = tuple(each.time for each in usual)
        told = replace(told, usual=replace(told, times=times, curve=then), other=bool(before))
    drawn = Shares(
        steps,
        curve.follow_up,
        since(name),
        f"{steps[-1].value or 0:.0f} % {done(name).word}",
        middle=_middle(median, curve),
        at_risk=lambda ticks: asked.gate.risk_row(
            [int((hours >= at - 1e-9).sum()) for at in ticks]
        ),
        word=done(name).word,
        watched="Incidents not yet there, and watched",
        accent="search" if question_of(Quantity(name)) == "search" else "attention",
        before=before,
    )
    return compose(
        asked,
        words(asked, told, _last(counted)),
        Drawn(lambda canvas: shares(drawn, canvas), _rows(steps, curve), COLUMNS),
        _used(counted),
        [each.found for each in counted],
    )


def _curve(asked: Asked, counted: Sequence[_Counted]) -> tuple[Floats, SurvivalCurve]:
    """Every time in hours as it may be told, and the share not through by each."""
    hours = np.array([asked.gate.lag(each.time.hours) for each in counted])
    over = np.array([each.time.over for each in counted])
    return hours, kaplan_meier(hours, over, np.ones(hours.size))


def _steps(curve: SurvivalCurve) -> tuple[Step, ...]:
    """The share through, per cent; of few incidents without an interval: they are counted, not estimated."""
    found = [Step(0.0, 0.0, 0.0, 0.0)]
    for at, left, low, high in zip(curve.time, curve.survival, curve.low, curve.high, strict=True):
        share = 100 * (1 - float(left))
        ends = (share, share) if curve.few else (100 * (1 - float(high)), 100 * (1 - float(low)))
        found.append(Step(float(at), share, *ends))
    return tuple(found)


def _middle(median: Estimated, curve: SurvivalCurve) -> Middle | None:
    if curve.few or median.value is None:
        return None
    return Middle(median.value, median.low, median.high, f"median {duration(median.value)}")


def _rows(steps: Sequence[Step], curve: SurvivalCurve) -> pa.Table:
    ends: list[tuple[float | None, float | None]] = [
        (None, None) if curve.few else (each.low / 100, each.high / 100) for each in steps
    ]
    return pa.table(
        {
            "hours": pa.array([each.at for each in steps], pa.float64()),
            "share": pa.array([(each.value or 0.0) / 100 for each in steps], pa.float64()),
            "low": pa.array([low for low, _ in ends], pa.float64()),
            "high": pa.array([high for _, high in ends], pa.float64()),
        }
    )


def _last(counted: Sequence[_Counted]) -> str:
    """The last day that was observed of any of them."""
    ids = {str(each.estimate.by.get("dataset")) for each in counted}
    ends = [
        choice.binned.known_to
        for each in counted
        for choice in each.member.mains.values()
        if str(choice.binned.by["dataset"]) in ids
    ]
    pages = [each.last_time for each in _pages(counted) if each.last_time is not None]
    return last_day([*ends, *pages])


def _pages(counted: Sequence[_Counted]) -> list[Package]:
    """The datasets of result pages, where the time is theirs."""
    return [
        package
        for each in counted
        if each.found.measure.name in OF_PAGES
        for package in each.member.asked.packages
        if package.table == "search_results" and package.incident == each.member.code
    ]


def _used(counted: Sequence[_Counted]) -> list[Package]:
    """The datasets of the series, or of the result pages, that the times are from."""
    ids = {str(each.estimate.by.get("dataset")) for each in counted}
    found = {
        package.dataset_id: package
        for each in counted
        for package in each.member.asked.packages
        if package.dataset_id in ids
    }
    return [*found.values(), *_pages(counted)]


TIMES_ACROSS = FigureKind(
    "times-across",
    "Times across incidents",
    "The share of incidents that were through by each time; those not over when watching ended count as long as they were watched.",
    "attention",
    ("half-life",),
    make,
    (INCIDENTS, CHANNEL, DURATION, *FALL_RULE, SETTLED, QUIET),
    of_incident=False,
)
"""See ``make``."""
