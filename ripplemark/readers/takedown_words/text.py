"""How words are compared: case, accents, punctuation and the two spellings of an umlaut make no difference."""

from __future__ import annotations

import re
import unicodedata

_UMLAUT = re.compile(r"([aou])e")
_OTHER = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Words in plain lower-case letters and digits, parted by single spaces; '' where the text has none."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    return _OTHER.sub(" ", _UMLAUT.sub(r"\1", plain)).strip()


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order; empty where it has none."""
    return tuple(fold(text).split())


def place(phrase: tuple[str, ...], within: tuple[str, ...]) -> int | None:
    """Where the phrase first stands in a text as whole words; None where it does not."""
    length = len(phrase)
    for start in range(len(within) - length + 1):
        if within[start : start + length] == phrase:
            return start
    return None
