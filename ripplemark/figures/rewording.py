"""The publisher's own headline and subtitle in place of the computed ones, as long as the computed ones say the same.

An edit is a decision about an incident: a sentence with places for its numbers, and the computed sentences that it was
made for. The numbers always come from the figure, whose estimates have passed the gate. Where data or settings make
the computed sentence another one than its numbers alone, the edit is set aside, and the figure says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ripplemark.figure import Figure
from ripplemark.figures.base import Asked
from ripplemark.figures.languages import ENGLISH, Language, language
from ripplemark.figures.locked_words import locked

PREFIX = "words."
"""What the keys of edits begin with: words.FIGURE.PART, with .TAG for another language than English."""

PARTS = ("headline", "subtitle")
"""What can be edited."""

LANGUAGE = "language"
"""The setting, common to all figures, that asks for words in a language; and, after PREFIX, the incident's own choice."""


@dataclass(frozen=True, slots=True)
class Reworded:
    """The words of a figure after its edits, by part; ``computed`` are the sentences that were replaced.

    ``note`` belongs in the source line, ``caveats`` say which edits were set aside. ``language`` is the tag of the
    language of what replaced them.
    """

    told: Mapping[str, str]
    computed: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    caveats: tuple[str, ...] = ()
    language: str = ENGLISH.tag


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: the template of a person's sentence, and those of the computed sentences for which it stands."""

    text: str
    of: tuple[str, ...]

    @classmethod
    def read(cls, value: object) -> Edit | None:
        """An edit from a decision's value; None where it was taken back, or is none."""
        if not isinstance(value, Mapping) or not isinstance(of := value.get("of"), list | tuple):
            return None
        return cls(str(value.get("text", "")), tuple(map(str, of)))

    def value(self) -> dict[str, str | list[str]]:
        """The edit as a decision's value."""
        return {"text": self.text, "of": list(self.of)}


def key(name: str, part: str, of: Language = ENGLISH) -> str:
    """The key of the decision that holds the edit of a part of a figure in a language."""
    return f"{PREFIX}{name}.{part}" + ("" if of is ENGLISH else f".{of.tag}")


def spoken(asked: Asked) -> Language:
    """The language that is asked for, else the incident's own, else English; UnknownName where there is no such one."""
    chosen = asked.language or asked.archive.decision(asked.incident, PREFIX + LANGUAGE)
    return language(str(chosen)) if chosen else ENGLISH


def reworded(asked: Asked, computed: Mapping[str, str]) -> Reworded:
    """The computed words of a figure, by part, with the edits that stand for them."""
    of = spoken(asked)
    told, replaced, aside = dict(computed), {}, []
    for part, sentence in computed.items():
        edit = Edit.read(asked.archive.decision(asked.incident, key(asked.kind.name, part, of)))
        if edit is None:
            continue
        found = locked(sentence)
        if found.template in edit.of:
            told[part], replaced[part] = found.told(edit.text, of), sentence
        else:
            aside.append(part)
    note, said = _note(tuple(replaced), of), tuple(map(_set_aside, aside))
    return Reworded(told, replaced, note, said, of.tag if replaced else ENGLISH.tag)


def as_published(made: Figure, public: Figure) -> Figure:
    """The owner's figure with the edited words as everyone reads them, where its own names kept an edit from standing.

    A sentence on the owner's screen may name what a published one does not; what will be published is shown there.
    """
    waiting = [part for part in PARTS if part in public.computed and part not in made.computed]
    if not waiting:
        return made
    told = {part: getattr(public, part) for part in waiting}
    computed = {**made.computed, **{part: getattr(made, part) for part in waiting}}
    settled = {_set_aside(part) for part in waiting}
    caveats = tuple(each for each in made.caveats if each not in settled)
    return replace(
        made,
        **told,
        computed=computed,
        caveats=caveats,
        source=public.source,
        language=public.language,
    )


def edits(asked: Asked) -> int:
    """How many parts of the figure have an edit in the language that is asked for."""
    of = spoken(asked)
    made = (
        asked.archive.decision(asked.incident, key(asked.kind.name, part, of)) for part in PARTS
    )
    return sum(Edit.read(each) is not None for each in made)


def _note(parts: tuple[str, ...], of: Language) -> str:
    if not parts:
        return ""
    what = " and ".join(parts).capitalize()
    done = "edited" if of is ENGLISH else f"written in {of.name}"
    return f"{what} {done} by the publisher."


def _set_aside(part: str) -> str:
    return (
        f"The publisher's {part} is set aside: with these data and settings the computed one says something else than "
        "when it was edited. Edit it again, or take the edit back."
    )
