"""Captured pages of results as figures take them: which search, which of its looks, what is said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ripplemark.archive import Package
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import empty
from ripplemark.figures.sourcing import day
from ripplemark.measures.base import Parameter, Request
from ripplemark.measures.pages import CODERS, RANKS, SEARCHED, TWICE, Page, by_search, pages_of
from ripplemark.wording import count

MOST = 3
"""Searches that one picture shows; more make a picture that nobody reads."""
SEARCHES = (
    Parameter("engine", "only pages of this search engine"),
    Parameter("query", "only pages of this search, by its alias"),
    Parameter("locale", "only pages of searches in this language and country"),
    Parameter("device", "only pages as this kind of device was shown them"),
)
PAGES = (*SEARCHES, RANKS, CODERS)
COLLECT = (
    "Save the first page of the same searches once a day, signed out, each time twice within the hour: the second one shows what two "
    "requests differ by. Write beside each result what it does with the story (incident, correction, neutral, other), best by two "
    "people who do not see each other's word, and add the file: WebSearcher's, or the template for search results."
)


@dataclass(frozen=True, slots=True)
class Search:
    """One search: what it is, what is said of it where others stand beside it, and its looks in order of time."""

    of: Mapping[str, str | None]
    named: str
    pages: tuple[Page, ...]

    @property
    def last(self) -> Page:
        """The last look."""
        return self.pages[-1]

    @property
    def on(self) -> str:
        """' on Engine A', or nothing where there is one search."""
        return f" on {self.named}" if self.named else ""


@dataclass(frozen=True, slots=True)
class Captured:
    """The searches that are shown, how many are not, and what all have in common ('desktop, en-GB')."""

    searches: tuple[Search, ...]
    more: int
    common: str

    @property
    def left_out(self) -> tuple[str, ...]:
        """That searches are not in the picture, where some are not."""
        if not self.more:
            return ()
        return (
            f"{count(self.more, 'search is', 'searches are')} not in this picture: choose engine, search, language or device.",
        )


def where_of(asked: Asked) -> tuple[tuple[str, str], ...]:
    """The selections of pages that were chosen."""
    return tuple((name, asked.settings[name]) for name in SEARCHED if asked.settings.get(name))


def settings_of(asked: Asked, *names: str) -> dict[str, str]:
    """Those of the figure's settings that a measure of result pages takes, as texts."""
    return {
        name: f"{value:g}" if isinstance(value, float) else str(value)
        for name in names
        if (value := asked.settings.get(name)) is not None
    }


def captured(asked: Asked) -> Captured:
    """What is stored of the incident's result pages, the searches with most looks first; none where nothing is."""
    chosen: dict[str, Any] = {name: asked.settings.get(name) for name in ("k", "coders")}
    where = (*asked.where, *where_of(asked))
    request = Request(asked.serving, asked.incident, asked.scope, (), where, chosen)
    found = sorted(by_search(pages_of(request)), key=lambda pages: -len(pages))
    shown = found[:MOST]
    apart = [name for name in SEARCHED if len({each[0].of[name] for each in found}) > 1]
    common = [
        text
        for name in SEARCHED
        if name not in apart and shown and (text := _called(asked, name, shown[0][0]))
    ]
    return Captured(
        tuple(
            Search(
                each[0].of,
                ", ".join(text for name in apart if (text := _called(asked, name, each[0]))),
                tuple(each),
            )
            for each in shown
        ),
        len(found) - len(shown),
        ", ".join(common),
    )


def _called(asked: Asked, name: str, page: Page) -> str:
    """A part of a search in words; a query by its alias, or by its own words on the owner's screen."""
    text = page.of[name] or ""
    return asked.gate.name(text) if name == "query" and text else text


def looks(pages: Sequence[Page]) -> list[Page]:
    """The looks at a search; a second one within the hour is left out."""
    kept: list[Page] = []
    for page in pages:
        if not kept or page.captured_lo - kept[-1].captured_lo > TWICE:
            kept.append(page)
    return kept


def on_day(asked: Asked, page: Page) -> str:
    """The day of a look, in the incident's zone."""
    return day(page.captured_lo, asked.zone)


def used(asked: Asked) -> list[Package]:
    """The datasets of the incident's result pages."""
    return [
        each
        for each in asked.packages
        if each.table == "search_results" and each.incident == asked.incident
    ]


def nothing(asked: Asked) -> Figure:
    """The figure where no page is stored, or none is left."""
    if where_of(asked):
        head = f"No page of search results for {asked.incident} meets the selection"
        return empty(asked, head, "Choose another engine, search, language or device.", used(asked))
    return empty(
        asked, f"No page of search results for {asked.incident} is stored", COLLECT, used(asked)
    )


def in_zone(asked: Asked, page: Page) -> datetime:
    """The moment of a look in the incident's zone."""
    return page.captured_lo.astimezone(ZoneInfo(asked.zone))
