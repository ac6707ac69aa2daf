"""Freezing an analysis plan, and what a figure says of it: as registered, or what differs."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ripplemark import schema
from ripplemark.archive import Archive, Package
from ripplemark.archive.decisions import PLAN
from ripplemark.archive.notation import moment
from ripplemark.archive.serving import serve
from ripplemark.errors import InputError, UnknownName
from ripplemark.figures.base import Asked
from ripplemark.figures.series import Choice, offered
from ripplemark.figures.sourcing import day
from ripplemark.gate.leaks import looks_like
from ripplemark.measures import Measurement, named
from ripplemark.measures.plans import Plan, differences, digest, planned, plans
from ripplemark.wording import count

_ALIAS = re.compile(r"[a-z]+ [A-Z]{1,3}")
_WORDS = (*schema.ATTENTION.field("metric").choices, *schema.CHANNELS)
"""What a series of which nothing is stored yet may be called: an alias, or a word of the schema; never a name."""
_PLANS, _POINTS = 12, 3
"""Of several incidents so many plans, and of each so many points that differ, stand in the source line; all in the data."""
_VALUE = re.compile(r"[^\s@/\\]+( [^\s@/\\]+){0,3}")


class NotASelection(InputError):
    """A selection whose value is no word that rows could hold: a link, a handle, a sentence."""

    title = "This selection cannot be planned"

    def __init__(self, column: str) -> None:
        self.column = column
        super().__init__(
            f"'{column}' takes one of the values that rows have, such as a platform or a language. Nothing was frozen."
        )


class SeriesNotYetKnown(InputError):
    """A main series of a plan that is neither stored nor a name that a series could have."""

    title = "This series cannot be planned"

    def __init__(self, channel: str, found: Sequence[Choice]) -> None:
        self.channel = channel
        told = "; ".join(f"{each.key} ({each.label})" for each in found[:12])
        super().__init__(f"Name one series of the channel. Stored now: {told}. Nothing was frozen.")


def freeze(
    archive: Archive,
    incident: str,
    metrics: Sequence[str],
    settings: Mapping[str, str] | None = None,
    where: Mapping[str, str] | None = None,
    main: Mapping[str, str] | None = None,
) -> Plan:
    """Freeze a plan for an incident; it counts from now on, and earlier ones are kept.

    Args:
        metrics: the numbers that will be read.
        settings: as for ``measures.plans.planned``; all others are frozen at their defaults.
        where: selections that rows must meet, as for ``measure``.
        main: the series that counts, by channel: the key, alias or dataset of a stored one; for a channel of which nothing
            is stored yet, the alias that it will have.

    Raises:
        UnknownName: no such incident, number, setting, column or channel; the valid ones are listed.
        SeriesNotYetKnown: a series that the channel does not have.
        EmptyPlan, InputError: no number, or a setting that cannot be read.
    """
    if incident not in archive.incidents():
        raise UnknownName("incident", incident, archive.incidents())
    numbers = planned(metrics, settings or {})
    columns = {column for name in numbers for column in named(name).columns}
    for column in where or {}:
        if column not in columns:
            raise UnknownName("column of the plan", column, sorted(columns))
    for column, value in (where or {}).items():
        if len(value) > 60 or not _VALUE.fullmatch(value) or looks_like(value):
            raise NotASelection(column)
    series = _main(archive, incident, main or {})
    here = archive.datasets()
    content: dict[str, Any] = {
        "frozen_at": moment(archive.now),
        "archive": archive.fingerprint(),
        "datasets": sorted(each.dataset_id for each in here if each.incident == incident),
        "metrics": {
            name: {"method_version": each.method_version, "parameters": dict(each.parameters)}
            for name, each in numbers.items()
        },
        "where": dict(where or {}),
        "main": series,
    }
    return Plan.of(archive.decide(incident, PLAN, {**content, "hash": digest(content)}))


def _main(archive: Archive, incident: str, main: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The planned series: by its columns where it is stored, else by the name that it will have."""
    for channel in main:
        if channel not in schema.CHANNELS:
            raise UnknownName("kind of place", channel, schema.CHANNELS)
    if not main:
        return {}
    serving = serve(archive)
    try:
        return {
            channel: _series(name, channel, offered(serving, incident, channel))
            for channel, name in main.items()
        }
    finally:
        serving.close()


def _series(name: str, channel: str, found: Sequence[Choice]) -> dict[str, str]:
    meant = [each for each in found if name in (each.key, each.alias, each.binned.by["dataset"])]
    if len(meant) == 1:
        return dict(meant[0].where)
    if found or not (_ALIAS.fullmatch(name) or name in _WORDS):
        raise SeriesNotYetKnown(channel, found)
    return {"named": name}


@dataclass(frozen=True, slots=True)
class Registered:
    """What a figure says of the plan that counts: a sentence for its source line, and the same for programs."""

    note: str = ""
    document: Mapping[str, Any] = field(default_factory=dict)


def registered(
    asked: Asked, measured: Sequence[Measurement], used: Collection[Package]
) -> Registered:
    """Whether the figure's numbers are those of the plan; nothing without a plan, or without a number.

    Names in it the plan's hash and date, whether the data were there already, and each point that differs; of several
    incidents the same of each that has a plan.
    """
    if not measured or asked.scope != "incident":
        return Registered()
    if asked.incident is None:
        return _of_several(asked, measured, used)
    return _of_one(asked, asked.incident, measured, used)


def _of_several(
    asked: Asked, measured: Sequence[Measurement], used: Collection[Package]
) -> Registered:
    """The same of every incident whose numbers are shown and that has a plan."""
    with_plan = {each.incident for each in asked.archive.decisions() if each.key == PLAN}
    shown: dict[str, list[Measurement]] = {}
    for answer in measured:
        code = answer.parameters.get("incident")
        if code in with_plan:
            shown.setdefault(str(code), []).append(answer)
    found = {code: _of_one(asked, code, of, used) for code, of in sorted(shown.items())}
    told = {code: dict(each.document) for code, each in found.items() if each.document}
    if not told:
        return Registered()
    notes = [_in_short(code, each) for code, each in told.items()]
    more = ["and others"] if len(notes) > _PLANS else []
    return Registered(
        f"Analysis plans: {'; '.join([*notes[:_PLANS], *more])}.",
        {
            "as_registered": all(each["as_registered"] for each in told.values()),
            "incidents": told,
        },
    )


def _in_short(code: str, of: Mapping[str, Any]) -> str:
    """'LANTERN as registered (plan 0123456789ab)', or with the first points that differ."""
    head = f"{code} (plan {of['plan']})"
    if of["as_registered"]:
        return f"{head} as registered"
    points = list(of["differs"])
    more = f", and {len(points) - _POINTS} more" if len(points) > _POINTS else ""
    return f"{head} differs: {', '.join(points[:_POINTS])}{more}"


def _of_one(
    asked: Asked, incident: str, measured: Sequence[Measurement], used: Collection[Package]
) -> Registered:
    """What is said of the plan of one incident."""
    made = plans(asked.archive, incident)
    if not made:
        return Registered()
    plan = made[-1]
    found = list(differences(plan, measured))
    if not plan.whole:
        found.append("its record was changed after it was frozen")
    own = [each for each in used if each.incident == incident]
    when = _when(plan, own)
    head = f"Analysis plan {plan.digest} of {day(plan.frozen_at, asked.zone)}, {when}"
    earlier = f", in place of {count(len(made) - 1, 'earlier one')}" if len(made) > 1 else ""
    told = f"differs: {'; '.join(found)}" if found else "as registered"
    return Registered(
        f"{head}{earlier}; {told}.",
        {
            "plan": plan.digest,
            "frozen_at": moment(plan.frozen_at),
            "data_before_plan": plan.late(own),
            "supersedes": len(made) - 1,
            "as_registered": not found,
            "differs": found,
        },
    )


def _when(plan: Plan, used: Sequence[Package]) -> str:
    """Whether the plan was there before the data."""
    late = plan.late(used)
    if not late:
        return "frozen before these data were added"
    if late == len(used):
        return "frozen after these data were added"
    return f"frozen after {late} of these {len(used)} datasets were added"
