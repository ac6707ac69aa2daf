"""How many does one draw after it: the branching ratio of a self-exciting process. For the Laboratory."""

from __future__ import annotations

import numpy as np

from ripplemark.estimate.likelihood import Counts, Sizes, sizes_of, tolerance, with_scatter
from ripplemark.estimate.outcome import Answer, hours_in_words, refuse
from ripplemark.estimate.search import crossing_of, highest_of
from ripplemark.estimate.series import Floats, Series

LEAST_EVENTS = 100
DROP = 1.92072941  # half the 0.95 quantile of chi-square with one degree of freedom
HIGHEST = 5.0  # ratio beyond which none is looked for
DAY_BINS = 24
CAUTION = "Bots, a campaign or a rhythm of the day that is not modelled raise it."


def log_likelihood(event: Floats, until: float, rate: float, ratio: float, decay: float) -> float:
    """Of a Hawkes process with an exponential kernel: lambda(t) = rate + sum of ratio decay exp(-decay (t - t_i)).

    Args:
        event: shape (n,), times in order, from 0 to ``until``.
        rate: events per hour from outside; > 0. ratio: expected direct offspring; >= 0. decay: per hour; > 0.

    Source:
        Ozaki (1979), Annals of the Institute of Statistical Mathematics 31:145-155; oracle SCIENCE.md, F.9: -10.391460.
    """
    excited = _excited(event, decay)
    compensator = rate * until + ratio * float(-np.expm1(-decay * (until - event)).sum())
    return float(np.log(rate + ratio * decay * excited).sum()) - compensator


def _excited(event: Floats, decay: float) -> Floats:
    """Shape (n,): sum over earlier events of exp(-decay (t - t_i)), by its recursion."""
    fade = np.exp(-decay * np.diff(event)).tolist()
    found, now = [0.0], 0.0
    for each in fade:
        now = each * (1 + now)
        found.append(now)
    return np.array(found[: event.size])


def branching_ratio(event: Floats, until: float) -> Answer:
    """Direct offspring per event, from exact times.

    Args:
        event: shape (n,), hours from the start of observation, in order.
        until: end of observation, hours.

    Returns:
        The ratio n with its profile-likelihood interval; 1 / (1 - n) is the size of a whole cascade while n < 1. NE_FEW
        below 100 events; NE_GRANULARITY where a tenth of the events or more share their time.

    Raises:
        ValueError: times out of order or outside 0 to ``until``.

    Source:
        SCIENCE.md, A.10 and G.13.
    """
    if event.size and (np.any(np.diff(event) < 0) or event[0] < 0 or event[-1] > until):
        raise ValueError("events are in order, between 0 and the end of observation")
    n = int(event.size)
    if n < LEAST_EVENTS:
        note = f"{n} events and {LEAST_EVENTS} are needed: choose a longer period."
        return refuse("NE_FEW", note, n)
    if float(np.mean(np.diff(event) <= 0)) >= 0.1:
        note = "A tenth of the events or more share their time with another one: count them in bins instead."
        return refuse("NE_GRANULARITY", note, n)
    search = _Times(event, until)
    ratio, height = highest_of(search.over_decay, 0.5, 0.2, 1e-4, HIGHEST)
    ends = [
        crossing_of(lambda at: height - search.over_decay(at) - DROP, ratio, end, step=0.05)
        for end in (1e-4, HIGHEST)
    ]
    return _answer(ratio, ends, n, None)


class _Times:
    """The likelihood of a ratio, with rate and decay at their best."""

    def __init__(self, event: Floats, until: float) -> None:
        self._event, self._until = event, until
        self._log_decay = float(np.log(event.size / until))

    def over_decay(self, ratio: float) -> float:
        """The highest log-likelihood at this ratio; remembers the decay as the next start."""
        edge = np.log(self._event.size / self._until)
        self._log_decay, height = highest_of(
            lambda log: self._over_rate(ratio, float(np.exp(log))),
            self._log_decay,
            0.5,
            edge - 6.0,
            edge + 6.0,
            close=0.01,
        )
        return height

    def _over_rate(self, ratio: float, decay: float) -> float:
        """Newton's method in the rate, in which the log-likelihood is concave."""
        excited = ratio * decay * _excited(self._event, decay)
        rate = max(self._event.size * (1 - min(ratio, 0.99)), 0.5) / self._until
        for _ in range(50):
            each = 1 / (rate + excited)
            slope, bend = float(each.sum()) - self._until, float((each**2).sum())
            moved = max(rate + slope / bend, rate / 10)
            if abs(moved - rate) < 1e-10 * rate:
                break
            rate = moved
        return log_likelihood(self._event, self._until, rate, ratio, decay)


def reproduction(series: Series, generation: float) -> Answer:
    """Direct offspring per count, from bins: y_k ~ rate(hour of the day) + R sum of w_j y_(k-j), w geometric.

    Args:
        series: counts; the bins before a gap excite none after it.
        generation: mean time from an event to its offspring, hours; assumed, not estimated.

    Returns:
        R with its profile-likelihood interval (negative binomial where bins scatter more than Poisson). Hourly bins of a
        week and more let the rate from outside follow the hour of the day. NE_FEW below 100 counts
        or 20 bins; NE_GRANULARITY: a generation shorter than half a bin, whose offspring fall into their parent's bin.

    Raises:
        ValueError: ``generation`` not positive.

    Source:
        SCIENCE.md, A.10; Cori et al. (2013), American Journal of Epidemiology 178:1505-1512 (renewal equation).
    """
    if not generation > 0:
        raise ValueError("a generation takes some time")
    value, width = series.value, series.bin_hours
    seen = ~np.isnan(value)
    n, total = int(seen.sum()), float(value[seen].sum())
    if total < LEAST_EVENTS or n < 20:
        note = f"{total:.0f} counts in {n} bins; {LEAST_EVENTS} and 20 are needed: choose a longer period."
        return refuse("NE_FEW", note, n, resolution=width)
    if generation < width / 2:
        note = f"Bins of {hours_in_words(width)} hold parents and offspring together: narrower bins are needed."
        return refuse("NE_GRANULARITY", note, n, resolution=width)
    excited = _renewed(value, min(width / generation, 1.0))
    kept = seen & ~np.isnan(excited)
    return _from_bins(series, value[kept], _outside(series)[:, kept], excited[kept], total)


def _from_bins(
    series: Series, value: Floats, outside: Floats, excited: Floats, total: float
) -> Answer:
    counts, none = Counts(value, np.ones(value.size)), np.zeros(value.size)
    parts = np.concatenate([outside, excited[None]])
    free = np.full(len(parts), np.inf)
    both = sizes_of(counts, none, parts, error=free)
    counts = with_scatter(counts, both.mean, none, len(parts), index=series.index)
    both = sizes_of(counts, none, parts, error=free)
    ratio = float(both.size[-1])

    def lack(at: float) -> float:
        held: Sizes = sizes_of(counts, at * excited, outside, error=free[1:])
        return both.kernel - held.kernel - tolerance(counts)

    ends = [crossing_of(lack, ratio, end, step=0.05) for end in (0.0, HIGHEST)]
    return _answer(ratio, ends, round(total), series.bin_hours)


def _renewed(value: Floats, leave: float) -> Floats:
    """Shape (n,): sum of w_j y_(k-j), w_j = leave (1 - leave)^(j-1); NaN right after a gap, where it starts anew."""
    found, now = [], float("nan")
    for each in value.tolist():
        found.append(now)
        if each != each:
            now = float("nan")
        else:
            now = leave * each + (1 - leave) * (now if now == now else each)
    return np.array(found)


def _outside(series: Series) -> Floats:
    """Shapes of the rate from outside, shape (p, n): constant, or a wave of a day for hourly bins of a week and more.

    The wave is a sum of four half-waves with sizes of 0 and more, so it can have any phase and never falls below 0. It is
    fitted together with the ratio: a rhythm read off the series first would take offspring for rhythm.
    """
    n = series.value.size
    if series.nominal != "hour" or n < 7 * DAY_BINS:
        return np.ones((1, n))
    angle = 2 * np.pi * np.arange(n) / DAY_BINS
    return np.stack([1 + np.cos(angle), 1 - np.cos(angle), 1 + np.sin(angle), 1 - np.sin(angle)])


def _answer(ratio: float, ends: list[float | None], n: int, resolution: float | None) -> Answer:
    note = CAUTION
    if ratio >= 1:
        note = f"At 1 or above no cascade would ever end; it holds for the time observed only. {CAUTION}"
    low = 0.0 if ends[0] is None else ends[0]
    return Answer(ratio, low, ends[1], "ok", n, note=note, resolution=resolution)
