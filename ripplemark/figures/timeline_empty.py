"""A timeline without anything to draw: what is held of the incident, what is missing, and what to add."""

from __future__ import annotations

from ripplemark.figure import Figure
from ripplemark.figures.base import Asked
from ripplemark.figures.choosing_series import only_places
from ripplemark.figures.composing import empty
from ripplemark.wording import count

_ADD = "Add a Google Trends download, a CSV of counts per hour or day, a log of takedown requests, or a list of dated events."
_LACKS = "Attention by hour or day, items with their times and dated events are missing."


def nothing(asked: Asked) -> Figure:
    """The empty timeline of an incident of which nothing can be drawn; what is held all the same is named."""
    rows = asked.serving.run("archive/held_of_incident", incident=asked.incident).records()
    held = {str(row["held"]): int(row["n"]) for row in rows}
    ids = {dataset for row in rows for dataset in row["datasets"]}
    used = [each for each in asked.packages if each.dataset_id in ids]
    if not held:
        return empty(asked, f"Nothing is on record for {asked.incident} yet", _ADD)
    if only_places(asked) and set(held) == {"attention"}:
        return empty(asked, f"Nothing with times is on record for {asked.incident} yet", _ADD, used)
    told, plural = _held(asked, held)
    head = f"The timeline of {asked.incident} is empty: only {told} {'are' if plural else 'is'} on record"
    return empty(asked, head, f"{_LACKS} {_ADD}", used)


def _held(asked: Asked, held: dict[str, int]) -> tuple[str, bool]:
    """What is held, in words, and whether they are a plural."""
    results, items = held.get("search_results", 0), held.get("moderation", 0)
    found = (
        (results, count(results, "search result")),
        (held.get("incidents", 0), "the incident's own entry"),
        (held.get("attention", 0), _attention(asked)),
        (items, f"{count(items, 'item')} that cannot be placed in time"),
    )
    told = [words for number, words in found if number]
    return " and ".join(told), len(told) > 1 or results + items > 1


def _attention(asked: Asked) -> str:
    return "interest by place" if only_places(asked) else "attention without a value"
