"""Items under the deadline of a rule: the share that was gone in time, and why others are not counted by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import numpy as np

from ripplemark import estimate
from ripplemark.errors import InputError
from ripplemark.estimate.outcome import Answer
from ripplemark.estimate.series import Bools
from ripplemark.measures.base import Request
from ripplemark.measures.fate_words import FateWords, fate_words
from ripplemark.measures.kept import kept
from ripplemark.measures.lags import LagGroup, group_of, lines_of, remarks, selection
from ripplemark.measures.looks import hours_of_starts
from ripplemark.measures.rules import Rule, rule_of
from ripplemark.result import Estimate
from ripplemark.wording import count

QUERY = "moderation/lags_by_rule"
REFERENCE = "A reference line, not a finding."
"""What stands with every number and every line that a rule gives."""
UNDER = ("in-time", "past", "within-time", "ended-otherwise", "undecided")
"""Where an item under a rule stands; each is in exactly one."""
REASONS = {
    "before-start": "asked about before the rule's first day",
    "after-end": "asked about after the rule's last day",
    "start-unclear": "asked about on a day that may lie before the rule's first or after its last",
    "other-kind": "asked about by somebody whose request does not start the rule's time",
    "kind-unknown": "asked about by somebody unknown",
    "other-content": "of content that the rule is not about",
    "no-request": "without a request before they ended",
    "no-time": "without a usable time at which they ended or were last looked at",
}
"""Why an item is not counted by a rule; each stands for 'items ...'."""
REMOVES = ("removed", "account", "uploader", "private", "delisted")
"""Outcomes by which an item is out of sight, as a duty to remove asks; a label, a limit or a demotion leaves it up."""
_TIMED = ("gone", "up", "other")
_UNTIMED = ("negative", "no-look")


class TwoDeadlines(InputError):
    """Both a rule and what it brings by itself are given."""

    title = "Which deadline?"

    def __init__(self, given: str) -> None:
        self.given = given
        super().__init__(
            f"'instrument' brings its own hours and its own clock. Leave out --set {given}=..., or leave out --set instrument=..."
        )


@dataclass(frozen=True, slots=True)
class Ruled:
    """One group of items beside a rule: those under it with their lags, and how many are not, by reason.

    ``lines`` are the source lines behind each reason; ``untold`` of those under it have no category on record; ``looks`` as
    ``estimate.lag_curves`` takes it.
    """

    rule: Rule
    group: LagGroup
    reasons: Mapping[str, int]
    lines: Mapping[str, tuple[int, ...]]
    untold: int
    looks: float | None = None

    @property
    def items(self) -> int:
        """Items under the rule, those that cannot be timed left out."""
        return self.group.n

    @property
    def beside(self) -> int:
        """Items that the rule does not count."""
        return sum(self.reasons.values())

    @property
    def parts(self) -> dict[str, Bools]:
        """Which rows of the group stand where, by the words of ``UNDER``."""
        return dict(zip(UNDER, standing(self.group, self.rule.hours or 0.0), strict=True))

    def number(self, part: str) -> int:
        """How many items stand there."""
        return int(self.group.weight[self.parts[part]].sum())

    def behind(self, part: str) -> tuple[int, ...]:
        """The source lines of the items that stand there, the first 200."""
        return self.group.behind.of(self.parts[part])


def standing(group: LagGroup, hours: float) -> tuple[Bools, Bools, Bools, Bools, Bools]:
    """Which rows were certainly gone in time, certainly past it, still within it, ended otherwise before, or undecided.

    A lag is above its low end and up to its high end; an item that is up past its time is past it, whatever follows.
    """
    in_time = group.gone & (group.high <= hours)
    past = ~in_time & (group.low >= hours)
    within = ~group.gone & ~group.ended & (group.high < hours) & ~past
    otherwise = group.ended & (group.high <= hours) & ~past
    return in_time, past, within, otherwise, ~(in_time | past | within | otherwise)


def ruled(request: Request, rule: Rule) -> list[Ruled]:
    """Every group of items beside a rule that is scored, in order of the group's values; the query is run once."""
    zone = request.serving.visible.homes.get(request.incident or "", "UTC")
    begins, ends = rule.span(zone)
    asked = {
        "incident": request.incident,
        "scope": request.scope,
        "kinds": list(rule.clock),
        "begins": begins,
        "ends": ends,
        "words": list(rule.words),
        "gone": list(counted(request.settings["gone"])),
        "keys": [*(["incident"] if request.scope == "incident" else []), *request.by],
        **selection(request),
    }
    rows = kept(
        request.serving,
        ("rule", repr(asked)),
        lambda: request.serving.run(QUERY, **asked).records(),
    )
    by = {"clock": "rule", "instrument": rule.name, "hours": rule.hours}
    found = [
        _ruled(rule, dict(zip(asked["keys"], key, strict=True)) | by, list(some), request.scope)
        for key, some in groupby(rows, key=lambda row: tuple(row["key"]))
    ]
    settings = {**request.settings, "gone": counted(request.settings["gone"])}
    return [
        replace(each, looks=_looks(replace(request, settings=settings), each)) for each in found
    ]


def _looks(request: Request, of: Ruled) -> float | None:
    """How well the requests that start its time are known, or the notices where no request is on record."""
    found = (hours_of_starts(request, clock, of.group) for clock in ("first-request", "notice"))
    return next((each for each in found if each is not None), None)


def counted(gone: Sequence[str]) -> tuple[str, ...]:
    """Of the outcomes that count as gone those that a duty to remove asks for; removal where none of them is."""
    return tuple(each for each in gone if each in REMOVES) or ("removed",)


def left_up(gone: Sequence[str]) -> str:
    """Which of the outcomes that were asked for do not count by a duty to remove; '' where all do."""
    others = [each for each in gone if each not in REMOVES]
    if not others:
        return ""
    return f"The duty is to remove, so an item with this outcome is not counted as gone: {', '.join(others)}."


def _ruled(rule: Rule, by: dict[str, Any], rows: list[dict[str, Any]], scope: str) -> Ruled:
    def of(reason: str) -> list[dict[str, Any]]:
        states = _UNTIMED if reason == "no-time" else (reason,)
        return [row for row in rows if row["state"] in states]

    group = group_of(by, rows, scope)
    found = {reason: of(reason) for reason in REASONS}
    return Ruled(
        rule,
        group,
        {reason: sum(row["n"] for row in some) for reason, some in found.items()},
        {reason: lines_of(row["lines"] for row in some) for reason, some in found.items()},
        sum(row["n"] for row in rows if row["state"] in _TIMED and not row["told"]),
    )


def within_rule(request: Request) -> list[Estimate]:
    """The answer of ``within-deadline`` for a rule: for each group the share in time, then every count by ``by.quantity``.

    Raises:
        UnknownName: no such rule.
        TwoDeadlines: hours or a clock are given as well.
    """
    for given in ("hours", "clock"):
        if request.settings.get(given) is not None:
            raise TwoDeadlines(given)
    rule = rule_of(request.serving, request.incident, str(request.settings["instrument"]))
    if rule.unscored:
        return [_none(request, rule, f"{rule.unscored} {_about(rule)}")]
    groups = ruled(request, rule)
    if not groups:
        return [_none(request, rule, f"No item meets the selection. {_about(rule)}")]
    gone = request.settings["gone"]
    fate, acted = fate_words(counted(gone)), request.settings["denominator"] == "acted"
    found = []
    for group in groups:
        share = _share(group, fate, acted, request.scope)
        told = " ".join(part for part in (left_up(gone), share.note) if part)
        found += [replace(share, note=told), *_counts(group, request.scope)]
    return found


def share_of(of: Ruled, *, acted: bool = False) -> Answer:
    """The share of the items under a rule that was gone in time, or the reason why there is none."""
    group = of.group
    which = group.gone if acted else np.ones_like(group.gone)
    return estimate.share_within(
        group.low[which],
        group.high[which],
        group.gone[which],
        group.weight[which],
        of.rule.hours or 0.0,
        group.entry[which],
        of.looks,
    )


def _share(of: Ruled, fate: FateWords, acted: bool, scope: str) -> Estimate:
    answer = share_of(of, acted=acted)
    none = "No item on record has a request that this deadline is counted for."
    whose = "those that were acted on only" if acted else "those never acted on included"
    told = [
        fate.told(answer.note) if of.items else none,
        f"Of all items counted, {whose}.",
        *remarks((of.group,), fate),
        *_beside(of),
        _about(of.rule),
    ]
    by = {**of.group.by, "denominator": "acted" if acted else "all", "quantity": "share"}
    return Estimate(
        by,
        answer.value,
        answer.low,
        answer.high,
        answer.n,
        answer.events,
        answer.censored,
        answer.status,
        " ".join(part for part in told if part),
        answer.resolution,
        None if scope == "platform" else of.group.lines,
    )


def _counts(of: Ruled, scope: str) -> list[Estimate]:
    """Counts by quantity: where items under the rule stand, and why others are beside it."""
    whole = {**of.group.by, "denominator": "all"}
    under = [(part, of.number(part), of.items, of.behind(part)) for part in UNDER]
    beside = [
        (reason, number, of.beside, of.lines[reason]) for reason, number in of.reasons.items()
    ]
    return [
        Estimate(
            {**whole, "quantity": name},
            number,
            None,
            None,
            total,
            status="ok",
            note=f"{_COUNTED.get(name) or f'Items {REASONS[name]}: not counted.'} {REFERENCE}",
            lines=None if scope == "platform" else lines,
        )
        for name, number, total, lines in (*under, *beside)
    ]


_COUNTED = {
    "in-time": "Items counted that were certainly gone within its time.",
    "past": "Items counted that were certainly up after its time, gone later or not.",
    "within-time": "Items counted that were up when last looked at, before its time was over.",
    "ended-otherwise": "Items counted that ended within its time in a way that does not count as gone.",
    "undecided": "Items counted whose times are too coarse to say on which side of its deadline they ended.",
}


def _beside(of: Ruled) -> list[str]:
    told = [
        f"{count(number, 'item')} {REASONS[reason]}: not counted."
        for reason, number in of.reasons.items()
        if number
    ]
    if of.untold and of.rule.words:
        told.append(
            f"{count(of.untold, 'item')} counted without a category on record: that their content is what the rule is about is "
            "taken for granted."
        )
    return told


def _about(rule: Rule) -> str:
    """The rule in two sentences, when it was checked, and that it is no finding."""
    hours = f"{rule.hours:g} hours" if rule.hours else "no number of hours"
    asks = "requests" if rule.clock else "any request"
    whose = f" by {rule.askers}" if rule.clock else ""
    status = "" if rule.verified else " Unverified."
    return (
        f"{rule.title}: {hours}; it applies {rule.applied}, to {asks}{whose}. Whether a request was valid, whether "
        f"whoever sent it could send it, and whether this law held for the platform is not on record.{status} "
        f"{rule.checked(_now())} {REFERENCE}"
    )


def _now() -> datetime:
    return datetime.now(UTC)


def _none(request: Request, rule: Rule, note: str) -> Estimate:
    by = {"incident": request.incident} if request.incident else {}
    whole = {
        **by,
        "clock": "rule",
        "instrument": rule.name,
        "hours": rule.hours,
        "quantity": "share",
    }
    lines = None if request.scope == "platform" else ()
    return Estimate(whole, None, None, None, 0, 0, 0, "NE_FEW", note, None, lines)
