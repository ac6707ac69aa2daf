"""Which downloads of Google Trends to fetch, with exact settings and dates, before somebody has the wrong ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from ripplemark.estimate.onset import find_onset
from ripplemark.figures.series import Choice

LONGEST = 269
"""[days] The longest window that Google gives by the day."""
WINDOW, STEP = 264, 132
"""[days] A window, and from the start of one to that of the next: half of each overlaps the next, so that one of bad luck is no end."""
DELAY = 3
"""[days] How late a day's value is there."""
MOST = 8
HIGH, LATEST = 0.3, WINDOW * 2 // 3
BEFORE, AFTER = 60, 380
"""[days] From the start of the first window to the onset, and how long after the peak the last one reaches: a year, and its anniversary."""
MONTH = 34
"""[days] Since the peak: by then what was left after 30 days can be read."""
_SETTINGS = "On trends.google.com take the same term, the same place, 'All categories' and 'Web Search' each time; upload every file as it is."
_AGAIN = (
    "Download each window again on five different days and add those files too: each time Google draws another sample, and their mean "
    "is surer. Two downloads of one day may be the same sample."
)
_LONG = (
    "Add one long download over all of it, by the week: it puts windows that do not overlap on one scale, and the answer says whether it "
    "agrees with the others."
)


def recipe(found: Sequence[Choice], zone: str, today: date | None = None) -> tuple[str, ...]:
    """Sentences that say which windows to download.

    Args:
        found: the series that are there, of whatever channel; the earliest onset and the latest of their peaks give the dates.
        zone: the incident's home zone.
        today: until when there are data; the day on which this is asked.
    """
    known = [each for each in map(_episode, found) if each is not None]
    until = (today or datetime.now(UTC).date()) - timedelta(days=DELAY)
    if not known:
        return (
            (
                f"Choose windows of at most {LONGEST} days, so that each is by the day, from two months before the story on; each "
                "overlapping the next by half, and one of them with the peak in its overlap."
            ),
            _SETTINGS,
            _AGAIN,
            _LONG,
        )
    place = ZoneInfo(zone)
    onset = min(datetime.fromtimestamp(each[0], place).date() for each in known)
    peak = max(datetime.fromtimestamp(each[1], place).date() for each in known)
    wanted = windows(onset, peak, until, _course(found))
    if len(wanted) == 1:
        return _young(wanted[0], peak)
    dates = "; ".join(f"{_day(a)} to {_day(b)}" for a, b in wanted)
    return (
        (
            f"Choose 'Custom time range' and download these windows, each short enough to be by the day (at most {LONGEST} days) "
            f"and overlapping the next by a third or more, while interest is still high: {dates}."
        ),
        _SETTINGS,
        _AGAIN,
        _LONG,
    )


def young(found: Sequence[Choice]) -> bool:
    """True where the series end within a month of the latest of their peaks: what stays of it lies in files still to come."""
    known = [each for each in map(_episode, found) if each is not None]
    if not known:
        return False
    end = max(each.binned.known_to for each in found).timestamp()
    return end < max(each[1] for each in known) + MONTH * 86_400


def _young(window: tuple[date, date], peak: date) -> tuple[str, ...]:
    """Where one window holds all there is: a story of days or a few months."""
    first, last = window
    if last <= peak:
        ready = peak + timedelta(days=DELAY + 1)
        return (
            (
                f"Google gives days about {DELAY} days late. From {_day(ready)} on, choose 'Custom time range' from {_day(first)} to the last "
                "day on offer: it is by the day and shows what was usual before. Until then 'Past 7 days' is by the hour: fetch it every "
                "five days, and the files can be joined."
            ),
            _SETTINGS,
            _AGAIN,
        )
    return (
        (
            f"Choose 'Custom time range' and download {_day(first)} to {_day(last)}: it is by the day. Come back as the story goes on, with "
            f"the same first day, as long as that makes at most {LONGEST} days."
        ),
        _SETTINGS,
        _AGAIN,
    )


def windows(
    onset: date, peak: date, until: date, course: Mapping[date, float] | None = None
) -> list[tuple[date, date]]:
    """First and last day of each window, the last one ending when the year after the peak is over or the data end.

    A link needs values of 20 or more of 100 on both scales. So the next window begins on the last day on which interest still was
    three tenths of the highest in this one, a third of it overlapping; where the ``course`` of interest is not known, half.
    """
    end = min(max(peak, onset) + timedelta(days=AFTER), until)
    start, found = onset - timedelta(days=BEFORE), []
    while True:
        last = start + timedelta(days=WINDOW - 1)
        found.append((start, min(last, until)))
        if last >= end or len(found) >= MOST:
            return found
        start = _next(start, course or {})


def _next(start: date, course: Mapping[date, float]) -> date:
    days = [start + timedelta(days=k) for k in range(WINDOW)]
    known = [course.get(each, 0.0) for each in days]
    high = [k for k in range(1, LATEST) if known[k] >= HIGH * max(known) > 0]
    return days[high[-1] if high else STEP]


def _course(found: Sequence[Choice]) -> dict[date, float]:
    """The first series of searches by the day or finer: the highest value of each day; empty where there is none."""
    for each in found:
        series, curve = each.binned.series, each.curve()
        if each.channel != "search" or series.bin_hours > 25 or not series.value.size:
            continue
        place = ZoneInfo(each.binned.zone)
        told: dict[date, float] = {}
        for at, value in zip(curve.start, np.nan_to_num(series.value), strict=True):
            day = datetime.fromtimestamp(float(at), place).date()
            told[day] = max(told.get(day, 0.0), float(value))
        return told
    return {}


def _episode(choice: Choice) -> tuple[float, float] | None:
    """Onset and peak of a series, seconds since 1970; None where no onset is found."""
    series, curve = choice.binned.series, choice.curve()
    if not np.isfinite(series.value).any():
        return None
    start = find_onset(series)
    if start.bin is None:
        return None
    return float(curve.start[start.bin]), float(curve.start[int(np.nanargmax(series.value))])


def _day(at: date) -> str:
    return f"{at.day} {at:%B %Y}"
