"""Editing a figure's headline and subtitle: what may be written around which numbers, and storing what was written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ripplemark.archive import Archive, Decision
from ripplemark.engine import Serving
from ripplemark.errors import InputError, UnknownName
from ripplemark.figure import Audience, Figure
from ripplemark.figures import FIGURES, figure, named
from ripplemark.figures.languages import ENGLISH, LANGUAGES, Language, language
from ripplemark.figures.locked_words import Locked, locked
from ripplemark.figures.rewording import LANGUAGE, PARTS, PREFIX, Edit, key
from ripplemark.gate import Gate


@dataclass(frozen=True, slots=True)
class Meant:
    """The figure whose words are edited: its name, its incident, how it is split, set and selected."""

    name: str
    incident: str
    by: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    where: tuple[tuple[str, str], ...] = ()


class NothingToEdit(InputError):
    """A figure without anything to draw has no finding whose words could be edited."""

    title = "There is no finding to put in words"

    def __init__(self, name: str) -> None:
        super().__init__(f"'{name}' has nothing to draw yet. Add data first. Nothing was stored.")


def rewordable(made: Figure) -> dict[str, Locked]:
    """The computed headline and subtitle of a public figure, with places for their numbers: what an editor begins from.

    An edit counts for what is published, so it is made on the figure as everyone sees it.
    """
    return {part: locked(made.computed.get(part, getattr(made, part))) for part in PARTS}


def reword(
    archive: Archive, serving: Serving, meant: Meant, part: str, text: str, tag: str = ENGLISH.tag
) -> Decision:
    """Store a person's headline or subtitle for a figure; without text the edit is taken back.

    Args:
        part: one of PARTS.
        text: one sentence in which each number of the computed one stands once, as its place ({1}) or as it is.
        tag: of the language; numbers and dates are written as it writes them.

    Raises:
        UnknownName: no such part, language, figure or incident.
        NotTheseWords: a number that was not computed, or one that is missing; a link, a handle, a path.
        NothingToEdit: the figure is empty.
    """
    of = language(tag)
    if part not in PARTS:
        raise UnknownName("part of a figure", part, PARTS)
    held = key(named(meant.name).name, part, of)
    if not text.strip():
        return archive.decide(meant.incident, held, None)
    sentences = _sentences(archive, serving, meant, part)
    written = sentences[0].template_of(text, of)
    standing = dict.fromkeys(
        each.template for each in sentences if len(each.values) == len(sentences[0].values)
    )
    return archive.decide(meant.incident, held, Edit(written, tuple(standing)).value())


def _sentences(archive: Archive, serving: Serving, meant: Meant, part: str) -> list[Locked]:
    """The computed sentence as everyone reads it, then as the owner's own export has it; neither has a name in it."""
    settings = {name: text for name, text in meant.settings.items() if name != LANGUAGE}
    made = [
        figure(
            archive,
            serving,
            Gate.of(audience),
            meant.name,
            incident=meant.incident,
            by=meant.by,
            settings=settings,
            where=meant.where,
        )
        for audience in _LEAVING
    ]
    if made[0].empty:
        raise NothingToEdit(meant.name)
    return [rewordable(each)[part] for each in made]


_LEAVING: tuple[Audience, ...] = ("public", "private")


def asked_by(decision: str) -> tuple[str, str, Language] | None:
    """Figure, part and language that a decision's key names; None for the key of the incident's own language.

    Raises:
        UnknownName: no such figure, part or language.
    """
    rest = decision.removeprefix(PREFIX)
    if rest == LANGUAGE:
        return None
    name, _, told = rest.partition(".")
    part, _, tag = told.partition(".")
    if name not in (each.name for each in FIGURES):
        raise UnknownName("figure", name, [each.name for each in FIGURES])
    if part not in PARTS:
        raise UnknownName("part of a figure", part, PARTS)
    return name, part, language(tag or ENGLISH.tag)


def speak(archive: Archive, incident: str, tag: str) -> Decision:
    """Decide in which language an incident's edited words are shown; UnknownName lists the languages."""
    language(tag)
    return archive.decide(incident, PREFIX + LANGUAGE, tag)


TAGS = tuple(each.tag for each in LANGUAGES)
"""The languages that words can be written in."""
