"""Few ticks, on round values: of numbers from nought, and of wall time by hours, days, weeks, months or years."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from ripplemark.charts import lettering

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - wall time
_STEPS: tuple[tuple[str, int], ...] = (
    *(("minute", n) for n in (5, 15, 30)),
    *(("hour", n) for n in (1, 2, 3, 6, 12)),
    *(("day", n) for n in (1, 2, 4, 7, 14)),
    *(("month", n) for n in (1, 2, 3, 6)),
    *(("year", n) for n in (1, 2, 5, 10, 20, 50)),
)
_MONDAY = datetime(1970, 1, 5).toordinal()  # noqa: DTZ001 - wall time


@dataclass(frozen=True, slots=True)
class Tick:
    """One tick: where, and what it is called; ``under`` is a second line (the year, where it begins)."""

    at: float
    text: str
    under: str = ""


def numbers(top: float, most: int) -> list[float]:
    """Round values from 0 to at most ``top``, at least 0 and one more, no more than ``most`` steps."""
    if not top > 0 or not math.isfinite(top):
        return [0.0]
    rough = top / max(most, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(n * power for n in (1, 2, 2.5, 5, 10) if n * power >= rough * 0.999)
    return [k * step for k in range(int(top / step + 1e-9) + 1)]


def number(value: float, unit: str = "") -> str:
    """A tick's value as people write it: 2,500; 0.5; 50 %."""
    text = f"{value:,.0f}" if abs(value - round(value)) < 1e-9 else f"{value:,.3g}"
    return f"{text} {unit}".strip()


def times(low: float, high: float, width: float, size: float) -> list[Tick]:
    """Ticks of wall time (seconds since 1970) that fit into ``width`` pixels at this size of letters."""
    if not high > low:
        return []
    for unit, n in _STEPS:
        least = {"minute": 60, "hour": 3600, "day": 86_400, "month": 28 * 86_400, "year": 3.1e7}
        room = least[unit] * n / (high - low) * width
        if room < lettering.width("28 Sep", size):
            continue
        found = list(_named(_marks(low, high, unit, n), unit))
        widest = max(
            (lettering.width(max(t.text, t.under, key=len), size) for t in found), default=0
        )
        if room >= widest + 1.2 * size:
            return found
    return []


def in_one_line(
    found: list[Tick], low: float, high: float, width: float, size: float
) -> list[Tick]:
    """The same ticks with their second line in the first, without those that would then touch the one before.

    A year follows its day or month; a day takes the place of its first hour.
    """
    kept: list[Tick] = []
    free = -math.inf
    for each in found:
        text = each.text if not each.under else f"{each.text} {each.under}"
        if each.under and ":" in each.text:
            text = each.under
        x, half = (each.at - low) / (high - low) * width, lettering.width(text, size) / 2
        if x - half >= free:
            kept.append(Tick(each.at, text))
            free = x + half + size
    return kept


def _marks(low: float, high: float, unit: str, n: int) -> Iterator[datetime]:
    first, last = (_EPOCH + timedelta(seconds=at) for at in (low, high))
    at = _before(first, unit, n)
    while at <= last:
        if at >= first:
            yield at
        at = _next(at, unit, n)


def _before(at: datetime, unit: str, n: int) -> datetime:
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    if unit in ("minute", "hour"):
        return midnight
    if unit == "day":
        return midnight - timedelta(days=(at.toordinal() - _MONDAY) % n)
    if unit == "month":
        return midnight.replace(day=1, month=(at.month - 1) // n * n + 1)
    return midnight.replace(day=1, month=1, year=max(at.year - at.year % n, 1))


def _next(at: datetime, unit: str, n: int) -> datetime:
    if unit == "month":
        months = at.year * 12 + at.month - 1 + n
        return at.replace(year=months // 12, month=months % 12 + 1)
    if unit == "year":
        return at.replace(year=at.year + n)
    return at + timedelta(**{f"{unit}s": n})


def _named(marks: Iterator[datetime], unit: str) -> Iterator[Tick]:
    year = day = None
    for at in marks:
        seconds = (at - _EPOCH).total_seconds()
        new_year, new_day = at.year != year, at.date() != day
        year, day = at.year, at.date()
        if unit == "year":
            yield Tick(seconds, f"{at.year}")
        elif unit == "month":
            yield Tick(seconds, f"{at:%b}", f"{at.year}" if new_year else "")
        elif unit == "day":
            yield Tick(seconds, f"{at.day} {at:%b}", f"{at.year}" if new_year else "")
        else:
            yield Tick(seconds, f"{at:%H:%M}", f"{at.day} {at:%b}" if new_day else "")
