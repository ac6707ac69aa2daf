"""Files in: each is recognised, asked about and checked before a person stores it; nothing is stored by itself."""

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

from ripplemark.archive import AlreadyHere, input_hash
from ripplemark.errors import RipplemarkError
from ripplemark.ingest import Options, Report, add, check, refused
from ripplemark.ui import by_hand, reading
from ripplemark.ui.asking import ask
from ripplemark.ui.beginning import zones
from ripplemark.ui.failing import say
from ripplemark.ui.frame import plain
from ripplemark.ui.heading import home_zone
from ripplemark.ui.understood import explain
from ripplemark.wording import count

_STORED, _CHECKED, _HASHED = "files_stored", "files_checked", "files_hashed"
_KEPT = 32
"""So many checks are remembered per session; the oldest are forgotten."""


def upload(code: str) -> None:
    """The place for files: what each of them is, what it asks, what is wrong with it, and its own button.

    Nothing where the archive takes none, and where others can reach the page (``reach`` says so).
    """
    if not reading.may_change():
        return
    st.header("Add files", anchor=False)
    st.markdown(
        "A Google Trends download, a log of takedown requests, or a template that you filled in: CSV, TSV or XLSX, also inside "
        ".gz or .zip. You see how each file was understood before you store it."
    )
    with st.container(key="drop"):
        files = st.file_uploader(
            "Files", accept_multiple_files=True, key=f"files-{code}", label_visibility="collapsed"
        )
    stored = st.session_state.setdefault(_STORED, {})
    for position, each in enumerate(files or (), 1):
        with st.container(border=True, key=f"file-{each.file_id}"):
            st.subheader(plain(each.name), anchor=False)
            place = st.empty()
            if each.file_id not in stored:
                with place.container():
                    _file(code, each, position)
            if each.file_id in stored:  # now at the latest; the datasets below are read after this
                place.success(f"Stored: {count(stored[each.file_id], 'row')}.")


def _file(code: str, file: UploadedFile, position: int) -> None:
    replaces = _again(file)
    if replaces == "":
        return

    def key(name: str) -> str:
        return _key(file, name)

    told = by_hand.said(key)
    options = Options(
        incident=code,
        format=told.format,
        channel=told.channel,
        mapping=told.mapping,
        zone=_kept(file, "zone") or home_zone(code),
        answers=_answers(file),
        replaces=replaces,
    )
    report = _checked(file, position, options)
    mistaken = report.error is not None and bool(options.answers)
    if mistaken and report.error:
        say(report.error["title"], report.error["message"])
        options = replace(options, answers={})
        report = _checked(file, position, options)
    if report.error is not None:
        say(report.error["title"], report.error["message"])
        by_hand.say(key)
        return
    explain(report)
    for asked in report.questions:
        if asked.question.name != "rejects":
            ask(asked.question, _key(file, f"answer:{asked.question.name}"))
    _zone(file, home_zone(code))
    by_hand.say(key)
    _button(file, position, options, report, mistaken)


def _again(file: UploadedFile) -> str | None:
    """None for a file that is new here, the id of the dataset it shall replace, or '' where it is refused."""
    archive, vault = reading.archive(), reading.vault()
    if not archive.datasets():
        return None
    held = archive.holder(input_hash(vault, _digest(file)))
    if held is None or held.added_at is None:
        return None
    since = f"{held.added_at.day} {held.added_at:%B %Y}"
    say(AlreadyHere.title, f"It is here since {since}, as {held.dataset_id}. Nothing was stored.")
    again = st.checkbox(
        "Read it again with other answers, in place of what is stored", key=_key(file, "again")
    )
    return held.dataset_id if again else ""


def _digest(file: UploadedFile) -> str:
    """The SHA-256 of the file's bytes, read once."""
    kept: dict[str, str] = st.session_state.setdefault(_HASHED, {})
    if file.file_id not in kept:
        kept[file.file_id] = sha256(file.getbuffer()).hexdigest()
    return kept[file.file_id]


def _key(file: UploadedFile, name: str) -> str:
    return f"{name}:{file.file_id}"


def _kept(file: UploadedFile, name: str) -> str | None:
    value = st.session_state.get(_key(file, name))
    return str(value).strip() or None if value is not None else None


def _answers(file: UploadedFile) -> dict[str, str]:
    """What was answered so far, by the question's name."""
    names = {
        str(key).split(":")[1]
        for key in st.session_state
        if str(key).startswith("answer:") and str(key).endswith(f":{file.file_id}")
    }
    kept = {name: _kept(file, f"answer:{name}") for name in sorted(names)}
    return {name: value for name, value in kept.items() if value is not None}


def _zone(file: UploadedFile, home: str) -> None:
    st.selectbox(
        "Time zone of times without an offset",
        zones(),
        index=zones().index(home) if home in zones() else 0,
        key=_key(file, "zone"),
        help="Where the times were noted. In another zone every lag and every day may differ.",
    )


@contextmanager
def _on_disk(file: UploadedFile) -> Iterator[Path]:
    """The bytes in a private folder (0700) under a name that says nothing; gone when the block ends."""
    with tempfile.TemporaryDirectory(prefix="ripplemark-") as folder:
        path = Path(folder) / "input"
        path.write_bytes(file.getbuffer())
        yield path


def _checked(file: UploadedFile, position: int, options: Options) -> Report:
    """The file's report, made once per file, options and state of the archive."""
    archive = reading.archive()
    kept: dict[Any, Report] = st.session_state.setdefault(_CHECKED, {})
    answers = tuple(sorted(options.answers.items()))
    told = (options.format, options.channel, json.dumps(options.mapping, sort_keys=True))
    key = (file.file_id, options.zone, answers, options.replaces, *told, archive.fingerprint())
    if key not in kept:
        with st.spinner("Reading the file ..."), _on_disk(file) as path:
            try:
                kept[key] = check(archive, path, options, position=position, name=file.name)
            except RipplemarkError as error:
                kept[key] = refused(error, position)
        for old in list(kept)[:-_KEPT]:
            del kept[old]
    return kept[key]


def _button(
    file: UploadedFile, position: int, options: Options, report: Report, mistaken: bool
) -> None:
    """The one button of a file; enabled when nothing is open."""
    open_ = [each for each in report.open_questions if each.question.name != "rejects"]
    label = f"Store without the {count(report.rejected, 'row')}" if report.rejected else "Store"
    key = _key(file, "store")
    if st.button(label, type="primary", key=key, disabled=bool(open_) or mistaken):
        answers = dict(options.answers) | ({"rejects": "skip"} if report.rejected else {})
        _store(file, position, replace(options, answers=answers))
    if open_:
        st.caption(f"{count(len(open_), 'question')} to answer first.")


def _store(file: UploadedFile, position: int, options: Options) -> None:
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
    st.session_state[_STORED][file.file_id] = report.rows_stored
