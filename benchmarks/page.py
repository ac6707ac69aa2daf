"""How late the first figure is visible, beside a bare Streamlit page with one Plotly chart; and how long each page's script runs.

    python benchmarks/page.py [--rounds 5] [--runs 9]

Every round starts three servers one after the other, each a fresh process: the bare page, and `python -m ripplemark
serve` with the simulated archive, once for its overview and once for an incident. As soon as a server answers its
health check, and before anybody has visited it, the page is opened in the system's Chromium in a fresh context with an
empty cache. Counted are the seconds from the start of the navigation until the frame in which the first chart (of the
overview: the first number of its table) stands visible inside the window. What a server prepares in the background after
it first answers competes with the visit, as it does for a person.

A page's script is timed warm, once its figures are made: an upper bound, being the time in which Streamlit's own test
harness runs the whole page and reads back every element.

Prints one JSON line: medians and all rounds in seconds, the median of the rounds' ratios to the bare page (wanted: at most 1.5),
milliseconds of each script (median and highest; wanted: under 250), and the machine's load before and after.
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
from operator import truediv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

INCIDENT = "RUDDER"
PATIENCE = 90
PAGES = (
    "overview",
    "incident",
    "lifecycle",
    "moderation",
    "search",
    "platforms",
    "data",
    "methods",
)
BARE = """
import plotly.graph_objects as go
import streamlit as st

st.title("Bare")
st.plotly_chart(go.Figure(go.Scatter(x=list(range(800)), y=[k % 97 for k in range(800)])))
"""
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
WINDOW = {"width": 1440, "height": 900}
CHART = ".js-plotly-plot .scatterlayer .trace path"
TABLE = "table.incidents tbody td strong"
WATCH = """
(selector) => {
    const seen = (each) => {
        const box = each.getBoundingClientRect();
        return (box.width > 0 || box.height > 0) && box.bottom > 0 && box.right > 0
            && box.top < innerHeight && box.left < innerWidth
            && each.checkVisibility({opacityProperty: true, visibilityProperty: true});
    };
    const look = () => {
        if ([...document.querySelectorAll(selector)].some(seen))
            requestAnimationFrame(() => { window.figureSeen = performance.now(); });
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}
"""
"""Notes when the frame with the first visible element of a selector has been shown, in ms since the navigation began."""


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


def first_figure(browser: Any, url: str, selector: str) -> float:
    """Seconds from the start of the navigation until the first chart, or cell, is on the screen; an error where none comes."""
    context = browser.new_context(viewport=WINDOW)
    page = context.new_page()
    page.add_init_script(f"({WATCH})({json.dumps(selector)})")
    page.goto(url, wait_until="commit")
    until = time.monotonic() + PATIENCE
    while (seen := page.evaluate("window.figureSeen ?? null")) is None:
        if time.monotonic() > until:
            raise TimeoutError(f"no '{selector}' was visible after {PATIENCE} s")
        page.wait_for_timeout(50)
    context.close()
    return float(seen) / 1000


def visible(rounds: int) -> dict[str, Any]:
    """Seconds of every round by page, their medians, and the median of the rounds' ratios to the bare page."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        run = ["-m", "streamlit", "run", str(bare), "--server.headless", "true"]
        run += ["--server.address", "127.0.0.1", "--server.port"]
        serve = ["-m", "ripplemark", "serve", "--port"]
        visits = {
            "bare": (run, "", CHART),
            "overview": (serve, "", TABLE),
            "incident": (serve, f"incident?incident={INCIDENT}", CHART),
        }
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        browser.new_context().close()
        found: dict[str, list[float]] = {name: [] for name in visits}
        for _ in range(rounds):
            for name, (command, path, selector) in visits.items():
                port = _free_port()
                with served([sys.executable, *command, str(port)], port) as address:
                    found[name].append(first_figure(browser, f"{address}/{path}", selector))
        browser.close()
    medians = {name: statistics.median(each) for name, each in found.items()}
    return {
        "seconds": {name: round(each, 2) for name, each in medians.items()},
        "ratio": {
            name: round(statistics.median(map(truediv, each, found["bare"])), 2)
            for name, each in found.items()
            if name != "bare"
        },
        "rounds": {name: [round(value, 2) for value in each] for name, each in found.items()},
    }


def scripts(runs: int) -> dict[str, dict[str, int]]:
    """Milliseconds of each page's script, its figures being made: the median of the warm runs, and the highest."""
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
        taken = [1000 * _timed(page) for _ in range(runs)]
        found[name] = {"median": round(statistics.median(taken)), "highest": round(max(taken))}
    return found


def _timed(page: Any) -> float:
    start = time.perf_counter()
    page.run()
    return time.perf_counter() - start


def bars(told: dict[str, Any]) -> list[dict[str, Any]]:
    """What was promised: how late the first figure may be, and how long a page's script may run."""
    late = max(told["ratio"].values())
    slowest = max(told["script_ms"], key=lambda name: told["script_ms"][name]["median"])
    warm = told["script_ms"][slowest]["median"]
    return [
        {
            "what": f"first figure of {' and '.join(told['ratio'])}, beside a bare Streamlit page: the later one",
            "ratio": late,
            "wanted": "at most 1.5",
            "holds": late <= 1.5,
        },
        {
            "what": f"script of the slowest page ({slowest}), warm, in ms",
            "ratio": warm,
            "wanted": "under 250",
            "holds": warm < 250,
        },
    ]


def main() -> None:
    """Measure both and write one line."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--runs", type=int, default=9)
    given = options.parse_args()
    before = os.getloadavg()[0]
    told = {"benchmark": "page", **visible(given.rounds), "script_ms": scripts(given.runs)}
    told["bars"] = bars(told)
    told["load"] = [round(each, 1) for each in (before, os.getloadavg()[0])]
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
