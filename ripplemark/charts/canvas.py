"""What a chart is drawn on: so many pixels, letters of a size, the colours of one appearance; and the named sizes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ripplemark.errors import InputError, UnknownName
from ripplemark.schema import CHANNELS

MILLIMETRE = 96 / 25.4
"""CSS pixels in a millimetre."""

OUTCOME_GROUPS = {
    "up": "up",
    "refused": "up",
    "removed": "removed",
    "uploader": "otherwise",
    "account": "otherwise",
    "private": "otherwise",
    "geo": "limited",
    "partial": "limited",
    "label": "limited",
    "demotion": "limited",
    "delisted": "limited",
    "unknown": "unknown",
}
"""What an outcome leaves: the item still up, removed by the platform, gone otherwise, up but limited, or nobody knows."""

_GROUPS = ("up", "removed", "otherwise", "limited", "unknown")
_SOLID = ("solid",) * len(CHANNELS)
_FREE = re.compile(r"(\d{2,4}(?:\.\d)?)x(\d{2,4}(?:\.\d)?)(mm)?")


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of one appearance; each means the same on every chart.

    ``attention``, ``moderation`` and ``search`` are the accents of the three questions. ``channels`` are in the order of
    schema.CHANNELS, ``outcomes`` by the groups of ``OUTCOME_GROUPS``. ``dashes`` tell channels apart where colour does not.
    """

    attention: str
    moderation: str
    search: str
    ink: str
    quiet: str
    grid: str
    paper: str
    channels: tuple[str, ...]
    outcomes: tuple[str, ...]
    dashes: tuple[str, ...] = _SOLID

    def channel(self, name: str | None) -> str:
        """The colour of a channel; that of attention where the channel is not known."""
        return self.channels[CHANNELS.index(name)] if name in CHANNELS else self.attention

    def dash(self, name: str | None) -> str:
        """The dash of a channel's line: solid but in print without colour."""
        return self.dashes[CHANNELS.index(name)] if name in CHANNELS else "solid"

    def outcome(self, name: str | None) -> str:
        """The colour of an outcome's group; unknown ones are drawn as unknown."""
        group = OUTCOME_GROUPS.get(name or "unknown", "unknown")
        return self.outcomes[_GROUPS.index(group)]


LIGHT = Look(
    *("#1f6fb2", "#b23a48", "#23836b", "#1d1f24", "#5c6370", "#e6e8ec", "#ffffff"),
    ("#832de0", "#1f6fb2", "#c2500f", "#044459", "#23836b", "#5a4000", "#4a4f57", "#b0308a"),
    ("#b23a48", "#5f6b7c", "#9aa4b2", "#d59a2f", "#d7dbe2"),
)
DARK = Look(
    *("#6cb2eb", "#ef8a94", "#5fc5a6", "#eceef1", "#a2a9b4", "#30353d", "#14171c"),
    ("#d45cf5", "#6cb2eb", "#ff9d5c", "#45d3e6", "#5fc5a6", "#e8c14a", "#c4c9d1", "#e582c5"),
    ("#ef8a94", "#728094", "#596475", "#e0b25c", "#434a55"),
)
MONO = Look(
    *("#111111", "#111111", "#111111", "#111111", "#4d4d4d", "#dddddd", "#ffffff"),
    ("#111111", "#111111", "#555555", "#555555", "#111111", "#555555", "#757575", "#757575"),
    ("#111111", "#7a7a7a", "#a6a6a6", "#565656", "#d9d9d9"),
    ("dot", "solid", "dash", "longdash", "solid", "dashdot", "dot", "longdashdot"),
)


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
