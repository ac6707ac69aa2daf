"""What pages read, each thing once per state of the archive: the archive, the vault, its views, its numbers, its series."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ripplemark import paths
from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.engine import Serving
from ripplemark.measures import Measurement, measure
from ripplemark.measures.base import Request
from ripplemark.measures.bins import BinnedSeries
from ripplemark.measures.bins import read as read_bins
from ripplemark.measures.lags import groups
from ripplemark.vault import Vault

Pairs = tuple[tuple[str, str], ...]


def archive() -> Archive:
    """The archive that RIPPLEMARK_ARCHIVE names, else the user's own."""
    return Archive(paths.archive_root())


def vault() -> Vault:
    """The owner's vault; it may not exist yet."""
    return Vault(paths.vault_root())


def _close(serving: Serving) -> None:
    serving.close()


@st.cache_resource(max_entries=4, show_spinner=False, on_release=_close)
def _serving(root: Path, fingerprint: str) -> Serving:  # noqa: ARG001 - both are the key
    return serve(Archive(root))


@st.cache_resource(max_entries=512, show_spinner="Computing ...")
def _measured(
    root: Path, fingerprint: str, name: str, incident: str, settings: Pairs, where: Pairs
) -> Measurement:
    return measure(
        _serving(root, fingerprint), name, incident=incident, settings=dict(settings), where=where
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def _series(root: Path, fingerprint: str, incident: str) -> tuple[BinnedSeries, ...]:
    request = Request(_serving(root, fingerprint), incident, "incident", (), (), {})
    return tuple(read_bins(request))


@st.cache_resource(max_entries=64, show_spinner=False)
def _watched(root: Path, fingerprint: str, incident: str, clock: str) -> float:
    request = Request(
        _serving(root, fingerprint), incident, "incident", (), (), {"gone": ("removed",)}
    )
    return max((float(group.high.max()) for group in groups(request, clock) if group.n), default=0)


def _key() -> tuple[Path, str]:
    here = archive()
    return here.root, here.fingerprint()


def measured(name: str, incident: str, settings: Pairs = (), where: Pairs = ()) -> Measurement:
    """A metric's answer for one incident; computed once per state of the archive."""
    return _measured(*_key(), name, incident, settings, where)


def series_of(incident: str) -> tuple[BinnedSeries, ...]:
    """Every attention series of the incident, in order of its key; empty where there is none."""
    return _series(*_key(), incident)


def watched(incident: str, clock: str) -> float:
    """The longest time in hours that any item was watched on this clock; 0 where none was."""
    return _watched(*_key(), incident, clock)


def name_of(alias: str) -> str:
    """The owner's own name behind an alias, for their screen only; the alias where the vault has none."""
    return (vault().name(alias) if paths.vault_is_open() else None) or alias
