"""How late the first figure is visible, beside a bare Streamlit page with one Plotly chart; and how long each page's script runs.

    python benchmarks/page.py [--rounds 5]

Both pages are opened in the system's Chromium in the same run, by turns, each time in a fresh context with an empty
cache, after one visit that is not counted. Prints one JSON line: medians in seconds, their ratio, and milliseconds of
each page's script once its figures are made (an upper bound: the time in which Streamlit's own test harness runs the
whole page and reads back every element).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

INCIDENT = "RUDDER"
PATIENCE = 90
PAGES = ("overview", "incident", "lifecycle", "moderation", "search", "data", "methods")
BARE = """
import plotly.graph_objects as go
import streamlit as st

st.title("Bare")
st.plotly_chart(go.Figure(go.Scatter(x=list(range(800)), y=[k % 97 for k in range(800)])))
"""
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
DRAWN = ".js-plotly-plot .scatterlayer .trace"


@contextmanager
def served(command: list[str], port: int) -> Iterator[str]:
    """The address of a server that runs this command, while the block runs."""
    environment = os.environ | {"RIPPLEMARK_ARCHIVE": "demo"}
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{address}/_stcore/health")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(url: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def first_figure(browser: Any, url: str) -> float:
    """Seconds from asking for the page until its first chart is drawn."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    start = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector(DRAWN, state="attached", timeout=PATIENCE * 1000)
    seconds = time.perf_counter() - start
    context.close()
    return seconds


def visible(rounds: int) -> dict[str, float]:
    """Medians of both, and their ratio."""
    from playwright.sync_api import sync_playwright

    ports = _free_port(), _free_port()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        run = [sys.executable, "-m", "streamlit", "run", str(bare), "--server.port", str(ports[0])]
        run += ["--server.headless", "true", "--server.address", "127.0.0.1"]
        serve = [sys.executable, "-m", "ripplemark", "serve", "--port", str(ports[1])]
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        with served(run, ports[0]) as theirs, served(serve, ports[1]) as ours:
            urls = {"bare": theirs, "page": f"{ours}/lifecycle?incident={INCIDENT}"}
            found: dict[str, list[float]] = {name: [] for name in urls}
            for turn in range(rounds + 1):
                for name, url in urls.items():
                    seconds = first_figure(browser, url)
                    found[name] += [seconds] if turn else []
        browser.close()
    medians = {name: statistics.median(each) for name, each in found.items()}
    told = {f"{name}_seconds": round(value, 2) for name, value in medians.items()}
    return told | {"ratio": round(medians["page"] / medians["bare"], 2)}


def scripts(rounds: int) -> dict[str, int]:
    """Milliseconds of each page's script, its figures being made."""
    from streamlit.runtime.pages_manager import PagesManager
    from streamlit.testing.v1 import AppTest

    os.environ["RIPPLEMARK_ARCHIVE"] = "demo"
    made = PagesManager.__init__

    def init(self: PagesManager, *args: Any, **kwargs: Any) -> None:
        made(self, *args, **kwargs)
        PagesManager.uses_pages_directory = False

    PagesManager.__init__ = init  # type: ignore[method-assign]
    found = {}
    for name in PAGES:
        page = AppTest.from_file(ROOT / "app.py", default_timeout=PATIENCE)
        page.query_params["incident"] = INCIDENT
        page.switch_page(f"pages/{name}.py").run()
        found[name] = round(1000 * min(_timed(page) for _ in range(rounds)))
    return found


def _timed(page: Any) -> float:
    start = time.perf_counter()
    page.run()
    return time.perf_counter() - start


def main() -> None:
    """Measure both and write one line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args().rounds
    told = {"benchmark": "page", **visible(rounds), "script_ms": scripts(rounds)}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
