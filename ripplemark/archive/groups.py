"""Sets of incidents under one word: those of a kind, those that share a tag, those about the same subject.

A tag, and the word for a subject, is drawn from the same list as the incidents' own code words: nothing that a person
types freely enters the archive.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ripplemark.archive.decisions import CREATED, Decision
from ripplemark.archive.incidents import GROUPING
from ripplemark.archive.notation import Json
from ripplemark.archive.snapshot import Snapshot
from ripplemark.archive.words import WORDS
from ripplemark.errors import ArchiveError

TAGS, SUBJECT = GROUPING
KIND = "kind"
_KNOWN = frozenset(WORDS)


class NotAGroupWord(ArchiveError):
    """A tag or a subject that is not a code word, or is an incident's own; nothing was decided.

    ``free`` are some words that can be taken.
    """

    title = "This word cannot stand for a set of incidents"

    def __init__(self, key: str, free: tuple[str, ...]) -> None:
        self.key, self.free = key, free
        super().__init__(
            f"'{key}' takes code words that no incident has, for example {', '.join(free)}: one's own words could name "
            "somebody. Nothing was decided."
        )


def checked(key: str, text: str, codes: Iterable[str]) -> str:
    """The words of a decision on ``tags`` or ``subject`` as they are stored: capitals, sorted, commas between them.

    An empty text takes all of them away. Raises NotAGroupWord where one is no code word, or an incident's own.
    """
    taken = set(codes)
    words = sorted({word.strip().upper() for word in text.split(",") if word.strip()})
    if any(word not in _KNOWN or word in taken for word in words) or (
        key == SUBJECT and len(words) > 1
    ):
        raise NotAGroupWord(key, free(taken)[:3])
    return ",".join(words)


def free(taken: Iterable[str]) -> tuple[str, ...]:
    """The code words that are not among those taken, in their order."""
    used = set(taken)
    return tuple(word for word in WORDS if word not in used)


def groups(of: Snapshot) -> dict[str, tuple[str, ...]]:
    """Every word that stands for incidents, with their codes in order: subjects and tags in order of the word, then kinds.

    One pass over the decisions, however many incidents there are.
    """
    known = of.incidents()
    told = {key: told_of_all(of.counting, key) for key in (TAGS, SUBJECT, KIND)}
    worded: dict[str, set[str]] = {}
    kinds: dict[str, set[str]] = {}
    for code in known:
        for key in (SUBJECT, TAGS):
            for word in str(told[key].get(code) or "").split(","):
                if word:
                    worded.setdefault(word, set()).add(code)
        kinds.setdefault(str(told[KIND].get(code) or "other"), set()).add(code)
    return {
        word: tuple(sorted(codes))
        for found in (worded, kinds)
        for word, codes in sorted(found.items())
    }


def told_of_all(counting: Iterable[Decision], key: str) -> dict[str, Json]:
    """What counts of one key for each incident that has it; ``counting`` are decisions that stand, oldest first."""
    first: dict[str, Json] = {}
    later: dict[str, Json] = {}
    for each in counting:
        if each.incident is None or each.subject is not None:
            continue
        if each.key == key:
            later[each.incident] = each.value
        elif each.key == CREATED and isinstance(each.value, Mapping) and key in each.value:
            first[each.incident] = each.value[key]
    return first | later
