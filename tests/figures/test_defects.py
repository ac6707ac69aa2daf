"""Known defects: each row is dated and sourced, and stands with what it touches and with nothing else."""

from __future__ import annotations

import csv
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from ripplemark.figures.defects import FILE, Defect, applying, known
from ripplemark.figures.reported_days import SHOWN
from ripplemark.gate.leaks import looks_like
from ripplemark.paths import DATA, REFERENCE

MEASURES = {each.name for each in SHOWN} | {"source"}


def _rows() -> list[dict[str, str]]:
    with (REFERENCE / FILE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("UTC")).timestamp()


def _shorts(platform: str, measure: str, low: str, high: str) -> set[str]:
    found = applying((platform,), frozenset({measure}), _at(low), _at(high))
    return {each.short for each in found if each.short}


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['platform']}-{row['from']}")
def test_a_row_says_what_to_what_effect_and_who_says_so(row: dict[str, str]) -> None:
    assert all(row[name].endswith(".") for name in ("what", "effect"))
    assert row["source"]
    assert not row["source"].endswith(".")
    assert set(row["measures"].split()) <= MEASURES
    assert row["measures"]
    assert row["checked_against"] in ("primary", "secondary")
    checked = date.fromisoformat(row["checked_on"])
    since = date.fromisoformat(row["from"]) if row["from"] else None
    until = date.fromisoformat(row["to"]) if row["to"] else None
    assert since is None or since <= checked
    assert until is None or (since is not None and since <= until)
    assert bool(row["short"]) == bool(since)


def test_every_column_is_explained() -> None:
    explained = (DATA / "README.md").read_text(encoding="utf-8")
    for column in _rows()[0]:
        assert f"| `{column}` |" in explained, column


def test_no_row_holds_what_may_not_leave() -> None:
    assert [each.said for each in known() if looks_like(each.said)] == []


def test_the_known_defects_of_the_database_are_on_record() -> None:
    # SCIENCE.md, B.9.
    assert {each.platform for each in known()} >= {
        "",
        "X",
        "Google Play",
        "Facebook",
        "Instagram",
        "Google Shopping",
    }
    said = " ".join(each.said for each in known())
    for words in (
        "from 1 July 2025 on",
        "inverted from September 2023 to 29 May 2026",
        "before 28 October 2025",
        "28 June 2024",
        "30 May 2025",
        "18 June 2024",
        "1 January 2000",
        "the account was registered",
    ):
        assert words in said, words


def test_a_defect_stands_with_its_platform_its_figure_and_its_days_only() -> None:
    assert _shorts("X", "lag", "2024-01-01", "2024-02-01") == {"lag always 0"}
    assert _shorts("X", "decisions", "2024-01-01", "2024-02-01") == set()
    assert _shorts("TikTok", "lag", "2024-01-01", "2024-02-01") == set()
    assert _shorts("Google Play", "detection", "2026-05-29", "2026-05-30") == {
        "yes and no swapped",
        "new schema",
    }
    assert _shorts("Google Play", "detection", "2026-05-30", "2026-06-01") == {"new schema"}


def test_the_new_schema_touches_every_figure_from_its_day_on() -> None:
    for each in SHOWN:
        assert _shorts("Reddit", each.name, "2025-06-30", "2025-07-01") == set()
        assert _shorts("Reddit", each.name, "2025-07-01", "2025-07-02") == {"new schema"}


def test_a_defect_without_dates_holds_throughout_and_has_no_place_on_the_axis() -> None:
    found = applying(("TikTok",), frozenset({"lag"}), _at("2023-09-25"), _at("2023-09-26"))
    assert found
    assert [each.short for each in found] == ["", ""]
    assert all(each.said.startswith("Every platform: ") for each in found)


def test_its_words_say_whose_when_what_and_from_whom() -> None:
    one = Defect(
        "Chirp",
        date(2025, 1, 2),
        date(2025, 1, 3),
        frozenset({"lag"}),
        "odd",
        "It was odd.",
        "Do not read it.",
        "Chirp",
    )
    assert one.said == (
        "Chirp, 2 January 2025 to 3 January 2025: It was odd. Do not read it. Source: Chirp."
    )
    assert one.high - one.low == 2 * 86_400
