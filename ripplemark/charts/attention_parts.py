"""What an attention picture is drawn from: bins, usual level, onset, peak, half-life, return; seconds since 1970."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from ripplemark.charts.curve import Curve, Floats

TIMES = "times"
"""In a picture's meta: its left and right edge in pixels, and the times there in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment with its interval (seconds since 1970, None where unknown), its wordings, and its height where it has one."""

    at: float
    low: float | None
    high: float | None
    words: tuple[str, ...]
    level: float | None = None


@dataclass(frozen=True, slots=True)
class Half:
    """A half-life from ``start`` on (seconds since 1970).

    ``at`` is None where it was not reached or is too fast to time: then it lies after ``low``, and before ``high`` where
    that is known.
    """

    start: float
    at: float | None
    low: float | None
    high: float | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Back:
    """When a series was back at its usual level (seconds since 1970), with its interval and its wordings.

    ``at`` is None where it was not seen to be back: then it lies after ``low``. An open end is None.
    """

    at: float | None
    low: float | None
    high: float | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Attention:
    """What is drawn: the bins from ``low`` to ``high`` (seconds since 1970), their usual level, the marks.

    ``usual`` has the curve's shape, None where none is known. ``zone`` is that of the time axis, ``channel`` gives the
    line's colour. ``filled`` draws an area below the line: what stays is then seen as what it is. ``upper`` is how high
    a value may be and still count as usual, drawn as a faint band; None where no such limit is told.
    ``later`` are peaks after the main one.
    """

    curve: Curve
    usual: Floats | None
    low: float
    high: float
    zone: ZoneInfo
    channel: str | None
    onset: Mark | None = None
    peak: Mark | None = None
    half: Half | None = None
    back: Back | None = None
    filled: bool = False
    upper: float | None = None
    later: tuple[Mark, ...] = ()
