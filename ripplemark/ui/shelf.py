"""The datasets of an incident: what was stored and how it was read; removing one, and taking that back."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

import streamlit as st

from ripplemark import paths
from ripplemark.archive import Package
from ripplemark.readers import READERS
from ripplemark.ui import clicking, reading
from ripplemark.ui.asking import choice_words
from ripplemark.ui.frame import plain
from ripplemark.wording import count


def datasets(code: str) -> None:
    """Every dataset of the incident, then what was removed and can come back."""
    archive = reading.archive()
    here = [each for each in archive.datasets() if each.incident == code]
    gone = [each for each in archive.trash() if each.incident == code]
    if not here and not gone:
        return
    st.header("Datasets", anchor=False)
    for finding in archive.quarantined():
        st.warning(
            f"{plain(finding.subject)} is left out because it is damaged: {plain(finding.problem)}."
        )
    for each in here:
        _row(each, "Remove", archive.remove)
    if gone:
        st.caption("Removed; still on this computer until you erase it on the command line.")
    for each in gone:
        _row(each, "Undo", archive.restore)


def _row(package: Package, action: str, do: Callable[[str], object]) -> None:
    """One dataset with its button, where it may be pressed."""
    titles = {reader.name: reader.title for reader in READERS}
    known = reading.vault().input_of(package.dataset_id) if paths.vault_is_open() else None
    name = known.file_name if known else package.dataset_id
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        with st.container(gap="xxsmall"):
            st.markdown(f"**{plain(name)}**")
            st.caption(f"{plain(titles.get(package.format, package.format))}. {_told(package)}")
        if reading.may_change():
            key = f"{action.lower()}-{package.dataset_id}"
            clicking.button(action, key, do, package.dataset_id)


def _told(package: Package) -> str:
    counts = package.counts
    rejected = (
        f", {count(counts.rows_rejected, 'row')} left out because they could not be stored"
        if counts.rows_rejected
        else ""
    )
    parts = [f"{count(counts.rows_stored, 'row')} stored{rejected}"]
    if package.first_time and package.last_time:
        zone = ZoneInfo(package.zone or "UTC")
        first, last = (at.astimezone(zone) for at in (package.first_time, package.last_time))
        parts.append(f"from {first.day} {first:%b %Y} to {last.day} {last:%b %Y}")
    if package.zone:
        parts.append(f"read in {plain(package.zone)}")
    answers = [
        plain(choice_words(name, str(answer)))
        for name, answer in package.answers.items()
        if name != "rejects"
    ]
    told = ", ".join(parts) + "."
    return f"{told} Answers: {'; '.join(answers)}." if answers else told
