"""Datasets in a list: each a row, a collection one row that opens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import streamlit as st

from ripplemark.archive import Collection, Package, shelved
from ripplemark.figures.telling import date_words
from ripplemark.ingest.spans_in_words import double, follows, missing
from ripplemark.readers import READERS
from ripplemark.ui import whole_collection
from ripplemark.ui.frame import plain
from ripplemark.ui.spanning import days
from ripplemark.wording import count

MOST = 50
"""So many members are shown of a collection that is opened, the newest; the command line lists them all."""


def gathered(packages: Sequence[Package], row: Callable[[Package], None], key: str) -> None:
    """A row for each dataset, and for each collection one that opens to the rows of its members.

    ``packages`` come oldest first; ``key`` tells lists on one page apart.
    """
    for each in shelved(packages):
        if isinstance(each, Package):
            row(each)
        else:
            _collection(each, row, f"{key}-{each.name}")


def _collection(held: Collection, row: Callable[[Package], None], key: str) -> None:
    titles = {reader.name: reader.title for reader in READERS}
    with st.container(border=True):
        st.markdown(f"**{plain(held.name)}**")
        title = titles.get(held.like.format, held.like.format)
        st.caption(plain(f"{title}. {_told(held)}"))
        whole_collection.button(held, key)
        members = f"The datasets of {plain(held.name)}"
        with st.expander(members, key=f"collection-{key}", on_change="rerun") as opened:
            if not opened.open:
                return
            newest = held.members[: -MOST - 1 : -1]
            for each in newest:
                row(each)
            if len(newest) < len(held.members):
                said = count(len(held.members) - len(newest), "older dataset")
                st.caption(f"And {said}; the command line lists them all.")


def _reach(held: Collection, first: datetime, last: datetime) -> str:
    one, other = (date_words(at) for at in days(held.like.table, first, last, held.like.zone))
    return f"from {one} to {other}" if one != other else f"on {one}"


def _told(held: Collection) -> str:
    """Size, span, what is missing and what is double, in sentences."""
    zone = held.like.zone or "UTC"
    parts = [f"{count(len(held.members), 'dataset')}, {count(held.rows, 'row')} stored."]
    first, last = held.span
    if first and last:
        parts.append(f"Times {_reach(held, first, last)}.")
    if gaps := held.gaps():
        parts.append(f"No dataset covers: {missing(gaps, zone)}.")
    if overlaps := held.overlaps():
        said = double(overlaps, zone)
        parts.append(f"Two datasets hold the same: {said}. {follows(overlaps)} Remove one of them.")
    return " ".join(parts)
