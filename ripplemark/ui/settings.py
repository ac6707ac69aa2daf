"""What can be set on a page: read from the registered figures that it shows, never written down a second time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ripplemark import figures
from ripplemark.figures.rewording import LANGUAGE
from ripplemark.figures.thresholds import QUESTIONED
from ripplemark.measures.base import Parameter, words
from ripplemark.measures.fate_words import FateWords, fate_words
from ripplemark.measures.pages import SEARCHED
from ripplemark.ui import address, captures, deadlines, horizon, languages
from ripplemark.ui.choosing import series_of
from ripplemark.ui.clocks import known_clocks, known_splits
from ripplemark.ui.controls import Control, Form, complain, row
from ripplemark.ui.page_words import BY, SETTINGS, SPLIT, SettingWords
from ripplemark.ui.reading import Pairs, Wanted
from ripplemark.wording import CLOCKS

THRESHOLDS = tuple(
    dict.fromkeys(
        each.name
        for kind in figures.FIGURES
        for each in kind.parameters
        if each.plausible is not None
    )
)
"""Settings that are thresholds of a definition, by name."""
OF_PAGES = (*SEARCHED, "k", "coders", "weighting", "p", "stance", "sent")
"""Settings of result pages, which stand in their own section."""
APART = (*THRESHOLDS, "rule", "metric", "since", "until", "within", "checks", "of", *OF_PAGES)
"""Settings that stand apart from a page's row of controls."""


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
        takes = {LANGUAGE, *(each.name for each in kind.parameters)}
        pairs: Pairs = tuple(
            sorted((key, text) for key, text in chosen.items() if key in takes and text is not None)
        )
        split = chosen.get(BY)
        return Wanted(name, incident, (split,) if split in kind.by and split else (), pairs)

    def row(self, shown: bool = True) -> None:
        """The controls, after the answer; where nothing is shown, only if a choice may be why."""
        drawn = [each for each in self.controls if each.name not in APART]
        if drawn and (shown or any(address.text(each.name) for each in drawn)):
            row(drawn)

    def apart(self, names: Iterable[str]) -> tuple[Control, ...]:
        """The controls of these names: those that stand in a place of their own."""
        wanted = set(names)
        return tuple(each for each in self.controls if each.name in wanted)


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
    if split := _split([column for kind in kinds for column in kind.by], incident):
        found[BY] = split
    if spoken := languages.control(incident):
        found[LANGUAGE] = spoken
    made = tuple(deadlines.together(found).values())
    complain(made, _everywhere())
    return Settings(made)


def thresholds_of(kinds: Iterable[str]) -> tuple[Control, ...]:
    """The controls of the thresholds, and of the onset's rule, that figures across incidents of these names have."""
    found = {
        each.name: each
        for name in kinds
        for each in figures.named(name).parameters
        if each.name in QUESTIONED
    }
    return tuple(_plain(each, SETTINGS[each.name]) for each in found.values())


def _everywhere() -> set[str]:
    """Names that mean something on some page."""
    return {BY, *(parameter.name for kind in figures.FIGURES for parameter in kind.parameters)}


def _control(parameter: Parameter, incident: str, channel: str | None) -> Control | None:
    """The control of a parameter, in the words of the outcomes that count; None where there is nothing to choose."""
    name = parameter.name
    told = _in_words_of(fate_words((address.text("gone") or "").split(",")), SETTINGS[name])
    if name == "series":
        return _series(told, incident, channel)
    if name == "clock":
        return _clock(told, incident)
    if name == "within":
        return horizon.control(told)
    if name in SEARCHED:
        return captures.control(name, told, incident)
    if name == "order" and not _groups(incident):
        return None
    return _plain(parameter, told)


def _plain(parameter: Parameter, told: SettingWords) -> Control:
    """The control of a parameter that does not depend on the incident."""
    name, form = parameter.name, _form(parameter)
    options = {each: told.choices[each] for each in parameter.choices}
    default = _text(parameter.default)
    made = Control(name, told.label, form, options, default, told.nothing, told.help)
    if form != "decimal":
        return made
    return replace(made, read=parameter.read, step=0.01 if parameter.default < 1 else 0.5)


def _in_words_of(fate: FateWords, told: SettingWords) -> SettingWords:
    """The setting's label and help where labels count: nothing is gone then."""
    return replace(told, label=fate.told(told.label), help=fate.told(told.help))


def _form(parameter: Parameter) -> Form:
    if parameter.name in ("from", "to", "split", "since", "until"):
        return "day"
    if parameter.choices:
        return "many" if parameter.read is words else "one"
    if isinstance(parameter.default, float) and (parameter.plausible or parameter.default < 1):
        return "decimal"
    return "numbers" if isinstance(parameter.default, tuple) else "number"


def _text(default: object) -> str | None:
    """A default as it stands in the address."""
    if default is None:
        return None
    if isinstance(default, tuple):
        return ",".join(_text(each) or "" for each in default)
    return f"{default:g}" if isinstance(default, int | float) else str(default)


def _series(told: SettingWords, incident: str, channel: str | None) -> Control | None:
    """Which series; nothing to choose where there is one."""
    series = {each.key: each.named for each in series_of(incident, channel)}
    if len(series) < 2:
        return None
    label = f"{told.label}: one of {len(series)}"
    return Control("series", label, options=series, nothing=told.nothing, help=told.help)


def _split(columns: Sequence[str], incident: str) -> Control | None:
    """By what to split, of what parts this incident's items into groups; None where nothing does.

    What a link asks for is offered too, though its groups have become one.
    """
    if not columns:
        return None
    several = {*known_splits(incident), address.text(BY)}
    options = {column: SPLIT.choices[column] for column in columns if column in several}
    if not options and address.text(BY) is None:
        return None
    return Control(BY, SPLIT.label, options=options, nothing=SPLIT.nothing, help=SPLIT.help)


def _groups(incident: str) -> bool:
    """True where items stand in several groups, which have an order: they are split, or lie on several platforms."""
    return address.text(BY) is not None or "platform" in known_splits(incident)


def _clock(told: SettingWords, incident: str) -> Control | None:
    """Which clock, of those that this incident's items have; the help says which they have not."""
    known = known_clocks(incident)
    if len(known) < 2 and address.text("clock") is None:
        return None
    missing = [words_ for name, words_ in CLOCKS.items() if name not in known]
    absent = f" No item here has a time for {', '.join(missing)}." if missing else ""
    options = {name: told.choices[name] for name in known}
    return Control(
        "clock", told.label, options=options, nothing=told.nothing, help=told.help + absent
    )
