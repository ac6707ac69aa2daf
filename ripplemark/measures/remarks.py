"""What a reader of any number from a series must know: bounds, partial bins, zeros, repeated rows."""

from __future__ import annotations

from ripplemark.measures.bins import BELOW, BinnedSeries
from ripplemark.measures.windows import JOINED_METRIC

_WHOLE_RANGE = (
    "This is one value for a whole range of days: it says where, not when, and has no course over time. "
    "Add interest over time (multiTimeline.csv)."
)


def remarks(binned: BinnedSeries) -> list[str]:
    """What a reader of any number from this series must know."""
    found = []
    if binned.whole_range:
        found.append(_WHOLE_RANGE)
    if binned.bounds:
        found.append(_bounded(binned))
    if binned.by.get("metric") == JOINED_METRIC and _zeros(binned):
        found.append(_too_few(binned))
    if binned.partial:
        found.append(_partial(binned))
    if binned.unit != 1:
        found.append("Shares are measured as an index whose highest bin is 100.")
    if binned.uneven:
        found.append(f"{binned.uneven} rows repeat a bin; the last one of each counts.")
    return found


def _bounded(binned: BinnedSeries) -> str:
    ends = binned.given[binned.below]
    several = "bins are" if binned.bounds > 1 else "bin is"
    if (ends == 1).all():
        return f"{binned.bounds} {several} given only as below 1: {BELOW} each in sums, no more than a bound in fitted laws."
    return f"{binned.bounds} {several} given only as an upper bound: half of it in sums, the bound in fitted laws."


def _zeros(binned: BinnedSeries) -> int:
    """Whole bins of 0; a partial one is left out whatever it holds."""
    return int(((binned.given == 0) & ~binned.part).sum())


def _too_few(binned: BinnedSeries) -> str:
    zeros = _zeros(binned)
    several = "bins are" if zeros > 1 else "bin is"
    return f"{zeros} {several} 0: too few searches to be shown, not none; 0 in sums, at most 1 in fitted laws."


def _partial(binned: BinnedSeries) -> str:
    if binned.part.sum() == 1 and binned.part[-1]:
        return "The last bin may be partial and is left out."
    number = int(binned.part.sum())
    return f"{number} {'bins' if number > 1 else 'bin'} may be partial and {'are' if number > 1 else 'is'} left out."
