"""The page in process, with an archive and a vault of its own, and invented files to give it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

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


@pytest.fixture
def page() -> Iterator[AppTest]:
    """The page as a browser in Berlin first opens it."""
    app = AppTest.from_file(APP, default_timeout=60)
    app.context = {"timezone": "Europe/Berlin", "timezone_offset": -60}
    yield app
    st.cache_resource.clear()


@pytest.fixture
def incident(page: AppTest) -> AppTest:
    """The page of a new incident."""
    page.run()
    page.button[0].click().run()
    return page
