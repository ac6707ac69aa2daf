"""Planted pages of search results: shares over searches, stays that begin and end between two looks, and a correction's arrival."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.coverage_table import Case, Floats
from ripplemark import estimate
from ripplemark.estimate.agreement import cohens_kappa
from ripplemark.estimate.lag import lag_curves, median_of
from ripplemark.estimate.listing import listings
from ripplemark.estimate.rank_share import Weighting, mean_share, page_share

RANKS, EVERY, LOOKS = 10, 24.0, 60
SEARCHES, RESULTS = (4, 12), (40, 150)
STAYED = 240.0
"""Mean stay, hours; exponential."""
OF_PAGES = {
    "share that tells the story, plain": "serp-incident-share",
    "share that corrects it, by patience": "serp-correction-share",
}
WEIGHED: dict[str, Weighting] = dict(zip(OF_PAGES, ("uniform", "patience"), strict=True))
OF_STAYS = {"still there after 7 days": "url-survival", "median stay": "url-survival"}
OF_DELISTINGS = {"delisted within 30 days": "delisting-lag"}
OF_CODERS = {"agreement beyond chance": "coder-agreement"}
LEAVES, REFUSED = 20 * EVERY, 60 * EVERY
"""Mean times to leaving and to a refusal, hours; both exponential."""
NOISY = 0.03
"""How often a page leaves out a result that stands there all the same."""
AGREE = 0.8
"""How often the second coder writes what the first did; else one of the four words by chance, each as likely."""
OF_ARRIVALS = {"median time to a correction": "time-to-correction"}


def page_cases(searches: int, draws: int) -> Iterator[dict[str, Case]]:
    """A page of each search, whose own share comes from a beta distribution with mean 0.3."""
    random = np.random.default_rng(searches)
    coded = np.ones(RANKS, dtype=np.bool_)
    for _ in range(draws):
        told = random.random((searches, RANKS)) < random.beta(3, 7, searches)[:, None]
        yield {
            name: (mean_share([page for row in told if (page := page_share(row, coded, how))]), 0.3)
            for name, how in WEIGHED.items()
        }


def stay_cases(results: int, draws: int) -> Iterator[dict[str, Case]]:
    """Results that enter at any time and are looked for once a day; those that came and went unseen are lost."""
    random = np.random.default_rng(results)
    looks: Floats = np.arange(LOOKS) * EVERY
    for _ in range(draws):
        entered = random.uniform(1, LOOKS * EVERY / 2, results)
        gone = entered + random.exponential(STAYED, results)
        there = (looks[:, None] >= entered) & (looks[:, None] < gone)
        found = listings(looks, there[:, there.any(axis=0)])
        curves = lag_curves(found.low, found.high, found.ended, np.ones(found.low.size), looks=0.0)
        yield {
            "still there after 7 days": (curves.at(7 * 24.0), float(np.exp(-7 * 24.0 / STAYED))),
            "median stay": (median_of(curves), STAYED * float(np.log(2))),
        }


def arrival_cases(searches: int, draws: int) -> Iterator[dict[str, Case]]:
    """A correction after an exponential time of ten days, looked for once a day for 30."""
    random = np.random.default_rng(searches)
    for _ in range(draws):
        at = random.exponential(STAYED, searches)
        low = np.floor(at / EVERY) * EVERY
        came = low + EVERY <= 30 * EVERY
        low = np.where(came, low, 30 * EVERY)
        high = np.where(came, low + EVERY, low)
        median = estimate.median_of(lag_curves(low, high, came, np.ones(searches), looks=0.0))
        yield {"median time to a correction": (median, STAYED * float(np.log(2)))}


def delisting_cases(requests: int, draws: int) -> Iterator[dict[str, Case]]:
    """Results asked about that leave or are refused, whichever is first; daily looks for 60 days, some without a result still there."""
    random = np.random.default_rng(requests)
    both = 1 / LEAVES + 1 / REFUSED
    truth = float((1 / LEAVES) / both * -np.expm1(-both * 30 * EVERY))
    looks: Floats = np.arange(LOOKS + 1) * EVERY
    for _ in range(draws):
        leaves = random.exponential(LEAVES, requests)
        refused = random.exponential(REFUSED, requests)
        lost = random.random((looks.size, requests)) < NOISY
        lost[0] = False
        found = listings(
            looks, (looks[:, None] < np.where(leaves < refused, leaves, np.inf)) & ~lost
        )
        no = (refused <= leaves) & (refused <= looks[-1]) & (~found.ended | (refused <= found.low))
        low = np.where(no, refused, found.low)
        high = np.where(no, refused, found.high)
        cause = np.where(no, 2, np.where(found.ended, 1, 0))
        curves = estimate.cause_curves(low, high, cause, np.ones(requests), 2)
        (within,) = curves.along(1, np.array([30 * EVERY]))
        yield {"delisted within 30 days": (within, truth)}


def coder_cases(results: int, draws: int) -> Iterator[dict[str, Case]]:
    """Two coders with four words, all as likely: kappa is the share on which the second does not guess."""
    random = np.random.default_rng(results)
    for _ in range(draws):
        first = random.integers(0, 4, results)
        second = np.where(random.random(results) < AGREE, first, random.integers(0, 4, results))
        table = np.zeros((4, 4))
        np.add.at(table, (first, second), 1)
        yield {"agreement beyond chance": (cohens_kappa(table), AGREE)}
