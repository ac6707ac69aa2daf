"""What a measure is: its name, symbol, unit, definition, query, parameters, and the function from rows to estimates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ripplemark.engine import Serving
from ripplemark.errors import InputError, UnknownName
from ripplemark.result import Estimate


@dataclass(frozen=True, slots=True)
class Plausible:
    """The values of a threshold that can be defended: what the threshold is called, the steps to try, their unit.

    ``steps`` go from the least to the most; ``unit`` is a word in the singular, '' where a value has none; ``unset`` says what
    holds where nothing is chosen and there is no default.
    """

    called: str
    steps: tuple[float, ...]
    unit: str = ""
    unset: str = "by the width of a bin"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One setting of a measure: name, default (None: decided from the data), meaning, accepted words.

    ``plausible`` makes it a threshold: how an answer moves over that range is shown beside it. ``read`` turns the text of ``--set NAME=VALUE`` into the value; it raises ValueError for a text it cannot read.
    """

    name: str
    about: str
    default: Any = None
    read: Callable[[str], Any] = str
    choices: tuple[str, ...] = ()
    plausible: Plausible | None = None


class UnreadableSetting(InputError):
    """A value of --set that its parameter cannot take."""

    title = "A setting cannot be read"

    def __init__(self, measure: str, parameter: Parameter) -> None:
        self.measure, self.parameter = measure, parameter
        choices = f" One of: {', '.join(parameter.choices)}." if parameter.choices else ""
        super().__init__(
            f"'{parameter.name}' of '{measure}' is {parameter.about}.{choices} Correct --set {parameter.name}=..."
        )


def settings_of(
    asked: str, parameters: Sequence[Parameter], given: Mapping[str, str]
) -> dict[str, Any]:
    """The settings of a measure or a figure named ``asked``, read from their texts, the others at their defaults.

    Raises:
        UnknownName: a setting that it does not have.
        UnreadableSetting: a text that its parameter cannot take.
    """
    known = {parameter.name: parameter for parameter in parameters}
    for name in given:
        if name not in known:
            raise UnknownName(f"setting of '{asked}'", name, known)
    return {name: _read(asked, parameter, given.get(name)) for name, parameter in known.items()}


def _read(asked: str, parameter: Parameter, text: str | None) -> Any:
    if text is None:
        return parameter.default
    if parameter.choices and any(word not in parameter.choices for word in text.split(",")):
        raise UnreadableSetting(asked, parameter)
    try:
        return parameter.read(text)
    except ValueError:
        raise UnreadableSetting(asked, parameter) from None


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a measure, with settings read and defaults filled in.

    ``merged`` are platforms that count as one, called ``merged_as``; none by default.
    """

    serving: Serving
    incident: str | None
    scope: str
    by: tuple[str, ...]
    where: tuple[tuple[str, str], ...]
    settings: Mapping[str, Any]
    merged: tuple[str, ...] = ()
    merged_as: str = ""

    @property
    def selected(self) -> list[str]:
        """The selections as ``column=value`` texts, as queries take them."""
        return [f"{column}={value}" for column, value in self.where]


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric of DESIGN 8: everything that page, command line, export and documentation say about it.

    ``query`` is empty where nothing is read from the archive.
    ``instead`` is a setting and the query that gives the rows where it is given; None where there is one query only.
    ``in_hours`` are the quantities (``by.quantity``) that are hours, of a measure whose ``unit`` is more than 'h'.
    """

    name: str
    title: str
    symbol: str
    unit: str
    definition: str
    source: str
    query: str
    columns: tuple[str, ...]
    estimate: Callable[[Request], list[Estimate]]
    parameters: tuple[Parameter, ...] = ()
    caveats: tuple[str, ...] = ()
    method_version: int = 1
    instead: tuple[str, str] | None = None
    in_hours: tuple[str, ...] = ()

    def query_of(self, parameters: Mapping[str, Any]) -> str:
        """The query that gives the rows for these settings."""
        if self.instead is not None and parameters.get(self.instead[0]) is not None:
            return self.instead[1]
        return self.query

    def settings(self, given: Mapping[str, str]) -> dict[str, Any]:
        """All settings, read and with defaults; see ``settings_of`` for errors."""
        return settings_of(self.name, self.parameters, given)


@dataclass(frozen=True, slots=True)
class Measurement:
    """A measure's answer: its estimates, and everything needed to ask again."""

    measure: Measure
    archive: str
    parameters: Mapping[str, Any]
    estimates: tuple[Estimate, ...] = field(default_factory=tuple)

    def document(self) -> dict[str, Any]:
        """The answer as it stands in ``measure --json``."""
        return {
            "metric": self.measure.name,
            "symbol": self.measure.symbol,
            "unit": self.measure.unit,
            "method_version": self.measure.method_version,
            "archive": self.archive,
            "parameters": dict(self.parameters),
            "query": self.measure.query_of(self.parameters),
            "estimates": [estimate.document() for estimate in self.estimates],
        }


def positive(text: str) -> float:
    """A number above 0."""
    number = float(text)
    if not 0 < number < 1e9:
        raise ValueError
    return number


def number_from_0(text: str) -> float:
    """A number from 0 up."""
    number = float(text)
    if not 0 <= number < 1e9:
        raise ValueError
    return number


def share(text: str) -> float:
    """A number between 0 and 1, neither of them."""
    number = float(text)
    if not 0 < number < 1:
        raise ValueError
    return number


def whole(text: str) -> int:
    """A whole number above 0."""
    number = int(text)
    if not 0 < number < 1_000_000:
        raise ValueError
    return number


def words(text: str) -> tuple[str, ...]:
    """Words separated by commas."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def numbers(text: str) -> tuple[float, ...]:
    """Numbers from 0 up, separated by commas."""
    found = tuple(float(word) for word in words(text))
    if not found or any(not 0 <= number < 1e9 for number in found):
        raise ValueError
    return found


def positives(text: str) -> tuple[float, ...]:
    """Numbers above 0, separated by commas."""
    found = tuple(positive(word) for word in words(text))
    if not found:
        raise ValueError
    return found
