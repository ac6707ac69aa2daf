"""A link that brings the same figure back, with every value written out, and how to cite it."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from ripplemark.figure import Figure
from ripplemark.figures import named
from ripplemark.ui import address, languages, reading
from ripplemark.ui.reading import Wanted


def link(wanted: Wanted, figure: Figure) -> None:
    """The permalink and the citation, each ready to copy."""
    from ripplemark.export.meaning import citation

    st.markdown(
        "**Link.** It opens this page with these choices on this computer's dashboard, and says so if the archive has "
        "changed since."
    )
    st.code(permalink(wanted, figure), language=None, wrap_lines=True)
    st.markdown("**Citation**")
    st.code(citation(figure), language=None, wrap_lines=True)


def permalink(wanted: Wanted, figure: Figure) -> str:
    """This page's address with every value of the figure in it, defaults too: a default that changes changes no link.

    The language is in it where the publisher's own words are.
    """
    values: dict[str, str] = {}
    for each in named(wanted.name).parameters:
        if each.default is not None:
            default = each.default
            values[each.name] = (
                ",".join(map(str, default)) if isinstance(default, tuple) else str(default)
            )
    if figure.computed:
        values[address.LANGUAGE] = languages.of(wanted).tag
    values |= dict(wanted.settings)
    told = {
        address.ARCHIVE: reading.DEMO if reading.is_demo() else None,
        address.INCIDENT: wanted.incident,
        **values,
        "by": wanted.by[0] if wanted.by else None,
        address.STATE: figure.archive,
    }
    return f"{address.here()}?{urlencode({name: text for name, text in told.items() if text})}"
