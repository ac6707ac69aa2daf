"""What is said of who found it and who decided: what platforms say of themselves, what is not said, and no ranking."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ripplemark.charts.mix import Shade
from ripplemark.figure import Claims, Unborne
from ripplemark.figures.base import Asked
from ripplemark.figures.composing import Words
from ripplemark.figures.lag_words import listed
from ripplemark.figures.platform_words import per_cent
from ripplemark.figures.sourcing import once
from ripplemark.figures.watching import platforms
from ripplemark.measures.detection import COUNTED, LEAST, NOT_SAID
from ripplemark.result import Estimate
from ripplemark.wording import count

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """What shares are of: a heading, the columns whose words name a part, the parts in their order with words and colours."""

    heading: str
    columns: tuple[str, ...]
    words: Mapping[Name, str]
    shades: Mapping[Name, Shade]


_SOURCES: dict[Name, tuple[str, Shade]] = {
    ("notice",): ("a notice", Shade("accent")),
    ("trusted_flagger",): ("a trusted flagger", Shade("accent", 0.78)),
    ("authority",): ("an authority", Shade("accent", 0.58)),
    ("own_initiative",): ("the platform itself", Shade("grey", 0.42)),
    ("other",): ("another way", Shade("grey", 0.2)),
    (NOT_SAID,): (NOT_SAID, Shade("paper")),
}
_WAYS: dict[Name, str] = {("other",): "in another way", (NOT_SAID,): NOT_SAID}
"""How it is said after a count that something led to it; of the others 'by' and their words."""
_FINDERS = {"yes": "machines", "no": "people", NOT_SAID: "finder not said"}
_DECIDERS = {
    "fully": "machines",
    "partially": "both",
    "not": "people",
    NOT_SAID: "decider not said",
}
_HUES = {"yes": ("accent", 1.0, 0.17), "no": ("grey", 0.45, 0.11), NOT_SAID: ("grey", 0.09, 0.03)}


def _automation() -> dict[Name, tuple[str, Shade]]:
    """Every combination of who found it and who decided."""
    found: dict[Name, tuple[str, Shade]] = {}
    for finder, by in _FINDERS.items():
        hue, depth, step = _HUES[finder]
        for k, (decider, who) in enumerate(_DECIDERS.items()):
            words = f"{by} found and decided" if by == who else _words(by, who)
            shade = Shade(hue, depth - k * step)  # type: ignore[arg-type]
            found[finder, decider] = (words, shade)
    found[NOT_SAID, NOT_SAID] = (NOT_SAID, Shade("paper"))
    return found


def _words(by: str, who: str) -> str:
    """'machines found, both decided'; 'finder not said, people decided'."""
    found, decided = (
        each if NOT_SAID in each else f"{each} {did}"
        for each, did in ((by, "found"), (who, "decided"))
    )
    return f"{found}, {decided}"


def _family(
    heading: str, columns: tuple[str, ...], parts: Mapping[Name, tuple[str, Shade]]
) -> Family:
    words = {name: each[0] for name, each in parts.items()}
    return Family(heading, columns, words, {name: each[1] for name, each in parts.items()})


FAMILIES = {
    "detection": _family("What led the platform to it", ("detection",), _SOURCES),
    "automation": _family(
        "The part of machines",
        ("automated_detection", "automated_decision"),
        _automation(),
    ),
}
"""By the name of the quantity of the measure."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the measure answered for one platform: shares, or counts alone where there are too few items for shares."""

    platform: str
    estimates: tuple[Estimate, ...]

    @property
    def any_shares(self) -> bool:
        """True where there are enough items for shares."""
        return any(each.value is not None for each in self.estimates)

    @property
    def items(self) -> int:
        """How many items its shares are of; where some came back, how many appearances of items."""
        return max((each.n for each in self.estimates), default=0)

    @property
    def noun(self) -> str:
        """What is counted: an item, or an appearance of one where some came back."""
        return "appearance" if any(each.by.get(COUNTED) for each in self.estimates) else "item"

    def named(self, family: str) -> dict[Name, Estimate]:
        """What is known of one family by the words of the columns, in the order of the key."""
        about = FAMILIES[family]
        found = {
            tuple(str(each.by[name]) for name in about.columns): each
            for each in self.estimates
            if each.by.get("quantity") == family
        }
        return {name: found[name] for name in about.words if name in found}

    def share(self, family: str, *first: str) -> float:
        """The share of all parts whose first column says one of these."""
        parts = self.named(family).items()
        return sum(float(each.value or 0.0) for name, each in parts if name[0] in first)

    @property
    def counts(self) -> str:
        """How many were found in which way, in words, the most first: '12 by a notice, 3 not said'."""
        ways = [(each.events or 0, name) for name, each in self.named("detection").items()]
        words = FAMILIES["detection"].words
        return ", ".join(
            f"{number:,} {_WAYS.get(name, f'by {words[name]}')}"
            for number, name in sorted(ways, key=lambda way: -way[0])
            if number
        )


@dataclass(frozen=True, slots=True)
class Told:
    """All that is told: every platform, those that have a bar, the known defects, and what was chosen.

    ``declared`` is True where platforms say it themselves, in statements of decisions; else a log's keeper noted it.
    """

    asked: Asked
    found: tuple[Found, ...]
    shown: tuple[Found, ...]
    defects: tuple[str, ...]
    settings: Mapping[str, Any]
    declared: bool

    @property
    def first(self) -> tuple[Found, ...]:
        """Every platform, the one with the most items first."""
        return tuple(sorted(self.found, key=lambda each: (-each.items, each.platform)))

    @property
    def by_whom(self) -> str:
        """By whose word: the platform's own, or that of whoever kept the log."""
        return "it says" if self.declared else "as recorded"

    def things(self, of: Found) -> str:
        """How many of what on a platform: '190 items of THICKET', '1 decision', '328 appearances of items of THICKET'."""
        incident = self.asked.incident
        chosen = self.settings.get("content", "all")
        about = "" if chosen == "all" else " about intimate images"
        if not incident:
            return f"{count(of.items, 'decision')}{about}"
        again = " of items" if of.noun == "appearance" else ""
        return f"{items(of)}{again}{about} of {incident}"


def items(of: Found) -> str:
    """How many a bar rests on."""
    return count(of.items, of.noun)


def heading(family: str, told: Told) -> str:
    """What stands above the bars of a family, and by whose word."""
    return f"{FAMILIES[family].heading}, {'as it says' if told.declared else told.by_whom}"


def instead(of: Found) -> tuple[str, ...]:
    """What stands in place of a bar, the longest wording first."""
    why = f"too few for shares, which need {LEAST}"
    found = f": {of.counts}" if of.counts else ""
    return (f"{why}{found}", why, "too few for shares")


def hover(platform: str, part: str, each: Estimate) -> str:
    """What is read out beside the pointer: the share, its interval, and how many of how many."""
    share = per_cent(float(each.value or 0.0))
    ends = [per_cent(float(end)) for end in (each.low, each.high) if end is not None]
    interval = f", 95 % interval {ends[0]} to {ends[1]}" if len(ends) == 2 else ", no interval"
    return f"{platform}: {share} {part}{interval}; {each.events:,} of {each.n:,}"


NOTHING = (
    "No item here says who found it or who decided",
    "Add data that say it, such as statements of the EU's DSA Transparency Database.",
)
"""What is said where no item says it: the headline, and what to add."""


def words(told: Told) -> Words:
    """Headline, subtitle, claims, caveats and alternative text."""
    said = tuple(f"{_by_itself(told, each)}." for each in told.first[:3])
    machines = tuple(f"{_machines(told, each)}." for each in told.first[:3] if each.any_shares)
    return Words(
        headline(told),
        subtitle(told),
        alt(told),
        Claims((*said, *machines), UNBORNE),
        (*told.defects, *_left(told), *_silent(told), *_still_up(told), *_notes(told.found)),
        (_counted(told.found),),
    )


def headline(told: Told) -> str:
    """Of the platform with the most items, what led it to them; that others are shown, where there are any."""
    first, *others = told.first
    text = _by_itself(told, first)
    if others:
        more = count(len(others), "more platform")
        text += f"; {more} {'is' if len(others) == 1 else 'are'} shown beside it, not pooled"
    return text


def _by_itself(told: Told, of: Found) -> str:
    if not of.any_shares:
        counts = f"{of.counts}: " if of.counts else ""
        return f"{_of(told, of)}, {counts}too few for shares, which need {LEAST}"
    reported = of.share("detection", "notice", "trusted_flagger", "authority")
    own, silent = of.share("detection", "own_initiative"), of.share("detection", NOT_SAID)
    text = _of(told, of)
    if silent == 1:
        return f"{text}, none says what led the platform to it"
    unsaid = f"; {per_cent(silent)} do not say" if silent else ""
    if reported == own == 0:
        return f"{text}, {per_cent(of.share('detection', 'other'))} name another way than a report or its own search{unsaid}"
    return f"{text}, {per_cent(reported)} followed a report and {per_cent(own)} the platform's own initiative, {told.by_whom}{unsaid}"


def _of(told: Told, of: Found) -> str:
    return f"Of {told.things(of)} on {of.platform}"


def _machines(told: Told, of: Found) -> str:
    found = of.share("automation", "yes")
    parts = of.named("automation").items()
    decided = sum(float(each.value or 0.0) for name, each in parts if name[1] == "fully")
    silent = sum(float(each.value or 0.0) for name, each in parts if NOT_SAID in name)
    unsaid = f"; of {per_cent(silent)} one or the other is not said" if silent else ""
    return (
        f"{_of(told, of)}, machines found {per_cent(found)} and decided {per_cent(decided)} "
        f"without people, {told.by_whom}{unsaid}"
    )


def subtitle(told: Told) -> str:
    """What is drawn, of what, by whose word."""
    incident = f"{told.asked.incident}: share" if told.asked.incident else "Share"
    period = " to ".join(
        filter(None, (told.settings.get("from") or "", told.settings.get("to") or ""))
    )
    when = f" Of the period chosen: {period}." if period else ""
    what = f"{told.first[0].noun}s" if told.asked.incident else "decisions"
    whose = "platforms say it of themselves" if told.declared else "whoever kept the log noted it"
    return (
        f"{incident} of {what}, by what led the platform to it and by the part of machines, as {whose}; "
        f"each bar is one platform.{when}"
    )


def alt(told: Told) -> str:
    """The bars in words."""
    bars = "; ".join(_bar_in_words(each) for each in told.shown)
    return f"Bars of 100 per cent, one for each platform, twice: what led to it, and the part of machines. {bars}."


def _bar_in_words(of: Found) -> str:
    if not of.any_shares:
        return f"{of.platform}, {items(of)}: too few for shares"
    parts = [
        f"{per_cent(float(each.value or 0.0))} {FAMILIES[family].words[name]}"
        for family in FAMILIES
        for name, each in of.named(family).items()
        if each.value
    ]
    return f"{of.platform}, {items(of)}: {', '.join(parts)}"


def _left(told: Told) -> tuple[str, ...]:
    """How many platforms have no bar, and that datasets are taken together."""
    left = len(told.found) - len(told.shown)
    more = (
        f"Drawn are the {len(told.shown)} platforms with the most items; the rows hold {left} more."
    )
    return (more,) if left else ()


def _silent(told: Told) -> tuple[str, ...]:
    """Which platforms of the incident, counted in other pictures, have no bar, as none of their datasets says who found anything."""
    asked, here = told.asked, {each.platform for each in told.found}
    if not asked.incident or asked.where:
        return ()
    all_ = dict.fromkeys(asked.gate.platform(each.platform) for each in platforms(asked))
    names = [name for name in all_ if name not in here]
    if not names:
        return ()
    whose = "its" if len(names) == 1 else "their"
    told_ = f"Without a bar: {listed(names)}. No dataset with {whose} items says who found anything"
    return (f"{told_}; other pictures of the incident count them.",)


def _still_up(told: Told) -> tuple[str, ...]:
    """That a log holds items on which nobody had decided, unlike a database of decisions."""
    if told.declared or not told.asked.incident:
        return ()
    return (
        "An item that was still up counts as well: nobody had decided on it, so who decided is not said.",
    )


def _counted(found: Sequence[Found]) -> str:
    """The part of the source line that counts."""
    noun = next((each.noun for each in found if each.noun != "item"), "item")
    return f"{count(sum(each.items for each in found), noun)} of {_platforms(found)}"


def _notes(found: Sequence[Found]) -> tuple[str, ...]:
    """What the measure remarks on a platform's shares, each remark once, with its platform."""
    notes = [(each.platform, _remark(each)) for each in found]
    return once(f"{platform}: {note}" for platform, note in notes if note)


_OF_ONE = re.compile(r"(It never occurs here|It is all there is here)[^.]*\.\s*")
"""What is remarked on one share alone, not on a platform."""


def _remark(of: Found) -> str:
    return _OF_ONE.sub("", of.estimates[0].note).strip() if of.estimates else ""


def _platforms(found: Sequence[Found]) -> str:
    return count(len(found), "platform")


UNBORNE = (
    Unborne(
        "The platform's machines find most of such content.",
        "The shares are of what is on record; what nobody found is in no database and no log, and nobody knows how much it is.",
        "A sample of all content, looked through by people.",
    ),
    Unborne(
        "Reports are of no use, as so few decisions follow one.",
        "A platform that acts on much by itself has a small share of reports, however many of them it answers.",
        "Reports, those without any action among them, with what became of each.",
    ),
    Unborne(
        "One platform finds more by itself than another.",
        "Platforms differ in what they count as one decision and in how they fill in the form.",
        "The same kind of item, counted and labelled in one way on both.",
    ),
)
"""What such bars do not bear."""
