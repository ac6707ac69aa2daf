"""Save a figure: in which format, how large, for whom. Nothing is made before it is asked for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from ripplemark import publication
from ripplemark.charts.canvas import LIGHT, SIZES
from ripplemark.figure import Figure
from ripplemark.ui import reading
from ripplemark.ui.failing import refusals_shown
from ripplemark.ui.publishing import asked_before
from ripplemark.ui.reading import Wanted
from ripplemark.wording import count

_MADE = "file_made"
_LOOKS = {"light": "light", "dark": "dark", "mono": "black and white"}
_PRIVATE = "For my own use: nothing is coarsened, and the file says that it is not for publication"
_SIZED = ("png", "svg", "pdf")


def save(wanted: Wanted, figure: Figure) -> None:
    """The form of an export; public unless said otherwise."""
    from ripplemark import export

    name = wanted.name
    formats = {each.name: f"{each.name.upper()}: {each.about}" for each in export.FORMATS}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = st.selectbox(
            "Format", list(formats), format_func=formats.__getitem__, key=f"as-{name}"
        )
        sized = kind in _SIZED
        sizes = {each.name: f"{each.name.replace('-', ' ')}: {each.about}" for each in SIZES}
        size = st.selectbox(
            "Size",
            list(sizes),
            format_func=sizes.__getitem__,
            key=f"size-{name}",
            disabled=not sized,
        )
        look = st.selectbox(
            "Colours",
            list(_LOOKS),
            format_func=_LOOKS.__getitem__,
            key=f"look-{name}",
            disabled=not sized,
        )
    private = st.toggle(_PRIVATE, key=f"private-{name}")
    leaving = replace(wanted, audience="private" if private else "public")
    if export.format_of(kind).drawn and not _can_draw():
        _without_chromium(leaving)
        return
    if not private and not asked_before(figure.incident, name):
        return
    key = (leaving, kind, size, look, figure.archive)
    if st.button(f"Make the {kind.upper()}", key=f"make-{name}", type="primary"):
        with refusals_shown(), st.spinner("Drawing ..."):
            st.session_state[_MADE] = (key, *_made(leaving, kind, size, look))
    _download(key, kind, name)


def _made(leaving: Wanted, kind: str, size: str, look: str) -> tuple[bytes, str]:
    """The file and its name; NotToBePublished where the answers rule it out."""
    from ripplemark import export

    figure = reading.figure(leaving)
    answers = publication.ensure_publishable(reading.archive(), figure.incident, figure.audience)
    data = export.picture(figure, kind, size=size, look=look, publication=answers)
    return data, export.file_name(figure, kind)


def _download(key: Any, kind: str, name: str) -> None:
    from ripplemark import export

    made = st.session_state.get(_MADE)
    if not made or made[0] != key:
        return
    _, data, file_name = made
    st.download_button(
        f"Download {file_name} ({_weight(len(data))})",
        data,
        file_name,
        export.format_of(kind).media_type,
        key=f"download-{name}",
        on_click="ignore",
    )


def _weight(size: int) -> str:
    return count(size, "byte") if size < 1000 else f"{size / 1000:,.0f} kB"


@st.cache_data(ttl="5m", show_spinner=False)
def _can_draw() -> bool:
    """True where a Chromium is there that can draw pictures."""
    from ripplemark.export.chromium import executable

    return executable() is not None


def _without_chromium(leaving: Wanted) -> None:
    """What still works, how to get the rest, and the browser's own copy of the figure as it may leave."""
    st.markdown(
        "PNG, SVG, PDF and the evidence bundle are drawn by Chromium, which is not on the computer that runs Ripplemark. "
        "HTML, CSV, XLSX, Parquet and JSON work without it. To get the rest on Debian or Ubuntu: "
        "`sudo apt-get install chromium`. Until then, your own browser can save this copy: it is the figure as it may leave."
    )
    leaving = replace(leaving, audience="public")
    figure = reading.figure(leaving)
    buttons = {"displayModeBar": True, "displaylogo": False, "modeBarButtons": [["toImage"]]}
    buttons["toImageButtonOptions"] = {"format": "svg", "filename": f"ripplemark-{figure.name}"}
    st.plotly_chart(
        reading.picture(leaving, 800, LIGHT),
        width="content",
        theme=None,
        key=f"copy-{leaving.name}",
        config=buttons,
        alt=figure.alt,
    )
    st.caption(f"{figure.headline} {figure.source}")
