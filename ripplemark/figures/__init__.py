"""The figures: FIGURES says which there are; ``figure`` makes one of them for an audience."""

from __future__ import annotations

from collections.abc import Mapping

from ripplemark.archive import Archive
from ripplemark.engine import Serving
from ripplemark.errors import InputError, UnknownName
from ripplemark.figure import Figure
from ripplemark.figures.aligned import ALIGNED
from ripplemark.figures.anchored import ANCHORED_TERMS
from ripplemark.figures.attention import ATTENTION, ATTENTION_BY_SERIES
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.before_check import BEFORE_CHECK
from ripplemark.figures.beside import BESIDE_PUBLISHED
from ripplemark.figures.changes import CHANGES
from ripplemark.figures.channels import CHANNELS_FIRST
from ripplemark.figures.coders import CODERS
from ripplemark.figures.compared import COMPARED
from ripplemark.figures.decay import DECAY
from ripplemark.figures.delisting import DELISTING
from ripplemark.figures.found import WHO_FOUND_IT
from ripplemark.figures.joined import JOINED_WINDOWS
from ripplemark.figures.long_tail import LONG_TAIL
from ripplemark.figures.moderation import MODERATION
from ripplemark.figures.numbers import NUMBERS
from ripplemark.figures.overview import OVERVIEW
from ripplemark.figures.persistence_across import ACROSS
from ripplemark.figures.persistence_numbers import PERSISTENCE_NUMBERS
from ripplemark.figures.phases import PHASES
from ripplemark.figures.platforms import PLATFORMS
from ripplemark.figures.result_overlap import RESULT_OVERLAP
from ripplemark.figures.result_pages import RESULT_PAGES
from ripplemark.figures.result_sensitivity import RESULT_SENSITIVITY
from ripplemark.figures.result_shares import RESULT_SHARES
from ripplemark.figures.result_stays import RESULT_STAYS
from ripplemark.figures.rewording import LANGUAGE, as_published, edits
from ripplemark.figures.search import RESIDUAL_INTEREST, SEARCH_INTEREST
from ripplemark.figures.search_sensitivity import SEARCH_SENSITIVITY
from ripplemark.figures.second_witness import SECOND_WITNESS
from ripplemark.figures.sensitivity import SENSITIVITY
from ripplemark.figures.stretch import STRETCH
from ripplemark.figures.timeline import TIMELINE
from ripplemark.figures.times_across import TIMES_ACROSS
from ripplemark.figures.watching import counted
from ripplemark.figures.what_remains import WHAT_REMAINS
from ripplemark.gate import Gate

__all__ = ["FIGURES", "FigureKind", "figure", "named"]

FIGURES: tuple[FigureKind, ...] = (
    TIMELINE,
    ATTENTION,
    NUMBERS,
    DECAY,
    ATTENTION_BY_SERIES,
    CHANNELS_FIRST,
    CHANGES,
    BEFORE_CHECK,
    PHASES,
    SENSITIVITY,
    STRETCH,
    *MODERATION,
    WHO_FOUND_IT,
    BESIDE_PUBLISHED,
    WHAT_REMAINS,
    SEARCH_INTEREST,
    RESIDUAL_INTEREST,
    PERSISTENCE_NUMBERS,
    LONG_TAIL,
    SEARCH_SENSITIVITY,
    JOINED_WINDOWS,
    ANCHORED_TERMS,
    SECOND_WITNESS,
    RESULT_PAGES,
    RESULT_SHARES,
    RESULT_SENSITIVITY,
    RESULT_OVERLAP,
    RESULT_STAYS,
    DELISTING,
    CODERS,
    OVERVIEW,
    ALIGNED,
    COMPARED,
    TIMES_ACROSS,
    *ACROSS,
    *PLATFORMS,
)
"""Every figure, in the order in which an incident is told: together, attention, moderation, search, all incidents; then norms."""


class WhichIncident(InputError):
    """A figure of one incident, and nobody said which."""

    title = "Which incident?"

    def __init__(self, name: str, codes: tuple[str, ...]) -> None:
        here = f"Here are: {', '.join(codes)}." if codes else "The archive has none yet."
        super().__init__(f"'{name}' is about one incident. Name it with --incident CODE. {here}")


def named(name: str) -> FigureKind:
    """The kind of figure of this name; UnknownName lists the valid ones."""
    for each in FIGURES:
        if each.name == name:
            return each
    raise UnknownName("figure", name, [each.name for each in FIGURES])


def figure(
    archive: Archive,
    serving: Serving,
    gate: Gate,
    name: str,
    *,
    incident: str | None = None,
    scope: str = "incident",
    by: tuple[str, ...] = (),
    settings: Mapping[str, str] | None = None,
    where: tuple[tuple[str, str], ...] = (),
) -> Figure:
    """Make one figure; an incident without data gives an empty figure that says what to add, never an error.

    Every figure has the setting 'language': the tag of the language in which the publisher's own words are wanted.

    Raises:
        UnknownName: no such figure, incident, setting or column; the valid ones are listed.
        InputError: a setting that cannot be read, or no incident named.
    """
    kind = named(name)
    codes = archive.incidents()
    if incident is not None and incident not in codes:
        raise UnknownName("incident", incident, codes)
    if kind.of_incident and incident is None:
        raise WhichIncident(name, codes)
    for column in by:
        if column not in kind.by:
            raise UnknownName(f"column of '{name}'", column, kind.by)
    if scope == "platform":
        gate = gate.of_norms()
    elif gate.coarse and incident is not None:
        gate = gate.knowing(counted(serving, incident))
    texts = dict(settings or {})
    spoken = texts.pop(LANGUAGE, None)
    read = kind.settings(texts)
    asked = Asked(
        kind, archive, serving, gate, incident, scope, by, where, texts, read, language=spoken
    )
    made = kind.make(asked)
    if gate.leaves or len(made.computed) == edits(asked):
        return made
    everyone = Gate.of("public", now=gate.now)
    public = figure(
        archive,
        serving,
        everyone,
        name,
        incident=incident,
        scope=scope,
        by=by,
        settings=settings,
        where=where,
    )
    return as_published(made, public)
