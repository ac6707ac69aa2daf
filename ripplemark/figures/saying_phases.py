"""The words of the phases of one series: how long each took, what share of attention it holds, which ends are judgements."""

from __future__ import annotations

from ripplemark.estimate.outcome import Answer
from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.phase_course import Course, Stage
from ripplemark.figures.saying_series import (
    bins_counted,
    measured_as,
    sentences,
    subject,
    width,
)
from ripplemark.result import Estimate
from ripplemark.wording import duration, said

KINDS = {
    "quiet": "quiet",
    "onset": "onset",
    "growth": "growth",
    "peak": "peak",
    "decay": "decay",
    "tail": "tail",
    "resurgence": "resurgence",
}
"""Phases in words; a second one has its number."""
JUDGEMENT = "set by judgement"
_WIDE = 4.0
_LITTLE = 0.01
_STARTS = {
    "onset": "the onset",
    "growth": "growth",
    "peak": "the peak phase",
    "decay": "the decay",
    "tail": "the tail",
    "quiet": "the quiet",
    "resurgence": "the resurgence",
}


def phase_words(stage: Stage) -> str:
    """'peak', 'resurgence 2'."""
    return KINDS[stage.kind] if stage.kind == "quiet" else f"{KINDS[stage.kind]}{_number(stage)}"


def lasted(stage: Stage) -> str:
    """How long a phase lasted: '33 hours', '27 days so far'; '' for the phase in which the data begin."""
    if not stage.bounded:
        return ""
    bin_hours = stage.lasted.resolution or 0.0
    if stage.lasted.value is not None:
        short = stage.lasted.value < bin_hours
        return f"under {duration(bin_hours)}" if short else duration(stage.lasted.value)
    return f"{duration(max(stage.lasted.low or 0.0, bin_hours))} so far"


def words(asked: Asked, course: Course, low: float, high: float) -> Words:
    """Headline, subtitle, claims, caveats and alt of one series drawn from ``low`` to ``high``."""
    return Words(
        headline(asked, course),
        _subtitle(asked, course),
        _alt(course, low, high),
        Claims(_borne(asked, course), _unborne(asked, course)),
        (*judgements([course]), *course.clock.changes(low, high), *sentences(course.answer.note)),
        (bins_counted(course.choice),),
    )


def headline(asked: Asked, course: Course) -> str:
    """How long it took to rise, how long it stood high, how fast it faded; what cannot be said yet."""
    what = subject(asked, course.choice)
    peak = course.stage("peak")
    if peak is None:
        names = ", ".join(phase_words(each) for each in course.stages if each.bounded)
        return f"{what} went through {names or 'no phase that can be told'}"
    rose = _rose(course, peak)
    if not peak.over:
        return (
            f"{what} {what.were} still high when the data end on {course.clock.end()}{rose}: whether that was the peak cannot be "
            "said yet"
        )
    fell = course.stage("decay")
    stood = f"stood above half {what.their} peak for {_told(peak.lasted)}"
    if by := _by(course, peak):
        stood = f"stood high for {_told(peak.lasted)} ({by.removeprefix('; ')})"
    took = _took(course, peak)
    start = f"{what} {took}, then {stood}" if took else f"{what} {stood}"
    if fell is None or not fell.over:
        return f"{start}; not yet down to a tenth on {course.clock.end()}"
    back = course.stage("resurgence")
    again = "; they came back" if what.plural else "; it came back"
    after = course.until("decay")
    faded = "faded for" if after is not None and after.note is not None else "faded to a tenth in"
    return f"{start} and {faded} {_told(fell.lasted)}{again if back is not None else ''}"


def _took(course: Course, peak: Stage) -> str:
    """'rose to half in 6 hours', from the first clear rise; '' where the first bin that rose was past it."""
    first = course.first
    if first is None or first is peak:
        return ""
    hours = (peak.start - first.start) / 3600
    rose = "rose for" if peak.note is not None or first.note is not None else "rose to half in"
    if hours < course.clock.hours:
        return f"{rose} under {duration(course.clock.hours)}"
    return f"{rose} {duration(hours)}"


def _rose(course: Course, peak: Stage) -> str:
    first = course.first
    if first is None or first is peak:
        return ""
    return f", {duration(max((course.stages[-1].end - first.start) / 3600, course.clock.hours))} after the first clear rise"


def _told(answer: Answer) -> str:
    """A length; its interval alone where that is too wide for one number."""
    low, high, value = answer.low, answer.high, answer.value or 0.0
    if low is not None and high is not None and high < _WIDE * max(low, 1e-9):
        return duration(value)
    if low is None or high is None:
        return f"{duration(value)} or more" if high is None else duration(value)
    if low == 0:
        return f"up to {duration(high)}"
    return between(low, high)


def between(low: float, high: float) -> str:
    """Two lengths in hours with one unit where they share it: '8 to 48 hours', '50 hours to 4.1 days'."""
    if low <= 0:
        return f"up to {duration(high)}"
    ends = duration(low).rsplit(" ", 1), duration(high).rsplit(" ", 1)
    if ends[0][1].rstrip("s") == ends[1][1].rstrip("s"):
        return f"{ends[0][0]} to {' '.join(ends[1])}"
    return f"{duration(low)} to {duration(high)}"


def _estimate(answer: Answer) -> Estimate:
    return Estimate({}, answer.value, answer.low, answer.high, answer.n, status=answer.status)


def interval(answer: Answer) -> str:
    """The interval of a length or a share in brackets: 'interval 22 to 102 hours'; '' without one."""
    if answer.low is None and answer.high is None:
        return ""
    if answer.high is None:
        return f"interval {duration(answer.low or 0.0)} or more"
    return f"interval {between(answer.low or 0.0, answer.high)}"


def share_words(answer: Answer) -> str:
    """A share with its interval: '21 % (20 to 22 %)'."""
    if answer.value is None:
        return "not known"
    if answer.high is not None and answer.value >= 0 and answer.high < _LITTLE:
        return "under 1 %"
    told = said(_estimate(answer), "share")
    between = told.interval.removeprefix("95 % interval: ")
    return f"{told.value} ({between})" if answer.low is not None else told.value


def _subtitle(asked: Asked, course: Course) -> str:
    told = "Phases by shares of the peak's height above the usual level; bars at their starts: 95 % intervals"
    if course.judged:
        told += f"; diamonds and dashes: {JUDGEMENT}"
    return f"{told}. {measured_as(asked, course.choice)}"


def judgements(courses: list[Course]) -> tuple[str, ...]:
    """One sentence for each boundary that a person set, with their note."""
    several = len(courses) > 1
    return tuple(
        f"The start of {_STARTS[stage.kind]}{_number(stage)}{f' of {course.choice.label}' if several else ''}, "
        f"{course.moment(stage.start)}, was {JUDGEMENT}, not estimated. Why: {stage.note.text.rstrip('.')}."
        for course in courses
        for stage in course.stages
        if stage.note is not None
    )


def _number(stage: Stage) -> str:
    number = stage.key.rpartition("-")[2]
    return f" {number}" if number.isdigit() else ""


def _borne(asked: Asked, course: Course) -> tuple[str, ...]:
    what, clock = subject(asked, course.choice), course.clock
    until = f"bins of {width(course.choice)}, observed to {clock.end()}"
    zone = f"; times in {clock.home.key}" if clock.fine else ""
    found = []
    peak = course.stage("peak")
    if peak is not None and peak.over:
        by = _by(course, peak)
        high = (
            f"{what.were} in {what.their} peak phase"
            if by
            else f"stood above half {what.their} peak's height above the usual level"
        )
        found.append(
            f"{what} {high} from {course.moment(peak.start)} to "
            f"{course.moment(peak.end)}, {duration(peak.lasted.value or 0.0)} ({interval(peak.lasted)}{by}; {until}{zone})."
        )
        if peak.share.value is not None:
            found.append(
                f"{share_words(peak.share)} of all attention above the usual level since the first clear rise, counted in "
                f"{course.choice.unit.split(' per ')[0]}, fell into that phase ({until})."
            )
    last = course.stages[-1]
    if last.bounded:
        state = _STATES[last.kind] if last.note is None else f"in the phase of {phase_words(last)}"
        so_far = duration((last.end - last.start) / 3600)
        found.append(
            f"When the data end, on {clock.end()}, {what.mid} {what.were} {state}, for {so_far} so far "
            f"(since {course.moment(last.start)}{_by_one(last)}; bins of {width(course.choice)}{zone})."
        )
    return tuple(found[:3])


_STATES = {
    "quiet": "quiet again",
    "onset": "just above the usual level",
    "growth": "still growing",
    "peak": "above half of the highest value so far",
    "decay": "between half and a tenth of the peak",
    "tail": "in the tail, below a tenth of the peak but not quiet",
    "resurgence": "in a resurgence",
}


def _by(course: Course, stage: Stage) -> str:
    after = course.until(stage.kind)
    judged = [each for each in (stage, after) if each is not None and each.note is not None]
    if not judged:
        return ""
    return f"; {'both ends' if len(judged) == 2 else 'one end'} {JUDGEMENT}"


def _by_one(stage: Stage) -> str:
    return f", {JUDGEMENT}" if stage.note is not None else ""


def _unborne(asked: Asked, course: Course) -> tuple[Unborne, ...]:
    what = subject(asked, course.choice)
    found = [
        Unborne(
            f"{what} began to fall because of a check, a correction or a removal.",
            "A boundary says when a share of the peak was crossed, not why.",
            "A comparison with similar incidents without it.",
        )
    ]
    needed = next_download(course)
    if needed:
        found.append(Unborne(*_NOT_YET[course.stages[-1].kind], needed))
    begun = course.first
    if begun is not None:
        found.append(
            Unborne(
                f"The story first appeared on {course.moment(begun.start)}.",
                "That is the first clear rise in one source; earlier traces may lie elsewhere.",
                "Series of other channels, and the first trace as an event with its source.",
            )
        )
    return tuple(found)


_NOT_YET = {
    "onset": ("This was the whole story.", "It had only begun to rise when the data end."),
    "growth": ("This was the peak.", "It was still growing when the data end."),
    "peak": (
        "This was the peak.",
        "The highest value lies close to the end of the data; a higher one may have followed.",
    ),
    "decay": ("It was over.", "It had not fallen to a tenth of the peak when the data end."),
    "tail": ("It was over.", "There was no long enough quiet before the data end."),
    "resurgence": ("It was over.", "It had not been quiet again when the data end."),
}


def next_download(course: Course) -> str:
    """What to fetch next for the phase that had not ended; '' where the series is quiet again."""
    if not course.stages or course.stages[-1].kind not in _NOT_YET:
        return ""
    lacks = {
        "peak": "the fall from the peak",
        "decay": "the tail",
        "tail": "whether it became quiet",
    }
    tells = lacks.get(course.stages[-1].kind, "what followed")
    return f"The same download again, reaching past {course.clock.end()}: it would show {tells}."


def _alt(course: Course, low: float, high: float) -> str:
    clock = course.clock
    told = [f"Line chart of {course.choice.unit}, {clock.days(low, high)}, cut into phases."]
    for stage in course.stages:
        if not stage.bounded:
            continue
        by = f", {JUDGEMENT}" if stage.note is not None else ""
        name = phase_words(stage)
        told.append(
            f"{name[:1].upper()}{name[1:]} from {course.moment(stage.start)}{by}, {lasted(stage)}."
        )
    return " ".join(told)
