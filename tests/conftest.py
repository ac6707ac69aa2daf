"""Every test has an archive and a vault of its own; none can touch the user's. Rows get there by the real code path."""

from __future__ import annotations

import gc
import os
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from real_path import Asking, Storing
from stored_once import Once

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.ingest import Options, Report, add
from ripplemark.measures import measure
from ripplemark.result import Estimate
from ripplemark.vault import Vault


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: a test that waits for a browser or a server leaves one idle."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that wait for a browser begin early, two that compute after each, so that no processor is left alone with either."""
    files = dict.fromkeys(each.path for each in items)
    browsing = [path for path in files if path.parent.name == "e2e"]
    others = sorted(
        (path for path in files if path.parent.name != "e2e"),
        key=lambda path: path.parent.name not in ("estimate", "simulate"),
    )
    place = {path: 1.5 * k + 1 for k, path in enumerate(others)}
    place |= {path: 3.0 * k for k, path in enumerate(browsing)}
    items.sort(key=lambda each: place[each.path])


def pytest_collection_finish() -> None:
    """What was imported stays for the whole run: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Let go of it, so that nothing is reported as never freed."""
    gc.unfreeze()


@pytest.fixture(autouse=True)
def isolated_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """RIPPLEMARK_ARCHIVE and RIPPLEMARK_VAULT in this test's own temporary folder."""
    monkeypatch.setenv("RIPPLEMARK_ARCHIVE", str(tmp_path / "archive"))
    monkeypatch.setenv("RIPPLEMARK_VAULT", str(tmp_path / "vault"))


@pytest.fixture(scope="session")
def stored_once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """What tests have stored so far."""
    return Once(tmp_path_factory.mktemp("stored"))


@pytest.fixture
def storing(tmp_path: Path, stored_once: Once, request: pytest.FixtureRequest) -> Storing:
    """``storing(header, *rows, incident=..., zone=..., answers=...)``: a CSV, stored as ``add`` stores it.

    Where a file of tests patches the program, everything is stored anew: what it patches may change what is stored.
    """
    numbers, history = count(1), [("",)]
    beside = request.path.with_name("conftest.py")
    files = (request.path, *((beside,) if beside.exists() and beside != Path(__file__) else ()))
    patched = any("monkeypatch" in each.read_text(encoding="utf-8") for each in files)

    def store(header: str, *rows: str, **options: Any) -> Report:
        path = tmp_path / f"input {next(numbers)}.csv"
        path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
        chosen = Options(**{"incident": "LANTERN", **options})
        before, call = history[-1], (header, *rows, repr(sorted(options.items())))
        alone = not patched and bool(before) and stored_once.untouched(before, tmp_path)
        history.append((*before, *call) if alone else ())
        known = stored_once.given(history[-1], tmp_path) if alone else None
        if known is not None:
            return known
        report = add(Archive(tmp_path / "archive"), Vault(tmp_path / "vault"), path, chosen)
        if alone:
            stored_once.keep(history[-1], tmp_path, report)
        return report

    return store


@pytest.fixture
def asking(tmp_path: Path) -> Asking:
    """``asking(metric, incident=..., by=..., settings=..., where=...)``: its estimates over what is stored now."""

    def ask(metric: str, **asked: Any) -> list[Estimate]:
        serving = serve(Archive(tmp_path / "archive"))
        try:
            return list(measure(serving, metric, **{"incident": "LANTERN", **asked}).estimates)
        finally:
            serving.close()

    return ask
