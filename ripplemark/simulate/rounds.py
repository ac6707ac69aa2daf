"""A log of requests that are repeated until the platform acts, and what became of the items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ripplemark.simulate.grid import HOUR, local, seconds, written
from ripplemark.simulate.plan import Incident, Rounds

HEADER = (
    *("platform", "item", "round", "sent_at", "received_at", "by", "route", "kind", "answer"),
    *("answered_at", "outcome", "outcome_at", "up_again_at", "last_checked"),
)
LOG_HEADER = (
    *("Link", "Platform", "Round", "Sent on", "Sent by", "Route", "Answer", "Answered on"),
    *("Status", "Removed on", "Online again", "Last checked"),
)
ASKED_WITHIN = 20 * 24  # hours after the beginning in which the first requests are sent
ROUTES = ("form", "e-mail", "letter", "letter")


@dataclass(slots=True)
class Request:
    """One request; moments are seconds since 1970. ``spell`` tells the item's first time up from later ones."""

    item: str
    spell: int
    round: int
    sent: float
    gone: float | None = None
    again: float | None = None


def draw(incident: Incident, plan: Rounds, random: np.random.Generator) -> list[Request]:
    """Every request about every item, item by item."""
    begins = seconds(incident.begins, incident.zone)
    found: list[Request] = []
    for number in range(1, plan.place.items + 1):
        name, first = f"https://example.invalid/asked/{number}", random.random() * ASKED_WITHIN
        spell = _spell(name, 1, begins + round(first * HOUR), plan, random)
        found += spell
        if spell[-1].gone is not None and random.random() < plan.back:
            spell[-1].again = spell[-1].gone + round(random.exponential(60) * HOUR)
            sent = spell[-1].again + round((6 + random.exponential(24)) * HOUR)
            found += _spell(name, 2, sent, plan, random)
    return found


def _spell(
    name: str, spell: int, sent: float, plan: Rounds, random: np.random.Generator
) -> list[Request]:
    """Requests about one spell, until it ends or nobody asks any more."""
    works = plan.works if random.random() >= plan.place.never else 0.0
    found = []
    for number in range(1, plan.most + 1):
        request = Request(name, spell, number, sent + round((number - 1) * plan.wait * HOUR))
        found.append(request)
        if random.random() < works:
            request.gone = request.sent + round(_lag(plan, random) * HOUR)
            break
    return found


def _lag(plan: Rounds, random: np.random.Generator) -> float:
    """Log-normal hours, drawn again where they are not below ``wait``."""
    while True:
        lag = plan.place.median * float(np.exp(plan.place.sigma * random.normal()))
        if lag < plan.wait:
            return lag


def rows(requests: list[Request], incident: Incident, plan: Rounds) -> Iterator[tuple[str, ...]]:
    """The rows of a canonical CSV below HEADER."""
    until = seconds(incident.begins, incident.zone) + plan.until * 24 * HOUR
    for number, each in _numbered(requests):
        yield (
            plan.place.platform,
            each.item,
            str(number),
            written(each.sent),
            written(each.sent + HOUR),
            plan.notifier,
            ROUTES[min(each.round, len(ROUTES)) - 1],
            "privacy",
            "accepted" if each.gone else "none",
            written(each.gone) if each.gone else "",
            "removed" if each.gone else "up",
            written(each.gone) if each.gone else "",
            written(each.again) if each.again else "",
            written(until),
        )


def log_rows(
    requests: list[Request], incident: Incident, plan: Rounds
) -> Iterator[tuple[str, ...]]:
    """The rows of a hand-kept log below LOG_HEADER, in local wall time."""
    zone, until = incident.zone, seconds(incident.begins, incident.zone) + plan.until * 24 * HOUR

    def wall(moment: float | None) -> str:
        return "" if moment is None else local(moment, zone, "%Y-%m-%d %H:%M")

    for number, each in _numbered(requests):
        yield (
            each.item,
            plan.place.platform,
            str(number),
            wall(each.sent),
            plan.notifier,
            ROUTES[min(each.round, len(ROUTES)) - 1],
            "accepted" if each.gone else "no answer",
            wall(each.gone),
            "removed" if each.gone else "still up",
            wall(each.gone),
            wall(each.again),
            wall(until),
        )


def _numbered(requests: list[Request]) -> Iterator[tuple[int, Request]]:
    """Each request with its number among all about its item."""
    counted: dict[str, int] = {}
    for each in requests:
        counted[each.item] = counted.get(each.item, 0) + 1
        yield counted[each.item], each
