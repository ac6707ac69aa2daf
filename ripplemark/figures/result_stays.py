"""How long results stay on the first page, from the first look that shows them to the first of three looks in a row without them."""

from __future__ import annotations

from collections.abc import Sequence

from ripplemark.charts.profile import Track, profile
from ripplemark.figure import Claims, Figure, Unborne
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.captured import (
    COLLECT,
    MOST,
    PAGES,
    captured,
    nothing,
    settings_of,
    used,
    where_of,
)
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.profiled import COLUMNS, Told, lacking, of_share, rows, unborne_of
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_series import because, in_brackets, next_step, number
from ripplemark.measures.pages import ALONE
from ripplemark.measures.serp_stays import STANCE
from ripplemark.result import Estimate
from ripplemark.wording import count, said

_WHICH = {
    None: "results",
    "incident": "results that tell the story",
    "correction": "results that correct it",
    "neutral": "neutral results",
    "other": "results about something else",
}
_ENTRY = {"seen": "that came while it was watched", "before": "that stood there at the first look"}


def make(asked: Asked) -> Figure:
    """The share still there after 7, 30 and 90 days, and the median stay, of every group of pages."""
    if not captured(asked).searches:
        return nothing(asked)
    answer = measured(
        asked, "url-survival", where_of(asked), settings_of(asked, "k", "coders", "stance")
    )
    found = [each for each in answer.estimates if "quantity" in each.by and "entry" in each.by]
    told = [line for each in _chosen(found) for line in _lines(asked, each, _named(found, each))]
    if not any(each.known for each in told):
        what = _WHICH[asked.settings["stance"]]
        head = f"How long {what} stay on the first page for {asked.incident} is not known"
        why = next((each.note for each in answer.estimates if each.note), COLLECT)
        return empty(asked, head, why, used(asked))
    return compose(
        asked,
        _words(asked, told),
        Drawn(
            lambda canvas: profile([each.line for each in told], "search", canvas),
            rows(told),
            COLUMNS,
        ),
        used(asked),
        (answer,),
    )


def _key(each: Estimate) -> tuple[str, ...]:
    return tuple(str(each.by.get(name) or "") for name in ALONE)


def _chosen(found: Sequence[Estimate]) -> list[Estimate]:
    """All of those that came while it was watched, and the median of those that stood there; of at most three groups."""
    keys = list(dict.fromkeys(map(_key, found)))[:MOST]
    return [
        each for key in keys for each in _of_group([each for each in found if _key(each) == key])
    ]


def _of_group(found: Sequence[Estimate]) -> list[Estimate]:
    """One line where nothing of those that came is known, for the reason is the same."""
    seen = [each for each in found if each.by["entry"] == "seen"]
    stock = [
        each for each in found if each.by["entry"] == "before" and each.by["quantity"] == "median"
    ]
    known = [each for each in seen if each.value is not None or each.low is not None]
    return [*(seen if known else seen[:1]), *stock]


def _named(found: Sequence[Estimate], of: Estimate) -> str:
    keys = list(dict.fromkeys(map(_key, found)))
    apart = [k for k in range(len(ALONE)) if len({key[k] for key in keys}) > 1]
    key = _key(of)
    return ", ".join(key[k] for k in apart if key[k])


def _lines(asked: Asked, of: Estimate, named: str) -> list[Told]:
    """A number as it is told; before the median, how many had left at all, which even a few results bear."""
    told = _told(asked, of, named)
    if of.by["quantity"] != "median" or not of.n:
        return [told]
    on = f" on {named}" if named else ""
    what = f"{_WHICH[asked.settings['stance']]} {_ENTRY[of.by['entry']]}"
    borne = f"Of {of.n} {what}{on}, {of.events} had left the first page by the last look."
    count_ = Told(
        "url-survival",
        f"Had left{on} by the last look",
        f"of {what}",
        f"{of.events} of {of.n}",
        "",
        of,
        "days",
        (),
        borne,
    )
    return [count_, told]


def _told(asked: Asked, of: Estimate, named: str) -> Told:
    what = f"{_WHICH[asked.settings['stance']]} {_ENTRY[of.by['entry']]}"
    on = f" on {named}" if named else ""
    if of.by["quantity"] == "median":
        return _median(of, what, on)
    days = of.by["days"]
    name = f"Still there{on} after {days:g} days"
    about = f"of {what}"
    if of.value is None and of.low is None:
        return _missing(of, name, about)
    words, under = said(of, "share").value, _under(of, "share")
    borne = f"Of {what}{on}, {words} were still on the first page {days:g} days after they came ({under})."
    return Told(
        "url-survival",
        name,
        about,
        words,
        under,
        of,
        "share",
        (of_share(of, ("none", "all")),),
        borne,
    )


def _median(of: Estimate, what: str, on: str) -> Told:
    name = f"Half had left{on} after"
    if of.value is None and not of.low:
        return _missing(of, name, f"of {what}")
    words, under = said(of, "days").value, _under(of, "days")
    ends = [end for each in (of.value, of.low, of.high) if (end := number(each)) is not None]
    top = max(7.0, 1.15 * max(ends))
    track = Track(
        0.0, top, ("0", f"{top:.0f} days"), number(of.value), number(of.low), number(of.high)
    )
    borne = (
        f"Half of the {what}{on} had left the first page after {words} ({under})."
        if of.value is not None
        else ""
    )
    return Told(
        "url-survival", name, f"median stay of {what}", words, under, of, "days", (track,), borne
    )


def _under(of: Estimate, unit: str) -> str:
    told = [
        in_brackets(said(of, unit)),
        count(of.n, "result"),
        f"{of.censored} still there when last seen",
    ]
    return "; ".join(each for each in told if each)


def _missing(of: Estimate, name: str, about: str) -> Told:
    why, needed = because(of), next_step(of)
    text = f"{why[:1].upper()}{why[1:]}. {needed}".replace("items", "results")
    unborne = Unborne(
        "Results leave the first page quickly.", f"That cannot be said: {why}.", needed
    )
    return lacking("url-survival", name, about, text, unborne, of)


def _words(asked: Asked, told: Sequence[Told]) -> Words:
    first = next(each for each in told if each.known)
    head = first.borne.removesuffix(".").partition(" (")[0] or f"{first.name}: {first.words}"
    return Words(
        head,
        f"From the first look that shows a result among the first {asked.settings['k']} to the first of three looks in a row without it, "
        "which lies between two looks.",
        f"{head}. " + " ".join(f"{each.name}: {each.words} ({each.under})." for each in told),
        Claims(
            tuple(each.borne for each in told if each.borne)[:4],
            (
                *unborne_of(told, 1),
                Unborne(
                    "It was taken off the search engine.",
                    "A result that left the first page may stand further down, or under another address.",
                    "A look at more places, and what became of requests.",
                ),
            ),
        ),
    )


RESULT_STAYS = FigureKind(
    "result-stays",
    "How long results stay on the first page",
    "The share of results still on the first page 7, 30 and 90 days after they came, and how long half of them stayed.",
    "search",
    ("url-survival",),
    make,
    (*PAGES, STANCE),
)
"""See ``make``."""
