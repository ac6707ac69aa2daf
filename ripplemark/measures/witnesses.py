"""Which series stand for an incident in a measure of several: each for itself, or those of one file and scale as one witness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from ripplemark.errors import UnknownName
from ripplemark.estimate.outcome import Answer
from ripplemark.estimate.series import Floats, Ints, Series
from ripplemark.measures import bins
from ripplemark.measures.base import Parameter, Request, words
from ripplemark.measures.bins import BinnedSeries
from ripplemark.result import Estimate

SERIES = Parameter(
    "series",
    "which series take part: their keys (a dataset's name, a dot, and the number of the series in it) or the names of whole "
    "datasets, separated by commas. All of them where nothing is said",
    None,
    words,
)
TOGETHER = Parameter(
    "together",
    "'file' adds up the series of one file that have one kind of place, one platform, one unit and one width of bin "
    "(spellings, languages, places), and takes them for one witness; 'no' takes each for itself. Series of two files, of two "
    "units, or shares of coverage are never added up",
    "no",
    str,
    ("no", "file"),
)
WHO = (SERIES, TOGETHER)

_ALIKE = ("incident", "dataset", "channel", "platform", "metric", "bin_width")
_TOLD_APART = ("series", "region", "language")


@dataclass(frozen=True, slots=True)
class Witness:
    """One series, or several added up, under a key that names no term and no place."""

    key: str
    binned: BinnedSeries

    @property
    def begins(self) -> float:
        """Where its first bin starts, hours since 1970."""
        return self.binned.first.timestamp() / 3600

    @property
    def ends(self) -> float:
        """Where the last bin that holds a value ends, hours since 1970; the begin of a series without any."""
        series = self.binned.series
        seen = series.observed
        return self.begins + float((series.start + series.width)[seen[-1]] if seen.size else 0.0)

    @property
    def channel(self) -> str:
        """The kind of place; empty where the data do not say."""
        return str(self.binned.by.get("channel") or "")


def witnesses(request: Request) -> list[Witness]:
    """The series over time that the request selects, in order of their keys.

    Raises:
        UnknownName: the setting ``series`` names one that is not there; the keys are listed.
    """
    wanted, found = set(request.selected), list(_every(request))
    named = request.settings.get("series")
    if named:
        known = {name for each in found for name in (each.key, each.binned.by["dataset"])}
        for name in named:
            if name not in known:
                raise UnknownName("series", name, [each.key for each in found])
        found = [each for each in found if each.key in named or each.binned.by["dataset"] in named]
    found = [each for each in found if wanted <= each.binned.pairs]
    if request.settings.get("together") != "file":
        return found
    groups: dict[tuple[Any, ...], list[Witness]] = {}
    for each in found:
        by = each.binned.by
        alone = each.key if by.get("metric") == "coverage_share" else ""
        groups.setdefault((*(by.get(name) for name in _ALIKE), alone), []).append(each)
    return [summed(group) for group in groups.values()]


def _every(request: Request) -> Iterator[Witness]:
    """All of them, with the keys under which figures offer them."""
    number: dict[tuple[str, str], int] = {}
    for binned in bins.read(replace(request, where=())):
        place = str(binned.by.get("incident", "")), str(binned.by["dataset"])
        number[place] = number.get(place, 0) + 1
        if not binned.whole_range:
            yield Witness(f"{place[1]}.{number[place]}", binned)


def summed(group: Sequence[Witness]) -> Witness:
    """Series of one file and one scale as one: sums over the time that all of them cover; missing where one is missing."""
    if len(group) == 1:
        return group[0]
    parts = [each.binned for each in group]
    starts = [_starts(each) for each in parts]
    shared = starts[0]
    for other in starts[1:]:
        shared = shared[np.isin(shared, other)]
    places = [np.searchsorted(own, shared) for own in starts]
    first = parts[0]
    zero = shared[0] if shared.size else starts[0][0] if starts[0].size else 0.0
    series = Series(
        _sum([each.series.value[at] for each, at in zip(parts, places, strict=True)]),
        (shared - zero) / 3600,
        first.series.width[places[0]],
        first.series.nominal,
        first.series.index,
        upper=_at_most(parts, places),
    )
    below, part = (
        np.any([getattr(each, name)[at] for each, at in zip(parts, places, strict=True)], axis=0)
        for name in ("below", "part")
    )
    by = {
        name: value
        for name, value in first.by.items()
        if name not in _TOLD_APART or all(each.by.get(name) == value for each in parts)
    }
    key = f"{group[0].key}+" + "+".join(each.key.rpartition(".")[2] for each in group[1:])
    return Witness(
        key,
        replace(
            first,
            by={**by, "together": f"{len(group)} series"},
            first=datetime.fromtimestamp(float(zero), UTC),
            series=series,
            given=_sum([each.given[at] for each, at in zip(parts, places, strict=True)]),
            below=below,
            part=part,
            bounds=sum(each.bounds for each in parts),
            uneven=sum(each.uneven for each in parts),
            known_from=max(each.known_from for each in parts),
            known_to=min(each.known_to for each in parts),
        ),
    )


def _at_most(parts: Sequence[BinnedSeries], places: Sequence[Ints]) -> Floats | None:
    """Upper bounds of sums: only where every summand is one; None without any."""
    found = [each.series.at_most(at) for each, at in zip(parts, places, strict=True)]
    known = [each for each in found if each is not None]
    return _sum(known) if len(known) == len(found) else None


def _starts(binned: BinnedSeries) -> Floats:
    """Shape (n,): seconds since 1970 at which its bins begin."""
    return np.round(binned.first.timestamp() + binned.series.start * 3600)


def _sum(values: Sequence[Floats]) -> Floats:
    return np.asarray(np.sum(values, axis=0), dtype=np.float64)


def answered(by: Mapping[str, Any], answer: Answer) -> Estimate:
    """An answer about several series, or several incidents, as an estimate; columns that are empty are left out."""
    return Estimate(
        {name: value for name, value in by.items() if value not in (None, "")},
        _number(answer.value),
        _number(answer.low),
        _number(answer.high),
        answer.n,
        answer.events,
        answer.censored,
        answer.status,
        answer.note,
        answer.resolution,
        (),
    )


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)
