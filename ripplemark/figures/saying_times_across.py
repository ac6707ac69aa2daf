"""The words of times across incidents: what being through means for each measure, the middle, and what cannot be written."""

from __future__ import annotations

from dataclasses import dataclass

from ripplemark.estimate.across import LEAST
from ripplemark.estimate.survival import SurvivalCurve
from ripplemark.figure import Claims, Unborne
from ripplemark.figures.across_times import Time, spread_of
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.incident_set import LeftOut
from ripplemark.figures.saying_aligned import told_number
from ripplemark.figures.saying_moved import beside
from ripplemark.measures import named
from ripplemark.wording import CHANNELS, count, duration


@dataclass(frozen=True, slots=True)
class Done:
    """What it is called when a time is over: '40 % (were) ...', 'no incident ...', and from when it is counted."""

    word: str
    through: str
    since: str
    verb: str = "were"


_DONE = {
    "half-life": Done("down to half of their peak", "is down to half of its peak", "the peak"),
    "time-to-tenth": Done("down to a tenth of their peak", "is down to a tenth", "the peak"),
    "time-to-peak": Done("at their peak", "has peaked", "the onset"),
    "return-to-baseline": Done("back to usual", "is back to usual", "the peak"),
    "check-lag": Done("checked", "was checked", "the onset"),
    "doubling-time": Done("doubled", "has doubled", "any moment of their growth", "had"),
    "fitted-half-life": Done(
        "down to half by the fitted law",
        "is down to half by a fitted law",
        "the end of the peak bin",
    ),
    "engagement-half-life": Done(
        "half-way through the attention of their first seven days",
        "was seen for seven days",
        "the onset",
    ),
    "time-to-correction": Done(
        "corrected on a first page of results",
        "shows a correction on a first page of results",
        "the first published check",
    ),
}
_OTHERS = Done("within that time", "has that time", "0")


def done(name: str) -> Done:
    """The words of a measure; plain ones where it has none of its own."""
    return _DONE.get(name, _OTHERS)


def since(name: str) -> str:
    """From when a time is counted, in words."""
    return done(name).since


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What is told: the measure, its channel, every time, the curve through them.

    ``moved`` says whose time changed thresholds move, ``usual`` is the same with the default ones, ``other`` is True where
    its curve is another one; '', None and False where no threshold is changed.
    """

    name: str
    channel: str | None
    times: tuple[Time, ...]
    curve: SurvivalCurve
    left: LeftOut
    moved: str = ""
    usual: Told | None = None
    other: bool = False

    @property
    def where(self) -> str:
        """'social media'."""
        if self.name == "time-to-correction":
            return "first pages of results"
        return CHANNELS.get(self.channel or "", "attention")


def words(asked: Asked, of: Told, last: str) -> Words:
    """Headline, subtitle, claims, caveats and alternative text."""
    finding = _finding(asked, of)
    number = told_number(asked, len(of.times))
    open_ = asked.gate.persons({"over": int(of.curve.ended), "open": int(of.curve.censored)})
    counted = [count(number, "incident")] if number is not None else []
    if counted and open_["open"]:
        counted.append(f"{open_['open']} not over when watching ended")
    band = "as a plain count" if of.curve.few else "with its 95 % interval"
    title = named(of.name).title
    return Words(
        finding,
        f"{title}, {of.where}: share of incidents {done(of.name).word} by time since {since(of.name)}, {band}; "
        f"observed to {last}{_usually(asked, of, finding)}",
        f"Step curve: share of incidents {done(of.name).word}, by time since {since(of.name)}. {finding}.",
        Claims((f"{finding} ({title}; {of.where}; observed to {last}).",), _unborne()),
        (*((of.moved,) if of.moved else ()), *of.left.sentences(), *_caveats(of)),
        tuple(counted),
    )


def _usually(asked: Asked, of: Told, finding: str) -> str:
    """The finding with the default thresholds, where one is changed."""
    if of.usual is None:
        return ""
    dashed = "; dashed: with the default thresholds" if of.other else ""
    return f"{dashed}{beside(finding, _finding(asked, of.usual))}"


def _finding(asked: Asked, of: Told) -> str:
    """By when half of them were through, or how many are."""
    said, number = done(of.name).word, told_number(asked, len(of.times))
    verb = done(of.name).verb
    many = f"of {count(number, 'incident')}" if number is not None else "of the incidents"
    if number == 1:
        return f"{named(of.name).title} of the one incident: {duration(of.times[0].hours)}"
    middle = spread_of(of.times)
    if middle.median is not None:
        after = duration(asked.gate.lag(middle.median))
        if of.name in _DONE:
            return f"Half {many} {verb} {said} within {after} of {since(of.name)}"
        return f"{named(of.name).title}: half {many} had at most {after}"
    if len(of.times) < LEAST:
        over = [each for each in of.times if each.over]
        longest = duration(asked.gate.lag(max(each.hours for each in over)))
        told = asked.gate.persons({"over": len(over), "not": len(of.times) - len(over)})["over"]
        those = f"{told} {many}" if told is not None else "Those that were through"
        return f"{those} {verb} {said} within {longest}"
    longest = duration(asked.gate.lag(max(each.hours for each in of.times)))
    return f"Fewer than half {many} {verb} {said} within {longest}"


def _unborne() -> tuple[Unborne, ...]:
    return (
        Unborne(
            "On average it took so long.",
            "Times of incidents are skewed, and some were not over when watching ended: a mean of half-lives is no half-life.",
            "The median and the middle half.",
        ),
        Unborne(
            "The next incident will take so long.",
            "These are the incidents that somebody put on record, not a sample of all there were.",
            "A rule by which incidents were collected before anybody knew how they went.",
        ),
    )


def _caveats(of: Told) -> tuple[str, ...]:
    found = []
    if of.curve.few:
        found.append(
            "Below ten incidents, or five that were through, the share is a plain count without an interval."
        )
    if of.curve.censored:
        found.append(
            "Incidents that were not through when watching ended count as long as they were watched; they are not left out."
        )
    if any(each.bounded for each in of.times):
        found.append("A time that is known within bounds only counts at its upper bound.")
    if of.name == "time-to-correction":
        found.append(
            "An incident counts from the first of its searches that showed a correction, whichever engine, language or device it was."
        )
    if of.name == "check-lag":
        found.append(
            "Incidents that were never checked are counted as watched to their end, not left out."
        )
    return tuple(found)
