"""Ends that are known only as between two looks: the self-consistent estimate of the share still up, after Turnbull.

An end between two looks lies in a half-open interval (last seen up, first seen down]: it was up at the first look and
gone at the second. An estimator that closes the left end too would let neighbouring intervals share a point, and pile
mass there; this one does not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ripplemark.estimate.series import Bools, Floats, Ints

STEPS = 4000
CLOSE = 1e-7
"""The iteration ends once no interval deserves more mass than it has by this share: the condition of a maximum."""
ROUNDING = 1e-9
COPIES = 200
SEED = 20231116
CELLS = 1_000_000  # of one batch of the bootstrap, so that memory stays small
STEADY = 2e-4
"""Copies of the bootstrap are done once a double step moves no survival by more than this."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Which innermost intervals each item's interval covers, and which lie before its entry.

    Attributes:
        left, right: shape (m,), hours; the innermost intervals (left, right], a point where both are equal.
        first, last: shape (n,), each item covers the intervals first <= j < last.
        unseen: shape (n,), the intervals j < unseen end before the item came under observation.
    """

    left: Floats
    right: Floats
    first: Ints
    last: Ints
    unseen: Ints


@dataclass(frozen=True, slots=True)
class TurnbullCurve:
    """The estimate: how much of all items ended within each innermost interval.

    Where inside such an interval they ended the data do not say, so the share still up has two ends there and one value
    everywhere else.

    Attributes:
        left, right: shape (m,), hours; (left, right], a point where both are equal; the last may end at infinity.
        mass: shape (m,), >= 0, adding up to 1.
        copies: shape (b, m), the mass in each copy of the bootstrap; b is 0 where none was asked for.
    """

    left: Floats
    right: Floats
    mass: Floats
    copies: Floats

    def still_up(self, hours: float) -> tuple[float, float]:
        """The least and the greatest share still up just after ``hours`` that the estimate allows."""
        low, high = self._still_up(self.mass[None, :], hours)
        return float(low[0]), float(high[0])

    def still_up_copies(self, hours: float) -> tuple[Floats, Floats]:
        """The same of each copy of the bootstrap, two arrays of shape (b,)."""
        return self._still_up(self.copies, hours)

    def _still_up(self, mass: Floats, hours: float) -> tuple[Floats, Floats]:
        ended = self.right <= hours
        begun = ended | (self.left < hours)
        low, high = 1 - mass[:, begun].sum(axis=1), 1 - mass[:, ended].sum(axis=1)
        return np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)

    def areas(self, horizon: float) -> tuple[float, float]:
        """The least and the greatest area under the share still up, from 0 to ``horizon``; hours."""
        low, high = self._areas(self.mass[None, :], horizon)
        return float(low[0]), float(high[0])

    def area_copies(self, horizon: float) -> tuple[Floats, Floats]:
        """The same of each copy of the bootstrap, two arrays of shape (b,)."""
        return self._areas(self.copies, horizon)

    def _areas(self, mass: Floats, horizon: float) -> tuple[Floats, Floats]:
        return mass @ np.minimum(self.left, horizon), mass @ np.minimum(self.right, horizon)

    def half(self) -> tuple[float, float]:
        """Hours between which the share still up falls to one half; infinite where it does not."""
        low, high = self._half(self.mass[None, :])
        return float(low[0]), float(high[0])

    def half_copies(self) -> tuple[Floats, Floats]:
        """The same of each copy of the bootstrap, two arrays of shape (b,)."""
        return self._half(self.copies)

    def _half(self, mass: Floats) -> tuple[Floats, Floats]:
        reached = np.argmax(np.cumsum(mass, axis=1) >= 0.5 - ROUNDING, axis=1)
        endless = np.isinf(self.right[reached])
        return np.where(endless, np.inf, self.left[reached]), self.right[reached]


def turnbull(
    low: Floats,
    high: Floats,
    observed: Bools,
    weight: Floats,
    entry: Floats | None = None,
    copies: int = 0,
) -> TurnbullCurve:
    """The nonparametric maximum likelihood estimate for ends known to within half-open intervals.

    Args:
        low, high: shape (n,), hours, 0 <= low <= high. An observed end lies in (low, high], or at that moment where both
            are equal; an item still up was so at the middle of its last look.
        observed: shape (n,), True where the item ended.
        weight: shape (n,), frequency weights, > 0.
        entry: shape (n,), hours at which an item came under observation; what ended before is in no log. None or 0 is
            from the start.
        copies: of the bootstrap over items, each with its interval.

    Returns:
        Mass on the innermost intervals: each begins where some item's interval begins and ends where one ends, without
        another end between. Where all ends are moments it is the Kaplan-Meier estimate. No item gives one interval
        without an end.

    Raises:
        ValueError: shapes differ, ends in the wrong order, a weight that is not positive, or an item that ended before it
            came under observation.

    Source:
        Turnbull (1976), JRSS B 38:290-295; with delayed entry Frydman (1994), JRSS B 56:71-74; steps accelerated after
        Varadhan & Roland (2008), Scandinavian Journal of Statistics 35:335-353.
    """
    late = np.zeros_like(low) if entry is None else entry
    low, high, observed, weight, late = _distinct(low, high, observed, weight, late)
    cover = innermost(low, high, observed, late)
    start = np.full((1, cover.left.size), 1 / cover.left.size)
    mass = _climb(cover, weight[None, :], start)
    drawn = np.empty((0, cover.left.size))
    if copies and weight.size:
        drawn = _resampled(cover, weight, mass, copies)
    return TurnbullCurve(cover.left, cover.right, mass[0], drawn)


def _distinct(
    low: Floats, high: Floats, observed: Bools, weight: Floats, late: Floats
) -> tuple[Floats, Floats, Bools, Floats, Floats]:
    """Checked, each different interval once."""
    if not low.shape == high.shape == observed.shape == weight.shape == late.shape or low.ndim != 1:
        raise ValueError(
            "ends, observed, weight and entry must be one-dimensional and of one length"
        )
    if np.any(low > high) or np.any(low < 0):
        raise ValueError("each duration needs 0 <= low <= high")
    if not np.all(weight > 0):
        raise ValueError("weights must be positive")
    if np.any((late > 0) & (late >= high)):
        raise ValueError("an item cannot end before it is under observation")
    looked = (low + high) / 2
    begin = np.where(observed, np.maximum(low, np.where(low < high, late, 0.0)), looked)
    end = np.where(observed, high, np.inf)
    rows, place = np.unique(np.column_stack([begin, end, late]), axis=0, return_inverse=True)
    total = np.bincount(place.ravel(), weight, len(rows)).astype(np.float64)
    return rows[:, 0], rows[:, 1], np.isfinite(rows[:, 1]), total, rows[:, 2]


def innermost(low: Floats, high: Floats, observed: Bools, entry: Floats) -> Cover:
    """The innermost intervals, and which of them each item's interval (or point, or open end) covers.

    A moment is three places on the line: just before it begins a point, on it a point or an interval ends, and just after
    it an interval begins, which therefore does not hold it.
    """
    end = np.where(observed, high, np.inf)
    moments = np.unique(np.concatenate([low, end, entry, [0.0, np.inf]]))
    point = low == end
    begins = 3 * np.searchsorted(moments, low) + np.where(point, 0, 2)
    ends = 3 * np.searchsorted(moments, end) + 1
    entered = 3 * np.searchsorted(moments, entry) + 1
    opening = begins if begins.size else np.array([2])
    every = np.unique(np.concatenate([opening, ends, entered[entry > 0], [3 * moments.size - 2]]))
    inner = np.flatnonzero((every[:-1] % 3 != 1) & (every[1:] % 3 == 1))
    left, right = every[inner], every[inner + 1]
    return Cover(
        moments[left // 3],
        moments[right // 3],
        np.searchsorted(left, begins, side="left"),
        np.searchsorted(right, ends, side="right"),
        np.where(entry > 0, np.searchsorted(right, entered, side="right"), 0),
    )


def _climb(
    cover: Cover, weight: Floats, start: Floats, steady: float = 0.0
) -> npt.NDArray[np.float64]:
    """Self-consistent mass for each row of weights (b, n), from ``start`` (b, m), by accelerated steps of the EM.

    A row is done at its maximum; with ``steady`` above 0, once a double step moves no survival by more than that.
    """
    mass, going = start.copy(), np.arange(len(start))
    for _ in range(STEPS):
        here, rows = mass[going], weight[going]
        once, gain = _step(cover, rows, here)
        twice, _ = _step(cover, rows, once)
        moved = _leap(here, once, twice)
        better = _likelihood(cover, rows, moved) >= _likelihood(cover, rows, twice)
        new = np.where(better[:, None], moved, twice)
        shift = np.abs(np.cumsum(new - here, axis=1)).max(axis=1, initial=0.0)
        mass[going] = new
        left = gain > CLOSE if steady <= 0 else shift > steady
        going = going[left]
        if not going.size:
            break
    return mass


def _leap(here: Floats, once: Floats, twice: Floats) -> Floats:
    """The squared extrapolation of two steps, kept inside the simplex; no mass falls to 0 by it."""
    first, turn = once - here, twice - 2 * once + here
    norm = np.sqrt((turn**2).sum(axis=1))
    length = -np.sqrt((first**2).sum(axis=1)) / np.where(norm > 0, norm, 1.0)
    length = np.minimum(np.where(norm > 0, length, -1.0), -1.0)[:, None]
    moved = np.maximum(here - 2 * length * first + length**2 * turn, 0.01 * twice)
    return np.asarray(moved / moved.sum(axis=1, keepdims=True))


def _step(cover: Cover, weight: Floats, mass: Floats) -> tuple[Floats, Floats]:
    """One step of the EM for each row, and by how much the most deserving interval's mass would grow, as a share."""
    upto = _upto(mass)
    held = np.maximum(upto[:, cover.last] - upto[:, cover.first], 1e-300)
    deserved = _spread(weight / held, cover.first, cover.last, mass.shape[1])
    total = weight.sum(axis=1)
    if cover.unseen.any():
        seen = np.maximum(1 - upto[:, cover.unseen], 1e-300)
        ghosts = weight / seen
        deserved = deserved + _spread(
            ghosts, np.zeros_like(cover.unseen), cover.unseen, mass.shape[1]
        )
        total = ghosts.sum(axis=1)
    growth = deserved / total[:, None]
    new = mass * growth
    return new / new.sum(axis=1, keepdims=True), growth.max(axis=1) - 1


def _upto(mass: Floats) -> Floats:
    return np.concatenate([np.zeros((len(mass), 1)), np.cumsum(mass, axis=1)], axis=1)


def _spread(share: Floats, first: Ints, last: Ints, size: int) -> Floats:
    """For each row and interval: the sum of ``share`` over the items that cover it."""
    rows = np.arange(len(share))[:, None] * (size + 1)
    places = len(share) * (size + 1)
    begun = np.bincount((rows + first).ravel(), share.ravel(), places)
    ended = np.bincount((rows + last).ravel(), share.ravel(), places)
    return np.cumsum((begun - ended).reshape(len(share), size + 1), axis=1)[:, :-1]


def _likelihood(cover: Cover, weight: Floats, mass: Floats) -> Floats:
    upto = _upto(mass)
    held = np.maximum(upto[:, cover.last] - upto[:, cover.first], 1e-300)
    found = np.log(held)
    if cover.unseen.any():
        found = found - np.log(np.maximum(1 - upto[:, cover.unseen], 1e-300))
    return np.asarray((weight * found).sum(axis=1))


def _resampled(cover: Cover, weight: Floats, mass: Floats, copies: int) -> Floats:
    """The mass of each copy: items drawn with replacement, each with its interval."""
    random = np.random.default_rng(SEED)
    items = round(float(weight.sum()))
    drawn = random.multinomial(items, weight / weight.sum(), copies).astype(np.float64)
    start = 0.9 * mass + 0.1 / mass.shape[1]
    batch = max(CELLS // (weight.size + mass.shape[1]), 1)
    found = [
        _climb(cover, part, np.repeat(start, len(part), axis=0), STEADY)
        for part in np.array_split(drawn, -(-copies // batch))
    ]
    return np.concatenate(found)
