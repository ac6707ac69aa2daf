"""How much of the attention had been spent when the first check was published."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from ripplemark.figures.events import Happening, first
from ripplemark.figures.knowing import Known
from ripplemark.figures.series import Choice
from ripplemark.figures.telling import instant
from ripplemark.measures.checking import KINDS
from ripplemark.schema import RELATIVE_METRICS

CHECKS: tuple[str, ...] = KINDS.default
"""Kinds of event that count as a check unless somebody says otherwise."""


def share_before(choice: Choice, since: datetime | None, at: datetime) -> float | None:
    """The share of a series' sum that had come before a moment, its own bin split in proportion; None where it sums to 0.

    Counted from the bin that holds ``since`` (the onset) on, else from the first; bins without data count nothing.

    Source:
        SCIENCE.md, A.12.
    """
    series, origin = choice.binned.series, choice.binned.first
    value = np.nan_to_num(series.value)
    hours = (at - origin).total_seconds() / 3600
    if since is not None:
        began = (since - origin).total_seconds() / 3600
        value = np.where(series.start + series.width > began + 1e-9, value, 0.0)
    part = np.clip((hours - series.start) / series.width, 0.0, 1.0)
    whole = float(value.sum())
    return float((value * part).sum()) / whole if whole > 0 else None


def check_share(of: Known) -> tuple[Happening, float, float] | None:
    """The first published check, and between which shares of the reference channel's attention it came.

    None where that attention is not counted: shares of coverage and an index cannot be added up.
    """
    check = first(of.events, CHECKS)
    if check is None or of.course is None:
        return None
    since = instant(of.course.onset.estimates[0])
    if since is None:
        return None
    choice = of.course.choice
    if choice.binned.by.get("metric") in RELATIVE_METRICS:
        return None
    low, high = (share_before(choice, since, at) for at in (check.low, moment_end(check)))
    return None if low is None or high is None else (check, low, high)


def moment_end(event: Happening) -> datetime:
    """The latest moment at which the event can have begun."""
    return event.low if event.ongoing else event.high


def event_name(of: Known, event: Happening) -> str:
    """What a check is called in a sentence: its kind, never its own label."""
    verdict = of.asked.archive.decision(of.asked.incident, "verdict")
    return of.asked.gate.event(event.kind, str(verdict) if verdict else None, None)
