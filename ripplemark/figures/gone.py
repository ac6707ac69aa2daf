"""Share gone by time, and on request the share still up: one curve with its band, who was at risk, and the median."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from ripplemark.charts import survival as chart
from ripplemark.charts.lapse import span
from ripplemark.charts.survival import Mark, Middle, Shares, Step
from ripplemark.figure import Claims, Figure
from ripplemark.figures import lag_claims as claims
from ripplemark.figures import lag_words as words
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Drawn, Words, compose
from ripplemark.figures.watching import By, Watched, lines, shared, used, watched
from ripplemark.gate.coarse import coarse_moment
from ripplemark.result import Column, Estimate
from ripplemark.wording import duration, said

_STEPS = 300
"""Steps that are drawn; more cannot be told apart, and the curve is then read at as many, with as many ends between any two."""


def gone(asked: Asked) -> Figure:
    """The figure ``share-gone``."""
    return _make(asked, up=False)


def still_up(asked: Asked) -> Figure:
    """The figure ``removal-survival``."""
    return _make(asked, up=True)


def _make(asked: Asked, *, up: bool) -> Figure:
    of = watched(asked)
    if not of.items:
        return claims.nothing(of)
    told = shared(asked)
    curve = asked.measured("removal-survival", **told, **times_of(of))
    median = asked.measured("median-lag", **told)
    bys = [of.by(asked.gate.lag(each)) for each in asked.settings["at"]]
    shares = [asked.measured("within-deadline", **told, hours=f"{by.hours:g}") for by in bys]
    few = all(each.status == "NE_FEW" for each in curve.estimates)
    steps = plainly_counted(of, up) if few else steps_of(curve.estimates, up, of.since)
    until = asked.gate.moment(of.longest)
    marked = [(by, answer.estimates[0]) for by, answer in zip(bys, shares, strict=True)]
    word = of.fate.still_up if up else of.fate.gone
    drawn = Shares(
        tuple(steps),
        until,
        words.clock(of),
        end_words(steps[-1], word, until, few),
        tuple(Mark(by.hours, _marked(of, by, share, up)) for by, share in marked),
        _middle(of, median.estimates[0]),
        lambda ticks: asked.gate.risk_row([at_risk(of, at) for at in ticks]),
        up,
        word=word,
        watched=f"{of.fate.still_up[0].upper()}{of.fate.still_up[1:]} and watched",
    )
    return compose(
        asked,
        Words(
            _up_headline(of, marked, few) if up else _headline(of, median.estimates[0], few),
            words.subtitle(
                of,
                f"share {word} by time, with its 95 % interval"
                if not few
                else f"share {word} by time, as a plain count",
            ),
            _alt(of, drawn, word),
            Claims(claims.borne(of, bys, median.estimates[0]), claims.unborne(of, bys)),
            (*claims.caveats(of, bys, [share for _, share in marked]), *_remarks(of, drawn, few)),
            claims.counted(of),
        ),
        Drawn(
            lambda canvas: chart.shares(drawn, canvas), step_rows(steps, word), step_columns(word)
        ),
        used(asked),
        (curve, median, *shares),
        lines=behind(of, bys),
    )


def steps_of(estimates: Sequence[Estimate], up: bool, since: float) -> list[Step]:
    """The measure's curve in per cent, thinned to what can be seen.

    It begins at 0 where enough items were watched from the start (``since`` 0), else at the first of its own times.
    """
    start = 100.0 if up else 0.0
    found = [Step(0.0, start, start, start)] if since <= 0 else []
    for each in estimates:
        if each.low is None or each.high is None or "at" not in each.by:
            continue
        low, high = 100 * float(each.low), 100 * float(each.high)
        value = None if each.value is None else 100 * float(each.value)
        if not up:
            low, high = 100 - high, 100 - low
            value = None if value is None else 100 - value
        found.append(Step(float(each.by["at"]), value, low, high))
    return found


def times_of(of: Watched) -> dict[str, Any]:
    """The setting ``at`` of the curve: none where each step is one moment, and few enough to be seen.

    Where ends are known as bounds the curve is read at both, for that is where what is known changes; where there are
    too many to be seen, at some of them, with equally many ends between.
    """
    middles = {float(at) for g in of.groups for at in ((g.low + g.high) / 2)[g.gone]}
    ends = {float(at) for g in of.groups for at in (*g.low[g.gone], *g.high[g.gone])}
    last = max((float(((g.low + g.high) / 2).max()) for g in of.groups if g.low.size), default=0.0)
    if len(ends | middles) > _STEPS:
        every = np.array(sorted(ends))
        spread = np.quantile(every, np.linspace(0, 1, _STEPS + 1), method="higher")
        found = sorted({of.asked.gate.moment(float(at)) for at in spread if 0 < at <= last})
    elif ends == middles or not middles:
        return {}
    else:
        moments = {of.asked.gate.moment(at) for at in ends | middles}
        found = sorted(at for at in moments if 0 < at <= last)
    begins = of.asked.gate.moment(of.since)
    if found and begins > 0:  # and a little later, so that writing it down does not put it before
        found = [begins * (1 + 1e-7), *(at for at in found if at > begins)]
    return {"at": ",".join(f"{at:.8g}" for at in found)} if found else {}


def plainly_counted(of: Watched, up: bool) -> list[Step]:
    """For items too few for an estimate: the plain share of all of them that was gone by each end, as bounds."""
    gate = of.asked.gate
    ends = sorted(
        {gate.moment(float(end)) for g in of.groups for end in (*g.low[g.gone], *g.high[g.gone])}
    )
    found = []
    for at in (0.0, *(each for each in ends if each > 0)):
        by = of.by(at) if at else None
        sure = 100 * by.sure / of.items if by else 0.0
        most = 100 * (by.sure + by.perhaps) / of.items if by else 0.0
        low, high = (100 - most, 100 - sure) if up else (sure, most)
        found.append(Step(at, low if low == high else None, low, high))
    return found


def at_risk(of: Watched, at: float) -> int:
    """Items that were watched and not known to have ended just before ``at`` hours."""
    return sum(int(g.weight[(g.high >= at) & (g.entry <= at)].sum()) for g in of.groups)


def end_words(last: Step, word: str, until: float, few: bool) -> str:
    """The share at the end of the curve, in words: '84 % gone after 71 days, estimated'; a plain count where there are few.

    It is of all that were timed and after so long, not of those that stood so at the last look.
    """
    after = f"after {duration(max(until, 1 / 60))}{'' if few else ', estimated'}"
    if last.value is None:
        return f"{words.per_cent(last.low / 100, last.high / 100)} {word} {after}"
    return f"{last.value:.0f} % {word} {after}"


def _marked(of: Watched, by: By, share: Estimate, up: bool) -> str:
    """A marked hour with its share, in counts where these are too few for one."""
    low, high = share.low, share.high
    if share.status == "ok" and isinstance(share.value, float):
        told = f"{100 * (1 - share.value if up else share.value):.0f} %"
    elif (
        share.status in ("bounds", "NE_GRANULARITY")
        and isinstance(low, float)
        and isinstance(high, float)
    ):
        ends = (1 - high, 1 - low) if up else (low, high)
        told = words.per_cent(*ends)
    elif share.status == "NE_FEW" and not by.unwatched:
        told = f"{words.short(by)} of {of.items:,}" if not up else ""
    else:
        told = ""
    return f"{span(by.hours)}: {told}" if told else span(by.hours)


def _middle(of: Watched, median: Estimate) -> Middle | None:
    value, low, high = (
        float(each) if isinstance(each, int | float) else None
        for each in (median.value, median.low, median.high)
    )
    if median.status == "ok":
        return Middle(value, low, high, f"half {of.fate.gone} after {said(median, 'h').value}")
    if median.status == "bounds" and low is not None:
        return Middle(None, low, high, f"half {of.fate.gone}: {said(median, 'h').value}")
    return None


def _headline(of: Watched, median: Estimate, few: bool) -> str:
    """When half were gone, which is where the curve crosses the middle; where it does not, how far it came."""
    return f"{_half(of, median, few)}; {words.still_up(of)}"


def _half(of: Watched, median: Estimate, few: bool) -> str:
    things, start = f"{words.things(of)}{words.on(of)}", words.clock(of)
    told = said(median, "h").value
    if not few and median.status == "ok":
        return words.half(of, median)
    if not few and median.status == "bounds" and isinstance(median.high, float):
        return (
            f"Half of the {things} were {of.fate.gone} {told} after {start}, no more exactly known"
        )
    if of.items > 1 and not of.gone:
        return f"None of {things} was {of.fate.gone} in up to {_length(of.longest)} from {start}"
    if not few and of.items > 1 and told.startswith(_MORE):
        return f"Fewer than half of the {things} were seen to be {of.fate.gone} in {told.removeprefix(_MORE)} from {start}"
    end = (
        max(float(g.high[g.gone].max()) for g in of.groups if g.gone.any())
        if of.gone
        else of.longest
    )
    return words.gone_in(of, of.by(end), _length(end))


_MORE = "more than "


def _length(hours: float) -> str:
    """A length of time in words that is no shorter than it was."""
    return duration(max(coarse_moment(hours), 1 / 60))


def _up_headline(of: Watched, marked: Sequence[tuple[By, Estimate]], few: bool) -> str:
    """How many were not gone by the deadline in the middle: an estimated share, or the plain count of what is known."""
    by = claims.headline_by([each for each, _ in marked])
    share = next(share for each, share in marked if each is by)
    end = f"{span(by.hours)} after {words.clock(of)}; {words.still_up(of)}"
    if not few and share.status == "ok" and isinstance(share.value, float):
        told = f"{100 * (1 - share.value):.0f} %"
        return f"Of {words.things(of)}{words.on(of)}, an estimated {told} were {of.fate.still_up} {end}"
    if of.items == 1:
        return f"{words.gone_by(of, by)}; {words.still_up(of)}"
    left = of.items - by.sure
    told = words.every(left) if left == of.items else f"{left:,}" if left else "none"
    return f"Of {words.things(of)}{words.on(of)}, {told} {words.were(left or 1)} not known to be {of.fate.gone} {end}"


def _alt(of: Watched, drawn: Shares, word: str) -> str:
    marks = "; ".join(mark.text for mark in drawn.marks)
    middle = f" {drawn.middle.text[0].upper()}{drawn.middle.text[1:]}." if drawn.middle else ""
    return (
        f"Step curve of the share {word} of {words.things(of)} over {duration(max(drawn.until, 1 / 60))} from {words.clock(of)}. "
        f"{marks}.{middle} {drawn.end}."
    )


def _remarks(of: Watched, drawn: Shares, few: bool) -> tuple[str, ...]:
    told = []
    if (since := drawn.steps[0].at) > 0:
        told.append(
            f"Too few items were watched in the first {span(since)}: the curve begins there, and holds for those that were "
            f"{of.fate.still_up} then."
        )
    if chart.by_powers(drawn):
        told.append(
            "The axis of time is drawn by powers: equal steps are equal ratios of time, so the pace must not be read from "
            "the curve's slope."
        )
    low = chart.axis_of(drawn.steps, drawn.until, 0.0, 100.0).low
    if out := [mark.text for mark in drawn.marks if mark.at < low]:
        told.append(f"Not drawn, as the axis begins later: {'; '.join(out)}.")
    if few:
        told.append(
            f"{'Too few items' if of.items < 10 else f'Too few were {of.fate.gone}'} for an estimate: the curve is the plain count "
            "among all items, without an interval."
        )
    if any(step.value is None for step in drawn.steps):
        told.append(
            "Where the band is dark and without a line, times are too coarse: the share lies somewhere in it."
        )
    return tuple(told)


def step_columns(word: str) -> tuple[Column, ...]:
    """What the columns of the steps mean."""
    return (
        Column("at", "DOUBLE", "h", "time since the clock's start from which the share holds"),
        Column("share", "DOUBLE", "%", f"share of items {word}; empty where only bounds are known"),
        Column("low", "DOUBLE", "%", "lower end of the 95 % interval, or lower bound"),
        Column("high", "DOUBLE", "%", "upper end of the 95 % interval, or upper bound"),
    )


def step_rows(steps: Sequence[Step], word: str) -> pa.Table:
    """The steps as rows."""
    cells: list[list[Any]] = [
        [s.at for s in steps],
        [s.value for s in steps],
        [s.low for s in steps],
        [s.high for s in steps],
    ]
    names = [column.name for column in step_columns(word)]
    return pa.table({n: pa.array(c, pa.float64()) for n, c in zip(names, cells, strict=True)})


def behind(of: Watched, bys: Sequence[By]) -> dict[str, tuple[int, ...]]:
    """The source lines of what was gone by each of some hours, and of what was up when last looked at."""
    if len(of.groups) != 1:
        return {}
    (group,) = of.groups
    found = {
        f"{of.fate.gone} within {span(by.hours)}": lines(
            group, group.gone & (group.high <= by.hours)
        )
        for by in bys
    }
    found[of.fate.still_up] = lines(group, ~group.gone & ~group.ended)
    return {name: each for name, each in found.items() if each}
