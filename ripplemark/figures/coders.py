"""How far two coders agree on what results do with the story, and how many results they differ on."""

from __future__ import annotations

from collections.abc import Sequence

from ripplemark.charts.profile import Track, profile
from ripplemark.estimate.agreement import GOOD
from ripplemark.figure import Claims, Figure, Unborne
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.captured import SEARCHES, used, where_of
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.profiled import COLUMNS, Told, lacking, rows
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_series import because, next_step, number
from ripplemark.measures.coders import NO_CODER
from ripplemark.result import Estimate
from ripplemark.wording import count

_WORD = {
    "incident": "tells the story",
    "correction": "corrects it",
    "neutral": "neutral",
    "other": "something else",
}
MOST = 4
"""Pairs of words that are told one by one."""


def make(asked: Asked) -> Figure:
    """Kappa with its interval, and the disagreements by their pair of words; what to do where nobody coded twice."""
    answer = measured(asked, "coder-agreement", where_of(asked))
    of = {str(each.by.get("quantity")): each for each in answer.estimates}
    kappa = of["kappa"]
    if "coded-by-both" not in of:
        head = f"Whether two coders agree on the results about {asked.incident} is not known"
        return empty(asked, head, kappa.note or NO_CODER, used(asked))
    pairs = [each for each in answer.estimates if each.by.get("quantity") == "pair"]
    told = [_kappa(kappa), _agreed(of["agreed"]), *map(_pair, _most(pairs))]
    return compose(
        asked,
        _words(asked, told, of["disagreements"], kappa),
        Drawn(
            lambda canvas: profile([each.line for each in told], "search", canvas),
            rows(told),
            COLUMNS,
        ),
        used(asked),
        (answer,),
        lines={"links on which the coders differ": of["disagreements"].lines or ()},
    )


def _most(pairs: Sequence[Estimate]) -> list[Estimate]:
    return sorted(pairs, key=lambda each: -(number(each.value) or 0.0))[:MOST]


def _kappa(of: Estimate) -> Told:
    name, about = "Agreement beyond chance", "Cohen's kappa: 0 by chance, 1 in full agreement"
    value = number(of.value)
    if value is None:
        text = f"{because(of)[:1].upper()}{because(of)[1:]}. {next_step(of)}"
        return lacking("coder-agreement", name, about, text, None, of)
    low, high = number(of.low), number(of.high)
    interval = (
        f"95 % interval {low:.2f} to {high:.2f}; " if low is not None and high is not None else ""
    )
    under = f"{interval}{count(of.n, 'link')} coded by both"
    track = Track(
        min(0.0, low or 0.0),
        1.0,
        ("by chance", "in full"),
        value,
        low,
        high,
        mark=(GOOD, f"{GOOD:g}"),
    )
    borne = f"Two coders agree beyond chance by a kappa of {value:.2f} ({under})."
    return Told("coder-agreement", name, about, f"{value:.2f}", under, of, "kappa", (track,), borne)


def _agreed(of: Estimate) -> Told:
    value = int(number(of.value) or 0)
    words = f"{value} of {of.n}"
    borne = f"Of {count(of.n, 'different link')} that both coded, they agree on {value}."
    return Told(
        "coder-agreement",
        "Both wrote the same",
        "of different links that both coded",
        words,
        "",
        of,
        "links",
        (),
        borne,
    )


def _pair(of: Estimate) -> Told:
    first, second = (_WORD[str(of.by[name])] for name in ("first", "second"))
    words = f"{int(number(of.value) or 0)} of {of.n}"
    return Told(
        "coder-agreement",
        f"First: {first}; second: {second}",
        "links on which the two coders differ",
        words,
        "",
        of,
        "links",
    )


def _words(asked: Asked, told: Sequence[Told], apart: Estimate, kappa: Estimate) -> Words:
    differ = int(number(apart.value) or 0)
    value = number(kappa.value)
    beyond = f" (kappa {value:.2f})" if value is not None else ""
    head = f"Two coders agree on {apart.n - differ} of {count(apart.n, 'result')} about {asked.incident}{beyond}"
    return Words(
        head,
        "Different links that both coded, each counted once; which of two words is used where they differ is chosen above.",
        f"{head}. " + " ".join(f"{each.name}: {each.words}." for each in told),
        Claims(
            tuple(each.borne for each in told if each.borne),
            (
                Unborne(
                    "The coding is right.",
                    "Two coders with the same instructions can be wrong together.",
                    "The instructions, published with the coding, and a third coder from elsewhere.",
                ),
            ),
        ),
        (kappa.note,) if kappa.note else (),
    )


CODERS = FigureKind(
    "coders",
    "Agreement of two coders",
    "How far two coders agree on what results do with the story: Cohen's kappa with its interval, and on how many they differ.",
    "search",
    ("coder-agreement",),
    make,
    SEARCHES,
)
"""See ``make``."""
