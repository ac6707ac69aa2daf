"""Where no Chromium is installed that could draw: the dashboard and the other formats work, and words say how to get the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.browsing import Watched
from tests.e2e.conftest import Window
from tests.e2e.serving import Server

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over an empty archive that finds no browser to draw with."""
    folder = tmp_path_factory.mktemp("served")
    with Server.started(folder, BROWSER_PATH=str(folder / "none")) as running:
        yield running


def saved(desk: Watched, folder: Path, kind: str) -> str:
    desk.choose("Format", kind)
    form = desk.page.locator(".st-key-open-squares")
    form.get_by_role("button", name=f"Make the {kind}").click()
    with desk.page.expect_download() as download:
        form.get_by_role("button", name=re.compile(rf"^Download .*\.{kind.lower()}")).click()
    path = folder / f"saved.{kind.lower()}"
    download.value.save_as(path)
    return path.read_text(encoding="utf-8")


def test_html_and_csv_are_saved_and_the_page_says_how_to_get_the_rest(
    window: Window, tmp_path: Path
) -> None:
    desk = window()
    desk.open("moderation?incident=BUTTON")
    expect(desk.page.get_by_text("Simulated: this incident never happened").first).to_be_visible()
    form = desk.look_at("squares", "Save")
    expect(form.get_by_text("sudo apt-get install chromium")).to_be_visible()
    expect(form.get_by_role("button", name=re.compile("^Make"))).to_have_count(0)
    expect(form.locator(".js-plotly-plot")).to_be_visible()
    headline = (desk.headline("squares").text_content() or "").replace("\N{NO-BREAK SPACE}", " ")
    page = saved(desk, tmp_path, "HTML")
    assert "Simulated" in page
    assert re.sub(r"\s+", " ", headline)[:12] in page
    rows = saved(desk, tmp_path, "CSV")
    assert len(rows.splitlines()) > 3


def test_an_empty_archive_shows_the_example_says_simulated_and_leads_to_ones_own(
    window: Window,
) -> None:
    desk = window()
    page = desk.page
    desk.open()
    expect(page.get_by_text("What you see here is simulated.")).to_be_visible()
    table = page.get_by_role("table", name=re.compile("^Every incident"))
    rows = table.locator("tbody tr")
    expect(rows.first).to_be_visible()
    assert rows.count() >= 10
    expect(table.get_by_text("Simulated")).to_have_count(rows.count())
    rows.first.get_by_role("link").first.click()
    expect(page.get_by_text("Simulated: this incident never happened").first).to_be_visible()
    page.get_by_text("My archive", exact=True).click()
    expect(page.get_by_text("There is no incident yet.")).to_be_visible()
