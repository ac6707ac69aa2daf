"""How far two coders agree beyond chance: Cohen's kappa."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ripplemark.estimate.outcome import Answer, counted, refuse
from ripplemark.estimate.proportion import binomial_interval
from ripplemark.estimate.survival import Z

LEAST_ITEMS = 10
GOOD = 0.7
"""Below it, SCIENCE.md (G.28) holds a coding to be unreliable."""


def cohens_kappa(table: npt.ArrayLike) -> Answer:
    """Kappa of two coders from the table of their codes.

    Args:
        table: shape (c, c), how many results the first coder put into the row's class and the second into the column's.

    Returns:
        From -1 to 1, 0 by chance; the interval is the large-sample one, cut at 1, and where all agree that of their agreement. NE_FEW: fewer than 10 results coded by both, or
        both used one class only, when chance explains all. ``events`` is how many they agree on.

    Raises:
        ValueError: the table is not square, or a count is negative.

    Source:
        Cohen (1960), Educational and Psychological Measurement 20:37-46; its variance: Fleiss, Cohen & Everitt (1969),
        Psychological Bulletin 72:323-327.
    """
    count = np.asarray(table, dtype=np.float64)
    if count.ndim != 2 or count.shape[0] != count.shape[1] or np.any(count < 0):
        raise ValueError("a square table of counts is needed")
    n = int(count.sum())
    if n < LEAST_ITEMS:
        note = f"Two coders coded {counted(n, 'result')} and {LEAST_ITEMS} are needed: let both code more of the same."
        return refuse("NE_FEW", note, n)
    share = count / n
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    agreed, chance = float(np.trace(share)), float(rows @ columns)
    if chance >= 1:
        note = "Both coders used one class only, which chance explains: let them code results that differ."
        return refuse("NE_FEW", note, n)
    kappa = (agreed - chance) / (1 - chance)
    reach = Z * _error(share, rows, columns, kappa, chance, n)
    told = f"They agree on {round(agreed * n)} of {n}, and by chance alone they would on {100 * chance:.0f} % of them."
    return Answer(
        kappa,
        max(kappa - reach, -1.0) if reach else _least(agreed, chance, n),
        min(kappa + reach, 1.0),
        "ok",
        n,
        events=round(agreed * n),
        note=told if kappa >= GOOD else f"{told} Below {GOOD:g} a coding is held to be unreliable.",
    )


def _least(agreed: float, chance: float, n: int) -> float:
    """Where all agree the large-sample error is 0; the exact limit of their agreement is not."""
    return (binomial_interval(agreed * n, n)[0] - chance) / (1 - chance)


def _error(
    share: npt.NDArray[np.float64],
    rows: npt.NDArray[np.float64],
    columns: npt.NDArray[np.float64],
    kappa: float,
    chance: float,
    n: int,
) -> float:
    own = np.diag(share) * (1 - (rows + columns) * (1 - kappa)) ** 2
    other = share * (columns[:, None] + rows[None, :]) ** 2
    np.fill_diagonal(other, 0.0)
    spread = own.sum() + (1 - kappa) ** 2 * other.sum() - (kappa - chance * (1 - kappa)) ** 2
    return float(np.sqrt(max(spread, 0.0) / n) / (1 - chance))
