"""Requests to search engines about results of their pages, and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ripplemark.simulate.grid import HOUR, written
from ripplemark.simulate.plan import Delisting, Pages

DAY = 24 * HOUR
SENT_AFTER = 3.5 * DAY  # a look
ANSWERS = {"delisted": "accepted", "refused": "refused", "up": "none"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: about which link, when it was sent and answered, in seconds since 1970."""

    plan: Delisting
    link: str
    sent: float
    answered: float | None


def due(
    plan: Pages, engine: str, week: int, at: float, links: Sequence[str], asked: Sequence[Asked]
) -> list[Asked]:
    """The requests that follow this week's look, each about the highest of ``links`` that nobody asked about yet."""
    known = {each.link for each in asked}
    free = iter([link for link in links if link not in known])
    planned = [each for each in plan.delistings if (each.engine, each.week) == (engine, week)]
    return [_sent(each, link, at + SENT_AFTER) for each, link in zip(planned, free, strict=False)]


def _sent(plan: Delisting, link: str, at: float) -> Asked:
    return Asked(plan, link, at, None if plan.days is None else at + plan.days * DAY)


def hidden(asked: Sequence[Asked], at: float) -> set[str]:
    """The links that the engine shows no more at this moment."""
    return {
        each.link
        for each in asked
        if each.plan.outcome == "delisted" and each.answered is not None and each.answered <= at
    }


def rows(asked: Sequence[Asked], until: float) -> Iterator[tuple[str, ...]]:
    """The rows of a canonical CSV of requests, in the order in which they were sent."""
    for each in sorted(asked, key=lambda one: one.sent):
        answered = "" if each.answered is None else written(each.answered)
        outcome = each.plan.outcome
        yield (
            *(each.plan.engine, each.link, "1", written(each.sent), written(each.sent + HOUR)),
            *("user", "form", "privacy", ANSWERS[outcome], answered),
            *(outcome, answered if outcome == "delisted" else "", "", written(until)),
        )


def ended(asked: Sequence[Asked]) -> dict[str, int]:
    """How many requests were sent, and how they ended; 'up' is still open."""
    found = Counter[str](each.plan.outcome for each in asked)
    return {"sent": len(asked), **{name: found[name] for name in ANSWERS}}
