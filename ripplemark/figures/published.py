"""Published figures (data/reference/published.csv): what was found by whom, by which clock, of what, and in which words."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from ripplemark.paths import REFERENCE
from ripplemark.wording import count

FILE = "published.csv"
TOPIC = "removal"
"""The topic of the figures that can stand beside how long an incident's items stayed up."""
HOURS = {"s": 1 / 3600, "min": 1 / 60, "h": 1.0, "days": 24.0}
"""Units of time that are turned into hours; months and years are too uneven for that."""
WORDS: Mapping[str, Mapping[str, str]] = {
    "topic": {
        "removal": "removal",
        "labels": "labels and fact checks",
        "spread": "spread",
        "attention": "attention",
        "search": "search results",
        "database": "the EU database",
    },
    "statistic": {
        "median": "a median",
        "mean": "a mean",
        "share": "a share",
        "share-up": "a share still up",
        "change": "a change",
        "count": "a count",
        "ratio": "a ratio",
        "range": "a range",
        "exponent": "an exponent",
        "model": "a model's output",
        "not_stated": "a length of time of which the source does not say whether it is a mean",
    },
    "clock": {
        "notice": "the notice",
        "post": "posting",
        "not_stated": "a moment that the source does not state",
        "none": "nothing: it is no length of time",
    },
    "denominator": {
        "all": "all of them, those never acted on included",
        "acted": "those acted on only",
        "not_stated": "the source does not say whether those never acted on are included",
        "none": "",
    },
    "ends": {
        "": "",
        "removed": "were removed",
        "action": "were acted on, in whatever way",
        "closed": "were closed, with or without action",
        "reviewed": "were reviewed",
        "unavailable": "could no longer be seen, whoever took them down",
        "label": "had a note or a label",
        "check": "were checked",
        "decision": "were decided",
        "delisted": "were delisted",
    },
    "content": {
        "": "content of every kind",
        "intimate_images": "intimate images",
        "intimate_deepfakes": "intimate deepfakes",
        "intimate_images_of_women": "intimate images of women",
        "intimate_deepfakes_of_women": "intimate deepfakes of women",
        "hate_speech": "hate speech",
        "child_abuse": "child sexual abuse material",
        "terrorism": "terrorist content",
        "politics": "politics",
    },
    "reporter": {
        "": "",
        "trusted_flagger": "trusted flaggers",
        "rights_holder": "rights holders",
        "user": "users",
    },
    "tag": {
        "S": "seen in the source that is named",
        "C": "computed from figures of the source that is named",
        "S+C": "seen in the source that is named; the interval was computed from its counts",
    },
}
"""The values that a column may have, and what each means."""


class WrongRow(ValueError):
    """A row of the file that cannot be used: which one, which column, and what to edit."""

    def __init__(self, row: str, column: str, advice: str) -> None:
        self.row, self.column = row, column
        super().__init__(f"{FILE}, row '{row}', column '{column}': {advice}")


@dataclass(frozen=True, slots=True)
class Published:
    """One published figure: ``value`` or its two ends in ``unit``, ``hours`` by which a share is read, of what, by whom.

    ``low`` and ``high`` are the ends of its interval, of its range where there is no value, or one end where only that
    was told. ``n`` is how many it rests on, None where that is not known. ``platform`` '' is none in particular.
    """

    id: str
    topic: str
    figure: str
    statistic: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    hours: float | None
    ends: str
    population: str
    n: int | None
    content: str
    reporter: str
    clock: str
    denominator: str
    period: str
    platform: str
    source: str
    tag: str
    checked_on: date

    @property
    def point(self) -> tuple[float, float] | None:
        """Where it lies on a curve of shares gone by time: hours, per cent; None where it is no share by a time."""
        if self.value is None:
            return None
        if self.statistic == "median" and self.unit in HOURS:
            return self.value * HOURS[self.unit], 50.0
        if self.hours is None or self.unit != "%":
            return None
        if self.statistic == "share":
            return self.hours, self.value
        return (self.hours, 100 - self.value) if self.statistic == "share-up" else None

    @property
    def amount(self) -> str:
        """'3 h', '100 % (95 % interval: 86.7 to 100 %)', '20 to 25 h', 'at least 90 %'."""
        unit = "" if self.unit in ("ratio", "exponent") else f" {self.unit}"
        if self.value is None and (self.low is None or self.high is None):
            return f"{'at most' if self.low is None else 'at least'} {_number(self.high if self.low is None else self.low)}{unit}"
        ends = f"{_number(self.low)} to {_number(self.high)}{unit}"
        if self.value is None:
            return ends
        interval = f" (95 % interval: {ends})" if self.low is not None else ""
        return f"{_number(self.value)}{unit}{interval}"

    @property
    def short(self) -> str:
        """Its name on a chart: 'X, January to June 2026, intimate images: half after 7.03 h'; a share by its whole name."""
        whose = [each for each in (self.platform, self.period, self._of) if each]
        return f"{', '.join(whose)}: {self._read}"

    @property
    def named(self) -> str:
        """Its name in a list: whose, what, when, of what, and how much."""
        whose = [each for each in (self.platform, self.period, self._of) if each]
        told = f"{', '.join(whose)}: {self.figure}" if whose else self.figure
        return f"{told}, {self.amount}"

    @property
    def said(self) -> str:
        """The whole of it, as it stands with every export."""
        return f"{self.told}. Source: {self.source}; {WORDS['tag'][self.tag]}, checked on {self.checked_on.isoformat()}."

    @property
    def told(self) -> str:
        """What was found, of what and when, without who says so: 'X, January to June 2026: median time ..., 3 h, of ...'."""
        whose = ", ".join(each for each in (self.platform, self.period) if each)
        what = f"{whose}: {self.figure}" if whose else self.figure
        rests = f" ({self.n:,})" if self.n is not None else ""
        return (
            f"{what[0].upper()}{what[1:]}, {self.amount}, of {self.population}{rests}{self._rule}"
        )

    @property
    def _of(self) -> str:
        content = WORDS["content"][self.content] if self.content else ""
        whose = f"reported by {WORDS['reporter'][self.reporter]}"
        told = "from trusted flaggers" if self.reporter == "trusted_flagger" else whose
        return f"{content} {told}".strip() if self.reporter else content

    @property
    def _read(self) -> str:
        if self.point is None:
            return self.amount
        if self.statistic == "median":
            return f"half after {self.value:.3g} {self.unit}"
        return f"{self.figure}, {_number(self.value)} %"

    @property
    def _rule(self) -> str:
        told = WORDS["denominator"][self.denominator]
        return f"; {told}" if told else ""


def _number(value: float | None) -> str:
    """A number as it was published, with commas between thousands."""
    return "" if value is None else f"{value:,.10g}"


_TEXTS = (
    *("id", "topic", "figure", "statistic", "unit", "ends", "population", "content", "reporter"),
    *("clock", "denominator", "period", "platform", "source", "tag"),
)


def of(row: Mapping[str, str]) -> Published:
    """One row of the file.

    Raises:
        WrongRow: an unknown word, a number that is none, a value without a unit, ends that do not hold the value.
    """
    name = row["id"]
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise WrongRow(name, "id", "write small letters and digits with hyphens between them.")
    for column, accepted in WORDS.items():
        if row[column] not in accepted:
            raise WrongRow(name, column, f"write one of {', '.join(map(repr, accepted))}.")
    for column in ("figure", "unit", "population", "source"):
        if not row[column].strip():
            raise WrongRow(name, column, "write some words.")
    value, low, high, hours, n = (
        _float(row, each) for each in ("value", "low", "high", "hours", "n")
    )
    if value is None and low is None and high is None:
        raise WrongRow(
            name, "value", "give a value, or 'low' or 'high' where only an end is known."
        )
    if not _ordered(low, value, high):
        raise WrongRow(name, "low", "put 'low', 'value' and 'high' in rising order.")
    if row["unit"] == "%" and row["statistic"].startswith("share") and not _ordered(0, value, 100):
        raise WrongRow(name, "value", "give a share between 0 and 100 per cent.")
    if hours is not None and hours <= 0:
        raise WrongRow(name, "hours", "give hours above 0, or nothing.")
    texts = {each: row[each] for each in _TEXTS}
    return Published(
        **texts,
        value=value,
        low=low,
        high=high,
        hours=hours,
        n=None if n is None else int(n),
        checked_on=_date(row),
    )


def _float(row: Mapping[str, str], column: str) -> float | None:
    try:
        return float(row[column]) if row[column] else None
    except ValueError:
        raise WrongRow(row["id"], column, "give a number, or nothing.") from None


def _date(row: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(row["checked_on"])
    except ValueError:
        raise WrongRow(row["id"], "checked_on", "give a date such as 2026-11-22.") from None


def _ordered(*values: float | None) -> bool:
    some = [each for each in values if each is not None]
    return some == sorted(some)


def read(path: Path) -> tuple[Published, ...]:
    """Every row of a file, in its order; WrongRow also where an id stands twice."""
    with path.open(encoding="utf-8", newline="") as file:
        found = tuple(of(row) for row in csv.DictReader(file))
    seen: set[str] = set()
    for each in found:
        if each.id in seen:
            raise WrongRow(each.id, "id", "give each row an id of its own.")
        seen.add(each.id)
    return found


@cache
def known() -> tuple[Published, ...]:
    """Every published figure on record, in the order of the file."""
    return read(REFERENCE / FILE)


def newest(figures: Iterable[Published]) -> tuple[Published, ...]:
    """Of the same figure for several periods the last one; the file has them in order of time."""
    last: dict[tuple[str, ...], Published] = {}
    for each in figures:
        key = (each.figure, each.platform, each.content, each.reporter, each.statistic)
        last.pop(key, None)
        last[key] = each
    return tuple(last.values())


def summary(figures: Iterable[Published]) -> str:
    """The sources of some figures, each once: 'beside them 2 published figures: X, DSA transparency report ...'."""
    some = tuple(figures)
    sources = dict.fromkeys(each.source for each in some)
    return (
        f"beside them {count(len(some), 'published figure')}: {'; '.join(sources)}" if some else ""
    )
