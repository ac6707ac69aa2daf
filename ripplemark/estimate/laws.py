"""Laws of decay: what share of a fading intensity falls into each bin, for a given half-life.

Time runs in hours from the end of the peak bin. Means are integrals over bins, never values at their centres: a steep decay
is curved inside a bin.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ripplemark.estimate.series import Floats

LN2 = float(np.log(2.0))


@dataclass(frozen=True, slots=True)
class Law:
    """One law, by its half-life and at most one more parameter.

    Attributes:
        name: as it is asked for.
        title: as it is told: 'an exponential decay'.
        between: (left, right, half, extra) to the integral of the intensity over each bin, hours, for intensity 1 at 0;
            where right = left, the intensity there. Shape of ``left``.
        extra: the range of the other parameter, in its own unit (``power``: c in bins; ``stretched``: the exponent);
            (1, 1) where there is none.
        fixed: the value of the other parameter where too few bins were seen to tell it.
        in_bins: True where the other parameter is a time, told in bins here and in hours to ``between``.
    """

    name: str
    title: str
    between: Callable[[Floats, Floats, float, float], Floats]
    extra: tuple[float, float]
    fixed: float
    in_bins: bool = False

    @property
    def shaped(self) -> bool:
        """True for a law with a second parameter."""
        return self.extra[0] < self.extra[1]


def exponential(left: Floats, right: Floats, half: float, _extra: float = 1.0) -> Floats:
    """S(t) = 2^(-t / half)."""
    rate = LN2 / half
    at = np.exp(-rate * left)
    return np.where(right > left, -at * np.expm1(-rate * (right - left)) / rate, at)


def power(left: Floats, right: Floats, half: float, offset: float) -> Floats:
    """S(t) = (1 + t / c)^-alpha with alpha = ln 2 / ln(1 + half / c); ``offset`` is c in hours."""
    alpha = exponent_of(half, offset)
    low, high = np.log1p(left / offset), np.log1p(right / offset)
    if abs(1 - alpha) < 1e-8:
        whole = offset * (high - low)
    else:
        whole = offset * np.exp((1 - alpha) * low) * np.expm1((1 - alpha) * (high - low))
        whole = whole / (1 - alpha)
    return np.where(right > left, whole, np.exp(-alpha * low))


def exponent_of(half: float, offset: float) -> float:
    """alpha of a shifted power law that halves after ``half`` hours."""
    return LN2 / float(np.log1p(half / offset))


def half_of(exponent: float, offset: float) -> float:
    """Half-life c (2^(1 / alpha) - 1), hours, of a shifted power law."""
    return offset * float(np.expm1(LN2 / exponent))


def stretched(left: Floats, right: Floats, half: float, exponent: float) -> Floats:
    """S(t) = exp(-(t / tau)^beta) with tau = half / (ln 2)^(1 / beta)."""
    from scipy.special import gamma, gammainc  # here, so that the command line starts without it

    tau = half / LN2 ** (1 / exponent)
    low, high = (left / tau) ** exponent, (right / tau) ** exponent
    whole = tau * gamma(1 + 1 / exponent)
    inside = whole * (gammainc(1 / exponent, high) - gammainc(1 / exponent, low))
    return np.asarray(np.where(right > left, inside, np.exp(-low)), dtype=np.float64)


EXPONENTIAL = Law("exponential", "an exponential decay", exponential, (1.0, 1.0), 1.0)
POWER = Law("power", "a power law", power, (0.1, 100.0), 1.0, in_bins=True)
STRETCHED = Law("stretched", "a stretched exponential", stretched, (0.15, 2.0), 0.5)
LAWS = (EXPONENTIAL, POWER)
"""What ``fitted-half-life`` chooses from; the stretched exponential is for the Laboratory."""
