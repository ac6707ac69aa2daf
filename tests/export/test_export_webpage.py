"""The self-contained page: small, offline, silent, readable at every width, in light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import plotly
import pyarrow as pa
import pytest
from invented_figure import HEADLINE, SOURCE, drawing, invented
from playwright.sync_api import Browser, Page, expect, sync_playwright

from ripplemark import export, paths
from ripplemark.charts.canvas import Canvas
from ripplemark.export.webpage import LARGEST
from ripplemark.figure import Figure
from ripplemark.result import Column

ARGUMENTS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def _without_plotly(page: bytes) -> str:
    return re.sub(r"<script>\s*/\*\*.*?</script>", "", page.decode(), count=1, flags=re.DOTALL)


def test_the_vendored_plotly_js_is_the_version_that_plotly_py_carries() -> None:
    told = re.compile(r"plotly\.js (?:\(cartesian - minified\) )?v(\d+\.\d+\.\d+)")
    ours = (paths.ASSETS / "plotly" / "plotly-cartesian.min.js").read_text("utf-8")[:300]
    carried = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    theirs = carried.read_text("utf-8")[:300]
    assert told.search(ours)[1] == told.search(theirs)[1]  # type: ignore[index]


def test_a_page_is_under_two_megabytes_and_asks_for_nothing(figure: Figure) -> None:
    page = export.picture(figure, "html")
    assert len(page) < LARGEST
    text = _without_plotly(page)
    assert re.findall(r"\s(?:src|href)=[\"']([^\"':]*)", text) == ["data"]
    assert "@import" not in text
    assert not re.search(r"url\((?!data:)", text)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]  # type: ignore[index]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.partition("style-src")[0]


def test_a_page_has_every_word_that_belongs_to_the_figure(figure: Figure) -> None:
    text = export.picture(figure, "html").decode()
    escaped = HEADLINE.replace("&", "&amp;")
    for words in (
        f"<h1>{escaped}</h1>",
        "4 to 8 March 2025 &lt;UTC&gt;",
        SOURCE,
        "What can I write?",
        figure.claims.borne[0],
        "Few people saw it.",
        "Deleted posts are not counted.",
        f'aria-label="{figure.alt}"',
        "Simulated.",
        "Cite as",
        "SQL: Bins of every series",
    ):
        assert words in text


def test_a_page_of_a_large_figure_stays_small_by_leaving_out_what_it_says_it_leaves_out() -> None:
    long = 15_000
    start = datetime(2025, 1, 1, tzinfo=UTC)
    values = np.random.default_rng(7).normal(size=long)
    shown = pa.table(
        {
            "at": pa.array(
                [start + timedelta(hours=k) for k in range(long)], pa.timestamp("us", "UTC")
            ),
            "value": values,
        }
    )

    def drawn(canvas: Canvas) -> Any:
        picture = drawing(canvas)
        picture.data[0].update(x=np.arange(long), y=values)
        return picture

    columns = (Column("at", "TIMESTAMPTZ"), Column("value", "DOUBLE"))
    page = export.picture(invented(shown=shown, columns=columns, draw=drawn), "html")
    assert len(page) < LARGEST
    assert b"Too many for this page: export them as CSV or Parquet." in page


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path, figure: Figure) -> Iterator[Any]:
    """``opened(width, scheme)``: the page offline; what it asked for and complained of is kept in ``said``."""
    path = tmp_path / "figure.html"
    export.write(figure, path)
    contexts = []

    def open_page(width: int, scheme: str) -> tuple[Page, list[str]]:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            offline=True,
        )
        contexts.append(context)
        page, said = context.new_page(), list[str]()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on(
            "request",
            lambda asked: (
                None
                if asked.url.startswith(("file:", "data:", "blob:"))
                else said.append(asked.url)
            ),
        )
        page.goto(path.as_uri())
        page.wait_for_selector("#picture .main-svg")
        return page, said

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize(("width", "drawn"), [(1200, 800), (700, 560), (390, 340)])
def test_a_page_opens_offline_without_a_complaint_at_every_width(
    opened: Any, width: int, drawn: int
) -> None:
    page, said = opened(width, "light")
    assert page.locator("#picture .main-svg").first.bounding_box()["width"] == drawn
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_text("Chirp posts").first.is_visible()
    assert said == []


@pytest.mark.browser
def test_a_page_follows_the_readers_light_or_dark(opened: Any) -> None:
    page, said = opened(1200, "dark")
    colour = "getComputedStyle(document.querySelector('#picture .js-line')).stroke"
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(colour) == "rgb(108, 178, 235)"
    assert page.evaluate(paper) == "rgb(20, 23, 28)"
    page.emulate_media(color_scheme="light")
    expect(page.locator("#picture .js-line")).to_have_css("stroke", "rgb(31, 111, 178)")
    assert page.evaluate(paper) == "rgb(255, 255, 255)"
    assert said == []


@pytest.mark.browser
def test_the_rows_of_a_page_are_downloaded_as_the_csv_export(opened: Any, figure: Figure) -> None:
    page, _ = opened(1200, "light")
    with page.expect_download() as started:
        page.get_by_text("All of them as CSV").click()
    downloaded = started.value
    assert downloaded.suggested_filename == export.file_name(figure, "csv")
    assert Path(downloaded.path()).read_bytes() == export.picture(figure, "csv")


def test_words_in_another_language_say_so_and_all_others_stay_english() -> None:
    told = {"headline": "Die Aufmerksamkeit für LANTERN fiel", "language": "de"}
    figure = invented(**told, computed={"headline": HEADLINE})
    text = _without_plotly(export.picture(figure, "html"))
    assert '<html lang="en">' in text
    assert '<title lang="de">Die Aufmerksamkeit' in text
    assert '<h1 lang="de">Die Aufmerksamkeit' in text
    assert text.count(' lang="de"') == 2
    assert text.count(' lang="') == 3
