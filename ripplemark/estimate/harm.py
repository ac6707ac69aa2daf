"""How much of what content sets off is averted when it is removed after a delay: a model, never an observation.

Content sets off offspring (shares, posts about it), each of which sets off its own, by a self-exciting process whose
kernel falls as (t + c)^-(1 + gamma). What an item sets off directly is ``branching`` on average; removed after a delay it
sets off only what falls before.

Source: Schneider & Rizoiu (2023), PNAS 120(34) e2307360120; SCIENCE.md, A.12.
"""

from __future__ import annotations

import numpy as np

from ripplemark.estimate.series import Floats

CUTOFF = 30 / 3600
"""Hours: the kernel's c, 30 s as published."""


def exponent(half_life: float, cutoff: float = CUTOFF) -> float:
    """The kernel's gamma, > 0, of a half-life in hours, by which half of the direct offspring have come.

    Raises:
        ValueError: a half-life or cutoff that is not above 0.
    """
    if not half_life > 0 or not cutoff > 0:
        raise ValueError("a half-life and a cutoff are above 0")
    return float(np.log(2) / np.log1p(half_life / cutoff))


def averted(branching: float, gamma: float, delay: Floats, cutoff: float = CUTOFF) -> Floats:
    """chi: the share of all offspring that removal after ``delay`` hours averts, in 0 to ``branching``.

    Args:
        branching: n*, offspring that an item sets off directly if it stays up; 0 < n* < 1.
        gamma: the kernel's exponent, > 0.
        delay: shape (n,), hours, >= 0; at 0 the share is ``branching``: one's own offspring go, those of others' stay.
        cutoff: the kernel's c in hours, > 0.

    Raises:
        ValueError: a value outside of its range.
    """
    check(branching, gamma, cutoff)
    if np.any(delay < 0):
        raise ValueError("a delay is not below 0")
    still = branching * (1 - (1 + delay / cutoff) ** -gamma)
    return np.asarray((branching - still) / (1 - still), dtype=np.float64)


def delay_for(share: float, branching: float, gamma: float, cutoff: float = CUTOFF) -> float | None:
    """The longest delay in hours that still averts ``share``; None where not even removal at once does.

    Raises:
        ValueError: a value outside of its range; the share is above 0 and below 1.
    """
    check(branching, gamma, cutoff)
    if not 0 < share < 1:
        raise ValueError("a share is above 0 and below 1")
    if share > branching:
        return None
    still = (branching - share) / (1 - share)
    return float(cutoff * ((1 - still / branching) ** (-1 / gamma) - 1))


def check(branching: float, gamma: float, cutoff: float) -> None:
    """ValueError where the process would not die out, or its kernel not fall."""
    if not 0 < branching < 1:
        raise ValueError("a branching ratio is above 0 and below 1, or the process never ends")
    if not gamma > 0 or not cutoff > 0:
        raise ValueError("the kernel's exponent and cutoff are above 0")
