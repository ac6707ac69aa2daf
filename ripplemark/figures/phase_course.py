"""The phases of an incident's series on one clock: from when to when, which channel leads in them, which rose first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ripplemark.estimate.outcome import Answer
from ripplemark.estimate.phases import Phase
from ripplemark.estimate.shares import Attention
from ripplemark.figures.base import Asked
from ripplemark.figures.series import Choice
from ripplemark.figures.series_clock import Clock
from ripplemark.figures.thresholds import settings_for
from ripplemark.measures.base import Request
from ripplemark.measures.lifecycle import One
from ripplemark.measures.phases import BEFORE, PHASES, Note, duration, named, noted, phases_of

_COVERED = 0.8
"""A series says something about a stretch of which it saw so much (SCIENCE.md, G.14)."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One phase of a series, in seconds since 1970.

    ``key`` is its name in ``by.phase``, ``kind`` which phase it is. ``low`` and ``high`` are the ends of the interval of its
    start, None where open or where it has no start of its own. ``note`` is the person's who set its start, None where it
    is estimated. ``lasted`` is how long, with status; ``share`` its share of the excess.
    """

    key: str
    kind: str
    start: float
    low: float | None
    high: float | None
    end: float
    over: bool
    lasted: Answer
    share: Answer
    note: Note | None = None

    @property
    def bounded(self) -> bool:
        """False for the phase in which the data begin."""
        return self.key != BEFORE


@dataclass(frozen=True, slots=True)
class Leader:
    """The channels that spent the largest share of their own attention in a stretch: one, or several that tie; that share.

    ``among`` is how many channels could be compared.
    """

    channels: tuple[str, ...]
    share: float
    among: int


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """One series with its stages, and for each of them the leading channel where there is one to tell.

    ``answer`` says why where there are no stages; ``began`` is the bin up to which the usual level was taken.
    """

    choice: Choice
    clock: Clock
    answer: Answer
    stages: tuple[Stage, ...]
    spent: Attention | None
    began: int | None = None

    @property
    def first(self) -> Stage | None:
        """The first stage with a boundary: the first clear rise."""
        return next((each for each in self.stages if each.bounded), None)

    @property
    def judged(self) -> bool:
        """True where a person set any of its boundaries."""
        return any(each.note is not None for each in self.stages)

    def moment(self, at: float) -> str:
        """A boundary in words, no finer than a bin."""
        return self.clock.moment(self._rounded(at))

    def between(self, low: float | None, high: float | None) -> str:
        """The interval of a boundary in words, no finer than a bin."""
        if low is not None and high is not None:
            ends = self._rounded(low), self._rounded(high)
            return self.clock.between(ends[0], max(ends[1], ends[0] + 1))
        known = low if low is not None else high
        if known is None:
            return "open at both ends"
        return f"{self.moment(known)} or {'later' if high is None else 'earlier'}"

    def _rounded(self, at: float) -> float:
        """To the nearest bin of the wall clock, where bins are narrower than a day."""
        if not self.clock.fine:
            return at
        step = max(self.clock.hours * 3600, 60.0)
        shift = self.clock.wall(at).utcoffset()
        local = at + (shift.total_seconds() if shift else 0.0)
        return at + round(local / step) * step - local

    def stage(self, kind: str) -> Stage | None:
        """Its first stage of a kind that has a boundary."""
        return next((each for each in self.stages if each.kind == kind and each.bounded), None)

    def until(self, kind: str) -> Stage | None:
        """The stage that follows its first one of a kind."""
        for k, each in enumerate(self.stages[:-1]):
            if each.kind == kind and each.bounded:
                return self.stages[k + 1]
        return None


def settings_of(asked: Asked) -> dict[str, str]:
    """The period, the thresholds and the use of judgements that were asked for, as the measure takes them."""
    return {**settings_for(asked, PHASES.name), "judgement": asked.settings["judgement"]}


def course_of(asked: Asked, choice: Choice) -> Course:
    """The phases of one series of the asked period, with its times as they are."""
    read: dict[str, Any] = PHASES.settings(settings_of(asked))
    request = Request(asked.serving, asked.incident, asked.scope, (), asked.where, read)
    binned = choice.binned
    notes = noted(request, binned)
    made = phases_of(request, binned, notes)
    clock = Clock.of(asked, choice)
    if not made.each:
        return Course(choice, clock, made.answer, (), None)
    first = binned.first.timestamp()
    keys = named(made.each)
    stages = tuple(
        _stage(phase, made.each[k + 1 : k + 2], keys[k], first, made.answer, notes)
        for k, phase in enumerate(made.each)
    )
    spent = None
    start = One(request, binned).start
    since = next(phase.start for phase in made.each if phase.boundary is not None)
    if start.bin is not None:
        spent = Attention.of(binned.series, start, float(read["baseline"]), since)
    return Course(choice, clock, made.answer, stages, spent, start.bin)


def _stage(
    phase: Phase,
    after: Sequence[Phase],
    key: str,
    first: float,
    whole: Answer,
    notes: dict[str, Note],
) -> Stage:
    bound = phase.boundary
    low, high = (
        None if bound is None or end is None else first + 3600 * end
        for end in ((bound.low, bound.high) if bound is not None else (None, None))
    )
    return Stage(
        key,
        phase.name,
        first + 3600 * phase.start,
        low,
        high,
        first + 3600 * phase.end,
        phase.over,
        duration(phase, after[0] if after else None, whole),
        phase.share,
        notes.get(key) if phase.by is not None else None,
    )


def leader(courses: Sequence[Course], stage: Stage) -> Leader | None:
    """Which of the channels spent the largest share of its own attention in a stage; units are never pooled.

    A channel is compared where its bins are no wider than the stage and it saw most of it. Those whose intervals overlap
    with that of the largest tie. None for a stage without a boundary, and where fewer than two channels can be compared.
    """
    if not stage.bounded or stage.kind == "quiet":
        return None
    shares = [
        (str(each.choice.channel), share)
        for each in courses
        if each.choice.channel and (share := _share(each, stage)) is not None
    ]
    if len(shares) < 2:
        return None
    top = max(share.value or 0.0 for _, share in shares)
    if top <= 0:
        return None
    most = next(share for _, share in shares if share.value == top)
    tied = [name for name, share in shares if (share.high or 0.0) >= (most.low or 0.0)]
    return Leader(tuple(dict.fromkeys(tied)), top, len(shares))


def _share(course: Course, stage: Stage) -> Answer | None:
    spent, first = course.spent, course.choice.binned.first.timestamp()
    length = stage.end - stage.start
    if spent is None or spent.width * 3600 > length:
        return None
    seen = float(first + 3600 * spent.begins[0]), float(first + 3600 * spent.ends[-1])
    if min(seen[1], stage.end) - max(seen[0], stage.start) < _COVERED * length:
        return None
    low, high = ((at - first) / 3600 for at in (stage.start, stage.end))
    share = spent.share(low, high)
    return share if share.value is not None else None


@dataclass(frozen=True, slots=True)
class Spread:
    """In which order series rose, as far as the intervals of their first rises tell. Source: SCIENCE.md, A.9.

    ``first`` are those that may have been the first: no other one's interval lies wholly before theirs. ``steps`` are the
    longest row of series of which each rose after the one before, no two intervals overlapping; one that could as well
    stand in another's place is in the same step. ``still`` are those without
    a rise that can be dated; ``last`` is the one whose rise is dated last. Lags are hours from the first rise to the last:
    as estimated, and the least and the most that the intervals allow.
    """

    risen: tuple[Course, ...]
    first: tuple[Course, ...]
    steps: tuple[tuple[Course, ...], ...]
    still: tuple[Course, ...]
    lag: float
    least: float
    most: float

    @property
    def last(self) -> Course:
        """The one whose rise is dated last."""
        return self.risen[-1]

    @property
    def tied(self) -> tuple[Course, ...]:
        """Those that rose and are in no step: they overlap with several."""
        return tuple(each for each in self.risen if not any(each in step for step in self.steps))


def spread(courses: Sequence[Course]) -> Spread | None:
    """The order of the first rises; None where fewer than two can be dated."""
    risen = sorted(
        (each for each in courses if each.first is not None), key=lambda one: _at(one)[0]
    )
    if len(risen) < 2:
        return None
    ats = [_at(each) for each in risen]
    soonest = min(high for _, _, high in ats)
    chain: list[Course] = []
    end = float("-inf")
    for each in sorted(risen, key=lambda one: _at(one)[2]):  # earliest end first: the longest row
        if _at(each)[1] >= end:
            chain.append(each)
            end = _at(each)[2]
    least = max(low for _, low, _ in ats) - soonest
    most = max(high for _, _, high in ats) - min(low for _, low, _ in ats)
    return Spread(
        tuple(risen),
        tuple(each for each in risen if _at(each)[1] < soonest),
        _steps(chain, risen),
        tuple(each for each in courses if each.first is None),
        (ats[-1][0] - ats[0][0]) / 3600,
        max(least, 0.0) / 3600,
        most / 3600,
    )


def _steps(chain: Sequence[Course], risen: Sequence[Course]) -> tuple[tuple[Course, ...], ...]:
    """The chain, each with those that could stand in its place: after the one before and before the next one."""
    found = []
    for k, each in enumerate(chain):
        low = _at(chain[k - 1])[2] if k else float("-inf")
        high = _at(chain[k + 1])[1] if k + 1 < len(chain) else float("inf")
        found.append(
            tuple(
                other
                for other in risen
                if other is each
                or (other not in chain and _at(other)[1] >= low and _at(other)[2] <= high)
            )
        )
    return tuple(found)


def _at(course: Course) -> tuple[float, float, float]:
    stage = course.first
    assert stage is not None
    low = stage.low if stage.low is not None else stage.start
    return stage.start, low, stage.high if stage.high is not None else stage.start


_TAIL, _UNFOLDING = 1.2, 12.0
"""How much of the last phase is drawn, in lengths of what came before: a tail is long and says little; a peak or a fall is news."""


def window(courses: Sequence[Course]) -> tuple[float, float]:
    """The stretch that shows every episode: from before the first rise until tails are well on their way, or all bins."""
    curves = [each.choice.curve() for each in courses]
    first = min(float(each.start[0]) for each in curves)
    last = max(each.end for each in curves)
    spans = [each for each in map(_episode, courses) if each is not None]
    if not spans:
        return first, last
    low, high = min(each[0] for each in spans), max(each[1] for each in spans)
    room = 0.12 * (high - low)
    low, high = max(first, low - room), min(last, high + room)
    return (first, last) if high - low > 0.8 * (last - first) else (low, high)


def _episode(course: Course) -> tuple[float, float] | None:
    begun = course.first
    if begun is None:
        return None
    last = course.stages[-1]
    if last.kind == "quiet":
        return begun.start, last.start
    core = last.start - begun.start
    times = _UNFOLDING if last.kind in ("peak", "decay") else _TAIL
    return begun.start, min(last.end, last.start + max(times * core, 4 * course.clock.hours * 3600))
