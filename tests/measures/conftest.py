"""A module's planted rows are stored once, in one file and by the real code path: ``HEADER`` and ``ROWS`` by incident."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from real_path import Asking

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.engine import Serving
from ripplemark.ingest import Options, add
from ripplemark.measures import measure
from ripplemark.result import Estimate
from ripplemark.vault import Vault


@pytest.fixture(scope="module")
def planted_rows(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Serving]:
    """A serving connection over the module's rows."""
    folder = tmp_path_factory.mktemp("planted")
    path = folder / "planted.csv"
    lines = [f"{line},{code}" for code, rows in request.module.ROWS.items() for line in rows]
    path.write_text("\n".join([f"{request.module.HEADER},incident", *lines]) + "\n", "utf-8")
    archive = Archive(folder / "archive")
    add(archive, Vault(folder / "vault"), path, Options())
    serving = serve(archive)
    yield serving
    serving.close()


@pytest.fixture(scope="module")
def told(planted_rows: Serving) -> Asking:
    """``told(metric, incident, by=..., settings=..., where=...)``: its estimates over the module's rows."""

    def ask(metric: str, incident: str | None, **asked: Any) -> list[Estimate]:
        return list(measure(planted_rows, metric, incident=incident, **asked).estimates)

    return ask
