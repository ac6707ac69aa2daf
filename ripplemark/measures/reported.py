"""What platforms reported of themselves, day by day: the norms that stand beside an incident, never in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from ripplemark.engine import Serving
from ripplemark.measures.base import Request
from ripplemark.measures.kept import kept
from ripplemark.measures.period import Period

QUERY = "platforms/reported_by_day"
FIGURES = (
    "decisions",
    "images",
    "deepfakes",
    "lag",
    "shortest",
    "longest",
    "timed",
    "negative",
    "detected",
    "decided",
    "partly",
    "accounts",
)
"""Columns of the query that are figures."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Reported:
    """One platform's figures in one dataset: n days in order, n >= 1; a day on which nothing was sent has no place.

    ``start`` has shape (n,), seconds since 1970 of the day's first moment in UTC; ``figures`` holds one array of that shape for
    each name in FIGURES, NaN where the dataset does not say.
    """

    dataset: str
    platform: str
    start: Floats
    figures: Mapping[str, Floats]

    def __getitem__(self, name: str) -> Floats:
        return self.figures[name]

    def total(self, name: str) -> float | None:
        """The sum of a figure over all days that say it; None where none does."""
        known = self[name][np.isfinite(self[name])]
        return float(known.sum()) if known.size else None

    def between(self, low: float | None, high: float | None) -> Reported | None:
        """The days that begin at ``low`` or later and before ``high`` (seconds; None is open); None where there is none."""
        inside = np.ones(self.start.size, dtype=np.bool_)
        inside &= self.start >= (-np.inf if low is None else low)
        inside &= self.start < (np.inf if high is None else high)
        if not inside.any():
            return None
        figures = {name: values[inside] for name, values in self.figures.items()}
        return Reported(self.dataset, self.platform, self.start[inside], figures)

    def mean_lag(self) -> tuple[float, float] | None:
        """The mean lag in days over all timed decisions, and how many those are; None where there is none."""
        lag, timed = self["lag"], self["timed"]
        known = np.isfinite(lag) & np.isfinite(timed) & (timed > 0)
        if not known.any():
            return None
        number = float(timed[known].sum())
        return float((lag[known] * timed[known]).sum() / number), number


def everything(serving: Serving) -> tuple[Reported, ...]:
    """Every platform of every dataset of platform scope, by dataset and name; read once for a connection."""
    return kept(serving, ("reported",), lambda: _read(serving))


def _read(serving: Serving) -> tuple[Reported, ...]:
    rows = serving.run(QUERY).rows
    names = zip(rows["dataset"].to_pylist(), rows["platform"].to_pylist(), strict=True)
    columns = {
        name: rows[name].to_numpy(zero_copy_only=False).astype(np.float64)
        for name in ("start", *FIGURES)
    }
    found = []
    for (dataset, platform), places in groupby(enumerate(names), key=itemgetter(1)):
        at = [k for k, _ in places]
        part = slice(at[0], at[-1] + 1)
        figures = {name: columns[name][part] for name in FIGURES}
        found.append(Reported(dataset, platform, columns["start"][part], figures))
    return tuple(found)


def asked_for(request: Request) -> tuple[Reported, ...]:
    """Those that a measure's request means: norms only, of the selected dataset and platform, in its period."""
    if request.scope != "platform" or request.incident is not None:
        return ()
    low, high = Period.of(request.settings).instants("UTC")
    parts = (each.between(low, high) for each in everything(request.serving))
    selected = dict(request.where)
    return tuple(
        each
        for each in parts
        if each is not None
        and each.dataset == selected.get("dataset", each.dataset)
        and each.platform == selected.get("platform", each.platform)
    )
