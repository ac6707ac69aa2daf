"""Result pages captured every week: which results stood in the first ten, and what each does with the story."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ripplemark.estimate.series import Floats
from ripplemark.simulate.delistings import Asked, due, hidden
from ripplemark.simulate.grid import HOUR, seconds, written
from ripplemark.simulate.plan import Incident, Pages

HEADER = (
    *("engine", "query", "locale", "device", "captured_at", "rank", "url", "domain", "stance"),
)
CODERS = ("stance_1", "stance_2")
ENGINES = ("Lookfor", "Findwell")
RANKS = 10
WEEK = 7 * 24 * HOUR
STORIES = (("news", "incident", 7), ("social", "incident", 4), ("video", "incident", 3))
OTHERS = (("forum", "neutral", 3), ("encyclopedia", "neutral", 2), ("other", "other", 3))
STIR = 0.12  # how much a result's standing moves from week to week
FLICKER = 0.03  # and between two pages of the same hour
PHONE = 0.45  # and from a desk to a phone, for good
TAKEN_FOR = {
    "incident": "neutral",
    "correction": "neutral",
    "neutral": "incident",
    "other": "neutral",
}
"""The word that a coder takes instead."""


@dataclass(frozen=True, slots=True)
class Found:
    """One result that may appear: class of site, what it does, its link, its standing at first, the two coders' words."""

    domain: str
    stance: str
    link: str
    standing: float
    coders: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Stance and the coders' words; a word decides only where they differ."""
        decides = self.stance if len(set(self.coders)) != 1 else ""
        return (decides, *self.coders)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The rows below ``header``, how many of each page tell and correct the story, the requests, and the last look."""

    rows: list[tuple[str, ...]] = field(default_factory=list)
    counted: list[dict[str, Any]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    until: float = 0.0


def header(plan: Pages) -> tuple[str, ...]:
    """The columns, with two of coders where they read the pages."""
    return HEADER + CODERS if plan.doubt else HEADER


def draw(
    incident: Incident,
    plan: Pages,
    query: str,
    random: np.random.Generator,
    again: np.random.Generator,
) -> Drawn:
    """Every page, engine by engine; stories lose ``fade`` of their standing a week.

    ``again`` draws what the desk's first page is not about: second pages, phones and coders.
    """
    begins = seconds(incident.begins, incident.zone) + 36 * HOUR
    drawn = Drawn(until=begins + (plan.weeks - 1) * WEEK)
    for engine in ENGINES:
        pool = _read(_pool(engine, plan, random), plan, again)
        standing, asked = np.array([each.standing for each in pool]), list[Asked]()
        moved = PHONE * again.normal(size=len(pool)) if engine in plan.phone else None
        for week in range(plan.weeks):
            at = begins + week * WEEK
            standing = standing + STIR * random.normal(size=len(pool))
            now = np.where(_there(pool, plan, week, at, asked), standing, -np.inf)
            told = [plan.fade * week if each.stance == "incident" else 0.0 for each in pool]
            looks = list(_looks(now - told, at, plan, moved, again))
            for device, moment, heights in looks:
                page = [pool[int(k)] for k in np.argsort(-heights, kind="stable")[:RANKS]]
                _write(drawn, (engine, query, "en-GB", device, written(moment)), page)
            first = [pool[int(k)] for k in np.argsort(-looks[0][2], kind="stable")[:RANKS]]
            links = [each.link for each in first if each.stance == "incident"]
            asked += due(plan, engine, week, at, links, asked)
        drawn.asked.extend(asked)
    return drawn


def _looks(
    heights: Floats, at: float, plan: Pages, moved: Floats | None, again: np.random.Generator
) -> Iterator[tuple[str, float, Floats]]:
    """Device, moment and standings of every page saved at one look, the desk's first one first."""
    yield "desktop", at, heights
    if plan.again:
        later = at + round(plan.again * 60)
        yield "desktop", later, heights + FLICKER * again.normal(size=heights.size)
    if moved is not None:
        yield "phone", at, heights + moved


def _write(drawn: Drawn, of: tuple[str, ...], page: list[Found]) -> None:
    for rank, each in enumerate(page, start=1):
        drawn.rows.append((*of, str(rank), each.link, each.domain, *each.words))
    engine, _, _, device, at = of
    stances = [each.stance for each in page]
    counts = {stance: stances.count(stance) for stance in ("incident", "correction")}
    drawn.counted.append({"engine": engine, "device": device, "captured_at": at, **counts})


def _pool(engine: str, plan: Pages, random: np.random.Generator) -> list[Found]:
    """Every result that may appear."""
    kinds = [*STORIES, *OTHERS]
    if plan.correction_week is not None:
        kinds.append(("fact_check", "correction", plan.corrections))
    first = {"incident": 1.5, "correction": 1.2, "neutral": 0.7, "other": 0.4}
    return [
        Found(
            domain,
            stance,
            f"https://example.invalid/{engine}/{domain}-{number}",
            first[stance] + 0.35 * float(random.normal()),
        )
        for domain, stance, count in kinds
        for number in range(1, count + 1)
    ]


def _read(pool: list[Found], plan: Pages, again: np.random.Generator) -> list[Found]:
    """The results with two coders' words, who never both take another one; without coders as they are."""
    if not plan.doubt:
        return pool
    return [_coded(each, float(again.random()), plan.doubt) for each in pool]


def _coded(of: Found, chance: float, doubt: float) -> Found:
    other = TAKEN_FOR[of.stance]
    first = other if chance < doubt else of.stance
    second = other if chance > 1 - doubt else of.stance
    return Found(of.domain, of.stance, of.link, of.standing, (first, second))


def _there(pool: list[Found], plan: Pages, week: int, at: float, asked: list[Asked]) -> list[bool]:
    """Corrections are published together, in their week; everything else is there until it is delisted."""
    gone = hidden(asked, at)
    return [
        each.link not in gone
        and (each.stance != "correction" or week >= (plan.correction_week or 0))
        for each in pool
    ]


def coded(rows: list[tuple[str, ...]]) -> dict[str, int]:
    """How many links two coders read, and on how many they differ."""
    words = {row[6]: row[-2:] for row in rows}
    return {"links": len(words), "differ": sum(one != other for one, other in words.values())}
