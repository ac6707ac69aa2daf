"""The words of several series on one clock: which rose first, when each peaked, what that does not allow to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.episode import Span, bin_of, span
from ripplemark.figures.saying_series import (
    because,
    level,
    number,
    sentences,
    share_missing,
    subject,
)
from ripplemark.figures.series import Choice, empty_bins
from ripplemark.figures.series_clock import Clock
from ripplemark.measures.lifecycle import OTHER_RULES
from ripplemark.result import Estimate
from ripplemark.wording import CHANNELS, amount, count

_OTHERS = 8
"""Series of which it is told where other rules place their onset; of more only how many."""


@dataclass(frozen=True, slots=True)
class One:
    """One series with its onset and its peak."""

    choice: Choice
    clock: Clock
    onset: Estimate
    top: Estimate
    level: Estimate

    @property
    def began(self) -> Span | None:
        """The onset; None where there is none."""
        return span(self.onset)

    @property
    def peaked(self) -> Span | None:
        """The time of the peak; None where there is none."""
        return span(self.top)

    @property
    def height(self) -> float:
        """The peak's value; 0 where there is none."""
        return number(self.level.value) or 0.0

    @property
    def top_word(self) -> str:
        """'peak', or 'highest' where nothing rose."""
        return "peak" if self.began is not None else "highest"


def words(asked: Asked, ones: list[One], low: float, high: float, *, choosing: bool) -> Words:
    """Headline, subtitle, claims, caveats and alt of all series drawn from ``low`` to ``high``."""
    return Words(
        _headline(asked, ones),
        _subtitle(asked, ones, choosing=choosing),
        _alt(ones),
        _claims(asked, ones),
        _caveats(asked, ones, low, high),
        (_counted(ones),),
    )


def _first(ones: list[One]) -> tuple[One, One] | None:
    """The two that rose first; None where fewer than two have an onset."""
    began = [one for one in ones if one.began is not None]
    return (began[0], began[1]) if len(began) > 1 else None


def _apart(one: One, other: One) -> bool:
    """True where the intervals of two onsets do not overlap. Source: SCIENCE.md, A.9."""
    first, second = one.began, other.began
    assert first is not None
    assert second is not None
    return (first.high or first.at) <= (second.low or second.at)


def _headline(asked: Asked, ones: list[One]) -> str:
    two = _first(ones)
    told = count(len(ones), "series", "series")
    if two is None:
        began = [one for one in ones if one.began is not None]
        if not began:
            return (
                f"None of {told} shows a clear start"
                if len(ones) > 1
                else "The series shows no clear start"
            )
        what = subject(asked, began[0].choice)
        return f"{what} rose clearly on {began[0].clock.moment(began[0].began.at)}"  # type: ignore[union-attr]
    one, other = two
    began_ = one.began
    assert began_ is not None
    if _apart(one, other):
        return f"Of {told}, {subject(asked, one.choice).mid} rose first, on {one.clock.moment(began_.at)}"
    tied = [
        each for each in ones if each.began is not None and (each is one or not _apart(one, each))
    ]
    rose = sum(each.began is not None for each in ones)
    first = (
        f"{'both' if rose == 2 else f'all {rose}'}"
        if len(tied) == rose
        else f"the first {len(tied)}"
    )
    return f"Which of {told} rose first cannot be told: {first} onsets lie too close together"


def _subtitle(asked: Asked, ones: list[One], *, choosing: bool) -> str:
    channel = asked.settings.get("channel")
    choose = (
        ". None is chosen as the main one: choose a series for its half-life" if choosing else ""
    )
    what = CHANNELS[channel] if channel else "all channels"
    units = dict.fromkeys(one.choice.unit for one in ones)
    unit = next(iter(units)) if len(units) == 1 else "each in its own unit"
    scale = (
        "as a share of each series' own peak"
        if asked.settings["scale"] == "peak"
        else "each from 0 to its own highest value"
    )
    return f"{what[:1].upper()}{what[1:]}: {unit}, {scale}, in order of onset; observed {_period(ones)}{choose}"


def _period(ones: Sequence[One]) -> str:
    clock = ones[0].clock
    first = min(ones, key=lambda one: one.clock.first).clock
    last = max(ones, key=lambda one: one.clock.last).clock
    whole = Clock(clock.home, clock.own, clock.hours, first.first, last.last)
    return whole.span()


def _counted(ones: list[One]) -> str:
    size = sum(one.choice.binned.series.value.size for one in ones)
    missing = sum(empty_bins(one.choice.binned) for one in ones)
    return f"{count(len(ones), 'series', 'series')}, {count(size, 'bin')}, {share_missing(missing / size)} missing"


def _claims(asked: Asked, ones: list[One]) -> Claims:
    borne = []
    two = _first(ones)
    if two is not None and _apart(*two):
        one, other = two
        what = subject(asked, one.choice)
        borne.append(
            f"{what} rose clearly above {what.their} usual level on {_on(one)}, before "
            f"{subject(asked, other.choice).mid}, which did on {_on(other)}; the intervals of the two do not overlap "
            f"(observed {_period([one, other])}{_zone([one, other])})."
        )
    for one in [each for each in ones if each.peaked is not None][: 3 - len(borne)]:
        when = _peak_bin(one)
        what, height = subject(asked, one.choice), level(one.choice, one.height)
        told = f"peaked {when} at {height}"
        if one.began is None:
            told = f"{what.were} highest {when}, at {height}, without a clear rise above the usual level"
        borne.append(f"{what} {told} (observed to {one.clock.end()}{_zone([one])}).")
    return Claims(tuple(borne), _unborne(asked, ones))


def _on(one: One) -> str:
    """When a series rose."""
    at = one.began
    assert at is not None
    return one.clock.moment(at.at)


def _zone(ones: Sequence[One]) -> str:
    """The zone, where hours are told of any of these."""
    fine = next((one for one in ones if one.clock.fine), None)
    return f"; times in {fine.clock.home.key}" if fine is not None else ""


def _unborne(asked: Asked, ones: list[One]) -> tuple[Unborne, ...]:
    found = []
    if len(ones) > 1:
        found.append(
            Unborne(
                "It was larger in one series than in another.",
                "Every cell has its own scale, and posts, stories and views are not the same unit.",
                "The same unit from sources that cover their channels alike.",
            )
        )
        found.append(
            Unborne(
                "It spread from the first series to the next.",
                "An earlier onset is not a cause; a shared source outside can reach both, and what was not collected is not here.",
                "Links between the posts themselves.",
            )
        )
    without = next((one for one in ones if one.began is None), None)
    if without is not None:
        found.append(
            Unborne(
                f"{subject(asked, without.choice)} began later than the others.",
                f"Its start cannot be told: {because(without.onset)}.",
                "A longer stretch of that series.",
            )
        )
    return tuple(found)


def _other_rules(ones: list[One]) -> list[str]:
    """Of each series whose onset Kleinberg's bursts or the cumulative sum place elsewhere: where; at most eight of them."""
    told = [
        f"{one.choice.named}: {each[:1].lower()}{each[1:]}"
        for one in ones
        for each in sentences(one.onset.note)
        if each.startswith(OTHER_RULES)
    ]
    more = len(told) - _OTHERS
    if more > 0:
        told[_OTHERS:] = [f"Of {more} more series other rules place the onset otherwise, too."]
    return told


def _caveats(asked: Asked, ones: list[One], low: float, high: float) -> tuple[str, ...]:
    found = list(dict.fromkeys(each for one in ones for each in one.clock.changes(low, high)))
    widths = dict.fromkeys(one.choice.binned.by.get("bin_width") for one in ones)
    if len(widths) > 1:
        found.append(
            "The series have bins of different widths: a wide bin hides when within it attention rose."
        )
    early = sum(one.began is not None and one.began.at < low for one in ones)
    if early:
        found.append(
            f"{count(early, 'onset')} of {len(ones)} series {'lies' if early == 1 else 'lie'} before this picture and may belong "
            "to an earlier, unrelated rise: choose a period that begins with this episode."
        )
    found += _other_rules(ones)
    if asked.settings["scale"] == "own":
        found.append("Heights compare within a cell only, never between cells.")
    return tuple(found)


def _alt(ones: list[One]) -> str:
    told = [
        f"Small multiples of {count(len(ones), 'series', 'series')} on one time axis, in order of onset."
    ]
    for one in ones[:10]:
        peak = (
            f"{one.top_word} {amount(one.height)} {_peak_bin(one)}"
            if one.peaked is not None
            else "no peak"
        )
        onset = f"onset {_on(one)}" if one.began is not None else "no clear onset"
        told.append(f"{one.choice.named}: {onset}, {peak}.")
    if len(ones) > 10:
        told.append(f"And {len(ones) - 10} more.")
    zone = _zone(ones)
    return " ".join((*told, *((f"{zone[2:3].upper()}{zone[3:]}.",) if zone else ())))


def _peak_bin(one: One) -> str:
    """The bin of the peak: 'on 5 March 2025 between 14:00 and 15:00', 'in the week from 3 March 2025'."""
    curve, at = one.choice.curve(), one.peaked
    assert at is not None
    k = bin_of(curve, at.at)
    return one.clock.within(float(curve.start[k]), float(curve.start[k] + curve.width[k]))
