"""Which figure of a platform's day is shown: its words, and its days on a calendar without gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from ripplemark.measures.base import Parameter
from ripplemark.measures.reported import Floats, Reported
from ripplemark.result import Column

DAY = 86_400.0
_WEEK, _ENOUGH = 7, 4
"""Days of the running mean, and how many of them must be known."""

Form = Literal["count", "mean", "share"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure: its word in the address and in the file of defects, which metric it rests on, its names and its unit.

    ``part`` is the column of the query that is counted or averaged; ``title`` stands above a panel, ``about`` in sentences.
    """

    name: str
    metric: str
    settings: tuple[tuple[str, str], ...]
    form: Form
    part: str
    title: tuple[str, ...]
    about: str

    @property
    def column(self) -> Column:
        """What a value of it is, per day."""
        unit = {"count": "decisions", "mean": "days", "share": "%"}[self.form]
        kind = "BIGINT" if self.form == "count" else "DOUBLE"
        return Column("value", kind, unit, f"{self.about}, on that day")

    def fraction(self, of: Reported) -> tuple[Floats, Floats]:
        """Numerator and denominator of each day, shape (n,); a value is the one over the other."""
        if self.form == "mean":
            weight = np.where(of["timed"] > 0, of["timed"], np.nan)
            return of[self.part] * weight, weight
        if self.form == "share":
            whole = np.where(of["decisions"] > 0, of["decisions"], np.nan)
            return 100.0 * of[self.part], whole
        return of[self.part], np.ones(of.start.size)

    def values(self, of: Reported) -> Floats:
        """The figure of each day, shape (n,); NaN where it is not known."""
        above, below = self.fraction(of)
        return above / below


SHOWN = (
    Shown(
        "decisions",
        "reported-decisions",
        (),
        "count",
        "decisions",
        ("Decisions a day", "Decisions"),
        "decisions",
    ),
    Shown(
        "intimate",
        "reported-decisions",
        (("keyword", "images"),),
        "count",
        "images",
        ("Decisions a day marked as non-consensual image sharing", "Intimate images, a day"),
        "decisions marked with the keyword for non-consensual image sharing",
    ),
    Shown(
        "deepfakes",
        "reported-decisions",
        (("keyword", "deepfakes"),),
        "count",
        "deepfakes",
        ("Decisions a day marked as non-consensual deepfakes", "Intimate deepfakes, a day"),
        "decisions marked with the keyword for non-consensual deepfakes",
    ),
    Shown(
        "lag",
        "reported-lag",
        (),
        "mean",
        "lag",
        ("Mean days from the content's date to the decision", "Mean lag, days"),
        "mean days from the content's date to the decision's, among decisions",
    ),
    Shown(
        "detection",
        "reported-automation",
        (("step", "detection"),),
        "share",
        "detected",
        ("Share of decisions about content found by machines", "Found by machines"),
        "share of decisions about content that machines found",
    ),
    Shown(
        "decision",
        "reported-automation",
        (("step", "decision"),),
        "share",
        "decided",
        ("Share of decisions taken by machines alone", "Decided by machines"),
        "share of decisions taken by machines alone",
    ),
    Shown(
        "accounts",
        "reported-accounts",
        (),
        "share",
        "accounts",
        ("Share of decisions about accounts", "About accounts"),
        "share of decisions that suspend or end an account",
    ),
)
"""Every figure that can be shown, the most asked for first."""

MEASURE = Parameter(
    "measure",
    "which figure of each day is shown",
    "decisions",
    str,
    tuple(each.name for each in SHOWN),
)


def shown(name: str) -> Shown:
    """The figure of this name; KeyError where there is none."""
    for each in SHOWN:
        if each.name == name:
            return each
    raise KeyError(name)


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """A platform's days from its first to its last without a gap: shape (n,), NaN on a day on which it sent nothing."""

    start: Floats
    value: Floats
    smooth: Floats

    @classmethod
    def of(cls, reported: Reported, figure: Shown) -> Days:
        """One figure of one platform, with the mean of the week around each day where more than half of it is known."""
        first = reported.start[0]
        place = np.round((reported.start - first) / DAY).astype(np.int64)
        start = first + DAY * np.arange(place[-1] + 1)
        above, below = (np.full(start.size, np.nan) for _ in range(2))
        above[place], below[place] = figure.fraction(reported)
        below[np.isnan(above)] = np.nan
        above[np.isnan(below)] = np.nan
        return cls(start, above / below, _mean_of_week(above, below))


def _mean_of_week(above: Floats, below: Floats) -> Floats:
    """The week's numerators over its denominators: a mean of decisions, not of days."""
    window, half = np.ones(_WEEK), _WEEK // 2
    known = np.isfinite(above).astype(np.float64)
    sums = [
        np.convolve(np.nan_to_num(each), window)[half : half + above.size]
        for each in (above, below, known)
    ]
    enough = sums[2] >= _ENOUGH
    mean = np.full(above.size, np.nan)
    np.divide(sums[0], sums[1], out=mean, where=enough & (sums[1] > 0))
    return mean
