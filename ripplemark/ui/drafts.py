"""What a person is writing in place of a computed sentence: kept while a figure's row is closed, until it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import streamlit as st

from ripplemark.figures.languages import Language
from ripplemark.figures.locked_words import Locked
from ripplemark.figures.rewording import Edit, key
from ripplemark.ui import reading
from ripplemark.ui.reading import Wanted

_DRAFTS = "words_drafted"


@dataclass(frozen=True, slots=True)
class Draft:
    """A part of a figure in a language: the computed sentence with its places, the edit that counts, and the field.

    ``edit`` is None where there is none. ``field`` names the control: another one for another computed sentence.
    """

    part: str
    computed: Locked
    language: Language
    edit: Edit | None
    field: str

    @property
    def stands(self) -> bool:
        """True where the edit stands for the sentence that is computed now."""
        return self.edit is not None and self.computed.template in self.edit.of

    @property
    def before(self) -> str:
        """What the field holds before anybody writes: the edit where it stands, else the computed sentence's template."""
        return self.edit.text if self.edit is not None and self.stands else self.computed.template

    @property
    def text(self) -> str:
        """What is written now."""
        kept: dict[str, str] = st.session_state.setdefault(_DRAFTS, {})
        return str(st.session_state.get(self.field, kept.get(self.field, self.before)))

    @property
    def is_words(self) -> bool:
        """True where what is written is somebody's own words, not empty and not the computed template itself."""
        return self.text.strip() not in ("", self.computed.template)

    def remember(self) -> None:
        """Keep what is written beyond the control."""
        st.session_state.setdefault(_DRAFTS, {})[self.field] = self.text

    def forget(self, shown: str) -> None:
        """Nothing is being written any more; the field shows this."""
        st.session_state.setdefault(_DRAFTS, {}).pop(self.field, None)
        st.session_state[self.field] = shown


def draft(wanted: Wanted, part: str, computed: Locked, language: Language) -> Draft:
    """The draft of a part of a figure in a language."""
    archive = reading.archive()
    edit = Edit.read(archive.decision(wanted.incident, key(wanted.name, part, language)))
    what = f"{archive.root}|{wanted.incident}|{computed.template}"
    field = f"words-{wanted.name}-{part}-{language.tag}-{crc32(what.encode()):08x}"
    return Draft(part, computed, language, edit, field)
