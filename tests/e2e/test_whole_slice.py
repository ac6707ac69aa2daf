"""In the browser, from an empty archive to a half-life and a median lag, as a user does it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.invented import takedown_log, trends

pytestmark = pytest.mark.browser
SECONDS = 1000


class Watched:
    """A page whose requests and console errors are noted."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.home = page, urlsplit(address).netloc
        self.foreign: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._request)
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _request(self, request: object) -> None:
        parts = urlsplit(str(getattr(request, "url", "")))
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self.home:
            self.foreign.append(parts.netloc)


@pytest.fixture
def watched(browser: Browser, server: str) -> Iterator[Watched]:
    context = browser.new_context(timezone_id="Europe/Berlin", locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(60 * SECONDS)
    expect.set_options(timeout=60 * SECONDS)
    seen = Watched(page, server)
    page.goto(server)
    yield seen
    context.close()


def new_incident(page: Page) -> str:
    page.get_by_role("button", name="Draw a code word").click()
    page.wait_for_url(re.compile(r"\?incident=[A-Z]"))
    return page.url.rpartition("=")[2]


def upload(page: Page, folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    path.write_bytes(content)
    page.locator("input[type=file]").first.set_input_files(str(path))
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def store(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Store")).click()
    expect(page.get_by_role("button", name=re.compile("^Store"))).to_have_count(0)


def measured(server_folder: Path, metric: str, code: str) -> dict[str, object]:
    """What the command line says of the same archive."""
    environment = os.environ | {
        "RIPPLEMARK_ARCHIVE": str(server_folder / "archive"),
        "RIPPLEMARK_VAULT": str(server_folder / "vault"),
    }
    command = [sys.executable, "-m", "ripplemark", "measure", metric, "--incident", code, "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    (estimate,) = json.loads(done.stdout)["estimates"]
    return dict(estimate)


def test_an_incident_takes_two_files_and_shows_a_half_life_and_a_median_lag_with_intervals(
    watched: Watched, tmp_path: Path
) -> None:
    page = watched.page
    code = new_incident(page)
    upload(page, tmp_path, "multiTimeline.csv", trends())
    store(page)
    half = page.get_by_test_id("stMetric").nth(0)
    expect(half).to_contain_text("55 hours")

    log = takedown_log().replace(b";10.11.2025 18:05", b";")
    upload(page, tmp_path, "log.csv", log)
    button = page.get_by_role("button", name="Store", exact=True)
    expect(button).to_be_disabled()
    last_look = page.get_by_label(re.compile("When was the last look"))
    last_look.fill("2025-11-10T18:05")
    last_look.press("Enter")
    expect(button).to_be_enabled()
    page.get_by_text("One time occurs twice in Europe/Berlin").wait_for()
    store(page)

    lag = measured(tmp_path, "median-lag", code)
    assert lag["status"] == "ok"
    assert lag["n"] == 40
    shown = page.get_by_test_id("stMetric").nth(1)
    expect(shown).to_contain_text(f"{lag['value']:.0f} hours")
    interval = f"95 % interval: {lag['low']:.0f} to {lag['high']:.0f} hours"
    expect(page.get_by_text(interval).first).to_be_visible()
    expect(page.get_by_role("heading", name="Half of the items were gone after")).to_be_visible()
    expect(page.get_by_role("heading", name="It took 55 hours")).to_be_visible()
    expect(page.get_by_test_id("stPlotlyChart")).to_have_count(3)
    assert watched.foreign == []
    assert watched.errors == []


def test_a_link_to_an_incident_opens_it_and_an_unknown_one_is_said_in_words(
    watched: Watched, server: str
) -> None:
    page = watched.page
    code = new_incident(page)
    page.goto(f"{server}/?incident={code}")
    expect(page.get_by_role("heading", name=code)).to_be_visible()
    page.goto(f"{server}/?incident=NOWHERE")
    said = page.get_by_text("an incident NOWHERE that this archive does not have")
    expect(said).to_be_visible()
    assert watched.foreign == []
    assert watched.errors == []


def test_a_deep_link_before_the_first_visit_still_goes_through_the_router(
    browser: Browser, server: str
) -> None:
    page = browser.new_page()
    page.goto(f"{server}/incident")
    expect(page.get_by_role("button", name="Draw a code word")).to_be_visible(timeout=60 * SECONDS)
    expect(page.get_by_role("combobox", name="Incident")).to_be_visible()
    page.close()
