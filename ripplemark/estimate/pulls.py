"""Several downloads of one request: Google draws another sample each time, so that their mean is surer than each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.series import Floats
from ripplemark.estimate.stitch import Window


@dataclass(frozen=True, slots=True)
class Pulled:
    """One request, however often it was downloaded.

    Attributes:
        window: the mean of the downloads, bin by bin.
        places: which downloads, by their place in what was given; those that repeat another are not among them.
        copies: downloads that hold another one's values to the last one, by their place; they count once.
        spread: shape (n,), standard error of each bin's mean (sd / sqrt n); NaN where fewer than two downloads have it.
    """

    window: Window
    places: tuple[int, ...]
    copies: dict[int, int]
    spread: Floats

    @property
    def relative(self) -> float | None:
        """The usual standard error of a bin as a share of its value: that of the sums; None for a single download."""
        known = np.isfinite(self.spread) & (self.window.value > 0)
        if not known.any():
            return None
        return float(
            np.sqrt(np.sum(self.spread[known] ** 2))
            / np.sum(self.window.value[known])
            * np.sqrt(known.sum())
        )


def pulled(windows: Sequence[Window]) -> list[Pulled]:
    """The requests behind some downloads of one term: those of the same first and last bin are one request, in order of time.

    A download that repeats another to the last value adds nothing and is told apart: the same file twice, or the same sample.
    """
    requests: dict[tuple[int, int], list[int]] = {}
    for place, each in enumerate(windows):
        requests.setdefault((int(each.at[0]), int(each.at[-1])), []).append(place)
    return [_one(windows, requests[key]) for key in sorted(requests)]


def _one(windows: Sequence[Window], places: Sequence[int]) -> Pulled:
    first: dict[tuple[bytes, bytes], int] = {}
    copies = {}
    for place in places:
        same = first.setdefault(
            (windows[place].at.tobytes(), windows[place].value.tobytes()), place
        )
        if same != place:
            copies[place] = same
    kept = tuple(first.values())
    if len(kept) == 1:
        only = windows[kept[0]]
        return Pulled(only, kept, copies, np.full(only.value.size, np.nan))
    at = np.unique(np.concatenate([windows[place].at for place in kept]))
    grid = np.full((len(kept), at.size), np.nan)
    for row, place in zip(grid, kept, strict=True):
        row[np.searchsorted(at, windows[place].at)] = windows[place].value
    seen = np.isfinite(grid).sum(axis=0)
    value = np.where(seen > 0, np.nansum(grid, axis=0) / np.maximum(seen, 1), np.nan)
    square = np.nansum((grid - value) ** 2, axis=0) / np.maximum(seen - 1, 1)
    spread = np.where(seen > 1, np.sqrt(square / np.maximum(seen, 1)), np.nan)
    return Pulled(Window(at, value), kept, copies, spread)
