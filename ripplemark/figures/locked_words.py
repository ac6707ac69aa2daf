"""A computed sentence with its numbers and dates locked: the words may be a person's, the numbers stay the data's."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ripplemark.errors import InputError
from ripplemark.figures.languages import ENGLISH, MONTHS, Language
from ripplemark.gate import leaks

LONGEST = 600
"""Letters that an edited sentence may have."""

_MONTH = "|".join(MONTHS)
_NUMBER = r"\N{MINUS SIGN}?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_LOCKED = re.compile(
    rf"(?<![\w\-.,:/])(?:\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?|\d{{1,2}}:\d{{2}}|{_NUMBER})(?![\w\-/]|[.,:]\d)"
)
_PLACE = re.compile(r"\{(\d{1,3})\}")
_FULL = "{%d}"
_SPELT = frozenset(
    re.findall(
        r"\w+",
        "two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds thousand thousands "
        "million millions billion billions half third quarter twice thrice double doubled triple tripled",
    )
)
"""Number words that an English sentence may only have where the computed one has them."""


class NotTheseWords(InputError):
    """An edited sentence whose numbers are not those of the computed one, or that may not leave; nothing was stored."""

    title = "These words cannot stand for the computed ones"

    def __init__(self, why: str, computed: Locked) -> None:
        self.computed = computed
        told = "; ".join(f"{_FULL % k} is {value}" for k, value in enumerate(computed.values, 1))
        places = f" The numbers: {told}." if told else " It has no number."
        super().__init__(f"{why} The computed sentence: \u201c{computed.template}\u201d.{places}")


@dataclass(frozen=True, slots=True)
class Locked:
    """A sentence whose numbers and dates are {1}, {2} ... in order; ``values`` are they, as the sentence writes them."""

    template: str
    values: tuple[str, ...]

    def told(self, template: str, language: Language = ENGLISH) -> str:
        """Another template with these values in it, as the language writes numbers and dates."""
        return _PLACE.sub(
            lambda place: _written(self.values[int(place[1]) - 1], language), template
        )

    def template_of(self, text: str, language: Language = ENGLISH) -> str:
        """The template of a person's sentence, in which each of the numbers stands once.

        A number may be written as its place ({1}) or as it is, in the figure's or in the language's own way; one that
        the sentence has several times only as its place.

        Raises:
            NotTheseWords: a number that is not computed, one that is missing or doubled, a link, a handle, a path, or
                signs that are not plain text.
        """
        plain = " ".join(text.split())
        self._check_plain(plain, text)
        template = self._placed(plain, language)
        self._check_rest(_PLACE.sub(" ", template), language)
        used = [int(place) for place in _PLACE.findall(template)]
        for k in range(1, len(self.values) + 1):
            if used.count(k) != 1:
                told = "is missing" if k not in used else "stands there more than once"
                raise NotTheseWords(f"{_FULL % k}, {self.values[k - 1]}, {told}.", self)
        if unknown := sorted(set(used) - set(range(1, len(self.values) + 1))):
            raise NotTheseWords(f"There is no {_FULL % unknown[0]}.", self)
        return template

    def _check_plain(self, plain: str, text: str) -> None:
        if not plain or len(plain) > LONGEST:
            raise NotTheseWords(f"Write one sentence of at most {LONGEST} letters.", self)
        if any(unicodedata.category(sign)[0] == "C" for sign in text if sign not in "\n\t"):
            raise NotTheseWords("It holds signs that cannot be seen; type it afresh.", self)
        if what := leaks.looks_like(plain):
            raise NotTheseWords(f"It holds what looks like {what}, which never leaves.", self)

    def _placed(self, text: str, language: Language) -> str:
        """The text with its plain numbers as places, where each is one of the values and one only."""
        taken = {int(place) for place in _PLACE.findall(text)}
        for written, places in self._writings(language).items():
            free = [k for k in places if k not in taken]
            found = list(_whole(written).finditer(text))
            if not found or not free:
                continue
            if len(found) > 1 or len(free) > 1:
                told = ", ".join(_FULL % k for k in free)
                raise NotTheseWords(f"Say which number is meant where by its place: {told}.", self)
            start, end = found[0].span()
            text = f"{text[:start]}{_FULL % free[0]}{text[end:]}"
            taken.add(free[0])
        return text

    def _writings(self, language: Language) -> dict[str, list[int]]:
        """How each value may be written, the longest first, with the places that it has."""
        found: dict[str, list[int]] = {}
        for k, value in enumerate(self.values, 1):
            for written in dict.fromkeys((value, " ".join(_written(value, language).split()))):
                found.setdefault(written, []).append(k)
        return dict(sorted(found.items(), key=lambda each: -len(each[0])))

    def _check_rest(self, rest: str, language: Language) -> None:
        """What is left holds no number but in words of the computed sentence, such as LANTERN-2."""
        if "{" in rest or "}" in rest:
            raise NotTheseWords("Places are written {1}, {2} and so on.", self)
        known = set(re.findall(r"[\w\-]+", _PLACE.sub(" ", self.template)))
        for word in re.findall(r"[\w\-]+|\S", rest):
            if any(unicodedata.category(sign)[0] == "N" for sign in word) and word not in known:
                raise NotTheseWords(f"\u201c{word}\u201d is not one of the computed numbers.", self)
        if language is ENGLISH:
            spelt = _SPELT & set(rest.casefold().split()) - {each.casefold() for each in known}
            if spelt:
                raise NotTheseWords(
                    f"\u201c{min(spelt)}\u201d is a number that was not computed.", self
                )


def locked(sentence: str) -> Locked:
    """A computed sentence with its numbers, dates and clock times as places; words with digits in them are words."""
    values: list[str] = []

    def place(found: re.Match[str]) -> str:
        values.append(found[0])
        return _FULL % len(values)

    plain = sentence.replace("{", "(").replace("}", ")")
    return Locked(_LOCKED.sub(place, plain), tuple(values))


def _written(value: str, language: Language) -> str:
    if value[-1].isalpha() or " " in value:
        return language.date(value)
    return value if ":" in value else language.number(value)


def _whole(written: str) -> re.Pattern[str]:
    """The number by itself, not as a part of a longer one or of a word."""
    return re.compile(rf"(?<![\w\-{{.,:]){re.escape(written)}(?![\w\-}}]|[.,:]\d)")
