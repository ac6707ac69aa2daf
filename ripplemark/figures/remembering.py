"""Answers that cannot change while an incident's data stay as they are: kept by its datasets, dropped when least used."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Any, TypeVar

from ripplemark.figures.base import Asked
from ripplemark.measures import Measurement

T = TypeVar("T")
_KEPT: OrderedDict[Hashable, dict[Hashable, Any]] = OrderedDict()
_LOCK = Lock()
_INCIDENTS = 64
"""Incidents whose answers are kept; the one not asked about for longest goes first."""


def remembered(asked: Asked, key: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` gave the first time it was asked of this incident, as long as its data stay the same.

    Datasets never change, so an incident's answers follow from which of them are visible and from its home zone: a new
    file or another zone makes new answers for this incident, and leaves those of the others. Two threads may make the
    same answer twice; both are the same. An error is not kept.
    """
    of = (
        asked.archive.root,
        asked.incident,
        asked.zone,
        tuple(sorted(each.dataset_id for each in asked.packages)),
    )
    with _LOCK:
        kept = _KEPT.setdefault(of, {})
        _KEPT.move_to_end(of)
        while len(_KEPT) > _INCIDENTS:
            _KEPT.popitem(last=False)
    if key not in kept:
        kept[key] = make()
    return kept[key]  # type: ignore[no-any-return]


def measured(
    asked: Asked,
    name: str,
    where: tuple[tuple[str, str], ...] = (),
    settings: Mapping[str, Any] | None = None,
) -> Measurement:
    """A metric's answer for the incident, past the gate, remembered; it names the archive as it is now."""
    told: dict[str, Any] = dict(settings or {})
    key = ("measured", asked.gate.audience, name, asked.scope, asked.where, where)
    found = remembered(
        asked,
        (*key, tuple(sorted(told.items()))),
        lambda: asked.measured(name, where=where, **told),
    )
    now = asked.serving.visible.fingerprint
    return Measurement(found.measure, now, found.parameters, found.estimates)
