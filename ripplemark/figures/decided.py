"""When platforms decided what is shown, and which known defects of the EU's database touch these days."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from ripplemark.archive import Package
from ripplemark.engine import Serving
from ripplemark.figures.base import Asked
from ripplemark.figures.defects import Defect, known
from ripplemark.figures.norms import known_as
from ripplemark.measures.actioned import ACTIONED_LAG, Acted, acted_on
from ripplemark.measures.base import Request, settings_of
from ripplemark.measures.period import Period

_DAY = 86_400.0


def acted(asked: Asked, **settings: str) -> list[Acted]:
    """The lags of what was acted on, by platform, as the measure ``actioned-lag`` counts them with these settings."""
    read: dict[str, Any] = settings_of(ACTIONED_LAG.name, ACTIONED_LAG.parameters, settings)
    serving: Serving = asked.serving
    return acted_on(Request(serving, asked.incident, asked.scope, (), asked.where, read))


def sent_wrongly(
    asked: Asked, used: Collection[Package], platforms: Sequence[str], figures: frozenset[str]
) -> tuple[Defect, ...]:
    """The known defects that touch these figures of these platforms on the days of their decisions, in the file's order.

    Nothing where no dataset is of the EU's database; a platform of which no day of a decision is known has the undated ones.
    """
    if not any(each.format.startswith("dsa") for each in used):
        return ()
    low, high = Period.of(asked.settings).instants("UTC")
    since, until = (float("-inf") if low is None else low), (float("inf") if high is None else high)
    spans = {}
    for each in acted(asked):
        if each.day.size:
            first, last = (float(end) * _DAY for end in (each.day.min(), each.day.max() + 1))
            spans[str(each.by["platform"])] = (max(first, since), min(last, until))
    return tuple(
        defect
        for defect in known()
        if any(_touches(defect, name, figures, spans.get(name)) for name in platforms)
    )


def _touches(
    defect: Defect, platform: str, figures: frozenset[str], span: tuple[float, float] | None
) -> bool:
    """True where it touches a figure of the platform on these days; without days only one that has none either."""
    if span is None:
        return defect.since is None and defect.applies(known_as(platform), figures, 0.0, 1.0)
    return defect.applies(known_as(platform), figures, *span)
