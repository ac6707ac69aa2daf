"""Files that a person gives, on their way through a check into the archive: on disk only while they are read."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ripplemark.errors import RipplemarkError
from ripplemark.ingest import Options, Report, add, check, refused
from ripplemark.ui import reading
from ripplemark.ui.failing import say

STORED, _CHECKED, _HASHED = "files_stored", "files_checked", "files_hashed"
_KEPT = 32
"""So many checks are remembered per session; the oldest are forgotten."""


def digest(file: UploadedFile) -> str:
    """The SHA-256 of the file's bytes, read once."""
    kept: dict[str, str] = st.session_state.setdefault(_HASHED, {})
    if file.file_id not in kept:
        kept[file.file_id] = sha256(file.getbuffer()).hexdigest()
    return kept[file.file_id]


@contextmanager
def _on_disk(file: UploadedFile) -> Iterator[Path]:
    """The bytes in a private folder (0700) under a name that says nothing; gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="ripplemark-") as folder:
        path = Path(folder) / "input"
        path.write_bytes(file.getbuffer())
        yield path


def checked(file: UploadedFile, position: int, options: Options) -> Report:
    """The file's report, made once per file, options and state of the archive."""
    archive = reading.archive()
    kept: dict[Any, Report] = st.session_state.setdefault(_CHECKED, {})
    answers = tuple(sorted(options.answers.items()))
    told = (options.format, options.channel, json.dumps(options.mapping, sort_keys=True))
    key = (file.file_id, options.incident, options.zone, answers, options.replaces, *told, archive.fingerprint())
    if key not in kept:
        with st.spinner("Reading the file ..."), _on_disk(file) as path:
            try:
                kept[key] = check(archive, path, options, position=position, name=file.name)
            except RipplemarkError as error:
                kept[key] = refused(error, position)
        for old in list(kept)[:-_KEPT]:
            del kept[old]
    return kept[key]


def store(file: UploadedFile, position: int, options: Options) -> None:
    """Put the file into the archive and remember how many rows were stored; a refusal is said where this stands."""
    try:
        with st.spinner("Storing ..."), _on_disk(file) as path:
            report = add(
                reading.archive(),
                reading.vault(),
                path,
                options,
                position=position,
                name=file.name,
            )
    except RipplemarkError as error:
        say(error.title, str(error))
        return
    st.session_state[STORED][file.file_id] = report.rows_stored
