"""What share ended within a deadline: a binomial share, a point of a survival curve, or bounds."""

from __future__ import annotations

import numpy as np

from ripplemark.estimate.outcome import (
    Answer,
    Status,
    beyond_bounds,
    hours_in_words,
    spanning,
)
from ripplemark.estimate.series import Bools, Floats
from ripplemark.estimate.survival import (
    LEAST_ITEMS,
    SurvivalCurve,
    Z,
    enough_watched,
    kaplan_meier,
)

EXACT_BELOW = 40  # items; Clopper-Pearson below, Wilson from here on
TAIL = 0.025


def binomial_interval(hits: float, n: float) -> tuple[float, float]:
    """95 % interval of a share: Wilson from 40 items on, Clopper-Pearson below; (0, 1) for no item.

    Source:
        Wilson (1927), JASA 22:209-212; Clopper & Pearson (1934), Biometrika 26:404-413; the rule is SCIENCE.md, B.5.
    """
    if n <= 0:
        return 0.0, 1.0
    return _wilson(hits, n) if n >= EXACT_BELOW else _clopper_pearson(hits, n)


def share_within(
    duration_low: Floats,
    duration_high: Floats,
    observed: Bools,
    weight: Floats,
    deadline: float,
    entry: Floats | None = None,
) -> Answer:
    """The share of items that ended within ``deadline`` hours.

    Args:
        duration_low, duration_high: shape (n,), hours; the true duration is above the one and up to the other (equal where
            exact); >= 0.
        observed: shape (n,), True where the item ended, False where it was still up at that duration.
        weight: shape (n,), frequency weights.
        deadline: hours; > 0.
        entry: shape (n,), hours at which an item came under observation (delayed entry), below its duration; None or 0 is
            from the start.

    Returns:
        Nothing censored before the deadline and nothing entered late: hits over items, with a Wilson or Clopper-Pearson
        interval. Otherwise 1 - S(deadline) of Kaplan-Meier with its log-log interval, items at risk only from their entry
        on: what was gone before anybody looked is in no log, and hits over items would be too low for it. With late
        entries the curve begins once ten items are under observation, and the note says so (NE_LEFT where that is after
        the deadline). Ended items whose interval holds the deadline: where they move the share by less than a quarter of
        the half width of its interval, the share with their middles and an interval that holds for their earliest and
        latest; otherwise 'bounds', the share when all durations are at their high and at their low ends, without
        sampling error, which the note adds. NE_GRANULARITY when the lower bound is 0 and the intervals are wider than the
        deadline; ``high`` stays. NE_FEW below 10 items, or below 10 at one time with late entries; NE_RIGHT when nobody
        was followed to the deadline.

    Raises:
        ValueError: shapes differ, a low end above its high end, a negative duration, or a deadline not positive.

    Source:
        SCIENCE.md, B.2, B.4 and B.5.
    """
    check_ends(duration_low, duration_high)
    if not deadline > 0:
        raise ValueError("a deadline must be positive")
    n = float(weight.sum())
    straddles = observed & (duration_low < deadline) & (deadline < duration_high)
    if n < LEAST_ITEMS:
        return _few(duration_high, straddles, observed, weight, deadline)
    late = np.zeros_like(duration_low) if entry is None else entry
    least = _share(duration_high, observed, weight, deadline, late)
    # An interval excludes its low end, so one that starts at the deadline ended after it.
    after = (duration_low == deadline) & (duration_low < duration_high)
    soonest = np.where(after, np.nextafter(deadline, np.inf), duration_low)
    most = _share(soonest, observed, weight, deadline, late)
    if not straddles.any():
        return most
    if least.value is None or most.value is None:
        return most if most.value is None else least
    middle = _share((soonest + duration_high) / 2, observed, weight, deadline, late)
    near = spanning(middle, least, most)
    if near is not None:
        return near
    return _bounds(least, most, (duration_high - duration_low)[straddles], deadline)


def check_ends(low: Floats, high: Floats) -> None:
    """ValueError unless 0 <= low <= high throughout."""
    if low.shape != high.shape or np.any(low > high) or np.any(low < 0):
        raise ValueError("each duration needs 0 <= low <= high")


def _share(
    duration: Floats, observed: Bools, weight: Floats, deadline: float, entry: Floats
) -> Answer:
    """The share for exact durations."""
    if np.any(entry > 0):
        return _of_late(duration, observed, weight, deadline, entry)
    curve = kaplan_meier(duration, observed, weight)
    hits = float(weight[observed & (duration <= deadline)].sum())
    if not np.any(~observed & (duration < deadline)):
        low, high = binomial_interval(hits, curve.n)
        return curve.answer(hits / curve.n, low, high)
    note = "Some items were last seen up before the deadline; the share allows for them (Kaplan-Meier)."
    return _from_curve(curve, float(weight[duration >= deadline].sum()), deadline, note)


def _of_late(
    duration: Floats, observed: Bools, weight: Floats, deadline: float, entry: Floats
) -> Answer:
    """The share where some items came under observation late."""
    curve = kaplan_meier(duration, observed, weight, entry, enough_watched(entry))
    if curve.sparse:
        return curve.too_few()
    if curve.since > deadline:
        return curve.too_late()
    note = "Some items were found late; the share counts each only from then on (Kaplan-Meier)."
    followed = float(weight[(duration >= deadline) & (entry < deadline)].sum())
    return _from_curve(curve, followed, deadline, note)


def _from_curve(curve: SurvivalCurve, followed: float, deadline: float, note: str) -> Answer:
    """1 - S(deadline); without an event by then, the exact interval of 0 among those followed to the deadline."""
    step = int(np.searchsorted(curve.time, deadline, side="right")) - 1
    if curve.follow_up < deadline and not (step >= 0 and curve.survival[step] == 0):
        told = (
            f"No item was followed for {hours_in_words(deadline)}, the longest for "
            f"{hours_in_words(curve.follow_up)}: come back when they have been."
        )
        return curve.answer(None, None, None, "NE_RIGHT", told)
    if step < 0:
        return curve.answer(0.0, 0.0, binomial_interval(0.0, followed)[1], note=note)
    value = 1 - float(curve.survival[step])
    return curve.answer(value, 1 - float(curve.high[step]), 1 - float(curve.low[step]), note=note)


def _bounds(least: Answer, most: Answer, widths: Floats, deadline: float) -> Answer:
    low, high = sorted((least.value or 0.0, most.value or 0.0))
    status: Status = "bounds"
    note = (
        "Some times are known only to within an interval that holds the deadline, so the share of these items lies "
        f"between these two. {beyond_bounds(least, most)} Finer times would narrow it."
    )
    if low == 0 and float(np.min(widths)) > deadline:
        status = "NE_GRANULARITY"
        note = (
            f"The times are known only to within {hours_in_words(float(np.min(widths)))} or more, wider than the deadline "
            f"of {hours_in_words(deadline)}: the share may be anything up to {high:.0%}. Finer times are needed."
        )
    return Answer(
        None,
        low,
        high,
        status,
        most.n,
        most.events,
        most.censored,
        note,
        float(np.max(widths)),
    )


def _few(
    high: Floats, straddles: Bools, observed: Bools, weight: Floats, deadline: float
) -> Answer:
    n, hits = float(weight.sum()), float(weight[observed & (high <= deadline)].sum())
    perhaps = float(weight[straddles].sum())
    unclear = f", perhaps {hits + perhaps:.0f}" if perhaps else ""
    note = (
        f"{hits:.0f}{unclear} of {n:.0f} were gone within {hours_in_words(deadline)}; too few for a share, which needs "
        f"{LEAST_ITEMS}: read the counts, or add items."
    )
    ended = float(weight[observed].sum())
    return Answer(None, None, None, "NE_FEW", round(n), round(ended), round(n - ended), note)


def _wilson(hits: float, n: float) -> tuple[float, float]:
    share, pull = hits / n, Z**2 / n
    middle = (share + pull / 2) / (1 + pull)
    half = Z * float(np.sqrt(share * (1 - share) / n + pull / (4 * n))) / (1 + pull)
    return (0.0 if hits <= 0 else middle - half), (1.0 if hits >= n else middle + half)


def _clopper_pearson(hits: float, n: float) -> tuple[float, float]:
    from scipy.special import betaincinv  # here, so that a page without a share does not load it

    low = 0.0 if hits <= 0 else float(betaincinv(hits, n - hits + 1, TAIL))
    high = 1.0 if hits >= n else float(betaincinv(hits + 1, n - hits, 1 - TAIL))
    return low, high
