"""The words of a comparison before and after: a difference with its interval in words, and never its cause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from ripplemark.charts.lapse import span
from ripplemark.estimate.survival import LEAST_ITEMS
from ripplemark.figure import Unborne
from ripplemark.figures import lag_claims, lag_words
from ripplemark.figures.base import Asked
from ripplemark.figures.lag_words import clock, things
from ripplemark.figures.telling import date_words
from ripplemark.figures.watching import Watched
from ripplemark.gate.words import EVENTS
from ripplemark.measures.kept import kept
from ripplemark.measures.period import Period
from ripplemark.result import Estimate
from ripplemark.wording import said

__all__ = ["Compared", "clock"]
_POINT = "percentage point"


@dataclass(frozen=True, slots=True)
class Compared:
    """What is told from: the items of both sides, each side's own, both differences (after minus before), the deadline.

    ``few`` is True where a curve is a plain count, since its side has too few items for an estimate.
    """

    whole: Watched
    before: Watched
    after: Watched
    mean: Estimate
    share: Estimate
    hours: float
    few: bool

    @property
    def told(self) -> bool:
        """True where the difference of the means has a value and an interval."""
        return self.mean.status == "ok" and None not in (
            self.mean.value,
            self.mean.low,
            self.mean.high,
        )


def _event(asked: Asked) -> tuple[str, datetime, bool] | None:
    """The event that splits the items: what it is called, its day, and whether it is known to the moment."""
    kind = asked.settings["event"]
    rows = kept(
        asked.serving,
        ("events", asked.incident),
        lambda: asked.serving.run("archive/events_of_incident", incident=asked.incident).records(),
    )
    dated = [row for row in rows if row["kind"] == kind]
    if kind is None or not dated:
        return None
    first = min(dated, key=lambda row: row["time_lo"])
    at = first["time_lo"].astimezone(ZoneInfo(asked.zone))
    return EVENTS[kind], at, bool(first["time_lo"] == first["time_hi"])


def what(asked: Asked) -> str:
    """What the items are split by: 'the court decision of 10 March 2025', '10 March 2025'."""
    event = _event(asked)
    if event is not None:
        return f"the {event[0]} of {date_words(event[1])}"
    split = str(asked.settings["split"])
    _, seconds = Period(None, split).instants(asked.zone)
    if seconds is None:
        return split
    at = datetime.fromtimestamp(seconds, UTC).astimezone(ZoneInfo(asked.zone))
    hour = "" if len(split) <= len("2025-03-10") or asked.gate.coarse else f", {at:%H:%M}"
    return f"{date_words(at)}{hour}"


def later(asked: Asked) -> str:
    """Where an item of the later side began: 'after the court decision of ...', 'from 10 March 2025 on'."""
    return f"after {what(asked)}" if _event(asked) else f"from {what(asked)} on"


def _unit(of: Compared) -> tuple[str, ...]:
    """The sides in a sentence: 'where the notice came after ...', 'where it came before'."""
    return f"where {clock(of.whole)} came {later(of.whole.asked)}", "where it came before"


def _kind(of: Compared) -> str:
    """'reported items on Chirp and Vidra', without their number."""
    return f"{things(of.whole, 2).split(' ', 1)[1]}{lag_words.on(of.whole)}"


def one_sided(asked: Asked) -> str:
    """That nothing can be compared."""
    return f"All items of {asked.incident} with a known lag lie on one side of {what(asked)}"


def _hours(value: float) -> str:
    return said(_plain(value), "h").value


def _plain(value: float) -> Estimate:
    return Estimate({}, value, None, None, 0, 0, 0, "ok")


def _way(value: float) -> str:
    """'12 hours less', '3 hours longer'."""
    return f"{_hours(abs(value))} {'less' if value < 0 else 'longer'}"


def _range(of: Estimate) -> str:
    """'95 % interval: 21 hours less to 3 hours less'."""
    return f"95 % interval: {_way(float(of.low or 0))} to {_way(float(of.high or 0))}"


def clear(of: Estimate) -> bool:
    """True where the interval does not hold 0."""
    if of.low is None or of.high is None:
        return False
    return float(of.low) > 0 or float(of.high) < 0


def headline(of: Compared) -> str:
    """The difference of the means, or that none is clear, or why there is none."""
    asked, (after, before) = of.whole.asked, _unit(of)
    if not of.told:
        counted = f"{things(of.before)} before, {things(of.after)} after"
        if of.mean.status == "NE_FEW":
            small = min(of.before.items, of.after.items) < LEAST_ITEMS
            few = "items" if small else f"were {of.whole.fate.gone}"
            return f"Too few {few} to compare before and {later(asked)}: {counted}"
        return f"No one number for the difference before and {later(asked)}: {counted}"
    kind, way = _kind(of), _way(float(of.mean.value or 0))
    text = f"were {of.whole.fate.up} {way} on average {after} than {before}"
    if clear(of.mean):
        return f"{kind[0].upper()}{kind[1:]} {text}"
    return (
        f"No clear difference in how long {kind} were {of.whole.fate.up} before and {later(asked)}: on average "
        f"{_ends(of.mean)}"
    )


def _ends(of: Estimate) -> str:
    return f"{_way(float(of.low or 0))} to {_way(float(of.high or 0))}"


def subtitle(of: Compared) -> str:
    """What is drawn and measured."""
    interval = (
        "with 95 % intervals" if not of.few else "as a plain count where a side has few items"
    )
    mean = f"; {_range(of.mean)} for the difference of the means" if of.told else ""
    tau = of.mean.by.get("tau")
    horizon = f", each item counted for at most {_hours(tau)}" if of.told and tau else ""
    text = f"share {of.whole.fate.gone} by time before and {later(of.whole.asked)}, {interval}{mean}{horizon}"
    return lag_words.subtitle(of.whole, text)


def names(of: Compared, side: Watched, *, before: bool) -> tuple[str, ...]:
    """The name of a curve, the longest wording first."""
    name = "before" if before else "after"
    by = side.by(of.hours)
    counted = f"{lag_words.short(by)} of {side.items:,} {of.whole.fate.gone} by {span(of.hours)}"
    return f"{name}: {counted}", f"{name}: {lag_words.short(by)} of {side.items:,}", name


def alt(of: Compared) -> str:
    """What the picture looks like, for those who do not see it."""
    before, after = (
        names(of, side, before=k == 0)[0] for k, side in enumerate((of.before, of.after))
    )
    return (
        f"Two step curves of the share {of.whole.fate.gone} by time from {clock(of.whole)}, before and "
        f"{later(of.whole.asked)}. {before[0].upper()}{before[1:]} (dashed). {after[0].upper()}{after[1:]}."
    )


def borne(of: Compared) -> tuple[str, ...]:
    """Sentences that the data bear, each complete by itself."""
    whole, end = of.whole, f"as observed until {lag_words.ended(of.whole)}"
    interval = f" ({_range(of.mean)})" if of.told and clear(of.mean) else ""
    found = [f"{headline(of)}{interval}, {end}"]
    found += [_counts(of, end), *_share(of, end)]
    return tuple(lag_claims.claim(whole, each) for each in found)


def _counts(of: Compared, end: str) -> str:
    start = f"within {span(of.hours)} of {clock(of.whole)}"
    sides = []
    for name, side in (("before", of.before), ("after", of.after)):
        by = side.by(of.hours)
        sides.append(f"{lag_words.number(by)} of {things(side)} from {name}")
    return (
        f"{sides[0]} {what(of.whole.asked)} and {sides[1]} were {of.whole.fate.gone} {start}, {end}"
    )


def _share(of: Compared, end: str) -> list[str]:
    share = of.share
    if (
        share.status != "ok"
        or share.value is None
        or share.by.get("quantity") != "share-difference"
    ):
        return []
    text = (
        f"the share {of.whole.fate.gone} within {span(of.hours)} of {clock(of.whole)} was {_points(float(share.value))} "
        f"{later(of.whole.asked)} than before (95 % interval: {_points(float(share.low or 0))} to "
        f"{_points(float(share.high or 0))}), {end}"
    )
    return [text if clear(share) else f"{text}: no clear difference"]


def _points(value: float) -> str:
    """'18 percentage points higher', '3 percentage points lower'."""
    size = round(100 * abs(value))
    told = f"{size} {_POINT}{'' if size == 1 else 's'}" if size else f"less than 1 {_POINT}"
    return f"{told} {'lower' if value < 0 else 'higher'}"


def unborne(of: Compared) -> tuple[Unborne, ...]:
    """Sentences that these data do not bear: first of all that what lies between was the cause."""
    thing = what(of.whole.asked)
    event = _event(of.whole.asked) is not None
    cause = (
        f"{thing[0].upper()}{thing[1:]} changed" if event else f"What happened on {thing} changed"
    )
    found = [
        Unborne(
            f"{cause} how long items were {of.whole.fate.up}.",
            "This is a difference, not a cause: it lies between two periods in which other things changed too, such as the "
            "items themselves, how many there were, who reported them, and how closely they were watched.",
            "Items of the same two periods that it could not have changed, to compare with, and several such moments.",
        )
    ]
    if of.told and not clear(of.mean):
        found.append(
            Unborne(
                f"There was no difference before and {later(of.whole.asked)}.",
                f"That none is clear does not show that there was none: it may have been {_ends(of.mean)}.",
                "More items on both sides, or times known more exactly.",
            )
        )
    return (*found, *lag_claims.unborne(of.whole, [of.whole.by(of.hours)])[:2])


def caveats(of: Compared) -> tuple[str, ...]:
    """What a reader must know beside it."""
    told = [
        "Items from before that were not gone by then count with all of their time, so what came later is in both curves.",
        *of.whole.remarks(),
    ]
    event = _event(of.whole.asked)
    if event is not None and not event[2]:
        told.append(
            "Items whose clock started while the event may have been happening are on neither side."
        )
    note = of.mean.note.partition("Positive:" if of.told else ". ")[0].strip().rstrip(".")
    if note:  # of whom it holds, how wide times are, or why there is no number
        told.append(f"{note}.")
    if of.few:
        told.append(
            "Too few items on a side, or too few ended, for an estimate: its curve is a plain count, without an interval."
        )
    return tuple(of.whole.fate.told(each) for each in told)
