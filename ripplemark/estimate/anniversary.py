"""Does interest come back a year later: the days around an anniversary beside the weeks around it."""

from __future__ import annotations

import numpy as np

from ripplemark.estimate.outcome import Answer, counted, refuse
from ripplemark.estimate.series import DAY, Floats, Series, to_days

YEAR = 365
NEAR = 3  # days either side that count as the anniversary
BESIDE = (8, 28)  # days either side that it is compared with
HALF_SEEN = 0.5
OTHERS = 200
FEWEST = 40
SEED = 20211104


def anniversary(
    series: Series, moment: float, year: int = 1, *, others: int = OTHERS, seed: int = SEED
) -> Answer:
    """How many times the usual interest of those weeks came around the anniversary.

    mean(day - 3 to day + 3) / mean(8 to 28 days either side), the day being 365 ``year`` days after ``moment``. The same ratio at
    random days of that year (from half a year before to half a year after, none of them within 28 days of the anniversary) says what
    ratios come by chance.

    Args:
        series: daily or finer bins; finer ones are summed to days.
        moment: hours from the start of the first bin, of what has its anniversary: the peak, or an event.
        year: 1 for the first anniversary.
        others, seed: how many random days, and how they are drawn.

    Returns:
        A ratio, 1 for no difference. The interval holds what a true ratio could be when the chance ratios are its noise; the
        note says the p-value, one-sided, (1 + as high ones) / (1 + all). NE_RIGHT: the four weeks after it are not over. NE_LEFT:
        they begin before the data. NE_GRANULARITY: bins wider than a day. NE_FEW: half of its days, or too few random days, hold data, or
        nothing at all came in the weeks around it.

    Raises:
        ValueError: year below 1.

    Source:
        SCIENCE.md, C.5.
    """
    if year < 1:
        raise ValueError("the first anniversary is year 1")
    if series.value.size and series.bin_hours > 1.5 * DAY:
        note = "An anniversary is looked for day by day: load daily data."
        return refuse(
            "NE_GRANULARITY", note, int(series.observed.size), resolution=series.bin_hours
        )
    days = to_days(series)
    n = int(days.observed.size)
    middle = moment / DAY + YEAR * year
    refused = _refusal(days, middle, n)
    if refused is not None:
        return refused
    value = float(_ratios(days, np.array([middle]))[0])
    if not np.isfinite(value):
        note = "Nothing, or too little, was observed around the anniversary and in the weeks beside it: fill the gap."
        return refuse("NE_FEW", note, n, resolution=DAY)
    chance = _by_chance(days, middle, others, seed)
    if chance.size < FEWEST:
        note = (
            f"Only {counted(chance.size, 'other day')} of that year can be compared with and {FEWEST} are needed: "
            "load the whole year."
        )
        return refuse("NE_FEW", note, n, resolution=DAY)
    as_high = int(np.sum(chance >= value))
    p = (1 + as_high) / (1 + chance.size)
    low, high = value / np.quantile(chance, [0.975, 0.025])
    told = f"{as_high} of {chance.size} other days of that year stand out as much, p = {p:.2g}."
    return Answer(value, float(low), float(high), "ok", n, note=told, resolution=DAY)


def _refusal(days: Series, middle: float, n: int) -> Answer | None:
    end = float((days.start + days.width)[days.observed[-1]]) / DAY if n else 0.0
    begin = float(days.start[days.observed[0]]) / DAY if n else 0.0
    if not n or end < middle + BESIDE[1]:
        left = middle + BESIDE[1] - end
        note = f"The weeks after the anniversary are not observed yet: come back in {counted(max(left, 1), 'day')}."
        return refuse("NE_RIGHT", note, n, resolution=DAY)
    if begin > middle - BESIDE[1]:
        note = "The weeks before the anniversary are not in the data: add earlier data."
        return refuse("NE_LEFT", note, n, resolution=DAY)
    return None


def _by_chance(days: Series, middle: float, others: int, seed: int) -> Floats:
    """Ratios at random days of the same year, away from the anniversary; those that can be computed."""
    first, last = float(days.start[0]) / DAY, float(days.start[-1]) / DAY + 1
    low = max(middle - YEAR / 2, first + BESIDE[1])
    high = min(middle + YEAR / 2, last - BESIDE[1])
    possible = np.arange(np.ceil(low - middle), np.floor(high - middle) + 1) + middle
    possible = possible[np.abs(possible - middle) > BESIDE[1]]
    if not possible.size:
        return np.empty(0)
    drawn = np.random.default_rng(seed).choice(possible, others, replace=possible.size < others)
    found = _ratios(days, drawn)
    return found[np.isfinite(found) & (found > 0)]


def _ratios(days: Series, middles: Floats) -> Floats:
    """Shape of ``middles``: the ratio at each; NaN where too few days are seen or nothing lies beside it."""
    away = np.abs(days.centre[None, :] / DAY - middles[:, None])
    near, beside = away <= NEAR + 0.5, (away >= BESIDE[0] - 0.5) & (away <= BESIDE[1] + 0.5)
    return _mean(days.value, near, 2 * NEAR + 1) / _mean(
        days.value, beside, 2 * (BESIDE[1] - BESIDE[0] + 1), positive=True
    )


def _mean(value: Floats, part: np.ndarray, full: int, *, positive: bool = False) -> Floats:
    seen = part & ~np.isnan(value)[None, :]
    count = seen.sum(axis=1)
    total = np.where(seen, np.nan_to_num(value)[None, :], 0.0).sum(axis=1)
    enough = (count >= HALF_SEEN * full) & ((total > 0) | (not positive))
    return np.where(enough, total / np.maximum(count, 1), np.nan)
