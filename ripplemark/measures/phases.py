"""Phases of each series: quiet, onset, growth, peak, decay, tail, resurgence, with boundaries estimated or set by a person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ripplemark.errors import InputError
from ripplemark.estimate.judged import ORDER, Name
from ripplemark.estimate.outcome import Answer, refuse
from ripplemark.estimate.phases import CREST, EDGE, Judged, Phase, Phases, phases
from ripplemark.measures import bins
from ripplemark.measures.base import Measure, Parameter, Plausible, Request, share
from ripplemark.measures.bins import BinnedSeries
from ripplemark.measures.kept import kept
from ripplemark.measures.lifecycle import QUERY, SERIES_COLUMNS, One, nothing, of_series, outside
from ripplemark.measures.period import PERIOD, Period
from ripplemark.measures.thresholds import ONSET_RULE
from ripplemark.result import Estimate

BEFORE = "quiet-before"
"""The phase before the first boundary; it has none of its own."""
QUANTITIES = ("start", "duration", "share", "gross-share")
JUDGED = "judged"
"""What ``by.boundary`` says of a start that a person set."""
_BOUNDARY = re.compile(rf"({'|'.join(ORDER)})(?:-([2-9]))?")
_KEPT = 256
_CUT = "The data begin in this phase: add earlier data to see where it began."
_LASTS = "It had not ended when the data end: add later data."
_ONE_END = "One of its ends was set by judgement."
_HELD = "The interval is for these boundaries as they stand."


PHASE_RULE = (
    Parameter(
        "crest",
        "the share of the peak's excess above which it is the peak phase",
        CREST,
        share,
        plausible=Plausible(
            "Share of the peak that bounds the peak phase", (0.3, 0.4, 0.5, 0.6, 0.7)
        ),
    ),
    Parameter(
        "edge",
        "the share of the peak's excess at which growth and tail begin",
        EDGE,
        share,
        plausible=Plausible(
            "Share of the peak where growth and tail begin", (0.05, 0.1, 0.15, 0.2)
        ),
    ),
)
"""What decides where the phases of an episode begin, beside its onset."""


class SharesOutOfOrder(InputError):
    """The share at which a phase of growth begins is not below that at which the peak does."""

    title = "These shares cut no phases"

    def __init__(self) -> None:
        super().__init__(
            "'edge' is the smaller share of the peak and 'crest' the larger one: give 'edge' below 'crest', both below 1."
        )


def boundary(text: str) -> tuple[Name, int] | None:
    """Which phase a boundary's name means, and which of that name: 'peak', 'resurgence-2'; None where it is none."""
    found = _BOUNDARY.fullmatch(text)
    if found is None:
        return None
    name = next(each for each in ORDER if each == found[1])
    number = int(found[2] or 1)
    return (name, number) if number == 1 or name in ("quiet", "resurgence") else None


def boundary_name(name: str, number: int) -> str:
    """The name of a boundary: the phase that begins there, with a number from the second of that name on."""
    return name if number == 1 else f"{name}-{number}"


@dataclass(frozen=True, slots=True)
class Note:
    """What a person said of a boundary: from when to when it lies (seconds since 1970), and why."""

    low: float
    high: float
    text: str

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> Note | None:
        """From a decision's value; None where it is none."""
        try:
            low, high = (
                datetime.fromisoformat(str(value[end])).timestamp() for end in ("lo", "hi")
            )
        except (KeyError, ValueError):
            return None
        return cls(low, max(low, high), str(value.get("note", "")))


def keys_of(request: Request) -> dict[frozenset[Any], str]:
    """The key of each series of the incident by what its ``by`` holds: the dataset's id and its place in it."""
    every = replace(request, where=())
    counted: dict[str, int] = {}
    found = {}
    for binned in bins.read(every):
        dataset = str(binned.by["dataset"])
        counted[dataset] = counted.get(dataset, 0) + 1
        found[frozenset(binned.by.items())] = f"{dataset}.{counted[dataset]}"
    return found


def noted(request: Request, binned: BinnedSeries) -> dict[str, Note]:
    """What people said of the boundaries of a series, by boundary."""
    said = request.serving.visible.phases.get(str(binned.by.get("incident")), {})
    if not said or request.settings.get("judgement") == "left-out":
        return {}
    key = keys_of(request).get(frozenset(binned.by.items()), "")
    read = {name: Note.read(value) for name, value in said.get(key, {}).items()}
    return {name: note for name, note in read.items() if note is not None and boundary(name)}


def judged_of(binned: BinnedSeries, notes: Mapping[str, Note]) -> tuple[Judged, ...]:
    """The same in hours from the start of the series' first bin, as the estimator takes it."""
    first = binned.first.timestamp()
    found = []
    for name, note in notes.items():
        which = boundary(name)
        if which is not None:
            found.append(Judged(*which, (note.low - first) / 3600, (note.high - first) / 3600))
    return tuple(found)


def phases_of(request: Request, binned: BinnedSeries, notes: Mapping[str, Note]) -> Phases:
    """The phases of one series by the request's settings; made once for a connection."""
    settings = request.settings
    crest, edge = settings["crest"], settings["edge"]
    if not edge < crest:
        raise SharesOutOfOrder
    start, days = One(request, binned).start, float(settings["baseline"])
    judged = judged_of(binned, notes)
    rule = tuple(settings[each.name] for each in ONSET_RULE)
    of = (*sorted(binned.by.items()), Period.of(settings))

    def made() -> Phases:
        return phases(
            binned.series, crest=crest, edge=edge, baseline_days=days, start=start, judged=judged
        )

    return kept(request.serving, ("phases", *of, *rule, crest, edge, *judged), made, most=_KEPT)


def named(each: Sequence[Phase]) -> list[str]:
    """What each phase of a series is called in ``by.phase``; no two are called alike."""
    counted: dict[str, int] = {}
    found = []
    for phase in each:
        if phase.boundary is None:
            found.append(BEFORE)
            continue
        counted[phase.name] = counted.get(phase.name, 0) + 1
        number = phase.by.number if phase.by is not None else counted[phase.name]
        counted[phase.name] = max(counted[phase.name], number)
        found.append(boundary_name(phase.name, number))
    return found


def estimates(request: Request) -> list[Estimate]:
    """Four rows for each phase of each series, or the one that says why there are none."""
    found: list[Estimate] = []
    for binned in bins.read(request):
        if not binned.series.value.size:
            found.append(outside(binned, quantity="start"))
            continue
        notes = noted(request, binned)
        made = phases_of(request, binned, notes)
        if not made.each:
            found.append(of_series(binned, made.answer, quantity="start"))
            continue
        names = named(made.each)
        for k, phase in enumerate(made.each):
            note = notes.get(names[k]) if phase.by is not None else None
            after = made.each[k + 1] if k + 1 < len(made.each) else None
            found += _rows(binned, made.answer, phase, after, names[k], note)
    return found or [nothing(request)]


def _rows(
    binned: BinnedSeries,
    whole: Answer,
    phase: Phase,
    after: Phase | None,
    name: str,
    note: Note | None,
) -> list[Estimate]:
    said = f"Set by judgement, not estimated: {note.text}" if note is not None else ""
    begin = phase.boundary or refuse("NE_LEFT", _CUT, whole.n, high=phase.start)
    answers = (
        replace(begin, resolution=whole.resolution).noting(said, whole.note),
        duration(phase, after, whole),
        phase.share.noting(_HELD),
        phase.gross.noting(_HELD),
    )
    kind = _kind(phase)
    return [
        of_series(binned, answer, time=asked == "start", phase=name, boundary=kind, quantity=asked)
        for asked, answer in zip(QUANTITIES, answers, strict=True)
    ]


def _kind(phase: Phase) -> str:
    if phase.boundary is None:
        return "first-bin"
    return JUDGED if phase.by is not None else "estimated"


def duration(phase: Phase, after: Phase | None, whole: Answer) -> Answer:
    """How long a phase lasted, hours; its interval spans all that the intervals of both ends allow.

    NE_LEFT: the data begin in it. NE_RIGHT: it had not ended when they end. Both carry how long was seen as ``low``.
    """
    seen = phase.end - phase.start
    begin = phase.boundary
    if begin is None:
        return refuse("NE_LEFT", _CUT, whole.n, low=seen, resolution=whole.resolution)
    if after is None or after.boundary is None:
        return refuse("NE_RIGHT", _LASTS, whole.n, low=seen, resolution=whole.resolution)
    end = after.boundary
    low = None if end.low is None or begin.high is None else max(end.low - begin.high, 0.0)
    high = None if end.high is None or begin.low is None else end.high - begin.low
    answer = Answer(seen, low if low is not None else 0.0, high, "ok", whole.n)
    told = _ONE_END if phase.by is not None or after.by is not None else ""
    return replace(answer, resolution=whole.resolution).noting(told)


PHASES = Measure(
    "phases",
    "Phases",
    "T_1, T_2 ...",
    "time; h; share",
    "The series cut in time. Quiet: up to the onset. Onset: until the excess over the usual level rises past a tenth of its "
    "peak. Growth: until it rises past half. Peak: until it falls to half. Decay: until it falls to a tenth. Tail: until the "
    "first 48 hours (hourly bins) or 14 days without a bin above the threshold. Resurgence: from where a later peak rises "
    "past a tenth of its height. For each phase its start, its duration, its share of the excess from the first boundary on "
    "(signed) and its share of all attention, what is usual included (gross). A start that a person set stands as they set "
    "it and says so.",
    "Ripplemark's own definition, on onset, half-life, time to a tenth and resurgences; intervals by parametric bootstrap, "
    "Efron & Tibshirani (1993)",
    QUERY,
    SERIES_COLUMNS,
    estimates,
    (
        *ONSET_RULE,
        *PHASE_RULE,
        Parameter(
            "judgement",
            "whether boundaries that a person set are used",
            "used",
            str,
            ("used", "left-out"),
        ),
        *PERIOD,
    ),
    (
        "Phases are a description of one series: a boundary says when a share of its peak was crossed, not why.",
        "A duration's interval spans all that the intervals of both ends allow, so it is wide rather than too narrow.",
        "The last phase ends where the data end, not where attention ends.",
    ),
    in_hours=("duration",),
    method_version=2,
)
