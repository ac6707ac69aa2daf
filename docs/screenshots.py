"""Take the pictures of the README from the real dashboard over the simulated archive. ``make screenshots`` runs it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).resolve().parent / "pictures"
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
SECONDS = 1000
PATIENCE = 120
"""Seconds until a server must answer and a page must be drawn."""
MOST = 250_000
"""Bytes that a picture may have."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its file, the address that it shows, its width and height in CSS pixels, its colours.

    ``shows`` selects what must be on the page before the picture is taken, ``says`` are words on it; ``ratio`` are pixels for each CSS pixel.
    """

    name: str
    address: str
    width: int
    height: int
    colours: Literal["light", "dark"] = "light"
    shows: str = ".js-plotly-plot .main-svg"
    ratio: float = 1.5
    says: str = "Simulated"


SHOTS = (
    Shot("overview.png", "", 1040, 1000, shows="table.incidents:not([aria-busy])"),
    Shot("incident.png", "incident?incident=BUCKLE", 1040, 1300),
    Shot("moderation.png", "moderation?incident=BUTTON", 1040, 1240),
    Shot("dark.png", "search?incident=BUTTON", 1040, 1100, "dark"),
    Shot("platforms.png", "platforms", 1040, 1000, says="Source: European Commission"),
    Shot("phone.png", "incident?incident=BUCKLE", 390, 1240),
)
"""The pictures of the README, in its order."""


@contextmanager
def dashboard() -> Iterator[str]:
    """The address of a dashboard over the simulated archive, without any data of the user's."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "RIPPLEMARK_ARCHIVE": f"{folder}/archive",  # empty: the example is shown
            "RIPPLEMARK_VAULT": f"{folder}/vault",
        }
        command = [sys.executable, "-m", "ripplemark", "serve", "--port", str(port)]
        server = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/healthz", server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The dashboard did not start.")


def take(browser: Browser, home: str, shot: Shot) -> bytes:
    """The picture as PNG with at most 256 colours, as dashboards of flat colours need."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=shot.ratio,
        color_scheme=shot.colours,
        locale="en-GB",
        timezone_id="Europe/Berlin",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE * SECONDS)
    page.goto(f"{home}/{shot.address}")
    page.get_by_text(shot.says).first.wait_for()
    page.locator(shot.shows).first.wait_for()
    taken = _at_rest(page)
    context.close()
    picture = Image.open(BytesIO(taken)).convert("RGB")
    written = BytesIO()
    picture.quantize(256, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def _at_rest(page: Page) -> bytes:
    """The page's picture once two in a row, two seconds apart, are the same."""
    taken = page.screenshot()
    for _ in range(PATIENCE // 2):
        page.wait_for_timeout(2 * SECONDS)
        before, taken = taken, page.screenshot()
        if taken == before and not page.locator("[data-testid=stSpinner]").count():
            return taken
    raise SystemExit("The page did not come to rest.")


def main() -> None:
    """Take every picture; refuse one that is too heavy for a README."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("Chromium is missing. Run: make chromium")
    FOLDER.mkdir(exist_ok=True)
    with dashboard() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for shot in SHOTS:
            data = take(browser, home, shot)
            if len(data) >= MOST:
                raise SystemExit(f"{shot.name} has {len(data)} bytes; the most is {MOST}.")
            (FOLDER / shot.name).write_bytes(data)
            sys.stderr.write(f"docs/pictures/{shot.name}: {len(data) / 1000:.0f} kB\n")
        browser.close()


if __name__ == "__main__":
    main()
