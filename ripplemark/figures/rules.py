"""Deadlines that laws set beside an incident: which applied when, what was counted by each, and their lines on the curve."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from ripplemark.charts import rule_spans as chart
from ripplemark.charts import survival
from ripplemark.charts.lapse import span
from ripplemark.charts.rule_spans import Span, Spans
from ripplemark.charts.survival import Mark, Shares
from ripplemark.figure import Claims, Figure
from ripplemark.figures import gone, lag_claims
from ripplemark.figures import lag_words as lags
from ripplemark.figures import rule_words as words
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.rule_words import Told, told_of
from ripplemark.figures.sourcing import day as day_of
from ripplemark.figures.watching import By, Watched, requesting, shared, used, watched
from ripplemark.measures.lags import clocks_known
from ripplemark.measures.ruled import QUERY, REASONS, REFERENCE, UNDER, left_up
from ripplemark.measures.rules import Rule, decided_of, switched_on
from ripplemark.result import Column
from ripplemark.wording import count

_NONE_ON = "No deadline is switched on for {}"
_SWITCH = "Switch one on below the figures of the page about moderation, or with 'decide {} deadlines.NAME=on'; docs/deadlines.md lists them."
_SPAN = "moderation/requests_span"


def on(asked: Asked) -> tuple[Rule, ...]:
    """The rules that are switched on for the incident."""
    return switched_on(decided_of(asked.serving, asked.incident))


def make(asked: Asked) -> Figure:
    """The figure ``deadlines``."""
    if lag_claims.hidden(asked):
        return lag_claims.nothing(watched(asked, (), "notice"))
    of = _counted(asked)
    if of is None:
        return _nothing(asked)
    code, now = str(asked.incident), asked.gate.now
    came = _came(asked)
    if came is None:
        return _no_request(asked)
    head = words.headline(of, code)
    drawn = _picture(asked, of, came)
    return compose(
        asked,
        Words(
            head,
            words.subtitle(of, code, lags.gone_means(asked), _until(asked)),
            words.alt(of, head),
            Claims(words.borne(of, code, _until(asked)), words.unborne(of)),
            (*_left_up(asked), *words.caveats(of, now)),
            (count(len(of), "deadline"), count(_items(of), "item")),
        ),
        Drawn(lambda canvas: chart.spans(drawn, canvas), _rows(of, now), _COLUMNS),
        used(asked),
        tuple(each.answer for each in of if each.answer is not None),
        queries=(QUERY, _SPAN),
        lines=_behind(of),
    )


def _left_up(asked: Asked) -> tuple[str, ...]:
    """Which of the outcomes that count as gone on the page do not count by a duty to remove."""
    told = left_up(asked.settings["gone"])
    return (told,) if told else ()


def _counted(asked: Asked) -> tuple[Told, ...] | None:
    """Each rule that is switched on, with its counts past the gate; None where none is."""
    settings = shared(asked)
    return tuple(
        told_of(rule, asked.measured("within-deadline", **settings, instrument=rule.name))
        for rule in on(asked)
    ) or None  # fmt: skip


def _items(of: Sequence[Told]) -> int:
    return max(each.items + each.beside for each in of)


def _nothing(asked: Asked) -> Figure:
    code = asked.incident or "this selection"
    return empty(asked, _NONE_ON.format(code), _SWITCH.format(code), used(asked))


def _no_request(asked: Asked) -> Figure:
    headline = f"No request and no notice is on record for {asked.incident}"
    told = "A deadline runs from a request. Add a takedown log with one row per request: the item, when it was asked about, by whom."
    return empty(asked, headline, told, used(asked))


def _came(asked: Asked) -> tuple[datetime, datetime] | None:
    """When the first and the last request came, no finer than this audience may see; None without any."""
    row = asked.serving.run(_SPAN, incident=asked.incident, scope=asked.scope).records()[0]
    if row["first_at"] is None:
        return None
    length = row["last_at"] - row["first_at"]
    apart = max(length, timedelta(days=90))
    first, last = (asked.gate.time(row[name], apart, asked.zone) for name in ("first_at", "last_at"))  # fmt: skip
    return first, last


def _until(asked: Asked) -> str:
    """The end of observation."""
    of = watched(asked, (), _clock(asked))
    return lags.ended(of)


def _clock(asked: Asked) -> str:
    """The clock of the curve: the notice where it is known, else the first request."""
    return "notice" if clocks_known(requesting(asked))["notice"] else "first-request"


def _picture(asked: Asked, of: Sequence[Told], came: tuple[datetime, datetime]) -> Spans:
    zone = ZoneInfo(asked.zone)
    first, last = came
    low, high = (day_of(each, asked.zone) for each in came)
    band = f"requests: {low} to {high}" if low != high else f"requests: {low}"
    rows = []
    for each in of:
        since, until = (
            each.rule.span(asked.zone) if each.rule.applies_from is not None else (None, None)
        )
        name = f"{each.rule.short}{'' if each.rule.verified else ' (unverified)'}"
        told = words.beneath(each, asked.gate.now)
        rows.append(Span(name, told, since, until, not each.rule.unscored))
    return Spans(tuple(rows), first.timestamp(), last.timestamp(), band, zone)


_ABOUT = {
    "in-time": "items counted that were certainly gone within its time",
    "past": "items counted that were certainly up after its time",
    "within-time": "items counted, last seen up before its time was over",
    "ended-otherwise": "items counted that ended in another way before",
    "undecided": "items counted whose times are too coarse to say",
}
_TEXTS = (
    ("deadline", "", "its name, as 'instrument' takes it"),
    ("jurisdiction", "", "whose law it is; empty for one of the publisher's own"),
    ("instrument", "", "the law, or what else sets it"),
    ("starts", "", "what starts its time"),
    ("askers", "", "whose requests are counted"),
    ("applies_from", "", "its first day; empty where that is not known"),
    ("applies_to", "", "the first day after it; empty while it has no end"),
    ("status", "", "how it stands"),
    ("unscored", "", "why no request is scored by it; empty where requests are"),
    ("source", "", "who says so"),
    ("checked", "", "when that was checked, and whether that is long ago"),
    ("verified", "", "yes, or no: then it is never scored"),
)
_COLUMNS = (
    *(Column(name, "VARCHAR", unit, about) for name, unit, about in _TEXTS),
    Column("hours", "DOUBLE", "h", "its time; empty where it names no number"),
    *(Column(part.replace("-", "_"), "BIGINT", "items", _ABOUT[part]) for part in UNDER),
    *(Column(each.replace("-", "_"), "BIGINT", "items", f"items {REASONS[each]}: not counted") for each in REASONS),
)  # fmt: skip


def _rows(of: Sequence[Told], now: datetime) -> pa.Table:
    def texts(rule: Rule) -> tuple[str | None, ...]:
        since, until = (at.isoformat() if at else None for at in (rule.applies_from, rule.applies_to))  # fmt: skip
        verified = "yes" if rule.verified else "no"
        return (
            *(rule.name, rule.jurisdiction or None, rule.instrument, rule.starts, rule.askers),
            *(since, until, rule.status, rule.unscored or None, rule.source),
            *(rule.checked(now), verified),
        )

    cells: dict[str, Any] = {
        name: pa.array([texts(each.rule)[k] for each in of], pa.string())
        for k, (name, *_) in enumerate(_TEXTS)
    }
    cells["hours"] = pa.array([each.rule.hours for each in of], pa.float64())
    for name in (*UNDER, *REASONS):
        numbers = [None if each.rule.unscored else each.number(name) for each in of]
        cells[name.replace("-", "_")] = pa.array(numbers, pa.int64())
    return pa.table(cells)


def _behind(of: Sequence[Told]) -> dict[str, tuple[int, ...]]:
    """Source lines of what is past each deadline first, then of what is in time, and of what is not counted."""
    found = {
        f"{name}, {each.rule.short}": each.by[quantity].lines or ()
        for quantity, name in (
            ("past", "up for longer"),
            ("in-time", "gone in time"),
            ("within-time", "last seen up before the time was over"),
            ("undecided", "too coarsely timed to say"),
            *((reason, f"not counted: {told}") for reason, told in REASONS.items()),
        )
        for each in of
        if quantity in each.by
    }
    return {name: lines for name, lines in found.items() if lines}


def lines(asked: Asked) -> Figure:
    """The figure ``deadline-lines``."""
    if lag_claims.hidden(asked):
        return lag_claims.nothing(watched(asked, (), "notice"))
    rules = [each for each in on(asked) if each.hours]
    if not rules:
        return _nothing(asked)
    clock = _clock(asked)
    of = watched(asked, (), clock)
    if not of.items:
        return lag_claims.nothing(of)
    settings = {**shared(asked), "clock": clock}
    curve = asked.measured("removal-survival", **settings, **gone.times_of(of))
    median = asked.measured("median-lag", **settings)
    few = all(each.status == "NE_FEW" for each in curve.estimates)
    steps = (
        gone.plainly_counted(of, False) if few else gone.steps_of(curve.estimates, False, of.since)
    )
    until = asked.gate.moment(of.longest)
    low = survival.axis_of(steps, until, 0.0, 100.0).low
    counted = {each.hours for each in rules if each.hours and not each.unscored}
    bys = [
        of.by(hours) for hours in sorted(counted or {each.hours for each in rules if each.hours})
    ]
    drawn = Shares(
        tuple(steps),
        until,
        lags.clock(of),
        gone.end_words(steps[-1], of.fate.gone, until, few),
        tuple(each for each in _marks(rules) if each.at >= low),
        at_risk=lambda ticks: asked.gate.risk_row([gone.at_risk(of, at) for at in ticks]),
        word=of.fate.gone,
        watched=f"{of.fate.still_up[0].upper()}{of.fate.still_up[1:]} and watched",
    )
    return compose(
        asked,
        Words(
            _headline(of, bys if counted else []),
            lags.subtitle(of, _measured(of)),
            f"Step curve of the share {of.fate.gone} of {lags.things(of)}, with deadlines as dotted lines: "
            f"{'; '.join(mark.text for mark in drawn.marks)}. {drawn.end}. {REFERENCE}",
            Claims(
                lag_claims.borne(of, bys, median.estimates[0])[0 if counted else 1 :],
                words.unborne([told_of(each, None) for each in rules]),
            ),
            (
                *lag_claims.caveats(of, bys),
                *_reference(rules, asked.gate.now, of),
                *_outside(rules, low, until),
            ),
            lag_claims.counted(of),
        ),
        Drawn(
            lambda canvas: survival.shares(drawn, canvas),
            gone.step_rows(steps, of.fate.gone),
            gone.step_columns(of.fate.gone),
        ),
        used(asked),
        (curve, median),
        lines=gone.behind(of, bys),
    )


def _headline(of: Watched, bys: Sequence[By]) -> str:
    """How many were gone by a deadline that is counted; where none is, only how many are still up."""
    up = lags.still_up(of)
    if not bys and of.items == 1:
        return f"{lags.the_one(of)}{lags.on(of)}{up.removeprefix('it')}"
    if not bys:
        return f"Of {lags.things(of)}{lags.on(of)}, {up}"
    return f"{lags.gone_by(of, lag_claims.headline_by(bys))}; {up}"


def _measured(of: Watched) -> str:
    return f"share {of.fate.gone} of all items, whoever asked and whenever, with deadlines as reference lines, not findings"


def _reference(rules: Sequence[Rule], now: datetime, of: Watched) -> tuple[str, ...]:
    """That the curve is not about the items counted by a deadline, and what each line is."""
    told = words.caveats([told_of(each, None) for each in rules], now)
    first = (
        f"The curve is of all items from {lags.clock(of)}. It is not the share in time by any of these deadlines: each is "
        "counted for some requests only, and from its own."
    )
    return (first, *told)


def _outside(rules: Sequence[Rule], low: float, until: float) -> tuple[str, ...]:
    """Which deadlines have no line because they lie before the axis begins, or after anybody looked."""
    out = [mark.text for mark in _marks(rules) if not low <= mark.at <= until]
    return (f"Not drawn, as the axis does not reach them: {'; '.join(out)}.",) if out else ()


def _marks(rules: Sequence[Rule]) -> tuple[Mark, ...]:
    """One line per number of hours, with the names of the deadlines that have it: those that are counted first."""
    by_hours: dict[float, list[Rule]] = {}
    for each in sorted(rules, key=lambda rule: bool(rule.unscored)):
        by_hours.setdefault(each.hours or 0.0, []).append(each)
    return tuple(
        Mark(hours, f"{span(hours)}: {_named(by_hours[hours])}") for hours in sorted(by_hours)
    )


def _named(rules: Sequence[Rule]) -> str:
    """The first one's name, how many more are counted, and how many are a reference only."""
    first, *others = rules
    counted = sum(not each.unscored for each in others)
    more = f" and {counted} more" if counted else ""
    if first.unscored:
        return f"{first.short}{f' and {len(others)} more' if others else ''} (reference)"
    only = len(others) - counted
    return f"{first.short}{more}{f', {only} for reference' if only else ''}"
