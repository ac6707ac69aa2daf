"""Without a mouse: every control of every page is reached by Tab, in the order in which it is read, and is seen to be."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ripplemark.archive import Archive
from ripplemark.ingest import Options, add
from ripplemark.measures import MEASURES
from ripplemark.ui.sections import SECTIONS
from ripplemark.vault import Vault
from tests.e2e.conftest import Window
from tests.e2e.serving import Server
from tests.invented import takedown_log, trends

pytestmark = pytest.mark.browser

MOST = 150 + len(MEASURES)
"""Presses of Tab after which a page must be through; the methods begin with a link to each."""
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const told = one.getAttribute("aria-label") || one.labels?.[0]?.innerText || one.innerText || "";
  const seen = (each) => {
    const style = getComputedStyle(each);
    return style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2;
  };
  let ring = one;
  for (let k = 0; k < 4 && ring && !seen(ring); k++) ring = ring.parentElement;
  const columns = one.closest(".st-key-contents ul");  // read column by column: one place of the page
  const top = (columns || one).getBoundingClientRect().top + document.querySelector("[data-testid=stMain]").scrollTop;
  return { name: told.trim(), seen: Boolean(ring) && seen(ring), top, tag: one.tagName };
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over an incident with searches and a takedown log."""
    folder = tmp_path_factory.mktemp("served")
    archive, vault = Archive(folder / "archive"), Vault(folder / "vault")
    for name, content in (("multiTimeline.csv", trends()), ("log.csv", takedown_log())):
        (folder / name).write_bytes(content)
        options = Options(incident="LANTERN", zone="Europe/Berlin", answers={"down": "seen"})
        assert add(archive, vault, folder / name, options, name=name).error is None
    with Server.started(folder) as running:
        yield running


def walked(page: Page) -> list[dict[str, Any]]:
    """What had the focus after each press of Tab, until the page is through."""
    found = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        page.wait_for_timeout(30)
        told = page.evaluate(FOCUSED)
        if told is None:
            return found
        found.append(told)
    raise AssertionError(f"after {MOST} presses of Tab the page is not through")


@pytest.mark.parametrize("path", [each.path for each in SECTIONS])
def test_every_control_is_reached_in_reading_order_has_a_name_and_shows_that_it_is_reached(
    window: Window, path: str
) -> None:
    desk = window()
    desk.open(f"{path}?incident=LANTERN")
    if path in ("incident", "lifecycle", "moderation", "search"):
        expect(desk.page.locator(".js-plotly-plot").first).to_be_visible()
    desk.page.wait_for_load_state("networkidle")
    found = walked(desk.page)
    assert len(found) > len(SECTIONS)
    assert [each for each in found if not each["seen"]] == []
    assert [each for each in found if not each["name"] or "\\" in each["name"]] == []
    below = [each["top"] for each in found if each["tag"] != "MAIN"]
    jumps = [(a, b) for a, b in pairwise(below) if b < a - 60]
    assert jumps == []


def test_a_sentence_can_be_copied_without_a_mouse(window: Window) -> None:
    desk = window()
    desk.open("moderation?incident=LANTERN")
    expect(desk.page.get_by_text("You can write")).to_be_visible()
    assert [each["name"] for each in walked(desk.page)].count("Copy to clipboard") == 3


def test_the_buttons_that_remove_are_called_by_their_files(window: Window) -> None:
    desk = window()
    desk.open("data?incident=LANTERN")
    for name in ("multiTimeline.csv", "log.csv"):
        told = f"Remove from the archive: {name}"
        button = desk.page.get_by_role("button", name=told, exact=True)
        expect(button).to_be_visible()
        box = button.bounding_box()
        assert box
        assert box["width"] < 100  # the file's name is spoken and takes no room
