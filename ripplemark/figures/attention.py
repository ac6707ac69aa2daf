"""Attention over time: one series with its onset, peak and half-life; all series on one clock."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark.charts.attention import Attention, Half, Mark, attention
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import (
    CHANNEL,
    SERIES,
    VIEW,
    chosen,
    in_period,
    none_at_all,
    used,
)
from ripplemark.figures.composing import Drawn, compose, empty
from ripplemark.figures.drawn_bins import COLUMNS, rows
from ripplemark.figures.episode import Episode, exact
from ripplemark.figures.multiples import SCALE, several
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_attention import words
from ripplemark.figures.saying_series import hours, number
from ripplemark.figures.series import Choice
from ripplemark.figures.thresholds import RULES, settings_for
from ripplemark.measures import Measurement
from ripplemark.measures.lifecycle import RULE
from ripplemark.measures.period import PERIOD
from ripplemark.measures.thresholds import FALL_RULE, ONSET_RULE
from ripplemark.schema import CHANNELS
from ripplemark.wording import amount, said

_NEAR = 43_200.0
"""Seconds on either side of a later peak, within which the mark stands above the highest bin."""


def make(asked: Asked) -> Figure:
    """One series; where several are stored and none was chosen, all of them."""
    found, inside = in_period(asked)
    if not inside:
        return empty(asked, *none_at_all(asked, found), used(asked, found))
    choice = _default(asked, inside)
    if choice is None:
        return several(asked, choosing=True)
    return of_one(asked, choice)


def _default(asked: Asked, found: list[Choice]) -> Choice | None:
    """The series asked for, else the only main one outside of search, which has figures of its own, else that of search."""
    others = [each for each in CHANNELS if each != "search"]
    one = chosen(asked, found, others)
    if one is None and not any(each.channel != "search" for each in found):
        one = chosen(asked, found, ("search",))
    return one


def of_one(asked: Asked, choice: Choice) -> Figure:
    """The figure of one series that has at least one bin."""
    episode = Episode.of(asked, choice)
    curve, usual = choice.curve(), episode.usual()
    low, high = (
        episode.window()
        if asked.settings["view"] == "episode"
        else (float(curve.start[0]), curve.end)
    )
    drawn = Attention(
        curve,
        usual,
        low,
        high,
        ZoneInfo(asked.zone),
        choice.channel,
        *_marks(episode, low, high),
    )
    returned = _returned(asked, choice)
    inside, outside = _later(episode, returned, low, high)
    drawn = replace(drawn, later=inside)
    documents = (*episode.documents, *([_returns(asked, choice)] if returned else []))
    return compose(
        asked,
        words(asked, episode, low, high, outside),
        Drawn(lambda canvas: attention(drawn, canvas), rows(curve, usual, low, high), COLUMNS),
        used(asked, [choice]),
        documents,
    )


def _returns(asked: Asked, choice: Choice) -> Measurement:
    return measured(asked, "resurgences", choice.where, settings_for(asked, "resurgences"))


def _returned(asked: Asked, choice: Choice) -> list[float]:
    """Hours from the main peak to each later one."""
    found = exact(asked, "resurgences", choice.where, settings_for(asked, "resurgences")).estimates
    lags = [number(each.value) for each in found if each.by.get("quantity") == "lag"]
    return [each for each in lags if each is not None]


def _later(
    episode: Episode, returned: list[float], low: float, high: float
) -> tuple[tuple[Mark, ...], int]:
    """The later peaks that lie in the picture, each above the highest bin of its day; and how many lie outside of it."""
    if episode.top is None:
        return (), 0
    clock, curve = episode.clock.within_window(low, high), episode.choice.curve()
    marks = []
    for lag in returned:
        at = episode.top.at + 3600 * lag
        near = (curve.start + curve.width > at - _NEAR) & (curve.start < at + _NEAR)
        values = curve.value[near]
        if low <= at <= high and np.isfinite(values).any():
            words_ = (f"later peak\n{clock.short(at)}", "later peak")
            marks.append(Mark(at, None, None, words_, float(np.nanmax(values))))
    return tuple(marks), len(returned) - len(marks)


def _marks(
    episode: Episode, low: float, high: float
) -> tuple[Mark | None, Mark | None, Half | None]:
    """Onset, peak and half-life as they are drawn from ``low`` to ``high``, with their words from the longest to the shortest."""
    clock, curve = episode.clock.within_window(low, high), episode.choice.curve()
    onset = peak = half = None
    if (began := episode.began) is not None:
        when = clock.short(began.at)
        name = "onset" if episode.rule == "threshold" else f"onset {RULES[episode.rule]}"
        onset = Mark(began.at, began.low, began.high, (f"{name}\n{when}", name, "onset"))
    if (top := episode.top) is not None:
        k = episode.bin_of(top.at)
        value = number(episode.about("level").value) or 0.0
        when, height = clock.short(float(curve.start[k])), amount(value)
        name = "peak" if episode.rises else "highest"
        told = (f"{name} {height}\n{when}", f"{name} {height}", name)
        rose = episode.rises
        peak = Mark(top.at, top.low if rose else None, top.high if rose else None, told, value)
        half = _half(episode, top.at)
    return onset, peak, half


def _half(episode: Episode, top: float) -> Half | None:
    fell = episode.fell
    told = said(fell, "h")
    low, value, high = (number(each) for each in (fell.low, fell.value, fell.high))
    if value is None and low is None:
        return None
    at, after, before = (None if each is None else top + 3600 * each for each in (value, low, high))
    whole = (
        f"{told.value} ({hours(fell).removeprefix('95 % interval ')})"
        if value is not None
        else told.value
    )
    return Half(
        top,
        at,
        after,
        before,
        (
            f"half-life of intensity\n{whole}",
            f"half-life of intensity\n{told.value}",
            f"half-life\n{told.value}",
        ),
    )


ATTENTION = FigureKind(
    "attention",
    "Attention over time",
    "One series with its onset, its peak and its half-life of intensity, each with its interval.",
    "attention",
    ("onset", "peak", "half-life", "resurgences"),
    make,
    (SERIES, CHANNEL, VIEW, SCALE, RULE, *FALL_RULE, *PERIOD),
)


def make_several(asked: Asked) -> Figure:
    """Every series of the incident, or of a channel."""
    found, inside = in_period(asked)
    if not inside:
        return empty(asked, *none_at_all(asked, found), used(asked, found))
    return several(asked)


ATTENTION_BY_SERIES = FigureKind(
    "attention-by-series",
    "Attention by series",
    "Every series on one clock, in order of its onset, with its peak.",
    "attention",
    ("onset", "peak"),
    make_several,
    (CHANNEL, VIEW, SCALE, RULE, *ONSET_RULE, *PERIOD),
)
