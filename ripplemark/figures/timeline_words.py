"""The words of an incident's timeline: subtitle, caveats, what was counted, and what it looks like."""

from __future__ import annotations

from datetime import timedelta

from ripplemark.charts.lanes import Lanes
from ripplemark.figures.composing import Words
from ripplemark.figures.findings import finding
from ripplemark.figures.knowing import Known, missing
from ripplemark.figures.moments import bin_words, peak_bin
from ripplemark.figures.telling import ON, channel, date_words, days_words, told_day
from ripplemark.figures.timeline_claims import claims
from ripplemark.figures.timeline_window import Window, clock_changes, outside
from ripplemark.figures.walltime import naive
from ripplemark.wording import CLOCKS, bins, count


def words(of: Known, shown: Lanes, window: Window) -> Words:
    """Everything that is said of the picture of this stretch."""
    found = finding(of)
    kind = of.asked.archive.decision(of.asked.incident, "kind")
    verdict = of.asked.archive.decision(of.asked.incident, "verdict")
    name = of.asked.gate.incident(
        str(of.asked.incident), str(kind or "other"), str(verdict) if verdict else None
    )
    when = f": the episode, {stretch(shown)}" if window.episode else f", {stretch(shown)}"
    subtitle = f"{name}{when}. {found.about}"
    return Words(
        found.headline,
        subtitle.strip(),
        alt(of, shown),
        claims(of),
        tuple(_caveats(of, shown, window)),
        tuple(_counted(of)),
    )


def stretch(shown: Lanes) -> str:
    """'4 to 18 March 2025': the days shown."""
    low, high = naive(shown.low), naive(shown.high) - timedelta(seconds=1)
    return days_words(low, high)


def _counted(of: Known) -> list[str]:
    """Parts of the source line: bins with their width and gaps, items with how they are drawn."""
    found = []
    chosen = [*of.mains.values(), *([of.search.choice] if of.search else [])]
    widths: dict[str, list[int]] = {}
    for each in chosen:
        total = each.binned.series.value.size
        known = widths.setdefault(bins(each.binned.by.get("bin_width")), [0, 0])
        known[0] += total
        known[1] += round(total * missing(each))
    for width, (total, gaps) in widths.items():
        share = "none missing" if not gaps else f"{_share(gaps, total)} missing"
        found.append(
            f"{count(total, 'bin')} of 1 {width}, {share}"
            if width != "bin"
            else f"{count(total, 'bin')}, {share}"
        )
    stood = of.standing
    if stood is not None:
        up = _share(stood.last["up"], stood.items) if stood.last["up"] else "none"
        found.append(
            f"{count(stood.items, 'item')}, {up} {of.fate.still_up}, drawn in bins of 1 {stood.bin}"
        )
    if of.events:
        found.append(count(len(of.events), "event"))
    return found


def _share(part: int, whole: int) -> str:
    per_cent = 100 * part / whole
    return f"{per_cent:.0f} %" if per_cent >= 1 else "under 1 %"


def _caveats(of: Known, shown: Lanes, window: Window) -> list[str]:
    found = [
        f"{channel(each).capitalize() if each else 'Attention without a channel'} has {number} series and no main one: "
        "it is not drawn. Choose a main series."
        for each, number in of.unchosen.items()
    ]
    if of.search is None and of.searches > 1:
        found.append(
            f"There are {of.searches} search series and no main one: choose a main series."
        )
    stood = of.standing
    if stood is not None:
        found.append(_start(of))
        if stood.last["unsure"]:
            found.append(
                f"{_items(stood.last['unsure'])} ended between two looks, or {'was' if stood.last['unsure'] == 1 else 'were'} "
                f"never looked at again: {of.fate.gone} or not is not known."
            )
        if stood.again:
            found.append(
                f"{_items(stood.again)} {of.fate.came_back} after being {of.fate.gone}; a median counts each time {of.fate.up} by itself."
            )
        if stood.left_out:
            found.append(
                f"{_items(stood.left_out)} without a time to begin at, or that ended before it: not drawn."
            )
    found += _left_out(of, window)
    found += _clocks(of, shown)
    if len(of.mains) > 1 and of.course is not None:
        found.append(f"Onset, peak and half-life are those of attention {ON[of.course.channel]}.")
    return found


def _left_out(of: Known, window: Window) -> list[str]:
    """What lies outside of the picture."""
    found = []
    if window.episode:
        days = days_words(naive(window.first), naive(window.last) - timedelta(seconds=1))
        found.append(
            f"The picture shows the episode; the data reach from {days}, and all numbers rest on "
            "all of them. Choose view 'all' to see them."
        )
    elsewhere = outside(of, (window.low, window.high))
    if elsewhere:
        told = "; ".join(f"{each.words}, {told_day(of, each.low)}" for each in elsewhere[:6])
        more = f"; and {len(elsewhere) - 6} more" if len(elsewhere) > 6 else ""
        found.append(f"Outside of the picture: {told}{more}.")
    return found


def _clocks(of: Known, shown: Lanes) -> list[str]:
    """That the axis is the wall clock's, where a clock change lies in the picture."""
    changes = clock_changes(of, naive(shown.low), naive(shown.high))
    if not changes:
        return []
    days = " and ".join(
        f"{'forward' if hours > 0 else 'back'} on {date_words(at)}" for at, hours in changes[:4]
    )
    axis = f"The axis is the wall clock of {of.zone}, on which every day has 24 hours"
    return [f"{axis}; clocks went {days}. Durations are counted in real hours."]


def _items(number: int) -> str:
    return count(number, "item")


def _start(of: Known) -> str:
    """From when an item is drawn."""
    stood = of.standing
    if stood is None:
        return ""
    clock = CLOCKS.get(stood.clock or "", "the start")
    if not stood.clocked:
        return "An item is drawn from its posting on."
    if not stood.posted:
        return f"An item is drawn from {clock} on: when it was posted is not on record."
    return (
        f"An item is drawn from its posting on, where that is on record ({stood.posted:,} of {stood.items:,}), "
        f"else from {clock}."
    )


def alt(of: Known, shown: Lanes) -> str:
    """What is seen, for those who cannot see it."""
    told = [f"Three lanes on one clock, {stretch(shown)}."]
    if of.mains:
        names = ", ".join(channel(each) for each in of.mains)
        told.append(f"Attention as lines: {names}.")
        if of.course is not None and (top := peak_bin(of.course)) is not None:
            when = bin_words(of.course, top)[0]
            told.append(f"The line of {channel(of.course.channel)} peaks {when}.")
    else:
        told.append("The attention lane is empty.")
    stood = of.standing
    if stood is not None:
        up = stood.last["up"]
        end = f"{f'{up:,}' if up else 'none'} {of.fate.still_up} at the last look"
        ends = [
            end,
            f"{stood.last['removed'] or 'none':{',' if stood.last['removed'] else ''}} {of.fate.removed}",
        ]
        ends += (
            [f"{stood.last['otherwise']:,} {of.fate.otherwise}"] if stood.last["otherwise"] else []
        )
        told.append(
            f"Moderation as stacked areas that grow to {count(stood.items, 'item')}: {', '.join(ends)}."
        )
    else:
        told.append("The moderation lane is empty.")
    if of.search is not None:
        top = peak_bin(of.search)
        peak = f" that peaks {bin_words(of.search, top)[0]}" if top is not None else ""
        told.append(f"Searches as a line{peak}.")
    else:
        told.append("The search lane is empty.")
    hidden = outside(of, (shown.low, shown.high))
    seen = [event for event in of.events if event not in hidden]
    if seen:
        each = "; ".join(f"{event.words}, {told_day(of, event.low)}" for event in seen[:6])
        more = f"; and {len(seen) - 6} more" if len(seen) > 6 else ""
        told.append(f"Across all lanes: {each}{more}.")
    return " ".join(told)
