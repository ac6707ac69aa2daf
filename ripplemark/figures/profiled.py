"""Numbers that stand below one another, each with its own unit, denominator, date and scale, and what is missing where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from ripplemark.charts.profile import Line, Track
from ripplemark.figure import Unborne
from ripplemark.figures.saying_series import because, mid, next_step, number
from ripplemark.measures import Measurement
from ripplemark.result import Column, Estimate
from ripplemark.wording import amount

COLUMNS = (
    Column("name", "VARCHAR", "", "which number"),
    Column("metric", "VARCHAR", "", "the metric's name on the command line"),
    Column("quantity", "VARCHAR", "", "which of the metric's numbers, where it gives several"),
    Column("about", "VARCHAR", "", "what it is, of what it is a share, and its date"),
    Column("value", "DOUBLE", "", "the number, in its unit; empty where there is none"),
    Column("low", "DOUBLE", "", "lower end of its 95 % interval, or what is known all the same"),
    Column("high", "DOUBLE", "", "upper end; empty where it is open"),
    Column("unit", "VARCHAR", "", "unit of the three"),
    Column("n", "BIGINT", "", "bins or searches that it rests on"),
    Column("status", "VARCHAR", "", "'ok', 'bounds', or the code that says why there is no number"),
    Column("said", "VARCHAR", "", "the number in words, or what is missing and how to get it"),
)
_TYPES = {"VARCHAR": pa.string(), "DOUBLE": pa.float64(), "BIGINT": pa.int64()}
NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Told:
    """One number as it is told.

    Attributes:
        metric: the measure; ``unit`` of its estimate, None where nothing was measured.
        name, about: what it is called, and what it is, of what, at which date.
        words, under: the number, and its interval; where there is none, why and how to get it.
        tracks: its scale, or one for each of several numbers; none where none helps.
        borne: a complete sentence that the number bears; '' for none.
        unborne: what cannot be written without it; None where the number is there.
    """

    metric: str
    name: str
    about: str
    words: str
    under: str
    estimate: Estimate | None = None
    unit: str = ""
    tracks: tuple[Track, ...] = ()
    borne: str = ""
    unborne: Unborne | None = None

    @property
    def known(self) -> bool:
        """True where there is a number, or an end of one."""
        return self.words != NOT_KNOWN

    @property
    def line(self) -> Line:
        """As it is drawn."""
        return Line(self.name, self.about, self.words, self.under, self.tracks, self.known)


def missing(metric: str, name: str, about: str, estimate: Estimate, sentence: str) -> Told:
    """A number that is not there: why, and what would give it."""
    why, needed = because(estimate), next_step(estimate)
    told = f"{why[:1].upper()}{why[1:]}. {needed}"
    return lacking(
        metric, name, about, told, Unborne(sentence, f"It cannot be said: {why}.", needed), estimate
    )


def wanting(
    metric: str, name: str, about: str, estimate: Estimate, sentence: str, why: str, needed: str
) -> Told:
    """As ``missing``, with why and what is needed in words of one's own: 'The series up to 6 April 2026.'"""
    told = f"{why[:1].upper()}{why[1:]}. Needed: {mid(needed)}"
    return lacking(
        metric, name, about, told, Unborne(sentence, f"It cannot be said: {why}.", needed), estimate
    )


def too_early(
    metric: str, name: str, about: str, estimate: Estimate, sentence: str, ends: tuple[str, str]
) -> Told:
    """A number for which the series ends too early: on the first of two days, where it must reach the second."""
    why, needed = f"the series ends on {ends[0]}", f"The series up to {ends[1]}."
    return wanting(metric, name, about, estimate, sentence, why, needed)


def lacking(
    metric: str,
    name: str,
    about: str,
    told: str,
    unborne: Unborne | None = None,
    estimate: Estimate | None = None,
) -> Told:
    """A number that is not there, in words of one's own."""
    return Told(metric, name, about, NOT_KNOWN, told, estimate, unborne=unborne)


def which(answer: Measurement, **by: str) -> Estimate:
    """The estimate of an answer with these parts, else its first one."""
    for each in answer.estimates:
        if all(str(each.by.get(name)) == value for name, value in by.items()):
            return each
    return answer.estimates[0]


def times(value: float) -> str:
    """So many times: '1.4 times', '12 times'."""
    return f"{value:.1f} times" if value < 9.95 else f"{amount(round(value))} times"


def times_interval(estimate: Estimate) -> str:
    """'95 % interval 1.1 to 1.8 times'; '' where there is none."""
    low, high = number(estimate.low), number(estimate.high)
    if low is None:
        return ""
    if high is None:
        return f"95 % interval {low:.1f} times or more"
    return f"95 % interval {low:.1f} to {times(high)}"


def beside_one(estimate: Estimate, mark: str) -> Track:
    """A scale of so many times, with 1 marked."""
    value, low, high = (number(each) for each in (estimate.value, estimate.low, estimate.high))
    top = max(2.0, *(1.15 * each for each in (value, low, high) if each is not None))
    if value is not None:
        top = min(top, max(2.0, 4 * value))
    return Track(0.0, top, ("0", times(top)), value, low, high, mark=(1.0, mark))


def of_share(estimate: Estimate, ends: tuple[str, str]) -> Track:
    """A scale from nought to all."""
    return Track(
        min(0.0, number(estimate.low) or 0.0, number(estimate.value) or 0.0),
        1.0,
        ends,
        number(estimate.value),
        number(estimate.low),
        number(estimate.high),
        filled="before",
    )


def rows(told: Sequence[Told]) -> pa.Table:
    """The numbers as a table, those that are missing included."""
    listed = [_row(each) for each in told]
    return pa.Table.from_pylist(
        listed, schema=pa.schema([(each.name, _TYPES[each.type]) for each in COLUMNS])
    )


def _row(each: Told) -> dict[str, object]:
    of = each.estimate or Estimate({}, None, None, None, 0, status="NE_FEW")
    said = f"{each.words} ({each.under})" if each.known and each.under else each.under
    return {
        "name": each.name,
        "metric": each.metric,
        "quantity": of.by.get("quantity"),
        "about": each.about,
        "value": number(of.value),
        "low": number(of.low),
        "high": number(of.high),
        "unit": each.unit or None,
        "n": of.n,
        "status": of.status,
        "said": said or each.words,
    }


def unborne_of(told: Sequence[Told], most: int = 3) -> list[Unborne]:
    """What cannot be written because a number is missing; each sentence once."""
    found = [each.unborne for each in told if each.unborne is not None]
    return list(dict.fromkeys(found))[:most]


def noted(told: Told, *sentences: str) -> Told:
    """The same number with more under it."""
    return replace(told, under="; ".join(part for part in (told.under, *sentences) if part))
