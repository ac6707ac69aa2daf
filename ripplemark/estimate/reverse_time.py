"""Lags of recent cohorts in a database that holds only what was acted on: Kaplan-Meier in reverse time.

Of what was posted five days before the end, such a database can show lags of five days at most: long lags are missing
because their time has not come yet. Read backwards, from long lags to short ones, an item comes under observation at the
longest lag that it could have shown (its reach), and the product-limit estimate allows for that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.cluster import tabulate
from ripplemark.estimate.series import Floats, Ints


@dataclass(frozen=True, slots=True)
class ReverseTime:
    """Counts from which F(t | L <= horizon) follows, by cluster; sums over clusters are all that the estimate needs.

    Attributes:
        time: shape (k,), the lags 0, 1, ... horizon.
        counts: shape (clusters, 2k): d(s), items with this lag, then n(s), items with lag <= s <= reach.
    """

    time: Ints
    counts: Floats

    @property
    def horizon(self) -> int:
        """The longest lag that any item could have shown."""
        return int(self.time[-1])

    def share_by(self, totals: Floats) -> Floats:
        """F(t | L <= horizon) at each of ``time``.

        Args:
            totals: shape (rows, 2k), sums over clusters.

        Returns:
            Shape (rows, k), rising to 1; NaN where a sample has no item.
        """
        ended, risk = np.split(np.asarray(totals, dtype=np.float64), 2, axis=1)
        kept = 1 - np.divide(ended, risk, out=np.zeros_like(ended), where=risk > 0)
        later = np.cumprod(kept[:, ::-1], axis=1)[:, ::-1]
        share = np.concatenate([later[:, 1:], np.ones((len(later), 1))], axis=1)
        share[ended.sum(axis=1) == 0] = np.nan
        return share


def reverse_time(
    lag: Ints, reach: Ints, weight: Floats, cluster: Ints, least: float = 0.0
) -> ReverseTime:
    """Counts for the distribution of lags given action within the longest reach, right truncation allowed for.

    F(t | L <= tau) = product over s > t of [1 - d(s)/n(s)], n(s) = #{i: L_i <= s <= R_i}, where R_i is the reach.

    Args:
        lag: shape (n,), whole steps (days) from posting to action; >= 0; n >= 1.
        reach: shape (n,), whole steps from posting to the end of the archive: the longest lag that could have been seen.
        weight: shape (n,), frequency weights.
        cluster: shape (n,), what is left out together: the day of posting, of which each is a cohort of its own.
        least: the horizon is the longest lag at which so many could have been seen; one item alone decides nothing.

    Returns:
        Counts up to the horizon; items with longer lags are what the estimate is not about.

    Raises:
        ValueError: no item, a negative lag, or a lag longer than its reach.

    Source:
        Lagakos, Barraj & De Gruttola (1988), Biometrika 75:515-523; SCIENCE.md, B.2.
    """
    if not lag.size or np.any(lag < 0) or np.any(lag > reach):
        raise ValueError("each item needs 0 <= lag <= reach")
    steps = int(reach.max()) + 1
    ended = tabulate(cluster, lag, weight, steps + 1)
    left = tabulate(cluster, reach + 1, weight, steps + 1)
    risk = np.cumsum(ended - left, axis=1)
    enough = np.flatnonzero(risk.sum(axis=0)[:steps] >= min(least, weight.sum()))
    steps = int(enough[-1]) + 1 if enough.size else steps
    return ReverseTime(np.arange(steps), np.hstack([ended[:, :steps], risk[:, :steps]]))
