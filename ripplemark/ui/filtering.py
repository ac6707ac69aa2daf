"""Only some of a file's rows, and a second file about them: what a person says of it, for formats that declare it.

A list and a pattern are held by their controls until the file is stored, and nowhere else.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ripplemark.ingest.listed import ids_of
from ripplemark.readers import READERS
from ripplemark.readers.base import Reader

Key = Callable[[str], str]
"""From a control's name to its key in the session, one for each file."""

_ONLY, _LISTED, _MATCH, _IN, _BESIDE = "only", "only-file", "match", "match-in", "beside"
_FORMAT = "known-format"

ITEMS: Mapping[str, str] = {"post": "posts", "item": "items", "url": "links"}
"""What the rows of a list are, by the role that holds them."""

TEXTS: Mapping[str, str] = {"text": "text", "title": "title"}
"""The text that is searched, by its role."""

BESIDE: Mapping[str, str] = {
    "community_notes": "Second file: the file of notes, which says which post each note is about",
    "websearcher": "Second file: the searches, which say what was searched for and when",
}
"""What the second file is, by the format that takes one."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Ids of which a row must have one, a pattern that its text must have, a second file; empty where nothing was said."""

    only: tuple[str, ...] = field(default=(), repr=False)
    match: str | None = field(default=None, repr=False)
    beside: UploadedFile | None = field(default=None, repr=False)

    @property
    def said(self) -> bool:
        """True where anything was said."""
        return bool(self.only or self.match or self.beside)


def said(key: Key) -> Narrowed:
    """What was said so far; UnreadableList where a list was given that is none."""
    state = st.session_state
    only = _ids(str(state.get(key(_ONLY)) or ""), state.get(key(_LISTED)))
    pattern, column = str(state.get(key(_MATCH)) or "").strip(), state.get(key(_IN))
    match = f"{column}={pattern}" if pattern and column else pattern
    return Narrowed(only, match or None, state.get(key(_BESIDE)))


def format_of(key: Key, known: str | None) -> type[Reader] | None:
    """The reader of this name, remembered for when the file is refused and its report names none."""
    if known is not None:
        st.session_state[key(_FORMAT)] = known
    name = st.session_state.get(key(_FORMAT))
    return next((each for each in READERS if each.name == name), None)


def offer(key: Key, reader: type[Reader] | None, *, opened: bool) -> None:
    """The controls that this format has a use for, closed unless ``opened``; nothing where it has none."""
    if reader is None or not (reader.filters_by or reader.texts or reader.beside_by):
        return
    label = (
        "A second file, or only some of the rows" if reader.beside_by else "Only some of the rows"
    )
    with st.expander(label, expanded=opened):
        if reader.beside_by:
            st.file_uploader(BESIDE[reader.name], key=key(_BESIDE))
        if reader.filters_by:
            _listing(key, ITEMS[reader.filters_by[0]])
        if reader.texts:
            _matching(key, reader.texts)
        if reader.filters_by or reader.texts:
            st.caption(
                "How many rows passed is stored with them; what they were filtered by is not."
            )


def _listing(key: Key, what: str) -> None:
    st.text_area(
        f"Only rows about these {what}, one id or link on each line",
        key=key(_ONLY),
        help="As the file writes them; a link that is written a little differently is found as well.",
    )
    st.file_uploader(f"Or a text file with these {what}", key=key(_LISTED))


def _matching(key: Key, texts: tuple[str, ...]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(texts) > 1:
            st.selectbox(
                "Look in the", texts, format_func=TEXTS.__getitem__, key=key(_IN), width=160
            )
        st.text_input(
            "Only rows in whose text this is found",
            key=key(_MATCH),
            help="A word, or a regular expression (RE2). With (?i) before it, capitals do not matter.",
        )


def forget(key: Key) -> None:
    """Drop the list, the pattern and the second file: the file is stored."""
    for name in (_ONLY, _LISTED, _MATCH, _IN, _BESIDE):
        if key(name) in st.session_state:
            _drop(st.session_state[key(name)])
            del st.session_state[key(name)]


def _drop(value: object) -> None:
    """Let go of the bytes of an uploaded file, which the server would keep as long as the page is open."""
    context = get_script_run_ctx()
    held = context.uploaded_file_mgr if context else None
    if context and isinstance(value, UploadedFile) and isinstance(held, MemoryUploadedFileManager):
        held.remove_file(context.session_id, value.file_id)


def _ids(text: str, file: UploadedFile | None) -> tuple[str, ...]:
    """The ids that were typed and those of the file, each once."""
    typed = _read(text.encode()) if text.strip() else ()
    given = _read(file.getvalue()) if file is not None else ()
    return tuple(dict.fromkeys((*typed, *given)))


def _read(content: bytes) -> tuple[str, ...]:
    """The ids of a list, as the command line reads it; on disk only meanwhile."""
    with tempfile.TemporaryDirectory(prefix="ripplemark-") as folder:
        path = Path(folder) / "list"
        path.write_bytes(content)
        return ids_of(path)
