from __future__ import annotations

from pathlib import Path

import pytest
from storing import Adding, add, write_attention

from ripplemark.archive import Archive
from ripplemark.vault import Vault


@pytest.fixture(scope="session")
def parquet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_attention(tmp_path_factory.mktemp("written"))


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "vault")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


@pytest.fixture
def adding(archive: Archive, vault: Vault, parquet: Path) -> Adding:
    def one(sha256: str, **more: object) -> str:
        return add(archive, vault, parquet, sha256, **more)  # type: ignore[arg-type]

    return one
