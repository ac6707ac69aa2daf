"""Result pages captured every week: which results stood in the first ten, and what each does with the story."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ripplemark.simulate.grid import HOUR, seconds, written
from ripplemark.simulate.plan import Incident, Pages

HEADER = (
    *("engine", "query", "locale", "device", "captured_at", "rank", "url", "domain", "stance"),
)
ENGINES = ("Lookfor", "Findwell")
RANKS = 10
STORIES = (("news", "incident", 7), ("social", "incident", 4), ("video", "incident", 3))
OTHERS = (("forum", "neutral", 3), ("encyclopedia", "neutral", 2), ("other", "other", 3))
STIR = 0.12  # how much a result's standing moves from week to week


def rows(
    incident: Incident, plan: Pages, query: str, random: np.random.Generator
) -> Iterator[tuple[str, ...]]:
    """The rows of a canonical CSV below HEADER; stories lose ``fade`` of their standing a week."""
    begins = seconds(incident.begins, incident.zone) + 36 * HOUR
    for engine in ENGINES:
        pool = _pool(plan, random)
        standing = np.array([each[3] for each in pool])
        for week in range(plan.weeks):
            standing = standing + STIR * random.normal(size=len(pool))
            entered = [_enters(plan, each[1], week) for each in pool]
            told = [plan.fade * week if each[1] == "incident" else 0.0 for each in pool]
            order = np.argsort(-np.where(entered, standing - told, -np.inf), kind="stable")
            at = written(begins + week * 7 * 24 * HOUR)
            for rank, place in enumerate(order[:RANKS], start=1):
                domain, stance, name, _ = pool[int(place)]
                url = f"https://example.invalid/{engine}/{name}"
                yield (engine, query, "en-GB", "desktop", at, str(rank), url, domain, stance)


def _pool(plan: Pages, random: np.random.Generator) -> list[tuple[str, str, str, float]]:
    """Every result that may appear: class of site, stance, name, standing at first."""
    kinds = [*STORIES, *OTHERS]
    if plan.correction_week is not None:
        kinds.append(("fact_check", "correction", plan.corrections))
    first = {"incident": 1.5, "correction": 1.2, "neutral": 0.7, "other": 0.4}
    return [
        (domain, stance, f"{domain}-{number}", first[stance] + 0.35 * float(random.normal()))
        for domain, stance, count in kinds
        for number in range(1, count + 1)
    ]


def _enters(plan: Pages, stance: str, week: int) -> bool:
    """Corrections are published together, in their week; everything else is there from the first."""
    return stance != "correction" or week >= (plan.correction_week or 0)


def pages_truth(told: list[tuple[str, ...]]) -> list[dict[str, Any]]:
    """Per engine and week: how many of the ten tell the story, and how many correct it; counted from what was drawn."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for engine, _, _, _, at, _, _, _, stance in told:
        row = {"engine": engine, "captured_at": at, "incident": 0, "correction": 0}
        counted = found.setdefault((engine, at), row)
        if stance in ("incident", "correction"):
            counted[stance] += 1
    return list(found.values())
