"""Result pages as WebSearcher parses them: which links Google showed for a query, in which order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from ripplemark import schema
from ripplemark.errors import InputError
from ripplemark.readers.base import Caution, Head, Match, Question, Reader, Reading
from ripplemark.readers.websearcher_sites import sites

_ROLES: Mapping[str, str] = {
    "page": "page",
    "serp_id": "serp_id",
    "qry": "query",
    "lang": "locale",
    "timestamp": "captured",
    "serp_rank": "rank",
    "type": "type",
    "url": "url",
    "title": "title",
    "text": "text",
}
_RESULTS = ("cmpt_rank", "type", "url")
_SEARCHES = ("serp_id", "qry", "timestamp")


class NoCaptureTimes(InputError):
    """Several pages without a time: one answer cannot hold for all."""

    title = "The pages do not say when they were captured"

    def __init__(self, pages: int) -> None:
        self.pages = pages
        super().__init__(
            f"{pages} pages have no time, and one answer cannot hold for all of them. Give WebSearcher's searches.json "
            "(or serps.json) as the second file, which says it by serp_id, or give the pages one by one. Nothing was "
            "stored."
        )


class WebSearcher(Reader):
    """Parsed results of WebSearcher (JSON, or JSON on each line), or a table of them."""

    name: ClassVar[str] = "websearcher"
    title: ClassVar[str] = "Search result pages (WebSearcher)"
    tables: ClassVar[tuple[schema.Table, ...]] = (schema.SEARCH_RESULTS,)
    leaves_out: ClassVar[str] = (
        "Titles, snippets and the page itself; blocks without a link, and places that were paid for. Whether a result "
        "shows the story or its correction: nobody has judged that yet. Where the search was made from."
    )
    spec: ClassVar[str] = "the parsed results of the Python package WebSearcher"
    source: ClassVar[str] = "readers/websearcher"
    facts: ClassVar[str | None] = "readers/websearcher_facts"
    filters_by: ClassVar[tuple[str, ...]] = ("url",)
    texts: ClassVar[tuple[str, ...]] = ("title", "text")
    beside_by: ClassVar[str | None] = "serp_id"
    caveats: ClassVar[tuple[str, ...]] = ("one-visitor",)

    @classmethod
    def recognise(cls, head: Head) -> Match | None:
        """A header with WebSearcher's names of a result, at least one of which has a link or a rank."""
        names = _names(head)
        if not names.issuperset(_RESULTS) or not _some(head, "cmpt_rank"):
            return None
        why = "results with WebSearcher's names (cmpt_rank, type, url)"
        return Match(0.96, why, 0, _roles(head, _ROLES), {})

    @classmethod
    def near_miss(cls, head: Head) -> str | None:
        """Searches without their results; None for anything else."""
        names = _names(head)
        if cls.recognise(head) is None and names.issuperset(_SEARCHES):
            return (
                "These are WebSearcher's searches, without their results: give parsed.json as the file, and this one "
                "as the second."
            )
        return None

    @classmethod
    def beside(cls, head: Head) -> Match | None:
        """Searches, which say the query and the time of each page by its serp_id."""
        if not _names(head).issuperset(_SEARCHES) or not _some(head, "serp_id"):
            return None
        kept = {name: role for name, role in _ROLES.items() if name in (*_SEARCHES, "lang")}
        return Match(0.96, "searches with WebSearcher's names", 0, _roles(head, kept), {})

    @classmethod
    def questions(cls, match: Match, facts: Mapping[str, Any]) -> tuple[Question, ...]:  # noqa: ARG003
        """When the page was captured and what was searched for, where the file does not say it.

        Raises:
            NoCaptureTimes: more than one page has no time.
        """
        if facts["untimed"] > 1:
            raise NoCaptureTimes(facts["untimed"])
        return tuple(_asked(facts))

    @classmethod
    def reading(cls, match: Match, facts: Mapping[str, Any], answers: Mapping[str, str]) -> Reading:  # noqa: ARG003
        """One row per link; the answers fill in what pages do not say."""
        return Reading(
            schema.SEARCH_RESULTS,
            cls.source,
            {"captured": answers.get("captured-at"), "query": answers.get("query")},
            {"sites": sites()},
            tuple(_cautions(facts)),
        )


def _asked(facts: Mapping[str, Any]) -> Iterator[Question]:
    if facts["untimed"]:
        yield Question(
            "captured-at",
            "The page does not say when it was captured. When was that?",
            hint="a day or a moment, for example 2025-11-03T18:00",
        )
    if facts["unasked"]:
        pages = "1 page does" if facts["unasked"] == 1 else f"{facts['unasked']} pages do"
        yield Question(
            "query",
            f"{pages} not say what was searched for. What was it? Only an alias of it is stored.",
            hint="the words of the search",
            private=True,
        )


def _cautions(facts: Mapping[str, Any]) -> Iterator[Caution]:
    yield Caution(
        "one-visitor",
        "A result page is what one visitor was shown at one place and moment; others see other results.",
    )
    yield Caution(
        "no-stance",
        "Nobody has said yet which results show the story and which its correction: shares of either cannot be given.",
    )
    if facts["bare"] or facts["paid"]:
        yield Caution(
            "rows-not-results",
            f"Left out: {facts['bare']} blocks without a link and {facts['paid']} places that were paid for. Ranks count "
            "the links that remain, in the page's order.",
        )


def _names(head: Head) -> set[str]:
    return {cell.strip().casefold() for cell in head.rows[0]} if head.rows else set()


def _roles(head: Head, known: Mapping[str, str]) -> tuple[str | None, ...]:
    return tuple(known.get(cell.strip().casefold()) for cell in head.rows[0])


def _some(head: Head, name: str) -> bool:
    """Whether a cell of this column holds something, as far as the head goes."""
    place = [cell.strip().casefold() for cell in head.rows[0]].index(name)
    return any(len(row) > place and row[place].strip() for row in head.rows[1:])
