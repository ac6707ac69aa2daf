"""What is known of an incident as lanes to be drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark.charts.lanes import Crossing, Lane, Lanes, Layer, Line, Mark, Stack
from ripplemark.figures.check_share import moment_end
from ripplemark.figures.events import Happening
from ripplemark.figures.findings import halved_at
from ripplemark.figures.knowing import Course, Known
from ripplemark.figures.series import Choice
from ripplemark.figures.standing import Standing
from ripplemark.figures.telling import date_words, instant
from ripplemark.figures.walltime import naive, wall, walls
from ripplemark.measures.period import Period
from ripplemark.result import Estimate
from ripplemark.wording import CHANNELS, CLOCKS, METRICS, bins, said

NAMES = {
    "niche": ("niche forums", "niche"),
    "social": ("social media", "social"),
    "video": ("video",),
    "messaging": ("messaging", "chats"),
    "news": ("news",),
    "encyclopedia": ("encyclopedia", "wiki"),
    "fact_check": ("fact checks", "checks"),
    "": ("attention",),
}
_QUIET_LEAD = 0.25
"""A quiet beginning longer than this share of the whole is cut ..."""
_LEAD = 0.12
"""... to this share of what follows."""


def shown(of: Known) -> Lanes | None:
    """The lanes over the stretch that was asked for, else over all but a long quiet beginning; None where it is empty."""
    low, high = _period(of)
    if not high > low:
        return None
    found = (_attention(of), _moderation(of), _search(of))
    crossings = tuple(
        _crossing(each, of.zone)
        for each in of.events
        if wall(each.low, of.zone) <= high and wall(each.high, of.zone) >= low
    )
    if not crossings and not any(lane.drawn for lane in found):
        return None
    return Lanes(low, high, found, crossings)


def first_of(of: Known) -> float:
    """Where the data begin, in seconds of wall time."""
    return min(_ends(of))


def _ends(of: Known) -> list[float]:
    """The first and the last time of everything that is drawn; empty where nothing is."""
    found: list[float] = []
    chosen = [*of.mains.values(), *([of.search.choice] if of.search else [])]
    for each in chosen:
        found += [wall(at, of.zone) for at in (each.binned.known_from, each.binned.known_to)]
    if of.standing is not None:
        found += [float(of.standing.at[0]), float(of.standing.at[-1])]
    for event in of.events:
        found += [wall(event.low, of.zone), wall(event.high, of.zone)]
    return found


def _period(of: Known) -> tuple[float, float]:
    since, until = Period.of(of.asked.settings).instants(str(of.zone))
    found = _ends(of)
    if not found:
        return 0.0, 0.0
    low, high = min(found), max(found)
    began = _began(of)
    if began and min(began) - low > _QUIET_LEAD * (high - low):
        low = max(low, min(began) - _LEAD * (high - min(began)))
    if high - low < 86_400:
        low, high = low - 43_200, high + 43_200
    if since is not None:
        low = float(walls(np.array([since]), of.zone)[0])
    if until is not None:
        high = float(walls(np.array([until]), of.zone)[0])
    return low, high


def _began(of: Known) -> list[float]:
    """When anything but usual attention began: the onsets, the first item, the first event. Empty where no onset is known."""
    courses = [each for each in (of.course, of.search) if each is not None]
    onsets = [instant(each.onset.estimates[0]) for each in courses]
    if any(each is None for each in onsets):
        return []
    found = [wall(each, of.zone) for each in onsets if each is not None]
    found += [float(of.standing.at[0])] if of.standing is not None else []
    return found + [wall(each.low, of.zone) for each in of.events]


# Attention and searches


def _attention(of: Known) -> Lane:
    if not of.mains:
        return Lane("Attention", (), "attention", quiet=_no_attention(of))
    kinds = {(each.metric, each.binned.by.get("bin_width")) for each in of.mains.values()}
    shares = len(kinds) > 1
    lines = tuple(
        _line(of, each, name, of.course, shares, len(of.mains) > 1)
        for name, each in of.mains.items()
    )
    about = _shares_about(of) if shares else _plain_about(of)
    return Lane("Attention", about, "attention", lines, unit="%" if shares else "")


def _no_attention(of: Known) -> str:
    if of.unchosen:
        offered = ", ".join(
            f"{number} of {CHANNELS.get(name, 'no channel')}"
            for name, number in of.unchosen.items()
        )
        return f"Nothing drawn yet. Choose a main series: {offered}."
    return "Nothing yet. Add a CSV of counts per hour or day: posts, stories or views."


def _plain_about(of: Known) -> tuple[str, ...]:
    name, choice = next(iter(of.mains.items()))
    unit, per = choice.metric, bins(choice.binned.by.get("bin_width"))
    where = f"{CHANNELS.get(name, 'attention')}, " if len(of.mains) == 1 else ""
    return _waiting_too(of, (f"{where}{unit} per {per}", f"{unit} per {per}"))


def _shares_about(of: Known) -> tuple[str, ...]:
    each = "; ".join(
        f"{NAMES[name][0]}: {_bare(choice)} per {bins(choice.binned.by.get('bin_width'))}"
        for name, choice in of.mains.items()
    )
    short = "each as a share of its own peak"
    return _waiting_too(of, (f"{short} ({each})", short, "% of own peak"))


def _waiting_too(of: Known, about: tuple[str, ...]) -> tuple[str, ...]:
    if not of.unchosen:
        return about
    waiting = ", ".join(CHANNELS.get(name, "others") for name in of.unchosen)
    return (f"{about[0]}; {waiting}: choose a main series", *about[1:])


def _bare(choice: Choice) -> str:
    return choice.metric.split(",")[0]


def _search(of: Known) -> Lane:
    if of.search is None:
        quiet = "Nothing yet. Add a Google Trends download."
        if of.searches:
            quiet = f"Nothing drawn yet. Choose a main series: {of.searches} of web searches."
        return Lane("Search", (), "search", quiet=quiet)
    choice = of.search.choice
    line = _line(of, choice, "search", of.search, False, False)
    per = bins(choice.binned.by.get("bin_width"))
    index = choice.binned.by.get("metric") == "search_index"
    long = (
        f"interest per {per}, the file's maximum = 100" if index else f"{choice.metric} per {per}"
    )
    return Lane("Search", (long, f"{_bare(choice)} per {per}"), "search", (line,))


def _line(
    of: Known, choice: Choice, name: str, course: Course | None, shares: bool, named: bool
) -> Line:
    curve = choice.curve()
    at = walls(curve.centre, of.zone)
    values = curve.line
    if shares:
        values = 100 * values / (curve.top or 1.0)
    per = bins(choice.binned.by.get("bin_width"))
    unit = (
        "% of its peak"
        if shares
        else f"{METRICS.get(str(choice.binned.by.get('metric')), choice.metric).split(',')[0]} per {per}"
    )
    own = of.asked.gate.name(choice.alias) if choice.alias else ""
    marks = _marks(course, of.zone) if course is not None and course.choice is choice else ()
    if own and own != choice.alias:
        unit = f"{unit} ({own})"
    return Line(NAMES.get(name, (name,)) if named else (), name, at, values, unit, marks)


def _marks(course: Course, zone: ZoneInfo) -> tuple[Mark, ...]:
    found = []
    onset = _time_mark("onset", course.onset.estimates[0], zone)
    peak = _time_mark("peak", course.top, zone)
    fell = course.half.estimates[0]
    top = instant(course.top)
    shift = 0.0
    if peak is not None and top is not None:
        shift = _to_centre(course, top)
        peak = replace(peak, at=peak.at + shift, high=max(peak.high, peak.at + shift))
    found += [each for each in (onset, peak) if each is not None]
    if top is not None and isinstance(fell.value, float):
        at = wall(top, zone) + shift + 3600 * fell.value
        ends = halved_at(course)
        low, high = (wall(each, zone) + shift for each in ends) if ends else (at, at)
        value = said(fell, "h").value
        found.append(
            Mark(
                "half",
                at,
                low,
                high,
                _half_words(value),
                start=wall(top, zone) + shift,
            )
        )
    if course.back is not None and top is not None:
        found += _back(course.back.estimates[0], wall(top, zone))
    return tuple(found)


def _half_words(value: str) -> tuple[str, ...]:
    short = value.replace(" hours", " h").replace(" hour", " h").replace(" minutes", " min")
    return (f"half after {value}", f"half after {short}")


def _back(back: Estimate, top: float) -> list[Mark]:
    if not isinstance(back.value, float):
        return []
    at = top + 86_400 * back.value
    low = top + 86_400 * back.low if isinstance(back.low, float) else at
    high = top + 86_400 * back.high if isinstance(back.high, float) else at
    value = said(back, "days").value
    return [Mark("back", at, low, high, (f"usual again after {value}", "usual again", value))]


def _to_centre(course: Course, top: datetime) -> float:
    """Seconds from a peak's time, which may be told to the hour only, to the middle of its bin, where it is drawn."""
    curve, at = course.choice.curve(), top.timestamp()
    k = int(np.searchsorted(curve.start, at, side="right")) - 1
    inside = 0 <= k < curve.start.size and at < curve.start[k] + curve.width[k]
    return float(curve.centre[k] - at) if inside and curve.width[k] <= 3600 else 0.0


def _time_mark(kind: Literal["onset", "peak"], estimate: Estimate, zone: ZoneInfo) -> Mark | None:
    at = instant(estimate)
    if at is None:
        return None
    low, high = (
        datetime.fromisoformat(text) if isinstance(text, str) else at
        for text in (estimate.low, estimate.high)
    )
    fine = estimate.resolution is not None and estimate.resolution < 24
    local = naive(wall(at, zone))
    day = f"{local.day} {local:%b}"
    exact = f"{day}, {local:%H:%M}" if fine else day
    words = tuple(dict.fromkeys((f"{kind} {exact}", f"{kind} {day}", kind)))
    return Mark(kind, wall(at, zone), wall(low, zone), wall(high, zone), words)


# Items


def _moderation(of: Known) -> Lane:
    stood = of.standing
    if stood is None:
        quiet = "Nothing yet. Add a log of takedown requests: one row per request or item."
        return Lane("Moderation", (), "moderation", quiet=quiet)
    about = (_since(stood), "items so far, by what became of them", "items so far")
    return Lane("Moderation", about, "moderation", stack=_stack(stood))


def _since(stood: Standing) -> str:
    what = "posted" if not stood.clocked else "on record"
    clock = (
        "" if not stood.clocked else f", counted from {CLOCKS.get(stood.clock or '', 'the start')}"
    )
    if stood.posted and stood.clocked:
        clock = f", counted from posting where known, else from {CLOCKS.get(stood.clock or '', 'the start')}"
    return f"items {what} so far, by what became of them{clock}"


def _stack(stood: Standing) -> Stack:
    names = {
        "up": ("still up",),
        "unsure": ("gone or not: not known", "not known"),
        "removed": ("removed",),
        "otherwise": ("gone otherwise", "other ends"),
    }
    layers = tuple(
        Layer(state, _numbered(names[state], stood.last[state]), counts)
        for state, counts in stood.counts.items()
        if counts.max() > 0
    )
    up = stood.last["up"]
    end: float | None = None
    words: tuple[str, ...] = ()
    if up and stood.looked is not None:
        end = float(stood.at[-1])
        date = date_words(stood.looked)
        short = f"{stood.looked.day} {stood.looked:%b}"
        words = (f"last look {date}", f"last look {short}", "last look")
    return Stack(stood.at, layers, end, words)


def _numbered(names: tuple[str, ...], number: int) -> tuple[str, ...]:
    """Each wording with how many there are in the end; the first is the name under which it is told."""
    return tuple(f"{number:,} {name}" for name in names)


# Events


def _crossing(event: Happening, zone: ZoneInfo) -> Crossing:
    low = wall(event.low, zone)
    high = wall(event.high if event.ongoing else moment_end(event), zone)
    local = naive(low)
    day = f"{local.day} {local:%b}"
    words = dict.fromkeys(
        (f"{event.words}, {day}", event.words, f"{event.short}, {day}", event.short)
    )
    return Crossing(low, high, tuple(words), event.ongoing)
