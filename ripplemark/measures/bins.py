"""From rows of bins to series on a regular grid: missing bins stay missing, bounds and partial bins are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ripplemark.engine import Serving
from ripplemark.estimate.series import Bools, Floats, Ints, Series
from ripplemark.measures import grid
from ripplemark.measures.base import Request
from ripplemark.measures.kept import kept
from ripplemark.measures.period import Period
from ripplemark.measures.windows import JOINED_METRIC, PREFIX, Download, Joined, joined
from ripplemark.schema import RELATIVE_METRICS

KEY = (
    "dataset",
    "incident",
    "series",
    "channel",
    "platform",
    "metric",
    "region",
    "language",
    "bin_width",
)
BELOW = 0.5
"""'<1' lies between 0 and 1; sums use the middle (SCIENCE.md, C.6). Of other upper bounds, too, this share is taken."""

LEAST_SHOWN = 1.0
"""What Google Trends writes as 0 is less than it shows, not nothing: below a point at most, as '<1' (SCIENCE.md, C.6)."""

STEP = 1.0
"""A search index is rounded to whole points."""

LONGEST_MONTH = 31
"""[days] A single value for a longer stretch is no course over time."""

_LONGEST = 2_000_000
_KEPT_BINS = 500_000
"""An incident's bins that are kept between two questions; each takes some 40 bytes."""
_INCIDENTS, _KEPT_TOGETHER = 128, 24 * _KEPT_BINS
"""So many incidents are kept at most, and so many bins of them together: those that are compared are asked about in turn."""


@dataclass(frozen=True, slots=True, eq=False)
class BinnedSeries:
    """One attention series with its key columns and its first instant, on a regular grid of n bins; n may be 0.

    ``series`` is what estimators see: half of an upper bound, nothing for a partial bin. ``given`` are the values as the
    source gives them, shape (n,), NaN where it gives none; ``below`` marks upper bounds, ``part`` partial bins.
    ``bounds`` and ``uneven`` count rows that are bounds and rows that repeat a bin. ``known_from`` and ``known_to`` are
    the series' own first and last instant, whatever the period. ``zone`` is the one in which its days begin. ``unit`` is
    what 1 of ``series`` is in the source's own values: 1, but for shares, which are measured as an index. ``parts`` are the
    datasets of a series that was joined from several downloads (``measures.windows``), and empty for every other one.
    """

    by: dict[str, Any]
    first: datetime
    series: Series
    given: Floats
    below: Bools
    part: Bools
    bounds: int
    uneven: int
    known_from: datetime
    known_to: datetime
    zone: str = "UTC"
    unit: float = 1.0
    parts: tuple[str, ...] = ()

    @property
    def pairs(self) -> set[str]:
        """What selections are compared with: ``column=value`` of each column by which a series can be selected."""
        return {f"{name}={self.by.get(name, '')}" for name in KEY if name != "incident"}

    @property
    def whole_range(self) -> bool:
        """True where all there is is one value for a stretch longer than a month: where, and not when."""
        width = grid.step(self.by.get("bin_width"))
        once = self.known_to - self.known_from <= timedelta(days=width.number + 1)
        return width.unit == "day" and width.number > LONGEST_MONTH and once

    @property
    def partial(self) -> bool:
        """True where at least one bin is partial."""
        return bool(self.part.any())

    def instant(self, hours: float | None) -> str | None:
        """Hours since the first bin's start as an ISO 8601 time in UTC; None stays None."""
        if hours is None:
            return None
        at = (self.first + timedelta(hours=hours)).astimezone(UTC)
        return (
            (at + timedelta(milliseconds=500))
            .replace(microsecond=0)
            .isoformat()
            .replace("+00:00", "Z")
        )


def read(request: Request) -> Iterator[BinnedSeries]:
    """Every series that the request selects, in order of its key, with the bins of its period; nobody may change them.

    What an incident's measures share is read once for a connection: its series, unless they are very long.
    """
    period = Period.of(request.settings)
    if request.incident is None:
        yield from _read(request, period, request.selected)
        return
    key = ("bins", request.incident, request.scope, period)
    found = kept(
        request.serving, key, lambda: _all(request, period), _INCIDENTS, _size, _KEPT_TOGETHER
    )
    if found is None:
        yield from _read(request, period, request.selected)
        return
    wanted = set(request.selected)
    for name in [pair for pair in wanted if pair.startswith(f"dataset={PREFIX}") and "~" in pair]:
        wanted.remove(name)
        found = tuple(
            _moved(each, name)
            for each in found
            if name.startswith(f"dataset={each.by['dataset']}~")
        )
    yield from (each for each in found if wanted <= each.pairs)


def read_together(serving: Serving, codes: Sequence[str], scope: str = "incident") -> None:
    """Read the series of several incidents with one question; each is kept as if it had been asked for by itself.

    Meant for incidents that are most of the archive: rows of others are read as well, and dropped.
    """
    every, open_ = Request(serving, None, scope, (), (), {}), Period()
    by_code: dict[str, list[BinnedSeries]] = {code: [] for code in codes}
    for binned in _read(every, open_, []):
        by_code.get(str(binned.by.get("incident")), []).append(binned)
    for code, found in by_code.items():
        one = replace(every, incident=code)
        if sum(each.series.value.size for each in found) <= _KEPT_BINS:
            whole: tuple[BinnedSeries, ...] | None = (*found, *_joined(one, open_, found))
            key = ("bins", code, scope, open_)
            kept(serving, key, partial(_same, whole), _INCIDENTS, _size, _KEPT_TOGETHER)


def _same(
    found: tuple[BinnedSeries, ...] | None,
) -> tuple[BinnedSeries, ...] | None:
    return found


def _moved(binned: BinnedSeries, name: str) -> BinnedSeries:
    """A joined series with one of its links moved by a standard error: 'dataset=joined-abc~+0' the first of them up."""
    series, dataset = binned.series, name.removeprefix("dataset=")
    if series.links is None:
        return binned
    sign, link = (
        (1.0 if dataset[dataset.index("~") + 1] == "+" else -1.0),
        int(dataset.partition("~")[2][1:]),
    )
    factor = np.exp(sign * series.links[:, link])
    by = {**binned.by, "dataset": dataset}
    return replace(
        binned,
        by=by,
        series=replace(
            series,
            value=series.value * factor,
            upper=None if series.upper is None else series.upper * factor,
        ),
        given=binned.given * factor,
    )


def _size(found: tuple[BinnedSeries, ...] | None) -> int:
    return sum(each.series.value.size for each in found or ())


def _all(request: Request, period: Period) -> tuple[BinnedSeries, ...] | None:
    """The series of the incident, selected or not; None where they are too long to be kept."""
    found, size = [], 0
    for binned in _read(request, period, []):
        size += binned.series.value.size
        if size > _KEPT_BINS:
            return None
        found.append(binned)
    return (*found, *_joined(request, period, found))


def joins(request: Request) -> list[Joined]:
    """Downloads of one term that overlap, joined over all of their bins, whatever the period; see ``windows.joined``."""
    if request.incident is None:
        return []
    key = ("joins", request.incident, request.scope)
    return kept(request.serving, key, lambda: joined(downloads(request)), _INCIDENTS)


def downloads(request: Request) -> list[Download]:
    """Every series of what is asked with all of its bins, each as its file gives it; none is joined."""
    return [_download(each) for each in _read(request, Period(), [])]


def _download(binned: BinnedSeries) -> Download:
    start = np.round(binned.first.timestamp() + binned.series.start * 3600)
    at = grid.places(
        start.astype(np.int64), grid.step(binned.by.get("bin_width")), ZoneInfo(binned.zone)
    )
    return Download(binned.by, binned.zone, at, start, binned.series.value, binned.below)


def _joined(
    request: Request, period: Period, found: Sequence[BinnedSeries]
) -> Iterator[BinnedSeries]:
    """The joined series with the bins of a period, after those that they are made of."""
    if sum(each.by.get("metric") == JOINED_METRIC for each in found) < 2:
        return
    for each in joins(request):
        if each.pointless:
            continue
        at = pa.array((each.start * 1e6).astype(np.int64)).cast(pa.timestamp("us", "UTC"))
        columns: dict[str, Any] = {name: [each.by.get(name)] * each.start.size for name in KEY} | {
            "zone": [each.downloads[0].zone] * each.start.size,
            "bin_start": at,
            "value": np.where(each.below, each.value / BELOW, each.value),
            "bound": np.where(each.below, "<", "").tolist(),
        }
        binned = _series(pa.table(columns), period, request.serving.visible.homes)
        begins = np.round(binned.first.timestamp() + binned.series.start * 3600)
        links = np.zeros((begins.size, each.links.shape[1]))
        place = np.searchsorted(each.start, begins)
        known = each.start[np.minimum(place, each.start.size - 1)] == begins
        links[known] = each.links[place[known]]
        upper = np.full(begins.size, np.nan)
        upper[known] = each.upper[place[known]]
        series = replace(binned.series, links=links, upper=_some(upper))
        yield replace(binned, series=series, parts=each.parts)


def _read(request: Request, period: Period, selected: list[str]) -> Iterator[BinnedSeries]:
    rows = request.serving.run(
        "lifecycle/bins_by_series",
        incident=request.incident,
        scope=request.scope,
        selected=selected,
    ).rows
    ends = _ends(rows)
    for start, end in pairwise(ends):
        part = rows.slice(start, end - start)
        yield _series(part, period, request.serving.visible.homes)


def _ends(rows: pa.Table) -> list[int]:
    """Where one series ends and the next begins, 0 and the number of rows included."""
    count = rows.num_rows
    if not count:
        return [0]
    new = np.zeros(count, dtype=np.bool_)
    for name in KEY:
        column = rows.column(name).combine_chunks()
        told = pc.fill_null(column, "")
        new[1:] |= pc.not_equal(told[1:], told[:-1]).to_numpy(zero_copy_only=False)
    return [0, *np.flatnonzero(new).tolist(), count]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one series: seconds since 1970, values, and which are upper bounds or partial."""

    at: Ints
    value: Floats
    below: Bools
    part: Bools

    @classmethod
    def of(cls, rows: pa.Table) -> _Rows:
        at = rows.column("bin_start").cast(pa.int64()).to_numpy() // 1_000_000
        value = rows.column("value").to_numpy().astype(np.float64)
        bound = rows.column("bound")
        below, part = (
            pc.fill_null(pc.equal(bound, sign), False).to_numpy().astype(np.bool_)
            for sign in ("<", "~")
        )
        return cls(np.asarray(at, dtype=np.int64), value, below, part)

    def within(self, since: float | None, until: float | None) -> _Rows:
        """The rows that begin at ``since`` or later and before ``until``."""
        kept = np.ones(self.at.size, dtype=np.bool_)
        if since is not None:
            kept &= self.at >= since
        if until is not None:
            kept &= self.at < until
        return _Rows(self.at[kept], self.value[kept], self.below[kept], self.part[kept])


def _series(table: pa.Table, period: Period, homes: Any) -> BinnedSeries:
    head = table.slice(0, 1).to_pylist()[0]
    zone = ZoneInfo(head["zone"] or "UTC")
    width = grid.step(head["bin_width"])
    rows = _Rows.of(table)
    example = datetime.fromtimestamp(int(rows.at[0]), UTC)
    last = datetime.fromtimestamp(int(rows.at[-1]), UTC)
    if not period.open:
        days_in = None if width.seconds else zone.key
        rows = rows.within(*period.instants(homes.get(head["incident"], "UTC"), days_in))
    places = grid.places(rows.at, width, zone)
    first = (
        int(places[0]) if places.size else int(grid.places(grid.whole([example]), width, zone)[0])
    )
    count = min(int(places[-1]) - first + 1, _LONGEST) if places.size else 0
    given, below, part = _on_grid(rows, places - first, count)
    starts = grid.starts(first, count + 1, example, width, zone)
    hours = (starts - starts[0]) / 3600
    value = np.where(below, BELOW * given, given)
    value[part] = np.nan
    index = head["metric"] in RELATIVE_METRICS
    unit = _unit(given) if head["metric"] == "coverage_share" else 1.0
    beyond = grid.starts(
        int(grid.places(grid.whole([last]), width, zone)[0]), 2, example, width, zone
    )[1]
    return BinnedSeries(
        {name: head[name] for name in KEY if head[name] is not None},
        datetime.fromtimestamp(float(starts[0]), UTC),
        Series(
            value / unit,
            hours[:-1],
            np.diff(hours),
            width.nominal,
            index,
            upper=_some(_upper(given, below, head["metric"]) / unit),
            step=STEP if head["metric"] == JOINED_METRIC else 0.0,
        ),
        given,
        below,
        part,
        int(rows.below.sum()),
        int(places.size - np.unique(places).size),
        example,
        datetime.fromtimestamp(float(beyond), UTC),
        zone.key,
        unit,
    )


def _upper(given: Floats, below: Bools, metric: str) -> Floats:
    """Shape (n,): what a bin is at most where no more is known; NaN elsewhere."""
    upper = np.where(below, given, np.nan)
    if metric == JOINED_METRIC:
        upper[given == 0] = LEAST_SHOWN
    return upper


def _some(upper: Floats) -> Floats | None:
    return None if np.isnan(upper).all() else upper


def _unit(given: Floats) -> float:
    """A hundredth of the highest value: shares of coverage are measured as an index whose maximum is 100.

    What is usual, and how far above it counts as a rise, is told in counts or in points of an index; a share of 0.02 %
    is neither. On the index times and ratios are what they are on the share, whatever its size.
    """
    top = float(np.nanmax(given)) if np.isfinite(given).any() else 0.0
    return top / 100 if top > 0 else 1.0


def _on_grid(rows: _Rows, places: Ints, count: int) -> tuple[Floats, Bools, Bools]:
    """Values, upper bounds and partial bins by place; of rows that repeat a bin the last one with a value counts."""
    value = np.full(count, np.nan)
    below, part = np.zeros(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_)
    kept = (places < count) & ~np.isnan(rows.value)
    at = places[kept]
    value[at], below[at], part[at] = rows.value[kept], rows.below[kept], rows.part[kept]
    return value, below, part
