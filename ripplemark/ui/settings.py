"""What can be set on a page: read from the registered figures that it shows, never written down a second time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ripplemark import figures
from ripplemark.measures.base import Parameter, words
from ripplemark.ui import address
from ripplemark.ui.choosing import series_of
from ripplemark.ui.controls import Control, Form, complain, row
from ripplemark.ui.reading import Pairs, Wanted
from ripplemark.wording import CHANNELS, CLOCKS

BY = "by"
_LABELS = {
    "from": "From",
    "to": "Up to (not included)",
    "clock": "Time is counted from",
    "gone": "Counts as gone",
    "hours": "Within so many hours",
    "series": "Series",
    "day": "Days after the peak",
    "baseline": "Days of baseline",
    "view": "Show",
    "scale": "Heights",
    BY: "Split by",
}
OUTCOMES = {
    "removed": "removed by the platform",
    "uploader": "taken down by the uploader",
    "account": "account gone",
    "geo": "blocked in some countries",
    "partial": "partly removed",
    "label": "labelled",
    "demotion": "shown less",
    "private": "made private",
    "delisted": "delisted",
    "refused": "refused",
    "up": "still up",
    "unknown": "gone, nobody knows why",
}
"""Outcomes in words."""
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "clock": CLOCKS,
    "gone": OUTCOMES,
    "channel": CHANNELS,
    "view": {"episode": "the episode around the peak", "all": "all that is stored"},
    "scale": {"own": "each from 0 to its own highest value", "peak": "each as a share of its peak"},
}
"""Words for choices; others are shown as they stand."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What was chosen on a page, for whichever figure takes it."""

    controls: tuple[Control, ...]

    def wanted(
        self, name: str, incident: str | None, more: Mapping[str, str] | None = None
    ) -> Wanted:
        """The figure as it is asked for: it gets those of the choices that it knows."""
        kind = figures.named(name)
        chosen = {each.name: each.value for each in self.controls} | dict(more or {})
        takes = {each.name for each in kind.parameters}
        pairs: Pairs = tuple(
            sorted((key, text) for key, text in chosen.items() if key in takes and text is not None)
        )
        split = chosen.get(BY)
        return Wanted(name, incident, (split,) if split in kind.by and split else (), pairs)

    def row(self, shown: bool = True) -> None:
        """The controls, after the answer; where nothing is shown, only if a choice may be why."""
        if self.controls and (shown or any(address.text(each.name) for each in self.controls)):
            row(self.controls)


def settings(incident: str, *names: str, channel: str | None = None) -> Settings:
    """The controls of the figures of these names; says at once what the address asks for in vain.

    ``channel`` is that of the series to choose from; None for all.
    """
    kinds = [each for name in names for each in figures.FIGURES if each.name == name]
    found: dict[str, Control] = {}
    for kind in kinds:
        for parameter in kind.parameters:
            if parameter.name not in found and (control := _control(parameter, incident, channel)):
                found[parameter.name] = control
    columns = dict.fromkeys(column for kind in kinds for column in kind.by)
    if columns:
        found[BY] = Control(
            BY, _LABELS[BY], options={c: c.replace("_", " ") for c in columns}, nothing="nothing"
        )
    made = tuple(found.values())
    complain(made, _everywhere())
    return Settings(made)


def _everywhere() -> set[str]:
    """Names that mean something on some page."""
    return {BY, *(parameter.name for kind in figures.FIGURES for parameter in kind.parameters)}


def _control(parameter: Parameter, incident: str, channel: str | None) -> Control | None:
    name = parameter.name
    label = _LABELS.get(name, name.replace("-", " ").capitalize())
    about = f"{parameter.about[0].upper()}{parameter.about[1:]}."
    if name in ("from", "to"):
        return Control(name, label, "day", help=about)
    if name == "series":
        series = {each.key: each.named for each in series_of(incident, channel)}
        label = f"{label}: one of {len(series)}"
        several = len(series) > 1
        return Control(name, label, options=series, nothing="main series") if several else None
    default = parameter.default
    if parameter.choices:
        form: Form = "many" if parameter.read is words else "one"
        text = ",".join(default) if isinstance(default, tuple) else default
        return Control(name, label, form, _words(name, parameter.choices), text, help=about)
    if isinstance(default, int | float) or name == "hours":
        text = None if default is None else f"{default:g}"
        return Control(name, label, "number", default=text, help=about)
    return None


def _words(name: str, choices: Iterable[str]) -> dict[str, str]:
    known = _CHOICES.get(name, {})
    return {each: known.get(each, each.replace("-", " ")) for each in choices}
