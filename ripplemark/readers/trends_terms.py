"""The columns of a Google Trends file: what was searched for and where, from the header and from a new-UI file name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

PLACED = re.compile(r"(.*\S)\s*[:：]\s*[(（](.*)[)）]", re.DOTALL)
_GEO = re.compile(r"Geo\s*[:：]\s*(.+)", re.IGNORECASE)
_NAME = re.compile(
    r"time_series_(.+)_(\d{8}-\d{4})_(\d{8}-\d{4})(?: ?\(\d+\))?(?:\.\w+)+", re.IGNORECASE
)
_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_PLAIN = str.maketrans("\u2019\u2013\u2014", "'--")
_GEO_CODE = re.compile(r"Worldwide|[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}")
_WORLDWIDE = frozenset(
    (
        "worldwide",
        "weltweit",
        "todo el mundo",
        "todo o mundo",
        "em todo o mundo",
        "dans tous les pays",
        "dans le monde entier",
        "tous les pays",
        "tutto il mondo",
        "in tutto il mondo",
        "wereldwijd",
        "seluruh dunia",
        "по всему миру",
        "cały świat",
        "dünya geneli",
        "すべての国",
        "全球",
        "全世界",
        "전 세계",
        "전세계",
    )
)


@dataclass(frozen=True, slots=True)
class Term:
    """One column: what was searched for, where, and whether the header itself says where (a mark of the classic UI)."""

    series: str
    region: str | None
    placed: bool


@dataclass(frozen=True, slots=True)
class NewName:
    """What a new-UI file name says: the place's code (None where it is no code) and the end of the range.

    `until` is in the zone of the browser that downloaded it, without an offset.
    """

    region: str | None
    until: datetime


def term(title: str, category: str | None, name: NewName | None) -> Term:
    """A header cell taken apart: 'term: (place)', 'Geo: place' (then the category is what was counted), or a term."""
    if found := PLACED.fullmatch(title):
        return Term(found[1], _region(found[2]), True)
    if found := _GEO.fullmatch(title):
        return Term(category or "category", _region(found[1]), True)
    return Term(title, name.region if name else None, False)


def _region(place: str) -> str | None:
    """The place in the file's own language, but one word for the whole world; plain punctuation."""
    plain = unicodedata.normalize("NFC", place.translate(_PLAIN))
    plain = re.sub(r"[\s,;/|]+", " ", plain).strip()
    return "Worldwide" if plain.casefold() in _WORLDWIDE else plain[:40].strip() or None


def days_in_name(name: str) -> tuple[date, date] | None:
    """First and last day that somebody wrote into a file's name, as in '2012-04-28 2013-01-13.csv'; None for any other."""
    found = _DAY.findall(name)
    try:
        days = [date.fromisoformat(each) for each in found]
    except ValueError:
        return None
    return (days[0], days[1]) if len(days) == 2 and days[0] < days[1] else None


def new_name(name: str) -> NewName | None:
    """What a name of the form time_series_<GEO>_<from>_<to>.csv says; None for any other."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        until = datetime.strptime(found[3], "%Y%m%d-%H%M")  # noqa: DTZ007
    except ValueError:
        return None
    return NewName(found[1] if _GEO_CODE.fullmatch(found[1]) else None, until)
