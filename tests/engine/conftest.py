"""One archive with 28 daily bins, stored once by the real code path."""

from __future__ import annotations

from pathlib import Path

import pytest

from ripplemark.archive import Archive
from ripplemark.ingest import Options, add
from ripplemark.vault import Vault

HEADER = "series,channel,metric,bin_start,bin_width,value"
DAYS = [f"posts,social,posts,2025-01-{day:02d},P1D,{day}" for day in range(1, 29)]


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive's folder; tests do not change it."""
    folder = tmp_path_factory.mktemp("stored")
    path = folder / "days.csv"
    path.write_text("\n".join((HEADER, *DAYS)) + "\n", encoding="utf-8")
    add(Archive(folder / "archive"), Vault(folder / "vault"), path, Options(incident="LANTERN"))
    return folder / "archive"


@pytest.fixture
def archive(stored: Path) -> Archive:
    """The archive with 28 daily bins of LANTERN."""
    return Archive(stored)
