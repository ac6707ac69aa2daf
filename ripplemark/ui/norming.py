"""A file about a platform, given to an incident: refused, and offered as a norm that belongs to none."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ripplemark import paths
from ripplemark.archive import Package
from ripplemark.ingest import PlatformFile, Report
from ripplemark.readers import READERS
from ripplemark.readers.base import Reader
from ripplemark.ui import clicking, reading
from ripplemark.ui.filtering import ITEMS
from ripplemark.ui.frame import plain
from ripplemark.ui.gathered import gathered
from ripplemark.wording import count

_Key = Callable[[str], str]
_NAME = "norm"


def ticked(key: _Key) -> bool:
    """True where a person said that the file is kept as a norm; ``key`` names the file's controls."""
    return bool(st.session_state.get(key(_NAME)))


def is_platforms(report: Report) -> bool:
    """True where the file was refused because it is about a platform."""
    return report.error is not None and report.error["title"] == PlatformFile.title


def offer(report: Report, key: _Key, reader: type[Reader] | None = None) -> None:
    """The box that keeps the file as a norm, and what else makes it an incident's; nothing for a file that is no platform's."""
    if is_platforms(report) or ticked(key):
        st.checkbox("Keep it as a norm beside my incidents, of none of them", key=key(_NAME))
    if is_platforms(report) and reader is not None and reader.filters_by:
        what = ITEMS[reader.filters_by[0]]
        st.markdown(
            f"Or list the incident's {what} below: then only the rows about them are read, and they are the incident's."
        )


def own_norms() -> None:
    """The datasets of platform scope of one's own archive, each with its button; nothing where there is none."""
    archive = reading.archive()
    here = [each for each in archive.datasets() if each.scope == "platform"]
    gone = [each for each in archive.trash() if each.scope == "platform"]
    if not here and not gone:
        return
    st.header("Your own norms", anchor=False)
    gathered(here, lambda each: _row(each, "Remove", archive.remove), "norms")
    gathered(gone, lambda each: _row(each, "Undo", archive.restore), "norms-gone")


def _row(package: Package, action: str, do: Callable[[str], object]) -> None:
    titles = {reader.name: reader.title for reader in READERS}
    known = reading.vault().input_of(package.dataset_id) if paths.vault_is_open() else None
    name = (known.file_name if known else None) or package.dataset_id
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        with st.container(gap="xxsmall"):
            st.markdown(f"**{plain(name)}**")
            told = titles.get(package.format, package.format)
            st.caption(plain(f"{told}. {count(package.counts.rows_stored, 'row')} stored."))
        if reading.may_change():
            key = f"{action.lower()}-{package.dataset_id}"
            clicking.button(action, key, do, package.dataset_id, what=name)
