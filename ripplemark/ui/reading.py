"""What pages read, each thing once per state of the archive: which archive, the vault, its figures, their pictures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import streamlit as st

from ripplemark import figures, paths
from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import Canvas, Look
from ripplemark.engine import Serving
from ripplemark.figure import Audience, Figure
from ripplemark.figures.base import Asked
from ripplemark.figures.overview import OverviewRow, overview_row
from ripplemark.gate import Gate
from ripplemark.ui import address
from ripplemark.vault import Vault

Pairs = tuple[tuple[str, str], ...]
DEMO = "demo"
"""Name of the simulated archive, in the address and on the command line."""


def own() -> Archive:
    """The user's own archive: the one that RIPPLEMARK_ARCHIVE names, else the one in their data directory."""
    return Archive(paths.archive_root())


def demo_root() -> Path | None:
    """Where the simulated archive lies; None where this installation has none."""
    root = paths.BUNDLED[DEMO]
    return root if (root / "datasets").is_dir() else None


def is_demo() -> bool:
    """True where the simulated archive is shown: named as one's own, asked for in the address, or one's own is empty."""
    root = demo_root()
    if root is None:
        return False
    if own().root == root:
        return True
    asked = address.text(address.ARCHIVE)
    return asked == DEMO or (asked is None and _is_empty(own()))


def _is_empty(archive: Archive) -> bool:
    return not archive.incidents() and not archive.datasets()


def archive() -> Archive:
    """The archive that is shown."""
    return Archive(paths.BUNDLED[DEMO]) if is_demo() else own()


def may_change() -> bool:
    """True where this page may change the archive: it does not come with Ripplemark, and nobody else can reach it."""
    return paths.vault_is_open() and not paths.is_bundled(archive().root)


def vault() -> Vault:
    """The owner's vault; it may not exist yet."""
    return Vault(paths.vault_root())


_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def name_of(alias: str) -> str:
    """The owner's own name behind an alias, for their screen only; the alias where the vault has none.

    Signs that turn the direction of writing are taken off: they would turn the numbers beside the name as well.
    """
    name = (vault().name(alias) if paths.vault_is_open() else None) or alias
    return _TURNING.sub("", name)


def _close(serving: Serving) -> None:
    serving.close()


@st.cache_resource(max_entries=4, show_spinner=False, on_release=_close)
def _serving(root: Path, fingerprint: str) -> Serving:  # noqa: ARG001 - both are the key
    return serve(Archive(root))


def serving() -> Serving:
    """A connection to the archive that is shown, as it is now."""
    here = archive()
    return _serving(here.root, here.fingerprint())


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure that is asked for: its name, its incident, how it is split and set; for whom."""

    name: str
    incident: str | None = None
    by: tuple[str, ...] = ()
    settings: Pairs = ()
    where: Pairs = ()
    audience: Audience = "owner"


@dataclass(frozen=True, slots=True)
class _State:
    """All that a figure depends on besides what is asked: the archive and its state, whether names are shown, the day."""

    root: Path
    fingerprint: str
    named: bool
    day: str

    @classmethod
    def now(cls) -> _State:
        """Of the archive that is shown."""
        return cls.of(archive())

    @classmethod
    def of(cls, here: Archive) -> _State:
        """Of this archive, now."""
        named = paths.vault_is_open()
        return cls(here.root, here.fingerprint(), named, f"{datetime.now(UTC):%Y-%m-%d}")


def seen_by(audience: Audience) -> Audience:
    """Who sees what is made for this audience: where other machines can reach the page, its screen is not the owner's."""
    return audience if paths.vault_is_open() else "public"


@st.cache_resource(max_entries=256, show_spinner=False)
def _figure(state: _State, wanted: Wanted) -> Figure:
    gate = Gate.of(seen_by(wanted.audience), name=name_of)
    return figures.figure(
        Archive(state.root),
        _serving(state.root, state.fingerprint),
        gate,
        wanted.name,
        incident=wanted.incident,
        by=wanted.by,
        settings=dict(wanted.settings),
        where=wanted.where,
    )


@st.cache_resource(max_entries=256, show_spinner=False)
def _picture(state: _State, wanted: Wanted, width: int, look: Look) -> Any:
    return _figure(state, wanted).draw(Canvas(width, None, look=look))


def figure(wanted: Wanted) -> Figure:
    """The figure, made once per state of the archive."""
    return _figure(_State.now(), wanted)


def picture(wanted: Wanted, width: int, look: Look) -> Any:
    """The figure's picture for the screen, drawn once per width and appearance."""
    return _picture(_State.now(), wanted, width, look)


def asked(name: str, incident: str | None = None) -> Asked:
    """What a figure of this name would be made from, for the owner's screen; for rows that a page shows itself."""
    return _asked(_State.now(), name, incident)


def _asked(state: _State, name: str, incident: str | None) -> Asked:
    kind, gate = figures.named(name), Gate.of(seen_by("owner"), name=name_of)
    here, shown = Archive(state.root), _serving(state.root, state.fingerprint)
    return Asked(kind, here, shown, gate, incident, "incident", (), (), {}, kind.settings({}))


@st.cache_resource(max_entries=1024, show_spinner=False)
def _row(state: _State, code: str) -> OverviewRow:
    return overview_row(_asked(state, "overview", None), code)


def row(code: str) -> OverviewRow:
    """One incident of the archive that is shown; made once per state of the archive."""
    return _row(_State.now(), code)


_REOPENED: set[tuple[_State, tuple[str, ...]]] = set()


def reopened() -> bool:
    """True where files were damaged under the open connection: it is closed, and the next one leaves them out.

    Once for each damage: an error that comes again has another reason.
    """
    damaged = tuple(sorted(each.subject for each in archive().quarantined()))
    if not damaged or (now := (_State.now(), damaged)) in _REOPENED:
        return False
    _REOPENED.add(now)
    for made in (_serving, _figure, _picture, _row):
        made.clear()
    return True


def first() -> Path:
    """The archive that a first visitor sees: their own, else the example where theirs is empty."""
    here, demo = own(), demo_root()
    return demo if demo and _is_empty(here) else here.root


def open_first() -> None:
    """Open the first visitor's archive, so that nobody waits for that."""
    _serving(first(), Archive(first()).fingerprint())


def warm(enough: Callable[[], bool]) -> None:
    """Read the first visitor's overview row by row, then its figure, until it is ``enough``."""
    state = _State.of(Archive(first()))
    for code in Archive(state.root).incidents():
        if enough():
            return
        _row(state, code)
    if not enough():
        _figure(state, Wanted("overview"))
