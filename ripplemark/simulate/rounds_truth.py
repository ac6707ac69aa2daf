"""What the measures should find in a log of requests: what was needed, and the planted lags since the first request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ripplemark.simulate.grid import HOUR
from ripplemark.simulate.lag_truth import AT, ENDED, LEAST
from ripplemark.simulate.plan import Rounds
from ripplemark.simulate.rounds import Request

Told = dict[str, Any]


def rounds_truth(requests: list[Request], plan: Rounds) -> Iterator[Told]:
    """What was needed, counted; the planted survival and share gone since the first request of a spell."""
    for quantity, value in _counted(requests).items():
        yield {"metric": "requests-needed", "by": {"quantity": quantity}, "value": value}
    spells = {(each.item, each.spell) for each in requests}
    removed = sum(each.gone is not None for each in requests)
    for hours in AT:
        left = _survival(plan, hours)
        lags = [
            each.gone is not None and each.gone - _first(requests, each) <= hours * HOUR
            for each in requests
        ]
        drawn = sum(lags) / len(spells)
        if len(spells) >= LEAST:
            yield {
                "metric": "within-deadline",
                "settings": {"hours": f"{hours:g}"},
                "value": 1 - left,
                "drawn": drawn,
            }
        if len(spells) >= LEAST and removed >= ENDED:
            yield {
                "metric": "removal-survival",
                "settings": {"at": f"{hours:g}"},
                "value": left,
                "drawn": 1 - drawn,
            }
    yield {"metric": "median-lag", **_median(plan)}


def _first(requests: list[Request], of: Request) -> float:
    return next(each.sent for each in requests if (each.item, each.spell) == (of.item, of.spell))


def _counted(requests: list[Request]) -> Told:
    """The facts of the log, as ``requests-needed`` defines them: an item's first removal, whatever came after."""
    items = list(dict.fromkeys(each.item for each in requests))
    needed, back, up = [], 0, 0
    for item in items:
        own = [each for each in requests if each.item == item]
        gone = [each.gone for each in own if each.gone is not None]
        if gone:
            needed.append(sum(each.sent < min(gone) for each in own))
        back += any(each.spell > 1 for each in own)
        last = max(own, key=lambda each: (each.spell, each.round))
        up += last.gone is None
    return {
        "items": float(len(items)),
        "requests": float(len(requests)),
        "median-requests": float(np.median(needed)) if needed else None,
        "needed-more-than-one": float(sum(number > 1 for number in needed)),
        "came-back": float(back),
        "up-at-last-look": float(up),
    }


def _survival(plan: Rounds, hours: float) -> float:
    """The planted probability that an item is still up so many hours after the first request."""
    from scipy.special import ndtr

    place, gone = plan.place, 0.0
    for number in range(plan.most):
        chance = plan.works * (1 - plan.works) ** number
        since = min(max(hours - number * plan.wait, 0.0), plan.wait)
        if since > 0:
            below = [
                float(ndtr(np.log(h / place.median) / place.sigma)) for h in (since, plan.wait)
            ]
            gone += chance * below[0] / below[1]
    return 1 - (1 - place.never) * gone


def _median(plan: Rounds) -> Told:
    low, high = 0.0, plan.most * plan.wait
    if _survival(plan, high) >= 0.5:
        return {"value": None, "expect": "NE_RIGHT"}
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _survival(plan, middle) > 0.5 else (low, middle)
    return {"value": middle}
