"""The words of what remains in searches: interest now against before, since when it is quiet, and anniversaries."""

from __future__ import annotations

from ripplemark.charts.profile import Track
from ripplemark.estimate.anniversary import BESIDE, NEAR, YEAR
from ripplemark.figure import Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.episode import Span
from ripplemark.figures.profiled import (
    Told,
    beside_one,
    missing,
    times,
    times_interval,
    too_early,
    wanting,
    which,
)
from ripplemark.figures.saying_series import number, subject
from ripplemark.figures.series import Choice
from ripplemark.figures.series_clock import Clock
from ripplemark.measures import Measurement
from ripplemark.result import Estimate
from ripplemark.wording import amount, said

_DAY = 86_400.0
NOW, SINCE, AGAIN = "Search interest now", "Back in its usual range", "Anniversary of the peak"
_UNITS = {"search_index": "points of the index", "coverage_share": "% of coverage"}


def now_told(asked: Asked, choice: Choice, top: Span | None, answer: Measurement) -> Told:
    """Interest in the last weeks against that before the rise."""
    ratio, gap = which(answer, quantity="ratio"), which(answer, quantity="difference")
    what, clock = subject(asked, choice), Clock.of(asked, choice)
    lately = float(str(answer.parameters["lately"]))
    days = max(lately, 4 * choice.binned.series.bin_hours / 24)
    about = (
        f"median of the last {days:.0f} days, to {clock.end()}, against the weeks before the rise"
    )
    if ratio.value is not None:
        value = times(number(ratio.value) or 0.0)
        interval = times_interval(ratio)
        end = f"In the {days:.0f} days to {clock.end()}, {what.mid}"
        medians = f"{interval}; medians of {_bins(ratio)}"
        if not apart(ratio):
            words, under = "could not be told from the level before", f"{value}; {interval}"
            borne = f"{end} could not be told from {what.their} level before the rise: {value} it ({medians})."
        else:
            words, under = f"{value} what was usual before", interval
            borne = f"{end} stood at {value} {what.their} level before the rise ({medians})."
        tracks = (beside_one(ratio, "as before"),)
        return Told("interest-now", NOW, about, words, under, ratio, "ratio", tracks, borne)
    if gap.value is not None:
        unit = _UNITS.get(str(choice.binned.by.get("metric")), choice.unit)
        ends = f"{amount(number(gap.low) or 0.0)} to {amount(number(gap.high) or 0.0)}"
        words = f"{amount(number(gap.value) or 0.0)} {unit} above the level before"
        borne = (
            f"In the {days:.0f} days to {clock.end()}, the median of {what.mid} was {words} (95 % interval {ends}); before the rise it "
            "was nought."
        )
        under = f"95 % interval {ends}; nothing was usual before, so nothing is so many times it"
        return Told("interest-now", NOW, about, words, under, gap, unit, (), borne)
    sentence = f"{what} {what.were} back to what {what.they} {what.were} before."
    if ratio.status == "NE_RIGHT" and top is not None:
        reach = clock.end(), clock.day(top.at + (days + 1) * _DAY)
        return too_early("interest-now", NOW, about, ratio, sentence, reach)
    return missing("interest-now", NOW, about, ratio, sentence)


def _bins(estimate: Estimate) -> str:
    return estimate.note.partition(".")[0].removeprefix("Median of ")


def apart(estimate: Estimate) -> bool:
    """Whether so many times can be told from once."""
    low, high = number(estimate.low), number(estimate.high)
    return low is not None and (low > 1 or (high is not None and high < 1))


def since_told(asked: Asked, choice: Choice, top: Span | None, answer: Measurement) -> Told:
    """Since when it has been back in its usual range."""
    (found,) = answer.estimates[:1]
    what, clock = subject(asked, choice), Clock.of(asked, choice)
    about = f"since the last return; observed to {clock.end()}"
    value = number(found.value)
    sentence = f"{what} {what.were} back to normal."
    if value is None:
        if found.status == "NE_RIGHT":
            return _not_back(found, about, what.text, clock, sentence)
        return missing("time-since-return", SINCE, about, found, sentence)
    back = clock.last - value * _DAY
    told = said(found, "days")
    on, interval = clock.found(back), _between(clock, found)
    borne = (
        f"{what} {what.were} back in {what.their} usual range {on} ({interval}) and had stayed there for {told.value} when "
        f"observation ended on {clock.end()}."
    )
    tracks: tuple[Track, ...] = ()
    if top is not None and clock.last > top.at:
        seen = (clock.last - top.at) / _DAY
        ends = [
            None if each is None else seen - each for each in map(number, (found.high, found.low))
        ]
        ends[1] = None if ends[1] == seen else ends[1]
        names = f"peak, {_peak(clock, top.at)}", f"end, {clock.end()}"
        tracks = (Track(0.0, seen, names, seen - value, ends[0], ends[1], filled="after"),)
    under = f"since {_bare(on)}; {interval}"
    return Told(
        "time-since-return", SINCE, about, f"for {told.value}", under, found, "days", tracks, borne
    )


def _peak(clock: Clock, at: float) -> str:
    """The day of the peak; of weekly bins the week."""
    return _bare(clock.found(at)).removeprefix("the ")


def _bare(on: str) -> str:
    """'on 5 March 2025' as '5 March 2025', 'in the week from 3 March 2025' as 'the week from 3 March 2025'."""
    return on.removeprefix("on ").removeprefix("in ")


def _between(clock: Clock, found: Estimate) -> str:
    """The interval of the day of the return."""
    ends = [number(each) for each in (found.high, found.low)]
    days = [None if each is None else clock.last - each * _DAY for each in ends]
    if days[0] is None or days[1] is None:
        return "no interval could be made"
    return (
        f"95 % interval {clock.days_or_later(days[0], days[1] if days[1] < clock.last else None)}"
    )


def _not_back(found: Estimate, about: str, what: str, clock: Clock, sentence: str) -> Told:
    again = "left it again" in found.note
    words = f"not {'in it' if again else 'back'} on {clock.end()}"
    under = "It was back and left it again." if again else _later(found, clock)
    return Told(
        "time-since-return",
        SINCE,
        about,
        words,
        under,
        found,
        "days",
        (),
        f"{what}: not back in the usual range when observation ended on {clock.end()}.",
        Unborne(
            sentence, "The series ends before a quiet week was seen.", "The series further on."
        ),
    )


def _later(found: Estimate, clock: Clock) -> str:
    """When to look again; with its first possible day where no day of a quiet week was seen yet."""
    if clock.hours > 25 or not found.note.startswith("Not back yet"):
        return "Add what comes after to see when it is."
    return f"A return shows when a whole week was quiet. Needed: the series up to {clock.day(clock.last + 7 * _DAY - 1)} or later."


def anniversaries_told(
    asked: Asked, choice: Choice, top: Span | None, answer: Measurement
) -> list[Told]:
    """Each anniversary of the peak that is asked about; at most the last two."""
    return [_anniversary(asked, choice, top, each) for each in answer.estimates[-2:]]


def _anniversary(asked: Asked, choice: Choice, top: Span | None, found: Estimate) -> Told:
    what, clock = subject(asked, choice), Clock.of(asked, choice)
    day = float(str(found.by.get("day", YEAR)))
    on = clock.day(top.at + day * _DAY) if top is not None else ""
    name = f"{AGAIN}, {on}" if on else AGAIN
    about = f"the {2 * NEAR + 1} days around it against days 8 to 28 either side"
    sentence = f"Interest came back on the anniversary{f' of {on}' if on else ''}."
    value = number(found.value)
    if value is None:
        return _no_anniversary(found, (name, about, sentence), clock, top, day)
    others = found.note.partition(",")[0]
    low = number(found.low) or 0.0
    stood = "it stands out" if low > 1 else "it does not stand out from other days"
    borne = (
        f"In the week around {on}, {day / YEAR:.0f} {'year' if day == YEAR else 'years'} after the peak, {what.mid} stood at "
        f"{times(value)} the level of the weeks either side ({times_interval(found)}; {others})."
    )
    return Told(
        "anniversaries",
        name,
        about,
        f"{times(value)} the weeks around it",
        f"{times_interval(found)}; {stood}",
        found,
        "ratio",
        (beside_one(found, "no difference"),),
        borne,
    )


def _no_anniversary(
    found: Estimate, told: tuple[str, str, str], clock: Clock, top: Span | None, day: float
) -> Told:
    """Which data are missing for an anniversary: later ones, or daily ones."""
    name, about, sentence = told
    if found.status == "NE_RIGHT" and top is not None:
        ends = clock.end(), clock.day(top.at + (day + BESIDE[1] + 1) * _DAY)
        return too_early("anniversaries", name, about, found, sentence, ends)
    if found.status == "NE_GRANULARITY":
        why = "an anniversary is looked for day by day"
        needed = "Daily data: a download of up to eight months is by the day, and downloads that overlap are joined."
        return wanting("anniversaries", name, about, found, sentence, why, needed)
    return missing("anniversaries", name, about, found, sentence)
