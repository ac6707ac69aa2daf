"""The one HTML page that the browser loads: Streamlit's, with the house's title, style and typeface in it from the start."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import streamlit

from ripplemark import paths
from ripplemark.ui.sections import SECTIONS

STREAMLITS = Path(streamlit.__file__).parent / "static" / "index.html"
_STYLE = Path(__file__).with_name("house.css")
_PRELOAD = re.compile(r"<link\s[^>]*rel=\"preload\"[^>]*as=\"font\"[^>]*/>")
_WEIGHTS = {"Regular": 400, "Bold": 700}
_FACE = (
    '@font-face{{font-family:"Open Sans";font-style:normal;font-weight:{weight};font-display:block;'
    'src:url("/typeface/{name}") format("woff2")}}'
)
_HERE = "<script>window.__streamlit = { BACKEND_BASE_URL: location.origin + '/' }</script>"
"""Tells the application where its server is; else it asks below the page's own path first and finds nothing there."""
PARTS = ("PlotlyChart", "Html", "Selectbox", "ButtonGroup", "BidiComponent")
"""Parts of the application that every page shows: fetched with it, not once the first of them is to be drawn."""
_IMPORTED = re.compile(r"(?:from|import)\s*\"\./([\w.-]+\.js)\"")
_PAGES = Path(__file__).with_name("links.js")


@cache
def _links() -> str:
    """The script that follows links to the dashboard's own pages without loading the application again."""
    known = json.dumps([f"/{each.path}" for each in SECTIONS])
    return f"<script>{_PAGES.read_text(encoding='utf-8').replace('PAGES', known)}</script>"


def parts(loaded: str) -> tuple[str, ...]:
    """File names of PARTS, and of all that they import, that a page of this text does not load by itself."""
    folder = STREAMLITS.parent / "static" / "js"
    waiting = [file.name for part in PARTS for file in sorted(folder.glob(f"{part}.*.js"))]
    found: list[str] = []
    while waiting:
        name = waiting.pop(0)
        if name not in found and name not in loaded:
            found.append(name)
            waiting += _IMPORTED.findall((folder / name).read_text(encoding="utf-8"))
    return tuple(found)


@cache
def page() -> str:
    """The page's text. What stands in it before any script runs moves nothing when the script has run."""
    files = {
        weight: file.name
        for word, weight in _WEIGHTS.items()
        for file in sorted((paths.ASSETS / "typeface").glob(f"*-{word}.woff2"))
    }
    faces = "".join(_FACE.format(weight=weight, name=name) for weight, name in files.items())
    loads = "".join(
        f'<link rel="preload" href="/typeface/{name}" as="font" type="font/woff2" crossorigin>'
        for name in files.values()
    )
    style = f"<style>{faces}{_STYLE.read_text(encoding='utf-8')}</style>"
    text = STREAMLITS.read_text(encoding="utf-8")
    loads += "".join(
        f'<link rel="modulepreload" href="/static/js/{name}" crossorigin>' for name in parts(text)
    )
    text = _PRELOAD.sub("", text).replace("<title>Streamlit</title>", "<title>Ripplemark</title>")
    return text.replace("</head>", f"{loads}{style}{_HERE}{_links()}</head>", 1)
