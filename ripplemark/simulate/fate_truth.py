"""What the measures beside the curve should find: mean lags up to a horizon, what ended items, how platforms differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from ripplemark.estimate.series import Floats
from ripplemark.simulate.items import Item
from ripplemark.simulate.lag_truth import AT, ENDED, LEAST
from ripplemark.simulate.plan import Items, Place

HORIZON = 168.0
"""Hours up to which mean lags count; every item is watched for longer."""
LEAST_CAUSES = 20
"""Items below which no share by cause is read (SCIENCE.md, G.19)."""
STEP = 0.01
"""Hours between the points at which planted curves are added up."""
OTHERS = {"uploader": 0.7, "account": 0.3}
"""Of the ends that are not the platform's, the shares of uploaders and of whole accounts."""
Told = dict[str, Any]


def fate_truth(items: Iterable[Item], plan: Items) -> Iterator[Told]:
    """Planted means, shares by cause and differences between platforms, since the notice.

    Nothing for a log that counts from posting: there a mean is of those still up when the log begins, and when is drawn.
    ``drawn`` is the log's own from exact times: what bounds, which hold no sampling error, should contain.
    """
    if plan.clock != "notice":
        return
    used = [each for each in items if each.notice is not None and not each.wrong]
    if _enough(used):
        yield {"metric": "restricted-mean-lag", "settings": {"tau": f"{HORIZON:g}"}, **_mean(used)}
    if len(used) >= LEAST_CAUSES:
        yield from _causes(used, plan.others / 1000)
    yield from _differences(used)


def _enough(group: Sequence[Item]) -> bool:
    return len(group) >= LEAST and sum(each.outcome == "removed" for each in group) >= ENDED


def _still_up(place: Place, hours: Floats) -> Floats:
    """The planted probability that an item is not removed so many hours after its notice."""
    from scipy.special import ndtr  # here, so that the command line starts without it

    acted = ndtr(np.log(hours / place.median) / place.sigma)
    return np.asarray(1 - (1 - place.never) * acted)


def _mixed(group: Sequence[Item], hours: Floats) -> Floats:
    """The same of a group, mixed by the number of items of each platform."""
    places = [each.place for each in group]
    kinds = sorted(set(places), key=lambda each: each.platform)
    parts = [places.count(each) / len(places) * _still_up(each, hours) for each in kinds]
    return np.asarray(np.sum(parts, axis=0))


def _mean(group: Sequence[Item]) -> Told:
    """Hours, each item counted for no more than the horizon."""
    middles = np.arange(0, HORIZON, STEP) + STEP / 2
    drawn = float(np.mean([min(each.lag, HORIZON) for each in group]))
    return {"value": float(_mixed(group, middles).sum() * STEP), "drawn": drawn}


def _causes(used: Sequence[Item], rate: float) -> Iterator[Told]:
    """The share that each cause had ended by each of AT, where it ended at least five items, and the share still up.

    Other ends than the platform's come at the same ``rate`` per hour throughout; the first end of all counts.
    """
    edges = np.arange(0, max(AT) + STEP, STEP)
    up = _mixed(used, np.maximum(edges, STEP / 1e6))
    left = np.exp(-rate * edges)
    middle = (left[1:] + left[:-1]) / 2
    removed = np.cumsum(-np.diff(up) * middle)
    other = np.cumsum(-np.diff(left) * (up[1:] + up[:-1]) / 2)
    planted = {"removed": removed, **{name: part * other for name, part in OTHERS.items()}}
    planted["up"] = up[1:] * left[1:]
    for outcome, curve in planted.items():
        ended = [each for each in used if _cause(each) == outcome]
        deciding = [each for each in used if each.down is not None] if outcome == "up" else ended
        if len(deciding) < ENDED:
            continue
        for hours in AT:
            by = [each.watched <= hours and each.down is not None for each in ended]
            drawn = _drawn_up(used, hours) if outcome == "up" else sum(by) / len(used)
            yield {
                "metric": "cause-incidence",
                "by": {"outcome": outcome},
                "settings": {"at": f"{hours:g}"},
                "value": float(curve[round(hours / STEP) - 1]),
                "drawn": drawn,
            }


def _cause(item: Item) -> str:
    return "up" if item.down is None else item.outcome


def _drawn_up(used: Sequence[Item], hours: float) -> float:
    return sum(each.down is None or each.watched > hours for each in used) / len(used)


def _differences(used: Sequence[Item]) -> Iterator[Told]:
    """How much longer items of each platform stay up, on average up to the horizon, than those of the first by name."""
    groups = {
        name: group
        for name in sorted({each.place.platform for each in used})
        for group in ([each for each in used if each.place.platform == name],)
        if _enough(group)
    }
    first, *others = groups or [""]
    for name in others:
        means = _mean(groups[name]), _mean(groups[first])
        yield {
            "metric": "lag-difference",
            "by": {"platform": name, "quantity": "restricted-mean-difference"},
            "settings": {"tau": f"{HORIZON:g}", "against": first},
            **{key: means[0][key] - means[1][key] for key in ("value", "drawn")},
        }
