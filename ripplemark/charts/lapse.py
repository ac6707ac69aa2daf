"""Time since a clock's start on a horizontal axis: linear, or by powers where lags differ too much to be seen together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ripplemark.charts import lettering
from ripplemark.charts.axes import SMALL
from ripplemark.charts.labels import Box
from ripplemark.charts.plane import Plane

_POWERS = (1 / 60, 1 / 6, 1.0, 6.0, 24.0, 72.0, 168.0, 720.0, 2160.0, 8760.0, 87600.0)
_STEPS = (
    *(n / 60 for n in (1, 5, 15, 30)),
    *(1.0, 2.0, 6.0, 12.0, 24.0, 48.0, 96.0, 168.0, 336.0, 720.0, 1440.0, 2160.0, 4320.0),
    *(8760.0 * n for n in (1, 2, 5, 10)),
)
_FAR = 12.0
_IN_DAYS = 96.0
_MOST = 12
"""Beyond so many hours a linear axis goes by whole days; it has at most so many steps."""


def span(hours: float) -> str:
    """A round length of time as an axis or a deadline says it: '15 min', '48 h', '7 days'."""
    if hours < 1:
        return f"{hours * 60:.3g} min"
    days = hours / 24
    if hours > 72 and abs(days - round(days)) < 1e-9:
        return f"{days:,.0f} days"
    return f"{hours:,.4g} h"


@dataclass(frozen=True, slots=True)
class Lapse:
    """Where a lag stands between two edges in pixels; ``low`` is 0 on a linear axis, above 0 on one of powers."""

    left: float
    right: float
    low: float
    high: float

    @property
    def by_powers(self) -> bool:
        """True where equal steps on the axis are equal ratios of time."""
        return self.low > 0

    def x(self, hours: float) -> float:
        """Pixels from the picture's left edge; lags outside stand at the edges."""
        inside = min(max(hours, self.low), self.high)
        if self.by_powers:
            share = math.log(inside / self.low) / math.log(self.high / self.low)
        else:
            share = inside / self.high
        return self.left + share * (self.right - self.left)

    def name(self, hours: float) -> str:
        """What a tick is called: on a long linear axis all in days."""
        if not hours:
            return "0"
        if not self.by_powers and self.high > _IN_DAYS and hours % 24 == 0:
            return f"{hours / 24:,.0f} {'day' if hours == 24 else 'days'}"
        return span(hours)

    def ticks(self, letters: float) -> list[float]:
        """Round lags with room for their names, at least one."""
        if self.by_powers:
            return self._spaced([at for at in _POWERS if self.low <= at <= self.high], letters)
        for step in _STEPS:
            count = int(self.high / step + 1e-9)
            if count > _MOST or (self.high > _IN_DAYS and step < 24):
                continue
            found = [k * step for k in range(count + 1)]
            if len(self._spaced(found, letters)) == len(found):
                return found
        return [0.0]

    def _spaced(self, found: Sequence[float], letters: float) -> list[float]:
        kept: list[float] = []
        edge = -math.inf
        for at in found:
            half = lettering.width(self.name(at), SMALL * letters) / 2
            if self.x(at) - half >= edge:
                kept.append(at)
                edge = self.x(at) + half + 1.1 * letters
        return kept


def lapse(left: float, right: float, lags: Sequence[float], longest: float) -> Lapse:
    """The axis for these lags (hours), up to ``longest``.

    By powers where the longest is more than 12 times the middle lag: then short lags would be lost at the left edge.
    Of every fifty lags the shortest may stand at the edge. Without a lag above 0 it is linear.
    """
    high = longest if longest > 0 else 1.0
    some = sorted(lag for lag in lags if lag > 0)
    if not some or high <= _FAR * some[len(some) // 2]:
        return Lapse(left, right, 0.0, high)
    soon = some[len(some) // 50]
    low = max(max((at for at in _POWERS if at < soon), default=_POWERS[0]), high / 1e5)
    return Lapse(left, right, low, high)


def axis(plane: Plane, scale: Lapse, box: Box, name: str) -> None:
    """Faint vertical lines through the box, their names below it, and below these what is counted from when."""
    size, look = SMALL * plane.canvas.letters, plane.look
    for at in scale.ticks(plane.canvas.letters):
        x = scale.x(at)
        plane.rule(x, box.top, x, box.bottom, look.grid)
        text = scale.name(at)
        half = lettering.width(text, size) / 2
        inside = min(max(x, half + 1), plane.width - half - 1)
        plane.text(text, inside, box.bottom + 0.95 * size, look.quiet, size, align="center")
    plane.rule(box.left, box.bottom, box.right, box.bottom, look.quiet, layer="above")
    room = plane.width - box.left
    for row, line in enumerate(lettering.wrapped(named(scale, name), size, room)):
        y = box.bottom + (2.35 + 1.3 * row) * size
        plane.text(line, box.left, y, look.quiet, size)


def named(scale: Lapse, name: str) -> str:
    """What the axis says of itself."""
    more = "; equal steps are equal ratios of time" if scale.by_powers else ""
    return f"Time since {name}{more}"


def foot(letters: float, width: float, scale: Lapse, name: str) -> float:
    """Pixels that the axis takes below the box."""
    size = SMALL * letters
    return (1.9 + 1.3 * len(lettering.wrapped(named(scale, name), size, width))) * size
