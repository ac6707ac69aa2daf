"""The evidence bundle: the picture, what it shows, all that it rests on, and how to cite it, in one ZIP."""

from __future__ import annotations

import io
import zipfile

from ripplemark.export.about import head, tail
from ripplemark.export.meaning import as_json, macros, queries
from ripplemark.export.order import Order
from ripplemark.export.pictures import as_png, as_svg
from ripplemark.export.tables import as_csv

FILES = """figure.svg     the picture for print and for further work: real text, named groups
figure.png     the picture in pixels
data.csv       the rows that the picture shows; empty is unknown, times are UTC, durations as figure.json says
figure.json    everything that belongs to it: words, claims that the data bear and that they do not, caveats,
               estimates with their intervals, parameters, columns with units, the text of each query
queries/       the SQL of each query that the figure rests on, in DuckDB's dialect; macros.sql, where it is there, holds
               what they call
"""


def as_zip(order: Order) -> bytes:
    """The bundle; its files have no time of their own, so that the same figure gives the same bundle."""
    figure = order.figure
    parts = {
        "README.txt": readme(order).encode(),
        "figure.svg": as_svg(order),
        "figure.png": as_png(order),
        "data.csv": as_csv(order),
        "figure.json": as_json(order),
        **{f"queries/{each['name']}.sql": each["sql"].encode() for each in queries(figure)},
    }
    if called := macros(figure):
        parts["queries/macros.sql"] = "\n\n".join(each.sql for each in called).encode() + b"\n"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in parts.items():
            bundle.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def readme(order: Order) -> str:
    """What it shows, what each file is, what to keep in mind, what can be written, and how to cite."""
    return f"{head(order)}{FILES}\n{tail(order)}"
