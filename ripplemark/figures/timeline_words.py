"""The words of an incident's timeline: subtitle, caveats, what was counted, and what it looks like."""

from __future__ import annotations

from datetime import timedelta

from ripplemark.charts.lanes import Lanes
from ripplemark.figures.composing import Words
from ripplemark.figures.findings import finding
from ripplemark.figures.knowing import Known, missing
from ripplemark.figures.telling import ON, channel, date_words, days_words, instant, told_day
from ripplemark.figures.timeline_claims import claims
from ripplemark.figures.walltime import naive
from ripplemark.wording import CLOCKS, bins, count


def words(of: Known, shown: Lanes, first: float) -> Words:
    """Everything that is said of the picture; ``first`` is where the data begin, in seconds of wall time."""
    found = finding(of)
    kind = of.asked.archive.decision(of.asked.incident, "kind")
    verdict = of.asked.archive.decision(of.asked.incident, "verdict")
    name = of.asked.gate.incident(
        str(of.asked.incident), str(kind or "other"), str(verdict) if verdict else None
    )
    subtitle = f"{name}, {stretch(shown)}. {found.about}"
    return Words(
        found.headline,
        subtitle.strip(),
        alt(of, shown),
        claims(of),
        tuple(_caveats(of, shown, first)),
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
        found.append(f"{count(stood.items, 'item')}, {up} still up, drawn in bins of 1 {stood.bin}")
    if of.events:
        found.append(count(len(of.events), "event"))
    return found


def _share(part: int, whole: int) -> str:
    per_cent = 100 * part / whole
    return f"{per_cent:.0f} %" if per_cent >= 1 else "under 1 %"


def _caveats(of: Known, shown: Lanes, first: float) -> list[str]:
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
                "never looked at again: gone or not is not known."
            )
        if stood.again:
            found.append(
                f"{_items(stood.again)} came back after being gone; a median counts each time up by itself."
            )
        if stood.left_out:
            found.append(
                f"{_items(stood.left_out)} without a time to begin at, or that ended before it: not drawn."
            )
    if shown.low > first + 86_400:
        found.append(f"The data begin on {date_words(naive(first))}; earlier quiet is not shown.")
    if len(of.mains) > 1 and of.course is not None:
        found.append(f"Onset, peak and half-life are those of attention {ON[of.course.channel]}.")
    return found


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
        if of.course is not None and (top := instant(of.course.top)) is not None:
            told.append(f"The line of {channel(of.course.channel)} peaks on {told_day(of, top)}.")
    else:
        told.append("The attention lane is empty.")
    stood = of.standing
    if stood is not None:
        up = stood.last["up"]
        end = f"{up:,} are still up at the end" if up else "none is still up at the end"
        told.append(
            f"Moderation as stacked areas that grow to {count(stood.items, 'item')}: {end}, {stood.last['removed']:,} "
            f"are removed, {stood.last['otherwise']:,} gone otherwise."
        )
    else:
        told.append("The moderation lane is empty.")
    if of.search is not None:
        top = instant(of.search.top)
        peak = f" that peaks on {told_day(of, top)}" if top is not None else ""
        told.append(f"Searches as a line{peak}.")
    else:
        told.append("The search lane is empty.")
    if of.events:
        each = "; ".join(f"{event.words}, {told_day(of, event.low)}" for event in of.events[:6])
        more = f"; and {len(of.events) - 6} more" if len(of.events) > 6 else ""
        told.append(f"Across all lanes: {each}{more}.")
    return " ".join(told)
