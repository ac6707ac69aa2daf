"""Labels placed by rule: beside their points, in a column at the ends of lines, or, where they must be said, wherever there is room."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import hypot

import numpy as np

from ripplemark.charts import lettering
from ripplemark.charts.labels import Box, Label, Placed, box_of
from ripplemark.charts.room import Room

Segment = tuple[float, float, float, float]
"""A straight line in pixels: from x, y to x, y."""

APART = 2.0
"""Pixels between two labels of a column."""


def place(labels: Sequence[Label], room: Room) -> list[Placed | None]:
    """Each label where nothing else stands, in the order given, which is that of importance; it takes its room.

    A label that finds none of its places free is left out (None), but a needed one is looked for in the whole room: the
    free place nearest to its point, with a line to it (``leader``) that crosses no other label where that can be. It is
    None only where no place in the room is free for any of its wordings.
    """
    found: list[Placed | None] = []
    for label in labels:
        standing = [each.box for each in found if each is not None]
        found.append(
            room.place(label) or (_anywhere(label, room, standing) if label.needed else None)
        )
    return found


def column(labels: Sequence[Label], strip: Box) -> list[Placed | None]:
    """Names of lines in a column beside their ends: each as near to its own height as the others let it, none on another.

    Args:
        labels: each at the end of its line, in order of importance; their places are not looked at. The upper of two
            ends has the upper label; of equal ends the earlier label.
        strip: where the column may stand; names begin ``gap`` pixels from its left edge.

    Returns:
        For each label where it stands: its first wording that is narrow enough, else its last one in several lines.
            None where not even a letter fits, or where there are more lines than room: then the last ones yield,
        first in wording, then altogether, those that are needed last. ``leader`` says which have moved far.
    """
    worded = [_worded(label, strip) for label in labels]
    chosen = {k: wordings[0] for k, wordings in enumerate(worded) if wordings}
    order = sorted(chosen, key=lambda k: (not labels[k].needed, k), reverse=True)
    for k in order:
        if _total(chosen.values()) > strip.bottom - strip.top:
            chosen[k] = min(worded[k], key=lambda each: each[1].bottom - each[1].top)
    for k in order:
        if _total(chosen.values()) > strip.bottom - strip.top:
            del chosen[k]
    kept = sorted(chosen, key=lambda k: labels[k].y)
    found: list[Placed | None] = [None] * len(labels)
    boxes = [chosen[k] for k in kept]
    for k, (text, box), top in zip(kept, boxes, _tops(boxes, strip), strict=True):
        moved = Box(box.left, top, box.right, top + box.bottom - box.top)
        found[k] = Placed(labels[k], text, moved, "right")
    return found


def leader(placed: Placed) -> Segment | None:
    """The line from a label's point to the label, None where it stands close enough to need none."""
    label, box = placed.label, placed.box
    x = min(max(label.x, box.left), box.right)
    y = min(max(label.y, box.top), box.bottom)
    if hypot(x - label.x, y - label.y) <= 1.6 * label.gap:
        return None
    beside = box.left > label.x
    return (
        (label.x, label.y, x - 2, (box.top + box.bottom) / 2)
        if beside
        else (label.x, label.y, x, y)
    )


def _anywhere(label: Label, room: Room, standing: Sequence[Box]) -> Placed | None:
    for text in (label.text, *label.shorter):
        free = [Placed(label, text, box, "right") for box in _nearest(label, text, room)]
        if not free:
            continue
        chosen = next((each for each in free if _reached(each, standing)), free[0])
        room.take(chosen.box, APART)
        return chosen
    return None


def _reached(placed: Placed, standing: Sequence[Box]) -> bool:
    """True where the line to the label's point crosses no other label."""
    line = leader(placed)
    return line is None or not any(crosses(line, other) for other in standing)


_TRIED = 400
"""So many of the nearest free places are looked at for one whose line crosses no label."""


def _nearest(label: Label, text: str, room: Room) -> list[Box]:
    """The free places for the text that are nearest to the label's point, the nearest first."""
    box = box_of(label, text, "right")
    wide, high = box.right - box.left, box.bottom - box.top
    left, top = room.corners(wide, high).T
    across = np.maximum(np.maximum(left - label.x, label.x - left - wide), 0)
    down = np.maximum(np.maximum(top - label.y, label.y - top - high), 0)
    order = np.argsort(np.hypot(across, down), kind="stable")[:_TRIED]
    return [
        Box(x, y, x + wide, y + high)
        for x, y in zip(left[order].tolist(), top[order].tolist(), strict=True)
    ]


def crosses(line: Segment, box: Box) -> bool:
    """True where a straight line touches a box.

    Source: Liang & Barsky (1984), ACM Transactions on Graphics 3:1-22.
    """
    x0, y0, x1, y1 = line
    enters, leaves = 0.0, 1.0
    for start, step, low, high in (
        (x0, x1 - x0, box.left, box.right),
        (y0, y1 - y0, box.top, box.bottom),
    ):
        if step == 0:
            if not low <= start <= high:
                return False
            continue
        ends = sorted(((low - start) / step, (high - start) / step))
        enters, leaves = max(enters, ends[0]), min(leaves, ends[1])
    return enters <= leaves


def _worded(label: Label, strip: Box) -> list[tuple[str, Box]]:
    """The wordings that are narrow enough, with their boxes; the last one in several lines where none is; or nothing."""
    room = strip.right - strip.left - label.gap
    texts = (label.text, *label.shorter)
    lines = lettering.wrapped(texts[-1].replace("\n", " "), label.size, room, bold=label.bold)
    found: list[tuple[str, Box]] = []
    for text in (*texts, "\n".join(lines)):
        box = box_of(label, text, "right")
        wide = box.right - box.left
        if wide <= room and (text in texts or not found):
            left = strip.left + label.gap
            found.append((text, Box(left, box.top, left + wide, box.bottom)))
    return found


def _total(boxes: Collection[tuple[str, Box]]) -> float:
    return sum(box.bottom - box.top + APART for _, box in boxes) - APART if boxes else 0.0


def _tops(boxes: Sequence[tuple[str, Box]], strip: Box) -> list[float]:
    """The upper edges that are nearest to where each box wants to be, in order, apart and inside.

    Least squares under order, by pooling adjacent violators, then cut at the strip's ends, which keeps it the best:
    Barlow et al. (1972), Statistical inference under order restrictions, ch. 1-2.
    """
    heights = [box.bottom - box.top + APART for _, box in boxes]
    before = np.concatenate([[0.0], np.cumsum(heights)])
    pools: list[list[float]] = []
    for (_, box), above in zip(boxes, before[:-1], strict=True):
        pools.append([box.top - float(above), 1.0])
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            last, count = pools.pop()
            mean, others = pools[-1]
            pools[-1] = [(mean * others + last * count) / (others + count), others + count]
    level = [mean for mean, count in pools for _ in range(int(count))]
    highest = strip.bottom - _total(boxes) if boxes else strip.top
    return [
        min(max(each, strip.top), highest) + float(above)
        for each, above in zip(level, before[:-1], strict=True)
    ]
