"""How numbers and dates are written in the languages in which a headline may be published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ripplemark.errors import UnknownName

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""The months as figures write them."""

_THIN = "\N{NARROW NO-BREAK SPACE}"
_DATE = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)})(?: (\d{{4}}))?")


@dataclass(frozen=True, slots=True)
class Language:
    """A language: what stands in a number for the point and for the comma of thousands, its months, how a day is written.

    ``day`` has places for day, month and year, ``day_alone`` for day and month. Groups of thousands begin at
    ``grouped`` digits.

    Source:
        Unicode CLDR 46, number symbols, minimum grouping digits and the long date format of each locale.
    """

    tag: str
    name: str
    point: str
    comma: str
    months: tuple[str, ...]
    day: str
    day_alone: str
    grouped: int = 4

    def number(self, text: str) -> str:
        """A number as figures write it (1,240 or 3.2) in this language; anything else as it stands."""
        digits = text.replace(",", "")
        whole, point, rest = digits.partition(".")
        if not whole.lstrip("\N{MINUS SIGN}").isdigit():
            return text
        if "," in text and len(whole.lstrip("\N{MINUS SIGN}")) >= self.grouped:
            whole = text.partition(".")[0].replace(",", self.comma)
        return f"{whole}{self.point}{rest}" if point else whole

    def date(self, text: str) -> str:
        """A day as figures write it (5 March 2025, 5 March) in this language."""
        found = _DATE.fullmatch(text)
        if found is None:
            return text
        day, month, year = found.groups()
        told = self.months[MONTHS.index(month)]
        form = self.day if year else self.day_alone
        return form.format(day=day, month=told, year=year or "")


ENGLISH = Language("en", "English", ".", ",", MONTHS, "{day} {month} {year}", "{day} {month}")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


LANGUAGES: tuple[Language, ...] = (
    ENGLISH,
    Language(
        *("de", "Deutsch", ",", "."),
        _words(
            "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
        ),
        *("{day}. {month} {year}", "{day}. {month}"),
    ),
    Language(
        *("fr", "français", ",", _THIN),
        _words(
            "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
        ),
        *("{day} {month} {year}", "{day} {month}"),
    ),
    Language(
        *("es", "español", ",", "."),
        _words(
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
        ),
        *("{day} de {month} de {year}", "{day} de {month}"),
        grouped=5,
    ),
    Language(
        *("it", "italiano", ",", "."),
        _words(
            "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
        ),
        *("{day} {month} {year}", "{day} {month}"),
    ),
    Language(
        *("nl", "Nederlands", ",", "."),
        _words(
            "januari februari maart april mei juni juli augustus september oktober november december"
        ),
        *("{day} {month} {year}", "{day} {month}"),
    ),
    Language(
        *("pt", "português", ",", "."),
        _words(
            "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"
        ),
        *("{day} de {month} de {year}", "{day} de {month}"),
    ),
    Language(
        *("pl", "polski", ",", "\N{NO-BREAK SPACE}"),
        _words(
            "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia"
        ),
        *("{day} {month} {year}", "{day} {month}"),
        grouped=5,
    ),
)
"""Every language, the one in which sentences are computed first."""

_BY_TAG: Mapping[str, Language] = {each.tag: each for each in LANGUAGES}


def language(tag: str) -> Language:
    """The language of this tag; UnknownName lists the valid ones."""
    if tag not in _BY_TAG:
        raise UnknownName("language", tag, _BY_TAG)
    return _BY_TAG[tag]
