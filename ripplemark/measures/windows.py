"""Overlapping downloads of one search term as one series, joined when it is asked for; the downloads stay as they are.

Of one incident, files of Google Trends with the same term, place, language and width of bin that overlap in time are put on one
scale by ``estimate.stitch``. The joined series stands beside them under a name of its own (``joined-`` and eight letters) and
carries its links, so that every parametric bootstrap draws their errors (``Series.links``). A download of the same term with wider
bins links the windows that lie within it, those without a bin in common too, and checks the chain (``estimate.reanchor``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np

from ripplemark.estimate.pulls import Pulled, pulled
from ripplemark.estimate.reanchor import Check, Timed, checks, long_links
from ripplemark.estimate.series import Bools, Floats, Ints
from ripplemark.estimate.stitch import Link, Stitched, Window, stitch
from ripplemark.measures import grid

PREFIX = "joined-"
ALIKE = ("incident", "series", "channel", "platform", "metric", "region", "language", "bin_width")
JOINED_METRIC = "search_index"


@dataclass(frozen=True, slots=True, eq=False)
class Download:
    """One series of one file.

    Attributes:
        by: its key columns.
        zone: the zone in which its days begin.
        at: shape (n,), number of each bin on the endless grid of its width; increasing.
        start: shape (n,), seconds since 1970.
        value: shape (n,), NaN where missing or partial; half of an upper bound.
        below: shape (n,), True for upper bounds.
    """

    by: dict[str, Any]
    zone: str
    at: Ints
    start: Floats
    value: Floats
    below: Bools

    @property
    def dataset(self) -> str:
        """The file's dataset."""
        return str(self.by["dataset"])


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Downloads of one term with overlaps, and the series that they make together.

    Attributes:
        name: stands for a dataset where one is named.
        downloads: all of the term, also those that could not be joined; in order of their first bin.
        requests: the downloads of one request are one; in order of their first bin.
        stitched: how the requests were joined; places are those of ``requests``.
        start, value, below, links: of each bin of the series: shapes (m,), (m,), (m,), (m, k).
        upper: shape (m,), what a bin is at most where no download says more than '<1' or 0; NaN elsewhere.
        longs: downloads of the term with wider bins; links name them by places after those of ``requests``.
    """

    name: str
    downloads: tuple[Download, ...]
    requests: tuple[Pulled, ...]
    stitched: Stitched
    start: Floats
    value: Floats
    below: Bools
    links: Floats
    upper: Floats
    longs: tuple[Download, ...] = ()

    @property
    def by(self) -> dict[str, Any]:
        """The key columns of the joined series."""
        own = self.downloads[0].by
        return {"dataset": self.name, **{name: own[name] for name in ALIKE if name in own}}

    @property
    def parts(self) -> tuple[str, ...]:
        """The datasets that are part of it, those that only repeat one included."""
        places = [
            place
            for k in self.stitched.paths
            for place in (*self.requests[k].places, *self.requests[k].copies)
        ]
        return tuple(self.downloads[place].dataset for place in sorted(places))

    @property
    def left_out(self) -> tuple[str, ...]:
        """The datasets that could not be joined."""
        return tuple(each.dataset for each in self.downloads if each.dataset not in self.parts)

    @property
    def pointless(self) -> bool:
        """True where nothing was joined: the series would be one download under another name."""
        return sum(len(self.requests[k].places) for k in self.stitched.paths) < 2

    def request_of(self, dataset: str) -> int:
        """The place of the request that a dataset is a download of."""
        place = next(k for k, each in enumerate(self.downloads) if each.dataset == dataset)
        return next(
            k for k, each in enumerate(self.requests) if place in (*each.places, *each.copies)
        )

    def span(self, request: int) -> tuple[float, float]:
        """Starts of a request's first and last bin, or of a long download's, seconds since 1970."""
        beyond = request - len(self.requests)
        own = (
            self.longs[beyond] if beyond >= 0 else self.downloads[self.requests[request].places[0]]
        )
        return float(own.start[0]), float(own.start[-1])

    def is_long(self, link: Link) -> bool:
        """Whether a link leads to a download with wider bins."""
        return link.other >= len(self.requests)

    def checks(self) -> dict[int, Check]:
        """Of each request that the chain and a long download both join to the one with the peak: whether they agree."""
        return checks(self.stitched, len(self.requests))

    def factor(self, request: int) -> float | None:
        """By what its values are multiplied in the joined series; None where it is not part of it."""
        path = self.stitched.paths.get(request)
        return None if path is None else float(np.exp(path.log)) * self.stitched.scale

    def why_not(self, request: int) -> str:
        """Why a request is not part of it; empty where it is."""
        return self.stitched.left_out.get(request, "")


def joined(downloads: Sequence[Download]) -> list[Joined]:
    """The series that files of one incident make together: of each term, place and width of bin with at least two files that overlap."""
    groups: dict[tuple[Any, ...], list[Download]] = {}
    for each in downloads:
        if each.by.get("metric") == JOINED_METRIC and np.isfinite(each.value).any():
            key = (*(each.by.get(name) for name in ALIKE), each.zone)
            groups.setdefault(key, []).append(each)
    found = []
    for group in groups.values():
        if len({each.dataset for each in group}) < max(len(group), 2):
            continue  # one file with the same term twice is one scale, and nothing to join
        one = _joined(
            sorted(group, key=lambda each: (each.start[0], each.start[-1], each.dataset)),
            _longer(group[0], downloads),
        )
        if one is not None:
            found.append(one)
    return found


def _longer(own: Download, downloads: Sequence[Download]) -> tuple[Download, ...]:
    """Downloads of the same term and place with wider bins; the same values count once."""
    found: dict[tuple[bytes, bytes], Download] = {}
    same = [name for name in ALIKE if name != "bin_width"]
    for each in downloads:
        alike = all(each.by.get(name) == own.by.get(name) for name in same)
        if alike and _width(each) > _width(own) and np.isfinite(each.value).any():
            found.setdefault((each.start.tobytes(), each.value.tobytes()), each)
    return tuple(found.values())


def _width(of: Download) -> float:
    """[s] The width of its bins, a month as thirty days."""
    width = grid.step(of.by.get("bin_width"))
    days = {"day": 1, "month": 30}.get(width.unit, 0)
    return float(width.seconds or days * width.number * 86_400)


def _timed(at: Ints, start: Floats, value: Floats, width: float) -> Timed:
    """Bins with their ends: where the next one begins, or a width later."""
    follows = np.append(np.diff(at) == 1, False)
    return Timed(start, np.where(follows, np.append(start[1:], np.inf), start + width), value)


def _joined(downloads: Sequence[Download], longs: tuple[Download, ...] = ()) -> Joined | None:
    requests = pulled([Window(each.at, each.value) for each in downloads])
    windows = [each.window for each in requests]
    begins = {
        int(at): float(start)
        for each in downloads
        for at, start in zip(each.at, each.start, strict=True)
    }
    timed = [
        _timed(
            each.at, np.array([begins[int(at)] for at in each.at]), each.value, _width(downloads[0])
        )
        for each in windows
    ]
    beyond = [_timed(each.at, each.start, each.value, _width(each)) for each in longs]
    stitched = stitch(windows, long_links(timed, beyond))
    if not stitched.links and len(requests) == len(downloads):
        return None  # nothing overlaps: these are looks at different times
    key = "|".join(sorted(each.dataset for each in downloads))
    key += "|" + "|".join(str(downloads[0].by.get(name)) for name in ALIKE)
    used = [place for k in stitched.paths for place in requests[k].places]
    return Joined(
        PREFIX + sha256(key.encode()).hexdigest()[:8],
        tuple(downloads),
        tuple(requests),
        stitched,
        np.array([begins[int(at)] for at in stitched.at]),
        stitched.value,
        _below([downloads[k] for k in used], stitched.at),
        stitched.moved(windows),
        _upper(downloads, requests, stitched),
        longs,
    )


def _upper(downloads: Sequence[Download], requests: Sequence[Pulled], stitched: Stitched) -> Floats:
    """The bounds of bins of which no download says more than that there was less than it shows: the mean of theirs."""
    at = stitched.at
    seen, low, total = np.zeros((3, at.size))
    for request, path in stitched.paths.items():
        shown = float(np.exp(path.log)) * stitched.scale
        for each in (downloads[place] for place in requests[request].places):
            known = np.isfinite(each.value)
            place = np.searchsorted(at, each.at[known])
            little = each.below[known] | (each.value[known] == 0)
            seen[place] += 1
            low[place] += little
            total[place] += shown * little
    bounded = (low > 0) & (low == seen)
    return np.where(bounded, total / np.maximum(low, 1), np.nan)


def _below(downloads: Sequence[Download], at: Ints) -> Bools:
    """Bins of which every download only gives an upper bound."""
    seen, below = np.zeros(at.size, dtype=np.int64), np.zeros(at.size, dtype=np.int64)
    for each in downloads:
        known = np.isfinite(each.value)
        place = np.searchsorted(at, each.at[known])
        seen[place] += 1
        below[place] += each.below[known]
    return np.asarray((below > 0) & (below == seen), dtype=np.bool_)
