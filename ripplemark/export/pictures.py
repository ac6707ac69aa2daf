"""A figure as PNG, SVG and PDF: drawn once as SVG by the one warm browser, the other two made from that."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ripplemark.charts.canvas import MILLIMETRE, Size
from ripplemark.charts.frame import Around, framed, room
from ripplemark.export import pdf, png, svg
from ripplemark.export.browser import browser
from ripplemark.export.order import Order

if TYPE_CHECKING:
    from ripplemark.export.chromium import Chromium

_PRINTED = re.compile(r"(\d+(?:\.\d+)?)(?:x(\d+(?:\.\d+)?))? ?mm")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture before it is drawn: what Plotly draws, its size in CSS pixels, and in print.

    ``millimetres`` are the width and height on paper; None for a picture that is measured in pixels.
    """

    picture: dict[str, Any]
    width: int
    height: int
    millimetres: tuple[float, float] | None

    @property
    def points(self) -> tuple[float, float]:
        """Width and height of a page that holds nothing else: exact in print, else 96 pixels an inch."""
        across, down = self.millimetres or (self.width / MILLIMETRE, self.height / MILLIMETRE)
        return across * 72 / 25.4, down * 72 / 25.4

    @property
    def pixels_per_mm(self) -> float:
        """CSS pixels in a millimetre of the paper."""
        return self.width / self.millimetres[0] if self.millimetres else MILLIMETRE


def as_svg(order: Order) -> bytes:
    """Real text, named groups, the typeface as data, title, description and metadata; the same bytes each time."""
    sheet = drawn(order)

    async def work(chromium: Chromium) -> bytes:
        return await chromium.svg(sheet.picture, sheet.width, sheet.height)

    return svg.finished(browser().do(work), order, sheet.millimetres).encode()


def as_png(order: Order) -> bytes:
    """``order.pixels`` pixels for each pixel of the size; headline, source and archive as text, density of print."""
    sheet = drawn(order)

    async def work(chromium: Chromium) -> bytes:
        plotted = await chromium.svg(sheet.picture, sheet.width, sheet.height)
        return await chromium.png(
            svg.finished(plotted, order), sheet.width, sheet.height, order.pixels
        )

    return png.labelled(browser().do(work), order, order.pixels * sheet.pixels_per_mm)


def as_pdf(order: Order) -> bytes:
    """One page of the exact size, subsets of the typeface inside, tagged with the alt text."""
    sheet = drawn(order)
    figure = order.figure

    async def work(chromium: Chromium) -> bytes:
        plotted = await chromium.svg(sheet.picture, sheet.width, sheet.height)
        whole = svg.finished(plotted, order)
        return await chromium.pdf(whole, sheet.width, sheet.height, figure.headline, figure.alt)

    return pdf.finished(browser().do(work), order, (sheet.width, sheet.height), sheet.points)


def drawn(order: Order) -> Sheet:
    """The figure with its marks, headline, subtitle and source line around it, as Plotly takes it."""
    figure, canvas = order.figure, order.canvas
    around = Around(figure.headline, figure.subtitle, figure.source, order.marks)
    picture = framed(figure.draw(room(around, canvas)), around, canvas)
    width, height = int(picture.layout.width), int(picture.layout.height)
    return Sheet(picture.to_dict(), width, height, millimetres(order.size, width, height))


def millimetres(size: Size, width: int, height: int) -> tuple[float, float] | None:
    """What a size for print measures on paper, as its name or its description has it; None for any other.

    A column has its width alone; its height follows from the picture's, to a hundredth.
    """
    for text in (size.name, size.about):
        if found := _PRINTED.search(text):
            across = float(found[1])
            return across, float(found[2]) if found[2] else round(height * across / width, 2)
    return None
