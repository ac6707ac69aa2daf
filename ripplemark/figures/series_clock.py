"""How times of one series are told: no finer than its bins, in the zone in which it is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark.charts.axes import clock_changes
from ripplemark.figures.base import Asked
from ripplemark.figures.series import Choice
from ripplemark.wording import duration

_SPREAD = 300.0
"""Days; a stretch longer than this needs years on its short dates."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How times of one series are told: bins narrower than a day in the home zone, others by their own days.

    ``first`` and ``last`` are where its bins begin and where the last one ends that was seen as a whole. A ``coarse``
    clock tells no time finer than an hour; where marks stand does not depend on it.
    """

    home: ZoneInfo
    own: ZoneInfo
    hours: float
    first: float
    last: float
    coarse: bool = False

    @classmethod
    def of(cls, asked: Asked, choice: Choice) -> Clock:
        binned, series = choice.binned, choice.binned.series
        first = binned.first.timestamp()
        hours = series.bin_hours if series.value.size else 24.0
        seen = np.flatnonzero(np.isfinite(series.value))
        kept = int(seen[-1]) + 1 if seen.size else series.value.size
        last = first + float(series.width[:kept].sum()) * 3600
        zones = ZoneInfo(asked.zone), ZoneInfo(binned.zone)
        return cls(*zones, hours, first, last, asked.gate.coarse and hours < 1)

    def _told(self, at: float, *, up: bool = False) -> float:
        """The moment as it is told: of a coarse clock the hour that it lies in, or the next one's beginning."""
        if not self.coarse:
            return at
        local = self.wall(at)
        into = 60.0 * local.minute + local.second + local.microsecond / 1e6
        return at - into + (3600.0 if up and into > 0 else 0.0)

    @property
    def fine(self) -> bool:
        """True where a bin is narrower than a day, so that hours can be told."""
        return self.hours < 22

    def wall(self, at: float) -> datetime:
        """Seconds since 1970 as a time of the zone in which this series is told."""
        return datetime.fromtimestamp(at, UTC).astimezone(self.home if self.fine else self.own)

    def day(self, at: float) -> str:
        """5 March 2025."""
        local = self.wall(at)
        return f"{local.day} {local:%B %Y}"

    def time(self, at: float) -> str:
        """'14:00'; an hour that occurs twice says which: '02:00 CEST'."""
        local = self.wall(at)
        twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
        return f"{local:%H:%M %Z}" if twice else f"{local:%H:%M}"

    def moment(self, at: float) -> str:
        """'5 March 2025, 14:00', no finer than the bins: '5 March 2025', 'March 2025'."""
        if self.fine:
            at = self._told(at)
            return f"{self.day(at)}, {self.time(at)}"
        return f"{self.wall(at):%B %Y}" if self.hours > 600 else self.day(at)

    def short(self, at: float) -> str:
        """As ``moment``, for a label: '5 Mar, 14:00'; with the year where the stretch is long."""
        at = self._told(at)
        local = self.wall(at)
        if self.hours > 600:
            return f"{local:%b %Y}"
        year = f" {local.year}" if self.last - self.first > _SPREAD * 86_400 else ""
        day = f"{local.day} {local:%b}{year}"
        return f"{day}, {self.time(at)}" if self.fine else day

    def within(self, start: float, end: float) -> str:
        """One bin: 'on 5 March 2025 between 14:00 and 15:00', 'on 5 March 2025', 'in the week from 3 March 2025'."""
        if self.fine:
            start, end = self._told(start), self._told(end, up=True)
            return f"on {self.day(start)} between {self.time(start)} and {self.time(end)}"
        if self.hours > 600:
            return f"in {self.moment(start)}"
        if self.hours > 150:
            return f"in the {'week' if self.hours < 170 else 'bin'} from {self.day(start)}"
        return f"on {self.day(start)}"

    def found(self, at: float) -> str:
        """What was found by the day at ``at``, or of wider bins in the one with this middle: 'on 5 March 2025', 'in March 2025'."""
        if self.hours < 26:
            return f"on {self.day(at)}"
        return self.within(at - self.hours * 1800, at + self.hours * 1800)

    def between(self, low: float, high: float) -> str:
        """An interval of times that ends before ``high``: '4 to 6 March 2025', '5 March 2025, 14:00 to 17:00'."""
        if not self.fine and self.hours < 600:
            return self.days(low, high)
        low, last = self._told(low), self._told(high, up=True) if self.fine else high - 1
        one, two = self.wall(low), self.wall(last)
        if one.date() == two.date():
            return (
                f"{self.day(low)}, {self.time(low)} to {self.time(last)}"
                if self.fine
                else self.day(low)
            )
        return f"{self.moment(low)} to {self.moment(last)}"

    def within_window(self, low: float, high: float) -> Clock:
        """The clock of a picture of this stretch: whether its labels need years follows from it."""
        return replace(self, first=low, last=high)

    def span(self) -> str:
        """From the first day to the last one with data: '1 to 31 March 2025'."""
        return self.days(self.first, self.last)

    def changes(self, low: float, high: float) -> tuple[str, ...]:
        """A sentence for each change of the clock within a stretch, where hours are told."""
        if not self.fine or high - low > 31 * 86_400:
            return ()
        return tuple(
            f"The clocks went {'forward' if by > 0 else 'back'} by {duration(abs(by) / 3600)} on {self.day(at)}: times are those of "
            "the wall clock, and every hour that passed is drawn equally wide."
            for at, by in clock_changes(low, high, self.home)
        )

    def days(self, low: float, high: float) -> str:
        """From one day to another, ``high`` not included; month and year once where they are the same."""
        one, two = self.wall(low), self.wall(max(high - 1, low))
        if one.date() == two.date():
            return f"{two.day} {two:%B %Y}"
        if one.year != two.year:
            return f"{one.day} {one:%B %Y} to {two.day} {two:%B %Y}"
        if one.month != two.month:
            return f"{one.day} {one:%B} to {two.day} {two:%B %Y}"
        return f"{one.day} to {two.day} {two:%B %Y}"

    def days_or_later(self, low: float, high: float | None) -> str:
        """As ``days``, with 'or later' where no end is known: '5 March 2025 or later'."""
        return f"{self.day(low)} or later" if high is None else self.days(low, high)

    def end(self) -> str:
        """The last day that was observed."""
        return self.day(max(self.last - 1, self.first))
