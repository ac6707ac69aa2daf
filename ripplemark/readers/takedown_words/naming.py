"""What one header cell says, judged by whole words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ripplemark.readers.takedown_words.headers import CLOCKS, PHRASES
from ripplemark.readers.takedown_words.text import place, words

_TIMES = frozenset(
    words(
        "time uhrzeit zeit heure hora um uhr hour clock tageszeit meldezeit meldeuhrzeit loschzeit loschuhrzeit postzeit"
    )
)
_DATES = frozenset(
    words("date datum fecha am on le el day tag jour dia since seit depuis desde vom")
)
_STRONG = frozenset(words("date datum fecha uhrzeit time heure hora zeitpunkt timestamp"))
_OF_DATE = {"item": "posted", "answer": "answered", "outcome": "down"}
_FREE = frozenset(
    words("note notes comment comments remark remarks notiz kommentar bemerkung anmerkung remarque")
)
_COUNTS = frozenset(words("number count total anzahl nombre totale percent share numero"))
_MOMENTS = frozenset(words("zeitpunkt timestamp horodatage datetime"))
_SAID_REMOVED = frozenset(
    words(
        "removed deleted removal deletion takedown taken blocked withdrawn entfernt geloscht loschdatum loschzeit loschzeitpunkt loschuhrzeit loschungsdatum takedown "
        "entfernungsdatum entfernungszeitpunkt sperrdatum retirada eliminada "
        "loschung entfernung gesperrt supprime supprimee retire suppression retrait eliminado retirado "
        "borrado eliminacion retirada"
    )
)
_SAID_STATUS = frozenset(
    words("status stand statusdatum statut estado outcome ergebnis ergebnisdatum resultat checked")
)


@dataclass(frozen=True, slots=True)
class Named:
    """What one header says: its role (None: unknown), how many words said so, and whether it is a time of day."""

    role: str | None
    strength: int
    time: bool = False
    date: bool = False


Phrase = tuple[str, ...]


@cache
def _phrases() -> dict[Phrase, str]:
    """The role of each phrase, the longest phrase first."""
    known: dict[Phrase, str] = {}
    for role, line in PHRASES:
        for phrase in line.split(";"):
            known.setdefault(words(phrase), role)
    return dict(sorted(known.items(), key=lambda each: -len(each[0])))


@cache
def _by_first_word() -> dict[str, tuple[tuple[int, Phrase], ...]]:
    """The phrases that begin with a word, each with its place in the order of ``_phrases``."""
    found: dict[str, list[tuple[int, Phrase]]] = {}
    for rank, phrase in enumerate(_phrases()):
        if phrase:
            found.setdefault(phrase[0], []).append((rank, phrase))
    return {word: tuple(each) for word, each in found.items()}


def _within(said: Phrase) -> list[Phrase]:
    """The phrases that stand in a text as whole words, the longest first."""
    near = {each for word in set(said) for each in _by_first_word().get(word, ())}
    return [phrase for _, phrase in sorted(near) if place(phrase, said) is not None]


def named(header: str) -> Named:
    """What a header cell says; the whole header counts for more than a phrase within it, a long phrase for more."""
    said = words(header.replace("#", " no "))
    if not said or len(said) > 9:
        return Named(None, 0)
    if said[0] in _FREE:
        return Named("notes", 10)
    time = bool(_TIMES & set(said)) and not _MOMENTS & set(said)
    date = bool(_DATES & set(said))
    if said in _phrases():
        role = _phrases()[said]
        return Named(role, 10 + len(said), time and role in CLOCKS, date)
    if _COUNTS & set(said) and len(said) > 2:
        return Named(None, 0)
    core = tuple(each for each in said if each not in _TIMES or each == "um")
    for phrase in _within(said):
        role = _phrases()[phrase]
        if _may_be_part(phrase, role, core):
            return _timed(Named(role, len(phrase), time, date), bool(_STRONG & set(said)))
    if time and len(said) <= 2:
        return Named("time", 1, True)
    return (
        Named("date", 1, date=True)
        if date and len(said) == 1 and said[0] not in ("am", "on")
        else Named(None, 0)
    )


def _timed(found: Named, strong: bool) -> Named:
    """The date of an item, an answer or an outcome is a time, not the thing itself."""
    role = _OF_DATE.get(found.role or "", found.role) if strong else found.role
    return Named(role, found.strength, found.time and role in CLOCKS, found.date)


_WHOLE_ONLY = frozenset({"number", "notes", "by", "uploader", "up_again"})


def _may_be_part(phrase: tuple[str, ...], role: str, core: tuple[str, ...]) -> bool:
    """Whether a phrase may speak for a longer header: one word of a vague role may not, nor a very short word."""
    if len(phrase) > 1 or core == phrase:
        return True
    return role not in _WHOLE_ONLY and len(phrase[0]) > 2


def down_kind(header: str) -> str:
    """What the header of the end's column promises: 'removed', 'status' (the date of a look) or 'offline'."""
    said = set(words(header))
    if said & _SAID_REMOVED:
        return "removed"
    return "status" if said & _SAID_STATUS else "offline"


def yes_means(header: str) -> tuple[str, str]:
    """What a bare yes and a bare no mean under an outcome's header, as outcomes."""
    said = set(words(header))
    if said & _SAID_REMOVED:
        return "removed", "up"
    if said & set(words("online en ligne linea still noch")):
        return "up", "unknown"
    return "unknown", "unknown"
