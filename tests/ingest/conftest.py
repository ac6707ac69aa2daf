from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ripplemark.archive import Archive
from ripplemark.vault import Vault

sys.path.insert(0, str(Path(__file__).parents[1] / "readers"))


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")
