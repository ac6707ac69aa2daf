"""The scales of lanes: where an axis ends, which round numbers stand on it, and how wide these are."""

from __future__ import annotations

from ripplemark.charts import lettering, ticks
from ripplemark.charts.lane_parts import Lane, Lanes


def scale(lane: Lane, of: Lanes, height: float, size: float) -> tuple[float, list[float]]:
    """The top of a lane's axis, and round values on it whose numbers do not touch."""
    highest = lane.top(of.low, of.high)
    for most in (4, 3, 2, 1):
        numbers = ticks.numbers(highest, most)
        ceiling = _ceiling(lane, highest, numbers, height, size)
        if len(numbers) < 2 or height * (numbers[1] - numbers[0]) / ceiling >= 1.6 * size:
            return ceiling, numbers
    return ceiling, [0.0, numbers[-1]] if height * numbers[-1] / ceiling >= 1.3 * size else [0.0]


def _ceiling(lane: Lane, highest: float, scale: list[float], height: float, size: float) -> float:
    """Room above the highest value for a line of words, else for half a number; at most two fifths, less in a low lane."""
    spoken = lane.stack is None or bool(lane.stack.end_words)
    most = 0.4 if height >= 6 * size else 0.22
    room = min((2.0 if spoken else 0.75) * size / height, most)
    return max(highest / (1 - room), scale[-1]) or 1.0


def widest(lane: Lane, of: Lanes, size: float) -> float:
    """The width of the widest number that may stand on a lane's scale."""
    if not lane.drawn:
        return 0.0
    highest = lane.top(of.low, of.high)
    values = {each for most in (1, 2, 3, 4) for each in ticks.numbers(highest, most)}
    return max(lettering.width(ticks.number(each, lane.unit), size) for each in values)
