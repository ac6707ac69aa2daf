"""Which two groups of items are compared: two values of a column, or the time before and after a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from ripplemark.errors import InputError, UnknownName
from ripplemark.measures.base import Request
from ripplemark.measures.lags import LagGroup, groups
from ripplemark.measures.period import Period

BEFORE, AFTER = "before", "after"


class TwoSplits(InputError):
    """Both a moment and an event that split the items."""

    title = "Split by one moment only"

    def __init__(self) -> None:
        super().__init__("Give either --set split=... or --set event=..., not both.")


@dataclass(frozen=True, slots=True)
class Contrast:
    """A group and what it is compared with, each with the request that its rows come from.

    ``by`` names them in an answer: ``against`` is the reference. ``all`` are the groups that share one horizon.
    """

    by: dict[str, Any]
    one: LagGroup
    other: LagGroup
    one_of: Request
    other_of: Request
    all: tuple[LagGroup, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What can be compared, what to tell of how it was split, and why nothing can be, where that is so."""

    contrasts: tuple[Contrast, ...]
    told: str = ""
    reason: str = ""


def contrasts(request: Request, clock: str) -> Compared:
    """The pairs of groups that a request compares.

    Raises:
        TwoSplits: a moment and an event are given. UnknownName: no group is called as 'against' says.
    """
    split, event = request.settings["split"], request.settings["event"]
    if split is not None and event is not None:
        raise TwoSplits
    if event is not None:
        return _around_event(request, clock, event)
    if split is not None:
        return _around(
            request, clock, split, split, f"Items whose clock started before and from {split} on."
        )
    return _between(request, clock)


def _between(request: Request, clock: str) -> Compared:
    if not request.by:
        return Compared(
            (),
            "",
            "Say what to compare: a column with --by, a moment with --set split=..., or --set event=....",
        )
    found, lone = [], ""
    for _, each in groupby(groups(request, clock), key=lambda group: group.by.get("incident")):
        every = tuple(each)
        reference = _reference(request, every)
        others = [group for group in every if group is not reference]
        lone = lone or ("" if others else "There is only one group: nothing to compare with.")
        found += [
            Contrast(
                {**group.by, "against": _label(request, reference)},
                group,
                reference,
                _only(request, group),
                _only(request, reference),
                every,
            )
            for group in others
        ]
    return Compared(tuple(found), "", "" if found else lone or "No item meets the selection.")


def _reference(request: Request, every: Sequence[LagGroup]) -> LagGroup:
    named = request.settings["against"]
    if named is None:
        return every[0]
    known = {_label(request, group): group for group in every}
    if named not in known:
        raise UnknownName("group to compare with", named, known)
    return known[named]


def _label(request: Request, group: LagGroup) -> str:
    return ", ".join(str(group.by[column]) for column in request.by)


def _only(request: Request, group: LagGroup) -> Request:
    """The request, for the incident of one group."""
    return replace(request, incident=group.by.get("incident", request.incident))


def _around_event(request: Request, clock: str, kind: str) -> Compared:
    rows = (
        request.serving.run("archive/events_of_incident", incident=request.incident).records()
        if request.incident
        else []
    )
    dated = [row for row in rows if row["kind"] == kind]
    if not dated:
        return Compared(
            (),
            "",
            f"No event of the kind '{kind}' is on record for one incident: add events, or give a moment with split.",
        )
    first = min(dated, key=lambda row: row["time_lo"])
    until, since = _text(first["time_lo"]), _text(first["time_hi"])
    several = f", the first of {len(dated)}" if len(dated) > 1 else ""
    inside = (
        " Items whose clock started while it may have been happening are in neither group."
        if until != since
        else ""
    )
    told = f"Before and after the event of the kind '{kind}' on {until[:10]}{several}.{inside}"
    return _around(request, clock, until, since, told)


def _text(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _around(request: Request, clock: str, until: str, since: str, told: str) -> Compared:
    before_of = replace(request, settings={**request.settings, "to": _earlier(request, until)})
    after_of = replace(request, settings={**request.settings, "from": _later(request, since)})
    before, after = groups(before_of, clock), groups(after_of, clock)
    after = [replace(group, no_start=0) for group in after]  # on neither side, and counted once
    every = (*before, *after)
    earlier = {tuple(group.by.items()): group for group in before}
    found = tuple(
        Contrast(
            {**group.by, "period": AFTER, "against": BEFORE},
            group,
            earlier[tuple(group.by.items())],
            _only(after_of, group),
            _only(before_of, group),
            every,
        )
        for group in after
        if tuple(group.by.items()) in earlier
    )
    reason = (
        ""
        if found
        else "There are no items on both sides of that moment: choose another, or widen the selection."
    )
    return Compared(found, told, reason)


def _earlier(request: Request, until: str) -> str:
    """The split, or the end of the cohort where that comes first."""
    end = request.settings["to"]
    return until if end is None or _in_order(request, until, end) else str(end)


def _later(request: Request, since: str) -> str:
    """The split, or the beginning of the cohort where that comes later."""
    start = request.settings["from"]
    return since if start is None or _in_order(request, start, since) else str(start)


def _in_order(request: Request, one: str, other: str) -> bool:
    home = request.serving.visible.homes.get(request.incident or "", "UTC")
    first, second = Period(one, other).instants(home)
    return first is not None and second is not None and first <= second
