"""Which attention series there are, what they are called, and which one is the main one of its channel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pyarrow.compute as pc

from ripplemark.archive.notation import Json
from ripplemark.charts.curve import Curve
from ripplemark.engine import Serving
from ripplemark.figures.base import Asked
from ripplemark.gate.platforms import HOSTS
from ripplemark.measures import bins
from ripplemark.measures.base import Request
from ripplemark.measures.bins import BinnedSeries
from ripplemark.measures.period import Period
from ripplemark.wording import CHANNELS, METRICS
from ripplemark.wording import bins as bin_word

_WHERE = ("dataset", "series", "channel", "platform", "metric", "region", "language", "bin_width")
_TERM = ("series", "channel", "platform", "metric", "region", "language")


@dataclass(frozen=True, slots=True)
class Choice:
    """One series to choose.

    ``key`` is stable and safe for an address: the dataset's id and the series' place in it, never a name. ``label`` is
    by alias, for everyone; ``named`` has the owner's own name in it where the gate gives it. Both are unique among the
    series that were offered together. ``parts`` are what the label is made of: series, channel, place.
    """

    key: str
    label: str
    named: str
    binned: BinnedSeries
    parts: tuple[str, ...] = field(default=())

    @property
    def channel(self) -> str | None:
        """The kind of place, as the data say it; None where they do not."""
        channel = self.binned.by.get("channel")
        return None if channel is None else str(channel)

    @property
    def alias(self) -> str:
        """The alias of what was counted; empty where the data have none."""
        return str(self.binned.by.get("series", ""))

    @property
    def where(self) -> tuple[tuple[str, str], ...]:
        """The selections with which a metric answers for this series alone."""
        by = self.binned.by
        return tuple((name, str(by[name])) for name in _WHERE if name in by)

    @property
    def unit(self) -> str:
        """What a value is, per bin: 'posts per day', 'search interest per day, file's maximum = 100'."""
        what, _, scale = self.metric.partition(", ")
        per = f"{what} per {bin_word(self.binned.by.get('bin_width'))}"
        scale = "joined series' maximum = 100" if self.binned.parts else scale
        return f"{per}, {scale}" if scale else per

    @property
    def metric(self) -> str:
        """What one unit of a value is, in words."""
        metric = str(self.binned.by.get("metric", "attention"))
        return METRICS.get(metric, metric)

    def curve(self) -> Curve:
        """The series as charts draw it."""
        series = self.binned.series
        first = self.binned.first.timestamp()
        return Curve(
            first + series.start * 3600,
            series.width * 3600,
            self.binned.given,
            self.binned.below,
            self.binned.part,
            self.unit,
        )

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets that it comes from: one, or those that were joined."""
        return self.binned.parts or (str(self.binned.by["dataset"]),)

    def answers(self, by: Mapping[str, Any]) -> bool:
        """True where an estimate with these ``by`` columns is about this series."""
        return all(by.get(name) == value for name, value in self.binned.by.items())


def choices(asked: Asked, channel: str | None = None) -> list[Choice]:
    """The series of what is asked, or those of one channel, in order of their keys, with the bins of the asked period."""
    found = offered(
        asked.serving,
        asked.incident,
        channel,
        scope=asked.scope,
        name=asked.gate.name,
        platform=asked.gate.platform,
        period=Period.of(asked.settings),
    )
    return [
        each
        for each in found
        if all(str(each.binned.by.get(column, "")) == value for column, value in asked.where)
    ]


def main(asked: Asked, channel: str) -> Choice | None:
    """The main series of a channel: the one decided on, else the only one, else None."""
    return decided(
        choices(asked, channel), asked.archive.decision(asked.incident, f"main.{channel}")
    )


def offered(
    serving: Serving,
    incident: str | None,
    channel: str | None = None,
    *,
    scope: str = "incident",
    name: Callable[[str], str] = str,
    platform: Callable[[str], str] = str,
    period: Period | None = None,
) -> list[Choice]:
    """As ``choices``, without a figure: every series over time that a serving connection shows of an incident.

    A series of one value for a whole range (interest by place) has no course to draw and is not offered.
    ``name`` turns an alias into the owner's own name, ``platform`` a platform into what the audience may read. Keys and labels are those among all series of the incident, so they
    are the same whatever channel or period is asked for.
    """
    settings = (period or Period()).settings()
    request = Request(serving, incident, scope, (), (), settings)
    found: list[Choice] = []
    counted: dict[str, int] = {}
    for binned in bins.read(request):
        dataset = str(binned.by["dataset"])
        counted[dataset] = counted.get(dataset, 0) + 1
        if binned.whole_range:
            continue
        found.append(_choice(f"{dataset}.{counted[dataset]}", binned, name, platform))
    return [each for each in _apart(found, _by_age(serving)) if channel in (None, each.channel)]


def decided(found: Sequence[Choice], decision: Json) -> Choice | None:
    """Of these series the one that a decision names by alias, dataset or key; without a decision the only one.

    Downloads of one term that were joined are the one series that they make: nobody has to choose among the parts. None where
    there is none, where several are left and nobody said which, or where the decision fits several.
    """
    if decision is not None:
        meant = [
            each for each in found if decision in (each.key, each.alias, each.binned.by["dataset"])
        ]
        if meant:
            return _only(meant)
    return _only(found)


def _only(found: Sequence[Choice]) -> Choice | None:
    """The only one, or the one that all others are downloads of."""
    made = [each for each in found if each.binned.parts]
    if len(made) == 1 and all(_same_term(each, made[0]) for each in found):
        return made[0]
    return found[0] if len(found) == 1 else None


def _same_term(one: Choice, other: Choice) -> bool:
    """True where both count the same: one term, place and unit, whatever the bins."""
    return all(one.binned.by.get(name) == other.binned.by.get(name) for name in _TERM)


def _by_age(serving: Serving) -> list[str]:
    """The ids of the visible datasets, the one added first first."""
    rows = serving.visible.datasets
    ids = rows["dataset"].to_pylist()
    added = pc.fill_null(rows["added_at"].cast("int64"), 0).to_numpy()
    return [ids[place] for place in np.lexsort((ids, added))]


def _choice(
    key: str,
    binned: BinnedSeries,
    name: Callable[[str], str],
    platform: Callable[[str], str],
) -> Choice:
    by = binned.by
    alias = str(by.get("series", ""))
    made = f"joined from {len(binned.parts)} downloads" if binned.parts else ""
    rest = [
        part
        for part in (CHANNELS.get(str(by.get("channel")), ""), place(by, platform), made)
        if part
    ]
    return Choice(
        key,
        ", ".join(part for part in (alias, *rest) if part) or "series",
        ", ".join(part for part in (name(alias) if alias else "", *rest) if part) or "series",
        binned,
        tuple(part for part in (alias, *rest) if part),
    )


def place(by: Mapping[str, Any], platform: Callable[[str], str]) -> str:
    """Platform, region and language in one phrase; a platform that may not be named is 'a smaller platform'."""
    told = []
    if "platform" in by:
        own = str(by["platform"])
        hosts = by.get("channel", HOSTS[0]) in HOSTS
        told.append(own if not hosts or platform(own) == own else "a smaller platform")
    return " ".join(
        (*told, *(str(by[column]) for column in ("region", "language") if column in by))
    )


def _apart(found: list[Choice], order: Sequence[str]) -> list[Choice]:
    """Labels that are the same are told apart by their unit, by their bin, and at last by a number, those of the oldest file first."""
    for more in (_metric, _bin):
        found = _distinguished(found, more)
    same = _doubled(found)
    numbers: dict[str, str] = {}
    counted: dict[str, int] = {}
    age = {name: number for number, name in enumerate(order)}
    for each in sorted(found, key=lambda one: age.get(one.key.rpartition(".")[0], len(age))):
        if each.key in same:
            counted[each.label] = counted.get(each.label, 0) + 1
            numbers[each.key] = f"series {counted[each.label]}"
    return [_longer(each, numbers[each.key]) if each.key in numbers else each for each in found]


def _distinguished(found: list[Choice], more: Callable[[Choice], str]) -> list[Choice]:
    same = _doubled(found)
    groups: dict[str, set[str]] = {}
    for each in found:
        groups.setdefault(each.label, set()).add(more(each))
    return [
        _longer(each, more(each)) if each.key in same and len(groups[each.label]) > 1 else each
        for each in found
    ]


def _doubled(found: Sequence[Choice]) -> set[str]:
    """Keys of the series that share a label or an own name with another one."""
    labels = [each.label for each in found]
    names = [each.named for each in found]
    return {
        each.key for each in found if labels.count(each.label) > 1 or names.count(each.named) > 1
    }


def _longer(choice: Choice, more: str) -> Choice:
    return replace(
        choice,
        label=f"{choice.label}, {more}",
        named=f"{choice.named}, {more}",
        parts=(*choice.parts, more),
    )


def _metric(choice: Choice) -> str:
    return choice.metric.split(",")[0]


def _bin(choice: Choice) -> str:
    return f"per {bin_word(choice.binned.by.get('bin_width'))}"


def empty_bins(binned: BinnedSeries) -> int:
    """How many bins of the series' grid hold nothing that can be used: missing or partial."""
    return int(np.isnan(binned.series.value).sum())
