"""Which came first: the order of onsets, and what each channel shows first."""

from __future__ import annotations

from dataclasses import replace

from ripplemark.estimate.outcome import Answer, hours_in_words, refuse
from ripplemark.estimate.series import Series


def onset_lead(first: Answer, second: Answer) -> Answer:
    """By how many hours the first onset came before the second; positive: the first leads.

    Args:
        first, second: what ``onset`` gave, moved to one clock by the caller (``on_clock``).

    Returns:
        The interval runs over all differences that both intervals allow. Where it holds 0, neither is declared first and
        the note says "tied at resolution". Where one has no onset: its code.

    Source:
        SCIENCE.md, A.9 (order of onset).
    """
    for each in (first, second):
        if each.value is None or each.low is None or each.high is None:
            return each
    assert first.value is not None  # for the type checker; the loop above returned otherwise
    assert second.value is not None
    low = (second.low or 0.0) - (first.high or 0.0)
    high = (second.high or 0.0) - (first.low or 0.0)
    width = max(first.resolution or 0.0, second.resolution or 0.0)
    answer = Answer(
        second.value - first.value,
        low,
        high,
        "ok",
        min(first.n, second.n),
        resolution=width or None,
    )
    if low < 0 < high:
        tied = (
            f"Tied at resolution: with bins of {hours_in_words(width)} either may have come first."
        )
        return answer.noting(tied)
    if low == 0 or high == 0:
        return answer.noting("Their intervals touch; which came first is barely told apart.")
    return answer


def leads(lead: Answer) -> bool | None:
    """True when the first came first, False when the second did; None when tied or unknown."""
    if lead.value is None or lead.low is None or lead.high is None:
        return None
    if lead.low < 0 < lead.high:
        return None
    return lead.value > 0


def on_clock(answer: Answer, begins: float) -> Answer:
    """The same time on a common clock, ``begins`` being where the series' first bin starts on it, in hours."""
    moved = [None if t is None else t + begins for t in (answer.value, answer.low, answer.high)]
    return replace(answer, value=moved[0], low=moved[1], high=moved[2])


def first_seen(series: Series) -> Answer:
    """When the first record came, in our data: it lies in the first bin that holds any.

    Returns:
        Hours from the start of the first bin: the start of that bin, and the interval to its end; it reaches back over
        missing bins just before. NE_LEFT: the first observed bin holds records already, so the first one may lie before the
        data begin; ``high`` is that bin's end. NE_FEW: no record at all. It says when something was first seen in these
        data, never when it first existed.

    Source:
        SCIENCE.md, A.9 and section 0 (a bin is 0 only if the collector looked).
    """
    seen = series.observed
    value = series.value[seen]
    n, width = int(seen.size), series.bin_hours
    positive = [k for k in range(n) if value[k] > 0]
    if not positive:
        return refuse("NE_FEW", "No bin holds a record above 0: check the selection.", n)
    place = positive[0]
    k = int(seen[place])
    high = float(series.start[k] + series.width[k])
    if place == 0:
        note = "There are records from the first bin on, so the first may be older than these data: add earlier data."
        return refuse("NE_LEFT", note, n, high=high, resolution=width)
    before = int(seen[place - 1])
    low = float(series.start[before] + series.width[before])
    note = "First seen in our data."
    if before < k - 1:
        note += " Bins just before are missing: it may have come there."
    return Answer(float(series.start[k]), low, high, "ok", n, note=note, resolution=width)
