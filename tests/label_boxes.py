"""Where the words of a Plotly figure stand, in pixels: for tests that none stands on another, or leaves the picture."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from ripplemark.charts import lettering
from ripplemark.charts.labels import Box

_TAG = re.compile(r"<(?!b>|/b>)[^>]*>")


def boxes(figure: Any, leading: float = 1.2) -> dict[str, Box]:
    """The box of every annotation by its words, from the widths of its letters; its own size, else the figure's.

    A line is ``leading`` times as high as its letters. Two annotations with the same words are told apart by a mark.
    """
    found: dict[str, Box] = {}
    for each in figure.layout.annotations:
        box = _box(figure, each, leading)
        name = words(each.text)
        while name in found:
            name += "'"
        found[name] = box
    return found


def words(text: str) -> str:
    """The words of a label without markup."""
    return unescape(re.sub(r"<[^>]*>", " ", text)).strip()


def clashes(figure: Any, slack: float = 0.6, leading: float = 1.2) -> list[tuple[str, str]]:
    """Pairs of labels of which one stands on the other by more than ``slack`` pixels."""
    told = list(boxes(figure, leading).items())
    return [
        (one, two)
        for k, (one, a) in enumerate(told)
        for two, b in told[k + 1 :]
        if a.meets(b, -slack)
    ]


def outside(figure: Any, slack: float = 1.5, leading: float = 1.2) -> list[str]:
    """Labels that leave the picture by more than ``slack`` pixels."""
    whole = Box(-slack, -slack, figure.layout.width + slack, figure.layout.height + slack)
    return [name for name, box in boxes(figure, leading).items() if not box.within(whole)]


def struck(figure: Any, dash: str) -> list[str]:
    """Labels that a vertical line of this dash goes through."""
    wide, high = figure.layout.width, figure.layout.height
    lines = [
        Box(each.x0 * wide, (1 - each.y0) * high, each.x1 * wide, (1 - each.y1) * high)
        for each in figure.layout.shapes
        if each.type == "line" and each.line.dash == dash
    ]
    return [
        name
        for name, box in boxes(figure).items()
        if any(
            line.left - box.right < 0 and box.left - line.left < 0 and line.meets(box, -0.6)
            for line in lines
        )
    ]


def _box(figure: Any, each: Any, leading: float) -> Box:
    size = each.font.size or figure.layout.font.size
    lines = each.text.split("<br>")
    wide = max(_width(line, size) for line in lines)
    high = leading * size * len(lines)
    x, y = float(each.x), float(each.y)
    if each.xref == "paper":
        x, y = x * figure.layout.width, (1 - y) * figure.layout.height
    left = {"left": x, "right": x - wide, "center": x - wide / 2}[each.xanchor]
    return Box(left, y - high / 2, left + wide, y + high / 2)


def _width(line: str, size: float) -> float:
    told, bold, total = unescape(_TAG.sub("", line)), False, 0.0
    for part in re.split(r"(<b>|</b>)", told):
        if part in ("<b>", "</b>"):
            bold = part == "<b>"
        else:
            total += lettering.width(part, size, bold=bold)
    return total
