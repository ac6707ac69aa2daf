"""An analysis plan: which numbers will be read, how, of which rows and series; frozen before looking, with date and hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ripplemark.archive import Archive, Package, Snapshot
from ripplemark.archive.decisions import PLAN, Decision
from ripplemark.archive.notation import as_bytes, read_moment
from ripplemark.errors import InputError, UnknownName
from ripplemark.measures import Measure, Measurement, named
from ripplemark.measures.lifecycle import SERIES_COLUMNS

_DIGITS = 12
_SCOPE = ("incident", "scope", "by", "where")
"""Parameters of an answer that say of what it is, not how it is made."""


class EmptyPlan(InputError):
    """A plan that names no number."""

    title = "A plan needs a number"

    def __init__(self) -> None:
        super().__init__("Name at least one number that will be read. Nothing was frozen.")


@dataclass(frozen=True, slots=True)
class Planned:
    """One number of a plan: the version of its method, and every one of its settings, defaults written out."""

    method_version: int
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """A frozen plan.

    ``where`` are the selections that rows must meet. ``main`` names the series that counts for a channel: by columns where
    it was stored already, else by its alias alone. ``datasets`` were visible when it was frozen. ``whole`` is False where
    its record is not what was frozen. ``digest`` has 12 hexadecimal digits.
    """

    plan_id: str
    frozen_at: datetime
    digest: str
    metrics: Mapping[str, Planned]
    where: Mapping[str, str]
    main: Mapping[str, Mapping[str, str]]
    datasets: tuple[str, ...]
    archive: str
    whole: bool = True

    @classmethod
    def of(cls, decision: Decision) -> Plan:
        """The plan that a decision holds."""
        told: Any = decision.value
        rest = {key: value for key, value in told.items() if key != "hash"}
        return cls(
            decision.decision_id,
            read_moment(told["frozen_at"]),
            told["hash"],
            {name: Planned(**each) for name, each in told["metrics"].items()},
            dict(told["where"]),
            {channel: dict(each) for channel, each in told["main"].items()},
            tuple(told["datasets"]),
            told["archive"],
            digest(rest) == told["hash"],
        )

    def document(self) -> dict[str, Any]:
        """The plan as ``plan --json`` lists it."""
        return {
            "plan": self.digest,
            "frozen_at": self.frozen_at.isoformat().replace("+00:00", "Z"),
            "archive": self.archive,
            "datasets": list(self.datasets),
            "metrics": {
                name: {"method_version": each.method_version, "parameters": dict(each.parameters)}
                for name, each in self.metrics.items()
            },
            "where": dict(self.where),
            "main": {channel: dict(each) for channel, each in self.main.items()},
            "whole": self.whole,
        }

    def late(self, used: Sequence[Package]) -> int:
        """How many of these datasets had been added when the plan was frozen."""
        return sum(
            each.dataset_id in self.datasets
            or (each.added_at is not None and each.added_at <= self.frozen_at)
            for each in used
        )


def digest(value: Mapping[str, Any]) -> str:
    """The hash of a plan's content: the first 12 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(as_bytes(value)).hexdigest()[:_DIGITS]


def plans(archive: Archive | Snapshot, incident: str) -> tuple[Plan, ...]:
    """Every plan of an incident, the one frozen first first; the last one counts, the others are kept."""
    made = [each for each in archive.decisions() if (each.incident, each.key) == (incident, PLAN)]
    return tuple(Plan.of(each) for each in made if each.undoes is None)


def planned(metrics: Sequence[str], given: Mapping[str, str]) -> dict[str, Planned]:
    """The numbers of a plan with all their settings.

    Args:
        given: texts of settings; ``NAME`` holds for every number that has it, ``METRIC.NAME`` for one.

    Raises:
        EmptyPlan: no number.
        UnknownName: no such number, or none of them has the setting.
        InputError: a setting that cannot be read.
    """
    if not metrics:
        raise EmptyPlan
    measures = [named(name) for name in dict.fromkeys(metrics)]
    known = {key for each in measures for key in _settable(each)}
    for key in given:
        if key not in known:
            raise UnknownName("setting of the plan", key, sorted(known))
    return {each.name: _planned(each, given) for each in measures}


def _settable(measure: Measure) -> list[str]:
    names = [each.name for each in measure.parameters]
    return [*names, *(f"{measure.name}.{name}" for name in names)]


def _planned(measure: Measure, given: Mapping[str, str]) -> Planned:
    texts = {}
    for each in measure.parameters:
        text = given.get(f"{measure.name}.{each.name}", given.get(each.name))
        if text is not None:
            texts[each.name] = text
    settings = {name: plain(value) for name, value in measure.settings(texts).items()}
    return Planned(measure.method_version, settings)


def plain(value: Any) -> Any:
    """A setting as JSON has it."""
    return list(value) if isinstance(value, tuple) else value


def differences(plan: Plan, answers: Sequence[Measurement]) -> tuple[str, ...]:
    """What of these answers is not as the plan has it, in words, each once; nothing where all is."""
    told = [each for answer in answers for each in _of_answer(plan, answer)]
    return tuple(dict.fromkeys(told))


def _of_answer(plan: Plan, answer: Measurement) -> list[str]:
    measure = answer.measure
    title = f"{measure.title[:1].lower()}{measure.title[1:]}"
    own = plan.metrics.get(measure.name)
    if own is None:
        return [f"{title} is not in the plan"]
    found = []
    if own.method_version != measure.method_version:
        found.append(
            f"{title} by method version {measure.method_version} (plan: {own.method_version})"
        )
    for each in measure.parameters:
        now = plain(answer.parameters.get(each.name))
        then = own.parameters.get(each.name, plain(each.default))
        if now != then:
            found.append(f"{each.name} of {title} {_said(now)} (plan: {_said(then)})")
    return [*found, *_rows(plan, answer), *_series(plan, answer)]


def _said(value: Any) -> str:
    if value is None:
        return "not set"
    if isinstance(value, list):
        return ", ".join(_said(each) for each in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _rows(plan: Plan, answer: Measurement) -> list[str]:
    """Whether other rows are counted than planned; a selection of one series is no selection of rows."""
    where = dict(answer.parameters.get("where") or {})
    lifecycle = answer.measure.query.startswith("lifecycle/")
    wanted = {k: v for k, v in plan.where.items() if k in answer.measure.columns}
    missed = any(where.get(column) != value for column, value in wanted.items())
    more = {k for k in where if k not in wanted and not (lifecycle and k in SERIES_COLUMNS)}
    return ["other rows are selected than planned"] if missed or more else []


def _series(plan: Plan, answer: Measurement) -> list[str]:
    """Whether one series was read that is not the planned main one of its channel."""
    where = dict(answer.parameters.get("where") or {})
    if not plan.main or "dataset" not in where or not answer.measure.query.startswith("lifecycle/"):
        return []
    channel = str(where.get("channel", ""))
    own = plan.main.get(channel)
    if own is None:
        return ["the plan names no main series of this channel"]
    name = own.get("named")
    if name is not None:
        same = name in (where.get("series"), where.get("dataset"))
    else:
        same = all(str(where.get(column, "")) == value for column, value in own.items())
    return [] if same else ["the series is not the planned main one of its channel"]
