"""The page in which pictures are drawn: the vendored plotly.js, no MathJax, nothing from anywhere else."""

from __future__ import annotations

from kaleido import PageGenerator

from ripplemark import paths
from ripplemark.export import typeface

PLOTLY = paths.ASSETS / "plotly" / "plotly-cartesian.min.js"
"""plotly.js of the version that plotly.py carries, with the cartesian traces only."""

LETTERS = """async () => {
  await Promise.all([...document.fonts].map((face) => face.load()));
  return '';
}"""
"""Letters are measured as they are drawn only once the page has its typeface."""

RASTER = """async (svg, width, height, scale) => {
  const image = new Image();
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(svg);
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png').split(',')[1];
}"""

PRINT = """async (svg, width, height, title, alt) => {
  const image = document.getElementById('kaleido-image');
  document.documentElement.lang = 'en';
  document.title = title;
  document.getElementById('head-style').textContent =
    `@page { margin: 0 } body { margin: 0 } ` +
    `img { display: block; width: ${width}px; height: ${height}px }`;
  image.alt = alt;
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(svg);
  await image.decode();
  return '';
}"""


class Page(PageGenerator):  # type: ignore[misc]
    """Kaleido's page under a title of our own, with the typeface for whoever measures letters in it."""

    header = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><style id="head-style"></style><style>{typeface.faces()}</style>
<title>Ripplemark</title>
"""

    def __init__(self) -> None:
        super().__init__(plotly=(PLOTLY.as_uri(), "utf-8"), mathjax=False)
