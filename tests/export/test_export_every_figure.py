"""Every figure of the registry, for an invented incident, in every format and at every size."""

from __future__ import annotations

import io
import json
import math
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import cache
from xml.etree import ElementTree as Tree

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from ripplemark import export
from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import SIZES
from ripplemark.engine import Serving
from ripplemark.export.webpage import LARGEST
from ripplemark.figure import Figure
from ripplemark.figures import FIGURES, figure
from ripplemark.gate import Gate
from ripplemark.ingest import Options, add
from ripplemark.vault import Vault

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"
NAMES = [each.name for each in FIGURES]
START = datetime(2025, 3, 3)  # noqa: DTZ001 - written as UTC


def _attention() -> Iterator[str]:
    yield "series,channel,platform,metric,bin_start,bin_width,value"
    for channel, platform, shift, top in (
        ("social", "Chirp", 0, 900),
        ("niche", "Burrow", -12, 90),
        ("news", "", 9, 40),
    ):
        metric = "stories" if channel == "news" else "posts"
        for k in range(24 * 16):
            after = k - 72 - shift
            shape = math.exp(-after / 30) if after >= 0 else math.exp(after / 5)
            at = START + timedelta(hours=k)
            yield f"{metric},{channel},{platform},{metric},{at:%Y-%m-%dT%H:%M}Z,PT1H,{3 + top * shape:.0f}"


def _search() -> Iterator[str]:
    yield "series,channel,metric,bin_start,bin_width,value"
    for k in range(-40, 80):
        value = 4 + (96 * math.exp(-(k - 4) / 9) if k >= 4 else 0)
        yield f"term A,search,search_index,{START + timedelta(days=k):%Y-%m-%d}T00:00Z,P1D,{value:.0f}"


def _moderation() -> Iterator[str]:
    yield "platform,item,posted_at,notice_at,down_at,outcome,observed_until"
    until = START + timedelta(days=15)
    for k in range(60):
        posted = START + timedelta(hours=60 + 2 * k)
        gone = posted + timedelta(hours=5 + 4 * (k % 17)) if k % 4 else None
        outcome = "removed" if gone else "up"
        times = (posted, posted + timedelta(hours=2), gone, None if gone else until)
        first, noticed, down, seen = (f"{t:%Y-%m-%dT%H:%M}Z" if t else "" for t in times)
        yield f"{'Chirp' if k % 3 else 'Burrow'},item {k},{first},{noticed},{down},{outcome},{seen}"


def _events() -> Iterator[str]:
    yield "time,kind"
    yield "2025-03-07T15:00Z,fact_check"
    yield "2025-03-09T10:00Z,platform_label"


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Archive, Serving]]:
    """An archive of one incident with attention, searches, items and events, stored as ``add`` stores them."""
    folder = tmp_path_factory.mktemp("every figure")
    archive, vault = Archive(folder / "archive"), Vault(folder / "vault")
    for name, rows in (
        ("attention", _attention()),
        ("searches", _search()),
        ("items", _moderation()),
        ("events", _events()),
    ):
        path = folder / f"{name}.csv"
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        report = add(archive, vault, path, Options(incident="LANTERN", zone="UTC"))
        assert report.error is None, (name, report.error)
    serving = serve(archive)
    yield archive, serving
    serving.close()


@pytest.fixture(scope="module")
def made(held: tuple[Archive, Serving]) -> Callable[[str], Figure]:
    """``made(name)``: the public figure of LANTERN, made once."""
    archive, serving = held
    kinds = {each.name: each for each in FIGURES}

    @cache
    def make(name: str) -> Figure:
        incident = "LANTERN" if kinds[name].of_incident else None
        return figure(archive, serving, Gate.of("public"), name, incident=incident)

    return make


@pytest.fixture(scope="module")
def pictured(made: Callable[[str], Figure]) -> Callable[[str, str], bytes]:
    """``pictured(name, size)``: the figure as SVG, drawn once."""

    @cache
    def draw(name: str, size: str) -> bytes:
        return export.picture(made(name), "svg", size)

    return draw


def test_there_are_figures_to_export() -> None:
    assert NAMES


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [each.name for each in SIZES])
def test_every_figure_is_drawn_at_every_size(
    made: Callable[[str], Figure], pictured: Callable[[str, str], bytes], name: str, size: str
) -> None:
    wanted = next(each for each in SIZES if each.name == size).canvas
    drawn = Tree.fromstring(pictured(name, size).decode())
    width, height = map(float, drawn.attrib["viewBox"].split()[2:])
    assert width == wanted.width
    assert height >= (wanted.height or 100)
    said = " ".join("".join(each.itertext()) for each in drawn.iter(f"{SVG}text"))
    for words in (made(name).headline, made(name).source):
        assert " ".join(words.split()) in " ".join(said.split())


@pytest.mark.parametrize("name", NAMES)
def test_an_svg_of_every_figure_is_the_same_each_time(
    made: Callable[[str], Figure], pictured: Callable[[str, str], bytes], name: str
) -> None:
    assert export.picture(made(name), "svg") == pictured(name, SIZES[0].name)


@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_of_every_figure_is_titled_with_its_headline_and_has_its_letters(
    made: Callable[[str], Figure], name: str
) -> None:
    printed = export.picture(made(name), "pdf", "single-column")
    assert made(name).headline.encode("utf-16-be").hex().upper().encode() in printed
    assert re.search(rb"/BaseFont /[A-Z]{6}\+OpenSans-Bold", printed)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_of_every_figure_is_small(made: Callable[[str], Figure], name: str) -> None:
    assert len(export.picture(made(name), "html")) < LARGEST


@pytest.mark.parametrize("name", NAMES)
def test_every_table_of_every_figure_has_the_rows_that_are_shown(
    made: Callable[[str], Figure], name: str
) -> None:
    shown = made(name).shown
    written = json.loads(export.picture(made(name), "json"))
    assert written["headline"] == made(name).headline
    assert len(written["rows"]) == shown.num_rows
    assert pq.read_table(pa.BufferReader(export.picture(made(name), "parquet"))).num_rows == (
        shown.num_rows
    )
    assert export.picture(made(name), "csv").count(b"\r\n") >= shown.num_rows
    book = CalamineWorkbook.from_filelike(io.BytesIO(export.picture(made(name), "xlsx")))
    assert len(book.get_sheet_by_name("Shown").to_python()) == (
        shown.num_rows + 1 if shown.column_names else 0
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_bundle_of_every_figure_is_whole(made: Callable[[str], Figure], name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(export.picture(made(name), "zip"))) as bundle:
        assert bundle.testzip() is None
        assert {"README.txt", "figure.svg", "figure.png", "data.csv", "figure.json"} <= set(
            bundle.namelist()
        )


def test_files_of_two_figures_never_have_one_name(made: Callable[[str], Figure]) -> None:
    assert len({export.file_name(made(name), "svg") for name in NAMES}) == len(NAMES)
