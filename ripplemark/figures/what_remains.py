"""What remains of an incident in searches: a profile of a few numbers, each with its date and its denominator; never one score."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from ripplemark.archive import Package
from ripplemark.charts.profile import profile
from ripplemark.figure import Claims, Figure, Unborne
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.choosing_series import SERIES, used
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.episode import exact, span
from ripplemark.figures.profiled import COLUMNS, Told, lacking, rows, unborne_of
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_pages_left import Looked, first_page, looked, pages_told
from ripplemark.figures.saying_remains import (
    AGAIN,
    NOW,
    SINCE,
    anniversaries_told,
    now_told,
    since_told,
)
from ripplemark.figures.saying_search import index_unborne
from ripplemark.figures.saying_series import (
    bins_counted,
    measured_as,
    mid,
    number,
    sentences,
    subject,
)
from ripplemark.figures.search import search_series
from ripplemark.figures.series import Choice
from ripplemark.figures.series_clock import Clock
from ripplemark.figures.thresholds import settings_for
from ripplemark.measures import Measurement
from ripplemark.measures.period import PERIOD
from ripplemark.measures.thresholds import RETURN_RULE

OF_SERIES = ("interest-now", "time-since-return", "anniversaries")
OF_PAGES = ("serp-incident-share", "serp-correction-share", "serp-first-place")
_NO_SERIES = (("interest-now", NOW), ("time-since-return", SINCE), ("anniversaries", AGAIN))
_COLLECT = "Add daily interest over time from before the story on (Google Trends), or a page-view download; and the first page of the same searches, saved again and again."


def make(asked: Asked) -> Figure:
    """The numbers of searches and of result pages; what is missing says how to get it."""
    choice = search_series(asked)
    interest, answers = _of_series(asked, choice)
    captured = [measured(asked, name) for name in OF_PAGES]
    pages = looked(captured, _day_in(asked.zone))
    told = [*interest, *pages_told(pages)]
    known = _packages(asked, choice)
    if not any(each.known for each in told):
        head = f"What remains of {asked.incident} in searches is not known"
        return empty(
            asked, head, choice.subtitle if isinstance(choice, Figure) else _COLLECT, known
        )
    return compose(
        asked,
        _words(asked, choice, told, pages),
        Drawn(
            lambda canvas: profile([each.line for each in told], "search", canvas),
            rows(told),
            COLUMNS,
        ),
        known,
        (*answers, *(captured if pages.groups else [])),
    )


def _of_series(asked: Asked, choice: Choice | Figure) -> tuple[list[Told], list[Measurement]]:
    if isinstance(choice, Figure):
        why = f"{choice.headline}. {choice.subtitle}"
        return [
            lacking(
                metric, name, "of searches, before and after the rise", why, _not_looked_for(why)
            )
            for metric, name in _NO_SERIES
        ], []
    answers = [measured(asked, name, choice.where, settings_for(asked, name)) for name in OF_SERIES]
    top = span(exact(asked, "peak", choice.where, settings_for(asked, "peak")).estimates[0])
    now, since, again = answers
    told = [now_told(asked, choice, top, now), since_told(asked, choice, top, since)]
    return [*told, *anniversaries_told(asked, choice, top, again)], answers


def _not_looked_for(why: str) -> Unborne:
    return Unborne(
        "Nobody searches for it any more.",
        "No series of searches can be read here.",
        why.partition(". ")[2] or _COLLECT,
    )


def _day_in(zone: str) -> Callable[[datetime], str]:
    def day(at: datetime) -> str:
        local = at.astimezone(ZoneInfo(zone))
        return f"{local.day} {local:%B %Y}"

    return day


def _packages(asked: Asked, choice: Choice | Figure) -> list[Package]:
    """The datasets of the series and of the result pages."""
    series = [] if isinstance(choice, Figure) else used(asked, [choice])
    pages = [
        each
        for each in asked.packages
        if each.table == "search_results" and each.incident == asked.incident
    ]
    return [*series, *pages]


def _words(asked: Asked, choice: Choice | Figure, told: list[Told], pages: Looked) -> Words:
    left = (
        f"{pages.more} more groups of pages (engine, language, device) are not in this picture."
        if pages.more
        else ""
    )
    counted = () if isinstance(choice, Figure) else (bins_counted(choice),)
    measured_ = f" {measured_as(asked, choice)}" if isinstance(choice, Choice) else ""
    notes = [
        each.estimate.note
        for each in told
        if each.estimate is not None and each.estimate.value is not None
    ]
    head = headline(asked, choice, told, pages)
    return Words(
        head,
        f"A few numbers, each with its own date and denominator; no single score sums them up.{measured_}",
        f"{head}. " + " ".join(_read_out(each) for each in told),
        _claims(choice, told, pages),
        (*sentences(*notes), *((left,) if left else ())),
        counted,
    )


def _read_out(each: Told) -> str:
    text = "; ".join(part for part in (each.words, each.under) if part)
    return f"{each.name}: {text.rstrip('.')}."


def headline(asked: Asked, choice: Choice | Figure, told: list[Told], pages: Looked) -> str:
    """Whether the correction reaches those who search, and whether they still do; one of them where the other is not known."""
    parts = [part for part in (first_page(pages), _searching(asked, choice, told)) if part]
    if not parts:
        first = next(each for each in told if each.known)
        return f"{asked.incident}: {mid(first.name)}: {first.words}"
    text = "; ".join(parts)
    return text[:1].upper() + text[1:]


def _searching(asked: Asked, choice: Choice | Figure, told: list[Told]) -> str:
    if isinstance(choice, Figure):
        return ""
    what, clock = subject(asked, choice), Clock.of(asked, choice)
    since = next(each for each in told if each.metric == "time-since-return")
    value = number(since.estimate.value) if since.estimate is not None else None
    if value is not None:
        back = clock.last - value * 86_400
        stretch = clock.days(back, clock.last)
        if clock.hours > 26:
            week = clock.found(back).removeprefix("in ").replace("week from", "week of")
            stretch = f"{week} to {clock.end()}"
        return f"{what.mid} {what.were} in {what.their} usual range from {stretch}, the end of observation"
    if since.known:
        return f"{what.mid} {what.were} above {what.their} usual range when observation ended on {clock.end()}"
    now = next(each for each in told if each.metric == "interest-now")
    return f"{what.mid} stood at {now.words}, in the weeks to {clock.end()}" if now.known else ""


def _claims(choice: Choice | Figure, told: list[Told], pages: Looked) -> Claims:
    borne = tuple(each.borne for each in told if each.borne)
    unborne = [*unborne_of(told), _over(), *([_everybody()] if pages.groups else [])]
    if isinstance(choice, Choice):
        unborne += index_unborne(choice)
    return Claims(borne, tuple(unborne))


def _over() -> Unborne:
    return Unborne(
        "It is over for the person it is about.",
        "These numbers are of searches and of result pages; they know of no message, no copy elsewhere, and nobody's life.",
        "The person's own word.",
    )


def _everybody() -> Unborne:
    return Unborne(
        "This is what everybody finds.",
        "A page of results differs by place, language, device, account and moment.",
        "The same searches from several places and devices.",
    )


WHAT_REMAINS = FigureKind(
    "what-remains",
    "What remains",
    "What remains of an incident in searches: interest now against before, since when it is quiet, anniversaries, and what the first "
    "page still tells and corrects; each number with its date and its denominator.",
    "search",
    (*OF_SERIES, *OF_PAGES),
    make,
    (SERIES, *RETURN_RULE, *PERIOD),
)
"""See ``make``."""
