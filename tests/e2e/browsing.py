"""What a person does in the browser, and what the browser must not do meanwhile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, TimeoutError, expect

SECONDS = 1000
"""Playwright counts in milliseconds."""

expect.set_options(timeout=60 * SECONDS)


class Watched:
    """A browser window whose requests to other hosts and console errors are noted."""

    def __init__(self, page: Page, address: str, folder: Path) -> None:
        self.page, self.address = page, address
        self._home, self._folder = urlsplit(address).netloc, folder
        self.foreign: list[str] = []
        self.errors: list[str] = []
        page.on("request", self._request)
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _request(self, request: object) -> None:
        parts = urlsplit(str(getattr(request, "url", "")))
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self._home:
            self.foreign.append(parts.netloc)

    def open(self, path: str = "") -> None:
        """Go to an address of the dashboard, and wait until its page has its title."""
        self.page.goto(f"{self.address}/{path}")
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()

    def turn_to(self, name: str) -> None:
        """Follow the link to another page, as the bar has it."""
        bar = self.page.get_by_role("navigation", name="Pages")
        bar.get_by_role("link", name=name, exact=True).click()
        chosen = bar.locator("[aria-current=page]")
        expect(chosen).to_have_text(name)

    def new_incident(self, kind: str, sensitivity: str, zone: str) -> str:
        """Fill in the form on the Data page; the code word that was drawn."""
        self.choose("What is it about?", kind)
        # The input itself lies under its label.
        self.page.get_by_text(sensitivity, exact=True).click()
        self.choose("Where is it at home?", zone)
        self.page.get_by_role("button", name="Draw a code word").click()
        self.page.wait_for_url(re.compile(r"\?incident=[A-Z]+$"))
        expect(self.page.get_by_role("heading", name="Add files")).to_be_visible()
        return self.page.url.rpartition("=")[2]

    def choose(self, label: str | re.Pattern[str], option: str) -> None:
        """Choose in a list by typing, as one does in a long one; nothing to do where it is chosen already.

        An open list hides all else from those who do not see, so what comes next waits until it is closed.
        """
        box = self.page.get_by_role("combobox", name=label)
        if box.input_value() == option:
            return
        self.pick(box, option, typed=option)

    def pick(self, box: Locator, option: str | re.Pattern[str], typed: str = "") -> None:
        """Open a list and take an option of it; a list closes by itself while the page still moves under it, so open it again."""
        chosen = self.page.get_by_role("option", name=option).first
        for patience in (5, 15, 60):
            box.click()
            if typed:
                box.fill(typed)
            try:
                chosen.click(timeout=patience * SECONDS)
            except TimeoutError:
                self.page.keyboard.press("Escape")
                continue
            expect(self.page.get_by_role("listbox")).to_have_count(0)
            return
        raise AssertionError(f"the list never showed {option!r}")

    def give(self, name: str, content: bytes) -> Locator:
        """Add a file; the frame in which the page says what it is."""
        (frame,) = self.give_all({name: content})
        return frame

    def give_all(self, files: Mapping[str, bytes]) -> list[Locator]:
        """Add several files at once; the frame of each, in their order."""
        paths = [self._folder / name for name in files]
        for path, content in zip(paths, files.values(), strict=True):
            path.write_bytes(content)
        self.page.locator("input[type=file]").first.set_input_files([str(each) for each in paths])
        frames = []
        for name in files:
            heading = self.page.get_by_role("heading", name=name, exact=True)
            expect(heading).to_be_visible()
            frames.append(self.page.locator("[class*='st-key-file-']").filter(has=heading))
        return frames

    def store(self, frame: Locator, rows: int) -> None:
        """Press the file's button; it says how many rows it stored."""
        frame.get_by_role("button", name=re.compile("^Store")).click()
        expect(frame.get_by_text(re.compile(rf"Stored: {rows:,} rows?\."))).to_be_visible()

    def look_at(self, figure: str, part: str) -> Locator:
        """Open a part of the row below a figure; the place in which it stands."""
        row = self.page.locator(f".st-key-about-{figure}")
        row.get_by_text(part, exact=True).click()
        return self.page.locator(f".st-key-open-{figure}")

    def headline(self, figure: str) -> Locator:
        """The sentence over a figure; for a moment the one before it stands there, too, above it."""
        return self.page.locator(f".st-key-words-{figure} h2").last


def said(text: str | None) -> str:
    """Text as it is read: no-break spaces are spaces."""
    return " ".join((text or "").split())
