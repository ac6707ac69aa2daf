"""The datasets of an incident: what was stored and how it was read; removing one, and taking that back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from ripplemark import paths
from ripplemark.archive import Package
from ripplemark.readers import READERS
from ripplemark.ui import clicking, reading
from ripplemark.ui.asking import choice_words
from ripplemark.ui.choosing import series_of
from ripplemark.ui.frame import plain
from ripplemark.ui.gathered import gathered
from ripplemark.ui.spanning import days
from ripplemark.wording import CHANNELS, count

_SPOKEN = {"Remove": "from the archive: {}", "Undo": "the removal of {}"}
"""What is spoken after a button's word: files that were only given have buttons of Streamlit's own, 'Remove log.csv'."""


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
    names, of = _names((*here, *gone)), _channels(code)

    def shown(each: Package) -> None:
        _row(each, names[each.dataset_id], "Remove", archive.remove, of.get(each.dataset_id, ()))

    def gone_by(each: Package) -> None:
        _row(each, names[each.dataset_id], "Undo", archive.restore)

    gathered(here, shown, "here")
    if gone:
        st.caption("Removed; still on this computer until you erase it on the command line.")
    gathered(gone, gone_by, "gone")


def _names(packages: Sequence[Package]) -> dict[str, str]:
    """What each dataset is called here, by its id: its file's name on the owner's screen, with its id where two have one name."""
    known = {}
    for each in packages:
        told = reading.vault().input_of(each.dataset_id) if paths.vault_is_open() else None
        known[each.dataset_id] = (told.file_name if told else None) or each.dataset_id
    names = list(known.values())
    return {
        key: f"{name} ({key})" if names.count(name) > 1 else name for key, name in known.items()
    }


def _channels(code: str) -> dict[str, tuple[str, ...]]:
    """The channels that a dataset has series of, in words, by the dataset's id; empty where there is no attention."""
    found: dict[str, tuple[str, ...]] = {}
    for each in series_of(code):
        if each.channel:
            id_ = str(each.binned.by["dataset"])
            words = CHANNELS[each.channel]
            found[id_] = tuple(dict.fromkeys((*found.get(id_, ()), words)))
    return found


def _row(
    package: Package,
    name: str,
    action: str,
    do: Callable[[str], object],
    channels: Sequence[str] = (),
) -> None:
    """One dataset with its button, where it may be pressed; ``channels`` tell files of one format apart."""
    titles = {reader.name: reader.title for reader in READERS}
    with st.container(horizontal=True, vertical_alignment="center", border=True):
        with st.container(gap="xxsmall"):
            st.markdown(f"**{plain(name)}**")
            title = titles.get(package.format, package.format)
            told = f"{title}: {', '.join(channels)}" if channels else title
            st.caption(f"{plain(told)}. {_told(package)}")
        if reading.may_change():
            key = f"{action.lower()}-{package.dataset_id}"
            what = _SPOKEN[action].format(name)
            clicking.button(action, key, do, package.dataset_id, what=what)


def _told(package: Package) -> str:
    counts = package.counts
    rejected = (
        f", {count(counts.rows_rejected, 'row')} left out because they could not be stored"
        if counts.rows_rejected
        else ""
    )
    parts = [f"{count(counts.rows_stored, 'row')} stored{rejected}"]
    if package.first_time and package.last_time:
        first, last = days(package.table, package.first_time, package.last_time, package.zone)
        one, other = (f"{at.day} {at:%b %Y}" for at in (first, last))
        parts.append(f"from {one} to {other}" if one != other else f"on {one}")
    if package.zone:
        parts.append(f"read in {plain(package.zone)}")
    answers = [
        plain(choice_words(name, str(answer)))
        for name, answer in package.answers.items()
        if name != "rejects"
    ]
    told = ", ".join(parts) + "."
    return f"{told} Answers: {'; '.join(answers)}." if answers else told
