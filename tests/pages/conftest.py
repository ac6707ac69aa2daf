"""The pages in process, with an archive and a vault of their own, and invented files to give them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from seen import Opening
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from ripplemark import paths
from ripplemark.archive import Archive

APP = Path(__file__).resolve().parents[2] / "app.py"


@pytest.fixture(autouse=True)
def always_through_the_router(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest forgets between two runs that app.py routes, and would open pages/ without it; the server never does."""
    made = PagesManager.__init__

    def init(self: PagesManager, *args: Any, **kwargs: Any) -> None:
        made(self, *args, **kwargs)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", init)


@pytest.fixture(autouse=True)
def main_module_given_back() -> Iterator[None]:
    """A page's script becomes __main__ while it runs; processes that later tests spawn need the true one."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(autouse=True)
def no_example(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No simulated archive beside the test's own; a test that wants one names its folder in paths.BUNDLED."""
    monkeypatch.setitem(paths.BUNDLED, "demo", tmp_path / "no example")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """The test's own archive."""
    return Archive(tmp_path / "archive")


@pytest.fixture
def opening() -> Iterator[Opening]:
    """Open a page as a browser in Berlin does, at an address with these values."""

    def open_(name: str, **address: str) -> AppTest:
        app = AppTest.from_file(APP, default_timeout=180)
        app.context = {"timezone": "Europe/Berlin", "timezone_offset": -60}
        for key, value in address.items():
            app.query_params[key] = value
        app.switch_page(f"pages/{name}.py")
        return app.run()

    yield open_
    st.cache_resource.clear()
