"""What comes back after a removal: copies per removal, and how many there are on average after a while."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ripplemark.estimate.exposure import ratio_interval
from ripplemark.estimate.outcome import Answer
from ripplemark.estimate.series import Floats
from ripplemark.estimate.survival import Z

Ints = npt.NDArray[np.int64]
LEAST = 10
"""Removals below which nothing is said (SCIENCE.md, G.24), and different contents below which copies count as independent."""
BLOCKS = 2000
SEED = 20230815


def poisson_interval(count: int) -> tuple[float, float]:
    """95 % interval of the mean of a Poisson count. Source: Garwood (1936), Biometrika 28:437-442."""
    from scipy.special import gammaincinv  # here, so that the command line starts without it

    low = float(gammaincinv(count, 0.025)) if count else 0.0
    return low, float(gammaincinv(count + 1, 0.975))


def per_removal(copies: Ints, removals: Ints, contents: Ints) -> Answer:
    """Different new copies per removal.

    Args:
        copies, removals: shape (n,), of each row; >= 0. A row without copies may stand for several contents.
        contents: shape (n,), how many contents each row stands for; >= 0.

    Returns:
        The ratio of sums; the interval draws contents again, or, with fewer than 10 of them that were removed or no copy
        at all, counts copies as independent of one another (Garwood), and says so. NE_FEW below 10 removals.

    Source: SCIENCE.md, B.7.
    """
    whole, found = int(removals.sum()), int(copies.sum())
    if whole < LEAST:
        note = f"Only {whole} removals were followed for that long, and this needs {LEAST}."
        return Answer(None, None, None, "NE_FEW", whole, found, note=f"{note} Add more.")
    used = removals > 0
    drawn = None
    if int(contents[used].sum()) >= LEAST and found:
        drawn = ratio_interval(*_blocks(copies, removals, contents))
    if drawn is not None:
        return Answer(found / whole, *drawn, "ok", whole, found)
    low, high = poisson_interval(found)
    note = "The interval takes copies as independent of one another; where those of one original are not, it is too narrow."
    return Answer(found / whole, low / whole, high / whole, "ok", whole, found, note=note)


def _blocks(copies: Ints, removals: Ints, contents: Ints) -> tuple[Floats, Floats]:
    """Each content by itself where there are at most 2000, else 2000 blocks of them, drawn by lot."""
    order = np.lexsort(
        (contents, removals, copies)
    )  # not that of salted hashes, so that the lot falls the same
    copies, removals, contents = copies[order], removals[order], contents[order]
    total = int(contents.sum())
    blocks = min(BLOCKS, total)
    above, below = np.zeros(blocks), np.zeros(blocks)
    random = np.random.default_rng(SEED)
    single = np.flatnonzero(contents <= 1)
    several = np.flatnonzero(contents > 1)
    place = random.integers(blocks, size=single.size)
    if total <= BLOCKS:  # one block for each, the rows of several after the others
        place = np.arange(single.size)
    np.add.at(above, np.minimum(place, blocks - 1), copies[single])
    np.add.at(below, np.minimum(place, blocks - 1), removals[single])
    begin = single.size
    for row in several:
        count = int(contents[row])
        if total <= BLOCKS:
            share = np.zeros(blocks)
            share[begin : begin + count] = 1.0
            begin += count
        else:
            share = random.multinomial(count, np.full(blocks, 1 / blocks)).astype(np.float64)
        below += share * removals[row] / count
        above += share * copies[row] / count
    return above, below


@dataclass(frozen=True, slots=True)
class MeanCumulative:
    """The mean cumulative function: how often something has happened to a unit, on average, by a time since its start.

    Attributes:
        time: shape (k,), hours, the distinct times of events, ascending.
        events: shape (k,), how many there were.
        at_risk: shape (k,), how many units were followed for at least that long.
        followed, weight: shape (m,), hours for which each unit was followed, and how many units it stands for.
        when, unit: shape (e,), each event's time in hours and its unit.
    """

    time: Floats
    events: Floats
    at_risk: Floats
    followed: Floats
    weight: Floats
    when: Floats
    unit: Ints

    def risk(self, hours: float) -> float:
        """How many units were followed for at least so long."""
        return float(self.weight[self.followed >= hours].sum())

    def mean(self, hours: float) -> float:
        """Events per unit by ``hours``: the sum of d_j / n_j."""
        past = self.time <= hours
        return float((self.events[past] / self.at_risk[past]).sum())

    def standard_error(self, hours: float) -> float:
        """Robust standard error of ``mean``: units are independent, the events of one unit need not be.

        Source: Lawless & Nadeau (1995), Technometrics 37:158-168, eq. 2.7.
        """
        past = self.when <= hours
        places = np.searchsorted(self.time, self.when[past])
        own = np.bincount(self.unit[past], 1 / self.at_risk[places], self.followed.size)
        steps = np.concatenate([[0.0], np.cumsum(self.events / self.at_risk**2)])
        until = np.minimum(self.followed, hours)
        expected = steps[np.searchsorted(self.time, until, side="right")]
        return float(np.sqrt((self.weight * (own - expected) ** 2).sum()))

    def at(self, hours: float) -> Answer:
        """Events per unit by ``hours``, with an interval from the normal distribution of its logarithm.

        NE_FEW below 10 units; NE_RIGHT where none was followed for so long. No event gives 0, with the upper end of a
        Poisson count.
        """
        units, left = int(self.weight.sum()), self.risk(hours)
        count = int((self.when <= hours).sum())
        if units < LEAST:
            note = (
                f"Only {units} different originals were removed, and this needs {LEAST}. Add more."
            )
            return Answer(None, None, None, "NE_FEW", units, count, note=note)
        if not left:
            note = "No original was followed for that long after its removal. Ask for fewer hours, or look again later."
            return Answer(None, None, None, "NE_RIGHT", units, count, note=note)
        value, error = self.mean(hours), self.standard_error(hours)
        if not value:
            return Answer(0.0, 0.0, poisson_interval(0)[1] / left, "ok", units, 0)
        reach = float(np.exp(Z * error / value))
        return Answer(value, value / reach, value * reach, "ok", units, count)


def mean_cumulative(followed: Floats, weight: Floats, when: Floats, unit: Ints) -> MeanCumulative:
    """The mean cumulative function of events that can happen again and again.

    Args:
        followed: shape (m,), hours for which each unit was followed; >= 0.
        weight: shape (m,), how many units each row stands for; 1 where it has events.
        when: shape (e,), hours of each event after its unit's start; those after the unit's end are left out.
        unit: shape (e,), the row of each event's unit.

    Returns:
        The function; without events it is 0 throughout.

    Source:
        Nelson (1995), Technometrics 37:147-157.
    """
    seen = when <= followed[unit]
    time, events = np.unique(when[seen], return_counts=True)
    order = np.argsort(followed)
    left = np.concatenate([np.cumsum(weight[order][::-1])[::-1], [0.0]])
    at_risk = left[np.searchsorted(followed[order], time, side="left")]
    return MeanCumulative(
        time, events.astype(np.float64), at_risk, followed, weight, when[seen], unit[seen]
    )
