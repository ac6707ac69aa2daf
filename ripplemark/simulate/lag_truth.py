"""What the moderation measures should find: the planted lag distributions, and the drawn log's own exact values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from ripplemark.simulate.items import Item
from ripplemark.simulate.plan import Place

AT = (24.0, 48.0, 168.0)
LEAST = 10  # items and
ENDED = 5  # removals, below which no curve is read (SCIENCE.md, G.17)
Told = dict[str, Any]


def survival(place: Place, hours: float) -> float:
    """The planted probability that an item is not removed so many hours after its clock started."""
    from scipy.special import ndtr  # here, so that the command line starts without it

    acted = ndtr(np.log(hours / place.median) / place.sigma)
    return float(place.never + (1 - place.never) * (1 - acted))


def lag_truth(items: Iterable[Item], clock: str, follow_up: float) -> Iterator[Told]:
    """For all items and for each platform: survival and share gone at AT, and the median lag.

    ``value`` is the planted population's, mixed by the number of items of each platform; ``drawn`` the log's own from
    exact times, without delayed entry: what bounds, which hold no sampling error, should contain. ``value`` None says that there should be no number, ``expect`` why.
    """
    used = [
        each for each in items if not each.machine and not each.wrong and _has_clock(each, clock)
    ]
    for by, group in _groups(used):
        yield from _of_group(by, group, follow_up)


def _has_clock(item: Item, clock: str) -> bool:
    return clock == "post" or item.notice is not None


def _groups(used: list[Item]) -> Iterator[tuple[Told, list[Item]]]:
    yield {}, used
    names = sorted({each.place.platform for each in used})
    for name in names if len(names) > 1 else ():
        yield {"platform": name}, [each for each in used if each.place.platform == name]


def _of_group(by: Told, group: list[Item], follow_up: float) -> Iterator[Told]:
    removed = sum(each.outcome == "removed" for each in group)
    few = len(group) < LEAST or removed < ENDED
    curve = _curve(group)
    for hours in (at for at in AT if at <= follow_up):
        left = float(np.mean([survival(each.place, hours) for each in group]))
        drawn = min((up for at, up in curve if at <= hours), default=1.0)
        kept = {"value": None, "expect": "NE_FEW"} if few else {"value": left, "drawn": drawn}
        yield {"metric": "removal-survival", "by": by, "settings": {"at": f"{hours:g}"}, **kept}
        gone = {"value": 1 - left, "drawn": 1 - drawn}
        share = {"value": None, "expect": "NE_FEW"} if len(group) < LEAST else gone
        yield {"metric": "within-deadline", "by": by, "settings": {"hours": f"{hours:g}"}, **share}
    reached = next((at for at, up in curve if up <= 0.5), None)
    yield {"metric": "median-lag", "by": by, **_median(group, few), "drawn": reached}


def _curve(group: list[Item]) -> list[tuple[float, float]]:
    """The log's own product-limit curve, from exact lags: hours, and the share still up after them (SCIENCE.md, B.3)."""
    left, up, found = len(group), 1.0, []
    for item in sorted(group, key=lambda each: each.watched):
        if item.lag <= item.watched:
            up *= 1 - 1 / left
            found.append((item.watched, up))
        left -= 1
    return found


def _median(group: list[Item], few: bool) -> Told:
    if few:
        return {"value": None, "expect": "NE_FEW"}
    places = [each.place for each in group]
    if float(np.mean([each.never for each in places])) >= 0.5:
        return {"value": None, "expect": "NE_RIGHT"}
    kinds = sorted(set(places), key=lambda each: each.platform)
    weight = [places.count(each) / len(places) for each in kinds]
    low, high = 1e-3, 1e6
    for _ in range(80):
        middle = (low * high) ** 0.5
        left = sum(w * survival(each, middle) for w, each in zip(weight, kinds, strict=True))
        low, high = (middle, high) if left > 0.5 else (low, middle)
    return {"value": middle}
