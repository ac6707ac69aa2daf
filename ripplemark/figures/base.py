"""What a kind of figure is, and what one is made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ripplemark.archive import Archive, Package, Snapshot
from ripplemark.engine import Serving
from ripplemark.figure import Figure, Question
from ripplemark.gate import Gate, merged_label
from ripplemark.measures import Measurement, measure
from ripplemark.measures.base import Parameter, settings_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a kind of figure: of which archive, for whom, which incident, with which settings.

    ``texts`` are the settings as they stand in an address or after --set, ``settings`` the same, read and with defaults.
    ``language`` is the tag of the language in which edited words are wanted, None for the incident's own. A figure is made
    from one moment: of the archive given, a snapshot is kept.
    """

    kind: FigureKind
    archive: Archive | Snapshot
    serving: Serving
    gate: Gate
    incident: str | None
    scope: str
    by: tuple[str, ...]
    where: tuple[tuple[str, str], ...]
    texts: Mapping[str, str]
    settings: Mapping[str, Any]
    language: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "archive", self.archive.snapshot())

    def measured(
        self,
        name: str,
        *,
        by: tuple[str, ...] = (),
        where: tuple[tuple[str, str], ...] = (),
        **settings: str,
    ) -> Measurement:
        """A metric's answer for this incident, past the gate: estimates carry no more than the audience may see."""
        small = self.gate.merged(self.gate.counts)
        answer = measure(
            self.serving,
            name,
            incident=self.incident,
            scope=self.scope,
            by=by,
            where=(*self.where, *where),
            settings=settings,
            merged=small,
            merged_as=merged_label(len(small)),
        )
        of_items = answer.measure.query.startswith("moderation/")
        steps = of_items and answer.parameters.get("at") is None
        seen = self.gate.estimates(
            answer.estimates, answer.measure.unit, steps=steps, in_hours=answer.measure.in_hours
        )
        return Measurement(answer.measure, answer.archive, answer.parameters, seen)

    @property
    def packages(self) -> tuple[Package, ...]:
        """The visible datasets of what is asked."""
        return tuple(
            each
            for each in self.archive.datasets()
            if self.incident is None or each.incident in (self.incident, None)
        )

    @property
    def zone(self) -> str:
        """The incident's home zone; UTC where none was chosen."""
        return str(
            (self.archive.decision(self.incident, "home_zone") if self.incident else None) or "UTC"
        )


@dataclass(frozen=True, slots=True)
class FigureKind:
    """A figure of the registry: its name, what it answers, the metrics it rests on, its settings, and how it is made.

    ``of_incident`` is False where it is about the whole archive. ``by`` are the columns that may split it.
    """

    name: str
    title: str
    about: str
    question: Question
    metrics: tuple[str, ...]
    make: Callable[[Asked], Figure]
    parameters: tuple[Parameter, ...] = ()
    by: tuple[str, ...] = ()
    of_incident: bool = True
    method_version: int = 1

    def settings(self, given: Mapping[str, str]) -> dict[str, Any]:
        """All settings, read and with defaults; see ``measures.base.settings_of`` for errors."""
        return settings_of(self.name, self.parameters, given)
