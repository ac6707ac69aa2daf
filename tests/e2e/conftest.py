"""The real server as a child process, and the system's Chromium. Without Chromium the tests fail and say what to run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.browsing import SECONDS, Watched
from tests.e2e.serving import Server

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Window = Callable[[], Watched]
"""``window()``: another person's browser window, in Berlin, with nothing kept from the others."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over an archive and a vault that are empty at first; one for all tests of a module."""
    with Server.started(tmp_path_factory.mktemp("served")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium, headless; closed with the module, as Playwright can run only once at a time."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.fail("Chromium is missing. Run: sudo apt-get install chromium", pytrace=False)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def window(browser: Browser, server: Server, tmp_path: Path) -> Iterator[Window]:
    """Opens windows; after the test none of them has asked another host or reported an error."""
    opened: list[Watched] = []

    def open_() -> Watched:
        context = browser.new_context(timezone_id="Europe/Berlin", locale="en-GB")
        page = context.new_page()
        page.set_default_timeout(60 * SECONDS)
        opened.append(Watched(page, server.address, tmp_path))
        return opened[-1]

    yield open_
    told = [(each.foreign, each.errors) for each in opened]
    for each in opened:
        each.page.context.close()
    assert told == [([], [])] * len(opened), "foreign hosts, console errors"
