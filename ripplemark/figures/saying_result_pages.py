"""The words of what the first page shows: how many results tell the story, how many correct it, and since when."""

from __future__ import annotations

from ripplemark.charts.result_strip import Does
from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.captured import COLLECT, Captured, Search, looks, on_day
from ripplemark.figures.composing import Words
from ripplemark.measures.pages import Page
from ripplemark.wording import count

_NEUTRAL = ("neutral", "other")
CODED_BY = {
    "decided": "Stances by the deciding column, else where coders agree.",
    "first": "Stances by the first coder.",
    "second": "Stances by the second coder.",
    "agreed": "Only stances on which two coders agree.",
}


def numbers(page: Page) -> tuple[int, int, int, int]:
    """How many results of a page tell the story, correct it, do neither, and have no stance that counts."""
    tells, corrects = (page.stances.count(each) for each in ("incident", "correction"))
    neither = sum(each in _NEUTRAL for each in page.stances)
    return tells, corrects, neither, page.stances.count(None)


def without_stance(asked: Asked) -> str:
    """Why a result has no stance that counts: nobody coded it, or two coders differ and nothing was decided."""
    both = asked.settings["coders"] in ("decided", "agreed")
    return "not coded or not agreed" if both else "not coded"


def counted_last(asked: Asked, page: Page) -> tuple[tuple[Does, str, str], ...]:
    """The plain numbers of a look, each with its denominator and what it counts; uncoded ones only where there are some."""
    of = len(page.stances)
    tells, corrects, neither, uncoded = numbers(page)
    found: list[tuple[Does, str, str]] = []
    if uncoded < of:
        found = [
            ("tells", f"{tells} of {of}", "tells the story" if tells == 1 else "tell the story"),
            ("corrects", f"{corrects} of {of}", "corrects it" if corrects == 1 else "correct it"),
            ("neither", f"{neither} of {of}", "does neither" if neither == 1 else "do neither"),
        ]
    if uncoded:
        found.append(("uncoded", f"{uncoded} of {of}", without_stance(asked)))
    return tuple(found)


def strip_words(asked: Asked, found: Captured) -> Words:
    """All words of the strip."""
    told = [_said(asked, each) for each in found.searches]
    first = found.searches[0]
    head = _headline(asked, found)
    common = f"{found.common[:1].upper()}{found.common[1:]}. " if found.common else ""
    n = sum(len(looks(each.pages)) for each in found.searches)
    begun, ended = on_day(asked, first.pages[0]), on_day(asked, first.last)
    days = f"{begun} to {ended}" if begun != ended else ended
    alt = (
        f"{head}. Strips of {count(n, 'look')}, one column each, places from the first on top; colour says what a result does "
        f"with the story. {' '.join(told)}"
    )
    coders = CODED_BY[asked.settings["coders"]]
    return Words(
        head,
        f"{common}The first {asked.settings['k']} results of each look, {days}. {coders}",
        alt,
        Claims(
            tuple(
                each for each in (*told, *(_first_told(asked, s) for s in found.searches)) if each
            )[:4],
            _unborne(found),
        ),
        (
            *found.left_out,
            "Columns stand side by side whatever time lies between two looks.",
        ),
        (f"{count(n, 'look')} at {count(len(found.searches), 'search', 'searches')}",),
    )


def _coded(of: Search) -> bool:
    return bool(of.last.coded.any())


def _headline(asked: Asked, found: Captured) -> str:
    coded = [each for each in found.searches if _coded(each)]
    if not coded:
        when = on_day(asked, found.searches[0].last)
        return f"{asked.incident}: nobody said yet what the results of {when} do with the story"
    first = coded[0]
    tells, corrects, neither, uncoded = numbers(first.last)
    open_ = f", {uncoded} {without_stance(asked)}" if uncoded else ""
    text = (
        f"Of the first {count(len(first.last.stances), 'result')}{first.on} on {on_day(asked, first.last)}, {tells} told the story, "
        f"{corrects} corrected it and {neither} did neither{open_}"
    )
    others = [
        f"{each.named}: {a}, {b} and {c}"
        for each in coded[1:]
        for a, b, c, _ in (numbers(each.last),)
    ]
    return "; ".join((text, *others))


def _said(asked: Asked, of: Search) -> str:
    """The three numbers of one search in a sentence; '' where nobody coded them."""
    if not _coded(of):
        return ""
    tells, corrects, neither, uncoded = numbers(of.last)
    open_ = f", and {uncoded} were {without_stance(asked)}" if uncoded else ""
    n = len(of.last.stances)
    return (
        f"Of the {count(n, 'result')} that a search{of.on} showed first on {on_day(asked, of.last)}, {tells} told the story, {corrects} "
        f"corrected it and {neither} did neither{open_}."
    )


def _first_told(asked: Asked, of: Search) -> str:
    """Since when a correction stood there, or that none ever did; '' where nobody coded anything."""
    if not any(page.coded.any() for page in of.pages):
        return ""
    kept = looks(of.pages)
    with_one = [k for k, page in enumerate(kept) if "correction" in page.stances]
    begin, end = on_day(asked, kept[0]), on_day(asked, kept[-1])
    if not with_one:
        return f"No result that corrects the story was seen{of.on} at any of {count(len(kept), 'look')} from {begin} to {end}."
    page = kept[with_one[0]]
    place = page.stances.index("correction") + 1
    return (
        f"A result that corrects the story was first seen{of.on} on {on_day(asked, page)}, at place {place}; it stood there at "
        f"{len(with_one)} of {count(len(kept), 'look')} from {begin} to {end}."
    ).replace("it stood there", "one stood there")


def _unborne(found: Captured) -> tuple[Unborne, ...]:
    told = [
        Unborne(
            "Everybody who searches sees this.",
            "A page of results differs by place, language, device, account and moment.",
            "The same searches from several places and devices.",
        ),
        Unborne(
            "People read the correction.",
            "A result that is shown may not be opened, nor believed.",
            "Clicks, which search engines do not publish.",
        ),
    ]
    if not any(_coded(each) for each in found.searches):
        told.insert(
            0,
            Unborne(
                "The first page still tells the story.",
                "Nobody coded what these results do with it.",
                COLLECT.partition(". ")[2],
            ),
        )
    return tuple(told)
