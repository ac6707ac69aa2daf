"""Files that a person gives, on their way through a check into the archive: on disk only while they are read."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ripplemark.errors import RipplemarkError
from ripplemark.figures.preparing import prepare
from ripplemark.ingest import Options, PlatformFile, Report, add, check, refused
from ripplemark.ui import reading
from ripplemark.ui.failing import say
from ripplemark.ui.understood import passing
from ripplemark.wording import count

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


@contextmanager
def _with_second(options: Options, beside: UploadedFile | None) -> Iterator[Options]:
    """The options with the second file, which is on disk until the block ends; as they are where there is none."""
    if beside is None:
        yield options
        return
    with _on_disk(beside) as path:
        yield replace(options, beside=path)


def checked(
    file: UploadedFile, position: int, options: Options, beside: UploadedFile | None = None
) -> Report:
    """The file's report, made once per file, options, second file and state of the archive.

    That of a platform's file, refused for an incident, names the format.
    """
    archive = reading.archive()
    kept: dict[Any, Report] = st.session_state.setdefault(_CHECKED, {})
    answers = tuple(sorted(options.answers.items()))
    told = (options.format, options.channel, json.dumps(options.mapping, sort_keys=True))
    key = (
        file.file_id,
        options.incident,
        options.zone,
        answers,
        options.replaces,
        options.append,
        *told,
        hash((options.only, options.match)),  # salted by Python: neither can be read off it
        beside.file_id if beside else None,
        archive.fingerprint(),
    )
    if key not in kept:
        with (
            st.spinner("Reading the file ..."),
            _on_disk(file) as path,
            _with_second(options, beside) as whole,
        ):
            try:
                kept[key] = check(archive, path, whole, position=position, name=file.name)
            except PlatformFile as error:
                kept[key] = replace(refused(error, position), format=error.name)
            except RipplemarkError as error:
                kept[key] = refused(error, position)
        for old in list(kept)[:-_KEPT]:
            del kept[old]
    return kept[key]


def store(
    file: UploadedFile, position: int, options: Options, beside: UploadedFile | None = None
) -> bool:
    """Put the file into the archive and remember what was stored; a refusal is said where this stands. True where it is stored.

    Its checks are forgotten: nothing is kept of what its rows were filtered by.
    """
    try:
        with (
            st.spinner("Storing ..."),
            _on_disk(file) as path,
            _with_second(options, beside) as whole,
        ):
            report = add(
                reading.archive(),
                reading.vault(),
                path,
                whole,
                position=position,
                name=file.name,
            )
    except RipplemarkError as error:
        say(error.title, str(error))
        return False
    passed = passing(report)
    told = f"Stored: {count(report.rows_stored, 'row')}."
    st.session_state[STORED][file.file_id] = f"{told} {passed}" if passed else told
    kept: dict[Any, Report] = st.session_state.get(_CHECKED, {})
    for key in [key for key in kept if key[0] == file.file_id]:
        del kept[key]
    _prepare(report.dataset_id)
    return True


def _prepare(dataset_id: str | None) -> None:
    """Count what the views of many items show; a wait that is long enough to be told, with its seconds."""
    archive = reading.archive()
    if archive.answers() is None:
        return
    words = "The file is stored. Its items are counted once now, so that every picture of them opens at once: up to a minute for millions of rows."
    with st.spinner(words, show_time=True):
        prepare(archive, [dataset_id], lambda _: None)
