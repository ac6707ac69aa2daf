"""The words of the attention figure: how fast one series faded, when it began and peaked, what that allows to write."""

from __future__ import annotations

from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.episode import Episode
from ripplemark.figures.saying_series import (
    because,
    bins_counted,
    level,
    measured_as,
    mid,
    next_step,
    number,
    sentences,
    subject,
    width,
)
from ripplemark.wording import amount, duration, said


def words(asked: Asked, episode: Episode, low: float, high: float) -> Words:
    """Headline, subtitle, claims, caveats and alt of one series drawn from ``low`` to ``high``."""
    return Words(
        headline(asked, episode),
        measured_as(asked, episode.choice),
        alt(episode, low, high),
        claims(asked, episode),
        caveats(episode, low),
        (bins_counted(episode.choice),),
    )


def headline(asked: Asked, episode: Episode) -> str:
    """How fast it fell to half of its peak, or why that cannot be said."""
    what, fell = subject(asked, episode.choice), episode.fell
    told = said(fell, "h")
    if fell.value is not None:
        return f"{what} fell to half their peak in {told.value}"
    if fell.status == "NE_GRANULARITY":
        return f"{what} fell to half their peak in {told.value}, too fast to time with these bins"
    if fell.status == "NE_RIGHT" and number(fell.low):
        return f"{what} took {told.value} to fall to half their peak: the series ends on {episode.clock.end()}"
    return f"How fast {mid(what)} faded cannot be said: {because(fell)}"


def claims(asked: Asked, episode: Episode) -> Claims:
    """Three sentences at most that are borne, each complete by itself, and those that are not."""
    borne = (_faded(asked, episode), _peaked(asked, episode), _began(asked, episode))
    return Claims(tuple(each for each in borne if each), _unborne(asked, episode))


def _faded(asked: Asked, episode: Episode) -> str:
    what, fell = subject(asked, episode.choice), episode.fell
    told, until = said(fell, "h"), f"observed to {episode.clock.end()}"
    counted = _counted(episode)
    if fell.value is not None:
        interval = told.interval.replace("95 % interval: ", "95 % interval ")
        return (
            f"{told.value[:1].upper()}{told.value[1:]} after their peak, {mid(what)} had fallen to half the peak's height above "
            f"the usual level ({interval}; {counted}, {until})."
        )
    if fell.status == "NE_GRANULARITY":
        return f"{what} fell to half the height of their peak above the usual level in {told.value} ({counted}, {until})."
    if fell.status == "NE_RIGHT" and number(fell.low):
        return (
            f"{what} were still above half the height of their peak {duration(number(fell.low) or 0.0)} after it "
            f"({counted}, {until})."
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
    when = episode.clock.within(start, end)
    told = f"{subject(asked, episode.choice)} peaked {when} at {level(episode.choice, value)}"
    if top.low is not None and top.high is not None and top.high - top.low > 1.5 * (end - start):
        told += f" (95 % interval of the time: {episode.clock.between(top.low, top.high)})"
    return f"{told}, of what was observed to {episode.clock.end()}{_zone(episode)}."


def _began(asked: Asked, episode: Episode) -> str:
    began = episode.began
    if began is None:
        return ""
    return (
        f"{subject(asked, episode.choice)} first rose clearly above their usual level on "
        f"{episode.clock.moment(began.at)}, known to {width(episode.choice)} either way{_zone(episode)}."
    )


def _zone(episode: Episode) -> str:
    """The zone, where hours are told."""
    return f" (times in {episode.clock.home.key})" if episode.clock.fine else ""


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
                f"Half of all {mid(what)} had come within {said(episode.fell, 'h').value}.",
                "Three half-lives circulate. This is the half-life of intensity: how fast the rate fell, not when half of "
                "the total had come.",
                "The engagement half-life, with the horizon up to which the total is counted.",
            )
        )
    found.append(_index(episode) or _cause(what))
    return tuple(found[:3])


def _index(episode: Episode) -> Unborne | None:
    by = episode.choice.binned.by
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


def caveats(episode: Episode, low: float) -> tuple[str, ...]:
    """What the estimates' own notes say, and what lies outside of the picture."""
    notes = [each.estimates[0].note for each in episode.measured]
    notes += [episode.about("level").note]
    began = episode.began
    if began is None or began.at >= low:
        return sentences(*notes)
    outside = (
        f"The onset, {episode.clock.moment(began.at)}, lies before this picture: it may belong to an earlier, "
        "unrelated rise. Choose a period that begins with this episode."
    )
    return (outside, *sentences(*notes))


def alt(episode: Episode, low: float, high: float) -> str:
    """What the picture shows, for those who cannot see it."""
    clock, choice = episode.clock, episode.choice
    told = [f"Line chart of {choice.unit}, {clock.days(low, high)}."]
    if episode.began is not None and episode.began.at >= low:
        told.append(f"Onset on {clock.moment(episode.began.at)}.")
    if episode.top is not None:
        value = number(episode.about("level").value) or 0.0
        start = float(choice.curve().start[episode.bin_of(episode.top.at)])
        told.append(f"Peak of {amount(value)} on {clock.moment(start)}.")
        half = said(episode.fell, "h")
        if half.value != "not known":
            told.append(f"Half-life of intensity: {half.value}.")
    return " ".join(told)
