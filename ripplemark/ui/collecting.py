"""Many files of one kind kept as one collection: its name, said once above the files that join it."""

from __future__ import annotations

import streamlit as st

from ripplemark.ui import reading

_HELP = (
    "A short neutral word of your own: small letters, digits and hyphens. It is printed under figures, so never a file's name "
    "or a person's."
)


def name(key: str) -> str | None:
    """The name of the collection that files join or start; None where none was said. ``key`` tells places for files apart."""
    here = ", ".join(each.name for each in reading.archive().collections())
    with st.expander("Many files of one kind? Keep them as one collection"):
        st.markdown(
            "Daily downloads or dumps are one source. Lists and source lines show a collection as one, with what is missing between "
            "its files and what two of them hold twice. Each file stays a dataset of its own."
        )
        st.text_input(
            "Collection",
            placeholder=f"a new name, or one of: {here}" if here else "a name of your own",
            key=f"collection-of-{key}",
            help=_HELP,
        )
    return str(st.session_state.get(f"collection-of-{key}") or "").strip() or None
