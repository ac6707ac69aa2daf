"""The first page of results over time: a row for each place, a column for each look, coloured by what the result does with the story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ripplemark.charts import lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.canvas import MONO, Canvas
from ripplemark.charts.labels import Box
from ripplemark.charts.tiles import Tiles

Does = Literal["tells", "corrects", "neither", "uncoded"]
DOES: tuple[Does, ...] = ("tells", "corrects", "neither", "uncoded")
_LEAST = 8.0
"""Pixels of the narrowest column."""
_WIDEST = 24.0
_HIGH = 13.0


@dataclass(frozen=True, slots=True)
class Look:
    """One look: its day in words, the month it lies in, and what the result of each place does, best place first."""

    day: str
    month: str
    does: tuple[Does, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """One search: its name ('' where it is the only one), its looks in order of time, and how many places are looked at.

    ``told`` are the numbers of the last look: what the results do, the number large ('5 of 10'), and words ('tell the story').
    """

    named: str
    looks: tuple[Look, ...]
    places: int
    told: tuple[tuple[Does, str, str], ...]


def result_strips(of: Sequence[Strip], canvas: Canvas) -> Any:
    """The Plotly figure: the strips below one another, each with its numbers; a narrow canvas shows the latest looks."""
    letters = canvas.letters
    heights = [_height(each, canvas) for each in of]
    plane = Tiles(canvas, max(canvas.height or 0, round(sum(heights) + 0.3 * letters)))
    top = 0.0
    for each, height in zip(of, heights, strict=True):
        _strip(plane, each, top)
        top += height
    return plane.figure()


def _across(of: Strip, canvas: Canvas) -> list[tuple[float, float]]:
    """Where each number stands, by columns and rows: (x, row); those that do not fit beside one another go below."""
    letters, found, x, row = canvas.letters, [], 0.0, 0
    for _, number, words in of.told:
        wide = _wide(number, words, letters)
        if x and x + wide > canvas.width:
            x, row = 0.0, row + 1
        found.append((x, float(row)))
        x += wide + 1.6 * letters
    return found


def _wide(number: str, words: str, letters: float) -> float:
    """Room for a number with its swatch, and its words below it."""
    large = lettering.width(number, 1.45 * letters, bold=True)
    return 1.5 * letters + max(large, lettering.width(words, letters))


def _numbers_height(of: Strip, canvas: Canvas) -> float:
    rows = max((row for _, row in _across(of, canvas)), default=-1) + 1
    return rows * 3.5 * canvas.letters


def _height(of: Strip, canvas: Canvas) -> float:
    letters = canvas.letters
    head = 1.9 * letters if of.named else 0.3 * letters
    return (
        head
        + _numbers_height(of, canvas)
        + 1.5 * letters
        + of.places * _HIGH
        + (3.2 + 1.2) * letters
    )


def _strip(plane: Tiles, of: Strip, top: float) -> None:
    canvas, look = plane.canvas, plane.look
    letters, size = canvas.letters, SMALL * canvas.letters
    y = top + 0.3 * letters
    if of.named:
        plane.text(of.named, 0, y + 0.8 * letters, look.ink, letters, bold=True)
        y += 1.6 * letters
    _numbers(plane, of, y)
    y += _numbers_height(of, canvas)
    left = lettering.width("10th", size) + 8
    shown, pitch = _shown(of, canvas.width - left - 2)
    note = "each column is one look, the first place on top"
    if len(shown) < len(of.looks):
        note = f"the latest {len(shown)} of {len(of.looks)} looks, one column each"
    plane.text(note, left, y + 0.6 * letters, look.quiet, size)
    y += 1.5 * letters
    for place in sorted({1, 5, of.places} if of.places >= 5 else {1, of.places}):
        middle = y + (place - 0.5) * _HIGH
        plane.text(_ordinal(place), left - 6, middle, look.quiet, size, align="right")
    _cells(plane, shown, left, y, pitch)
    _dates(plane, shown, left, y + of.places * _HIGH, pitch)


def _ordinal(place: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{'th' if 10 < place % 100 < 14 else ending}"


def _shown(of: Strip, room: float) -> tuple[Sequence[Look], float]:
    """The latest looks that have room, and how wide a column is."""
    most = max(int(room / _LEAST), 1)
    shown = of.looks[-most:]
    return shown, min(room / max(len(shown), 1), _WIDEST)


def _numbers(plane: Tiles, of: Strip, top: float) -> None:
    """The numbers of the last look, each with the swatch of its cells: they are the legend as well."""
    letters, look = plane.canvas.letters, plane.look
    for (does, number, words), (x, row) in zip(of.told, _across(of, plane.canvas), strict=True):
        y = top + row * 3.5 * letters
        side = 1.0 * letters
        swatch = Box(x, y + 0.45 * letters, x + side, y + 0.45 * letters + side)
        _paint(plane, [swatch], does)
        plane.text(
            number, x + 1.5 * letters, y + 0.95 * letters, look.ink, 1.45 * letters, bold=True
        )
        plane.text(words, x + 1.5 * letters, y + 2.35 * letters, look.ink, letters)


def _cells(plane: Tiles, shown: Sequence[Look], left: float, top: float, pitch: float) -> None:
    boxes: dict[Does, list[Box]] = {each: [] for each in DOES}
    x: list[float] = []
    y: list[float] = []
    told: list[str] = []
    for k, each in enumerate(shown):
        for place, does in enumerate(each.does):
            box = Box(
                left + k * pitch,
                top + place * _HIGH,
                left + (k + 0.9) * pitch,
                top + (place + 0.88) * _HIGH,
            )
            boxes[does].append(box)
            x.append((box.left + box.right) / 2)
            y.append((box.top + box.bottom) / 2)
            told.append(f"{each.day}, {_ordinal(place + 1)} place<br>{_WORDS[does]}")
    for does, several in boxes.items():
        _paint(plane, several, does)
    plane.points(x, y, told)


_WORDS: dict[Does, str] = {
    "tells": "tells the story",
    "corrects": "corrects it",
    "neither": "does neither",
    "uncoded": "not coded or not agreed",
}


def _paint(plane: Tiles, boxes: Sequence[Box], does: Does) -> None:
    """Colour and a second cue: full; a dot in it; pale; an outline alone."""
    look = plane.look
    printed = look == MONO
    if does == "tells":
        plane.rectangles(boxes, look.outcome("up"))
    elif does == "neither":
        plane.rectangles(boxes, look.outcome("unknown"))
    elif does == "uncoded":
        plane.rectangles(boxes, look.quiet, "open")
    elif boxes:
        plane.rectangles(boxes, look.paper if printed else look.attention)
        if printed:
            plane.rectangles(boxes, look.ink, "open")
        side = min(boxes[0].right - boxes[0].left, boxes[0].bottom - boxes[0].top)
        middles = [((each.left + each.right) / 2, (each.top + each.bottom) / 2) for each in boxes]
        plane.dots(
            [x for x, _ in middles],
            [y for _, y in middles],
            look.ink if printed else look.paper,
            max(0.42 * side, 2.6),
        )


def _dates(plane: Tiles, shown: Sequence[Look], left: float, y: float, pitch: float) -> None:
    """The day of the first and of the last look, and between them the months that have room."""
    letters, look = plane.canvas.letters, plane.look
    size = SMALL * letters
    if not shown:
        return
    right = left + (len(shown) - 0.1) * pitch
    first, last = shown[0].day, shown[-1].day
    plane.rule(left, y + 3, right, y + 3, look.quiet)
    end = lettering.width(last, size)
    begin = lettering.width(first, size)
    if len(shown) == 1 or left + begin + size > max(right - end, 0):
        days = list(dict.fromkeys((first, last)))
        both = " to ".join(days)
        if left + lettering.width(both, size) <= plane.canvas.width:
            days = [both]
        for k, words in enumerate(days):
            plane.text(words, left, y + 7 + (0.65 + 1.3 * k) * size, look.quiet, size)
        return
    plane.text(first, left, y + 7 + 0.65 * size, look.quiet, size)
    plane.text(last, right, y + 7 + 0.65 * size, look.quiet, size, align="right")
    taken = left + begin + size
    for before, (k, each) in zip(shown, list(enumerate(shown))[1:], strict=False):
        x = left + k * pitch
        if each.month == before.month:
            continue
        plane.rule(x, y + 3, x, y + 7, look.quiet)
        wide = lettering.width(each.month, size)
        if x >= taken and x + wide + size < right - end:
            plane.text(each.month, x, y + 7 + 0.65 * size, look.quiet, size)
            taken = x + wide + 1.5 * size
