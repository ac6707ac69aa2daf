"""Overlapping downloads of one search term as one series: each is scaled to its own 100, and links between them put them on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from ripplemark.estimate.series import Bools, Floats, Ints

OVERLAP = 1 / 3  # of the shorter window
LEAST_VALUE = 20.0  # somewhere in the overlap, on both scales
MOST_LINKS = 4
ROUNDING = 1 / 12  # variance of what whole numbers leave out
SEED = 20171130


@dataclass(frozen=True, slots=True)
class Window:
    """One download: whole bins on a grid that all windows share.

    Attributes:
        at: shape (n,), number of each bin on the grid; strictly increasing.
        value: shape (n,), 0 to 100; NaN where missing (a partial last bin is passed as missing), 0.5 for "<1".

    Raises:
        ValueError: shapes differ, bins out of order, or no value at all.
    """

    at: Ints
    value: Floats

    def __post_init__(self) -> None:
        if self.at.shape != self.value.shape or self.at.ndim != 1:
            raise ValueError("each bin has a number and a value")
        if np.any(np.diff(self.at) <= 0):
            raise ValueError("bins must be in order, each once")
        if not np.any(np.isfinite(self.value)):
            raise ValueError("a window holds at least one value")

    @property
    def seen(self) -> Bools:
        """Shape (n,): True where there is a value."""
        return np.isfinite(self.value)


@dataclass(frozen=True, slots=True)
class Link:
    """What one window's values must be multiplied by to stand on another's scale.

    Attributes:
        one, other: which windows, by their place in what was given; ``one`` is the scale.
        factor: sum of ``one`` over sum of ``other`` in the bins that both have; None where the link is refused.
        error: standard error of the factor's logarithm: rounding and the samples that Google draws.
        bins: how many bins both have.
        refused: why there is no link, in plain words with the next step; empty where there is one.
    """

    one: int
    other: int
    factor: float | None
    error: float | None
    bins: int
    refused: str = ""

    def seen_from(self, window: int) -> tuple[int, float]:
        """The window at the other end, and the logarithm of its factor to this one's scale."""
        log = float(np.log(self.factor)) if self.factor else float("nan")
        return (self.other, log) if window == self.one else (self.one, -log)


@dataclass(frozen=True, slots=True)
class Path:
    """How a window comes to the anchor's scale.

    Attributes:
        log: logarithm of its factor to the anchor's scale.
        error: standard error of that logarithm.
        links: the links on the way, from the anchor outwards, each by its place and with the sign of its logarithm.
    """

    log: float
    error: float
    links: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Stitched:
    """The one series.

    Attributes:
        at: shape (m,), number of each bin on the grid; strictly increasing.
        value: shape (m,), on a scale whose highest value is 100.
        error: shape (m,), standard error of the logarithm of its scale, beside the anchor's; of the surest window that has it.
        anchor: place of the window that holds the highest value, to whose scale the others are brought.
        paths: of each window that is part of it, by its place.
        links: every pair of windows with bins in common, those that were refused too.
        left_out: why a window is not part of it, in plain words with the next step, by its place.
        same_as: windows that repeat another to the last value, by their place; they count once.
        scale: what the anchor's own scale was multiplied by, so that the highest value is 100.
    """

    at: Ints
    value: Floats
    error: Floats
    anchor: int
    paths: dict[int, Path]
    links: tuple[Link, ...]
    left_out: dict[int, str]
    same_as: dict[int, int]
    scale: float = 1.0

    def moved(self, windows: Sequence[Window]) -> Floats:
        """Shape (m, k): by how much each bin's logarithm moves with one standard error of each of the k links that were used.

        A bin of two windows moves with each by the part of its value that comes from it. Links that no window needs are left out.
        """
        used = sorted({link for path in self.paths.values() for link, _ in path.links})
        total, by_link = np.zeros(self.at.size), np.zeros((self.at.size, len(used)))
        for place, path in self.paths.items():
            window, scale = windows[place], float(np.exp(path.log))
            at = np.searchsorted(self.at, window.at[window.seen])
            part = np.maximum(window.value[window.seen], ROUNDING) / scale
            total[at] += part
            for link, sign in path.links:
                by_link[at, used.index(link)] += sign * (self.links[link].error or 0.0) * part
        return np.asarray(by_link / total[:, None], dtype=np.float64)

    def copies(self, windows: Sequence[Window], count: int, seed: int = SEED) -> Floats:
        """Shape (count, m): the series with every link drawn anew within its error, for measures to carry on.

        Windows behind one link move together. The scatter of single bins is not in it: a measure's own bootstrap has that.
        """
        spread = np.array([each.error or 0.0 for each in self.links])
        drawn = np.random.default_rng(seed).standard_normal((count, spread.size)) * spread
        made = np.empty((count, self.at.size))
        for row, moved in zip(made, drawn, strict=True):
            logs = {
                place: path.log + sum(sign * moved[link] for link, sign in path.links)
                for place, path in self.paths.items()
            }
            row[:] = _merged(windows, logs, self.at)
            row *= _to_100(row)
        return made


def stitch(
    windows: Sequence[Window], beyond: Sequence[Link] = (), *, most_links: int = MOST_LINKS
) -> Stitched:
    """One series from overlapping windows of one term, place and bin width.

    Links are ratios of sums over the bins that two windows share, which gives large values their weight and is robust to
    rounding. They are chained outwards from the window that holds the highest value, along the way with the least error. Where
    windows overlap, a bin is their mean, each weighted by what its rounding leaves (1 / factor squared).

    Args:
        windows: in any order; at least one.
        beyond: links of windows to long downloads with wider bins, whose places follow those of the windows (``reanchor``): ways
            lead through them, but their bins are no part of the series.
        most_links: from the anchor to a window; errors add up along the way.

    Returns:
        Windows without a way to the anchor are left out with the reason. Of several groups of windows that no link joins, the
        one with the most bins is taken: how high another stands beside it nothing says.

    Raises:
        ValueError: no window.

    Source:
        SCIENCE.md, C.6.
    """
    if not windows:
        raise ValueError("at least one window is needed")
    same_as = _repeated(windows)
    kept = [k for k in range(len(windows)) if k not in same_as]
    links = (
        *(
            link
            for one, other in combinations(kept, 2)
            if (link := link_of(windows, one, other)).bins
        ),
        *(link for link in beyond if link.one in kept),
    )
    anchor = _anchor(windows, kept, links)
    paths = _of_windows(windows, paths_from(anchor, links, most_links))
    at = np.unique(np.concatenate([windows[k].at[windows[k].seen] for k in paths]))
    value = _merged(windows, {k: each.log for k, each in paths.items()}, at)
    left_out = {k: _why(k, anchor, links, most_links) for k in kept if k not in paths}
    errors, scale = _errors(windows, paths, at), _to_100(value)
    return Stitched(at, value * scale, errors, anchor, paths, links, left_out, same_as, scale)


def _of_windows(windows: Sequence[Window], paths: dict[int, Path]) -> dict[int, Path]:
    """Without the long downloads that paths lead through."""
    return {k: path for k, path in paths.items() if k < len(windows)}


def link_of(windows: Sequence[Window], one: int, other: int) -> Link:
    """The link between two windows, or why there is none.

    The error is the larger of what rounding alone leaves and of the scatter of the shared bins around the ratio, which holds the
    samples that Google draws.

    Source: SCIENCE.md, C.6; Cochran (1977), Sampling Techniques, section 6.3, for the variance of a ratio of sums.
    """
    a, b = windows[one], windows[other]
    _, in_a, in_b = np.intersect1d(a.at[a.seen], b.at[b.seen], return_indices=True)
    left, right = a.value[a.seen][in_a], b.value[b.seen][in_b]
    bins, shorter = int(left.size), int(min(a.seen.sum(), b.seen.sum()))
    if not bins:
        return Link(one, other, None, None, 0, "They have no bin in common.")
    if bins < OVERLAP * shorter:
        return Link(one, other, None, None, bins, _too_short(bins, shorter))
    if min(left.max(), right.max()) < LEAST_VALUE:
        return Link(one, other, None, None, bins, _too_small(min(left.max(), right.max())))
    factor = float(left.sum() / right.sum())
    return Link(one, other, factor, _error(left, right, factor), bins)


def _error(left: Floats, right: Floats, factor: float) -> float:
    n = left.size
    rounding = np.sqrt(ROUNDING * n * (1 / left.sum() ** 2 + 1 / right.sum() ** 2))
    scatter = np.sqrt(n / max(n - 1, 1) * np.sum((left - factor * right) ** 2)) / left.sum()
    return float(max(rounding, scatter))


def _too_short(bins: int, shorter: int) -> str:
    return (
        f"They share {bins} of {shorter} bins, and a third is needed for a link that can be trusted: "
        "download a window that overlaps both by half."
    )


def _too_small(highest: float) -> str:
    return (
        f"Where they overlap one of them never passes {highest:g} of 100, so that rounding decides, and {LEAST_VALUE:g} is needed: "
        "download a window whose own peak lies in the overlap."
    )


def _repeated(windows: Sequence[Window]) -> dict[int, int]:
    """Windows that hold what an earlier one holds, to the last value."""
    first: dict[tuple[bytes, bytes], int] = {}
    same = {}
    for k, each in enumerate(windows):
        before = first.setdefault((each.at.tobytes(), each.value.tobytes()), k)
        if before != k:
            same[k] = before
    return same


def _anchor(windows: Sequence[Window], kept: Sequence[int], links: Sequence[Link]) -> int:
    """The window with the highest value of the largest group that links join."""
    left, groups = set(kept), []
    while left:
        group = _of_windows(windows, paths_from(min(left), links, 2 * len(windows)))
        groups.append(group)
        left -= set(group)
    largest = max(groups, key=lambda group: _bins(windows, group))
    return max(
        largest, key=lambda k: largest[k].log + np.log(max(np.nanmax(windows[k].value), 1e-9))
    )


def _bins(windows: Sequence[Window], group: dict[int, Path]) -> int:
    return int(np.unique(np.concatenate([windows[k].at[windows[k].seen] for k in group])).size)


def paths_from(anchor: int, links: Sequence[Link], most: int) -> dict[int, Path]:
    """The way with the least error from the anchor to every window within ``most`` links."""
    best = {anchor: Path(0.0, 0.0, ())}
    edge = dict(best)
    for _ in range(most):
        further: dict[int, Path] = {}
        for window, path in edge.items():
            for k, link in enumerate(links):
                if link.factor is None or window not in (link.one, link.other):
                    continue
                there, log = link.seen_from(window)
                sign = 1.0 if window == link.one else -1.0
                error = float(np.hypot(path.error, link.error or 0.0))
                if there not in best or error < best[there].error:
                    best[there] = Path(path.log + log, error, (*path.links, (k, sign)))
                    further[there] = best[there]
        edge = further
    return best


def _merged(windows: Sequence[Window], logs: dict[int, float], at: Ints) -> Floats:
    """Shape (m,): the weighted mean of every bin, on the anchor's scale."""
    total, weight = np.zeros(at.size), np.zeros(at.size)
    for k, log in logs.items():
        each, scale = windows[k], float(np.exp(log))
        place = np.searchsorted(at, each.at[each.seen])
        total[place] += each.value[each.seen] / scale
        weight[place] += 1 / scale**2
    return np.asarray(total / weight, dtype=np.float64)


def _to_100(value: Floats) -> float:
    """What brings the highest value to 100."""
    return 100 / max(float(value.max()), 1e-9)


def _errors(windows: Sequence[Window], paths: dict[int, Path], at: Ints) -> Floats:
    least = np.full(at.size, np.inf)
    for k, path in paths.items():
        place = np.searchsorted(at, windows[k].at[windows[k].seen])
        least[place] = np.minimum(least[place], path.error)
    return least


def _why(window: int, anchor: int, links: Sequence[Link], most: int) -> str:
    """Why a window has no way to the anchor."""
    own = [each for each in links if window in (each.one, each.other)]
    if any(each.factor is not None for each in own) and window in paths_from(
        anchor, links, len(links)
    ):
        return (
            f"It is more than {most} links away from the window with the peak, and errors add up: "
            "add one long download with wider bins, or fewer, longer windows."
        )
    if any(each.factor is not None for each in own):
        return "The windows that it is linked to have no link to the one with the peak: download what lies between."
    if not own:
        return "It shares no bin with any other window: download what lies between."
    return max(own, key=lambda each: each.bins).refused
