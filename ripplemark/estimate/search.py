"""One-dimensional searches over a likelihood: its highest point, and where it has fallen far enough."""

from __future__ import annotations

from collections.abc import Callable

GOLDEN = 0.3819660112501051
CLOSE = 1e-4
FURTHER = 1.6
STEPS = 40
Point = tuple[float, float]
"""Where, and how high."""


def highest_of(
    height: Callable[[float], float],
    begin: float,
    step: float,
    low: float,
    high: float,
    close: float = CLOSE,
) -> Point:
    """Place and height of a maximum near ``begin`` between ``low`` and ``high``.

    Args:
        height: of one maximum near ``begin``; of several, one is found.
        step: the first step of the bracketing.
        close: how exactly the place is wanted.

    Returns:
        An end of the range where the height still rises there.

    Source:
        Brent (1973), Algorithms for Minimization without Derivatives, chapter 5: parabolas, golden section where they fail.
    """
    left, middle, right = _bracket(height, min(max(begin, low), high), step, low, high)
    for _ in range(STEPS):
        if right[0] - left[0] < close or max(left[1], right[1]) > middle[1]:
            break
        at = _next(left, middle, right, close)
        tried = (at, height(at))
        moved = abs(at - middle[0])
        if tried[1] >= middle[1]:
            left, middle, right = (
                (middle, tried, right) if at > middle[0] else (left, tried, middle)
            )
        else:
            left, right = (left, tried) if at > middle[0] else (tried, right)
        if moved < close:
            break
    return max((left, middle, right), key=lambda point: point[1])


def _next(left: Point, middle: Point, right: Point, close: float) -> float:
    """The top of the parabola through three points, or a golden cut of the longer side."""
    near, far = middle[0] - left[0], right[0] - middle[0]
    up, down = (middle[1] - left[1]) * far, (middle[1] - right[1]) * near
    whole = up + down
    if near > 0 and far > 0 and whole > 0:
        at = middle[0] + (up * far - down * near) / (2 * whole)
        at = (
            at
            if abs(at - middle[0]) >= close / 2
            else middle[0] + close / 2 * (1 if far > near else -1)
        )
        inside = left[0] + 0.02 * (near + far), right[0] - 0.02 * (near + far)
        if inside[0] < at < inside[1]:
            return at
    return middle[0] + GOLDEN * far if far > near else middle[0] - GOLDEN * near


def _bracket(
    height: Callable[[float], float], begin: float, step: float, low: float, high: float
) -> tuple[Point, Point, Point]:
    """Three points with the highest in the middle, or at an end of the range."""
    middle = (begin, height(begin))
    ends: list[Point] = []
    for sign, limit in ((-1.0, low), (1.0, high)):
        stride, behind, at = step, None, middle
        end = middle
        while at[0] != limit:
            ahead = at[0] + sign * stride
            ahead = max(ahead, low) if sign < 0 else min(ahead, high)
            end = (ahead, height(ahead))
            if end[1] < middle[1]:
                break
            behind, middle, at = middle, end, end
            stride *= FURTHER
        ends.append(end)
        if sign < 0 and behind is not None:
            return end, middle, behind  # it rose to this side, so the other one is lower already
        if sign > 0 and behind is not None:
            ends[0] = behind
    return ends[0], middle, ends[1]


def crossing_of(
    lack: Callable[[float], float], begin: float, limit: float, step: float = 0.1
) -> float | None:
    """Where ``lack`` turns positive on the way from ``begin`` to ``limit``; None where it does not.

    Args:
        lack: negative at ``begin``; rising on the way.

    Returns:
        To about 1e-4 of the argument or 1e-3 of the height: ever longer steps, then the regula falsi (Illinois).
    """
    sign = 1.0 if limit > begin else -1.0
    inside, below = begin, lack(begin)
    at, stride = begin, step
    while at != limit:
        at = at + sign * stride
        at = min(at, limit) if sign > 0 else max(at, limit)
        above = lack(at)
        if above > 0:
            return _root(lack, (inside, below), (at, above))
        inside, below, stride = at, above, stride * FURTHER
    return None


def _root(lack: Callable[[float], float], inside: Point, outside: Point) -> float:
    (a, low), (b, high) = inside, outside
    side = 0
    for _ in range(STEPS):
        at = (a * high - b * low) / (high - low) if high > low else (a + b) / 2
        here = lack(at)
        if abs(b - a) < CLOSE or abs(here) < 1e-3:
            return at
        if here > 0:
            b, high = at, here
            low, side = (low / 2 if side == 1 else low), 1
        else:
            a, low = at, here
            high, side = (high / 2 if side == -1 else high), -1
    return (a + b) / 2
