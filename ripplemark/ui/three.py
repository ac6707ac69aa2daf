"""The three numbers of an incident, each with its interval, its chart, and what it rests on."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import streamlit as st

from ripplemark import charts
from ripplemark.result import Estimate
from ripplemark.ui import reading, series
from ripplemark.ui.choosing import home_zone
from ripplemark.ui.frame import look, plain
from ripplemark.ui.grounds import (
    bins_seen,
    definition,
    draw,
    each_series,
    facts,
    one,
    source,
    time_of,
)
from ripplemark.ui.series import Choice
from ripplemark.wording import CLOCKS, Said, count, said

DEADLINE = 48.0


def numbers(code: str) -> None:
    """The three numbers where there are data for them; nothing for an incident without datasets."""
    held = {each.table for each in reading.archive().datasets() if each.incident == code}
    if not held & {"attention", "moderation", "requests"}:
        return
    summary = st.container()
    half, choice = _lifecycle(code) if "attention" in held else (None, None)
    lag = _moderation(code) if held & {"moderation", "requests"} else None
    back = _search(code, choice) if "attention" in held else None
    with summary:
        _summary(half, lag, back)


def _summary(half: Said | None, lag: Said | None, back: Said | None) -> None:
    """The three answers side by side, before everything else."""
    asked = (
        (
            ":blue[**Attention**] fell to half its peak in",
            half,
            "Add a series of attention, such as a Google Trends file.",
        ),
        (
            ":red[**Moderation**]: half of the items were gone after",
            lag,
            "Add a log of takedown requests.",
        ),
        (":green[**Search**] was back to usual after", back, "Add a Google Trends file."),
    )
    for place, (label, answer, missing) in zip(st.columns(3, gap="medium"), asked, strict=True):
        with place:
            st.metric(label, answer.value if answer else "no data")
            st.caption(answer.interval if answer else missing)


def _lifecycle(code: str) -> tuple[Said | None, Choice | None]:
    """How fast one series faded; of several, what each of them says until one is chosen."""
    st.space("small")
    st.markdown(":small[:blue[**Attention**]]")
    offered = series.choices(code)
    title = st.container()
    choice = series.chosen(code, offered, "series")
    if choice is None:
        title.header("How fast did attention fade?", anchor=False)
        each_series("half-life", code, offered)
        return Said("choose a series", f"one of {len(offered)}, below", ""), None
    half = one("half-life", code, choice)
    words = said(half.estimates[0], half.measure.unit)
    title.header(_faded(half.estimates[0], words), anchor=False)
    st.caption(f"{plain(choice.named)}: {choice.unit}")
    onset, top = one("onset", code, choice), one("peak", code, choice)
    zone = ZoneInfo(home_zone(code))
    draw(
        charts.intensity(
            choice.curve(), onset.estimates[0], time_of(top), half.estimates[0], zone, look()
        ),
        "intensity",
    )
    facts(words, bins_seen(choice), half)
    source(code, choice.binned.by["dataset"], half)
    definition(half)
    return words, choice


def _faded(half: Estimate, words: Said) -> str:
    if half.value is not None:
        return f"It took {words.value} to fade to half its peak"
    return (
        "How fast it faded cannot be said yet"
        if words.value == "not known"
        else f"Half its peak: {words.value}"
    )


def _moderation(code: str) -> Said | None:
    median = reading.measured("median-lag", code)
    if not median.estimates:
        return None
    estimate = median.estimates[0]
    words = said(estimate, median.measure.unit)
    within = reading.measured("within-deadline", code, (("hours", f"{DEADLINE:g}"),))
    clock = str(estimate.by.get("clock", "notice"))
    st.space("medium")
    st.markdown(":small[:red[**Moderation**]]")
    st.header(_removed(estimate, words), anchor=False)
    st.caption(f"Share of items gone, by time since {CLOCKS[clock]}")
    steps = reading.measured("removal-survival", code)
    drawn = [each for each in steps.estimates if "at" in each.by]
    if drawn:
        until = reading.watched(code, clock)
        shape = charts.Removal(drawn, estimate, within.estimates[0], DEADLINE, until, CLOCKS[clock])
        draw(charts.removal(shape, look()), "removal")
    facts(words, _items(estimate), median)
    gone = said(within.estimates[0], "share")
    st.markdown(
        f"**Gone within {DEADLINE:g} hours: {gone.value}** of all items"
        + (f" ({gone.interval})." if gone.interval else ".")
        + (f" {plain(gone.note)}" if within.estimates[0].value is None else "")
    )
    source(code, None, median)
    definition(median, within)
    return words


def _removed(median: Estimate, words: Said) -> str:
    if median.value is not None:
        return f"Half of the items were gone after {words.value}"
    if median.n == 0:
        return "How long items stayed up cannot be said yet"
    return f"Half of the items gone: {words.value}"


def _items(estimate: Estimate) -> str:
    gone, left = estimate.events or 0, estimate.censored or 0
    clock = CLOCKS[str(estimate.by.get("clock", "notice"))]
    return f"{count(estimate.n, 'item')}: {gone} gone, {left} not gone when last looked at. Counted from {clock}."


def _search(code: str, read: Choice | None) -> Said | None:
    """When searches were back to usual; where only searches were given, for the series ``read`` above."""
    offered = series.choices(code, "search")
    if not offered:
        return None
    st.space("medium")
    st.markdown(":small[:green[**Search**]]")
    title = st.container()
    only = len(offered) == len(series.choices(code))
    choice = read if only else series.chosen(code, offered, "search", "search")
    if choice is None:
        title.header("How long did searches keep it alive?", anchor=False)
        each_series("return-to-baseline", code, offered)
        return Said("choose a series", f"one of {len(offered)}", "")
    back = one("return-to-baseline", code, choice)
    words = said(back.estimates[0], "days")
    title.header(_returned(back.estimates[0], words), anchor=False)
    st.caption(f"{plain(choice.named)}: {choice.unit}")
    zone = ZoneInfo(home_zone(code))
    top = time_of(one("peak", code, choice))
    draw(charts.interest(choice.curve(), top, back.estimates[0], zone, look()), "interest")
    facts(words, bins_seen(choice), back)
    residual = one("residual-interest", code, choice)
    rest = said(residual.estimates[0], "ratio")
    st.markdown(
        f"**Left of the peak 30 days later: {rest.value}**"
        + (f" ({rest.interval})." if rest.interval else ".")
        + (f" {plain(rest.note)}" if rest.note else "")
    )
    source(code, choice.binned.by["dataset"], back)
    definition(back, residual)
    return words


def _returned(back: Estimate, words: Said) -> str:
    if back.value is not None:
        return f"Searches were back to usual {words.value} after the peak"
    if words.value == "not known":
        return "When searches were back to usual cannot be said yet"
    return f"Back to usual: {words.value}"
