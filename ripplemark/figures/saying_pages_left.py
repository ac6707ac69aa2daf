"""The words of what result pages still show: who tells the story, who corrects it, and what stands first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ripplemark.charts.profile import Track
from ripplemark.figure import Unborne
from ripplemark.figures.profiled import Told, lacking, of_share
from ripplemark.figures.saying_series import in_brackets, number
from ripplemark.measures import Measurement
from ripplemark.measures.pages import ALONE
from ripplemark.measures.serp_first import captured_on
from ripplemark.result import Estimate
from ripplemark.wording import count, said

TELLS, CORRECTS = "Results that tell the story", "Results that correct it"
FIRST = "What somebody who searches finds first"
SHOWN = "What the first page of results shows"
MOST = 3
"""Groups of pages (engine, language, device) of which each number is told; more make a list that nobody reads."""
NO_PAGE = (
    "No page of results is stored. Save the first page of the same searches once a week, signed out, and add the files "
    "(WebSearcher, or the template for result pages)."
)
NOT_CODED = (
    "Nobody said yet what each result does with the story. Write incident, correction, neutral or other beside each result in your "
    "own spreadsheet, and add it."
)
PLAIN, WEIGHED = "uniform", "patience"


@dataclass(frozen=True, slots=True)
class Group:
    """The last pages of one engine, language and device: what tells it apart from the others, its day, and its numbers."""

    named: str
    day: str
    tells: tuple[Estimate, ...]
    corrects: tuple[Estimate, ...]
    first: tuple[Estimate, ...]

    @property
    def coded(self) -> bool:
        """True where somebody said what the results do."""
        return any(each.status in ("ok", "bounds") for each in self.tells)

    @property
    def on(self) -> str:
        """' on Engine A', or nothing where there is one group."""
        return f" on {self.named}" if self.named else ""


@dataclass(frozen=True, slots=True)
class Looked:
    """All groups that are told, how many are left out, and what all have in common ('en, desktop')."""

    groups: tuple[Group, ...]
    more: int
    common: str


def looked(answers: Sequence[Measurement], day: Callable[[datetime], str]) -> Looked:
    """The last pages by group; none where none is stored."""
    tells, corrects, first = (each.estimates for each in answers)
    keys = [
        key
        for key in dict.fromkeys(map(_key, tells))
        if any(_key(each) == key and "captured" in each.by for each in tells)
    ]
    apart = [k for k in range(len(ALONE)) if len({key[k] for key in keys}) > 1]
    common = (
        [keys[0][k] for k in range(len(ALONE)) if k not in apart and keys[0][k]] if keys else []
    )
    found = []
    for key in keys[:MOST]:
        of = [
            tuple(each for each in several if _key(each) == key)
            for several in (tells, corrects, first)
        ]
        at = captured_on(of[0][0])
        named = _named([key[k] for k in apart if key[k]])
        found.append(Group(named, day(at) if at else "", of[0], of[1], of[2]))
    return Looked(tuple(found), max(len(keys) - MOST, 0), ", ".join(common))


def _named(parts: Sequence[str]) -> str:
    """'Engine A (desktop)', or what alone tells it apart."""
    return f"{parts[0]} ({', '.join(parts[1:])})" if len(parts) > 1 else "".join(parts)


def _key(each: Estimate) -> tuple[str, ...]:
    return tuple(str(each.by.get(name) or "") for name in ALONE)


def pages_told(of: Looked) -> list[Told]:
    """The shares that tell and correct the story and what stands first; one line that says what to collect where there is none."""
    about = "of the first ten results of a search"
    if not of.groups:
        return [lacking("serp-incident-share", SHOWN, about, NO_PAGE, _unlooked())]
    coded = [each for each in of.groups if each.coded]
    if not coded:
        on = f"{about}; last looked at on {of.groups[0].day}"
        return [
            lacking("serp-incident-share", SHOWN, on, NOT_CODED, _uncoded(), of.groups[0].tells[0])
        ]
    where = f"{of.common}; " if of.common else ""
    date = f"{where}last looked at on {_days(coded)}"
    return [
        _share("serp-incident-share", TELLS, coded, [each.tells for each in coded], date),
        _share("serp-correction-share", CORRECTS, coded, [each.corrects for each in coded], date),
        _first(coded, date),
    ]


def first_page(of: Looked) -> str:
    """Whether a correction reached those who searched, as the last pages showed it; '' where nobody coded them."""
    coded = [each for each in of.groups if each.coded]
    if not coded:
        return ""
    day = _days(coded)
    tells, corrects = (
        [quantity(each, PLAIN) for each in several]
        for several in ([each.tells for each in coded], [each.corrects for each in coded])
    )
    if any(number(each.value) is None for each in (*tells, *corrects)):
        told, right = (said(each[0], "share").value for each in (tells, corrects))
        return f"of the first ten results on {day}, {right}{coded[0].on} corrected the story and {told} told it"
    have = sum((number(each.value) or 0.0) > 0 for each in corrects)
    told, right = _range(tells), _range(corrects)
    if not have:
        return f"no correction stood among the first ten results on {day}, of which {told} told the story"
    where = "" if have == len(coded) else f" on {have} of {len(coded)} pages looked at"
    return f"a correction stood on the first page on {day}{where}: of ten results, {right} corrected the story and {told} told it"


def _range(of: Sequence[Estimate]) -> str:
    """'30 %', or '30 % to 50 %' of several pages."""
    ordered = sorted(of, key=lambda each: number(each.value) or 0.0)
    ends = [said(each, "share").value for each in (ordered[0], ordered[-1])]
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def _days(groups: Sequence[Group]) -> str:
    return _listed(list(dict.fromkeys(each.day for each in groups)))


def _unlooked() -> Unborne:
    return Unborne(
        "A search still shows the story.",
        "No page of results is stored, so nobody looked.",
        "The first page of the same searches, saved again and again.",
    )


def _uncoded() -> Unborne:
    return Unborne(
        "The first page still tells the story.",
        "Nobody coded what these results do with it.",
        "The stance of each result, in your own spreadsheet.",
    )


def quantity(of: Sequence[Estimate], name: str) -> Estimate:
    """The estimate of this quantity, else the first."""
    return next((each for each in of if each.by.get("quantity") == name), of[0])


def _share(
    metric: str, name: str, groups: Sequence[Group], of: Sequence[Sequence[Estimate]], date: str
) -> Told:
    plain = [quantity(each, PLAIN) for each in of]
    told = [said(each, "share").value for each in plain]
    searches = _searched([each.n for each in plain])
    under = "; ".join((_several([_interval(each) for each in plain]), _weighed(of)))
    tracks = tuple(_track(each, group.named) for each, group in zip(plain, groups, strict=True))
    verb = "told the story" if metric == "serp-incident-share" else "corrected it"
    parts = [f"{value}{group.on}" for value, group in zip(told, groups, strict=True)]
    borne = (
        f"Of the first ten results, {_listed(parts)} {verb} when last looked at on {_days(groups)} ({searches}, all places counting "
        f"alike; {under})."
    )
    about = f"of the first ten results, all places counting alike; {searches}; {date}"
    return Told(metric, name, about, _listed(parts), under, plain[0], "share", tracks, borne)


def _track(of: Estimate, named: str) -> Track:
    return of_share(of, (named or "none", "all ten"))


def _weighed(of: Sequence[Sequence[Estimate]]) -> str:
    values = [said(quantity(each, WEIGHED), "share").value for each in of]
    return f"{_listed(values)} where each place counts 0.9 of the one above"


def _interval(of: Estimate) -> str:
    if of.value is None:
        return "two bounds, as some results were not coded"
    if of.low is None:
        return "no interval from one search" if of.n == 1 else "no interval from two searches"
    return in_brackets(said(of, "share"))


def _first(groups: Sequence[Group], date: str) -> Told:
    told = [
        f"{_at('story', quantity(each.first, 'incident'))} and {_at('correction', quantity(each.first, 'correction'))}{each.on}"
        for each in groups
    ]
    words = (
        told[0] if len(set(_bare(told, groups))) > 1 or len(told) == 1 else _bare(told, groups)[0]
    )
    if len(told) > 1:
        words = (
            f"{words}, the same on each of them"
            if len(set(_bare(told, groups))) == 1
            else "; ".join(told)
        )
    searches = _searched([quantity(each.first, "incident").n for each in groups])
    ranges = [part for each in groups for part in _ranges(each)]
    under = "; ".join([searches, *ranges])
    story = quantity(groups[0].first, "incident")
    borne = f"What a search showed first when last looked at on {_days(groups)}: {words} ({under})."
    about = f"the highest place of either among the first ten results; {date}"
    return Told("serp-first-place", FIRST, about, words, under, story, "place", (), borne)


def _bare(told: Sequence[str], groups: Sequence[Group]) -> list[str]:
    return [text.removesuffix(each.on) for text, each in zip(told, groups, strict=True)]


def _at(what: str, of: Estimate) -> str:
    value = number(of.value)
    if value is None:
        return f"no {what} among the first {number(of.low) or 10:.0f}"
    return f"{what} at place {value:g}"


def _ranges(each: Group) -> list[str]:
    found = []
    for what, name in (("story", "incident"), ("correction", "correction")):
        of = quantity(each.first, name)
        low, high = number(of.low), number(of.high)
        if of.n > 1 and of.value is not None and low is not None and low != high:
            last = f"{high:g}" if high is not None else "beyond the tenth place"
            found.append(f"{what} between {low:g} and {last}{each.on}")
    return found


def _searched(counts: Sequence[int]) -> str:
    """On how many searches each number rests: '1 search', '2 searches on each', '1, 2 and 1 searches'."""
    if len(set(counts)) == 1:
        told = count(counts[0], "search", "searches")
        return f"{told} on each" if len(counts) > 1 else told
    return f"{_listed([str(each) for each in counts])} searches"


def _several(texts: Sequence[str]) -> str:
    """One text where all are the same."""
    return texts[0] if len(set(texts)) == 1 else _listed(texts)


def _listed(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
