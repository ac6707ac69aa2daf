"""The words of the attention figure: how fast one series faded, when it began and peaked, what that allows to write."""

from __future__ import annotations

from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.episode import Episode
from ripplemark.figures.saying_series import (
    because,
    bins_counted,
    hours,
    level,
    measured_as,
    next_step,
    number,
    sentences,
    subject,
    wide,
    width,
)
from ripplemark.figures.thresholds import RULES, by_default, changed
from ripplemark.result import Estimate
from ripplemark.wording import amount, count, duration, said


def words(asked: Asked, episode: Episode, low: float, high: float, later: int = 0) -> Words:
    """Headline, subtitle, claims, caveats and alt of one series drawn from ``low`` to ``high``.

    ``later`` is how many of its later peaks lie outside of the picture.
    """
    return Words(
        headline(asked, episode),
        f"{_subtitle(asked, episode)}{_moved(asked, episode)}",
        alt(episode, low, high),
        claims(asked, episode),
        (*caveats(episode, low, high), *_outside(later)),
        (bins_counted(episode.choice),),
    )


def headline(asked: Asked, episode: Episode) -> str:
    """How fast it fell to half of its peak, or why that cannot be said."""
    what, fell = subject(asked, episode.choice), episode.fell
    told, half = said(fell, "h"), f"half {what.their} peak"
    if fell.value is not None and wide(fell):
        return f"{what} took {_range(fell)} to fall to {half}"
    if fell.value is not None:
        return f"{what} fell to {half} in {told.value}"
    if fell.status == "NE_GRANULARITY" and fell.high is not None:
        fast = (number(fell.high) or 0.0) <= (fell.resolution or 0.0)
        why = (
            "too fast to time with these bins"
            if fast
            else "these bins scatter too much to say more"
        )
        return f"{what} fell to {half} in {told.value}{', ' if fast else ': '}{why}"
    if fell.status == "NE_RIGHT" and number(fell.low):
        return (
            f"{what} took {told.value} to fall to {half}: the series ends on {episode.clock.end()}"
        )
    return f"How fast {what.mid} faded cannot be said: {because(fell)}"


def _range(fell: Estimate) -> str:
    """The interval alone, where it is too wide for one number: 'between 7 and 61 hours'."""
    told = hours(fell).removeprefix("95 % interval ")
    return f"between {told.replace(' to ', ' and ')}" if " to " in told else told


def _subtitle(asked: Asked, episode: Episode) -> str:
    """What half is half of, where it is said; channel, unit, period."""
    told = measured_as(asked, episode.choice)
    known = episode.fell.value is not None or number(episode.fell.low) or number(episode.fell.high)
    if not known:
        return told
    half = "half of the peak's height above the usual level"
    if episode.fell.value is not None and wide(episode.fell):
        return f"95 % interval; {half}. {told}"
    return f"H{half[1:]}. {told}"


def _moved(asked: Asked, episode: Episode) -> str:
    """What the half-life would be with every threshold at its default, where one is not; else nothing."""
    if not changed(asked):
        return ""
    usual = by_default(asked, "half-life", episode.choice.where)
    if usual.value is None and not (number(usual.low) or number(usual.high)):
        return f". With the default thresholds it cannot be said: {because(usual)}"
    return f". With the default thresholds: {said(usual, 'h').value}"


def claims(asked: Asked, episode: Episode) -> Claims:
    """Three sentences at most that are borne, each complete by itself, and those that are not."""
    borne = (_faded(asked, episode), _peaked(asked, episode), _began(asked, episode))
    return Claims(tuple(each for each in borne if each), _unborne(asked, episode))


def _faded(asked: Asked, episode: Episode) -> str:
    what, fell = subject(asked, episode.choice), episode.fell
    told, until = said(fell, "h"), f"observed to {episode.clock.end()}"
    counted = _counted(episode)
    if fell.value is not None:
        return (
            f"{told.value[:1].upper()}{told.value[1:]} after {what.their} peak, {what.mid} had fallen to half the peak's height "
            f"above the usual level ({hours(fell)}; {counted}, {until})."
        )
    if fell.status == "NE_GRANULARITY" and fell.high is not None:
        return (
            f"{what} fell to half the height of {what.their} peak above the usual level in {told.value} "
            f"({counted}, {until})."
        )
    if fell.status == "NE_RIGHT" and number(fell.low):
        return (
            f"{what} {what.were} still above half the height of {what.their} peak {duration(number(fell.low) or 0.0)} after it, "
            f"counted from the usual level ({counted}, {until})."
        )
    return ""


def _peaked(asked: Asked, episode: Episode) -> str:
    top = episode.top
    if top is None:
        return ""
    curve = episode.choice.curve()
    k = episode.bin_of(top.at)
    start, end = float(curve.start[k]), float(curve.start[k] + curve.width[k])
    value = number(episode.about("level").value) or 0.0
    when, height = episode.clock.within(start, end), level(episode.choice, value)
    what, until = subject(asked, episode.choice), f"observed to {episode.clock.end()}"
    zone = f"; times in {episode.clock.home.key}" if episode.clock.fine else ""
    if not episode.rises:
        return f"{what} {what.were} highest {when}, at {height}, without a clear rise above the usual level ({until}{zone})."
    interval = ""
    if top.low is not None and top.high is not None and top.high - top.low > 1.5 * (end - start):
        interval = f"95 % interval of the time {episode.clock.between(top.low, top.high)}; "
    return f"{what} peaked {when} at {height} ({interval}{until}{zone})."


def _began(asked: Asked, episode: Episode) -> str:
    began = episode.began
    if began is None:
        return ""
    what, clock = subject(asked, episode.choice), episode.clock
    when = f"on {clock.moment(began.at)}, known to {width(episode.choice)} either way"
    if clock.coarse and began.low is not None and began.high is not None:
        when = f"on {clock.between(began.low, began.high)}"
    zone = f"; times in {clock.home.key}" if clock.fine else ""
    rose = f"first rose clearly above {what.their} usual level"
    if episode.rule != "threshold":
        rose = f"rose, {RULES[episode.rule]}, first"
    return f"{what} {rose} {when} (observed {clock.span()}{zone})."


def _counted(episode: Episode) -> str:
    return f"bins of {width(episode.choice)}"


def _unborne(asked: Asked, episode: Episode) -> tuple[Unborne, ...]:
    what = subject(asked, episode.choice)
    found = []
    if episode.fell.value is None and episode.fell.status not in ("NE_RIGHT", "NE_GRANULARITY"):
        found.append(
            Unborne(
                f"{what} faded within so many hours.",
                f"There is no half-life: {because(episode.fell)}.",
                next_step(episode.fell),
            )
        )
    if episode.began is not None:
        found.append(
            Unborne(
                f"The story began on {episode.clock.moment(episode.began.at)}.",
                "This is the onset in one source; earlier traces may lie elsewhere.",
                "Series of other channels, and the first trace as an event with its source.",
            )
        )
    if episode.fell.value is not None:
        found.append(
            Unborne(
                f"Half of all {what.mid.removeprefix('the share of ')} had come within {said(episode.fell, 'h').value}.",
                "This is the half-life of intensity: how fast the rate fell, not when half of the total had come.",
                "The engagement half-life, with the horizon up to which the total is counted.",
            )
        )
    found += [each for each in (_index(episode), _cause(what.text)) if each is not None]
    return tuple(found)


def _index(episode: Episode) -> Unborne | None:
    by = episode.choice.binned.by
    if by.get("metric") == "coverage_share":
        return Unborne(
            "There were so many reports about it.",
            "The value is a percentage of everything that the source watched, so it counts neither reports nor readers.",
            "The number of reports, where the source gives it as well.",
        )
    if by.get("metric") != "search_index":
        return None
    return Unborne(
        "So many people searched for it.",
        "The index is relative: each file is scaled to its own maximum of 100, so it counts neither people nor searches.",
        "Absolute search volumes from another source.",
    )


def _cause(what: str) -> Unborne:
    return Unborne(
        f"{what} faded because of a check, a correction or a removal.",
        "The series shows when attention fell, not why.",
        "A comparison with similar incidents without it.",
    )


def caveats(episode: Episode, low: float, high: float) -> tuple[str, ...]:
    """What the estimates' own notes say, what lies outside of the picture, and where the clock was changed in it."""
    changed = episode.clock.changes(low, high)
    notes = [each.estimates[0].note for each in episode.measured]
    notes += [episode.about("level").note]
    began = episode.began
    if began is None or began.at >= low:
        return (*changed, *sentences(*notes))
    outside = (
        f"The onset, {episode.clock.moment(began.at)}, lies before this picture: it may belong to an earlier, "
        "unrelated rise. Choose a period that begins with this episode."
    )
    return (outside, *changed, *sentences(*notes))


def _outside(later: int) -> tuple[str, ...]:
    if not later:
        return ()
    lie = "lies" if later == 1 else "lie"
    return (
        f"{count(later, 'later peak')} {lie} outside of this picture: show all that is stored.",
    )


def alt(episode: Episode, low: float, high: float) -> str:
    """What the picture shows, for those who cannot see it."""
    clock, choice = episode.clock, episode.choice
    told = [f"Line chart of {choice.unit}, {clock.days(low, high)}."]
    if episode.began is not None and episode.began.at >= low:
        told.append(f"Onset on {clock.moment(episode.began.at)}.")
    if episode.top is not None:
        value = number(episode.about("level").value) or 0.0
        start = float(choice.curve().start[episode.bin_of(episode.top.at)])
        if not episode.rises:
            told.append(
                f"Highest at {amount(value)} on {clock.moment(start)}, without a clear rise."
            )
            return " ".join(told)
        told.append(f"Peak of {amount(value)} on {clock.moment(start)}.")
        half = said(episode.fell, "h")
        if half.value != "not known":
            interval = f", {hours(episode.fell)}" if episode.fell.value is not None else ""
            told.append(f"Half-life of intensity: {half.value}{interval}.")
    return " ".join(told)
