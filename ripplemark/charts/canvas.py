"""What a chart is drawn on: so many pixels, letters of a size, the colours of one appearance; and the named sizes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ripplemark.errors import InputError, UnknownName

MILLIMETRE = 96 / 25.4
"""CSS pixels in a millimetre."""

_FREE = re.compile(r"(\d{2,4}(?:\.\d)?)x(\d{2,4}(?:\.\d)?)(mm)?")


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of one appearance; the accents mean the same on every chart."""

    attention: str
    moderation: str
    search: str
    ink: str
    quiet: str
    grid: str
    paper: str


LIGHT = Look("#1f6fb2", "#b23a48", "#23836b", "#1d1f24", "#5c6370", "#e6e8ec", "#ffffff")
DARK = Look("#6cb2eb", "#ef8a94", "#5fc5a6", "#eceef1", "#a2a9b4", "#30353d", "#14171c")
MONO = Look("#111111", "#111111", "#111111", "#111111", "#4d4d4d", "#dddddd", "#ffffff")


@dataclass(frozen=True, slots=True)
class Canvas:
    """A picture to be drawn: width and height in CSS pixels, size of its letters in pixels, its colours.

    ``height`` is None where the form may choose its own (a swimmer plot of forty items is higher than one of four).
    ``letters`` is the size of labels; headings are larger in proportion.
    """

    width: int
    height: int | None = None
    letters: float = 13.0
    look: Look = LIGHT

    @property
    def narrow(self) -> bool:
        """Too narrow for words beside lines: fewer ticks, shorter labels, panels below one another."""
        return self.width < 36 * self.letters

    def high(self, height: int | None) -> Canvas:
        """The same canvas with another height."""
        return replace(self, height=height)


@dataclass(frozen=True, slots=True)
class Size:
    """A named size for exports: what it is for, its canvas, and how many pixels a CSS pixel has in PNG by default."""

    name: str
    about: str
    canvas: Canvas
    scale: int = 2


SIZES: tuple[Size, ...] = (
    Size("article", "an article on the web, 800 pixels wide", Canvas(800)),
    Size("square", "a social network's square, 1080 pixels", Canvas(540, 540)),
    Size("slide", "a slide, 1920 by 1080 pixels", Canvas(960, 540, 15.0)),
    Size(
        "single-column", "one column of print, 85 mm", Canvas(round(85 * MILLIMETRE), None, 9.0), 4
    ),
    Size(
        "double-column",
        "two columns of print, 175 mm",
        Canvas(round(175 * MILLIMETRE), None, 9.5),
        4,
    ),
)
"""Every named size; free ones are written 900x600 (pixels) or 120x80mm."""


class UnreadableSize(InputError):
    """A size that is neither a name nor width x height."""

    title = "The size cannot be read"

    def __init__(self) -> None:
        names = ", ".join(each.name for each in SIZES)
        super().__init__(f"Name one of {names}, or write width and height as 900x600 or 120x80mm.")


def size(text: str) -> Size:
    """The size of this name, or a free one; UnreadableSize or UnknownName where it is neither."""
    for each in SIZES:
        if each.name == text:
            return each
    match = _FREE.fullmatch(text)
    if match is None:
        if text.replace("-", "").isalpha():
            raise UnknownName("size", text, [each.name for each in SIZES])
        raise UnreadableSize
    per = MILLIMETRE if match[3] else 1.0
    width, height = (round(float(match[k]) * per) for k in (1, 2))
    if not (240 <= width <= 4000 and 200 <= height <= 4000):
        raise UnreadableSize
    return Size(
        text, "free", Canvas(width, height, 9.5 if match[3] else 13.0), 4 if match[3] else 2
    )
