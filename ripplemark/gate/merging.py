"""Estimates of platforms that may not be named become one, with the counts that can be added and no number that cannot.

The net below what figures do: they let the measure take the small platforms as one, so that its number is a true one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ripplemark.gate.platforms import HOSTS, merged_label
from ripplemark.result import Estimate

MERGED = "MERGED"
"""The status of an estimate that stands for several platforms and has counts only."""

_COUNTS = ("items", "requests", "needed-more-than-one", "came-back", "up-at-last-look")
"""Quantities of a measure that are counts of items or requests: they can be added."""

_NOT_ADDED = (
    "Several small platforms are counted together; a number of this kind cannot be added up. Ask without splitting by "
    "platform to get one."
)


def merge(estimates: Sequence[Estimate], hidden: Callable[[str], bool]) -> tuple[Estimate, ...]:
    """The estimates with the platforms for which ``hidden`` holds put together, each group where its first one stood.

    One hidden platform keeps its numbers under '1 smaller platform'. Several give one estimate whose n, events and
    censored are sums, and whose value is a sum where it is a count, else absent; the steps of their curves go. Series
    of attention are never added, and keep their platform here, because it is part of the key by which they are found;
    ``unnamed`` takes it out of what is written. Estimates that are about no incident stay as they are.
    """
    small = {_platform(each) for each in estimates if _of_items(each) and hidden(_platform(each))}
    label = merged_label(len(small))
    groups: dict[object, list[Estimate]] = {}
    for position, each in enumerate(estimates):
        if _of_items(each) and _platform(each) in small:
            groups.setdefault(position if len(small) == 1 else _rest(each), []).append(each)
        else:
            groups[position] = [each]
    return tuple(
        _together(group, label)
        if _of_items(group[0]) and _platform(group[0]) in small
        else group[0]
        for group in groups.values()
    )


def unnamed(by: Mapping[str, Any], hidden: Callable[[str], bool]) -> dict[str, Any]:
    """The columns that an estimate or a row is about; the platform of a series has no name where it hosts content."""
    platform = by.get("platform")
    hosts = by.get("channel") is None or by["channel"] in HOSTS
    if platform is None or not hosts or not hidden(str(platform)):
        return dict(by)
    return {**by, "platform": merged_label(1)}


def _of_items(each: Estimate) -> bool:
    """True for the items of one platform of an incident."""
    return (
        "incident" in each.by and each.by.get("platform") is not None and "bin_width" not in each.by
    )


def _platform(each: Estimate) -> str:
    return str(each.by["platform"])


def _rest(each: Estimate) -> tuple[tuple[str, str], ...]:
    return tuple((k, str(value)) for k, value in each.by.items() if k not in ("platform", "at"))


def _together(group: Sequence[Estimate], label: str) -> Estimate:
    by = {**group[0].by, "platform": label}
    if len(group) == 1:
        return replace(group[0], by=by)
    once = list({_platform(each): each for each in group}.values())
    counted = by.get("quantity") in _COUNTS
    value = sum(float(each.value or 0) for each in once) if counted else None
    return Estimate(
        {name: value for name, value in by.items() if name != "at"},
        value,
        None,
        None,
        sum(each.n for each in once),
        _sum(each.events for each in once),
        _sum(each.censored for each in once),
        "ok" if counted else MERGED,
        once[0].note if counted else _NOT_ADDED,
        None,
        None,
    )


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
