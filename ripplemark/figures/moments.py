"""In which bin of its series a boundary lies: the mark stands on that bin, and the words name it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from ripplemark.charts.curve import Curve
from ripplemark.figures.knowing import Course
from ripplemark.result import Estimate

_HOUR = 3600.0
_DAY = 86_400.0


def peak_bin(course: Course) -> int | None:
    """Position of the bin of the peak; None where there is no peak.

    The gate tells a time to the hour, downwards, so that the middle of a bin comes as the hour in which it lies: of
    the bins with their middle there it is the highest.
    """
    curve = course.choice.curve()
    return _highest(curve, curve.centre, course.top)


def onset_bin(course: Course) -> int | None:
    """Position of the bin that begins at the onset; None where there is no onset."""
    curve = course.choice.curve()
    return _highest(curve, curve.start, course.onset.estimates[0])


def peak_middle(course: Course) -> datetime | None:
    """The middle of the peak, of its bin or of several equal ones: where it is drawn, and from where lags count."""
    k = peak_bin(course)
    if k is None or not isinstance(course.top.value, str):
        return None
    told = datetime.fromisoformat(course.top.value)
    middle = float(course.choice.curve().centre[k])
    return _moment(middle) if 0 <= middle - told.timestamp() < _HOUR else told


def bin_words(course: Course, k: int) -> tuple[str, str]:
    """When a bin is: 'on 22 January 2025', 'in the week from 12 October 2025'; and on a mark: '22 Jan', 'week of 12 Oct'."""
    curve, zone = course.choice.curve(), course.zone
    start = _moment(float(curve.start[k])).astimezone(zone)
    day, short = f"{start.day} {start:%B %Y}", f"{start.day} {start:%b}"
    width = float(curve.width[k])
    if width > 8 * _DAY:
        return f"in the month from {day}", f"month from {short}"
    if abs(width - 7 * _DAY) < _DAY / 10:
        return f"in the week from {day}", f"week of {short}"
    if width > 1.1 * _DAY:
        return (
            f"in the {round(width / _DAY)} days from {day}",
            f"{round(width / _DAY)} days from {short}",
        )
    return f"on {day}", short


def hour_words(course: Course, k: int) -> str:
    """The clock time of a bin of an hour or less, '19:00 to 20:00'; empty for longer ones.

    In public no stretch shorter than an hour is told.
    """
    curve = course.choice.curve()
    start, width = float(curve.start[k]), float(curve.width[k])
    if width > _HOUR:
        return ""
    if width < _HOUR and course.asked.gate.coarse:
        start, width = start // _HOUR * _HOUR, _HOUR
    ends = [_moment(each).astimezone(course.zone) for each in (start, start + width)]
    return f"{ends[0]:%H:%M} to {ends[1]:%H:%M}"


def _highest(curve: Curve, at: np.ndarray, estimate: Estimate) -> int | None:
    if not isinstance(estimate.value, str):
        return None
    told = datetime.fromisoformat(estimate.value).timestamp()
    same = np.flatnonzero(np.abs(at - told) < 1)
    if not same.size:
        same = np.flatnonzero((at >= told) & (at < told + _HOUR))
    if not same.size:
        # The middle of several equal bins: the bin that holds it.
        same = np.flatnonzero((curve.start <= told) & (told < curve.start + curve.width))
    if not same.size:
        return None
    line = np.nan_to_num(curve.line[same], nan=-1.0)
    return int(same[int(np.argmax(line))])


def _moment(at: float) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=at)
