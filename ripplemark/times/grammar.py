"""The written forms of a time, and what each says about the wall clock.

One grammar, written here for single texts and in ``queries/times/clock_intervals.sql`` for columns of them; a test
holds the two equal. A text is a date with an optional clock time and offset, an interval of two such texts, and an
optional suffix (``@day``, ``@hour``, ``@minute``, ``@second``) that widens it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from ripplemark.times.months import MONTHS

DateOrder = Literal["dmy", "mdy"]
Midnight = Literal["no-time", "midnight"]
Problem = Literal["unreadable", "impossible", "gap"]

YEARS = range(1970, 2101)
"""Years that are read; a date outside them is impossible."""

DAY = timedelta(days=1)
UNITS = {
    "day": DAY,
    "hour": timedelta(hours=1),
    "minute": timedelta(minutes=1),
    "second": timedelta(seconds=1),
}
"""The suffixes, and the precision of a date or of a clock time by its last written part."""

_BLANKS = re.compile("[\t\n\r\f\v \u00a0\u2007\u2009\u202f]+")
_SUFFIX = re.compile(r"^(.*?)(?:@(day|hour|minute|second))?$", re.DOTALL)
_SOLIDUS = re.compile(r"([0-9]{4}-[^/]*)/ ?([0-9]{4}-[^/]*)")
_YEAR_FIRST = re.compile(
    r"(?P<y>[0-9]{4})(?P<p>[-/])(?P<m>[0-9]{1,2})(?P=p)(?P<d>[0-9]{1,2})(?P<rest>.*)"
)
_NUMBERS = re.compile(
    r"(?P<d>[0-9]{1,2})(?P<p>[-./])(?P<m>[0-9]{1,2})(?P=p)(?P<y>[0-9]{4}|[0-9]{2})(?P<rest>.*)"
)
_DAY_NAME = re.compile(
    r"(?P<d>[0-9]{1,2})(?P<p>(?:\.|er|st|nd|rd|th)?[ -]?(?:de )?)(?P<name>[a-z]+)"
    r"(?P<q>(?:\.?,? |\.|-)(?:del? )?)(?P<y>[0-9]{4}|[0-9]{2})(?P<rest>.*)"
)
_NAME_DAY = re.compile(
    r"(?P<name>[a-z]+)(?:\.?[ -]|\.)(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?(?:, ?|[ -])"
    r"(?P<y>[0-9]{4})(?P<rest>.*)"
)
_CLOCK = re.compile(
    r"(?:(?:t|, ?|,? (?:(?:um|at|a|a las) )?)(?P<h>[0-9]{1,2})"
    r"(?:[:h.](?P<m>[0-9]{2})(?::(?P<s>[0-9]{2})(?:[.,](?P<f>[0-9]+))?)?)?"
    r"(?P<mark> ?(?:uhr|h|[ap]\.? ?m\.?))?)?"
    r"(?P<z> ?(?:z|utc|gmt|[+-][0-9]{2}(?::?[0-9]{2})?))?"
)


class Unread(Exception):
    """A text that says no time, with the problem's name."""

    def __init__(self, problem: Problem) -> None:
        self.problem: Problem = problem
        super().__init__(problem)


@dataclass(frozen=True, slots=True)
class Written:
    """A wall time as written: its start, how far its precision reaches (zero: exact), and its own offset if it has one."""

    wall: datetime
    span: timedelta
    offset: timedelta | None


def spell(text: str) -> str:
    """The text in lower case, without accents, with single spaces."""
    plain = "".join(
        each
        for each in unicodedata.normalize("NFD", text.lower())
        if not unicodedata.combining(each)
    )
    return _BLANKS.sub(" ", plain).strip(" ")


def split(text: str) -> tuple[list[str], str | None]:
    """The one or two written times of a text, and the suffix that widens it (or None)."""
    found = _SUFFIX.match(spell(text))
    body, unit = (found.group(1).strip(" "), found.group(2)) if found else ("", None)
    if " -- " in body:
        return [part.strip(" ") for part in body.split(" -- ", 1)], unit
    pair = _SOLIDUS.fullmatch(body)
    return ([part.strip(" ") for part in pair.groups()] if pair else [body]), unit


def _month_and_day(found: re.Match[str], month_first: bool) -> tuple[int, int]:
    parts = found.groupdict()
    day = int(parts["d"])
    if "m" in parts:
        month = int(parts["m"])
        swapped = month_first and found.re is _NUMBERS and parts["p"] != "."
        return (day, month) if swapped else (month, day)
    short_year = len(parts["y"]) == 2
    if parts["name"] not in MONTHS or (short_year and not parts["p"] == parts["q"] == "-"):
        raise Unread("unreadable")
    return MONTHS[parts["name"]], day


def _day(found: re.Match[str], month_first: bool) -> date:
    month, day = _month_and_day(found, month_first)
    year = int(found["y"])
    if len(found["y"]) == 2:
        year += 2000 if year < 70 else 1900
    if year not in YEARS:
        raise Unread("impossible")
    try:
        return date(year, month, day)
    except ValueError:
        raise Unread("impossible") from None


def _hour(hour: int, mark: str) -> int:
    if not mark.strip().startswith(("a", "p")):
        return hour
    if not 1 <= hour <= 12:
        raise Unread("impossible")
    return hour % 12 + (12 if "p" in mark else 0)


def _offset(text: str) -> timedelta:
    digits = text.strip(" ").replace(":", "")
    if digits in ("z", "utc", "gmt"):
        return timedelta(0)
    hours, minutes = int(digits[1:3]), int(digits[3:] or 0)
    if hours > 15 or minutes > 59:
        raise Unread("impossible")
    return timedelta(hours=hours, minutes=minutes) * (-1 if digits[0] == "-" else 1)


def _clock(parts: dict[str, str]) -> tuple[time, timedelta]:
    hour = _hour(int(parts["h"]), parts["mark"])
    fraction = int(parts["f"][:6].ljust(6, "0")) if parts["f"] else 0
    last = next((unit for key, unit in (("s", "second"), ("m", "minute")) if parts[key]), "hour")
    try:
        clock = time(hour, int(parts["m"] or 0), int(parts["s"] or 0), fraction)
    except ValueError:
        raise Unread("impossible") from None
    return clock, timedelta(0) if parts["f"] else UNITS[last]


def _parts(part: str) -> tuple[re.Match[str], dict[str, str]]:
    """The date and the clock's parts ('' where not written) of one written time; Unread where the form is unknown."""
    forms = (_YEAR_FIRST, _NUMBERS, _DAY_NAME, _NAME_DAY)
    found = next((each for form in forms if (each := form.fullmatch(part))), None)
    rest = _CLOCK.fullmatch(found["rest"]) if found else None
    if found is None or rest is None:
        raise Unread("unreadable")
    parts = {key: value or "" for key, value in rest.groupdict().items()}
    bare_hour = parts["h"] and not parts["m"] and not parts["mark"]
    if bare_hour and not (found.re is _YEAR_FIRST and len(parts["h"]) == 2):
        raise Unread("unreadable")
    if not parts["h"] and any(each.isdigit() for each in parts["z"]):
        raise Unread("unreadable")
    return found, parts


def read(part: str, dates: DateOrder, midnight: Midnight) -> Written:
    """One written time; Unread where it says none or an impossible one."""
    found, parts = _parts(part)
    day = _day(found, dates == "mdy")
    offset = _offset(parts["z"]) if parts["z"] else None
    if not parts["h"]:
        return Written(datetime.combine(day, time()), DAY, offset)
    clock, span = _clock(parts)
    if midnight == "no-time" and parts["m"] and clock == time() and offset is None:
        return Written(datetime.combine(day, time()), DAY, None)
    return Written(datetime.combine(day, clock), span, offset)
