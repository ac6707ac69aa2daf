"""How the shares of the first page move with how it is counted: how many places, and how much the first ones count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from ripplemark.charts.sensitivity import Sensitivity, Step, Strip, sensitivity
from ripplemark.figure import Claims, Figure, Unborne
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.captured import PAGES, captured, nothing, settings_of, used, where_of
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_pages_left import NOT_CODED
from ripplemark.figures.saying_result_pages import CODED_BY
from ripplemark.figures.saying_series import number
from ripplemark.figures.sourcing import day
from ripplemark.measures import Measurement
from ripplemark.measures.pages import ALONE, RANKS
from ripplemark.measures.serp import PATIENCE, SHORT
from ripplemark.result import Column, Estimate
from ripplemark.wording import count, said

DEPTHS = (1, 3, 5, 10, 20)
"""Places that are counted: the one that is read most, the ones seen without scrolling, one page, two."""
PATIENCES = (0.5, 0.7, 0.8, 0.9, 0.95)
"""From readers who stop after two places on average to those who go on to the twentieth (1 / (1 - p))."""
OF = (
    ("serp-incident-share", "tells the story", "told the story"),
    ("serp-correction-share", "corrects the story", "corrected it"),
)
_FIXED = (
    ("uniform", "all places alike"),
    ("logarithmic", "1 / log2(place + 1)"),
    ("reciprocal", "1 / place"),
)
PER_PLACE = "× {:g} per place"
COLUMNS = (
    Column("pages", "VARCHAR", "", "engine, language and device"),
    Column("does", "VARCHAR", "", "what the results do: tell the story or correct it"),
    Column("varied", "VARCHAR", "", "what is varied: places, or weighting"),
    Column("setting", "VARCHAR", "", "how it is counted"),
    Column("is_chosen", "BOOLEAN", "", "true for the way that the figure was asked for"),
    Column("share", "DOUBLE", "", "share; empty where results that nobody coded decide it"),
    Column("low", "DOUBLE", "", "lower end: of its interval, or if no uncoded result does"),
    Column("high", "DOUBLE", "", "upper end: of its interval, or if every uncoded result does"),
    Column("searches", "BIGINT", "searches", "different searches that it is the mean of"),
)
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One way of counting, and what it gives: its name, and whether it is the one that was asked for or the default."""

    varied: str
    name: str
    estimate: Estimate
    chosen: bool
    default: bool


Ways = Mapping[str, Sequence[Way]]
"""By measure: the number of places first, the weightings after it."""


def make(asked: Asked) -> Figure:
    """The shares of the last looks at one group of pages, counted in every way that is in use."""
    found = captured(asked)
    if not found.searches:
        return nothing(asked)
    key = tuple(str(found.searches[0].of.get(name) or "") for name in ALONE)
    answers: dict[tuple[str, ...], Measurement] = {}
    ways = {name: _ways(asked, name, key, answers) for name, _, _ in OF}
    if not all(ways.values()):
        head = f"Which share of the first page tells or corrects the story of {asked.incident} is not known"
        return empty(asked, head, NOT_CODED, used(asked))
    shown = [answers[name, str(asked.settings["k"]), "uniform"] for name, _, _ in OF]
    groups = {_key(each) for answer in shown for each in answer.estimates}
    apart = [k for k in range(len(ALONE)) if len({each[k] for each in groups}) > 1]
    named = ", ".join(key[k] for k in apart if key[k])
    drawn = Sensitivity(
        tuple(strip for name, does, _ in OF for strip in _strips(ways[name], does)),
        "Share of the places that are counted; bars are 95 % intervals, made from three searches on",
        lambda value: f"{100 * value:g} %",
    )
    return compose(
        asked,
        _words(asked, ways, named, len(groups) - 1),
        Drawn(lambda canvas: sensitivity(drawn, canvas), _rows(ways, named), COLUMNS),
        used(asked),
        shown,
    )


def _key(each: Estimate) -> Key:
    return tuple(str(each.by.get(name) or "") for name in ALONE)


def _ways(
    asked: Asked, name: str, key: Key, answers: dict[tuple[str, ...], Measurement]
) -> list[Way]:
    """The answers of a measure for one group of pages; none where nobody coded them.

    They are put into ``answers`` as well, by measure, places and weighting.
    """
    chosen = settings_of(asked, "k", "coders", "p")

    def counted(weighting: str, **other: str) -> Estimate | None:
        texts = {**chosen, "at": "last", "weighting": weighting, **other}
        answer = measured(asked, name, where_of(asked), texts)
        answers[name, texts["k"], weighting] = answer
        for each in answer.estimates:
            if _key(each) == key and each.status in ("ok", "bounds"):
                return each
        return None

    depth, patience = int(asked.settings["k"]), float(asked.settings["p"])
    tried = [
        ("places", f"the first {k}" if k > 1 else "the first alone", k == depth, k == RANKS.default,
         counted("uniform", k=str(k)))
        for k in sorted({*DEPTHS, depth})
    ]  # fmt: skip
    uniform, *falling = _FIXED
    tried.append(("weighting", uniform[1], True, True, counted(uniform[0])))
    tried += [
        ("weighting", PER_PLACE.format(p), False, p == PATIENCE.default,
         counted("patience", p=f"{p:g}"))
        for p in sorted({*PATIENCES, patience}, reverse=True)
    ]  # fmt: skip
    tried += [("weighting", text, False, False, counted(each)) for each, text in falling]
    return [
        Way(varied, text, estimate, chosen_, default)
        for varied, text, chosen_, default, estimate in tried
        if estimate is not None and (chosen_ or varied == "weighting" or SHORT not in estimate.note)
    ]


def _strips(ways: Sequence[Way], does: str) -> list[Strip]:
    heads = {"places": "by how many places count", "weighting": "by weight of the first places"}
    return [
        Strip(
            f"{does[:1].upper()}{does[1:]}, {told}",
            tuple(_step(way) for way in ways if way.varied == varied),
        )
        for varied, told in heads.items()
    ]


def _step(way: Way) -> Step:
    value, low, high = _ends(way.estimate)
    words = said(way.estimate, "share").value
    if value is None:
        words += ", as some results were not coded"
    elif low is None and high is None:  # one or two searches have no interval: not an open one
        low = high = value
    return Step(way.name, value, low, high, words, way.chosen, way.default)


def _ends(estimate: Estimate) -> tuple[float | None, float | None, float | None]:
    return number(estimate.value), number(estimate.low), number(estimate.high)


def _rows(ways: Ways, named: str) -> pa.Table:
    does = {name: text for name, text, _ in OF}
    listed: list[dict[str, Any]] = [
        {
            "pages": named,
            "does": does[name],
            "varied": way.varied,
            "setting": way.name,
            "is_chosen": way.chosen,
            "share": _ends(way.estimate)[0],
            "low": _ends(way.estimate)[1],
            "high": _ends(way.estimate)[2],
            "searches": way.estimate.n,
        }
        for name, several in ways.items()
        for way in several
    ]
    types = {
        "VARCHAR": pa.string(),
        "DOUBLE": pa.float64(),
        "BIGINT": pa.int64(),
        "BOOLEAN": pa.bool_(),
    }
    return pa.Table.from_pylist(
        listed, schema=pa.schema([(each.name, types[each.type]) for each in COLUMNS])
    )


def _words(asked: Asked, ways: Ways, named: str, others: int) -> Words:
    look = ways[OF[0][0]][0].estimate
    when = day(datetime.fromisoformat(look.by["captured"]), asked.zone)
    at = f"{named}, {when}" if named else when
    told = {name: _span(ways[name], did) for name, _, did in OF}
    parts = [told[name] for name, _, _ in OF if told[name]]
    moved = any("between" in each for each in parts)
    begins = "Depending on how" if moved else "However"
    head = (
        f"{begins} results are counted, {' and '.join(parts)} ({at})"
        if parts
        else f"The shares of the first page hang on results that nobody coded ({at})"
    )
    borne = tuple(_borne(ways[name], did, at) for name, _, did in OF if told[name])
    return Words(
        head,
        f"Share of the results that are counted, by how many places count and by what each place counts beside the one above it; last looks up to {when}. {CODED_BY[asked.settings['coders']]}",
        f"{head}. Rows of dots: a row for each number of places and for each weighting. {' '.join(borne)}",
        Claims(
            borne,
            (
                Unborne(
                    "One of these is the share that people see.",
                    "How far readers go down a page, and what they open, is not known here.",
                    "Clicks by place, which search engines do not publish.",
                ),
            ),
        ),
        (
            "Write the way of counting beside the share: two texts that leave it out can differ several-fold over the same page.",
            *((f"{count(others, 'other group')} of pages: choose engine, language or device.",) if others else ()),
        ),
        (count(look.n, "search", "searches"),),
    )  # fmt: skip


def _known(ways: Sequence[Way]) -> list[Way]:
    return sorted(
        (way for way in ways if way.estimate.value is not None),
        key=lambda way: number(way.estimate.value) or 0.0,
    )


def _span(ways: Sequence[Way], did: str) -> str:
    """'between 5 % and 20 % of them corrected it'; one share where all are alike, '' where none is known."""
    known = _known(ways)
    if not known:
        return ""
    least, most = (said(each.estimate, "share").value for each in (known[0], known[-1]))
    share = least if least == most else f"between {least} and {most}"
    return f"{share} of the first page {did}" if "it" not in did.split() else f"{share} {did}"


def _borne(ways: Sequence[Way], did: str, at: str) -> str:
    """The share as it was asked for, and where it is least and most."""
    known = _known(ways)
    here = next((way for way in known if way.chosen and way.varied == "places"), known[0])
    shares = [said(each.estimate, "share").value for each in (here, known[0], known[-1])]
    did = did.replace(" it", " the story")
    begins = f"{at}: {shares[0]} {_places(here)} {did}, all counting alike; "
    if shares[1] == shares[2]:
        return f"{begins}so it is in every other way of counting."
    least, most = (
        f"{share} ({_how(here, way)})"
        for share, way in zip(shares[1:], (known[0], known[-1]), strict=True)
    )
    return f"{begins}the least is {least}, the most {most}."


def _places(way: Way) -> str:
    """'of the first 10 results', 'of the results at the first place'."""
    return (
        f"of {way.name} results"
        if way.name != "the first alone"
        else "of the results at the first place"
    )


def _how(here: Way, way: Way) -> str:
    """'of the first 3 results', 'of the first 10 results, counted × 0.9 per place'."""
    if way.varied == "places":
        return _places(way)
    return f"{_places(here)}, {'counted ' * way.name.startswith('×')}{way.name}"


RESULT_SENSITIVITY = FigureKind(
    "result-sensitivity",
    "Does it depend on how the page is counted?",
    "The shares of the first page that correct the story and that tell it, for other numbers of places and other weightings of the first "
    "ones, with the chosen way marked.",
    "search",
    ("serp-incident-share", "serp-correction-share"),
    make,
    (*PAGES, PATIENCE),
)
"""See ``make``."""
