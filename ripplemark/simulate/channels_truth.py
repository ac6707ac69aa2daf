"""What measures of several channels and of checks should find: their definitions, applied to noise-free bins.

Written here anew from SCIENCE.md, A.4 (width), A.9 (order of onsets) and A.12 (attention before the check, and its lag); the
onset is that of ``series_truth``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ripplemark.estimate.series import Floats
from ripplemark.simulate.attention import Drawn
from ripplemark.simulate.grid import HOUR, seconds
from ripplemark.simulate.plan import Incident
from ripplemark.simulate.series_truth import LEAST_EXCESS, Clean, Told

CHECK = "fact_check"


@dataclass(frozen=True, slots=True)
class Planted:
    """One series: the dataset it was stored as, and its noise-free bins."""

    dataset: str
    drawn: Drawn
    clean: Clean

    @property
    def begins(self) -> float | None:
        """When the bin of its onset begins, seconds since 1970; None without one."""
        onset = self.clean.onset
        return None if onset is None else self.clean.first + self.clean.start[onset] * HOUR


def channels_truth(incident: Incident, series: Sequence[tuple[str, Drawn]]) -> Iterator[Told]:
    """Metric, ``by``, ``where`` and value for every such number; as ``series_truth``, value None with the code expected."""
    found = [Planted(dataset, drawn, Clean(drawn)) for dataset, drawn in series]
    for one, other in combinations(sorted(found, key=lambda each: each.dataset), 2):
        by = {"quantity": "order", "first": f"{one.dataset}.1", "second": f"{other.dataset}.1"}
        yield {"metric": "lead-lag", "by": by, **_order(one, other)}
    for each in found:
        where = {"dataset": each.dataset}
        lag, share = _check(incident, each)
        yield {"metric": "check-lag", "by": {"quantity": "lag"}, "where": where, **lag}
        yield {"metric": "unverified-share", "where": where, **share}
        yield {"metric": "fwhm", "where": where, **_width(each.clean)}


def _order(one: Planted, other: Planted) -> Told:
    if one.begins is None or other.begins is None:
        return {"value": None, "expect": "NE"}
    return {"value": float(other.begins - one.begins) / HOUR}


def _check(incident: Incident, of: Planted) -> tuple[Told, Told]:
    """The time to the first check, and the share of attention before it."""
    few = {"value": None, "expect": "NE"}
    if not incident.events or of.begins is None:
        return few, few
    after = [each.after for each in incident.events if each.kind == CHECK]
    if not after:
        return {"value": None, "expect": "NE_RIGHT"}, few if of.drawn.index else {"value": 1.0}
    at = seconds(incident.begins, incident.zone) + min(after) * HOUR
    lag = {"value": float(at - of.begins) / HOUR}
    if of.drawn.index:
        return lag, few
    drawn = np.nan_to_num(of.drawn.value)
    return lag, {"value": _before(of, of.drawn.mean, at), "drawn": _before(of, drawn, at)}


def _before(of: Planted, amount: Floats, at: float) -> float:
    """The share from the onset on that lies before a moment, its bin split in proportion."""
    start, width = of.drawn.start, of.drawn.width * HOUR
    counted = np.where(start >= (of.begins or 0.0), amount, 0.0)
    part = np.clip((at - start) / width, 0.0, 1.0)
    return float((counted * part).sum() / counted.sum())


def _width(clean: Clean) -> Told:
    """Hours from the crossing of half the peak's excess before it to the one after it, for two bins running (A.4)."""
    if clean.onset is None:
        return {"value": None, "expect": "NE"}
    over, top = clean.mean - clean.usual, clean.peak
    if over[top] < LEAST_EXCESS:
        return {"value": None, "expect": "NE_FEW"}
    half = over[top] / 2
    rises = (k for k in range(top, 0, -1) if over[k - 1] < half)
    falls = (k for k in range(top + 1, over.size - 1) if over[k] <= half and over[k + 1] <= half)
    up, down = next(rises, None), next(falls, None)
    if down is None:
        return {"value": None, "expect": "NE_RIGHT"}
    if up is None:
        return {"value": None, "expect": "NE_LEFT"}
    rose = _crossed(clean, over, up - 1, half)
    return {"value": _crossed(clean, over, down - 1, half) - rose}


def _crossed(clean: Clean, over: Floats, k: int, level: float) -> float:
    """Where the line between the centres of bins k and k + 1 crosses a level, hours."""
    step = (level - over[k]) / (over[k + 1] - over[k])
    return float(clean.centre[k] + step * (clean.centre[k + 1] - clean.centre[k]))
