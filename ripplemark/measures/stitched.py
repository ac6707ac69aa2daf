"""How downloads of one search term were joined: each link with its factor and error, each download's scale, and what was refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark.estimate.reanchor import Check
from ripplemark.estimate.stitch import Link
from ripplemark.measures import bins
from ripplemark.measures.base import Measure, Request
from ripplemark.measures.lifecycle import QUERY, SERIES_COLUMNS
from ripplemark.measures.windows import Joined
from ripplemark.result import Estimate

_Z = 1.959963984540054
_NONE = (
    "No two downloads of one search term overlap here. Add a second download of the same term, place and width of bin, of a window "
    "that overlaps by a third or more."
)


def window(joined: Joined, request: int) -> str:
    """First and last day of a request's window, both included: '2015-11-19/2016-08-05'."""
    zone = ZoneInfo(joined.downloads[0].zone)
    first, last = (datetime.fromtimestamp(at, zone) for at in joined.span(request))
    return f"{first:%Y-%m-%d}/{last:%Y-%m-%d}"


def telling(joined: Joined) -> tuple[Link, ...]:
    """The links that are told: those that hold, those to long downloads, and refused ones between windows that no other link joins.

    Where two windows share a day or two and both hang together through a third one, their refusal is no news.
    """
    through = {
        (a, b)
        for a, b in _pairs(joined)
        if any({(a, c), (c, b)} <= _overlaps(joined) for c in range(a + 1, b))
    }
    return tuple(
        each
        for each in joined.stitched.links
        if each.factor is not None or joined.is_long(each) or (each.one, each.other) not in through
    )


def _pairs(joined: Joined) -> Iterator[tuple[int, int]]:
    return ((each.one, each.other) for each in joined.stitched.links)


def _overlaps(joined: Joined) -> set[tuple[int, int]]:
    """Pairs whose overlap is long enough, whether they were joined or not."""
    long = (each for each in joined.stitched.links if "share" not in each.refused)
    return {(each.one, each.other) for each in long}


def _estimates(request: Request) -> list[Estimate]:
    found: list[Estimate] = []
    for joined in bins.joins(request):
        pairs = {f"{name}={value}" for name, value in joined.by.items()}
        if set(request.selected) <= pairs:
            found += [_link(joined, each) for each in telling(joined)]
            found += [_scale(joined, k) for k in range(len(joined.requests))]
            found += [_check(joined, k, each) for k, each in joined.checks().items()]
    by = {"incident": request.incident} if request.incident else {}
    return found or [Estimate(by, None, None, None, 0, status="NE_FEW", note=_NONE, lines=())]


def _link(joined: Joined, link: Link) -> Estimate:
    by = {
        **joined.by,
        "quantity": "link",
        "first": window(joined, link.one),
        "second": window(joined, link.other),
    }
    if link.factor is None or link.error is None:
        return Estimate(by, None, None, None, link.bins, status="NE_FEW", note=link.refused)
    low, high = (link.factor * float(np.exp(side * link.error)) for side in (-_Z, _Z))
    both = "whole bins of the longer download" if joined.is_long(link) else "bins in both"
    note = f"{link.bins} {both}; standard error {100 * link.error:.1f} %."
    return Estimate(by, link.factor, low, high, link.bins, note=note, lines=())


def _scale(joined: Joined, k: int) -> Estimate:
    request, factor = joined.requests[k], joined.factor(k)
    by = {**joined.by, "quantity": "scale", "first": window(joined, k)}
    n = int(np.isfinite(request.window.value).sum())
    told = pulls_told(joined, k)
    if factor is None:
        note = " ".join(part for part in (joined.why_not(k), told) if part)
        return Estimate(by, None, None, None, n, status="NE_FEW", note=note, lines=())
    path = joined.stitched.paths[k]
    low, high = (factor * float(np.exp(side * path.error)) for side in (-_Z, _Z))
    links = len(path.links)
    way = "It holds the peak." if not links else f"{links} link{'s' * (links > 1)} from the peak's."
    return Estimate(by, factor, low, high, n, note=f"{way} {told}".strip(), lines=())


def _check(joined: Joined, k: int, of: Check) -> Estimate:
    by = {**joined.by, "quantity": "check", "first": window(joined, k)}
    return Estimate(by, of.ratio, of.low, of.high, of.bins, note=check_told(of), lines=())


def check_told(of: Check) -> str:
    """Whether the chain and the long download put a window on the same scale, in a sentence."""
    if of.agree:
        return "The chain of links and the longer download agree within their errors."
    part = f"{100 * abs(of.ratio - 1):.0f} % {'higher' if of.ratio > 1 else 'lower'}"
    return (
        f"They do not agree: by the chain of links this window stands {part} than by the longer download. The way with the smaller "
        "error is used."
    )


def pulls_told(joined: Joined, k: int) -> str:
    """How often a request was downloaded, how far the downloads lie apart, and which ones only repeat another; empty for one."""
    request, told = joined.requests[k], []
    if request.copies:
        number = len(request.copies)
        told.append(
            f"{number} more download{'s' * (number > 1)} of this window hold{'s' * (number == 1)} the same values and "
            f"{'count' if number > 1 else 'counts'} once: the same file, or the same sample of a day."
        )
    if len(request.places) > 1 and request.relative is not None:
        told.append(
            f"Mean of {len(request.places)} downloads of this window; a bin's standard error is about "
            f"{100 * request.relative:.1f} % of it. Intervals hold this only as far as bins scatter from one to the next. "
            "Downloads of one day may share a sample."
        )
    return " ".join(told)


STITCHED_SERIES = Measure(
    "stitched-series",
    "Downloads joined to one series",
    "s",
    "ratio",
    "For every two overlapping downloads of one search term ('link'): the sum of the first over the sum of the second in the bins "
    "that both have. Of each download ('scale'): what its values are multiplied by in the joined series, whose highest value is "
    "100, along the links with the least error from the window that holds the peak, at most four. A link needs a third of the "
    "shorter window and a value of 20 in both. Several downloads of one window are averaged first. A download with wider bins "
    "(by the week beside windows by the day) links a window by the means over at least four of its bins that the window fills, so "
    "that ways lead through it; its own values are no part of the series. Where a window is joined by other windows as well, "
    "'check' is its scale by those over its scale by the long download: 1 where they agree.",
    "Ripplemark's own definition; ratio of sums and its variance, Cochran (1977), Sampling Techniques, section 6.3",
    QUERY,
    SERIES_COLUMNS,
    _estimates,
    (),
    (
        "Without an overlap nothing says how high one download of Google Trends stands beside another: each has its own maximum.",
        "The error of the links is in the intervals of every measure of the joined series.",
        "A wide bin is a share of all searches of its week, the mean of days a share of each day: they differ where busy days do.",
    ),
    method_version=2,
)
