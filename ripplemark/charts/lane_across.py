"""What crosses all lanes: the lines and names of events, and the axis of times."""

from __future__ import annotations

from collections.abc import Sequence

from ripplemark.charts import lettering
from ripplemark.charts.flags import row_height
from ripplemark.charts.labels import Box
from ripplemark.charts.lane_parts import Lanes
from ripplemark.charts.lane_picture import Picture

THIN = 1.0
"""The width of a line that only shows where something is, in pixels."""
_CLEAR = 6.0
"""Pixels that the line of an event keeps from the words of a heading on either side."""


def events(picture: Picture, of: Lanes) -> None:
    """Each event that has a name: its line with a gap at every heading, its stretch where that is wide, its name."""
    layout, look = picture.layout, picture.look
    scale = (layout.right - layout.left) / (of.high - of.low)
    headings = [line.box for placing in layout.lanes for line in placing.heading]
    for crossing, flag in zip(of.crossings, layout.flags, strict=True):
        if flag is None:
            continue
        x = layout.left + (crossing.line - of.low) * scale
        ends = [
            min(max(layout.left + (each - of.low) * scale, layout.left), layout.right)
            for each in (crossing.low, crossing.high)
        ]
        if ends[1] - ends[0] >= 3:
            for placing in layout.lanes:
                if placing.panel is not None:
                    box = placing.panel.box
                    picture.field(
                        Box(ends[0], box.top, ends[1], box.bottom),
                        look.quiet,
                        0.06 if crossing.lasting else 0.05,
                    )
        top = layout.flags_bottom - flag.row * row_height(layout.flag_size) - 4
        box = Box(flag.left, top - layout.flag_size * 1.25, flag.right, top)
        picture.text(flag.text, box, look.ink, layout.flag_size)
        for low, high in _free(x, top, layout.bottom, headings):
            picture.rule(x, low, x, high, color=look.ink, width=THIN, dash="dot")


def _free(x: float, top: float, bottom: float, boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """The stretches of a vertical line that no heading stands on."""
    parts, y = [], top
    for box in sorted(boxes, key=lambda each: each.top):
        if box.left - _CLEAR <= x <= box.right + _CLEAR and box.bottom > y:
            if box.top > y:
                parts.append((y, box.top))
            y = max(y, box.bottom)
    return [*parts, (y, bottom)] if bottom > y else parts


def foot(picture: Picture) -> None:
    """The axis of times: ticks and their names, those only that stay in the picture."""
    layout, look, size = picture.layout, picture.look, picture.layout.flag_size
    scale = (layout.right - layout.left) / (picture.of.high - picture.of.low)
    for tick in layout.times:
        x = layout.left + (tick.at - picture.of.low) * scale
        picture.rule(x, layout.bottom, x, layout.bottom + 5, color=look.quiet, width=THIN)
        wide = max(lettering.width(each, size) for each in (tick.text, tick.under))
        if x - wide / 2 < 0 or x + wide / 2 > picture.wide:
            continue
        words = f"{tick.text}\n{tick.under}" if tick.under else tick.text
        high = size * 1.25 * (2 if tick.under else 1)
        picture.text(
            words,
            Box(x - wide / 2, layout.bottom + 7, x + wide / 2, layout.bottom + 7 + high),
            look.quiet,
            size,
            "center",
        )
