"""A whole collection, removed or brought back: how much it is stands there first, and is confirmed."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ripplemark.archive import AlreadyHere, Collection, Replaced
from ripplemark.ui import clicking, reading
from ripplemark.ui.frame import plain, spoken
from ripplemark.wording import count


def button(held: Collection, key: str) -> None:
    """The button for all datasets of a list's collection: to the trash after a second look, or back from it.

    Nothing where this page may not change the archive. ``key`` tells lists on one page apart.
    """
    if not reading.may_change():
        return
    archive = reading.archive()
    members = [each.dataset_id for each in held.members]
    all_ = f"all {count(len(members), 'dataset')}" if len(members) > 1 else "its 1 dataset"
    here = {each.dataset_id for each in archive.datasets()}
    if members[0] not in here:
        what = f"the removal of the collection {held.name}"
        clicking.button(f"Undo {all_}", f"undo-{key}", restore, members, what=what)
        return
    with st.popover(f"Remove {all_} **{spoken(held.name)}**", key=f"whole-{key}"):
        st.markdown(
            f"The collection {plain(held.name)}: {count(len(members), 'dataset')}, {count(held.rows, 'row')}. Removed, they "
            "count nowhere, and stay on this computer, where they can come back, until you erase them on the command line."
        )
        yes = f"Yes, remove {count(len(members), 'dataset')}"
        clicking.button(yes, f"remove-{key}", remove, members, what=f"of {held.name}")


def remove(members: Sequence[str]) -> None:
    """All of them to the trash in one change, the newest first."""
    reading.archive().remove_together(members[::-1])


def restore(members: Sequence[str]) -> None:
    """All that may come back, the newest first; what was replaced stays in the trash, where its own button says why."""
    archive = reading.archive()
    for each in members[::-1]:
        try:
            archive.restore(each)
        except (AlreadyHere, Replaced):
            continue
