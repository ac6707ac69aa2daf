"""The known defects of the EU database go with every export of its figures, whatever the format."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from ripplemark import export
from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.export import png
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.figures.defects import known
from ripplemark.gate import Gate

pytestmark = pytest.mark.browser


def _as_xml(data: bytes) -> str:
    return html.unescape(data.decode())


def _as_png(data: bytes) -> str:
    return b"\n".join(body for name, body in png.chunks(data) if name == b"iTXt").decode()


def _as_pdf(data: bytes) -> str:
    (held,) = re.findall(rb"/Caveats <([0-9A-F]+)>", data)
    return bytes.fromhex(held.decode()).decode("utf-16")


def _as_json(data: bytes) -> str:
    return "\n".join(json.loads(data)["caveats"])


def _as_parquet(data: bytes) -> str:
    held = pq.read_schema(io.BytesIO(data)).metadata or {}
    return b"\n".join(held.values()).decode()


def _members(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = [name for name in packed.namelist() if name.endswith((".xml", ".txt"))]
        return html.unescape("".join(packed.read(name).decode() for name in names))


SAID: dict[str, Callable[[bytes], str]] = {
    "png": _as_png,
    "svg": _as_xml,
    "pdf": _as_pdf,
    "html": _as_xml,
    "xlsx": _members,
    "parquet": _as_parquet,
    "json": _as_json,
    "zip": _members,
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Figure:
    """What X reported, with defects that have days and defects that hold throughout."""
    archive = Archive(tmp_path_factory.mktemp("own") / "archive")
    serving = serve(archive)
    try:
        settings = {"platform": "X"}
        return figure(archive, serving, Gate.of("public"), "platform-record", settings=settings)
    finally:
        serving.close()


def _theirs() -> set[str]:
    """What is said of the defects of all platforms and of X."""
    return {each.said for each in known() if each.platform in ("", "X")}


@pytest.mark.parametrize("name", [each.name for each in export.FORMATS])
def test_every_known_defect_is_listed_in_every_format(
    record: Figure, name: str, tmp_path: Path
) -> None:
    data = export.write(record, tmp_path / f"x.{name}", scale=1 if name == "png" else None)
    if name == "csv":
        said = (tmp_path / "x.about.txt").read_text(encoding="utf-8")
        assert "lag always 0" in data.decode("utf-8-sig")
    else:
        said = SAID[name](data)
    assert len(_theirs()) > 4
    assert {each for each in _theirs() if each not in said} == set()
