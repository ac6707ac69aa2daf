"""Whether 00:00 means no time is asked only where chance does not explain how often it stands there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from ripplemark.archive import Archive
from ripplemark.ingest import Asked, Options, Report, check
from ripplemark.readers.takedown_midnights import LEVEL, by_chance, expected

Draw = Callable[[np.random.Generator, int], np.ndarray]
SHEETS = {8: 4000, 40: 4000, 400: 1000, 5000: 200}
"""How many sheets of each size are drawn."""


def even(random: np.random.Generator, n: int) -> np.ndarray:
    """Minutes of the day, all alike."""
    return random.integers(0, 1440, n)


def in_the_evening(random: np.random.Generator, n: int) -> np.ndarray:
    """Minutes of the day with the most around midnight: up to 1.7 times the mean."""
    found = random.integers(0, 1440, 3 * n)
    rate = 1 + 0.7 * np.cos(2 * np.pi * found / 1440)
    return found[random.random(found.size) < rate / 1.7][:n]


def rounded(draw: Draw, minutes: int) -> Draw:
    """The same times as people write them who round."""
    return lambda random, n: np.round(draw(random, n) / minutes).astype(int) * minutes % 1440


def facts(times: np.ndarray) -> tuple[int, int, int]:
    full = times % 60 == 0
    return times.size, int((full & (times > 0)).sum()), int((times == 0).sum())


def asked(draw: Draw, size: int, day_only: float = 0.0) -> float:
    """In which share of sheets with times so drawn the question is put; ``day_only`` of the cells lack their time."""
    random = np.random.default_rng([size, 7])
    put = 0
    for _ in range(SHEETS[size]):
        times = draw(random, size)
        times[random.random(times.size) < day_only] = 0
        put += not by_chance(*facts(times))
    return put / SHEETS[size]


@pytest.mark.parametrize("size", SHEETS)
@pytest.mark.parametrize(
    "draw",
    [
        even,
        in_the_evening,
        *(rounded(each, m) for each in (even, in_the_evening) for m in (5, 30, 60)),
    ],
    ids=lambda each: getattr(each, "__qualname__", "rounded"),
)
def test_sheets_whose_midnights_are_all_real_are_hardly_ever_asked_about(
    draw: Draw, size: int
) -> None:
    assert asked(draw, size) <= LEVEL


@pytest.mark.parametrize("size", [40, 400, 5000])
@pytest.mark.parametrize("day_only", [0.1, 0.3])
def test_sheets_where_a_tenth_of_the_cells_hold_only_the_day_are_asked_about(
    size: int, day_only: float
) -> None:
    assert asked(even, size, day_only) >= 0.85
    assert asked(rounded(even, 30), size, 2 * day_only) >= 0.85


def test_three_midnights_among_14_000_times_are_chance_and_three_hundred_are_not() -> None:
    assert by_chance(14_000, 230, 3)
    assert not by_chance(14_000, 230, 300)


def test_a_lone_midnight_is_asked_about_in_a_small_sheet_to_the_minute_only() -> None:
    assert not by_chance(10, 0, 1)
    assert by_chance(10, 6, 1)
    assert by_chance(400, 6, 1)


def test_as_many_as_the_other_hours_hold_are_expected_twice_and_none_where_there_are_no_times() -> (
    None
):
    assert expected(1000, 230) == pytest.approx(20)
    assert expected(1440, 0) == pytest.approx(2)
    assert expected(0, 0) == 0
    assert by_chance(0, 0, 0)


def sheet(times: list[str]) -> str:
    rows = [
        f"https://a.example.org/{k},2025-10-24 {time},online,2025-11-01"
        for k, time in enumerate(times)
    ]
    return "\n".join(["Link,Reported on,Status,Checked on", *rows]) + "\n"


def examined(folder: Path, times: list[str], **answers: str) -> tuple[Asked, Report]:
    path = folder / "log.csv"
    path.write_text(sheet(times), encoding="utf-8")
    report = check(Archive(folder / "archive"), path, Options(incident="LANTERN", answers=answers))
    (question,) = [each for each in report.questions if each.question.name == "midnight"]
    return question, report


def test_what_chance_explains_is_taken_as_midnight_and_the_question_says_so(
    tmp_path: Path,
) -> None:
    hours = [f"{k % 24:02d}:00" for k in range(48)]
    asked, report = examined(tmp_path, hours)
    assert asked.answer == "midnight"
    assert asked.question.question.startswith(
        "Of 48 times of day, 2 are written as exactly 00:00, no more than chance gives"
    )
    assert report.rows_stored == 48
    asked, report = examined(tmp_path, hours, midnight="no-time")
    assert (asked.answer, report.rows_stored) == ("no-time", 48)


def test_what_chance_does_not_explain_stays_open(tmp_path: Path) -> None:
    times = [f"{9 + k % 8:02d}:{7 + k % 50:02d}" for k in range(30)] + ["00:00"] * 4
    asked, _ = examined(tmp_path, times)
    assert asked.open
    assert "chance" not in asked.question.question
