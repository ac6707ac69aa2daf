"""A page that needs nothing but itself: headline, picture, what one may write, caveats, source, the rows, the SQL."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any

from ripplemark import paths
from ripplemark.charts.canvas import DARK, LIGHT, MONO, Look
from ripplemark.charts.lettering import FONT
from ripplemark.export import typeface
from ripplemark.export.meaning import meaning, plain
from ripplemark.export.naming import file_name
from ripplemark.export.order import Order
from ripplemark.export.tables import cell, csv_text
from ripplemark.export.variants import variants

LARGEST = 2_000_000
"""Bytes that a page should not exceed."""
ROWS = 100
"""Rows of the table on the page."""

_LOOKS = {
    "light": (("light", LIGHT), ("dark", DARK)),
    "dark": (("light", DARK), ("dark", DARK)),
    "mono": (("light", MONO), ("dark", MONO)),
}
_PLOTLY = paths.ASSETS / "plotly" / "plotly-cartesian.min.js"
_OURS = paths.ASSETS / "export"


@dataclass(frozen=True, slots=True)
class Plenty:
    """How much goes into a page: widths that the picture is drawn for, both appearances or the first, all rows or not."""

    widths: tuple[int, ...]
    both: bool = True
    rows: bool = True


PLENTY = (
    Plenty((340, 560, 800)),
    Plenty((340, 800)),
    Plenty((340, 800), rows=False),
    Plenty((800,), both=False, rows=False),
)
"""What is tried in order until the page is small enough; the last is taken as it is."""


def as_html(order: Order) -> bytes:
    """The page: works offline and without Chromium, follows the reader's width and light or dark."""
    for plenty in PLENTY:
        page = _page(order, plenty).encode()
        if len(page) <= LARGEST:
            break
    return page


def _page(order: Order, plenty: Plenty) -> str:
    looks = _LOOKS[order.look][: 2 if plenty.both else 1]
    pictures = json.dumps(variants(order.figure, plenty.widths, looks), ensure_ascii=False)
    plotly = _PLOTLY.read_text(encoding="utf-8").replace("</script", "<\\/script")
    ours = (_OURS / "figure.js").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; script-src {_hash(plotly)} {_hash(ours)}; style-src 'unsafe-inline'; "
        "img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
    )
    told = meaning(order)
    private = '<meta name="robots" content="noindex">' if told["audience"] == "private" else ""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{private}\n'
        f"<title{_lang(order, 'headline')}>{escape(told['headline'])}</title>\n"
        f'<meta name="description"{_lang(order, "subtitle")} content="{escape(told["subtitle"])}">\n'
        f"<style>{typeface.faces()}{_style(order.look)}</style></head>\n<body><main>\n"
        f"{''.join(_body(order, told, plenty))}</main>\n"
        f'<script type="application/json" id="drawn">{pictures.replace("<", chr(92) + "u003c")}</script>\n'
        f"<script>{plotly}</script>\n<script>{ours}</script>\n</body></html>\n"
    )


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def _style(look: str) -> str:
    text = (_OURS / "figure.css").read_text(encoding="utf-8").replace("FAMILY", FONT)
    for name, (_, colours) in zip(("LIGHT", "DARK"), _LOOKS[look], strict=True):
        for word, colour in _colours(colours).items():
            text = text.replace(f"{name}_{word}", colour)
    return text


def _colours(look: Look) -> Mapping[str, str]:
    return {
        "INK": look.ink,
        "QUIET": look.quiet,
        "GRID": look.grid,
        "PAPER": look.paper,
        "ACCENT": look.attention,
    }


def _body(order: Order, told: Mapping[str, Any], plenty: Plenty) -> Iterable[str]:
    if order.marks:
        yield f'<p class="marks">{escape(". ".join(order.marks))}.</p>\n'
    yield f"<h1{_lang(order, 'headline')}>{escape(told['headline'])}</h1>\n"
    yield f'<p class="subtitle"{_lang(order, "subtitle")}>{escape(told["subtitle"])}</p>\n'
    yield (
        f'<figure><div id="picture" role="img" aria-label="{escape(told["alt"])}"></div>\n'
        f"<noscript><p>{escape(told['alt'])}</p></noscript>\n"
        f"<figcaption>{escape(told['source'])}</figcaption></figure>\n"
    )
    yield from _claims(told["claims"])
    if told["caveats"]:
        yield f"<h2>Keep in mind</h2>\n{_list(told['caveats'])}"
    yield from _rows(order, told["columns"], plenty)
    yield from _made(told)


def _lang(order: Order, part: str) -> str:
    """The attribute that says in which language a part is written, where that is not the page's."""
    tag = order.figure.spoken(part)
    return "" if tag == "en" else f' lang="{escape(tag)}"'


def _claims(claims: Mapping[str, Any]) -> Iterable[str]:
    yield "<h2>What can I write?</h2>\n"
    yield _list(claims["borne"], "sentence") if claims["borne"] else "<p>Nothing by itself.</p>\n"
    if claims["unborne"]:
        yield "<h3>What the data do not bear</h3>\n<dl>"
        for each in claims["unborne"]:
            yield f"<dt>{escape(each['sentence'])}</dt><dd>{escape(each['why'])} Needed: {escape(each['needed'])}</dd>\n"
        yield "</dl>\n"


def _rows(order: Order, columns: list[dict[str, str]], plenty: Plenty) -> Iterable[str]:
    table = order.figure.shown
    yield "<h2>What is shown</h2>\n"
    if not table.num_rows:
        yield "<p>No rows.</p>\n"
        return
    few = "" if table.num_rows <= ROWS else f" The first {ROWS} are below."
    yield f"<p>{table.num_rows:,} {'row' if table.num_rows == 1 else 'rows'}; empty is unknown, times are UTC.{few} "
    if plenty.rows:
        data = base64.b64encode(csv_text(order).encode()).decode()
        name = escape(file_name(order.figure, "csv"))
        yield f'<a download="{name}" href="data:text/csv;base64,{data}">All of them as CSV</a>'
    else:
        yield "Too many for this page: export them as CSV or Parquet."
    yield '</p>\n<div class="scroll" tabindex="0"><table><thead><tr>'
    numeric = [_is_number(field.type) for field in table.schema]
    for each, number in zip(columns, numeric, strict=True):
        unit = f"[{each['unit']}] " if each["unit"] else ""
        yield f'<th scope="col"{_aligned(number)}>{escape(each["name"])}<small>{escape(unit + each["about"])}</small></th>'
    yield "</tr></thead><tbody>\n"
    for row in table.slice(0, ROWS).to_pylist():
        cells = zip(row.values(), numeric, strict=True)
        yield f"<tr>{''.join(f'<td{_aligned(number)}>{escape(_shown(value))}</td>' for value, number in cells)}</tr>\n"
    yield "</tbody></table></div>\n"


def _made(told: Mapping[str, Any]) -> Iterable[str]:
    set_ = "; ".join(
        f"{key}: {cell(value)}"
        for key, value in told["parameters"].items()
        if value not in (None, [], {}, "")
    )
    yield "<h2>How it was made</h2>\n"
    yield f'<p>Cite as: <span class="sentence">{escape(told["cite"])}</span></p>\n'
    yield f'<p class="small">Figure {escape(told["figure"])}. {escape(set_)}{"." if set_ else ""} {escape(told["publication"]["statement"])}</p>\n'
    yield f"<details><summary>In words, for those who cannot see the picture</summary><p>{escape(told['alt'])}</p></details>\n"
    for each in told["queries"]:
        yield f"<details><summary>SQL: {escape(each['title'])}</summary><pre>{escape(each['sql'])}</pre></details>\n"


def _list(texts: Iterable[str], kind: str = "") -> str:
    name = f' class="{kind}"' if kind else ""
    return f"<ul>{''.join(f'<li><span{name}>{escape(each)}</span></li>' for each in texts)}</ul>\n"


def _aligned(number: bool) -> str:
    return ' class="number"' if number else ""


def _is_number(kind: Any) -> bool:
    import pyarrow as pa

    return bool(
        pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind)
    )


def _shown(value: Any) -> str:
    """A cell as it is read: a time in UTC without the letters of ISO 8601, a number of six figures."""
    if isinstance(value, datetime):
        seconds = ":%S" if value.second or value.microsecond else ""
        return f"{value if value.tzinfo is None else value.astimezone(UTC):%Y-%m-%d %H:%M{seconds}}"
    value = plain(value)
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)
