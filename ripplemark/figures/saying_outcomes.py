"""What is said of outcomes over time: how many each outcome ended, what the shares bear, and what they do not."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ripplemark.charts.lapse import span
from ripplemark.charts.outcomes import REST, UP, Stack, by_powers
from ripplemark.figure import Unborne
from ripplemark.figures import lag_words as words
from ripplemark.figures.lag_claims import claim
from ripplemark.figures.watching import Watched
from ripplemark.gate.coarse import coarse_moment
from ripplemark.result import Estimate
from ripplemark.wording import count, duration, said

OTHERWISE = "otherwise"
"""What has no name of its own among the outcomes."""
NAMES = {
    **words.OUTCOMES,
    "unknown": "gone for unknown reasons",
    OTHERWISE: "ended in another way",
}
"""What each outcome is called after 'were'; the last one stands by itself."""


class Share(Protocol):
    """A share of items from some time on, per cent."""

    @property
    def outcome(self) -> str: ...

    @property
    def value(self) -> float | None: ...

    @property
    def drawn(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Fates:
    """The items of a figure, and how many of them each outcome ended."""

    of: Watched
    counts: Mapping[str, int]

    @property
    def up(self) -> int:
        """Items that nothing had ended when last looked at."""
        return self.of.items - sum(self.counts.values())


def headline(fates: Fates) -> str:
    """'Of 40 reported items on Chirp, 21 were removed by the platform and 6 taken down by the uploader; 13 were still up ...'"""
    of, looked = fates.of, f"when last looked at, by {words.ended(fates.of)}"
    if of.items == 1:
        one, until = f"{words.the_one(of)}{words.on(of)}", f"as observed until {words.ended(of)}"
        fate = next((f"{_was(name, 1)}{NAMES[name]}" for name in fates.counts), None)
        return f"{one} {fate}, {until}" if fate else f"{one} was {of.fate.still_up} {looked}"
    if not fates.counts:
        things = f"{words.things(of)}{words.on(of)}"
        return f"Of {things}, {words.every(of.items)} were {of.fate.still_up} {looked}"
    up = f"{fates.up:,} {words.were(fates.up)}" if fates.up else "none was"
    return f"Of {words.things(of)}{words.on(of)}, {_ended(fates)}; {up} {of.fate.still_up} {looked}"


def _ended(fates: Fates) -> str:
    """'21 were removed by the platform and 6 taken down by the uploader'; 'all 40 were removed by the platform'."""
    told = []
    for k, (name, number) in enumerate(fates.counts.items()):
        number_ = words.every(number) if number == fates.of.items else f"{number:,}"
        told.append(f"{number_} {'' if k else _was(name, number)}{NAMES[name]}")
    return words.listed(told)


def _was(name: str, number: int) -> str:
    """The verb before the name of an outcome, with a space behind it."""
    return "" if name == OTHERWISE else f"{words.were(number)} "


def subtitle(fates: Fates, few: bool) -> str:
    """What is drawn, by which clock, until when anyone looked, and how many are left out."""
    of = fates.of
    incident = f"{of.asked.incident}: " if of.asked.incident else ""
    what = "share of items that each outcome had ended by each time, those left on top"
    plain = ", as a plain count" if few else ""
    text = f"{incident}{what}{plain}"
    told = [
        f"The clock starts at {words.clock(of)}{words.cohort(of.asked)}",
        *([f"an item that {fates.of.fate.came_back} appears again"] if of.again else []),
        f"last look on {words.ended(of)}",
        *([f"{count(of.left_out, 'item')} left out"] if of.left_out else []),
    ]
    return f"{text[0].upper()}{text[1:]}. {'; '.join(told)}."


def key(fates: Fates, outcome: str, shares: Sequence[Share], few: bool) -> str:
    """An outcome in the key, with its share when watching ended: 'removed by the platform: 52 %', '9 of 12'."""
    name = fates.of.fate.still_up if outcome == UP else NAMES[outcome]
    if few:
        number = fates.up if outcome == UP else fates.counts[outcome]
        return f"{name}: {number:,} of {fates.of.items:,}"
    last = [each for each in shares if each.outcome == outcome][-1:]
    if not last:
        return name
    least = "" if last[0].value is not None else "at least "
    return f"{name}: {least}{last[0].drawn:.0f} %"


def rest(share: float, unsure: bool, others: Collection[str]) -> str:
    """The layer of what is in no other, in the key."""
    told = [*(["other ends"] if others else []), *(["not certain"] if unsure or not others else [])]
    name = ", or ".join(told)
    return f"{name}: {share:.0f} %" if round(share) else name


def watched(fates: Fates) -> str:
    """What heads the numbers at risk."""
    up = fates.of.fate.still_up
    return f"{up[0].upper()}{up[1:]} and watched"


def alt(fates: Fates, drawn: Stack) -> str:
    """What the picture looks like, for those who do not see it."""
    over = duration(max(drawn.until, 1 / 60))
    layers = "; ".join(layer.text for layer in drawn.layers)
    return (
        f"Stacked areas of what became of {words.things(fates.of)} over {over} from {words.clock(fates.of)}. At the end, from "
        f"the bottom: {layers}."
    )


def borne(fates: Fates, estimates: Sequence[Estimate]) -> tuple[str, ...]:
    """Sentences that the data bear, each complete by itself."""
    of = fates.of
    told = [headline(fates), *_largest(fates, estimates)]
    if of.items > 1 and fates.counts:
        ended = sum(fates.counts.values())
        told.append(
            f"{ended:,} of {words.things(of)}{words.on(of)} had ended in one way or another, as observed until {words.ended(of)}"
        )
    return tuple(claim(of, each) for each in told)


def _largest(fates: Fates, estimates: Sequence[Estimate]) -> list[str]:
    """The outcome that ended most, as an estimate that counts those still up, at the last time for which there is one."""
    of, name = fates.of, max(fates.counts, key=lambda each: fates.counts[each], default=None)
    known = [
        each
        for each in estimates
        if each.by.get("outcome") == name and each.status == "ok" and "at" in each.by
    ]
    if name is None or not known:
        return []
    last = max(known, key=lambda each: float(each.by["at"]))
    share, hours = said(last, "share"), duration(coarse_moment(float(last.by["at"])))
    told = (
        f"{share.value} of {words.things(of)}{words.on(of)} were {NAMES[name]} within {hours} of {words.clock(of)} "
        f"({share.interval}), items {fates.of.fate.still_up} counted for as long as they were watched, as observed until "
        f"{words.ended(of)}"
    )
    return [told]


def unborne(fates: Fates) -> tuple[Unborne, ...]:
    """Sentences that these data do not bear, why, and what would be needed."""
    of = fates.of
    found = [
        Unborne(
            f"This is how often platforms {of.fate.act} such content.",
            f"{'This is' if of.items == 1 else 'These are'} {words.things(of)} that somebody put on record for one incident, "
            "not a sample of all such content.",
            "Every item of a kind, or a random sample of them, whoever reported it.",
        )
    ]
    if len(fates.counts) > 1:
        found.append(
            Unborne(
                "With one of these ways of ending less, so many more would have ended in another.",
                "What one outcome ended, no other can end: what would have become of it is not known.",
                "Items of the same kind that nothing else could end.",
            )
        )
    if fates.counts.keys() - set(of.asked.settings.get("gone") or ()):
        found.append(
            Unborne(
                f"As many were {of.fate.gone} as the curve of the share {of.fate.gone} says at its end.",
                "That curve takes an item out of the count when it ends in another way, and so lies higher than the shares here, "
                "which are of all items.",
                "The shares here, or the plain counts.",
            )
        )
    if sum(fates.counts.values()) and of.clock in words.REQUESTS:
        found.append(
            Unborne(
                f"They ended because of {words.clock(of)}.",
                "What came first is known, not what was the reason.",
                "The platforms' own reasons, or items that nobody reported to compare with.",
            )
        )
    return tuple(found)


def drawn_remarks(drawn: Stack, few: bool) -> tuple[str, ...]:
    """What must be known to read the picture."""
    told = []
    if (since := drawn.at[0]) > 0:
        told.append(
            f"Too few items were watched in the first {span(since)}: the layers begin there, and hold for those that nothing had "
            "ended by then."
        )
    if by_powers(drawn):
        told.append(
            "The axis of time is drawn by powers: equal steps are equal ratios of time, so the pace must not be read from "
            "the slopes."
        )
    if few:
        told.append(
            "Too few items, or too few that ended, for an estimate: the layers are the plain count among all items."
        )
    if any(layer.outcome == REST for layer in drawn.layers):
        told.append(
            "The layer without a colour is what no other layer holds: ends in ways too few for an estimate of their own, or "
            "items whose end is not known well enough in time to stand in one layer."
        )
    return tuple(told)
