"""What the measures that count should find in a log of items, exactly: views, copies, and what came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ripplemark.simulate.items import Item

LEAST = 100
"""Items of a platform below which no share is given (SCIENCE.md, G.25)."""
Told = dict[str, Any]


def counted(items: Sequence[Item]) -> Iterator[Told]:
    """Facts of the log as drawn: views of what was removed and of what was not, copies, and items that came back."""
    first = [each for each in items if each.spell == 1]
    gone = [each for each in first if each.outcome == "removed"]
    if gone:
        yield _of("exposure-before-removal", "views", sum(each.views for each in gone))
        yield _of("exposure-before-removal", "coverage", 1)
    if len(gone) < len(first):
        up = sum(each.views for each in first if each.outcome != "removed")
        yield _of("exposure-before-removal", "views-so-far", up)
    back = sum(each.spell > 1 for each in items)
    copies = [each for each in items if each.copy_of]
    if copies:
        yield _of("reupload-ratio", "copies", len(copies))
        yield _of("reupload-ratio", "generations", 1)
    yield _of("reupload-ratio", "came-back", back)


def found_by(items: Sequence[Item]) -> Iterator[Told]:
    """The share that each platform found by itself, of those with enough items for a share."""
    for name in sorted({each.place.platform for each in items}):
        group = [each for each in items if each.place.platform == name]
        if len(group) >= LEAST:
            yield {
                "metric": "detection-mix",
                "by": {"platform": name, "quantity": "detection", "detection": "own_initiative"},
                "settings": {"of": "detection"},
                "value": sum(each.machine for each in group) / len(group),
            }


def _of(metric: str, quantity: str, value: float) -> Told:
    return {"metric": metric, "by": {"quantity": quantity}, "value": value}
