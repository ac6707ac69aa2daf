"""A stretch of time is drawn over a picture with the pointer: its share is told, or one of its ends becomes a boundary."""

from __future__ import annotations

import math
import re
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.browsing import SECONDS, Watched, said
from tests.e2e.conftest import Window
from tests.e2e.serving import OWN, Server

HEADER = "series,channel,platform,metric,bin_start,bin_width,value"
START = datetime(2025, 3, 1, tzinfo=UTC)
HOURS, PEAK = 600, 300
VALUES = [
    round(10 + (900 * math.exp(-(k - PEAK) / 40) if k >= PEAK else 900 * math.exp((k - PEAK) / 5)))
    for k in range(HOURS)
]


@pytest.fixture(scope="module", autouse=True)
def _stored(server: Server, tmp_path_factory: pytest.TempPathFactory) -> None:
    """An hourly series of LANTERN, by the command line."""
    path = tmp_path_factory.mktemp("given") / "posts.csv"
    rows = [
        f"posts,social,Chirp,posts,{START + timedelta(hours=k):%Y-%m-%dT%H:%MZ},PT1H,{value}"
        for k, value in enumerate(VALUES)
    ]
    path.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    command = [*OWN, "add", str(path), "--incident", "LANTERN"]
    subprocess.run(command, env=server.environment(), check=True, capture_output=True)


def _opened(window: Window) -> Watched:
    watched = window()
    watched.page.set_viewport_size({"width": 1280, "height": 900})
    watched.open("lifecycle?incident=LANTERN")
    return watched


def _draw(page: Page, picture: Locator, low: float, high: float) -> None:
    """Draw a stretch with the pointer from one share of the picture's width to another."""
    expect(picture).to_be_visible()
    page.wait_for_load_state("networkidle")
    picture.scroll_into_view_if_needed()
    page.wait_for_timeout(2 * SECONDS)
    box = picture.bounding_box()
    assert box is not None
    y = box["y"] + 0.5 * box["height"]
    page.mouse.move(box["x"] + low * box["width"], y)
    page.mouse.down()
    for step in range(1, 11):
        page.mouse.move(box["x"] + (low + (high - low) * step / 10) * box["width"], y)
    page.mouse.up()


def _moment(text: str) -> float:
    """Hours since the series began, of a moment in the address."""
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (at - START).total_seconds() / 3600


def test_a_stretch_drawn_over_attention_tells_its_share(window: Window) -> None:
    watched = _opened(window)
    page = watched.page
    _draw(page, page.locator(".st-key-chart-attention .js-plotly-plot").first, 0.35, 0.6)
    page.wait_for_url(re.compile("stretch=yes"))
    headline = watched.headline("stretch")
    expect(headline).to_contain_text("came in the stretch of")
    found = re.search(r"since=([^&]+)&until=([^&]+)", page.url.replace("%3A", ":"))
    assert found is not None
    low, high = (_moment(each) for each in found.groups())
    assert 0 < low < high < HOURS
    onset = next(k for k in range(200, HOURS) if VALUES[k] > 25)
    inside = sum(VALUES[k] for k in range(onset, HOURS) if low <= k < high)
    told = re.match(r"(\d+) %", said(headline.text_content()))
    assert told is not None
    # Bins at the edges are cut in proportion, and the onset is known to a bin: two points of a hundred at most.
    assert abs(int(told[1]) - 100 * inside / sum(VALUES[onset:])) <= 2


def test_the_start_of_a_stretch_drawn_over_the_phases_becomes_a_boundary(window: Window) -> None:
    watched = _opened(window)
    page = watched.page
    _draw(page, page.locator(".st-key-chart-phases .js-plotly-plot").first, 0.6, 0.75)
    expect(page.get_by_text("Drawn over the picture:")).to_be_visible()
    watched.pick(page.get_by_role("combobox", name="Phase that begins"), "tail")
    page.get_by_role("button", name="Set this boundary").click()
    judged = page.get_by_text(re.compile("Judgement: tail begins"))
    expect(judged.first).to_be_visible()
    expect(judged.first).to_contain_text("Read off the picture by eye.")
    page.get_by_role("button", name=re.compile("^Undo")).click()
    expect(judged).to_have_count(0)
