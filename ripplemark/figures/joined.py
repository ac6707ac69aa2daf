"""How downloads of Google Trends were joined to one series: each on its own scale, each link with factor and error, each refusal."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa

from ripplemark.archive import Package
from ripplemark.charts.joined import JoinedWindows, Part, joined_windows
from ripplemark.estimate.stitch import Link
from ripplemark.figure import Claims, Figure, Unborne
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import SERIES
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.recipe import recipe
from ripplemark.figures.remembering import measured
from ripplemark.figures.series import Choice, choices
from ripplemark.measures import bins
from ripplemark.measures.base import Request
from ripplemark.measures.stitched import check_told, pulls_told, telling
from ripplemark.measures.windows import Joined
from ripplemark.result import Column
from ripplemark.wording import count

COLUMNS = (
    Column("at", "TIMESTAMPTZ", "", "when the bin begins"),
    Column("value", "DOUBLE", "", "joined series; its highest bin is 100"),
    Column(
        "error", "DOUBLE", "", "standard error of the logarithm of the bin's scale, from the links"
    ),
)


def make(asked: Asked) -> Figure:
    """The downloads of the chosen term; without any that overlap, which ones to fetch."""
    found = _of(asked)
    series = choices(asked, "search")
    if found is None:
        told = " ".join(recipe(series, asked.zone))
        head = "No two downloads of one search term overlap, so that none can be joined"
        return empty(
            asked, head, told, _packages(asked, [each.binned.by["dataset"] for each in series])
        )
    at = found.start.astype(np.float64)
    error = np.sqrt(np.sum(found.links**2, axis=1))
    parts = tuple(_part(found, k) for k in range(len(found.requests)))
    drawn = JoinedWindows(
        at,
        found.value,
        error,
        parts,
        ZoneInfo(asked.zone),
        "Above: the joined series, its highest bin = 100; dotted: 95 % interval of its scale. Below: each download on its own scale.",
    )
    table = pa.table(
        {
            "at": pa.array((at * 1e6).astype(np.int64)).cast(pa.timestamp("us", "UTC")),
            "value": pa.array(found.value),
            "error": pa.array(error),
        }
    )
    answer = measured(asked, "stitched-series", (("dataset", found.name),))
    return compose(
        asked,
        _words(asked, found, series),
        Drawn(lambda canvas: joined_windows(drawn, canvas), table, COLUMNS),
        _packages(asked, [each.dataset for each in found.downloads]),
        (answer,),
    )


def _of(asked: Asked) -> Joined | None:
    """The join that the asked or the main series comes from, else the largest one."""
    request = Request(asked.serving, asked.incident, asked.scope, (), (), {})
    found = bins.joins(request)
    key = str(asked.settings.get("series") or "").rpartition(".")[0]
    named = [each for each in found if key in (each.name, *(of.dataset for of in each.downloads))]
    return max(named or found, key=lambda each: each.value.size, default=None)


def _packages(asked: Asked, ids: list[str]) -> list[Package]:
    return [each for each in asked.packages if each.dataset_id in ids]


def _span(found: Joined, k: int) -> str:
    zone = ZoneInfo(found.downloads[0].zone)
    first, last = (datetime.fromtimestamp(at, zone) for at in found.span(k))
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"


def _part(found: Joined, k: int) -> Part:
    request, factor = found.requests[k], found.factor(k)
    zone = ZoneInfo(found.downloads[0].zone)
    own = found.downloads[request.places[0]]
    first, last = (datetime.fromtimestamp(at, zone) for at in found.span(k))
    short = f"{first:%b %Y} to {last:%b %Y}"
    at = np.interp(request.window.at, own.at, own.start)
    if factor is None:
        why = found.why_not(k).split(": ")[0].rstrip(".")
        said = (f"{short}: not joined. {why}", f"{short}: not joined", "not joined")
        return Part(at, request.window.value, False, said)
    path = found.stitched.paths[k]
    by = f"× {factor:.3g}"
    error = f"± {100 * path.error:.1f} %" if path.links else "holds the peak"
    pulls = f", mean of {len(request.places)}" if len(request.places) > 1 else ""
    said = (f"{short}{pulls}: {by} ({error})", f"{short}: {by}", by)
    return Part(at, request.window.value, True, said, path.error)


def _words(asked: Asked, found: Joined, series: list[Choice]) -> Words:
    joined, left = len(found.stitched.paths), len(found.stitched.left_out)
    more = f"; {left} could not be joined" if left else ""
    head = f"{count(joined, 'download of one search term makes', 'downloads of one search term make')} one series{more}"
    if joined == 1 and left:
        head = f"None of {left + 1} overlapping downloads of one search term could be joined to another"
    short = [each for each in telling(found) if each.factor is not None or not found.is_long(each)]
    links = tuple(_link(found, each) for each in short)
    held = [text for text, holds in links if holds]
    refused = [text for text, holds in links if not holds]
    checked = _checked(found)
    outside = [f"{_span(found, k)}: {found.why_not(k)}" for k in found.stitched.left_out]
    pulls = [text for k in range(len(found.requests)) if (text := pulls_told(found, k))]
    added = recipe(series, asked.zone) if left else ()
    claims = Claims(
        (head + ".", *held[:6]),
        (
            Unborne(
                "Searches were so many times as high in one year as in another.",
                "Joined values are shares of all searches of their time, and downloads that were not joined have a scale of their own.",
                "Downloads whose windows overlap by a third, with a value of 20 or more in the overlap.",
            ),
        ),
    )
    return Words(
        head,
        "Each download has its own 100; where two of them overlap, the ratio of their sums puts them on one scale.",
        f"{head}. " + " ".join((*held, *checked[:1], *refused)),
        claims,
        (*checked, *refused, *outside, *pulls, *added),
        (count(len(found.downloads), "download"),),
    )


def _checked(found: Joined) -> list[str]:
    """Whether the chain and a longer download agree, in one sentence; then of each window where they do not."""
    checks, unlinked = found.checks(), _not_by_the_long_one(found)
    if not checks:
        return unlinked
    much = f"{sum(each.agree for each in checks.values())} of {count(len(checks), 'window')}"
    head = f"A longer download with wider bins checks the chain: it puts {much} on the same scale within the errors."
    differing = [
        f"{_span(found, k)}: {check_told(each)}" for k, each in checks.items() if not each.agree
    ]
    return [head, *differing, *unlinked]


def _not_by_the_long_one(found: Joined) -> list[str]:
    """How many windows a longer download cannot be linked to, with the reason of the first."""
    refused = [each for each in telling(found) if found.is_long(each) and each.factor is None]
    if not refused:
        return []
    first = f"{_span(found, refused[0].one)}: {refused[0].refused}"
    much = count(len(refused), "window")
    return [f"To a longer download with wider bins {much} could not be linked. {first}"]


def _link(found: Joined, link: Link) -> tuple[str, bool]:
    pair = f"{_span(found, link.one)}, and {_span(found, link.other)}"
    if link.factor is None:
        return f"Not linked: {pair}. {link.refused}", False
    both = (
        f"{link.bins} whole bins of the longer download"
        if found.is_long(link)
        else f"{link.bins} bins that both have"
    )
    return (
        (
            f"{pair}: the sums of the {both} stand as {link.factor:.3g} to 1 "
            f"(standard error {100 * (link.error or 0):.1f} %)."
        ),
        True,
    )


JOINED_WINDOWS = FigureKind(
    "joined-windows",
    "How downloads were joined",
    "Downloads of one search term, each on its own scale, and the one series that they were joined to: each link with its factor and "
    "error, and why a download could not be joined.",
    "search",
    ("stitched-series",),
    make,
    (SERIES,),
)
"""See ``make``."""
