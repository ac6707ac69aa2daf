"""How long until the first published check, across incidents: those never checked are censored, not left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ripplemark.estimate.lag import LagCurves, lag_curves, median_lag
from ripplemark.estimate.outcome import Answer, counted, refuse
from ripplemark.estimate.series import Bools, Floats
from ripplemark.estimate.within import share_gone

_MEANT = (
    ("were last seen up before the deadline", "were not watched for that long"),
    ("still up", "not checked"),
    ("were gone", "were checked"),
    ("have ended", "have been checked"),
    ("ended", "were checked"),
    ("the deadline", "that time"),
    ("items", "incidents"),
    ("item ", "incident "),
)
"""What the estimator of lags says of items, and what it means here."""


@dataclass(frozen=True, slots=True)
class Watched:
    """One incident on its own clock, hours.

    Attributes:
        onset: what ``onset`` gave.
        check: earliest and latest time of the first published check; None where there was none by ``until``.
        until: end of observation.
    """

    onset: Answer
    check: tuple[float, float] | None
    until: float


def check_lag(incident: Watched) -> Answer:
    """Hours from the onset to the first published check of one incident.

    Returns:
        The interval runs over all differences that both intervals allow; below 0 the check may have come first, and the
        note says so. NE_RIGHT: no check yet; ``low`` is how long it was watched. Without onset: its code.

    Source: SCIENCE.md, A.12 and G.15.
    """
    onset = incident.onset
    if onset.value is None or onset.low is None or onset.high is None:
        return onset
    if incident.check is None:
        low = incident.until - onset.value
        note = "No check was published by the end of what was observed: come back later."
        return refuse("NE_RIGHT", note, onset.n, low=max(low, 0.0), resolution=onset.resolution)
    earliest, latest = incident.check
    value = (earliest + latest) / 2 - onset.value
    answer = Answer(
        value,
        earliest - onset.high,
        latest - onset.low,
        "ok",
        onset.n,
        resolution=onset.resolution,
    )
    if value < 0:
        return answer.noting("The check came before the onset in this series.")
    tied = (answer.low or 0.0) < 0
    return answer.noting("The check may have come before the onset." if tied else "")


@dataclass(frozen=True, slots=True)
class CheckLags:
    """Lags of several incidents.

    Attributes:
        low, high: shape (n,), hours, the least and the most that the lag can be; the time watched where never checked.
        checked: shape (n,), False where no check was published by the end of observation.
        without_onset: incidents left out because they have none.
        before: incidents left out because the check came before the onset: data that contradict the clock, counted here
            and never clipped to 0.
    """

    low: Floats
    high: Floats
    checked: Bools
    without_onset: int
    before: int

    @property
    def note(self) -> str:
        """What was left out."""
        said = []
        if self.without_onset:
            said.append(f"{counted(self.without_onset, 'incident')} without an onset left out.")
        if self.before:
            said.append(f"{counted(self.before, 'incident')} checked before the onset left out.")
        return " ".join(said)

    def _curves(self) -> LagCurves:
        return lag_curves(self.low, self.high, self.checked, np.ones(self.low.size))

    def share_by(self, hours: float) -> Answer:
        """The share checked by ``hours`` (above 0) after the onset; codes as ``share_within``."""
        if not self.low.size:
            return refuse("NE_FEW", "No incident has an onset: add incidents.", 0)
        return _of_incidents(share_gone(self._curves(), hours)).noting(self.note)

    def median(self) -> Answer:
        """The time by which half were checked; ``median_lag``, with its codes."""
        if not self.low.size:
            return refuse("NE_FEW", "No incident has an onset: add incidents.", 0)
        found = median_lag(self.low, self.high, self.checked, np.ones(self.low.size))
        return _of_incidents(found).noting(self.note)


def _of_incidents(answer: Answer) -> Answer:
    """The answer of an estimator that speaks of items, in words about incidents."""
    note = answer.note
    for said, meant in _MEANT:
        note = note.replace(said, meant)
    return replace(answer, note=note)


def check_lags(incidents: Sequence[Watched]) -> CheckLags:
    """Lags of incidents, ready for the survival estimator.

    Low ends below 0 of lags that can be positive are cut at 0 (both came in one bin); lags that are negative throughout are
    counted and left out, as SCIENCE.md B.1 asks.

    Source: SCIENCE.md, G.15; Kaplan & Meier as in ``survival``.
    """
    lows, highs, checked = [], [], []
    without = before = 0
    for incident in incidents:
        lag = check_lag(incident)
        if lag.status == "NE_RIGHT" and incident.onset.value is not None:
            lows.append(lag.low or 0.0)
            highs.append(lag.low or 0.0)
            checked.append(False)
        elif lag.value is None or lag.low is None or lag.high is None:
            without += 1
        elif lag.high < 0:
            before += 1
        else:
            lows.append(max(lag.low, 0.0))
            highs.append(lag.high)
            checked.append(True)
    return CheckLags(np.array(lows), np.array(highs), np.array(checked, np.bool_), without, before)
