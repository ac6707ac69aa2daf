"""Captured pages of search results, as measures take them: in order of time, by engine, query, language and device."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import numpy as np

from ripplemark.estimate.outcome import Answer
from ripplemark.estimate.series import Bools
from ripplemark.measures.base import Parameter, Request, whole
from ripplemark.result import Estimate

QUERY = "search/result_pages"
PAGE_COLUMNS = ("dataset", "engine", "query", "locale", "device")
SEARCHED = ("engine", "query", "locale", "device")
"""What makes two pages answers to the same search."""
ALONE = ("engine", "locale", "device")
"""What every group has one of; queries are what a mean is taken over."""
TWICE = timedelta(hours=1)
"""A second page of the same search within it measures noise and is no look of its own."""
NO_PAGE = (
    "No page of search results is stored, or none meets the selection. Add captured result pages (WebSearcher, or the template for "
    "search_results)."
)
NOT_CODED = (
    "Nobody said yet what these results do with the story: code them in your own spreadsheet (incident, correction, neutral, other) "
    "and add it."
)
RANKS = Parameter("k", "how many ranks are looked at", 10, whole)
CODERS = Parameter(
    "coders",
    "whose word counts where results were coded: decided (the deciding column, else what both coders say), first, second, or agreed "
    "(only what both say)",
    "decided",
    choices=("decided", "first", "second", "agreed"),
)


@dataclass(frozen=True, slots=True)
class Page:
    """One captured page.

    Attributes:
        of: incident, dataset, engine, query, locale and device.
        captured_lo, captured_hi: when, as an interval.
        links: keyed hashes, best rank first, each once.
        stances: of each; None where it was not coded.
        lines: source lines of each.
    """

    of: dict[str, str | None]
    captured_lo: datetime
    captured_hi: datetime
    links: tuple[str, ...]
    stances: tuple[str | None, ...]
    lines: tuple[int | None, ...]

    @property
    def search(self) -> tuple[str, ...]:
        """Which search it answers."""
        return tuple(self.of[name] or "" for name in SEARCHED)

    @property
    def coded(self) -> Bools:
        """Shape (results,), True where somebody said what a result does with the story."""
        return np.array([each is not None for each in self.stances], dtype=np.bool_)

    def telling(self, stance: str) -> Bools:
        """Shape (results,), True where a result does this."""
        return np.array([each == stance for each in self.stances], dtype=np.bool_)

    def lines_telling(self, stance: str) -> tuple[int, ...]:
        """Source lines of the results that do this."""
        found = zip(self.stances, self.lines, strict=True)
        return tuple(line for each, line in found if each == stance and line is not None)


def pages_of(request: Request) -> list[Page]:
    """The pages that are asked for, by search and in order of time; a page that two files hold is there once."""
    asked = {"incident": request.incident, "scope": request.scope, "selected": request.selected}
    coders = request.settings.get("coders", CODERS.default)
    rows = request.serving.run(QUERY, **asked, k=request.settings["k"], coders=coders).records()
    found = {(page.search, page.captured_lo, page.links): page for page in map(_page, rows)}
    return sorted(found.values(), key=lambda page: (page.search, page.captured_lo))


def _page(row: dict[str, Any]) -> Page:
    of = {name: row[name] for name in ("incident", *PAGE_COLUMNS)}
    several = (tuple(row[name]) for name in ("links", "stances", "lines"))
    return Page(of, row["captured_lo"], row["captured_hi"], *several)


def by_search(pages: Iterable[Page]) -> list[list[Page]]:
    """The pages of each search, in order of time."""
    return [list(each) for _, each in groupby(pages, key=lambda page: page.search)]


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a search, saved once or several times within an hour: when it began and ended, and all links that it showed."""

    captured_lo: datetime
    captured_hi: datetime
    links: frozenset[str]


def looks_of(pages: Sequence[Page]) -> list[Look]:
    """The looks behind the pages of one search, in order of time: what any of the pages of a look has, stood there."""
    found: list[Look] = []
    for page in pages:
        last = found[-1] if found else None
        if last is None or page.captured_lo > last.captured_lo + TWICE:
            found.append(Look(page.captured_lo, page.captured_hi, frozenset(page.links)))
        else:
            end = max(last.captured_hi, page.captured_hi)
            found[-1] = Look(last.captured_lo, end, last.links | frozenset(page.links))
    return found


def split(request: Request, pages: Iterable[Page]) -> dict[tuple[str | None, ...], list[Page]]:
    """The pages of each group: one engine, language and device, and what ``--by`` splits by."""
    names = keys(request)
    found: dict[tuple[str | None, ...], list[Page]] = {}
    for page in pages:
        found.setdefault(tuple(page.of[name] for name in names), []).append(page)
    return found


def keys(request: Request) -> tuple[str, ...]:
    """What names a group of the answer: pages of two engines, languages or devices are never counted together."""
    return tuple(dict.fromkeys(("incident", *ALONE, *request.by)))


def without_page(request: Request) -> list[Estimate]:
    """The answer where no page is stored."""
    by = {"incident": request.incident} if request.incident else {}
    return [Estimate(by, None, None, None, 0, status="NE_FEW", note=NO_PAGE, lines=())]


def by_group(
    request: Request, answer: Callable[[dict[str, Any], list[Page]], Iterable[Estimate]]
) -> list[Estimate]:
    """The answers of every group of pages, each with what names it; without a page, what to add."""
    found = pages_of(request)
    if not found:
        return without_page(request)
    names = keys(request)
    return [
        each
        for key, group in split(request, found).items()
        for each in answer(dict(zip(names, key, strict=True)), group)
    ]


def not_coded(by: Mapping[str, Any], n: int = 0) -> list[Estimate]:
    """The answer about ``n`` pages whose results nobody coded."""
    return [Estimate(by, None, None, None, n, status="NE_FEW", note=NOT_CODED, lines=())]


def told(
    by: Mapping[str, Any],
    answer: Answer,
    *remarks: str,
    scale: float = 1.0,
    lines: tuple[int, ...] = (),
) -> Estimate:
    """An estimator's answer as an estimate, its numbers times ``scale``; at most 200 source lines."""
    value, low, high = (
        None if end is None else end * scale for end in (answer.value, answer.low, answer.high)
    )
    note = " ".join(part for part in (answer.note, *remarks) if part)
    counts = (answer.n, answer.events, answer.censored)
    return Estimate(by, value, low, high, *counts, answer.status, note, None, lines[:200])


def moment(at: datetime) -> str:
    """An instant as an estimate carries it."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
