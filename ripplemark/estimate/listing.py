"""How long did a result stay on the first page: from the first look that shows it to the first of three absences in a row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.series import Bools, Floats, Ints

ABSENCES = 3


@dataclass(frozen=True, slots=True)
class Listings:
    """The first stay of every result, ready for curves with ends between two looks.

    Attributes:
        low, high: shape (n,), hours; the stay was longer than ``low`` and at most ``high``. Of one that is still there both are
            the time it was seen for.
        ended: shape (n,), True where it was gone for as many looks in a row as make an end.
        from_start: shape (n,), True where it stood there at the first look already: when it came nobody saw, so that its time counts
            from that look, and such stays are a stock, to be kept apart from those whose beginning was seen.
        back: shape (n,), True where it was seen again after its end.
    """

    low: Floats
    high: Floats
    ended: Bools
    from_start: Bools
    back: Bools


def listings(looks: Floats, there: Bools, absences: int = ABSENCES) -> Listings:
    """The first stay of every result among the top k.

    A result that is missing for fewer looks in a row than ``absences`` and comes back was there all along: pages differ from one
    request to the next. Missing at the last looks, too few to tell, its stay is open from when it was last seen.

    Args:
        looks: shape (m,), hours of the snapshots; strictly increasing. Looks at which the page could not be had are left out.
        there: shape (m, n), True where result j stood among the top k at look i; each at least once.
        absences: looks in a row that make an end; >= 1.

    Returns:
        Stays in the order of the columns, from the first look that shows each. When it came, up to one gap earlier, nobody saw;
        to count from there would leave out all that came and went between two looks, and make stays too long.

    Raises:
        ValueError: looks out of order, shapes that differ, a result that was never there.

    Source:
        SCIENCE.md, C.8. A result of the first look has no known entry, so no delayed entry can be given for it: it is told apart.
    """
    if np.any(np.diff(looks) <= 0) or there.shape[0] != looks.size:
        raise ValueError("looks must be in order, and a row of results belongs to each")
    if not np.all(there.any(axis=0)):
        raise ValueError("a result stood there at one look at least")
    first = np.argmax(there, axis=0)
    gone = _gone(there, first, absences)
    ended = gone < looks.size
    last = _last_there(there, gone)
    low = looks[last] - looks[first]
    high = np.where(ended, looks[np.minimum(gone, looks.size - 1)] - looks[first], low)
    after = np.arange(looks.size)[:, None] >= gone
    return Listings(low, high, ended, first == 0, np.any(there & after, axis=0))


def _gone(there: Bools, first: Ints, absences: int) -> Ints:
    """Shape (n,): the look at which the end was first seen; the number of looks where it was not."""
    looks = there.shape[0]
    if looks < absences:
        return np.full(there.shape[1], looks)
    runs = np.lib.stride_tricks.sliding_window_view(~there, absences, axis=0).all(axis=2)
    runs &= np.arange(runs.shape[0])[:, None] > first
    gone = np.where(runs.any(axis=0), np.argmax(runs, axis=0), looks)
    return np.asarray(gone, dtype=np.int64)


def _last_there(there: Bools, gone: Ints) -> Ints:
    """Shape (n,): the last look at which it stood there, before its end."""
    within = there & (np.arange(there.shape[0])[:, None] < gone)
    return np.asarray(there.shape[0] - 1 - np.argmax(within[::-1], axis=0), dtype=np.int64)
