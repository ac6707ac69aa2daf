"""One long download with wider bins beside several windows with narrow ones: it joins what nothing else joins, and checks the chain.

Google gives short windows by the hour, longer ones by the day, and still longer ones by the week. The narrow bins of a window are
averaged to whole bins of the long download, and the ratio of the sums says how the two scales stand to each other. So two windows that
share no bin are on one scale through it, and a chain of many links can be checked by a way of two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.series import Floats
from ripplemark.estimate.stitch import (
    LEAST_VALUE,
    MOST_LINKS,
    Link,
    Path,
    Stitched,
    Window,
    link_of,
    paths_from,
)

LEAST_WIDE = 4
"""Whole wide bins that a link needs: with fewer, their scatter is not known."""
_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Timed:
    """Bins with their ends, for two widths on one clock.

    Attributes:
        start, end: shape (n,), seconds; increasing, and no bin begins before the one before it ends.
        value: shape (n,), NaN where missing or partial.
    """

    start: Floats
    end: Floats
    value: Floats


@dataclass(frozen=True, slots=True)
class Check:
    """A window's scale by the chain of narrow windows, over its scale by the long download.

    Attributes:
        ratio, low, high: 1 where both say the same; the 95 % interval is of the errors of both ways.
        bins: whole wide bins behind the surer of the long download's two links that has fewer.
    """

    ratio: float
    low: float
    high: float
    bins: int

    @property
    def agree(self) -> bool:
        """Whether the two ways agree within their errors."""
        return self.low <= 1 <= self.high


def widened(narrow: Timed, wide: Timed) -> Floats:
    """Shape (wide bins,): mean of the narrow bins within each wide one; NaN where they do not fill it, or one has no value."""
    first = np.searchsorted(narrow.start, wide.start - 1)
    last = np.searchsorted(narrow.end, wide.end + 1)
    total = np.concatenate([[0.0], np.cumsum(np.nan_to_num(narrow.value))])
    missing = np.concatenate([[0], np.cumsum(np.isnan(narrow.value))])
    filled = np.concatenate([[0.0], np.cumsum(narrow.end - narrow.start)])
    length = wide.end - wide.start
    whole = (filled[last] - filled[first] >= length - 1) & (missing[last] == missing[first])
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (total[last] - total[first]) / (last - first)
    return np.where(whole & (last > first), mean, np.nan)


def long_links(windows: Sequence[Timed], longs: Sequence[Timed]) -> list[Link]:
    """The links between windows and long downloads, whose places follow those of the windows; refused ones with the reason."""
    found = []
    for j, long in enumerate(longs, start=len(windows)):
        for k, each in enumerate(windows):
            beside = widened(each, long)
            both = np.isfinite(beside) & np.isfinite(long.value)
            if both.any():
                found.append(_link(k, j, beside[both], long.value[both]))
    return found


def _link(window: int, long: int, beside: Floats, value: Floats) -> Link:
    """Source: SCIENCE.md, C.6; the error as that of any link, ``stitch.link_of``."""
    n = int(value.size)
    if n < LEAST_WIDE:
        why = f"It covers {n} whole bin{'s' * (n != 1)} of the long download, and {LEAST_WIDE} are needed: download a longer window."
        return Link(window, long, None, None, n, why)
    highest = min(float(beside.max()), float(value.max()))
    if highest < LEAST_VALUE:
        why = (
            f"In its stretch one of the two never passes {highest:.0f} of 100, so that rounding decides, and {LEAST_VALUE:g} is needed: "
            "choose a long download whose highest value is lower, one that leaves out the peak for instance."
        )
        return Link(window, long, None, None, n, why)
    at = np.arange(n)
    link = link_of((Window(at, beside), Window(at, value)), 0, 1)
    return Link(window, long, link.factor, link.error, n)


def checks(stitched: Stitched, windows: int, most_links: int = MOST_LINKS) -> dict[int, Check]:
    """Of each window that both a chain and a long download join to the one with the peak: whether they agree; by its place.

    Args:
        stitched: what ``stitch`` made of the windows with the links of ``long_links``.
        windows: how many windows there are; further places are long downloads.
    """
    narrow = [each for each in stitched.links if each.other < windows]
    wide = [each for each in stitched.links if each.other >= windows]
    chain = paths_from(stitched.anchor, narrow, most_links)
    around = paths_from(stitched.anchor, wide, 2)
    bins = {each.one: each.bins for each in wide if each.factor is not None}
    return {
        k: _check(path, around[k], min(bins[k], bins[stitched.anchor]))
        for k, path in sorted(chain.items())
        if k != stitched.anchor and k in around
    }


def _check(chain: Path, around: Path, bins: int) -> Check:
    gap, error = chain.log - around.log, float(np.hypot(chain.error, around.error))
    ratio, low, high = (float(np.exp(gap + side * _Z * error)) for side in (0, -1, 1))
    return Check(ratio, low, high, bins)
