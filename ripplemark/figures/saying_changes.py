"""The words of the lag of changes: which pairs show one that is certain, which show none, and that a lead is no cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ripplemark.estimate.outcome import hours_in_words
from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.saying_series import because, number, subject
from ripplemark.figures.series import Choice
from ripplemark.figures.series_clock import Clock
from ripplemark.result import Estimate
from ripplemark.wording import count


@dataclass(frozen=True, slots=True)
class Pair:
    """Two series by their places, and the lag of the second behind the first."""

    first: int
    second: int
    estimate: Estimate

    @property
    def place(self) -> tuple[int, int]:
        """Where its cell stands."""
        return self.first, self.second

    @property
    def lag(self) -> tuple[float, float, float] | None:
        """The lag and its ends in hours; None where there is none."""
        of = self.estimate
        value, low, high = (number(each) for each in (of.value, of.low, of.high))
        return None if value is None or low is None or high is None else (value, low, high)

    @property
    def certain(self) -> bool:
        """True where the interval does not hold 0."""
        return self.lag is not None and (self.lag[1] > 0 or self.lag[2] < 0)


def _signed(hours: float) -> str:
    return f"{'−' if hours < 0 else ''}{hours_in_words(abs(hours))}" if hours else "0 h"


_NONE = {
    "NE_GRANULARITY": ("other bins", "bins"),
    "NE_PLATEAU": ("chance", "–"),
}
_FEW = ("too few", "few")


def cell(pair: Pair) -> tuple[tuple[str, ...], bool]:
    """What stands in a cell, the longest wording first, and whether it is certain: '6 h'; 'none told', 'chance'."""
    if pair.lag is None:
        return _NONE.get(pair.estimate.status, _FEW), False
    return ((_signed(pair.lag[0]),) if pair.certain else ("none told", "none")), pair.certain


def told(pair: Pair, taken: Sequence[Choice]) -> str:
    """The pair in words, beside the pointer."""
    names = f"{taken[pair.first].named} and {taken[pair.second].named}"
    if pair.lag is None:
        return f"{names}: no lag, {because(pair.estimate)}"
    value, low, high = pair.lag
    return f"{names}: {_signed(value)} (95 % interval {_signed(low)} to {_signed(high)})"


def words(asked: Asked, taken: Sequence[Choice], compared: Sequence[Pair]) -> Words:
    """Headline, subtitle, claims, caveats and alternative text."""
    known = [each for each in compared if each.lag is not None]
    certain = [each for each in known if each.certain]
    series = count(len(taken), "series", "series")
    return Words(
        _headline(asked, taken, compared, known, certain),
        f"Lag at which changes from bin to bin resemble each other most, for every two of {series} with bins of one width; none "
        "told: the 95 % interval holds 0; chance: no more alike than unrelated series",
        " ".join(
            (
                f"A cell for every two of {series}.",
                *(f"{told(each, taken)}." for each in compared[:12]),
            )
        ),
        Claims(
            tuple(_claim(asked, taken, each) for each in certain[:3])
            or (_none(compared, known, taken, asked),),
            _unborne(),
        ),
        _caveats(compared),
        (series, count(len(compared), "pair")),
    )


def _range(low: float, high: float) -> str:
    """'6 h'; '6 h to 9 h'."""
    one, two = hours_in_words(low), hours_in_words(high)
    return one if one == two else f"{one} to {two}"


def _order(taken: Sequence[Choice], pair: Pair) -> tuple[Choice, Choice, float, float]:
    """The one that leads, the one that follows, and the ends of the lead."""
    assert pair.lag is not None
    _, low, high = pair.lag
    one, other = taken[pair.first], taken[pair.second]
    return (one, other, low, high) if low > 0 else (other, one, -high, -low)


def _headline(
    asked: Asked,
    taken: Sequence[Choice],
    compared: Sequence[Pair],
    known: Sequence[Pair],
    certain: Sequence[Pair],
) -> str:
    if not known:
        alike = [each for each in compared if each.estimate.status != "NE_GRANULARITY"]
        if not alike:
            return "Changes cannot be compared: no two series have bins of one width"
        which = "The one pair" if len(alike) == 1 else f"None of {len(alike)} pairs"
        verb = (
            "shows no changes that resemble" if len(alike) == 1 else "shows changes that resemble"
        )
        return f"{which} of series with bins of one width {verb} each other more than by chance"
    if not certain:
        pairs = count(len(known), "pair")
        return f"In {pairs} of series changes resemble each other, and in none is one seen to come first"
    lead, follow, low, high = _order(taken, certain[0])
    more = (
        f"; {count(len(certain) - 1, 'other pair')} of series show a lag as well"
        if len(certain) > 1
        else ""
    )
    return (
        f"Changes of {subject(asked, follow).mid} follow those of {subject(asked, lead).mid} by "
        f"{_range(low, high)}{more}"
    )


def _claim(asked: Asked, taken: Sequence[Choice], pair: Pair) -> str:
    lead, follow, low, high = _order(taken, pair)
    clock = Clock.of(asked, lead)
    return (
        f"Changes of {subject(asked, follow).mid} resembled changes of {subject(asked, lead).mid} that came "
        f"{_range(low, high)} earlier (95 % interval; observed {clock.span()})."
    )


def _none(
    compared: Sequence[Pair], known: Sequence[Pair], taken: Sequence[Choice], asked: Asked
) -> str:
    end = max((Clock.of(asked, each) for each in taken), key=lambda each: each.last).end()
    return (
        f"Of {count(len(compared), 'pair')} of series, {len(known) or 'none'} "
        f"{'shows' if len(known) < 2 else 'show'} changes that resemble each other, and none a lag that differs from 0 (observed "
        f"to {end})."
    )


def _unborne() -> tuple[Unborne, ...]:
    return (
        Unborne(
            "It was handed from the one to the other.",
            "That changes come later is no path: a shock from outside that reaches all looks the same, and one channel may only be "
            "counted later.",
            "Links between the posts themselves.",
        ),
    )


def _caveats(compared: Sequence[Pair]) -> tuple[str, ...]:
    apart = sum(each.estimate.status == "NE_GRANULARITY" for each in compared)
    if not apart:
        return ()
    of = f"{apart} of {count(len(compared), 'pair')}"
    return (
        f"{of} {'has' if apart == 1 else 'have'} bins of different widths and cannot be compared.",
    )
