"""Files in: each is recognised, asked about and checked before a person stores it; nothing is stored by itself."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from ripplemark.archive import AlreadyHere, input_hash
from ripplemark.ingest import Options, Report
from ripplemark.ingest.listed import UnreadableList
from ripplemark.ui import address, by_hand, collecting, filtering, norming, reading
from ripplemark.ui.asking import ask
from ripplemark.ui.beginning import zones
from ripplemark.ui.clicking import named
from ripplemark.ui.failing import say
from ripplemark.ui.frame import plain
from ripplemark.ui.given_files import STORED, checked, digest, store
from ripplemark.ui.heading import home_zone
from ripplemark.ui.onward import onward
from ripplemark.ui.understood import explain
from ripplemark.wording import count


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
    collection = collecting.name(code)
    stored = st.session_state.setdefault(STORED, {})
    for position, each in enumerate(files or (), 1):
        with st.container(border=True, key=f"file-{each.file_id}"):
            st.subheader(plain(each.name), anchor=False)
            if each.file_id not in stored:
                _file(code, each, position, collection)
                if each.file_id in stored:
                    st.rerun()  # its questions give way to what was stored
            else:
                st.success(stored[each.file_id])
    onward(code)


def _file(code: str, file: UploadedFile, position: int, collection: str | None) -> None:
    """What the file is, what it asks, and its button.

    Each part has a place of its own, however much is said above it: a control that moves in the page is made again, and what
    was being typed into it is lost.
    """
    told, questions, more = st.container(), st.container(), st.container()
    key = partial(_key, file)
    with told:
        replaces = _again(code, file)
        if replaces == "":
            return
        narrowed = _narrowed(key)
    if narrowed is None:
        with more:
            filtering.offer(key, filtering.format_of(key, None), opened=True)
        return
    home = "UTC" if norming.ticked(key) else home_zone(code)
    options = _options(code, file, home, narrowed, replaces)
    if replaces is None:  # else it stays in the collection of what it replaces
        options = replace(options, append=collection)
    with told:
        report, mistaken = _report(file, position, options, narrowed)
        if mistaken or report.error is not None:
            options = replace(options, answers={})
        reader = filtering.format_of(key, report.format)
        norming.offer(report, key, reader)
        if report.error is None:
            explain(report)
    if report.error is not None:
        with more:
            filtering.offer(key, reader, opened=narrowed.said or norming.is_platforms(report))
            by_hand.say(key)
        return
    with questions:
        for asked in report.questions:
            if asked.question.name != "rejects":
                ask(asked.question, key(f"answer:{asked.question.name}"))
        if reader is None or reader.zone is None:
            _zone(file, home)
    with more:
        filtering.offer(key, reader, opened=narrowed.said)
        by_hand.say(key)
        if _button(file, position, options, report, mistaken, narrowed.beside):
            filtering.forget(key)


def _options(
    code: str, file: UploadedFile, home: str, narrowed: filtering.Narrowed, replaces: str | None
) -> Options:
    """How the file is to be read, as far as it was said; one that is kept as a norm is of no incident."""
    key = partial(_key, file)
    told = by_hand.said(key)
    return Options(
        incident=None if norming.ticked(key) else code,
        format=told.format,
        channel=told.channel,
        mapping=told.mapping,
        zone=_kept(file, "zone") or home,
        answers=_answers(file),
        replaces=replaces,
        only=narrowed.only,
        match=narrowed.match,
    )


def _report(
    file: UploadedFile, position: int, options: Options, narrowed: filtering.Narrowed
) -> tuple[Report, bool]:
    """The file's report; what is refused is said. True where an answer is why: the report is then that without answers."""
    report = checked(file, position, options, narrowed.beside)
    if report.error is None:
        return report, False
    say(report.error["title"], report.error["message"])
    if not options.answers:
        return report, False
    without = checked(file, position, replace(options, answers={}), narrowed.beside)
    if without.error is not None and without.error != report.error:
        say(without.error["title"], without.error["message"])
    return without, without.error is None


def _narrowed(key: filtering.Key) -> filtering.Narrowed | None:
    """Which rows, and what second file; None where the list is none, which is said."""
    try:
        return filtering.said(key)
    except UnreadableList as error:
        say(error.title, str(error))
        return None


def _again(code: str, file: UploadedFile) -> str | None:
    """None for a file that is new here, the id of the dataset it shall replace, or '' where it is refused.

    A file that is held under another incident is said to be there.
    """
    archive, vault = reading.archive(), reading.vault()
    if not archive.datasets():
        return None
    held = archive.holder(input_hash(vault, digest(file)))
    if held is None or held.added_at is None:
        return None
    since = f"{held.added_at.day} {held.added_at:%B %Y}"
    elsewhere = held.incident if held.incident != code else None
    where = f" under the incident {elsewhere}" if elsewhere else ""
    say(
        AlreadyHere.title,
        f"It is here since {since}{where}, as {held.dataset_id}. Nothing was stored.",
    )
    again = "Read it again with other answers, in place of what is stored"
    if elsewhere:
        link = address.link("data", incident=elsewhere)
        st.html(f'<a class="on" href="{link}" target="_self">See the files of {elsewhere}</a>')
        again = f"Read it again for {code}; it is then taken away from {elsewhere}"
    return held.dataset_id if st.checkbox(again, key=_key(file, "again")) else ""


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


def _button(
    file: UploadedFile,
    position: int,
    options: Options,
    report: Report,
    mistaken: bool,
    beside: UploadedFile | None,
) -> bool:
    """The one button of a file; enabled when nothing is open. True where the file has been stored."""
    open_ = [each for each in report.open_questions if each.question.name != "rejects"]
    label = f"Store without the {count(report.rejected, 'row')}" if report.rejected else "Store"
    key = _key(file, "store")
    if report.rejected and report.rejected >= report.rows_read:
        st.caption("No row of it can be stored. Correct the file and give it again.")
        return False
    pressed = st.button(
        named(label, file.name), type="primary", key=key, disabled=bool(open_) or mistaken
    )
    if open_:
        st.caption(f"{count(len(open_), 'question')} to answer first.")
    if not pressed:
        return False
    answers = dict(options.answers) | ({"rejects": "skip"} if report.rejected else {})
    return store(file, position, replace(options, answers=answers), beside)
