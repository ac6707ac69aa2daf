"""Save a figure: in which format, how large, for whom. Nothing is made before it is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import streamlit as st

from ripplemark import publication
from ripplemark.figure import Figure
from ripplemark.ui import reading
from ripplemark.ui.failing import refusals_shown
from ripplemark.ui.measuring import size_of
from ripplemark.ui.own_copy import browsers_copy
from ripplemark.ui.publishing import all_asked_before, incidents_of
from ripplemark.ui.reading import Wanted
from ripplemark.wording import count

_MADE = "file_made"
_LOOKS = {"light": "light", "dark": "dark", "mono": "black and white, for print"}
_PRIVATE = "For my own use: nothing is coarsened, and the file says that it is not for publication"
_SIZED, _COLOURED = ("png", "svg", "pdf", "zip"), ("png", "svg", "pdf", "html", "zip")
_SCALED = ("png", "zip")


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What was chosen for a file; ``scale`` None: what the size needs."""

    kind: str
    size: str = "article"
    scale: int | None = None
    look: str = "light"


def save(wanted: Wanted, figure: Figure) -> None:
    """The form of an export; public unless said otherwise."""
    from ripplemark import export, paths

    name = wanted.name
    chosen = _choose(name)
    private = paths.vault_is_open() and st.toggle(_PRIVATE, key=f"private-{name}")
    leaving = replace(wanted, audience="private" if private else "public")
    if not private and not all_asked_before(figure, name):
        return
    if chosen is None:
        return
    if export.format_of(chosen.kind).drawn and not _can_draw():
        with refusals_shown():
            _ensured(figure, leaving)
            browsers_copy(leaving)
        return
    key = (leaving, chosen, figure.archive)
    if st.button(f"Make the {chosen.kind.upper()}", key=f"make-{name}", type="primary"):
        with refusals_shown(), st.spinner("Drawing ..."):
            st.session_state[_MADE] = (key, *_made(leaving, chosen))
    _download(key, chosen.kind, name)


def _choose(name: str) -> _Chosen | None:
    """Format, size, pixels and colours, each where it means something; None where a size cannot be read."""
    from ripplemark import export

    formats = {each.name: f"{each.name.upper()}: {each.about}" for each in export.FORMATS}
    kind = st.selectbox("Format", list(formats), format_func=formats.__getitem__, key=f"as-{name}")
    if kind not in _COLOURED:
        return _Chosen(kind)
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"looks-{name}"):
        look = st.selectbox(
            "Colours", list(_LOOKS), format_func=_LOOKS.__getitem__, key=f"look-{name}", width=240
        )
        scale = _scale(name) if kind in _SCALED else None
    size = size_of(name) if kind in _SIZED else "article"
    return _Chosen(kind, size, scale, look) if size else None


def _scale(name: str) -> int | None:
    from ripplemark.export import HIGHEST_SCALE

    picked: int | None = st.selectbox(
        "Pixels of the PNG",
        [None, *range(1, HIGHEST_SCALE + 1)],
        format_func=lambda each: f"{each} for each of its size" if each else "as the size needs",
        key=f"scale-{name}",
        width=240,
    )
    return picked


def _ensured(figure: Figure, leaving: Wanted) -> publication.Answers | None:
    """The answers that go with the file; NotToBePublished where those of any incident that it shows rule it out."""
    archive, audience = reading.archive(), leaving.audience
    for code in incidents_of(figure):
        publication.ensure_publishable(archive, code, audience)
    return publication.ensure_publishable(archive, figure.incident, audience)


def _made(leaving: Wanted, chosen: _Chosen) -> tuple[tuple[bytes, str], ...]:
    """The file and its name; of a CSV, which has rows only, then the text that says what they are."""
    from ripplemark import export

    figure = reading.figure(leaving)
    answers = _ensured(figure, leaving)
    data = export.picture(
        figure, chosen.kind, chosen.size, chosen.scale, chosen.look, publication=answers
    )
    made = (data, export.file_name(figure, chosen.kind))
    if chosen.kind != "csv":
        return (made,)
    return made, (export.text_beside(figure, answers), export.beside(Path(made[1])).name)


def _download(key: Any, kind: str, name: str) -> None:
    from ripplemark import export

    made = st.session_state.get(_MADE)
    if not made or made[0] != key:
        return
    media_types = (export.format_of(kind).media_type, "text/plain")
    for k, ((data, file_name), media_type) in enumerate(zip(made[1:], media_types, strict=False)):
        st.download_button(
            f"Download {file_name} ({_weight(len(data))})",
            data,
            file_name,
            media_type,
            key=f"download-{name}" if k == 0 else f"download-{name}-about",
            on_click="ignore",
        )
    if len(made) > 2:
        st.caption(
            "A CSV has rows only. Headline, caveats and source are in the text: keep the two together."
        )


def _weight(size: int) -> str:
    return count(size, "byte") if size < 1000 else f"{size / 1000:,.0f} kB"


@st.cache_data(ttl="5m", show_spinner=False)
def _can_draw() -> bool:
    """True where a Chromium is there that can draw pictures."""
    from ripplemark.export.chromium import executable

    return executable() is not None
