"""Deciding on a deadline for an incident: it is switched on or off, or said in fields of fixed form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ripplemark.archive import Archive, Decision
from ripplemark.archive.serving import RULES, rules_of
from ripplemark.errors import InputError, UnknownName
from ripplemark.measures.rules import NotARule, Rule, book, said

SWITCH = ("on", "off")
ROW = "row"
"""The subject of a decision that says what a rule is; one that switches it has none."""


class NotCheckedYet(InputError):
    """A day of a check that has not come."""

    title = "This day has not come"

    def __init__(self, rule: str) -> None:
        self.rule = rule
        super().__init__(
            f"'{rule}': 'checked' is the day on which somebody read the source; it must not lie ahead. Nothing was decided."
        )


def decide_rule(archive: Archive, incident: str, key: str, value: str) -> Decision:
    """Store what was decided of a deadline: ``key`` is 'deadlines.NAME', ``value`` on, off, or 'field=value ...'.

    Raises:
        UnknownName: no such incident, or a deadline that is neither a template nor one's own ('own-1' to 'own-99').
        NotARule, NotCheckedYet: a row that cannot be read.
    """
    if incident not in archive.incidents():
        raise UnknownName("incident", incident, archive.incidents())
    name = key.removeprefix(RULES)
    if value in SWITCH:
        known = rulebook(archive, incident)
        if name not in known:
            raise UnknownName("deadline", name, known)
        return archive.decide(incident, key, value)
    row = _fields(name, value)
    rule = said(name, row)
    if rule.checked_on and rule.checked_on > archive.now.date():
        raise NotCheckedYet(name)
    return archive.decide(incident, key, row, subject=ROW)


def rulebook(archive: Archive, incident: str) -> dict[str, Rule]:
    """Every rule of an incident by name, as it is now."""
    return book(decided(archive, incident))


def decided(archive: Archive, incident: str) -> Mapping[str, Mapping[str, Any]]:
    """What was decided about deadlines for an incident, by rule."""
    return rules_of(archive.decisions()).get(incident, {})


def _fields(name: str, text: str) -> dict[str, str]:
    """'hours=24 clock=user' as fields; a row is said whole, what it leaves out is the template's again."""
    found: dict[str, str] = {}
    for part in text.split():
        field, equals, value = part.partition("=")
        if not equals or not value or field in found:
            raise NotARule(name, "It is on, off, or fields with '=' and spaces between them.")
        found[field] = value
    if not found:
        raise NotARule(name, "Nothing is said of it.")
    return found
