"""The series of GDELT's timelines: which of them are attention, and what the others are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

DENOMINATORS = ("total monitored articles", "all articles")
"""Everything that GDELT watched: what shares are shares of, and no attention to anything."""

_TONE = "tone"
_NAMED = re.compile(r"(?:(?P<of>.+?)\s+)?(?P<what>volume intensity|article count)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_][\w .+()&'-]{0,39}")
_TRANSLATED = """
    afrikaans albanian arabic armenian azerbaijani basque bengali bosnian bulgarian catalan chinese croatian czech
    danish dutch english estonian finnish french galician georgian german greek gujarati hebrew hindi hungarian
    icelandic indonesian italian japanese kannada kazakh korean latvian lithuanian macedonian malay malayalam
    marathi mongolian nepali norwegian norwegiannynorsk persian polish portuguese punjabi romanian russian serbian
    sinhalese slovak slovenian somali spanish swahili swedish tamil telugu thai tibetan turkish ukrainian urdu
    vietnamese
"""
_LANGUAGES = frozenset(_TRANSLATED.split())


@dataclass(frozen=True, slots=True)
class Kind:
    """One series that is attention: its unit, and the language or the country of the sources that it is limited to."""

    series: str
    metric: str
    language: str | None = None
    region: str | None = None


def kind(series: str) -> Kind | None:
    """What a series counts; None where it is no attention, or not known."""
    found = _NAMED.fullmatch(series.strip())
    if found is None:
        return None
    metric = "stories" if found["what"].casefold() == "article count" else "coverage_share"
    of = found["of"]
    if of is None:
        return Kind(series, metric)
    if not _WORD.fullmatch(of):
        return None
    if of.casefold().replace(" ", "") in _LANGUAGES:
        return Kind(series, metric, language=of)
    return Kind(series, metric, region=of)


def kinds(names: Iterable[str]) -> tuple[Kind, ...]:
    """The series that are attention, in order."""
    return tuple(found for name in names if (found := kind(name)) is not None)


def is_tone(series: str) -> bool:
    """True for the average tone: how articles sound, not how many there are."""
    return series.strip().casefold().endswith(_TONE)


def is_denominator(series: str) -> bool:
    """True for the number of all monitored articles."""
    return series.strip().casefold() in DENOMINATORS
