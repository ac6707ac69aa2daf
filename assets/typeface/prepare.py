"""Make what the house uses of the typeface: WOFF2 subsets for screens and exports, and the widths of its letters.

Run after replacing the two TTF files: ``python assets/typeface/prepare.py`` (needs fontTools and brotli, which the
dashboard itself does not). Ligatures are left out: a PDF made of them cannot be searched for the letters they join.
"""

from __future__ import annotations

import json
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
WEIGHTS = ("Regular", "Bold")
LATIN = "U+0020-007E,U+00A0-017F,U+0218-021B,U+02C6,U+02DA,U+02DC,U+1E9E,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2032-2033,U+2039-203A,U+20AC,U+2190-2193,U+2212,U+2248,U+2260,U+2264-2265"
"""Latin for the languages of Europe, with the signs that figures use."""


def main() -> None:
    """Write ``OpenSans-<weight>.woff2`` and ``widths.json`` beside the TTF files."""
    widths = {}
    for weight in WEIGHTS:
        source = HERE / f"OpenSans-{weight}.ttf"
        font = TTFont(source)
        units, metrics = font["head"].unitsPerEm, font["hmtx"]
        widths[weight.lower()] = {
            chr(code): round(metrics[name][0] / units, 4)
            for code, name in sorted(font.getBestCmap().items())
        }
        subset.main(
            [
                str(source),
                f"--unicodes={LATIN}",
                "--flavor=woff2",
                "--layout-features=kern,mark,mkmk,ccmp,locl",
                f"--output-file={HERE / f'OpenSans-{weight}.woff2'}",
            ]
        )
    text = json.dumps(widths, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    (HERE / "widths.json").write_text(text + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
