"""Files on the real path: recognised, read, checked and stored by ``add``, asked about by ``query`` and ``measure``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve, visible_of
from ripplemark.engine.sandbox import run_user_sql
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.gate import Gate
from ripplemark.ingest import Options, Report, add
from ripplemark.measures import measure
from ripplemark.result import Estimate
from ripplemark.vault import Vault

SHARED = Path(__file__).parents[3] / "shared" / "data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is absent")


@dataclass(frozen=True, slots=True)
class RealArchive:
    """An archive and its vault in one folder, with what a person does to them."""

    folder: Path

    @property
    def archive(self) -> Archive:
        """The archive."""
        return Archive(self.folder / "archive")

    @property
    def vault(self) -> Vault:
        """Its private side."""
        return Vault(self.folder / "vault")

    def add(self, path: Path, **options: Any) -> Report:
        """Add a file as ``add`` does."""
        return add(self.archive, self.vault, path, Options(**options))

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of one SELECT, as ``query`` gives them."""
        return [
            tuple(row.values()) for row in run_user_sql(visible_of(self.archive), sql).records()
        ]

    def measure(self, metric: str, **asked: Any) -> list[Estimate]:
        """The estimates of a metric for LANTERN."""
        serving = serve(self.archive)
        try:
            return list(measure(serving, metric, incident="LANTERN", **asked).estimates)
        finally:
            serving.close()

    def figure(self, name: str) -> Figure:
        """A figure of LANTERN, as its owner sees it."""
        serving = serve(self.archive)
        try:
            return figure(self.archive, serving, Gate.of("owner"), name, incident="LANTERN")
        finally:
            serving.close()

    def every_byte(self) -> bytes:
        """All that archive and vault hold; what Parquet packs is unpacked."""
        files = [p for p in sorted(self.folder.rglob("*")) if p.is_file()]
        packed = [
            str(pq.read_table(p).to_pylist()).encode() for p in files if p.suffix == ".parquet"
        ]
        return b"\n".join([*(p.read_bytes() for p in files), *packed])

    def alias(self, name: str) -> str:
        """The alias under which a name is stored."""
        return self.vault.aliases([name], "term")[name]


def codes(report: Report) -> dict[str, str]:
    """The report's cautions by code."""
    return {each.code: each.message for each in report.warnings}
