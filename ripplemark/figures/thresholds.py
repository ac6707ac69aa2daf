"""The thresholds of a figure: which were asked for, which differ from their defaults, and how the headline's number moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ripplemark.figures.base import Asked
from ripplemark.figures.remembering import measured
from ripplemark.gate.words import EVENTS
from ripplemark.measures import named
from ripplemark.measures.base import Parameter, positive
from ripplemark.measures.checking import KINDS
from ripplemark.measures.lifecycle import RULE
from ripplemark.measures.period import Period
from ripplemark.measures.thresholds import ACROSS_RULE
from ripplemark.result import Estimate
from ripplemark.wording import count, duration

CARRIED = {"rule": "rule", "within": "horizon", "of": "of", "checks": "checks"}
"""Choices of figures that are no thresholds, with what their measures call them."""
WITHIN = Parameter(
    "within",
    "hours after the onset up to which attention is counted (the horizon); where nothing is said, each figure has its own",
    None,
    positive,
)
QUESTIONED = frozenset(each.name for each in (RULE, *ACROSS_RULE))
"""Settings of figures across incidents that hold for each of them."""
RULES = {
    "threshold": "by the threshold",
    "kleinberg": "by Kleinberg's bursts",
    "cusum": "by the cumulative sum",
}
"""How the onset is told, in words."""


def settings_for(asked: Asked, name: str) -> dict[str, str]:
    """The period, the thresholds and the other choices that were asked for, of those that a measure has, as texts."""
    of = {each.name: each.plausible is not None for each in named(name).parameters}
    takes = {each for each, varied in of.items() if varied}
    given = {key: text for key, text in asked.texts.items() if key in takes}
    given |= {
        theirs: asked.texts[ours]
        for ours, theirs in CARRIED.items()
        if ours in asked.texts and theirs in of
    }
    return given | Period.of(asked.settings).settings()


def value_words(parameter: Parameter, value: Any) -> str:
    """A threshold's value with its unit: '28 days', '3 standard deviations', '0.05'; one that is not set follows the data."""
    if value is None:
        return parameter.plausible.unset if parameter.plausible else "not chosen"
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


def questioned(texts: Mapping[str, str]) -> dict[str, str]:
    """Of the settings of a figure across incidents those that each incident is measured with: the thresholds, and the onset's rule."""
    return {key: text for key, text in texts.items() if key in QUESTIONED}


def by_default(asked: Asked, name: str, where: tuple[tuple[str, str], ...]) -> Estimate:
    """A measure's answer for the same series and period with every threshold at its default."""
    return measured(asked, name, where, Period.of(asked.settings).settings()).estimates[0]


def listed(asked: Asked) -> str:
    """The changed thresholds in one phrase; empty where all are at their defaults."""
    told = "; ".join(map(str, changed(asked)))
    found = [f"thresholds changed: {told}"] if told else []
    if (hours := asked.settings.get("within")) is not None:
        found.append(f"attention counted for {duration(hours)} from the onset on")
    if (rule := asked.settings.get("rule", "threshold")) != "threshold":
        found.append(f"onset {RULES[rule]}, all else from the onset by the threshold")
    if asked.settings.get("of") == "excess":
        found.append("only attention above the usual level")
    kinds = asked.settings.get("checks")
    if kinds is not None and tuple(kinds) != KINDS.default:
        found.append(f"counts as a check: {', '.join(EVENTS[each] for each in kinds)}")
    return "; ".join(found)
