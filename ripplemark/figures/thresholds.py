"""The thresholds of a figure: which were asked for, which differ from their defaults, and how the headline's number moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ripplemark.figures.base import Asked
from ripplemark.figures.remembering import measured
from ripplemark.measures import named
from ripplemark.measures.base import Parameter
from ripplemark.measures.period import Period
from ripplemark.result import Estimate
from ripplemark.wording import count


def settings_for(asked: Asked, name: str) -> dict[str, str]:
    """The period and the thresholds that were asked for, of those that a measure has, as texts."""
    takes = {each.name for each in named(name).parameters if each.plausible is not None}
    given = {key: text for key, text in asked.texts.items() if key in takes}
    return given | Period.of(asked.settings).settings()


def value_words(parameter: Parameter, value: Any) -> str:
    """A threshold's value with its unit: '28 days', '3 standard deviations', '0.05'; one that is not set follows the data."""
    if value is None:
        return "by the width of a bin"
    unit = parameter.plausible.unit if parameter.plausible else ""
    number = f"{float(value):g}"
    if not unit:
        return number
    return count(1, unit) if number == "1" else f"{number} {unit}s"


@dataclass(frozen=True, slots=True)
class Changed:
    """A threshold that is not at its default, in words: what it is called, its value, its default."""

    called: str
    value: str
    default: str

    def __str__(self) -> str:
        return f"{self.called[:1].lower()}{self.called[1:]} {self.value} (default {self.default})"


def changed(asked: Asked) -> tuple[Changed, ...]:
    """The thresholds of the figure that were asked for and differ from their defaults, in the registry's order."""
    return tuple(
        Changed(
            each.plausible.called,
            value_words(each, asked.settings[each.name]),
            value_words(each, each.default),
        )
        for each in asked.kind.parameters
        if each.plausible is not None and asked.settings.get(each.name) != each.default
    )


def by_default(asked: Asked, name: str, where: tuple[tuple[str, str], ...]) -> Estimate:
    """A measure's answer for the same series and period with every threshold at its default."""
    return measured(asked, name, where, Period.of(asked.settings).settings()).estimates[0]


def listed(asked: Asked) -> str:
    """The changed thresholds in one phrase; empty where all are at their defaults."""
    told = "; ".join(map(str, changed(asked)))
    return f"thresholds changed: {told}" if told else ""
