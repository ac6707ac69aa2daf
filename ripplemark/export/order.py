"""What is asked of an export: which figure, how large, in which colours, and what was said about publishing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ripplemark.charts.canvas import DARK, LIGHT, MONO, SIZES, Canvas, Look, Size
from ripplemark.errors import UnknownName
from ripplemark.export.refusals import UnreadableScale
from ripplemark.figure import Figure
from ripplemark.publication import Answers

LOOKS: Mapping[str, Look] = {"light": LIGHT, "dark": DARK, "mono": MONO}
HIGHEST_SCALE = 4


@dataclass(frozen=True, slots=True)
class Order:
    """One export. ``publication`` are the answers about publishing the incident; None where there are none.

    Raises:
        UnknownName: no such look.
        UnreadableScale: a scale outside 1 to 4.
        ValueError: a figure of the owner's own screen; it has passed no gate and never leaves.
    """

    figure: Figure
    size: Size = SIZES[0]
    scale: float | None = None
    look: str = "light"
    publication: Answers | None = None

    def __post_init__(self) -> None:
        if self.look not in LOOKS:
            raise UnknownName("look", self.look, LOOKS)
        if not 1 <= self.pixels <= HIGHEST_SCALE:
            raise UnreadableScale(HIGHEST_SCALE)
        if self.figure.audience == "owner":
            raise ValueError(
                "a figure of the owner's screen does not leave: make it public or private"
            )

    @property
    def pixels(self) -> float:
        """Pixels of a PNG for each pixel of the size."""
        return self.size.scale if self.scale is None else self.scale

    @property
    def canvas(self) -> Canvas:
        """The size's canvas in the colours of the look."""
        size = self.size.canvas
        return Canvas(size.width, size.height, size.letters, LOOKS[self.look])

    @property
    def marks(self) -> tuple[str, ...]:
        """What must not be overlooked: 'Simulated', 'Private: not for publication'."""
        return (
            *(("Simulated",) if self.figure.simulated else ()),
            *(("Private: not for publication",) if self.figure.audience == "private" else ()),
        )
