"""Which stretch of time a timeline shows: the one asked for, the episode, or all of the data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from ripplemark.figures.check_share import CHECKS
from ripplemark.figures.episode import span, window
from ripplemark.figures.events import Happening, first
from ripplemark.figures.knowing import Course, Known
from ripplemark.figures.moments import peak_middle
from ripplemark.figures.standing import STATES, Standing
from ripplemark.figures.walltime import wall, walls
from ripplemark.measures.base import Parameter
from ripplemark.measures.period import Period

VIEW = Parameter(
    "view",
    "what is shown where no period is given: 'episode', from shortly before it began until attention and searches are "
    "back and nearly all removals have happened; or 'all' of the data",
    "episode",
    choices=("episode", "all"),
)
_MOST = 0.85
"""An episode that takes more than this share of the data is no cut: all is shown."""
_DONE = 0.975
"""Items have come to rest when so many of their changes have happened."""
_LEAD, _TRAIL = 0.1, 0.05
"""Room before and after, as shares of the episode."""
_NEAR = 0.3
"""Events within such a share of the episode before or after it, and a last look so soon after it, are shown as well."""
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Window:
    """From ``low`` to ``high`` in seconds of wall time; ``first`` and ``last`` are where the data begin and end.

    ``episode`` is True where the stretch was chosen as the episode and leaves something out.
    """

    low: float
    high: float
    first: float
    last: float
    episode: bool = False

    @property
    def empty(self) -> bool:
        """True where there is nothing between the two."""
        return not self.high > self.low


def windowed(of: Known) -> Window:
    """The stretch to be shown; empty where the data have no time at all."""
    found = _ends(of)
    if not found:
        return Window(0.0, 0.0, 0.0, 0.0)
    first_, last = min(found), max(found)
    if last - first_ < _DAY:
        first_, last = first_ - _DAY / 2, last + _DAY / 2
    low, high = first_, last
    since, until = Period.of(of.asked.settings).instants(str(of.zone))
    asked = since is not None or until is not None
    if not asked and of.asked.settings.get("view", "episode") == "episode":
        low, high = _episode(of, first_, last)
    if since is not None:
        low = float(walls(np.array([since]), of.zone)[0])
    if until is not None:
        high = float(walls(np.array([until]), of.zone)[0])
    return Window(low, high, first_, last, not asked and (low, high) != (first_, last))


def _ends(of: Known) -> list[float]:
    """The first and the last time of everything that is drawn; empty where nothing is."""
    found: list[float] = []
    chosen = [*of.mains.values(), *([of.search.choice] if of.search else [])]
    for each in chosen:
        found += [wall(at, of.zone) for at in (each.binned.known_from, each.binned.known_to)]
    if of.standing is not None:
        found += [float(of.standing.at[0]), float(of.standing.at[-1])]
    for event in of.events:
        found += [wall(event.low, of.zone), wall(event.high, of.zone)]
    return found


def _episode(of: Known, first_: float, last: float) -> tuple[float, float]:
    """The stretch in which things happened, with room around it; everything where that is most of it or not known."""
    found: list[float] = []
    for course in (of.course, of.search):
        if course is not None:
            ends = _course(of, course)
            if ends is None:
                return first_, last
            found += ends
    if of.standing is not None:
        found += [float(of.standing.at[0]), _rested(of.standing)]
    check = first(of.events, CHECKS)
    found += [wall(check.low, of.zone)] if check is not None else []
    if not found or not max(found) > min(found):
        return first_, last
    low, high = _with_events(of, min(found), max(found))
    if of.standing is not None and high < of.standing.at[-1] <= high + _NEAR * (high - low):
        high = float(of.standing.at[-1])
    long = high - low
    low, high = max(low - _LEAD * long, first_), min(high + _TRAIL * long, last)
    return (first_, last) if high - low > _MOST * (last - first_) else (low, high)


def _course(of: Known, course: Course) -> tuple[float, float] | None:
    """From a series' onset until it has faded, searches until they were back to usual; None without a peak."""
    top = peak_middle(course)
    if top is None:
        return None
    low, high = window(
        course.choice.curve(),
        span(course.onset.estimates[0]),
        span(course.top),
        course.half.estimates[0],
    )
    ends = [top + timedelta(seconds=each - top.timestamp()) for each in (low, high)]
    if course.back is not None:
        back = course.back.estimates[0]
        if back.status == "NE_RIGHT":
            ends[1] = course.last
        elif isinstance(back.value, float):
            ends[1] = max(ends[1], top + timedelta(days=1.1 * back.value))
    return wall(ends[0], of.zone), wall(min(ends[1], course.last), of.zone)


def _rested(stood: Standing) -> float:
    """When nearly all that happened to the items had happened."""
    moved = np.sum([np.abs(np.diff(stood.counts[state], prepend=0.0)) for state in STATES], axis=0)
    done = np.cumsum(moved)
    return float(stood.at[int(np.searchsorted(done, _DONE * done[-1]))])


def _with_events(of: Known, low: float, high: float) -> tuple[float, float]:
    near = _NEAR * (high - low)
    times = [wall(each.low, of.zone) for each in of.events]
    inside = [at for at in times if low - near <= at <= high + near]
    return min([low, *inside]), max([high, *inside])


def outside(of: Known, shown: tuple[float, float]) -> tuple[Happening, ...]:
    """The events that the stretch does not show."""
    return tuple(
        each
        for each in of.events
        if wall(each.low, of.zone) > shown[1] or wall(each.high, of.zone) < shown[0]
    )


def clock_changes(of: Known, low: datetime, high: datetime) -> list[tuple[datetime, float]]:
    """When the zone's clocks changed between two wall times (no offset), and by how many hours; the days are looked at."""
    found = []
    day = low.replace(hour=0, minute=0, second=0, microsecond=0)
    while day <= high:
        ends = [at.replace(tzinfo=of.zone).utcoffset() for at in (day, day + timedelta(days=1))]
        if ends[0] is not None and ends[1] is not None and ends[0] != ends[1]:
            found.append((day, (ends[1] - ends[0]).total_seconds() / 3600))
        day += timedelta(days=1)
    return found
