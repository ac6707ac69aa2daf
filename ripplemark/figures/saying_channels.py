"""The words of who had it first: which channel rose first and by how much, what is tied, what that does not allow to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ripplemark.estimate.outcome import hours_in_words
from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.episode import Span
from ripplemark.figures.saying_series import because, share_missing, subject
from ripplemark.figures.series import Choice, empty_bins
from ripplemark.figures.series_clock import Clock
from ripplemark.result import Estimate
from ripplemark.wording import CHANNELS, count


@dataclass(frozen=True, slots=True)
class Begun:
    """One series: its onset, what it shows first in these data, and how long after the first one it began.

    ``behind`` are hours and the ends of their interval, which may be below 0; None where one of the two has no onset.
    """

    choice: Choice
    clock: Clock
    estimate: Estimate
    onset: Span | None
    seen: Span | None
    behind: tuple[float, float, float] | None = None
    first: bool = False

    def after(self, behind: tuple[float, float, float] | None) -> Begun:
        """The same, compared with the first one; without a comparison it is the first itself, or has no onset."""
        return replace(self, behind=behind, first=behind is None and self.onset is not None)

    @property
    def tied(self) -> bool:
        """True where the interval of the difference holds 0 inside: which of the two came first is not told."""
        return self.behind is not None and self.behind[1] < 0

    @property
    def name(self) -> str:
        """What it is called on its lane."""
        return self.choice.named


def standing(each: Begun) -> str:
    """When a series began beside the first one: 'onset 5 March 2025, 12:00, 13 h after the first (11 h to 15 h)'."""
    if each.onset is None:
        return f"no onset, {because(each.estimate)}"
    moment = f"onset {each.clock.moment(each.onset.at)}"
    if each.behind is None:
        return f"{moment}, the first" if each.first else moment
    value, low, high = each.behind
    if each.tied:
        return f"{moment}, tied with the first"
    if low == 0:
        return f"{moment}, barely told apart from the first"
    ends = f"{hours_in_words(low)} to {hours_in_words(high)}"
    return f"{moment}, {hours_in_words(value)} after the first ({ends})"


def cell(order: tuple[float, float, float]) -> tuple[str, bool]:
    """What stands in a cell, and whether it is certain: ('13 h', True), ('tied', False)."""
    value, low, high = order
    if low < 0 < high:
        return "tied", False
    told = hours_in_words(abs(value)) if value else "0 h"
    return told, low > 0 or high < 0


def words(asked: Asked, begun: Sequence[Begun]) -> Words:
    """Headline, subtitle, claims, caveats and alt."""
    known = [each for each in begun if each.onset is not None]
    channels = dict.fromkeys(each.choice.channel for each in begun)
    told = ", ".join(CHANNELS[each] for each in channels if each)
    return Words(
        _headline(asked, known, len(begun)),
        f"Onset of {count(len(begun), 'series', 'series')} ({told}), each with its interval, in order; first seen in our data "
        "where the data begin before it",
        _alt(begun),
        Claims(_borne(asked, known), _unborne(asked, begun)),
        _caveats(begun),
        (_counted(begun),),
    )


def _tied(known: Sequence[Begun]) -> list[Begun]:
    return [each for each in known[1:] if each.tied]


def _headline(asked: Asked, known: Sequence[Begun], number: int) -> str:
    first, tied = known[0], _tied(known)
    what = subject(asked, first.choice)
    assert first.onset is not None
    if len(known) == 1:
        return f"Only {what.mid} rose clearly, on {first.clock.moment(first.onset.at)}"
    if not tied:
        second = known[1]
        low, high = (second.behind or (0.0, 0.0, 0.0))[1:]
        return (
            f"{what} rose first, {hours_in_words(low)} to {hours_in_words(high)} before "
            f"{subject(asked, second.choice).mid}{_everywhere(known, number)}"
        )
    if len(tied) == len(known) - 1:
        return f"Which of {count(len(known), 'series', 'series')} rose first cannot be told: all are tied at the width of their bins"
    return f"{what} and {count(len(tied), 'other series', 'other series')} rose first; which of them is not told by their bins"


def _everywhere(known: Sequence[Begun], number: int) -> str:
    """'; all 7 series had risen 2 to 4 days after it': how long from the first onset to one in every series that has one."""
    ends = [each.behind for each in known if each.behind is not None]
    if len(ends) < 2 or len(ends) + 1 < len(known):
        return ""
    low, high = (max(0.0, *(each[k] for each in ends)) for k in (1, 2))
    which = f"all {number}" if len(known) == number else f"{len(known)} of {number}"
    return f"; {which} series had risen {hours_in_words(low)} to {hours_in_words(high)} after it"


def _borne(asked: Asked, known: Sequence[Begun]) -> tuple[str, ...]:
    first = known[0]
    assert first.onset is not None
    what = subject(asked, first.choice)
    borne = []
    for each in known[1:]:
        if each.behind is None or each.tied or each.behind[1] <= 0:
            continue
        value, low, high = each.behind
        borne.append(
            f"{what} rose clearly above {what.their} usual level {hours_in_words(value)} before "
            f"{subject(asked, each.choice).mid} did ({hours_in_words(low)} to {hours_in_words(high)}; observed "
            f"{first.clock.span()})."
        )
    if not borne:
        borne.append(
            f"{what} rose clearly above {what.their} usual level on {first.clock.moment(first.onset.at)} (observed "
            f"{first.clock.span()})."
        )
    return tuple(borne[:3])


def _unborne(asked: Asked, begun: Sequence[Begun]) -> tuple[Unborne, ...]:
    found = [
        Unborne(
            f"It came from {subject(asked, begun[0].choice).mid}.",
            "First in these data is not first anywhere, and an earlier onset is not a cause: a shared source outside can reach all.",
            "Links between the posts themselves, and data of the places that nobody collected.",
        )
    ]
    tied = _tied([each for each in begun if each.onset is not None])
    if tied:
        found.append(
            Unborne(
                f"{subject(asked, tied[0].choice)} came second.",
                "Its onset and the first one are tied at the width of their bins.",
                "The same series in narrower bins.",
            )
        )
    return tuple(found)


def _caveats(begun: Sequence[Begun]) -> tuple[str, ...]:
    found = []
    widths = dict.fromkeys(each.choice.binned.by.get("bin_width") for each in begun)
    if len(widths) > 1:
        found.append(
            "The series have bins of different widths; the wider one decides what can be told apart."
        )
    back = sum(each.seen is None for each in begun)
    if back:
        found.append(
            f"{count(back, 'series', 'series')} of {len(begun)} {'holds' if back == 1 else 'hold'} records from the first bin on, "
            "so nothing is 'first seen' there."
        )
    return tuple(found)


def _alt(begun: Sequence[Begun]) -> str:
    told = [f"A lane for each of {count(len(begun), 'series', 'series')}, in order of onset."]
    told += [f"{k}. {each.name}: {standing(each)}." for k, each in enumerate(begun[:10], 1)]
    if len(begun) > 10:
        told.append(f"And {len(begun) - 10} more.")
    return " ".join(told)


def _counted(begun: Sequence[Begun]) -> str:
    size = sum(each.choice.binned.series.value.size for each in begun)
    missing = sum(empty_bins(each.choice.binned) for each in begun)
    return f"{count(len(begun), 'series', 'series')}, {count(size, 'bin')}, {share_missing(missing / size)} missing"
