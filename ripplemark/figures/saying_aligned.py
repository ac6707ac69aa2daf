"""The words of incidents on one clock: where the middle one stood after a while, who is left out, what cannot be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from ripplemark.charts.aligned import Band
from ripplemark.estimate.across import LEAST, rank
from ripplemark.estimate.series import Floats
from ripplemark.figure import Claims, Unborne
from ripplemark.figures.across_times import Time, time_of
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.episode import Episode, bin_of
from ripplemark.figures.incident_set import LeftOut, Member, named
from ripplemark.figures.saying_series import hours, level, number
from ripplemark.wording import CHANNELS, amount, count, duration, said

_MOMENTS = {
    "peak": "the peak",
    "onset": "the onset",
    "check": "the first published check",
    "calendar": "",
}
_READ = (1.0, 6.0, 12.0, 24.0, 48.0, 72.0, 168.0, 336.0, 720.0, 2160.0, 8760.0)
"""Hours after the common moment at which the middle incident is told; the last of them well within the picture."""


@dataclass(frozen=True, slots=True)
class Said:
    """How incidents are put beside one another: which moment is common, what heights are, of which channel."""

    align: str
    heights: str
    channel: str

    @property
    def moment(self) -> str:
        """'the peak'; '' on a calendar."""
        return _MOMENTS[self.align]

    @property
    def place(self) -> str:
        """'social media'."""
        return CHANNELS.get(self.channel, "attention")


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """One incident in the picture.

    ``at`` is its common moment in seconds since 1970, 0 on a calendar; ``heights`` shape (n,) what is drawn of its n bins,
    in ``unit``.
    """

    member: Member
    episode: Episode
    at: float
    heights: Floats
    unit: str

    @property
    def code(self) -> str:
        """Its code word."""
        return self.member.code

    @property
    def width(self) -> Floats:
        """Shape (n,): the bins' widths in seconds."""
        return self.episode.choice.curve().width

    @property
    def centre(self) -> Floats:
        """Shape (n,): the middle of each bin in seconds from the common moment."""
        return self.episode.choice.curve().centre - self.at

    @property
    def step(self) -> float:
        """A bin's usual width in seconds."""
        return float(np.median(self.width))

    @property
    def starts(self) -> float:
        """When it begins to be told, in seconds since 1970: its onset, else its peak, else its first bin."""
        known = self.episode.began or self.episode.top
        return known.at if known else float(self.episode.choice.curve().start[0])

    @property
    def fades(self) -> float:
        """When it first stood at a sixth of its peak, in seconds since 1970; its end where it never did."""
        curve, top = self.episode.choice.curve(), self.episode.top
        height = number(self.episode.about("level").value) or 0.0
        if top is None:
            return curve.end
        low = np.flatnonzero((curve.centre > top.at) & (curve.line <= height / 6))
        return float(curve.centre[low[0]]) if low.size else curve.end

    @property
    def peak(self) -> tuple[float, float] | None:
        """Where its peak is drawn: seconds from the common moment, and how high."""
        top = self.episode.top
        if top is None:
            return None
        height = float(self.heights[bin_of(self.episode.choice.curve(), top.at)])
        return (top.at - self.at, height) if height == height else None

    @property
    def half(self) -> Time | None:
        """Its half-life of intensity, over or not; None where nothing is known of it."""
        return time_of(self.episode.fell, "h")

    def over(self, at: float) -> float:
        """Its height so many seconds after the common moment; NaN where it is not known."""
        k = int(np.searchsorted(self.centre, at))
        near = [j for j in (k - 1, k) if 0 <= j < self.centre.size]
        fits = [j for j in near if abs(self.centre[j] - at) <= self.width[j] / 2 + 1]
        return float(self.heights[fits[0]]) if fits else float("nan")


def notes(asked: Asked, one: Placed, placed: Sequence[Placed], of: Said) -> tuple[str, ...]:
    """What stands beside a code word, from the longest wording to the shortest."""
    fell = said(one.episode.documents[0].estimates[0], "h")
    half = f"half-life {fell.value}" if fell.value != "not known" else ""
    height = number(one.episode.about("level").value)
    top = f"peak {level(one.episode.choice, height)}" if height and of.heights != "peak" else ""
    if of.align == "calendar" and one.episode.top is not None:
        top = f"peak {one.episode.clock.moment(one.episode.top.at)}"
    beside = standing(asked, one, placed)
    ways = (
        (top, half, beside),
        (half, beside),
        (top, half),
        (half,),
        (top,),
        (f"peak {amount(height)}" if height and of.heights != "peak" else "",),
    )
    found = ["; ".join(part for part in way if part) for way in ways]
    return tuple(dict.fromkeys(each for each in found if each))


def standing(asked: Asked, one: Placed, placed: Sequence[Placed]) -> str:
    """'faster than 8 of 11': among the others whose half-life can be compared; '' for few, and where it may not be told."""
    own = one.half
    others = [each.half for each in placed if each is not one]
    known = [each for each in others if each is not None]
    if own is None or not own.over or len(known) < LEAST - 1:
        return ""
    times = np.array([each.hours for each in known])
    found = rank(own.hours, times, np.array([each.over for each in known]))
    told = asked.gate.persons({"slower": found.slower, "not": found.of - found.slower})
    if found.of < LEAST - 1 or told["slower"] is None or told["not"] is None:
        return ""
    return f"faster than {found.slower} of {found.of}"


def words(
    asked: Asked,
    of: Said,
    placed: Sequence[Placed],
    window: tuple[float, float],
    middle: Band | None,
    left: LeftOut,
    *,
    shared: bool,
) -> Words:
    """Headline, subtitle, claims, caveats and alternative text."""
    finding = middle_told(asked, of, placed, window, middle)
    head = finding or _plain(asked, of, placed)
    claims = Claims(tuple(_borne(of, placed, finding)), _unborne(of))
    told = told_number(asked, len(placed))
    counted = (f"{count(told, 'incident')}",) if told is not None else ()
    return Words(
        head,
        _subtitle(asked, of, placed, middle, shared=shared),
        _alt(of, placed, head),
        claims,
        (*left.sentences(), *_caveats(of, placed)),
        counted,
    )


def told_number(asked: Asked, number_: int) -> int | None:
    """How many incidents there are, where that may be told: each is somebody's."""
    return asked.gate.persons({"incidents": number_})["incidents"]


def _of(asked: Asked, number_: int) -> str:
    """'9 incidents', or without the number where it may not be told."""
    told = told_number(asked, number_)
    return count(told, "incident") if told is not None else "the incidents"


def middle_told(
    asked: Asked,
    of: Said,
    placed: Sequence[Placed],
    window: tuple[float, float],
    middle: Band | None,
) -> str:
    """Where the middle incident stood at a round time after the common moment; '' where there is no middle."""
    if middle is None or of.heights != "peak" or of.align == "calendar":
        return ""
    read = (
        [0.0] if of.align == "check" else [each for each in _READ if 3600 * each <= 0.5 * window[1]]
    )
    if not read:
        return ""
    k = int(np.argmin(np.abs(middle.at - 3600 * read[-1])))
    low, value, high = middle.lower[k], middle.middle[k], middle.upper[k]
    if not np.isfinite(value):
        return ""
    known = sum(each.over(middle.at[k]) == each.over(middle.at[k]) for each in placed)
    when = (
        "At the first published check" if not read[-1] else f"{_after(read[-1])} after {of.moment}"
    )
    return (
        f"{when} the middle one of {_of(asked, known)} stood at {value:.0f} % of its peak, the middle half "
        f"between {low:.0f} and {high:.0f} %"
    )


def _after(time: float) -> str:
    text = {1.0: "One hour", 24.0: "A day", 48.0: "Two days", 168.0: "A week", 336.0: "Two weeks"}
    return text.get(time, duration(time) if time < 72 else f"{time / 24:.0f} days")


def _plain(asked: Asked, of: Said, placed: Sequence[Placed]) -> str:
    if of.align == "calendar":
        tops = [each.episode.top.at for each in placed if each.episode.top is not None]
        if tops:
            first, last = min(tops), max(tops)
            if _day(first) == _day(last):
                return f"{named([each.code for each in placed])} peaked on {_day(first)}"
            return (
                f"The peaks of {_of(asked, len(placed))} lie between {_day(first)} and {_day(last)}"
            )
    one = [each for each in placed if each.half is not None and each.half.over]
    if one and len(placed) <= 3:
        told = [f"{each.code} after {duration(each.half.hours)}" for each in one if each.half]
        return f"Down to half of the peak: {named(told)}"
    return f"{named([each.code for each in placed], 3)} on {of.place}, from {of.moment or 'first to last day'} on"


def _day(at: float) -> str:
    local = datetime.fromtimestamp(at, UTC)
    return f"{local.day} {local:%B %Y}"


def _subtitle(
    asked: Asked, of: Said, placed: Sequence[Placed], middle: Band | None, *, shared: bool
) -> str:
    units = list(dict.fromkeys(each.unit for each in placed))
    unit = units[0] if len(units) == 1 else "each in its own unit"
    unit = unit if shared else f"{unit}, each on a scale of its own"
    if of.heights == "peak":
        unit = "each as a share of its own peak"
    clock = f"from {of.moment} on" if of.moment else "by the calendar, in UTC"
    log = "; equal steps upward are equal ratios" if asked.settings["axis"] == "log" else ""
    grey = (
        "; grey: the middle one of all of them, the middle half, and fainter the middle four fifths"
        if middle is not None
        else ""
    )
    place = of.place[:1].upper() + of.place[1:]
    return f"{place}: {unit}, {clock}{log}{grey}; observed to {_last(placed)}"


def _last(placed: Sequence[Placed]) -> str:
    last = max(placed, key=lambda each: each.episode.clock.last)
    return last.episode.clock.end()


def _fallen(time: str) -> str:
    """'after 13 hours', 'within 24 hours'."""
    return f"within {time.removeprefix('under ')}" if time.startswith("under ") else f"after {time}"


def _borne(of: Said, placed: Sequence[Placed], finding: str) -> list[str]:
    found = [f"{finding} ({of.place}; observed to {_last(placed)})."] if finding else []
    known = [each for each in placed if each.half is not None and each.half.over]
    for each in sorted(known, key=lambda one: one.half.hours if one.half else 0.0)[
        : 3 - len(found)
    ]:
        fell = each.episode.documents[0].estimates[0]
        found.append(
            f"{each.code} had fallen to half of its peak on {of.place} {_fallen(said(fell, 'h').value)} ({hours(fell)}; "
            f"{each.episode.choice.unit}; observed to {each.episode.clock.end()})."
        )
    if not found:
        found.append(
            f"{named([each.code for each in placed])} are drawn from {of.place}, observed to {_last(placed)}."
        )
    return found


def _unborne(of: Said) -> tuple[Unborne, ...]:
    size = Unborne(
        "One incident was larger than another.",
        "Heights are shares of each one's own peak."
        if of.heights == "peak"
        else "Sources count different things in different places, and cover them differently.",
        "The same unit, from sources that cover the same places in the same way.",
    )
    why = Unborne(
        "It faded faster because it was checked, or removed, earlier.",
        "Curves beside one another show when, never why; the incidents differ in much else.",
        "Incidents alike in all but that, or a comparison planned before looking.",
    )
    law = Unborne(
        "Incidents of this kind fade in this way.",
        "These are the incidents that somebody put on record, not a sample of all there were.",
        "A rule by which incidents were collected before anybody knew how they went.",
    )
    return (size, why, law)


def _caveats(of: Said, placed: Sequence[Placed]) -> tuple[str, ...]:
    found = []
    widths = {each.episode.choice.binned.by.get("bin_width") for each in placed}
    if len(widths) > 1:
        found.append(
            "The series have bins of different widths: in wider bins a peak is lower and everything looks slower."
        )
    metrics = dict.fromkeys(each.episode.choice.metric.split(",")[0] for each in placed)
    if len(metrics) > 1:
        found.append(
            f"The series count different things ({', '.join(metrics)}): only their shapes compare, never their heights."
        )
    if sum(each.half is not None for each in placed) >= LEAST:
        found.append(
            "'Faster than' compares half-lives as numbers; where two intervals overlap, which was faster is not known."
        )
    if of.align == "check":
        found.append(
            "Only incidents that were checked are here; those never checked may have gone another way."
        )
    return tuple(found)


def _alt(of: Said, placed: Sequence[Placed], head: str) -> str:
    clock = f"with {of.moment} at 0" if of.moment else "by the calendar"
    told = [f"Small multiples of {count(len(placed), 'incident')} {clock}, one cell each. {head}."]
    for each in placed[:10]:
        half = each.half
        fell = (
            f"half of its peak after {duration(half.hours)}"
            if half and half.over
            else "half of its peak not reached"
        )
        told.append(f"{each.code}: {fell if half else 'no half-life'}.")
    if len(placed) > 10:
        told.append(f"And {len(placed) - 10} more.")
    return " ".join(told)
