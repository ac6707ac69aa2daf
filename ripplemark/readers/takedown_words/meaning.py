"""From what a cell says to what it means, by whole words; a denied word never counts as said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ripplemark.readers.takedown_words import outcomes
from ripplemark.readers.takedown_words.text import fold, words

_GONE = frozenset({"removed", "private", "partial", "unknown", "delisted"})
_DENIED = frozenset(
    {"geo", "partial", "uploader", "account", "removed", "private", "delisted", "demotion", "label"}
    | {outcomes.REMOVAL}
)
_BLANK = "blank"
_STOP = "|"
_BARE = frozenset({"nein", "no", "non"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a cell means, and the entry of the vocabulary that said so ('' where none did; never the cell's text)."""

    value: str
    entry: str


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    length: int
    outcome: str
    entry: str


def _folded(text: str) -> tuple[str, ...]:
    return words(text.replace("'", "").replace("’", ""))


def _clauses(text: str) -> tuple[str, ...]:
    """The folded words, with a stop between clauses."""
    parts = [part for part in map(_folded, re.split(outcomes.CLAUSES, text.casefold())) if part]
    return tuple(word for part in parts for word in (*part, _STOP))[:-1]


@cache
def _vocabulary() -> dict[tuple[str, ...], tuple[str, str]]:
    known: dict[tuple[str, ...], tuple[str, str]] = {}
    for phrase, outcome in outcomes.PHRASES:
        known.setdefault(_folded(phrase), (outcome, phrase))
    return known


@cache
def _denials() -> tuple[frozenset[str], ...]:
    sets = (
        outcomes.DENIALS,
        outcomes.AFTERWARDS,
        outcomes.PLACES,
        outcomes.WITHIN,
        outcomes.BLOCKED,
    )
    return tuple(frozenset(fold(each) for each in one) for one in sets)


def _found(said: tuple[str, ...]) -> list[_Found]:
    """Known phrases in the text, longest first, no two sharing a word."""
    known, taken, found = _vocabulary(), [False] * len(said), []
    for length in range(min(len(said), max(map(len, known))), 0, -1):
        for start in range(len(said) - length + 1):
            match = known.get(said[start : start + length])
            if match and not any(taken[start : start + length]):
                taken[start : start + length] = [True] * length
                found.append(_Found(start, length, *match))
    return found


def _denied(said: tuple[str, ...], found: _Found) -> bool:
    before, after, _, _, _ = _denials()
    end = found.start + found.length
    leading = said[max(0, found.start - outcomes.REACH) : found.start][::-1]
    clause = leading[: leading.index(_STOP)] if _STOP in leading else leading
    if before & set(clause) or (said[end : end + 1] and said[end] in after):
        return True
    bare = said[end : end + 3]
    return len(bare) >= 2 and bare[0] == _STOP and bare[1] in _BARE and bare[2:] in ((), (_STOP,))


def _in_one_place(said: tuple[str, ...]) -> bool:
    """'in DE', 'DE gesperrt', or a territory that is a clause of its own, as in brackets."""
    _, _, places, within, blocked = _denials()
    framed = (_STOP, *said, _STOP)
    return any(
        at in places and (before in within or after in blocked or before == after == _STOP)
        for before, at, after in zip(framed, framed[1:], framed[2:], strict=False)
    )


def _turned(found: _Found) -> Meaning:
    return Meaning("up" if found.outcome in _DENIED else "unknown", f"not: {found.entry}")


def outcome_of(text: str) -> Meaning | None:
    """What a status cell says: an outcome, CAME_BACK, YES, NO or 'blank'; None where no word of it is known.

    Phrases that are not denied go by PRIORITY; only where all are denied does the denial itself speak
    ('not removed' is up, 'not online' is unknown).
    """
    said = _clauses(text)
    if not said or fold(text) in outcomes.BLANKS:
        return Meaning("unknown", "?") if "?" in text and not said else _marked(text)
    found = _found(said)
    real = [each for each in found if each.outcome not in (outcomes.YES, outcomes.NO)]
    if not real:
        whole = bool(found) and len(said) == found[0].length
        return Meaning(found[0].outcome, found[0].entry) if whole else None
    held = [each for each in real if not _denied(said, each)]
    if not held:
        return _turned(min(real, key=_rank))
    best = min(held, key=_rank)
    value = "removed" if best.outcome == outcomes.REMOVAL else best.outcome
    if value in _GONE and _in_one_place(said):
        return Meaning("geo", f"{best.entry}, in one country")
    return Meaning(value, best.entry)


def _rank(found: _Found) -> tuple[int, int]:
    return outcomes.PRIORITY.index(found.outcome), found.start


def _marked(text: str) -> Meaning:
    return Meaning(outcomes.YES if any(each in "✓✔☑√" for each in text) else _BLANK, "")


def among(text: str, known: tuple[tuple[str, str], ...]) -> str | None:
    """The value of the longest phrase of a small vocabulary that stands in the text; None where none does."""
    said = " " + " ".join(_folded(text)) + " "
    hits = [
        (len(folded), value)
        for value, line in known
        for phrase in line.split(";")
        for folded in [" ".join(_folded(phrase))]
        if f" {folded} " in said
    ]
    return max(hits, key=lambda hit: hit[0])[1] if hits else None
