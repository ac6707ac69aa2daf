"""The words of the numbers of persistence: each told apart from the others, with what it is a share of and over how long."""

from __future__ import annotations

from collections.abc import Sequence

from ripplemark.charts.profile import Track
from ripplemark.estimate.fitted import DECADES
from ripplemark.estimate.new_level import UNTIL
from ripplemark.estimate.residual import HOLDS_ANNIVERSARY
from ripplemark.estimate.tail_exponent import LAST
from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.episode import Span
from ripplemark.figures.profiled import (
    Told,
    beside_one,
    missing,
    of_share,
    times,
    times_interval,
    too_early,
    unborne_of,
    which,
)
from ripplemark.figures.saying_remains import apart
from ripplemark.figures.saying_residual import around, nothing_left
from ripplemark.figures.saying_search import index_unborne
from ripplemark.figures.saying_series import (
    bins_counted,
    in_brackets,
    measured_as,
    number,
    sentences,
    subject,
    wide,
)
from ripplemark.figures.series import Choice
from ripplemark.figures.series_clock import Clock
from ripplemark.measures import Measurement
from ripplemark.result import Estimate
from ripplemark.wording import count, said

_DAY = 86_400.0
BACK = "Time until it was back in its usual range"
LATE, HALF = "Late share", "Half of the late part"
LEVEL, EXPONENT, LATER = "New usual level", "Exponent of the tail", "Later peaks"


def back_told(asked: Asked, choice: Choice, answer: Measurement) -> Told:
    """Days from the peak to the return."""
    found = answer.estimates[0]
    what, until = subject(asked, choice), _until(asked, choice)
    about = "days from the peak until the seven-day median stayed near the level before the rise"
    told = said(found, "days")
    if told.value == "not known":
        return missing(
            "return-to-baseline", BACK, about, found, f"{what} {what.were} soon back to normal."
        )
    if found.value is None:
        seen = said(Estimate({}, number(found.low), None, None, 0), "days").value
        words = f"{told.value}: not back when observation ended"
        borne = f"{what} {what.were} not back in {what.their} usual range {seen} after the peak ({until})."
        return Told("return-to-baseline", BACK, about, words, until, found, "days", (), borne)
    interval = in_brackets(told)
    borne = f"{what} {what.were} back in {what.their} usual range {told.value} after the peak ({interval}; {until})."
    return Told("return-to-baseline", BACK, about, told.value, interval, found, "days", (), borne)


def _lacking(
    told: tuple[str, str, str],
    found: Estimate,
    sentence: str,
    clock: Clock,
    reach: tuple[Span | None, float],
) -> Told:
    """A number that is not there; where the series ends too early, until when it must reach: a peak and days after it."""
    top, days = reach
    if top is None or found.status not in ("NE_RIGHT", "NE_FEW"):
        return missing(*told, found, sentence)
    if found.status == "NE_FEW" and clock.last >= top.at + days * _DAY:
        return missing(*told, found, sentence)
    return too_early(*told, found, sentence, (clock.end(), clock.day(top.at + days * _DAY)))


def left_told(asked: Asked, choice: Choice, top: Span | None, day: float, found: Estimate) -> Told:
    """What was left of the peak around a day."""
    what = subject(asked, choice)
    name = f"Left after {day:g} days"
    about = "mean height above the level before the rise, as a share of the peak's"
    if found.value is None:
        sentence = f"So much was left {day:g} days after the peak."
        told_ = ("residual-interest", name, about)
        return _lacking(
            told_, found, sentence, Clock.of(asked, choice), (top, day + around(day) + 1)
        )
    told = said(found, "ratio")
    words = told.value if not nothing_left(found) else f"{told.value}, not to be told from nothing"
    interval = in_brackets(told)
    borne = f"{day:g} days after the peak, {told.value} of its height above the usual level was left in {what.mid} ({interval})."
    if HOLDS_ANNIVERSARY in found.note:
        about += "; these days hold an anniversary of the peak"
        borne += " These days hold an anniversary of the peak."
    low, high = number(found.low) or 0.0, number(found.high)
    first = min(0.0, low, number(found.value) or 0.0)
    last = max(0.2, 1.1 * (high if high is not None else 1.0))
    ends = (
        said(Estimate({}, first, None, None, 0), "share").value,
        said(Estimate({}, last, None, None, 0), "share").value,
    )
    track = Track(
        first,
        last,
        ends,
        number(found.value),
        number(found.low),
        high,
        mark=(0.0, "nothing") if first else None,
    )
    return Told("residual-interest", name, about, words, interval, found, "ratio", (track,), borne)


def late_told(asked: Asked, choice: Choice, top: Span | None, answer: Measurement) -> list[Told]:
    """The late share, and when half of the late part had come."""
    what, day = subject(asked, choice), float(str(answer.parameters["day"]))
    mass, half = which(answer, quantity="mass"), which(answer, quantity="half-life")
    about = f"of all above the usual level, what came later than {day:g} days after the peak"
    horizon = mass.note.partition(";")[0].removeprefix("Up to ")
    found = []
    clock, reach = Clock.of(asked, choice), (top, day + 2)
    if mass.value is None:
        sentence = "So much of the interest came late."
        found.append(_lacking(("tail-mass", LATE, about), mass, sentence, clock, reach))
    else:
        told = said(mass, "share")
        interval = in_brackets(told)
        borne = f"Of all {what.mid} above the usual level, {told.value} came later than {day:g} days after the peak ({interval}; counted up to {horizon})."
        track = of_share(mass, ("none", "all"))
        found.append(
            Told(
                "tail-mass",
                LATE,
                about,
                told.value,
                f"{interval}; counted up to {horizon}",
                mass,
                "share",
                (track,),
                borne,
            )
        )
    about = f"day after the peak by which half of what came after day {day:g} had come"
    if half.value is None:
        sentence = "Half of the late interest came by then."
        return [*found, _lacking(("tail-mass", HALF, about), half, sentence, clock, reach)]
    told = said(half, "days")
    words = f"{told.value} after the peak"
    interval = in_brackets(told)
    borne = f"Half of what came later than {day:g} days after the peak had come {words} ({interval}; counted up to {horizon})."
    return [
        *found,
        Told(
            "tail-mass",
            HALF,
            about,
            words,
            f"{interval}; counted up to {horizon}",
            half,
            "days",
            (),
            borne,
        ),
    ]


def level_told(asked: Asked, choice: Choice, top: Span | None, answer: Measurement) -> Told:
    """Whether there is a new usual level half a year later."""
    ratio = which(answer, quantity="ratio")
    what = subject(asked, choice)
    about = "median of days 180 to 365 after the peak against the weeks before the rise"
    if ratio.value is None:
        sentence = f"{what} {what.were} higher for good."
        told = ("new-baseline", LEVEL, about)
        return _lacking(told, ratio, sentence, Clock.of(asked, choice), (top, UNTIL + 1))
    value, interval = times(number(ratio.value) or 0.0), times_interval(ratio)
    if apart(ratio):
        words, under = f"{value} the level before", interval
        borne = f"Between days 180 and 365 after the peak, {what.mid} stood at {value} {what.their} level before the rise ({interval})."
    else:
        words, under = "could not be told from the level before", f"{value}; {interval}"
        borne = f"Between days 180 and 365 after the peak, {what.mid} could not be told from {what.their} level before the rise ({value} it, {interval})."
    return Told(
        "new-baseline",
        LEVEL,
        about,
        words,
        under,
        ratio,
        "ratio",
        (beside_one(ratio, "as before"),),
        borne,
    )


def exponent_told(asked: Asked, choice: Choice, top: Span | None, answer: Measurement) -> Told:
    """The exponent of the tail, with what an exponential decay says of the same days."""
    found = answer.estimates[0]
    day = float(str(answer.parameters["day"]))
    about = f"of a power law fitted to days {day:g} to {LAST:.0f}; the larger, the faster late interest fades"
    value, low, high = (number(each) for each in (found.value, found.low, found.high))
    if value is None:
        sentence, reach = "Late interest fades by a power law.", day * 10**DECADES + 2
        told = ("tail-exponent", EXPONENT, about)
        return _lacking(told, found, sentence, Clock.of(asked, choice), (top, reach))
    interval = (
        f"95 % interval {low or 0.0:.2f} {f'to {high:.2f}' if high is not None else 'or more'}"
    )
    law = next((part for part in sentences(found.note) if "exponential" in part), "").rstrip(".")
    law = f"{law[:1].lower()}{law[1:]}"
    return Told(
        "tail-exponent",
        EXPONENT,
        about,
        f"{value:.2f}",
        "; ".join(part for part in (interval, law) if part),
        found,
        "exponent",
    )


def later_told(asked: Asked, choice: Choice, answer: Measurement) -> Told:
    """How often it came back, and how high."""
    number_of = which(answer, quantity="count")
    what, until = subject(asked, choice), _until(asked, choice)
    about = "peaks after the main one that stand out from the scatter"
    value = number(number_of.value)
    if value is None:
        return missing("resurgences", LATER, about, number_of, f"{what} came back.")
    low, high = number(number_of.low), number(number_of.high)
    under = (
        f"{low:.0f} to {high:.0f} by a stricter and a looser rule"
        if low != high and low is not None and high is not None
        else "the same by a stricter and a looser rule"
    )
    lags = [each for each in answer.estimates if each.by.get("quantity") == "lag"]
    heights = [each for each in answer.estimates if each.by.get("quantity") == "height"]
    each_ = [
        f"{said(lag, 'h').value} after the main one, {said(height, 'share').value} of its height"
        for lag, height in zip(lags, heights, strict=False)
    ][:3]
    words = count(int(value), "later peak") if value else "none"
    under = "; ".join([*each_, under])
    borne = f"{what}: {words if value else 'no later peak'} stood out after the main one ({under}; {until})."
    return Told("resurgences", LATER, about, words, under, number_of, "count", (), borne)


def _until(asked: Asked, choice: Choice) -> str:
    return f"observed to {Clock.of(asked, choice).end()}"


def words(asked: Asked, choice: Choice, told: Sequence[Told]) -> Words:
    """Headline, subtitle, claims, caveats and alternative text."""
    head = _headline(asked, choice, told)
    notes = [
        each.estimate.note
        for each in told
        if each.estimate is not None and each.estimate.value is not None
    ]
    rows = " ".join(
        f"{each.name}: {each.words}{f' ({each.under.rstrip(chr(46))})' if each.under else ''}."
        for each in told
    )
    return Words(
        head,
        f"How long it stayed, told in several ways that are never one for another. {measured_as(asked, choice)}",
        f"{head}. {rows}",
        Claims(
            tuple(each.borne for each in told if each.borne),
            (*unborne_of(told, 4), *_not_borne(choice)),
        ),
        sentences(*notes),
        (bins_counted(choice),),
    )


def _headline(asked: Asked, choice: Choice, told: Sequence[Told]) -> str:
    what = subject(asked, choice)
    late = next(each for each in told if each.name == LATE)
    level = next(each for each in told if each.name == LEVEL)
    parts = []
    if late.estimate is not None and late.estimate.value is not None:
        parts.append(_late(what.mid, late))
    if level.known and level.estimate is not None:
        stood = "it stood at " if apart(level.estimate) else "it "
        parts.append(
            f"half a year later {stood if not what.plural else stood.replace('it', 'they', 1)}{level.words}"
        )
    if parts:
        text = "; ".join(parts)
        return f"{text[:1].upper()}{text[1:]}"
    first = next(each for each in told if each.known)
    back = next(each for each in told if each.name == BACK)
    if first.name == LATER and back.estimate is not None and back.estimate.status == "NE_RIGHT":
        end = Clock.of(asked, choice).end()
        return f"How long {what.mid} {'stay' if what.plural else 'stays'} cannot be told yet: the series ends on {end}"
    return f"{what}: {first.name[:1].lower()}{first.name[1:]}: {first.words}"


def _late(what: str, late: Told) -> str:
    """The late share; both ends of an interval that is too wide for one number, and in words where it may be none."""
    estimate, after = late.estimate, late.about.rpartition("later than ")[2]
    if estimate is None or (number(estimate.low) or 0.0) <= 0:
        return (
            f"later than {after}, nothing of {what} above the usual level can be told from chance"
        )
    share = late.words
    if wide(estimate):
        share = in_brackets(said(estimate, "share")).removeprefix("95 % interval ")
    return f"of the extra {what}, {share} came later than {after}"


def _not_borne(choice: Choice) -> tuple[Unborne, ...]:
    return (
        Unborne(
            "This story stays longer than others.",
            "A number of one incident ranks nothing, and a longer series has a larger late share.",
            "The same measure over the same time after the peak, of several incidents.",
        ),
        Unborne(
            "People could not forget it because of the results.",
            "These are lengths and shares, not reasons.",
            "A comparison with similar incidents.",
        ),
        *index_unborne(choice),
    )
