"""Incidents under drawn code words: which exist, and new ones."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping

from ripplemark import schema
from ripplemark.archive.decisions import (
    CREATED,
    Decision,
    read_decisions,
    standing,
    write_decision,
)
from ripplemark.archive.layout import Layout
from ripplemark.archive.notation import Json
from ripplemark.archive.package import Package
from ripplemark.archive.shelf import read_shelf, visible
from ripplemark.archive.tidying import changing
from ripplemark.archive.words import WORDS
from ripplemark.errors import ArchiveError, UnknownName

GROUPING = ("tags", "subject")
"""Decisions whose values are code words for sets of incidents: none of these words becomes an incident's own."""


class BadCode(ArchiveError):
    """An incident code that is not one."""

    title = "This is not an incident code"

    def __init__(self) -> None:
        super().__init__(
            "An incident code is a code word of at most 16 capital letters, digits and hyphens that "
            "starts with a letter, for example LANTERN or LANTERN-2; never a name."
        )


def codes(where: Layout) -> tuple[str, ...]:
    """The incidents that exist, sorted: created and not undone, or named by a visible dataset."""
    return codes_of(standing(read_decisions(where)[0]), visible(where))


def codes_of(decided: Iterable[Decision], packages: Iterable[Package]) -> tuple[str, ...]:
    """The codes that standing decisions create or visible datasets name, sorted."""
    found = {each.incident for each in decided if each.key == CREATED}
    found |= {package.incident for package in packages}
    return tuple(sorted(code for code in found if code is not None))


def draw(where: Layout, values: Mapping[str, Json]) -> str:
    """Create an incident under a word that was never used here; with every word used, LANTERN-2 and so on."""
    with changing(where):
        code = secrets.choice(_free(_used(where)))
        write_decision(where, code, None, CREATED, _first_values(values))
    return code


def ensure(where: Layout, code: str, values: Mapping[str, Json]) -> bool:
    """Create an incident under a given code where it does not exist yet; True where it was created.

    Raises:
        BadCode: the code is not one.
        UnknownName: the kind is none of schema.INCIDENT_KINDS.
    """
    check_code(code)
    if code in codes(where):
        return False
    with changing(where):
        if code in codes(where):
            return False
        write_decision(where, code, None, CREATED, _first_values(values))
    return True


def check_code(code: str) -> None:
    """Raise BadCode unless it is an incident code."""
    if not re.fullmatch(schema.CODE_PATTERN, code) or code.endswith("\n"):
        raise BadCode


def check_known(where: Layout, incident: str | None) -> None:
    """Raise UnknownName unless the incident exists, or none is meant."""
    if incident is not None and incident not in (known := codes(where)):
        raise UnknownName("incident", incident, known)


def check_choice(key: str, value: Json) -> None:
    """Raise UnknownName where the incidents table knows the key's choices and the value is none of them."""
    field = next((each for each in schema.INCIDENTS.fields if each.name == key), None)
    if field is not None and field.choices and value not in field.choices:
        raise UnknownName(key, str(value), field.choices)


def _first_values(values: Mapping[str, Json]) -> dict[str, Json]:
    told: dict[str, Json] = {key: value for key, value in values.items() if value is not None}
    for key, value in told.items():
        check_choice(key, value)
    return told


def _used(where: Layout) -> set[str | None]:
    made = read_decisions(where)[0]
    used = {decision.incident for decision in made}
    used |= {
        word for each in made if each.key in GROUPING for word in str(each.value or "").split(",")
    }
    for folder in (where.datasets, where.trash):
        used |= {package.incident for package in read_shelf(where, folder).packages}
    return used


def _free(used: set[str | None]) -> list[str]:
    free = [word for word in WORDS if word not in used]
    number = 2
    while not free:
        free = [f"{word}-{number}" for word in WORDS if f"{word}-{number}" not in used]
        number += 1
    return free
