"""A figure drawn for several widths and both appearances, its data once: what the self-contained page chooses from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ripplemark.charts.canvas import Canvas, Look
from ripplemark.figure import Figure

SHORT = 24
"""Lists of fewer values are not worth sharing."""


def variants(
    figure: Figure, widths: Sequence[int], looks: Sequence[tuple[str, Look]]
) -> dict[str, Any]:
    """``{pool, drawn: [{width, look, data, layout}]}``: arrays and templates that pictures share stand in the pool.

    In a picture ``{"pool": k}`` stands for the k-th of them.
    """
    pool: dict[str, int] = {}
    drawn = [
        {"width": width, "look": name, **_pooled(_plotted(figure, Canvas(width, look=look)), pool)}
        for width in widths
        for name, look in looks
    ]
    return {"pool": [json.loads(each) for each in pool], "drawn": drawn}


def _plotted(figure: Figure, canvas: Canvas) -> dict[str, Any]:
    picture = json.loads(figure.draw(canvas).to_json())
    return {"data": picture["data"], "layout": picture["layout"]}


def _pooled(value: Any, pool: dict[str, int]) -> Any:
    shared = (isinstance(value, dict) and "bdata" in value) or (
        isinstance(value, list) and len(value) >= SHORT
    )
    if shared:
        return {"pool": pool.setdefault(json.dumps(value), len(pool))}
    if isinstance(value, dict):
        return {
            key: {"pool": pool.setdefault(json.dumps(each), len(pool))}
            if key == "template"
            else _pooled(each, pool)
            for key, each in value.items()
        }
    return [_pooled(each, pool) for each in value] if isinstance(value, list) else value
