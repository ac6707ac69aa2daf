"""Which channel had it first: what each shows first, the order of onsets, and the lag between changes."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np

from ripplemark.estimate.correlation import cross_correlation
from ripplemark.estimate.order import first_seen, on_clock, onset_lead
from ripplemark.estimate.outcome import Answer, refuse
from ripplemark.estimate.series import DAY, Floats
from ripplemark.measures.base import Measure, Request
from ripplemark.measures.grid import step
from ripplemark.measures.kept import kept
from ripplemark.measures.lifecycle import QUERY, SERIES_COLUMNS, One, nothing, of_series, outside
from ripplemark.measures.period import PERIOD, Period
from ripplemark.measures.thresholds import ONSET_RULE
from ripplemark.measures.witnesses import WHO, Witness, answered, witnesses
from ripplemark.result import Estimate

ALL_PAIRS = 12
"""Series of which every two are compared; of more, each is compared with the one that began first."""
_KEPT = 256
_ALONE = (
    "There is only one series, and an order needs two: add the same incident on another channel."
)
_MANY = (
    f"More than {ALL_PAIRS} series: each is compared with the one that began first. Choose up to {ALL_PAIRS} "
    "to see every two."
)


def _leads(request: Request) -> list[Estimate]:
    of_incident: dict[str, list[Witness]] = {}
    for each in witnesses(request):
        of_incident.setdefault(str(each.binned.by.get("incident", "")), []).append(each)
    found = [row for group in of_incident.values() for row in _of_incident(request, group)]
    return found or [nothing(request)]


def _of_incident(request: Request, found: list[Witness]) -> list[Estimate]:
    rows, begun = [], []
    for each in found:
        if not each.binned.series.value.size:
            rows += [
                outside(each.binned, quantity=q, key=each.key) for q in ("first-seen", "onset")
            ]
            continue
        onset = One(request, each.binned).start.answer
        begun.append((each, on_clock(onset, each.begins)))
        for name, answer in (("first-seen", first_seen(each.binned.series)), ("onset", onset)):
            rows.append(of_series(each.binned, answer, time=True, quantity=name, key=each.key))
    if len(begun) < 2:
        by = {"incident": str(found[0].binned.by.get("incident", "")), "quantity": "order"}
        return [*rows, Estimate(by, None, None, None, 0, status="NE_FEW", note=_ALONE, lines=())]
    for one, other in _pairs(begun):
        rows.append(_order(one, other, len(begun)))
        if len(begun) <= ALL_PAIRS:
            rows.append(_pair(one[0], other[0], "changes", _changes(request, one[0], other[0])))
    return rows


Begun = tuple[Witness, Answer]


def _pairs(begun: list[Begun]) -> list[tuple[Begun, Begun]]:
    if len(begun) <= ALL_PAIRS:
        return list(combinations(begun, 2))
    first = min(begun, key=lambda each: _late(each[1]))
    return [(first, each) for each in begun if each is not first]


def _late(onset: Answer) -> float:
    return float("inf") if onset.value is None else onset.value


def _order(one: Begun, other: Begun, number: int) -> Estimate:
    lead = onset_lead(one[1], other[1])
    if lead.value is None:
        # What an onset's refusal knows is a time, and this is a difference of two.
        missing = "first" if one[1].value is None else "second"
        note = f"The {missing} of the two has no onset. {lead.note}"
        lead = replace(lead, low=None, high=None, note=note)
    return _pair(one[0], other[0], "order", lead.noting(_MANY if number > ALL_PAIRS else ""))


def _pair(one: Witness, other: Witness, quantity: str, answer: Answer) -> Estimate:
    by = {
        "incident": one.binned.by.get("incident"),
        "quantity": quantity,
        "first": one.key,
        "second": other.key,
        "first_channel": one.channel,
        "second_channel": other.channel,
    }
    return answered(by, answer)


def _changes(request: Request, one: Witness, other: Witness) -> Answer:
    apart = _apart(one, other)
    if apart is not None:
        return apart
    key = ("changes", *_which(one), *_which(other), Period.of(request.settings))
    return kept(request.serving, key, lambda: _correlated(one, other), most=_KEPT)


def _which(of: Witness) -> tuple[Any, ...]:
    return (of.key, *sorted(of.binned.by.items()))


def _apart(one: Witness, other: Witness) -> Answer | None:
    """NE_GRANULARITY where the two do not have bins of one width, or have months, which have none."""
    steps = [step(each.binned.by.get("bin_width")) for each in (one, other)]
    width = max(each.binned.series.bin_hours for each in (one, other))
    if steps[0] == steps[1] and steps[0].unit != "month":
        return None
    note = "Changes are compared bin by bin, and these two have no bins of one width: load both per hour, or both per day."
    return refuse("NE_GRANULARITY", note, 0, resolution=width)


def _correlated(one: Witness, other: Witness) -> Answer:
    width = one.binned.series.bin_hours
    zero = min(one.begins, other.begins)
    places = [
        np.round((each.begins - zero + each.binned.series.start) / width).astype(np.int64)
        for each in (one, other)
    ]
    size = int(max(at[-1] for at in places)) + 1
    values = []
    for each, at in zip((one, other), places, strict=True):
        value: Floats = np.full(size, np.nan)
        value[at] = each.binned.series.value
        values.append(value)
    found = cross_correlation(values[0], values[1], width, one.binned.series.nominal).answer
    shift = (other.begins - one.begins) % width
    if width >= DAY and min(shift, width - shift) > 0.5:
        found = found.noting(
            "Their days do not begin at the same moment, which alone can look like a lead of hours."
        )
    return found


LEAD_LAG = Measure(
    "lead-lag",
    "Lead and lag",
    "l",
    "time; h",
    "For each series: the start of the first bin that holds a record in these data ('first-seen'), and its onset ('onset'). "
    "For each two: by how much the onset of the first came before that of the second ('order'), where one is declared first "
    "only if the two intervals do not overlap, and otherwise they are tied at resolution; and the lag at which changes of "
    "the second resemble earlier changes of the first most ('changes'): the highest correlation of first differences of "
    "log(1 + value) over common bins of one width. Positive: the first of the two leads.",
    "Ripplemark's own definition of the order; interval of the lag by moving-block bootstrap, Kunsch (1989), Annals of "
    "Statistics 17:1217-1241; guide for chance by Bartlett (1946), JRSS Supplement 8:27-41",
    QUERY,
    SERIES_COLUMNS,
    _leads,
    (*WHO, *ONSET_RULE, *PERIOD),
    (
        "First in these data is not first anywhere: a place nobody watched may have had it before.",
        "To come first is not to cause: a shock from outside that all channels share looks like a lag of 0.",
        "Different sampling, or days that begin in different time zones, fake a lead; daily bins cannot see one of less than a day.",
        "An onset depends on how faint a rise can be told: a channel with little noise is seen to begin earlier.",
    ),
    in_hours=("order", "changes"),
)
