"""The house typeface in what leaves: named to Chromium by a fontconfig file, and set into SVG and HTML as data."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection
from contextlib import suppress
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from platformdirs import user_cache_path

from ripplemark import durable, paths
from ripplemark.charts.lettering import FONT

FOLDER = paths.ASSETS / "typeface"
FAMILY = re.findall(r'"([^"]+)"', FONT)[0]
"""The family's own name, the first of the list that charts ask for."""

_WEIGHTS = {"Regular": 400, "Bold": 700}

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{folder}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def environment() -> dict[str, str]:
    """Variables that name the typeface to a browser's process; none where the user's cache cannot be written.

    The cache is named after the typeface's files: fontconfig would take an old one for a renamed font.
    """
    files = sorted(FOLDER.glob("*.ttf"))
    if not files:
        return {}
    state = "".join(
        f"{each.name} {each.stat().st_size} {each.stat().st_mtime_ns};" for each in files
    )
    here = user_cache_path("ripplemark") / "fonts" / hashlib.sha256(state.encode()).hexdigest()[:12]
    text = _CONFIGURATION.format(folder=escape(str(FOLDER)), cache=escape(str(here / "cache")))
    with suppress(OSError):
        here.mkdir(parents=True, exist_ok=True)
        durable.replace_file(here / "fonts.conf", text.encode())
        return {"FONTCONFIG_FILE": str(here / "fonts.conf")}
    return {}


def faces(weights: Collection[int] = (400, 700)) -> str:
    """``@font-face`` rules with the subset files as data, for the shipped weights that come nearest to those asked for."""
    files = shipped()
    near = {min(files, key=lambda each: abs(each - weight)) for weight in weights if files}
    return "".join(
        f'@font-face{{font-family:"{FAMILY}";font-style:normal;font-weight:{weight};'
        f'src:url(data:font/woff2;base64,{_encoded(files[weight])}) format("woff2")}}'
        for weight in sorted(near)
    )


@cache
def shipped() -> dict[int, Path]:
    """The subset file of each weight, lightest first."""
    found = {
        weight: file
        for file in sorted(FOLDER.glob("*.woff2"))
        for name, weight in _WEIGHTS.items()
        if file.stem.endswith(f"-{name}")
    }
    return dict(sorted(found.items()))


@cache
def _encoded(file: Path) -> str:
    return base64.b64encode(file.read_bytes()).decode()
