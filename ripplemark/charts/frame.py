"""What stands around a picture that leaves: headline and subtitle above, the source line below, flush left with each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ripplemark.charts import lettering
from ripplemark.charts.canvas import Canvas
from ripplemark.charts.labels import LEADING

HEADLINE, SUBTITLE, SOURCE, MARK = 1.65, 1.08, 0.85, 0.85
"""Sizes of the letters, as multiples of the canvas's own."""
SMALLEST = 7.0
"""No letter is smaller than this many pixels, however small the picture."""
LEAST = 14
"""A picture has the height of so many lines of letters at least."""
STRESSED = ("Simulated.", "Private:")
"""Words of the source line that are set in bold."""


@dataclass(frozen=True, slots=True)
class Around:
    """The words around a picture; ``marks`` stand above the headline ('Simulated'), and may be none."""

    headline: str
    subtitle: str
    source: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """One line as it is set: its words with markup, its size, whether in ink, and the space above it in pixels."""

    text: str
    size: float
    ink: bool
    above: float = 0.0

    @property
    def height(self) -> float:
        return self.above + self.size * LEADING


def pad(canvas: Canvas) -> float:
    """Pixels between the picture's edge and everything that stands in it."""
    return round(1.1 * canvas.letters + 0.008 * canvas.width)


def room(around: Around, canvas: Canvas) -> Canvas:
    """The canvas that is left for the picture itself when the words have theirs.

    A canvas of free height stays one. Of a fixed height at least a third is left, and never less than ``LEAST`` lines
    of letters: then the whole is higher than asked rather than any word is cut.
    """
    width = round(canvas.width - 2 * pad(canvas))
    if canvas.height is None:
        return replace(canvas, width=width)
    taken = _height(_above(around, canvas)) + _height(_below(around, canvas)) + 2 * pad(canvas)
    left = max(canvas.height - taken, canvas.height / 3, LEAST * canvas.letters * LEADING)
    return replace(canvas, width=width, height=round(left))


def framed(picture: Any, around: Around, canvas: Canvas) -> Any:
    """The picture with its words, on paper; ``picture`` was drawn on ``room(around, canvas)``, and is changed in place.

    The picture keeps its own size: margins grow, so nothing that was placed in it moves.
    """
    above, below, edge = _above(around, canvas), _below(around, canvas), pad(canvas)
    high, low = _height(above), _height(below)
    margin, layout = picture.layout.margin, picture.layout
    inner = {side: float(margin[side] or 0) for side in "lrtb"}
    height = float(layout.height) + high + low + 2 * edge
    picture.update_layout(
        width=canvas.width,
        height=round(max(height, canvas.height or 0)),
        margin={
            "l": inner["l"] + edge,
            "r": inner["r"] + edge,
            "t": inner["t"] + edge + high,
            "b": inner["b"] + edge + low + max((canvas.height or 0) - height, 0),
        },
        paper_bgcolor=canvas.look.paper,
    )
    # All at once: each one added by itself makes those that are there again.
    layout.annotations = (
        *layout.annotations,
        *_set(above, 1.0, inner["t"] + high, inner["l"], canvas),
        *_set(below, 0.0, -inner["b"], inner["l"], canvas),
    )
    return picture


def _set(
    lines: list[_Line], of: float, start: float, left: float, canvas: Canvas
) -> Iterator[dict[str, Any]]:
    """Lines below one another, the first ``start`` pixels above the plot's upper (1) or lower (0) edge."""
    at = start
    for line in lines:
        at -= line.above
        if not line.text:
            continue
        yield {
            "text": line.text,
            "xref": "paper",
            "yref": "paper",
            "x": 0,
            "y": of,
            "xanchor": "left",
            "yanchor": "middle",
            "xshift": -left,
            "yshift": at - line.size * LEADING / 2,
            "showarrow": False,
            "borderpad": 0,
            "align": "left",
            "font": {
                "family": lettering.FONT,
                "size": line.size,
                "color": canvas.look.ink if line.ink else canvas.look.quiet,
            },
        }
        at -= line.size * LEADING


def _above(around: Around, canvas: Canvas) -> list[_Line]:
    width = canvas.width - 2 * pad(canvas)
    sizes = [max(canvas.letters * factor, SMALLEST) for factor in (MARK, HEADLINE, SUBTITLE)]
    mark = " · ".join(around.marks)
    lines = _lines(mark, sizes[0], width, bold=True, ink=False, above=0)
    lines += _lines(around.headline, sizes[1], width, bold=True, ink=True, above=2 if mark else 0)
    lines += _lines(around.subtitle, sizes[2], width, bold=False, ink=False, above=sizes[2] * 0.3)
    return [*lines, _Line("", 0.0, False, canvas.letters * 0.9)]


def _below(around: Around, canvas: Canvas) -> list[_Line]:
    width = canvas.width - 2 * pad(canvas)
    size = max(canvas.letters * SOURCE, SMALLEST)
    return _lines(around.source, size, width, bold=False, ink=False, above=canvas.letters * 0.9)


def _height(lines: list[_Line]) -> float:
    return sum(line.height for line in lines)


def _lines(
    text: str, size: float, width: float, *, bold: bool, ink: bool, above: float
) -> list[_Line]:
    """The text wrapped and escaped, a headline in lines of like width; the space above belongs to its first line."""
    fitted = lettering.balanced if ink else lettering.wrapped
    wrapped = fitted(text, size, width * 0.985, bold=bold)
    return [
        _Line(_marked(line, bold), size, ink, above if k == 0 else 0.0)
        for k, line in enumerate(wrapped)
    ]


def _marked(line: str, bold: bool) -> str:
    told = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if bold:
        return f"<b>{told}</b>"
    for word in STRESSED:
        told = told.replace(word, f"<b>{word}</b>")
    return told
