"""What is known of an incident as lanes to be drawn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from ripplemark.charts.lanes import Crossing, Lane, Lanes, Line, Mark
from ripplemark.figures.check_share import check_share, moment_end
from ripplemark.figures.events import Happening
from ripplemark.figures.findings import halved_at
from ripplemark.figures.knowing import Course, Known
from ripplemark.figures.moments import bin_words, hour_words, onset_bin, peak_bin, peak_middle
from ripplemark.figures.series import Choice
from ripplemark.figures.timeline_stack import moderation
from ripplemark.figures.timeline_window import Window
from ripplemark.figures.walltime import naive, wall, walls
from ripplemark.result import Estimate
from ripplemark.wording import CHANNELS, METRICS, bins, said

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


def shown(of: Known, window: Window) -> Lanes | None:
    """The lanes over a stretch of time; None where there is nothing in it."""
    low, high = window.low, window.high
    if window.empty:
        return None
    found = (_attention(of), moderation(of, high), _search(of))
    told = check_share(of)
    crossings = tuple(
        _crossing(each, of.zone, told is not None and told[0] is each)
        for each in of.events
        if wall(each.low, of.zone) <= high and wall(each.high, of.zone) >= low
    )
    if not crossings and not any(lane.drawn for lane in found):
        return None
    return Lanes(low, high, found, crossings)


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
    if of.search is not None:
        return "Only searches so far: see the lane below. Add counts of posts, stories or views."
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
    began, at_top, top = onset_bin(course), peak_bin(course), peak_middle(course)
    if began is not None:
        at = float(course.choice.curve().start[began])
        found.append(_bin_mark("onset", course, course.onset.estimates[0], began, at))
    if at_top is None or top is None:
        return tuple(found)
    found.append(_bin_mark("peak", course, course.top, at_top, top.timestamp()))
    fell = course.half.estimates[0]
    if isinstance(fell.value, float):
        at_half = wall(top + timedelta(hours=fell.value), zone)
        ends = halved_at(course)
        low, high = (wall(each, zone) for each in ends) if ends else (at_half, at_half)
        words = _half_words(said(fell, "h").value)
        found.append(Mark("half", at_half, low, high, words, start=wall(top, zone)))
    if course.back is not None:
        found += _back(course.back.estimates[0], top, zone)
    return tuple(found)


def _bin_mark(
    kind: Literal["onset", "peak"], course: Course, estimate: Estimate, k: int, at: float
) -> Mark:
    """A boundary on its bin, with the bin in words."""
    moment = datetime.fromtimestamp(at, UTC)
    low, high = (
        datetime.fromisoformat(text) if isinstance(text, str) else moment
        for text in (estimate.low, estimate.high)
    )
    day, hours = bin_words(course, k)[1], hour_words(course, k)
    hours = hours.split(" ")[0] if kind == "onset" else hours
    exact = f"{day}, {hours}" if hours else day
    words = tuple(dict.fromkeys((f"{kind} {exact}", f"{kind} {day}", kind)))
    ends = (min(low, moment), max(high, moment))
    stood, first, last = (wall(each, course.zone) for each in (moment, *ends))
    return Mark(kind, stood, first, last, words)


def _half_words(value: str) -> tuple[str, ...]:
    short = value.replace(" hours", " h").replace(" hour", " h").replace(" minutes", " min")
    return (f"half after {value}", f"half after {short}")


def _back(back: Estimate, top: datetime, zone: ZoneInfo) -> list[Mark]:
    if not isinstance(back.value, float):
        return []
    days = [
        each if isinstance(each, float) else back.value
        for each in (back.value, back.low, back.high)
    ]
    at, low, high = (wall(top + timedelta(days=each), zone) for each in days)
    value = said(back, "days").value
    return [Mark("back", at, low, high, (f"usual again after {value}", "usual again", value))]


# Events


def _crossing(event: Happening, zone: ZoneInfo, needed: bool) -> Crossing:
    low = wall(event.low, zone)
    high = wall(event.high if event.ongoing else moment_end(event), zone)
    local = naive(low)
    day = f"{local.day} {local:%b}"
    words = dict.fromkeys(
        (f"{event.words}, {day}", event.words, f"{event.short}, {day}", event.short)
    )
    return Crossing(low, high, tuple(words), event.ongoing, needed)
