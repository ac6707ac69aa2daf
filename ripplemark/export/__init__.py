"""A figure made into a file: pictures, pages, tables, and the evidence bundle. What is exported is what is shown.

``picture`` gives the bytes, ``write`` puts them at a path by one rename, ``file_name`` proposes a name. HTML, CSV, XLSX,
Parquet and JSON need no browser. SVG, CSV, JSON, HTML, XLSX, PDF and Parquet of one figure are the same bytes each time;
a PNG's are as long as Chromium and its drawing library stay the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from ripplemark import durable
from ripplemark.charts.canvas import size as size_named
from ripplemark.errors import UnknownName
from ripplemark.export.about import as_text, beside
from ripplemark.export.naming import file_name
from ripplemark.export.order import HIGHEST_SCALE, LOOKS, Order
from ripplemark.export.refusals import BrowserFailed, ExportError, NoBrowser
from ripplemark.figure import Figure
from ripplemark.publication import Answers

__all__ = [
    "FORMATS",
    "HIGHEST_SCALE",
    "LOOKS",
    "BrowserFailed",
    "ExportError",
    "Format",
    "NoBrowser",
    "beside",
    "file_name",
    "format_of",
    "picture",
    "text_beside",
    "write",
]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its ending, its media type, what it is for, whether Chromium draws it, and which function makes it."""

    name: str
    media_type: str
    about: str
    drawn: bool
    made_by: str

    def make(self, order: Order) -> bytes:
        """The file's bytes; what makes them is imported now, because it is heavy."""
        module, _, function = self.made_by.partition(":")
        maker: Callable[[Order], bytes] = getattr(
            import_module(f"ripplemark.export.{module}"), function
        )
        return maker(order)


FORMATS: tuple[Format, ...] = (
    Format("png", "image/png", "a picture in pixels", True, "pictures:as_png"),
    Format("svg", "image/svg+xml", "a picture for print and further work", True, "pictures:as_svg"),
    Format("pdf", "application/pdf", "a picture on a page of its size", True, "pictures:as_pdf"),
    Format("html", "text/html", "a page that works offline", False, "webpage:as_html"),
    Format(
        "csv",
        "text/csv",
        "the rows that are shown; a text beside it says what they are",
        False,
        "tables:as_csv",
    ),
    Format(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "the rows as a workbook, with a sheet that says what they are",
        False,
        "workbook:as_xlsx",
    ),
    Format(
        "parquet",
        "application/vnd.apache.parquet",
        "the rows with their types",
        False,
        "tables:as_parquet",
    ),
    Format(
        "json",
        "application/json",
        "all that the figure says and rests on",
        False,
        "meaning:as_json",
    ),
    Format("zip", "application/zip", "the evidence bundle", True, "bundle:as_zip"),
)
"""Every format, pictures first."""


def format_of(name: str) -> Format:
    """The format of this name or ending; UnknownName lists the valid ones."""
    wanted = name.lower().removeprefix(".")
    for each in FORMATS:
        if each.name == wanted:
            return each
    raise UnknownName("export format", name, [each.name for each in FORMATS])


def picture(
    figure: Figure,
    format: str,
    size: str = "article",
    scale: float | None = None,
    look: str = "light",
    publication: Answers | None = None,
) -> bytes:
    """The figure as a file of this format.

    ``size`` is a name or 900x600 or 120x80mm, ``scale`` the pixels of a PNG for each of its pixels (1 to 4; by default
    what the size needs), ``look`` light, dark or mono. ``publication`` are the answers about publishing the incident.

    Raises:
        UnknownName, UnreadableSize, UnreadableScale: what cannot be taken as it is.
        NoBrowser, BrowserFailed: a picture that cannot be drawn here; other formats work.
        ValueError: a figure of the owner's screen.
    """
    return format_of(format).make(Order(figure, size_named(size), scale, look, publication))


def text_beside(figure: Figure, publication: Answers | None = None) -> bytes:
    """The text beside a CSV: headline, what each column is, caveats, source, claims, how to cite. ValueError as of ``picture``."""
    return as_text(Order(figure, publication=publication))


def write(
    figure: Figure,
    path: Path,
    size: str = "article",
    scale: float | None = None,
    look: str = "light",
    publication: Answers | None = None,
) -> bytes:
    """Write the figure in the format that the path's ending names, by one rename; the bytes that were written.

    Beside a CSV, which has rows only, ``<name>.about.txt`` says what they are. What was at the path before is there until the new file is whole. Errors as of ``picture``; OSError as it comes.
    """
    kind = format_of(path.suffix).name
    data = picture(figure, kind, size, scale, look, publication)
    if kind == "csv":
        durable.replace_file(beside(path), text_beside(figure, publication))
    durable.replace_file(path, data)
    return data
