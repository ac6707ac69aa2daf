"""A line so small that it stands among words: a self-contained SVG without script, for tables."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import numpy as np

from ripplemark.charts.room import runs
from ripplemark.charts.thinning import Floats, alone, thinned

MARGIN = 2.5
"""Pixels around the line, so that neither it nor its dot is cut."""


@dataclass(frozen=True, slots=True, eq=False)
class Spark:
    """What a sparkline shows.

    Attributes:
        at: shape (n,), rising; where each value stands, in any unit.
        values: shape (n,), from 0 up; NaN breaks the line.
        words: what it shows, for those who cannot see it.
        filled: True for a stock (items still up), drawn as an area; False for a flow.
    """

    at: Floats
    values: Floats
    words: str
    filled: bool = False

    @property
    def known(self) -> bool:
        """True where there is any value to draw."""
        return bool((~np.isnan(self.values)).any())

    def points(self, width: float, height: float) -> tuple[Floats, Floats]:
        """The points that are drawn, in pixels from the top left corner, few enough for the width; NaN at gaps."""
        at, values = self.at, self.values
        if not at.size:
            return at, values
        span = float(at[-1] - at[0])
        share = (at - at[0]) / span if span > 0 else np.full(at.size, 0.5)
        x = MARGIN + share * (width - 2 * MARGIN)
        kept = thinned(x, values)
        top = float(np.nanmax(values)) if self.known else 1.0
        level = values[kept] / (top or 1.0)
        return x[kept], height - MARGIN - level * (height - 2 * MARGIN)


def svg(spark: Spark, width: int = 120, height: int = 28, *, colour: str = "currentColor") -> str:
    """The sparkline as SVG text.

    The line breaks where nothing is known, a lone value is a dot, and a larger dot marks the peak. Nothing known gives
    the words alone. ``colour`` is any CSS colour; the default takes that of the surrounding words.
    """
    x, y = spark.points(width, height)
    words = escape(spark.words, quote=True)
    tint = escape(colour, quote=True)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="{words}"><title>{words}</title>'
    )
    parts = [opening]
    for part in runs(y):
        line = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x[part], y[part], strict=True))
        if spark.filled:
            ground = height - MARGIN
            area = f"{x[part][0]:.1f},{ground} {line} {x[part][-1]:.1f},{ground}"
            parts.append(f'<polygon points="{area}" fill="{tint}" fill-opacity="0.25"/>')
        if x[part].size > 1:
            parts.append(
                f'<polyline points="{line}" fill="none" stroke="{tint}" stroke-width="1.5" '
                'stroke-linejoin="round" stroke-linecap="round"/>'
            )
    parts += [_dot(x[k], y[k], 1.4, tint) for k in alone(y)]
    peak = top_of(y)
    if peak is not None and not spark.filled:
        parts.append(_dot(x[peak], y[peak], 2.4, tint))
    return "".join([*parts, "</svg>"])


def top_of(y: Floats) -> int | None:
    """Which point is the highest, in pixels from the top; None where none is known."""
    return int(np.nanargmin(y)) if (~np.isnan(y)).any() else None


def _dot(x: float, y: float, radius: float, colour: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{colour}"/>'
