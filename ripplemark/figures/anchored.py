"""Several search terms on one scale, by a term that their downloads share: how high each peaked, and what could not be put there."""

from __future__ import annotations

from dataclasses import dataclass

from ripplemark.charts.profile import Track, profile
from ripplemark.figure import Claims, Figure, Unborne
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.composing import Drawn, Words, compose, empty
from ripplemark.figures.lag_words import listed
from ripplemark.figures.profiled import COLUMNS, NOT_KNOWN, Told, rows
from ripplemark.figures.remembering import measured
from ripplemark.figures.saying_series import number
from ripplemark.figures.series import choices
from ripplemark.result import Estimate
from ripplemark.wording import count

METRIC = "anchored-terms"
_NEEDED = "The term in one download together with the shared one, at least as often searched for."


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was measured: the peaks on one scale, the highest first, and the links of the other downloads."""

    peaks: list[Estimate]
    links: list[Estimate]

    @property
    def anchor(self) -> str:
        return str((self.peaks or self.links)[0].by["anchor"])

    @property
    def highest(self) -> float:
        return max(number(each.high) or number(each.value) or 0.0 for each in self.peaks)


def make(asked: Asked) -> Figure:
    """Each term's peak on the first download's scale; without a shared term, which downloads to fetch."""
    answer = measured(asked, METRIC)
    by_quantity = [(each.by.get("quantity"), each) for each in answer.estimates]
    found = _Answer(
        sorted(
            (each for quantity, each in by_quantity if quantity == "peak"),
            key=lambda each: -(number(each.value) or 0.0),
        ),
        [each for quantity, each in by_quantity if quantity == "scale"],
    )
    ids = {str(each.by.get("dataset")) for each in (*found.peaks, *found.links)}
    packages = [each for each in asked.packages if each.dataset_id in ids]
    if not found.peaks:
        searches = {each.binned.by["dataset"] for each in choices(asked, "search")}
        packages = [each for each in asked.packages if each.dataset_id in searches]
        head = "No search term stands in two downloads, so that no two terms have one scale"
        return empty(asked, head, answer.estimates[0].note, packages)
    told = [
        *(_peak_told(found, each) for each in found.peaks),
        *(_link_told(each) for each in found.links),
    ]
    return compose(
        asked,
        _words(found, told),
        Drawn(
            lambda canvas: profile([each.line for each in told], "search", canvas),
            rows(told),
            COLUMNS,
        ),
        packages,
        (answer,),
    )


def _peak_told(found: _Answer, each: Estimate) -> Told:
    term, value = str(each.by["series"]), number(each.value) or 0.0
    low, high = number(each.low) or 0.0, number(each.high) or value
    own = "the shared term" if term == found.anchor else "its highest bin"
    track = Track(0.0, found.highest, ("0", f"{found.highest:.3g}"), value, low, high)
    interval = f"{low:.4g} to {high:.4g}, from rounding and the shared term"
    return Told(
        METRIC,
        term,
        f"{own}, on the scale of the first download",
        f"{value:.3g}",
        interval,
        each,
        "index",
        (track,),
        f"At its highest, search interest in {term} stood at {value:.3g} ({low:.4g} to {high:.4g}) on a scale that "
        f"{found.anchor} carries from one download to the next; it is an index, not a number of searches.",
    )


def _link_told(each: Estimate) -> Told:
    name, about = "Scale of another download", f"by what its values are multiplied; {each.n} bins"
    value = number(each.value)
    if value is None:
        unborne = Unborne(
            "The terms of that download were searched for more, or less, than the others.",
            f"It cannot be said: {each.note[:1].lower()}{each.note[1:]}",
            _NEEDED,
        )
        return Told(METRIC, name, about, NOT_KNOWN, each.note, each, "ratio", unborne=unborne)
    low, high = number(each.low) or value, number(each.high) or value
    top = max(2.0, 1.15 * high)
    track = Track(0.0, top, ("0", f"{top:.3g}"), value, low, high, mark=(1.0, "the same"))
    return Told(
        METRIC,
        name,
        about,
        f"× {value:.2f}",
        f"95 % interval {low:.2f} to {high:.2f}. {each.note}",
        each,
        "ratio",
        (track,),
    )


def _words(found: _Answer, told: list[Told]) -> Words:
    terms = [each.name for each in told[: len(found.peaks)]]
    refused = [each for each in told[len(found.peaks) :] if not each.known]
    values = [number(each.value) or 0.0 for each in found.peaks]
    more = (
        f"; {count(len(refused), 'download could', 'downloads could')} not be put there"
        if refused
        else ""
    )
    head = f"{count(len(terms), 'search term', 'search terms')} on one scale{more}"
    if len(terms) > 1 and values[-1] > 0 and not refused:
        head = f"On one scale, {terms[0]} peaked highest, {values[0] / values[-1]:.2g} times as high as {terms[-1]}"
        if not _apart(found.peaks[0], found.peaks[-1]):
            head = f"On one scale, which of {listed(terms)} peaked highest cannot be told"
    return Words(
        head,
        f"Downloads of Google Trends that share {found.anchor}: the ratio of its sums puts their terms on the first download's scale.",
        f"{head}. " + " ".join(f"{each.name}: {each.words}." for each in told),
        Claims(
            tuple(each.borne for each in told if each.borne),
            (
                *(each.unborne for each in told if each.unborne is not None),
                Unborne(
                    "So many people searched for one term, and so many for the other.",
                    "The scale is relative: shares of all searches of a place and time, never a number of searches.",
                    "Absolute search volumes from another source.",
                ),
            ),
        ),
        (),
        (count(len(found.links) + 1, "download"),),
    )


def _apart(one: Estimate, other: Estimate) -> bool:
    low, high = number(one.low), number(other.high)
    return low is not None and high is not None and low > high


ANCHORED_TERMS = FigureKind(
    "anchored-terms",
    "Terms on one scale",
    "Several search terms of several downloads on one scale, by a term that the downloads share: how high each peaked, with each "
    "link's factor and error, and why a download could not be put there.",
    "search",
    (METRIC,),
    make,
)
"""See ``make``."""
