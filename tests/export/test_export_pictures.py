"""PNG, SVG and PDF: the size that was asked for, real text, our words inside, nobody else's."""

from __future__ import annotations

import getpass
import re
import socket
import struct
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import plotly.graph_objects as go
import pyarrow as pa
import pytest
from invented_figure import HEADLINE, SOURCE, invented

from ripplemark import export
from ripplemark.charts.canvas import Canvas
from ripplemark.export import pictures, png, typeface
from ripplemark.export.browser import WarmBrowser
from ripplemark.figure import Figure

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
POINTS_PER_MM = 72 / 25.4


def _png_size(data: bytes) -> tuple[int, int]:
    return struct.unpack(">II", dict(png.chunks(data))[b"IHDR"][:8])


def _png_words(data: bytes) -> dict[str, str]:
    told = (body.split(b"\0\0\0\0\0") for name, body in png.chunks(data) if name == b"iTXt")
    return {keyword.decode(): text.decode() for keyword, text in told}


@pytest.mark.parametrize(
    ("size", "scale", "width"),
    [
        ("article", None, 1600),
        ("article", 1.0, 800),
        ("article", 3.0, 2400),
        ("square", None, 1080),
        ("slide", None, 1920),
        ("single-column", None, 1284),  # 85 mm are 321 CSS pixels
        ("double-column", None, 2644),  # 175 mm are 661
        ("900x600", 1.0, 900),
        ("120x80mm", 4.0, 1816),  # 120 mm are 454
    ],
)
def test_a_png_is_as_wide_as_its_size_times_its_scale(
    figure: Figure, size: str, scale: float | None, width: int
) -> None:
    assert _png_size(export.picture(figure, "png", size, scale))[0] == width


def test_a_png_of_a_fixed_size_is_as_high_as_well(figure: Figure) -> None:
    assert _png_size(export.picture(figure, "png", "square")) == (1080, 1080)
    assert _png_size(export.picture(figure, "png", "slide")) == (1920, 1080)
    assert _png_size(export.picture(figure, "png", "900x600", 1.0)) == (900, 600)


def test_a_png_says_its_headline_source_archive_caveats_and_marks_and_nothing_else(
    figure: Figure,
) -> None:
    data = export.picture(figure, "png", scale=1)
    assert _png_words(data) == {
        "Title": HEADLINE,
        "Source": SOURCE,
        "Archive": figure.archive,
        "Comment": "\n".join(figure.caveats),
        "Disclaimer": "Simulated.",
    }
    assert {name for name, _ in png.chunks(data)} <= {
        b"IHDR",
        b"sRGB",
        b"pHYs",
        b"iTXt",
        b"IDAT",
        b"IEND",
    }


def test_a_private_png_says_that_it_is_not_for_publication() -> None:
    words = _png_words(
        export.picture(invented(audience="private", simulated=False), "png", scale=1)
    )
    assert words["Disclaimer"] == "Private: not for publication."


def test_a_png_of_a_print_column_is_printed_as_wide_as_the_column(figure: Figure) -> None:
    data = export.picture(figure, "png", "single-column")
    (density,) = struct.unpack(">I", dict(png.chunks(data))[b"pHYs"][:4])
    assert _png_size(data)[0] / density == pytest.approx(0.085, abs=1e-5)


@pytest.mark.parametrize(
    ("size", "width", "height"),
    [
        ("single-column", 85.0, None),
        ("double-column", 175.0, None),
        ("120x80mm", 120.0, 80.0),
        ("article", 800 * 25.4 / 96, None),
        ("slide", 960 * 25.4 / 96, 540 * 25.4 / 96),
    ],
)
def test_a_pdf_page_is_exactly_as_large_as_its_size(
    figure: Figure, size: str, width: float, height: float | None
) -> None:
    data = export.picture(figure, "pdf", size)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    assert len(boxes) == 1
    assert float(boxes[0][0]) == pytest.approx(width * POINTS_PER_MM, abs=0.001)
    if height is not None:
        assert float(boxes[0][1]) == pytest.approx(height * POINTS_PER_MM, abs=0.001)


def test_a_pdf_has_our_words_and_no_browser_machine_user_path_or_time(figure: Figure) -> None:
    data = export.picture(figure, "pdf", "single-column")
    utf16 = f"<FEFF{HEADLINE.encode('utf-16-be').hex().upper()}>".encode()
    assert b"/Title " + utf16 in data
    for foreign in (
        b"Mozilla",
        b"Chrome",
        b"Linux",
        b"CreationDate",
        b"file:",
        b"/tmp",
        b"Kaleido",
    ):
        assert foreign not in data
    for own in (getpass.getuser(), socket.gethostname(), str(Path.home())):
        assert own.encode() not in data or len(own) < 5


def test_a_pdf_embeds_its_letters_and_has_the_alt_text_for_screen_readers(figure: Figure) -> None:
    data = export.picture(figure, "pdf")
    assert re.search(rb"/BaseFont /[A-Z]{6}\+", data)
    assert b"/ToUnicode" in data
    assert b"/S /Figure" in data
    assert figure.alt.encode() in data


def test_every_object_of_a_pdf_lies_where_its_table_says(figure: Figure) -> None:
    data = export.picture(figure, "pdf")
    table = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", data)[1])  # type: ignore[index]
    offsets = re.findall(rb"(\d{10}) 00000 n ", data[table:])
    assert len(offsets) > 10
    for number, at in enumerate(offsets, 1):
        assert data[int(at) :].startswith(b"%d 0 obj\n" % number)


def test_the_words_of_an_svg_are_text_and_its_groups_are_named_by_meaning(figure: Figure) -> None:
    drawn = Tree.fromstring(export.picture(figure, "svg").decode())
    said = ["".join(each.itertext()) for each in drawn.iter(f"{SVG}text")]
    assert "Chirp posts" in said
    named = {_name(each.attrib["id"]) for each in drawn.iter() if "id" in each.attrib}
    assert {"plot", "data", "axis-x", "axis-y", "labels", "series"} <= named
    assert {"mark", "headline", "headline-2", "subtitle", "source", "label-chirp-posts"} <= named
    assert drawn.find(f"{SVG}title").text == figure.headline  # type: ignore[union-attr]
    assert drawn.find(f"{SVG}desc").text == figure.alt  # type: ignore[union-attr]
    assert SOURCE in "".join(drawn.find(f"{SVG}metadata").itertext())  # type: ignore[union-attr]


def test_headline_subtitle_source_and_mark_stand_around_what_is_exported(figure: Figure) -> None:
    drawn = Tree.fromstring(export.picture(figure, "svg").decode())
    said = " ".join("".join(each.itertext()) for each in drawn.iter(f"{SVG}text"))
    for words in (figure.headline, figure.subtitle, figure.source, "Simulated"):
        assert " ".join(words.split()) in " ".join(said.split())


@pytest.mark.parametrize("name", ["png", "svg", "pdf", "html", "zip"])
def test_a_figure_without_anything_to_draw_still_says_its_words(name: str) -> None:
    def blank(canvas: Canvas) -> Any:
        return go.Figure().update_layout(width=canvas.width, height=canvas.height or 80)

    empty = invented(
        headline="Nothing was stored yet", draw=blank, shown=pa.table({}), columns=(), empty=True
    )
    data = export.picture(empty, name)
    if name in ("svg", "html"):
        assert b"Nothing was stored yet" in data


def test_an_svg_brings_the_letters_that_it_uses(figure: Figure) -> None:
    drawn = export.picture(figure, "svg").decode()
    faces = re.findall(
        r'@font-face\{font-family:"([^"]+)";[^}]*font-weight:(\d+);[^}]*src:url\(data:', drawn
    )
    assert faces == [("Open Sans", "400"), ("Open Sans", "700")]
    families = set(re.findall(r"font-family: '?([^',;]+)", drawn))
    assert families == {"Open Sans"}


def test_the_house_typeface_is_drawn_without_being_installed(
    figure: Figure, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As on a system without fontconfig: the letters come with the picture alone.
    with_it = export.picture(figure, "png", scale=1)
    monkeypatch.setattr(typeface, "environment", dict)
    without = WarmBrowser()
    monkeypatch.setattr(pictures, "browser", lambda: without)
    try:
        assert export.picture(figure, "png", scale=1) == with_it
        fonts = re.findall(rb"/BaseFont /[A-Z]{6}\+(\w+)", export.picture(figure, "pdf"))
        assert set(fonts) == {b"OpenSans"}
    finally:
        without.close()


def test_ids_of_an_svg_are_unique_and_each_reference_has_its_target(figure: Figure) -> None:
    drawn = Tree.fromstring(export.picture(figure, "svg").decode())
    ids = [each.attrib["id"] for each in drawn.iter() if "id" in each.attrib]
    assert len(ids) == len(set(ids))
    whole = Tree.tostring(drawn, encoding="unicode")
    references = re.findall(r"url\(#([^)]+)\)", whole)
    assert references
    assert set(references) <= set(ids)


def _name(given: str) -> str:
    """An id without the letters at its end that are the picture's own."""
    return re.sub(r"-[0-9a-f]{6}$", "", given)


def _referred(drawn: Tree.Element) -> set[str]:
    """The ids that something in a picture refers to."""
    whole = Tree.tostring(drawn, encoding="unicode")
    hrefs = (each.attrib.get(f"{XLINK}href", "") for each in drawn.iter())
    return {
        *re.findall(r"url\(#([^)]+)\)", whole),
        *(each[1:] for each in hrefs if each.startswith("#")),
        *drawn.attrib["aria-labelledby"].split(),
    }


def test_two_svgs_on_one_page_refer_to_no_id_of_each_other(figure: Figure) -> None:
    pictures = [
        Tree.fromstring(export.picture(figure, "svg", size).decode())
        for size in ("article", "slide")
    ]
    one, other = map(_referred, pictures)
    assert {_name(each) for each in one} & {_name(each) for each in other}
    assert not one & other
    for drawn, referred in zip(pictures, (one, other), strict=True):
        ids = {each.attrib["id"] for each in drawn.iter() if "id" in each.attrib}
        assert referred <= ids
        assert {"headline", "source"} <= ids  # as a drawing program lists them
        spoken = drawn.attrib["aria-labelledby"].split()
        assert [_name(each) for each in spoken] == ["title", "desc"]


def test_an_svg_refers_to_nothing_outside_itself(figure: Figure) -> None:
    drawn = Tree.fromstring(export.picture(figure, "svg").decode())
    for each in drawn.iter():
        assert "href" not in each.attrib
        assert each.attrib.get(f"{XLINK}href", "#").startswith(("#", "data:"))
        assert not re.search(r"url\((?!['\"]?(#|data:))", each.attrib.get("style", ""))
    for style in drawn.iter(f"{SVG}style"):
        assert not re.search(r"url\((?!data:)|@import", style.text or "")


def test_an_svg_of_a_print_column_is_measured_in_millimetres(figure: Figure) -> None:
    drawn = Tree.fromstring(export.picture(figure, "svg", "single-column").decode())
    assert drawn.attrib["width"] == "85mm"
    assert drawn.attrib["height"].endswith("mm")
    assert drawn.attrib["viewBox"].startswith("0 0 321 ")


@pytest.mark.parametrize("name", ["svg", "pdf", "png", "zip"])
def test_the_same_figure_gives_the_same_bytes(figure: Figure, name: str) -> None:
    assert export.picture(figure, name) == export.picture(figure, name)


@pytest.mark.parametrize(
    ("look", "paper", "line"),
    [
        ("light", "rgb(255, 255, 255)", "rgb(31, 111, 178)"),
        ("dark", "rgb(20, 23, 28)", "rgb(108, 178, 235)"),
        ("mono", "rgb(255, 255, 255)", "rgb(17, 17, 17)"),
    ],
)
def test_a_look_has_its_paper_and_its_ink(figure: Figure, look: str, paper: str, line: str) -> None:
    drawn = export.picture(figure, "svg", look=look).decode()
    assert f"fill: {paper}" in drawn
    assert f"stroke: {line}" in drawn


def test_a_headline_in_another_language_is_spoken_in_it() -> None:
    figure = invented(
        headline="Die Aufmerksamkeit fiel", language="de", computed={"headline": HEADLINE}
    )
    picture = Tree.fromstring(export.picture(figure, "svg").decode())
    spoken = {
        _name(each.attrib["id"]) if "id" in each.attrib else None: each.attrib["lang"]
        for each in picture.iter()
        if "lang" in each.attrib
    }
    assert spoken.pop(None) == "en"
    assert spoken == {"title": "de", "headline": "de"}
    tag = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [each.text for each in picture.iter() if each.attrib.get(tag) == "de"] == [
        "Die Aufmerksamkeit fiel"
    ]
