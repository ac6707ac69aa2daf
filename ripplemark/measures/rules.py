"""Deadlines that laws set (data/reference/deadlines.csv), and those of a publisher: what each says, and whether it is scored.

A rule is a reference line, never a finding. It is off until a person switches it on for an incident; that, and rows of
one's own, are decisions in the archive.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from ripplemark import schema
from ripplemark.engine import Serving
from ripplemark.errors import InputError, UnknownName
from ripplemark.paths import REFERENCE

FILE = "deadlines.csv"
STALE_AFTER = 180
"""Days after its check from which on a row says that it is old."""
FIELDS = ("hours", "clock", "from", "to", "content", "checked")
"""What a publisher may say of a rule."""
CONTENT = {
    "any": "",
    "intimate": "us-take-it-down",
    "terrorist": "eu-terrorist-content",
    "hate": "eu-hate-speech-code",
    "copyright": "us-dmca-512",
}
"""Content that a publisher's own row may be about, and the template that has the words for it."""

DUTIES = {
    "remove": "remove the content",
    "decide": "decide about the request",
    "review": "review the request",
    "notify": "tell what was decided",
    "wait": "have it removed before an authority may step in",
}
"""What has to be done within the time; only removal is scored."""

KINDS = {
    "user": "a user",
    "trusted_flagger": "a trusted flagger",
    "authority": "an authority",
    "rights_holder": "a rights holder",
    "lawyer": "a lawyer",
    "other": "somebody else",
}
"""Who asked, in words."""


class NotARule(InputError):
    """What was said of a deadline cannot be read; nothing was decided."""

    title = "This deadline cannot be read"

    def __init__(self, rule: str, problem: str) -> None:
        self.rule, self.problem = rule, problem
        super().__init__(
            f"'{rule}': {problem} Say, for example, deadlines.own-1='hours=24 clock=user,lawyer from=2026-01-31 "
            f"checked=2026-02-15'; known are {', '.join(FIELDS)}. Nothing was decided."
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. ``clock`` are the notice kinds that start its time, ``starts`` what exactly does; ``words`` are for its content.

    ``against`` is what it was checked against: 'primary' is the law's own text, 'secondary' reports of it, '' nothing.
    ``hours`` is None where it names no number; ``applies_from`` is its first day and ``applies_to`` the first day after
    it, None where that is not known, or it has no end. ``own`` is True where the publisher of the archive said any of it.
    """

    name: str
    jurisdiction: str
    instrument: str
    short: str
    hours: float | None
    duty: str
    clock: tuple[str, ...]
    starts: str
    scope: str
    words: tuple[str, ...]
    applies_from: date | None
    applies_to: date | None
    whom: str
    status: str
    source: str
    checked_on: date | None
    against: str
    verified: bool
    own: bool = False

    @property
    def title(self) -> str:
        """What it is called in a sentence: 'TAKE IT DOWN Act, 47 U.S.C. 223a (United States)'."""
        return f"{self.instrument} ({self.jurisdiction})" if self.jurisdiction else self.instrument

    @property
    def unscored(self) -> str:
        """Why no request is ever scored by it, in a sentence; '' where they are."""
        if self.hours is None:
            return "It names no number of hours."
        if self.whom != "platform":
            return "Its time runs for the regulator, not for the platform."
        if self.duty != "remove":
            return f"Within this time one has to {DUTIES[self.duty]}; that is not removal."
        if not self.verified:
            return "The row is unverified."
        if self.applies_from is None:
            return "The day from which it applies is not known here, or it never did."
        return ""

    @property
    def askers(self) -> str:
        """Whose requests start its time: 'a user or a lawyer'."""
        return " or ".join(KINDS[each] for each in self.clock)

    @property
    def applied(self) -> str:
        """When it applies, in words: 'from 19 May 2026', 'from ... until the day before ...', 'from a day that is not known here'."""
        since = day(self.applies_from) if self.applies_from else "a day that is not known here"
        until = f" until the day before {day(self.applies_to)}" if self.applies_to else ""
        return f"from {since}{until}"

    def stale(self, now: datetime) -> bool:
        """True where it was never checked, or more than 180 days before ``now``."""
        return self.checked_on is None or self.days_since(now) > STALE_AFTER

    def days_since(self, now: datetime) -> int:
        """Days between its check and ``now``; 0 where nobody checked it."""
        return (now.astimezone(UTC).date() - self.checked_on).days if self.checked_on else 0

    def checked(self, now: datetime) -> str:
        """When it was checked, and that this is long ago where it is, in a sentence."""
        if self.checked_on is None:
            return "No check of it is on record."
        told = f"Checked on {day(self.checked_on)}{_AGAINST.get(self.against, '')}"
        if self.stale(now):
            return f"{told}, {self.days_since(now)} days ago: check it again before you rely on it."
        return f"{told}."

    def span(self, zone: str) -> tuple[float, float | None]:
        """From when to before when it applies, in seconds since 1970, by midnights of a zone; it must have a first day."""
        if self.applies_from is None:
            raise ValueError("a rule without a first day has no span")
        ends = _midnight(self.applies_to, zone) if self.applies_to else None
        return _midnight(self.applies_from, zone), ends


_AGAINST = {
    "primary": " against the law's own text",
    "secondary": " against reports, not the law's own text",
    "own": " by the publisher of this archive",
}


def day(at: date) -> str:
    """A day in words: '19 May 2026'."""
    return f"{at.day} {at:%B %Y}"


def _midnight(at: date, zone: str) -> float:
    return datetime(at.year, at.month, at.day, tzinfo=ZoneInfo(zone)).timestamp()


@cache
def templates() -> Mapping[str, Rule]:
    """The rows that come with Ripplemark, by name, in the order of the file."""
    with (REFERENCE / FILE).open(encoding="utf-8", newline="") as file:
        return {row["id"]: _template(row) for row in csv.DictReader(file)}


def _template(row: Mapping[str, str]) -> Rule:
    return Rule(
        row["id"],
        row["jurisdiction"],
        row["instrument"],
        row["short"],
        float(row["hours"]) if row["hours"] else None,
        row["duty"],
        tuple(row["clock"].split()),
        row["starts"],
        row["content_scope"],
        tuple(row["categories"].split()),
        _day(row["applies_from"]),
        _day(row["applies_to"]),
        row["applies_to_whom"],
        row["status"],
        row["source"],
        _day(row["checked_on"]),
        row["checked_against"],
        row["verified"] == "yes",
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def book(decided: Mapping[str, Mapping[str, Any]]) -> dict[str, Rule]:
    """Every rule by name: the templates with what was decided of them, then the publisher's own.

    Args:
        decided: of one incident, by rule: ``row`` is what was said of it by field, ``switch`` is 'on' or 'off'.

    Raises:
        NotARule: a stored row that cannot be read.
    """
    found = dict(templates())
    for name, each in decided.items():
        if isinstance(row := each.get("row"), Mapping):
            found[name] = said(name, {str(key): str(value) for key, value in row.items()})
    return found


def switched_on(decided: Mapping[str, Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules that a person switched on, in the order of the book."""
    return tuple(
        rule for name, rule in book(decided).items() if decided.get(name, {}).get("switch") == "on"
    )


def decided_of(serving: Serving, incident: str | None) -> Mapping[str, Mapping[str, Any]]:
    """What was decided about deadlines for an incident; nothing for all incidents together."""
    return serving.visible.rules.get(incident or "", {})


def rule_of(serving: Serving, incident: str | None, name: str) -> Rule:
    """One rule; UnknownName lists the others."""
    found = book(decided_of(serving, incident))
    if name not in found:
        raise UnknownName("deadline", name, found)
    return found[name]


def said(name: str, row: Mapping[str, str]) -> Rule:
    """The rule that a publisher's own row makes: of a template what they say goes first, the rest stays.

    A row counts as verified where they say when they checked it.

    Raises:
        NotARule: a field that is not known, cannot be read, or is missing from a row of their own.
    """
    for field in row:
        if field not in FIELDS:
            raise NotARule(name, "It has a field that no deadline has.")
    base = templates().get(name) or _blank(name, row)
    hours = _hours(name, row["hours"]) if "hours" in row else base.hours
    clock = _kinds(name, row["clock"]) if "clock" in row else base.clock
    since, until, checked = (
        _date(name, row, field, before)
        for field, before in (
            ("from", base.applies_from),
            ("to", base.applies_to),
            ("checked", base.checked_on),
        )
    )
    if since and until and until <= since:
        raise NotARule(name, "Its last day ('to') is not after its first ('from').")
    return replace(
        base,
        hours=hours,
        clock=clock,
        starts=_told(clock) if "clock" in row else base.starts,
        **_content(name, row["content"]) if "content" in row else {},
        applies_from=since,
        applies_to=until,
        source=f"{base.source}; {_OWN}" if base.source else _OWN,
        checked_on=checked,
        against="own" if "checked" in row else base.against,
        verified=base.verified or "checked" in row,
        own=True,
    )


_OWN_NAME = re.compile(r"own-[1-9]\d?")
_OWN = "changed or entered by the publisher of this archive"


def _blank(name: str, row: Mapping[str, str]) -> Rule:
    """A rule of the publisher's own before anything is said of it; it needs hours and whose requests start its time.

    Its name has a fixed form: nothing that a person types freely enters the archive.
    """
    if not _OWN_NAME.fullmatch(name):
        raise UnknownName("deadline", name, (*templates(), "own-1", "own-2"))
    for field in ("hours", "clock"):
        if field not in row:
            raise NotARule(name, f"A deadline of your own needs '{field}'.")
    title, told = f"own deadline {name.removeprefix('own-')}", "as its publisher entered it"
    return Rule(
        name, "", title, title, None, "remove", (), "", "any content", (), None, None, "platform", told, "", None, "", False
    )  # fmt: skip


def _content(name: str, text: str) -> dict[str, Any]:
    if text not in CONTENT:
        raise NotARule(name, f"'content' takes one of {', '.join(CONTENT)}.")
    like = templates().get(CONTENT[text])
    return {"scope": like.scope if like else "any content", "words": like.words if like else ()}


def _told(clock: tuple[str, ...]) -> str:
    return f"a request by {' or '.join(KINDS[each] for each in clock)}"


def _hours(name: str, text: str) -> float:
    try:
        hours = float(text)
    except ValueError:
        hours = 0.0
    if not 0 < hours < 1e6:
        raise NotARule(name, "'hours' is a number above 0.")
    return hours


def _kinds(name: str, text: str) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(text.split(",")))
    if not set(found) <= set(schema.NOTICE_KINDS):
        raise NotARule(
            name, f"'clock' takes {', '.join(schema.NOTICE_KINDS)}, with commas between them."
        )
    return found


def _date(name: str, row: Mapping[str, str], field: str, before: date | None) -> date | None:
    if field not in row:
        return before
    try:
        return date.fromisoformat(row[field])
    except ValueError:
        raise NotARule(name, f"'{field}' is a day such as 2026-01-31.") from None
