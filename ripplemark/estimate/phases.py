"""The course of an incident in phases: quiet, onset, growth, peak, decay, tail, resurgence, each boundary with its interval.

Boundaries are those that the lifecycle measures define, so that a table of phases never contradicts them: the onset; the
excess rising past a tenth and past half of its peak; falling to half (the half-life) and to a tenth; and the first stretch
of quiet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.baseline import LEAST_COUNT, SIGMAS, WINDOW_DAYS, baseline_before
from ripplemark.estimate.bootstrap import COPIES, SEED, fit
from ripplemark.estimate.judged import ORDER, Cut, Judged, Name, placed
from ripplemark.estimate.onset import Start, find_onset
from ripplemark.estimate.outcome import Answer, counted, refuse
from ripplemark.estimate.resurgence import QUIET_HOURS, QUIET_OTHER, Resurgences, resurgences
from ripplemark.estimate.series import Floats, Series
from ripplemark.estimate.shares import Attention
from ripplemark.estimate.slopes import Crossed, between, climbed, draws_of, left, quieted
from ripplemark.estimate.top import before_onset, find_top

__all__ = ["CREST", "EDGE", "ORDER", "Judged", "Name", "Phase", "Phases", "phases"]

CREST = 0.5
EDGE = 0.1
NEAR = 10
LEAST_EXCESS = 20.0
MOST_DRAWN = 3000  # bins; a tail is drawn no further than this


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase.

    Attributes:
        name: which.
        start, end: hours from the start of the first bin; ``end`` is the next phase's start, or the end of observation.
        boundary: the start with its 95 % interval; None for the first, which the data cut off. Of a boundary that a person
            set, the times between which they said that it lies.
        share: of all excess over the usual level from the first boundary on; 0 for the quiet before it. Signed: it can be
            slightly negative in quiet.
        gross: of all attention from there on, what is usual included.
        over: True when it ended; False for the last one, which observation cuts off.
        by: what a person set as its start; None where the start is estimated.
    """

    name: Name
    start: float
    end: float
    boundary: Answer | None
    share: Answer
    gross: Answer
    over: bool
    by: Judged | None = None


@dataclass(frozen=True, slots=True)
class Phases:
    """All phases in order of time; without an onset none, and ``answer`` says why. ``answer`` counts them otherwise.

    ``unused`` are boundaries that a person set and that find no place in these data: outside of them, or out of order.
    """

    answer: Answer
    each: tuple[Phase, ...]
    unused: tuple[Judged, ...] = ()


def phases(
    series: Series,
    *,
    crest: float = CREST,
    edge: float = EDGE,
    run: int | None = None,
    baseline_days: float = WINDOW_DAYS,
    copies: int = COPIES,
    seed: int = SEED,
    start: Start | None = None,
    back: Resurgences | None = None,
    judged: Sequence[Judged] = (),
) -> Phases:
    """Cut a series into phases.

    quiet, up to the onset; onset, until the excess rises past ``edge`` of its peak; growth, until it rises past ``crest``
    of it; peak, until it falls to ``crest``; decay, until it falls to ``edge``; tail, until the first 48 h (hourly bins) or
    14 days without a bin above the threshold; resurgence, from where a later peak rises past ``edge`` of its height above
    the trough before it, until quiet or the next one. A phase without length is left out.

    Args:
        series: the bins; missing ones are skipped.
        crest, edge: shares of the peak's excess; 0 < edge < crest < 1.
        run, baseline_days: as for ``onset``.
        copies, seed: of the bootstrap.
        start, back: what ``find_onset`` and ``resurgences`` gave for the same settings, where they were asked already.
        judged: boundaries that a person set. They take the place of estimated ones (``judged.placed``); usual level, peak
            and the other boundaries stay estimated. Where no onset is found, one that was set gives the usual level.

    Returns:
        Without onset its code. NE_FEW: a peak excess below 20.

    Raises:
        ValueError: shares out of order.

    Source:
        SCIENCE.md, A.1, A.4 and A.8 for the boundaries; the cut into these phases is ours.
    """
    if not 0 < edge < crest < 1:
        raise ValueError("the shares need 0 < edge < crest < 1")
    start = start or find_onset(series, run, baseline_days)
    if start.bin is None:
        start = _set(series, judged, baseline_days) or start
    if start.bin is None:
        return Phases(start.answer, (), tuple(judged))
    top = find_top(series)
    refused = before_onset(series, start, top) or _faint(series, start)
    if refused is not None:
        return Phases(refused, (), tuple(judged))
    back = back or resurgences(
        series, run=run, baseline_days=baseline_days, copies=copies, seed=seed, start=start
    )
    cuts = _Course(series, start, back, crest, edge, copies, seed).cuts()
    seen = series.observed
    finish = float((series.start + series.width)[seen[-1]])
    placed_, unused = placed(_in_order(cuts, finish), judged, float(series.start[seen[0]]), finish)
    each = _laid_out(series, start, placed_, finish, baseline_days)
    answer = Answer(float(len(each)), None, None, "ok", int(seen.size), resolution=series.bin_hours)
    told = (start.answer.note, _unused(unused))
    return Phases(answer.noting(*told), each, unused)


def _set(series: Series, judged: Sequence[Judged], days: float) -> Start | None:
    """The start that a person's onset gives: the bin that it lies in, and the usual level before it; None without one."""
    onset = next((each for each in judged if (each.name, each.number) == ("onset", 1)), None)
    if onset is None:
        return None
    seen = series.observed
    after = seen[(series.start + series.width)[seen] > onset.low]
    if not after.size:
        return None
    k = int(after[0])
    base = baseline_before(series, k, days)
    if not base.usable:
        return None
    note = "No onset was found: the usual level is that before the onset that was set by judgement."
    answer = Answer(
        onset.low,
        onset.low,
        onset.high,
        "ok",
        int(seen.size),
        note=note,
        resolution=series.bin_hours,
    )
    return Start(k, base, answer)


def _unused(judged: Sequence[Judged]) -> str:
    if not judged:
        return ""
    what = counted(len(judged), "boundary").replace("boundarys", "boundaries")
    return (
        f"Of those set by judgement, {what} cannot be used: outside of these data, or out of order."
    )


def _faint(series: Series, start: Start) -> Answer | None:
    top = find_top(series)
    height = top.level - start.baseline.level
    if height >= LEAST_EXCESS:
        return None
    note = (
        f"The peak stands only {max(height, 0):.0f} above the usual level and {LEAST_EXCESS:.0f} are needed to tell phases "
        "apart: use wider bins or a wider selection."
    )
    return refuse("NE_FEW", note, int(series.observed.size), resolution=series.bin_hours)


@dataclass(frozen=True, slots=True)
class _Course:
    """One series and what its boundaries rest on. Places are positions among the observed bins."""

    series: Series
    start: Start
    back: Resurgences
    crest: float
    edge: float
    copies: int
    seed: int

    def cuts(self) -> list[tuple[Name, Crossed]]:
        """The start of each phase after the first, in order of time."""
        seen = self.series.observed
        began = int(np.searchsorted(seen, self.start.bin or 0))
        top = find_top(self.series)
        rises = [self._rise(j) for j in range(len(self.back.each))]
        peaks = [top.last, *(int(np.searchsorted(seen, each.bin)) for each in self.back.each)]
        troughs = [int(np.searchsorted(seen, each.trough)) for each in self.back.each]
        ends = [*troughs, int(seen.size)]
        onset = self.start.answer
        found: list[tuple[Name, Crossed]] = [
            ("onset", Crossed(onset.value or 0.0, onset.low or 0.0, onset.high or 0.0))
        ]
        found += self._main(began, top.first, max(ends[0], top.last + 2))
        for j, peak in enumerate(peaks):
            if j:
                found.append(("resurgence", rises[j - 1]))
            found += self._quiet(began if j == 0 else troughs[j - 1], peak, ends[j])
        return found

    def _main(self, began: int, peak: int, end: int) -> list[tuple[Name, Crossed]]:
        """Growth, peak, decay and tail of the main peak."""
        asked: tuple[tuple[Name, bool, float], ...] = (
            ("growth", True, self.edge),
            ("peak", True, self.crest),
            ("decay", False, self.crest),
            ("tail", False, self.edge),
        )
        part = slice(max(began - NEAR, 0), min(end, peak + MOST_DRAWN))
        # Each with a smooth judged as far as it reaches: that of a tail would blunt a steep rise.
        return [cut for each in asked for cut in self._crossed((each,), part, began, peak)]

    def _rise(self, j: int) -> Crossed:
        """Where the j-th resurgence rises past the edge of its height above the trough before it."""
        seen = self.series.observed
        each = self.back.each[j]
        trough, peak = (int(np.searchsorted(seen, k)) for k in (each.trough, each.bin))
        low = float(np.median(self.series.value[seen][max(trough - 1, 0) : trough + 2]))
        part = slice(trough, peak + 1)  # what lies before may be higher than this peak
        flat = np.full(seen.size, low)
        asked: tuple[tuple[Name, bool, float], ...] = (("resurgence", True, self.edge),)
        crossed = self._crossed(asked, part, trough, peak, flat)
        if crossed:
            return crossed[0][1]
        at = float(self.series.start[seen[trough]])
        return Crossed(at, at - self.series.bin_hours, at + self.series.bin_hours)

    def _crossed(
        self,
        asked: tuple[tuple[Name, bool, float], ...],
        part: slice,
        began: int,
        peak: int,
        flat: Floats | None = None,
    ) -> list[tuple[Name, Crossed]]:
        """Those of the crossings that happened, with intervals; above the usual level, or above ``flat``."""
        seen = self.series.observed
        usual = self.start.baseline.at(self.series.value.size)[seen] if flat is None else flat
        value, centre = self.series.value[seen][part], self.series.centre[seen][part]
        away = [
            float((climbed if up else left)(value[None], usual[None, part], centre, share)[0])
            - float(self.series.centre[seen[peak]])
            for _, up, share in asked
        ]
        far = max((abs(each) for each in away if np.isfinite(each)), default=0.0)
        reach = max(NEAR, round(2 * far / self.series.bin_hours))
        model = fit(self.series, began, peak, reach, self.start.baseline)
        drawn, moved = draws_of(model, part, self.copies, self.seed)
        smooth = model.usual if flat is None else flat
        level = smooth[part] + (moved - model.usual[part])
        found: list[tuple[Name, Crossed]] = []
        for name, up, share in asked:
            cross = climbed if up else left
            at = float(cross(value[None], usual[None, part], centre, share)[0])
            if not np.isfinite(at):
                continue
            fitted = float(cross(model.mean[None, part], smooth[None, part], centre, share)[0])
            times = cross(drawn, level, centre, share)
            origin = float(self.series.centre[seen[peak]])
            found.append((name, between(times, fitted, at, self.series.bin_hours, origin)))
        return found

    def _quiet(self, began: int, peak: int, end: int) -> list[tuple[Name, Crossed]]:
        """The first stretch of quiet between a peak and ``end``, where there is one."""
        series, seen = self.series, self.series.observed
        hours = QUIET_HOURS.get(series.nominal, QUIET_OTHER)
        stay = max(int(np.ceil(hours / series.bin_hours)), 2)
        part = slice(peak, min(end, peak + MOST_DRAWN))
        base = self.start.baseline
        limit = np.maximum(base.at(series.value.size)[seen] + SIGMAS * base.sigma, LEAST_COUNT)
        begins = series.start[seen][part]
        if begins.size < stay:
            return []
        at = float(quieted(series.value[seen][None, part], limit[part], begins, stay)[0])
        if not np.isfinite(at):
            return []
        reach = max(NEAR, 2 * (peak - began))
        model = fit(series, began, peak, reach, base)
        drawn, _ = draws_of(model, part, self.copies, self.seed)
        times = quieted(drawn, limit[part], begins, stay)
        return [("quiet", between(times, at, at, series.bin_hours))]


def _laid_out(
    series: Series, start: Start, cuts: list[Cut], finish: float, baseline_days: float
) -> tuple[Phase, ...]:
    """Phases from their starts; each start is at least the one before it, and a phase without length is left out."""
    kept = _with_length(cuts, finish)
    began = kept[0].at.value
    spent = Attention.of(series, start, baseline_days, began)
    first = float(series.start[series.observed[0]])
    n, width = int(series.observed.size), series.bin_hours
    found: list[Phase] = []
    if began > first:
        none = Answer(0.0, None, None, "ok", n, resolution=width)
        found.append(Phase("quiet", first, began, None, none, none, True))
    for j, cut in enumerate(kept):
        at = cut.at
        end = kept[j + 1].at.value if j + 1 < len(kept) else finish
        low, high = (each if np.isfinite(each) else None for each in (at.low, at.high))
        boundary = Answer(at.value, low, high, "ok", n, resolution=width)
        shares = spent.share(at.value, end), spent.gross(at.value, end)
        over = j + 1 < len(kept)
        found.append(Phase(cut.name, at.value, end, boundary, *shares, over, cut.by))
    return tuple(found)


def _with_length(cuts: list[Cut], finish: float) -> list[Cut]:
    """Phases that last; one that does not hands its start's interval on to the next, unless that was set by a person."""
    kept: list[Cut] = []
    low, high = np.inf, -np.inf
    for j, cut in enumerate(cuts):
        end = cuts[j + 1].at.value if j + 1 < len(cuts) else finish
        if cut.by is not None:
            kept.append(cut)
            low, high = np.inf, -np.inf
            continue
        low, high = min(low, cut.at.low), max(high, cut.at.high)
        if end > cut.at.value:
            kept.append(Cut(cut.name, Crossed(cut.at.value, low, high)))
            low, high = np.inf, -np.inf
    return kept


def _in_order(cuts: list[tuple[Name, Crossed]], finish: float) -> list[tuple[Name, Crossed]]:
    """Later cuts win: a crossing after the next resurgence's rise, or before the cut before it, is moved to it."""
    limit, back = finish, []
    for name, at in reversed(cuts):
        value = min(at.value, limit)
        back.append((name, Crossed(value, min(at.low, value), max(at.high, value))))
        limit = value if name == "resurgence" else limit
    floor, found = -np.inf, []
    for name, at in reversed(back):
        value = max(at.value, floor)
        found.append((name, Crossed(value, min(at.low, value), max(at.high, value))))
        floor = value
    return found
