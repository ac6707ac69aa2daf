"""Platforms that count as one are estimated as one: from their items, never from their estimates."""

from __future__ import annotations

import pytest
from planted import CONTROL, HEADER, SIX_MP, items

from ripplemark.engine import Serving
from ripplemark.measures import Measurement, measure

ROWS = {
    "SPLIT": [
        *items(SIX_MP, "Chirp"),
        *items(CONTROL, "Murmur"),
        *items(["100"] * 12, "Large"),
    ],
    "WHOLE": [*items(SIX_MP, "Both"), *items(CONTROL, "Both"), *items(["100"] * 12, "Large")],
}
MERGED = ("Chirp", "Murmur")
__all__ = ["HEADER", "ROWS"]


def _merged(serving: Serving, metric: str, **settings: str) -> Measurement:
    return measure(
        serving,
        metric,
        incident="SPLIT",
        by=("platform",),
        settings=settings,
        merged=MERGED,
        merged_as="2 smaller platforms",
    )


@pytest.mark.parametrize(
    ("metric", "settings"),
    [
        ("median-lag", {}),
        ("within-deadline", {"hours": "10"}),
        ("removal-survival", {"at": "6,10,20"}),
    ],
)
def test_merged_platforms_are_estimated_as_if_they_were_one(
    planted_rows: Serving, metric: str, settings: dict[str, str]
) -> None:
    whole = measure(
        planted_rows,
        metric,
        incident="WHOLE",
        where=(("platform", "Both"),),
        settings=settings,
    )
    merged = [
        each
        for each in _merged(planted_rows, metric, **settings).estimates
        if each.by["platform"] == "2 smaller platforms"
    ]
    assert [(e.value, e.low, e.high, e.n, e.events) for e in merged] == [
        (e.value, e.low, e.high, e.n, e.events) for e in whole.estimates
    ]
    assert merged[0].n == len(SIX_MP) + len(CONTROL)


def test_a_merged_platform_cannot_be_selected_by_its_name(planted_rows: Serving) -> None:
    (answer,) = measure(
        planted_rows,
        "median-lag",
        incident="SPLIT",
        where=(("platform", "Chirp"),),
        merged=MERGED,
        merged_as="2 smaller platforms",
    ).estimates
    assert answer.n == 0


def test_names_of_merged_platforms_are_in_no_part_of_the_answer(planted_rows: Serving) -> None:
    document = str(_merged(planted_rows, "median-lag").document())
    assert "Large" in document
    assert "Chirp" not in document
    assert "Murmur" not in document


def test_a_cohort_holds_the_items_whose_clock_started_in_it(planted_rows: Serving) -> None:
    # Every clock of these rows starts on 1 January 2025 at noon, UTC.
    for since, until, n in (
        ("2025-01-01", "2025-01-02", 54),
        ("2025-01-01T12:00Z", "2025-01-02", 54),
        ("2025-01-02", "2025-01-03", 0),
        ("2024-12-31", "2025-01-01T12:00Z", 0),
    ):
        settings = {"from": since, "to": until}
        found = measure(planted_rows, "median-lag", incident="WHOLE", settings=settings).estimates
        assert sum(each.n for each in found) == n
