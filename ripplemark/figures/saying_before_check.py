"""The words of attention before the first check: they follow the verdict, and no denial is called a check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from ripplemark.estimate.outcome import hours_in_words
from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.check_share import moment_end
from ripplemark.figures.composing import Words
from ripplemark.figures.events import Happening, first
from ripplemark.figures.saying_series import because, next_step, number, sentences, subject
from ripplemark.figures.series import Choice
from ripplemark.figures.series_clock import Clock
from ripplemark.figures.telling import days_words
from ripplemark.gate.words import EVENTS
from ripplemark.result import Estimate
from ripplemark.schema import CHANNELS, RELATIVE_METRICS
from ripplemark.wording import count, duration

_WITHIN = "Of the attention"
"""How an estimate's note begins that says up to when attention was counted."""


@dataclass(frozen=True, slots=True)
class Check:
    """The first check: what it is called ('first published check', 'debunk'), its day or days, how far its ends lie apart in hours."""

    name: str
    day: str
    hours: float


@dataclass(frozen=True, slots=True)
class Told:
    """One series with its share before the check."""

    choice: Choice
    clock: Clock
    estimate: Estimate

    @property
    def ends(self) -> tuple[float, float]:
        """The share at the check's earliest and at its latest; the same twice where it is one number."""
        of = self.estimate
        value, low, high = (number(each) for each in (of.value, of.low, of.high))
        if value is not None:
            return value, value
        return (low or 0.0, high or 0.0)

    @property
    def known(self) -> bool:
        """True where there is a share, or two bounds of one."""
        return self.estimate.status in ("ok", "bounds")

    @property
    def unit(self) -> str:
        """'posts'."""
        return self.choice.metric.split(",")[0]

    @property
    def place(self) -> tuple[int, str]:
        """Its place among the series: by kind of place, as everywhere, never by its share."""
        channel = self.choice.channel
        return (CHANNELS.index(channel) if channel in CHANNELS else len(CHANNELS), self.choice.key)

    @property
    def before_the_rise(self) -> bool:
        """True where the check came before the onset: none of the attention lies before it."""
        return self.ends[1] == 0.0

    @property
    def after_the_end(self) -> bool:
        """True where the check came after the last bin: how much came later is not known."""
        return bool(self.estimate.censored)

    @property
    def all_before(self) -> bool:
        """True where attention was counted for a time that was over before the check: all of it lies before."""
        return self.ends[0] >= 1.0 and not self.after_the_end

    @property
    def counted(self) -> str:
        """'within 35 days of the onset', as the estimate says it; empty where it does not."""
        for each in sentences(self.estimate.note):
            if each.startswith(_WITHIN) and " within " in each:
                return f"within {each.partition(' within ')[2].rstrip('.')}"
        return ""


def check_of(asked: Asked, events: Sequence[Happening], kinds: Sequence[str]) -> Check | None:
    """The first event that counts as a check, in words that follow the verdict; None where none is on record."""
    event = first(events, kinds)
    if event is None:
        return None
    verdict = asked.archive.decision(asked.incident, "verdict")
    name = asked.gate.event(event.kind, str(verdict) if verdict else None, None)
    name = name if name.startswith("first ") else f"first {name}"
    zone, end = ZoneInfo(asked.zone), moment_end(event)
    low, high = event.low.astimezone(zone), end.astimezone(zone)
    last = max(low, high - timedelta(microseconds=1))
    return Check(name, days_words(low, last), (end - event.low).total_seconds() / 3600)


def between_words(check: Check) -> str:
    """What the part of a bar is called that lies between the check's earliest and its latest."""
    return f"before or after: its time is known to within {hours_in_words(check.hours)}"


def no_check(asked: Asked, events: Sequence[Happening], kinds: Sequence[str]) -> tuple[str, str]:
    """Headline and next step where no check is on record: that none is on record does not say that none was published."""
    wanted = " or ".join(EVENTS[each] for each in kinds)
    how = (
        "Add its events as a table with a time and a kind in each row (the Data page has the template for dated events); a "
        "published check has the kind fact_check. What an authority or the person concerned denies is a statement and no check."
    )
    if not events:
        return (
            f"Whether {asked.incident} was checked is not known: no dated event is on record",
            f"How much attention came before the first published check can be told once it is. {how}",
        )
    others = (
        "The one dated event on record is none"
        if len(events) == 1
        else f"None of {len(events)} dated events is one"
    )
    so_far = (
        f"{others}. If none was published, all attention so far came before one; "
        f"if one was, its day is missing here. {how}"
    )
    return f"No {wanted} of {asked.incident} is on record", so_far


def none_told(check: Check, told: Sequence[Told]) -> tuple[str, str]:
    """Headline and next step where no series has a share."""
    why = next((each for each in told if not _relative(each)), told[0]).estimate
    return (
        f"How much attention came before the {check.name} cannot be said: {because(why)}",
        next_step(why),
    )


def _relative(told: Told) -> bool:
    return told.choice.binned.by.get("metric") in RELATIVE_METRICS


def one_share(share: float) -> str:
    """'12 %'; 'under 1 %' and 'over 99 %' where it is neither nought nor all."""
    if 0 < share < 0.005:
        return "under 1 %"
    if 0.995 < share < 1:
        return "over 99 %"
    return f"{100 * share:.0f} %"


def shares(low: float, high: float) -> str:
    """A share, or the two between which it lies: '12 %', '12 to 28 %', 'under 1 % to 8 %'."""
    one, two = one_share(low), one_share(high)
    if one == two:
        return one
    plain = one[:1].isdigit() and two[:1].isdigit()
    return f"{one.removesuffix(' %')} to {two}" if plain else f"{one} to {two}"


def _interval(told: Told) -> str:
    """' (95 % interval 11 to 13 %)'; empty where there is none."""
    of = told.estimate
    low, high = number(of.low), number(of.high)
    if of.status != "ok" or low is None or high is None or low == high:
        return ""
    return f" (95 % interval {shares(low, high)})"


def row_words(told: Told) -> str:
    """What stands below the name of a series: '12 % before (95 % interval 11 to 13 %), of the posts within 35 days of the onset'."""
    if told.after_the_end:
        return f"all {told.unit} so far: the check came after these data end"
    if told.all_before:
        return f"all of the {told.unit} {told.counted}: the check came later"
    if told.before_the_rise:
        return f"none of the {told.unit}: the check came before they rose"
    of = f", of the {told.unit} {told.counted}" if told.counted else f", of the {told.unit}"
    return f"{shares(*told.ends)} before{_interval(told)}{of}"


def words(
    asked: Asked,
    check: Check,
    known: Sequence[Told],
    rest: Sequence[Told],
    events: Sequence[Happening],
) -> Words:
    """Headline, subtitle, claims, caveats and alternative text."""
    what = "of what lay above its usual level" if asked.settings["of"] == "excess" else "of all"
    series = count(len(known), "series", "series")
    return Words(
        _headline(asked, check, known),
        f"Share {what} that was counted from each series' own onset on, in its own unit; {_observed(known)}",
        " ".join(
            (
                f"A bar of 100 % for each of {series}, filled up to the share that came before the {check.name}.",
                *(f"{each.choice.named}: {row_words(each)}." for each in known),
            )
        ),
        Claims(tuple(_claim(asked, check, each) for each in known[:3]), _unborne(check, events)),
        (*_left_out(rest), *_notes(known)),
        (series,),
    )


def _observed(known: Sequence[Told]) -> str:
    ends = dict.fromkeys(each.clock.end() for each in known)
    return f"observed to {next(iter(ends))}" if len(ends) == 1 else "each observed to its own end"


def _headline(asked: Asked, check: Check, known: Sequence[Told]) -> str:
    moment = f"the {check.name} of {check.day}"
    within = asked.settings["within"]
    if within is not None and all(each.all_before for each in known):
        onset = "the onset" if len(known) == 1 else f"the onset of each of {len(known)} series"
        return f"The {check.name} of {check.day} came more than {duration(within)} after {onset}"
    first = f"the first {duration(within)} of " if within is not None else ""
    if len(known) == 1:
        what = subject(asked, known[0].choice)
        if known[0].before_the_rise:
            return f"The {check.name} of {check.day} came before {what.mid} rose"
        share = shares(*known[0].ends)
        counted = (
            f"{what.mid} from the onset on"
            if within is None
            else f"{what.mid} in the {duration(within)} from the onset on"
        )
        counted += f", above {what.their} usual level," if asked.settings["of"] == "excess" else ""
        return f"{_upper(share)} of {counted} had come before {moment}"
    if all(each.before_the_rise for each in known):
        return f"The {check.name} of {check.day} came before any of {len(known)} series rose"
    share = shares(min(each.ends[0] for each in known), max(each.ends[1] for each in known))
    if " to " not in share:
        return f"{_upper(share)} of {first}attention to each of {len(known)} series had come before {moment}"
    return f"{_upper(share)} of {first or 'the '}attention, by series, had come before {moment}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _claim(asked: Asked, check: Check, told: Told) -> str:
    what, until = subject(asked, told.choice), f"observed to {told.clock.end()}"
    moment = f"the {check.name} of {check.day}"
    if told.after_the_end:
        return f"All {what.mid} counted from the onset on came before {moment}, which lies after the end of these data ({until})."
    if told.all_before:
        return f"All {what.mid} counted {told.counted} came before {moment}, which came later than that ({until})."
    if told.before_the_rise:
        return f"{what} rose clearly only after {moment}; none of what was counted from the onset on came before it ({until})."
    counted = told.counted or "from the onset on"
    of = f"all {what.mid} counted"
    if asked.settings["of"] == "excess":
        of = f"what lay above the usual level of {what.mid}"
    share = f"{shares(*told.ends)}{_interval(told)}"
    known = ""
    if told.estimate.status == "bounds":
        known = f", whose time is known only to within {hours_in_words(check.hours)}"
    return f"Of {of} {counted}, {share} had come before {moment}{known} ({until})."


def _unborne(check: Check, events: Sequence[Happening]) -> tuple[Unborne, ...]:
    found = [
        Unborne(
            f"The {check.name} made attention fall.",
            "Order in time is not cause: attention falls after nearly every peak, and who saw the check is not known.",
            "Similar incidents that were not checked, or places that the check did not reach, compared in the same way.",
        ),
        Unborne(
            "So much of all attention came before anyone had checked it.",
            "These are shares of what was collected, one for each unit; posts that were deleted are missing, and an earlier check "
            "may not be on record.",
            "A complete collection, and a search for checks in every language and place.",
        ),
    ]
    if any(each.kind == "official_denial" for each in events):
        found.append(
            Unborne(
                "It was checked when it was denied.",
                "A denial is a statement of a party. It is not counted as a check here.",
                "A check by somebody who is no party, with its day.",
            )
        )
    return tuple(found)


def _left_out(rest: Sequence[Told]) -> tuple[str, ...]:
    relative = [each for each in rest if _relative(each)]
    found = []
    if relative:
        found.append(
            f"{count(len(relative), 'series', 'series')} of an index or of shares of coverage {'is' if len(relative) == 1 else 'are'} "
            "left out: its points count nothing that could be added up."
        )
    for each in rest:
        if not _relative(each):
            found.append(f"{each.choice.label} has no share: {because(each.estimate)}.")
    return tuple(found)


def _notes(known: Sequence[Told]) -> tuple[str, ...]:
    """What the estimates say of themselves, but for what stands in the words already."""
    told = sentences(*(each.estimate.note for each in known))
    return tuple(
        each
        for each in told
        if not each.startswith((_WITHIN, "No check was published", "When the check came"))
        and "its exact time would settle" not in each.lower()
    )
