"""The error of joined downloads, carried into measures that draw no bootstrap: each link is moved by its standard error.

Measures with a parametric bootstrap draw the links themselves (``Series.links``). All other numbers of a joined series are asked
again with every link one standard error up and down; half the difference is what that link adds, and the links' parts are added
to the interval in squares. (First-order error propagation, one link at a time.)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from ripplemark.measures import bins
from ripplemark.measures.base import Request
from ripplemark.measures.windows import PREFIX, Joined
from ripplemark.result import Estimate

DRAWN = frozenset(
    {
        *(
            "onset",
            "peak",
            "time-to-peak",
            "half-life",
            "time-to-tenth",
            "fwhm",
            "engagement-half-life",
        ),
        *("return-to-baseline", "residual-interest", "tail-mass", "relaxation-class"),
    }
)
"""Measures whose bootstrap draws the links, or that do not depend on them."""
_Z = 1.959963984540054


def carry(
    name: str,
    request: Request,
    found: list[Estimate],
    ask: Callable[[Request], list[Estimate]],
) -> list[Estimate]:
    """The estimates of a measure, those of joined series with the error of their links; all others as they are."""
    if name in DRAWN or not any(_widens(each) for each in found):
        return found
    told = found
    for joined in bins.joins(request):
        own = [each for each in told if each.by.get("dataset") == joined.name and _widens(each)]
        if own:
            spread = _spread(joined, request, ask)
            told = [_wider(each, spread) if each in own else each for each in told]
    return told


def _widens(each: Estimate) -> bool:
    joined = str(each.by.get("dataset", "")).startswith(PREFIX) and "first" not in each.by
    return joined and all(isinstance(end, float) for end in (each.value, each.low, each.high))


def _spread(
    joined: Joined, request: Request, ask: Callable[[Request], list[Estimate]]
) -> dict[tuple[Any, ...], float]:
    """Standard error that the links add, by what an estimate is about."""
    total: dict[tuple[Any, ...], float] = {}
    rest = tuple(pair for pair in request.where if pair[0] != "dataset")
    for link in range(joined.links.shape[1]):
        sides = []
        for sign in "+-":
            moved = (*rest, ("dataset", f"{joined.name}~{sign}{link}"))
            sides.append({_about(each): each.value for each in ask(replace(request, where=moved))})
        for about in sides[0].keys() & sides[1].keys():
            up, down = sides[0][about], sides[1][about]
            if isinstance(up, float) and isinstance(down, float):
                total[about] = total.get(about, 0.0) + ((up - down) / 2) ** 2
    return {about: float(np.sqrt(square)) for about, square in total.items()}


def _about(each: Estimate) -> tuple[Any, ...]:
    return tuple(sorted((name, str(value)) for name, value in each.by.items() if name != "dataset"))


def _wider(each: Estimate, spread: dict[tuple[Any, ...], float]) -> Estimate:
    more = _Z * spread.get(_about(each), 0.0)
    value, low, high = each.value, each.low, each.high
    if not (isinstance(value, float) and isinstance(low, float) and isinstance(high, float)):
        return each
    return replace(
        each,
        low=value - float(np.hypot(value - low, more)),
        high=value + float(np.hypot(high - value, more)),
    )
